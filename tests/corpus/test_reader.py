"""corpus.readers.reader: a source goes to its reader by name, and nothing it holds raises."""

import gzip
import random

import pytest

from corpus.readers.reader import MAX_PAGE, READABLE, read
from tests.corpus.builders import REGISTRY, source

PROSE = "The sirens rang at dawn, and the town of Harl was empty by six."
NOISE = random.Random(5).randbytes(3_000)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", PROSE),
        ("in/A.MD", PROSE),
        ("a.html", f"<html><body><article><p>{PROSE}</p></article></body></html>"),
        ("a.jsonl", f'{{"text": "{PROSE}"}}'),
        ("a.JSON", f'[{{"text": "{PROSE}"}}]'),
        ("a.csv", f'text\n"{PROSE}"\n'),
    ],
)
def test_read_chooses_the_reader_by_name(name, content):
    (article,) = read(source(content, name), REGISTRY).articles
    assert (article.text, article.source_name) == (PROSE, name)


def test_read_maps_columns():
    (article,) = read(source(f"words\n{PROSE.replace(',', '')}\n", "a.csv"), REGISTRY, {"text": "words"}).articles
    assert article.text == PROSE.replace(",", "")


@pytest.mark.parametrize("name", ["a.pdf", "a", "txt"])
def test_read_names_the_kinds_that_it_reads(name):
    (failure,) = read(source(PROSE, name), REGISTRY).failures
    assert failure.reason == (
        "no reader for this kind of file; read are .txt, .text, .md, .html, .htm, .xhtml, .html.gz, .htm.gz, "
        ".rss, .atom, .rdf, .xml, .warc, .warc.gz, "
        ".jsonl, .ndjson, .json, .csv, .tsv, .jsonl.gz, .ndjson.gz, .json.gz, .csv.gz, .tsv.gz, .parquet"
    )


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
@pytest.mark.parametrize("content", [b"", b" \n\t"])
def test_read_says_that_a_file_is_empty(name, content):
    (failure,) = read(source(content, name), REGISTRY).failures
    assert (failure.source_name, failure.reason, failure.record) == (name, "the file is empty", None)


def test_read_refuses_a_page_beyond_the_limit():
    (failure,) = read(source(b"x" * (MAX_PAGE + 1), "a.txt"), REGISTRY).failures
    assert failure.reason == "a page of 20,000,001 bytes; at most 20,000,000 are read"


@pytest.mark.parametrize("extension", READABLE)
@pytest.mark.parametrize("content", [NOISE, b"\x1f\x8b" + NOISE, b"\x00" * 50, b"\xff\xfe" + NOISE, b"<" * 500, b"[" * 5_000])
def test_read_never_raises_for_a_binary_file(extension, content):
    reading = read(source(content, f"a{extension}"), REGISTRY)
    assert reading.articles == ()
    assert reading.failures
    assert all(f.source_name == f"a{extension}" and f.reason for f in reading.failures)


def test_read_says_what_a_parser_tripped_over():
    (failure,) = read(source(gzip.compress(PROSE.encode())[:-9], "a.html.gz"), REGISTRY).failures
    assert failure.reason == "EOFError: Compressed file ended before the end-of-stream marker was reached"
