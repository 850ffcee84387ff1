"""Who may use the app: a browser on this machine that has opened the link with the token, and nobody else."""

import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SESSION = "orgsim.session"
"""Where a request carries the name of its browser's session."""

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""What a browser lets a page of the app load: nothing from elsewhere. (Vue compiles templates, hence ``unsafe-eval``.)"""

REFUSED = """<!doctype html><meta charset="utf-8"><title>orgsim</title>
<style>body{{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1.5em;color:#1a1a1a}}</style>
<h1>This page needs its key</h1><p>{reason}</p>"""

WITHOUT_KEY = "Open the whole link that <code>orgsim app</code> printed in the terminal; the key is at its end."
WITH_ANOTHER_KEY = (
    "The key in this link is not that of the app that is running now. Each start of <code>orgsim app</code> makes a new "
    "one: open the link that it printed last."
)
WRONG_HOST = "The app answers only on this machine, at 127.0.0.1."


class Guard:
    """A layer in front of the app that passes on nothing, page or socket, without the token; each browser gets a session of its own."""

    def __init__(self, app: Application, token: str, port: int) -> None:
        self.app, self.token, self.port = app, token, port
        self.cookie = f"orgsim-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, let its browser in, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        offered = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token")
        if not self.is_here(scope["headers"]):
            await _refuse(scope, receive, send, WRONG_HOST)
        elif offered is not None:
            await self._enter(scope, receive, send, offered[-1])
        elif session := self.session_of(scope["headers"]):
            scope[SESSION] = session
            await self.app(scope, receive, _with_policy(send))
        else:
            await _refuse(scope, receive, send, WITHOUT_KEY)

    def is_here(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Tell whether a request was made to this machine by its own name, and not by one that somebody pointed at it."""
        hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
        return hosts in ([f"127.0.0.1:{self.port}"], [f"localhost:{self.port}"])

    def session_of(self, headers: Iterable[tuple[bytes, bytes]]) -> str:
        """Return the session that a browser's cookie names; nothing when it has none of this start of the app."""
        for name, value in headers:
            if name == b"cookie":
                try:
                    found = SimpleCookie(value.decode("latin-1")).get(self.cookie)
                except CookieError:
                    continue
                token, _, session = found.value.partition(".") if found else ("", "", "")
                if session and secrets.compare_digest(token.encode(), self.token.encode()):
                    return session
        return ""

    async def _enter(self, scope: Scope, receive: Receive, send: Send, offered: str) -> None:
        """Give a browser with the right token its cookie, and lead it to the same page without the token."""
        if scope["type"] != "http" or not secrets.compare_digest(offered.encode(), self.token.encode()):
            await _refuse(scope, receive, send, WITH_ANOTHER_KEY)
            return
        session = self.session_of(scope["headers"]) or secrets.token_urlsafe(12)
        cookie = f"{self.cookie}={self.token}.{session}; HttpOnly; SameSite=Strict; Path=/"
        headers = [(b"location", b"/"), (b"set-cookie", cookie.encode("latin-1")), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def _with_policy(send: Send) -> Send:
    """Add to every answer what the browser may load for it."""

    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            more = [(b"content-security-policy", POLICY.encode()), (b"referrer-policy", b"no-referrer")]
            message["headers"] = [*message.get("headers", []), *more]
        await send(message)

    return sending


async def _refuse(scope: Scope, receive: Receive, send: Send, reason: str) -> None:
    """Say no: to a page with a sentence, to a socket by closing it."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    body = REFUSED.format(reason=reason).encode()
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
