"""Sentences and passages as exact slices of an article's text.

A passage is a run of whole sentences, about 90 to 130 words (all-MiniLM-L6-v2 cuts at 256 word pieces), that never
crosses a subheading: a heading opens the passage below it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.article import Article, Passage

TARGET_WORDS = 90  # a passage is closed once it has so many words ...
MAX_WORDS = 130  # ... and before a sentence would take it beyond so many

Span = tuple[int, int]

_ABBREVIATIONS = frozenset(
    # Words whose full stop does not end a sentence, though a capital may follow.
    """mr mrs ms dr prof rev hon gen col lt maj capt sgt cpl gov sen rep pres st mt ft messrs mme mlle
    vs etc al approx dept est inc ltd co corp bros jan feb mar apr jun jul aug sep sept oct nov dec
    e.g i.e u.s u.k u.n e.u d.c a.m p.m cf ca jr sr""".split()
)
_BEFORE_NUMBERS = frozenset("no nos n° nº vol fig figs art sec p pp ch".split())  # abbreviations only where a number follows
_CAN_END = frozenset("inc ltd co corp etc jr sr u.s u.k u.n e.u d.c a.m p.m est".split())
_STARTERS = frozenset(
    # Words that open a sentence even after an abbreviation that may also end one ("... in the U.S. The ...").
    """the a an this that these those he she it they we you i but and in on at for from as when while after before
    his her its their there how what who where why which if since although though despite""".split()
)
_AFTER_TIMES = frozenset(
    # Words that go on after "6 p.m.": days, months, zones of time. Another capital opens a sentence.
    """monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays mon tue tues wed thu thur thurs fri sat sun january february march april may june july august september october
    november december jan feb mar apr jun jul aug sep sept oct nov dec eastern central mountain pacific atlantic
    et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst utc cet cest eet msk ist aest aedt jst""".split()
)
_OPENING_WORDS = 3  # "At 6 p.m." and "By about 6 p.m." open a sentence, whatever follows: so many words before the time's mark
_TIMES = ("a.m", "p.m", "A.M", "P.M")
_ZONE = re.compile(r"[\w ]{,20} time\b")  # "at 6 p.m. Washington time"
_AT_A_TIME = re.compile(r"\b(?:at|by|until|till|before|after|around|about)\s+\d[\d:.]*\s+\S+$")  # else it may be a programme
_WORD = re.compile(r"\w+")
_WORD_START = re.compile(r"[\s(\[“\"'‘]")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_BOUNDARY = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s)|[.!?…]+["'”’»)\]]*$|[。！？]+""")
_ITEM = re.compile(r"[•⁃]\s?(?:\d{1,3}(?:\.\)|[.)])\s+)?|(\d{1,3}|[a-z])(\.\)|[.)])\s+")  # what a list item begins with
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]`, in order, without the white space between them.

    A paragraph end always ends a sentence, and so does the next label in a paragraph that begins as a list ("1. ... 2. ...").
    Every character that is not white space lies in exactly one sentence.
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text, start, stop):
        for item in _items_of(text, paragraph.start(), paragraph.end()):
            spans.extend(_sentences_of(text, *item))
    return spans


def _items_of(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """A paragraph's list items ("1. ... 2. ...") as start, end of the label, end; a paragraph that is no list is one item."""
    while label := _ITEM.match(text, start, end):
        following = _before_next(label.group()[0], *label.groups()).search(text, label.end(), end)
        if not following:
            break
        yield start, label.end(), following.start()
        start = following.end()
    yield start, label.end() if label else start, end


@lru_cache(maxsize=4096)  # all labels there are
def _before_next(bullet: str, number: str | None, close: str | None) -> re.Pattern[str]:
    """The white space before the item after this one: before the next number or letter, closed alike, or any such bullet."""
    if number is None or close is None:
        return re.compile(rf"\s(?={re.escape(bullet)})")
    successor = str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)
    return re.compile(rf"\s(?={re.escape(successor + close)}\s)")


def _sentences_of(text: str, start: int, label_end: int, end: int) -> list[Span]:
    spans: list[Span] = []
    begin = start
    for mark in _BOUNDARY.finditer(text, label_end, end):
        if _ends_sentence(text, begin, mark, end):
            _append_stripped(spans, text, begin, mark.end())
            begin = mark.end()
    _append_stripped(spans, text, begin, end)
    return spans


def _append_stripped(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends_sentence(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    """Whether a mark ends the sentence from `begin`: by what follows, then by the dots around it, then by the word before it."""
    following = text[mark.end() : min(end, mark.end() + 80)].lstrip()
    if not following:
        return True
    opener = following.lstrip("\"'“‘«([")
    if opener and opener[0].islower():
        return False
    before = text[max(begin, mark.start() - 20) : mark.start()]
    if before.endswith(("[", "(")):  # an omission: "[...]"
        return False
    if (before.endswith(". ") and not before.endswith(".. ")) or following.startswith(". "):
        return _ends_at_spaced_dots(before, following)
    if not mark.group().startswith(".") or mark.group().startswith(".."):
        return True
    return _ends_after_time(text[max(begin, mark.start() - 60) : mark.start()], opener) or not _is_abbreviation(before, opener)


def _ends_at_spaced_dots(before: str, following: str) -> bool:
    """Whether one of several dots with spaces between ends a sentence: a word's own full stop, or the last of four."""
    if following.startswith(". "):
        return before[-1:].isalnum() and following.lstrip(". ")[:1].isupper()
    return before.endswith(" . . . ")


def _ends_after_time(before: str, following: str) -> bool:
    """Whether the last full stop of "at 6 p.m." ends a sentence, judged by the words before and the word after."""
    if not before.endswith(_TIMES) or not _AT_A_TIME.search(before) or len(before.split()) <= _OPENING_WORDS:
        return False
    goes_on = _first_word(following) in _AFTER_TIMES or _ZONE.match(following)
    return following[:1].isupper() and not goes_on


def _first_word(text: str) -> str:
    word = _WORD.match(text)
    return word.group().lower() if word else ""


def _is_abbreviation(before: str, following: str) -> bool:
    """Whether the full stop after `before` belongs to a word, judged by that word and by what follows."""
    word = _WORD_START.split(before)[-1]
    if len(word) == 1 and word.isalpha() and word.isupper():
        return not before.endswith(" and I")  # an initial, but for the pronoun
    lower = word.lower()
    if lower in _BEFORE_NUMBERS and following[:1].isdigit():
        return True
    if lower not in _ABBREVIATIONS and not _DOTTED.fullmatch(word):
        return False
    return not (_first_word(following) in _STARTERS and (lower in _CAN_END or "." in word))


def is_heading(text: str, span: Span) -> bool:
    """A paragraph of its own, short and without a closing mark: a subheading rather than a sentence."""
    start, end = span
    alone = (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
    return alone and text[end - 1] not in ".!?…”’\"'»):;," and len(text[start:end].split()) <= 12


def split_passages(article: Article) -> list[Passage]:
    """The article's passages, in order; together they hold every sentence exactly once."""
    passages: list[Passage] = []
    run: list[Span] = []
    n_words = 0
    for span in split_sentences(article.text):
        size = len(article.text[span[0] : span[1]].split())
        heading = is_heading(article.text, span)
        if run and (heading or n_words >= TARGET_WORDS or n_words + size > MAX_WORDS) and not _only_headings(article, run):
            passages.append(Passage(article.article_id, run[0][0], run[-1][1]))
            run, n_words = [], 0
        run.append(span)
        n_words += size
    if run:
        passages.append(Passage(article.article_id, run[0][0], run[-1][1]))
    return passages


def _only_headings(article: Article, run: list[Span]) -> bool:
    return all(is_heading(article.text, span) for span in run)
