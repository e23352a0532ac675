"""Utterances as people see and judge them, on both stores."""

from dataclasses import replace

import numpy as np
import pytest
from utterance_reports import COURIER, GAZETTE, HERALD, LINDQVIST, OTHER, Synonyms, keep, reading, says

from sayso.record.across.utterances.values import UtteranceQuery
from sayso.record.faults import CorrectionError, RecordError, UnknownStatementError
from sayso.record.store import open_record
from sayso.services.utterances import Utterances


@pytest.fixture
def utterances(record):
    return Utterances(record, Synonyms)


def joined(utterances, uid):
    """The uids of all statements of the utterance that a statement reports."""
    page = utterances.of_statement(uid)
    return set() if page is None else {s.uid for report in page.reports for s in report.statements}


def test_reports_of_one_utterance_come_together(record, utterances):
    courier, herald, quay, gazette, other = keep(record, COURIER, HERALD, GAZETTE, OTHER)
    page = utterances.show(herald)
    assert [r.outlet for r in page.reports] == ["Hallam Courier", "Ulvany Herald", "Gazette"]
    assert [[s.uid for s in r.statements] for r in page.reports] == [[courier], [herald, quay], [gazette]]
    assert [r.certainty for r in page.reports] == ["sure", "sure", "likely"]
    assert "meaning" in page.reports[2].why and page.reports[2].score < 1
    assert page.entry.id == courier and page.entry.speaker == LINDQVIST and page.entry.day == "2031-04-01"
    assert (page.entry.reports, page.entry.copies, page.entry.wordings, page.entry.less_certain) == (3, 0, 3, 1)
    assert page.earliest.document == COURIER.document.id
    assert utterances.of_statement(other) is None


def test_who_credits_whom(record, utterances):
    courier, *_ = keep(record, COURIER, HERALD, GAZETTE)
    told, state, none = (r.credit for r in utterances.show(courier).reports)
    assert (told.outlet, told.words.exact) == ("Radio Hallam", "told Radio Hallam")
    assert (state.outlet, state.words.exact) == ("state media", "told state media")
    assert none is None
    for credit, document in ((told, COURIER.document), (state, HERALD.document)):
        assert document.text[credit.words.start : credit.words.end] == credit.words.exact


def test_wordings_stand_in_their_reports_word_by_word(record, utterances):
    courier, *_ = keep(record, COURIER, HERALD)
    page = utterances.show(courier)
    texts = {r.document.id: r.document.text for r in (COURIER, HERALD)}
    base = page.base
    for wording in page.wordings:
        for span in (*wording.stretches, *(p.span for p in wording.pieces)):
            assert texts[wording.document][span.start : span.end] == span.exact
        for piece in (*wording.pieces, *wording.missing):
            for span in (piece.there,) if piece in wording.pieces else (piece.span,):
                assert span is None or texts[base.document][span.start : span.end] == span.exact
    other = next(w for w in page.wordings if not w.base)
    assert {p.span.exact for p in other.pieces if p.moved} == {"will not trade", "for a bridge"}
    assert {(p.span.exact, p.there.exact) for p in other.pieces if p.how == "changed"} == {
        ("Kardany", "We"),
        ("this", "that"),
    }
    assert base.moved and not other.missing


def test_words_alone_need_no_meaning_and_those_made_later_count_at_once(record):
    class Far(Synonyms):
        family = "far/1"

        def vector(self, text):
            return np.eye(1, 384, len(text), dtype=np.float32)[0]

    courier, herald, _, gazette = keep(record, COURIER, HERALD, GAZETTE)
    assert gazette not in joined(Utterances(record, Far), courier)
    assert herald in joined(Utterances(record, Far), courier)
    from sayso.services.searching import Searcher

    assert gazette not in joined(Utterances(record, Far), courier)
    list(Searcher(record, Synonyms).make_vectors())
    assert gazette in joined(Utterances(record, Synonyms), courier)


def test_a_corrected_speaker_moves_the_statement_at_once_and_revoking_brings_it_back(record, utterances):
    courier, herald, quay = keep(record, COURIER, HERALD)
    assert joined(utterances, courier) == {courier, herald, quay}
    (short,) = record.correct(herald, {"speaker": "Tomas Reyl"}, author="Nele")
    assert joined(utterances, courier) == {courier, quay}
    # Seven words that both quote are too many for chance: the disagreement is shown, not decided.
    (long,) = record.correct(quay, {"speaker": "Tomas Reyl"}, author="Nele")
    (_, other) = utterances.show(courier).reports
    assert other.certainty == "likely" and "different speakers" in other.why
    record.revoke(long.seq, author="Nele")
    assert utterances.show(courier).reports[1].certainty == "sure"
    record.revoke(short.seq, author="Nele")
    assert joined(utterances, courier) == {courier, herald, quay}


