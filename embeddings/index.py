"""PassageIndex: exact cosine search over the passages' vectors, by FAISS, in immutable segments.

Each segment is an `IndexIDMap2` over a flat inner-product index in float16; its ids are the archive's passage numbers.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any, Protocol, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive
from embeddings.encoder import Vectors
from embeddings.generation import MEND, GenerationFolder, IndexDamaged, Manifest, SegmentEntry
from embeddings.vectors import VectorStore

MERGE_FACTOR = 8  # so many segments of one size class become one: adding costs what is added, times log8 of the archive

PassageNos = NDArray[np.int64]
Segment = Any  # a faiss.IndexIDMap2; faiss's stubs lack what its Python side adds

ONE_THREAD_BELOW = 20_000  # passages: a smaller search is over before a second thread has started (0.07 ms against 20)


@dataclass(frozen=True)
class DenseHit:
    """A passage and its cosine to the question, -1 to 1."""

    passage_no: int
    cosine: float


class PassageIndex(Protocol):
    """What `qa` needs of a vector index."""

    @property
    def generation(self) -> int:
        """Which consistent set of segments answers."""
        ...

    def search(self, query: Vectors, n: int, allowed: PassageNos | None) -> list[DenseHit]:
        """The `n` nearest passages, best first, ties by number; of `allowed` only, where given."""
        ...


class FaissIndex:
    """One generation, loaded and checked. It goes on answering from it when a newer one is published."""

    def __init__(self, manifest: Manifest, segments: Sequence[Segment]) -> None:
        self.manifest = manifest
        self._segments = segments

    @classmethod
    def open(cls, archive: Archive, encoder_digest: str) -> Self | None:
        """The current generation; None where there is none yet.

        Raises:
            IndexDamaged: where a checksum, a count or the encoder is not what the manifest says.
        """
        folder = GenerationFolder(archive.index_folder)
        manifest = folder.current()
        if manifest is None:
            return None
        if manifest.encoder_digest != encoder_digest:
            raise IndexDamaged(
                f"the index of {archive.folder} was made by encoder {manifest.encoder_digest[:12]}, "
                f"this one is {encoder_digest[:12]}; ask with the same --model, or {MEND} --model NAME_OR_PATH"
            )
        return cls(manifest, [_load_segment(folder, entry, manifest) for entry in manifest.segments])

    @property
    def generation(self) -> int:
        """See `PassageIndex`."""
        return self.manifest.generation

    def search(self, query: Vectors, n: int, allowed: PassageNos | None) -> list[DenseHit]:
        """See `PassageIndex`."""
        if n < 1:
            return []
        faiss.omp_set_num_threads(1 if self.manifest.n_passages < ONE_THREAD_BELOW else os.cpu_count() or 1)
        selector = self._selector(allowed)
        hits: list[DenseHit] = []
        for segment in self._segments:
            parameters = faiss.SearchParameters(sel=selector) if selector else None  # type: ignore[call-arg]
            cosines, passage_nos = segment.search(query[None, :], min(n, segment.ntotal), params=parameters)
            hits.extend(
                DenseHit(int(no), float(cosine)) for cosine, no in zip(cosines[0], passage_nos[0], strict=True) if no >= 0
            )
        hits.sort(key=lambda hit: (-hit.cosine, hit.passage_no))
        return hits[:n]

    def _selector(self, allowed: PassageNos | None) -> "faiss.IDSelector | None":
        removed = np.asarray(self.manifest.removed, dtype=np.int64)
        if allowed is not None:
            return faiss.IDSelectorBatch(np.setdiff1d(allowed, removed))
        return faiss.IDSelectorNot(faiss.IDSelectorBatch(removed)) if len(removed) else None


def ids_digest(passage_nos: PassageNos) -> str:
    """SHA-256 of passage numbers in order, as little-endian int64."""
    return hashlib.sha256(passage_nos.astype("<i8").tobytes()).hexdigest()


def _load_segment(folder: GenerationFolder, entry: SegmentEntry, manifest: Manifest) -> Segment:
    content = folder.read_segment(entry)
    segment = faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
    ids = _ids_of(segment)
    found = (segment.d, segment.ntotal, ids_digest(ids))
    expected = (manifest.dimension, entry.n_passages, entry.ids_digest)
    if found != expected:
        raise IndexDamaged(
            f"segment {entry.file_name} holds (dimension, passages, ids) {found}, its manifest says {expected}; {MEND}"
        )
    return segment


def _ids_of(segment: Segment) -> PassageNos:
    ids: PassageNos = faiss.vector_to_array(segment.id_map).astype(np.int64)
    return ids


def _segment_bytes(vectors: Vectors, passage_nos: PassageNos) -> bytes:
    flat = faiss.IndexScalarQuantizer(vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index = faiss.IndexIDMap2(flat)
    flat.train(vectors)
    index.add_with_ids(vectors, passage_nos)
    return faiss.serialize_index(index).tobytes()


@dataclass(frozen=True)
class _Group:
    """Passages that make one segment; without an entry it is still to be written."""

    passage_nos: PassageNos
    entry: SegmentEntry | None = None

    @property
    def size_class(self) -> int:
        return int(log(max(len(self.passage_nos), 1), MERGE_FACTOR))


def publish(archive: Archive, store: VectorStore, dimension: int) -> Manifest:
    """Publish a generation with every searched passage that has a vector; the current one where nothing changed.

    What is new becomes one small segment; segments of like size are merged when there are `MERGE_FACTOR` of them. The caller
    holds the writer's lock. A current generation of another encoder, or a damaged one, is built anew from the archive.
    """
    folder = GenerationFolder(archive.index_folder)
    current = _usable(folder, store.encoder_digest)
    groups = [_Group(_ids_of(_load_segment(folder, e, current)), e) for e in current.segments] if current else []
    wanted, indexed = store.passage_nos(), _all_passage_nos(groups)
    new, removed = np.setdiff1d(wanted, indexed), np.setdiff1d(indexed, wanted)
    if current and not len(new) and tuple(removed.tolist()) == current.removed:
        return current
    planned = _merged([_without_most_removed(group, removed) for group in (*groups, _Group(new))], removed)
    written = [_written(folder, store, group) for group in planned if len(group.passage_nos)]
    manifest = Manifest(
        generation=folder.last_number() + 1,
        encoder_digest=store.encoder_digest,
        dimension=dimension,
        change=archive.change,
        segments=tuple(group.entry for group in written if group.entry),
        removed=tuple(np.intersect1d(removed, _all_passage_nos(written)).tolist()),
    )
    folder.publish(manifest)
    return manifest


def _usable(folder: GenerationFolder, encoder_digest: str) -> Manifest | None:
    """The current manifest where it can be built upon."""
    try:
        manifest = folder.current()
        if manifest and manifest.encoder_digest == encoder_digest:
            for entry in manifest.segments:
                _load_segment(folder, entry, manifest)
            return manifest
    except IndexDamaged:
        pass
    return None


def _all_passage_nos(groups: Sequence[_Group]) -> PassageNos:
    return np.concatenate([np.zeros(0, dtype=np.int64), *(group.passage_nos for group in groups)])


def _written(folder: GenerationFolder, store: VectorStore, group: _Group) -> _Group:
    if group.entry is not None:
        return group
    ids = group.passage_nos
    return _Group(ids, folder.write_segment(_segment_bytes(store.get(ids), ids), len(ids), ids_digest(ids)))


def _without_most_removed(group: _Group, removed: PassageNos) -> _Group:
    """The group itself, or where more than half of it is removed, what is left of it."""
    live = np.setdiff1d(group.passage_nos, removed)
    return group if 2 * len(live) >= len(group.passage_nos) else _Group(live)


def _merged(groups: Sequence[_Group], removed: PassageNos) -> list[_Group]:
    """`MERGE_FACTOR` groups of one size class become one group without its removed passages, until no class is full."""
    merged = [group for group in groups if len(group.passage_nos)]
    while True:
        sizes = Counter(group.size_class for group in merged)
        full = next((size for size in sorted(sizes) if sizes[size] >= MERGE_FACTOR), None)
        if full is None:
            return merged
        chosen = [group for group in merged if group.size_class == full]
        together = np.setdiff1d(_all_passage_nos(chosen), removed)
        merged = [group for group in merged if group.size_class != full] + [_Group(together)]
