"""Vectors are kept by the text they were made from, and nothing is encoded twice."""

import hashlib
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus.archive import Archive
from embeddings.vectors import VectorStore, encode_missing
from tests.embeddings.conftest import row
from tests.toy import ToyEncoder


@pytest.fixture
def store(archive: Archive) -> VectorStore:
    return VectorStore(archive, ToyEncoder.digest)


def test_encode_missing_encodes_every_text_once(grow: Callable, store: VectorStore, encoder: ToyEncoder):
    grow(row(1, "The dam broke."), row(2, "The ferry sank."))
    assert encode_missing(store, encoder) == 2
    assert encode_missing(store, encoder) == 0
    assert encoder.n_encoded == 2


def test_encode_missing_encodes_only_what_was_added(grow: Callable, store: VectorStore, encoder: ToyEncoder):
    grow(row(1, "The dam broke."))
    encode_missing(store, encoder)
    grow(row(1, "The dam broke."), row(2, "The ferry sank."))
    assert encode_missing(store, encoder) == 1
    assert encoder.n_encoded == 2


def test_encode_missing_encodes_the_text_of_two_articles_once(grow: Callable, store: VectorStore, encoder: ToyEncoder):
    grow(row(1, "The dam broke."), row(2, "The dam broke."))
    assert encode_missing(store, encoder) == 1
    assert encoder.n_encoded == 1
    assert store.passage_nos().tolist() == [1, 2]
    one, other = store.get([1, 2])
    assert one.tolist() == other.tolist() == [1, 0, 0, 0, 0, 0]


def test_encode_missing_leaves_superseded_articles(grow: Callable, store: VectorStore, encoder: ToyEncoder):
    grow(row(1, "The dam broke."))
    grow(row(1, "The dam was mended."))
    assert encode_missing(store, encoder) == 1
    assert store.passage_nos().tolist() == [2]


def test_encode_missing_tells_its_progress(grow: Callable, store: VectorStore, encoder: ToyEncoder):
    grow(*(row(number) for number in range(300)))
    told = []
    encode_missing(store, encoder, lambda done, total: told.append((done, total)))
    assert told == [(256, 300), (300, 300)]


def test_encode_missing_goes_on_where_it_was_stopped(grow: Callable, store: VectorStore, encoder: ToyEncoder):
    grow(*(row(number) for number in range(300)))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        encode_missing(store, encoder, stop)
    assert encode_missing(store, encoder) == 44
    assert encoder.n_encoded == 300


def test_n_articles_waiting_counts_articles_without_a_vector(grow: Callable, store: VectorStore, encoder: ToyEncoder):
    assert store.n_articles_waiting() == 0
    grow(row(1, "The dam broke."), row(2, "The ferry sank."))
    assert store.n_articles_waiting() == 2
    encode_missing(store, encoder)
    grow(row(3, "The dam broke."), row(4, "The mayor sang."))
    assert store.n_articles_waiting() == 1  # the text of article 3 has a vector already


def test_missing_texts_are_the_passages_by_their_hash(grow: Callable, store: VectorStore, archive: Archive):
    text = "\U0001f30a The dam at Zürich broke \U0001f30a. Cafe\u0301s closed."
    grow(row(1, text))
    (article,) = archive.articles()
    assert store.missing_texts() == {hashlib.sha256(article.text.encode()).digest(): article.text}
    assert "\U0001f30a The dam at Zürich broke" in article.text


def test_stores_of_two_encoders_are_apart(grow: Callable, store: VectorStore, archive: Archive, encoder: ToyEncoder):
    grow(row(1, "The dam broke."))
    encode_missing(store, encoder)
    other = VectorStore(archive, "f" * 64)
    assert other.passage_nos().tolist() == []
    assert other.n_articles_waiting() == 1
    with pytest.raises(KeyError, match="passage 1 has no vector of encoder ffffffffffff"):
        other.get([1])


def test_get_gives_vectors_in_the_order_asked_for(grow: Callable, store: VectorStore, encoder: ToyEncoder):
    grow(row(1, "The dam broke."), row(2, "The ferry sank."), row(3, "The dam and the ferry."))
    encode_missing(store, encoder)
    found = store.get([3, 1, 2, 1])
    assert found.dtype == np.float32
    half = np.float32(np.float16(2**-0.5))
    assert found[:, :2].tolist() == [[half, half], [1, 0], [0, 1], [1, 0]]


def test_get_refuses_a_passage_that_is_not_there(store: VectorStore):
    with pytest.raises(KeyError, match="passage 7 has no vector"):
        store.get([7])


@pytest.fixture(scope="module")
def three_texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[VectorStore, list[bytes]]:
    archive = Archive.create(tmp_path_factory.mktemp("vectors"))
    rows = [f"('{n}', 's', '{{}}', 't', x'00', 1)" for n in range(3)]
    archive.connection.execute("INSERT INTO sources VALUES ('s', 'n', '', '', 0)")
    archive.connection.execute(
        f"INSERT INTO articles (article_id, source_id, record, text, digest, change_no) VALUES {','.join(rows)}"
    )
    keys = [bytes([n]) * 32 for n in range(3)]
    for number, key in enumerate(keys, start=1):
        archive.connection.execute(
            "INSERT INTO passages (article_no, start, end, text_sha256) VALUES (?, 0, 1, ?)", (number, key)
        )
    return VectorStore(archive, "d" * 64), keys


@given(arrays(np.float32, (3, 8), elements=st.floats(-1, 1, width=32)))
def test_vectors_come_back_as_float16_holds_them(three_texts: tuple[VectorStore, list[bytes]], vectors: np.ndarray):
    store, keys = three_texts
    store.put(keys, vectors)
    assert store.get([1, 2, 3]).tolist() == vectors.astype(np.float16).astype(np.float32).tolist()
    np.testing.assert_allclose(store.get([1, 2, 3]), vectors, atol=2**-11)


def test_put_refuses_more_keys_than_vectors(store: VectorStore):
    with pytest.raises(ValueError, match="shorter"):
        store.put([b"1", b"2"], np.zeros((1, 6), dtype=np.float32))
    assert list(store._sql.execute("SELECT count(*) FROM vectors")) == [(0,)]
