"""The lines of a file of rows, decoded block by block: what is held is a block and the line that is being read."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import AnySource
from corpus.readers.gzipped import Inflated
from corpus.text import encoding_of, normalise

MAX_ROW = 5_000_000  # characters of one row; a longer one is reported, not cut
READ_AT_ONCE = 1 << 18  # bytes that are decoded at a time


@dataclass(frozen=True)
class Overlong:
    """A line of more than `MAX_ROW` characters, of which only their number was kept."""

    n_characters: int

    @property
    def problem(self) -> str:
        """Why it is not read."""
        return f"a row of {self.n_characters:,} characters; at most {MAX_ROW:,} are read"


Line = str | Overlong


class DecodedFile:
    """A source's text, in order and normalised, without gzip. It can be read once."""

    def __init__(self, source: AnySource) -> None:
        self._encoding = encoding_of(_blocks(Inflated(source.blocks())))
        self._stream = Inflated(source.blocks())

    @property
    def problem(self) -> str:
        """What is wrong with the end of the compressed data; empty until that was found."""
        return self._stream.problem

    def pieces(self) -> Iterator[str]:
        """The text in runs of whole lines; a longer line than `MAX_ROW` comes in several pieces. A last line that was cut
        with the compressed data is left out.
        """
        decoder = codecs.getincrementaldecoder(self._encoding)("replace")
        rest = ""
        for block in _blocks(self._stream):
            rest += decoder.decode(block)
            end = _line_end(rest)
            if not end and len(rest) > MAX_ROW:
                end = len(rest) - 1  # a carriage return may wait for its line feed
            if end:
                yield normalise(rest[:end])
                rest = rest[end:]
        rest += decoder.decode(b"", True)
        if rest and not self.problem:
            yield normalise(rest)

    def lines(self) -> Iterator[Line]:
        """The lines without their ends; the end of the file's last line opens no further one."""
        begun, n_dropped = "", 0
        for piece in self.pieces():
            first, *others = piece.split("\n")
            begun += first
            for line in others:
                yield _line(begun, n_dropped)
                begun, n_dropped = line, 0
            if len(begun) > MAX_ROW:
                begun, n_dropped = "", n_dropped + len(begun)
        if begun or n_dropped:
            yield _line(begun, n_dropped)


def _line(text: str, n_dropped: int) -> Line:
    n_characters = n_dropped + len(text)
    return Overlong(n_characters) if n_characters > MAX_ROW else text


def _blocks(stream: Inflated) -> Iterator[bytes]:
    while block := stream.read(READ_AT_ONCE):
        yield block


def _line_end(text: str) -> int:
    """Where the last whole line of a text ends, 0 where none does; a carriage return at the very end may be half an end."""
    return max(text.rfind("\n"), text.rfind("\r", 0, max(len(text) - 1, 0))) + 1
