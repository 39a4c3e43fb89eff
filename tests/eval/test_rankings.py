"""Baseline fusions and cuts: values worked out by hand."""

import pytest

from corpus.article import Passage
from eval.rankings import Ranked, min_max_sum, ordered, rrf


def test_ordered_is_best_first_with_ties_by_number():
    assert ordered({3: 1.0, 1: 1.0, 2: 5.0}) == [2, 1, 3]


def test_rrf_sums_reciprocal_ranks():
    assert rrf({1: 9.0, 2: 5.0}, {2: 0.5}) == pytest.approx({1: 1 / 61, 2: 1 / 62 + 1 / 61})


def test_min_max_sum_moves_each_side_to_one():
    assert min_max_sum({1: 10.0, 2: 5.0, 3: 0.0}, {2: 0.4}) == pytest.approx({1: 1.0, 2: 1.5, 3: 0.0})
    assert min_max_sum({}, {}) == {}


def test_limited_keeps_two_of_an_article():
    one, two, three, other = Passage("a", 0, 1), Passage("a", 1, 2), Passage("a", 2, 3), Passage("b", 0, 1)
    ranked = Ranked("bm25", (one, two, three, other))
    assert ranked.limited(3) == (one, two, other)
    assert ranked.limited(1) == (one,)
    assert ranked.articles(5) == ("a", "b")
