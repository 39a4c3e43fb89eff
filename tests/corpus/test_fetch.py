"""The guarded way to the network, over servers on this machine: `WEB` is allowed, the canary never sees a request."""

import datetime as dt
import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import trustme

from corpus.addresses import FetchRefused, is_public
from corpus.exchange import Limits
from corpus.fetch import Fetcher, parse_robots
from corpus.network import Network
from tests.corpus.ssrf import HERE, REFUSED
from tests.corpus.web_server import PUBLIC, TLS, WEB, FakeClock, Here, Server, answer, quick, redirect

CODES = (301, 302, 303, 307, 308)


def refusal(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchRefused) as refused:
        fetcher.fetch(url)
    return refused.value.reason


def at(server: Server, path: str = "/", host: str = "news.example", scheme: str = "http") -> str:
    return f"{scheme}://{host}:{server.port}{path}"


def with_ports(url: str, web: Server, canary: Server) -> str:
    return url.replace("WEB_PORT", str(web.port)).replace("PORT", str(canary.port))


# --- what comes back


def test_fetch_brings_a_page(web: Server, here: Here):
    web.routes["/a?b=%C3%BC"] = answer("<p>ü", Content_Type="text/html; charset=utf-8")
    fetched = quick(here.network(web.port)).fetch(at(web, "/a?b=ü#c"))
    assert (fetched.status, fetched.content, fetched.content_type) == (200, "<p>ü".encode(), "text/html; charset=utf-8")
    assert fetched.url == at(web, "/a?b=%C3%BC")
    assert here.connected == [WEB, WEB]


def test_fetch_says_who_asks(web: Server, here: Here):
    quick(here.network(web.port)).fetch(at(web))
    sent = web.headers[-1]
    assert sent["User-Agent"].startswith("Dateline/")
    assert sent["User-Agent"].endswith(" (+news archive tool)")
    assert sent["Host"] == f"news.example:{web.port}"
    assert not {"Cookie", "Authorization", "Referer"} & set(sent)


@pytest.mark.parametrize("status", [404, 410, 500])
def test_fetch_brings_a_status_that_is_no_success(web: Server, here: Here, status: int):
    web.routes["/a"] = answer("gone", status)
    fetched = quick(here.network(web.port)).fetch(at(web, "/a"))
    assert (fetched.status, fetched.content) == (status, b"gone")


@pytest.mark.parametrize("code", CODES)
def test_fetch_follows_redirects_and_says_where_they_led(web: Server, here: Here, code: int):
    web.routes |= {"/a": redirect("b/ü", code), "/b/%C3%BC": answer("found")}
    fetched = quick(here.network(web.port)).fetch(at(web, "/a"))
    assert (fetched.url, fetched.content) == (at(web, "/b/%C3%BC"), b"found")


def test_fetch_unpacks_gzip_of_several_members(web: Server, here: Here):
    web.routes["/a"] = answer(gzip.compress(b"one, ") + gzip.compress(b"two"), Content_Encoding="gzip")
    assert quick(here.network(web.port)).fetch(at(web, "/a")).content == b"one, two"


def test_fetch_joins_chunks(web: Server, here: Here):
    web.routes["/a"] = answer(b"3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n", Transfer_Encoding="chunked", Content_Length="")
    assert quick(here.network(web.port)).fetch(at(web, "/a")).content == b"onetwo"


def test_fetch_leaves_a_gzipped_file_as_it_is(web: Server, here: Here):
    packed = gzip.compress(b"rows")
    web.routes["/a.gz"] = answer(packed, Content_Type="application/gzip")
    assert quick(here.network(web.port)).fetch(at(web, "/a.gz")).content == packed


def test_fetch_does_not_follow_a_meta_refresh(web: Server, canary: Server, here: Here):
    page = f'<meta http-equiv="refresh" content="0; url=http://127.0.0.1:{canary.port}/">'
    web.routes["/a"] = answer(page)
    assert quick(here.network(web.port, canary.port)).fetch(at(web, "/a")).content == page.encode()
    assert canary.requests == []


