"""The gate: measures may not fall below their floors, and floors are never lowered unnoticed.

`floors.json` pins beside the floors the digests of what was measured on (questions, articles, encoder, pages), so that
measures of different things are never compared.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.bootstrap import Interval
from eval.outcomes import Outcome, outcome_to_json

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 1e-3  # floors are kept with four digits


@dataclass(frozen=True)
class Measured:
    """The measures of one set, the names of those that may not fall (more is better), and digests of what was measured on.

    `outcomes` are the questions behind the shares, where there are questions; `intervals` those of measures that are no mean.
    """

    name: str
    values: Mapping[str, float]
    gated: tuple[str, ...]
    digests: Mapping[str, str]
    outcomes: tuple[Outcome, ...] = ()
    intervals: Mapping[str, Interval] = field(default_factory=dict)

    def as_json(self) -> str:
        """All of it on a line of JSON."""
        own = {"set": self.name, **self.values, "digests": dict(self.digests)}
        more = {"intervals": dict(self.intervals), "outcomes": [outcome_to_json(o) for o in self.outcomes]}
        return json.dumps(own | {key: value for key, value in more.items() if value})


def read_floors(path: Path = FLOORS) -> dict[str, Any]:
    """All pinned floors; none where there is no file yet."""
    floors: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return floors


def shortfalls(measured: Measured, floors: Mapping[str, Any]) -> list[str]:
    """What keeps a set from passing, a sentence each."""
    pinned = floors.get(measured.name)
    if pinned is None:
        return [f"{measured.name} has no floors; pin them with: dateline eval {measured.name} --update-floors"]
    changed = [key for key, digest in measured.digests.items() if pinned["digests"].get(key) != digest]
    if changed:
        what = f"{measured.name}: {', '.join(changed)} changed since the floors were pinned"
        return [f"{what}; look, then: dateline eval {measured.name} --update-floors"]
    values = measured.values
    fallen = [key for key in measured.gated if values[key] < pinned["floors"][key] - SLACK]
    return [f"{measured.name}: {key} is {values[key]:.4f}, its floor {pinned['floors'][key]:.4f}" for key in fallen]


def updated_floors(measured: Measured, floors: Mapping[str, Any], allow_regression: bool) -> dict[str, Any]:
    """The floors with those of one set raised to what was measured.

    Raises:
        ValueError: naming every floor that would fall, unless `allow_regression`.
    """
    values = {key: round(measured.values[key], 4) for key in measured.gated}
    old = floors.get(measured.name, {}).get("floors", {})
    falling = [f"{key} {old[key]} -> {value}" for key, value in values.items() if value < old.get(key, 0) - SLACK]
    if falling and not allow_regression:
        raise ValueError(f"floors of {measured.name} would fall: {'; '.join(falling)}; if that is meant, add --allow-regression")
    return {**floors, measured.name: {"digests": dict(measured.digests), "floors": values}}


def write_floors(floors: Mapping[str, Any], path: Path = FLOORS) -> None:
    """Keep the floors, as readable JSON in a fixed order."""
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
