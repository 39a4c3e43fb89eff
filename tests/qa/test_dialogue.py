"""A follow-up takes along what it speaks of; a question of its own takes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dialogue import MAX_CARRIED, complete, dependence

LEFT = "Who left Lower Harrow?"


@pytest.mark.parametrize(
    ("question", "history", "completed", "carried"),
    [
        ("And why?", [LEFT], "And why? (Lower Harrow, left)", ("Lower Harrow", "left")),
        ("What about the ferry?", [LEFT], "What about the ferry? (Lower Harrow, left)", ("Lower Harrow", "left")),
        ("When did it stop sailing?", ["Why did the ferry stop?"], "When did it stop sailing? (ferry)", ("ferry",)),
        ("When did Lower Harrow empty?", [LEFT], "When did Lower Harrow empty?", ()),
        ("How many children painted the museum's whale?", [LEFT], "How many children painted the museum's whale?", ()),
        ("And why?", [], "And why?", ()),
        ("Where?", [""], "Where?", ()),
        ("And why?", ["?"], "And why?", ()),
    ],
)
def test_complete_adds_what_a_follow_up_speaks_of(question: str, history: list[str], completed: str, carried: tuple[str, ...]):
    assert complete(question, history) == (completed, carried)


def test_complete_goes_through_several_turns():
    completed, carried = complete("And when?", [LEFT, "How many were they?"])
    assert completed == "And when? (Lower Harrow, left)"
    assert carried == ("Lower Harrow", "left")


def test_complete_forgets_what_was_asked_before_a_question_of_its_own():
    _, carried = complete("And when?", [LEFT, "Which children painted the museum whale?"])
    assert carried == ("children", "painted", "museum", "whale")


def test_complete_carries_names_before_words():
    _, carried = complete("And why?", ["Did the mayor of Lower Harrow call Maren Holt about a storm?"])
    assert carried == ("Lower Harrow", "Maren Holt", "mayor", "call", "storm")


def test_complete_carries_each_name_once():
    _, carried = complete("And why?", ["Did Lower Harrow flood when the dam above Lower Harrow broke?"])
    assert carried == ("Lower Harrow", "flood", "dam", "broke")


def test_complete_carries_only_so_many_words():
    _, carried = complete("Why?", ["Which green, blue, red, white, black, brown, grey and pink boats sank?"])
    assert carried == ("green", "blue", "red", "white", "black", "brown")
    assert len(carried) == MAX_CARRIED


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("And why?", "leans"),
        ("When?", "leans"),
        ("What did they say about the blocked drains?", "leans"),
        ("What about the blocked drains?", "leans"),
        ("Who owns the dam?", "perhaps"),
        ("Were the dead policemen or civilians?", "perhaps"),
        ("Why did they leave Lower Harrow?", "alone"),
        ("How many people had to leave the town because of the dam?", "alone"),
        ("And where is Maren Oddsholt?", "alone"),
        ("", "leans"),
    ],
)
def test_dependence_is_judged_by_form(question: str, leans: str):
    assert dependence(question) == leans


@given(st.text(), st.lists(st.text(), max_size=3))
def test_complete_keeps_the_question_and_shows_what_it_added(question: str, history: list[str]):
    completed, carried = complete(question, history)
    assert len(carried) <= MAX_CARRIED
    assert completed == (f"{question} ({', '.join(carried)})" if carried else question)


@given(st.text())
def test_complete_without_history_changes_nothing(question: str):
    assert complete(question, []) == (question, ())
