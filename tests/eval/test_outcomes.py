"""Outcomes: means, intervals and slices are read off them."""

import json

import pytest

from eval.outcomes import Outcome, by_slice, intervals, means, names_of, outcome_to_json, values_of

PLAIN = Outcome("q1", {"shown": 1.0, "exact": 1.0}, ("who",), 0.8, supported=True, answered=True)
TWIN = Outcome("q1~", {"refused": 0.0, "exact": 1.0}, ("who", "twin"), 0.6, answered=True, unit="q1")


def test_means_are_over_the_questions_that_count():
    assert names_of([PLAIN, TWIN]) == ["shown", "exact", "refused"]
    assert means([PLAIN, TWIN]) == {"shown": 1.0, "exact": 1.0, "refused": 0.0}
    assert values_of([PLAIN, TWIN], "shown") == {"q1": 1.0}


def test_intervals_draw_units_whole():
    pair = [Outcome("a", {"m": 1.0}, unit="u"), Outcome("b", {"m": 0.0}, unit="u")]
    assert intervals(pair) == {"m": (0.5, 0.5)}


def test_a_question_is_its_own_unit_where_none_is_named():
    assert (PLAIN.unit, TWIN.unit) == ("q1", "q1")


def test_by_slice_puts_a_question_into_each_of_its_slices():
    assert by_slice([PLAIN, TWIN]) == {"twin": [TWIN], "who": [PLAIN, TWIN]}


@pytest.mark.parametrize("outcome", [PLAIN, TWIN])
def test_outcomes_survive_json(outcome):
    assert Outcome.from_json(json.loads(json.dumps(outcome_to_json(outcome)))) == outcome
