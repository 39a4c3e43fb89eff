"""The index finds what brute force finds, and grows by small segments."""

import gc
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.archive import Archive
from embeddings.encoder import Vectors
from embeddings.generation import GenerationFolder, IndexDamaged, Manifest
from embeddings.index import DenseHit, FaissIndex, ids_digest
from embeddings.vectors import VectorStore
from tests.conftest import add_paths
from tests.embeddings.conftest import encode_and_publish, row
from tests.toy import ToyEncoder


class RandomEncoder(ToyEncoder):
    """A random unit vector a text, always the same one for the same text."""

    dimension = 16
    digest = "a" * 64

    def _vector(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        return unit_vector(seed)


def unit_vector(seed: int) -> Vectors:
    vector = np.random.default_rng(seed).normal(size=16).astype(np.float32)
    return vector / np.linalg.norm(vector)


def manifest_of(archive: Archive) -> Manifest:
    manifest = GenerationFolder(archive.index_folder).current()
    assert manifest is not None
    return manifest


def opened(archive: Archive, encoder: ToyEncoder) -> FaissIndex:
    found = FaissIndex.open(archive, encoder.digest)
    assert found is not None
    return found


# search


@dataclass(frozen=True)
class Searched:
    """An index of three segments with removed passages, and all its vectors."""

    index: FaissIndex
    passage_nos: np.ndarray
    vectors: Vectors

    def by_force(self, query: Vectors, n: int, allowed: Sequence[int] | None) -> list[int]:
        """The `n` nearest passages by sorting them all."""
        cosines = self.vectors @ query
        scored = [(-cosine, int(no)) for cosine, no in zip(cosines, self.passage_nos, strict=True)]
        return [no for _, no in sorted(scored) if allowed is None or no in allowed][:n]


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    folder = tmp_path_factory.mktemp("searched")
    archive, encoder = Archive.create(folder / "archive"), RandomEncoder()
    batches = [[row(n) for n in range(40)], [row(n, f"A new version {n}.") for n in (0, 7, 39)], [row(50)]]
    for number, rows in enumerate(batches):
        path = folder / f"{number}.jsonl"
        path.write_text("".join(json.dumps(r) + "\n" for r in rows))
        add_paths(archive, path)
        encode_and_publish(archive, encoder)
    store = VectorStore(archive, encoder.digest)
    nos = store.passage_nos()
    return Searched(opened(archive, encoder), nos, store.get(nos))


def test_searched_archive_has_several_segments_and_removed_passages(searched: Searched):
    assert [entry.n_passages for entry in searched.index.manifest.segments] == [40, 3, 1]
    assert searched.index.manifest.removed == (1, 8, 40)
    assert len(searched.passage_nos) == 41


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60))
def test_search_finds_what_brute_force_finds(searched: Searched, seed: int, n: int):
    query = unit_vector(seed)
    hits = searched.index.search(query, n, None)
    assert [hit.passage_no for hit in hits] == searched.by_force(query, n, None)
    row_of = {int(no): vector for no, vector in zip(searched.passage_nos, searched.vectors, strict=True)}
    for hit in hits:
        assert hit.cosine == pytest.approx(float(row_of[hit.passage_no] @ query), abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60), st.sets(st.integers(1, 50)))
def test_search_finds_only_allowed_passages(searched: Searched, seed: int, n: int, allowed: set[int]):
    query = unit_vector(seed)
    hits = searched.index.search(query, n, np.array(sorted(allowed), dtype=np.int64))
    assert [hit.passage_no for hit in hits] == searched.by_force(query, n, sorted(allowed))


@pytest.mark.parametrize("allowed", [None, np.arange(1, 60), np.array([1, 8, 40]), np.zeros(0, dtype=np.int64)])
def test_search_never_finds_a_removed_passage(searched: Searched, allowed: np.ndarray | None):
    gc.collect()  # FAISS borrows the list of removed passages
    for seed in range(20):
        assert not {1, 8, 40} & {hit.passage_no for hit in searched.index.search(unit_vector(seed), 60, allowed)}


