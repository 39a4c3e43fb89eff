"""The news quiz as it is read, and when a text holds an answer."""

from dataclasses import replace
from datetime import date

import pytest

from eval.quiz import holds, normalised, read_quiz, read_rows


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("The dam, a wall!", " dam wall "),
        ("“Squid  Game”", " squid game "),
        ("U.S.-led", " u s led "),
        ("Theatre", " theatre "),
        ("!?", "  "),
    ],
)
def test_normalised_keeps_words_without_articles_and_punctuation(text, bare):
    assert normalised(text) == bare


@pytest.mark.parametrize(("answer", "is_held"), [("Dam", True), ("am", False), ("dam broke", True), ("broke dam", False)])
def test_holds_whole_words_in_order(answer, is_held):
    assert holds(normalised("The dam broke."), (normalised(answer),)) is is_held


def test_read_quiz_gives_days_answers_and_linked_addresses(quiz_folder):
    first, second, _, last = read_quiz(read_rows(quiz_folder), quiz_folder)
    assert (first.question_id, first.day, first.wanted) == ("w1", date(2022, 6, 15), (" ines tarn ",))
    assert (first.linked, second.linked) == ({"https://harl.example/a1"}, frozenset())
    assert (first.is_scored, last.is_scored) == (True, False)
    assert (first.slices, second.wanted) == (("quiz of CNN", "asks who"), (" skarvey ",))


def test_an_answer_of_signs_alone_is_wanted_nowhere(quiz_folder):
    question = read_quiz(read_rows(quiz_folder), quiz_folder)[0]
    assert replace(question, answers=("?",)).wanted == ()
