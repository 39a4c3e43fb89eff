"""RSS 2.0, RSS 1.0 (RDF) and Atom: one article an entry, as far as the feed carries its text.

Sources of each field, in order:
- text: `content:encoded`, Atom `content`, `description` / `summary`; markup is stripped
- address: Atom's alternate link, `link`, a `guid` that is a permalink; only http and https
- published: `published`, `pubDate`, `dc:date`, `issued`; updated: `updated`, `modified`; one is never taken for the other
- authors: `author` (name), `dc:creator`; else the feed's own
- outlet: the registry by the entry's address, by the feed's title or a part of it, by the feed's address; else that title

Why not feedparser: 6.0.14 takes 40 s for an author of 50 KB. Entities are refused, nothing is ever fetched.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from corpus.article import Outlet, PublicationDate, Source
from corpus.dates import date_of_field
from corpus.furniture import furniture_rule
from corpus.outlets import OutletRegistry
from corpus.readers.lines import MAX_NAMES, lines_of_markup, paragraphs
from corpus.readers.reading import ArticleDraft, Failure, Reading, finish
from corpus.text import collapse

_NAMESPACES = (
    "",
    "http://www.w3.org/2005/Atom",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "http://purl.org/rss/1.0/modules/content/",
)  # others have elements of the same names that mean something else: media:title, itunes:author
_ROOTS = ("rss", "feed", "RDF")
_FEED_START = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.S)
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_MAIL_DATE = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{2,4}\s+\d{1,2}:\d\d")
_START = 2_000  # bytes in which a feed's first element stands
_FEED_FOOTER_RULE = 8  # of corpus.furniture: "The post ... appeared first on ..."
MAX_DEPTH = 200  # elements within elements; feeds have five, inline XHTML some dozens more
MAX_DATE = 100  # characters of a date; a longer one is none


@dataclass
class _Feed:
    """What was read of a feed: its own fields, its entries, and why it ended early if it did."""

    title: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    entries: list["_Entry | str"] = field(default_factory=list)  # or why one can't be read
    problem: str = ""


@dataclass(frozen=True)
class _Entry:
    title: str
    text: str
    url: str | None
    authors: tuple[str, ...]
    published: PublicationDate
    updated: PublicationDate


def looks_like_feed(content: bytes) -> bool:
    """Whether the first element of some bytes is a feed's."""
    return _FEED_START.match(content.removeprefix(b"\xef\xbb\xbf")[:_START]) is not None


def read_feed(source: Source, registry: OutletRegistry) -> Reading:
    """The articles of a feed; an entry without text is a failure with its number.

    Of a feed that breaks off or is not well-formed the entries before that place are read, and a failure says so.
    """
    feed = _parsed(source.content)
    articles, failures = [], []
    for number, entry in enumerate(feed.entries, start=1):
        try:
            if isinstance(entry, str):
                raise ValueError(entry)
            articles.append(finish(_draft(entry, feed, registry), source, registry))
        except ValueError as error:
            failures.append(Failure(source.name, str(error), f"entry {number}"))
    if feed.problem or not feed.entries:
        failures.append(Failure(source.name, feed.problem or "the feed holds no entries"))
    return Reading(tuple(articles), tuple(failures))


def _parsed(content: bytes) -> _Feed:
    feed = _Feed()
    try:
        _fill(feed, io.BytesIO(content.removeprefix(b"\xef\xbb\xbf").lstrip()))
    except DefusedXmlException as error:
        feed.problem = (
            f"refused: the feed declares or refers to entities ({type(error).__name__}); {len(feed.entries)} entries read"
        )
    except (ParseError, ValueError, LookupError) as error:
        feed.problem = f"incomplete: {error}; {len(feed.entries)} entries read before that"
    return feed


def _fill(feed: _Feed, stream: io.BytesIO) -> None:
    """Read a feed entry by entry, so that what stands before an error is kept and memory stays flat.

    Raises:
        ValueError: where the outermost element is no feed's, or elements are nested beyond `MAX_DEPTH`.
    """
    path: list[str] = []
    for event, element in iterparse(
        stream, events=("start", "end"), forbid_dtd=False, forbid_entities=True, forbid_external=True
    ):
        name = _name(element) or ""
        if event == "start":
            if not path and name not in _ROOTS and _local(element) not in _ROOTS:
                raise ValueError(f"no feed: the outermost element is {_local(element)}, not {', '.join(_ROOTS)}")
            if len(path) >= MAX_DEPTH:
                raise ValueError(f"more than {MAX_DEPTH} elements within each other")
            path.append(name)
            continue
        path.pop()
        if name in ("item", "entry") and len(path) <= 2:
            feed.entries.append(_entry_or_problem(element))
            element.clear()
        elif path and path[-1] in ("channel", "feed"):
            _take_own_field(feed, name, element)


def _take_own_field(feed: _Feed, name: str, element: Element) -> None:
    if name == "title" and not feed.title:
        feed.title = _words(element)
    elif name == "link" and not feed.url:
        feed.url = _web_address(element.get("href") or element.text) or ""
    elif name in ("author", "creator"):
        feed.authors = (*feed.authors, *_names(element))


def _entry_or_problem(element: Element) -> "_Entry | str":
    try:
        return _entry(element)
    except ValueError as error:
        return str(error)