def test_search_gives_cosines_best_first_and_ties_by_passage_number(archive: Archive, grow: Callable, encoder: ToyEncoder):
    grow(row(1, "The ferry sank."), row(2, "The dam and the ferry."), row(3, "The dam broke."), row(4, "A dam again."))
    encode_and_publish(archive, encoder)
    hits = opened(archive, encoder).search(encoder.encode_query("dam"), 10, None)
    assert [hit.passage_no for hit in hits] == [3, 4, 2, 1]
    assert [hit.cosine for hit in hits] == pytest.approx([1.0, 1.0, 2**-0.5, 0.0], abs=5e-4)


def test_search_breaks_ties_between_segments_by_passage_number(archive: Archive, grow: Callable, encoder: ToyEncoder):
    for number in (1, 2, 3):
        grow(row(number, f"Dam number {number}."))
        encode_and_publish(archive, encoder)
    found = opened(archive, encoder).search(encoder.encode_query("dam"), 2, None)
    assert found == [DenseHit(1, 1.0), DenseHit(2, 1.0)]


# publish


def test_open_is_none_before_anything_was_published(archive: Archive):
    assert FaissIndex.open(archive, ToyEncoder.digest) is None


def test_publish_writes_passages_in_one_segment(indexed: Archive):
    manifest = manifest_of(indexed)
    assert (manifest.generation, manifest.dimension, manifest.change, manifest.removed) == (1, 6, 1, ())
    assert manifest.encoder_digest == ToyEncoder.digest
    assert [(e.n_passages, e.ids_digest) for e in manifest.segments] == [(3, ids_digest(np.array([1, 2, 3])))]


def test_ids_digest_is_of_little_endian_int64():
    assert ids_digest(np.array([1, 258])) == hashlib.sha256(b"\1" + b"\0" * 7 + b"\2\1" + b"\0" * 6).hexdigest()


def test_publish_of_an_empty_archive_finds_nothing(archive: Archive, encoder: ToyEncoder):
    encode_and_publish(archive, encoder)
    assert manifest_of(archive).segments == ()
    assert opened(archive, encoder).search(encoder.encode_query("dam"), 5, None) == []


def test_publish_changes_nothing_where_nothing_changed(indexed: Archive, encoder: ToyEncoder):
    before = {file: file.read_bytes() for file in indexed.index_folder.glob("[Cgs]*/**/*") if file.is_file()}
    current = (indexed.index_folder / "CURRENT").read_bytes()
    assert encode_and_publish(indexed, encoder) == manifest_of(indexed)
    assert (indexed.index_folder / "CURRENT").read_bytes() == current
    assert {file: file.read_bytes() for file in before} == before


def test_publish_changes_nothing_where_removed_passages_are_known(indexed: Archive, grow: Callable, encoder: ToyEncoder):
    grow(row(2, "The ferry was raised."))
    encode_and_publish(indexed, encoder)
    manifest = manifest_of(indexed)
    assert manifest.removed == (2,)
    assert encode_and_publish(indexed, encoder) == manifest


def test_adding_makes_one_small_segment_and_keeps_the_others(indexed: Archive, grow: Callable, encoder: ToyEncoder):
    first = manifest_of(indexed)
    grow(row(4, "The mayor resigned."))
    encode_and_publish(indexed, encoder)
    second = manifest_of(indexed)
    assert [entry.n_passages for entry in second.segments] == [3, 1]
    assert second.segments[0] == first.segments[0]
    assert (second.generation, second.n_passages) == (2, 4)


def test_eight_like_segments_merge_into_one(archive: Archive, grow: Callable, encoder: ToyEncoder):
    sizes = []
    for number in range(9):
        grow(row(number))
        encode_and_publish(archive, encoder)
        sizes.append([entry.n_passages for entry in manifest_of(archive).segments])
    assert sizes == [[1], [1] * 2, [1] * 3, [1] * 4, [1] * 5, [1] * 6, [1] * 7, [8], [8, 1]]
    hits = opened(archive, encoder).search(encoder.encode_query("dam"), 20, None)
    assert [hit.passage_no for hit in hits] == list(range(1, 10))


def test_merging_drops_removed_passages(archive: Archive, grow: Callable, encoder: ToyEncoder):
    grow(row(1), row(2), row(3), row(4))
    encode_and_publish(archive, encoder)
    grow(row(1, "Another text."))
    encode_and_publish(archive, encoder)
    assert manifest_of(archive).removed == (1,)
    for number in range(10, 16):
        grow(row(number))
        encode_and_publish(archive, encoder)
    assert [entry.n_passages for entry in manifest_of(archive).segments] == [10]
    assert manifest_of(archive).removed == ()


