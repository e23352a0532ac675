"""The file that lists what to watch: an address a line, with the outlet's name after it where it is known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sayso.errors import InputError, Problem

MOST_FEEDS = 10_000
_LARGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class FeedsFile:
    """What a feeds file lists.

    Attributes:
        outlets: the outlet's name, or ``None``, by the feed's address, in the file's order.
        problems: lines that are no feed.
    """

    outlets: dict[str, str | None]
    problems: tuple[Problem, ...]


def read_feeds_file(path: Path) -> FeedsFile:
    """The feeds in ``path``; blank lines and lines that begin with ``#`` are passed over.

    Raises:
        InputError: if the file cannot be read or lists no feed.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(Problem("too-large", f"{path} is too large to be a list of feeds", str(path)))
        text = path.read_text("utf-8-sig", errors="replace")
    except OSError as error:
        raise InputError(Problem("unreadable", f"{path} cannot be read: {error.strerror}", str(path))) from error
    outlets: dict[str, str | None] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        url, _, name = line.partition(" ") if "\t" not in line else line.partition("\t")
        if _is_address(url) and len(outlets) < MOST_FEEDS:
            outlets.setdefault(url, " ".join(name.split()) or None)
        else:
            shown = url if len(url) <= 80 else url[:77] + "..."
            message = f"{path}, line {number}: {shown!r} is no address of a feed (https://…); the line is passed over"
            problems.append(Problem("bad-url", message, f"{path}:{number}"))
    if not outlets:
        message = f"{path} lists no feed: write the address of one on each line (https://…), the outlet's name after it"
        raise InputError(Problem("no-feed", message, str(path)))
    return FeedsFile(outlets, tuple(problems))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and len(url) <= 2_000
    except ValueError:
        return False
