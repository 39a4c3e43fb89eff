"""Two runs held against each other, question by question: `dateline eval --json` saved to a file is one of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bootstrap import Interval, difference_interval
from eval.gate import Measured
from eval.outcomes import Outcome, values_of


@dataclass(frozen=True)
class Difference:
    """One measure now and before. `interval` is that of the difference over the questions of both runs, paired.

    `n_better` and `n_worse` count questions; without questions behind a measure there is no interval, and both are 0.
    """

    name: str
    now: float
    before: float
    change: float
    interval: Interval | None = None
    n_better: int = 0
    n_worse: int = 0

    @property
    def is_clear(self) -> bool:
        """Whether the whole interval lies on one side of 0."""
        return self.interval is not None and (self.interval[0] > 0 or self.interval[1] < 0)


def read_run(path: Path) -> dict[str, Measured]:
    """The sets of a saved run, by name.

    Raises:
        ValueError: where the file can't be read or a line of it is none that `dateline eval --json` writes.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        runs = [_measured(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is no run of `dateline eval --json`: {type(error).__name__}: {error}") from error
    return {run.name: run for run in runs}


def _measured(fields: dict[str, Any]) -> Measured:
    name, digests = fields.pop("set"), fields.pop("digests")
    outcomes = tuple(Outcome.from_json(outcome) for outcome in fields.pop("outcomes", ()))
    intervals = {key: (low, high) for key, (low, high) in fields.pop("intervals", {}).items()}
    return Measured(name, {key: float(value) for key, value in fields.items()}, (), digests, outcomes, intervals)


def compare(now: Measured, before: Measured) -> list[Difference]:
    """Every measure that both runs have; counts of questions are no measure."""
    shared = [name for name in now.values if name in before.values and not name.startswith("n_")]
    return [_difference(name, now, before) for name in shared]


def changed_digests(now: Measured, before: Measured) -> list[str]:
    """What the two runs were not both measured on: such a comparison says less."""
    return [key for key in now.digests if before.digests.get(key) != now.digests[key]]


def _difference(name: str, now: Measured, before: Measured) -> Difference:
    ours, theirs = values_of(now.outcomes, name), values_of(before.outcomes, name)
    shared: Sequence[str] = sorted(ours.keys() & theirs.keys())
    if not shared:
        return Difference(name, now.values[name], before.values[name], now.values[name] - before.values[name])
    change, interval = difference_interval(ours, theirs)
    better, worse = sum(ours[key] > theirs[key] for key in shared), sum(ours[key] < theirs[key] for key in shared)
    return Difference(name, now.values[name], before.values[name], change, interval, better, worse)
