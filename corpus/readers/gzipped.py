"""Gzipped bytes as a stream that stays small, has a limit, and says whether it came to a proper end.

Python's own `gzip` raises at a cut that the libraries above it often swallow, and expands whatever it is given.
"""

import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain

MAGIC = b"\x1f\x8b"
PIECE = 65_536  # bytes that are expanded at a time
MAX_EXPANDED = 2_000_000_000  # bytes that one file may expand to
MAX_RATIO = 100  # expanded bytes to compressed ones; text reaches some 10, repeated pages some 50
RATIO_FROM = 20_000_000  # expanded bytes from which the ratio counts: short files of one repeated word are harmless


class Inflated:
    """The bytes of a file, given in blocks, expanded where they are gzipped.

    `problem` is empty until the end was found to be improper.
    """

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self.problem = ""
        following = iter(blocks)
        first = next(following, b"")
        whole = chain((first,), following)
        self._pieces = _inflate(whole) if first.startswith(MAGIC) else whole
        self._waiting: deque[memoryview] = deque()

    def read(self, n: int) -> bytes:
        """The next `n` bytes; fewer only at the end."""
        parts = []
        while n > 0 and (self._waiting or self._refill()):
            first = self._waiting.popleft()
            parts.append(first[:n])
            if len(first) > n:
                self._waiting.appendleft(first[n:])
            n -= len(parts[-1])
        return b"".join(parts)

    def unread(self, piece: bytes) -> None:
        """Put bytes back, to be read next."""
        if piece:
            self._waiting.appendleft(memoryview(piece))

    def _refill(self) -> bool:
        try:
            piece = next(self._pieces, b"")
        except ValueError as error:
            self.problem = str(error)
            return False
        self._waiting.append(memoryview(piece))
        return bool(piece)


def _inflate(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The expanded bytes of all members, piece by piece.

    Raises:
        ValueError: at a member that is damaged or ends early, at bytes that are no member, beyond the limits.
    """
    rest = next(blocks, b"")
    n_expanded, n_compressed = 0, len(rest)
    while rest.strip(b"\0"):  # members may be padded with zeros
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while not member.eof:
            piece = _expanded(member, rest)
            n_expanded += len(piece)
            check_expansion(n_expanded, n_compressed)
            if piece:
                yield piece
            rest = member.unconsumed_tail
            if not rest and not member.eof:
                rest = next(blocks, b"")
                n_compressed += len(rest)
                if not rest and not piece:
                    raise ValueError("the compressed data end early")
        rest = member.unused_data
        if not rest:
            rest = next(blocks, b"")
            n_compressed += len(rest)


def _expanded(member: "zlib._Decompress", rest: bytes) -> bytes:
    try:
        return member.decompress(rest, PIECE)
    except zlib.error as error:
        raise ValueError(f"the compressed data are damaged: {error}") from error


def check_expansion(n_expanded: int, n_compressed: int) -> None:
    """Whether so many bytes may come out of so many.

    Raises:
        ValueError: beyond `MAX_EXPANDED`, and from `RATIO_FROM` on beyond `MAX_RATIO`.
    """
    if n_expanded > MAX_EXPANDED:
        raise ValueError(f"the file expands to more than {MAX_EXPANDED:,} bytes")
    if n_expanded > RATIO_FROM and n_expanded > MAX_RATIO * n_compressed:
        raise ValueError(f"the file expands to more than {MAX_RATIO} times its size")
