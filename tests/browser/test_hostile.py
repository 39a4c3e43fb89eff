"""Article text reaches the browser as text: no payload runs, fetches or changes the page, in any place that shows it."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app import create_app
from corpus.archive import Archive
from qa.pipeline import Pipeline
from qa.support import shipped_model
from tests.conftest import add_paths, index
from tests.toy import ToyEncoder

PAYLOADS = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    "<details open ontoggle=window.ran=1>x</details>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "${window.ran=1}",
    "`${window.ran=1}`",
    "{{value}} {{constructor.constructor('window.ran=1')()}}",
    "</blockquote></article><form action=http://evil.example><input autofocus onfocus=window.ran=1></form>",
    "![x](http://evil.example/pixel.png) [y](javascript:window.ran=1)",
    "<style>*{display:none}</style><link rel=stylesheet href=http://evil.example/a.css>",
    "<base href=http://evil.example/><meta http-equiv=refresh content='0;url=http://evil.example'>",
    "C:\\new\\table &lt;b&gt; &amp; ${5+5}",
)


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An archive whose every field is hostile, answered with the toy encoder."""
    import uvicorn

    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {
            "title": f"Ferry {payload}",
            "text": f"The ferry carried payload number {number}. It said {payload} and sailed on.",
            "outlet": f"Outlet {number} {payload}",
            "authors": [f"Author {payload}"],
            "url": f"https://ferry.example/{number}?{payload}",
            "published": "2024-03-01",
        }
        for number, payload in enumerate(PAYLOADS)
    ]
    rows.append({"title": "Bad link", "text": "The ferry has a bad link here.", "url": "javascript:window.ran=1"})
    path = folder / "hostile.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    archive = Archive.create(folder / "archive")
    add_paths(archive, path)
    index(archive)
    shipped = shipped_model()
    open_model = replace(shipped, thresholds=dict.fromkeys(shipped.thresholds, 0.0))
    server = uvicorn.Server(
        uvicorn.Config(create_app(Pipeline(_holdings(archive.folder), open_model)), port=_free_port(), log_level="warning")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.config.port}"
    server.should_exit = True
    thread.join(timeout=10)


def _holdings(folder: Path) -> "object":
    from qa.holdings import Holdings

    return Holdings.open(folder, ToyEncoder())


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_no_payload_runs_in_any_place(browser: Browser, hostile_address: str) -> None:
    page = browser.new_context().new_page()
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if "evil.example" in request.url else None)
    page.goto(hostile_address)
    page.wait_for_selector(".welcome")
    for number, payload in enumerate(PAYLOADS):
        page.fill("#ask textarea", f"ferry payload number {number} {payload}")
        page.press("#ask textarea", "Enter")
        expect(page.locator(".turn")).to_have_count(number + 1)
        cards = page.locator(".turn").last.locator(".card")
        if cards.count():
            cards.first.click()
            expect(page.locator("#reader .receipt")).to_be_visible()
    assert page.evaluate("window.ran") is None
    assert outside == []
    assert page.url.rstrip("/") == hostile_address
    assert (
        page.locator(".turn form, .turn iframe, .turn script, .turn img, #reader form, #reader script, #reader img").count() == 0
    )
    assert page.locator("a[href^='javascript:']").count() == 0


def test_hostile_text_is_shown_as_it_is_stored(browser: Browser, hostile_address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(hostile_address)
    page.wait_for_selector(".welcome")
    page.fill("#ask textarea", "ferry payload number 12")
    page.press("#ask textarea", "Enter")
    page.wait_for_selector(".turn")
    shown = page.locator(".turn blockquote").all_text_contents()
    assert f"The ferry carried payload number 12. It said {PAYLOADS[12]} and sailed on." in shown
