"""Archives that wait for no disk, and one that several files of this package search."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from corpus.archive import Archive
from tests.corpus.builders import add_rows
from tests.corpus.web_server import WEB, Here, Server, answer

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


@pytest.fixture(scope="session")
def web_server() -> Iterator[Server]:
    try:
        server = Server(WEB)
    except OSError:
        pytest.skip(f"this system does not give {WEB} to itself")
    with server:
        yield server


@pytest.fixture(scope="session")
def canary_server() -> Iterator[Server]:
    with Server("::" if socket.has_ipv6 else "0.0.0.0") as server:
        yield server


@pytest.fixture
def web(web_server: Server) -> Server:
    """The web that tests of fetching are allowed to ask."""
    web_server.routes.clear()
    web_server.requests.clear()
    web_server.headers.clear()
    return web_server


@pytest.fixture
def canary(canary_server: Server) -> Server:
    """The server that nothing may ever ask."""
    canary_server.requests.clear()
    canary_server.routes["/"] = canary_server.routes["/latest/meta-data"] = answer("the secret")
    return canary_server


@pytest.fixture
def here() -> Here:
    return Here()


@pytest.fixture
def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server((WEB, 0)) as listener:
        return listener.getsockname()[1]
