"""Bare and completed rankings, fused by hand."""

import pytest

from corpus.article import Passage
from qa.answer import Hit
from qa.dialogue_ranking import fuse_rankings
from qa.retrieval import Ranking
from qa.signals import WEIGHTS


def ranking(*scores: tuple[str, float]) -> Ranking:
    """Hits with the signal "meaning" and a cosine of that number."""
    hits = (Hit(Passage(name, 0, 9), WEIGHTS["meaning"] * x, x, None, {"meaning": x}) for name, x in scores)
    return Ranking(tuple(hits), 0.5, 7.0)


def scores(fused: Ranking) -> list[tuple[str, float]]:
    return [(hit.passage.article_id, pytest.approx(hit.score / WEIGHTS["meaning"])) for hit in fused.hits]


def test_fusion_is_the_weighted_mean_of_signals():
    bare, completed = ranking(("a", 1.0), ("b", 0.5), ("c", 0.0)), ranking(("b", 1.0), ("d", 0.5), ("c", 0.0))
    fused = fuse_rankings(bare, completed, 0.6)
    assert scores(fused) == [("b", 0.8), ("a", 0.4), ("d", 0.3), ("c", 0.0)]
    assert fused.hits[0].signals == {"meaning": pytest.approx(0.8)}


def test_the_completed_ranking_gives_raw_scores():
    fused = fuse_rankings(ranking(("a", 1.0)), ranking(("a", 0.9)), 0.5)
    assert fused.hits[0].dense == 0.9


def test_without_a_completed_ranking_the_bare_one_stays():
    bare = ranking(("a", 1.0))
    assert fuse_rankings(bare, ranking(), 0.8) is bare
    assert fuse_rankings(bare, ranking(("b", 1.0)), 0.0) is bare


def test_equal_scores_are_ordered_by_article():
    assert [hit.passage.article_id for hit in fuse_rankings(ranking(("b", 1.0)), ranking(("a", 1.0)), 0.5).hits] == ["a", "b"]
