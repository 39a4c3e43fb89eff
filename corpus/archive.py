"""The archive: a folder whose `archive.sqlite3` is the truth. Everything under its `index/` can be deleted.

Readers open it as often as they like; one writer at a time holds `write.lock`. Its articles are read by
`corpus.stored_articles`, its raw sources by `corpus.stored_sources`, what is searched is counted by `corpus.coverage`.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import apsw
from filelock import FileLock, Timeout

from corpus.article import LargeSource
from corpus.coverage import Coverage as Coverage  # the archive's own word for what it searched: others take it from here
from corpus.coverage import OutletCount as OutletCount
from corpus.coverage import coverage_of, outlets_of
from corpus.filters import Filters
from corpus.outlets import OutletRegistry, general_registry
from corpus.readers.reading import Failure
from corpus.schema import migrate, refuse_newer
from corpus.stored_articles import ArchiveError as ArchiveError
from corpus.stored_articles import StoredArticles
from corpus.stored_articles import StoredPassage as StoredPassage
from corpus.stored_articles import article_digest as article_digest
from corpus.stored_sources import SourceDamaged, StoredSources

FILE_NAME = "archive.sqlite3"
_PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("secure_delete", 1),  # what is removed is overwritten, not only unlinked
)


class Archive(StoredArticles):
    """One open archive. Not shared between threads: each opens its own."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an archive that exists.

        Raises:
            ArchiveError: where there is none, or it is damaged or of a newer Dateline.
        """
        path = folder / FILE_NAME
        if not path.exists():
            raise ArchiveError(f"no archive at {folder}; make one with: dateline add PATH --archive {folder}")
        return cls(folder, _connect(path))

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Open an archive, or make an empty one.

        Raises:
            ArchiveError: where the folder can't be written, or holds an unusable archive.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"{folder} can't be an archive: {error.strerror}") from error
        return cls(folder, _connect(folder / FILE_NAME))

    @property
    def index_folder(self) -> Path:
        """Where everything lies that can be rebuilt."""
        return self.folder / "index"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock.

        Raises:
            ArchiveError: at once, where another process holds it.
        """
        lock = FileLock(self.folder / "write.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise ArchiveError(f"another dateline is writing to {self.folder}; try again when it has finished") from error
        try:
            yield
        finally:
            lock.release()

    def registry(self) -> OutletRegistry:
        """The general outlet registry with the archive's own `outlets.toml` after it."""
        return general_registry().extended(self.folder / "outlets.toml")

    # settings and counts

    def setting(self, key: str) -> str | None:
        """One stored setting, or None."""
        value = self._value("SELECT value FROM settings WHERE key = ?", key)
        return None if value is None else str(value)

    def store_setting(self, key: str, value: str) -> None:
        """Keep one setting."""
        self.connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, value))

    @property
    def archive_id(self) -> str:
        """Which archive this is: what is derived from another one is told by it."""
        return self.setting("archive_id") or ""

    @property
    def last_removal(self) -> int:
        """The change at which something was last removed for good, 0 for never: indexes from before still hold its text."""
        return self._count("SELECT coalesce(max(change_no), 0) FROM removals")

    @property
    def n_removed(self) -> int:
        """How many articles were removed for good."""
        return self._count("SELECT count(*) FROM removals")

    @property
    def change(self) -> int:
        """The number of the last change to what is searched; the indexes say up to which they hold."""
        return int(self.setting("change") or 0)

    def next_change(self) -> int:
        """Take the next change number, inside the caller's transaction."""
        change = self.change + 1
        self.store_setting("change", str(change))
        return change

    def coverage(self, filters: Filters) -> Coverage:
        """What a search under `filters` looks at (`n_not_encoded` is not the archive's to know and stays 0)."""
        return coverage_of(self.connection, filters)

    def outlets(self) -> list[OutletCount]:
        """The outlets of all searched articles, most articles first."""
        return outlets_of(self.connection)

    def authors(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of all searched articles that name authors, with the names, in the order in which they came."""
        query = """SELECT article_id, record -> '$.authors' FROM articles
                   WHERE superseded = 0 AND json_array_length(record, '$.authors') > 0 ORDER BY article_no"""
        return [(article_id, tuple(json.loads(names))) for article_id, names in self.connection.execute(query)]

    def newest_headlines(self, n: int) -> list[str]:
        """The headlines of the `n` searched articles with the latest known days."""
        query = """SELECT record ->> '$.title' AS title FROM articles
                   WHERE superseded = 0 AND title IS NOT NULL AND first_day = last_day
                   ORDER BY first_day DESC, article_id LIMIT ?"""
        return [title for (title,) in self.connection.execute(query, (n,))]

    def failures(self) -> list[Failure]:
        """What could not be read when it was last added, by source and place."""
        rows = self.connection.execute("SELECT source_name, reason, record FROM failures ORDER BY source_name, record")
        return [Failure(name, reason, record or None) for name, reason, record in rows]

    # sources

    @property
    def sources(self) -> StoredSources:
        """The raw bytes of what came in."""
        return StoredSources(self.connection)

    def holds_source_name(self, name: str) -> bool:
        """Whether a source of that name was added before."""
        return self._first("SELECT 1 FROM sources WHERE name = ? LIMIT 1", name) is not None

    def checked_source(self, source_id: str) -> LargeSource:
        """A source as it came in, with its name and the moment it was added; its bytes were held against its SHA-256.

        Raises:
            KeyError: where there is none of that id.
            ArchiveError: where its bytes are not those that came in.
        """
        try:
            self.sources.check(source_id)
        except SourceDamaged as error:
            raise ArchiveError(f"{self.folder}: {error}") from error
        return self.sources.stored(source_id)

    def source_content(self, source_id: str) -> bytes:
        """The raw bytes of a source, as they came in.

        Raises:
            KeyError: where there is none of that id.
            ArchiveError: where they are not those that came in.
        """
        return b"".join(self.checked_source(source_id).blocks())


def _connect(path: Path) -> apsw.Connection:
    try:
        connection = apsw.Connection(str(path))
        connection.set_busy_timeout(10_000)
        refuse_newer(connection, str(path))  # before anything is changed
        for pragma, value in _PRAGMAS:
            connection.pragma(pragma, value)
        migrate(connection)
    except (apsw.Error, ValueError) as error:
        raise ArchiveError(f"{path} can't be used: {error}") from error
    return connection
