"""How well near-copies are told: `python -m eval.near_copies` makes copies of known articles and reads what the archive links.

The copies and what only looks like them (`eval.copied_rows`) go through `corpus.adding` into one archive, and every link that
it keeps is held against what was made of what.
"""

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.adding import AddReport, ReadingRules, add_batch
from corpus.archive import Archive
from corpus.article import Source
from eval.copied_rows import ALIKE, N_COPIED, Row, hash_number, labelled_set, read_material
from eval.gate import Measured

ROOT = Path(__file__).parents[1]
DEMO, NEWSQUIZ = ROOT / "corpus" / "demo", ROOT.parent / "shared" / "newsquiz"
ADDED = datetime(2026, 12, 31, tzinfo=UTC)


@dataclass
class Counted:
    """Pairs of one kind, and how many of them the archive linked."""

    n: int = 0
    linked: int = 0


@dataclass
class Judged:
    """All pairs: copies by kind, lookalikes by kind, and the links that are wrong."""

    copies: dict[str, Counted] = field(default_factory=lambda: defaultdict(Counted))
    alike: dict[str, Counted] = field(default_factory=lambda: defaultdict(Counted))
    wrong: list[tuple[str, str]] = field(default_factory=list)


def linked_pairs(rows: Sequence[Row]) -> set[frozenset[str]]:
    """The pairs of row ids that a fresh archive of these rows links, in the order in which a hash puts them."""
    with TemporaryDirectory(prefix="dateline-eval-") as temporary:
        archive = Archive.create(Path(temporary))
        with archive.writing():
            add_batch(archive, [_source(rows)], ReadingRules(archive.registry()), AddReport())
        articles = list(archive.articles())
        if len(articles) != len(rows):
            raise ValueError(f"{len(rows)} rows were added, {len(articles)} articles are there")
        return {
            frozenset({_row_id(article.url), _row_id(copy.url)})
            for article in articles
            for copy in archive.near_copies(article.article_id)
        }


def _source(rows: Sequence[Row]) -> Source:
    ordered = sorted(rows, key=lambda row: hash_number(row.url))
    lines = [json.dumps({"title": r.title, "outlet": r.outlet, "url": r.url, "text": r.text}) + "\n" for r in ordered]
    return Source("near_copies.jsonl", "".join(lines).encode(), ADDED)


def _row_id(url: str | None) -> str:
    return (url or "").rpartition("/")[2]


def judge(rows: Sequence[Row], linked: set[frozenset[str]]) -> Judged:
    """Every pair of rows held against the links. Two copies of one article are copies of each other.

    A link between two articles of the material counts as wrong even where a reader would call them one text.
    """
    judged = Judged()
    for one, other in combinations(rows, 2):
        is_linked = frozenset({one.row_id, other.row_id}) in linked
        if one.carries & other.carries:
            counted = judged.copies[_copy_kind(one, other)]
        else:
            counted = judged.alike[_alike_kind(one, other)]
            judged.wrong += [(one.row_id, other.row_id)] if is_linked else []
        counted.n += 1
        counted.linked += is_linked
    return judged


def _copy_kind(one: Row, other: Row) -> str:
    kinds = {one.kind, other.kind} - {"article"}
    return kinds.pop() if len(kinds) == 1 else "two copies"


def _alike_kind(one: Row, other: Row) -> str:
    if one.kind == other.kind == ALIKE[2]:
        return ALIKE[2]
    if one.looks_like == other.row_id or other.looks_like == one.row_id:
        return one.kind if one.looks_like else other.kind
    return "any other"


def measure_near_copies(folders: Sequence[Path] = (DEMO, NEWSQUIZ), n_copied: int = N_COPIED) -> dict[str, Any]:
    """Pair precision and recall of the archive's links over the labelled set, and pairs and links of every kind.

    Folders that are not there are left out; `n_copied` is at most half of the material.
    """
    material = read_material(folder for folder in folders if folder.is_dir())
    rows = labelled_set(material, min(n_copied, len(material) // 2))
    judged = judge(rows, linked_pairs(rows))
    n_right = sum(c.linked for c in judged.copies.values())
    return {
        "rows": len(rows),
        "digest": hashlib.sha256(_source(rows).content).hexdigest(),
        "precision": n_right / max(1, n_right + len(judged.wrong)),
        "recall": n_right / max(1, sum(c.n for c in judged.copies.values())),
        "copies": {kind: (c.n, c.linked) for kind, c in judged.copies.items()},
        "alike": {kind: (c.n, c.linked) for kind, c in judged.alike.items()},
        "wrong": judged.wrong,
    }


def print_near_copies(as_json: bool = False) -> Measured | None:
    """Print the table, or JSON; of the demo articles alone, and nothing to be held to, where the others are not here."""
    if not NEWSQUIZ.is_dir():
        print(f"near-copies: news-quiz articles skipped, they are not at {NEWSQUIZ}; the demo articles alone", file=sys.stderr)
    measured = measure_near_copies()
    values = {name: measured[name] for name in ("precision", "recall")}
    gated = Measured("near-copies", values, tuple(values), {"articles": measured["digest"]})
    print(gated.as_json()) if as_json else _print_table(measured)
    return gated if NEWSQUIZ.is_dir() else None


def _print_table(measured: dict[str, Any]) -> None:
    title = f"{measured['rows']} articles: pair precision {measured['precision']:.4f}, recall {measured['recall']:.4f}"
    table = Table("pairs", "n", "linked", title=title, min_width=len(title), title_justify="left")
    for kind, (n, linked) in {**measured["copies"], **measured["alike"]}.items():
        table.add_row(kind, f"{n:,}", f"{linked:,}")
    console = Console(highlight=False)
    console.print(table)
    for one, other in measured["wrong"]:
        console.print(f"wrong: {one} and {other}", markup=False)


if __name__ == "__main__":
    print_near_copies()
