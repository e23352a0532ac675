"""The lanes of an issue as a drawing: a board in, places of marks, arrows and days in pixels out. No markup here.

Time runs along the bottom, but not evenly: a day on which something was said gets the room that its marks need, a gap
gets what it lasts up to a bound, and a gap beyond it is drawn as a break that says how long it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.record.across.issues.values import IssueBoard, Lane, Party, Position, Said
from sayso.web.views.issue_drawn import (
    DrawnArrow,
    DrawnChange,
    DrawnDay,
    DrawnGap,
    DrawnLane,
    DrawnMark,
    LanesDrawing,
)
from sayso.web.views.issue_rows import numbered_changes, parties_of, utterances

CELL = 24
"""Side of the square that a mark stands in, and that a finger or a pointer must hit."""
MOST_MARKS = 400
"""Marks that are drawn; of more, the latest."""
MOST_LANES = 16
"""Lanes that are drawn; of more, those with most stands."""
LEAST_WIDTH = 690
"""Pixels that the days take at least."""
_ROWS = 3
_PAD = 10
_DAY = 7
_WIDEST_GAP = 42
_LEAST_COLUMN = 30
_CHANGE = 14
_AXIS = 44
_EDGE = 14
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?[?~%]?")


@dataclass(frozen=True, slots=True)
class _Item:
    said: Said
    party: Party
    lane: int
    position: Position | None

    @property
    def day(self) -> str:
        return (self.position.day if self.position else self.said.day) or ""

    @property
    def in_time(self) -> tuple[str, int]:
        return self.day, self.said.row


def draw(board: IssueBoard, most: int = MOST_MARKS) -> LanesDrawing:
    """The drawing of a board.

    Args:
        board: the parties' stands, answers and statements.
        most: most marks; of more, the latest.
    """
    shown = board.lanes[:MOST_LANES]
    items = sorted(_items(shown, board), key=lambda item: item.in_time)
    left_out = max(0, len(items) - most)
    items = items[left_out:]
    cells: dict[tuple[int, str], list[_Item]] = defaultdict(list)
    for item in items:
        cells[item.lane, item.day].append(item)
    rows = {
        lane: max([1, *(min(_ROWS, len(found)) for (at, _), found in cells.items() if at == lane)])
        for lane in range(len(shown))
    }
    days, gaps, width = _days(cells, {change.day or "" for lane in shown for change in lane.changes})
    lanes, axis = _lanes(shown, rows, items)
    marks = tuple(_marks(cells, {d.day: d for d in days}, lanes, rows))
    return LanesDrawing(
        width,
        axis + _AXIS,
        axis,
        lanes,
        days,
        gaps,
        marks,
        tuple(_arrows(board, marks)),
        tuple(_changes(board, {d.day: d for d in days}, lanes)),
        left_out,
        len(board.lanes) - len(shown),
    )


def on_calendar(day: str) -> date | None:
    """A day that an EDTF date can be drawn at: the middle of a month or year that is not known more closely."""
    match = _DATE.match(day.rsplit("/", 1)[-1])
    if not match:
        return None
    year, month, number = match.groups()
    try:
        if month in (None, "XX"):
            return date(int(year), 7, 1)
        return date(int(year), int(month), 15 if number in (None, "XX") else int(number))
    except ValueError:
        return None


def _items(lanes: Sequence[Lane], board: IssueBoard) -> Iterator[_Item]:
    """What is drawn: every stand, and the other words of those who take one, each utterance once."""
    stands: set[str] = set()
    for at, lane in enumerate(lanes):
        for position in lane.positions:
            yield _Item(position.statement, lane.party, at, position)
            stands.update((position.statement.uid, *position.reports))
    row_of = {lane.party: at for at, lane in enumerate(lanes)}
    parties = parties_of(board)
    for first, *others in utterances(board):
        if stands.isdisjoint((first.uid, *(said.uid for said in others))):
            for party in parties.get(first.uid, ()):
                if party in row_of:
                    yield _Item(first, party, row_of[party], None)


def _days(
    cells: Mapping[tuple[int, str], list[_Item]], changed: set[str]
) -> tuple[tuple[DrawnDay, ...], tuple[DrawnGap, ...], int]:
    wide: dict[str, int] = {}
    for (_, day), found in cells.items():
        wide[day] = max(wide.get(day, 0), -(-len(found) // _ROWS) * CELL, _LEAST_COLUMN)
    x, before, month = _EDGE, None, ""
    days, gaps = [], []
    for day in sorted(wide, key=lambda day: (on_calendar(day) or date.min, day)):
        here = on_calendar(day)
        if before and here and (away := (here - before).days) > 1:
            room = min(_WIDEST_GAP, (away - 1) * _DAY)
            if (away - 1) * _DAY > _WIDEST_GAP:
                gaps.append(DrawnGap(x + room // 2, _long(away - 1)))
            x += room
        if day in changed:
            x += _CHANGE
        named = f"{_MONTHS[here.month - 1]} {here.year}" if here else ""
        days.append(DrawnDay(x + wide[day] // 2, x, wide[day], day, _short(day), named if named != month else ""))
        x, before, month = x + wide[day], here or before, named or month
    return _stretched(days, gaps, x + _EDGE)


def _stretched(
    days: Sequence[DrawnDay], gaps: Sequence[DrawnGap], width: int
) -> tuple[tuple[DrawnDay, ...], tuple[DrawnGap, ...], int]:
    """Few days are spread over the width that a page has anyway."""
    by = max(1.0, (LEAST_WIDTH - 2 * _EDGE) / max(1, width - 2 * _EDGE))

    def far(x: int) -> int:
        return _EDGE + round((x - _EDGE) * by)

    return (
        tuple(replace(d, x=far(d.x), left=far(d.left), width=round(d.width * by)) for d in days),
        tuple(replace(gap, x=far(gap.x)) for gap in gaps),
        max(width, LEAST_WIDTH),
    )


def _short(day: str) -> str:
    match = _DATE.match(day.rsplit("/", 1)[-1])
    if not match:
        return day or "no date"
    year, month, number = match.groups()
    if month in (None, "XX"):
        return year
    return _MONTHS[int(month) - 1] if number in (None, "XX") and 1 <= int(month) <= 12 else str(int(number or month))


def _long(days: int) -> str:
    if days < 60:
        return f"{days} days"
    return f"{round(days / 30.4)} months" if days < 700 else f"{round(days / 365.25)} years"


def _lanes(shown: Sequence[Lane], rows: Mapping[int, int], items: Sequence[_Item]) -> tuple[tuple[DrawnLane, ...], int]:
    y, found = 0, []
    for at, lane in enumerate(shown):
        height = rows[at] * CELL + 2 * _PAD
        count = sum(item.lane == at for item in items)
        found.append(DrawnLane(lane.party, in_lines(lane.party.name), y, height, count))
        y += height
    return tuple(found), y


def in_lines(name: str, room: int = 17, most: int = 2) -> tuple[str, ...]:
    """A name in lines of ``room`` letters, ``most`` of them; the last is cut with an ellipsis."""
    lines: list[str] = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [line if len(line) <= room else line[: room - 1] + "…" for line in lines[:most]]
    if len(lines) > most and not kept[-1].endswith("…"):
        kept[-1] = kept[-1][: room - 1] + "…"
    return tuple(kept)


def _marks(
    cells: Mapping[tuple[int, str], list[_Item]],
    days: Mapping[str, DrawnDay],
    lanes: Sequence[DrawnLane],
    rows: Mapping[int, int],
) -> list[DrawnMark]:
    found = []
    for (at, day), items in sorted(cells.items(), key=lambda cell: (cell[0][0], days[cell[0][1]].x)):
        high = min(rows[at], len(items))
        columns = -(-len(items) // high)
        left = days[day].x - columns * CELL // 2
        top = lanes[at].y + (lanes[at].height - high * CELL) // 2
        for number, item in enumerate(items):
            column, row = divmod(number, high)
            solid = (item.position.dated if item.position else item.said.dated) == "said"
            again = item.position is not None and item.position.restates is not None
            x, y = left + column * CELL + CELL // 2, top + row * CELL + CELL // 2
            found.append(DrawnMark(x, y, item.said, item.party, item.position, solid, again, at))
    return found


def _arrows(board: IssueBoard, marks: Sequence[DrawnMark]) -> Iterator[DrawnArrow]:
    """Between marks, also where another report of the drawn utterance is what answers or is answered."""
    places: dict[str, DrawnMark] = {}
    for mark in marks:
        for uid in (mark.said.uid, *(mark.position.reports if mark.position else ())):
            places.setdefault(uid, mark)
    drawn: set[tuple[str, str]] = set()
    for answer in board.answers:
        start, end = places.get(answer.answer), places.get(answer.target)
        if start is None or end is None or start is end or (start.said.uid, end.said.uid) in drawn:
            continue
        drawn.add((start.said.uid, end.said.uid))
        yield DrawnArrow(_curve(start, end), start.said.uid, end.said.uid, answer.why)


def _curve(answer: DrawnMark, target: DrawnMark) -> str:
    """From the answer to the answered, ending beside the marks; within a lane it bows upwards."""
    if answer.lane == target.lane and answer.x == target.x:
        out = answer.x + 24
        return f"M{answer.x + 8} {answer.y}C{out} {answer.y} {out} {target.y} {target.x + 10} {target.y}"
    if answer.lane == target.lane:
        lift = min(answer.y, target.y) - 20
        return f"M{answer.x} {answer.y - 8}C{answer.x} {lift} {target.x} {lift} {target.x} {target.y - 10}"
    down = 1 if target.y > answer.y else -1
    start, end = answer.y + 8 * down, target.y - 10 * down
    middle = (start + end) // 2
    bend = 14 if abs(answer.x - target.x) < 4 else 0
    return f"M{answer.x} {start}C{answer.x - bend} {middle} {target.x - bend} {middle} {target.x} {end}"


def _changes(board: IssueBoard, days: Mapping[str, DrawnDay], lanes: Sequence[DrawnLane]) -> list[DrawnChange]:
    at = {lane.party.key: lane for lane in lanes}
    found: list[DrawnChange] = []
    for number, change in enumerate(numbered_changes(board), start=1):
        day, lane = days.get(change.day or ""), at.get(change.party.key)
        if day is not None and lane is not None:
            found.append(DrawnChange(day.left - _CHANGE // 2, lane.y + 4, lane.height - 8, number, change))
    return found
