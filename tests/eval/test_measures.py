"""Measures over answers, each computed by hand."""

from dataclasses import asdict

import pytest

from corpus.article import Outlet
from corpus.filters import Filters
from eval.known import Expected, KnownQuestion
from eval.measures import Asked, Scores, evidence_at, is_attributed, matching, outcome_of, quotes_are_slices, score, share
from eval.outcomes import means
from qa.answer import Abstention, Evidence
from qa.reasons import too_weak
from tests.qa.made import made_answer, made_article, made_evidence

PEOPLE = Expected("1,900 people", "Marsh Gazette", "2024-03-14")
OTHER_DAY = Expected("1,900 people", "Marsh Gazette", "2024-03-15")


def known(*expects: Expected, kind: str = "figure") -> KnownQuestion:
    return KnownQuestion("q", "How many people left?", kind, expects, (), Filters())


def says(text: str, **fields: object) -> Evidence:
    return made_evidence(article=made_article(text, **fields))


RIGHT = says("About 1,900 people left.")
LATER = says("About 1,900 people left.", published="2024-03-18")
WRONG = says("Nobody left.")


def answered(*evidence: Evidence, question: KnownQuestion | None = None) -> Asked:
    return Asked(question or known(PEOPLE), made_answer(*evidence), True)


def abstained(question: KnownQuestion, reason: Abstention | None = None) -> Asked:
    return Asked(question, made_answer(abstention=reason or too_weak(), near_misses=(RIGHT,)), True)


@pytest.mark.parametrize(("items", "expected"), [([], 1.0), ([True], 1.0), ([False], 0.0), ([True, False, True, False], 0.5)])
def test_share_is_of_the_true_ones_and_1_for_none(items: list[bool], expected: float):
    assert share(items) == expected


# matching


def test_matching_finds_the_first_quote_that_holds_the_words():
    assert matching(known(PEOPLE), (WRONG, LATER, RIGHT)) == (LATER, PEOPLE)
    assert matching(known(PEOPLE), (WRONG,)) is None
    assert matching(known(PEOPLE), ()) is None
    assert matching(known(), (RIGHT,)) is None


def test_matching_takes_the_expectation_that_fits_outlet_and_date():
    assert matching(known(OTHER_DAY, PEOPLE), (RIGHT,)) == (RIGHT, PEOPLE)
    assert matching(known(OTHER_DAY), (RIGHT,)) == (RIGHT, OTHER_DAY)


@pytest.mark.parametrize(
    ("evidence", "expected", "right"),
    [
        (RIGHT, PEOPLE, True),
        (RIGHT, OTHER_DAY, False),
        (RIGHT, Expected("x", "Radio Vale", "2024-03-14"), False),
        (RIGHT, Expected("x", None, "2024-03-14"), False),
        (RIGHT, Expected("x", "Marsh Gazette", None), False),
        (says("A.", published=None, outlet=Outlet.unknown()), Expected("x", None, None), True),
        (says("A.", published=None), PEOPLE, False),
        (says("A.", published="2024-03"), Expected("x", "Marsh Gazette", "2024-03"), True),
        (says("A.", published="2024-03"), Expected("x", "Marsh Gazette", "2024-03-01"), False),
    ],
)
def test_is_attributed_wants_outlet_and_date_as_they_are_known(evidence: Evidence, expected: Expected, right: bool):
    assert is_attributed(evidence, expected) is right


def test_evidence_at_looks_at_the_first_quotes_only():
    asked = answered(WRONG, WRONG, RIGHT)
    assert [evidence_at(asked, k) for k in (1, 2, 3, 4)] == [False, False, True, True]


def test_evidence_at_counts_no_near_miss():
    assert not evidence_at(abstained(known(PEOPLE)), 3)


def test_quotes_are_slices_of_answers_and_near_misses():
    assert quotes_are_slices(made_answer(RIGHT), lambda article_id: RIGHT.article.text)
    assert quotes_are_slices(made_answer(abstention=too_weak(), near_misses=(RIGHT,)), lambda article_id: RIGHT.article.text)


def test_quotes_are_slices_notices_another_stored_text_and_a_blank_quote():
    assert not quotes_are_slices(made_answer(RIGHT), lambda article_id: "About 1,901 people left.")
    blank = Evidence(made_article("A.  B."), 2, 4, (), 1.0)
    assert not quotes_are_slices(made_answer(blank), lambda article_id: "A.  B.")


# score


def test_score_of_a_set_by_hand():
    asked = [
        answered(RIGHT),  # found first, rightly attributed
        answered(WRONG, LATER),  # found second, attributed to another day
        answered(WRONG, WRONG, WRONG, RIGHT),  # found too late
        abstained(known(PEOPLE)),  # wrongly abstained
        abstained(known()),  # rightly abstained
        abstained(known()),
        answered(WRONG, question=known()),  # a false answer
    ]
    assert score(asked) == Scores(
        n_answerable=4,
        n_unanswerable=3,
        evidence_at_1=1 / 4,
        evidence_at_3=2 / 4,
        attribution=1 / 2,
        abstention_precision=2 / 3,
        abstention_recall=2 / 3,
        false_answers=pytest.approx(1 / 3),
        false_abstentions=1 / 4,
        quotes_exact=1.0,
    )


def test_score_of_nothing_lowers_nothing():
    assert score([]) == Scores(0, 0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0)


def test_score_of_answerable_questions_alone_has_no_false_answers():
    found = score([answered(RIGHT), abstained(known(PEOPLE))])
    assert (found.false_answers, found.false_abstentions, found.abstention_precision) == (0.0, 0.5, 0.0)


def test_outcomes_carry_what_the_scores_are_means_of():
    asked = [answered(RIGHT), answered(WRONG), abstained(known(PEOPLE)), abstained(known()), answered(RIGHT, question=known())]
    scores = asdict(score(asked))
    found = means([outcome_of(a) for a in asked])
    assert found == pytest.approx({name: scores[name] for name in found})
    assert set(found) == {name for name in scores if not name.startswith("n_")}


def test_an_outcome_says_what_was_asked_and_done():
    outcome = outcome_of(abstained(known(PEOPLE, kind="person")))
    assert outcome.values == {
        "quotes_exact": 1.0,
        "evidence_at_1": 0,
        "evidence_at_3": 0,
        "false_abstentions": 1,
        "abstention_precision": 0,
    }
    assert (outcome.slices, outcome.supported, outcome.answered, outcome.support) == (("person",), True, False, 0.75)
