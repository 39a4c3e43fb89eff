"""Bare and completed rankings, fused by hand."""

import pytest

from corpus.article import Passage
from qa.answer import Hit
from qa.dialogue_ranking import fuse_rankings
from qa.retrieval import Ranking


def ranking(*scores: tuple[str, float]) -> Ranking:
    return Ranking(tuple(Hit(Passage(name, 0, 9), score, score, None) for name, score in scores), 0.5, 7.0)


def scores(fused: Ranking) -> list[tuple[str, float]]:
    return [(hit.passage.article_id, pytest.approx(hit.score)) for hit in fused.hits]


def test_fusion_is_the_weighted_sum_of_normalised_scores():
    bare, completed = ranking(("a", 3.0), ("b", 2.0), ("c", 1.0)), ranking(("b", 0.9), ("d", 0.5), ("c", 0.1))
    # bare: a 1, b 0.5, c 0; completed: b 1, d 0.5, c 0
    assert scores(fuse_rankings(bare, completed, 0.6)) == [("b", 0.8), ("a", 0.4), ("d", 0.3), ("c", 0.0)]


def test_the_completed_ranking_gives_raw_scores():
    fused = fuse_rankings(ranking(("a", 3.0)), ranking(("a", 0.9)), 0.5)
    assert fused.hits[0].dense == 0.9


def test_without_a_completed_ranking_the_bare_one_stays():
    bare = ranking(("a", 3.0))
    assert fuse_rankings(bare, ranking(), 0.8) is bare
    assert fuse_rankings(bare, ranking(("b", 1.0)), 0.0) is bare


def test_equal_scores_are_ordered_by_article():
    assert [hit.passage.article_id for hit in fuse_rankings(ranking(("b", 1.0)), ranking(("a", 1.0)), 0.5).hits] == ["a", "b"]
