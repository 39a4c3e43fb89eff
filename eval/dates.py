"""How well dates in questions are read: 200 phrases with the periods that they name, counted exactly right or wrong."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Console

from eval.gate import Measured
from eval.known import SETS, set_digest
from qa.periods import ReadDate, read_periods

DATES = SETS / "dates.jsonl"


@dataclass(frozen=True)
class ReadPhrase:
    """A question of the set with the periods it names, as (first, last, kind), and those that were read."""

    question: str
    expected: list[tuple[str | None, str | None, str]]
    found: list[tuple[str | None, str | None, str]]

    @property
    def is_right(self) -> bool:
        """Whether all periods were read, exactly, in order, and nothing else."""
        return self.expected == self.found


def read_phrases() -> list[ReadPhrase]:
    """Every question of the set, read as of its day."""
    return [_read(json.loads(line)) for line in DATES.read_text(encoding="utf-8").splitlines()]


def _read(fields: dict[str, Any]) -> ReadPhrase:
    found = read_periods(fields["question"], date.fromisoformat(fields["as_of"]))
    expected = [(period["first"], period["last"], period["kind"]) for period in fields["periods"]]
    return ReadPhrase(fields["question"], expected, [_plain(period) for period in found])


def _plain(period: ReadDate) -> tuple[str | None, str | None, str]:
    first, last = (day.isoformat() if day else None for day in (period.first, period.last))
    return first, last, period.kind


def measure_dates(phrases: list[ReadPhrase]) -> Measured:
    """Shares of phrases read exactly right: of all, and of those that name nothing."""
    nothing = [phrase.is_right for phrase in phrases if not phrase.expected]
    values = {
        "interval_right": sum(phrase.is_right for phrase in phrases) / len(phrases),
        "nothing_left_alone": sum(nothing) / len(nothing),
    }
    return Measured("dates", values, tuple(values), {"questions": set_digest(DATES)})


def print_dates(as_json: bool = False) -> Measured:
    """Print the shares, or JSON, and every phrase that is not right."""
    phrases = read_phrases()
    measured = measure_dates(phrases)
    if as_json:
        print(measured.as_json())
        return measured
    console = Console(highlight=False)
    shares = ", ".join(f"{name.replace('_', ' ')} {share:.3f}" for name, share in measured.values.items())
    console.print(f"dates: {len(phrases)} phrases: {shares}")
    for phrase in phrases:
        if not phrase.is_right:
            console.print(f"  {phrase.question} expected {phrase.expected} read {phrase.found}", markup=False)
    return measured
