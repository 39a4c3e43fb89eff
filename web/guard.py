"""What stands before the application: host and origin checks, closed routes, a body limit, security headers.

Gradio ships none of these; the list of closed routes is what its page does not need and a stranger could use.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY = 64 * 1024  # bytes; a question with its filters and state is far below
CLOSED = (
    "/gradio_api/upload", "/gradio_api/process_recording", "/gradio_api/component_server", "/gradio_api/stream/",
    "/gradio_api/proxy=", "/gradio_api/file=http", "/gradio_api/vibe", "/gradio_api/undo-vibe",
    "/gradio_api/run-history", "/gradio_api/runs", "/gradio_api/deep_link", "/gradio_api/run/", "/gradio_api/api/",
    "/gradio_api/profiling", "/gradio_api/openapi.json", "/gradio_api/info",
    "/monitoring", "/dev/", "/docs", "/redoc", "/openapi.json", "/proxy=", "/upload", "/file=http",
)  # fmt: skip
# 'unsafe-inline' is Gradio's boot script and styles, 'unsafe-eval' is gr.HTML, which compiles its template: without them the
# page stays empty. Escaping is the first line of defence; this is the second.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'none'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: App, allowed_hosts: frozenset[str]) -> None:
        self.app = app
        self.allowed_hosts = allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self.refusal(scope)
        if refusal:
            await _refuse(send, *refusal)
            return
        await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read_body(receive)
        if body is None:
            await _refuse(send, 413, f"the request is larger than {MAX_BODY} bytes")
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_header_pairs()]
            await send(message)

        await self.app(scope, _replayed(body, receive), send_with_headers)

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """(status, words) for a request that must not reach the application, else None."""
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope.get("headers", [])}
        if _host_of(headers.get("host", "")) not in self.allowed_hosts:
            return 400, "this host name is not served here"
        origin = headers.get("origin")
        if origin and _host_of(origin.partition("://")[2]) not in self.allowed_hosts:
            return 403, "requests from other sites are refused"
        if scope["path"].startswith(CLOSED):
            return 404, "not here"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return 413, f"the request is larger than {MAX_BODY} bytes"
        return None


def _host_of(authority: str) -> str:
    """The host name of "name:port" or "[::1]:port", lower case."""
    if authority.startswith("["):
        return authority.partition("]")[0] + "]"
    return authority.partition(":")[0].lower()


async def _read_body(receive: Receive) -> bytes | None:
    """The whole body of a request, or None as soon as it exceeds `MAX_BODY`, whatever Content-Length said."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > MAX_BODY:
            return None
        if message["type"] != "http.request" or not message.get("more_body"):
            return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A stream that gives the body that was read, then whatever comes after it (the client going away)."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _header_pairs() -> list[tuple[bytes, bytes]]:
    return [(key.encode(), value.encode()) for key, value in HEADERS.items()]


async def _refuse(send: Send, status: int, words: str) -> None:
    body = words.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), *_header_pairs()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
