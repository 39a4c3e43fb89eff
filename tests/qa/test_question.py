"""What a question asks for, read from its words and a fixed day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.filters import Filters
from corpus.outlets import OutletEntry, OutletRegistry
from qa.question import ReadDate, ReadOutlet, content_words, interpret, read_dates, read_outlets
from qa.shapes import AnswerShape
from qa.words import STOP_WORDS

AS_OF = date(2024, 3, 14)  # a Thursday
REGISTRY = OutletRegistry(
    [
        OutletEntry("Reuters", domains=("reuters.com",)),
        OutletEntry("Northern Wire", aliases=("NW",)),
        OutletEntry("The Daily Tide", aliases=("Daily Tide",)),
        OutletEntry("Tide", domains=("tide.example",)),
    ]
)
HELD = frozenset(("northern-wire", "marsh-gazette"))


# content words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many people left Lower Harrow because of the dam?", ("people", "left", "Lower", "Harrow", "dam")),
        ("What exactly did the mayor say?", ("mayor",)),
        ("Did 1,049 children leave on 14 March 2024?", ("1,049", "children", "leave", "14", "March", "2024")),
        ("Were 7 of 11 for it?", ("7", "11")),
        ("The dam, the Dam and the dam", ("dam", "Dam")),
        ("Whose is the museum’s whale, and Halden's?", ("museum", "whale", "Halden")),
        ("Is it x or y?", ()),
        ("", ()),
        ("?!", ()),
    ],
)
def test_content_words_say_what_a_question_is_about(question: str, words: tuple[str, ...]):
    assert content_words(question) == words


def test_content_words_leave_an_outlet_out_whose_report_is_asked_for():
    outlets = (ReadOutlet("Northern Wire", "northern-wire", "Northern Wire", True, True),)
    assert content_words("What did Northern Wire report about the dam?", outlets) == ("dam",)


def test_content_words_keep_an_outlet_that_is_spoken_of():
    outlets = (ReadOutlet("Northern Wire", "northern-wire", "Northern Wire", True, False),)
    assert content_words("Who owns Northern Wire?", outlets) == ("owns", "Northern", "Wire")


def test_content_words_keep_names_in_capitals_that_spell_a_stop_word():
    assert content_words("What did the US and the WHO announce?") == ("US", "WHO", "announce")


@given(st.text())
def test_content_words_stand_in_the_question_once_and_are_say_something(question: str):
    words = content_words(question)
    assert len(set(words)) == len(words)
    for word in words:
        assert word in question
        assert word.lower() not in STOP_WORDS or word.isupper()


# dates


@pytest.mark.parametrize(
    ("question", "words", "first", "last"),
    [
        ("What happened on 14 March 2024?", "14 March 2024", date(2024, 3, 14), date(2024, 3, 14)),
        ("What happened on March 2nd, 2024?", "March 2nd, 2024", date(2024, 3, 2), date(2024, 3, 2)),
        ("What happened on 2024-02-29?", "2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("What happened in February 2024?", "February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("What happened in 2023?", "2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("What happened today?", "today", AS_OF, AS_OF),
        ("What happened Yesterday?", "yesterday", date(2024, 3, 13), date(2024, 3, 13)),
        ("What happened this week?", "this week", date(2024, 3, 11), AS_OF),
        ("What happened last week?", "last week", date(2024, 3, 4), date(2024, 3, 10)),
        ("What happened this month?", "this month", date(2024, 3, 1), AS_OF),
        ("What happened last month?", "last month", date(2024, 2, 1), date(2024, 2, 29)),
        ("What happened this year?", "this year", date(2024, 1, 1), AS_OF),
        ("What happened last year?", "last year", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_read_dates_gives_the_period_that_a_question_names(question: str, words: str, first: date, last: date):
    assert read_dates(question, AS_OF) == (ReadDate(words, first, last),)


def test_read_dates_gives_every_year():
    found = read_dates("Was 2019 wetter than 2023?", AS_OF)
    assert found == (
        ReadDate("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ReadDate("2023", date(2023, 1, 1), date(2023, 12, 31)),
    )


@pytest.mark.parametrize("question", ["", "When did it happen?", "Did 2,019 people leave?", "Did 12 boats sail in 1.5 hours?"])
def test_read_dates_gives_none_where_none_is_named(question: str):
    assert read_dates(question, AS_OF) == ()


def test_read_dates_counts_from_the_first_day_of_a_year():
    new_year = date(2024, 1, 1)
    assert read_dates("yesterday", new_year) == (ReadDate("yesterday", date(2023, 12, 31), date(2023, 12, 31)),)
    assert read_dates("last month", new_year) == (ReadDate("last month", date(2023, 12, 1), date(2023, 12, 31)),)
    assert read_dates("last week", new_year) == (ReadDate("last week", date(2023, 12, 25), date(2023, 12, 31)),)


RELATIVE = ("today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last year")


@given(st.sampled_from(RELATIVE), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_read_dates_never_reads_a_relative_period_into_the_future(words: str, as_of: date):
    (found,) = read_dates(f"What happened {words}?", as_of)
    assert found.first <= found.last <= as_of
    assert (found.last == as_of) == (words.startswith("this") or words == "today")


def test_read_dates_takes_the_first_day_there_is():
    assert read_dates("What happened today?", date.min) == (ReadDate("today", date.min, date.min),)


# outlets


def names(question: str) -> list[tuple[str, str, bool, bool]]:
    return [(o.words, o.outlet_id, o.held, o.attributed) for o in read_outlets(question, REGISTRY, HELD)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Reuters report about the dam?", ("Reuters", "reuters", False, True)),
        ("According to the Northern Wire, who left?", ("Northern Wire", "northern-wire", True, True)),
        ("What does reuters.com say?", ("reuters.com", "reuters", False, True)),
        ("Who left, as reported by NW?", ("NW", "northern-wire", True, True)),
        ("Does the Northern Wire’s report name the engineer?", ("Northern Wire", "northern-wire", True, True)),
        ("Does Northern Wire's report name the engineer?", ("Northern Wire", "northern-wire", True, True)),
        ("Northern Wire wrote what about the dam?", ("Northern Wire", "northern-wire", True, True)),
        ("Who owns Reuters?", ("Reuters", "reuters", False, False)),
        ("Was Reuters founded before the dam?", ("Reuters", "reuters", False, False)),
    ],
)
def test_read_outlets_tells_held_and_attributed(question: str, expected: tuple[str, str, bool, bool]):
    assert names(question) == [expected]


def test_read_outlets_knows_the_archives_own_outlets():
    assert names("What did the Marsh Gazette say?") == [("Marsh Gazette", "marsh-gazette", True, True)]


def test_read_outlets_gives_the_registered_name():
    (found,) = read_outlets("What did NW say?", REGISTRY, HELD)
    assert found.name == "Northern Wire"


def test_read_outlets_takes_the_longest_name_of_a_place():
    assert names("What did The Daily Tide say?") == [("The Daily Tide", "the-daily-tide", False, True)]


def test_read_outlets_gives_several_outlets():
    assert {words for words, *_ in names("Do Reuters and Northern Wire agree?")} == {"Reuters", "Northern Wire"}


@pytest.mark.parametrize("question", ["When is high tide?", "What did the northern wire say?", "Who left?", ""])
def test_read_outlets_needs_a_name_as_names_are_written(question: str):
    assert names(question) == []


@given(
    st.lists(st.sampled_from(["Reuters", "Northern", "Wire", "Tide", "The", "Daily", "did", "say", "by", "'s", "reuters.com"]))
)
def test_read_outlets_takes_each_place_once(words: list[str]):
    question = " ".join(words)
    found = read_outlets(question, REGISTRY, HELD)
    assert sum(len(outlet.words.split()) for outlet in found) <= len(words)
    assert all(outlet.words in question for outlet in found)


# interpret


def test_interpret_gives_all_that_was_understood():
    question = "What did Northern Wire say about “the eastern bank” and Maren Oddsholt on 14 March 2024?"
    found = interpret(question, Filters(), AS_OF, REGISTRY, ["northern-wire"], ("dam",))
    assert found.completed == question
    assert found.words == ("eastern", "bank", "Maren", "Oddsholt", "14", "March", "2024")
    assert found.names == ("Northern Wire", "Maren Oddsholt", "March")
    assert found.phrases == ("the eastern bank",)
    assert found.dates == (ReadDate("14 March 2024", AS_OF, AS_OF),)
    assert found.outlets == (ReadOutlet("Northern Wire", "northern-wire", "Northern Wire", True, True),)
    assert found.shape == AnswerShape.of(question)
    assert (found.as_of, found.carried_over) == (AS_OF, ("dam",))


@pytest.mark.parametrize(
    "question", ['Who said "not safe"?', "Who said “not safe”?", "Who said «not safe»?", "Who said “ not safe ”?"]
)
def test_interpret_reads_phrases_in_any_quotation_marks(question: str):
    assert interpret(question, Filters(), AS_OF, REGISTRY, []).phrases == ("not safe",)


def test_interpret_counts_relative_days_from_the_as_of_day_of_the_filters():
    filters = Filters(as_of=date(2023, 5, 10))
    found = interpret("What happened yesterday?", filters, AS_OF, REGISTRY, [])
    assert found.as_of == date(2023, 5, 10)
    assert found.dates == (ReadDate("yesterday", date(2023, 5, 9), date(2023, 5, 9)),)
    assert found.filters == filters


def test_interpret_gives_each_name_once():
    assert interpret("Is Fellgate near Halden, or Halden near Fellgate?", Filters(), AS_OF, REGISTRY, []).names == (
        "Fellgate",
        "Halden",
    )
