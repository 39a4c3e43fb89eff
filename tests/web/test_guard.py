"""The guard refuses what must not reach the application, and puts headers on everything."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from web.guard import CLOSED, HEADERS, MAX_BODY, Guard, _host_of

HOSTS = frozenset(("127.0.0.1", "localhost", "[::1]"))


async def _echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


GUARDED = Guard(Starlette(routes=[Route("/{rest:path}", _echo, methods=["GET", "POST"])]), HOSTS)  # type: ignore[arg-type]


def call(method: str = "GET", path: str = "/", base: str = "http://127.0.0.1:7860", **more: object) -> httpx.Response:
    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=GUARDED), base_url=base) as client:
            return await client.request(method, path, **more)

    return asyncio.run(send())


def test_guard_passes_a_local_request_with_all_headers() -> None:
    response = call()
    assert response.status_code == 200
    assert {key: response.headers[key] for key in HEADERS} == HEADERS


@pytest.mark.parametrize("base", ["http://evil.example", "http://127.0.0.1.evil.example", "http://10.0.0.5:7860"])
def test_guard_refuses_other_hosts(base: str) -> None:
    assert call(base=base).status_code == 400


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1.evil.example"])
def test_guard_refuses_other_origins(origin: str) -> None:
    assert call(headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("origin", ["http://127.0.0.1:7860", "http://localhost:9", "http://[::1]:7860"])
def test_guard_passes_local_origins(origin: str) -> None:
    assert call(headers={"origin": origin}).status_code == 200


@pytest.mark.parametrize("path", CLOSED)
def test_guard_closes_routes(path: str) -> None:
    response = call(path=path + ("x" if path.endswith(("/", "=")) else ""))
    assert response.status_code == 404
    assert response.text == "not here"


def test_guard_refuses_a_large_body_by_its_length() -> None:
    assert call("POST", content=b"x" * (MAX_BODY + 1)).status_code == 413


def test_guard_refuses_a_large_body_that_comes_in_pieces() -> None:
    async def pieces():
        for _ in range(70):
            yield b"x" * 1024

    assert call("POST", content=pieces()).status_code == 413


def test_guard_passes_a_body_of_the_limit() -> None:
    assert call("POST", content=b"x" * MAX_BODY).text == str(MAX_BODY)


@pytest.mark.parametrize(
    ("authority", "host"), [("LOCALHOST:80", "localhost"), ("[::1]:7860", "[::1]"), ("127.0.0.1", "127.0.0.1"), ("", "")]
)
def test_host_of_takes_the_port_off(authority: str, host: str) -> None:
    assert _host_of(authority) == host
