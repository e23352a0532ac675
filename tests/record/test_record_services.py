"""Adding reports and reading them anew, as streams of outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from record_articles import FERRY, HARBOUR, QuoteReader, article, numbered_article

from sayso.errors import Problem
from sayso.model import Document
from sayso.record.faults import CorrectionError
from sayso.record.store import Record, open_record
from sayso.services.adding import add_reports, build_statement, reread, words_in
from sayso.sources.load import Loaded, load_bytes


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "record.db") as opened:
        yield opened
        assert opened.verify().faults == ()


def loaded(document: Document, where: str = "a.txt") -> Loaded:
    return Loaded(document, (), where)


UNREADABLE = Loaded(None, (Problem("binary", "b.bin holds no text: give text or HTML", "b.bin"),), "b.bin")


def test_one_bad_report_among_many_is_told_in_its_place_and_stops_nothing(record: Record) -> None:
    inputs = [loaded(numbered_article(1)), UNREADABLE, *(loaded(numbered_article(n)) for n in range(2, 7)), UNREADABLE]
    outcomes = list(add_reports(record, inputs, QuoteReader()))
    assert [o.status for o in outcomes] == ["added", "failed", "added", "added", "added", "added", "added", "failed"]
    assert outcomes[1].problems == UNREADABLE.problems
    assert record.document_count() == 6


def test_adding_again_reads_nothing_again(record: Record) -> None:
    inputs = [loaded(numbered_article(n)) for n in range(5)]
    list(add_reports(record, inputs, QuoteReader()))
    reader = QuoteReader()
    assert [o.status for o in add_reports(record, inputs, reader)] == ["unchanged"] * 5
    assert reader.read_texts == []


def test_one_text_twice_in_one_run_is_one_document(record: Record) -> None:
    outcomes = list(add_reports(record, [loaded(numbered_article(1))] * 4, QuoteReader()))
    assert sorted(o.status for o in outcomes) == ["added", "unchanged", "unchanged", "unchanged"]
    assert record.document_count() == 1


def test_each_report_is_kept_when_its_outcome_is_given_so_that_a_run_can_be_cut_off(record: Record) -> None:
    inputs = [loaded(numbered_article(n)) for n in range(8)]
    run = add_reports(record, inputs, QuoteReader())
    first = [next(run).added for _ in range(3)]
    run.close()
    assert all(added and record.view(added.document_id).statements for added in first)
    rest = list(add_reports(record, inputs, QuoteReader()))
    assert [o.status for o in rest] == ["unchanged"] * 3 + ["added"] * 5


def test_a_new_version_says_what_changed_in_its_statements(record: Record) -> None:
    changed = (
        HARBOUR.replace("never agreed to it", "never agreed to any of it")
        .replace("“The plan is dead,” said Ilse Varga on Monday. ", "")
        .replace("asked the same.", "asked the same. “It is late,” said Orla Finch.")
    )
    (_, outcome) = add_reports(record, [loaded(article(HARBOUR)), loaded(article(changed))], QuoteReader())
    assert outcome.status == "updated"
    assert outcome.changes is not None
    assert [s.contents[0].exact for s in outcome.changes.added] == ["“It is late,”"]
    assert [s.contents[0].exact for s in outcome.changes.gone] == ["“The plan is dead,”"]
    (edit,) = outcome.changes.changed
    assert (edit.before.contents[0].exact, edit.after.contents[0].exact, edit.fields) == (
        "“We never agreed to it,”",
        "“We never agreed to any of it,”",
        ("contents",),
    )
    assert outcome.changes.same == 2


@pytest.mark.parametrize("in_one_run", [True, False])
def test_facts_given_later_are_filled_in_and_the_text_is_read_with_all_that_is_known(
    record: Record, in_one_run: bool
) -> None:
    bare = Document(FERRY, published="2031-05-06")
    told = Document(FERRY, outlet="The Courier")
    if in_one_run:  # the second is taken ahead while the first is still being read
        (_, outcome) = add_reports(record, [loaded(bare), loaded(told)], QuoteReader())
    else:
        list(add_reports(record, [loaded(bare)], QuoteReader()))
        (outcome,) = add_reports(record, [loaded(told)], QuoteReader())
    assert outcome.status == "updated"
    reading = record.current_reading(bare.id).reading
    assert (reading.document.published, reading.document.outlet) == ("2031-05-06", "The Courier")


def test_an_older_version_given_as_a_file_is_no_return_to_it(record: Record) -> None:
    older, newer = article(HARBOUR), article(HARBOUR.replace("Monday", "Sunday"))
    (_, _, outcome) = add_reports(
        record, [loaded(older), loaded(newer), loaded(Document(HARBOUR, title="Dockers vote"))], QuoteReader()
    )
    assert outcome.added is not None
    assert outcome.added.status == "completed"
    assert record.document(older.id).title == "Dockers vote"
    assert [v.document_id for v in record.report(older.url or "").versions] == [older.id, newer.id]
    assert {entry.id: entry.latest for entry in record.documents()} == {older.id: False, newer.id: True}


def test_the_page_is_kept_beside_the_text_unless_it_is_the_text(record: Record) -> None:
    page = f"<html><title>Ferry</title><body><article><p>{FERRY}</p></article></body></html>".encode()
    from_page = load_bytes(page, as_="html", url="https://courier.example/ferry", where="ferry.html")
    plain = load_bytes(HARBOUR.encode(), as_="text", where="harbour.txt")
    list(add_reports(record, [from_page, plain], QuoteReader()))
    (version,) = record.report("https://courier.example/ferry").versions
    assert version.original_id is not None
    assert record.original(version.original_id).data == page
    assert plain.document is not None
    assert record.report(plain.document.id).versions[0].original_id is None


def test_rereading_changes_what_another_reader_sees_otherwise_and_is_done_once(record: Record) -> None:
    list(add_reports(record, [loaded(numbered_article(n)) for n in range(4)], QuoteReader("1")))
    uid = record.view(numbered_article(2).id).statements[0].uid
    record.correct(uid, {"act": "warn"}, author="Ann")
    reader = QuoteReader("2", act="deny")
    outcomes = list(reread(record, reader))
    assert [len(o.changes.changed) for o in outcomes if o.changes] == [2, 2, 1, 2]
    assert record.statement(uid).statement.act == "warn"
    again = QuoteReader("2", act="deny")
    assert all(o.changes is None for o in reread(record, again))
    assert again.read_texts == []
    assert len(list(reread(record, again, everything=True))) == len(again.read_texts) == 4


def test_a_rereading_cut_off_goes_on_where_it_was(record: Record) -> None:
    list(add_reports(record, [loaded(numbered_article(n)) for n in range(6)], QuoteReader("1")))
    run = reread(record, QuoteReader("2"))
    next(run), next(run)
    run.close()
    outcomes = list(reread(record, QuoteReader("2")))
    assert [o.changes is None for o in outcomes] == [True, True, False, False, False, False]


def test_rereading_reads_what_a_person_unmarked_and_not_what_they_marked(record: Record) -> None:
    document = article(HARBOUR)
    list(add_reports(record, [loaded(document)], QuoteReader("1")))
    line = words_in(document, "“The plan is dead,” said Ilse Varga on Monday.")
    record.mark_furniture(document.id, line, "teaser", author="Ann")
    (outcome,) = reread(record, QuoteReader("1"))
    assert outcome.changes is not None
    assert [s.contents[0].exact for s in record.current_reading(document.id).reading.statements] == [
        "“We never agreed to it,”",
        "“No,”",
        "“No,”",
    ]


def test_words_are_found_by_themselves_or_by_what_they_are_near(record: Record) -> None:
    document = article(HARBOUR)
    assert words_in(document, "The plan is dead,").exact == "The plan is dead,"
    reyl = words_in(document, "asked the same")
    assert words_in(document, "“No,”", near=reyl).start == HARBOUR.rindex("“No,”")
    for words in ("", "no such words"):
        with pytest.raises(CorrectionError, match="do not stand"):
            words_in(document, words)
    with pytest.raises(CorrectionError, match="2 times"):
        words_in(document, "“No,”")


def test_a_statement_built_by_hand_knows_whether_it_is_quoted() -> None:
    document = article(HARBOUR)
    quoted = words_in(document, "“The plan is dead,”")
    reported = words_in(document, "whether talks would go on")
    assert build_statement(document, (quoted,), (), ()).kind == "direct"
    assert build_statement(document, (reported,), (), ()).kind == "indirect"
