"""What is derived is brought up to date, and can be deleted."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.archive import Archive, ArchiveError
from corpus.filters import Filters
from embeddings.generation import GenerationFolder, Manifest
from embeddings.indexing import bring_up_to_date, check_model, model_of, rebuild
from qa.pipeline import Pipeline
from tests.conftest import add_paths, index
from tests.embeddings.conftest import row
from tests.toy import KEYWORDS, ToyEncoder


class OtherEncoder(ToyEncoder):
    """The same axes under another digest."""

    name = "other"
    digest = "f" * 64


@pytest.fixture(scope="module")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an indexed archive of three articles; not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    rows = (row(1, "The dam broke."), row(2, "The ferry sank."), row(3, "The museum counted its children."))
    (folder / "rows.jsonl").write_text("".join(json.dumps(fields) + "\n" for fields in rows))
    archive = Archive.create(folder / "archive")
    add_paths(archive, folder / "rows.jsonl")
    assert index(archive).n_encoded == 3
    archive.connection.close()
    return folder / "archive"


@pytest.fixture
def built(built_folder: Path, tmp_path: Path) -> Archive:
    """A copy of that archive; its encoder is a new one that has encoded nothing."""
    return Archive.open(Path(shutil.copytree(built_folder, tmp_path / "built")))


def rebuilt(archive: Archive, encoder: ToyEncoder, model: str | None = None) -> Manifest:
    with archive.writing():
        return rebuild(archive, encoder, model)


def answers(archive: Archive, encoder: ToyEncoder) -> list[tuple]:
    """What the archive answers to a question a keyword, without what names the generation or the time."""
    pipeline = Pipeline.open(archive.folder, encoder)
    found = [pipeline.ask(f"Where is the {word}?") for word in KEYWORDS]
    return [(a.evidence, a.near_misses, a.abstention, a.support, a.coverage) for a in found]


# check_model


def test_check_model_accepts_an_archive_without_vectors(archive: Archive):
    check_model(archive, ToyEncoder())


def test_check_model_accepts_the_archives_own_encoder(built: Archive):
    check_model(built, ToyEncoder())


def test_check_model_refuses_another_encoder_naming_both_and_the_command(built: Archive):
    with pytest.raises(ArchiveError) as raised:
        check_model(built, OtherEncoder())
    assert str(raised.value) == (
        f"{built.folder} was encoded with the packaged model (digest {ToyEncoder.digest[:12]}), not other (ffffffffffff); "
        "to change it, run: dateline rebuild --model other"
    )


def test_check_model_names_the_model_that_the_archive_was_built_with(built: Archive):
    rebuilt(built, OtherEncoder(), "other")
    with pytest.raises(ArchiveError, match=r"was encoded with other \(digest ffffffffffff\), not toy \("):
        check_model(built, ToyEncoder())


# bring_up_to_date


def test_bring_up_to_date_indexes_words_and_vectors(built: Archive, encoder: ToyEncoder):
    holdings = Pipeline.open(built.folder, encoder).holdings
    assert [hit.passage_no for hit in holdings.search_words(["ferri"], 5, Filters())] == [2]
    assert [hit.passage_no for hit in holdings.search_meaning(encoder.encode_query("ferry"), 1, Filters())] == [2]


def test_bring_up_to_date_refuses_another_encoder_and_changes_nothing(built: Archive):
    before = GenerationFolder(built.index_folder).current()
    other = OtherEncoder()
    with pytest.raises(ArchiveError, match="dateline rebuild --model other"):
        index(built, other)
    assert other.n_encoded == 0
    assert GenerationFolder(built.index_folder).current() == before


def test_bring_up_to_date_tells_its_progress(archive: Archive, grow: Callable, encoder: ToyEncoder):
    grow(row(1), row(2))
    told = []
    with archive.writing():
        bring_up_to_date(archive, encoder, lambda done, total: told.append((done, total)))
    assert told == [(2, 2)]


def test_bring_up_to_date_finishes_an_add_that_was_killed(built: Archive, write_rows: Callable, encoder: ToyEncoder):
    add_paths(built, write_rows(row(4, "The mayor sang.")))  # committed, then the process was killed
    index(built, encoder)
    assert encoder.n_encoded == 1
    hits = Pipeline.open(built.folder, encoder).holdings.search_meaning(encoder.encode_query("mayor"), 1, Filters())
    assert [hit.passage_no for hit in hits] == [4]


# rebuild


def test_rebuild_encodes_nothing_again_and_gives_the_same_answers(built: Archive, encoder: ToyEncoder):
    before = answers(built, encoder)
    assert rebuilt(built, encoder).n_passages == 3
    assert encoder.n_encoded == 0
    assert answers(built, encoder) == before


def test_rebuild_gives_the_same_segment_bytes(built: Archive, encoder: ToyEncoder):
    before = {file.name for file in (built.index_folder / "segments").iterdir()}
    rebuilt(built, encoder)
    assert {file.name for file in (built.index_folder / "segments").iterdir()} == before


def test_a_deleted_index_folder_is_made_again_without_encoding(built: Archive, encoder: ToyEncoder):
    before = answers(built, encoder)
    shutil.rmtree(built.index_folder)
    index(built, encoder)
    assert encoder.n_encoded == 0
    assert answers(built, encoder) == before


def test_rebuild_with_another_model_encodes_everything_with_it(built: Archive):
    other = OtherEncoder()
    manifest = rebuilt(built, other, "other")
    assert (manifest.encoder_digest, manifest.n_passages, other.n_encoded) == (other.digest, 3, 3)
    assert model_of(built) == "other"
    check_model(built, other)


def test_rebuild_back_to_the_first_model_encodes_nothing(built: Archive, encoder: ToyEncoder):
    rebuilt(built, OtherEncoder(), "other")
    assert rebuilt(built, encoder).encoder_digest == encoder.digest
    assert encoder.n_encoded == 0
    assert model_of(built) is None


def test_rebuild_mends_a_damaged_index(built: Archive, encoder: ToyEncoder):
    before = answers(built, encoder)
    (segment,) = (built.index_folder / "segments").iterdir()
    segment.write_bytes(b"damaged")
    (built.index_folder / "CURRENT").write_bytes(b"\x00")
    (built.index_folder / "lexical" / "meta.json").write_text("{")
    rebuilt(built, encoder)
    assert answers(built, encoder) == before
