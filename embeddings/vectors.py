"""VectorStore: the vectors that the archive keeps, by encoder and text, so that nothing is ever encoded twice."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive
from embeddings.encoder import Encoder, Vectors

ENCODE_AT_ONCE = 256  # texts encoded between two commits: what a kill can lose


class VectorStore:
    """The vectors of one encoder in one archive, float16, keyed by the SHA-256 of the text they were made from."""

    def __init__(self, archive: Archive, encoder_digest: str) -> None:
        self._sql = archive.connection
        self.encoder_digest = encoder_digest

    def n_articles_waiting(self) -> int:
        """How many searched articles have a passage without a vector."""
        query = """SELECT count(DISTINCT article_no) FROM passages JOIN articles USING (article_no)
                   WHERE superseded = 0 AND text_sha256 NOT IN (SELECT text_sha256 FROM vectors WHERE encoder_digest = ?)"""
        return int(next(iter(self._sql.execute(query, (self.encoder_digest,))))[0])

    def missing_texts(self) -> dict[bytes, str]:
        """The passage texts of searched articles without a vector, by SHA-256, each text once."""
        rows = self._sql.execute(
            """SELECT text_sha256, substr(text, start + 1, end - start) FROM passages JOIN articles USING (article_no)
               WHERE superseded = 0 AND text_sha256 NOT IN (SELECT text_sha256 FROM vectors WHERE encoder_digest = ?)
               ORDER BY passage_no""",
            (self.encoder_digest,),
        )
        return dict(rows)

    def put(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors (n, dim) under the SHA-256 of their texts, in one transaction."""
        rows = [(self.encoder_digest, key, vector.astype("<f2").tobytes()) for key, vector in zip(keys, vectors, strict=True)]
        with self._sql:
            self._sql.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def passage_nos(self) -> NDArray[np.int64]:
        """The numbers of searched passages that have a vector, ascending."""
        rows = self._sql.execute(
            """SELECT passage_no FROM articles CROSS JOIN passages USING (article_no) JOIN vectors USING (text_sha256)
               WHERE superseded = 0 AND encoder_digest = ? ORDER BY passage_no""",
            (self.encoder_digest,),
        )
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def get(self, passage_nos: Iterable[int]) -> Vectors:
        """The vectors of passages, (n, dim) float32 in the order asked for.

        Raises:
            KeyError: for a passage without a vector of this encoder.
        """
        query = "SELECT vector FROM passages JOIN vectors USING (text_sha256) WHERE passage_no = ? AND encoder_digest = ?"
        rows = []
        for passage_no in passage_nos:
            row = next(iter(self._sql.execute(query, (int(passage_no), self.encoder_digest))), None)
            if row is None:
                raise KeyError(f"passage {passage_no} has no vector of encoder {self.encoder_digest[:12]}")
            rows.append(np.frombuffer(row[0], dtype="<f2").astype(np.float32))
        return np.stack(rows)


def encode_missing(store: VectorStore, encoder: Encoder, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Encode every text that has no vector yet and keep it; how many those were.

    `progress` is told (texts done, texts in all). A kill loses at most the last `ENCODE_AT_ONCE` texts.
    """
    texts = store.missing_texts()
    keys = sorted(texts, key=lambda key: len(texts[key]))
    for start in range(0, len(keys), ENCODE_AT_ONCE):
        chunk = keys[start : start + ENCODE_AT_ONCE]
        store.put(chunk, encoder.encode_passages([texts[key] for key in chunk]))
        progress(min(start + ENCODE_AT_ONCE, len(keys)), len(keys))
    return len(keys)
