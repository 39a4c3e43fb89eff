"""JSONL, JSON and CSV, gzipped too: one article a row, its columns known by their usual names or named by the user (`--map`).

`parts_of_rows` and `Row` serve every kind of table.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Self

from corpus.article import AnySource, Article, Outlet, PublicationDate
from corpus.dates import date_of_field
from corpus.outlets import OutletRegistry
from corpus.readers.json_list import items_of_list
from corpus.readers.reading import ArticleDraft, Failure, Reading, finish
from corpus.readers.row_lines import MAX_ROW, DecodedFile, Line, Overlong
from corpus.text import collapse

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
PART_ROWS = 500  # rows that are held, and stored in one transaction
PART_CHARACTERS = 4_000_000  # of their texts, at which a part is closed before it has so many rows


@dataclass(frozen=True)
class Row:
    """One row: the values by column, or None with the problem why not. `place` names it inside the source: "line 17"."""

    place: str
    cells: Mapping[str, Any] | None
    problem: str = ""


def read_rows(source: AnySource, registry: OutletRegistry, mapping: Mapping[str, str]) -> Reading:
    """One article a row; a row that can't be read is a failure with its line, and the rest goes on.

    `mapping` names columns by field (`{"title": "headline"}`) and wins over the usual names.
    """
    return Reading.joined(row_parts(source, registry, mapping))


def row_parts(source: AnySource, registry: OutletRegistry, mapping: Mapping[str, str]) -> Iterator[Reading]:
    """What `read_rows` gives, in order and in parts: what is held does not grow with the number of rows."""
    file = DecodedFile(source)
    n_rows = 0
    for part in parts_of_rows(_rows(source.name, file, mapping), source, registry, mapping):
        n_rows += len(part.articles) + len(part.failures)
        yield part
    if file.problem:
        yield Reading.failed(source, f"incomplete: {file.problem}; {n_rows:,} rows read before that")
    elif not n_rows:
        yield Reading.failed(source, "the file holds no rows")


def parts_of_rows(
    rows: Iterable[Row], source: AnySource, registry: OutletRegistry, mapping: Mapping[str, str]
) -> Iterator[Reading]:
    """The articles of rows, each row that can't be read a failure, at most `PART_ROWS` and about `PART_CHARACTERS` at a time."""
    articles, failures, size = list[Article](), list[Failure](), 0
    for row in rows:
        try:
            if row.cells is None:
                raise ValueError(row.problem)
            articles.append(finish(_draft(row.cells, registry, mapping), source, registry))
            size += len(articles[-1].text)
        except ValueError as error:
            failures.append(Failure(source.name, str(error), row.place))
        if len(articles) + len(failures) == PART_ROWS or size >= PART_CHARACTERS:
            yield Reading(tuple(articles), tuple(failures))
            articles, failures, size = [], [], 0
    if articles or failures:
        yield Reading(tuple(articles), tuple(failures))


def _rows(source_name: str, file: DecodedFile, mapping: Mapping[str, str]) -> Iterator[Row]:
    name = source_name.lower().removesuffix(".gz")
    if name.endswith((".csv", ".tsv")):
        return _csv_rows(file.lines(), "\t" if name.endswith(".tsv") else ",")
    return _json_rows(file, mapping) if name.endswith(".json") else _jsonl_rows(file.lines())


def _jsonl_rows(lines: Iterable[Line]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if isinstance(line, Overlong):
            yield Row(f"line {number}", None, line.problem)
        elif line.strip():
            yield _parsed(line, f"line {number}")


def _parsed(line: str, place: str) -> Row:
    try:
        return _row_of(json.loads(line), place)
    except (ValueError, RecursionError) as error:
        return Row(place, None, f"not JSON: {error}")


def _row_of(value: Any, place: str) -> Row:
    return Row(place, value) if isinstance(value, dict) else Row(place, None, f"not an object but {type(value).__name__}")


def _json_rows(file: DecodedFile, mapping: Mapping[str, str]) -> Iterator[Row]:
    """The items of the list that a file is, one by one; a file of another form is held whole."""
    number = 0
    try:
        pieces = file.pieces()
        first = next((piece for piece in pieces if piece.strip()), "")
        pieces = chain((first,), pieces)
        listed = items_of_list(pieces) if first.lstrip().startswith("[") else _items("".join(pieces), mapping)
        for number, item in enumerate(listed, start=1):
            yield _row_of(item, f"item {number}")
    except (ValueError, RecursionError) as error:
        place = f"from item {number + 1} on" if number else "the file"
        yield Row(place, None, f"not JSON: {error}")


def _items(text: str, mapping: Mapping[str, str]) -> list[Any]:
    """The rows of a JSON file that is no list: the list inside its object, or the object itself where that has a text."""
    if not text:
        return []
    value = json.loads(text)
    if not isinstance(value, dict) or _raw(value, "text", mapping):
        return [value]
    return next((v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)), [value])


class _CsvLines:
    """Lines as `csv.reader` takes them; `number` is that of the last one. One that is too long raises as a bad row does."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self.number = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        if isinstance(line, Overlong):
            raise csv.Error(line.problem)
        return line + "\n"


def _csv_rows(lines: Iterable[Line], delimiter: str) -> Iterator[Row]:
    """The rows under the header; after a row that can't be read the next one is."""
    csv.field_size_limit(MAX_ROW)
    numbered = _CsvLines(lines)
    reader = csv.reader(numbered, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        place = f"line {numbered.number + 1}"
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
