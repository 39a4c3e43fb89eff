"""Headline, authors and dates of a plain-text dump: what stands between the menu and the text, or right after the text.

Headline: `corpus.readers.plain_headline`. Dates: `corpus.readers.plain_dates`. Authors: 1. names behind a word like "By";
2. names alone between headline and text, beside a date, a role or such a word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.article import PublicationDate
from corpus.dates import day_comes_first, find_date
from corpus.furniture import names_a_photographer
from corpus.readers.plain_dates import (
    AFTER,
    MAX_DATE_LINE,
    DateLine,
    date_closing,
    date_lines,
    is_mostly_date,
    label_of,
    published_among,
    updated_among,
    year_among,
)
from corpus.readers.plain_headline import find_headline
from corpus.readers.plain_lines import Line
from corpus.readers.plain_names import is_connector, is_cue, is_name, is_role, names_after_cue, names_in
from corpus.readers.plain_zones import Zones
from corpus.text import caseless

BYLINE_ROOM = 16  # lines below the beginning of the text in which a byline may stand: below a standfirst and a caption
BYLINE_PROSE = 2  # paragraphs after which no byline follows
MAX_AUTHORS = 6


@dataclass(frozen=True)
class Head:
    """What the head of a page says; `places` are the lines of the text's zone that are byline or date, not text."""

    headline: str | None
    authors: tuple[str, ...]
    published: PublicationDate | None
    updated: PublicationDate | None
    places: frozenset[int]


def read_head(zones: Zones, language_puts_day_first: bool | None) -> Head:
    """Headline, authors and dates of a page."""
    texts = [line.text for line in zones.lines]
    stop = _end_of_head(zones)
    headline = find_headline(zones)
    place = headline.place
    authors, names_at = _authors(zones.lines, place + 1 if place is not None else 0, stop)
    day_first = day_comes_first(texts)
    day_first = language_puts_day_first if day_first is None else day_first
    top = max(0, place - 6) if place is not None else 0
    head = list(date_lines(texts[top:stop], (place or 0) - top, day_first))
    last = max(zones.start, zones.end - 3)
    after = list(date_lines(texts[last : zones.end + AFTER], zones.end - last, day_first))
    head += [line for line in _dates_at_titles(zones, texts, day_first) if line.label == "published"]
    published = _byline_date(texts[top:stop], day_first, head) or published_among(head, after)
    closing = date_closing(texts[0], day_first) if texts and zones.headline is not None else None
    return Head(
        headline=headline.text,
        authors=authors,
        published=published or closing or year_among(texts[top : zones.start]),
        updated=updated_among([line for line in head if line.distance > 0]) if place is not None else None,
        places=frozenset(names_at | _date_places(texts, zones.start, stop, day_first)),
    )


def _dates_at_titles(zones: Zones, texts: list[str], day_first: bool | None) -> Iterator[DateLine]:
    """The dates below each earlier place of the page's title: videos and offers may stand between byline and text."""
    for place in (place for place in zones.titles if place < zones.start):
        yield from date_lines(texts[place : place + BYLINE_ROOM], 0, day_first)


def _end_of_head(zones: Zones) -> int:
    n_prose = 0
    for i in range(zones.start, min(zones.end, zones.start + BYLINE_ROOM)):
        n_prose += zones.lines[i].kind == "prose"
        if n_prose > BYLINE_PROSE:
            return i
    return min(zones.end, zones.start + BYLINE_ROOM)


def _date_places(texts: list[str], start: int, stop: int, day_first: bool | None) -> set[int]:
    found = {i: find_date(texts[i], "byline", day_first) for i in range(start, stop) if len(texts[i]) <= MAX_DATE_LINE}
    dated = {i for i, date in found.items() if date and is_mostly_date(texts[i], date)}
    labels = {i - 1 for i in dated if i > start and len(texts[i - 1].split()) <= 3 and label_of(texts[i - 1])}
    return dated | labels


def _byline_date(texts: list[str], day_first: bool | None, head: Sequence[DateLine]) -> PublicationDate | None:
    """The date of a byline, unless a line near the headline says "published"."""
    if any(line.label == "published" for line in head):
        return None
    bylines = (text for text in texts if names_after_cue(text) and not label_of(text))
    return next((found for text in bylines if (found := find_date(text, "byline", day_first))), None)


def _authors(lines: Sequence[Line], begin: int, stop: int) -> tuple[tuple[str, ...], set[int]]:
    """The authors named between two places, and the places of their lines."""
    names: list[str] = []
    places: set[int] = set()
    for i in range(begin, stop):
        text = lines[i].text
        if lines[i].kind == "prose" and len(text) > 160:
            continue
        found = names_after_cue(text)
        if found:
            names += found
            places.add(i)
        elif is_cue(text):
            places |= _following_names(lines, i + 1, stop, names) | {i}
    if not names:
        places |= _names_alone(lines, begin, stop, names)
    return tuple(dict.fromkeys(names))[:MAX_AUTHORS], places


def _following_names(lines: Sequence[Line], i: int, stop: int, names: list[str]) -> set[int]:
    """Take the names that follow a word like "By" on lines of their own; their places."""
    places: set[int] = set()
    while i < stop:
        text = lines[i].text
        found = names_in(text) or ([text] if not places and _is_short_credit(text) else [])
        if not (found or is_connector(text) or (places and is_role(text))):
            break
        names += found
        places.add(i)
        i += 1
    return places


def _is_short_credit(text: str) -> bool:
    """One capitalised word or an agency's letters, as they stand behind "By": "APA", "dpa", "Euronews"."""
    return re.fullmatch(r"[^\W\d_][\w.-]{1,20}", text) is not None


def _names_alone(lines: Sequence[Line], begin: int, stop: int, names: list[str]) -> set[int]:
    """Take names that stand alone in lines beside a date, a role or each other, and caption no picture; their places."""
    places = {i for i in range(begin, stop) if is_name(lines[i].text) and lines[i].kind in ("short", "repeated", "inline")}
    places = {i for i in places if i + 1 == len(lines) or not names_a_photographer(caseless(lines[i + 1].text))}
    beside = {i for i in places if any(_marks_a_byline(lines, j) for j in (i - 2, i - 1, i + 1, i + 2) if begin <= j < stop)}
    for i in sorted(beside):
        names.append(lines[i].text)
    return beside


def _marks_a_byline(lines: Sequence[Line], i: int) -> bool:
    text = lines[i].text
    found = find_date(text, "byline", True) if len(text) <= MAX_DATE_LINE else None
    return is_role(text) or label_of(text) in ("published", "updated") or bool(found and is_mostly_date(text, found))
