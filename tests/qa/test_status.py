"""What an archive holds, as one JSON form."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.archive import Archive, ArchiveError
from embeddings.model import model_folder
from qa.status import status_of
from tests.conftest import add_paths


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


def test_status_says_what_an_archive_holds(own_folder: Path):
    found = status_of(own_folder)
    n_bytes = sum(file.stat().st_size for file in own_folder.rglob("*") if file.is_file())
    assert found["bytes"] == pytest.approx(n_bytes, abs=100_000)  # SQLite makes and removes its own files beside
    assert {key: value for key, value in found.items() if key != "bytes"} == {
        "archive": str(own_folder),
        "fiction": False,
        "coverage": {
            "articles": 6,
            "outlets": 3,
            "first": "2023-11-20",
            "last": "2024-03-18",
            "undated": 2,
            "undated_left_out": 0,
            "not_encoded": 6,  # by the packaged model: the toy's vectors don't count
        },
        "outlets": [
            {"outlet": "Harbour Post", "articles": 2, "country": None},
            {"outlet": "Marsh Gazette", "articles": 2, "country": None},
            {"outlet": "Radio Vale", "articles": 1, "country": None},
            {"outlet": None, "articles": 1, "country": None},
        ],
        "model": {"name": "all-MiniLM-L6-v2", "digest": model_folder(None).digest, "languages": ["en"]},
        "generation": {"number": 1, "passages": 6, "problem": None},
        "lexical": {"change": 1, "archive_change": 1, "passages": 6},
        "failures": [],
        "furniture_rules": [],
        "removed": 0,
    }
    assert json.loads(json.dumps(found)) == found


def test_status_of_an_empty_archive(archive: Archive):
    found = status_of(archive.folder)
    assert (found["coverage"]["articles"], found["coverage"]["first"], found["outlets"]) == (0, None, [])
    assert found["generation"] == {"number": 0, "passages": 0, "problem": None}
    assert found["lexical"] == {"change": None, "archive_change": 0, "passages": None}


def test_status_names_what_could_not_be_read(own_folder: Path, write_rows: Callable[..., Path]):
    add_paths(Archive.open(own_folder), write_rows({"title": "No text"}, name="bad.jsonl"))
    (failure,) = status_of(own_folder)["failures"]
    assert (failure["source_file"], failure["record"]) == ("bad.jsonl", "line 1")
    assert failure["reason"].startswith("no text: looked for text, body")


def test_status_says_that_the_lexical_index_lags_behind(own_folder: Path, write_rows: Callable[..., Path]):
    add_paths(Archive.open(own_folder), write_rows({"text": "The volcano erupted."}))
    assert status_of(own_folder)["lexical"] == {"change": 1, "archive_change": 2, "passages": 6}


def test_status_of_a_damaged_index_says_so(own_folder: Path):
    (own_folder / "index" / "CURRENT").write_text("000001 0\n")
    found = status_of(own_folder)["generation"]
    assert (found["number"], found["passages"]) == (None, None)
    assert "000001.json has SHA-256" in found["problem"]
    assert "dateline rebuild" in found["problem"]


def test_status_says_that_articles_are_invented(own_folder: Path):
    Archive.open(own_folder).store_setting("fiction", "1")
    assert status_of(own_folder)["fiction"] is True


def test_status_refuses_a_folder_without_an_archive(tmp_path: Path):
    with pytest.raises(ArchiveError, match="no archive at"):
        status_of(tmp_path / "nowhere")
