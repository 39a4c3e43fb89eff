"""Measures on the terminal."""

import pytest

from eval.tables import differences, own_measures, print_comparison, print_measured, rankings_of, shown, slice_means
from tests.eval.made_runs import BEFORE, NOW


@pytest.mark.parametrize(
    ("name", "value", "text"), [("n_pairs", 286.0, "286"), ("median_ms", 12.34, "12.3"), ("auroc", 0.88649, "0.886")]
)
def test_numbers_are_shown_as_they_are_read(name, value, text):
    assert shown(name, value) == text


def test_own_measures_are_not_those_of_baselines():
    assert own_measures(NOW) == ["n_scored", "answer_at_1", "median_ms"]
    assert rankings_of(NOW) == {"as asked": {"answer_at_1": 0.75}, "bm25": {"answer_at_1": 0.25}}
    assert rankings_of(BEFORE) == {}


def test_slices_count_their_questions():
    assert slice_means(NOW)["asks who"] == (2, {"answer_at_1": 1.0, "bm25_answer_at_1": 0.5})


def test_differences_are_of_own_measures():
    assert [d.name for d in differences(NOW, BEFORE)] == ["answer_at_1", "median_ms"]


def test_print_measured_shows_value_interval_baselines_and_slices(capsys):
    print_measured(NOW)
    lines = [" ".join(line.replace("│", " ").split()) for line in capsys.readouterr().out.splitlines()]
    assert "newsquiz: 4 questions" in lines
    assert "answer at 1 0.750 0.250 – 1.000" in lines
    assert "bm25 0.250" in lines
    assert "asks who 2 1.000" in lines


def test_print_comparison_says_what_changed(capsys):
    print_comparison(NOW, BEFORE)
    lines = [" ".join(line.replace("│", " ").split()) for line in capsys.readouterr().out.splitlines()]
    assert "answer at 1 0.750 0.250 +0.500 +0.000 to +1.000 2 0" in lines
    assert "not the same in both runs: articles" in lines
