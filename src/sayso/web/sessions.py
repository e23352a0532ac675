"""Who a visitor is, from one request to the next: a signed cookie, and the token that writing needs.

Nothing is stored for a session, so visitors cannot fill the memory. The cookie says who and until when, under an HMAC
whose secret is made when the room is opened: opening it anew ends every session.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

COOKIE = "sayso"
_MOST_ENDED = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """One visitor's.

    Attributes:
        id: random; the token hangs on it.
        user: who logged in; ``None`` where nobody has to.
        expires: seconds since 1970.
        mark: what changes with the user's password (:meth:`sayso.web.users.Users.mark`).
    """

    id: str
    user: str | None
    expires: int
    mark: str = ""


class Sessions:
    """Issues and checks sessions.

    Args:
        seconds: how long one lasts.
        clock: seconds since 1970.
    """

    def __init__(self, seconds: int, clock: Callable[[], float] = time.time) -> None:
        self._seconds, self._clock = seconds, clock
        self._secret = secrets.token_bytes(32)
        self._ended: OrderedDict[str, int] = OrderedDict()

    def new(self, user: str | None = None, mark: str = "") -> Session:
        """A fresh session."""
        return Session(secrets.token_urlsafe(18), user, int(self._clock()) + self._seconds, mark)

    def renewed(self, session: Session) -> Session | None:
        """The same with its whole time before it, once half of it is over; else ``None``."""
        if session.expires - self._clock() > self._seconds / 2:
            return None
        return replace(session, expires=int(self._clock()) + self._seconds)

    def end(self, session: Session) -> None:
        """Log out: the cookie counts no more, wherever copies of it are."""
        self._ended[session.id] = session.expires
        while len(self._ended) > _MOST_ENDED or (
            self._ended and next(iter(self._ended.values())) < self._clock() - self._seconds
        ):
            self._ended.popitem(last=False)

    def cookie(self, session: Session) -> str:
        """The cookie's value."""
        user = "-" if session.user is None else "u" + base64.urlsafe_b64encode(session.user.encode()).decode()
        said = f"{session.id}.{user}.{session.expires}.{session.mark}"
        return f"{said}.{self._seal('session', said)}"

    def read(self, cookie: str | None) -> Session | None:
        """The session that a cookie names; ``None`` if it is no longer good, or never was."""
        said, _, seal = (cookie or "").rpartition(".")
        if not said or not hmac.compare_digest(seal.encode(), self._seal("session", said).encode()):
            return None
        identifier, user, expires, mark = said.split(".")
        if int(expires) < self._clock() or identifier in self._ended:
            return None
        name = None if user == "-" else base64.urlsafe_b64decode(user[1:]).decode()
        return Session(identifier, name, int(expires), mark)

    def token(self, session: Session) -> str:
        """What a page of this session sends along when it writes; other sites cannot know it."""
        return self._seal("token", f"{session.id}.{session.user or ''}")

    def token_fits(self, session: Session, token: str) -> bool:
        """Whether a token is this session's."""
        return hmac.compare_digest(token.encode(), self.token(session).encode())

    def _seal(self, use: str, said: str) -> str:
        return hmac.new(self._secret, f"{use}:{said}".encode(), hashlib.sha256).hexdigest()
