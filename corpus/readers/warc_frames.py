"""The frame of the records in a web archive, checked here because libraries pass over a cut file or a wrong length silently:

1. a header block of at most `MAX_HEADER` bytes that begins with "WARC/" and has a Content-Length
2. so many bytes; of a record beyond `MAX_RECORD` none are kept
3. two line ends, then the next record; where they are missing the length was wrong, and reading goes on at the next header
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.readers.gzipped import Inflated

MAX_RECORD = 20_000_000  # bytes of one record, and of one page after its content encoding is undone
MAX_HEADER = 65_536  # bytes of a record's header block
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_NEXT = re.compile(rb"\r?\n\r?\n(?=WARC/\d\.\d\r?\n)")


@dataclass(frozen=True)
class Framed:
    """A record's bytes, or why it can't be read; `number` counts from 1."""

    number: int
    content: bytes
    problem: str = ""


def framed_records(stream: Inflated) -> Iterator[Framed]:
    """The records of a stream; what is wrong with the stream itself is its `problem` in the end."""
    number = 0
    while (header := _header(stream)) is not None:
        number += 1
        length = _LENGTH.search(header)
        if not header.startswith(b"WARC/") or not length:
            yield Framed(number, b"", "no WARC header with a Content-Length; reading went on at the next one" + _skip(stream))
            continue
        yield _body(stream, number, header, int(length.group(1)))


def _header(stream: Inflated) -> bytes | None:  # 1
    """The next header block with the empty line that ends it, or None at the end of the stream."""
    window = stream.read(MAX_HEADER).lstrip(b"\r\n")
    if not window:
        return None
    end = _HEADER_END.search(window)
    if end:
        stream.unread(window[end.end() :])
        return window[: end.end()]
    if len(window) < MAX_HEADER // 2:
        stream.problem = stream.problem or "the file ends inside a record's header"
        return None
    stream.unread(window[1:])
    return window[:1]


def _body(stream: Inflated, number: int, header: bytes, length: int) -> Framed:  # 2
    if length > MAX_RECORD:
        return _oversized(stream, number, header, length)
    body = stream.read(length)
    if len(body) < length:
        return _short(stream, number, header, body, length)
    close = stream.read(4)  # 3
    if close == b"\r\n\r\n" or close.startswith(b"\n\n"):
        stream.unread(close[2:] if close.startswith(b"\n\n") else b"")
        return Framed(number, header + body)
    if len(close) < 4 and b"\r\n\r\n".startswith(close):
        stream.problem = stream.problem or "the file ends before the end of a record"
        return Framed(number, header + body)
    return _wrong_length(stream, number, body + close, length)


def _short(stream: Inflated, number: int, header: bytes, body: bytes, length: int) -> Framed:
    """A record with fewer bytes than it claims: its length is wrong where another record follows, else the file was cut."""
    if _NEXT.search(body):
        return _wrong_length(stream, number, body, length)
    stream.problem = stream.problem or f"the file ends inside a record: {len(body):,} of {length:,} bytes"
    return Framed(number, header, f"cut: {len(body):,} of {length:,} bytes")


def _wrong_length(stream: Inflated, number: int, body: bytes, length: int) -> Framed:
    stream.unread(body)
    return Framed(
        number, b"", f"its Content-Length of {length:,} bytes is wrong; reading went on at the next header{_skip(stream)}"
    )


def _oversized(stream: Inflated, number: int, header: bytes, length: int) -> Framed:
    left = length
    while left and (piece := stream.read(min(left, 1_000_000))):
        left -= len(piece)
    if left:
        stream.problem = stream.problem or f"the file ends inside a record: {length - left:,} of {length:,} bytes"
    reason = f"a record of {length:,} bytes; at most {MAX_RECORD:,} are read"
    close = stream.read(4)
    stream.unread(close)
    if not left and close.strip(b"\r\n"):
        return Framed(number, b"", f"its Content-Length of {length:,} bytes is wrong; records inside it are lost{_skip(stream)}")
    return Framed(number, header, reason)


def _skip(stream: Inflated) -> str:
    """Go to the next header; the words that say so where there is none."""
    window = stream.read(MAX_HEADER)
    while window:
        if found := _NEXT.search(window):
            stream.unread(window[found.end() :])
            return ""
        more = stream.read(MAX_HEADER)
        if not more:
            break
        window = window[-16:] + more
    return ", of which there is none"