def test_fetch_asks_no_proxy(web: Server, canary: Server, here: Here, monkeypatch: pytest.MonkeyPatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
    web.routes["/a"] = answer("direct")
    assert quick(here.network(web.port, canary.port)).fetch(at(web, "/a")).content == b"direct"
    assert canary.requests == []


# --- where it does not go


def test_the_list_of_forms_is_long():
    assert len(set(REFUSED)) >= 150


def test_the_canary_would_see_a_request(canary: Server, here: Here):
    """Without the guard, every form of this machine's address reaches it: so its silence elsewhere means something."""
    fetcher = quick(here.network(canary.port, allowed=lambda address: True))
    for host in HERE:
        canary.requests.clear()
        assert fetcher.fetch(f"http://{host}:{canary.port}/").content == b"the secret"
        assert canary.requests[-1] == "/", host


@pytest.mark.parametrize("url", REFUSED)
def test_fetch_refuses_what_is_not_public(web: Server, canary: Server, here: Here, url: str):
    fetcher = quick(here.network(web.port, canary.port))
    assert refusal(fetcher, with_ports(url, web, canary)).startswith("address not allowed")
    assert (canary.requests, here.connected) == ([], [])


def hops(path: str) -> bytes:
    """`/hop/3?to=X` redirects twice more before it redirects to X; each time with another code."""
    parts = urlsplit(path)
    if not parts.path.startswith("/hop/"):
        return answer("our own page", 200 if parts.path != "/robots.txt" else 404)
    left = int(parts.path.removeprefix("/hop/"))
    to = parse_qs(parts.query, keep_blank_values=True)["to"][0]
    return redirect(to if left == 1 else f"/hop/{left - 1}?to={quote(to)}", CODES[left - 1])


@pytest.mark.parametrize("hop", [1, 2, 3, 4, 5])
def test_fetch_refuses_what_is_not_public_at_every_hop(web: Server, canary: Server, here: Here, hop: int, monkeypatch):
    monkeypatch.setattr(web, "find", hops)
    fetcher = quick(here.network(web.port, canary.port))
    chosen = REFUSED if hop in (1, 5) else REFUSED[hop::3]
    for url in (with_ports(url, web, canary) for url in chosen):
        with suppress(FetchRefused):
            assert urlsplit(fetcher.fetch(at(web, f"/hop/{hop}?to={quote(url)}")).url).hostname == "news.example", url
    assert canary.requests == []
    assert set(here.connected) == {WEB}


def test_fetch_refuses_a_redirect_in_the_same_words(web: Server, canary: Server, here: Here):
    web.routes |= {"/open": redirect(f"http://127.0.0.1:{canary.port}/"), "/closed": redirect("http://10.0.0.1/")}
    fetcher = quick(here.network(web.port, canary.port))
    assert refusal(fetcher, at(web, "/open")) == refusal(fetcher, at(web, "/closed")) == "address not allowed"


def test_fetch_asks_robots_txt_by_the_same_way(web: Server, canary: Server, here: Here):
    web.routes["/robots.txt"] = redirect(f"http://127.0.0.1:{canary.port}/")
    assert refusal(quick(here.network(web.port, canary.port)), at(web, "/a")) == "address not allowed"
    assert (canary.requests, web.requests) == ([], ["/robots.txt"])


@pytest.mark.parametrize("name", ["mixed.example", "mixed-the-other-way.example"])
def test_fetch_asks_only_the_public_address_of_a_name(web: Server, canary: Server, here: Here, name: str):
    fetcher = quick(here.network(web.port, canary.port))
    assert fetcher.fetch(at(web, host=name)).status == 404
    assert (canary.requests, set(here.connected)) == ([], {WEB})


def test_fetch_tries_no_closed_address_where_the_public_one_is_down(canary: Server, here: Here, closed_port: int):
    fetcher = quick(here.network(closed_port))
    assert "no connection" in refusal(fetcher, f"http://mixed.example:{closed_port}/")
    assert (canary.requests, here.connected) == ([], [WEB])


@pytest.mark.parametrize("n_honest", [0, 1, 2, 3])
def test_fetch_looks_each_answer_of_a_changing_name_over(web: Server, canary: Server, here: Here, n_honest: int):
    """The name is the web's at first, then the canary's: robots.txt, page and redirects are each looked up once and vetted."""
    web.routes |= {"/a": redirect("/b"), "/b": redirect("/c"), "/c": redirect("/d")}
    answers = iter([*[[WEB]] * n_honest, *[["127.0.0.1"]] * 9])
    fetcher = quick(here.network(web.port, canary.port, look_up=lambda host, port: next(answers)))
    assert refusal(fetcher, at(web, "/a")) == "address not allowed"
    assert (canary.requests, here.connected, len(web.requests)) == ([], [WEB] * n_honest, n_honest)


def test_fetch_refuses_a_name_that_alternates(web: Server, canary: Server, here: Here):
    answers = cycle([[WEB], ["127.0.0.1"], ["::1"], ["169.254.169.254"]])
    fetcher = quick(here.network(web.port, canary.port, look_up=lambda host, port: next(answers)))
    for _ in range(8):
        with suppress(FetchRefused):
            fetcher.fetch(at(web, "/a"))
    assert (canary.requests, set(here.connected)) == ([], {WEB})


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_fetch_looks_at_who_answers_and_not_at_whom_it_called(scheme: str):
    """A public address that leads here (a router's doing): nothing is sent to whoever took the connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ours = lambda address, port, seconds: socket.create_connection(listener.getsockname(), seconds)  # noqa: E731
        fetcher = quick(Network(look_up=lambda host, port: [PUBLIC], connect=ours, tls=TLS))
        assert refusal(fetcher, f"{scheme}://news.example/") == "address not allowed"
        taken, _ = listener.accept()
        with taken:
            assert taken.recv(1) == b""


def test_fetch_allows_no_loopback_unless_told(web: Server, here: Here):
    assert Network().allowed is is_public
    assert Network().ports == {80, 443}
    assert refusal(quick(here.network(web.port, allowed=is_public)), at(web)) == "address not allowed"
    assert web.requests == []


# --- limits


def drip(piece: bytes, pause: float = 0.02) -> Callable:
    def write(out):
        out.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        for _ in range(500):
            out.write(piece)
            time.sleep(pause)

    return write


def endless(out) -> None:
    out.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        out.write(b"x" * 65_536)


def fetched_from(web: Server, here: Here, said, **limits) -> str:
    web.routes["/a"] = said
    return refusal(quick(here.network(web.port), **limits), at(web, "/a"))


TOO_LARGE = "larger than 1,000 bytes"
BOMB = gzip.compress(b"\0" * 20_000_000)


@pytest.mark.parametrize(
    "said",
    [
        answer(b"x" * 1_001),
        answer(b"x" * 1_001, Content_Length=""),
        answer(b"", Content_Length="10000000000"),
        answer(b"3e9\r\n" + b"x" * 1_001 + b"\r\n0\r\n\r\n", Transfer_Encoding="chunked", Content_Length=""),
        answer(BOMB[:900], Content_Encoding="gzip"),
        answer(BOMB, Content_Encoding="gzip", Content_Length=""),
        endless,
    ],
    ids=["length", "no-length", "10-GB", "chunks", "bomb", "bomb-without-length", "endless"],
)
def test_fetch_refuses_what_is_too_large(web: Server, here: Here, said):
    assert fetched_from(web, here, said, n_bytes=1_000) == TOO_LARGE


def test_fetch_brings_what_is_just_not_too_large(web: Server, here: Here):
    web.routes["/a"] = answer(gzip.compress(b"x" * 1_000), Content_Encoding="gzip")
    assert len(quick(here.network(web.port), n_bytes=1_000).fetch(at(web, "/a")).content) == 1_000


@pytest.mark.parametrize(
    "said",
    [drip(b"X-Header: a\r\n"), drip(b"X"), drip(b"\r\nx"), drip(b"\r\n" + b"x" * 40), lambda out: time.sleep(1)],
    ids=["headers", "one header", "body", "body in pieces", "silence"],
)
def test_fetch_refuses_what_is_too_slow(web: Server, here: Here, said):
    begun = time.monotonic()
    assert fetched_from(web, here, said, seconds=0.15) == "took longer than allowed"
    assert time.monotonic() - begun < 3


def test_fetch_counts_all_hops_against_one_time(web: Server, here: Here):
    def slow(out):
        time.sleep(0.06)
        out.write(redirect("/a"))

    assert fetched_from(web, here, slow, seconds=0.15, n_redirects=50) == "took longer than allowed"


def test_fetch_does_not_wait_for_a_resolver_that_hangs(here: Here):
    network = here.network(look_up=lambda host, port: time.sleep(1) or [])
    assert refusal(quick(network, seconds=0.05), "http://news.example/") == "took longer than allowed"


def test_fetch_refuses_a_peer_that_never_speaks_tls(here: Here):
    with socket.create_server((WEB, 0)) as listener:
        port = listener.getsockname()[1]
        assert refusal(quick(here.network(port), seconds=0.1), f"https://news.example:{port}/") == "took longer than allowed"


@pytest.mark.parametrize(
    "headers",
    [
        b"X-Large: " + b"x" * 1_000_000 + b"\r\n",
        b"".join(b"X-%d: x\r\n" % n for n in range(100_000)),
        b"".join(b"X-%d: %s\r\n" % (n, b"x" * 1_000) for n in range(90)),
    ],
    ids=["1 MB in one", "100,000", "90 KB"],
)
def test_fetch_refuses_headers_that_are_too_large(web: Server, here: Here, headers: bytes):
    reason = fetched_from(web, here, b"HTTP/1.1 200 OK\r\n" + headers + b"\r\nbody")
    assert reason in (
        "the headers of the answer are larger than allowed",
        "news.example gave no whole HTTP answer (HTTPException)",
    )


def test_fetch_refuses_endless_interim_answers(web: Server, here: Here):
    def write(out):
        while True:
            out.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)

    assert fetched_from(web, here, write) == "the headers of the answer are larger than allowed"


CUT = "the answer ended before all of it had come"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (answer(b"half", Content_Length="8"), CUT),
        (answer(gzip.compress(b"whole" * 99)[:-9], Content_Encoding="gzip"), CUT),
        (answer(gzip.compress(b"a") + gzip.compress(b"b")[:8], Content_Encoding="gzip"), CUT),
        (answer(b"8\r\nhalf", Transfer_Encoding="chunked", Content_Length=""), "gave no whole HTTP answer (IncompleteRead)"),
        (answer(b"4\r\nhalf\r\n", Transfer_Encoding="chunked", Content_Length=""), "gave no whole HTTP answer (IncompleteRead)"),
        (answer(b"not gzip", Content_Encoding="gzip"), "gave no whole HTTP answer (error)"),
        (answer(zlib.compress(b"x"), Content_Encoding="br"), "sent in a compression that was not asked for"),
        (b"<p>the secret of HTTP/0.9", "gave no whole HTTP answer (BadStatusLine)"),
        (b"SSH-2.0-OpenSSH\r\n", "gave no whole HTTP answer (BadStatusLine)"),
        (b"HTTP/1.1 abc\r\n\r\n", "gave no whole HTTP answer (BadStatusLine)"),
        (b"", "no connection to news.example: it broke off"),
    ],
)
def test_fetch_refuses_what_is_not_whole(web: Server, here: Here, said: bytes, reason: str):
    said_of_it = fetched_from(web, here, said)
    assert said_of_it.endswith(reason)
    assert "secret" not in said_of_it
    assert "SSH" not in said_of_it


def test_fetch_refuses_a_loop(web: Server, here: Here):
    web.routes["/b"] = redirect("/a")
    assert fetched_from(web, here, redirect("/b")) == "more than 5 redirects"
    assert web.requests == ["/robots.txt", "/a", "/b", "/a", "/b", "/a", "/b"]


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("", "a redirect that leads nowhere"),
        ("file:///etc/passwd", "address not allowed: only http and https are fetched"),
        ("https:///", "address not allowed: no plain host name in it"),
    ],
)
def test_fetch_refuses_a_redirect_to_nowhere(web: Server, here: Here, to: str, reason: str):
    assert fetched_from(web, here, redirect(to)) == reason


def test_fetch_says_when_no_one_answers(here: Here, closed_port: int):
    fetcher = quick(here.network(closed_port))
    assert refusal(fetcher, f"http://news.example:{closed_port}/") == "no connection to news.example: Connection refused"
    assert refusal(fetcher, "http://nowhere.example/") == "no address is known for the host nowhere.example"


# --- TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def tls_server(certificate: trustme.LeafCert) -> Server:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return Server(WEB, context)


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_fetch_speaks_tls_with_whom_it_can_trust(authority: trustme.CA, here: Here):
    with tls_server(authority.issue_cert("news.example")) as server:
        server.routes["/a"] = answer("over TLS")
        fetcher = quick(here.network(server.port, tls=trusting(authority)))
        assert fetcher.fetch(at(server, "/a", scheme="https")).content == b"over TLS"


LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("host", "not_after", "is_trusted", "why"),
    [
        ("news.example", None, False, "unable to get local issuer certificate"),
        ("news.example", LONG_AGO, True, "certificate has expired"),
        ("other.example", None, True, "Hostname mismatch"),
    ],
    ids=["unknown authority", "expired", "another name"],
)
def test_fetch_speaks_to_no_one_it_can_not_trust(authority, here: Here, host: str, not_after, is_trusted: bool, why: str):
    before = LONG_AGO - dt.timedelta(days=9) if not_after else None
    with tls_server(authority.issue_cert(host, not_before=before, not_after=not_after)) as server:
        fetcher = quick(here.network(server.port, tls=trusting(authority) if is_trusted else TLS))
        reason = refusal(fetcher, at(server, "/a", scheme="https"))
        assert reason.startswith("the certificate of news.example can't be trusted: ")
        assert why in reason
        assert server.requests == []


def test_fetch_does_not_fall_back_to_plain_http(web: Server, here: Here):
    assert refusal(quick(here.network(web.port)), at(web, "/a", scheme="https")) == "no secure connection to news.example"
    assert web.requests == []


# --- manners


def robots(text: str) -> bytes:
    return answer(text, Content_Type="text/plain")


def test_fetch_keeps_to_robots_txt(web: Server, here: Here):
    web.routes |= {"/robots.txt": robots("User-agent: *\nDisallow: /closed\n"), "/open": answer("open")}
    fetcher = quick(here.network(web.port))
    assert refusal(fetcher, at(web, "/closed/a")) == f"the robots.txt of news.example:{web.port} does not allow it"
    assert fetcher.fetch(at(web, "/open")).content == b"open"
    assert web.requests == ["/robots.txt", "/open"]


def test_fetch_keeps_to_robots_txt_where_a_redirect_leads(web: Server, here: Here):
    web.routes |= {"/robots.txt": robots("User-agent: Dateline\nDisallow: /closed\n"), "/a": redirect("/closed")}
    assert refusal(quick(here.network(web.port)), at(web, "/a")).endswith("does not allow it")
    assert web.requests == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("status", "is_allowed"), [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False)]
)
def test_fetch_reads_a_missing_robots_txt_as_rfc_9309_says(web: Server, here: Here, status: int, is_allowed: bool):
    web.routes |= {"/robots.txt": answer("User-agent: *\nDisallow: /", status), "/a": answer("open")}
    fetcher = quick(here.network(web.port))
    if is_allowed:
        assert fetcher.fetch(at(web, "/a")).content == b"open"
    else:
        assert refusal(fetcher, at(web, "/a")) == f"the robots.txt of news.example:{web.port} can't be had: status {status}"


def test_fetch_reads_robots_txt_again_after_an_hour(web: Server, here: Here):
    clock = FakeClock()
    fetcher = Fetcher(here.network(web.port), Limits(), clock.clock)
    for pause in (0, 3_000, 700):
        clock.time += pause
        fetcher.fetch(at(web, "/a"))
    assert web.requests == ["/robots.txt", "/a", "/a", "/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("text", "is_allowed"),
    [
        ("User-agent: dateline\nDisallow: /\n", False),
        ("USER AGENT Dateline # us\nDisallow: /\n", False),
        ("User-agent: other\nUser-agent: Dateline\nDisallow: /\n", False),
        ("User-agent: other\nDisallow: /\n\nUser-agent: *\nAllow: /\n", True),
        ("User-agent: news\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Dateline\nAllow: /\n", True),
        ("User-agent: *\nDisallow: /*.html$\n", False),
        ("User-agent: other\rDisallow: /\r\rUser-agent: *\rDisallow:\r", True),
        ("<!doctype html><p>no such page", True),
        ("", True),
    ],
)
def test_parse_robots_finds_what_is_meant_for_us(text: str, is_allowed: bool):
    assert parse_robots(text).can_fetch("https://news.example/a.html", "Dateline") == is_allowed


@pytest.mark.parametrize("end", ["\n", "\u2028", "\x0b"])
def test_parse_robots_takes_no_longer_for_many_agents(end: str):
    text = "".join(f"User-agent: a{n}{end}" for n in range(15_000)) + "".join(f"Disallow: /{n}{end}" for n in range(15_000))
    begun = time.monotonic()
    parse_robots(text)
    assert time.monotonic() - begun < 10  # minutes, in Protego alone


def test_fetch_asks_a_host_once_a_second(web: Server, here: Here):
    clock = FakeClock()
    fetcher = Fetcher(here.network(web.port), Limits(), clock.clock)
    web.routes["/a"] = redirect("/b")
    fetcher.fetch(at(web, "/a"))  # robots.txt, a second, /a, a second, /b
    clock.time += 0.25
    fetcher.fetch(at(web, "/b"))
    clock.time += 9
    fetcher.fetch(at(web, "/b"))
    fetcher.fetch(at(web, host="xn--bcher-kva.example"))  # another host: robots.txt at once, the page a second later
    assert clock.slept == [1, 1, 0.75, 1]


def test_fetch_does_not_count_politeness_as_slowness(web: Server, here: Here):
    clock = FakeClock()
    fetcher = Fetcher(here.network(web.port), Limits(seconds=0.5), clock.clock)
    assert fetcher.fetch(at(web, "/a")).status == 404
    assert clock.slept == [1]


@pytest.mark.parametrize(("delay", "waited"), [("0.1", 1), ("7", 7), ("86400", 30), ("-5", 1), ("nan", 1)])
def test_fetch_waits_as_robots_txt_asks(web: Server, here: Here, delay: str, waited: float):
    clock = FakeClock()
    web.routes["/robots.txt"] = robots(f"User-agent: *\nCrawl-delay: {delay}\n")
    Fetcher(here.network(web.port), Limits(), clock.clock).fetch(at(web, "/a"))
    assert clock.slept == [waited]
