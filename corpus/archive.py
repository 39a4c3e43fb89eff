"""The archive: a folder whose `archive.sqlite3` is the truth. Everything under its `index/` can be deleted.

Readers open it as often as they like; one writer at a time holds `write.lock`. What is read is checked against its
digest, so that a damaged article is an exception and never a quote.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

import apsw
import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from corpus.article import Article, LargeSource, Passage
from corpus.codec import article_from_record
from corpus.coverage import Coverage as Coverage  # the archive's own word for what it searched: others take it from here
from corpus.coverage import OutletCount as OutletCount
from corpus.coverage import SqlValue, conditions, coverage_of, outlets_of
from corpus.filters import Filters
from corpus.outlets import OutletRegistry, general_registry
from corpus.readers.reading import Failure
from corpus.schema import migrate, refuse_newer
from corpus.stored_sources import SourceDamaged, StoredSources

FILE_NAME = "archive.sqlite3"
FURNITURE_REPEATS = 3  # articles of an outlet that must carry a short paragraph for it to be furniture
_PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("secure_delete", 1),  # what is removed is overwritten, not only unlinked
)


class ArchiveError(Exception):
    """An archive that can't be used as asked; the message names it and the next command."""


@dataclass(frozen=True)
class StoredPassage:
    """A passage with the number under which the indexes know it, and what ranking must know of its article.

    The days are proleptic ordinals (`date.toordinal`), None where the date is unknown.
    """

    passage_no: int
    article_no: int
    passage: Passage
    outlet_id: str
    first_day: int | None
    last_day: int | None


