"""A connection to a public address, and to no other.

1. The host is looked up once; of its addresses only the allowed ones are kept.
2. One of these is connected to, by number, and the address that the socket itself reports is looked at again.
3. Only then is the socket handed out, wrapped in verified TLS where the scheme says so. Until then nothing was sent.

No proxy, cookie or password of the user's has a part in it.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from ipaddress import ip_address

import certifi

from corpus.addresses import NOT_ALLOWED, WEB_PORTS, Address, FetchRefused, Target, is_public

CONNECT_SECONDS = 8.0  # of one connection: a host's next address gets its turn within the whole fetch's limit
MAX_ADDRESSES = 4  # of one host that are tried


def verifying_context() -> ssl.SSLContext:
    """TLS that trusts the machine's certificate authorities and Mozilla's (some Pythons find none on the machine)."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def look_up(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host as the machine's resolver gives them, in its order."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """A TCP connection to an IP address."""
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True)
class Network:
    """How the network is reached. A program takes the defaults; other values are for tests with a server of their own."""

    allowed: Callable[[Address], bool] = is_public
    ports: frozenset[int] = WEB_PORTS
    look_up: Callable[[str, int], Sequence[str]] = look_up
    connect: Callable[[str, int, float], socket.socket] = connect
    tls: ssl.SSLContext = field(default_factory=verifying_context)


class Deadline:
    """When a fetch must be done. `now` gives seconds that only grow."""

    def __init__(self, seconds: float, now: Callable[[], float]) -> None:
        self._now = now
        self._end = now() + seconds

    def remaining(self) -> float:
        """The seconds left, more than 0.

        Raises:
            TimeoutError: when there are none.
        """
        left = self._end - self._now()
        if left <= 0:
            raise TimeoutError
        return left

    def extend(self, seconds: float) -> None:
        """Don't count some seconds that were waited on purpose."""
        self._end += seconds


def connected(target: Target, network: Network, deadline: Deadline) -> socket.socket:
    """A connection to the first allowed address of a host that takes one; the caller closes it.

    Raises:
        FetchRefused: no address of the host, or not the one that answered, is allowed.
        OSError: no look-up, no connection, no time (`TimeoutError`) or no trust (`ssl.SSLError`).
    """
    addresses = [address for address in _addresses(target, network, deadline) if network.allowed(address)]
    if not addresses:
        raise FetchRefused(target.url, NOT_ALLOWED)
    failure = OSError()
    for address in addresses[:MAX_ADDRESSES]:
        try:
            peer = network.connect(str(address), target.port, min(deadline.remaining(), CONNECT_SECONDS))
        except OSError as error:
            failure = error
        else:
            return _secured(_vetted(peer, target, network), target, network, deadline)
    raise failure


def _addresses(target: Target, network: Network, deadline: Deadline) -> list[Address]:
    """The IP addresses of a host, looked up within the deadline; that of a literal one is itself."""
    try:
        return [ip_address(target.host)]
    except ValueError:
        found = _within(deadline, lambda: network.look_up(target.host, target.port))
        return [ip_address(address) for address in found]


def _within(deadline: Deadline, work: Callable[[], Sequence[str]]) -> Sequence[str]:
    """What `work` gives; a resolver can't be told to stop, so it is left behind when time is up."""
    future: Future[Sequence[str]] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except Exception as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True, name="look-up").start()
    return future.result(timeout=deadline.remaining())


def _vetted(peer: socket.socket, target: Target, network: Network) -> socket.socket:
    """The socket, if the address at its other end is allowed: whatever was asked for, this is who would get the request."""
    try:
        allowed = network.allowed(ip_address(peer.getpeername()[0]))
    except (OSError, ValueError):
        allowed = False
    if not allowed:
        peer.close()
        raise FetchRefused(target.url, NOT_ALLOWED)
    return peer


def _secured(peer: socket.socket, target: Target, network: Network, deadline: Deadline) -> socket.socket:
    if target.scheme == "http":
        return peer
    try:
        peer.settimeout(deadline.remaining())
        return network.tls.wrap_socket(peer, server_hostname=target.host)
    except Exception:
        peer.close()
        raise
