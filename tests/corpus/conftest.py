"""Archives that wait for no disk, and one that several files of this package search."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from corpus.archive import Archive
from tests.corpus.builders import add_rows

# The same examples at every run, however busy the machine is.
settings.register_profile("corpus", deadline=None, derandomize=True, database=None)
settings.load_profile("corpus")

WORLD_DAYS = ("2024-01-05", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03-15", "2024-02", "2024-03", "2024", "2023", "")
WORLD_OUTLETS = ("Northern Wire", "Vale Courier", "")


def copy_of(folder: Path, to: Path) -> Archive:
    """An archive that begins as a copy of another's folder."""
    shutil.copytree(folder, to)
    copied = Archive.open(to)
    copied.connection.pragma("synchronous", "off")  # no test here pulls the plug
    return copied


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    empty = Archive.create(tmp_path_factory.mktemp("empty") / "archive")
    empty.connection.close()
    return empty.folder


@pytest.fixture
def archive(empty_folder: Path, tmp_path: Path) -> Archive:
    """An empty archive."""
    return copy_of(empty_folder, tmp_path / "archive")


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Thirty articles, each day with each outlet, all of which say "dam"; and a second version of one with a URL."""
    archive = Archive.create(tmp_path_factory.mktemp("world") / "archive")
    rows = [
        {"title": f"Report {day} {outlet}", "text": f"The dam held on day {n}.", "outlet": outlet, "published": day}
        for n, (day, outlet) in enumerate((day, outlet) for day in WORLD_DAYS for outlet in WORLD_OUTLETS)
    ]
    versions = [
        {"text": f"The dam {verb} again.", "url": "https://vale-courier.example/1", "published": "2024-01-31"}
        for verb in ("rose", "fell")
    ]
    add_rows(archive, *rows, *versions)
    return archive
