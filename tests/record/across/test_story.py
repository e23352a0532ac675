"""The story of ``examples/`` as the boards tell it: kept as a golden file, and held against what an editor would say.

The golden file is made anew with ``python tests/record/across/story.py --write``; what changed in it is to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import story
from told_reports import issues_of, network

from sayso.record.across.issues.values import IssueBoard, Lane
from sayso.record.store import open_record


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, IssueBoard], dict[str, str]]]:
    """The text, the boards by name, and a reference (``05:s8``) for each uid."""
    with open_record(tmp_path_factory.mktemp("story") / "story.db") as record:
        issues = story.follow(record, network())
        keys = {reading.document.id.removeprefix("sha256:")[:8]: name[:2] for name, reading in story.coded_readings()}
        boards = {name: issues.board(name) for name in story.ISSUES}
        references = {
            uid: re.sub(r"^(\w+)-(\d+)$", lambda m: f"{keys[m[1]]}:s{m[2]}", uid)
            for board in boards.values()
            for uid in board.statements
        }
        yield story.told(issues), boards, references


Told = tuple[str, dict[str, IssueBoard], dict[str, str]]


def test_the_story_is_told_as_in_the_golden_file(told: Told) -> None:
    assert told[0] == story.GOLDEN.read_text(encoding="utf-8")


def lane(told: Told, issue: str, party: str) -> Lane:
    return next(lane for lane in told[1][issue].lanes if lane.party.name == party)


def course(told: Told, issue: str, party: str) -> list[str]:
    """The main stands of a party, as ``day act``, a star for a condition."""
    return [f"{p.day} {p.act}{'*' * p.conditional}" for p in lane(told, issue, party).positions if p.leads]


def changes(told: Told, issue: str) -> list[str]:
    return [f"{change.day} {one.party.name}: {change.what}" for one in told[1][issue].lanes for change in one.changes]


def test_the_crew(told: Told) -> None:
    """Aldria wants them at once, offers trains, takes a step, finds five too few; Kardany refuses, then yields."""
    assert course(told, "The crew", "Aldria") == [
        "2024-03-04 demand",
        "2024-03-10 propose*",
        "2024-03-12 promise",
        "2024-03-16 accept",
        "2024-03-19 accept",
        "2024-03-21 accuse",
    ]
    assert course(told, "The crew", "Kardany") == [
        "2024-03-05 reject",
        "2024-03-11 reject",
        "2024-03-16 promise*",
        "2024-03-21 accept",
    ]
    assert sorted(changes(told, "The crew")) == [
        "2024-03-10 Aldria: demanded → proposed (The day the men come home)",
        "2024-03-16 Kardany: rejected → promised (If the trains run)",
    ]


def test_the_spokesman_who_took_the_president_s_words_back_the_same_day(told: Told) -> None:
    (found,) = told[1]["The crew"].contradictions
    assert (found.first.statement.speaker, found.second.statement.speaker) == ("Davit Jelkan", "Ferid Halmazi")
    assert (found.day, found.party.name) == ("2024-03-16", "Kardany")


def test_the_strand_line(told: Told) -> None:
    assert course(told, "The Strand line", "Aldria")[0] == "2024-03-10 propose*"
    assert course(told, "The Strand line", "Aldria")[-1] == "2024-03-21 promise"
    assert lane(told, "The Strand line", "Aldria").latest.side == "against", "no diesel"
    assert course(told, "The Strand line", "Coast Party")[-1] == "2024-03-21 threaten*"
    assert course(told, "The Strand line", "Kardany")[0] == "2024-03-11 reject"
    assert course(told, "The Strand line", "Kardany")[-1] == "2024-03-21 demand"


def test_the_survey(told: Told) -> None:
    """Aldria drops its demand that the ship leave; Kardany never gives another answer than no."""
    assert changes(told, "The survey on the bank") == ["2024-03-19 Aldria: demanded → dropped the demand"]
    assert {p.side for p in lane(told, "The survey on the bank", "Kardany").positions if p.leads} == {"against"}


def test_nobody_changes_sides_on_where_the_boat_was(told: Told) -> None:
    assert changes(told, "Was the boat in the zone?") == []


def test_no_position_without_a_statement_of_the_party_itself(told: Told) -> None:
    for board in told[1].values():
        for one in board.lanes:
            for position in one.positions:
                assert position.statement.uid in board.statements
                assert position.statement.speaker_kind not in ("author", "unknown", "outlet", "document", None)
                assert position.why


ANSWERS = {
    "03:s26": "03:s25",  # Stolt: it's a lie
    "06:s3": "07:s6",  # Halmazi to Tolvik's offer, which another report has in her words
    "07:s17": "07:s15",  # Ollmark to Sundmar
    "10:s14": "10:s3",  # the coast guard to the leaked report
    "10:s18": "10:s17",  # Tamar Orlan takes back his threat
    "10:s24": "10:s23",  # Aldria to Quiremont's plan
    "11:s21": "11:s5",  # Halmazi: that was no offer
    "12:s2": "10:s23",  # Tolvik to the plan, in another report
    "12:s6": "12:s12",  # Tolvik to Zhelkan's mercy
    "12:s10": "11:s1",  # Tolvik: a court that needed a locomotive
    "14:s3": "15:s6",  # Sabir Orlan accepts part of the plan
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_answers_what(told: Told, answer: str) -> None:
    _, boards, references = told
    found = {references[a.target] for board in boards.values() for a in board.answers if references[a.answer] == answer}
    assert ANSWERS[answer] in found


def test_answers_that_only_the_record_finds_are_those_that_a_reader_of_all_reports_would_draw(told: Told) -> None:
    """Judged by hand: each of them is right."""
    _, boards, references = told
    found = {
        (references[a.answer], references[a.target])
        for board in boards.values()
        for a in board.answers
        if a.found_by == "record"
    }
    assert found <= {
        ("06:s3", "05:s7"),
        ("06:s3", "06:s5"),
        ("06:s3", "07:s6"),
        ("12:s2", "10:s23"),
        ("12:s8", "11:s1"),
        ("12:s10", "11:s1"),
        ("12:s13", "10:s23"),
        ("14:s3", "15:s6"),
    }


def test_the_script_writes_what_it_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(story, "GOLDEN", tmp_path / "story.txt")
    story.main(["--write"])
    story.main([])
    assert capsys.readouterr().out == (tmp_path / "story.txt").read_text(encoding="utf-8")


def test_the_same_issues_over_the_reports_as_the_machine_reads_them(example_readings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Whatever the reader makes of the sixteen reports: nothing is told that no statement says, and the no is there."""
    with open_record(tmp_path / "read.db") as record:
        for reading in example_readings:
            record.add(reading.document, reading)
        issues = issues_of(record)
        for name, about in story.ISSUES.items():
            issues.add(name, about, author="the editor")
        crew = issues.board("The crew")
        assert {"Aldria", "Kardany"} <= {lane.party.name for lane in crew.lanes}
        kardany = next(lane for lane in crew.lanes if lane.party.name == "Kardany")
        refusal = next(p for p in kardany.positions if p.act == "reject" and p.day == "2024-03-11")
        assert len({refusal.statement.document, *(crew.statements[uid].document for uid in refusal.reports)}) >= 2
        for name in story.ISSUES:
            board = issues.board(name)
            texts = {s.document: record.document(s.document).text for s in board.statements.values()}
            for one in board.lanes:
                for position in one.positions:
                    said = position.statement
                    assert said.speaker_kind not in ("author", "unknown", "outlet", "document", None)
                    assert all(texts[said.document][s.start : s.end] == s.exact for s in said.contents)
