"""Telling questions with an answer from those without: values worked out by hand."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.abstaining import (
    abstention_threshold,
    auroc,
    calibration_error,
    refused_at,
    reliability,
    risk_coverage,
    risk_threshold,
)


def array(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


@pytest.mark.parametrize(
    ("answerable", "unanswerable", "expected"),
    [
        ((0.9, 0.8), (0.1, 0.2), 1.0),
        ((0.1,), (0.9,), 0.0),
        ((0.5,), (0.5,), 0.5),
        ((0.9, 0.4), (0.5, 0.3), 0.75),  # three of four pairs in order
        ((0.9, 0.5), (0.5, 0.3), 0.875),  # and one tie
        ((), (0.5,), 0.5),
    ],
)
def test_auroc_counts_pairs_in_order_and_ties_half(answerable, unanswerable, expected):
    assert auroc(array(*answerable), array(*unanswerable)) == expected


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_auroc_is_the_share_of_pairs(answerable, unanswerable):
    pairs = [(a > u) + (a == u) / 2 for a in answerable for u in unanswerable]
    assert auroc(array(*answerable), array(*unanswerable)) == pytest.approx(sum(pairs) / len(pairs))


def test_refused_at_a_tenth_may_refuse_one_answerable_of_ten():
    answerable = array(0.05, *(0.3 + i / 100 for i in range(9)))
    assert abstention_threshold(answerable, 0.1) == pytest.approx(0.3)
    assert refused_at(answerable, array(0.1, 0.2, 0.29, 0.3)) == 0.75


def test_refused_at_of_nine_may_refuse_none():
    assert refused_at(array(*([0.5] * 9)), array(0.4, 0.5)) == 0.5


def test_refused_at_has_its_limits():
    assert refused_at(array(0.5), array()) == 1.0
    assert refused_at(array(), array(0.9)) == 1.0
    assert abstention_threshold(array(), 0.1) == inf


def test_risk_threshold_answers_as_much_as_the_risk_allows():
    scores = array(0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
    supported = array(1, 1, 1, 1, 0, 0)
    # (U + 1) / (A + 1) from 0.9 down: 1/2, 1/3, 1/4, 1/5, 2/6, 3/7
    assert risk_threshold(scores, supported, 0.2) == 0.6
    assert risk_threshold(scores, supported, 0.34) == 0.5
    assert risk_threshold(scores, supported, 0.05) == inf


def test_risk_threshold_needs_nineteen_supported_for_one_in_twenty():
    assert risk_threshold(array(*([0.5] * 18)), array(*([1] * 18)), 0.05) == inf
    assert risk_threshold(array(*([0.5] * 19)), array(*([1] * 19)), 0.05) == 0.5


def test_risk_threshold_keeps_what_it_promises_on_average():
    generator = np.random.default_rng(7)
    risks = []
    for _ in range(200):
        scores = generator.random(400)
        supported = (generator.random(400) < scores).astype(float)  # calibrated: unsupported among all above t is (1 - t) / 2
        threshold = risk_threshold(scores[:200], supported[:200], 0.2)
        answered = scores[200:] >= threshold
        risks.append((1 - supported[200:][answered]).mean())
    assert np.mean(risks) == pytest.approx(0.2, abs=0.02)


def test_risk_coverage_takes_ties_together():
    points = risk_coverage([0.9, 0.5, 0.5, 0.1], [True, True, False, False])
    assert points == [(0.25, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]


def test_reliability_and_calibration_error_by_hand():
    scores, supported = [0.15, 0.15, 0.95, 1.0], [False, True, True, True]
    assert reliability(scores, supported) == [(0.15, 0.5, 2), (0.975, 1.0, 2)]
    assert calibration_error(scores, supported) == pytest.approx((2 * 0.35 + 2 * 0.025) / 4)
    assert calibration_error([], []) == 0.0
