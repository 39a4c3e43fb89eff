"""What the archive said by a day: the version of an article that was current then."""

import json
from datetime import date
from math import log
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.filters import Filters
from qa.earlier import bm25
from qa.pipeline import Pipeline
from tests.conftest import add_paths, index
from tests.qa.news import TODAY, open_news

PAGE = {"title": "The Esk dam", "url": "https://marsh-gazette.example/esk", "outlet": "Marsh Gazette", "published": "2024-03-14"}
FIRST = "The Esk dam leaked at noon. Some 300 villagers fled from the Esk dam."
SECOND = "The Esk dam leaked at noon. Some 450 villagers fled from the Esk dam, a later count says."
QUESTION = "How many villagers fled from the Esk dam?"


@pytest.fixture
def updated(own_folder: Path, tmp_path: Path) -> Pipeline:
    """The news with an article in two versions, the second of 18 March."""
    archive = Archive.open(own_folder)
    for number, row in enumerate(({**PAGE, "text": FIRST}, {**PAGE, "text": SECOND, "updated": "2024-03-18"})):
        path = tmp_path / f"{number}.jsonl"
        path.write_text(json.dumps(row) + "\n", encoding="utf-8")
        add_paths(archive, path)
        index(archive)
    archive.connection.close()
    return open_news(own_folder)


def test_the_current_version_answers_without_an_as_of_day(updated: Pipeline):
    answer = updated.ask(QUESTION, today=TODAY)
    assert answer.evidence[0].article.text == SECOND
    assert all(item.article.text != FIRST for item in answer.evidence)


def test_the_version_of_the_day_answers_as_of_it(updated: Pipeline):
    answer = updated.ask(QUESTION, Filters(as_of=date(2024, 3, 15)), today=TODAY)
    assert answer.evidence[0].quote == FIRST
    assert all(item.article.text != SECOND for item in (*answer.evidence, *answer.near_misses))
    later = updated.ask(QUESTION, Filters(as_of=date(2024, 3, 18)), today=TODAY)
    assert later.evidence[0].article.text == SECOND
    assert all(item.article.text != FIRST for item in (*later.evidence, *later.near_misses))


def test_coverage_counts_the_version_of_the_day(updated: Pipeline):
    by_15, by_18 = (updated.holdings.coverage(Filters(as_of=date(2024, 3, day))).n_articles for day in (15, 18))
    assert by_18 - by_15 == 1  # Radio Vale's second count came on the 18th; the dam is one article on both days


def test_other_limits_hold_for_earlier_versions_too(updated: Pipeline):
    limits = Filters(outlet_ids=frozenset(["radio-vale"]), as_of=date(2024, 3, 15))
    assert all(item.article.text != FIRST for item in updated.ask(QUESTION, limits, today=TODAY).near_misses)


def test_a_phrase_is_found_in_the_version_of_the_day(updated: Pipeline):
    answer = updated.ask("Who said “300 villagers fled”?", Filters(as_of=date(2024, 3, 15)), today=TODAY)
    assert [item.article.text for item in answer.evidence] == [FIRST]


def test_words_that_are_left_out_are_left_out_of_the_version_of_the_day(updated: Pipeline):
    as_of = Filters(as_of=date(2024, 3, 15))
    for left_out in ("villagers", "Esk"):  # in the text; in the headline too
        answer = updated.ask(f"{QUESTION} -{left_out}", as_of, today=TODAY)
        assert all(item.article.text != FIRST for item in (*answer.evidence, *answer.near_misses))
    assert updated.ask(f"{QUESTION} -later", as_of, today=TODAY).evidence[0].article.text == FIRST


def test_bm25_by_hand():
    text = ["dam"] * 2 + ["x"] * 98
    expected = log(2) * 2 * 2.2 / (2 + 1.2)  # of average length the norm is k1
    assert bm25(["dam", "dam", "ferry"], text, lambda term: log(2)) == pytest.approx(expected)
    assert bm25(["ferry"], text, lambda term: 1.0) == 0.0
