"""A logistic model without negative weights, fitted."""

import numpy as np
from numpy.typing import NDArray

PENALTY = 0.3  # L2, on weights of features between 0 and 1

Vector = NDArray[np.float64]


def fit(x: Vector, y: Vector, importance: Vector | None = None) -> Vector:
    """Bias and weights (1 + n_features,) of a logistic model over features (n, n_features), labels 0 or 1; weights >= 0.

    `importance` (n,) is how often each example counts, once by default.
    """
    from scipy.optimize import minimize

    counts = np.ones(len(y)) if importance is None else importance

    def loss(parameters: Vector) -> tuple[float, Vector]:
        bias, weights = parameters[0], parameters[1:]
        z = x @ weights + bias
        error = counts * (1 / (1 + np.exp(-z)) - y)
        value = (counts * np.logaddexp(0, -(2 * y - 1) * z)).sum() + PENALTY * (weights**2).sum() / 2
        return float(value), np.concatenate([[error.sum()], x.T @ error + PENALTY * weights])

    bounds = [(None, None), *[(0, None)] * x.shape[1]]
    found: Vector = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return found
