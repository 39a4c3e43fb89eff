"""Questions that name a day, asked with their periods and without."""

import json
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.filters import Filters
from eval.dated import DATED, DatedQuestion, ask_twice, measure_dated
from eval.known import Expected, KnownQuestion, read_set
from tests.conftest import add_paths, index
from tests.qa.news import open_news

TEXT = "The dam leaked. Some {} people left the town by the dam."


def known(question: str, text: str, published: str) -> KnownQuestion:
    return KnownQuestion("x", question, "dated", (Expected(text, "Gazette", published),), (), Filters())


def test_the_set_has_a_hundred_questions_that_name_days():
    questions = read_set(DATED)
    assert len(questions) == 100
    assert all(question.expects and question.filters.as_of for question in questions)


@pytest.fixture
def weekly(tmp_path: Path):
    """An archive with the same news of seven days, and other numbers."""
    rows = tmp_path / "rows.jsonl"
    reports = [(f"2024-03-{day:02}", TEXT.format(day * 10)) for day in range(1, 29, 4)]
    rows.write_text(
        "".join(
            json.dumps(
                {"title": f"Dam {day}", "outlet": "Gazette", "published": day, "text": text, "url": f"https://g.example/{day}"}
            )
            + "\n"
            for day, text in reports
        )
    )
    archive = Archive.create(tmp_path / "archive")
    add_paths(archive, rows)
    index(archive)
    archive.connection.close()
    return open_news(tmp_path / "archive")


def test_ask_twice_finds_the_report_of_the_day_first_where_the_period_counts(weekly):
    asked = ask_twice(weekly, known("How many people left by the dam on 25 March 2024?", "250 people", "2024-03-25"))
    assert asked.with_periods == 1


def test_measure_dated_gives_shares_at_one_and_five():
    k = known("Q?", "x", "2024-03-25")
    asked = [DatedQuestion(k, 1, 4), DatedQuestion(k, 5, None), DatedQuestion(k, None, None), DatedQuestion(k, 2, 1)]
    assert measure_dated(asked, "digest").values == {
        "evidence_at_1": 0.25,
        "evidence_at_1_without_periods": 0.25,
        "evidence_at_5": 0.75,
        "evidence_at_5_without_periods": 0.5,
    }
