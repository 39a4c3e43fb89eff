"""Names in their several spellings: groups of words that stand for one another when a question is matched.

The general table is `aliases.toml` beside this file; an archive may have its own `aliases.toml`.
"""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from corpus.text import fold


class AliasTable:
    """Groups of spellings of one name."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._groups: dict[str, tuple[str, ...]] = {}
        for group in groups:
            for name in group:
                key = fold(name)
                self._groups[key] = (*self._groups.get(key, ()), *(other for other in group if fold(other) != key))

    def spellings(self, word: str) -> tuple[str, ...]:
        """The other spellings of a word, none where it has no alias."""
        return self._groups.get(fold(word), ())

    def extended(self, path: Path) -> "AliasTable":
        """This table with an archive's own after it; the same table where there is no such file.

        Raises:
            ValueError: naming the file and what is wrong in it.
        """
        if not path.exists():
            return self
        extended = AliasTable(read_groups(path))
        for key, others in self._groups.items():
            extended._groups[key] = tuple(dict.fromkeys((*extended._groups.get(key, ()), *others)))
        return extended


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
