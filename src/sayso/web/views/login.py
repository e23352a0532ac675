"""Coming in with a name and a password, and going out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from sayso.web.attempts import Attempts
from sayso.web.errors import Refusal
from sayso.web.request import form_of, settings_of, shell_of
from sayso.web.security import session_cookie
from sayso.web.sessions import Sessions
from sayso.web.templating import render
from sayso.web.users import Users

router = APIRouter()

_LONGEST_PASSWORD = 1_000


@dataclass(frozen=True, slots=True)
class LoginPage:
    """What ``login.html`` shows.

    Attributes:
        name: as it was typed.
        to: the address to go to then.
        problem: why it did not go well.
    """

    name: str
    to: str
    problem: str | None


@router.get("/login")
def login(request: Request, to: str = "/") -> Response:
    """The page."""
    if not settings_of(request).auth.asks or request.state.logged_in:
        return RedirectResponse(own_address(to), 303)
    return render(shell_of(request, "Log in"), "login.html", LoginPage("", own_address(to), None))


@router.post("/login")
async def come_in(request: Request) -> Response:
    """Check name and password; a fresh session begins."""
    settings, sent = settings_of(request), await form_of(request)
    users = cast("Users | None", request.app.state.users)
    if not settings.auth.asks or users is None:
        raise Refusal(404, "not-found", "Nobody logs in here.")
    name, password, to = sent.raw("name").strip()[:100], sent.raw("password"), own_address(sent.raw("to"))
    attempts = cast(Attempts, request.app.state.attempts)
    keys = (f"name {name}", f"address {request.client.host if request.client else ''}")
    if wait := attempts.begin(*keys):
        words = f"Too many tries: wait {max(1, round(wait / 60))} minutes."
        page = LoginPage(name, to, words)
        return render(shell_of(request, "Log in"), "login.html", page, 429, {"Retry-After": str(wait)})
    fits = len(password) <= _LONGEST_PASSWORD and await run_in_threadpool(users.password_fits, name, password)
    if not fits:
        page = LoginPage(name, to, "No user has this name and this password.")
        return render(shell_of(request, "Log in"), "login.html", page, 403)
    attempts.forget(*keys)
    sessions = cast(Sessions, request.app.state.sessions)
    sessions.end(request.state.session)
    session = sessions.new(name, users.mark(name) or "")
    return RedirectResponse(to, 303, {"Set-Cookie": session_cookie(session, sessions, settings)})


@router.post("/logout")
async def go_out(request: Request) -> Response:
    """End the session, wherever copies of its cookie are."""
    sessions = cast(Sessions, request.app.state.sessions)
    sessions.end(request.state.session)
    return RedirectResponse(
        "/login" if settings_of(request).auth.asks else "/",
        303,
        {"Set-Cookie": session_cookie(sessions.new(), sessions, settings_of(request))},
    )


def own_address(to: str) -> str:
    """``to`` if it is an address of the reading room itself, else its front page."""
    plain = to.startswith("/") and not to.startswith("//") and "\\" not in to and to.isprintable()
    return to if plain and not to.startswith(("/login", "/logout")) else "/"
