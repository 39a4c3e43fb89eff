"""How much speaks for an answer: a probability that a person can compute."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.filters import Filters
from qa.evidence import Candidate
from qa.matching import QuestionTerms
from qa.pipeline import Pipeline
from qa.question import Interpretation
from qa.retrieval import Ranking
from qa.support import Features, SupportModel, features_of, shipped_model
from tests.qa.made import MadeHoldings, made_article, made_candidate, made_interpretation
from tests.qa.news import LEFT_HOMES, TODAY


def features(**given: float) -> Features:
    return Features(**({field.name: 0.0 for field in fields(Features)} | given))


def model(bias: float, **weights: float) -> SupportModel:
    return replace(shipped_model(), weights={field.name: 0.0 for field in fields(Features)} | weights, bias=bias)


# the logistic model


def test_support_is_one_half_where_nothing_speaks_for_or_against():
    assert model(0.0).support(features()) == 0.5


def test_support_is_the_logistic_of_the_weighted_sum():
    found = model(-1.0, cosine=2.0, sentence_coverage=3.0).support(features(cosine=0.5, sentence_coverage=1.0))
    assert found == pytest.approx(0.9525741268)  # 1 / (1 + exp(-3))
    found = model(-2.0, cosine=4.0).support(features(cosine=0.25, sentence_coverage=1.0))
    assert found == pytest.approx(0.2689414214)  # 1 / (1 + exp(1))


@given(st.floats(-10, 10), st.floats(0, 10), st.floats(0, 1), st.floats(0, 1))
def test_support_lies_between_0_and_1_and_grows_with_what_speaks_for_it(bias: float, weight: float, one: float, other: float):
    support = model(bias, cosine=weight).support
    low, high = sorted((one, other))
    assert 0 < support(features(cosine=low)) <= support(features(cosine=high)) <= 1


def test_shipped_model_weighs_every_feature():
    shipped = shipped_model()
    assert set(shipped.weights) == {field.name for field in fields(Features)}
    assert 0 < shipped.threshold < 1


# features by hand

TERMS = QuestionTerms({"dam": 1.0, "holt": 3.0})
ASKED = made_interpretation("What of Holt and the dam?", words=("Holt", "dam"), names=("Holt",))
DAM = made_candidate(made_article("The dam broke.", "dam", title=None), [0.25])
HOLT = made_candidate(made_article("Holt left.", "holt", title=None), [0.75])


def found(candidate: Candidate, dense: float | None = None, lexical: float | None = None, has_shape: bool = False) -> Candidate:
    """The candidate as each side found it, its one sentence with what is asked for or without."""
    (sentence,) = candidate.match.sentences
    match = replace(candidate.match, sentences=(replace(sentence, fit=float(has_shape)),))
    return replace(candidate, hit=replace(candidate.hit, dense=dense, lexical=lexical), match=match)


def weighed(*ordered: Candidate, question: Interpretation = ASKED, terms: QuestionTerms = TERMS) -> Features:
    hits = tuple(candidate.hit for candidate in ordered)
    best_cosine = max((hit.dense for hit in hits if hit.dense is not None), default=0.0)
    return features_of(Ranking(hits, best_cosine, 0.0), ordered, question, terms, MadeHoldings())


def test_features_take_the_best_sentence_and_the_best_passage():
    features = weighed(DAM, HOLT)
    assert (features.sentence_coverage, features.passage_coverage) == (0.75, 0.75)


def test_features_look_for_names_and_the_rarest_word_in_the_best_passage():
    assert (weighed(DAM, HOLT).name_coverage, weighed(DAM, HOLT).rarest_present) == (1.0, 1.0)
    assert (weighed(DAM).name_coverage, weighed(DAM).rarest_present) == (0.0, 0.0)


def test_features_of_a_question_without_names_lack_none():
    unnamed = made_interpretation("What of the dam?", words=("dam",), names=())
    assert weighed(DAM, question=unnamed, terms=QuestionTerms({"dam": 1.0})).name_coverage == 1.0


def test_features_count_a_cosine_below_0_or_none_as_0():
    features = weighed(found(DAM, dense=0.8), found(HOLT, dense=-0.4), found(HOLT))
    assert features.cosine == 0.8
    assert features.mean_cosine == pytest.approx(0.8 / 3)


@pytest.mark.parametrize(
    ("fits", "expected"), [("1000", 1.0), ("0100", 1.0), ("0010", 0.5), ("0001", 0.5), ("00001", 0), ("0", 0)]
)
def test_features_want_the_right_shape_near_the_top(fits: str, expected: float):
    question = made_interpretation("Who left?", words=("left",))
    ordered = [found(DAM, has_shape=fit == "1") for fit in fits]
    assert weighed(*ordered, question=question).shape == expected


def test_features_of_an_open_question_ask_for_no_shape():
    assert weighed(DAM, question=made_interpretation("Tell me of the dam.")).shape == 0.5


def test_features_count_what_both_sides_agree_on():
    assert weighed(found(DAM, dense=0.8, lexical=3.0), found(HOLT, dense=0.2)).agreement == 0.55  # one of ten, nine unfilled
    assert weighed(found(DAM, dense=0.8), found(HOLT, lexical=2.0)).agreement == 0.45


# features, over the news archive


def features_in(news: Pipeline, question: str, filters: Filters | None = None) -> Features:
    return news.features(question, filters or Filters(), (), TODAY)


def test_features_of_a_question_that_one_sentence_answers(news: Pipeline):
    found = features_in(news, LEFT_HOMES)
    assert (found.sentence_coverage, found.passage_coverage) == (1.0, 1.0)
    assert found.cosine == pytest.approx(1.0)
    assert found.shape == 1.0


def test_features_of_an_empty_ranking_are_0(news: Pipeline):
    assert features_in(news, LEFT_HOMES, Filters(first=date(2030, 1, 1))) == features()


def test_features_lie_between_0_and_1(news: Pipeline):
    for question in (LEFT_HOMES, "Who is Maren Holt?", "Zzz?", "Why is the ferry in port?", "", "Where are 40 children?"):
        for field in fields(Features):
            value = getattr(features_in(news, question), field.name)
            assert 0 <= value <= 1 + 1e-6, (question, field.name)
