"""Which reader a source goes to, told by its name."""

from collections.abc import Mapping
from pathlib import PurePath

from corpus.article import Source
from corpus.outlets import OutletRegistry
from corpus.readers.html import read_html
from corpus.readers.plain import read_plain
from corpus.readers.reading import Reading
from corpus.readers.rows import read_rows

PLAIN = (".txt", ".text", ".md")
HTML = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
ROWS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv")
READABLE = (*PLAIN, *HTML, *ROWS)
MAX_PAGE = 20_000_000  # bytes of one page; files of rows may be larger


def read(source: Source, registry: OutletRegistry, mapping: Mapping[str, str] | None = None) -> Reading:
    """The articles of a source and what of it could not be read; never raises for what a file holds."""
    name = PurePath(source.name).name.lower()
    try:
        if name.endswith(ROWS):
            return read_rows(source, registry, mapping or {})
        if not name.endswith(READABLE):
            return Reading.failed(source, f"no reader for this kind of file; read are {', '.join(READABLE)}")
        if len(source.content) > MAX_PAGE:
            return Reading.failed(source, f"a page of {len(source.content):,} bytes; at most {MAX_PAGE:,} are read")
        if not source.content.strip():
            return Reading.failed(source, "the file is empty")
        return read_html(source, registry) if name.endswith(HTML) else read_plain(source, registry)
    except (
        Exception
    ) as error:  # a file may hold anything: whatever a parser trips over is that file's failure, kept with its reason
        return Reading.failed(source, f"{type(error).__name__}: {error}")
