"""Fit the weights of a passage's signals: `python -m eval.ranking_weights DIR` prints them for `qa/signals.py`.

DIR is the archive of the whole news quiz. Each scored question's candidates compete for the answer: a softmax over their
weighted signals should fall on passages that hold it, and by half as much on the linked article's. No weight is negative.
The measures beside it are cross-fitted: a question is ranked with weights that were fitted without its half.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.article import Passage
from corpus.filters import Filters
from embeddings.loading import load_encoder
from eval.crossfit import half_of
from eval.quiz import holds
from eval.quiz_archive import QuizArchive, quiz_archive
from eval.rankings import Ranked
from qa.signals import WEIGHTS

PENALTY = 1.0  # L2, on weights of signals between 0 and 1
LINKED_WEIGHT = 0.5  # of finding the linked article, against finding a passage with the answer
DEPTH = 10
FITTED = tuple(name for name in WEIGHTS if name not in ("outlet", "reranker"))  # what the quiz can tell

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Contest:
    """One question's candidates: signals (n, n_signals), and for each whether it holds the answer or is of the linked article."""

    unit: str
    passages: tuple[Passage, ...]
    signals: Vector
    holds_answer: Vector
    is_linked: Vector


def main(made: Path) -> None:
    """Collect the contests, fit, and print weights and cross-fitted measures beside those of the weights as they are."""
    with quiz_archive(load_encoder(), made) as quiz:
        contests = [contest(quiz, i) for i in range(len(quiz.scored))]
    now = np.array([WEIGHTS[name] for name in FITTED])
    print("as they are   ", measured((c, now) for c in contests))
    by_half = [fit([c for c in contests if half_of(c.unit) != half]) for half in (0, 1)]
    print("cross-fitted  ", measured((c, by_half[half_of(c.unit)]) for c in contests))
    for name, weight, *halves in zip(FITTED, fit(contests), *by_half, strict=True):
        print(f"{name:<10} {weight:.3f}   on either half {halves[1]:.3f} {halves[0]:.3f}")


def contest(quiz: QuizArchive, number: int) -> Contest:
    """All candidates of a scored question, asked on its day."""
    question, pipeline = quiz.scored[number], quiz.pipeline
    found = pipeline.weighed(question.question, Filters(), (), question.day, n_matched=sys.maxsize).ordered
    passages = tuple(candidate.hit.passage for candidate in found)
    linked = quiz.linked_to(question)
    return Contest(
        unit=question.question_id,
        passages=passages,
        signals=np.array([[c.signals[name] for name in FITTED] for c in found]).reshape(len(found), len(FITTED)),
        holds_answer=np.array([float(holds(quiz.text_of(p), question.wanted)) for p in passages]),
        is_linked=np.array([float(p.article_id in linked) for p in passages]),
    )


def fit(contests: Sequence[Contest]) -> Vector:
    """Weights (n_signals,) >= 0 that put most of the softmax on what is wanted."""
    from scipy.optimize import minimize

    def loss(weights: Vector) -> tuple[float, Vector]:
        total, slope = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for c in contests:
            for wanted, importance in ((c.holds_answer, 1.0), (c.is_linked, LINKED_WEIGHT)):
                value, gradient = surprise(c.signals, wanted, weights)
                total, slope = total + importance * value, slope + importance * gradient
        return total, slope

    start = np.ones(contests[0].signals.shape[1])
    found: Vector = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start)).x
    return found


def surprise(signals: Vector, wanted: Vector, weights: Vector) -> tuple[float, Vector]:
    """How little of the softmax falls on what is wanted, -log of its share, and the slope; nothing where nothing is wanted."""
    if not wanted.any():
        return 0.0, np.zeros_like(weights)
    scores = signals @ weights
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    on_wanted = float(shares @ wanted)
    return -float(np.log(on_wanted)), signals.T @ (shares - shares * wanted / on_wanted)


def measured(ranked: Iterable[tuple[Contest, Vector]]) -> str:
    """answer@1, answer@5 and the linked article's mean reciprocal rank, each contest by the weights beside it."""
    at_1, at_5, reciprocal = list[bool](), list[bool](), list[float]()
    for c, weights in ranked:
        order = np.argsort(-(c.signals @ weights), kind="stable")
        ranking = Ranked("", tuple(c.passages[i] for i in order))
        answers = {p for p, found in zip(c.passages, c.holds_answer, strict=True) if found}
        first = [p in answers for p in ranking.limited(5)]
        at_1.append(any(first[:1]))
        at_5.append(any(first))
        linked = {p.article_id for p, found in zip(c.passages, c.is_linked, strict=True) if found}
        if linked:
            places = [place for place, article_id in enumerate(ranking.articles(DEPTH), start=1) if article_id in linked]
            reciprocal.append(1 / places[0] if places else 0.0)
    return f"answer@1 {np.mean(at_1):.4f}  answer@5 {np.mean(at_5):.4f}  MRR@{DEPTH} where found {np.mean(reciprocal):.4f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
