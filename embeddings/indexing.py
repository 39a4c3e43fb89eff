"""Bringing everything that is derived up to date with the archive: words first, then vectors, then a generation."""

import shutil
from collections.abc import Callable

from corpus.annotations import bring_annotations_up_to_date
from corpus.archive import Archive, ArchiveError
from corpus.lexical import LexicalIndex
from embeddings.encoder import Encoder
from embeddings.generation import Manifest
from embeddings.index import publish
from embeddings.vectors import VectorStore, encode_missing

MODEL_SETTING = "model"  # the name or path of the model that the archive's vectors come from
DIGEST_SETTING = "encoder_digest"
FORGOTTEN_SETTING = "forgotten"  # the last removal after which the indexes were made anew


def model_of(archive: Archive) -> str | None:
    """The model that an archive was built with, None for one without vectors or with the packaged model."""
    return archive.setting(MODEL_SETTING) or None


def check_model(archive: Archive, encoder: Encoder) -> None:
    """Refuse another encoder than the archive's: their vectors must never be compared.

    Raises:
        ArchiveError: naming both, and the command that changes the model.
    """
    held = archive.setting(DIGEST_SETTING)
    if held and held != encoder.digest:
        name = model_of(archive) or "the packaged model"
        raise ArchiveError(
            f"{archive.folder} was encoded with {name} (digest {held[:12]}), not {encoder.name} ({encoder.digest[:12]}); "
            f"to change it, run: dateline rebuild --model {encoder.name}"
        )


def bring_up_to_date(
    archive: Archive, encoder: Encoder, progress: Callable[[int, int], None] = lambda done, total: None
) -> Manifest:
    """Catch up the lexical index, encode what has no vector, publish a generation. The caller holds the writer's lock."""
    check_model(archive, encoder)
    bring_annotations_up_to_date(archive)
    if archive.last_removal > int(archive.setting(FORGOTTEN_SETTING) or 0):
        shutil.rmtree(archive.index_folder, ignore_errors=True)  # its files still hold what was removed
        archive.store_setting(FORGOTTEN_SETTING, str(archive.last_removal))
    LexicalIndex.caught_up(archive)
    store = VectorStore(archive, encoder.digest)
    archive.store_setting(DIGEST_SETTING, encoder.digest)
    encode_missing(store, encoder, progress)
    return publish(archive, store, encoder.dimension)


def rebuild(
    archive: Archive, encoder: Encoder, model: str | None, progress: Callable[[int, int], None] = lambda done, total: None
) -> Manifest:
    """Delete everything derived and make it again from the archive; vectors that are kept there are not encoded again."""
    archive.store_setting(MODEL_SETTING, model or "")
    archive.store_setting(DIGEST_SETTING, encoder.digest)
    shutil.rmtree(archive.index_folder, ignore_errors=True)
    return bring_up_to_date(archive, encoder, progress)
