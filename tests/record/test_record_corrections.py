"""Corrections: what people say holds, after re-readings and in new versions of a report, until it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from record_articles import HARBOUR, QuoteReader, article

from sayso.model import Document, Speaker, Statement
from sayso.record.faults import CorrectionError, RecordError, UnknownStatementError
from sayso.record.store import Record
from sayso.record.values import StatementView
from sayso.spans import Span

WHO = {"author": "Nele Brandt"}


@pytest.fixture
def document() -> Document:
    return article(HARBOUR)


@pytest.fixture
def harbour(record: Record, document: Document) -> Iterator[Record]:
    record.add(document, QuoteReader("1").read(document))
    yield record
    report = record.verify()
    assert report.faults == ()


def saying(record: Record, document: Document, words: str, number: int = 0) -> StatementView:
    found = [v for v in record.view(document.id).statements if words in v.statement.contents[0].exact]
    return found[number]


def span_of(document: Document, words: str) -> Span:
    assert document.text.count(words) == 1
    at = document.text.index(words)
    return document.span(at, at + len(words))


def edited(record: Record, document: Document, *changes: tuple[str, str]) -> Document:
    """The report as it stands later at its address, read and added."""
    text = document.text
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    later = replace(document, text=text, id="")
    record.add(later, QuoteReader("1").read(later))
    return later


# Fields


def test_a_correction_is_seen_and_the_machine_reading_stays_as_it_was(harbour: Record, document: Document) -> None:
    before = harbour.current_reading(document.id)
    uid = saying(harbour, document, "dead").uid
    made = harbour.correct(uid, {"act": "reject", "speaker": "Ilse Maria Varga"}, reason="full name", **WHO)
    seen = harbour.statement(uid)
    assert seen.statement.act == "reject"
    assert seen.statement.speaker == Speaker("Ilse Maria Varga", "person")
    assert (seen.state, seen.judged_by) == ("corrected", "Nele Brandt")
    assert [(c.field, c.before, c.after) for c in made] == [
        ("act", "state", "reject"),
        ("speaker", "Ilse Varga", "Ilse Maria Varga"),
    ]
    assert harbour.current_reading(document.id) == before


def test_a_field_can_be_emptied(harbour: Record, document: Document) -> None:
    uid = saying(harbour, document, "dead").uid
    harbour.correct(uid, {"outlet": "Radio Sund", "said": "2031-05-05"}, **WHO)
    harbour.correct(uid, {"outlet": None}, **WHO)
    assert harbour.statement(uid).statement.outlet is None
    assert harbour.statement(uid).statement.said == "2031-05-05"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("act", "shout"),
        ("act", None),
        ("kind", "quoted"),
        ("channel", "carrier pigeon"),
        ("speaker_kind", "robot"),
        ("said", "last Monday"),
        ("said", "2031-02-30"),
        ("said", "../.."),
        ("speaker", "  "),
        ("confidence", "1"),
        ("id", "s9"),
        ("answers", "no-such"),
        ("speaker", 7),
    ],
)
def test_a_value_outside_the_codebook_is_refused_and_nothing_is_written(
    harbour: Record, document: Document, field: str, value: object
) -> None:
    uid = saying(harbour, document, "dead").uid
    with pytest.raises(RecordError) as refused:
        harbour.correct(uid, {"act": "deny", field: value} if field != "act" else {field: value}, **WHO)
    assert "\n" not in str(refused.value)
    assert harbour.history(uid).corrections == ()


@pytest.mark.parametrize(
    "said", ["2031", "2031-05", "2031-05-06", "2031-05-06~", "2031-05-XX", "2031-05-01/2031-05-03"]
)
def test_a_day_can_be_as_vague_as_the_text(harbour: Record, document: Document, said: str) -> None:
    uid = saying(harbour, document, "dead").uid
    harbour.correct(uid, {"said": said}, **WHO)
    assert harbour.statement(uid).statement.said == said


def test_a_correction_that_would_change_nothing_is_refused(harbour: Record, document: Document) -> None:
    with pytest.raises(CorrectionError, match="already is"):
        harbour.correct(saying(harbour, document, "dead").uid, {"act": "state"}, **WHO)


def test_a_correction_needs_an_author_and_a_statement_that_exists(harbour: Record, document: Document) -> None:
    with pytest.raises(CorrectionError, match="author"):
        harbour.correct(saying(harbour, document, "dead").uid, {"act": "deny"}, author=" ")
    for uid in ("00000000-1", "x", ""):
        with pytest.raises(UnknownStatementError):
            harbour.correct(uid, {"act": "deny"}, **WHO)


def test_a_reply_is_set_by_identifier_and_cannot_go_in_a_circle(harbour: Record, document: Document) -> None:
    first, second = saying(harbour, document, "dead"), saying(harbour, document, "never agreed")
    harbour.correct(second.uid, {"answers": first.uid}, **WHO)
    assert harbour.statement(second.uid).statement.answers == first.statement.id
    with pytest.raises(CorrectionError, match="itself"):
        harbour.correct(first.uid, {"answers": second.uid}, **WHO)
    with pytest.raises(CorrectionError, match="itself"):
        harbour.correct(first.uid, {"answers": first.uid}, **WHO)


# Words


def test_the_words_of_a_statement_can_be_set(harbour: Record, document: Document) -> None:
    uid = saying(harbour, document, "dead").uid
    pieces = (span_of(document, "The harbour office"), span_of(document, "The plan is dead,"))
    harbour.correct(uid, spans={"contents": pieces, "sources": ()}, **WHO)
    seen = harbour.statement(uid).statement
    assert [s.exact for s in seen.contents] == ["The plan is dead,", "The harbour office"]
    assert seen.sources == ()


def test_words_that_do_not_stand_in_the_text_are_refused(harbour: Record, document: Document) -> None:
    uid = saying(harbour, document, "dead").uid
    overlapping = (document.span(10, 20), document.span(15, 25))
    for spans in ({"cues": (Span(0, 4, "said"),)}, {"contents": ()}, {"contents": overlapping}, {"words": ()}):
        with pytest.raises(CorrectionError):
            harbour.correct(uid, spans=spans, **WHO)


def test_a_missed_statement_can_be_added_and_taken_out_again(harbour: Record, document: Document) -> None:
    missed = Statement(
        "new",
        "indirect",
        (span_of(document, "The harbour office"),),
        (),
        (span_of(document, "has no other"),),
        speaker=Speaker("harbour office", "organisation"),
    )
    made = harbour.add_statement(document.id, missed, **WHO)
    assert made.statement_uid is not None
    seen = harbour.statement(made.statement_uid)
    assert seen.machine is None
    assert [s.exact for s in seen.statement.contents] == ["has no other"]
    with pytest.raises(CorrectionError, match="there already"):
        harbour.add_statement(document.id, missed, **WHO)
    harbour.correct(made.statement_uid, {"act": "confirm"}, **WHO)
    harbour.revoke(made.seq, **WHO)
    with pytest.raises(UnknownStatementError):
        harbour.statement(made.statement_uid)
    view = harbour.view(document.id)
    assert [o.correction.kind for o in view.orphans] == ["field"]
    assert [c.kind for c in harbour.history(made.statement_uid).corrections] == ["add", "field", "revoke"]


def test_a_removed_statement_is_gone_with_what_pointed_to_it_and_comes_back(
    harbour: Record, document: Document
) -> None:
    first, second = saying(harbour, document, "dead"), saying(harbour, document, "never agreed")
    harbour.correct(second.uid, {"answers": first.uid}, **WHO)
    made = harbour.remove(first.uid, reason="a headline", **WHO)
    view = harbour.view(document.id)
    assert first.uid not in [v.uid for v in view.statements]
    assert [(r.uid, r.correction) for r in view.removed] == [(first.uid, made)]
    assert harbour.statement(second.uid).statement.answers is None
    with pytest.raises(CorrectionError, match=f"--revoke {made.seq}"):
        harbour.correct(first.uid, {"act": "deny"}, **WHO)
    harbour.revoke(made.seq, **WHO)
    assert harbour.statement(first.uid) == first
    assert harbour.statement(second.uid).statement.answers == first.statement.id


def test_furniture_marked_by_a_person_takes_its_statements_with_it(harbour: Record, document: Document) -> None:
    uid = saying(harbour, document, "dead").uid
    line = span_of(document, "“The plan is dead,” said Ilse Varga on Monday.")
    made = harbour.mark_furniture(document.id, line, "teaser", **WHO)
    view = harbour.view(document.id)
    assert [(f.start, f.end, f.kind) for f in view.document.furniture] == [(line.start, line.end, "teaser")]
    assert uid not in [v.uid for v in view.statements]
    harbour.reread(QuoteReader("2").read(view.document))
    assert uid not in [v.uid for v in harbour.view(document.id).statements]
    harbour.revoke(made.seq, **WHO)
    harbour.reread(QuoteReader("3").read(harbour.view(document.id).document))
    assert harbour.statement(uid).statement.contents[0].exact == "“The plan is dead,”"


def test_furniture_that_is_none_can_be_unmarked_in_part(harbour: Record, document: Document) -> None:
    harbour.mark_furniture(document.id, document.span(0, 31), "teaser", **WHO)
    harbour.unmark_furniture(document.id, document.span(8, 12), **WHO)
    furniture = harbour.view(document.id).document.furniture
    assert [(f.start, f.end) for f in furniture] == [(0, 8), (12, 31)]
    with pytest.raises(CorrectionError, match="no furniture"):
        harbour.unmark_furniture(document.id, document.span(8, 12), **WHO)
    with pytest.raises(CorrectionError, match="furniture cannot be"):
        harbour.mark_furniture(document.id, document.span(8, 12), "wallpaper", **WHO)  # type: ignore[arg-type]


# Judgement of the whole


def test_the_latest_judgement_in_force_says_where_a_statement_stands(harbour: Record, document: Document) -> None:
    uid = saying(harbour, document, "dead").uid
    assert harbour.statement(uid).state == "machine-read"
    harbour.confirm(uid, author="Ann")
    assert (harbour.statement(uid).state, harbour.statement(uid).judged_by) == ("confirmed", "Ann")
    harbour.correct(uid, {"act": "reject"}, author="Ben")
    assert (harbour.statement(uid).state, harbour.statement(uid).judged_by) == ("corrected", "Ben")
    disputed = harbour.dispute(uid, author="Cleo")
    assert (harbour.statement(uid).state, harbour.statement(uid).judged_by) == ("disputed", "Cleo")
    harbour.revoke(disputed.seq, author="Cleo")
    assert (harbour.statement(uid).state, harbour.statement(uid).judged_by) == ("corrected", "Ben")


def test_a_confirmed_statement_is_not_changed_by_another_reader(harbour: Record, document: Document) -> None:
    confirmed = saying(harbour, document, "dead")
    harbour.confirm(confirmed.uid, **WHO)
    harbour.reread(QuoteReader("2", marks=False, act="threaten").read(document))
    seen = harbour.statement(confirmed.uid)
    assert (seen.statement.act, seen.statement.contents) == ("state", confirmed.statement.contents)
    assert saying(harbour, document, "never agreed").statement.act == "threaten"


def test_revoking_twice_or_what_is_not_there_is_refused(harbour: Record, document: Document) -> None:
    made = harbour.confirm(saying(harbour, document, "dead").uid, **WHO)
    revocation = harbour.revoke(made.seq, **WHO)
    with pytest.raises(CorrectionError, match="revoked already"):
        harbour.revoke(made.seq, **WHO)
    with pytest.raises(CorrectionError, match="is a revocation"):
        harbour.revoke(revocation.seq, **WHO)
    with pytest.raises(UnknownStatementError):
        harbour.revoke(99, **WHO)


# Re-readings


def test_corrections_stay_in_force_when_the_reader_draws_the_spans_otherwise(
    harbour: Record, document: Document
) -> None:
    uid = saying(harbour, document, "dead").uid
    harbour.correct(uid, {"act": "reject"}, {"cues": ()}, **WHO)
    harbour.reread(QuoteReader("2", marks=False, act="praise").read(document))
    seen = harbour.statement(uid).statement
    assert (seen.act, seen.cues, seen.contents[0].exact) == ("reject", (), "The plan is dead,")


def test_a_correction_of_a_statement_no_longer_found_is_orphaned_until_it_is_found_again(
    harbour: Record, document: Document
) -> None:
    uid = saying(harbour, document, "No", 0).uid
    harbour.correct(uid, {"act": "reject"}, **WHO)
    harbour.reread(QuoteReader("2", blind_to=["“No,” said Ilse"]).read(document))
    view = harbour.view(document.id)
    assert [o.correction.field for o in view.orphans] == ["act"]
    # The other “No,” is a lookalike; it must not be touched.
    assert [v.statement.act for v in view.statements] == ["state"] * 3
    harbour.reread(QuoteReader("3").read(document))
    assert harbour.view(document.id).orphans == ()
    assert harbour.statement(uid).statement.act == "reject"


def test_a_statement_that_a_person_added_is_not_doubled_when_the_reader_learns_to_find_it(
    record: Record, document: Document
) -> None:
    record.add(document, QuoteReader("1", blind_to=["dead"]).read(document))
    missed = QuoteReader().read(document).statements[0]
    made = record.add_statement(document.id, replace(missed, act="reject"), **WHO)
    record.reread(QuoteReader("2").read(document))
    found = [v for v in record.view(document.id).statements if "dead" in v.statement.contents[0].exact]
    assert [(v.uid, v.statement.act) for v in found] == [(made.statement_uid, "reject")]
    assert record.verify().sound


# New versions of the report


def test_corrections_find_their_words_in_a_new_version(harbour: Record, document: Document) -> None:
    harbour.correct(saying(harbour, document, "dead").uid, {"act": "reject"}, **WHO)
    later = edited(harbour, document, ("Dockers vote", "UPDATE: Dockers will vote"))
    seen = saying(harbour, later, "dead")
    assert (seen.statement.act, seen.state) == ("reject", "corrected")
    assert [c.field for c in harbour.history(seen.uid).corrections] == ["act"]


def test_of_two_lookalikes_the_right_one_is_corrected_in_a_new_version(harbour: Record, document: Document) -> None:
    harbour.correct(saying(harbour, document, "No", 1).uid, {"act": "deny"}, **WHO)
    later = edited(harbour, document, ("on Monday", "on Monday evening"))
    assert [saying(harbour, later, "No", n).statement.act for n in (0, 1)] == ["state", "deny"]


def test_a_correction_is_orphaned_when_its_words_are_cut_from_the_report(harbour: Record, document: Document) -> None:
    harbour.correct(saying(harbour, document, "No", 1).uid, {"act": "deny"}, **WHO)
    later = edited(harbour, document, ("“No,” said Tomas Reyl, asked the same.\n", ""))
    view = harbour.view(later.id)
    assert [o.correction.field for o in view.orphans] == ["act"]
    assert {v.statement.act for v in view.statements} == {"state"}
    assert saying(harbour, document, "No", 1).statement.act == "deny"


def test_every_kind_of_correction_is_carried_over_and_its_revocation_too(harbour: Record, document: Document) -> None:
    dead, never = saying(harbour, document, "dead"), saying(harbour, document, "never agreed")
    made = [
        *harbour.correct(never.uid, {"answers": dead.uid}, {"cues": ()}, **WHO),
        harbour.confirm(dead.uid, **WHO),
        harbour.remove(saying(harbour, document, "No", 0).uid, **WHO),
        harbour.mark_furniture(document.id, span_of(document, "Dockers vote on the harbour plan"), "navigation", **WHO),
        harbour.add_statement(
            document.id, Statement("n", "indirect", (), (), (span_of(document, "whether talks would go on"),)), **WHO
        ),
    ]
    later = edited(harbour, document, ("asked the same", "who was asked the same"))
    view = harbour.view(later.id)
    assert view.orphans == ()
    words = [v.statement.contents[0].exact for v in view.statements]
    assert words == ["“The plan is dead,”", "“We never agreed to it,”", "whether talks would go on", "“No,”"]
    assert saying(harbour, later, "never agreed").statement.answers == saying(harbour, later, "dead").statement.id
    assert saying(harbour, later, "never agreed").statement.cues == ()
    assert saying(harbour, later, "dead").state == "confirmed"
    assert [f.kind for f in view.document.furniture] == ["navigation"]
    for correction in made:
        harbour.revoke(correction.seq, **WHO)
    assert harbour.view(later.id).reading() == QuoteReader("1").read(later)


def test_a_correction_made_on_the_new_version_leaves_the_old_one_as_it_was(harbour: Record, document: Document) -> None:
    later = edited(harbour, document, ("on Monday", "on Sunday"))
    harbour.correct(saying(harbour, later, "dead").uid, {"act": "reject"}, **WHO)
    assert saying(harbour, document, "dead").statement.act == "state"
