"""What a question asks for, read from its words and a fixed day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.filters import Filters
from corpus.outlets import OutletEntry, OutletRegistry
from qa.periods import ReadDate
from qa.question import ReadOutlet, content_words, interpret, read_outlets
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


def test_interpret_makes_a_filter_of_a_period_of_publication():
    found = interpret("What was published between 1 and 5 March 2024 about the dam?", Filters(), AS_OF, REGISTRY, [])
    assert (found.filters.first, found.filters.last) == (date(2024, 3, 1), date(2024, 3, 5))
    assert [p.kind for p in found.dates] == ["published"]


def test_interpret_leaves_nothing_out_for_a_period_that_a_question_is_about():
    assert interpret("What happened between 1 and 5 March 2024?", Filters(), AS_OF, REGISTRY, []).filters == Filters()


@pytest.mark.parametrize(
    ("own", "question", "first", "last"),
    [
        (Filters(first=date(2024, 3, 3)), "Articles published before 6 March 2024 on it", date(2024, 3, 3), date(2024, 3, 5)),
        (Filters(last=date(2024, 3, 3)), "Articles published before 6 March 2024 on it", None, date(2024, 3, 3)),
        (Filters(last=date(2024, 3, 3)), "Articles published after 6 March 2024 on it", None, date(2024, 3, 3)),
        (Filters(), "What was published on 3 March 2024, or published on 5 March 2024?", date(2024, 3, 3), date(2024, 3, 5)),
    ],
)
def test_interpret_narrows_the_persons_own_filters(own: Filters, question: str, first: date | None, last: date | None):
    found = interpret(question, own, AS_OF, REGISTRY, []).filters
    assert (found.first, found.last) == (first, last)


def test_interpret_reads_a_day_without_a_year_as_one_of_which_there_is_news():
    (found,) = interpret("What happened on 20 March?", Filters(), date(2026, 1, 1), REGISTRY, [], newest=date(2024, 4, 1)).dates
    assert found.first == date(2024, 3, 20)
