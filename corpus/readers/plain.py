"""Plain text as scraped from pages: no markup is left, so position and form must tell what each line is.

The cascade, with the same numbers in the code:

1. posts: one file may hold several posts of an aggregator, each closed by "The post ... appeared first on ..."
2. zones: the body runs from the first line of prose to the last; what stands before is the head, what stands after the tail
3. furniture: lines that the rules of `corpus.furniture` know, in every zone; anything else that is not prose stays only
   inside the body (a subheading, a verse, an item of a list)
4. date: the byline's date or a line of its own in the head, else an aggregator's "Day:" line, else a bare year
5. headline: what the feed footer names, else a line repeated in the head, else the line above the byline, else the
   last line of the head
6. authors: "By NAME" in the head
7. outlet: feed footer, else a copyright line, else a registered name that stands alone as a line; else unknown
"""

import re
from collections import Counter
from dataclasses import dataclass

from corpus.article import DateOrigin, Outlet, PublicationDate, Source
from corpus.dates import find_date, find_year
from corpus.furniture import furniture_rule
from corpus.outlets import OutletRegistry
from corpus.readers.reading import ArticleDraft, Reading, finish
from corpus.text import collapse, decode, fold

_FEED_FOOTER = re.compile(r"^The post (?P<title>.+) appeared first on (?P<outlet>.+?)\.?$")
_DAY_LINE = re.compile(r"^(day|date|published|publication date)\s*:\s*(?P<date>.+)$", re.I)
_CLOCK_LINE = re.compile(r"^(last|page) updated?\b|^updated?\s*:", re.I)
_BYLINE = re.compile(
    r"^by\s+(?P<names>[^\d|]{3,80}?)(?=\s*(?:[|,–—-]\s*)?(?:\d|$|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d))",
    re.I,
)
_COPYRIGHT = re.compile(
    r"^(?P<before>[^©]{0,60}?)\s*(?:©|\(c\))\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)?[\s.,|-]*(?P<after>.{0,60})$", re.I
)
_RIGHTS_WORDS = re.compile(r"\b(all rights reserved|copyright|inc|llc|ltd|gmbh)\b\.?|[.,|]", re.I)
PROSE_WORDS = 8  # a line of so many words that closes like a sentence is prose
_CLOSING = (".", "!", "?", "…", "”", '"', "’", "»", ")", ":", "”.")


@dataclass(frozen=True)
class _Post:
    lines: list[str]
    feed_title: str | None
    feed_outlet: str | None


@dataclass(frozen=True)
class _Zones:
    head: list[str]
    body: list[str]
    tail: list[str]


def read_plain(source: Source, registry: OutletRegistry) -> Reading:
    """The articles of a plain-text dump; a file without a line of prose is a failure that says so."""
    lines = [line.strip() for line in decode(source.content).split("\n")]
    posts = _split_posts(lines)  # 1
    day_line = _first_date(lines[:5], _DAY_LINE, "aggregator")
    drafts = [draft for post in posts if (draft := _read_post(post, day_line, registry))]
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
    if not posts or any(_is_prose(line) for line in pending):
        posts.append(_Post(pending, None, None))
    return posts


def _read_post(post: _Post, day_line: PublicationDate | None, registry: OutletRegistry) -> ArticleDraft | None:
    zones = _zones(post.lines)  # 2, 3
    text = _body_text(zones.body)
    if not text:
        return None
    head = [line for line in zones.head if line]
    published = _head_date(head) or day_line or _year_line(head)  # 4
    return ArticleDraft(
        title=post.feed_title or _headline(head),  # 5
        text=text,
        outlet=_outlet(post, zones, text, registry),  # 7
        published=published or PublicationDate.unknown(),
        authors=_authors(head),  # 6
    )


def _is_prose(line: str) -> bool:
    return len(line.split()) >= PROSE_WORDS and line.endswith(_CLOSING) and furniture_rule(line) is None


def _zones(lines: list[str]) -> _Zones:
    prose = [i for i, line in enumerate(lines) if _is_prose(line) and not _DAY_LINE.match(line)]
    if not prose:
        return _Zones(lines, [], [])
    first, last = prose[0], prose[-1]
    return _Zones(lines[:first], lines[first : last + 1], lines[last + 1 :])


