"""The guard at the door: every request passes it, so that no page has to think of it.

It refuses hosts that are not ours (DNS rebinding), writing from other sites (origin, fetch metadata and token) and
bodies that are too large, knows who the visitor is, and puts the headers on every answer.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.errors import Refusal, error_response, refusal_of
from sayso.web.sessions import COOKIE, Session, Sessions
from sayso.web.settings import Settings
from sayso.web.users import Users

log = logging.getLogger(__name__)

TOKEN_FIELD = "token"
TOKEN_HEADER = "x-sayso-token"

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With "no-referrer" browsers send "Origin: null" with plain forms, and the guard would refuse the room's own pages.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_SAFE = ("GET", "HEAD", "OPTIONS")


class Guard:
    """ASGI middleware; what it knows of the visitor stands in ``request.state``: ``session``, ``user``, ``token``."""

    def __init__(self, app: ASGIApp, settings: Settings, sessions: Sessions, users: Users | None = None) -> None:
        self._app, self._settings, self._sessions, self._users = app, settings, sessions, users

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        session, fresh = self._session(scope, headers)
        state = scope.setdefault("state", {})
        state.update(session=session, user=session.user or self._settings.author, token=self._sessions.token(session))
        state["logged_in"] = session.user is not None and self._settings.auth.asks
        send = self._with_headers(send, scope, session if fresh else self._sessions.renewed(session))
        answer = self._turned_away(scope, headers, session)
        if answer is None and scope["method"] not in _SAFE:
            body = await _body(receive, self._settings.bounds.body_bytes)
            answer = self._write_refused(scope, headers, session, body)
            receive = _again(body or b"", receive)
        await self._answered(answer or self._app, scope, receive, send)

    async def _answered(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the app; a fault of its own is answered too, under the same headers."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await app(scope, receive, sending)
        except Exception as error:
            log.exception("%s %s", scope["method"], scope["path"])
            if begun:
                raise
            await error_response(scope, refusal_of(error))(scope, receive, send)

    def _session(self, scope: Scope, headers: Headers) -> tuple[Session, bool]:
        known = self._sessions.read(_cookie(headers))
        if known is not None and known.user is not None and self._users is not None:
            # Who was taken out of the file, or got another password, has to log in again.
            known = known if self._users.mark(known.user) == known.mark else None
        if self._settings.auth.proxy_header:
            user = self._proxy_user(scope, headers)
            if known is None or known.user != user:
                return self._sessions.new(user), True
        return (self._sessions.new(), True) if known is None else (known, False)

    def _proxy_user(self, scope: Scope, headers: Headers) -> str | None:
        """The user that the proxy names; ``None`` if the request does not come from it."""
        values = headers.getlist(self._settings.auth.proxy_header or "")
        try:
            peer = ipaddress.ip_address((scope.get("client") or ("",))[0])
        except ValueError:
            return None
        if len(values) != 1 or not any(peer in network for network in self._settings.auth.proxies):
            return None
        return values[0].strip()[:100] or None

    def _turned_away(self, scope: Scope, headers: Headers, session: Session) -> ASGIApp | None:
        """An answer for those who may not come in."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not host_allowed(hosts[0], self._settings.hosts):
            words = "This address is not one of the reading room's. If it should be, start it with --allow-host NAME."
            return error_response(scope, Refusal(421, "wrong-host", words))
        if "\x00" in scope["path"] or b"%00" in scope["query_string"]:  # PostgreSQL takes no such text
            return error_response(scope, Refusal(400, "bad-request", "No address has the sign U+0000 in it."))
        if not self._settings.auth.required or session.user is not None:
            return None
        path = scope["path"]
        if self._settings.auth.asks:
            if path.startswith("/static/") or path == "/login":
                return None
            if scope["method"] == "GET" and not path.startswith("/api") and "hx-request" not in headers:
                asked = path + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
                return RedirectResponse("/login" + (f"?to={quote(asked, safe='')}" if asked != "/" else ""), 303)
            return error_response(scope, Refusal(401, "log-in", "Log in first, at /login."))
        if path.startswith("/static/"):
            return None
        return error_response(
            scope, Refusal(401, "log-in", "The proxy before the reading room does not say who you are.")
        )

    def _write_refused(self, scope: Scope, headers: Headers, session: Session, body: bytes | None) -> ASGIApp | None:
        """An answer for writing that another site may have asked for, or that is too much."""
        if body is None:
            limit = self._settings.bounds.body_bytes
            words = f"That is too much at once: a request holds at most {limit // 1_000_000} MB."
            return error_response(scope, Refusal(413, "too-large", words))
        if not same_origin(headers):
            words = "Writing is only possible from the reading room's own pages."
            return error_response(scope, Refusal(403, "other-site", words))
        token = headers.get(TOKEN_HEADER) or _form_token(headers, body)
        if not token or not self._sessions.token_fits(session, token):
            words = "This page is older than the reading room's session. Nothing was written: load it again."
            return error_response(scope, Refusal(403, "stale-token", words))
        return None

    def _with_headers(self, send: Send, scope: Scope, session: Session | None) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("Cache-Control", "no-store")
                    kept = any(value.startswith(f"{COOKIE}=") for value in headers.getlist("set-cookie"))
                    if session is not None and not kept:
                        headers.append("Set-Cookie", session_cookie(session, self._sessions, self._settings))
            await send(message)

        return sending


def session_cookie(session: Session, sessions: Sessions, settings: Settings) -> str:
    """The header that keeps a session in the browser."""
    secure = "; Secure" if settings.secure_cookies else ""
    age = settings.bounds.session_seconds
    return f"{COOKIE}={sessions.cookie(session)}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{secure}"


def host_allowed(host: str, names: tuple[str, ...]) -> bool:
    """Whether a ``Host`` header is ours: a literal address, ``localhost``, or a name that was given.

    A page of another site that points its own name at this machine (DNS rebinding) sends that name.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost" or name.endswith(".localhost") or name in {n.lower() for n in names}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def same_origin(headers: Headers) -> bool:
    """Whether the browser says that a request comes from a page of the same origin; programs say nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    except ValueError:
        return False


def form_fields(body: bytes) -> list[tuple[str, str]]:
    """The fields of a form, in order.

    Raises:
        ValueError: if there are more than a thousand.
    """
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace", max_num_fields=1_000)


def _form_token(headers: Headers, body: bytes) -> str | None:
    if not headers.get("content-type", "").lower().startswith("application/x-www-form-urlencoded"):
        return None
    try:
        return dict(form_fields(body)).get(TOKEN_FIELD)
    except ValueError:
        return None


def _cookie(headers: Headers) -> str | None:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None


async def _body(receive: Receive, limit: int) -> bytes | None:
    """The whole body; ``None`` once it is larger than ``limit``."""
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        piece = message.get("body", b"")
        size += len(piece)
        if size > limit:
            return None
        pieces.append(piece)
        if not message.get("more_body", False):
            return b"".join(pieces)


def _again(body: bytes, receive: Receive) -> Callable[[], Awaitable[Any]]:
    """Gives a body that was read already."""
    given = False

    async def receiving() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving


def is_fragment(headers: Headers) -> bool:
    """Whether htmx asks, for a part of a page."""
    return headers.get("hx-request") == "true"
