"""What the reading room is told when it is opened; values only, read from the command line."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Auth:
    """Who may come in. With neither field, anyone who reaches the address: for this machine only.

    Attributes:
        users: file of named users and their hashed passwords (:mod:`sayso.web.users`).
        proxy_header: header in which a reverse proxy names the user.
        proxies: networks from which that header is believed.
    """

    users: Path | None = None
    proxy_header: str | None = None
    proxies: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = (
        ipaddress.ip_network("127.0.0.0/8"),
        ipaddress.ip_network("::1/128"),
    )

    @property
    def required(self) -> bool:
        """Whether visitors must say who they are."""
        return self.users is not None or self.proxy_header is not None

    @property
    def asks(self) -> bool:
        """Whether visitors log in here, with a password."""
        return self.users is not None and self.proxy_header is None


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken at a time.

    Attributes:
        body_bytes: largest body of a request: pasted text, or a form.
        text_length: longest pasted text in code points.
        session_seconds: how long a visitor stays known; renewed while they work.
        failed_logins: how many wrong passwords a name or an address may give …
        login_seconds: … within so many seconds.
        recode: most statements that one bulk recode changes.
        export: most results of one export.
    """

    body_bytes: int = 4_000_000
    text_length: int = 500_000
    session_seconds: int = 12 * 3600
    failed_logins: int = 5
    login_seconds: int = 900
    recode: int = 2_000
    export: int = 50_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How the reading room is opened.

    Attributes:
        author: name on corrections where nobody logs in.
        auth: who may come in.
        hosts: names under which it may be asked for, beside ``localhost`` and literal addresses.
        bounds: how much is taken at a time.
        secure_cookies: whether browsers may send cookies over HTTPS only.
    """

    author: str
    auth: Auth = field(default_factory=Auth)
    hosts: tuple[str, ...] = ()
    bounds: Bounds = field(default_factory=Bounds)
    secure_cookies: bool = False
