"""The raw bytes of an archive's sources, in compressed pieces: a large file goes in and comes out without being held."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime

import apsw

from corpus.article import AnySource, LargeSource

PIECE = 1 << 18  # bytes of a source that are compressed and stored together
UNFINISHED = "unfinished"  # in the place of a digest: the first reading of this source was begun and has not come to its end


class SourceDamaged(Exception):
    """A stored source whose bytes are not those that came in."""


class StoredSources:
    """The sources of one archive, over its connection; whoever writes holds the writer's lock and a transaction."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._sql = connection

    def keep(self, source: AnySource, reading: str, n_articles: int) -> None:
        """Keep a source's bytes, name and day, and what it was read under.

        Of a source that is known already only the latter changes: bytes that were dropped stay away.

        Raises:
            ValueError: where its bytes are no longer those that its id names.
        """
        if self.reading_of(source.source_id) is not None:
            self.finish(source.source_id, reading, n_articles)
            return
        self._sql.execute(
            "INSERT INTO sources (source_id, name, added, reading, n_articles) VALUES (?, ?, ?, ?, ?)",
            (source.source_id, source.name, source.added.isoformat(), reading, n_articles),
        )
        self._keep_bytes(source)

    def finish(self, source_id: str, reading: str, n_articles: int) -> None:
        """Say under which rules a source was read, and how many articles it gave."""
        values = (reading, n_articles, source_id)
        self._sql.execute("UPDATE sources SET reading = ?, n_articles = ? WHERE source_id = ?", values)

    def _keep_bytes(self, source: AnySource) -> None:
        sha256 = hashlib.sha256()
        for piece_no, piece in enumerate(_pieces(source.blocks())):
            sha256.update(piece)
            compressed = zlib.compress(piece, 6)
            self._sql.execute("INSERT INTO source_pieces VALUES (?, ?, ?)", (source.source_id, piece_no, compressed))
        if sha256.hexdigest() != source.source_id:
            raise ValueError("the file changed while it was read")

    def reading_of(self, source_id: str) -> tuple[str, int] | None:
        """What a source was last read under, and how many articles it gave; None for one that is not held."""
        query = "SELECT reading, n_articles FROM sources WHERE source_id = ?"
        return next(iter(self._sql.execute(query, (source_id,))), None)

    def ids(self) -> list[str]:
        """The ids of all sources whose bytes are kept, in the order in which they came."""
        query = """SELECT source_id FROM sources
                   WHERE EXISTS (SELECT 1 FROM source_pieces AS piece WHERE piece.source_id = sources.source_id)
                   ORDER BY added, source_id"""
        return [source_id for (source_id,) in self._sql.execute(query)]

    def stored(self, source_id: str) -> LargeSource:
        """A source as it came in, read from here.

        Raises:
            KeyError: where there is none of that id.
        """
        row = next(iter(self._sql.execute("SELECT name, added FROM sources WHERE source_id = ?", (source_id,))), None)
        if row is None:
            raise KeyError(source_id)
        return LargeSource(row[0], datetime.fromisoformat(row[1]), source_id, lambda: self._blocks(source_id))

    def check(self, source_id: str) -> None:
        """Hold a source's bytes against its id.

        Raises:
            KeyError: where there is none of that id.
            SourceDamaged: naming the source.
        """
        source, sha256 = self.stored(source_id), hashlib.sha256()
        try:
            for block in source.blocks():
                sha256.update(block)
        except zlib.error:
            sha256 = hashlib.sha256()
        if sha256.hexdigest() != source_id:
            raise SourceDamaged(f"source {source.name} is damaged: its bytes don't have the SHA-256 {source_id}")

    def holds_bytes(self, source_id: str) -> bool:
        """Whether a source's bytes are kept."""
        return self._n_pieces(source_id) > 0

    def drop_bytes(self, source_id: str) -> None:
        """Delete a source's bytes; that it was held is still known."""
        self._sql.execute("DELETE FROM source_pieces WHERE source_id = ?", (source_id,))
        self._sql.execute("UPDATE sources SET reading = 'dropped' WHERE source_id = ?", (source_id,))

    def forget_empty(self, source_id: str) -> None:
        """Delete a source, where no article of it is held."""
        query = "DELETE FROM sources WHERE source_id = ?1 AND NOT EXISTS (SELECT 1 FROM articles WHERE source_id = ?1)"
        self._sql.execute(query, (source_id,))

    def _blocks(self, source_id: str) -> Iterator[bytes]:
        """The bytes, a query for each piece: an open one would keep the log from being cut while articles are stored."""
        for piece_no in range(self._n_pieces(source_id)):
            query = "SELECT content FROM source_pieces WHERE source_id = ? AND piece_no = ?"
            ((compressed,),) = self._sql.execute(query, (source_id, piece_no))
            yield zlib.decompress(compressed)

    def _n_pieces(self, source_id: str) -> int:
        return int(next(iter(self._sql.execute("SELECT count(*) FROM source_pieces WHERE source_id = ?", (source_id,))))[0])


def _pieces(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of at least `PIECE`, but for the last."""
    held, size = list[bytes](), 0
    for block in blocks:
        held.append(block)
        size += len(block)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
