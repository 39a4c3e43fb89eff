"""Small builders that the tests of this package share: sources, articles, dates, filters."""

import json
from datetime import date
from typing import Any

from hypothesis import strategies as st

from corpus.adding import AddReport, ReadingRules, add_batch
from corpus.archive import Archive
from corpus.article import Article, Outlet, PublicationDate, Source
from corpus.filters import Filters
from corpus.outlets import OutletEntry, OutletRegistry
from corpus.readers.reading import Failure
from tests.conftest import ADDED

REGISTRY = OutletRegistry(
    [
        OutletEntry("Northern Wire", ("NW News",), ("northern-wire.example",), "SE", "agency"),
        OutletEntry("Vale Courier", ("The Courier of the Vale",), ("vale-courier.example",), "GB"),
        OutletEntry("Harbour Office", (), ("press.harbour.example",), "GB", "official"),
    ]
)
PIECES = (
    "The dam held.", "“No,” she said.", "Mr. Odd", "U.S.", "Repairs", "A heading", "\n\n", "\n", " ", "…", "?!", "é", "水坝。",
    "3.5", "(it", "fell)", "’", "\u2028", "word " * 60,
)  # fmt: skip
any_text = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25).map("".join)


def source(content: str | bytes, name: str = "page.txt") -> Source:
    return Source(name, content if isinstance(content, bytes) else content.encode(), ADDED)


def row_source(*rows: dict[str, Any], name: str = "articles.jsonl") -> Source:
    return source("".join(json.dumps(row) + "\n" for row in rows), name)


def published(value: str | None) -> PublicationDate:
    """The date of "2023", "2023-10" or "2023-10-02"; None is an unknown one."""
    if value is None:
        return PublicationDate.unknown()
    precision = {4: "year", 7: "month", 10: "day"}[len(value)]
    return PublicationDate(date.fromisoformat((value + "-01-01")[:10]), precision, origin="metadata")


def article(text: str, **fields: Any) -> Article:
    defaults = {
        "article_id": "a1",
        "title": "The dam",
        "outlet": Outlet.named("Vale Courier", "metadata"),
        "published": published("2024-03-02"),
        "updated": PublicationDate.unknown(),
        "added": ADDED,
        "authors": (),
        "originals": (),
        "url": None,
        "source_id": "s1",
        "source_name": "page.txt",
        "language": "en",
    }
    return Article(**(defaults | fields), text=text)


def add(archive: Archive, *batch: Source | Failure, rules: ReadingRules | None = None) -> AddReport:
    """Add one batch of sources."""
    report = AddReport()
    with archive.writing():
        add_batch(archive, batch, rules or ReadingRules(REGISTRY), report)
    return report


def add_rows(archive: Archive, *rows: dict[str, Any], rules: ReadingRules | None = None) -> AddReport:
    return add(archive, row_source(*rows), rules=rules)


def only(archive: Archive) -> Article:
    (found,) = archive.articles()
    return found


days = st.dates(date(2023, 12, 1), date(2024, 5, 1)) | st.none()


@st.composite
def filters(draw: st.DrawFn, outlet_ids: list[str], article_ids: list[str]) -> Filters:
    first, last = draw(days), draw(days)
    if first and last and first > last:
        first, last = last, first
    return Filters(
        outlet_ids=draw(st.frozensets(st.sampled_from(outlet_ids), max_size=3)),
        first=first,
        last=last,
        as_of=draw(days),
        without=draw(st.frozensets(st.sampled_from(article_ids), max_size=3)),
    )
