"""News as an Atom feed (RFC 4287): items in, XML out. All of it was written by others, so all of it is escaped."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from sayso.record.across.issues.values import Issue, NewsItem
from sayso.version import __version__

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "sayso/news")
# What XML 1.0 (section 2.2) has no place for, noncharacters among it.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself.

    Attributes:
        id: an IRI that stays, whatever is in the feed.
        title: what feed readers call it.
        address: where the record is read, without a slash at the end; empty where it is read nowhere.
        own: the feed's own address; empty where it has none.
    """

    id: str
    title: str
    address: str = ""
    own: str = ""


def feed_of(issue: Issue | None = None, who: str | None = None, address: str = "", own: str = "") -> Feed:
    """The feed of an issue, of an actor, of both, or of the whole record."""
    parts = [f"issue/{quote(issue.id)}" if issue else "", f"who/{quote(who, safe='')}" if who else ""]
    named = " · ".join(part for part in (issue.name if issue else "", who or "") if part)
    path = "/".join(part for part in parts if part) or "all"
    return Feed(_urn(f"{address.rstrip('/')}/{path}"), f"{named or 'What is new'} · sayso", address.rstrip("/"), own)


def atom(feed: Feed, items: Iterable[NewsItem]) -> str:
    """The feed, entries in the order given.

    An entry's id is made of the item's own and stays the same; its link leads to the statement where the record is read
    somewhere, else to the report itself.
    """
    entries = list(items)
    updated = max((moment(item.when) for item in entries), default="1970-01-01T00:00:00Z")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_text(feed.id)}</id>",
        f"<title>{_text(feed.title)}</title>",
        f"<updated>{updated}</updated>",
        "<author><name>sayso</name></author>",
        f"<generator version={_value(__version__)}>sayso</generator>",
    ]
    if _is_web(feed.own):
        lines.append(f'<link rel="self" type="application/atom+xml" href={_value(feed.own)}/>')
    if _is_web(feed.address):
        lines.append(f'<link rel="alternate" type="text/html" href={_value(feed.address + "/")}/>')
    for item in entries:
        lines += _entry(feed, item)
    lines.append("</feed>")
    return "\n".join(lines) + "\n"


def _entry(feed: Feed, item: NewsItem) -> list[str]:
    said = item.statement
    lines = [
        "<entry>",
        f"<id>{_urn(item.id)}</id>",
        f"<title>{_text(_brief(item.title))}</title>",
        f"<updated>{moment(item.when)}</updated>",
        f"<published>{moment(item.when)}</published>",
        f"<category term={_value(item.kind)}/>",
    ]
    if item.issue:
        lines.append(f"<category term={_value(f'issue/{item.issue}')}/>")
    if said.name:
        lines.append(f"<author><name>{_text(said.name)}</name></author>")
    if _is_web(feed.address):
        lines.append(f'<link rel="alternate" href={_value(f"{feed.address}/statements/{quote(said.uid)}")}/>')
        if _is_web(said.url or ""):
            lines.append(f'<link rel="via" href={_value(said.url or "")}/>')
    elif _is_web(said.url or ""):
        lines.append(f'<link rel="alternate" href={_value(said.url or "")}/>')
    lines += [f'<content type="text">{_text(item.summary)}</content>', "</entry>"]
    return lines


def moment(when: str) -> str:
    """A day or a moment as RFC 3339 has it; of a month or a year the first day, of an interval the last."""
    last = when.rsplit("/", 1)[-1]
    found = re.match(
        r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?", last, re.ASCII
    )
    if found is None:
        return "1970-01-01T00:00:00Z"
    year, month, day, time, zone = found.groups()
    return f"{year}-{month or '01'}-{day or '01'}T{time or '00:00:00'}{zone or 'Z'}"


def _is_web(address: str) -> bool:
    """Whether an address leads to the web: a feed's links are clicked, and ``javascript:`` is an address too."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _urn(name: str) -> str:
    """A name as an IRI that is the same at every call (a UUID of version 5, RFC 9562)."""
    return f"urn:uuid:{uuid.uuid5(_NAMES, name)}"


def _brief(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _text(words: str) -> str:
    return escape(_NO_XML.sub("\ufffd", words))


def _value(words: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", words))
