"""Saved HTML pages: trafilatura finds the body, the page's own metadata say the rest.

Sources of each field, in order:
- headline: JSON-LD `headline`, `og:title`, what trafilatura takes for the title
- outlet: the registry by the page's domain, JSON-LD `publisher`, `og:site_name`; else unknown
- published, updated: JSON-LD `datePublished` / `dateModified`, `article:published_time` / `article:modified_time`,
  `<time datetime>` with itemprop, then htmldate (published only); else unknown
- authors: JSON-LD `author`, `meta name=author`
"""

import gzip
import io
import json
from collections.abc import Iterator
from typing import Any

import trafilatura
from htmldate import find_date as htmldate_find
from lxml import html as lxml_html

from corpus.article import Outlet, PublicationDate, Source
from corpus.dates import date_of_field
from corpus.outlets import OutletRegistry
from corpus.readers.reading import ArticleDraft, Reading, finish
from corpus.text import collapse, decode

_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting", "Report")
MAX_UNZIPPED = 50_000_000  # bytes of a gzipped page; more is refused, not cut


def read_html(source: Source, registry: OutletRegistry) -> Reading:
    """The article of a saved page; a page without running text is a failure that says so."""
    markup = decode(_unzipped(source.content))
    tree = lxml_html.document_fromstring(markup.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True))
    text = trafilatura.extract(markup, include_comments=False, include_tables=False, favor_precision=True) or ""
    if not text.strip():
        return Reading.failed(source, "no running text: trafilatura found no article in the page")
    page = _PageMetadata(tree)
    draft = ArticleDraft(
        title=page.title or _guessed_title(markup),
        text="\n\n".join(collapse(line) for line in text.split("\n") if line.strip()),
        outlet=_outlet(page, registry),
        published=page.date("published") or _guessed_date(markup),
        updated=page.date("updated") or PublicationDate.unknown(),
        authors=page.authors,
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


class _PageMetadata:
    """What the page says of itself, in JSON-LD and meta elements."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._meta = {
            str(e.get("property") or e.get("name") or e.get("itemprop")).lower(): e.get("content", "").strip()
            for e in reversed(tree.xpath("//meta[@content]"))
        }
        self._article = next((item for item in _json_ld(tree) if _is_article(item)), {})

    @property
    def title(self) -> str | None:
        return _text(self._article.get("headline")) or self._meta.get("og:title") or None

    @property
    def url(self) -> str | None:
        links = self._tree.xpath("//link[@rel='canonical']/@href")
        candidates = (*links, self._meta.get("og:url", ""), _text(self._article.get("url")) or "")
        return next((str(link).strip() for link in candidates if str(link).strip().startswith(("http://", "https://"))), None)

    @property
    def authors(self) -> tuple[str, ...]:
        named = [_text(author) for author in _as_list(self._article.get("author"))]
        if not any(named):
            named = [part.strip() for part in self._meta.get("author", "").split(",")]
        return tuple(dict.fromkeys(name for name in named if name and not name.startswith("http")))

    @property
    def publisher(self) -> str | None:
        return _text(self._article.get("publisher")) or self._meta.get("og:site_name") or None

    def date(self, which: str) -> PublicationDate | None:
        """The first readable "published" or "updated" date, with the field that says so."""
        key, meta = (
            ("datePublished", "article:published_time") if which == "published" else ("dateModified", "article:modified_time")
        )
        stamps = self._tree.xpath(f"//time[@itemprop='{key}']/@datetime")
        fields = (
            (key, _text(self._article.get(key))),
            (meta, self._meta.get(meta)),
            (f"time {key}", stamps[0] if stamps else None),
        )
        dates = (date_of_field(str(value), field) for field, value in fields if value)
        return next((found for found in dates if found.value is not None), None)


def _outlet(page: _PageMetadata, registry: OutletRegistry) -> Outlet:
    by_domain = registry.of_url(page.url)
    if by_domain:
        return by_domain
    return registry.canonical(page.publisher, "metadata") if page.publisher else Outlet.unknown()


def _guessed_title(markup: str) -> str | None:
    metadata = trafilatura.extract_metadata(markup)
    return metadata.title if metadata else None


def _guessed_date(markup: str) -> PublicationDate:
    found = htmldate_find(markup, original_date=True, extensive_search=False)
    return date_of_field(found, "date found in the page by htmldate") if found else PublicationDate.unknown()


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _flatten(json.loads(str(script), strict=False))
        except (ValueError, RecursionError):
            continue  # a page with one broken block may carry a sound one


def _flatten(node: Any) -> Iterator[dict[str, Any]]:
    for item in _as_list(node):
        if isinstance(item, dict):
            yield item
            yield from _flatten(item.get("@graph"))
            yield from _flatten(item.get("mainEntity"))


def _is_article(item: dict[str, Any]) -> bool:
    return any(str(kind).endswith(_ARTICLE_TYPES) for kind in _as_list(item.get("@type")))


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str | None:
    """The words of a JSON-LD value: itself, its `name`, or its first element's."""
    if isinstance(value, list):
        return _text(value[0]) if value else None
    if isinstance(value, dict):
        return _text(value.get("name"))
    return collapse(str(value)) or None if isinstance(value, str | int) else None
