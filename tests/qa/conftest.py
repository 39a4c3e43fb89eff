"""The news archive, built once; tests that change it take a copy."""

import json
import shutil
from pathlib import Path

import faiss
import pytest

from corpus.archive import Archive
from qa.pipeline import Pipeline
from tests.conftest import add_paths, index
from tests.qa.news import NEWS, open_news

faiss.omp_set_num_threads(1)  # on a busy machine its threads wait 20 ms for one another, at every search


@pytest.fixture(scope="session")
def news_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the news archive; not to be changed."""
    folder = tmp_path_factory.mktemp("news")
    rows = folder / "news.jsonl"
    rows.write_text("".join(json.dumps(row) + "\n" for row in NEWS), encoding="utf-8")
    archive = Archive.create(folder / "archive")
    add_paths(archive, rows)
    index(archive)
    archive.connection.close()
    return folder / "archive"


@pytest.fixture(scope="session")
def news(news_folder: Path) -> Pipeline:
    """A pipeline over the news, with the decisive support model."""
    return open_news(news_folder)


@pytest.fixture
def own_folder(news_folder: Path, tmp_path: Path) -> Path:
    """A copy of the news archive that a test may change."""
    return Path(shutil.copytree(news_folder, tmp_path / "own"))
