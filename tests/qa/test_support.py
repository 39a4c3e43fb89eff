"""How much speaks for an answer: a probability that a person can compute."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.filters import Filters
from qa.evidence import Candidate
from qa.matching import PassageMatch, QuestionTerms, SentenceMatch
from qa.pipeline import Pipeline
from qa.question import Interpretation
from qa.retrieval import Ranking
from qa.signals import WEIGHTS
from qa.support import Features, SupportModel, features_of, shipped_model, strength
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
    found = model(-1.0, cosine=2.0, strength=3.0).support(features(cosine=0.5, strength=1.0))
    assert found == pytest.approx(0.9525741268)  # 1 / (1 + exp(-3))
    found = model(-2.0, cosine=4.0).support(features(cosine=0.25, strength=1.0))
    assert found == pytest.approx(0.2689414214)  # 1 / (1 + exp(1))


@given(st.floats(-10, 10), st.floats(0, 10), st.floats(0, 1), st.floats(0, 1))
def test_support_lies_between_0_and_1_and_grows_with_what_speaks_for_it(bias: float, weight: float, one: float, other: float):
    support = model(bias, cosine=weight).support
    low, high = sorted((one, other))
    assert 0 < support(features(cosine=low)) <= support(features(cosine=high)) <= 1


def test_shipped_model_weighs_every_feature():
    shipped = shipped_model()
    assert set(shipped.weights) == {field.name for field in fields(Features)}
    assert shipped.thresholds["open"] == 0 < shipped.thresholds["balanced"] < shipped.thresholds["strict"] <= 1
    assert shipped.thresholds.keys() == shipped.still_answered.keys()


# features by hand


def match_of(coverage: float, *terms: str) -> PassageMatch:
    """A passage of one sentence that holds these terms, and covers so much of the question."""
    return PassageMatch((SentenceMatch((0, 5), coverage, 0.0),), coverage, found=frozenset(terms))


TERMS = QuestionTerms({"dam": 1.0, "holt": 3.0})
ASKED = made_interpretation("What of Holt and the dam?", words=("Holt", "dam"), names=("Holt",))
DAM = replace(made_candidate(made_article("The dam broke.", "dam", title=None), [0.25]), match=match_of(0.25, "dam"))
HOLT = replace(made_candidate(made_article("Holt left.", "holt", title=None), [0.75]), match=match_of(0.75, "holt"))


def found(candidate: Candidate, dense: float | None = None, lexical: float | None = None, has_shape: bool = False) -> Candidate:
    """The candidate as each side found it, its one sentence with what is asked for or without."""
    (sentence,) = candidate.match.sentences
    match = replace(candidate.match, sentences=(replace(sentence, fit=float(has_shape)),))
    return replace(candidate, hit=replace(candidate.hit, dense=dense, lexical=lexical), match=match)


def weighed(*ordered: Candidate, question: Interpretation = ASKED, terms: QuestionTerms = TERMS) -> Features:
    hits = tuple(candidate.hit for candidate in ordered)
    best_cosine = max((hit.dense for hit in hits if hit.dense is not None), default=0.0)
    return features_of(Ranking(hits, best_cosine, 0.0), ordered, question, terms, MadeHoldings())


def test_features_take_what_the_passages_of_one_article_hold_together():
    assert weighed(DAM, HOLT).article_coverage == 0.75
    same = replace(DAM, article=HOLT.article)
    assert weighed(same, HOLT).article_coverage == 1.0


def test_features_look_for_names_in_the_best_passage():
    assert weighed(DAM, HOLT).name_coverage == 1.0
    assert weighed(DAM).name_coverage == 0.0


def with_signals(candidate: Candidate, **signals: float) -> Candidate:
    return replace(candidate, hit=replace(candidate.hit, signals=signals))


def test_strength_is_the_share_of_what_a_passage_can_say_for_itself():
    own = sum(WEIGHTS[name] for name in WEIGHTS if name not in ("recency", "period", "outlet", "reranker"))
    bare = replace(DAM, match=PassageMatch(DAM.match.sentences, 0.0))
    said = 0.25 * WEIGHTS["sentence"]
    assert strength(bare) == pytest.approx(said / own)
    assert strength(with_signals(bare, meaning=1.0, recency=1.0)) == pytest.approx((said + WEIGHTS["meaning"]) / own)


def test_lead_is_over_the_sixth_strongest_or_the_last():
    strong = [with_signals(DAM, meaning=share) for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.1)]
    unit = strength(with_signals(DAM, meaning=1.0)) - strength(with_signals(DAM, meaning=0.0))
    assert weighed(*strong).lead == pytest.approx(0.5 * unit)
    assert weighed(*strong[:3]).lead == pytest.approx(0.2 * unit)
    assert weighed(DAM).lead == 0.0


def test_concentration_counts_the_articles_of_the_first_ten():
    assert weighed(DAM).concentration == 0.9
    assert weighed(DAM, HOLT).concentration == 0.8
    assert weighed(*[DAM] * 9, HOLT, HOLT).concentration == 0.8


def test_recency_is_the_first_candidates_and_says_nothing_where_none_is_of_the_time():
    assert weighed(with_signals(DAM, recency=0.25), with_signals(HOLT, recency=1.0)).recency == 0.25
    assert weighed(with_signals(DAM, recency=0.01), with_signals(HOLT, recency=0.04)).recency == 0.5


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


# features, over the news archive


def features_in(news: Pipeline, question: str, filters: Filters | None = None) -> Features:
    return news.features(question, filters or Filters(), (), TODAY)


def test_features_of_a_question_that_one_sentence_answers(news: Pipeline):
    found = features_in(news, LEFT_HOMES)
    assert found.article_coverage == 1.0
    assert found.cosine == pytest.approx(1.0)
    assert found.shape == 1.0


def test_features_of_an_empty_ranking_are_0(news: Pipeline):
    assert features_in(news, LEFT_HOMES, Filters(first=date(2030, 1, 1))) == features()


def test_features_lie_between_0_and_1(news: Pipeline):
    for question in (LEFT_HOMES, "Who is Maren Holt?", "Zzz?", "Why is the ferry in port?", "", "Where are 40 children?"):
        for field in fields(Features):
            value = getattr(features_in(news, question), field.name)
            assert 0 <= value <= 1 + 1e-6, (question, field.name)
