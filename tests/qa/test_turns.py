"""A turn is what was asked and what stood on top of the answer."""

import pytest

from qa.turns import Turn, is_person
from tests.qa.made import made_answer, made_article, made_evidence

TEXT = "The dam broke, Ann Lee said. Nobody was hurt."


def test_a_turn_holds_the_top_passage_and_who_is_named():
    answer = made_answer(made_evidence(TEXT), made_evidence("Upland Water sent Bo Carr home. Late.", "b"))
    turn = Turn.of(answer)
    assert turn == Turn(
        answer.interpretation,
        "A headline",
        TEXT,
        "The dam broke, Ann Lee said.",
        "Marsh Gazette",
        ("Ann Lee", "Bo Carr"),
    )
    assert turn.text == f"Where is the dam?\nA headline\n{TEXT}"


def test_people_of_the_question_are_not_new():
    article = made_article("Who is Ann Lee? The dam is hers.")
    answer = made_answer(made_evidence(article=article), interpretation=made_answer(made_evidence()).interpretation)
    assert Turn.of(answer).people == ("Ann Lee",)


@pytest.mark.parametrize(
    ("name", "person"),
    [("Ann Lee", True), ("Ilse Varga-Moor", True), ("Aldermere Museum", False), ("Ann", False), ("Northern Wire", False)],
)
def test_is_person(name: str, person: bool):
    assert is_person(name) is person
