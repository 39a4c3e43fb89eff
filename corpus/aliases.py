"""Names in their several spellings: groups of words that stand for one another when a question is matched.

The general table is `aliases.toml` beside this file; an archive may have its own `aliases.toml`. A name is one word or
several ("Ivory Coast"), known by its folded words.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.text import fold

MAX_SHORT = 3  # letters up to which a name in capitals is met in capitals only: "Who" is no "WHO"
_WORD = re.compile(r"\w+")

Key = tuple[str, ...]


@dataclass(frozen=True)
class FoundName:
    """A name of the table in a text, as written at `[start, end)`, and its other spellings."""

    words: str
    start: int
    end: int
    others: tuple[str, ...]


class AliasTable:
    """Groups of spellings of one name; of a name in several groups the spellings of all are its own."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self.groups = tuple(tuple(group) for group in groups)
        self._others: dict[Key, tuple[str, ...]] = {}
        self._in_any_case: dict[Key, bool] = {}
        for group in self.groups:
            for name in group:
                key = key_of(name)
                others = (other for other in group if bare(other) != bare(name))
                self._others[key] = tuple(dict.fromkeys((*self._others.get(key, ()), *others)))
                self._in_any_case[key] = self._in_any_case.get(key, False) or not needs_capitals(name)
        self._longest = max(map(len, self._others), default=0)

    def spellings(self, name: str) -> tuple[str, ...]:
        """The other spellings of a name, none where it has no alias."""
        return self._others.get(key_of(name), ())

    def single_words(self) -> Iterator[str]:
        """The folded names of one word, for comparing letters."""
        return (key[0] for key in self._others if len(key) == 1)

    def found_in(self, text: str) -> list[FoundName]:
        """The names of the table in a text, in order, each place once: of several that begin at a word the longest."""
        words = list(_WORD.finditer(text))
        folded = [fold(word.group()) for word in words]
        found, place = [], 0
        while place < len(words):
            name = next(self._names_at(text, words, folded, place), None)
            found += [name[0]] if name else []
            place += name[1] if name else 1
        return found

    def _names_at(
        self, text: str, words: Sequence[re.Match[str]], folded: Sequence[str], place: int
    ) -> Iterator[tuple[FoundName, int]]:
        """The names that begin at a word, longest first, each with the number of its words."""
        for length in range(min(self._longest, len(words) - place), 0, -1):
            key = tuple(folded[place : place + length])
            start, end = words[place].start(), words[place + length - 1].end()
            if key in self._others and (self._in_any_case[key] or (text[start:end].isupper() and not text.isupper())):
                yield FoundName(text[start:end], start, end, self._others[key]), length

    def extended(self, path: Path) -> "AliasTable":
        """This table with an archive's own before it; the same table where there is no such file.

        Raises:
            ValueError: naming the file and what is wrong in it.
        """
        return AliasTable((*read_groups(path), *self.groups)) if path.exists() else self


def bare(name: str) -> str:
    """A name without case and accents, as the index folds it: "Ağdam" is "agdam", but "Xankəndi" is not "xankendi"."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def needs_capitals(name: str) -> bool:
    """Whether a name is one only in capitals, since its letters may be an ordinary word: "WHO", "US", "SEC"."""
    return name.isupper() and len("".join(key_of(name))) <= MAX_SHORT


def key_of(name: str) -> Key:
    """The folded words of a name: the same for "Côte d'Ivoire" and "cote d’ivoire"."""
    return tuple(_WORD.findall(fold(name)))


def read_groups(path: Path) -> list[list[str]]:
    """The groups of an alias file: `same = [["Kyiv", "Kiev"], ...]`.

    Raises:
        ValueError: naming the file and what is wrong in it.
    """
    try:
        groups: list[list[str]] = tomllib.loads(path.read_text(encoding="utf-8")).get("same", [])
        if not all(isinstance(group, list) and all(isinstance(name, str) for name in group) for group in groups):
            raise TypeError("same holds something that is no list of words")
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise ValueError(f'{path}: {error}; it holds one list, same = [["Kyiv", "Kiev"]]') from error
    return groups


@cache
def general_aliases() -> AliasTable:
    """The table that comes with Dateline."""
    return AliasTable(read_groups(Path(__file__).with_name("aliases.toml")))
