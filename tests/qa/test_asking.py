"""Questions as they come from outside: words to filters, with clear errors."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.filters import Filters
from corpus.outlets import OutletEntry, OutletRegistry
from qa.asking import BatchQuestion, read_batch, read_filters, read_history
from qa.options import Options

REGISTRY = OutletRegistry([OutletEntry("Northern Wire", aliases=("NW",), domains=("northern-wire.example",))])


def filters(*outlets: str, first: str | None = None, last: str | None = None, as_of: str | None = None) -> Filters:
    return read_filters(REGISTRY, outlets, first, last, as_of)


# filters


def test_filters_of_nothing_search_everything():
    assert filters() == Filters()
    assert filters(first="", last="", as_of="") == Filters()


@pytest.mark.parametrize("name", ["Northern Wire", "northern wire", "NW", "northern-wire.example", "www.northern-wire.example"])
def test_filters_know_an_outlet_by_any_of_its_names(name: str):
    assert filters(name).outlet_ids == {"northern-wire"}


def test_filters_take_outlets_that_no_registry_knows():
    assert filters("Marsh Gazette", "NW").outlet_ids == {"marsh-gazette", "northern-wire"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03-14", date(2024, 3, 14), date(2024, 3, 14)),
        ("14 March 2024", date(2024, 3, 14), date(2024, 3, 14)),
        ("March 14, 2024", date(2024, 3, 14), date(2024, 3, 14)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_filters_take_months_and_years_as_their_span(text: str, first: date, last: date):
    assert filters(first=text) == Filters(first=first)
    assert filters(last=text) == Filters(last=last)
    assert filters(first=text, last=text) == Filters(first=first, last=last)


def test_filters_take_an_as_of_day():
    assert filters(as_of="2024-03-14") == filters(as_of="14 March 2024") == Filters(as_of=date(2024, 3, 14))


@pytest.mark.parametrize("text", ["yesterday", "03/04/2024", "2024-13", "2024-02-30", "March"])
def test_filters_refuse_what_is_no_date_and_say_what_is(text: str):
    for edge in ("first", "last"):
        with pytest.raises(ValueError, match=f"not a date: {text!r}; write it as 2023-10-02, 2023-10 or 2023"):
            filters(**{edge: text})


@pytest.mark.parametrize("text", ["2024", "2024-03", "March 2024", "soon"])
def test_filters_refuse_an_as_of_that_is_no_day(text: str):
    with pytest.raises(ValueError, match=f"not a day: {text!r}; write it as 2023-10-02 or 2 October 2023"):
        filters(as_of=text)


def test_filters_refuse_a_period_that_ends_before_it_begins():
    with pytest.raises(ValueError, match="from 2024-03-15 to 2024-03-14 is no period"):
        filters(first="2024-03-15", last="2024-03-14")


# batches


def batch(*lines: str) -> list[BatchQuestion]:
    return list(read_batch(lines, REGISTRY))


def read_line(**fields: Any) -> BatchQuestion:
    (found,) = batch(json.dumps(fields))
    return found


def test_batch_reads_a_question_with_everything():
    found = read_line(
        id="q1",
        question="And why?",
        outlets=["NW"],
        **{"from": "2024", "to": "2024-03", "as_of": "2024-03-14"},
        history=["Who left?", "When?"],
    )
    limits = Filters(frozenset(["northern-wire"]), date(2024, 1, 1), date(2024, 3, 31), date(2024, 3, 14))
    assert found == BatchQuestion("q1", "And why?", limits, ("Who left?", "When?"))


def test_batch_reads_whether_other_spellings_are_searched():
    assert read_line(question="Q?", exact_words=True).options == Options(expand=False)
    assert read_line(question="Q?").options == read_line(question="Q?", exact_words=False).options == Options()
    assert read_line(question="Q?", exact_words="no").problem == "line 1: \"exact_words\" is 'no', not true or false"


def test_batch_reads_a_bare_question():
    assert read_line(question="Who left?") == BatchQuestion(None, "Who left?", Filters(), ())


def test_batch_keeps_ids_as_they_are():
    assert [read_line(id=i, question="Q?").question_id for i in (7, "a", None)] == [7, "a", None]


def test_batch_keeps_order_leaves_blank_lines_and_counts_them():
    found = batch('{"question": "One?"}', "", "  ", "{", '{"question": "Two?"}')
    assert [item.question for item in found] == ["One?", "", "Two?"]
    assert found[1].problem.startswith("line 4: ")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"id": "a"}, 'line 1: it has no "question"'),
        ({"id": "a", "question": 7}, 'line 1: it has no "question"'),
        ({"id": "a", "question": None}, 'line 1: it has no "question"'),
        (
            {"id": "a", "question": "Q?", "from": "soon"},
            "line 1: from: not a date: 'soon'; write it as 2023-10-02, 2023-10 or 2023",
        ),
        (
            {"id": "a", "question": "Q?", "as_of": "2023"},
            "line 1: as of: not a day: '2023'; write it as 2023-10-02 or 2 October 2023",
        ),
        (
            {"id": "a", "question": "Q?", "from": "2024", "to": "2023"},
            "line 1: from 2024-01-01 to 2023-12-31 is no period: the first day lies after the last",
        ),
    ],
)
def test_batch_gives_a_line_back_with_its_problem_and_id(fields: dict[str, Any], problem: str):
    assert read_line(**fields) == BatchQuestion("a", "", Filters(), (), problem)


@pytest.mark.parametrize(
    "line", ["{", "[1]", '"Who left?"', "null", "7", '{"question": "Q?", "from": 2024}', '{"question": "Q?", "outlets": 7}']
)
def test_batch_goes_on_after_a_line_that_is_no_question(line: str):
    bad, good = batch(line, '{"question": "Who left?"}')
    assert bad.problem.startswith("line 1: ")
    assert (bad.question, good.question, good.problem) == ("", "Who left?", "")


@pytest.mark.parametrize("line", ["[1]", '"Who left?"', "7", '{"question": "Q?", "from": 2024}'])
def test_batch_says_in_plain_words_what_is_wrong(line: str):
    (found,) = batch(line)
    assert "attribute" not in found.problem


def test_read_history_takes_questions_and_files_of_them(tmp_path: Path):
    file = tmp_path / "asked.txt"
    file.write_text("Who left?\n\n  When?\n", encoding="utf-8")
    assert read_history(["Where?", str(file), "x" * 5_000, "\0"]) == ("Where?", "Who left?", "When?", "x" * 5_000, "\0")


def test_read_history_names_a_file_that_is_no_text(tmp_path: Path):
    (tmp_path / "asked.bin").write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match=r"history: .*asked\.bin is not UTF-8"):
        read_history([str(tmp_path / "asked.bin")])


@pytest.mark.parametrize("fields", [{"outlets": "Northern Wire"}, {"history": "Who left?"}, {"history": [7]}])
def test_batch_refuses_a_field_of_the_wrong_kind_or_takes_it_whole(fields: dict[str, Any]):
    found = read_line(question="And why?", **fields)
    whole = BatchQuestion(None, "And why?", Filters(), ("Who left?",))
    outlet = BatchQuestion(None, "And why?", Filters(frozenset(["northern-wire"])), ())
    assert found.problem or found in (whole, outlet)


def test_batch_lines_may_ask_for_quotes_only():
    lines = ['{"question": "Why?", "quotes": true}', '{"question": "Why?"}', '{"question": "Why?", "quotes": "yes"}']
    first, second, third = read_batch(lines, REGISTRY)
    assert (first.filters.quotes_only, second.filters.quotes_only) == (True, False)
    assert third.problem == "line 3: \"quotes\" is 'yes', not true or false"
