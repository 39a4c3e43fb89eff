"""A sound archive has no problems; every kind of damage is named."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.archive import Archive
from embeddings.verify import problems
from tests.conftest import add_paths, index
from tests.embeddings.conftest import row
from tests.toy import ToyEncoder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive with three articles, one of them superseded since."""
    folder = tmp_path_factory.mktemp("sound")
    archive = Archive.create(folder / "archive")
    for number, text in enumerate(("The dam broke.", "The ferry sank.", "The museum closed.", "The museum opened.")):
        path = folder / f"{number}.csv"
        fields = row(min(number, 2), text)
        path.write_text(",".join(fields) + "\n" + ",".join(fields.values()) + "\n")
        add_paths(archive, path)
    index(archive)
    archive.connection.close()
    return folder / "archive"


@pytest.fixture
def copied(sound: Path, tmp_path: Path) -> Archive:
    """A copy of the sound archive, to be damaged."""
    shutil.copytree(sound, tmp_path / "copied")
    return Archive.open(tmp_path / "copied")


def problems_of(archive: Archive) -> list[str]:
    return list(problems(archive, ToyEncoder()))


def article_id(archive: Archive, article_no: int) -> str:
    return next(iter(archive.connection.execute("SELECT article_id FROM articles WHERE article_no = ?", (article_no,))))[0]


def test_problems_are_none_in_a_sound_archive(copied: Archive):
    assert problems_of(copied) == []


def test_problems_are_none_in_an_empty_archive(archive: Archive):
    index(archive)
    assert problems_of(archive) == []


def test_problems_are_none_after_a_rebuild_from_a_deleted_index(copied: Archive):
    shutil.rmtree(copied.index_folder)
    index(copied)
    assert problems_of(copied) == []


def test_problems_name_a_changed_article(copied: Archive):
    copied.connection.execute("UPDATE articles SET text = 'The dam held.' WHERE article_no = 1")
    (problem,) = problems_of(copied)
    assert article_id(copied, 1) in problem
    assert "stored digest does not match" in problem


def test_problems_name_a_changed_superseded_article(copied: Archive):
    copied.connection.execute("UPDATE articles SET text = 'The museum moved.' WHERE superseded = 1")
    (problem,) = problems_of(copied)
    assert article_id(copied, 3) in problem
    assert "stored digest does not match" in problem


def test_problems_name_a_moved_passage(copied: Archive):
    copied.connection.execute("UPDATE passages SET end = end - 1 WHERE passage_no = 2")
    assert problems_of(copied) == [f"passage 2 of article {article_id(copied, 2)} is not the slice that was stored"]


def test_problems_name_a_damaged_source(copied: Archive):
    copied.connection.execute(
        "UPDATE source_pieces SET content = x'00' WHERE source_id = (SELECT source_id FROM sources WHERE name = '1.csv')"
    )
    (problem,) = problems_of(copied)
    assert "1.csv" in problem


def test_problems_name_a_wrong_vector(copied: Archive):
    copied.connection.execute(
        "UPDATE vectors SET vector = (SELECT vector FROM vectors JOIN passages USING (text_sha256) WHERE passage_no = 2)"
        " WHERE text_sha256 = (SELECT text_sha256 FROM passages WHERE passage_no = 1)"
    )
    assert problems_of(copied) == ["the vector of passage 1 has cosine 0.0000 to its text encoded again; run: dateline rebuild"]


def test_problems_name_lost_vectors(copied: Archive):
    copied.connection.execute("DELETE FROM vectors")
    assert problems_of(copied) == ["the vector index holds 3 passages, the archive 0 with vectors; run: dateline rebuild"]


def test_problems_name_a_missing_index(copied: Archive):
    shutil.rmtree(copied.index_folder)
    assert problems_of(copied) == [
        "the vector index holds 0 passages, the archive 3 with vectors; run: dateline rebuild",
        "the lexical index can't be opened; run: dateline rebuild",
    ]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("CURRENT", "CURRENT names generation"),
        ("generations/000001.json", "000001.json has SHA-256"),
        ("segments/", ".faiss has SHA-256"),
    ],
)
def test_problems_name_a_damaged_file_of_the_vector_index(copied: Archive, file: str, expected: str):
    path = copied.index_folder / file
    (path if path.is_file() else next(path.iterdir())).write_bytes(b"damaged")
    (problem,) = problems_of(copied)
    assert expected in problem
    assert problem.endswith("run: dateline rebuild")


def test_problems_name_an_index_of_another_encoder(copied: Archive):
    encoder = ToyEncoder()
    encoder.digest = "f" * 64
    (problem,) = problems(copied, encoder)
    assert f"was made by encoder {ToyEncoder.digest[:12]}, this one is ffffffffffff" in problem


def test_problems_name_a_lexical_index_that_lags_behind(copied: Archive, write_rows: Callable[..., Path]):
    add_paths(copied, write_rows(row(9, "The mayor sang.")))
    assert problems_of(copied) == ["the lexical index holds changes up to 4, the archive 5; run: dateline rebuild"]


def test_problems_name_a_damaged_lexical_index(copied: Archive):
    (copied.index_folder / "lexical" / "meta.json").write_text("{")
    assert problems_of(copied) == ["the lexical index can't be opened; run: dateline rebuild"]


def test_problems_name_a_passage_that_the_lexical_index_lacks(copied: Archive):
    copied.connection.execute("UPDATE articles SET superseded = 0 WHERE article_no = 3")
    assert problems_of(copied)[-1] == "the lexical index holds 3 passages, the archive 4; run: dateline rebuild"


def test_problems_name_a_damaged_database_page(copied: Archive):
    (root,) = next(iter(copied.connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'articles_by_change'")))
    page_size = copied.connection.pragma("page_size")
    copied.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copied.connection.close()
    path = copied.folder / "archive.sqlite3"
    content = bytearray(path.read_bytes())
    content[root * page_size - 1] ^= 2  # the row number in the first entry of the index
    path.write_bytes(content)
    found = problems_of(Archive.open(copied.folder))
    assert found
    assert all(problem.startswith("SQLite: ") and "articles_by_change" in problem for problem in found)
