"""eval.spellings: the same questions asked with other spellings and without."""

from eval.known import read_set
from eval.measures import Asked
from eval.spellings import SPELLINGS, BothWays, values_of
from qa.answer import Abstention
from tests.qa.made import made_answer, made_evidence

QUESTIONS = read_set(SPELLINGS.questions)


def test_the_set_holds_forty_variants_and_fifteen_names_that_look_alike():
    assert [known.is_answerable for known in QUESTIONS] == [True] * 40 + [False] * 15
    assert len({known.question for known in QUESTIONS}) == 55
    assert not SPELLINGS.is_fitted_on


def test_values_are_those_of_both_ways_side_by_side():
    answerable, unanswerable = QUESTIONS[0], QUESTIONS[-1]
    right = made_answer(made_evidence(f"The count was {answerable.expects[0].text}."))
    abstained = made_answer(abstention=Abstention("name_unknown", "Unknown."), support=0.0)
    expanded = (Asked(answerable, right, True), Asked(unanswerable, right, True))
    exact = (Asked(answerable, abstained, True), Asked(unanswerable, abstained, True))
    assert values_of(BothWays(expanded, exact)) == {
        "evidence_at_1": 1.0,
        "evidence_at_3": 1.0,
        "not_false": 0.0,
        "quotes_exact": 1.0,
        "exact_evidence_at_1": 0.0,
        "exact_evidence_at_3": 0.0,
        "exact_not_false": 1.0,
    }
