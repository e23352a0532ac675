"""Readings to CSV: one row a statement, with the report it stands in."""

from __future__ import annotations

import csv
import io

from sayso.export.crosswalk import cameo_code, plover_code
from sayso.model import Reading, Statement
from sayso.spans import Span

COLUMNS = (
    "document", "url", "publisher", "title", "byline", "published", "language",
    "id", "kind", "within", "speaker", "speaker_kind", "role", "for", "actor",
    "source", "cue", "content", "act", "outlet", "channel", "addressee", "said", "said_text", "answers", "confidence",
    "source_at", "cue_at", "content_at", "reader", "network", "plover", "cameo",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_header() -> str:
    """The header row with its line end."""
    return _row(COLUMNS)


def csv_rows(reading: Reading) -> str:
    """A row for each statement, in text order.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"); the
    columns ``…_at`` hold numbers and never do, so the exact words can always be had from the report's text.
    """
    return "".join(_row([guarded(cell) for cell in _cells(reading, s)]) for s in reading.statements)


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would calculate it."""
    return "'" + cell if cell.lstrip(" \xa0").startswith(_FORMULA) else cell


def pieces(spans: tuple[Span, ...]) -> str:
    """The exact words of several stretches as one cell."""
    return " … ".join(span.exact for span in spans)


def places(spans: tuple[Span, ...]) -> str:
    """Offsets in code points: ``10..16 30..42`` (written so that no spreadsheet makes a date of them)."""
    return " ".join(f"{span.start}..{span.end}" for span in spans)


def _cells(reading: Reading, statement: Statement) -> list[str]:
    document, speaker = reading.document, statement.speaker
    cells = (
        document.id, document.url, document.outlet, document.title, document.byline, document.published,
        document.language, statement.id, statement.kind, statement.within,
        speaker and speaker.name, speaker and speaker.kind, speaker and speaker.role,
        speaker and speaker.on_behalf_of, speaker and speaker.actor,
        pieces(statement.sources), pieces(statement.cues), pieces(statement.contents), statement.act,
        statement.outlet, statement.channel, statement.addressee, statement.said, statement.said_text,
        statement.answers, f"{statement.confidence:.4f}",
        places(statement.sources), places(statement.cues), places(statement.contents),
        reading.reader.version, reading.reader.network, plover_code(statement.act), cameo_code(statement.act),
    )  # fmt: skip
    return [cell or "" for cell in cells]


def _row(cells: list[str] | tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
