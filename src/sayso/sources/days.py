"""The day of publication: what a person gives is checked, what a page gives is tidied; both end as EDTF."""

from __future__ import annotations

import re
from datetime import date

from sayso.errors import InputError, Problem

_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:?\d{2}.*", re.ASCII | re.DOTALL)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(\d{{4}})(?!\d)", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)", re.ASCII)


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
    """The day in a page's own date (``2025-02-12T08:30:00Z``, ``12 Feb 2025, 08:30``) as EDTF, or ``None``."""
    if value is None:
        return None
    value = value.strip()[:80]
    timestamp = _TIMESTAMP.fullmatch(value)
    day = timestamp[1] if timestamp else value
    if is_day(day):
        return day
    if worded := _DAY_FIRST.search(value):
        return _joined(worded[3], worded[2], worded[1])
    if worded := _MONTH_FIRST.search(value):
        return _joined(worded[3], worded[1], worded[2])
    return None


def day_in_address(url: str | None) -> str | None:
    """The day that an address names in its path (``…/2025/02/12/…``, ``…/2025/feb/12/…``), or ``None``."""
    match = _IN_ADDRESS.search(url or "")
    return _joined(*match.groups()) if match else None


def _joined(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0)
    joined = f"{year}-{number:02d}-{int(day):02d}"
    return joined if is_day(joined) else None
