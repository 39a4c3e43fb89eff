"""Plots: the places of points, worked out from the margins."""

import re
from xml.etree import ElementTree

import pytest

from eval.plots import interval_bar, nice_top, reliability_plot, risk_coverage_plot


@pytest.mark.parametrize(("value", "top"), [(0.0, 0.1), (0.1, 0.1), (0.11, 0.2), (0.5, 0.6), (0.95, 1.0)])
def test_nice_top_holds_the_value(value, top):
    assert nice_top(value) == top


def test_risk_coverage_draws_from_left_to_right():
    svg = risk_coverage_plot([(0.5, 0.0), (1.0, 0.1)], (0.5, 0.0))
    assert 'class="line" d="M204.0,236.0 L360.0,12.0"' in svg  # half of 48..360, the floor at 280 - 44, the top at 12
    assert "shipped threshold: answers 50.0%, unsupported 0.0%" in svg
    assert ">5%</text>" in svg
    assert 'class="now"' not in risk_coverage_plot([(1.0, 0.1)], None)


def test_reliability_draws_each_bin_with_its_questions():
    svg = reliability_plot([(0.25, 0.5, 4), (0.75, 1.0, 16)])
    assert re.findall(r'class="dot" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg) == [
        ("126.0", "124.0", "6.0"),
        ("282.0", "12.0", "9.0"),
    ]
    assert "16 questions: support 0.75, supported 1.00" in svg


def test_interval_bar_has_dot_span_and_floor():
    svg = interval_bar(0.5, (0.4, 0.6), 0.3)
    assert 'class="dot" cx="80.0"' in svg
    assert 'class="span" x1="65.0" x2="95.0"' in svg
    assert 'class="floor" x1="50.0"' in svg
    assert "span" not in interval_bar(0.5, None, None)


@pytest.mark.parametrize("svg", [risk_coverage_plot([], None), reliability_plot([]), interval_bar(1.0, (0.9, 1.0), 1.0)])
def test_plots_are_well_formed(svg):
    ElementTree.fromstring(svg)
