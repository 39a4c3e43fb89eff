"""The paragraphs of a page's article.

They come from the first of these that has them:

1. trafilatura, without the lines that stand in boxes (`corpus.readers.page_boxes`)
2. JSON-LD's `articleBody`, where it holds half as much again
3. markup inside the page's scripts (pages that a browser would build from it)

Of them are left out:

4. furniture lines, wherever they stand
5. at the head the headline over again, the byline and the date
6. at the end what speaks to the reader about the page, and all below a line that opens it
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import trafilatura
from lxml import html as lxml_html

from corpus.dates import find_date
from corpus.furniture import rule_of_words
from corpus.furniture_words import is_address, is_bare_pointer, is_closing, is_notice, opening_of
from corpus.readers.page_boxes import boxes_of
from corpus.readers.page_headline import same
from corpus.readers.page_metadata import PageMetadata, text_of
from corpus.text import caseless, collapse, fold

BODY_SHARE = 1.5  # JSON-LD's articleBody is taken where it has so many times the characters that trafilatura found
MIN_IN_SCRIPT = 400  # characters of markup in a script's string that may be an article
HEAD = 4  # lines at the head among which headline, byline and date may stand
MAX_KICKER = 80  # characters in front of a headline that stands over the text again
MAX_BESIDE = 12  # letters beside the names or the date of a line that says nothing else ("By ... and ...", "Friday, ...")
MAX_DATE_LINE = 60  # characters
MAX_BIO = 60  # words of a last line that says who an author is
MAX_HEADING = 50  # characters of a last line without a closing mark: a heading has something below it, unless it is the page's
MAX_CLOSED = 0.3  # of the text may stand below a line that closes the article; below another it stands inside the article
INTERRUPTION_WORDS = 3  # a longer line that begins with such a word may be a subheading
_MARKUP_IN_STRING = re.compile(r'"(?:[^"\\]|\\.)*?(?:\\u003c|<)p(?:[^"\\]|\\.)*"')
_NOT_LETTERS = re.compile(r"[\W_]+")


def parsed(markup: str) -> Any:
    """The tree of a page's markup."""
    return lxml_html.document_fromstring(markup.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True))


def paragraphs_of(tree: Any, page: PageMetadata, title: str | None, authors: Iterable[str]) -> list[str]:
    """The article's paragraphs, in order; none where the page has no running text."""
    lines = [line for line in _found(tree, page) if not _is_furniture(line)]  # 4
    names = [_letters(name) for name in authors]
    return _without_end(_without_head(lines, title or "", names), names)


def _found(tree: Any, page: PageMetadata) -> list[str]:
    boxes = boxes_of(tree)
    found = [line for line in _extracted(tree) if not boxes.hold(line)]  # 1
    told = text_of(page.article.get("articleBody")) or ""
    if len(told) > BODY_SHARE * sum(map(len, found)) and told.find(told[:60], 60) < 0:  # 2; some templates give it twice over
        found = _lines(str(page.article["articleBody"]))
    return found or _in_scripts(tree)  # 3


def _extracted(tree: Any) -> list[str]:
    return _lines(trafilatura.extract(tree, include_comments=False, include_tables=False, favor_precision=True) or "")


def _lines(text: str) -> list[str]:
    return [line for line in map(collapse, text.split("\n")) if line]


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
    return _extracted(parsed(f"<html><body><article>{markup}</article></body></html>"))


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", fold(text))


def _is_furniture(line: str) -> bool:
    words, n_words = caseless(line), len(line.split())
    if not any(c.isalnum() for c in line) or rule_of_words(words, line) is not None or is_bare_pointer(words):
        return True
    return n_words <= INTERRUPTION_WORDS and opening_of(words, n_words) == "interruption"


def _without_head(lines: list[str], title: str, names: Sequence[str]) -> list[str]:  # 5
    bare = _letters(title)
    kept = [line for line in lines[:HEAD] if not (_is_headline(line, title, bare) or _says_who_or_when(line, names))]
    return [*kept, *lines[HEAD:]]


def _is_headline(line: str, title: str, bare: str) -> bool:
    """Whether a line is the headline, a kicker with it, or the headline without its kicker."""
    if not title or len(line) > len(title) + MAX_KICKER:
        return False
    letters = _letters(line)
    return same(line, title) or (bool(bare) and letters.endswith(bare)) or (len(line.split()) >= 3 and bare.endswith(letters))


def _says_who_or_when(line: str, names: Sequence[str]) -> bool:
    """Whether a line holds nothing but the authors, or nothing but a date."""
    if len(line) <= MAX_DATE_LINE:
        date = find_date(line, "metadata")
        if date and len(_letters(line.replace(date.evidence, ""))) <= MAX_BESIDE:
            return True
    letters = rest = _letters(line)
    for name in names:
        rest = rest.replace(name, "")
    return rest != letters and len(rest) <= MAX_BESIDE


def _without_end(lines: list[str], names: Sequence[str]) -> list[str]:  # 6
    size = sum(map(len, lines))
    below = 0
    for i in range(len(lines) - 1, -1, -1):
        below += len(lines[i])
        if below > MAX_CLOSED * size:
            break
        if _may_end(lines[i], lines[i + 1 :]):
            lines = lines[:i]
    while len(lines) > 1 and _is_last(lines[-1], names):
        lines = lines[:-1]
    return lines


def _may_end(line: str, below: Iterable[str]) -> bool:
    """Whether a line closes the article, or heads what follows it and has no prose below it."""
    words = caseless(line)
    return is_closing(words) or (opening_of(words, len(words.split())) == "ending" and not _has_prose(below))


def _is_last(line: str, names: Sequence[str]) -> bool:
    """Whether a last line is a heading of nothing, who an author is, a byline, a date, or speaks of accounts to the reader."""
    n_words = len(line.split())
    is_bio = n_words <= MAX_BIO and _letters(line).startswith(tuple(filter(None, names)))
    is_heading = line[-1].isalnum() and len(line) <= MAX_HEADING and not line.startswith("- ")
    return is_bio or is_heading or _says_who_or_when(line, names) or (is_notice(caseless(line), n_words) and is_address(line))


def _has_prose(lines: Iterable[str]) -> bool:
    return any(len(line.split()) >= 8 and line.endswith((".", "!", "?", "…", "”", '"', "»", "。")) for line in lines)
