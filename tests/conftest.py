"""Fixtures that all packages' tests share."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.adding import AddReport, ReadingRules, add_batch
from corpus.archive import Archive
from corpus.finding import batches, find_files
from embeddings.indexing import bring_up_to_date
from tests.toy import ToyEncoder

SHARED = Path(__file__).parents[2] / "shared"
ADDED = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def add_paths(archive: Archive, *paths: Path, rules: ReadingRules | None = None) -> AddReport:
    """Add files as `dateline add` does, without encoding."""
    report = AddReport()
    with archive.writing():
        for batch in batches(find_files(paths)[0], ADDED):
            add_batch(archive, batch, rules or ReadingRules(archive.registry()), report)
    return report


def index(archive: Archive, encoder: ToyEncoder | None = None) -> ToyEncoder:
    """Bring the indexes of an archive up to date with a toy encoder."""
    encoder = encoder or ToyEncoder()
    with archive.writing():
        bring_up_to_date(archive, encoder)
    return encoder


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive.create(tmp_path / "archive")


@pytest.fixture
def write_rows(tmp_path: Path) -> Callable[..., Path]:
    """Write articles as JSON lines: `write_rows({"title": ..., "text": ...}, ..., name="a.jsonl")`."""

    def write(*rows: dict, name: str = "articles.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The five raw pages, where they are."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the folder shared/seeds is not beside this checkout")
    return folder
