"""What the drawing of an issue consists of: lanes, marks, arrows, changes and days, each with its place in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.record.across.issues.values import Change, Party, Position, Said


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """A statement in its lane.

    Attributes:
        x, y: its middle.
        said: the statement.
        party: whose lane.
        position: the stand that it shows; ``None`` for a statement that takes no side.
        solid: whether the day is the day of saying; else it stands at the day of the report.
        again: whether it only restates.
        lane: from 0.
    """

    x: int
    y: int
    said: Said
    party: Party
    position: Position | None
    solid: bool
    again: bool
    lane: int


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """An answer and what it answers.

    Attributes:
        path: of the SVG, from the answer to the answered.
        answer, target: uids of the statements.
        why: in plain words.
    """

    path: str
    answer: str
    target: str
    why: str


@dataclass(frozen=True, slots=True)
class DrawnChange:
    """A party's change of position, as a double line across its lane.

    Attributes:
        x, y, height: where.
        number: in the list of changes, from 1.
        change: the change.
    """

    x: int
    y: int
    height: int
    number: int
    change: Change


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """A party's lane.

    Attributes:
        party: whose.
        name: in lines that fit beside the lane.
        y, height: where.
        statements: how many marks it has.
    """

    party: Party
    name: tuple[str, ...]
    y: int
    height: int
    statements: int


@dataclass(frozen=True, slots=True)
class DrawnDay:
    """A day at the bottom.

    Attributes:
        x: its middle.
        left, width: its column.
        day: EDTF; empty for statements without any date.
        short: what stands there (``11``, ``Mar``).
        month: month and year, where they begin.
    """

    x: int
    left: int
    width: int
    day: str
    short: str
    month: str


@dataclass(frozen=True, slots=True)
class DrawnGap:
    """A stretch of time without statements that is drawn shorter than it was: where, and how long it lasted."""

    x: int
    words: str


@dataclass(frozen=True, slots=True)
class LanesDrawing:
    """Everything that the page draws.

    Attributes:
        width, height: in pixels.
        axis: where the lanes end and the days begin.
        lanes, days, gaps, marks, arrows, changes: what is drawn; marks in order of lane and time.
        left_out: how many earlier marks there was no room for.
        lanes_left_out: how many parties with fewer stands there was no room for.
    """

    width: int
    height: int
    axis: int
    lanes: tuple[DrawnLane, ...]
    days: tuple[DrawnDay, ...]
    gaps: tuple[DrawnGap, ...]
    marks: tuple[DrawnMark, ...]
    arrows: tuple[DrawnArrow, ...]
    changes: tuple[DrawnChange, ...]
    left_out: int
    lanes_left_out: int
