"""Pages are read in workers: what holds or fills one is stopped, and the rest goes on."""

from datetime import UTC, datetime

import pytest

from corpus.article import Source
from corpus.outlets import general_registry
from corpus.workers import ReadingPool

ADDED = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = b"The ferry to Skarvey will not sail before Monday morning, the harbour office said."


def source(name: str, content: bytes) -> Source:
    return Source(name, content, ADDED)


@pytest.fixture(scope="module")
def pool():
    with ReadingPool(general_registry(), {}, seconds=2.0, memory=300 << 20) as opened:
        yield opened


def test_read_all_keeps_order_and_reads_rows_here(pool):
    sources = [
        source("a.txt", PAGE),
        source("b.jsonl", b'{"text": "The dam holds."}'),
        source("c.txt", b""),
        source("d.txt", PAGE + b" Twice."),
    ]
    readings = list(pool.read_all(sources))
    assert [[a.text for a in reading.articles] for reading in readings] == [
        [PAGE.decode()],
        ["The dam holds."],
        [],
        [PAGE.decode() + " Twice."],
    ]
    assert readings[2].failures[0].reason == "the file is empty"


@pytest.mark.slow
def test_page_that_holds_a_parser_is_stopped_and_the_rest_goes_on(pool):
    held = source("deep.html", b"<div>" * 400_000 + PAGE)
    first, second = pool.read_all([held, source("a.txt", PAGE)])
    assert (first.articles, len(first.failures)) == ((), 1)
    assert [a.text for a in second.articles] == [PAGE.decode()]


@pytest.mark.slow
def test_page_that_fills_the_memory_is_stopped(pool):
    attributes = b" ".join(b"a%d='%s'" % (i, b"x" * 40) for i in range(250_000))
    (reading,) = pool.read_all([source("wide.html", b"<p " + attributes + b">" + PAGE)])
    assert len(reading.failures) == 1 or reading.articles


def test_pool_that_reads_only_rows_starts_no_worker():
    with ReadingPool(general_registry(), {}) as idle:
        list(idle.read_all([source("b.jsonl", b'{"text": "The dam holds."}')]))
        assert idle._pool is None
