"""What a page says of itself: JSON-LD, meta elements, `<time>`, `<title>`, the canonical address.

JSON-LD comes in many shapes: one object, lists, `@graph`, blocks inside `mainEntity`, and references by `@id` to objects
elsewhere on the page. All objects are collected once; the article among them is the first whose type is an article's.
"""

import html
import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from corpus.article import PublicationDate
from corpus.dates import date_of_field, find_date
from corpus.text import collapse

_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting", "Report", "ClaimReview")
_PAGE_TYPES = ("WebPage", "ItemPage")
# In the order in which they are believed; each names one moment of the article, never of the page or of its crawl.
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "date.created", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "publishdate", "publish_date",
    "publish-date", "published_time", "pubdate", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "vr:published_time", "article_date_original", "originalpublicationdate", "dc.date",
    "dcterms.date", "date",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "date.modified", "date.updated",
    "dcterms.modified", "dc.date.modified", "last-modified", "lastupdate",
)  # fmt: skip
_LD_KEYS = {"published": "datePublished", "updated": "dateModified"}


class PageMetadata:
    """The fields in which a parsed page describes itself; nothing here is guessed from running text."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self.meta = _meta_fields(tree)
        self.objects = tuple(_json_ld(tree))
        self._by_id = {item["@id"]: item for item in self.objects if len(item) > 1 and isinstance(item.get("@id"), str)}
        self.article = self._first_of(_ARTICLE_TYPES) or self._first_of(_PAGE_TYPES, "datePublished")

    def _first_of(self, types: tuple[str, ...], key: str = "@type") -> dict[str, Any]:
        typed = (item for item in self.objects if key in item and _is_of(item, types))
        return next(typed, {})

    @cached_property
    def document_title(self) -> str:
        """The words of `<title>`; empty where there is none."""
        return words(self._tree.findtext(".//head/title") or self._tree.findtext(".//title"))

    @cached_property
    def h1(self) -> tuple[str, ...]:
        """The first-level headings that have words, in page order."""
        found = (words(" ".join(h.itertext())) for h in self._tree.iter("h1"))
        return tuple(heading for heading in found if heading)

    def article_words(self, key: str) -> str:
        """One field of the article's JSON-LD as words; empty where there is none."""
        return words(text_of(self.article.get(key)))

    def objects_of(self, key: str) -> Iterator[Any]:
        """The values of an article's field, one at a time, with references by `@id` followed."""
        for value in as_list(self.article.get(key)):
            yield self._by_id.get(value["@id"], value) if isinstance(value, dict) and "@id" in value else value

    @cached_property
    def url(self) -> str | None:
        """The canonical web address: `<link rel=canonical>`, `og:url`, JSON-LD; None where no absolute one is given."""
        links = self._tree.xpath("//link[@rel='canonical']/@href")
        main = self.article.get("mainEntityOfPage")
        in_json = (self.article.get("url"), main.get("@id") if isinstance(main, dict) else main)
        candidates = (*links, self.meta.get("og:url", ""), *(text_of(value) or "" for value in in_json))
        return next((str(link).strip() for link in candidates if str(link).strip().startswith(("http://", "https://"))), None)

    def date(self, which: str) -> PublicationDate | None:
        """The first readable "published" or "updated" date, with the field that says so; None where no field has one.

        1. JSON-LD of the article; 2. meta elements in the order above; 3. `<time itemprop>`; 4. for "published", a date
        at the end of `<title>`.
        """
        dates = (date_of_field(value, field) for field, value in self._date_fields(which) if value)
        found = next((date for date in dates if date.value is not None), None)
        if found or which != "published":
            return found
        return _date_at_end(self.document_title)

    def _date_fields(self, which: str) -> Iterator[tuple[str, str]]:
        key = _LD_KEYS[which]
        yield key, text_of(self.article.get(key)) or ""
        for name in _PUBLISHED_META if which == "published" else _UPDATED_META:
            yield name, self.meta.get(name, "")
        for stamp in self._tree.xpath(f"//time[@itemprop='{key}']/@datetime"):
            yield f"time {key}", str(stamp)


def _date_at_end(title: str) -> PublicationDate | None:
    found = find_date(title[-20:], "metadata")
    return found if found and found.precision == "day" and title.endswith(found.evidence) else None


def _meta_fields(tree: Any) -> dict[str, str]:
    """Every named meta element, lower case; of two with one name the first wins, an empty one never does."""
    fields: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                fields.setdefault(name, content)
    return fields


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                yield from _flatten(json.loads(_bare(script.text), strict=False))
            except (ValueError, RecursionError):
                continue  # a page with one broken block may carry a sound one


def _bare(script: str) -> str:
    """A block without the comment or CDATA marks that some templates put around it."""
    return re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", "", script).strip().rstrip(";")


def _flatten(node: Any) -> Iterator[dict[str, Any]]:
    for item in as_list(node):
        if isinstance(item, list):
            yield from _flatten(item)
        elif isinstance(item, dict):
            yield item
            yield from _flatten(item.get("@graph"))
            yield from _flatten(item.get("mainEntity"))


def _is_of(item: dict[str, Any], types: tuple[str, ...]) -> bool:
    return any(str(kind).endswith(types) for kind in as_list(item.get("@type")))


def as_list(value: Any) -> list[Any]:
    """A JSON value as a list: nothing gives none, one gives one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: Any) -> str | None:
    """The words of a JSON-LD value: itself, its `name` or `@value`, or its first element's."""
    if isinstance(value, list):
        return text_of(value[0]) if value else None
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value"))
    return collapse(str(value)) or None if isinstance(value, str | int) else None


def words(text: str | None) -> str:
    """A field's words: entities that were escaped twice resolved, tags and soft hyphens left out, single spaces."""
    if not text:
        return ""
    plain = html.unescape(html.unescape(text)) if "&" in text else text
    return collapse(re.sub(r"</?[a-zA-Z][^<>]{0,80}>", " ", plain).replace("\u00ad", ""))
