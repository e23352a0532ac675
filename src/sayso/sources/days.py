"""The day of publication: what a person gives is checked, what a page gives is tidied; both end as EDTF."""

from __future__ import annotations

import re
from datetime import date

from sayso.errors import InputError, Problem

_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:?\d{2}.*", re.ASCII | re.DOTALL)


def is_day(value: str) -> bool:
    """Whether ``value`` is a calendar day, month or year as ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` (EDTF level 0)."""
    match = _EDTF.fullmatch(value)
    if not match:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def checked_day(value: str, *, where: str = "published") -> str:
    """``value`` itself, once it is known to be a day.

    Raises:
        InputError: with code ``bad-date`` if it is none.
    """
    if not is_day(value):
        raise InputError(bad_day(value, where))
    return value


def bad_day(value: object, where: str) -> Problem:
    """The problem of a publication date that is none."""
    shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "..."
    return Problem(
        "bad-date", f"publication date {shown} is no calendar day: write it as YYYY-MM-DD, YYYY-MM or YYYY", where
    )


def tidy_day(value: str | None) -> str | None:
    """The day in a page's own date (``2025-02-12T08:30:00Z`` → ``2025-02-12``); ``None`` for what is no calendar day."""
    if value is None:
        return None
    value = value.strip()
    timestamp = _TIMESTAMP.fullmatch(value)
    day = timestamp[1] if timestamp else value
    return day if is_day(day) else None
