"""corpus.readers.parquet: one article a row of a Parquet file."""

import io
import resource
import time
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpus.readers.parquet import read_parquet
from corpus.readers.reader import read
from corpus.readers.reading import Reading
from tests.corpus.builders import REGISTRY, source


def file_of(**columns: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def parquet(content: bytes, mapping: dict[str, str] | None = None) -> Reading:
    return read_parquet(source(content, "a.parquet"), REGISTRY, mapping or {})


def test_read_parquet_reads_every_column():
    content = file_of(
        Headline=[" Sirens  ring "],
        body=["The dam held.\nIt rained."],
        publisher=["nw news"],
        link=["https://harl.example/1"],
        pubDate=[datetime(2024, 3, 2, 16, 13, tzinfo=UTC)],
        modified=[date(2024, 3, 4)],
        authors=[["Ann Lee", "Bo Carr"]],
        lang=["en"],
        embedding=[[0.5, 0.25]],
    )
    (article,) = read(source(content, "A.PARQUET"), REGISTRY).articles
    assert (article.title, article.text) == ("Sirens ring", "The dam held.\n\nIt rained.")
    assert (article.outlet.name, article.outlet.origin) == ("Northern Wire", "metadata")
    assert (article.url, article.authors) == ("https://harl.example/1", ("Ann Lee", "Bo Carr"))
    assert (article.published.iso, article.updated.iso) == ("2024-03-02T16:13+00:00", "2024-03-04")
    assert article.published.evidence == "published: 2024-03-02T16:13:00+00:00"


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_read_parquet_reads_timestamps_of_any_fineness(unit):
    moments = pa.array([1_709_395_980 * {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit] + 1], pa.timestamp(unit))
    (article,) = parquet(file_of(text=["The dam held."], date=moments)).articles
    assert article.published.iso == "2024-03-02T16:13"


def test_read_parquet_reads_bytes_categories_and_authors_that_are_objects():
    content = file_of(
        text=[b"The dam held."], outlet=pa.array(["Vale Courier"]).dictionary_encode(), authors=[[{"name": "Ann Lee"}]]
    )
    (article,) = parquet(content).articles
    assert (article.text, article.outlet.name, article.authors) == ("The dam held.", "Vale Courier", ("Ann Lee",))


def test_read_parquet_names_the_rows_without_text():
    reading = parquet(file_of(text=["One fell.", None, "", "Four ran."], title=["a", "b", "c", "d"]))
    assert [a.text for a in reading.articles] == ["One fell.", "Four ran."]
    assert [f.record for f in reading.failures] == ["row 2", "row 3"]


def test_read_parquet_says_that_no_column_is_known():
    (failure,) = parquet(file_of(teaser=["Words."], n=[1])).failures
    assert (failure.record, failure.reason) == (
        "the file",
        "no text: looked for text, body, content, article, maintext, full_text among teaser, n",
    )


def test_read_parquet_prefers_the_mapping():
    content = file_of(text=["Long words."], Teaser=["Short words."])
    assert [a.text for a in parquet(content, {"text": "Teaser"}).articles] == ["Short words."]
    assert parquet(content, {"text": "lead"}).failures[0].reason == "no text: looked for lead among text, Teaser"


def test_read_parquet_refuses_a_row_beyond_the_limit():
    reading = parquet(file_of(text=["x" * 5_000_001, "The dam held."]))
    assert [f.reason for f in reading.failures] == ["a row of 5,000,001 characters; at most 5,000,000 are read"]
    assert len(reading.articles) == 1


def test_read_parquet_says_that_a_file_holds_no_rows():
    (failure,) = parquet(file_of(text=pa.array([], pa.string()))).failures
    assert failure.reason == "the file holds no rows"


def test_read_parquet_never_ends_early_in_silence():
    content = file_of(text=[f"The dam held on day {n}." for n in range(100)])
    for cut in range(0, len(content), len(content) // 60):
        assert read(source(content[:cut], "a.parquet"), REGISTRY).failures
    damaged = content[:100] + b"\xff\x00\xff\x00" + content[104:]
    reading = read(source(damaged, "a.parquet"), REGISTRY)
    assert len(reading.articles) == 100 or reading.failures


def test_read_parquet_stays_small_before_a_dictionary_that_expands():
    content = file_of(text=pa.DictionaryArray.from_arrays(pa.array([0] * 200_000, pa.int32()), pa.array(["x" * 5_000_001])))
    assert len(content) < 1_000_000
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    reading = parquet(content)
    growth = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert reading.failures[-1].reason == "the file expands to more than 100 times its size"
    assert (growth < 1_000_000_000, time.monotonic() - begun < 30) == (True, True)
