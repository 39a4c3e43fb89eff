"""The words of `furniture.toml`: how furniture lines open, in many languages. They need the rest of the page to be judged.

A pointer ("Read more", "Lesen Sie auch") leads away from the article, an ending ("Most popular", "Kommentare") heads what
follows it, an interruption ("Advertisement") stands between its
paragraphs, a notice speaks of cookies, accounts or subscriptions.

Every pattern begins with a letter that it matches as it stands, so that of some 400 patterns a line is held against the few
that begin as it does.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from corpus.text import caseless

MAX_POINTER_WORDS = 9  # a longer line that begins with such words is a sentence
MAX_INTERRUPTION = 60  # characters
MAX_NOTICE_WORDS = 40  # a longer line may be an article's paragraph about cookies
_BULLETS = " \t\n\xa0#>•·-"  # that may stand before an opening


def is_pointer(line: str, n_words: int) -> bool:
    """Whether a line leads to something else than the article."""
    return n_words <= MAX_POINTER_WORDS and _opens(line, "pointers")


def is_ending(line: str, n_words: int) -> bool:
    """Whether a line heads what follows an article."""
    return n_words <= MAX_POINTER_WORDS and _opens(line, "endings")


def is_interruption(line: str) -> bool:
    """Whether a line only interrupts an article."""
    return len(line) <= MAX_INTERRUPTION and _opens(line, "interruptions")


def is_notice(line: str, n_words: int) -> bool:
    """Whether a line speaks of the page's use: consent, accounts, subscriptions."""
    if not 5 <= n_words < MAX_NOTICE_WORDS:
        return False
    text = caseless(line)
    likely, exact = _notices()
    return likely.search(text) is not None and exact.search(text) is not None


def _opens(line: str, kind: str) -> bool:
    text = caseless(line).lstrip(_BULLETS)
    pattern = _openings(kind).get(text[:1])
    return pattern is not None and pattern.match(text) is not None


@cache
def _openings(kind: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a kind by the letter that they begin with."""
    return {letter: re.compile(words) for letter, words in _by_letter(_patterns(kind)).items()}


@cache
def _notices() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A pattern that every notice matches and little else, fast for being in order of first letters; and the exact one."""
    patterns = _patterns("notices")
    likely = _by_letter(pattern.removeprefix(r"\b") for pattern in patterns)
    return re.compile("|".join(likely.values())), re.compile("|".join(patterns))


def _by_letter(patterns: Iterable[str]) -> dict[str, str]:
    rests: dict[str, list[str]] = defaultdict(list)
    for pattern in patterns:
        rests[pattern[0]].append(pattern[1:])
    return {letter: f"{letter}(?:{'|'.join(found)})" for letter, found in rests.items()}


@cache
def _patterns(kind: str) -> list[str]:
    tables = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text(encoding="utf-8"))
    return [pattern for patterns in tables[kind].values() for pattern in patterns]
