"""Facts of a document, corrected by people: title, outlet, byline and day, append-only and revocable."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from record_articles import HARBOUR, QuoteReader, article
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from sayso.export.record_jsonl import read_record, write_record
from sayso.model import Document
from sayso.record.conditions import Filters
from sayso.record.faults import CorrectionError, UnknownStatementError
from sayso.record.search import Query, Search
from sayso.record.store import Record, open_record
from sayso.services.adding import add_reports, reread
from sayso.sources.load import Loaded

WHO = {"author": "Nele Brandt"}


@pytest.fixture
def document() -> Document:
    return article(HARBOUR, title="Dockers vote", byline=None, published="2031-05-06")


@pytest.fixture
def harbour(record: Record, document: Document) -> Iterator[Record]:
    record.add(document, QuoteReader("1").read(document))
    yield record
    report = record.verify()
    assert report.faults == ()


def later_version(record: Record, document: Document, **facts: str | None) -> Document:
    """The report as it stands later at its address, a sentence longer."""
    later = replace(document, text=document.text + "\nThe vote is on Friday.\n", id="", **facts)  # type: ignore[arg-type]
    assert [o.status for o in add_reports(record, [Loaded(later, (), None)], QuoteReader("1"))] == ["updated"]
    return later


def test_a_fact_is_seen_as_corrected_and_kept_as_it_came(harbour: Record, document: Document) -> None:
    (title, byline) = harbour.correct_facts(
        document.id, {"title": "Dockers vote no", "byline": "Ana Wirt"}, reason="as in print", **WHO
    )
    assert (title.seq, title.kind, title.field, title.before, title.after) == (
        1, "fact", "title", "Dockers vote", "Dockers vote no",
    )  # fmt: skip
    view = harbour.view(document.id)
    assert (view.document.title, view.document.byline) == ("Dockers vote no", "Ana Wirt")
    assert view.fetched == document == harbour.document(document.id)
    assert [c.seq for c in view.facts] == [title.seq, byline.seq]
    entry = harbour.entry(document.id)
    assert entry.title == next(harbour.documents()).title == "Dockers vote no"


def test_what_is_searched_for_is_what_is_seen(harbour: Record, document: Document) -> None:
    harbour.correct_facts(document.id, {"outlet": "Morning Herald", "published": "2031-05-07"}, **WHO)
    search = Search(harbour)
    assert search.page(Query("plan", filters=Filters(outlet="Morning Herald")), None).hits
    assert not search.page(Query("plan", filters=Filters(outlet="The Courier")), None).hits
    hit = search.page(Query("plan"), None).hits[0]
    assert (hit.outlet, hit.published) == ("Morning Herald", "2031-05-07")


def test_a_fact_can_be_emptied_and_taken_back(harbour: Record, document: Document) -> None:
    (made,) = harbour.correct_facts(document.id, {"title": None}, **WHO)
    assert harbour.view(document.id).document.title is None
    harbour.revoke(made.seq, **WHO)
    assert harbour.view(document.id).document == document
    assert harbour.entry(document.id).title == "Dockers vote"
    assert [c.kind for c in harbour.fact_history(document.id)] == ["fact", "revoke"]


def test_of_two_corrections_the_later_holds_and_taking_it_back_brings_back_the_earlier(
    harbour: Record, document: Document
) -> None:
    harbour.correct_facts(document.id, {"outlet": "Courier"}, **WHO)
    (second,) = harbour.correct_facts(document.id, {"outlet": "Courier am Sonntag"}, **WHO)
    assert second.before == "Courier"
    harbour.revoke(second.seq, **WHO)
    assert harbour.view(document.id).document.outlet == "Courier"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"published": "last Monday"}, "EDTF"),
        ({"published": "2031-02-30"}, "EDTF"),
        ({"title": "  "}, "as words"),
        ({"title": "x" * 2001}, "as words"),
        ({"url": "https://elsewhere.example/"}, "no fact"),
        ({"title": "Dockers vote"}, "already is"),
        ({"title": "New", "published": "soon"}, "EDTF"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    harbour: Record, document: Document, facts: dict[str, str], says: str
) -> None:
    with pytest.raises(CorrectionError, match=says) as refused:
        harbour.correct_facts(document.id, facts, **WHO)
    assert "\n" not in str(refused.value)
    assert harbour.fact_history(document.id) == ()
    for given in ("0000000000", "\x00", "%", "", "😀"):
        with pytest.raises(UnknownStatementError):
            harbour.correct_facts(given, {"title": "New"}, **WHO)
        with pytest.raises(UnknownStatementError):
            harbour.statement(f"{given}-1")


def test_the_day_reaches_what_was_said_when_the_report_is_read_anew(harbour: Record, document: Document) -> None:
    """Correcting the day recomputes nothing by itself; a re-reading reads with it, once."""
    harbour.correct_facts(document.id, {"published": "2031-05-13"}, **WHO)
    assert harbour.current_reading(document.id).reading.document.published == "2031-05-06"
    assert [bool(r.changes is not None) for r in reread(harbour, QuoteReader("1"))] == [True]
    assert harbour.current_reading(document.id).reading.document.published == "2031-05-13"
    assert [r.changes for r in reread(harbour, QuoteReader("1"))] == [None]
    assert harbour.view(document.id).fetched == document
    assert harbour.view(document.id).document.published == "2031-05-13"


def test_a_later_version_with_the_same_fact_is_corrected_too_and_read_so(harbour: Record, document: Document) -> None:
    harbour.correct_facts(document.id, {"published": "2031-05-13", "byline": "Ana Wirt"}, **WHO)
    later = later_version(harbour, document)
    view = harbour.view(later.id)
    assert (view.document.published, view.document.byline) == ("2031-05-13", "Ana Wirt")
    assert view.fetched.published == "2031-05-06"
    assert harbour.current_reading(later.id).reading.document.published == "2031-05-13"


def test_a_later_version_with_a_fact_of_its_own_keeps_it_and_the_correction_is_an_orphan(
    harbour: Record, document: Document
) -> None:
    harbour.correct_facts(document.id, {"title": "Dockers to vote"}, **WHO)
    later = later_version(harbour, document, title="Dockers vote down harbour plan")
    view = harbour.view(later.id)
    assert view.document.title == "Dockers vote down harbour plan"
    assert [(o.correction.field, "of its own" in o.why) for o in view.orphans] == [("title", True)]
    assert harbour.view(document.id).document.title == "Dockers to vote"


def test_a_revoked_step_between_does_not_part_a_correction_from_its_later_version(
    harbour: Record, document: Document
) -> None:
    (first,) = harbour.correct_facts(document.id, {"title": "Dockers to vote"}, **WHO)
    harbour.correct_facts(document.id, {"title": "Dockers will vote"}, **WHO)
    harbour.revoke(first.seq, **WHO)
    later = later_version(harbour, document)
    assert harbour.view(later.id).document.title == "Dockers will vote"


def test_a_fact_that_comes_later_does_not_undo_the_correction(record: Record) -> None:
    """The same text, first without its title and then with one: the person's title stays."""
    bare = article(HARBOUR, title=None)
    record.add(bare, QuoteReader("1").read(bare))
    (made,) = record.correct_facts(bare.id, {"title": "Dockers vote"}, **WHO)
    full = replace(bare, title="HARBOUR: vote")
    assert [o.status for o in add_reports(record, [Loaded(full, (), None)], QuoteReader("1"))] == ["updated"]
    assert record.view(bare.id).document.title == "Dockers vote"
    assert record.document(bare.id).title == "HARBOUR: vote"
    record.revoke(made.seq, **WHO)
    assert record.view(bare.id).document.title == "HARBOUR: vote"
    assert record.verify().sound


