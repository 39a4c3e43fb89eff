"""Boxes of a page that are no part of its article, told by their markup.

1. what nobody sees: labels for screen readers, tooltips
2. what a class or an id calls by its purpose: feedback, affiliate notes, report an error, tags, cards of other stories
3. lines that are one link to another page, or a label ("Live:", "Read also") and one link

They are not cut out of the tree: what finds the article weighs the whole page. Its lines are held against the boxes afterwards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import XPath

from corpus.furniture_words import opening_of
from corpus.text import caseless, collapse

_UNSEEN = r"visually-?hidden|sr-only|screen-?reader|a11y-?hidden|(?:\w+-)?tooltip"
_PURPOSE = (
    r"feedback|affiliate|report-?err|err(?:or)?-?report|correction-?form|label-?items|tag-?list|(?:[\w-]+-)?story-?card"
    r"|recommend|empfehl|newsletter|donation|spenden|author-?bio"
)
_NAMED = re.compile(rf"(?:^|[\s_-])(?:{_UNSEEN}|{_PURPOSE})", re.I)
_BOXES = ("div", "section", "aside", "ul", "ol", "li", "p", "span", "form", "h2", "h3", "h4", "h5", "h6")
_LINES = ("li", "p", "div", "h5", "h6")
_MARK = re.compile(r"^[-–•·>→]+\s+")  # of a list item
MIN_LINK = 4  # words of a line that is one link; fewer may be a name in a list of names
MAX_LABEL = 30  # characters in front of a link that may be a label
SENTENCE = 8  # words of a link that closes like a sentence: it may be the article's own
MAX_SHARE = 0.3  # of the page's letters; a longer box is the article, whatever its class says
_TEXT = XPath("descendant::text()[not(parent::script or parent::style or parent::noscript or parent::template)]")


@dataclass(frozen=True)
class Boxes:
    """The words of a page without white space: the lines that are links, the boxes with them, and what stands outside."""

    linked: frozenset[str]
    inside: str
    outside: str

    def hold(self, line: str) -> bool:
        """Whether a line is a link, or stands in a box and nowhere else on the page."""
        letters = _bare(_MARK.sub("", line))
        return letters in self.linked or (letters in self.inside and letters not in self.outside)


def boxes_of(tree: Any) -> Boxes:
    """The boxes of a page; the tree stays as it is."""
    outside = _words(tree)
    linked = frozenset(_linked_lines(tree))
    named = [box for element in _named(tree) if len(box := _words(element)) <= MAX_SHARE * len(outside)]
    boxes = [*named, *sorted(linked)]
    for box in boxes:
        outside = outside.replace(box, "\n", 1)
    return Boxes(linked, "\n".join(boxes), outside)


def _bare(text: str) -> str:
    return "".join(text.split())


def _words(element: Any) -> str:
    return _bare("".join(_TEXT(element)))


def _named(tree: Any) -> Iterator[Any]:
    for element in tree.iter(*_BOXES):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _NAMED.search(names):
            yield element


def _linked_lines(tree: Any) -> Iterator[str]:
    for link in tree.iter("a"):
        words = collapse(link.xpath("string()"))
        leads_away = not (link.get("href") or "#").startswith("#")
        if leads_away and len(words.split()) >= MIN_LINK and not _is_sentence(words):
            line = _line_of(link, words)
            if line:
                yield _bare(line)


def _is_sentence(words: str) -> bool:
    return words.endswith(".") and len(words.split()) >= SENTENCE


def _line_of(link: Any, words: str) -> str | None:
    """The line that a link fills, alone or behind a pointer; None where other words stand in the line."""
    for parent in link.iterancestors():
        line = _short_text(parent, len(words) + MAX_LABEL)
        before = line.removesuffix(words).rstrip() if line else ""
        if not line or not line.endswith(words) or not _may_lead(before):
            return None
        if parent.tag in _LINES:
            return line
    return None


def _may_lead(before: str) -> bool:
    """Whether nothing, a label ("Live:") or a pointer stands in front of a link."""
    return not before or before.endswith((":", "|")) or opening_of(caseless(before), len(before.split())) == "pointer"


def _short_text(element: Any, most: int) -> str | None:
    """The words of an element that has no more than so many characters."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > most and len(collapse(text)) > most:
            return None
    return collapse(text)
