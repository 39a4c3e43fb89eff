"""How much speaks for an answer: a probability that a person can compute."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.filters import Filters
from qa.pipeline import Pipeline
from qa.support import Features, SupportModel, shipped_model
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


# features, over the news archive


def features_of(news: Pipeline, question: str, filters: Filters | None = None) -> Features:
    return news.features(question, filters or Filters(), (), TODAY)


def test_features_of_a_question_that_one_sentence_answers(news: Pipeline):
    found = features_of(news, LEFT_HOMES)
    assert (found.sentence_coverage, found.passage_coverage) == (1.0, 1.0)
    assert found.cosine == pytest.approx(1.0)
    assert found.shape == 1.0


def test_features_of_an_empty_ranking_are_0(news: Pipeline):
    assert features_of(news, LEFT_HOMES, Filters(first=date(2030, 1, 1))) == features()


def test_features_lie_between_0_and_1(news: Pipeline):
    for question in (LEFT_HOMES, "Who is Maren Holt?", "Zzz?", "Why is the ferry in port?", "", "Where are 40 children?"):
        for field in fields(Features):
            value = getattr(features_of(news, question), field.name)
            assert 0 <= value <= 1 + 1e-6, (question, field.name)