def test_the_whole_record_keeps_corrected_facts(harbour: Record, document: Document, tmp_path: Path) -> None:
    harbour.correct_facts(document.id, {"outlet": "Morning Herald"}, **WHO)
    out = io.StringIO()
    write_record(harbour, out)
    with open_record(tmp_path / "back.db") as back:
        read_record(back, io.StringIO(out.getvalue()), where="export.jsonl")
        assert back.view(document.id).document.outlet == "Morning Herald"
        assert back.document(document.id) == document
        assert back.verify().sound
    assert '"came"' not in out.getvalue()  # it can be computed
    assert json.loads(out.getvalue().splitlines()[1])["outlet"] == "The Courier"


def test_a_fact_out_of_step_is_found(harbour: Record, document: Document) -> None:
    harbour.correct_facts(document.id, {"outlet": "Morning Herald"}, **WHO)
    with harbour.writing_connection() as connection:
        connection.execute(text("UPDATE documents SET outlet = 'The Forger'"))
    assert any("its outlet is out of step" in fault for fault in harbour.verify().faults)
    with harbour.writing_connection() as connection:
        connection.execute(text("UPDATE documents SET outlet = 'Morning Herald'"))


def test_an_older_record_with_corrections_is_brought_up_to_date_with_its_guards(
    tmp_path: Path, document: Document
) -> None:
    """On SQLite the log's table is made anew: rows, seals, indexes, triggers and views are all there afterwards."""
    path = tmp_path / "sayso.db"
    with open_record(path) as record:
        record.add(document, QuoteReader("1").read(document))
        uid = record.view(document.id).statements[0].uid
        record.correct(uid, {"act": "reject"}, **WHO)
        record.revoke(1, **WHO)
        before = record.history(uid)
    older = tmp_path / "older.db"
    _as_before_facts(path, older)
    with open_record(older) as record:
        assert record.history(uid) == before
        assert record.verify().sound
        record.correct_facts(document.id, {"title": "Dockers to vote"}, **WHO)
        for change in ("UPDATE corrections SET author = 'x'", "DELETE FROM corrections"):
            with pytest.raises(IntegrityError, match="never"), record.writing_connection() as connection:
                connection.execute(text(change))
        with record.reading_connection() as connection:
            assert connection.execute(text("SELECT kind FROM correction_log ORDER BY seq")).scalars().all() == [
                "field", "revoke", "fact",
            ]  # fmt: skip
            names = "SELECT name FROM sqlite_master WHERE tbl_name = 'corrections' AND type = 'index'"
            assert {"ix_corrections_document_id", "ix_corrections_statement_uid"} <= set(
                connection.execute(text(names)).scalars()
            )


def _as_before_facts(path: Path, older: Path) -> None:
    """The same record as a sayso before these corrections kept it."""
    from sayso.record.migrate import migrate
    from sayso.record.tables import metadata

    engine = create_engine(f"sqlite:///{older}")
    with engine.begin() as connection:
        migrate(connection, "0005")
    engine.dispose()
    with sqlite3.connect(older) as connection:
        connection.execute("ATTACH ? AS now", (str(path),))
        for table in metadata.tables:
            there = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            columns = ", ".join(f'"{name}"' for name in there)
            if there:
                connection.execute(f"INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
    connection.close()
