"""Which article of a source is which, when the source is read again with other readers or rules."""

from corpus.archive import Archive
from corpus.article import Article
from corpus.copies import containment, shingles

SAME_ARTICLE = 0.5  # share of the shorter text's shingles that a re-read article keeps

# held of this source (?1) when the pairing began (?2), searched, and not taken yet
_FREE = "source_id = ?1 AND article_no <= ?2 AND superseded = 0 AND article_no NOT IN (SELECT article_no FROM temp.taken)"


class Pairing:
    """Pairs what is read now of a source, one article after another, with what was held of it when the pairing began.

    By id, then by address and equal text, then by address and the largest share of common text. Which are taken already
    stands in a table that goes with the connection: memory does not grow with the articles.
    """

    def __init__(self, archive: Archive, source_id: str) -> None:
        self._archive = archive
        self._sql = archive.connection
        self._source_id = source_id
        ((self._last,),) = self._sql.execute("SELECT coalesce(max(article_no), 0) FROM articles")
        self._sql.execute("CREATE TEMP TABLE IF NOT EXISTS taken (article_no INTEGER PRIMARY KEY); DELETE FROM temp.taken")

    def take(self, read: Article) -> Article | None:
        """The article that is held for the one read, each given once; None for one that is new or stands elsewhere."""
        article_no = self._by_id(read) if self._is_known(read) else self._alike(read)
        if article_no is None:
            return None
        self._sql.execute("INSERT INTO temp.taken VALUES (?)", (article_no,))
        return self._archive.article_with_passages(article_no)[0]

    def _is_known(self, read: Article) -> bool:
        return any(self._sql.execute("SELECT 1 FROM articles WHERE article_id = ?", (read.article_id,)))

    def _by_id(self, read: Article) -> int | None:
        return self._first(f"article_id = ?3 AND {_FREE}", read.article_id)

    def _alike(self, read: Article) -> int | None:
        equal = self._first(f"url IS ?3 AND text = ?4 AND {_FREE}", read.url, read.text)
        if equal is not None:
            return equal
        mine = shingles(read.text)
        best, best_share = None, 0.0
        query = f"SELECT article_no, text FROM articles WHERE url IS ?3 AND {_FREE} ORDER BY article_no"
        for article_no, text in self._sql.execute(query, (self._source_id, self._last, read.url)):
            share = containment(mine, shingles(text))
            if share > best_share:
                best, best_share = article_no, share
        return best if best_share >= SAME_ARTICLE else None

    def _first(self, where: str, *values: str | None) -> int | None:
        query = f"SELECT article_no FROM articles WHERE {where} ORDER BY article_no LIMIT 1"
        row = next(iter(self._sql.execute(query, (self._source_id, self._last, *values))), None)
        return None if row is None else int(row[0])