def test_corrected_spans_move_the_statement_too(record, utterances):
    courier, herald, quay = keep(record, COURIER, HERALD)
    text = HERALD.document.text
    at = text.index("for a bridge, Lindqvist")
    (made,) = record.correct(herald, spans={"contents": [HERALD.document.span(at, at + 12)]}, author="Nele")
    assert joined(utterances, courier) == {courier, quay}
    record.revoke(made.seq, author="Nele")
    assert joined(utterances, courier) == {courier, herald, quay}


def test_a_removed_statement_leaves_and_an_utterance_of_one_is_none(record, utterances):
    courier, *others = keep(record, COURIER, HERALD)
    (_, *_) = [record.remove(uid, author="Nele") for uid in others]
    assert utterances.of_statement(courier) is None
    assert utterances.list().entries == ()


def test_a_person_says_what_is_and_is_not_one_utterance(record, utterances):
    courier, herald, quay, other = keep(record, COURIER, HERALD, OTHER)
    apart = utterances.judge(courier, quay, same=False, author="Nele", reason="another visit")
    assert quay not in joined(utterances, courier) and herald in joined(utterances, courier)
    assert [(j.seq, j.same, j.reason) for j in utterances.show(courier).judgements] == [(1, False, "another visit")]
    together = utterances.judge(other, courier, same=True, author="Ida")
    page = utterances.show(other)
    assert {r.certainty for r in page.reports if r.outlet == "Gazette"} == {"person"}
    assert joined(utterances, other) == {courier, herald, other}
    utterances.revoke(apart.seq, author="Ida")
    utterances.revoke(together.seq, author="Ida")
    assert joined(utterances, courier) == {courier, herald, quay}
    assert [e.in_force for e in utterances.log()] == [False, False, False, False]


def test_the_latest_word_on_two_statements_counts(record, utterances):
    courier, herald, quay = keep(record, COURIER, HERALD)
    utterances.judge(courier, quay, same=False, author="Nele")
    back = utterances.judge(quay, courier, same=True, author="Ida")
    assert joined(utterances, courier) == {courier, herald, quay}
    utterances.revoke(back.seq, author="Ida")
    assert quay not in joined(utterances, courier)


def test_judgements_that_mean_nothing_are_refused(record, utterances):
    courier, herald, _ = keep(record, COURIER, HERALD)
    with pytest.raises(CorrectionError, match="one statement"):
        utterances.judge(courier, courier, same=True, author="Nele")
    with pytest.raises(UnknownStatementError):
        utterances.judge(courier, "ffffffff-1", same=True, author="Nele")
    made = utterances.judge(courier, herald, same=False, author="Nele")
    with pytest.raises(CorrectionError, match="already"):
        utterances.judge(herald, courier, same=False, author="Ida")
    with pytest.raises(UnknownStatementError):
        utterances.revoke(7, author="Nele")
    utterances.revoke(made.seq, author="Nele")
    with pytest.raises(CorrectionError):
        utterances.revoke(made.seq, author="Nele")
    with pytest.raises(UnknownStatementError, match="no other report"):
        utterances.show(keep(record, OTHER)[0])


BODY = "\n\n".join(
    f"The barge {n} lay at pier {n} with its lights out, and the watch of pier {n} slept." for n in range(20)
)


def test_copies_are_counted_as_copies(record, utterances):
    wire = reading(f"{COURIER.document.text}\n\n{BODY}", "Wire", "2031-04-01", *SAID)
    whole = reading(f"From our wires\n\n{COURIER.document.text}\n\n{BODY}", "Post", "2031-04-02", *SAID)
    trimmed = reading(f"{COURIER.document.text}\n\n{BODY[:900]}", "Mail", "2031-04-02", *SAID)
    first, *_ = keep(record, wire, whole, trimmed, HERALD)
    page = utterances.show(first)
    assert {r.outlet: r.copy_of for r in page.reports} == {
        "Wire": None,
        "Post": wire.document.id,
        "Mail": wire.document.id,
        "Ulvany Herald": None,
    }
    assert (page.entry.reports, page.entry.copies, page.entry.confirming) == (4, 2, 2)
    assert first in [e.id for e in utterances.list(UtteranceQuery(reports=2)).entries]
    assert utterances.list(UtteranceQuery(reports=3)).entries == ()


SAID = (
    says("“We will not trade one metre of the Sund for a bridge,”"),
    says("“Whoever drew that map has never stood on the quay.”"),
)


def test_only_the_newest_version_of_a_report_counts(record, utterances):
    courier, *_ = keep(record, COURIER, HERALD)
    text = COURIER.document.text.replace("one metre", "an inch")
    later = reading(text, "Hallam Courier", "2031-04-02", *SAID_LATER, url=COURIER.document.url)
    new, *_ = keep(record, later)
    assert courier not in joined(utterances, new) and len(joined(utterances, new)) > 1
    assert utterances.of_statement(courier) is None


