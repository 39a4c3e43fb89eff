"""News quiz, twins and off-topic questions, measured on five articles: what is counted, and what it comes to."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from eval.known import read_set
from eval.newsquiz import measure_newsquiz
from eval.offtopic import QUESTIONS, measure_offtopic
from eval.quiz_archive import quiz_archive
from eval.twins import Twin, ask_pair, fitted_scores, is_sure, measure_twins, told_apart
from tests.qa.made import made_answer, made_evidence
from tests.toy import ToyEncoder


@pytest.fixture
def quiz(quiz_folder):
    with quiz_archive(ToyEncoder(), None, quiz_folder) as opened:
        yield opened


def test_newsquiz_counts_scored_and_linked_questions(quiz):
    measured = measure_newsquiz(quiz)
    values = measured.values
    assert (measured.name, values["n_scored"], values["n_linked"]) == ("newsquiz_sample", 3.0, 3.0)
    assert (values["answer_at_1"], values["answer_at_5"]) == (1.0, 1.0)
    assert (values["bm25_answer_at_1"], values["quotes_exact"]) == (1.0, 1.0)
    assert values["gold_mrr_10"] == pytest.approx((1 + 1 + values["gold_mrr_10"] * 3 - 2) / 3)
    assert {o.question_id: sorted(n for n in o.values if n.startswith("answer")) for o in measured.outcomes} == {
        "w1": ["answer_at_1", "answer_at_5", "answered"],
        "w2": ["answer_at_1", "answer_at_5", "answered"],
        "w3": ["answer_at_1", "answer_at_5", "answered"],
        "w4": [],
    }


def test_a_question_is_sure_whose_answer_stands_near_in_time_and_not_everywhere(quiz):
    first, _, third, last = quiz.questions
    assert is_sure(quiz, first, quiz.holding(first))
    assert is_sure(quiz, third, quiz.holding(third))
    assert not is_sure(quiz, last, quiz.holding(last))  # its answer stands nowhere
    assert not is_sure(quiz, first, frozenset(map(str, range(51))))
    late = replace(first, day=date(2022, 7, 3))  # 23 days after the article
    assert not is_sure(quiz, late, quiz.holding(late))


def test_the_twin_never_shows_an_article_that_holds_the_answer(quiz):
    question = quiz.questions[0]
    held = quiz.holding(question)
    plain, twin = ask_pair(quiz, question, held, question.day)
    assert (plain.is_answerable, twin.is_answerable) == (True, False)
    assert (plain.shows_answer, twin.shows_answer) == (True, False)
    shown = {e.article.article_id for e in (*twin.answer.evidence, *twin.answer.near_misses)}
    assert shown.isdisjoint(held)


def test_measure_twins_gives_both_ways_and_pairs_that_stay_together(quiz):
    measured = measure_twins(quiz)
    assert (measured.name, measured.values["n_pairs"]) == ("twins_sample", 3.0)
    assert {o.question_id: o.unit for o in measured.outcomes} == {i + end: i for i in ("w1", "w2", "w3") for end in ("", "~")}
    assert set(measured.gated) <= measured.values.keys()
    assert measured.intervals["auroc"][0] <= measured.values["auroc"] <= measured.intervals["auroc"][1]


def twin(question, is_answerable: bool, features: tuple[float, ...] | None, support: float) -> Twin:
    answer = made_answer(made_evidence(), support=support)
    return Twin(question, is_answerable, answer, features, shows_answer=is_answerable, quotes_exact=True)


def test_what_a_hard_reason_settled_has_score_0_and_no_part_in_the_fit(quiz):
    pairs = [(q, half) for q in quiz.scored for half in (True, False)]
    twins = [twin(q, half, (1.0 if half else 0.0,), 0.5) for q, half in pairs]
    twins[3] = twin(twins[3].question, False, None, 0.0)
    y = np.array([1.0, 0.0] * 3)
    scores = fitted_scores(twins, y, [t.question.question_id for t in twins])
    assert scores[3] == 0.0
    assert min(scores[::2]) > max(scores[1::2])
    values, _ = told_apart(twins)
    assert (values["auroc"], values["refused_at_10"], values["shipped_auroc"]) == (1.0, 1.0, pytest.approx(6 / 9 * 0.5 + 3 / 9))


def test_offtopic_questions_are_a_hundred_of_eight_kinds_and_forty_of_absent_outlets():
    known = read_set(QUESTIONS)
    outlets = [k for k in known if k.kind == "absent outlet"]
    assert (len(known) - len(outlets), len(outlets), len({k.kind for k in known})) == (100, 40, 9)
    assert len({k.question_id for k in known}) == len({k.question for k in known}) == 140
    assert not any(k.is_answerable for k in known)


def test_measure_offtopic_counts_refusals_by_kind(quiz):
    measured = measure_offtopic(quiz)
    assert (measured.name, measured.values["n_questions"]) == ("offtopic_sample", 140.0)
    both = (100 * measured.values["refused_offtopic"] + 40 * measured.values["refused_absent_outlet"]) / 140
    assert measured.values["refused"] == pytest.approx(both)
