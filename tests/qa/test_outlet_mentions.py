"""qa.outlet_mentions: whose report a question asks for, over sixty ways of saying so, and of not saying so."""

from dataclasses import replace

import pytest

from corpus.article import Original
from corpus.outlets import general_registry
from qa.outlet_mentions import CREDITED, ReadOutlet, outlet_fit, read_outlets
from tests.qa.made import made_article
from tests.qa.outlet_phrasings import (
    ABOUT_OUTLET,
    ALSO_ABOUT_OUTLET,
    ALSO_ASKS_OUTLET,
    ASKS_OUTLET,
    NOT_ONLY,
    ONLY_OUTLET,
    SEVERAL,
)


def attributed(question: str) -> list[str]:
    return [o.outlet_id for o in read_outlets(question, general_registry(), frozenset()) if o.attributed]


def only(question: str) -> list[str]:
    return [o.outlet_id for o in read_outlets(question, general_registry(), frozenset()) if o.only]


@pytest.mark.parametrize(("question", "outlet_id"), ASKS_OUTLET)
def test_an_outlet_is_asked_for(question: str, outlet_id: str | None):
    assert attributed(question) == ([outlet_id] if outlet_id else [])


@pytest.mark.parametrize("question", ABOUT_OUTLET)
def test_an_outlet_is_what_the_question_is_about(question: str):
    assert attributed(question) == []


@pytest.mark.parametrize(("question", "outlet_id"), ONLY_OUTLET)
def test_an_outlet_is_held_to(question: str, outlet_id: str):
    assert only(question) == attributed(question) == [outlet_id]


@pytest.mark.parametrize("question", NOT_ONLY)
def test_only_of_something_else_holds_to_no_outlet(question: str):
    assert only(question) == []


@pytest.mark.parametrize(("question", "outlet_ids"), SEVERAL)
def test_several_outlets_are_asked_for(question: str, outlet_ids: tuple[str, ...]):
    assert tuple(attributed(question)) == outlet_ids


def test_more_ways_of_asking_for_an_outlets_report():
    assert [question for question in ALSO_ASKS_OUTLET if len(attributed(question)) != 1] == []


def test_more_questions_about_an_outlet():
    assert [question for question in ALSO_ABOUT_OUTLET if attributed(question)] == []


GAZETTE = ReadOutlet("Marsh Gazette", "marsh-gazette", "Marsh Gazette", held=True, attributed=True)
REUTERS = ReadOutlet("Reuters", "reuters", "Reuters", held=False, attributed=True)


def test_outlet_fit_is_1_for_the_outlets_own_and_less_for_what_credits_or_names_it():
    own, naming = made_article("The dam broke."), made_article("The dam broke, the mayor told Reuters.")
    crediting = made_article("The dam broke.", originals=(Original("Reuters", "agency", "(Reuters)", None, None),))
    assert outlet_fit(own, [GAZETTE]) == 1.0
    assert outlet_fit(own, [REUTERS]) == 0.0
    assert outlet_fit(naming, [REUTERS]) == outlet_fit(crediting, [REUTERS]) == CREDITED
    assert outlet_fit(naming, [replace(REUTERS, attributed=False)]) == 0.0
    assert outlet_fit(own, []) == 0.0
