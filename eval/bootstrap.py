"""Intervals by bootstrap: questions are drawn again with replacement, and those that belong together are drawn together.

Percentile intervals, seeded, so that the same outcomes give the same bounds. Source: Efron & Tibshirani, An Introduction to
the Bootstrap (1993), chapter 13; paired comparison of two systems: Sakai, SIGIR 2006.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

N_RESAMPLES = 2000  # of a share; its bounds then move by less than 0.002 from seed to seed
N_STATISTIC = 400  # resamples of a statistic that must be computed anew for each
LEVEL = 0.95
SEED = 20221

Interval = tuple[float, float]
Indices = NDArray[np.int64]


def share_interval(values: Sequence[float], units: Sequence[str] | None = None) -> Interval:
    """The 95 % interval of a mean; `units` names for each value what it is drawn together with. (0, 1) for no values."""
    if not values:
        return 0.0, 1.0
    sums, counts = _by_unit(values, units or [str(i) for i in range(len(values))])
    drawn = _draws(len(sums))
    return _percentiles((drawn @ sums) / (drawn @ counts))


def difference_interval(ours: Mapping[str, float], theirs: Mapping[str, float]) -> tuple[float, Interval]:
    """Mean of ours minus theirs over the questions that both have, by id, with its 95 % interval.

    Raises:
        ValueError: where no question is in both.
    """
    shared = sorted(ours.keys() & theirs.keys())
    if not shared:
        raise ValueError("two runs that share no question can't be compared")
    differences = [ours[key] - theirs[key] for key in shared]
    return float(np.mean(differences)), share_interval(differences)


def statistic_interval(statistic: Callable[[Indices], float], units: Sequence[str]) -> Interval:
    """The 95 % interval of any statistic: `statistic` gets indices into `units`, whole units drawn with replacement."""
    names = sorted(set(units))
    members = [np.flatnonzero(np.array(units) == name) for name in names]
    generator = np.random.default_rng(SEED)
    drawn = (generator.integers(0, len(names), len(names)) for _ in range(N_STATISTIC))
    return _percentiles(np.array([statistic(np.concatenate([members[i] for i in chosen])) for chosen in drawn]))


def _by_unit(values: Sequence[float], units: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The sum of the values and their count, unit by unit."""
    sums = dict.fromkeys(units, 0.0)
    counts = dict.fromkeys(units, 0.0)
    for value, unit in zip(values, units, strict=True):
        sums[unit] += value
        counts[unit] += 1
    return np.array(list(sums.values())), np.array(list(counts.values()))


def _draws(n: int) -> NDArray[np.float64]:
    """How often each of `n` units is drawn, one row a resample."""
    return np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), N_RESAMPLES).astype(np.float64)


def _percentiles(values: NDArray[np.float64]) -> Interval:
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(values, [tail, 100 - tail])
    return float(low), float(high)
