"""Readings to brat standoff: a ``.txt`` and an ``.ann`` with the same stem (brat.nlplab.org/standoff.html)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model import ACTS, KINDS, Reading, Statement
from sayso.spans import Span

# What brat, or Python reading its files, takes for the end of a line; no annotated stretch may hold one.
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")

CONFIGURATION = f"""[entities]
Source
Cue
Content

[relations]
Attributed-to\tArg1:Content, Arg2:Source
Cued-by\tArg1:Content, Arg2:Cue
Answers\tArg1:Content, Arg2:Content
Within\tArg1:Content, Arg2:Content
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Act\tArg:Content, Value:{"|".join(ACTS)}
Kind\tArg:Content, Value:{"|".join(KINDS)}
"""
"""The ``annotation.conf`` that brat needs in the folder."""


@dataclass(frozen=True, slots=True)
class BratFiles:
    """One report for brat.

    Attributes:
        txt: the report's text, with offsets unchanged; UTF-8.
        ann: its statements.
    """

    txt: bytes
    ann: bytes


def brat_files(reading: Reading) -> BratFiles:
    """The pair of files of one reading.

    Sources, cues and contents are text-bound annotations, discontinuous where they are in pieces or cross a line end.
    Content is tied to its source and cue by relations; act and kind are its attributes, the other fields its note.
    """
    # A lone surrogate becomes "?", one for one, so that the offsets still hold.
    text = reading.document.text.encode("utf-8", "replace")
    return BratFiles(text, "".join(f"{line}\n" for line in _lines(reading)).encode("utf-8", "replace"))


def _lines(reading: Reading) -> Iterator[str]:
    bound: dict[tuple[str, str], str] = {}
    for statement in reading.statements:
        for role, spans in (
            ("Source", statement.sources), ("Cue", statement.cues), ("Content", statement.contents)
        ):  # fmt: skip
            fragments = [piece for span in spans for piece in _fragments(span)]
            if fragments:
                name = bound[statement.id, role] = f"T{len(bound) + 1}"
                where = ";".join(f"{s.start} {s.end}" for s in fragments)
                yield f"{name}\t{role} {where}\t{' '.join(s.exact for s in fragments)}"
    relations = attributes = notes = 0
    for statement in reading.statements:
        content = bound.get((statement.id, "Content"))
        if content is None:
            continue
        for kind, other in (
            ("Attributed-to", bound.get((statement.id, "Source"))),
            ("Cued-by", bound.get((statement.id, "Cue"))),
            ("Answers", bound.get((statement.answers or "", "Content"))),
            ("Within", bound.get((statement.within or "", "Content"))),
        ):
            if other is not None:
                relations += 1
                yield f"R{relations}\t{kind} Arg1:{content} Arg2:{other}"
        for attribute, value in (("Act", statement.act), ("Kind", statement.kind)):
            attributes += 1
            yield f"A{attributes}\t{attribute} {content} {value}"
        notes += 1
        yield f"#{notes}\tAnnotatorNotes {content}\t{_note(statement)}"


def _fragments(span: Span) -> Iterator[Span]:
    at = 0
    for end in _LINE_ENDS.finditer(span.exact):
        yield from _filled(span, at, end.start())
        at = end.end()
    yield from _filled(span, at, len(span.exact))


def _filled(span: Span, start: int, end: int) -> Iterator[Span]:
    words = span.exact[start:end]
    if words.strip():
        start += len(words) - len(words.lstrip())
        words = words.strip()
        yield Span(span.start + start, span.start + start + len(words), words)


def _note(statement: Statement) -> str:
    speaker = statement.speaker
    fields = {
        "speaker": speaker and speaker.name, "speaker kind": speaker and speaker.kind,
        "role": speaker and speaker.role, "for": speaker and speaker.on_behalf_of, "actor": speaker and speaker.actor,
        "outlet": statement.outlet, "channel": statement.channel, "addressee": statement.addressee,
        "said": statement.said, "said text": statement.said_text, "confidence": f"{statement.confidence:.2f}",
    }  # fmt: skip
    return "; ".join(f"{name}: {' '.join(value.split())}" for name, value in fields.items() if value)
