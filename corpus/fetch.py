"""The one guarded way to the network: for pages, feeds, redirects and robots.txt alike.

`Fetcher.fetch` asks public addresses only (`corpus.network` says how that is made sure), at a polite rate, and what
robots.txt allows; it follows redirects itself, so that each of them goes the same way.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from corpus.addresses import FetchRefused, Target, parse_target, resolve_link
from corpus.exchange import PRODUCT, Limits, Response, exchange
from corpus.network import Deadline, Network

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ROBOTS_SECONDS = 3_600.0  # how long a robots.txt is remembered; RFC 9309 says at most a day
ROBOTS_BYTES = 512_000  # of a robots.txt that are read, the least that RFC 9309 asks for
LONGEST_DELAY = 30.0  # seconds between two requests; a `Crawl-delay` beyond it counts as this
_AGENT_LINE = re.compile(r"(?im)^[ \t]*user[- ]?agent[ \t]*:?([^#\n]*)")


@dataclass(frozen=True)
class Fetched:
    """What a fetch brought: the address that answered (after redirects), its content decompressed, its `Content-Type` header."""

    url: str
    content: bytes
    content_type: str
    status: int


@dataclass(frozen=True)
class Clock:
    """Seconds that only grow, and how to wait for some; a test gives its own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep


@dataclass(frozen=True)
class _Robots:
    """What a site's robots.txt says, and until when that is believed."""

    rules: Protego
    until: float

    @property
    def delay(self) -> float:
        """The seconds that it wants between two requests."""
        return min(self.rules.crawl_delay(PRODUCT) or 0.0, LONGEST_DELAY)


class Fetcher:
    """Fetches; remembers when each host was last asked, and its robots.txt. For one thread."""

    def __init__(self, network: Network | None = None, limits: Limits | None = None, clock: Clock | None = None) -> None:
        self._network = network or Network()
        self._limits = limits or Limits()
        self._clock = clock or Clock()
        self._asked: dict[str, float] = {}  # host -> when its last answer ended
        self._robots: dict[str, _Robots] = {}  # site -> robots.txt

    def fetch(self, url: str) -> Fetched:
        """The answer to a GET for `url`, whatever its status, after at most `n_redirects` redirects.

        Raises:
            FetchRefused: an address that is not allowed at any step, a limit reached, robots.txt, or no whole answer.
        """
        deadline = Deadline(self._limits.seconds, self._clock.now)
        return self._follow(url, deadline, obey_robots=True)

    def _follow(self, url: str, deadline: Deadline, *, obey_robots: bool) -> Fetched:
        """Ask, and ask on where a redirect leads; each address is looked at as if it were the first."""
        onward = url
        for _ in range(self._limits.n_redirects + 1):
            target = parse_target(onward, self._network.ports)
            if obey_robots:
                self._obey_robots(target, deadline)
            response = self._ask(target, deadline)
            if response.status not in REDIRECTS:
                return Fetched(target.url, response.content, response.headers.get("Content-Type", ""), response.status)
            onward = _onward(target, response)
        raise FetchRefused(url, f"more than {self._limits.n_redirects} redirects")

    def _ask(self, target: Target, deadline: Deadline) -> Response:
        """One request, not before the host's turn has come."""
        self._wait_for_turn(target, deadline)
        try:
            return exchange(target, self._network, self._limits, deadline)
        finally:
            self._asked[target.host] = self._clock.now()

    def _wait_for_turn(self, target: Target, deadline: Deadline) -> None:
        robots = self._robots.get(target.site)
        between = max(self._limits.seconds_between, robots.delay if robots else 0.0)
        now = self._clock.now()
        wait = self._asked.get(target.host, now - between) + between - now
        if wait > 0:
            deadline.extend(wait)
            self._clock.sleep(wait)

    def _obey_robots(self, target: Target, deadline: Deadline) -> None:
        robots = self._robots.get(target.site)
        if robots is None or robots.until <= self._clock.now():
            robots = self._robots[target.site] = self._read_robots(target, deadline)
        if not robots.rules.can_fetch(target.url, PRODUCT):
            raise FetchRefused(target.url, f"the robots.txt of {target.authority} does not allow it")

    def _read_robots(self, target: Target, deadline: Deadline) -> _Robots:
        """A site's robots.txt: one that isn't there allows everything, one that can't be had nothing (RFC 9309, 2.3.1)."""
        answer = self._follow(f"{target.site}/robots.txt", deadline, obey_robots=False)
        if answer.status == 429 or answer.status >= 500:
            raise FetchRefused(target.url, f"the robots.txt of {target.authority} can't be had: status {answer.status}")
        text = answer.content[:ROBOTS_BYTES].decode("utf-8", "replace") if answer.status < 300 else ""
        return _Robots(parse_robots(text), self._clock.now() + ROBOTS_SECONDS)


def _onward(target: Target, response: Response) -> str:
    """Where a redirect leads."""
    location = str(response.headers.get("Location", ""))
    if not location:
        raise FetchRefused(target.url, "a redirect that leads nowhere")
    return resolve_link(target.url, location.encode("latin-1", "replace").decode("utf-8", "replace"))


def parse_robots(text: str) -> Protego:
    """The rules of a robots.txt, in time linear in its length.

    Protego 0.7 copies each rule to every agent of its group (15,000 agents and as many rules: minutes and gigabytes), so
    the agents that are not ours become one.
    """
    return Protego.parse(_AGENT_LINE.sub(_only_ours, "\n".join(text.splitlines())))


def _only_ours(line: re.Match[str]) -> str:
    """An agent's line as it stands where it may mean us ("*", "Dateline", or a beginning of it); a stranger's otherwise."""
    name = line[1].strip().lower().replace("*", "")
    return line[0] if PRODUCT.lower().startswith(name) else "User-agent: another"
