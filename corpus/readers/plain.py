"""Plain text as scraped from pages: no markup is left, so position and form must tell what each line is.

The cascade, with the same numbers in the code:

1. posts: one file may hold several posts of an aggregator, each closed by "The post ... appeared first on ..."
2. lines: `corpus.readers.plain_lines` tells each line's kind
3. zones: `corpus.readers.plain_zones` finds the text; what stands around it is read for the rest
4. headline, authors and dates: `corpus.readers.plain_head`, `corpus.readers.plain_dates`; a date after the file was added is none
5. outlet: the feed footer, else `corpus.readers.plain_outlet`
"""

import re
from dataclasses import dataclass

from corpus.article import DateOrigin, Outlet, PublicationDate, Source
from corpus.dates import find_date
from corpus.outlets import OutletRegistry
from corpus.readers.plain_head import Head, read_head
from corpus.readers.plain_lines import classify
from corpus.readers.plain_outlet import as_written_in, plain_outlet
from corpus.readers.plain_zones import Zones, find_zones, paragraphs_of
from corpus.readers.reading import ArticleDraft, Reading, detect_language, finish
from corpus.text import collapse, decode

_FEED_FOOTER = re.compile(r"^The post (?P<title>.+) appeared first on (?P<outlet>.+?)\.?$")
_DAY_LINE = re.compile(r"^(day|date|published|publication date)\s*:\s*(?P<date>.+)$", re.I)
DAY_LINES = 5  # lines at the top of a file in which an aggregator's "Day:" may stand
_MONTH_FIRST = frozenset(("en",))  # languages whose writers don't agree on the order of 03/04/2023


@dataclass(frozen=True)
class _Post:
    lines: list[str]
    feed_title: str | None
    feed_outlet: str | None


def read_plain(source: Source, registry: OutletRegistry) -> Reading:
    """The articles of a plain-text dump; a file without a line of prose is a failure that says so."""
    lines = [collapse(line) for line in decode(source.content).split("\n")]
    day_line = _first_date(lines[:DAY_LINES], _DAY_LINE, "aggregator")
    lines = [line for i, line in enumerate(lines) if i >= DAY_LINES or not _DAY_LINE.match(line)]
    drafts = [draft for post in _split_posts(lines) if (draft := _read_post(post, day_line, source, registry))]  # 1
    if not drafts:
        return Reading.failed(source, "no running text: no line reads as a sentence of an article")
    return Reading(tuple(finish(draft, source, registry) for draft in drafts))


def _split_posts(lines: list[str]) -> list[_Post]:
    posts: list[_Post] = []
    pending: list[str] = []
    for line in lines:
        footer = _FEED_FOOTER.match(line)
        if footer:
            posts.append(_Post(pending, footer.group("title"), footer.group("outlet")))
            pending = []
        else:
            pending.append(line)
    if not posts or any(line.kind == "prose" for line in classify(pending)):
        posts.append(_Post(pending, None, None))
    return posts


def _read_post(post: _Post, day_line: PublicationDate | None, source: Source, registry: OutletRegistry) -> ArticleDraft | None:
    zones = find_zones(classify(post.lines))  # 2, 3
    language = detect_language("\n".join(line.text for line in zones.lines[zones.start : zones.end]))
    head = read_head(zones, None if language in _MONTH_FIRST else True)  # 4
    text = "\n\n".join(p for p in paragraphs_of(zones, head.places) if any(c.isalpha() for c in p))
    if not text:
        return None
    return ArticleDraft(
        title=post.feed_title or head.headline,
        text=text,
        outlet=_outlet(post, zones, text, registry),  # 5
        published=_published(head, day_line),
        updated=head.updated or PublicationDate.unknown(),
        authors=head.authors,
        language=language,
    )


def _published(head: Head, day_line: PublicationDate | None) -> PublicationDate:
    if head.published and head.published.precision != "year":
        return head.published
    return day_line or head.published or PublicationDate.unknown()


def _first_date(lines: list[str], form: re.Pattern[str], origin: DateOrigin) -> PublicationDate | None:
    for line in lines:
        match = form.match(line)
        found = find_date(match.group("date"), origin) if match else None
        if found:
            return PublicationDate(found.value, found.precision, found.time, line, origin)
    return None


def _outlet(post: _Post, zones: Zones, text: str, registry: OutletRegistry) -> Outlet:
    if post.feed_outlet:
        return registry.canonical(as_written_in(text, post.feed_outlet), "aggregator")
    outside = [line.text for line in zones.outside if line.text]
    title = zones.lines[0].text if zones.headline is not None or zones.start > 0 else ""
    return plain_outlet(title, outside, text, registry)
