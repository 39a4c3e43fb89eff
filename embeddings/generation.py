"""Generations: small manifests that list immutable segments, and `CURRENT`, which names the one that answers.

    index/CURRENT                  "000003 <SHA-256 of the manifest>"
    index/generations/000003.json  the manifest
    index/segments/<digest>.faiss  a FAISS index, named by the SHA-256 of its bytes

Nothing here is ever changed in place. What does not match its checksum is refused, with the command that mends it.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from embeddings.files import sync_folder, write_durably

FORMAT = 1
KEEP_GENERATIONS = 2  # readers of the one before finish on it
MEND = "run: dateline rebuild"


class IndexDamaged(Exception):
    """An index that must not answer; the message names the file, both values and the command that mends it."""


@dataclass(frozen=True)
class SegmentEntry:
    """One segment as a manifest lists it. `ids_digest` is the SHA-256 of its passage numbers as little-endian int64."""

    sha256: str
    n_bytes: int
    n_passages: int
    ids_digest: str

    @property
    def file_name(self) -> str:
        """The segment's file in `index/segments`."""
        return f"{self.sha256}.faiss"


@dataclass(frozen=True)
class Manifest:
    """One consistent set of segments of one encoder. `removed` are passages that lie in a segment and answer no more."""

    generation: int
    encoder_digest: str
    dimension: int
    change: int
    segments: tuple[SegmentEntry, ...]
    removed: tuple[int, ...] = ()
    format: int = FORMAT

    @property
    def n_passages(self) -> int:
        """How many passages answer."""
        return sum(segment.n_passages for segment in self.segments) - len(self.removed)

    def to_bytes(self) -> bytes:
        """The manifest as readable JSON."""
        return (json.dumps(asdict(self), indent=1, sort_keys=True) + "\n").encode()

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Self:
        """The manifest that `to_bytes` wrote."""
        segments = tuple(SegmentEntry(**entry) for entry in fields["segments"])
        return cls(**{**fields, "segments": segments, "removed": tuple(fields["removed"])})


class GenerationFolder:
    """The files of an archive's vector index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = folder / "CURRENT"
        self._generations = folder / "generations"
        self._segments = folder / "segments"

    def current(self) -> Manifest | None:
        """The manifest that answers, or None where there is no index yet.

        Raises:
            IndexDamaged: where `CURRENT` or the manifest it names is not what was written.
        """
        if not self._current.exists():
            return None
        name, _, expected = self._current.read_text(errors="replace").strip().partition(" ")
        path = self._generations / f"{name}.json"
        try:
            content = path.read_bytes()
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{self._current} names generation {name!r}, which can't be read ({error}); {MEND}") from error
        found = hashlib.sha256(content).hexdigest()
        if found != expected:
            raise IndexDamaged(f"{path} has SHA-256 {found}, but CURRENT says {expected or 'nothing'}; {MEND}")
        fields = json.loads(content)
        if fields.get("format") != FORMAT:
            raise IndexDamaged(f"{path} has format {fields.get('format')}, this Dateline reads {FORMAT}; {MEND}")
        return Manifest.from_json(fields)

    def current_name(self) -> str:
        """What `CURRENT` says, for noticing that it changed; empty where there is none."""
        try:
            return self._current.read_text(errors="replace").strip()
        except OSError:
            return ""

    def write_segment(self, content: bytes, n_passages: int, ids_digest: str) -> SegmentEntry:
        """Store the bytes of a segment under their digest and read them back."""
        self._segments.mkdir(parents=True, exist_ok=True)
        entry = SegmentEntry(hashlib.sha256(content).hexdigest(), len(content), n_passages, ids_digest)
        write_durably(self._segments / entry.file_name, content)
        self.read_segment(entry)
        return entry

    def read_segment(self, entry: SegmentEntry) -> bytes:
        """The bytes of a segment.

        Raises:
            IndexDamaged: where they are missing or not those that were written.
        """
        path = self._segments / entry.file_name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise IndexDamaged(f"{path} can't be read ({error.strerror}); {MEND}") from error
        found = hashlib.sha256(content).hexdigest()
        if found != entry.sha256:
            raise IndexDamaged(f"{path} has SHA-256 {found}, its manifest says {entry.sha256}; {MEND}")
        return content

    def publish(self, manifest: Manifest) -> None:
        """Make a manifest the one that answers; from the rename on, every new reader opens it."""
        self._generations.mkdir(parents=True, exist_ok=True)
        content = manifest.to_bytes()
        name = f"{manifest.generation:06d}"
        write_durably(self._generations / f"{name}.json", content)
        sync_folder(self.folder)
        write_durably(self._current, f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
        self._clean()

    def last_number(self) -> int:
        """The highest generation number that was ever written here, 0 for none."""
        numbers = [int(file.stem) for file in self._generations.glob("*.json") if file.stem.isdigit()]
        return max(numbers, default=0)

    def _clean(self) -> None:
        """Remove all but the last `KEEP_GENERATIONS`, the segments that none of them lists, and what a killed write left."""
        for folder in (self.folder, self._generations, self._segments):
            for file in folder.glob(".*"):
                file.unlink()
        manifests = sorted(self._generations.glob("*.json"))
        for file in manifests[:-KEEP_GENERATIONS]:
            file.unlink()
        kept = {digest for file in manifests[-KEEP_GENERATIONS:] for digest in _listed_segments(file)}
        for file in self._segments.glob("*.faiss"):
            if file.stem not in kept:
                file.unlink()


def _listed_segments(manifest: Path) -> list[str]:
    """The digests that a manifest lists; none where it is damaged, since it can never answer again."""
    try:
        return [str(entry["sha256"]) for entry in json.loads(manifest.read_bytes())["segments"]]
    except (ValueError, KeyError, TypeError):
        return []
