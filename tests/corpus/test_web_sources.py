from functools import partial
from html import escape
from urllib.parse import urlsplit

import pytest

from corpus.article import Source
from corpus.readers.reading import Failure
from corpus.web_sources import MAX_LINKS, feed_links, source_name, sources_from_url
from tests.conftest import ADDED
from tests.corpus.ssrf import REFUSED
from tests.corpus.web_server import WEB, Here, Server, answer, quick, redirect

BASE = "https://news.example/feeds/all.xml"


def rss(*links: str) -> str:
    items = "".join(f"<item><title>A</title><link>{escape(link)}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><link>https://news.example/</link>{items}</channel></rss>'


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feeds/all.xml"/>
<entry><link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="/a"/></entry>
<entry><link href="b"/></entry><entry><id>urn:c</id></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="/"><link>/</link></channel><item rdf:about="/a"><link>/a</link></item></rdf:RDF>"""
GUIDS = """<rss><channel><item><guid>https://news.example/a</guid></item><item><guid isPermaLink="false">https://no.example/</guid></item>
<item><guid>12345</guid></item><item><link/><guid isPermaLink="true">https://news.example/b</guid></item></channel></rss>"""
ENTITIES = (
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><link>&x;</link></item><item><link>/a</link></item></rss>'
)


@pytest.mark.parametrize(
    ("feed", "links"),
    [
        (rss("https://news.example/a", "/b?x=1&y=2", "https://news.example/a", "\n c \n"),
         ["https://news.example/a", "https://news.example/b?x=1&y=2", "https://news.example/feeds/c"]),
        (ATOM, ["https://news.example/a", "https://news.example/feeds/b"]),
        (RDF, ["https://news.example/a"]),
        (GUIDS, ["https://news.example/a", "https://news.example/b"]),
        (ENTITIES, ["https://news.example/a"]),
        ("\n" + rss("/a").replace("A</title>", "A & B</wrong>"), ["https://news.example/a"]),
        (rss("javascript:alert(1)", "http://[::1/"), ["javascript:alert(1)", "http://[::1/"]),
        (rss(), []),
        ("<html><body><item><link>/a</link></item></body></html>", None),
        ("<urlset><url><loc>/a</loc></url></urlset>", None),
        ("plain text", None),
        ("", None),
    ],
)  # fmt: skip
def test_feed_links(feed: str, links: list[str] | None):
    assert feed_links(feed.encode(), BASE) == links


def test_feed_links_in_another_encoding():
    feed = rss("https://news.example/ü").replace('version="1.0"', 'version="1.0" encoding="UTF-16"', 1)
    assert feed_links(feed.encode("utf-16"), BASE) == ["https://news.example/ü"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (" https://news.example/a?b#c\n", "https://news.example/a?b"),
        ("https://news.example/u\u0308", "https://news.example/\u00fc"),
        ("http://[::1", "http://[::1"),
    ],
)
def test_source_name(url: str, name: str):
    assert source_name(url) == name


@pytest.fixture
def at(web: Server):
    return f"http://news.example:{web.port}".__add__


@pytest.fixture
def sources(web: Server, here: Here):
    """`sources_from_url` with a fetcher that reaches the web."""
    return partial(sources_from_url, fetcher=quick(here.network(web.port)), added=ADDED)


def test_a_page_is_one_source(web: Server, at, sources):
    web.routes["/a"] = answer("<p>News")
    assert list(sources(f" {at('/a')}#top ")) == [Source(at("/a"), b"<p>News", ADDED)]


def test_a_page_is_named_as_it_was_asked_for(web: Server, at, sources):
    web.routes |= {"/a": redirect("/b"), "/b": answer("<p>News")}
    assert list(sources(at("/a"))) == [Source(at("/a"), b"<p>News", ADDED)]


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "the server answered 404 (Not Found)"), (503, "the server answered 503 (Service Unavailable)"), (299, None),
     (999, "the server answered 999"), (304, "the server answered 304 (Not Modified)")],
)  # fmt: skip
def test_a_page_without_success_is_a_failure(web: Server, at, sources, status: int, reason: str | None):
    web.routes["/a"] = answer("" if status == 304 else "x", status)
    assert list(sources(at("/a"))) == [Failure(at("/a"), reason) if reason else Source(at("/a"), b"x", ADDED)]


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "file:///etc/passwd", "http://[::1"])
def test_an_address_that_is_refused_is_a_failure(sources, url: str):
    (failure,) = sources(url)
    assert failure.source_name == url
    assert failure.reason.startswith("address not allowed")


def test_a_feed_is_one_source_unless_it_is_followed(web: Server, at, sources):
    feed = rss(at("/a"), "/b", at("/missing"), at("/held"))
    web.routes |= {"/feed": answer(feed), "/a": answer("A"), "/b": answer("B")}
    whole = Source(at("/feed"), feed.encode(), ADDED)
    assert list(sources(at("/feed"))) == [whole]
    assert list(sources(at("/feed"), follow=True, held=lambda name: name == at("/held"))) == [
        whole,
        Source(at("/a"), b"A", ADDED),
        Source(at("/b"), b"B", ADDED),
        Failure(at("/missing"), "the server answered 404 (Not Found)"),
    ]
    assert at("/held") not in web.requests


def test_a_page_that_is_no_feed_is_not_followed(web: Server, at, sources):
    web.routes["/a"] = answer('<a href="/b">B</a>')
    assert len(list(sources(at("/a"), follow=True))) == 1


def test_links_beyond_the_limit_are_told(web: Server, at, sources):
    web.routes["/feed"] = answer(rss(*(f"gopher://a/{n}" for n in range(MAX_LINKS + 7))))
    found = list(sources(at("/feed"), follow=True))
    assert len(found) == 1 + MAX_LINKS + 1
    assert found[-1] == Failure(at("/feed"), "7 further links are not followed", "link 501")


def test_a_feed_that_is_too_large_is_kept_and_not_followed(web: Server, at, sources):
    feed = rss("/a").replace("</channel>", f"<!--{'x' * 5_000_000}--></channel>").encode()
    web.routes["/feed"] = answer(feed)
    assert list(sources(at("/feed"), follow=True)) == [
        Source(at("/feed"), feed, ADDED),
        Failure(at("/feed"), "the links of a feed of more than 5,000,000 bytes are not followed", "links"),
    ]


def test_links_to_what_is_not_public_are_failures(web: Server, canary: Server, here: Here, at):
    """Every form of the list as an item's link: none reaches the canary; those without a host lead to the feed's own."""
    links = [url.replace("WEB_PORT", str(web.port)).replace("PORT", str(canary.port)) for url in REFUSED if "\x00" not in url]
    web.routes["/feed"] = answer(rss(*links))
    fetcher = quick(here.network(web.port, canary.port))
    _, *pages = sources_from_url(at("/feed"), fetcher, ADDED, follow=True)
    assert len(pages) > 150
    for page in pages:
        assert isinstance(page, Failure)
        assert page.reason.startswith("address not allowed") or urlsplit(page.source_name).hostname == "news.example", page
    assert canary.requests == []
    assert set(here.connected) == {WEB}
