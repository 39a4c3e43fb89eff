"""Removing an article for good: no answer, index or file of the archive holds its text afterwards.

What stays is its id, the day and the reason, so that adding the same page again does not bring it back.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.archive import Archive
from corpus.article import Article


@dataclass(frozen=True)
class Removal:
    """What was removed, and how many other articles lost their raw source with it: a file is kept whole or not at all."""

    article: Article
    n_versions: int
    n_without_source: int


def remove(archive: Archive, article_id: str, why: str) -> Removal:
    """Delete an article with all its versions, passages, vectors and raw sources; the caller holds the writer's lock.

    From the return on no answer can show it; the indexes under `index/` are the caller's to make again.

    Raises:
        ArchiveError: where there is no such article.
    """
    article = archive.find_article(article_id)
    sql = archive.connection
    with sql:
        change = archive.next_change()
        gone = _versions(archive, article)
        ids, sources = [row[1] for row in gone], sorted({row[2] for row in gone})
        now = datetime.now(UTC).isoformat()
        sql.executemany("INSERT OR REPLACE INTO removals VALUES (?, ?, ?, ?)", [(i, now, why, change) for i in ids])
        sql.executemany("DELETE FROM corrections WHERE article_id = ?", [(i,) for i in ids])
        sql.executemany("DELETE FROM articles WHERE article_no = ?", [(row[0],) for row in gone])
        sql.execute("DELETE FROM vectors WHERE text_sha256 NOT IN (SELECT text_sha256 FROM passages)")
        n_without_source = sum(_drop_source(archive, source_id) for source_id in sources)
    list(sql.execute("PRAGMA wal_checkpoint(TRUNCATE)"))  # read to its end: the log is cut only then
    return Removal(article, len(gone), n_without_source)


def _versions(archive: Archive, article: Article) -> list[tuple[int, str, str]]:
    """(article_no, article_id, source_id) of an article and of all its versions."""
    query = """WITH RECURSIVE chain(no) AS (
                 SELECT article_no FROM articles WHERE article_id = ?
                 UNION SELECT article_no FROM articles JOIN chain ON version_of = no
                 UNION SELECT version_of FROM articles JOIN chain ON article_no = no WHERE version_of IS NOT NULL)
               SELECT article_no, article_id, source_id FROM articles JOIN chain ON article_no = no"""
    return list(archive.connection.execute(query, (article.article_id,)))


def _drop_source(archive: Archive, source_id: str) -> int:
    """Delete a source's raw bytes; how many articles of it stay, which can't be read again."""
    count = "SELECT count(*) FROM articles WHERE source_id = ?"
    n_left = int(next(iter(archive.connection.execute(count, (source_id,))))[0])
    archive.sources.drop_bytes(source_id)
    archive.sources.forget_empty(source_id)
    return n_left
