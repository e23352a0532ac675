"""Statements over time as bars: days in, places in pixels out. By day, month or year, whichever the time calls for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.record.across.actors.speaking import OnDay

WIDTH, HEIGHT = 676, 96
_FOOT, _RIGHT = 20, 36
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_MOST_DAYS, _MOST_MONTHS = 45, 72


@dataclass(frozen=True, slots=True)
class Bar:
    """The statements of a day, month or year.

    Attributes:
        x, y, width, height: in pixels.
        when: beginning of the days that it counts (``2031-04``), as an address has it.
        statements: how many.
        label: what stands under it; empty where there is no room.
    """

    x: float
    y: float
    width: float
    height: float
    when: str
    statements: int
    label: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars side by side.

    Attributes:
        width, height, foot: of the drawing, and where the bars stand.
        unit: ``day``, ``month`` or ``year``.
        bars: in order of time, also empty ones.
        most: statements of the highest.
        undated: statements without a day as close as the unit.
    """

    width: int
    height: int
    foot: int
    unit: str
    bars: tuple[Bar, ...]
    most: int
    undated: int


def bar_chart(days: Sequence[OnDay]) -> BarChart | None:
    """The chart of days; ``None`` where none is known to the month at least."""
    exact = [(date.fromisoformat(one.day), one.statements) for one in days if _is_day(one.day)]
    months = [one for one in days if _is_month(one.day[:7])]
    if not months:
        return None
    first, last = min(one.day[:7] for one in months), max(one.day[:7] for one in months)
    span = _month_number(last) - _month_number(first) + 1
    counts: Counter[str] = Counter()
    if exact and (max(exact)[0] - min(exact)[0]).days < _MOST_DAYS and len(exact) == len(months):
        unit = "day"
        begin, end = min(exact)[0], max(exact)[0]
        slots = [str(begin + timedelta(days=n)) for n in range((end - begin).days + 1)]
        for when, n in exact:
            counts[str(when)] += n
    elif span <= _MOST_MONTHS:
        unit = "month"
        slots = [_month_of(_month_number(first) + n) for n in range(span)]
        for one in months:
            counts[one.day[:7]] += one.statements
    else:
        unit = "year"
        slots = [f"{year:04d}" for year in range(int(first[:4]), int(last[:4]) + 1)]
        for one in months:
            counts[one.day[:4]] += one.statements
    undated = sum(one.statements for one in days) - sum(counts.values())
    return BarChart(
        WIDTH, HEIGHT, HEIGHT - _FOOT, unit, tuple(_bars(slots, counts, unit)), max(counts.values()), undated
    )


def _bars(slots: Sequence[str], counts: Counter[str], unit: str) -> Sequence[Bar]:
    step = (WIDTH - _RIGHT) / max(len(slots), 12)
    most = max(counts.values())
    room = HEIGHT - _FOOT - 14
    found, free = [], -100.0
    for number, when in enumerate(slots):
        n = counts[when]
        height = max(3.0, room * n / most) if n else 0.0
        label, x = "", number * step
        if x - free >= 58:
            label, free = _label(when, unit), x
        top, wide = HEIGHT - _FOOT - height, min(step * 0.8, 40)
        found.append(Bar(round(x + step * 0.1, 1), round(top, 1), round(wide, 1), round(height, 1), when, n, label))
    return found


def _label(when: str, unit: str) -> str:
    if unit == "year":
        return when
    month = _MONTHS[int(when[5:7]) - 1]
    return f"{int(when[8:10])} {month}" if unit == "day" else f"{month} {when[:4]}"


def _is_day(day: str) -> bool:
    try:
        return len(day) == 10 and bool(date.fromisoformat(day))
    except ValueError:
        return False


def _is_month(month: str) -> bool:
    return len(month) == 7 and month[4] == "-" and (month[:4] + month[5:]).isdigit() and 1 <= int(month[5:]) <= 12


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month_of(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
