"""Intervals: bounds that can be worked out by hand, or are the same at every run."""

import numpy as np
import pytest

from eval.bootstrap import difference_interval, share_interval, statistic_interval


def test_share_interval_of_equal_values_is_that_value():
    assert share_interval([1.0, 1.0, 1.0]) == (1.0, 1.0)


def test_share_interval_of_nothing_says_nothing():
    assert share_interval([]) == (0.0, 1.0)


def test_share_interval_of_a_half_is_that_of_the_binomial():
    low, high = share_interval([1.0, 0.0] * 50)
    assert (low, high) == (pytest.approx(0.40, abs=0.011), pytest.approx(0.60, abs=0.011))  # 40 and 60 of 100: 2.8 and 97.2 %
    assert share_interval([1.0, 0.0] * 50) == (low, high)


def test_share_interval_draws_units_whole():
    alone = share_interval([1.0, 0.0] * 10)
    together = share_interval([1.0, 0.0] * 10, [str(i // 2) for i in range(20)])
    assert together == (0.5, 0.5)
    assert alone[0] < 0.5 < alone[1]


def test_difference_interval_is_paired_over_the_questions_of_both():
    change, interval = difference_interval({"a": 1.0, "b": 1.0, "c": 0.0}, {"a": 0.0, "b": 0.0, "d": 1.0})
    assert (change, interval) == (1.0, (1.0, 1.0))


def test_difference_interval_refuses_runs_without_a_common_question():
    with pytest.raises(ValueError, match="share no question"):
        difference_interval({"a": 1.0}, {"b": 1.0})


def test_statistic_interval_gets_whole_units():
    values = np.array([1.0, 0.0, 1.0, 0.0])
    assert statistic_interval(lambda i: float(values[i].mean()), ["x", "x", "y", "y"]) == (0.5, 0.5)
