"""The items of a JSON list, one by one, while its text comes in: `json` itself reads a document only whole."""

import json
import re
from collections.abc import Iterator
from typing import Any

from corpus.readers.row_lines import MAX_ROW

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def items_of_list(pieces: Iterator[str]) -> Iterator[Any]:
    """The items of the list whose text `pieces` give.

    Raises:
        ValueError: at what is not JSON, and at an item of more than `MAX_ROW` characters; the items before were given.
        RecursionError: at an item that is nested too deep.
    """
    text = _Text(pieces)
    text.take("[")
    if text.next_character() == "]":
        text.take("]")
    else:
        yield text.item()
        while text.next_character() == ",":
            text.take(",")
            yield text.item()
        text.take("]")
    if text.next_character():
        raise ValueError("more text after the end of the list")


class _Text:
    """Text that is read from its front; `_at` is how far."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0

    def next_character(self) -> str:
        """The next one that is no white space, left in place; empty at the end."""
        while True:
            self._at = _end_of_space(self._text, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, character: str) -> None:
        """Pass over the next character, which must be this one."""
        found = self.next_character()
        if found != character:
            raise ValueError(f"expected {character!r}, found {found!r}" if found else f"the file ends before {character!r}")
        self._at += 1

    def item(self) -> Any:
        """The next value. Only a comma or bracket behind it says that it is whole: "1" may go on as "1.5" in the next piece."""
        self.next_character()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if len(self._text) - self._at > MAX_ROW:
                    raise ValueError(f"{error.msg}, or an item of more than {MAX_ROW:,} characters") from error
                if not self._more():
                    raise ValueError(error.msg) from error  # its place would count from this item
                continue
            behind = _end_of_space(self._text, end)
            if self._text[behind : behind + 1] in (",", "]") or len(self._text) - self._at > MAX_ROW or not self._more():
                self._at = end
                return value

    def _more(self) -> bool:
        piece = next(self._pieces, "")
        self._text, self._at = self._text[self._at :] + piece, 0
        return bool(piece)


def _end_of_space(text: str, start: int) -> int:
    space = _SPACE.match(text, start)
    assert space is not None  # it matches nothing too
    return space.end()
