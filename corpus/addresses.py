"""Where Dateline may go on the network: addresses of pages read strictly, and public IP addresses told from all others.

Parsers of web addresses disagree with each other (a backslash, two `@`, a tab in the host), so a form that two of them
could read in two ways is refused before anyone reads it. What is safe is decided by the IP address alone.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import quote, urljoin, urlsplit

import idna

Address = IPv4Address | IPv6Address

WEB_PORTS = frozenset({80, 443})
NOT_ALLOWED = "address not allowed"  # all that is ever said of an address, whatever answers there
_DEFAULT_PORT = {"http": 80, "https": 443}
_AMBIGUOUS = re.compile(r"[\x00-\x1f\x7f\\]")
_NETLOC = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:@%\s]+)(:\d*)?")  # no userinfo, no percent signs, no zone
_HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_PATH_SAFE = "/%:@!$&'()*+,;=-._~?[]|"  # sent as they stand; everything else is percent-encoded as UTF-8
_LONGEST_HOST = 253  # characters, RFC 1035

_CLOSED_V4 = [
    IPv4Network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
_GLOBAL_V6 = IPv6Network(
    "2000::/3"
)  # all that IANA gives out; so not ::/96, 64:ff9b::/96, 64:ff9b:1::/48, fe80::, fec0::, ff00::
_CLOSED_V6 = [IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


class FetchRefused(Exception):
    """A fetch that Dateline did not do or did not finish. `reason` is for the user, and never says what answered."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(reason)
        self.url = url
        self.reason = reason


@dataclass(frozen=True)
class Target:
    """A web address taken apart: all in ASCII, the host in lower case, an IPv6 literal without brackets.

    `path` holds the query too, as it is sent; the fragment is gone.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as the `Host` header names it: its port only where that is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORT[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """What one robots.txt is for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.site + self.path


def parse_target(url: str, ports: frozenset[int] = WEB_PORTS) -> Target:
    """The parts of an address that may be asked for; its host may still turn out to have no allowed IP address.

    Raises:
        FetchRefused: not http or https, another port, userinfo, no host, or a form that can be read in two ways.
    """
    if _AMBIGUOUS.search(url):
        raise FetchRefused(url, f"{NOT_ALLOWED}: a control character or a backslash in it")
    try:
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT_PORT:
            raise FetchRefused(url, f"{NOT_ALLOWED}: only http and https are fetched")
        if not _NETLOC.fullmatch(parts.netloc):
            raise FetchRefused(url, f"{NOT_ALLOWED}: no plain host name in it")
        port = parts.port if parts.port is not None else _DEFAULT_PORT[parts.scheme]
        host = _ascii_host(parts.hostname or "")
        path = quote(parts.path or "/", safe=_PATH_SAFE) + (f"?{quote(parts.query, safe=_PATH_SAFE)}" if parts.query else "")
    except ValueError:
        raise FetchRefused(url, f"{NOT_ALLOWED}: it is not a web address") from None
    if port not in ports:
        raise FetchRefused(url, f"{NOT_ALLOWED}: only ports {' and '.join(map(str, sorted(ports)))} are asked")
    return Target(parts.scheme, host, port, path)


def _ascii_host(host: str) -> str:
    """A host name in lower-case ASCII (IDNA 2008), without the dot of the root; an IPv6 literal in its usual form.

    Raises:
        ValueError: what no host is called.
    """
    if ":" in host:
        return str(IPv6Address(host))
    name = host if host.isascii() else idna.encode(host, uts46=True).decode()
    name = name.lower().removesuffix(".")
    if len(name) > _LONGEST_HOST or not _HOST.fullmatch(name):
        raise ValueError(f"not a host name: {host!r}")
    return name


def resolve_link(base: str, link: str) -> str:
    """Where a link or a `Location` on the page at `base` leads; a form that `urljoin` would mend in silence is refused.

    Raises:
        FetchRefused: control characters, backslashes, or brackets that don't match.
    """
    if _AMBIGUOUS.search(link):
        raise FetchRefused(link, f"{NOT_ALLOWED}: a control character or a backslash in it")
    try:
        return urljoin(base, link)
    except ValueError:
        raise FetchRefused(link, f"{NOT_ALLOWED}: it is not a web address") from None


def is_public(address: Address) -> bool:
    """Whether an IP address is a global unicast one, of the Internet's and not of this machine's or its neighbours'.

    Lists of our own beside `is_global`, whose answers change between versions of Python. What carries an IPv4 address
    inside (mapped, 6to4, NAT64, Teredo) is not public. A neighbour with a public address can't be told from a stranger.
    Source: IANA special-purpose address registries, 2025-06.
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in block for block in _CLOSED_V4)
    return address.is_global and address in _GLOBAL_V6 and not any(address in block for block in _CLOSED_V6)
