"""Fit the support model: `python -m eval.calibrate` writes `qa/support.json`.

Fitted on the known sets that are here, and on their questions asked of the other archive, where nothing answers them.
Questions that a hard reason settles are left out: the model never sees them. No weight may be negative, since no feature
speaks against an answer; in small sets of hand-written questions some would come out so by chance.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.filters import Filters
from embeddings.loading import load_encoder
from eval.archives import ALL_SETS, TODAY, QuestionSet, opened
from eval.known import KnownQuestion, read_set
from qa import support
from qa.pipeline import Pipeline
from qa.support import Features, SupportModel

PENALTY = 0.3  # L2, on weights of features between 0 and 1
FALSE_ABSTENTIONS = 0.065  # the share of answerable questions that the threshold may refuse
FOLDS = 5
OUTPUT = Path(support.__file__).with_name("support.json")

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One weighed question: its features, and whether the archive answers it."""

    features: Features
    answerable: bool


def main() -> None:
    """Gather examples, fit, choose the threshold by cross-fitting, write the model."""
    encoder = load_encoder()
    present = [s for s in ALL_SETS if s.is_here and s.is_fitted_on]
    with ExitStack() as stack:
        folders = {s.articles for s in present}
        pipelines = {folder: stack.enter_context(opened(folder, encoder)) for folder in sorted(folders)}
        examples = [e for s in present for e in _own(pipelines[s.articles], s)]
        examples += [e for s in present for folder in sorted(folders - {s.articles}) for e in _foreign(pipelines[folder], s)]
    x = np.array([astuple(e.features) for e in examples])
    y = np.array([float(e.answerable) for e in examples])
    weights = fit(x, y)
    model = SupportModel(
        weights={f.name: round(float(w), 3) for f, w in zip(fields(Features), weights[1:], strict=True)},
        bias=round(float(weights[0]), 3),
        threshold=round(float(np.quantile(cross_fitted(x, y)[y == 1], FALSE_ABSTENTIONS)), 3),
        encoder_digest=encoder.digest,
        fitted_on=f"{len(examples)} weighed questions: {', '.join(s.name for s in present)}, and each asked of the other archive",
    )
    OUTPUT.write_text(json.dumps(asdict(model), indent=2) + "\n", encoding="utf-8")
    print(f"{OUTPUT.name}: {model}", file=sys.stderr)


def _own(pipeline: Pipeline, question_set: QuestionSet) -> Iterator[Example]:
    for known in read_set(question_set.questions):
        yield from _weighed(pipeline, known, known.filters, known.is_answerable)


def _foreign(pipeline: Pipeline, question_set: QuestionSet) -> Iterator[Example]:
    for known in read_set(question_set.questions):
        yield from _weighed(pipeline, known, Filters(), False)


def _weighed(pipeline: Pipeline, known: KnownQuestion, filters: Filters, answerable: bool) -> Iterator[Example]:
    understood = pipeline.understand(known.question, filters, known.history, TODAY)
    if pipeline.reasons.find(understood, pipeline.holdings.coverage(filters)) is None:
        yield Example(pipeline.features(known.question, filters, known.history, TODAY), answerable)


def fit(x: Vector, y: Vector) -> Vector:
    """Bias and weights (1 + n_features,) of a logistic model over features (n, n_features), labels 0 or 1; weights >= 0."""
    from scipy.optimize import minimize

    def loss(parameters: Vector) -> tuple[float, Vector]:
        bias, weights = parameters[0], parameters[1:]
        z = x @ weights + bias
        error = 1 / (1 + np.exp(-z)) - y
        value = np.logaddexp(0, -(2 * y - 1) * z).sum() + PENALTY * (weights**2).sum() / 2
        return float(value), np.concatenate([[error.sum()], x.T @ error + PENALTY * weights])

    bounds = [(None, None), *[(0, None)] * x.shape[1]]
    found: Vector = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


def cross_fitted(x: Vector, y: Vector) -> Vector:
    """The support of each example by a model that was fitted without its fold; every fifth example is a fold."""
    support_of = np.zeros(len(y))
    for fold in range(FOLDS):
        held_out = np.arange(len(y)) % FOLDS == fold
        weights = fit(x[~held_out], y[~held_out])
        support_of[held_out] = 1 / (1 + np.exp(-(x[held_out] @ weights[1:] + weights[0])))
    return support_of


if __name__ == "__main__":
    main()
