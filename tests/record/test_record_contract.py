"""What a record does, whichever store it is kept in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_articles import FERRY, HARBOUR, QuoteReader, article, numbered_article

from sayso.errors import Problem
from sayso.model import Document, Explanation, Furniture, ReaderVersion, Reading, Speaker, Statement
from sayso.record.faults import RecordError, UnknownStatementError
from sayso.record.store import Record, open_record
from sayso.record.values import Original


def test_a_report_comes_back_exactly_as_it_was_added(record: Record) -> None:
    document = article(HARBOUR, title="Dockers vote", byline="Nele Brandt", published="2031-05-06", language="en")
    reading = QuoteReader().read(document)
    added = record.add(document, reading)
    assert (added.status, added.version, added.report) == ("added", 1, document.url)
    assert record.document(document.id) == document
    assert record.current_reading(document.id).reading == reading
    assert record.view(document.id).reading() == reading


def test_a_reading_keeps_all_that_its_reader_said(record: Record) -> None:
    document = replace(article(FERRY), furniture=(Furniture(0, 24, "teaser"),))
    statement = Statement(
        id="s1",
        kind="mixed",
        sources=(document.span(0, 5), document.span(6, 10)),
        cues=(),
        contents=(document.span(26, 40),),
        speaker=Speaker("Orla Finch", "person", "head of the line", "Ferry Board", "Q1"),
        outlet="Radio Sund",
        channel="interview",
        addressee="commuters",
        said="2031-05-04",
        said_text="on Sunday",
        act="warn",
        confidence=0.12345678901234567,
        explanations=(Explanation("speaker", 1 / 3, "the name stands beside the cue"),),
    )
    nested = replace(statement, id="s2", within="s1", answers="s1", speaker=None)
    problems = (Problem("not-english", "the text is not in English", "text"),)
    reading = Reading(document, (statement, nested), problems, ReaderVersion("3", "sha256:ab"))
    record.add(document, reading)
    assert record.current_reading(document.id).reading == reading
    assert record.view(document.id).reading() == reading


def test_the_same_text_again_changes_nothing(record: Record) -> None:
    document = article(HARBOUR)
    reading = QuoteReader().read(document)
    record.add(document, reading)
    before = list(record.dump())
    assert record.standing(document).status == "unchanged"
    assert record.add(document, reading).status == "unchanged"
    assert list(record.dump()) == before


def test_a_changed_text_at_the_same_address_is_a_new_version_and_both_are_kept(record: Record) -> None:
    first, second = article(HARBOUR), article(HARBOUR.replace("Monday", "Tuesday"))
    reader = QuoteReader()
    record.add(first, reader.read(first))
    added = record.add(second, reader.read(second))
    assert (added.status, added.version, added.previous) == ("new-version", 2, first.id)
    assert [v.document_id for v in record.report("https://courier.example/1").versions] == [first.id, second.id]
    assert record.document(first.id).text == HARBOUR
    assert {entry.id: entry.latest for entry in record.documents()} == {first.id: False, second.id: True}


def test_a_report_that_goes_back_to_an_earlier_text_has_three_versions(record: Record) -> None:
    first, second = article(HARBOUR), article(HARBOUR.replace("Monday", "Tuesday"))
    reader = QuoteReader()
    for document in (first, second, first):
        record.add(document, reader.read(document))
    assert [v.document_id for v in record.report("https://courier.example/1").versions] == [
        first.id,
        second.id,
        first.id,
    ]
    assert {entry.id: entry.latest for entry in record.documents()} == {first.id: True, second.id: False}
    assert record.verify().sound


def test_one_text_in_two_outlets_is_one_document_and_two_reports(record: Record) -> None:
    here = article(FERRY)
    there = article(FERRY, url="https://herald.example/9", outlet="The Herald")
    record.add(here, QuoteReader().read(here))
    added = record.add(there)
    assert (added.status, added.new_address) == ("unchanged", True)
    assert {(r.identity, r.versions[0].outlet) for r in record.reports_of(here.id)} == {
        ("https://courier.example/1", "The Courier"),
        ("https://herald.example/9", "The Herald"),
    }
    assert record.document_count() == 1


def test_facts_that_the_record_lacked_are_filled_in_and_what_it_has_is_never_overwritten(record: Record) -> None:
    bare = Document(FERRY, title="Ferry line cut")
    record.add(bare, QuoteReader().read(bare))
    told = article(FERRY, title="Another headline", published="2031-05-06")
    assert record.standing(told).status == "completed"
    merged = record.merged(told)
    assert record.add(merged, QuoteReader().read(merged)).status == "completed"
    kept = record.document(bare.id)
    assert (kept.title, kept.published, kept.url) == ("Ferry line cut", "2031-05-06", "https://courier.example/1")
    assert [r.identity for r in record.reports_of(bare.id)] == ["https://courier.example/1"]
    assert record.verify().sound


def test_the_page_is_kept_as_it_was_fetched(record: Record) -> None:
    page = Original(b"<html>\xff\x00" + b"<p>ferry</p>" * 500, "text/html")
    document = article(FERRY)
    record.add(document, QuoteReader().read(document), page)
    (version,) = record.report(document.url or "").versions
    assert version.original_id is not None
    assert record.original(version.original_id) == page


def test_a_reading_that_does_not_fit_its_text_is_refused_and_nothing_is_kept(record: Record) -> None:
    document, other = article(HARBOUR), article(FERRY)
    reading = QuoteReader().read(document)
    moved = replace(reading.statements[0].contents[0], start=3)
    bent = replace(reading, statements=(replace(reading.statements[0], contents=(moved,)), *reading.statements[1:]))
    lost = replace(reading, statements=(replace(reading.statements[0], answers="s99"),))
    for wrong in (bent, lost, QuoteReader().read(other), None):
        with pytest.raises(RecordError):
            record.add(document, wrong)
    assert record.document_count() == 0
    assert record.verify().sound


def test_rereading_keeps_the_old_reading_and_the_statements_identifiers(record: Record) -> None:
    document = article(HARBOUR)
    record.add(document, QuoteReader("1").read(document))
    uids = [v.uid for v in record.view(document.id).statements]
    record.reread(QuoteReader("2", marks=False, act="deny").read(document))
    seen = record.view(document.id)
    assert [v.uid for v in seen.statements] == uids
    assert {v.statement.act for v in seen.statements} == {"deny"}
    old, new = record.readings(document.id)
    assert old.reading == QuoteReader("1").read(document)
    assert old.superseded_at == new.made_at
    assert new.superseded_at is None
    assert record.verify().sound


def test_an_identifier_is_never_given_to_another_statement(record: Record) -> None:
    document = article(HARBOUR)
    record.add(document, QuoteReader("1").read(document))
    uids = {v.statement.contents[0].exact: v.uid for v in record.view(document.id).statements[:2]}
    record.reread(QuoteReader("2", blind_to=["dead"]).read(document))
    record.reread(QuoteReader("3").read(document))
    again = {v.statement.contents[0].exact: v.uid for v in record.view(document.id).statements[:2]}
    assert again == uids


def test_the_history_of_a_statement_tells_its_readings(record: Record) -> None:
    document = article(HARBOUR)
    record.add(document, QuoteReader("1").read(document))
    record.reread(QuoteReader("2", act="reject").read(document))
    history = record.history(record.view(document.id).statements[0].uid)
    assert [(r.reading.reader.version, s.act) for r, s in history.readings] == [("1", "state"), ("2", "reject")]


def test_unknown_names_are_said_to_be_unknown(record: Record) -> None:
    document = article(FERRY)
    record.add(document, QuoteReader().read(document))
    key = next(record.documents()).key
    for uid in ("", "7", "nothing", f"{key}-99", f"{key}-0", f"{key}-a4", "00000000-1", f"{key}-x"):
        with pytest.raises(UnknownStatementError):
            record.history(uid)
    for beginning in ("", "sha256:", "ffffffffff", "%", "sha256:%%%%%%%"):
        with pytest.raises(UnknownStatementError):
            record.document(beginning)
    assert record.document(document.id[:18]) == document


def test_documents_whose_hashes_begin_alike_get_keys_that_differ(record: Record) -> None:
    # The record reads any document's own id; two invented ones share sixteen digits.
    same = "sha256:" + "0123456789abcdef"
    texts = (FERRY, HARBOUR)
    for number, text in enumerate(texts):
        document = Document(text, id=same + str(number) * 48)
        record.add(document, QuoteReader().read(document))
    keys = [entry.key for entry in record.documents()]
    assert keys == ["01234567", "012345678"]


def test_a_closed_record_opens_again_with_everything_in_it(place: str) -> None:
    document = article(HARBOUR)
    with open_record(place) as record:
        record.add(document, QuoteReader().read(document))
        before = list(record.dump())
    with open_record(place, create=False) as record:
        assert list(record.dump()) == before


def test_a_record_opened_for_reading_only_refuses_to_write(place: str) -> None:
    with open_record(place) as record:
        record.add(numbered_article(1), QuoteReader().read(numbered_article(1)))
    with open_record(place, readonly=True) as record:
        assert record.verify().sound
        with pytest.raises(RecordError, match="reading only"):
            record.add(numbered_article(2), QuoteReader().read(numbered_article(2)))


any_text = st.text(st.characters(), min_size=1, max_size=60)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=any_text, title=st.none() | any_text, name=any_text, data=st.data())
def test_any_code_points_come_back_as_they_went_in(
    record: Record, text: str, title: str | None, name: str, data: st.DataObject
) -> None:
    """NUL, lone surrogates, noncharacters and emoji, in texts and names, on stores that hold not all of them."""
    document = Document(text, title=title)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    statement = Statement("s1", "indirect", (), (), (document.span(start, end),), speaker=Speaker(name, "person"))
    reading = Reading(document, (statement,), (Problem("odd", name, text),), ReaderVersion("1", "n"))
    if record.standing(document).status == "added":  # not one that was drawn before
        record.add(document, reading)
        assert record.document(document.id) == document
        assert record.view(document.id).reading() == reading
