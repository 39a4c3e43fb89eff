"""Known questions: every line of every set can be read, and what it expects stands in the articles."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.article import Article
from corpus.filters import Filters
from eval.known import SETS, Expected, KnownQuestion, read_set, set_digest
from tests.conftest import add_paths

ALL_SETS = sorted(path for path in SETS.glob("*.jsonl") if path.stem != "dates")  # that one holds phrases, not questions
DEMO = Path(__file__).parents[2] / "corpus" / "demo"


def write(path: Path, *lines: dict | str) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), encoding="utf-8")
    return path


BARE = {"id": "q1", "question": "Who left?", "kind": "person", "expects": []}


# reading


def test_read_set_reads_a_question_with_everything(tmp_path: Path):
    line = {
        **BARE,
        "expects": [{"text": "1,900 people", "outlet": "Northern Wire", "published": "2024-03-14T06:40+01:00"}],
        "history": ["Where was it?"],
        "outlets": ["Caliber.Az", "Northern Wire"],
        "from": "2024-03-01",
        "to": "2024-03-31",
        "as_of": "2024-03-15",
    }
    limits = Filters(frozenset(["caliber-az", "northern-wire"]), date(2024, 3, 1), date(2024, 3, 31), date(2024, 3, 15))
    expected = Expected("1,900 people", "Northern Wire", "2024-03-14T06:40+01:00")
    assert read_set(write(tmp_path / "a.jsonl", line)) == [
        KnownQuestion("q1", "Who left?", "person", (expected,), ("Where was it?",), limits)
    ]


def test_read_set_reads_a_bare_question(tmp_path: Path):
    (known,) = read_set(write(tmp_path / "a.jsonl", BARE))
    assert known == KnownQuestion("q1", "Who left?", "person", (), (), Filters())
    assert not known.is_answerable


def test_a_question_with_expectations_is_answerable(tmp_path: Path):
    line = {**BARE, "expects": [{"text": "x", "outlet": None, "published": None}]}
    (known,) = read_set(write(tmp_path / "a.jsonl", line))
    assert known.is_answerable


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "JSONDecodeError"),
        ({"id": "q1"}, "KeyError: 'question'"),
        ({**BARE, "expects": [{"words": "x"}]}, "TypeError"),
        ({**BARE, "from": "March"}, "ValueError"),
        ({**BARE, "from": "2024-03-02", "to": "2024-03-01"}, "ValueError: from 2024-03-02 to 2024-03-01 is no period"),
        pytest.param("[]", ""),
    ],
)
def test_read_set_names_file_line_and_problem(tmp_path: Path, line: dict | str, problem: str):
    path = write(tmp_path / "a.jsonl", BARE, line)
    with pytest.raises(ValueError, match=r"a\.jsonl, line 2: ") as raised:
        read_set(path)
    assert problem in str(raised.value)


def test_read_set_parts_lines_at_line_feeds_only(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", json.dumps({**BARE, "question": "Who\u2028left?"}, ensure_ascii=False))
    assert [known.question for known in read_set(path)] == ["Who\u2028left?"]


def test_set_digest_is_of_the_bytes(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", BARE)
    assert set_digest(path) == hashlib.sha256(path.read_bytes()).hexdigest()


# the sets that come with Dateline


@pytest.mark.parametrize("path", ALL_SETS, ids=lambda path: path.stem)
def test_every_line_of_a_set_can_be_read_and_has_an_id_of_its_own(path: Path):
    known = read_set(path)
    assert len(known) == len(path.read_text(encoding="utf-8").splitlines()) > 0
    ids = [question.question_id for question in known]
    assert len(set(ids)) == len(ids)
    for question in known:
        assert question.question.strip() == question.question != ""
        assert all(expected.text for expected in question.expects), question.question_id


def test_ids_are_unique_over_all_sets():
    ids = [question.question_id for path in ALL_SETS for question in read_set(path)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ["demo", "karabakh"])
def test_a_set_asks_what_is_answered_and_what_is_not(name: str):
    assert {question.is_answerable for question in read_set(SETS / f"{name}.jsonl")} == {True, False}


def misplaced(articles: Iterable[Article], known: Iterable[KnownQuestion]) -> list[tuple[str, Expected]]:
    """The expectations whose words stand in no article of that outlet and date."""
    held = [(a.outlet.name if a.outlet.is_known else None, a.published.iso, a.text) for a in articles]
    return [
        (question.question_id, expected)
        for question in known
        for expected in question.expects
        if not any((outlet, day) == (expected.outlet, expected.published) and expected.text in text for outlet, day, text in held)
    ]


def test_every_expectation_of_the_demo_stands_in_an_article_of_its_outlet_and_date(archive: Archive):
    add_paths(archive, DEMO)
    stored = [archive.article(article_id) for article_id in archive.all_article_ids()]
    assert misplaced(stored, read_set(SETS / "demo.jsonl")) == []


def test_no_expectation_of_the_demo_stands_in_a_superseded_version_only(archive: Archive):
    add_paths(archive, DEMO)
    assert misplaced(archive.articles(), read_set(SETS / "demo.jsonl")) == []


@pytest.mark.parametrize("name", ["karabakh", "karabakh_pairs"])
def test_every_expectation_of_karabakh_stands_in_a_page_of_its_outlet_and_date(archive: Archive, seeds: Path, name: str):
    add_paths(archive, seeds)
    assert misplaced(archive.articles(), read_set(SETS / f"{name}.jsonl")) == []


def test_every_expectation_of_the_demo_is_within_the_questions_own_filters(archive: Archive):
    add_paths(archive, DEMO)
    for question in read_set(SETS / "demo.jsonl"):
        allowed = {
            (a.outlet.name if a.outlet.is_known else None, a.published.iso)
            for a in archive.articles()
            if question.filters.admits(a)
        }
        for expected in question.expects:
            assert (expected.outlet, expected.published) in allowed, question.question_id
