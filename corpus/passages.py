"""Sentences and passages as exact slices of an article's text.

A passage is a run of whole sentences, about 90 to 130 words (all-MiniLM-L6-v2 cuts at 256 word pieces), that never
crosses a subheading: a heading opens the passage below it.
"""

import re

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
_BEFORE_NUMBERS = frozenset("no nos vol fig figs art sec p pp ch".split())  # abbreviations only where a number follows
_CAN_END = frozenset("inc ltd co corp etc jr sr u.s u.k u.n e.u d.c a.m p.m est".split())
_STARTERS = frozenset(
    # Words that open a sentence even after an abbreviation that may also end one ("... in the U.S. The ...").
    """the a an this that these those he she it they we you i but and in on at for from as when while after before
    his her its their there""".split()
)
_BOUNDARY = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s)|[.!?…]+["'”’»)\]]*$|[。！？]+""")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]`, in order, without the white space between them.

    A paragraph end always ends a sentence. Every character that is not white space lies in exactly one sentence.
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text, start, stop):
        spans.extend(_sentences_of(text, paragraph.start(), paragraph.end()))
    return spans


def _sentences_of(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    begin = start
    for mark in _BOUNDARY.finditer(text, start, end):
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
    following = text[mark.end() : min(end, mark.end() + 80)].lstrip()
    if not following:
        return True
    opener = following.lstrip("\"'“‘«([")
    if opener and opener[0].islower():
        return False
    if not mark.group().startswith(".") or mark.group().startswith(".."):
        return True
    return not _is_abbreviation(text[max(begin, mark.start() - 20) : mark.start()], opener)


def _is_abbreviation(before: str, following: str) -> bool:
    """Whether the full stop after `before` belongs to a word, judged by that word and by what follows."""
    word = re.split(r"[\s(\[“\"'‘]", before)[-1]
    follower = re.match(r"\w+", following)
    next_word = follower.group().lower() if follower else ""
    is_initial = len(word) == 1 and word.isalpha() and word.isupper()
    if is_initial or (word.lower() in _BEFORE_NUMBERS and following[:1].isdigit()):
        return True
    if word.lower() not in _ABBREVIATIONS and not re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return False
    return not (next_word in _STARTERS and (word.lower() in _CAN_END or "." in word))


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
