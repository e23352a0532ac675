"""The whole record to JSONL and back, with nothing lost, and the way up from nothing through the migrations."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from record_articles import FERRY, HARBOUR, QuoteReader, article
from sqlalchemy import text

from sayso.errors import InputError, Problem
from sayso.export.record_jsonl import read_record, write_record
from sayso.model import Document, Furniture
from sayso.record.faults import RecordError
from sayso.record.store import Record, open_record
from sayso.record.values import Original
from sayso.spans import Span


def lived_in(record: Record) -> None:
    """Versions, re-readings, pages, problems, odd code points, and corrections of every kind."""
    first = article(HARBOUR, title="Dockers\x00 vote \ud800", published="2031-05-06")
    reading = QuoteReader("1").read(first)
    record.add(
        first, replace(reading, problems=(Problem("odd", "a\x00b", None),)), Original(b"\x00\xff page", "text/html")
    )
    second = replace(first, text=HARBOUR.replace("Monday", "Sunday"), id="")
    uids = [v.uid for v in record.view(first.id).statements]
    record.correct(uids[0], {"act": "reject", "answers": uids[1]}, {"cues": ()}, author="Ann", reason="„so“ \U0001f600")
    record.confirm(uids[1], author="Ben")
    record.dispute(uids[2], author="Ben")
    removed = record.remove(uids[3], author="Ann")
    record.revoke(removed.seq, author="Ann", reason="too fast")
    record.mark_furniture(first.id, Span(0, 7, HARBOUR[:7]), "navigation", author="Ann")
    record.unmark_furniture(first.id, Span(2, 4, HARBOUR[2:4]), author="Ann")
    at = HARBOUR.index("has no other")
    missed = replace(reading.statements[0], cues=(), contents=(Span(at, at + 12, "has no other"),))
    record.add_statement(first.id, missed, author="Ann")
    record.add(second, QuoteReader("1").read(second), Original(b"later page"))
    record.reread(QuoteReader("2", marks=False).read(second))
    other = replace(Document(FERRY), furniture=(Furniture(0, 24, "teaser"),))
    record.add(other, QuoteReader("1").read(other))
    record.add(article(FERRY, url="https://herald.example/9"), QuoteReader("1").read(article(FERRY)))


def exported(record: Record) -> str:
    file = io.StringIO()
    write_record(record, file)
    return file.getvalue()


def test_a_record_comes_back_whole_on_either_store(new_place: Callable[[], str], tmp_path: object) -> None:
    with open_record(new_place()) as record:
        lived_in(record)
        lines = exported(record)
        views = [record.view(entry.id) for entry in record.documents()]
    for place in (new_place(), f"{tmp_path}/back.db"):
        with open_record(place) as back:
            assert read_record(back, io.StringIO(lines), where="export.jsonl") == len(lines.splitlines()) - 2
            assert exported(back) == lines
            assert [back.view(entry.id) for entry in back.documents()] == views
            assert back.verify().faults == ()


def test_a_restored_record_goes_on_where_the_other_stopped(new_place: Callable[[], str]) -> None:
    with open_record(new_place()) as record, open_record(new_place()) as back:
        lived_in(record)
        read_record(back, io.StringIO(exported(record)), where="export.jsonl")
        for one in (record, back):
            document = next(entry for entry in one.documents() if entry.latest and entry.title)
            one.reread(QuoteReader("3", blind_to=["dead"]).read(one.document(document.id)))
            one.confirm(one.view(document.id).statements[0].uid, author="Cleo")
        assert [v.uid for v in record.view(document.id).statements] == [
            v.uid for v in back.view(document.id).statements
        ]
        assert back.verify().faults == ()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda lines: lines[:-1], "cut short"),
        (lambda lines: lines[:3] + lines[4:], "nothing was kept"),
        (lambda lines: [*lines[:4], "{not json"], "nothing was kept"),
        (lambda lines: [lines[0], "[1, 2]"], "nothing was kept"),
        (lambda lines: lines[1:], "no export of a whole record"),
        (lambda lines: [], "no export of a whole record"),
        (lambda lines: [json.dumps({"type": "sayso-record", "format": 2}), *lines[1:]], "newer sayso"),
        (lambda lines: [line.replace("harbour", "arbor") for line in lines], "damaged"),
        (lambda lines: [line.replace('"Ann"', '"Eve"') for line in lines], "correction 1"),
        (lambda lines: [lines[0], '{"type":"spell"}', *lines[1:]], "spell"),
        (lambda lines: [line.replace('"text":', '"words":') for line in lines], "damaged"),
    ],
)
def test_a_damaged_export_is_refused_and_nothing_of_it_is_kept(
    tmp_path: object, damage: Callable[[list[str]], list[str]], says: str
) -> None:
    with open_record(f"{tmp_path}/whole.db") as record:
        lived_in(record)
        lines = exported(record).splitlines()
    with open_record(f"{tmp_path}/back.db") as back:
        with pytest.raises((RecordError, InputError), match=says) as refused:
            read_record(back, io.StringIO("\n".join(damage(lines))), where="export.jsonl")
        assert "\n" not in str(refused.value)
        assert back.document_count() == 0
        assert back.verify().sound


def test_a_whole_record_goes_into_an_empty_one_only(tmp_path: object) -> None:
    with open_record(f"{tmp_path}/one.db") as record:
        lived_in(record)
        with pytest.raises(RecordError, match="empty one"):
            read_record(record, io.StringIO(exported(record)), where="export.jsonl")


def test_the_migrations_make_the_tables_that_the_code_uses(record: Record) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from sayso.record.migrate import known_revisions
    from sayso.record.tables import HEAD, VERSION_TABLE, metadata

    on_sqlite_only = {"ix_statements_voices"}  # migration 0007

    def ours(item: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
        if kind == "index" and reflected and name in on_sqlite_only:
            return False
        return not (kind == "table" and reflected and str(name) not in metadata.tables)

    assert max(known_revisions()) == HEAD
    with record.reading_connection() as connection:
        options = {"version_table": VERSION_TABLE, "include_object": ours}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_the_views_can_be_read_by_people_in_sql(record: Record) -> None:
    lived_in(record)
    with record.reading_connection() as connection:
        said = connection.execute(
            text("SELECT speaker, act, content, state FROM who_said_what WHERE newest_version ORDER BY uid")
        ).all()
        spans = connection.execute(text("SELECT uid, role, span_start, span_end FROM statement_spans")).all()
        versions = connection.execute(
            text("SELECT report, version FROM report_versions ORDER BY report, version")
        ).all()
        log = connection.execute(text("SELECT seq, kind, in_force FROM correction_log ORDER BY seq")).all()
        readings = connection.execute(text("SELECT reading, superseded_at FROM readings_made")).all()
    assert ("Ilse Varga", "reject", "The plan is dead,", "corrected") in [tuple(row) for row in said]
    assert len(spans) > 12
    assert ("https://courier.example/1", 2) in [tuple(row) for row in versions]
    assert [bool(row.in_force) for row in log if row.kind in ("remove", "revoke")] == [False, False]
    assert len(readings) == 5
