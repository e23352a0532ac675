"""Counts by day as bars of a chart: days, months or years, whichever are few enough to be read, gaps included."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sayso.record.facets import Tally

Unit = Literal["day", "month", "year"]

MOST_DAYS, MOST_MONTHS, MOST_YEARS = 45, 60, 80
WIDTH, HEIGHT, WIDEST = 240, 60, 24
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bar:
    """One period.

    Attributes:
        period: EDTF year, month or day.
        count: how many statements.
        x, y, width, height: where it stands in a drawing of :data:`WIDTH` × :data:`HEIGHT`.
    """

    period: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars in order of time.

    Attributes:
        unit: what a bar stands for.
        bars: every period from the first to the last; of too many the last.
        most: the largest count.
        outside: statements without a day, with one vaguer than a bar, or from before the first bar.
    """

    unit: Unit
    bars: tuple[Bar, ...]
    most: int
    outside: int
    width: int = WIDTH
    height: int = HEIGHT


def timeline(days: Sequence[Tally]) -> Timeline:
    """The bars of counts by day."""
    dated = [(match, tally.count) for tally in days if (match := _DAY.match(tally.value or ""))]
    total = sum(tally.count for tally in days)
    unit = _unit([match[0] for match, _ in dated])
    counts: Counter[str] = Counter()
    for match, count in dated:
        period = _cut(match[0], unit)
        if period is not None:
            counts[period] += count
    if not counts:
        return Timeline(unit, (), 0, total)
    periods = _series(min(counts), max(counts), unit)
    if len(periods) > MOST_YEARS:
        periods = _series(f"{int(max(counts)[:4]) - MOST_YEARS + 1:04}", max(counts), "year")
    most = max(counts[period] for period in periods)
    step = min(WIDTH / len(periods), WIDEST)
    gap = 1 if step >= 3 else 0
    bars = []
    for place, period in enumerate(periods):
        height = round(max(1.5, HEIGHT * counts[period] / most), 2) if counts[period] else 0.0
        bars.append(
            Bar(period, counts[period], round(place * step, 2), round(HEIGHT - height, 2), round(step - gap, 2), height)
        )
    return Timeline(unit, tuple(bars), most, total - sum(bar.count for bar in bars))


def _unit(values: Sequence[str]) -> Unit:
    """The finest unit that most values have and whose bars are few enough."""
    whole = [value for value in values if len(value) == 10]
    if len(whole) * 2 > len(values) and len(_series(min(whole), max(whole), "day", MOST_DAYS + 1)) <= MOST_DAYS:
        return "day"
    months = [value[:7] for value in values if len(value) >= 7]
    if (
        len(months) * 2 > len(values)
        and len(_series(min(months), max(months), "month", MOST_MONTHS + 1)) <= MOST_MONTHS
    ):
        return "month"
    return "year"


def _cut(value: str, unit: Unit) -> str | None:
    length = {"day": 10, "month": 7, "year": 4}[unit]
    return value[:length] if len(value) >= length else None


def _series(first: str, last: str, unit: Unit, most: int = 2_000) -> list[str]:
    """Every period from the first to the last; of more than ``most``, so many."""
    found = [first]
    while found[-1] < last and len(found) < most:
        following = _next(found[-1], unit)
        if following is None:
            break
        found.append(following)
    return found


def _next(period: str, unit: Unit) -> str | None:
    year = int(period[:4])
    if unit == "year":
        return f"{year + 1:04}"
    month = int(period[5:7])
    if unit == "month":
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    try:
        return (date.fromisoformat(period) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None
