"""The fields of a statement that a correction can set: their names, their vocabularies, how each is set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from sayso.model import ACTS, CHANNELS, FURNITURE_KINDS, KINDS, SPEAKER_KINDS, Speaker, Statement
from sayso.record.faults import CorrectionError
from sayso.spans import Span

SPAN_FIELDS = ("sources", "cues", "contents")
POINTERS = ("within", "answers")
"""Fields that point to another statement; in corrections their value is its uid."""

_SPEAKER: dict[str, str] = {
    "speaker": "name",
    "speaker_kind": "kind",
    "role": "role",
    "for": "on_behalf_of",
    "actor": "actor",
}
_PLAIN = ("kind", "outlet", "channel", "addressee", "said", "said_text", "act", *POINTERS)
_VOCABULARIES: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "act": ACTS,
    "channel": CHANNELS,
    "speaker_kind": SPEAKER_KINDS,
}
_NEVER_EMPTY = ("kind", "act", "speaker_kind")

FIELDS: tuple[str, ...] = (*_SPEAKER, *_PLAIN)
"""Every field that a correction can set, spans aside."""


def get_field(statement: Statement, field: str) -> Any:
    """The value of one of :data:`FIELDS`."""
    if field in _SPEAKER:
        return None if statement.speaker is None else getattr(statement.speaker, _SPEAKER[field])
    return getattr(statement, field)


def set_field(statement: Statement, field: str, value: Any) -> Statement:
    """The statement with one of :data:`FIELDS` set."""
    if field in _SPEAKER:
        speaker = statement.speaker or Speaker(None, "unknown")
        changes = cast("dict[str, Any]", {_SPEAKER[field]: value})
        return replace(statement, speaker=replace(speaker, **changes))
    return replace(statement, **cast("dict[str, Any]", {field: value}))


def set_spans(statement: Statement, field: str, spans: Sequence[Span]) -> Statement:
    """The statement with its ``sources``, ``cues`` or ``contents`` set."""
    return replace(statement, **cast("dict[str, Any]", {field: tuple(spans)}))


def check_field(field: str, value: Any) -> None:
    """Refuse a field or value that the codebook does not know.

    Raises:
        CorrectionError: naming the field and what it may be.
    """
    if field not in FIELDS:
        raise CorrectionError(f"a statement has no field {field!r}: it has {', '.join(FIELDS)}")
    if value is None:
        if field in _NEVER_EMPTY:
            raise CorrectionError(f"{field} is never empty: give one of {', '.join(_VOCABULARIES[field])}")
        return
    if not isinstance(value, str) or not value.strip():
        raise CorrectionError(f"{field} is given as words, or cleared; got {value!r}")
    allowed = _VOCABULARIES.get(field)
    if allowed and value not in allowed:
        raise CorrectionError(f"{field} cannot be {value!r}: it is one of {', '.join(allowed)}")
    if field == "said" and not is_edtf(value):
        raise CorrectionError(
            f"said cannot be {value!r}: it is an EDTF date such as 2024-03-05, 2024-03 or 2024-03-05~"
        )


_EDTF_DATE = re.compile(r"(-?\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?", re.ASCII)


def is_edtf(value: str) -> bool:
    """Whether ``value`` is a date of EDTF (ISO 8601-2) as news reporting gives them.

    A day, month (season too, 21–24) or year, qualified (``?~%``), with unspecified digits (``X``), or an interval.
    """
    ends = value.split("/")
    if len(ends) == 2:
        return any(end not in ("", "..") for end in ends) and all(end in ("", "..") or _is_date(end) for end in ends)
    return _is_date(value)


def _is_date(value: str) -> bool:
    match = _EDTF_DATE.fullmatch(value)
    if not match:
        return False
    year, month, day = match.groups()
    if month is None or month == "XX":
        return day is None or day == "XX"
    if day is None:
        return 1 <= int(month) <= 12 or 21 <= int(month) <= 24
    if not 1 <= int(month) <= 12:
        return False
    if day == "XX":
        return True
    try:
        date(int(year) if year.isdigit() and int(year) else 2000, int(month), int(day))
    except ValueError:
        return False
    return True


def check_furniture_kind(kind: str) -> None:
    """Refuse a kind of furniture that the codebook does not know.

    Raises:
        CorrectionError: naming the kinds there are.
    """
    if kind not in FURNITURE_KINDS:
        raise CorrectionError(f"furniture cannot be {kind!r}: it is one of {', '.join(FURNITURE_KINDS)}")
