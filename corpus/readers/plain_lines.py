"""The lines of a plain-text dump, each with its kind.

Kinds, by the line and its neighbours:

- prose: a sentence or more, closed as sentences are
- running: goes on with the sentence before it (begins in lower case or with punctuation): links cut paragraphs into lines
- inline: a short piece that the next line goes on from
- long: so many words without a closing mark; headline: fewer, as the titles of other articles have
- short: anything else that is short: menus, names, dates, subheadings
- furniture, pointer, ending, interruption, notice: see `corpus.furniture` and `corpus.furniture_words`
- repeated: a short line that stands elsewhere on the page too, or any line that stood before
- blank
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Literal, NamedTuple

from corpus.furniture import rule_of_words
from corpus.furniture_words import is_notice, opening_of
from corpus.text import caseless

LineKind = Literal[
    "prose",
    "running",
    "inline",
    "long",
    "headline",
    "short",
    "furniture",
    "pointer",
    "ending",
    "interruption",
    "notice",
    "repeated",
    "blank",
]
PROSE_WORDS = 8  # a line of so many words that closes like a sentence is prose
LONG_WORDS = 14  # an unclosed line of so many words is more than a headline
SMALL_DUMP = 40  # lines up to which a dump has no menus and no lists of other articles
REPEATED_WORDS = 12  # a line of fewer words that stands twice on a page is the page's
MAX_REMEMBERED = 100  # characters of a line that is worth remembering
_CLOSING = frozenset(".!?…”\"’'»«):“。」』！？›।؟։")
_GOES_ON = frozenset(",.;:!?)»”’")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # kana, Chinese characters, Thai: no spaces between words


class Line(NamedTuple):
    """One line of a dump, its white space collapsed."""

    text: str
    n_words: int
    kind: LineKind


def count_words(text: str) -> int:
    """Words; in scripts without spaces two characters count as one."""
    return len(text.split()) + (0 if text.isascii() else len(_UNSPACED.findall(text)) // 2)


def closes(text: str) -> bool:
    """Whether a line ends as sentences end."""
    return text[-1:] in _CLOSING


def goes_on(text: str) -> bool:
    """Whether a line can only be the rest of the one before it."""
    first = text[:1]
    return first.islower() or first in _GOES_ON


def classify(texts: list[str]) -> list[Line]:
    """The lines of a page with their kinds, in order."""
    counts = Counter(texts)
    seen: set[str] = set()
    lines = []
    for before, text, following in zip(("", *texts), texts, (*texts[1:], ""), strict=False):
        n_words = count_words(text)
        again = counts[text] > 1 and (n_words < REPEATED_WORDS or (text in seen and len(texts) > SMALL_DUMP))
        lines.append(Line(text, n_words, _kind(before, text, following, n_words, again)))
        seen.add(text)
    return lines


def _kind(before: str, text: str, following: str, n_words: int, again: bool) -> LineKind:
    if not text:
        return "blank"
    is_followed = goes_on(following) and not closes(text)
    if is_followed and len(before.split()) > 3 and not closes(before):
        return "inline"  # inside a sentence, whatever it says: an open line before it, and a line that goes on after it
    of_page = _page_kind(text, n_words) if len(text) <= MAX_REMEMBERED else _page_kind.__wrapped__(text, n_words)
    if of_page is not None and of_page != "notice":
        return of_page
    if again and not goes_on(text):
        return "repeated"
    return of_page or _kind_of_words(text, n_words, is_followed)


@lru_cache(maxsize=20_000)
def _page_kind(text: str, n_words: int) -> LineKind | None:
    """The kind of a line that is the page's by its own words, else None. Remembered: the pages of an outlet share menus."""
    words = caseless(text)
    opening = opening_of(words, n_words)
    if opening is not None:
        return opening
    if rule_of_words(words, text) is not None:
        return "furniture"
    return "notice" if is_notice(words, n_words) else None


def _kind_of_words(text: str, n_words: int, is_followed: bool) -> LineKind:
    if n_words >= PROSE_WORDS and closes(text):
        return "prose"
    if goes_on(text):
        return "running"
    if is_followed:
        return "inline"
    if n_words >= PROSE_WORDS:
        return "long" if n_words >= LONG_WORDS else "headline"
    return "short"
