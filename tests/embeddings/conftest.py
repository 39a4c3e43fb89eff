"""An archive of short articles, one passage each, that grows by call."""

from collections.abc import Callable
from pathlib import Path

import faiss
import pytest

from corpus.archive import Archive
from embeddings.generation import Manifest
from embeddings.index import publish
from embeddings.vectors import VectorStore, encode_missing
from tests.conftest import add_paths
from tests.toy import ToyEncoder

faiss.omp_set_num_threads(1)  # on a busy machine its threads wait 20 ms for one another, at every search


def row(number: int, text: str = "") -> dict[str, str]:
    """An article at an address of its own; the same number again is the same address."""
    return {
        "title": f"Article {number}",
        "text": text or f"The dam holds {number} litres.",
        "url": f"https://vale.example/{number}",
    }


def encode_and_publish(archive: Archive, encoder: ToyEncoder) -> Manifest:
    """Bring the vector index up to date, and leave the lexical one alone."""
    store = VectorStore(archive, encoder.digest)
    encode_missing(store, encoder)
    return publish(archive, store, encoder.dimension)


@pytest.fixture
def grow(archive: Archive, write_rows: Callable[..., Path]) -> Callable[..., None]:
    """Add rows to the archive, without encoding."""
    n_files = iter(range(1_000))

    def add(*rows: dict[str, str]) -> None:
        add_paths(archive, write_rows(*rows, name=f"{next(n_files)}.jsonl"))

    return add


@pytest.fixture
def encoder() -> ToyEncoder:
    return ToyEncoder()


@pytest.fixture
def indexed(archive: Archive, grow: Callable[..., None], encoder: ToyEncoder) -> Archive:
    """Three articles with vectors: a dam, a ferry, a museum with children."""
    grow(
        row(1, "The dam broke."),
        row(2, "The ferry sank."),
        row(3, "The museum counted its children and children."),
    )
    encode_and_publish(archive, encoder)
    return archive
