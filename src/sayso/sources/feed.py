"""RSS, Atom and RDF feeds: bytes to entries. Bounded however long the feed is; what it leaves out, it says."""

from __future__ import annotations

import hashlib
import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso.errors import Problem

MOST_ENTRIES = 5_000
"""Entries taken from one feed at one poll; feeds put the newest first."""

_LONGEST_URL = 2_000
_LONGEST_TITLE = 500
_ENTRY_END = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?(?:item|entry)\s*>", re.IGNORECASE)
_LOOKS_LIKE_FEED = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_HEAD = 20_000
"""Bytes in which the element that makes it a feed must begin; long comments and licences stand before it at times."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed announces.

    Attributes:
        url: where the article is, absolute, http or https, without fragment.
        title: its headline as the feed has it.
        published: day of publication in UTC, ``YYYY-MM-DD``.
        stamp: changes when the feed says that the article changed.
    """

    url: str
    title: str | None
    published: str | None
    stamp: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says.

    Attributes:
        title: its name.
        entries: its articles in the feed's order, each address once.
        minutes: how often it asks to be polled at most (RSS ``ttl``), if it says.
        problems: what was wrong with it.
    """

    title: str | None
    entries: tuple[Entry, ...]
    minutes: int | None = None
    problems: tuple[Problem, ...] = ()


def looks_like_feed(data: bytes) -> bool:
    """Whether ``data`` begins as a feed does."""
    return _LOOKS_LIKE_FEED.search(_as_ascii(data[:_HEAD])) is not None


def parse_feed(data: bytes, *, url: str, content_type: str | None = None, most: int = MOST_ENTRIES) -> Feed | Problem:
    """The feed in ``data``, which came from ``url``; a :class:`~sayso.errors.Problem` when it holds none.

    A broken feed yields the entries before the break, and a problem beside them.
    """
    import feedparser

    if not looks_like_feed(data):
        return Problem("no-feed", f"{url} is no RSS or Atom feed; give the address of the feed itself", url)
    shortened, count = _shortened(data, most)
    try:
        parsed: Any = feedparser.parse(
            BytesIO(shortened),  # a stream: feedparser takes a string for an address or a path and would open it
            response_headers={"content-type": content_type or "application/xml", "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as fault:  # noqa: BLE001  feedparser lets errors of its many parts through
        return Problem("broken-feed", f"{url} cannot be read as a feed ({type(fault).__name__})", url)
    entries = tuple(_distinct(_entries(parsed, url)))[:most]
    problems = []
    if count > most:
        problems.append(Problem("long-feed", f"{url} holds {count:,} entries; the first {most:,} are taken", url))
    elif parsed.get("bozo") and not _harmless(parsed.get("bozo_exception")):
        problems.append(_broken(url, parsed.get("bozo_exception"), len(entries)))
    return Feed(_words(parsed.feed.get("title")), entries, _minutes(parsed.feed.get("ttl")), tuple(problems))


def _shortened(data: bytes, most: int) -> tuple[bytes, int]:
    """``data`` up to its ``most``-th entry, closed so that it still parses, and how many entries it has in all."""
    ends = [match.end() for match in _ENTRY_END.finditer(data)]
    if len(ends) <= most:
        return data, len(ends)
    tail = data[ends[-1] :]
    # A feed whose entries are wrapped closes those wrappers after its last entry, so its own tail closes it.
    return data[: ends[most - 1]] + tail[-_HEAD:], len(ends)


def _entries(parsed: Any, base: str) -> Iterator[Entry]:
    for entry in parsed.get("entries", ()):
        address = _address(entry, base)
        if address is None:
            continue
        title = _words(entry.get("title"))
        # dict.get: feedparser's own gives "published" for a lacking "updated", and warns of it.
        moment = _moment(entry.get("published_parsed")) or _moment(dict.get(entry, "updated_parsed"))
        said = f"{dict.get(entry, 'updated')}\0{dict.get(entry, 'published')}\0{title}"
        yield Entry(
            url=address,
            title=title,
            published=moment.date().isoformat() if moment else None,
            stamp=hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16],
        )


def _address(entry: Any, base: str) -> str | None:
    link = entry.get("link")
    if not link and entry.get("guidislink"):
        link = entry.get("id")
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        whole = urljoin(base, link.strip())
        parts = urlsplit(whole)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or len(whole) > _LONGEST_URL:
        return None
    if any(ch.isspace() or not ch.isprintable() for ch in whole):
        return None
    return parts._replace(fragment="").geturl()


def _distinct(entries: Iterator[Entry]) -> Iterator[Entry]:
    seen = set()
    for entry in entries:
        if entry.url not in seen:
            seen.add(entry.url)
            yield entry


def _words(value: Any) -> str | None:
    return " ".join(value.split())[:_LONGEST_TITLE] or None if isinstance(value, str) else None


def _moment(value: Any) -> datetime | None:
    """feedparser's parsed time, which is UTC."""
    try:
        return datetime.fromtimestamp(timegm(value), UTC) if value else None
    except (ValueError, OverflowError, TypeError, OSError):
        return None


def _minutes(value: Any) -> int | None:
    try:
        minutes = int(str(value).strip())
    except ValueError:
        return None
    return minutes if 0 < minutes < 100_000 else None


def _harmless(fault: Any) -> bool:
    """Encoding and media type declared otherwise than they are: the entries are right all the same."""
    return type(fault).__name__ in ("CharacterEncodingOverride", "NonXMLContentType")


def _broken(url: str, fault: Any, count: int) -> Problem:
    line = getattr(fault, "getLineNumber", lambda: None)()
    place = f" at line {line}" if line else ""
    return Problem("broken-feed", f"{url} is malformed{place}; {count:,} entries could be read", url)


def _as_ascii(data: bytes) -> bytes:
    """``data`` without the NUL bytes that UTF-16 puts between ASCII letters."""
    return data.replace(b"\0", b"") if b"\0" in data[:64] else data
