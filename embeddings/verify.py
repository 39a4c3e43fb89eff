"""Verifying an archive: what is stored is what was written, and what is derived agrees with it."""

import hashlib
from collections.abc import Iterator

from corpus.annotations import annotations_are_current, annotations_of
from corpus.archive import Archive, ArchiveError
from corpus.lexical import LexicalIndex
from corpus.relative_days import annotate
from embeddings.encoder import Encoder
from embeddings.generation import MEND, IndexDamaged
from embeddings.index import FaissIndex
from embeddings.vectors import VectorStore

MIN_COSINE = 0.999  # between a stored float16 vector and the same text encoded again
N_REENCODED = 300  # passages that are encoded again, spread evenly


def problems(archive: Archive, encoder: Encoder) -> Iterator[str]:
    """Everything that is wrong, a sentence each; nothing for a sound archive."""
    yield from _structure(archive)
    yield from _sources(archive)
    damaged = list(_articles(archive))
    yield from damaged
    if damaged:
        return  # what is derived is compared with articles that are what was written
    yield from _annotations(archive)
    yield from _vectors(archive, encoder)
    yield from _lexical(archive)


def _structure(archive: Archive) -> Iterator[str]:
    for (line,) in archive.connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"SQLite: {line}"


def _sources(archive: Archive) -> Iterator[str]:
    """Every source's raw bytes against their SHA-256."""
    for source_id in archive.sources.ids():
        try:
            archive.checked_source(source_id)
        except ArchiveError as error:
            yield str(error)


def _articles(archive: Archive) -> Iterator[str]:
    """Every article's digest, and every passage as the slice whose hash was stored."""
    stored = list(archive.connection.execute("SELECT article_no, article_id FROM articles ORDER BY article_no"))
    for article_no, article_id in stored:
        try:
            article, passages = archive.article_with_passages(article_no)
        except (ArchiveError, ValueError) as error:
            yield f"article {article_id}: {error}"
            continue
        hashes = dict(
            archive.connection.execute("SELECT passage_no, text_sha256 FROM passages WHERE article_no = ?", (article_no,))
        )
        for passage in passages:
            text = article.text[passage.passage.start : passage.passage.end]
            if hashlib.sha256(text.encode()).digest() != hashes[passage.passage_no]:
                yield f"passage {passage.passage_no} of article {article_id} is not the slice that was stored"


def _annotations(archive: Archive) -> Iterator[str]:
    """Every article's annotations against those that its text and date give; nothing where they still wait for the next add."""
    if not annotations_are_current(archive):
        return
    for article_id in archive.all_article_ids():
        article = archive.article(article_id)
        if annotations_of(archive, article_id) != annotate(article.text, article.published):
            yield f"the days beside article {article_id} are not those that its words mean; {MEND}"


def _vectors(archive: Archive, encoder: Encoder) -> Iterator[str]:
    store = VectorStore(archive, encoder.digest)
    try:
        index = FaissIndex.open(archive, encoder.digest)
    except IndexDamaged as error:
        yield str(error)
        return
    wanted = store.passage_nos()
    n_indexed = index.manifest.n_passages if index else 0
    if n_indexed != len(wanted):
        yield f"the vector index holds {n_indexed} passages, the archive {len(wanted)} with vectors; {MEND}"
    sample = wanted[:: max(len(wanted) // N_REENCODED, 1)][:N_REENCODED]
    if not len(sample):
        return
    passages = archive.passages([int(no) for no in sample])
    texts = [archive.article(p.passage.article_id).text[p.passage.start : p.passage.end] for p in passages.values()]
    cosines = (encoder.encode_passages(texts) * store.get(passages)).sum(axis=1)
    for passage_no, cosine in zip(passages, cosines, strict=True):
        if cosine < MIN_COSINE:
            yield f"the vector of passage {passage_no} has cosine {cosine:.4f} to its text encoded again; {MEND}"


def _lexical(archive: Archive) -> Iterator[str]:
    index = LexicalIndex.open(archive)
    n_passages = next(
        iter(archive.connection.execute("SELECT count(*) FROM passages JOIN articles USING (article_no) WHERE superseded = 0"))
    )[0]
    if index is None:
        yield f"the lexical index can't be opened; {MEND}"
    elif index.change != archive.change:
        yield f"the lexical index holds changes up to {index.change}, the archive {archive.change}; {MEND}"
    elif index.n_passages != n_passages:
        yield f"the lexical index holds {index.n_passages} passages, the archive {n_passages}; {MEND}"
