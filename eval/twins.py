"""Twins: every surely answerable quiz question once plain, and once of an archive without the articles that hold its answer.

Surely answerable is a question that a passage with the answer, published within 21 days of it, stands for among the first 60
of any baseline, and whose answer stands in at most 50 articles (a word in more of them stands everywhere by chance).
Twins are the hardest unanswerable questions there are: all their words are those of the news.
"""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus.filters import Filters
from eval.abstaining import auroc, calibration_error, refused_at
from eval.archives import TODAY
from eval.bootstrap import Indices, Interval, statistic_interval
from eval.crossfit import answered_within, cross_fitted
from eval.gate import Measured
from eval.logistic import fit
from eval.measures import quotes_are_slices
from eval.newsquiz import holds_answer
from eval.outcomes import Outcome, means
from eval.quiz import QuizQuestion, holds
from eval.quiz_archive import MAX_HOLDING, NEAR_DAYS, QuizArchive
from eval.rankings import baselines
from qa.answer import Answer

LOOKED_AT = 60  # passages of each baseline
RISKS = {"strict": 0.05, "balanced": 0.2}  # the share of what is answered that may be unsupported
WAYS = ("", "no_day_")  # asked on the question's day, or on a day long after
GATED = ("auroc", "refused_at_10", "no_day_auroc", "no_day_refused_at_10", "quotes_exact")

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Twin:
    """One half of a pair, asked: the answer, what the support model saw, None where a hard reason settled it."""

    question: QuizQuestion
    is_answerable: bool
    answer: Answer
    features: tuple[float, ...] | None
    shows_answer: bool
    quotes_exact: bool


def measure_twins(quiz: QuizArchive) -> Measured:
    """Ask all pairs with and without their day; scores are cross-fitted, so that nothing rests on the shipped weights alone."""
    pairs = [(q, held) for q in quiz.scored if is_sure(quiz, q, held := quiz.holding(q))]
    values: dict[str, float] = {"n_pairs": float(len(pairs))}
    intervals: dict[str, Interval] = {}
    outcomes: list[Outcome] = []
    for way in WAYS:
        twins = [twin for q, held in pairs for twin in ask_pair(quiz, q, held, TODAY if way else q.day)]
        found, spans = told_apart(twins)
        outcomes = outcomes or [outcome_of(twin) for twin in twins]
        values |= {f"{way}{name}": value for name, value in found.items()}
        intervals |= {f"{way}{name}": span for name, span in spans.items()}
    return Measured(f"twins{quiz.suffix}", {**values, **means(outcomes)}, GATED, quiz.digests(), tuple(outcomes), intervals)


def is_sure(quiz: QuizArchive, question: QuizQuestion, held: frozenset[str]) -> bool:
    """Whether a question is surely answerable; `held` are the articles that hold its answer."""
    if not 0 < len(held) <= MAX_HOLDING:
        return False
    first = {p for ranking in baselines(quiz.pipeline.holdings, question.question)[:3] for p in ranking.passages[:LOOKED_AT]}
    near = (p for p in first if p.article_id in held and _is_near(quiz.day_of(p.article_id), question.day))
    return any(holds(quiz.text_of(p), question.wanted) for p in near)


def _is_near(day: date | None, other: date) -> bool:
    return day is not None and abs((day - other).days) <= NEAR_DAYS


def ask_pair(quiz: QuizArchive, question: QuizQuestion, held: frozenset[str], today: date) -> tuple[Twin, Twin]:
    """The question plain, and without the articles that hold its answer."""
    return _ask(quiz, question, Filters(), today), _ask(quiz, question, Filters(without=held), today)


def _ask(quiz: QuizArchive, question: QuizQuestion, filters: Filters, today: date) -> Twin:
    pipeline = quiz.pipeline
    answer = pipeline.ask(question.question, filters, (), today)
    is_weighed = answer.abstention is None or answer.abstention.code == "too_weak"
    weighed = pipeline.weighed(question.question, filters, (), today) if is_weighed else None
    return Twin(
        question=question,
        is_answerable=not filters.without,
        answer=answer,
        features=tuple(float(value) for value in astuple(weighed.features)) if weighed else None,
        shows_answer=holds_answer(quiz, question, answer),
        quotes_exact=quotes_are_slices(answer, lambda article_id: pipeline.article(article_id).text),
    )


def told_apart(twins: Sequence[Twin]) -> tuple[dict[str, float], dict[str, Interval]]:
    """AUROC and refusals of cross-fitted scores and of the shipped support, with intervals.

    For each of `RISKS`, under thresholds that the other half gave: the share of unsupported among the answered, and the share
    of the answerable that is still answered.
    """
    y = np.array([float(twin.is_answerable) for twin in twins])
    units = [twin.question.question_id for twin in twins]
    scores = fitted_scores(twins, y, units)
    shipped = np.array([twin.answer.support for twin in twins])
    statistics: dict[str, Callable[[Indices], float]] = {
        "auroc": lambda i: auroc(scores[i][y[i] == 1], scores[i][y[i] == 0]),
        "refused_at_10": lambda i: refused_at(scores[i][y[i] == 1], scores[i][y[i] == 0]),
        "shipped_auroc": lambda i: auroc(shipped[i][y[i] == 1], shipped[i][y[i] == 0]),
        "shipped_refused_at_10": lambda i: refused_at(shipped[i][y[i] == 1], shipped[i][y[i] == 0]),
    }
    whole = np.arange(len(y))
    values = {name: statistic(whole) for name, statistic in statistics.items()}
    values["calibration_error"] = calibration_error(list(scores), list(y == 1))
    for name, risk in RISKS.items():
        answered = answered_within(scores, y, units, risk)
        values[f"{name}_risk"] = float(1 - y[answered].mean()) if answered.any() else 0.0
        values[f"{name}_still_answered"] = float(answered[y == 1].mean())
    return values, {name: statistic_interval(statistic, units) for name, statistic in statistics.items()}


def fitted_scores(twins: Sequence[Twin], y: Vector, units: Sequence[str]) -> Vector:
    """A score for each twin by weights fitted on the other half; 0 where a hard reason settled it, which no weight sees."""
    weighed = np.array([twin.features is not None for twin in twins])
    x = np.array([twin.features for twin in twins if twin.features is not None])
    scores = np.zeros(len(twins))
    scores[weighed] = cross_fitted(x, y[weighed], [unit for unit, kept in zip(units, weighed, strict=True) if kept], fit)
    return scores


def outcome_of(twin: Twin) -> Outcome:
    """What one twin came to, under the shipped threshold."""
    answered = twin.answer.abstention is None
    name = "false_abstention" if twin.is_answerable else "refused"
    shown = {"shown_at_5": float(answered and twin.shows_answer)} if twin.is_answerable else {}
    return Outcome(
        question_id=twin.question.question_id + ("" if twin.is_answerable else "~"),
        values={name: float(not answered), "quotes_exact": float(twin.quotes_exact)} | shown,
        slices=(*twin.question.slices, "plain" if twin.is_answerable else "without its articles"),
        support=twin.answer.support,
        supported=twin.is_answerable,
        answered=answered,
        unit=twin.question.question_id,
    )
