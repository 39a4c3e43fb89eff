"""Sentences labelled by hand: of the sentences themselves only hashes are kept, their articles are read where they are.

The articles are the demo's, and where they are beside the checkout those of `shared/seeds` and `shared/newsquiz`.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Article, Source
from corpus.outlets import general_registry
from corpus.passages import split_sentences
from corpus.readers.reader import read
from eval.archives import ADDED

_ROOT = Path(__file__).parents[1]
FOLDERS: Mapping[str, Path] = {
    "demo": _ROOT / "corpus" / "demo",
    "seeds": _ROOT.parent / "shared" / "seeds",
    "newsquiz": _ROOT.parent / "shared" / "newsquiz",
}


@dataclass(frozen=True)
class LabelledSentence:
    """A label with its sentence, `text[start:end]` of an article."""

    label: Mapping[str, Any]
    text: str
    start: int
    end: int


def labelled_sentences(path: Path) -> Iterator[LabelledSentence]:
    """The sentences of a file of labels that are on this machine, in its order."""
    labels = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = labelled_articles(labels)
    for label in labels:
        found = (place for article in articles.get(label["article"], []) for place in _places(label, article))
        yield from [place for place in [next(found, None)] if place]


def _places(label: Mapping[str, Any], article: Article) -> Iterator[LabelledSentence]:
    for start, end in split_sentences(article.text):
        if key_of(article.text[start:end]) == label["sentence"]:
            yield LabelledSentence(label, article.text, start, end)


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
