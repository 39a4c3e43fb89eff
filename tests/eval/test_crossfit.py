"""Cross-fitting: a question's score rests on the other half alone."""

import hashlib

import numpy as np
import pytest

from eval.crossfit import answered_within, cross_fitted, half_of, logistic

EVEN, ODD = [u for u in "abcdefgh" if half_of(u) == 0], [u for u in "abcdefgh" if half_of(u) == 1]


def test_half_is_the_lowest_bit_of_the_hash():
    assert [half_of(u) for u in ("a", "b", "c")] == [int(hashlib.sha256(u.encode()).hexdigest()[-1], 16) % 2 for u in "abc"]
    assert EVEN
    assert ODD


def test_cross_fitted_scores_rest_on_the_other_half():
    units = [EVEN[0], EVEN[0], ODD[0], ODD[0]]
    y = np.array([1.0, 0.0, 1.0, 0.0])
    x = np.array([[1.0], [0.0], [3.0], [1.0]])

    def fit(x_seen: np.ndarray, y_seen: np.ndarray) -> np.ndarray:
        return np.array([0.0, x_seen.sum()])  # its one weight is the sum of what it saw

    # the even half saw 3 + 1 = 4, the odd one 1 + 0 = 1
    assert cross_fitted(x, y, units, fit) == pytest.approx(1 / (1 + np.exp([-4.0, 0.0, -3.0, -1.0])))


def test_cross_fitted_refuses_a_half_of_one_label():
    with pytest.raises(ValueError, match="not both with and without an answer"):
        cross_fitted(np.ones((2, 1)), np.array([1.0, 0.0]), [EVEN[0], ODD[0]], lambda x, y: np.zeros(2))


def test_answered_within_a_risk_uses_the_other_half_s_threshold():
    units = [EVEN[0]] * 4 + [ODD[0]] * 4
    scores = np.array([0.9, 0.8, 0.7, 0.1, 0.95, 0.6, 0.5, 0.4])
    supported = np.array([1.0, 1, 1, 0, 1, 1, 0, 0])
    # (U + 1) / (A + 1) <= 1/3: the even half goes down to 0.7 (1/4; at 0.1 it is 2/5), the odd one to 0.6 (1/3)
    answered = answered_within(scores, supported, units, 0.334)
    assert answered.tolist() == [True, True, True, False, True, False, False, False]


def test_logistic_by_hand():
    assert logistic(np.array([[1.0, 2.0]]), np.array([0.5, 1.0, -0.75])) == pytest.approx([0.5])
