"""Outcomes: what each question came to. Shares, intervals, slices, curves and the comparison of two runs are read off these."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from eval.bootstrap import Interval, share_interval


@dataclass(frozen=True)
class Outcome:
    """One question asked: `values` are the measures that it counts in (each 0 to 1), `slices` the groups that it belongs to.

    `support` is what the answer says, None where it is no matter. `supported`: to answer is right, since there is an answer,
    and where that can be told, it is shown. `answered`: it did not abstain. Questions of one `unit` (a question and its twin)
    are drawn together.
    """

    question_id: str
    values: Mapping[str, float]
    slices: tuple[str, ...] = ()
    support: float | None = None
    supported: bool = False
    answered: bool = False
    unit: str = field(default="")

    def __post_init__(self) -> None:
        if not self.unit:
            object.__setattr__(self, "unit", self.question_id)

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> "Outcome":
        """An outcome as `outcome_to_json` wrote it."""
        return cls(**{**fields, "slices": tuple(fields["slices"])})


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """The fields of an outcome, for JSON; shares with four digits."""
    return {**asdict(outcome), "values": {key: round(value, 4) for key, value in outcome.values.items()}}


def names_of(outcomes: Iterable[Outcome]) -> list[str]:
    """All measures that any question counts in, in the order in which they come up."""
    return list(dict.fromkeys(name for outcome in outcomes for name in outcome.values))


def values_of(outcomes: Iterable[Outcome], name: str) -> dict[str, float]:
    """A measure by question id, of the questions that count in it."""
    return {outcome.question_id: outcome.values[name] for outcome in outcomes if name in outcome.values}


def means(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The mean of every measure over the questions that count in it."""
    found = {name: [o.values[name] for o in outcomes if name in o.values] for name in names_of(outcomes)}
    return {name: sum(values) / len(values) for name, values in found.items()}


def intervals(outcomes: Sequence[Outcome]) -> dict[str, Interval]:
    """The bootstrap interval of every mean, units drawn whole."""
    found = {name: [o for o in outcomes if name in o.values] for name in names_of(outcomes)}
    return {name: share_interval([o.values[name] for o in own], [o.unit for o in own]) for name, own in found.items()}


def by_slice(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes of every slice, by its name in order; a question may be in several."""
    slices = sorted({name for outcome in outcomes for name in outcome.slices})
    return {name: [outcome for outcome in outcomes if name in outcome.slices] for name in slices}
