"""Building records to search: a report is written line by line, and each line may be a statement."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement
from sayso.record.store import Record

_NUMBERS = count()


def new_place(store: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """Where a fresh, empty record of that store can be made."""
    if store == "sqlite":
        return str(folder / f"{next(_NUMBERS)}.db")
    url: str = request.getfixturevalue("pgvector" if store == "pgvector" else "postgres")
    name = f"search{next(_NUMBERS)}"
    engine = create_engine(
        url.format("postgres").replace("postgresql", "postgresql+psycopg", 1), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.format(name)


class Report:
    """A report written line by line; each line may be a statement."""

    def __init__(self, title: str, outlet: str = "The Hallam Courier", published: str = "2031-04-02", url: str = ""):
        self.title, self.outlet, self.published = title, outlet, published
        self.url = url or None
        self.lines: list[str] = []
        self.said: list[tuple[int, str, str, str, dict[str, object]]] = []

    def line(self, words: str) -> Report:
        """A paragraph in which nobody says anything."""
        self.lines.append(words)
        return self

    def says(self, source: str, cue: str, content: str, **fields: object) -> Report:
        """A paragraph ``source cue content``; fields as of ``Statement``, ``name`` being the speaker's."""
        self.said.append((len(self.lines), source, cue, content, fields))
        self.lines.append(f"{source} {cue} {content}")
        return self

    def reading(self) -> Reading:
        """The document and its statements."""
        text = "\n\n".join(self.lines)
        document = Document(text, self.url, self.outlet, self.title, None, self.published, language="en")
        statements = []
        for number, (line, source, cue, content, fields) in enumerate(self.said, start=1):
            at = len("\n\n".join(self.lines[:line])) + (2 if line else 0)
            cue_at = at + len(source) + 1
            content_at = cue_at + len(cue) + 1
            values = dict(fields)
            speaker = Speaker(str(values.pop("name", source)), "person")
            statements.append(
                Statement(
                    f"s{number}",
                    values.pop("kind", "indirect"),  # type: ignore[arg-type]
                    (document.span(at, at + len(source)),),
                    (document.span(cue_at, cue_at + len(cue)),),
                    (document.span(content_at, content_at + len(content)),),
                    speaker=speaker,
                    confidence=0.9,
                    **values,  # type: ignore[arg-type]
                )
            )
        return Reading(document, tuple(statements), (), ReaderVersion("0", "sha256:0"))


def keep(record: Record, *reports: Report) -> None:
    """Add reports as if they had been read."""
    for report in reports:
        reading = report.reading()
        record.add(reading.document, reading)
