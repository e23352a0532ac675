"""When somebody was here last: two moments in a cookie, since sessions end with the day and this must not.

The cookie holds when the visit before this one ended and when this one was last seen; half an hour of nothing ends a
visit. It says nothing of who it is, and whoever changes it only changes what is called new to them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import Request
from starlette.responses import Response

from sayso.web.request import settings_of

COOKIE = "sayso-visit"
_ENDS_AFTER = 1_800
_YEAR = 365 * 86_400


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit.

    Attributes:
        since: when the visit before it ended, ISO 8601 in UTC; ``None`` for the first.
        value: what the cookie is to hold.
    """

    since: str | None
    value: str


def visit_of(request: Request, now: float | None = None) -> Visit:
    """The visit that a request belongs to."""
    seen = int(time.time() if now is None else now)
    before, last = _read(request.cookies.get(COOKIE, ""), seen)
    if last is not None and seen - last > _ENDS_AFTER:
        before = last
    since = None if before is None else datetime.fromtimestamp(before, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Visit(since, f"{before or 0}.{seen}")


def keep(visit: Visit, request: Request, response: Response) -> None:
    """Have the browser keep it."""
    secure = settings_of(request).secure_cookies
    response.set_cookie(COOKIE, visit.value, max_age=_YEAR, path="/", secure=secure, httponly=True, samesite="strict")


def _read(cookie: str, now: int) -> tuple[int | None, int | None]:
    first, _, second = cookie.partition(".")
    if not (first.isascii() and first.isdigit() and second.isascii() and second.isdigit() and len(cookie) < 40):
        return None, None
    before, last = int(first), int(second)
    if not 0 <= before <= last <= now:
        return None, None
    return before or None, last
