"""A sitting at which a person goes through what the reader is least sure of."""

from __future__ import annotations

from collections.abc import Collection

from sayso.record.reviewing import Doubt, Place, count_doubts, doubts
from sayso.room_services import Room

UNCERTAIN = 0.7
"""Confidence below which a statement is said to be uncertain."""


def doubtful(room: Room, most: int, after: Place | None = None, without: Collection[str] = ()) -> tuple[Doubt, ...]:
    """The statements to be looked at next; the arguments as of :func:`sayso.record.reviewing.doubts`."""
    with room.record.reading_connection() as connection:
        return doubts(connection, most, after, without)


def doubts_left(room: Room) -> tuple[int, int]:
    """How many statements nobody has judged, and how many of these are uncertain."""

    def count() -> tuple[int, int]:
        with room.record.reading_connection() as connection:
            return count_doubts(connection), count_doubts(connection, UNCERTAIN)

    return room.kept.get("doubts left", count)
