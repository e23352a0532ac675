"""Small reports about invented people, of which it is told who speaks how: readings made by hand, not by a reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from sayso.model import Document, ReaderVersion, Reading, Speaker, SpeakerKind, Statement

_NUMBERS = count(1)
READER = ReaderVersion("hand", "sha256:hand")


@dataclass(frozen=True)
class Said:
    """Who says something in a report."""

    name: str
    role: str | None = None
    kind: SpeakerKind = "person"
    behalf: str | None = None
    known: str | None = None
    told: str | None = None
    words: str = "We shall see"


def report(
    *said: Said, day: str | None = "2031-05-06", outlet: str = "The Courier", url: str | None = None, text: str = ""
) -> Reading:
    """A report in which these speak, each in a sentence of its own."""
    number = next(_NUMBERS)
    lines = [f"Report {number}. {text}"]
    places: list[tuple[int, int, int, int, int, int]] = []
    at = len(lines[0]) + 1
    for one in said:
        line = f"{one.words}, said {one.name}."
        content = (at, at + len(one.words))
        cue = (content[1] + 2, content[1] + 6)
        places.append((*content, *cue, cue[1] + 1, at + len(line) - 1))
        lines.append(line)
        at += len(line) + 1
    document = Document(
        "\n".join(lines), url=url or f"https://courier.example/{number}", outlet=outlet, title=f"Report {number}",
        published=day,
    )  # fmt: skip
    return Reading(document, tuple(_statements(document, said, places)), (), READER)


def _statements(
    document: Document, said: Sequence[Said], places: Sequence[tuple[int, int, int, int, int, int]]
) -> list[Statement]:
    return [
        Statement(
            f"s{number}",
            "indirect",
            (document.span(e, f),),
            (document.span(c, d),),
            (document.span(a, b),),
            speaker=Speaker(one.name, one.kind, one.role, one.behalf, one.known),
            outlet=one.told,
            confidence=0.9,
        )
        for number, (one, (a, b, c, d, e, f)) in enumerate(zip(said, places, strict=True), start=1)
    ]
