"""Fit the support model: `dateline calibrate --archive DIR` writes `qa/support.json`.

Fitted on the twins of the news quiz (DIR is its made archive), asked on their day and long after it; on the known sets,
which count more, being few; and on their questions asked of the other archive, where nothing answers them. Questions that a
hard reason settles are left out: the model never sees them. No weight may be negative, since no feature speaks against an
answer; in small sets of hand-written questions some would come out so by chance.

The bars, over cross-fitted supports: strict is the conformal threshold of the twins, half of which have no answer; balanced
refuses `FALSE_ABSTENTIONS` of the answerable known questions. Twins can't be held to a risk of 5 % by any bar.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.filters import Filters
from embeddings.encoder import Encoder
from embeddings.loading import load_encoder
from eval.abstaining import risk_threshold
from eval.archives import ALL_SETS, TODAY, QuestionSet, opened
from eval.crossfit import half_of, logistic
from eval.known import KnownQuestion, read_set
from eval.logistic import fit
from eval.quiz_archive import QuizArchive, quiz_archive
from eval.twins import is_sure
from qa import support
from qa.options import Strictness
from qa.pipeline import Pipeline
from qa.support import Features, SupportModel

RISK = 0.2  # unsupported among what is answered of the twins, at most, for strict
FALSE_ABSTENTIONS = 0.04  # the share of answerable known questions that balanced refuses
TWIN, KNOWN = 0.5, 1.5  # how often a question counts: each twin is asked twice, and there are three times as many of them
OUTPUT = Path(support.__file__).with_name("support.json")

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One weighed question: its features, whether the archive answers it, its unit for cross-fitting, how often it counts."""

    features: Features
    answerable: bool
    unit: str
    importance: float


def main(made: Path) -> None:
    """Gather examples, fit, choose the bars by cross-fitting, write the model."""
    encoder = load_encoder()
    known, names = _known_examples(encoder)
    with quiz_archive(encoder, made) as quiz:
        twins = [example for number in range(len(quiz.scored)) for example in _twins(quiz, number)]
    examples = [*twins, *known]
    weights = fit(*_matrices(examples))
    bars = thresholds(examples)
    answered = cross_fitted(examples)[[e.answerable and e.importance == TWIN for e in examples]]
    model = SupportModel(
        weights={f.name: round(float(w), 3) for f, w in zip(fields(Features), weights[1:], strict=True)},
        bias=round(float(weights[0]), 3),
        thresholds=bars,
        still_answered={name: round(float((answered >= bar).mean()), 3) for name, bar in bars.items()},
        encoder_digest=encoder.digest,
        fitted_on=f"{len(twins)} twins of the news quiz; {len(known)} questions of {names}, and each asked of the other archive",
    )
    OUTPUT.write_text(json.dumps(asdict(model), indent=2) + "\n", encoding="utf-8")
    print(f"{OUTPUT.name}: {model}", file=sys.stderr)


def _known_examples(encoder: Encoder) -> tuple[list[Example], str]:
    """The weighed questions of the known sets that are here, own and foreign, and the sets' names."""
    present = [s for s in ALL_SETS if s.is_here and s.is_fitted_on]
    with ExitStack() as stack:
        folders = {s.articles for s in present}
        pipelines = {folder: stack.enter_context(opened(folder, encoder)) for folder in sorted(folders)}
        examples = [e for s in present for e in _own(pipelines[s.articles], s)]
        examples += [e for s in present for folder in sorted(folders - {s.articles}) for e in _foreign(pipelines[folder], s)]
    return examples, ", ".join(s.name for s in present)


def _own(pipeline: Pipeline, question_set: QuestionSet) -> Iterator[Example]:
    for known in read_set(question_set.questions):
        yield from _weighed(pipeline, known, known.filters, known.is_answerable)


def _foreign(pipeline: Pipeline, question_set: QuestionSet) -> Iterator[Example]:
    for known in read_set(question_set.questions):
        yield from _weighed(pipeline, known, Filters(), False)


def _weighed(pipeline: Pipeline, known: KnownQuestion, filters: Filters, answerable: bool) -> Iterator[Example]:
    understood = pipeline.understand(known.question, filters, known.history, TODAY)
    if pipeline.reasons.find(understood, pipeline.holdings.coverage(understood.filters)) is None:
        features = pipeline.features(known.question, filters, known.history, TODAY)
        yield Example(features, answerable, known.question_id, KNOWN)


def _twins(quiz: QuizArchive, number: int) -> Iterator[Example]:
    """A quiz question, if it is surely answerable, with and without the articles that hold its answer, then and long after."""
    question = quiz.scored[number]
    held = quiz.holding(question)
    if is_sure(quiz, question, held):
        for day in (question.day, TODAY):
            for filters in (Filters(), Filters(without=held)):
                yield from _twin(quiz.pipeline, question.question, filters, day, question.question_id)


def _twin(pipeline: Pipeline, question: str, filters: Filters, day: date, unit: str) -> Iterator[Example]:
    understood = pipeline.understand(question, filters, (), day)
    if pipeline.reasons.find(understood, pipeline.holdings.coverage(understood.filters)) is None and not understood.phrases:
        yield Example(pipeline.features(question, filters, (), day), not filters.without, unit, TWIN)


def thresholds(examples: Sequence[Example]) -> dict[Strictness, float]:
    """The bar of each strictness; open answers whatever was found."""
    is_twin, y = (
        np.array(column) for column in zip(*((e.importance == TWIN, float(e.answerable)) for e in examples), strict=True)
    )
    scores = cross_fitted(examples)
    strict = min(risk_threshold(scores[is_twin], y[is_twin], RISK), 1.0)
    balanced = float(np.quantile(scores[~is_twin & (y == 1)], FALSE_ABSTENTIONS))
    return {"strict": round(strict, 3), "balanced": round(balanced, 3), "open": 0.0}


def cross_fitted(examples: Sequence[Example]) -> Vector:
    """The support (n,) of each example by a model that was fitted on the units of the other half."""
    x, y, importance = _matrices(examples)
    halves = np.array([half_of(e.unit) for e in examples])
    found = np.zeros(len(y))
    for half in (0, 1):
        own, other = halves == half, halves != half
        found[own] = logistic(x[own], fit(x[other], y[other], importance[other]))
    return found


def _matrices(examples: Sequence[Example]) -> tuple[Vector, Vector, Vector]:
    """Features (n, n_features), labels (n,), how often each counts (n,)."""
    return (
        np.array([astuple(e.features) for e in examples]),
        np.array([float(e.answerable) for e in examples]),
        np.array([e.importance for e in examples]),
    )
