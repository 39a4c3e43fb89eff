"""Whether two words are one word, spelled or typed in two ways. Pure functions over folded words; no table of names.

1. `spelling_key`: what people write differently when they carry a name into Latin letters is written one way ("Pashinian",
   "Pashinyan"; "Khuseynov", "Huseinov"). Words of one key are spellings of each other.
2. Else a slip of the hand: few letters apart, bounded by length, with the same first letter, and never where a letter more
   makes the name of somebody else ("Aliyev", "Aliyeva").
"""

import re
from collections.abc import Iterable
from typing import Literal

from rapidfuzz.distance import OSA

Likeness = Literal["spelling", "similar"]

MIN_LETTERS = 5  # in shorter words another letter makes another word
MIN_ORDINARY = 8  # letters of a word that is no name: shorter ones have too many neighbours ("heading", "hearing")
TWO_SLIPS = 11  # letters from which two slips are forgiven
MAX_DISTANCE = 2  # letters between any two words that are compared

# In this order. Left: what is written; right: how it is compared. From the common romanisations of Russian, Ukrainian,
# Armenian, Azerbaijani, Persian, Arabic and Hebrew, and from British and American English.
_RULES = (
    (r"dzh|dj|zh", "j"),
    (r"tch|tsch", "ch"),
    (r"sch", "sh"),
    (r"kh|gh", "h"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"tz", "ts"),
    (r"ck|q|c(?![ehiy])", "k"),
    (r"c(?=[eiy])", "s"),
    (r"w", "v"),
    (r"ou|oo", "u"),
    (r"ee", "i"),
    (r"ey(?=[^aeiou]|$)", "ei"),
    (r"(?<=[aeou])[yj](?=e)", ""),
    (r"[yj](?=[aeou])", "i"),
    (r"^ie", "e"),
    (r"y", "i"),
    (r"z(?=ation|ed$|ing$|er|e$)", "s"),
    (r"(.)\1+", r"\1"),
)
_COMPILED = tuple((re.compile(pattern), written) for pattern, written in _RULES)
_GENDER = re.compile(r"(?:a|aia|aya)$")


def spelling_key(word: str) -> str:
    """A folded word as it is compared: the same for common spellings of one name."""
    for pattern, written in _COMPILED:
        word = pattern.sub(written, word)
    return word


def may_differ(word: str, is_name: bool) -> bool:
    """Whether another spelling of a folded word may be looked for: one word of letters, long enough to tell."""
    return word.isalpha() and len(word) >= (MIN_LETTERS if is_name else MIN_ORDINARY)


def likeness(word: str, other: str) -> Likeness | None:
    """How two folded words are one: by spelling, by a slip, or not at all; a word is no other spelling of itself."""
    key, other_key = spelling_key(word), spelling_key(other)
    begin_alike = word[:1] == other[:1] or key[:1] == other_key[:1]
    if word == other or not begin_alike or _stem(key) == other_key or key == _stem(other_key):
        return None
    if key == other_key:
        return "spelling"
    slips = min(OSA.distance(key, other_key), OSA.distance(word, other))
    return "similar" if slips <= (2 if min(len(word), len(other)) >= TWO_SLIPS else 1) else None


def _stem(key: str) -> str:
    """A key without the ending that makes a man's name a woman's; empty where it has none, so that it equals nothing."""
    stem = _GENDER.sub("", key)
    return stem if stem != key else ""


def nearest(word: str, others: Iterable[str]) -> tuple[Likeness, tuple[str, ...]] | None:
    """The words among `others` that are the word in another spelling, else those a slip away, each sorted; None for none."""
    found = {other: likeness(word, other) for other in set(others)}
    for kind in ("spelling", "similar"):
        spellings = tuple(sorted(other for other, like in found.items() if like == kind))
        if spellings:
            return kind, spellings
    return None
