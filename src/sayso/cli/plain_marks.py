"""A report's text with brackets for its statements, where a terminal or a file has no colours."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model import Reading

_MARKS = {"content": ("{", "}"), "source": ("[", "]"), "cue": ("‹", "›"), "furniture": ("~", "~")}


def marked_lines(reading: Reading, text: str) -> Iterator[str]:
    """Lines of ``text`` (the document's text as shown, offsets unchanged) with brackets put in.

    ``[source]``, ``‹cue›``, ``s1{content}`` with the statement's id, ``~furniture~``. Spans that one spot opens or
    closes are nested by their length where they nest at all.
    """
    out: list[str] = []
    at = 0
    for position, mark in _events(reading):
        out.append(text[at:position])
        out.append(mark)
        at = position
    out.append(text[at:])
    yield from "".join(out).split("\n")


def _events(reading: Reading) -> list[tuple[int, str]]:
    """Marks with their places, in order: what closes comes before what opens, inner closes first, outer opens first."""
    events: list[tuple[int, int, int, str]] = []
    stretches: set[tuple[int, int, str, str]] = {(f.start, f.end, "furniture", "") for f in reading.document.furniture}
    for statement in reading.statements:
        stretches |= {(s.start, s.end, "source", "") for s in statement.sources}
        stretches |= {(s.start, s.end, "cue", "") for s in statement.cues}
        stretches |= {(s.start, s.end, "content", statement.id) for s in statement.contents}
    for start, end, role, label in stretches:
        opening, closing = _MARKS[role]
        events.append((start, 1, -end, label + opening))
        events.append((end, 0, -start, closing))
    return [(position, mark) for position, _, _, mark in sorted(events)]
