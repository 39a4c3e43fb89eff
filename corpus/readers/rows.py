"""JSONL, JSON and CSV, gzipped too: one article a row, its columns known by their usual names or named by the user (`--map`).

`articles_of_rows` and `Row` serve every kind of table.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.article import Outlet, PublicationDate, Source
from corpus.dates import date_of_field
from corpus.outlets import OutletRegistry
from corpus.readers.gzipped import MAGIC, MAX_EXPANDED, Inflated
from corpus.readers.reading import ArticleDraft, Failure, Reading, finish
from corpus.text import collapse, decode

USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "text": ("text", "body", "content", "article", "maintext", "full_text"),
    "outlet": ("outlet", "source", "publisher", "publication", "media", "sitename", "site_name", "newspaper"),
    "url": ("url", "link", "canonical_url"),
    "published": (
        "published",
        "date",
        "published_at",
        "publication_date",
        "date_published",
        "publish_date",
        "pubdate",
        "datepublished",
    ),
    "updated": ("updated", "modified", "updated_at", "date_modified", "datemodified"),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
}
MAX_ROW = 5_000_000  # characters of one row; a longer one is reported, not cut


@dataclass(frozen=True)
class Row:
    """One row: the values by column, or None with the problem why not. `place` names it inside the source: "line 17"."""

    place: str
    cells: Mapping[str, Any] | None
    problem: str = ""


def read_rows(source: Source, registry: OutletRegistry, mapping: Mapping[str, str]) -> Reading:
    """One article a row; a row that can't be read is a failure with its line, and the rest goes on.

    `mapping` names columns by field (`{"title": "headline"}`) and wins over the usual names.
    """
    name = source.name.lower().removesuffix(".gz")
    content, problem = _expanded(source.content)
    reading = articles_of_rows(_rows(name, decode(content), mapping), source, registry, mapping)
    if not problem:
        return reading
    n_rows = len(reading.articles) + len(reading.failures)
    return Reading(
        reading.articles, (*reading.failures, Failure(source.name, f"incomplete: {problem}; {n_rows:,} rows read before that"))
    )


def articles_of_rows(rows: Iterable[Row], source: Source, registry: OutletRegistry, mapping: Mapping[str, str]) -> Reading:
    """The articles of rows, each row that can't be read a failure; no rows at all are one failure."""
    articles, failures = [], []
    for row in rows:
        try:
            if row.cells is None:
                raise ValueError(row.problem)
            articles.append(finish(_draft(row.cells, registry, mapping), source, registry))
        except ValueError as error:
            failures.append(Failure(source.name, str(error), row.place))
    if not articles and not failures:
        return Reading.failed(source, "the file holds no rows")
    return Reading(tuple(articles), tuple(failures))


def _expanded(content: bytes) -> tuple[bytes, str]:
    """A file's bytes without gzip, and what is wrong with their end; a last line that was cut is left out then."""
    if not content.startswith(MAGIC):
        return content, ""
    stream = Inflated(content)
    expanded = stream.read(MAX_EXPANDED)
    return (expanded[: expanded.rfind(b"\n") + 1] if stream.problem else expanded), stream.problem


def _rows(name: str, text: str, mapping: Mapping[str, str]) -> Iterator[Row]:
    if name.endswith((".csv", ".tsv")):
        return _csv_rows(text, "\t" if name.endswith(".tsv") else ",")
    return _json_rows(text, mapping) if name.endswith(".json") else _jsonl_rows(text)


