"""Saved HTML pages: trafilatura finds the body, the page's own metadata say the rest. A page is parsed once.

Sources of each field, in order:
- headline: `corpus.readers.page_headline`
- outlet: `corpus.readers.page_outlet`
- authors: `corpus.readers.page_authors`
- published, updated: `PageMetadata.date`, then htmldate (published only); dates after the page was added are refused
- body: 1. trafilatura; 2. JSON-LD `articleBody`, where it holds half as much again; 3. markup inside the page's scripts,
  where nothing else gave text (pages that a browser would build from it)
"""

import gzip
import io
import json
import re
from typing import Any

import trafilatura
from htmldate import find_date as htmldate_find
from lxml import html as lxml_html

from corpus.article import PublicationDate, Source
from corpus.dates import date_of_field
from corpus.furniture import furniture_rule
from corpus.outlets import OutletRegistry
from corpus.readers.markup_guard import guarded
from corpus.readers.page_authors import authors_of
from corpus.readers.page_headline import headline_of, same
from corpus.readers.page_metadata import PageMetadata, text_of
from corpus.readers.page_outlet import declared_names, outlet_of
from corpus.readers.reading import ArticleDraft, Reading, finish
from corpus.text import collapse, decode

MAX_UNZIPPED = 50_000_000  # bytes of a gzipped page; more is refused, not cut
BODY_SHARE = 1.5  # JSON-LD's articleBody is taken where it has so many times the characters that trafilatura found
MIN_IN_SCRIPT = 400  # characters of markup in a script's string that may be an article
_HAS_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|title|meta|main|article|section|div|h1|p|br)\b", re.I)
_MARKUP_IN_STRING = re.compile(r'"(?:[^"\\]|\\.)*?(?:\\u003c|<)p(?:[^"\\]|\\.)*"')


def read_html(source: Source, registry: OutletRegistry) -> Reading:
    """The article of a saved page; a page without running text is a failure that says so."""
    markup = decode(_unzipped(source.content))
    if not _HAS_MARKUP.search(markup):
        return Reading.failed(source, "no running text: the file holds no HTML")
    tree = _parsed(guarded(markup))
    page = PageMetadata(tree)
    outlet = outlet_of(page, registry)
    names = (outlet.name if outlet.is_known else "", *declared_names(page))
    title = headline_of(page, names)
    paragraphs = _without_title(_paragraphs(tree, page), title)
    if not paragraphs:
        return Reading.failed(source, "no running text: trafilatura found no article in the page")
    published = page.date("published") or _guessed_date(tree)
    draft = ArticleDraft(
        title=title,
        text="\n\n".join(paragraphs),
        outlet=outlet,
        published=published,
        updated=page.date("updated") or PublicationDate.unknown(),
        authors=authors_of(page, tree, names),
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


def _parsed(markup: str) -> Any:
    return lxml_html.document_fromstring(markup.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True))


def _paragraphs(tree: Any, page: PageMetadata) -> list[str]:
    found = _extracted(tree)  # 1
    told = text_of(page.article.get("articleBody")) or ""
    if len(told) > BODY_SHARE * sum(map(len, found)) and told.find(told[:60], 60) < 0:  # 2; some templates give it twice over
        found = _lines(str(page.article["articleBody"]))
    return found or _in_scripts(tree)  # 3


def _extracted(tree: Any) -> list[str]:
    return _lines(trafilatura.extract(tree, include_comments=False, include_tables=False, favor_precision=True) or "")


def _lines(text: str) -> list[str]:
    lines = (collapse(line) for line in text.split("\n"))
    return [line for line in lines if line and furniture_rule(line) is None]


def _without_title(paragraphs: list[str], title: str | None) -> list[str]:
    """The paragraphs without the headline in front of them; a page that has nothing else has no text."""
    return paragraphs[1:] if paragraphs and title and same(paragraphs[0], title) else paragraphs


def _in_scripts(tree: Any) -> list[str]:
    """The text of the longest piece of markup that stands as a string in one of the page's scripts."""
    strings = (match.group() for script in tree.iter("script") for match in _MARKUP_IN_STRING.finditer(script.text or ""))
    longest = max(strings, key=len, default="")
    if len(longest) < MIN_IN_SCRIPT:
        return []
    try:
        markup = json.loads(longest, strict=False)
    except ValueError:
        return []
    return _extracted(_parsed(f"<html><body><article>{markup}</article></body></html>"))


def _guessed_date(tree: Any) -> PublicationDate:
    found = htmldate_find(tree, original_date=True, extensive_search=False)
    return date_of_field(found, "date found in the page by htmldate") if found else PublicationDate.unknown()