def _body_text(lines: list[str]) -> str:
    paragraphs = [collapse(line) for line in lines if line and furniture_rule(line) is None]
    return "\n\n".join(paragraphs)


def _head_date(head: list[str]) -> PublicationDate | None:
    dated = [line for line in head if not _CLOCK_LINE.match(line) and not _DAY_LINE.match(line) and furniture_rule(line) is None]
    bylines = [line for line in dated if _BYLINE.match(line)]
    for line in (*bylines, *reversed(dated)):
        found = find_date(line, "byline")
        if found and (line in bylines or _is_mostly_date(line, found)):
            return found
    return None


def _is_mostly_date(line: str, found: PublicationDate) -> bool:
    """A line that says little beyond its date; a headline or caption that mentions one is not a date line."""
    return len(line) - len(found.evidence) <= 40 and len(line.split()) <= len(found.evidence.split()) + 4


def _first_date(lines: list[str], form: re.Pattern[str], origin: DateOrigin) -> PublicationDate | None:
    for line in lines:
        match = form.match(line)
        found = find_date(match.group("date"), origin) if match else None
        if found:
            return PublicationDate(found.value, found.precision, found.time, line, origin)
    return None


def _year_line(head: list[str]) -> PublicationDate | None:
    return next((found for line in head if (found := find_year(line, "byline"))), None)


def _headline(head: list[str]) -> str | None:
    candidates = [(i, line) for i, line in enumerate(head) if _can_be_headline(line)]
    if not candidates:
        return None
    repeated = [line for line, n in Counter(line for _, line in candidates).items() if n > 1]
    if repeated:
        return repeated[-1]
    anchor = next((i for i, line in enumerate(head) if _BYLINE.match(line) or _is_date_line(line)), len(head))
    above = [line for i, line in candidates if i < anchor]
    return above[-1] if above else candidates[-1][1]


def _is_date_line(line: str) -> bool:
    found = None if _CLOCK_LINE.match(line) else find_date(line, "byline")
    return found is not None and _is_mostly_date(line, found)


def _can_be_headline(line: str) -> bool:
    is_title_long = 3 <= len(line.split()) <= 40 and len(line) <= 250
    return (
        is_title_long
        and furniture_rule(line) is None
        and not _BYLINE.match(line)
        and not _is_date_line(line)
        and not _DAY_LINE.match(line)
    )


def _authors(head: list[str]) -> tuple[str, ...]:
    match = next((m for line in head if (m := _BYLINE.match(line))), None)
    if not match:
        return ()
    names = re.split(r",|\band\b|&", match.group("names"))
    return tuple(name.strip(" .|–—-") for name in names if name.strip(" .|–—-"))


def _outlet(post: _Post, zones: _Zones, text: str, registry: OutletRegistry) -> Outlet:
    if post.feed_outlet:
        return registry.canonical(_as_written_in(text, post.feed_outlet), "aggregator")
    outside = [line for line in (*zones.tail, *zones.head) if line]
    named = _copyright_name(outside)
    if named:
        return registry.canonical(_as_written_in("\n".join(outside), named), "page")
    entry = next((found for line in outside if (found := registry.find(line)) and found.kind == "outlet"), None)
    return entry.outlet("page") if entry else Outlet.unknown()


def _copyright_name(lines: list[str]) -> str | None:
    matches = (match for line in lines if (match := _COPYRIGHT.match(line)))
    names = (_rights_holder(match.group(side)) for match in matches for side in ("before", "after"))
    return next((name for name in names if 2 <= len(name) <= 40 and len(name.split()) <= 4), None)


def _rights_holder(words: str) -> str:
    """What is left of a copyright line's words without those that every such line has; a full stop inside a name stays."""
    return collapse(_RIGHTS_WORDS.sub(lambda m: m.group() if m.group() == "." else " ", words)).strip(" .")


def _as_written_in(text: str, name: str) -> str:
    """The name in the spelling of running text or sign-off, where it stands there too: footers title-case names."""
    spellings = [m.group() for m in re.finditer(re.escape(name), text, re.I)]
    others = [s for s in spellings if s != name and fold(s) == fold(name)]
    return others[-1] if others else name
