"""A real Chromium against the real application over the demo archive."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo archive, served by the application in a thread of this process, with the packaged model."""
    import uvicorn

    import corpus.demo
    from app import create_app
    from corpus.archive import Archive
    from embeddings.indexing import bring_up_to_date
    from embeddings.loading import load_encoder
    from qa.pipeline import Pipeline
    from tests.conftest import add_paths

    folder = tmp_path_factory.mktemp("demo")
    archive = Archive.create(folder)
    add_paths(archive, Path(str(corpus.demo.__file__)).parent)
    archive.store_setting("fiction", "1")
    encoder = load_encoder()
    with archive.writing():
        bring_up_to_date(archive, encoder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(Pipeline.open(folder, encoder)), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator["object"]:
    """Debian's Chromium, or a skip that CI does not allow."""
    if not CHROMIUM:
        if os.environ.get("DATELINE_REQUIRE_BROWSER"):
            pytest.fail("no chromium on this machine, and CI may not skip the browser tests")
        pytest.skip("no chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()
