"""What stands before every request: the Host it is for, the Origin it is from, its size; what every answer says.

A page of another site may send requests to this machine (CSRF), and a name of its own may lead there (DNS rebinding).
So a request must name a host that we answer for, and whatever changes something must come from our own page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LARGEST_BODY = 64 * 1024
"""Bytes that a request may carry: the longest form is a task with five long cells."""
DRAINED = 16 * LARGEST_BODY
"""Bytes of a refused body that are still taken: closed on unread bytes, a connection is reset and the answer lost."""

SAFE = frozenset({"GET", "HEAD"})
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """ASGI middleware: refuses what is not for us, not from us, or too large."""

    def __init__(
        self, app: ASGIApp, port: int, hosts: Iterable[str] = (), on_request: Callable[[], None] = lambda: None
    ) -> None:
        """`hosts` are names beside this machine's own under which the page may be asked for (a proxy's, say).

        `on_request` is told of each request that is let in.
        """
        self._on_request = on_request
        self._app, self._port = app, port
        self._hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 400, 403, 405 or 413 with one line, or pass the request on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refusal(scope["method"], headers)
        if refused is not None:
            await _drain(receive)
            await _answer(send, *refused)
            return
        self._on_request()
        body = await _body(receive) if scope["method"] not in SAFE else b""
        if body is None:
            await _answer(send, 413, "the request is too large")
            return
        await self._app(scope, _again(body, receive), _with_headers(send))

    def _refusal(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if not self._ours(host):
            return 400, "this page does not answer under that host name"
        if method in SAFE:
            return None
        if method != "POST":
            return 405, "only GET and POST"
        origin = urlsplit(headers.get("origin", ""))
        if origin.scheme not in ("http", "https") or origin.netloc.casefold() != host.casefold():
            return 403, "the request does not come from this page"
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > LARGEST_BODY:
            return 413, "the request is too large"
        return None

    def _ours(self, host: str) -> bool:
        try:
            parts = urlsplit(f"//{host}")
            name, port = (parts.hostname or "").casefold(), parts.port
        except ValueError:
            return False
        if parts.netloc != host or parts.username is not None or any(mark in host for mark in "/?#@\\"):
            return False
        return name in self._hosts or (name in LOOPBACK and (port or 80) == self._port)


async def _body(receive: Receive) -> bytes | None:
    """Read a whole body, None when it is over the limit: a chunked one names no length beforehand."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            if message.get("more_body", False):
                await _drain(receive)
            return None
        if not message.get("more_body", False):
            return bytes(body)


async def _drain(receive: Receive) -> None:
    """Take and forget what a refused request still sends, up to `DRAINED` bytes."""
    taken = 0
    while taken <= DRAINED:
        message = await receive()
        taken += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return


def _again(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read already, then whatever follows."""
    given = False

    async def inner() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return inner


def _with_headers(send: Send) -> Send:
    async def inner(message: Message) -> None:
        if message["type"] == "http.response.start":
            told = {name for name, _ in message["headers"]}
            kept = [(name, value) for name, value in HEADERS if name not in told]
            if b"cache-control" not in told:
                kept.append((b"cache-control", b"no-store"))
            message = {**message, "headers": [*message["headers"], *kept]}
        await send(message)

    return inner


async def _answer(send: Send, status: int, line: str) -> None:
    body = f"{line}\n".encode()
    head = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if status == 413:
        head.append((b"connection", b"close"))
    start = {"type": "http.response.start", "status": status, "headers": [*head, *HEADERS]}
    await send(start)
    await send({"type": "http.response.body", "body": body})
