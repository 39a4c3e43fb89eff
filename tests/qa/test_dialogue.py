"""A follow-up takes along what it speaks of, and shows it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.dialogue import MAX_CARRIED, MAX_FROM_PASSAGE, complete
from tests.qa.asking import asked, turn

RARITIES = {"storm": 3.0, "mayor": 2.0}


def rarity(word: str) -> float:
    return RARITIES.get(word.lower(), 1.0)


def completed(question: str, last: str, **more: str) -> str:
    return complete(asked(question), turn(last, **more), rarity).text


@pytest.mark.parametrize(
    ("question", "last", "text"),
    [
        ("How many were they?", "Who left Lower Harrow?", "How many were they? (Lower Harrow, left)"),
        ("When did it stop sailing?", "Why did the ferry stop?", "When did it stop sailing? (ferry)"),
        ("Where was it?", "Did the mayor see a storm near Weir?", "Where was it? (Weir, storm, mayor, see, near)"),
        ("Where was it?", "Who left on 14 March 2024?", "Where was it? (left, 14 March 2024)"),
        (
            "Where was it?",
            "Who left according to the Vale Courier?",
            "Where was it? (left, according to Vale Courier)",
        ),
        ("And in July 2023?", "Who left in June 2023?", "Who left in July 2023?"),
        ("And why?", "Who?", "And why?"),
    ],
)
def test_complete_adds_what_a_follow_up_speaks_of(question: str, last: str, text: str):
    assert completed(question, last) == text


def test_complete_takes_words_that_the_answer_shares_with_its_headline():
    found = complete(
        asked("How did the thieves get in?"),
        turn("What was stolen?", said="On Friday the astrolabe was gone.", headline="Old astrolabe stolen on Friday"),
        rarity,
    )
    assert found.text == "How did the thieves get in? (stolen, astrolabe)"
    assert (found.carried, found.from_passage) == (("stolen",), ("astrolabe",))


def test_complete_takes_the_person_for_a_personal_pronoun():
    last = turn("Who leads the work?", said="Ilse Moor, an engineer, leads it.", people=("Ilse Moor",))
    assert complete(asked("What did she say?"), last, rarity).text == "What did she say? (leads, work, Ilse Moor)"
    assert complete(asked("When did it begin?"), last, rarity).from_passage == ()


def test_complete_gives_a_fragment_what_was_kept_as_carried():
    found = complete(asked("And WhatsApp?"), turn("How much was Instagram fined in Ireland?"), rarity)
    assert found.text == "How much was WhatsApp fined in Ireland?"
    assert found.carried == ("fined", "Ireland")


def test_complete_carries_only_so_many_words():
    last = turn("Which green, blue, red, white, black, brown, grey and pink boats sank?")
    assert complete(asked("Was it so?"), last, rarity).carried == ("green", "blue", "red", "white", "black", "brown")


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_complete_of_any_texts_keeps_its_limits(question: str, last: str, said: str):
    found = complete(asked(question), turn(last, said=said, headline=said), rarity)
    assert len(found.from_passage) <= MAX_FROM_PASSAGE
    if found.text.startswith(question) and found.from_passage:
        assert len(found.from_passage) <= MAX_CARRIED
