"""corpus.dates: explicit dates, to the precision they have."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.dates import date_of_field, day_comes_first, find_date, find_year, parse_day, refuse_after


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


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Veröffentlicht am 3. März 2024, 09:15 Uhr", "2024-03-03T09:15"),
        ("le 1er août 2024 à 07h22", "2024-08-01T07:22"),
        ("2 de diciembre de 2024", "2024-12-02"),
        ("5 gennaio 2025", "2025-01-05"),
        ("25 de março de 2025", "2025-03-25"),
        ("3 yanvar 2024", "2024-01-03"),
        ("03 Temmuz 2024 - 18:24", "2024-07-03T18:24"),
        ("14 мая 2025, 20:28", "2025-05-14T20:28"),
        ("5 травня 2024", "2024-05-05"),
        ("12 հունիսի 2024", "2024-06-12"),
        ("١٢ يونيو ٢٠٢٤", "2024-06-12"),
        ("20 Januari 2026", "2026-01-20"),
        ("9. mai 2024 kl. 11:26", "2024-05-09T11:26"),
        ("2024. január 5", "2024-01-05"),
        ("2025年1月14日 21:17", "2025-01-14T21:17"),
        ("2026. 01. 29 18:40", "2026-01-29T18:40"),
        ("2025/1/14", "2025-01-14"),
        ("29/05/2025", "2025-05-29"),
        ("02/02/2025 KL. 09:00", "2025-02-02T09:00"),
        ("05/29/2025", "2025-05-29"),
    ],
)
def test_find_date_reads_months_of_many_languages(line, iso):
    found = find_date(line, "byline")
    assert found.iso == iso
    assert found.evidence in line


@pytest.mark.parametrize("line", ["5 listopada 2024", "3 dams 2024", "12.34.2024", "1.2.3.2024", "31/13/2024", "2024-02-30"])
def test_find_date_reads_no_ambiguous_or_impossible_date(line):
    assert find_date(line, "byline") is None


@pytest.mark.parametrize(("day_first", "iso"), [(True, "2024-04-03"), (False, "2024-03-04"), (None, None)])
def test_find_date_reads_an_ambiguous_date_only_as_the_page_writes_them(day_first, iso):
    found = find_date("03/04/2024", "byline", day_first)
    assert (found and found.iso) == iso


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (["03/04/2024", "29/05/2024"], True),
        (["05/29/2024", "3/4/2024"], False),
        (["05/29/2024", "29/05/2024"], None),
        (["03/04/2024"], None),
        ([], None),
    ],
)
def test_day_comes_first_is_told_by_the_pages_other_dates(lines, first):
    assert day_comes_first(lines) is first


@pytest.mark.parametrize(("iso", "kept"), [("2024-03-02", True), ("2024-03-03", True), ("2024-03-04", False)])
def test_refuse_after_allows_a_day_for_the_time_zone(iso, kept):
    found = refuse_after(date_of_field(iso, "date"), datetime(2024, 3, 2, 12, tzinfo=UTC))
    assert (found.value is not None) is kept
    assert found.evidence == (f"date: {iso}" if kept else f"after it was added: date: {iso}")
