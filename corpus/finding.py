"""From the paths that a person names to sources, in batches that fit into memory."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.article import BLOCK, AnySource, LargeSource, Source
from corpus.readers.reader import READABLE, is_rows
from corpus.readers.reading import Failure
from corpus.text import normalise

BATCH_BYTES = 16_000_000  # raw bytes of the sources that one transaction takes
LARGE = 1_000_000  # bytes from which a file of rows is read in parts; gzipped ones hold some five times as much text

Loaded = AnySource | Failure


@dataclass(frozen=True)
class Found:
    """A file to read: where it lies, and the name that its source takes."""

    path: Path
    name: str


def find_files(paths: Iterable[Path]) -> tuple[list[Found], list[Found]]:
    """The files to read under `paths`, sorted, and the files in folders that no reader takes.

    A file that is named itself is always to be read; its source's name is the file's name. A file in a folder is named by
    its path inside that folder, so that names are the same on every machine. Hidden files and links to folders are left.
    """
    wanted: list[Found] = []
    skipped: list[Found] = []
    for path in paths:
        if not path.is_dir():
            wanted.append(Found(path, path.name))
            continue
        for inner in sorted(p for p in path.rglob("*") if p.is_file()):
            name = inner.relative_to(path).as_posix()
            if not any(part.startswith(".") for part in name.split("/")):
                (wanted if name.lower().endswith(READABLE) else skipped).append(Found(inner, name))
    return wanted, skipped


def load(found: Found, added: datetime) -> Loaded:
    """The source of a file, or why it can't be read. Of a large file of rows nothing is held."""
    name = normalise(found.name)
    try:
        if is_rows(name) and found.path.stat().st_size >= LARGE:
            return LargeSource(name, added, _sha256(found.path), lambda: _blocks(found.path))
        return Source(name, found.path.read_bytes(), added)
    except OSError as error:
        return Failure(name, f"can't be read: {error.strerror or error}")


def batches(files: Iterable[Found], added: datetime) -> Iterator[list[Loaded]]:
    """The files' sources in batches of about `BATCH_BYTES`; a large file is one by itself."""
    batch: list[Loaded] = []
    size = 0
    for found in files:
        loaded = load(found, added)
        if isinstance(loaded, LargeSource):
            if batch:
                yield batch
            yield [loaded]
            batch, size = [], 0
            continue
        batch.append(loaded)
        size += len(loaded.content) if isinstance(loaded, Source) else 0
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _sha256(path: Path) -> str:
    sha256 = hashlib.sha256()
    for block in _blocks(path):
        sha256.update(block)
    return sha256.hexdigest()
