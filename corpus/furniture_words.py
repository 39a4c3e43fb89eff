"""The words of `furniture.toml`: how furniture lines open, in many languages. They need the rest of the page to be judged.

A pointer ("Read more", "Lesen Sie auch") leads away from the article, an ending ("Most popular", "Kommentare") heads what
follows it, an interruption ("Advertisement") stands between its
paragraphs, a notice speaks of cookies, accounts or subscriptions, a closing asks the reader something about the page.

Every pattern but the few of closings begins with a letter that it matches as it stands, so that of some 400 patterns a line is
held against the few that begin as it does.
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
MAX_CLOSING_WORDS = 30  # a longer line that begins with such words is a paragraph
# Words by which a page speaks to its reader; "Sie" only inside a sentence, where its capital tells it from "they".
_ADDRESS = re.compile(
    r"\b(?:[Yy]ou|[Yy]our|[Dd]u|[Dd]eine?[mnrs]?|[Vv]ous|[Vv]otre|[Vv]os)\b|(?<=[\w,:] )(?:Sie|Ihre?[mnrs]?|our)\b"
)
_QUOTED = re.compile(r"[\"“”„«»‘]")


def opening_of(words: str, n_words: int) -> Opening | None:
    """What a line opens: an interruption, a pointer or an ending; None where it is a sentence or something else.

    `words` is the line as `corpus.text.caseless` gives it, here and below but for `is_address`.
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


def is_bare_pointer(words: str) -> bool:
    """Whether a line holds a pointer's words and nothing else, or closes with a colon behind them."""
    text = words.strip().rstrip(": ").lstrip(_BULLETS)
    likely = _openings().get(text[:1], ())
    if any(opening == "pointer" and pattern.fullmatch(text) for opening, pattern in likely):
        return True
    return words.rstrip().endswith(":") and opening_of(text, len(text.split())) == "pointer"


def is_closing(words: str) -> bool:
    """Whether a line asks the reader something about the page, or for support: below it stands no article."""
    return len(words.split()) <= MAX_CLOSING_WORDS and _closings().match(words.lstrip(_BULLETS)) is not None


def is_address(line: str) -> bool:
    """Whether a line, in the case in which it stands, speaks to the reader, and does not quote one who does."""
    return _ADDRESS.search(line) is not None and not _QUOTED.search(line)


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


@cache
def _closings() -> re.Pattern[str]:
    return re.compile("|".join(_patterns("closings")))


def _by_letter(patterns: Iterable[str]) -> dict[str, str]:
    rests: dict[str, list[str]] = defaultdict(list)
    for pattern in patterns:
        rests[pattern[0]].append(pattern[1:])
    return {letter: f"{letter}(?:{'|'.join(found)})" for letter, found in rests.items()}


@cache
def _patterns(kind: str) -> list[str]:
    tables = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text(encoding="utf-8"))
    return [pattern for patterns in tables[kind].values() for pattern in patterns]
