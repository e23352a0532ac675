"""Named users with hashed passwords, in a JSON file that only its owner can read.

Passwords are hashed with scrypt (RFC 7914), N = 2¹⁵, r = 8, p = 1 and 16 bytes of salt: 32 MB and about a tenth of a
second a try.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import secrets
import threading
from pathlib import Path
from typing import Any

from sayso.errors import InputError, Problem

log = logging.getLogger(__name__)

SHORTEST = 10
"""Characters that a password has at least."""
_N, _R, _P = 2**15, 8, 1
_LONGEST_NAME = 100


def read_users(path: Path) -> dict[str, dict[str, Any]]:
    """The users of a file, by name.

    Raises:
        InputError: if it is missing or faulty.
    """
    try:
        value = json.loads(path.read_text("utf-8"))
        users = value["users"]
        for name, user in users.items():
            bytes.fromhex(user["salt"]), bytes.fromhex(user["hash"]), int(user["n"])
            if not isinstance(name, str):
                raise TypeError
    except FileNotFoundError:
        words = f"{path} is not there: make it with sayso serve --auth {path} --add-user NAME"
        raise InputError(Problem("not-found", words, str(path))) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        words = f"{path} is no file of users: make one with sayso serve --auth {path}.new --add-user NAME"
        raise InputError(Problem("bad-users", words, str(path))) from error
    return dict(users)


class Users:
    """The users of a file as they are now: it is read again when it has changed, so that who is taken out is out.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock, self._hashing = threading.Lock(), threading.Lock()
        self._known: tuple[object, dict[str, dict[str, Any]]] = (None, {})

    def now(self) -> dict[str, dict[str, Any]]:
        """The users by name; none while the file cannot be read."""
        try:
            found = self._path.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            with self._lock:
                if self._known[0] != stamp:
                    self._known = (stamp, read_users(self._path))
                return self._known[1]
        except (OSError, InputError) as error:
            log.warning("nobody can come in: %s", error)
            return {}

    def mark(self, name: str) -> str | None:
        """What changes with a user's password; ``None`` for who is no user (any more)."""
        user = self.now().get(name)
        return None if user is None else str(user["salt"])[:8]

    def password_fits(self, name: str, password: str) -> bool:
        """Whether the password is that user's. One try at a time, since each takes 32 MB."""
        users = self.now()
        with self._hashing:
            return password_fits(users, name, password)


def add_user(path: Path, name: str, password: str) -> None:
    """Add a user to the file, or give them another password; the file is made if it is not there.

    Raises:
        InputError: if the name or the password will not do, or the file cannot be written.
    """
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InputError(
            Problem("bad-name", f"the name {name!r} will not do: give 1 to {_LONGEST_NAME} letters", "name")
        )
    if len(password) < SHORTEST:
        words = f"the password is too short: give at least {SHORTEST} characters"
        raise InputError(Problem("bad-password", words, "password"))
    users = read_users(path) if path.exists() else {}
    salt = secrets.token_bytes(16)
    users[name] = {"salt": salt.hex(), "hash": _hash(password, salt, _N).hex(), "n": _N}
    beside = path.with_name(path.name + ".new")
    try:
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump({"users": users}, file, ensure_ascii=False, indent=1)
        beside.replace(path)
    except OSError as error:
        words = f"{path} cannot be written ({error.strerror}): name another file"
        raise InputError(Problem("cannot-write", words, str(path))) from error


def password_fits(users: dict[str, dict[str, Any]], name: str, password: str) -> bool:
    """Whether the password is that user's; an unknown name takes as long as a known one."""
    user = users.get(name) or {"salt": "00" * 16, "hash": "00" * 32, "n": _N}
    made = _hash(password, bytes.fromhex(user["salt"]), int(user["n"]))
    return hmac.compare_digest(made, bytes.fromhex(user["hash"])) and name in users


def _hash(password: str, salt: bytes, n: int) -> bytes:
    data = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(data, salt=salt, n=n, r=_R, p=_P, maxmem=256 * n * _R, dklen=32)
