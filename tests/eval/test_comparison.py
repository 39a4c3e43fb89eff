"""Two runs held against each other."""

import json

import pytest

from eval.comparison import Difference, changed_digests, compare, read_run
from tests.eval.made_runs import BEFORE, NOW


def test_a_run_survives_its_file(tmp_path):
    path = tmp_path / "run.jsonl"
    path.write_text(NOW.as_json() + "\n\n" + BEFORE.as_json().replace("newsquiz", "other") + "\n", encoding="utf-8")
    runs = read_run(path)
    assert list(runs) == ["newsquiz", "other"]
    assert (runs["newsquiz"].values, runs["newsquiz"].outcomes) == (NOW.values, NOW.outcomes)


@pytest.mark.parametrize("text", ["{broken", json.dumps({"demo": 1}), json.dumps([1])])
def test_what_is_no_run_is_refused_by_name(tmp_path, text):
    path = tmp_path / "run.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"run\.jsonl is no run of `dateline eval --json`"):
        read_run(path)


def test_compare_is_paired_over_the_questions():
    answer, ms = compare(NOW, BEFORE)
    assert (answer.name, answer.now, answer.before, answer.change) == ("answer_at_1", 0.75, 0.25, 0.5)
    assert (answer.n_better, answer.n_worse) == (2, 0)
    assert answer.interval == (0.0, 1.0)  # of 4 questions, 2 of them better
    assert not answer.is_clear
    assert ms == Difference("median_ms", 12.34, 20.0, 12.34 - 20.0)


@pytest.mark.parametrize(
    ("interval", "is_clear"), [((0.01, 0.2), True), ((-0.2, -0.01), True), ((-0.1, 0.1), False), (None, False)]
)
def test_a_difference_is_clear_whose_interval_leaves_0_out(interval, is_clear):
    assert Difference("m", 1, 0, 1, interval).is_clear is is_clear


def test_changed_digests_are_named():
    assert changed_digests(NOW, BEFORE) == ["articles"]
    assert changed_digests(NOW, NOW) == []