class Archive:
    """One open archive. Not shared between threads: each opens its own."""

    def __init__(self, folder: Path, connection: apsw.Connection) -> None:
        self.folder = folder
        self.connection = connection

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

    # articles and passages

    def article(self, article_id: str) -> Article:
        """One article by its id.

        Raises:
            KeyError: where the archive holds none of that id.
            ArchiveError: where what is stored is damaged.
        """
        row = self._first("SELECT article_id, record, text, digest FROM articles WHERE article_id = ?", article_id)
        if row is None:
            raise KeyError(article_id)
        return self._checked(*row)

    def find_article(self, prefix: str) -> Article:
        """The article whose id begins with `prefix`, superseded ones too.

        Raises:
            ArchiveError: where none or more than one does.
        """
        rows = list(
            self.connection.execute(
                "SELECT article_id FROM articles WHERE article_id >= ? AND article_id < ? || 'g' ORDER BY 1 LIMIT 2",
                (prefix, prefix),
            )
        )
        if len(rows) != 1:
            what = "more than one article begins with" if rows else "no article has the id"
            raise ArchiveError(f"{what} {prefix!r} in {self.folder}; ids are listed by: dateline list --json")
        return self.article(rows[0][0])

    def version_before(self, article_id: str) -> Article | None:
        """The version that an article replaced, or None."""
        query = """SELECT before.article_id FROM articles JOIN articles AS before ON before.article_no = articles.version_of
                   WHERE articles.article_id = ?"""
        before = self._value(query, article_id)
        return self.article(before) if before else None

    @property
    def last_article_no(self) -> int:
        """The number of the article that was stored last, 0 where there is none."""
        return self._count("SELECT coalesce(max(article_no), 0) FROM articles")

    def is_removed(self, article_id: str) -> bool:
        """Whether an article was removed for good."""
        return self._first("SELECT 1 FROM removals WHERE article_id = ?", article_id) is not None

    def furniture_of(self, outlet_id: str) -> frozenset[str]:
        """The short paragraphs that repeat across articles of an outlet: furniture rules of this archive."""
        query = "SELECT paragraph FROM short_paragraphs WHERE outlet_id = ? AND n >= ?"
        return frozenset(paragraph for (paragraph,) in self.connection.execute(query, (outlet_id, FURNITURE_REPEATS)))

    def furniture_rules(self) -> list[tuple[str, str, int]]:
        """All furniture rules: (outlet id, paragraph, in how many articles)."""
        query = "SELECT outlet_id, paragraph, n FROM short_paragraphs WHERE n >= ? ORDER BY 1, 3 DESC, 2"
        return list(self.connection.execute(query, (FURNITURE_REPEATS,)))

    def articles(self) -> Iterator[Article]:
        """All searched articles, in the order in which they came."""
        query = "SELECT article_id, record, text, digest FROM articles WHERE superseded = 0 ORDER BY article_no"
        for row in self.connection.execute(query):
            yield self._checked(*row)

    def all_article_ids(self) -> list[str]:
        """The ids of all stored articles, superseded versions too."""
        return [row[0] for row in self.connection.execute("SELECT article_id FROM articles ORDER BY article_no")]

    def n_passages(self, article_id: str) -> int:
        """How many passages an article has."""
        return self._count("SELECT count(*) FROM passages JOIN articles USING (article_no) WHERE article_id = ?", article_id)

    def passages(self, passage_nos: Sequence[int]) -> dict[int, StoredPassage]:
        """Passages by number; numbers that are not there, or whose article is superseded, are left out."""
        rows = self.connection.execute(
            f"""SELECT passage_no, article_no, article_id, start, end, outlet_id, first_day, last_day
                FROM passages CROSS JOIN articles USING (article_no)
                WHERE superseded = 0 AND passage_no IN ({",".join("?" * len(passage_nos))})""",  # CROSS: passages first
            [int(n) for n in passage_nos],
        )
        return {
            no: StoredPassage(no, article_no, Passage(article_id, start, end), *context)
            for no, article_no, article_id, start, end, *context in rows
        }

    def passage_nos(self, filters: Filters) -> NDArray[np.int64]:
        """The numbers of all passages that `filters` let through, ascending, int64."""
        where, values = conditions(filters)
        rows = self.connection.execute(
            f"SELECT passage_no FROM passages JOIN articles USING (article_no) WHERE {where} ORDER BY passage_no", values
        )
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def changed_articles(self, change: int) -> list[tuple[int, bool]]:
        """The numbers of the articles that changed after `change`, and whether each is superseded."""
        rows = self.connection.execute(
            "SELECT article_no, superseded FROM articles WHERE change_no > ? ORDER BY article_no", (change,)
        )
        return [(article_no, bool(superseded)) for article_no, superseded in rows]

    def passages_of(self, article_id: str) -> list[StoredPassage]:
        """The passages of an article, in order, whether or not it is superseded."""
        rows = self.connection.execute(
            """SELECT passage_no, article_no, start, end, outlet_id, first_day, last_day
               FROM articles CROSS JOIN passages USING (article_no) WHERE article_id = ? ORDER BY start""",
            (article_id,),
        )
        return [
            StoredPassage(no, article_no, Passage(article_id, start, end), *context)
            for no, article_no, start, end, *context in rows
        ]

    def article_with_passages(self, article_no: int) -> tuple[Article, list[StoredPassage]]:
        """An article by its number, and its passages in order."""
        row = self._first("SELECT article_id, record, text, digest FROM articles WHERE article_no = ?", article_no)
        if row is None:
            raise KeyError(article_no)
        rows = self.connection.execute(
            "SELECT passage_no, start, end FROM passages WHERE article_no = ? ORDER BY start", (article_no,)
        )
        article = self._checked(*row)
        context = (article.outlet.outlet_id, _ordinal(article.published.first_day), _ordinal(article.published.last_day))
        return article, [StoredPassage(no, article_no, Passage(row[0], start, end), *context) for no, start, end in rows]

    def near_copies(self, article_id: str) -> list[Article]:
        """The searched articles that carry the same text, earliest first, undated last."""
        rows = self.connection.execute(
            """SELECT other.article_id, other.record, other.text, other.digest FROM near_copies
               JOIN articles AS one USING (article_no) JOIN articles AS other ON other.article_no = copy_no
               WHERE one.article_id = ? AND other.superseded = 0""",
            (article_id,),
        )
        copies = [self._checked(*row) for row in rows]
        return sorted(copies, key=lambda copy: (copy.published.sort_key, copy.article_id))

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

    # helpers

    def _checked(self, article_id: str, record: str, text: str, digest: bytes) -> Article:
        if article_digest(article_id, record, text) != digest:
            raise ArchiveError(
                f"article {article_id} of {self.folder} is damaged: its stored digest does not match; run: dateline verify"
            )
        return article_from_record(article_id, record, text)

    def _first(self, query: str, *values: SqlValue) -> tuple[Any, ...] | None:
        return next(iter(self.connection.execute(query, values)), None)

    def _value(self, query: str, *values: SqlValue) -> Any:
        row = self._first(query, *values)
        return None if row is None else row[0]

    def _count(self, query: str, *values: SqlValue) -> int:
        return int(self._value(query, *values))


def article_digest(article_id: str, record: str, text: str) -> bytes:
    """SHA-256 over everything of an article that is ever shown."""
    return hashlib.sha256(f"{article_id}\x1e{record}\x1e{text}".encode()).digest()


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


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None
