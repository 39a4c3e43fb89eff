"""Which reader a source goes to, told by its name, and for exports and feeds by its content."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from corpus.article import AnySource, Source
from corpus.outlets import OutletRegistry
from corpus.readers.factiva import factiva_lines, read_factiva
from corpus.readers.feed import looks_like_feed, read_feed
from corpus.readers.html import read_html
from corpus.readers.nexis import nexis_lines, read_nexis
from corpus.readers.parquet import read_parquet
from corpus.readers.plain import read_plain
from corpus.readers.reading import Reading
from corpus.readers.rows import row_parts
from corpus.readers.warc import read_warc
from corpus.text import decode

PLAIN = (".txt", ".text", ".md")
HTML = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
FEED = (".rss", ".atom", ".rdf", ".xml")
WARC = (".warc", ".warc.gz")
ROWS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".jsonl.gz", ".ndjson.gz", ".json.gz", ".csv.gz", ".tsv.gz")
PARQUET = (".parquet",)
READABLE = (*PLAIN, *HTML, *FEED, *WARC, *ROWS, *PARQUET)
MAX_PAGE = 20_000_000  # bytes of one page; files of rows may be larger


def read(source: Source, registry: OutletRegistry, mapping: Mapping[str, str] | None = None) -> Reading:
    """The articles of a source and what of it could not be read; never raises for what a file holds."""
    return Reading.joined(read_parts(source, registry, mapping))


def read_parts(source: AnySource, registry: OutletRegistry, mapping: Mapping[str, str] | None = None) -> Iterator[Reading]:
    """The same, part by part: what is held of a file of rows does not grow with their number."""
    try:
        if is_rows(source.name):
            yield from row_parts(source, registry, mapping or {})
        elif isinstance(source, Source):
            yield _read_whole(source, registry, mapping or {})
        else:
            raise TypeError(f"{source.name} can't be read in parts")
    except (
        Exception
    ) as error:  # a file may hold anything: whatever a parser trips over is that file's failure, kept with its reason
        yield Reading.failed(source, f"{type(error).__name__}: {error}")


def is_rows(source_name: str) -> bool:
    """Whether a source is a file of rows by its name; of those a `LargeSource` can be read."""
    return source_name.lower().endswith(ROWS)


def _read_whole(source: Source, registry: OutletRegistry, mapping: Mapping[str, str]) -> Reading:
    name = PurePath(source.name).name.lower()
    if name.endswith(PARQUET):
        return read_parquet(source, registry, mapping)
    if name.endswith(WARC):
        return read_warc(source, registry)
    if not name.endswith(READABLE):
        return Reading.failed(source, f"no reader for this kind of file; read are {', '.join(READABLE)}")
    if len(source.content) > MAX_PAGE:
        return Reading.failed(source, f"a page of {len(source.content):,} bytes; at most {MAX_PAGE:,} are read")
    if not source.content.strip():
        return Reading.failed(source, "the file is empty")
    if name.endswith(FEED) or looks_like_feed(source.content):
        return read_feed(source, registry)
    return _read_page(source, registry, name.endswith(HTML))


def _read_page(source: Source, registry: OutletRegistry, is_html: bool) -> Reading:
    """A text or a page: the exports of archives of the press are told by their content."""
    text = decode(source.content)
    if factiva_lines(text) is not None:
        return read_factiva(source, registry)
    if nexis_lines(text) is not None:
        return read_nexis(source, registry)
    return read_html(source, registry) if is_html else read_plain(source, registry)
