"""Cross-fitting over two halves: no question is ever scored with weights that it helped to fit.

A question's half is read off a hash of its name, so that neither order nor a new question moves another; questions of one
unit (a question and its twin) always share a half.
"""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from eval.abstaining import risk_threshold

Vector = NDArray[np.float64]
Fit = Callable[[Vector, Vector], Vector]


def half_of(unit: str) -> int:
    """0 or 1: the lowest bit of the unit's SHA-256."""
    return hashlib.sha256(unit.encode()).digest()[-1] & 1


def cross_fitted(x: Vector, y: Vector, units: Sequence[str], fit: Fit) -> Vector:
    """The score (n,) of each question by weights that `fit` found on the half without it.

    `x` are features (n, n_features), `y` labels 0 or 1, `fit` gives bias and weights (1 + n_features,) of a logistic model.

    Raises:
        ValueError: where a half holds no question, or only one label.
    """
    halves = np.array([half_of(unit) for unit in units])
    scores = np.zeros(len(y))
    for half in (0, 1):
        own, other = halves == half, halves != half
        if len(set(y[other])) < 2:
            raise ValueError(f"half {1 - half} holds {other.sum()} questions of {len(y)}, not both with and without an answer")
        scores[own] = logistic(x[own], fit(x[other], y[other]))
    return scores


def answered_within(scores: Vector, supported: Vector, units: Sequence[str], alpha: float) -> NDArray[np.bool_]:
    """Which questions (n,) are answered at a risk of `alpha`, each half under the threshold that the other half gives."""
    halves = np.array([half_of(unit) for unit in units])
    bars = [risk_threshold(scores[halves != half], supported[halves != half], alpha) for half in (0, 1)]
    answered: NDArray[np.bool_] = scores >= np.where(halves == 0, *bars)
    return answered


def logistic(x: Vector, parameters: Vector) -> Vector:
    """The probability (n,) under a bias and weights (1 + n_features,)."""
    probability: Vector = 1 / (1 + np.exp(-(x @ parameters[1:] + parameters[0])))
    return probability
