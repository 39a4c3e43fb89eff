"""The words of `furniture.toml`: how furniture lines open, in many languages. They need the rest of the page to be judged.

A pointer ("Read more", "Lesen Sie auch") leads away from the article, an ending ("Most popular", "Kommentare") heads what
follows it, an interruption ("Advertisement") stands between its
paragraphs, a notice speaks of cookies, accounts or subscriptions, a closing asks the reader something about the page.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

MAX_POINTER_WORDS = 9  # a longer line that begins with such words is a sentence
MAX_INTERRUPTION = 60  # characters
MAX_NOTICE_WORDS = 40  # a longer line may be an article's paragraph about cookies
MAX_CLOSING_WORDS = 30  # a longer line that begins with such words is a paragraph
# Words by which a page speaks to its reader; "Sie" only inside a sentence, where its capital tells it from "they".
_ADDRESS = re.compile(
    r"\b(?:[Yy]ou|[Yy]our|[Dd]u|[Dd]eine?[mnrs]?|[Vv]ous|[Vv]otre|[Vv]os)\b|(?<=[\w,:] )(?:Sie|Ihre?[mnrs]?|our)\b"
)
_QUOTED = re.compile(r"[\"“”„«»‘]")


def is_pointer(line: str, n_words: int) -> bool:
    """Whether a line leads to something else than the article."""
    return n_words <= MAX_POINTER_WORDS and _pattern("pointers").match(line) is not None


def is_ending(line: str, n_words: int) -> bool:
    """Whether a line heads what follows an article."""
    return n_words <= MAX_POINTER_WORDS and _pattern("endings").match(line) is not None


def is_interruption(line: str) -> bool:
    """Whether a line only interrupts an article."""
    return len(line) <= MAX_INTERRUPTION and _pattern("interruptions").match(line) is not None


def is_notice(line: str, n_words: int) -> bool:
    """Whether a line speaks of the page's use: consent, accounts, subscriptions."""
    return 5 <= n_words < MAX_NOTICE_WORDS and _pattern("notices").search(line) is not None


def is_bare_pointer(line: str) -> bool:
    """Whether a line holds a pointer's words and nothing else, or closes with a colon behind them."""
    text = line.strip().rstrip(": ")
    alone = _pattern("pointers").fullmatch(text) is not None
    return alone or (text != line.strip() and is_pointer(text, len(text.split())))


def is_closing(line: str) -> bool:
    """Whether a line asks the reader something about the page, or for support: below it stands no article."""
    return len(line.split()) <= MAX_CLOSING_WORDS and _pattern("closings").match(line) is not None


def is_address(line: str) -> bool:
    """Whether a line speaks to the reader, and does not quote one who does."""
    return _ADDRESS.search(line) is not None and not _QUOTED.search(line)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    tables = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text(encoding="utf-8"))
    words = "|".join(pattern for patterns in tables[kind].values() for pattern in patterns)
    return re.compile(rf"[\s#>•·-]*(?:{words})" if kind != "notices" else rf"(?:{words})", re.I)
