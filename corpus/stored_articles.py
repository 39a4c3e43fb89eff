"""Articles and passages as an archive holds them. What is read is checked against its digest, so that a damaged article is an
exception and never a quote.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import apsw
import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Passage
from corpus.codec import article_from_record
from corpus.coverage import SqlValue, conditions
from corpus.filters import Filters

FURNITURE_REPEATS = 3  # articles of an outlet that must carry a short paragraph for it to be furniture


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


class StoredArticles:
    """The articles of one archive, over its connection."""

    def __init__(self, folder: Path, connection: apsw.Connection) -> None:
        self.folder = folder
        self.connection = connection

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


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None