def _entry(element: Element) -> _Entry:
    children: dict[str, list[Element]] = {}
    for child in element:
        children.setdefault(_name(child) or "", []).append(child)
    texts = (_text(child) for name in ("encoded", "content", "description", "summary") for child in children.get(name, ()))
    titles = children.get("title", ())
    return _Entry(
        title=_words(titles[0]) if titles else "",
        text=next((text for text in texts if text), ""),
        url=_url(children),
        authors=tuple(
            dict.fromkeys(n for key in ("author", "creator") for child in children.get(key, ()) for n in _names(child))
        ),
        published=_date(children, ("published", "pubDate", "date", "issued")),
        updated=_date(children, ("updated", "modified")),
    )


def _draft(entry: _Entry, feed: _Feed, registry: OutletRegistry) -> ArticleDraft:
    if not entry.text:
        raise ValueError(f"no text in content, description or summary; headline: {entry.title or 'none'}; address: {entry.url}")
    return ArticleDraft(
        title=entry.title or None,
        text=entry.text,
        outlet=_outlet(entry, feed, registry),
        published=entry.published,
        updated=entry.updated,
        authors=entry.authors or feed.authors,
        url=entry.url,
    )


def _outlet(entry: _Entry, feed: _Feed, registry: OutletRegistry) -> Outlet:
    by_address = registry.of_url(entry.url)
    if by_address:
        return by_address
    named = (registry.find(part.strip()) for part in (feed.title, *re.split(r"\s[|>»:–—-]+\s", feed.title)) if part.strip())
    found = next((entry for entry in named if entry), None)
    if found:
        return found.outlet("metadata")
    return registry.of_url(feed.url) or (registry.canonical(feed.title, "metadata") if feed.title else Outlet.unknown())


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _name(element: Element) -> str | None:
    """The local name of an element of a feed; None for elements of namespaces that a feed only carries along."""
    namespace, _, local = element.tag.removeprefix("{").rpartition("}")
    return local if namespace in _NAMESPACES else None


def _text(element: Element) -> str:
    """The running text of a content element: escaped markup, inline XHTML or plain words. Feed footers are left out."""
    markup = _markup(element)
    lines = lines_of_markup(markup) if markup is not None else (element.text or "").split("\n")
    kept = [line for line in lines if furniture_rule(line.strip()) != _FEED_FOOTER_RULE]
    return paragraphs(kept)


def _markup(element: Element) -> str | None:
    """The markup inside an element, or None where it holds plain words."""
    if len(element):
        for inner in element.iter():
            inner.tag = _local(inner)
        return tostring(element, encoding="unicode")
    text = element.text or ""
    is_plain = element.get("type") in ("text", "text/plain") or not _MARKUP.search(text)
    return None if is_plain else text


def _words(element: Element) -> str:
    """The words of a title or name in one line; `&amp;amp;` and tags of feeds that escape twice are undone."""
    markup = _markup(element)
    if markup is None:
        return collapse(element.text or "")
    return collapse(" ".join(lines_of_markup(markup)) if "<" in markup else unescape(markup))


def _names(element: Element) -> Iterator[str]:
    """The name in an author element: Atom's `name`, or RSS's "mail@address (Name)"; one beyond `MAX_NAMES` is none."""
    inner = next((child for child in element if _local(child) == "name"), element)
    if len(inner.text or "") > MAX_NAMES:
        return
    words = _words(inner)
    if words.endswith(")") and "@" in words and "(" in words:
        words = words[words.index("(") + 1 : -1].strip()
    if words and "@" not in words:
        yield words


def _url(children: dict[str, list[Element]]) -> str | None:
    links = children.get("link", ())
    alternates = [link.get("href") for link in links if link.get("href") and link.get("rel", "alternate") == "alternate"]
    texts = [link.text for link in links]
    guids = [guid.text for guid in children.get("guid", ()) if guid.get("isPermaLink", "true") == "true"]
    return next((url for value in (*alternates, *texts, *guids) if (url := _web_address(value))), None)


def _web_address(value: str | None) -> str | None:
    address = (value or "").strip()
    return address if address.lower().startswith(("http://", "https://")) and not re.search(r"\s", address) else None


def _date(children: dict[str, list[Element]], names: tuple[str, ...]) -> PublicationDate:
    """The first of these fields that is a date; where none is, the first refused one as evidence."""
    dates = [_date_of(name, (child.text or "").strip()) for name in names for child in children.get(name, ())]
    known = next((found for found in dates if found.value), None)
    return known or next((found for found in dates if found.evidence), PublicationDate.unknown())


def _date_of(name: str, value: str) -> PublicationDate:
    if len(value) > MAX_DATE:
        return PublicationDate.unknown(f"not a date: {name} of {len(value):,} characters")
    found = date_of_field(_iso(value), name, "feed")
    if found.value is None:
        return date_of_field(value, name, "feed")
    return PublicationDate(found.value, found.precision, found.time, f"{name}: {value}", "feed")


def _iso(value: str) -> str:
    """A date of mail headers, as RSS has them, in ISO form with its offset; anything else as it is."""
    if not _MAIL_DATE.match(value):
        return value
    try:
        moment: datetime = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return value
    return moment.isoformat()
