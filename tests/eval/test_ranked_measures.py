"""Success@k and reciprocal rank by hand."""

from eval.ranked_measures import reciprocal_rank, success

RANKINGS = {"q1": ["x", "y", "z"], "q2": ["y"], "q3": [], "q4": ["x"]}
RELEVANT = {"q1": {"z", "y"}, "q2": {"x"}, "q3": {"x"}, "q4": set()}


def test_success_looks_at_the_first_k():
    assert success(RELEVANT, RANKINGS, 1) == {"q1": 0.0, "q2": 0.0, "q3": 0.0, "q4": 0.0}
    assert success(RELEVANT, RANKINGS, 2) == {"q1": 1.0, "q2": 0.0, "q3": 0.0, "q4": 0.0}


def test_reciprocal_rank_is_of_the_first_relevant_one_within_k():
    assert reciprocal_rank(RELEVANT, RANKINGS, 10)["q1"] == 0.5
    assert reciprocal_rank({"q1": {"z"}}, {"q1": ["x", "y", "z"]}, 2) == {"q1": 0.0}
