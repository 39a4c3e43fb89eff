"""How well figures are read: sentences labelled by hand with what they count, held against `qa.numbers` and `qa.nouns`.

A label (eval/labels/figures.jsonl) lists `[low, high, unit, noun]` for everything that a sentence counts. A figure that was
found is right where all four agree; what has neither unit nor noun can't be shown and isn't counted as found.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.gate import Measured
from eval.known import set_digest
from eval.labelled import LabelledSentence, labelled_sentences
from qa.nouns import counted
from qa.numbers import quantities

LABELS = Path(__file__).with_name("labels") / "figures.jsonl"
Read = tuple[float, float, str, str]  # low, high, unit, noun in lower case


@dataclass(frozen=True)
class Judged:
    """One sentence: what it counts by hand, and what was read."""

    label_id: str
    wanted: frozenset[Read]
    found: frozenset[Read]


def read_figures(text: str, start: int, end: int) -> frozenset[Read]:
    """What `text[start:end]` counts, as far as it has a unit or a noun."""
    read = (counted(text, quantity, end) for quantity in quantities(text, start, end))
    return frozenset((c.quantity.low, c.quantity.high, c.unit, c.noun.lower()) for c in read if c.noun or c.unit)


def judge_figures(path: Path = LABELS) -> list[Judged]:
    """Every label whose sentence is here."""
    return [_judged(sentence) for sentence in labelled_sentences(path)]


def _judged(sentence: LabelledSentence) -> Judged:
    wanted = frozenset((low, high, unit, noun.lower()) for low, high, unit, noun in sentence.label["figures"])
    return Judged(sentence.label["id"], wanted, read_figures(sentence.text, sentence.start, sentence.end))


def print_figures(as_json: bool = False, misses: bool = False) -> Measured | None:
    """Print precision and recall, and with `misses` what was read wrongly or missed; None without articles."""
    judged = judge_figures()
    if not judged:
        print("figures: not run, none of the labelled articles are here", file=sys.stderr)
        return None
    right, found = sum(len(j.wanted & j.found) for j in judged), sum(len(j.found) for j in judged)
    wanted = sum(len(j.wanted) for j in judged)
    values = {"precision": right / max(1, found), "recall": right / max(1, wanted), "found": found, "sentences": len(judged)}
    measured = Measured("figures", values, ("precision", "recall"), {"labels": set_digest(LABELS)})
    print(measured.as_json()) if as_json else _print_table(values)
    for j in judged if misses else ():
        for what, figures in (("WRONG", j.found - j.wanted), ("missed", j.wanted - j.found)):
            print(*(f"{what} {j.label_id}: {figure}\n" for figure in sorted(figures)), sep="", end="")
    return measured


def _print_table(values: Mapping[str, float]) -> None:
    table = Table(title="figures", show_header=False, title_justify="left")
    for key, value in values.items():
        table.add_row(key, f"{value:.3f}" if isinstance(value, float) else str(value))
    Console(highlight=False).print(table)


if __name__ == "__main__":
    print_figures(misses="--misses" in sys.argv)
