"""Parquet: one article a row, the columns named as in every other table (`corpus.readers.rows`).

Only columns that can give a field are read, a few rows at a time: a column of vectors costs nothing, and a small file whose
dictionary expands to terabytes is stopped at the limits of `corpus.readers.gzipped`.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from corpus.article import Source
from corpus.outlets import OutletRegistry
from corpus.readers.gzipped import check_expansion
from corpus.readers.reading import Reading
from corpus.readers.row_lines import MAX_ROW
from corpus.readers.rows import USUAL_NAMES, Row, columns_read, no_text, parts_of_rows
from corpus.text import decode

BATCH_ROWS = 64  # rows that are decoded at a time
MAX_REASON = 300  # characters of a reason


def read_parquet(source: Source, registry: OutletRegistry, mapping: Mapping[str, str]) -> Reading:
    """One article a row; a row that can't be read is a failure with its number, and the rest goes on.

    `mapping` names columns by field, as for `read_rows`. A file that is damaged is read as far as its rows can be decoded.
    """
    reading = Reading.joined(parts_of_rows(_rows(source.content, mapping), source, registry, mapping))
    return reading if reading != Reading() else Reading.failed(source, "the file holds no rows")


def _rows(content: bytes, mapping: Mapping[str, str]) -> Iterator[Row]:
    import pyarrow as pa  # here, because it takes longer to import than most files to read

    try:
        for number, cells in enumerate(_decoded(content, mapping), start=1):
            size = sum(len(value) for value in cells.values() if isinstance(value, str))
            problem = f"a row of {size:,} characters; at most {MAX_ROW:,} are read" if size > MAX_ROW else ""
            yield Row(f"row {number}", None if problem else cells, problem)
    except (pa.ArrowException, ValueError, OSError, MemoryError) as error:
        yield Row("the file", None, str(error)[:MAX_REASON])


def _decoded(content: bytes, mapping: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The cells of each row by column.

    Raises:
        ValueError: where no column can give a text, or the columns expand beyond the limits.
    """
    import pyarrow.parquet as pq

    file = pq.ParquetFile(io.BytesIO(content), buffer_size=1_000_000, pre_buffer=False)
    names = file.schema_arrow.names
    if file.metadata.num_rows and not columns_read(names, ("text",), mapping):
        raise ValueError(no_text(names, mapping))
    columns = columns_read(names, USUAL_NAMES, mapping)
    n_bytes = 0
    for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=columns, use_threads=False):
        n_bytes += batch.nbytes
        check_expansion(n_bytes, len(content))
        yield from _cells(batch)


def _cells(batch: Any) -> Iterator[dict[str, Any]]:
    import pyarrow as pa

    columns = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if pa.types.is_timestamp(column.type):
            column = column.cast(pa.timestamp("s", column.type.tz), safe=False)  # finer ones would need pandas
        columns[name] = column.to_pylist()
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(columns, map(_plain, values), strict=True))


def _plain(value: Any) -> Any:
    """A value as JSON would have it: days and times in ISO form, bytes as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return decode(value) if isinstance(value, bytes) else value