def test_a_superseded_article_never_answers(indexed: Archive, grow: Callable, encoder: ToyEncoder):
    grow(row(1, "The mayor opened the bridge."))
    encode_and_publish(indexed, encoder)
    found = opened(indexed, encoder)
    assert found.manifest.n_passages == 3
    assert [hit.passage_no for hit in found.search(encoder.encode_query("dam"), 10, None)] == [2, 3, 4]


def test_a_segment_of_which_most_is_removed_is_written_anew(indexed: Archive, grow: Callable, encoder: ToyEncoder):
    grow(row(1, "The mayor opened the bridge."), row(2, "The mayor sailed."))
    encode_and_publish(indexed, encoder)
    manifest = manifest_of(indexed)
    assert [entry.n_passages for entry in manifest.segments] == [1, 2]
    assert manifest.removed == ()
    assert {hit.passage_no for hit in opened(indexed, encoder).search(encoder.encode_query("dam"), 10, None)} == {3, 4, 5}


def test_an_open_index_goes_on_answering_from_its_generation(indexed: Archive, grow: Callable, encoder: ToyEncoder):
    earlier = opened(indexed, encoder)
    for number in (4, 5, 6):
        grow(row(number))
        encode_and_publish(indexed, encoder)
    assert earlier.generation == 1
    assert [hit.passage_no for hit in earlier.search(encoder.encode_query("dam"), 10, None)] == [1, 2, 3]


# refusals


def test_open_refuses_another_encoder_naming_both_and_the_command(indexed: Archive):
    with pytest.raises(IndexDamaged) as raised:
        FaissIndex.open(indexed, "f" * 64)
    for expected in (str(indexed.folder), ToyEncoder.digest[:12], "f" * 12, "dateline rebuild --model NAME_OR_PATH"):
        assert expected in str(raised.value)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_open_refuses_a_segment_with_a_flipped_byte(indexed: Archive, encoder: ToyEncoder, share: float):
    (path,) = (indexed.index_folder / "segments").iterdir()
    content = bytearray(path.read_bytes())
    content[int(share * len(content))] ^= 0x10
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=rf"{path.name} has SHA-256 .*dateline rebuild"):
        FaissIndex.open(indexed, encoder.digest)


def test_open_refuses_a_segment_that_is_not_what_its_manifest_says(indexed: Archive, encoder: ToyEncoder):
    manifest = manifest_of(indexed)
    wrong = replace(manifest.segments[0], n_passages=4)
    GenerationFolder(indexed.index_folder).publish(replace(manifest, generation=2, segments=(wrong,)))
    with pytest.raises(IndexDamaged, match=r"holds \(dimension, passages, ids\) \(6, 3, .*manifest says \(6, 4, .*rebuild"):
        FaissIndex.open(indexed, encoder.digest)


def test_open_refuses_a_segment_of_another_dimension(indexed: Archive, encoder: ToyEncoder):
    manifest = manifest_of(indexed)
    GenerationFolder(indexed.index_folder).publish(replace(manifest, generation=2, dimension=384))
    with pytest.raises(IndexDamaged, match=r"\(6, 3, .*manifest says \(384, 3, "):
        FaissIndex.open(indexed, encoder.digest)


def test_publish_builds_a_damaged_generation_anew(indexed: Archive, encoder: ToyEncoder):
    (path,) = (indexed.index_folder / "segments").iterdir()
    sound = path.read_bytes()
    path.write_bytes(b"damaged" + sound[7:])
    manifest = encode_and_publish(indexed, encoder)
    assert (manifest.generation, manifest.n_passages) == (2, 3)
    assert path.read_bytes() == sound
    assert len(opened(indexed, encoder).search(encoder.encode_query("dam"), 10, None)) == 3


def test_publish_builds_a_generation_of_another_encoder_anew(indexed: Archive):
    other = RandomEncoder()
    manifest = encode_and_publish(indexed, other)
    assert (manifest.generation, manifest.dimension, manifest.encoder_digest) == (2, 16, other.digest)
    assert len(opened(indexed, other).search(unit_vector(1), 10, None)) == 3
