"""The command's entry: what is measured, printed, compared and written."""

import json
from pathlib import Path

import pytest

from eval.report import EvalOptions, run_and_report
from tests.toy import ToyEncoder


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch, quiz_folder: Path) -> None:
    """The toy encoder, and the small quiz in the real one's place."""
    monkeypatch.setattr("eval.quiz_sets.load_encoder", ToyEncoder)
    monkeypatch.setattr("eval.quiz_sets.NEWSQUIZ", quiz_folder)


def test_a_run_is_kept_compared_with_and_written_as_a_page(tmp_path, capsys):
    assert run_and_report(EvalOptions("newsquiz", as_json=True))
    kept = tmp_path / "run.jsonl"
    kept.write_text(capsys.readouterr().out, encoding="utf-8")
    assert json.loads(kept.read_text(encoding="utf-8"))["set"] == "newsquiz_sample"
    page = tmp_path / "report.html"
    assert run_and_report(EvalOptions("newsquiz", report=page, compare=kept))
    assert "newsquiz_sample: against the other run" in capsys.readouterr().out
    assert "<h3>Against the other run</h3>" in page.read_text(encoding="utf-8")


def test_the_gate_does_not_pass_what_was_pinned_on_other_articles(capsys):
    assert not run_and_report(EvalOptions("newsquiz", gate=True))
    assert "newsquiz_sample: questions, articles, encoder changed since the floors were pinned" in capsys.readouterr().err


def test_where_the_quiz_is_not_it_is_named_and_left_out(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("eval.quiz_sets.NEWSQUIZ", tmp_path / "nowhere")
    assert run_and_report(EvalOptions("twins"))
    assert "newsquiz, twins, offtopic: not run" in capsys.readouterr().err


def test_a_file_that_is_no_run_is_refused_before_anything_is_measured(tmp_path):
    with pytest.raises(ValueError, match="is no run of"):
        run_and_report(EvalOptions("newsquiz", compare=tmp_path / "nowhere.jsonl"))