def _jsonl_rows(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _parsed(line, f"line {number}")


def _parsed(line: str, place: str) -> Row:
    if len(line) > MAX_ROW:
        return Row(place, None, f"a row of {len(line):,} characters; at most {MAX_ROW:,} are read")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(place, None, f"not JSON: {error}")
    return Row(place, value) if isinstance(value, dict) else Row(place, None, f"not an object but {type(value).__name__}")


def _json_rows(text: str, mapping: Mapping[str, str]) -> Iterator[Row]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Row("the file", None, f"not JSON: {error}")
        return
    for number, item in enumerate(_items(value, mapping), start=1):
        problem = "" if isinstance(item, dict) else f"not an object but {type(item).__name__}"
        yield Row(f"item {number}", None if problem else item, problem)


def _items(value: Any, mapping: Mapping[str, str]) -> list[Any]:
    """The rows of a JSON file: its list, the list inside its object, or the object itself where that has a text."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or _raw(value, "text", mapping):
        return [value]
    return next((v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)), [value])


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    """The rows under the header; after a row that can't be read the next one is."""
    csv.field_size_limit(MAX_ROW)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        place = f"line {reader.line_num + 1}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(place, None, f"not CSV: {error}")
            continue
        if header is None:
            header = cells
        elif cells:
            yield Row(place, dict(zip(header, cells, strict=False)))


def _draft(cells: Mapping[str, Any], registry: OutletRegistry, mapping: Mapping[str, str]) -> ArticleDraft:
    text = _cell(cells, "text", mapping)
    if not text:
        raise ValueError(no_text(cells, mapping))
    url = _cell(cells, "url", mapping)
    return ArticleDraft(
        title=collapse(_cell(cells, "title", mapping)) or None,
        text="\n\n".join(collapse(p) for p in text.replace("\r\n", "\n").split("\n") if p.strip()),
        outlet=_outlet(_cell(cells, "outlet", mapping), url, registry),
        published=_date(cells, "published", mapping),
        updated=_date(cells, "updated", mapping),
        authors=_authors(_raw(cells, "authors", mapping)),
        url=url or None,
        language=_language(_cell(cells, "language", mapping)),
    )


def columns_read(names: Iterable[str], fields: Iterable[str], mapping: Mapping[str, str]) -> list[str]:
    """Those of a table's columns that can give one of these fields of an article, in the table's order."""
    wanted = {name for field in fields for name in USUAL_NAMES[field] if field not in mapping}
    mapped = {mapping[field] for field in fields if field in mapping}
    return [name for name in names if name in mapped or name.strip().lower() in wanted]


def no_text(names: Iterable[str], mapping: Mapping[str, str]) -> str:
    """The reason why columns give no article: which ones a text was looked for in, and which there are."""
    looked_for = mapping.get("text") or ", ".join(USUAL_NAMES["text"])
    return f"no text: looked for {looked_for} among {', '.join(map(str, names)) or 'no columns'}"


def _raw(cells: Mapping[str, Any], field: str, mapping: Mapping[str, str]) -> Any:
    if field in mapping:
        return cells.get(mapping[field])
    by_name = {str(key).strip().lower(): value for key, value in cells.items()}
    return next((by_name[name] for name in USUAL_NAMES[field] if by_name.get(name)), None)


def _cell(cells: Mapping[str, Any], field: str, mapping: Mapping[str, str]) -> str:
    value = _raw(cells, field, mapping)
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() if isinstance(value, str) else "" if value is None or isinstance(value, list | dict) else str(value)


def _date(cells: Mapping[str, Any], field: str, mapping: Mapping[str, str]) -> PublicationDate:
    return date_of_field(_cell(cells, field, mapping), field)


def _outlet(name: str, url: str, registry: OutletRegistry) -> Outlet:
    if name:
        return registry.canonical(name, "metadata")
    return registry.of_url(url) or Outlet.unknown()


def _language(code: str) -> str | None:
    """The two letters of a code such as "en" or "en-GB"; names of languages are not read."""
    return code[:2].lower() if re.fullmatch(r"[A-Za-z]{2}([-_]\w{2,4})*", code) else None


def _authors(value: Any) -> tuple[str, ...]:
    """Names from a text with commas, a list of names, or a list of objects that have one."""
    if isinstance(value, str):
        value = value.replace(";", ",").split(",")
    items = value if isinstance(value, list) else [value]
    names = (item.get("name") if isinstance(item, dict) else item for item in items)
    return tuple(name for item in names if isinstance(item, str) and (name := collapse(item.strip().removeprefix("By "))))
