"""corpus.dates: explicit dates, to the precision they have."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.dates import date_of_field, find_date, find_year, parse_day


@pytest.mark.parametrize(
    ("line", "iso", "evidence"),
    [
        ("By Ann Lee October 2, 2023", "2023-10-02", "October 2, 2023"),
        ("20 September 2023 16:13", "2023-09-20T16:13", "20 September 2023 16:13"),
        ("Monday, 2nd of all, 3rd Sept. 2023", "2023-09-03", "3rd Sept. 2023"),
        ("Sept 3rd, 2023 | 9.05 pm", "2023-09-03T21:05", "Sept 3rd, 2023 | 9.05 pm"),
        ("Posted 1 MAY 2024 at 12:30 a.m.", "2024-05-01T00:30", "1 MAY 2024 at 12:30 a.m"),
        ("1 May 2024, 12:30 pm", "2024-05-01T12:30", "1 May 2024, 12:30 pm"),
        ("saved 2024-02-29", "2024-02-29", "2024-02-29"),
        ("02.10.2023 – 07:15", "2023-10-02T07:15", "02.10.2023 – 07:15"),
        ("October 2023", "2023-10", "October 2023"),
        ("31 April 2023 or 1 May 2023", "2023-05-01", "1 May 2023"),
        ("19 June 2023 lasted 24:10 hours", "2023-06-19", "19 June 2023"),
    ],
)
def test_find_date_reads_explicit_forms(line, iso, evidence):
    found = find_date(line, "byline")
    assert (found.iso, found.evidence, found.origin) == (iso, evidence, "byline")


@pytest.mark.parametrize(
    "line",
    ["", "03/04/2023", "on Tuesday", "2 October", "October 2", "2023", "1 May 1823", "February 31, 2023", "2023-13-01"],
)
def test_find_date_is_none_without_an_explicit_date(line):
    assert find_date(line, "byline") is None


def test_find_date_takes_an_impossible_day_for_no_date():
    assert find_date("31 February 2023", "byline") is None


@pytest.mark.parametrize("line", ["October 1, 2023, corrected 3 October 2023", "2023-10-01, corrected 3 October 2023"])
def test_find_date_takes_the_first_date_of_a_line(line):
    assert find_date(line, "byline").iso == "2023-10-01"


def test_find_date_never_raises_for_a_long_s():
    find_date("1 ſeptember 2023", "byline")


PIECES = ("31", "2", "st", " ", ", ", ".", "-", "October", "sept", "may", "2023", "T", "16:13", " at ", "pm", "٣", "00", "|")


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join) | st.text(max_size=30))
@example("२ May २०२३")
def test_find_date_never_raises_and_quotes_the_line(line):
    for found in (find_date(line, "byline"), find_year(line, "byline")):
        assert found is None or (found.value is not None and found.evidence in line)
    assert date_of_field(line, "date").precision in ("day", "month", "year", "unknown")


@pytest.mark.parametrize(("line", "iso"), [(", 2023", "2023"), ("(1999)", "1999"), ("in 2023", None), ("1823", None)])
def test_find_year_reads_a_line_that_is_nothing_else(line, iso):
    found = find_year(line, "byline")
    assert (found and found.iso) == iso
    assert found is None or found.evidence == line


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2023", "2023"),
        ("2023-10", "2023-10"),
        ("2023-10-02", "2023-10-02"),
        ("20231002", "2023-10-02"),
        (" 2023-10-02T16:13:59+04:00 ", "2023-10-02T16:13+04:00"),
        ("2023-10-02 16:13:00 +0400", "2023-10-02T16:13+04:00"),
        ("2023-10-02T12:13:00Z", "2023-10-02T12:13+00:00"),
        ("2023-10-02 00:00:00", "2023-10-02"),
        ("2023-10-02T00:00:00Z", "2023-10-02T00:00+00:00"),
        ("Mon, 02 Oct 2023 16:13:00 GMT", "2023-10-02T16:13"),
        ("October 2, 2023", "2023-10-02"),
    ],
)
def test_date_of_field_reads_iso_of_any_length_and_explicit_forms(value, iso):
    found = date_of_field(value, "date")
    assert (found.iso, found.evidence, found.origin) == (iso, f"date: {value.strip()}", "metadata")


@pytest.mark.parametrize("value", ["yesterday", "02/10/2023", "2023-13", "0000", "1696233600"])
def test_date_of_field_keeps_what_is_no_date_as_evidence(value):
    found = date_of_field(value, "pubDate")
    assert (found.value, found.evidence) == (None, f"not a date: pubDate: {value}")


def test_date_of_field_of_nothing_is_unknown_without_evidence():
    assert (date_of_field("  ", "date").precision, date_of_field("  ", "date").evidence) == ("unknown", "")


@pytest.mark.parametrize("value", ["1701121512345", "0001-01-01T00:00:00"], ids=["milliseconds", "the empty date of .NET"])
def test_date_of_field_invents_no_day_centuries_ago(value):
    assert date_of_field(value, "date").value is None


@pytest.mark.parametrize("typed", ["2023-10-02", "2 October 2023", "Oct 2, 2023"])
def test_parse_day_reads_what_a_person_types(typed):
    assert parse_day(typed) == date(2023, 10, 2)


@pytest.mark.parametrize("typed", ["", "2023-10", "last week", "02/10/2023"])
def test_parse_day_names_what_was_typed_and_the_form(typed):
    with pytest.raises(ValueError, match=f"not a day: '{typed}'; write it as 2023-10-02 or 2 October 2023"):
        parse_day(typed)
