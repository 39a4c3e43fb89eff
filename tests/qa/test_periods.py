"""Periods read from a question's words and a fixed day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.periods import ReadDate, read_periods

AS_OF = date(2024, 3, 14)  # a Thursday


def days(question: str, as_of: date = AS_OF) -> list[tuple[str, str, str]]:
    return [(p.words, str(p.first or ""), str(p.last or "")) for p in read_periods(question, as_of)]


@pytest.mark.parametrize(
    ("question", "words", "first", "last"),
    [
        ("What happened on 14 March 2024?", "14 March 2024", "2024-03-14", "2024-03-14"),
        ("What happened on March 2nd, 2024?", "March 2nd, 2024", "2024-03-02", "2024-03-02"),
        ("What happened on 2024-02-29?", "2024-02-29", "2024-02-29", "2024-02-29"),
        ("What happened on Oct. 6?", "Oct. 6", "2023-10-06", "2023-10-06"),
        ("What happened on Friday, 8 March 2024?", "Friday, 8 March 2024", "2024-03-08", "2024-03-08"),
        ("What happened on the 25th?", "the 25th", "2024-02-25", "2024-02-25"),
        ("What happened on 29 February?", "29 February", "2024-02-29", "2024-02-29"),
        ("What happened in February 2024?", "February 2024", "2024-02-01", "2024-02-29"),
        ("What happened in 2024-02?", "2024-02", "2024-02-01", "2024-02-29"),
        ("What happened in 2023?", "2023", "2023-01-01", "2023-12-31"),
        ("What happened in July.", "July", "2023-07-01", "2023-07-31"),
        ("What happened today?", "today", "2024-03-14", "2024-03-14"),
        ("What happened Yesterday?", "Yesterday", "2024-03-13", "2024-03-13"),
        ("What happened this week?", "this week", "2024-03-11", "2024-03-14"),
        ("What happened last week?", "last week", "2024-03-04", "2024-03-10"),
        ("What happened in the last week?", "in the last week", "2024-03-07", "2024-03-14"),
        ("What happened this month?", "this month", "2024-03-01", "2024-03-14"),
        ("What happened last month?", "last month", "2024-02-01", "2024-02-29"),
        ("What happened this year?", "this year", "2024-01-01", "2024-03-14"),
        ("What happened last year?", "last year", "2023-01-01", "2023-12-31"),
        ("What happened earlier this month?", "earlier this month", "2024-03-01", "2024-03-14"),
        ("What happened in the past three days?", "the past three days", "2024-03-11", "2024-03-14"),
        ("What happened on Thursday?", "Thursday", "2024-03-14", "2024-03-14"),
        ("What happened last Thursday?", "last Thursday", "2024-03-07", "2024-03-07"),
        ("What happens next Thursday?", "next Thursday", "2024-03-21", "2024-03-21"),
        ("What happens next July?", "next July", "2024-07-01", "2024-07-31"),
        ("What happened last winter?", "last winter", "2023-12-01", "2024-02-29"),
        ("What happened since May?", "since May", "2023-05-01", ""),
        ("What happened before 6 March 2024?", "before 6 March 2024", "", "2024-03-05"),
        ("What happened after 6 March 2024?", "after 6 March 2024", "2024-03-07", ""),
        ("What happened the day after 6 March 2024?", "the day after 6 March 2024", "2024-03-07", "2024-03-07"),
        ("What happened after the 2022 elections?", "after the 2022", "2022-01-01", ""),
        ("Who was hurt by Friday's storm?", "Friday", "2024-03-08", "2024-03-08"),
        ("What happened between 3 and 5 March?", "between 3 and 5 March", "2024-03-03", "2024-03-05"),
        ("What happened from 28 December to 3 January?", "from 28 December to 3 January", "2023-12-28", "2024-01-03"),
        ("Prices between October 2022 and March?", "between October 2022 and March", "2022-10-01", "2023-03-31"),
        ("Qu'a dit le ministre le 6 octobre 2023 ?", "6 octobre 2023", "2023-10-06", "2023-10-06"),
        ("Nə baş verdi 6 oktyabr 2023?", "6 oktyabr 2023", "2023-10-06", "2023-10-06"),
    ],
)  # fmt: skip
def test_read_periods_gives_the_period_that_a_question_names(question: str, words: str, first: str, last: str):
    assert days(question) == [(words, first, last)]


def test_read_periods_gives_every_period_in_order():
    assert days("Was 2019 wetter than 2023, or than last week?") == [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("last week", "2024-03-04", "2024-03-10"),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "", "When did it happen?", "Did 2,019 people leave?", "Did 12 boats sail in 1.5 hours?", "Did 2019 people leave?",
        "What followed the day after the ceasefire?", "What came within 24 hours?",
        "Who sat in the May cabinet?", "Will may resign?",
        "What did Theresa May say?", "Who marched with April Jones?", "Is the shop open on Mondays?", "Was it Black Friday?",
        "What did USA TODAY say?", "What did the Sunday Times say?", "What did the Jan. 6 committee find?", "Who won in '98?",
        "What happened on 6/10/23?", "What happened on 03/04/2022?",
        "What happened on 31 February 2024?", "Who sang in the eighties?",
    ],
)  # fmt: skip
def test_read_periods_gives_none_where_none_is_named(question: str):
    assert read_periods(question, AS_OF) == ()


def test_read_periods_reads_numbers_in_the_order_that_another_date_of_the_question_tells():
    assert days("Prices on 03/04/2022 and 25/04/2022?")[0][1:] == ("2022-04-03", "2022-04-03")
    assert days("Prices on 03/04/2022 and 04/25/2022?")[0][1:] == ("2022-03-04", "2022-03-04")


def test_read_periods_counts_from_the_first_day_of_a_year():
    new_year = date(2024, 1, 1)
    assert days("yesterday", new_year) == [("yesterday", "2023-12-31", "2023-12-31")]
    assert days("last month", new_year) == [("last month", "2023-12-01", "2023-12-31")]
    assert days("last week", new_year) == [("last week", "2023-12-25", "2023-12-31")]


def test_read_periods_takes_days_without_a_year_from_the_newest_article_back_and_says_so():
    (found,) = read_periods("What happened in May?", date(2026, 1, 1), newest=date(2023, 10, 3))
    assert found == ReadDate("May", date(2023, 5, 1), date(2023, 5, 31), year_guessed=True)
    (relative,) = read_periods("What happened last week?", date(2026, 1, 1), newest=date(2023, 10, 3))
    assert relative.first == date(2025, 12, 22)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What was published on 3 March 2024 about the dam?", "published"),
        ("Articles published since Monday about the dam", "published"),
        ("Show stories written before 3 March", "published"),
        ("What was reported last week about the dam?", "published"),
        ("What did the study published on Monday find?", "about"),
        ("How many deaths were reported on Monday?", "about"),
        ("Who wrote the letter written in 1990?", "about"),
        ("What happened on Monday?", "about"),
    ],
)
def test_read_periods_tells_a_period_of_publication(question: str, kind: str):
    assert [p.kind for p in read_periods(question, AS_OF)] == [kind]


RELATIVE = ("today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last year")


@given(st.sampled_from(RELATIVE), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_read_periods_never_reads_a_relative_period_into_the_future(words: str, as_of: date):
    (found,) = read_periods(f"What happened {words}?", as_of)
    assert found.first is not None
    assert found.last is not None
    assert found.first <= found.last <= as_of
    assert (found.last == as_of) == (words.startswith("this") or words == "today")


def test_read_periods_takes_the_first_day_there_is():
    assert days("What happened today?", date.min) == [("today", "0001-01-01", "0001-01-01")]
    assert days("What happened last year?", date.min) == []


PIECES = (
    "between", "from", "to", "and", "since", "before", "after", "the", "first week of", "early", "mid-", "May", "March", "2023",
    "Oct. 6", "6 and 7", "Monday", "last", "week", "'22", "1990s", "two weeks ago", "Q3", "spring of",
    "03/04/2022", "2022-13-01", ",",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=9).map(" ".join), st.dates())
def test_read_periods_reads_any_words_without_error_and_gives_slices_of_them(question: str, as_of: date):
    for found in read_periods(question, as_of):
        assert found.words in question
        assert found.first is None or found.last is None or found.first <= found.last


def test_read_periods_joined_to_one_of_publication_are_of_publication_too():
    found = read_periods("What was published in May and in July 2023?", date(2024, 1, 10))
    assert [period.kind for period in found] == ["published", "published"]
