"""The real news pages of `shared/newspages` beside the checkout: each as saved HTML and as a plain-text dump, with its truth."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from corpus.article import Article, Source
from corpus.outlets import OutletRegistry
from corpus.readers.reader import read

NEWSPAGES = Path(__file__).parents[2] / "shared" / "newspages"
ADDED = datetime(2026, 12, 31, tzinfo=UTC)  # after every page was fetched; a clock of today would change what is measured

Form = Literal["html", "text"]
FORMS: tuple[Form, ...] = ("html", "text")


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """What people checked, a page each, in the order of the file.

    Raises:
        FileNotFoundError: where the pages are not beside this checkout.
    """
    path = folder / "gold.jsonl"
    if not path.exists():
        raise FileNotFoundError(f"no news pages to measure on: {path} is not there")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def source_of(folder: Path, page: str, form: Form) -> Source:
    """The bytes of one page in one form."""
    if form == "html":
        content = gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes())
        return Source(f"{page}.html", content, ADDED)
    return Source(f"{page}.txt", (folder / "text" / f"{page}.txt").read_bytes(), ADDED)


def read_article(folder: Path, page: str, form: Form, registry: OutletRegistry) -> Article | None:
    """The longest article that is read from a page, since a page of one article counts as that one; None where there is none."""
    articles = read(source_of(folder, page, form), registry).articles
    return max(articles, key=lambda article: len(article.text), default=None)
