"""`dateline bench`: how fast and how large, on this machine. Speeds are told as ratios within one run wherever they can be.

Each kind of benchmark is a function that gives figures; what lacks its material is a figure without a value that says so.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.machine import Machine, this_machine
from eval.reading_bench import reading_figures
from eval.timing import Figure

KINDS: Mapping[str, Callable[[], Iterable[Figure]]] = {"reading": reading_figures}


@dataclass(frozen=True)
class Bench:
    """One kind of benchmark as it was run on a machine."""

    kind: str
    machine: Machine
    figures: tuple[Figure, ...]

    def as_json(self) -> str:
        """All of it on a line of JSON."""
        figures: list[dict[str, Any]] = [asdict(figure) for figure in self.figures]
        return json.dumps({"bench": self.kind, "machine": asdict(self.machine), "figures": figures}, ensure_ascii=False)


def bench(kind: str) -> Bench:
    """Run one kind of benchmark.

    Raises:
        ValueError: for a kind that there is not, with those there are.
    """
    if kind not in KINDS:
        raise ValueError(f"no benchmark {kind!r}; there are {', '.join(KINDS)}")
    return Bench(kind, this_machine(), tuple(KINDS[kind]()))


def run_and_print(kind: str, as_json: bool) -> None:
    """Run a benchmark, and print it as a table or on a line of JSON."""
    done = bench(kind)
    print(done.as_json()) if as_json else _print_table(done)


def _print_table(done: Bench) -> None:
    table = Table("what", "measured", "goal", "how")
    for figure in done.figures:
        table.add_row(figure.what, figure.shown, figure.goal, figure.how)
    console = Console(highlight=False)
    console.print(f"{done.kind}: {done.machine}", markup=False)
    console.print(table)