SAID_LATER = (
    says("“We will not trade an inch of the Sund for a bridge,”"),
    says("“Whoever drew that map has never stood on the quay.”"),
)


def test_the_list_is_asked_by_words_by_whom_and_by_days(record, utterances):
    second = reading(
        "Quay\n\n“The harbour is closed to them,” said Tomas Reyl.",
        "Mail",
        "2031-05-02",
        says("“The harbour is closed to them,”", speaker="Tomas Reyl"),
    )
    third = reading(
        "Quay shut\n\nReyl said “the harbour is closed” to them.",
        "Post",
        "2031-05-03",
        says("“the harbour is closed” to them", speaker="Reyl"),
    )
    courier, _, _, reyl, _ = keep(record, COURIER, HERALD, second, third)

    def ids(**query):
        return [e.id for e in utterances.list(UtteranceQuery(**query)).entries]

    assert ids() == [reyl, courier]
    assert ids(words="harbour closed") == [reyl] and ids(words="bridge -quay") == [courier] and ids(words="ferry") == []
    assert ids(actor="Tomas Reyl") == [reyl] and ids(actor="lindqvist") == [courier] and ids(actor="…") == []
    assert ids(since="2031-05-01") == [reyl] and ids(until="2031-04-30") == [courier]
    assert ids(variants=True) == [reyl, courier]
    first = utterances.list(UtteranceQuery(), 0, 1)
    assert first.more and [e.id for e in first.entries] == [reyl]
    rest = utterances.list(UtteranceQuery(), 1, 1)
    assert not rest.more and [e.id for e in rest.entries] == [courier]


def test_the_whole_record_carries_the_judgements(record, utterances, new_place):
    courier, herald, quay = keep(record, COURIER, HERALD)
    utterances.judge(courier, quay, same=False, author="Nele", reason="another visit")
    made = utterances.judge(herald, quay, same=False, author="Nele")
    utterances.revoke(made.seq, author="Ida")
    with open_record(new_place()) as copy:
        copy.restore(record.dump())
        there = Utterances(copy, Synonyms)
        assert there.log() == utterances.log()
        assert joined(there, courier) == joined(utterances, courier) == {courier, herald}
        assert copy.verify().sound


def test_verify_proves_the_log(record, utterances, new_place):
    courier, herald, _ = keep(record, COURIER, HERALD)
    utterances.judge(courier, herald, same=False, author="Nele")
    assert record.verify().sound
    objects = list(record.dump())
    at = next(n for n, o in enumerate(objects) if o["type"] == "utterance-judgement")
    objects[at] = {**objects[at], "author": "Somebody else"}
    with open_record(new_place()) as copy, pytest.raises(RecordError, match="not as it was made"):
        copy.restore(iter(objects))


def test_an_utterance_reaches_what_joins_statements(record, utterances):
    from sayso.record.across.issues.said import said_of_uids

    courier, herald, _, _, other = keep(record, COURIER, HERALD, GAZETTE, OTHER)
    utterances.show(courier)
    with record.reading_connection() as connection:
        a, b, c = said_of_uids(connection, [courier, herald, other])
    assert a.utterance is not None and a.utterance == b.utterance and c.utterance is None


def test_a_record_that_cannot_be_written_shows_what_is_there(place):
    with open_record(place) as record:
        courier, herald, _ = keep(record, COURIER, HERALD)
        Utterances(record, Synonyms).show(courier)
        keep(record, GAZETTE)
    with open_record(place, readonly=True) as record:
        there = Utterances(record, Synonyms)
        assert [r.outlet for r in there.show(herald).reports] == ["Hallam Courier", "Ulvany Herald"]
        assert there.behind


def test_the_same_text_read_otherwise_is_joined_anew(record, utterances):
    courier, herald, _ = keep(record, COURIER, HERALD)
    record.reread(replace(HERALD, statements=HERALD.statements[:1]))
    assert joined(utterances, courier) == {courier, herald}


def test_who_people_say_is_one_moves_utterances_at_once(record, utterances):
    from sayso.services.identities import Actors

    first = reading("Quay\n\nShe had “buried the treaty”, said Maren Tolvik.", "Mail", "2031-05-02",
                    says("She had “buried the treaty”", speaker="Maren Tolvik"))  # fmt: skip
    second = reading("Quay shut\n\nShe had “buried the treaty”, said Ada Orlan.", "Post", "2031-05-02",
                     says("She had “buried the treaty”", speaker="Ada Orlan"))  # fmt: skip
    one, other = keep(record, first, second)
    assert utterances.of_statement(one) is None
    actors = Actors(record)
    made = actors.merge("Maren Tolvik", "Ada Orlan", author="Nele", reason="her married name")
    assert joined(utterances, one) == {one, other}
    actors.revoke(made.seq, author="Nele")
    assert utterances.of_statement(one) is None
