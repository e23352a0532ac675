"""The log of issues: what people follow and choose. Append-only, revocable, carried whole by an export."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from told_reports import Told, issues_of, keep, uid

from sayso.record.across.issues.tables import issue_log
from sayso.record.faults import CorrectionError, RecordError, UnknownStatementError
from sayso.record.store import Record, open_record

FERRY = Told("The Hallam Courier", "2031-04-02", "Ferry to Orre cut").says(
    "Ilse Varga", "reject", "“There is no money for the ferry to Orre,”", role="harbour minister of Brenn"
)


def test_an_issue_has_a_name_a_description_and_an_id_that_stays(record: Record) -> None:
    issues = issues_of(record)
    issue = issues.add("  The ferry to  Orre ", "running the ferry\nin winter", author="Nele", reason="asked for")
    assert (issue.id, issue.name, issue.about) == ("ferry-to-orre", "The ferry to Orre", "running the ferry in winter")
    renamed = issues.edit("The ferry to Orre", name="Orre’s boat", author="Nele")
    assert (renamed.id, renamed.name, renamed.about) == ("ferry-to-orre", "Orre’s boat", "running the ferry in winter")
    assert renamed.edited_at is not None
    assert issues.issue("orre’s BOAT") == issues.issue("ferry-to-orre") == renamed


def test_a_name_in_any_script_can_be_followed(record: Record) -> None:
    issues = issues_of(record)
    assert issues.add("Паром", author="Nele").id == "issue"
    assert issues.add("港", author="Nele").id == "issue-2"
    assert [i.name for i in issues.issues()] == ["Паром", "港"]


def test_an_issue_that_was_removed_comes_back_with_its_choices_when_that_is_revoked(record: Record) -> None:
    keep(record, FERRY)
    issues = issues_of(record)
    issues.add("The ferry", author="Nele")
    said = uid(record, "no money")
    issues.choose("ferry", said, "included", author="Nele")
    removal = issues.remove("ferry", author="Bram", reason="settled")
    assert issues.issues() == ()
    issues.revoke(removal.seq, author="Nele")
    assert [m.choice for m in issues.page("ferry").members] == ["included"]


def test_the_latest_word_on_a_statement_counts_and_the_word_before_it_once_that_is_revoked(record: Record) -> None:
    keep(record, FERRY)
    issues = issues_of(record)
    issues.add("The ferry", author="Nele")
    said = uid(record, "no money")
    issues.choose("ferry", said, "included", author="Nele")
    second = issues.choose("ferry", said, "excluded", author="Bram")
    assert [m.chosen_by for m in issues.page("ferry").excluded] == ["Bram"]
    issues.revoke(second.seq, author="Nele")
    assert [m.chosen_by for m in issues.page("ferry").members] == ["Nele"]


def test_every_judgement_stays_in_the_log_with_who_when_and_why(record: Record) -> None:
    keep(record, FERRY)
    issues = issues_of(record)
    issues.add("The ferry", author="Nele", reason="asked for")
    issues.choose("ferry", uid(record, "no money"), "excluded", author="Bram")
    issues.revoke(2, author="Nele", reason="it does")
    log = issues.log()
    assert [(e.seq, e.kind, e.author, e.reason, e.in_force) for e in log] == [
        (1, "add", "Nele", "asked for", True),
        (2, "exclude", "Bram", None, False),
        (3, "revoke", "Nele", "it does", False),
    ]
    assert log[2].revokes == 2
    assert all(e.made_at.endswith("+00:00") for e in log)


@pytest.mark.parametrize("change", [update(issue_log).values(author="Mallory"), delete(issue_log)])
def test_the_store_itself_refuses_to_change_the_log(record: Record, change: object) -> None:
    issues_of(record).add("The ferry", author="Nele")
    with pytest.raises((RecordError, DBAPIError)), record.writing_connection() as connection:
        connection.execute(change)  # type: ignore[call-overload]
    assert [e.author for e in issues_of(record).log()] == ["Nele"]


def test_faults_name_the_input_and_change_nothing(record: Record) -> None:
    keep(record, FERRY)
    issues = issues_of(record)
    issues.add("The ferry", author="Nele")
    said = uid(record, "no money")
    issues.choose("ferry", said, "included", author="Nele")
    faults: list[tuple[type[Exception], str, object]] = [
        (CorrectionError, "needs a name", lambda: issues.add(" - ", author="Nele")),
        (CorrectionError, "followed already", lambda: issues.add("the FERRY", author="Nele")),
        (CorrectionError, "already is as", lambda: issues.edit("ferry", name="The ferry", author="Nele")),
        (CorrectionError, "included already", lambda: issues.choose("ferry", said, "included", author="Bram")),
        (CorrectionError, "answer itself", lambda: issues.judge_answer(said, said, linked=True, author="Nele")),
        (UnknownStatementError, "no issue 'quay'", lambda: issues.page("quay")),
        (UnknownStatementError, "no statement", lambda: issues.choose("ferry", "dead-1", "included", author="Nele")),
        (UnknownStatementError, "no judgement 9", lambda: issues.revoke(9, author="Nele")),
    ]
    for kind, words, call in faults:
        with pytest.raises(kind, match=words):
            call()  # type: ignore[operator]
    issues.revoke(2, author="Nele")
    for taken_back in (2, 3):
        with pytest.raises(CorrectionError, match="revoked already"):
            issues.revoke(taken_back, author="Nele")
    assert len(issues.log()) == 3


def test_a_whole_export_carries_the_log_and_everything_follows_from_it(record: Record, new_place) -> None:  # type: ignore[no-untyped-def]
    keep(record, FERRY)
    issues = issues_of(record)
    issues.add("The ferry", "the boat to \x00 Orre \ud800", author="Nele", reason="“asked”")
    issues.choose("ferry", uid(record, "no money"), "included", author="Bram")
    issues.revoke(issues.remove("ferry", author="Nele").seq, author="Nele")
    with open_record(new_place()) as other:
        other.restore(iter(list(record.dump())))
        again = issues_of(other)
        assert again.log() == issues.log()
        assert [m.said.uid for m in again.page("ferry").members] == [m.said.uid for m in issues.page("ferry").members]
        assert other.verify().sound
        with pytest.raises(CorrectionError, match="revoked already"):
            again.revoke(3, author="Nele")


def test_a_record_opened_for_reading_only_shows_what_was_scored_and_says_that_it_is_behind(tmp_path) -> None:  # type: ignore[no-untyped-def]
    place = str(tmp_path / "ferry.db")
    with open_record(place) as record:
        keep(record, FERRY)
        issues_of(record).add("The ferry to Orre", author="Nele")
        assert len(issues_of(record).page("ferry-to-orre").members) == 1
        keep(record, Told("Post", "2031-04-03").says("Bram Osei", "accept", "“The ferry to Orre must run,”"))
    with open_record(place, create=False, readonly=True) as record:
        issues = issues_of(record)
        assert len(issues.page("ferry-to-orre").members) == 1
        assert issues.behind is not None and "reading only" in issues.behind
        with pytest.raises(RecordError, match="reading only"):
            issues.remove("ferry-to-orre", author="Nele")


def test_verify_tells_when_the_log_was_tampered_with(tmp_path) -> None:  # type: ignore[no-untyped-def]
    place = str(tmp_path / "ferry.db")
    with open_record(place) as record:
        keep(record, FERRY)
        issues = issues_of(record)
        issues.add("The ferry", author="Nele")
        issues.choose("ferry", uid(record, "no money"), "included", author="Nele")
        assert record.verify().sound
    for tampering, said in (
        ("UPDATE issue_log SET author = 'Mallory' WHERE seq = 2", "judgement 2 on issues is not as it was made"),
        ("DELETE FROM issue_log WHERE seq = 1", "judgement 1 on issues is missing"),
    ):
        with sqlite3.connect(place) as raw:
            raw.execute("DROP TRIGGER IF EXISTS issue_log_never_changed")
            raw.execute("DROP TRIGGER IF EXISTS issue_log_never_deleted")
            raw.execute(tampering)
        with open_record(place) as record:
            assert any(said in fault for fault in record.verify().faults)


def test_an_export_in_which_the_log_was_changed_is_refused(record: Record, new_place) -> None:  # type: ignore[no-untyped-def]
    keep(record, FERRY)
    issues_of(record).add("The ferry", author="Nele")
    objects = [o | {"author": "Mallory"} if o["type"] == "issue-judgement" else o for o in record.dump()]
    with open_record(new_place()) as other, pytest.raises(RecordError, match="judgement 1 on issues"):
        other.restore(iter(objects))
