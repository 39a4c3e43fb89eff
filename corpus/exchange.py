"""One request to one web address and its whole answer: under one deadline, and limits on its headers and its content."""

import socket
import ssl
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse
from importlib.metadata import PackageNotFoundError, version
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING

from corpus.addresses import FetchRefused, Target
from corpus.network import Deadline, Network, connected

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PRODUCT = "Dateline"  # the name that a robots.txt may address
PIECE = 65_536  # bytes read at a time


@dataclass(frozen=True)
class Limits:
    """How much one fetch may take."""

    n_bytes: int = 20_000_000  # of content, decompressed
    n_header_bytes: int = 64_000  # of one answer's status line and headers
    seconds: float = 30.0  # for all of it: look-ups, redirects and robots.txt, but not the waiting out of politeness
    n_redirects: int = 5
    seconds_between: float = 1.0  # from the end of one request to a host to the start of the next


@dataclass(frozen=True)
class Response:
    """One answer, its content decompressed."""

    status: int
    headers: Message
    content: bytes


class _Refusal(Exception):
    """Why an answer is not taken; becomes a `FetchRefused` with its address."""


def user_agent() -> str:
    """How Dateline introduces itself: "Dateline/0.1.0 (+news archive tool)"."""
    try:
        return f"{PRODUCT}/{version('dateline')} (+news archive tool)"
    except PackageNotFoundError:  # run from a folder, not installed
        return f"{PRODUCT}/0 (+news archive tool)"


def exchange(target: Target, network: Network, limits: Limits, deadline: Deadline) -> Response:
    """Ask for `target` and read the whole answer. A redirect is an answer like another; nothing is followed here.

    Raises:
        FetchRefused: no allowed address, a limit reached, an answer cut short, no connection or no trust in its certificate.
    """
    with _refusals(target), closing(connected(target, network, deadline)) as peer:
        wire = _Wire(peer, deadline, limits.n_header_bytes)
        connection = HTTPConnection(target.host, target.port)
        connection.auto_open = 0  # it may never open a connection of its own
        connection.sock = wire
        connection.request("GET", target.path, headers=_headers(target))
        response = connection.getresponse()
        wire.reader.n_left = None
        return Response(response.status, response.headers, _content(response, limits.n_bytes))


def _headers(target: Target) -> dict[str, str]:
    return {
        "Host": target.authority,
        "User-Agent": user_agent(),
        "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


@contextmanager
def _refusals(target: Target) -> Iterator[None]:
    """Everything that goes wrong on the way becomes a `FetchRefused` in plain words, without a word of the answer's."""
    try:
        yield
    except FetchRefused:
        raise
    except Exception as error:
        raise FetchRefused(target.url, _reason(error, target.host)) from error


def _reason(error: Exception, host: str) -> str:
    """What to tell the user of an error; one that is not foreseen is not hidden.

    Raises:
        Exception: `error` itself, where it is a mistake of ours and not something that networks do.
    """
    match error:
        case _Refusal():
            return str(error)
        case TimeoutError():
            return "took longer than allowed"
        case socket.gaierror():
            return f"no address is known for the host {host}"
        case ssl.SSLCertVerificationError():
            return f"the certificate of {host} can't be trusted: {error.verify_message}"
        case ssl.SSLError():
            return f"no secure connection to {host}"
        case OSError():
            return f"no connection to {host}: {error.strerror or 'it broke off'}"
        case HTTPException() | zlib.error() | ValueError():
            return f"{host} gave no whole HTTP answer ({type(error).__name__})"
    raise error


class _Wire:
    """What `http.client` takes for its socket: every read and write ends with the deadline."""

    def __init__(self, peer: socket.socket, deadline: Deadline, n_header_bytes: int) -> None:
        self._peer = peer
        self._deadline = deadline
        self.reader = _Reader(peer, deadline, n_header_bytes)

    def sendall(self, request: bytes) -> None:
        self._peer.settimeout(self._deadline.remaining())
        self._peer.sendall(request)

    def makefile(self, mode: str) -> BufferedReader:
        return BufferedReader(self.reader)

    def close(self) -> None:
        """The socket is closed by who opened it; the answer may not have been read yet."""


class _Reader(RawIOBase):
    """The bytes of an answer. `n_left` bounds those of its headers, give or take one buffer; None afterwards."""

    def __init__(self, peer: socket.socket, deadline: Deadline, n_header_bytes: int) -> None:
        self._peer = peer
        self._deadline = deadline
        self.n_left: int | None = n_header_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        if self.n_left is not None and self.n_left <= 0:
            raise _Refusal("the headers of the answer are larger than allowed")
        self._peer.settimeout(self._deadline.remaining())
        n = self._peer.recv_into(buffer)
        if self.n_left is not None:
            self.n_left -= n
        return n


def _content(response: HTTPResponse, n_bytes: int) -> bytes:
    """The whole content, decompressed; more than `n_bytes` or less than was announced is refused, never cut."""
    too_large = _Refusal(f"larger than {n_bytes:,} bytes")
    if response.length is not None and response.length > n_bytes:
        raise too_large
    unpack = _unpacker(response.headers.get("Content-Encoding", ""))
    content = bytearray()
    while piece := response.read(PIECE):
        content += unpack(piece, n_bytes + 1 - len(content))
        if len(content) > n_bytes:
            raise too_large
    is_cut = isinstance(unpack, _Gunzip) and not unpack.is_whole
    if response.length or is_cut:  # http.client leaves in `length` what never came
        raise _Refusal("the answer ended before all of it had come")
    return bytes(content)


class _Gunzip:
    """Gzip, a piece at a time, several members after one another too."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._is_begun = False

    @property
    def is_whole(self) -> bool:
        """Whether the last member that began has ended."""
        return self._member.eof or not self._is_begun

    def __call__(self, piece: bytes, n_most: int) -> bytes:
        """The next bytes, at most `n_most` of them (more than 0); once there are so many, the rest is lost."""
        content = b""
        while piece and len(content) < n_most:
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            self._is_begun = True
            content += self._member.decompress(piece, n_most - len(content))
            piece = self._member.unused_data
        return content


def _as_it_is(piece: bytes, n_most: int) -> bytes:
    return piece


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    match encoding.strip().lower():
        case "" | "identity":
            return _as_it_is
        case "gzip" | "x-gzip":
            return _Gunzip()
    raise _Refusal("sent in a compression that was not asked for")
