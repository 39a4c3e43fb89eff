"""corpus.readers.feed: RSS, RDF and Atom, sound, broken and hostile."""

import time

import pytest

from corpus.article import Outlet
from corpus.readers.feed import looks_like_feed, read_feed
from corpus.readers.reader import read
from corpus.readers.reading import Reading
from tests.corpus.builders import REGISTRY, source

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>World | Vale Courier</title><link>https://feeds.example/</link><description>News</description>
<lastBuildDate>Tue, 03 Oct 2023 00:00:00 GMT</lastBuildDate>
<item><title>Sirens &amp;amp; bells</title><link>https://northern-wire.example/a?utm_source=rss</link>
<media:title>Picture</media:title><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Carr</dc:creator>
<pubDate>Mon, 02 Oct 2023 23:13:00 +0200</pubDate><atom:updated>2023-10-03T08:00:00Z</atom:updated>
<description>Short.</description>
<content:encoded><![CDATA[<p>The <b>dam</b> held.</p><script>alert(1)</script><ul><li>It rained &amp; rained.</li></ul>
<p>The post Sirens appeared first on Vale Courier.</p>]]></content:encoded></item>
<item><title>Dam holds</title><link>javascript:alert(1)</link><guid isPermaLink="false">7</guid>
<author>lee@vale.example (Ann Lee)</author><pubDate>soon</pubDate><description>The dam held.</description></item>
<item><title>Only a headline</title><link>https://vale-courier.example/3</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harl Herald</title><author><name>Cy Dee</name></author>
<link rel="self" href="https://herald.example/feed"/><updated>2023-10-09T00:00:00Z</updated>
<entry><title type="html">Sirens &lt;i&gt;ring&lt;/i&gt;</title><link rel="enclosure" href="https://herald.example/a.mp3"/>
<link href="https://herald.example/a"/><updated>2023-10-02T10:00:00+04:00</updated><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The <em>dam</em> held.</p><p>It rained.</p></div></content>
</entry>
<entry><title>Two</title><link href="https://herald.example/b"/><published>2023-10-02</published>
<author><name>Ann Lee</name></author><summary type="text">1 &lt; 2, they said.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://x.example/"><title>NW News</title></channel>
<item rdf:about="https://x.example/1"><title>Dam</title><link>https://x.example/1</link><description>The dam held.</description>
<dc:date>2023-10-02T10:00:00Z</dc:date><dc:creator>Ann Lee</dc:creator></item></rdf:RDF>"""
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1 if i else str()};" * 10}">' for i in range(10))
    + "]><rss><channel><item><description>&a9;</description></item></channel></rss>"
)


def feed(content: str | bytes, name: str = "news.rss") -> Reading:
    return read_feed(source(content, name), REGISTRY)


def item(inner: str, before: str = "") -> Reading:
    return feed(f"{before}<rss><channel><title>T</title><item>{inner}</item></channel></rss>")


def test_read_feed_reads_rss():
    first, second = feed(RSS).articles
    assert (first.title, first.text) == ("Sirens & bells", "The dam held.\n\nIt rained & rained.")
    assert (first.url, first.authors) == ("https://northern-wire.example/a", ("Ann Lee", "Bo Carr"))
    assert (first.published.iso, first.published.origin) == ("2023-10-02T23:13+02:00", "feed")
    assert first.published.evidence == "pubDate: Mon, 02 Oct 2023 23:13:00 +0200"
    assert (first.updated.iso, first.updated.origin) == ("2023-10-03T08:00+00:00", "feed")
    assert (first.outlet.name, first.outlet.origin) == ("Northern Wire", "domain")
    assert (second.url, second.authors, second.text) == (None, ("Ann Lee",), "The dam held.")
    assert (second.published.value, second.published.evidence) == (None, "not a date: pubDate: soon")
    assert (second.outlet.name, second.outlet.origin) == ("Vale Courier", "metadata")


def test_read_feed_names_the_entry_without_text():
    (failure,) = feed(RSS).failures
    assert failure.record == "entry 3"
    assert failure.reason == (
        "no text in content, description or summary; headline: Only a headline; address: https://vale-courier.example/3"
    )


def test_read_feed_reads_atom():
    first, second = feed(ATOM).articles
    assert (first.title, first.text, first.url) == ("Sirens ring", "The dam held.\n\nIt rained.", "https://herald.example/a")
    assert (first.authors, second.authors) == (("Cy Dee",), ("Ann Lee",))
    assert (first.published.value, first.updated.iso) == (None, "2023-10-02T10:00+04:00")
    assert (second.published.evidence, second.text) == ("published: 2023-10-02", "1 < 2, they said.")
    assert first.outlet == Outlet.named("Harl Herald", "metadata")


def test_read_feed_reads_rdf():
    (article,) = feed(RDF).articles
    assert (article.title, article.text, article.authors) == ("Dam", "The dam held.", ("Ann Lee",))
    assert (article.outlet.name, article.published.evidence) == ("Northern Wire", "date: 2023-10-02T10:00:00Z")


@pytest.mark.parametrize("name", ["a.rss", "a.ATOM", "a.xml", "a.txt", "a.html"])
@pytest.mark.parametrize("content", [ATOM, "\ufeff \n" + RDF, '<?xml version="1.0"?><!-- x --><!DOCTYPE rss>' + RSS[38:]])
def test_read_recognises_a_feed(name, content):
    assert looks_like_feed(content.encode())
    assert read(source(content, name), REGISTRY).articles


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251", "latin-1"])
def test_read_feed_reads_the_declared_encoding(encoding):
    text = "Дамба стоит." if encoding != "latin-1" else "Élan gagné."
    content = (
        f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><item><description>{text}</description></item></channel></rss>'
    )
    assert [a.text for a in feed(content.encode(encoding)).articles] == [text]


def test_read_feed_keeps_the_entries_before_the_place_where_it_breaks():
    reading = feed(RSS[: RSS.index("<item><title>Only")])
    assert [a.title for a in reading.articles] == ["Sirens & bells", "Dam holds"]
    (failure,) = reading.failures
    assert failure.reason.startswith("incomplete: no element found: line ")
    assert failure.reason.endswith("; 2 entries read before that")


@pytest.mark.parametrize("cut", range(0, len(RSS) - 5, 31))
def test_read_feed_never_ends_early_in_silence(cut):
    assert any(failure.record is None for failure in feed(RSS[:cut] or " ").failures)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            "<html><body/></html>",
            "incomplete: no feed: the outermost element is html, not rss, feed, RDF; 0 entries read before that",
        ),
        ("<rss><channel/></rss>", "the feed holds no entries"),
    ],
)
def test_read_feed_says_what_is_no_feed(content, reason):
    reading = feed(content)
    assert (reading.articles, [f.reason for f in reading.failures]) == ((), [reason])


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS,
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><description>&x;</description></item></channel></rss>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><rss><channel/></rss>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY a "b">]><rss><channel/></rss>',
    ],
)
def test_read_feed_refuses_entities(content):
    begun = time.monotonic()
    reading = feed(content)
    assert time.monotonic() - begun < 2
    (failure,) = reading.failures
    assert (reading.articles, failure.reason.split(" (")[0]) == ((), "refused: the feed declares or refers to entities")


@pytest.mark.parametrize("author", ["a" * 50_000, "<" * 5, "(" * 50_000, "a@" * 25_000, "A " * 25_000 + ")"])
def test_read_feed_is_not_held_by_a_long_author(author):
    begun = time.monotonic()
    (article,) = item(f"<author><![CDATA[{author}]]></author><description>The dam held.</description>").articles
    assert time.monotonic() - begun < 2
    assert article.text == "The dam held."
    assert len("".join(article.authors)) <= 200


def test_read_feed_is_not_held_by_depth_or_number():
    begun = time.monotonic()
    deep = item("<description>" + "<b>" * 100_000 + "x" + "</b>" * 100_000 + "</description>")
    (failure,) = deep.failures
    assert failure.reason == "incomplete: more than 200 elements within each other; 0 entries read before that"
    escaped = item("<description>" + "&lt;b&gt;" * 100_000 + "The dam held.</description>")
    assert [a.text for a in escaped.articles] == ["The dam held."] or escaped.failures
    assert len(feed(f"<rss><channel>{'<item><title>a</title></item>' * 20_000}</channel></rss>").failures) == 20_000
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//x.example/a", "/a", "file:///etc/passwd", "https://a b"]
)
def test_read_feed_takes_only_web_addresses(link):
    (article,) = item(f"<link>{link}</link><guid>{link}</guid><description>The dam held.</description>").articles
    assert article.url is None


def test_read_feed_takes_no_date_of_the_wrong_kind():
    (article,) = item("<description>The dam held.</description><pubDate>" + "9" * 500 + "</pubDate>").articles
    assert (article.published.value, article.published.evidence) == (None, "not a date: pubDate of 500 characters")
