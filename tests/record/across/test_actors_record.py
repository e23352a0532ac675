"""Actors of a record, on both stores: they follow reports, corrections and judgements at once, and outlive the file."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from speakers_articles import Said, report
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from sayso.export.record_jsonl import read_record, write_record
from sayso.record.across.actors.tables import actor_nodes, actor_statements, actors
from sayso.record.across.issues.joined import joined
from sayso.record.faults import CorrectionError, RecordError, UnknownStatementError
from sayso.record.store import Record, open_record
from sayso.record.tables import statements
from sayso.services.identities import Actors


def added(record: Record, *said: Said, **facts: str) -> list[str]:
    """Add a report; the uids of its statements."""
    reading = report(*said, **facts)  # type: ignore[arg-type]
    record.add(reading.document, reading)
    return [seen.uid for seen in record.view(reading.document.id).statements]


def who(record: Record, *uids: str) -> list[str]:
    known = Actors(record).actor_of(uids)
    return [known[uid][0] for uid in uids]


def test_reports_of_one_speaker_are_by_one_actor(record: Record) -> None:
    (first,) = added(record, Said("Volodymyr Zelenskiy", "President of Ukraine"))
    (second,) = added(record, Said("Volodymyr Zelensky", "Ukrainian President"))
    (third,) = added(record, Said("Volodymyr Zelenskyy"))
    (other,) = added(record, Said("Pavel Ivanov", "Foreign Minister of Kardany"))
    (another,) = added(record, Said("Pavel Ivanov", "interior minister of Aldria"))
    assert len(set(who(record, first, second, third))) == 1
    assert len(set(who(record, other, another))) == 2
    entry = Actors(record).list("zelens")[0]
    assert (entry.statements, entry.first, entry.last) == (3, "2031-05-06", "2031-05-06")
    assert record.verify().faults == ()


def test_only_named_speakers_have_an_actor(record: Record) -> None:
    uids = added(record, Said("a senior official", kind="anonymous"), Said("Voters", kind="group"), Said("Ilse Varga"))
    assert set(Actors(record).actor_of(uids)) == {uids[2]}


def test_the_links_of_statements_carry_actor_and_usual_name(record: Record) -> None:
    added(record, Said("Ilse Varga"))
    added(record, Said("Ilse Varga", known="Q7"))
    with record.reading_connection() as connection:
        rows = list(connection.execute(statements.select()).mappings())
        links = joined(connection, [row["id"] for row in rows])
    assert {(link.actor, link.name) for link in links.values()} == {("Q7", "Ilse Varga")}


def test_a_corrected_speaker_moves_at_once_and_returns_when_that_is_revoked(record: Record) -> None:
    uids = added(record, Said("Ilse Varga"), Said("Ilse Varga"))
    added(record, Said("Bram Osei"))
    assert who(record, uids[0]) == ["ilse-varga"]
    (made,) = record.correct(uids[0], {"speaker": "Bram Osei"}, author="Nele")
    assert who(record, *uids) == ["bram-osei", "ilse-varga"]
    assert [e.statements for e in Actors(record).list()] == [2, 1]
    record.revoke(made.seq, author="Nele")
    assert who(record, *uids) == ["ilse-varga", "ilse-varga"]
    removed = record.remove(uids[0], author="Nele")
    assert [e.statements for e in Actors(record).list("varga")] == [1]
    record.revoke(removed.seq, author="Nele")
    assert [e.statements for e in Actors(record).list("varga")] == [2]
    assert record.verify().faults == ()


def test_an_actor_without_statements_is_gone(record: Record) -> None:
    (uid,) = added(record, Said("Ilse Varga"))
    record.remove(uid, author="Nele")
    assert Actors(record).list() == ()
    with pytest.raises(UnknownStatementError, match="no actor is called"):
        Actors(record).show("Ilse Varga")


def test_a_person_merges_and_takes_it_back(record: Record) -> None:
    (last,) = added(record, Said("Varga", "President"))
    (full,) = added(record, Said("Ilse Varga"))
    service = Actors(record)
    made = service.merge(who(record, last)[0], "ilse-varga", "Nele", "the only Varga there")
    assert who(record, last, full) == ["ilse-varga", "ilse-varga"]
    page = service.show("ilse-varga")
    assert [(j.seq, j.kind, j.reason) for j in page.judgements] == [(made.seq, "merge", "the only Varga there")]
    with pytest.raises(CorrectionError, match="one actor already"):
        service.merge("ilse-varga", "Varga", "Nele")
    service.revoke(made.seq, "Ann")
    assert len(set(who(record, last, full))) == 2
    with pytest.raises(CorrectionError, match="revoked already"):
        service.revoke(made.seq, "Ann")
    with pytest.raises(UnknownStatementError, match="no judgement 9"):
        service.revoke(9, "Ann")
    assert [(j.kind, j.in_force) for j in service.judgements()] == [("merge", False), ("revoke", False)]
    assert record.verify().faults == ()


def test_a_split_of_statements_outlives_all_that_the_machine_joins(record: Record) -> None:
    (first,) = added(record, Said("Ilse Varga", "Senator"))
    second, third = added(record, Said("Ilse Varga", "Senator"), Said("Ilse Varga"))
    service = Actors(record)
    made = service.split("ilse-varga", [second], author="Nele", reason="the singer")
    assert len(set(who(record, first, third))) == 1 and who(record, second) == [f"split:{made.seq}"]
    (fourth,) = added(record, Said("Ilse Varga", known="Q7"))
    assert who(record, fourth, first) == ["Q7", "Q7"] and who(record, second) == [f"split:{made.seq}"]
    entry = service.show(f"split:{made.seq}").entry
    assert (entry.name, entry.statements) == ("Ilse Varga", 1)
    service.revoke(made.seq, "Nele")
    assert set(who(record, first, second, third, fourth)) == {"Q7"}
    assert record.verify().faults == ()


def test_a_split_by_name_takes_later_reports_along(record: Record) -> None:
    (one,) = added(record, Said("Ilse Varga"))
    (other,) = added(record, Said("Ilse Warga"))
    service = Actors(record)
    service.merge("ilse-varga", "ilse-warga", "Nele")
    made = service.split("ilse-varga", name="Ilse Warga", author="Nele")
    (later,) = added(record, Said("Ilse Warga"))
    assert who(record, one) == ["ilse-varga"]
    assert who(record, other, later) == [f"split:{made.seq}"] * 2
    again = service.merge(f"split:{made.seq}", "ilse-varga", "Ann")
    assert len(set(who(record, one, other, later))) == 1, "the later word has its way"
    service.revoke(again.seq, "Ann")
    service.revoke(made.seq, "Ann")
    assert len(set(who(record, one, other, later))) == 1, "the first merge is in force still"
    assert record.verify().faults == ()


def test_a_split_holds_in_later_versions_of_the_report_and_after_re_reading(record: Record) -> None:
    added(record, Said("Ilse Varga"))
    (uid,) = added(record, Said("Ilse Varga"), url="https://courier.example/x")
    made = Actors(record).split("ilse-varga", [uid], author="Nele")
    record.reread(record.current_reading(record.document_of(uid)).reading)
    assert who(record, uid) == [f"split:{made.seq}"]
    (newer,) = added(record, Said("Ilse Varga", words="We shall see, perhaps"), url="https://courier.example/x")
    assert who(record, newer) == [f"split:{made.seq}"]
    assert [e.statements for e in Actors(record).list()] == [1, 1], "an earlier version does not count twice"
    Actors(record).revoke(made.seq, "Nele")
    assert who(record, uid, newer) == ["ilse-varga", "ilse-varga"]
    assert record.verify().faults == ()


def test_an_apart_keeps_forms_apart_and_answers_a_proposal(record: Record) -> None:
    added(record, Said("Orla Finch"))
    added(record, Said("Orla Finch Jr."))
    service = Actors(record)
    (proposal,) = service.proposals()
    assert (proposal.left_name, proposal.right_name) == ("Orla Finch", "Orla Finch Jr.")
    service.apart(proposal.left_actor, proposal.right_actor, "Nele")
    assert service.proposals() == ()
    (a,) = added(record, Said("Volodymyr Zelensky"))
    (b,) = added(record, Said("Volodymyr Zelenskiy"))
    (join,) = service.machine_joins()
    made = service.apart(join.left, join.right, "Nele", "two people")
    assert len(set(who(record, a, b))) == 2
    service.revoke(made.seq, "Nele")
    assert len(set(who(record, a, b))) == 1
    assert record.verify().faults == ()


def test_judgements_that_say_nothing_are_refused(record: Record) -> None:
    (uid,) = added(record, Said("Ilse Varga"))
    (other,) = added(record, Said("Bram Osei"))
    service = Actors(record)
    with pytest.raises(CorrectionError, match="nothing would remain"):
        service.split("ilse-varga", [uid], author="Nele")
    with pytest.raises(CorrectionError, match="say what is split off"):
        service.split("ilse-varga", author="Nele")
    with pytest.raises(UnknownStatementError, match="is not by"):
        service.split("ilse-varga", [other], author="Nele")
    with pytest.raises(UnknownStatementError, match="nowhere written"):
        service.split("ilse-varga", name="Elsa", author="Nele")
    with pytest.raises(CorrectionError, match="names its author"):
        service.merge("ilse-varga", "bram-osei", " ")
    with pytest.raises(CorrectionError, match="one actor"):
        service.apart("ilse-varga", "ilse-varga", "Nele")
    assert service.judgements() == ()


def test_a_name_that_several_have_is_answered_with_the_candidates(record: Record) -> None:
    added(record, Said("Pavel Ivanov", "Russian senator"))
    added(record, Said("Pavel Ivanov", "Bulgarian senator"))
    with pytest.raises(UnknownStatementError) as refused:
        Actors(record).show("Pavel Ivanov")
    assert "Russian senator" in str(refused.value) and "Bulgarian senator" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert Actors(record).show("pavel-ivanov~russia~~official").entry.role == "Russian senator"


def test_the_page_tells_what_the_reports_say(record: Record) -> None:
    first = added(
        record, Said("Dmitry Peskov", "press secretary of Vladimir Putin", behalf="Vladimir Putin", told="RIA Novosti"),
        day="2031-01-02", outlet="The Courier",
    )  # fmt: skip
    added(record, Said("Dmitri Peskov", "Kremlin spokesman", behalf="Kremlin"), day="2032-03-04", outlet="The Herald")
    added(record, Said("Dmitry Peskov", "Kremlin spokesman", behalf="Kremlin"), day="2031-03-04", outlet="The Herald")
    page = Actors(record).show("peskov")
    assert (page.entry.name, page.entry.statements, page.reports) == ("Dmitry Peskov", 3, 3)
    assert (page.entry.first, page.entry.last, page.entry.role) == ("2031-01-02", "2032-03-04", "Kremlin spokesman")
    assert [(n.name, n.statements, n.reports) for n in page.names] == [("Dmitry Peskov", 2, 2), ("Dmitri Peskov", 1, 1)]
    assert [(r.words, r.first, r.last) for r in page.roles] == [
        ("press secretary of Vladimir Putin", "2031-01-02", "2031-01-02"),
        ("Kremlin spokesman", "2031-03-04", "2032-03-04"),
    ]
    assert page.roles[0].uid == first[0] and page.roles[0].outlet == "The Courier"
    assert [(p.words, p.statements) for p in page.speaks_for] == [("Kremlin", 2), ("Vladimir Putin", 1)]
    assert [(t.outlet, t.uid) for t in page.told] == [("RIA Novosti", first[0])]
    assert page.published_in == (("The Herald", 2), ("The Courier", 1))
    assert [join.why for join in page.joins] and all(join.in_force for join in page.joins)


def test_wikidata_and_offices_stand_on_the_page(record: Record) -> None:
    added(record, Said("Volodymyr Zelensky", "President of Ukraine", known="Q3874799"))
    page = Actors(record).show("Q3874799")
    assert page.wikidata == "Q3874799"
    assert any("President" in office.title for office in page.offices)
    added(record, Said("Kyiv", kind="government"))
    assert Actors(record).show("Q212").entry.id == "government:ukraine"


def test_lists_are_searched_and_paged(record: Record) -> None:
    for name in ("Ilse Varga", "Bram Osei", "Bram Osei", "Zoë Årdal"):
        added(record, Said(name))
    service = Actors(record)
    assert [e.name for e in service.list()] == ["Bram Osei", "Ilse Varga", "Zoë Årdal"]
    assert [e.name for e in service.list(offset=1, limit=1)] == ["Ilse Varga"]
    assert [e.name for e in service.list("zoe ard")] == ["Zoë Årdal"]
    assert service.list("100%") == () and service.count("osei") == 1 and service.count() == 3
    assert len(service.statements("Bram Osei")) == 2


def test_judgements_go_with_the_record(new_place: Callable[[], str], tmp_path: object) -> None:
    with open_record(new_place()) as record:
        (uid,) = added(record, Said("Ilse Varga"), url="https://courier.example/x")
        added(record, Said("Ilse Varga\x00 \ud800"))
        added(record, Said("Bram Osei"))
        service = Actors(record)
        service.merge("ilse-varga", "bram-osei", "Nele \ud800", "„so“ \x00")
        service.revoke(service.split("ilse-varga", [uid], author="Nele").seq, "Nele")
        service.split("ilse-varga", name="Bram Osei", author="Ann")
        lines = io.StringIO()
        write_record(record, lines)
        before = (service.list(), service.judgements(), service.machine_joins())
    for place in (new_place(), f"{tmp_path}/back.db"):
        with open_record(place) as back:
            read_record(back, io.StringIO(lines.getvalue()), where="export.jsonl")
            service = Actors(back)
            assert (service.list(), service.judgements(), service.machine_joins()) == before
            assert back.verify().faults == ()


def test_the_log_is_sealed(record: Record) -> None:
    added(record, Said("Ilse Varga"))
    added(record, Said("Bram Osei"))
    Actors(record).merge("ilse-varga", "bram-osei", "Nele")
    with pytest.raises((DBAPIError, SQLAlchemyError, RecordError)), record.writing_connection() as connection:
        connection.execute(text("UPDATE actor_log SET author = 'Ann'"))
    with record.writing_connection() as connection:
        drop = "DROP TRIGGER actor_log_never_changed"
        connection.execute(text(drop if record.is_sqlite else f"{drop} ON actor_log"))
        connection.execute(text("UPDATE actor_log SET author = 'Ann'"))
    assert any("judgement 1 on actors is not as it was made" in fault for fault in record.verify().faults)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (update(actors).values(name="Elsa"), "actors are out of step"),
        (update(actor_nodes).values(statements=7), "counts"),
        (update(actor_statements).values(day="1999"), "out of step with its statements"),
        (text("DELETE FROM actor_node_keys"), "keys of the form"),
        (text("DELETE FROM actor_joins"), "machine's judgements"),
        (text("UPDATE actor_names SET name = 'Elsa'"), "names of actors"),
    ],
)
def test_a_changed_row_is_found(record: Record, change: object, says: str) -> None:
    added(record, Said("Ilse Varga"))
    added(record, Said("Ilse M. Varga"))
    with record.writing_connection() as connection:
        connection.execute(change)  # type: ignore[call-overload]
    assert any(says in fault for fault in record.verify().faults)


def test_a_record_of_other_rules_is_computed_anew_when_opened_for_writing(place: str) -> None:
    with open_record(place) as record:
        added(record, Said("Ilse Varga"))
        added(record, Said("Bram Osei"))
        made = Actors(record).merge("ilse-varga", "bram-osei", "Nele")
        before = Actors(record).list()
        with record.writing_connection() as connection:
            connection.execute(text("UPDATE record_info SET value = 'older' WHERE key = 'actors'"))
            connection.execute(text("UPDATE actors SET name = 'Elsa'"))
    with open_record(place, readonly=True) as record:
        assert any("older sayso" in fault for fault in record.verify().faults)
    with open_record(place) as record:
        assert Actors(record).list() == before and Actors(record).judgements() == (made,)
        assert record.verify().faults == ()
