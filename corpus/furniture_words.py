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
from typing import Literal, get_args

Opening = Literal["interruption", "pointer", "ending"]  # in the order in which they are tried
MAX_POINTER_WORDS = 9  # a longer line that begins with such words is a sentence
MAX_INTERRUPTION = 60  # characters
MAX_NOTICE_WORDS = 40  # a longer line may be an article's paragraph about cookies
_BULLETS = " \t\n\xa0#>•·-"  # that may stand before an opening


def opening_of(words: str, n_words: int) -> Opening | None:
    """What a line opens: an interruption, a pointer or an ending; None where it is a sentence or something else.

    `words` is the line as `corpus.text.caseless` gives it, here and below.
    """
    text = words.lstrip(_BULLETS)
    for opening, pattern in _openings().get(text[:1], ()):
        is_short = len(words) <= MAX_INTERRUPTION if opening == "interruption" else n_words <= MAX_POINTER_WORDS
        if is_short and pattern.match(text):
            return opening
    return None


def is_notice(words: str, n_words: int) -> bool:
    """Whether a line speaks of the page's use: consent, accounts, subscriptions."""
    if not 5 <= n_words < MAX_NOTICE_WORDS:
        return False
    likely, exact = _notices()
    return likely.search(words) is not None and exact.search(words) is not None


@cache
def _openings() -> dict[str, list[tuple[Opening, re.Pattern[str]]]]:
    """The openings that begin with a letter, and their patterns."""
    found: dict[str, list[tuple[Opening, re.Pattern[str]]]] = defaultdict(list)
    for opening in get_args(Opening):
        for letter, words in _by_letter(_patterns(f"{opening}s")).items():
            found[letter].append((opening, re.compile(words)))
    return dict(found)


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
