"""Saved HTML pages: trafilatura finds the body, the page's own metadata say the rest. A page is parsed once.

Sources of each field, in order:
- headline: `corpus.readers.page_headline`
- outlet: `corpus.readers.page_outlet`
- authors: `corpus.readers.page_authors`
- published, updated: `PageMetadata.date`, then htmldate (published only); dates after the page was added are refused
- body: `corpus.readers.page_body`
"""

import gzip
import io
import re
from typing import Any

from htmldate import find_date as htmldate_find

from corpus.article import PublicationDate, Source
from corpus.dates import date_of_field
from corpus.outlets import OutletRegistry
from corpus.readers.markup_guard import guarded
from corpus.readers.page_authors import authors_of
from corpus.readers.page_body import paragraphs_of, parsed
from corpus.readers.page_headline import headline_of
from corpus.readers.page_metadata import PageMetadata
from corpus.readers.page_outlet import declared_names, outlet_of
from corpus.readers.reading import ArticleDraft, Reading, finish
from corpus.text import decode

MAX_UNZIPPED = 50_000_000  # bytes of a gzipped page; more is refused, not cut
_HAS_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|title|meta|main|article|section|div|h1|p|br)\b", re.I)


def read_html(source: Source, registry: OutletRegistry) -> Reading:
    """The article of a saved page; a page without running text is a failure that says so."""
    markup = decode(_unzipped(source.content))
    if not _HAS_MARKUP.search(markup):
        return Reading.failed(source, "no running text: the file holds no HTML")
    tree = parsed(guarded(markup))
    page = PageMetadata(tree)
    outlet = outlet_of(page, registry)
    names = (outlet.name if outlet.is_known else "", *declared_names(page))
    title = headline_of(page, names)
    published = page.date("published") or _guessed_date(tree)
    updated = page.date("updated") or PublicationDate.unknown()
    authors = authors_of(page, tree, names)
    paragraphs = paragraphs_of(tree, page, title, authors)
    if not paragraphs:
        return Reading.failed(source, "no running text: trafilatura found no article in the page")
    draft = ArticleDraft(
        title=title,
        text="\n\n".join(paragraphs),
        outlet=outlet,
        published=published,
        updated=updated,
        authors=authors,
        url=page.url,
    )
    return Reading((finish(draft, source, registry),))


def _unzipped(content: bytes) -> bytes:
    """The bytes of a page that may be gzipped.

    Raises:
        ValueError: where it expands beyond `MAX_UNZIPPED`.
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    with gzip.open(io.BytesIO(content)) as stream:
        page = stream.read(MAX_UNZIPPED + 1)
    if len(page) > MAX_UNZIPPED:
        raise ValueError(f"the page expands to more than {MAX_UNZIPPED:,} bytes")
    return page


def _guessed_date(tree: Any) -> PublicationDate:
    found = htmldate_find(tree, original_date=True, extensive_search=False)
    return date_of_field(found, "date found in the page by htmldate") if found else PublicationDate.unknown()
