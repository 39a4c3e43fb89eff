"""Which days an article's words mean, from a fixed day of publication."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.relative_days import annotate, says_year
from tests.corpus.builders import published

DAY = published("2023-10-04")  # a Wednesday


def read(text: str, day: str = "2023-10-04") -> list[tuple[str, str]]:
    """(words, "first" or "first..last") of each annotation."""
    return [
        (text[a.start : a.end], f"{a.first}" if a.first == a.last else f"{a.first}..{a.last}")
        for a in annotate(text, published(day))
    ]


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("The convoy arrived on Sunday.", "on Sunday", "2023-10-01"),
        ("The convoy arrived Wednesday, officials said.", "Wednesday", "2023-10-04"),
        ("The convoy arrived last Wednesday.", "last Wednesday", "2023-09-27"),
        ("The convoy will arrive on Sunday.", "on Sunday", "2023-10-08"),
        ("On Sunday, the convoy will arrive.", "On Sunday", "2023-10-08"),
        ("The convoy will arrive soon, he said on Sunday.", "on Sunday", "2023-10-01"),
        ("The convoy is expected to arrive next Sunday.", "next Sunday", "2023-10-08"),
        ("The convoy arrived yesterday.", "yesterday", "2023-10-03"),
        ("It rained the day before yesterday.", "the day before yesterday", "2023-10-02"),
        ("The convoy will leave tomorrow.", "tomorrow", "2023-10-05"),
        ("The fire began last night.", "last night", "2023-10-03"),
        ("The convoy arrived last week.", "last week", "2023-09-25..2023-10-01"),
        ("The convoy arrived earlier this month.", "earlier this month", "2023-10-01..2023-10-31"),
        ("The convoy arrived last month.", "last month", "2023-09-01..2023-09-30"),
        ("The road was closed last year.", "last year", "2022-01-01..2022-12-31"),
        ("The convoy arrived over the weekend.", "over the weekend", "2023-09-30..2023-10-01"),
        ("The convoy arrived three days ago.", "three days ago", "2023-10-01"),
        ("The war ended two years ago.", "two years ago", "2021-01-01..2021-12-31"),
        ("The convoy arrived on Sept. 30.", "Sept. 30", "2023-09-30"),
        ("The convoy arrived on 30 September.", "30 September", "2023-09-30"),
        ("The convoy arrived on Saturday, September 30.", "on Saturday", "2023-09-30"),
        ("The talks began on August 3.", "August 3", "2023-08-03"),
        ("The talks will begin on December 3.", "December 3", "2023-12-03"),
        ("The strike began in November.", "in November", "2022-11-01..2022-11-30"),
        ("The vote will be held in November.", "in November", "2023-11-01..2023-11-30"),
        ("It began in early September.", "in early September", "2023-09-01..2023-09-10"),
        ("It began on 27 September 2020.", "27 September 2020", "2020-09-27"),
        ("It began in September 2020.", "in September 2020", "2020-09-01..2020-09-30"),
    ],
)
def test_annotate_resolves_words_against_the_day_of_publication(text: str, words: str, days: str):
    assert read(text)[0] == (words, days)


@pytest.mark.parametrize(
    "text",
    [
        "“We arrived on Sunday,” the driver said.",
        "'We arrived on Sunday,' the driver said.",
        "The shop is open every Sunday.",
        "Hours: Monday through Friday.",
        "It was Black Friday.",
        "She reads the Sunday Times.",
        "A July 4th-like show",
        "Ms May may march.",
        "It stood there 500 years ago.",
        "Over the years, nothing changed.",
    ],
)
def test_annotate_leaves_quotations_names_and_habits_alone(text: str):
    assert read(text) in ([], [("July 4th", "2023-07-04")])


@pytest.mark.parametrize("day", [None, "2023", "2023-10"])
def test_annotate_reads_nothing_where_the_day_of_publication_is_not_known(day: str | None):
    assert annotate("The convoy arrived on Sunday, 27 September 2020.", published(day)) == ()


def test_annotate_reads_impossible_days_as_none():
    assert read("It was due on 31 September.") == []
    assert read("It came on 29 February.", "2023-10-04") == [("29 February", "2024-02-29")]


@pytest.mark.parametrize(("words", "said"), [("on Sunday", False), ("27 September 2020", True), ("Oct. 6", False)])
def test_says_year(words: str, said: bool):
    assert says_year(words) is said


PIECES = (
    "Sunday",
    " on ",
    "last ",
    "week",
    "will ",
    "Oct. 6",
    ", 2023",
    "“",
    "”",
    '"',
    ". ",
    "\n\n",
    "two days ago",
    " May ",
    "31 ",
    "next year",
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join))
def test_annotations_are_slices_in_order_apart(text: str):
    found = annotate(text, DAY)
    assert all(text[a.start : a.end].strip() and a.first <= a.last for a in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
