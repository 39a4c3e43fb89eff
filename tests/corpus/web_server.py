"""Servers on this machine for the tests of fetching, and a network that ends here.

Linux gives every address of 127.0.0.0/8 to the machine itself. The web of these tests stands at `WEB`, which they allow;
the canary listens at all others, and must never see a request. No name is ever looked up outside `NAMES`.
"""

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from typing import Any

from corpus.addresses import Address, is_public
from corpus.exchange import Limits
from corpus.fetch import Clock, Fetcher
from corpus.network import Network, connect, verifying_context

WEB = "127.0.0.77"
PUBLIC = "93.184.215.14"  # some public address; nothing ever connects to it
NAMES = {
    "news.example": [WEB],
    "xn--bcher-kva.example": [WEB],
    "localhost": ["127.0.0.1", "::1"],
    "ip6-localhost": ["::1"],
    "metadata.google.internal": ["169.254.169.254"],
    "private.example": ["10.0.0.1"],
    "loopback.example": ["127.0.0.1"],
    "cname-to-loopback.example": ["127.0.0.1", "127.0.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "six-loopback.example": ["::1"],
    "private-twice.example": ["192.168.1.1", "10.0.0.1"],
    "carrier.example": ["100.100.100.200"],
    "link-local.example": ["fe80::1%eth0", "fe80::1"],
    "empty.example": [],
    "mixed.example": ["127.0.0.1", WEB],
    "mixed-the-other-way.example": [WEB, "127.0.0.1", "::1"],
}
TLS = verifying_context()  # made once: it reads some hundred certificates

Answer = bytes | Callable[[Any], None]  # the raw bytes of an answer, or a function that writes it to the connection


def answer(content: bytes | str = b"", status: int = 200, **headers: str) -> bytes:
    """An HTTP answer; `Content_Type="..."` gives a header, and there is a length unless `Content_Length=""`."""
    body = content.encode() if isinstance(content, str) else content
    fields = {"Content-Length": str(len(body)), "Content-Type": "text/html"} | {
        k.replace("_", "-"): v for k, v in headers.items()
    }
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in fields.items() if value)]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def redirect(to: str, status: int = 302) -> bytes:
    return answer(status=status, Location=to)


NOT_FOUND = answer("not here", 404)


class _Handler(BaseHTTPRequestHandler):
    server: "Server"

    def do_GET(self):
        self.server.requests.append(self.path)
        self.server.headers.append(dict(self.headers))
        said = self.server.find(self.path)
        with suppress(OSError):  # who asked has hung up, as it should
            self.wfile.write(said) if isinstance(said, bytes) else said(self.wfile)

    def log_message(self, *args):
        pass


class Server(socketserver.ThreadingTCPServer):
    """Answers by path from `routes`, and writes down what was asked."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, host: str, tls: ssl.SSLContext | None = None):
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), _Handler)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.port: int = self.server_address[1]
        self.routes: dict[str, Answer] = {}
        self.requests: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.find: Callable[[str], Answer] = lambda path: self.routes.get(path, NOT_FOUND)

    def server_bind(self):
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)  # all addresses of both kinds
        super().server_bind()

    def handle_error(self, request: Any, client_address: Any):
        pass  # a client that does not trust us

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *args: object):
        self.shutdown()
        self.server_close()


def allow_web(address: Address) -> bool:
    return str(address) == WEB or is_public(address)


@dataclass
class Here:
    """A network of which all connections end on this machine, and are written down."""

    connected: list[str] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)

    def look_up(self, host: str, port: int) -> Sequence[str]:
        self.looked_up.append(host)
        if host in NAMES:
            return NAMES[host]
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)  # 127.1, 0x7f.1; asks nobody
        return [str(info[4][0]) for info in found]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connected.append(address)
        assert is_here(address), f"a test would have connected to {address}"
        return connect(address, port, seconds)

    def network(self, *ports: int, **changes: Any) -> Network:
        chosen = {"allowed": allow_web, "look_up": self.look_up, "connect": self.connect, "tls": TLS} | changes
        return Network(ports=frozenset({80, 443, *ports}), **chosen)


def is_here(address: str) -> bool:
    found = ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback or found.is_unspecified


class FakeClock:
    """A clock that only goes on when someone sleeps."""

    def __init__(self):
        self.time = 1_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.time += seconds

    @property
    def clock(self) -> Clock:
        return Clock(self.now, self.sleep)


def quick(network: Network, **limits: Any) -> Fetcher:
    """A fetcher that waits for nobody."""
    return Fetcher(network, Limits(**({"seconds": 5.0, "seconds_between": 0.0} | limits)))
