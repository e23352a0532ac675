"""Values of the record in words and signs for people: acts, days, certainty, names. The filters of the templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from sayso.model import ACTS

FILTERS = (
    "act_mark", "act_words", "certainty", "channel_words", "count_words", "day_words", "host_of", "kind_words",
    "moment_words", "path_part", "short", "span_words", "speaker_words", "state_words", "web_address",
)  # fmt: skip
"""Names of the functions here that templates can use as filters."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DATE = re.compile(r"(-?[\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?([?~%]?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ActMark:
    """How an act looks: its shape says how it bears on others, its colour which way it goes.

    Attributes:
        act: the act.
        shape: of ``icons.svg``: ``dot``, ``square``, ``triangle``, ``diamond``, ``cross``, ``ring``.
        tone: of ``paper.css``: ``plain``, ``for``, ``against``, ``wish``, ``mind``.
        does: what the speaker does, third person (``rejects``).
    """

    act: str
    shape: str
    tone: str
    does: str


_MARKS = {
    "state": ("dot", "plain", "states"),
    "confirm": ("dot", "for", "confirms"),
    "deny": ("cross", "against", "denies"),
    "propose": ("diamond", "for", "proposes"),
    "accept": ("square", "for", "accepts"),
    "reject": ("square", "against", "rejects"),
    "demand": ("triangle", "wish", "demands"),
    "promise": ("triangle", "for", "promises"),
    "threaten": ("triangle", "against", "threatens"),
    "warn": ("diamond", "against", "warns"),
    "accuse": ("cross", "wish", "accuses"),
    "praise": ("cross", "for", "praises"),
    "ask": ("ring", "plain", "asks"),
    "believe": ("ring", "mind", "believes"),
    "want": ("ring", "wish", "wants"),
}
assert set(_MARKS) == set(ACTS)


def act_mark(act: str) -> ActMark:
    """Shape, colour and verb of an act."""
    return ActMark(act, *_MARKS[act])


def act_words(act: str) -> str:
    """What the speaker does: ``rejects``."""
    return _MARKS[act][2]


def certainty(confidence: float, state: str = "machine-read") -> str:
    """How sure one may be of a statement; a person's judgement counts for more than the reader's."""
    judged = {"confirmed": "confirmed by a person", "corrected": "corrected by a person", "disputed": "disputed"}
    if state in judged:
        return judged[state]
    if confidence >= 0.9:
        return "surely read"
    if confidence >= 0.7:
        return "probably right"
    if confidence >= 0.5:
        return "uncertain"
    return "very uncertain"


def state_words(state: str) -> str:
    """Who vouches for a statement."""
    return {
        "machine-read": "read by the machine",
        "confirmed": "confirmed by a person",
        "corrected": "corrected by a person",
        "disputed": "disputed by a person",
    }[state]


def kind_words(kind: str) -> str:
    """What a kind of statement is called."""
    return {"direct": "in their words", "indirect": "in the report’s words", "mixed": "partly in their words"}[kind]


def channel_words(channel: str) -> str:
    """How something was said, with its preposition."""
    special = {
        "social media": "on social media", "written statement": "in a written statement", "call": "in a call",
        "advertisement": "in an advertisement", "interview": "in an interview", "briefing": "at a briefing",
        "press conference": "at a press conference", "rally": "at a rally", "meeting": "at a meeting",
        "testimony": "in testimony", "broadcast": "in a broadcast", "other": "otherwise",
    }  # fmt: skip
    return special.get(channel, f"in a {channel}")


def speaker_words(speaker: Any) -> str:
    """A speaker's name, or what stands for it: a :class:`~sayso.model.Speaker`, a name, or nothing."""
    name = speaker if isinstance(speaker, str) or speaker is None else speaker.name
    return name or "speaker not named"


def day_words(day: str | None) -> str:
    """An EDTF day in English: ``12 February 2025``, ``about March 2024``, ``between 3 and 5 June 2024``."""
    if not day:
        return "no date"
    first, slash, last = day.partition("/")
    if slash:
        if first in ("", ".."):
            return f"until {day_words(last)}"
        if last in ("", ".."):
            return f"since {day_words(first)}"
        return f"{day_words(first)} – {day_words(last)}"
    match = _DATE.fullmatch(day)
    if not match:
        return day
    year, month, date, sign = match.groups()
    if "X" in year:
        year = year.replace("X", "0") + "s"
    words = year
    if month and month != "XX":
        known = _SEASONS.get(month) or (_MONTHS[int(month) - 1] if 1 <= int(month) <= 12 else month)
        words = f"{known} {year}"
        if date and date != "XX":
            words = f"{int(date)} {words}"
    return {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}[sign] + words


def span_words(first: str | None, last: str | None = None) -> str:
    """A stretch of time without saying a month or year twice: ``4 – 21 March 2024``, ``March – June 2024``."""
    begin, end = day_words(first), day_words(last)
    if not first or not last or first == last:
        return begin if first else end
    left, right = begin.split(), end.split()
    if len(left) == len(right):
        while len(left) > 1 and left[-1] == right.pop():
            left.pop()
    return f"{' '.join(left)} – {end}"


def moment_words(moment: str) -> str:
    """A moment (ISO 8601 in UTC) to the minute: ``12 February 2025, 08:30 UTC``."""
    time = moment[11:16]
    return f"{day_words(moment[:10])}, {time} UTC" if time else day_words(moment[:10])


def count_words(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 statement``, ``2,140 statements``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def short(text: str, most: int = 200) -> str:
    """The beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:–—") + "…"


def path_part(text: str) -> str:
    """A text as one part of an address."""
    return quote(text, safe="")


def web_address(url: str | None) -> str | None:
    """A report's address if it can be a link: HTTP and HTTPS only, so that none is a script."""
    if not url or any(ord(sign) <= 32 for sign in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def host_of(url: str | None) -> str:
    """The host of a web address, without ``www.``; empty for anything else."""
    address = web_address(url)
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
