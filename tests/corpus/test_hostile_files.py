"""Files that are made or broken to harm: each ends in articles or in a reason, and the others are read all the same."""

import gzip
from datetime import UTC, datetime

import pytest

from corpus.adding import AddReport, ReadingRules, add_batch
from corpus.article import Source
from corpus.outlets import general_registry
from corpus.workers import ReadingPool

pytestmark = pytest.mark.slow
ADDED = datetime(2026, 1, 1, tzinfo=UTC)
PROSE = "The ferry to Skarvey will not sail before Monday morning, the harbour office said on Friday evening. " * 6
ARTICLE = f"<article><h1>No ferry</h1><p>{PROSE}</p><p>{PROSE}</p></article>".encode()
HOSTILE = {
    "deep.html": b"<div>" * 100_000 + ARTICLE,
    "attributes.html": b"<p " + b" ".join(b"a%d=1" % i for i in range(300_000)) + b">" + ARTICLE,
    "paragraphs.html": b"<p>x" * 500_000,
    "line.txt": b"word " * 5_000_000,
    "nul.txt": PROSE.encode() + b"\x00" * 1_000,
    "latin.txt": PROSE.encode() + b"\xff\xfe\xe9" * 50,
    "utf16.txt": f"Wide. {PROSE}".encode("utf-16-le"),
    "bidi.txt": f"\u202e{PROSE}\u200b\u2066".encode(),
    "bomb.html.gz": gzip.compress(b"<p>" + b"a" * 300_000_000, 9),
    "laughs.xml": b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item>'
    b"<title>&b;</title></item></channel></rss>",
    "outside.xml": b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item>'
    b"<title>&x;</title></item></channel></rss>",
    "author.xml": b"<rss version='2.0'><channel><item><title>T</title><author>"
    + b"a@" * 25_000
    + b"</author></item></channel></rss>",
    "deep.json": b"[" * 100_000,
    "surrogate.jsonl": b'{"text": "The dam \\ud800 held.", "outlet": "\\udfff"}\n',
    "half.jsonl": b'{"text": "The dam held."}\n{"text": "The fer',
    "quotes.csv": b'title,text\nOne,"The dam held.\nTwo,"open',
    "dates.jsonl": b'{"text": "A.", "published": "0000-00-00"}\n{"text": "B.", "published": "9999-99-99"}\n',
    "nothing.warc.gz": b"\x1f\x8b" + b"\x00" * 100,
}
GOOD = Source("good.txt", f"Good. {PROSE}".encode(), ADDED)


def test_every_hostile_file_ends_in_articles_or_a_reason_and_the_good_one_is_read(archive):
    sources = [Source(name, content, ADDED) for name, content in HOSTILE.items()]
    report = AddReport()
    with archive.writing(), ReadingPool(general_registry(), {}, seconds=6.0) as pool:
        add_batch(archive, [*sources, GOOD], ReadingRules(archive.registry()), report, pool.read_all)
    told = {failure.source_name for failure in report.failures} | {article.source_name for article in archive.articles()}
    assert told == {*HOSTILE, "good.txt"}
    assert all(failure.reason for failure in report.failures)
    assert "root:" not in " ".join(article.text for article in archive.articles())


def test_article_inside_three_hundred_elements_keeps_its_text(archive):
    report = AddReport()
    nested = Source("nested.html", b"<div>" * 300 + ARTICLE + b"</div>" * 300, ADDED)
    add_batch(archive, [nested], ReadingRules(archive.registry()), report)
    assert [PROSE.strip() in article.text for article in archive.articles()] == [True], report.failures
