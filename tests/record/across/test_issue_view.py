"""Issues of a record as a person sees them; and whatever is corrected and taken back, the view follows."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from told_reports import Told, issues_of, keep, uid

from sayso.record.across.issues.values import IssuePage
from sayso.record.across.news.since import NewsQuery
from sayso.record.faults import CorrectionError, UnknownStatementError
from sayso.record.store import Record, open_record
from sayso.services.issues import Issues

OFFER = Told("The Post", "2031-04-03", "Brenn offers to share the ferry").says(
    "Ilse Varga",
    "propose",
    "“If the dues are paid, we run the ferry to Orre together,”",
    role="prime minister of Brenn",
    said="2031-04-02",
)
REPLY = (
    Told("The Mail", "2031-04-05", "Orre says no to the ferry")
    .says("Odo Lenz", "reject", "“We will not share the ferry to Orre with anybody,”", role="president of Orre")
    .says("Brenn", "state", "“We have read it,”", who="government")
    .says("Orre", "state", "“We have said it,”", who="government")
)
TURN = Told("The Post", "2031-04-20", "Ferry to Orre: Brenn turns").says(
    "Ilse Varga", "reject", "“We will never share the ferry to Orre,”", role="prime minister of Brenn"
)
POTATOES = Told("The Mail", "2031-04-21", "Potatoes dear").says(
    "Tomas Reyl", "accuse", "“The merchants have doubled the price of potatoes,”", role="agriculture minister of Brenn"
)
ABOUT = "sharing the ferry across the sound to Orre"


def followed(record: Record) -> Issues:
    keep(record, OFFER, REPLY, TURN, POTATOES)
    issues = issues_of(record)
    issues.add("The ferry to Orre", ABOUT, author="Nele")
    return issues


def test_the_statements_that_bear_on_an_issue_are_found_with_a_score_and_why(record: Record) -> None:
    page = followed(record).page("ferry-to-orre")
    assert {m.said.speaker for m in page.members} >= {"Ilse Varga", "Odo Lenz"}
    assert all("potatoes" not in m.said.content for m in page.members)
    assert [m.score for m in page.members] == sorted((m.score for m in page.members), reverse=True)
    assert all(m.why for m in page.members)


def test_the_board_tells_who_stands_where_on_what_condition_and_who_turned(record: Record) -> None:
    board = followed(record).board("The ferry to Orre")
    lanes = {lane.party.name: lane for lane in board.lanes}
    assert set(lanes) == {"Brenn", "Orre"}
    (change,) = lanes["Brenn"].changes
    assert change.what == "proposed (If the dues are paid) → rejected"
    assert (change.before.day, change.day) == ("2031-04-02", "2031-04-20")
    assert lanes["Orre"].latest.act == "reject"
    for lane in board.lanes:
        for position in lane.positions:
            text = record.document(position.statement.document).text
            for span in (*position.statement.contents, *(c.span for c in position.conditions)):
                assert text[span.start : span.end] == span.exact


def test_a_new_report_is_on_the_issue_at_the_next_look(record: Record) -> None:
    issues = followed(record)
    before = len(issues.board("ferry-to-orre").statements)
    keep(record, Told("The Post", "2031-05-01", "Ferry").says("Odo Lenz", "accept", "“The ferry to Orre is shared,”"))
    assert len(issues.board("ferry-to-orre").statements) == before + 1


def test_an_issue_described_otherwise_finds_other_statements_and_keeps_the_choices(record: Record) -> None:
    issues = followed(record)
    chosen = uid(record, "We have read it")
    issues.choose("ferry-to-orre", chosen, "included", author="Nele")
    issues.edit("ferry-to-orre", name="Potatoes", about="what merchants ask for potatoes", author="Nele")
    members = {m.said.uid: m for m in issues.page("ferry-to-orre").members}
    assert uid(record, "potatoes") in members
    assert members[chosen].choice == "included"


def test_a_person_s_choices_are_obeyed_and_train_this_issue_and_no_other(record: Record) -> None:
    issues = followed(record)
    issues.add("Ferry", ABOUT, author="Nele")
    shipped = issues.page("ferry").threshold
    near = issues.page("ferry-to-orre").near[0]
    issues.choose("ferry-to-orre", near.said.uid, "included", author="Nele")
    page = issues.page("ferry-to-orre")
    assert page.threshold <= near.score < shipped and page.trained == 1
    assert [m.judgement for m in page.members if m.said.uid == near.said.uid] == [3]
    assert issues.page("ferry").threshold == shipped
    far = uid(record, "potatoes")
    issues.choose("ferry-to-orre", far, "included", author="Nele")
    assert far in issues.board("ferry-to-orre").statements
    taken_out = next(m.said.uid for m in page.members if m.choice is None)
    issues.choose("ferry-to-orre", taken_out, "excluded", author="Bram")
    page = issues.page("ferry-to-orre")
    assert [m.said.uid for m in page.excluded] == [taken_out]
    assert taken_out not in issues.board("ferry-to-orre").statements


def test_correcting_a_speaker_an_act_or_a_day_reaches_the_board_at_once_and_so_does_taking_it_back(
    record: Record,
) -> None:
    issues = followed(record)
    before = everything(issues)
    turn = uid(record, "never share")
    made = record.correct(turn, {"act": "accept"}, author="Nele")
    assert {lane.party.name: lane.changes for lane in issues.board("ferry-to-orre").lanes}["Brenn"] == ()
    record.revoke(made[0].seq, author="Nele")
    assert everything(issues) == before
    removed = record.remove(turn, author="Nele")
    assert turn not in issues.board("ferry-to-orre").statements
    record.revoke(removed.seq, author="Nele")
    assert everything(issues) == before


def test_a_newer_version_of_a_report_takes_the_place_of_the_older(record: Record) -> None:
    first = Told("The Post", "2031-04-03", "Ferry", url="https://post.example/1")
    keep(record, first.says("Ilse Varga", "propose", "“We could share the ferry to Orre,”"))
    issues = issues_of(record)
    issues.add("The ferry to Orre", ABOUT, author="Nele")
    assert len(issues.board("ferry-to-orre").statements) == 1
    second = Told("The Post", "2031-04-03", "Ferry", url="https://post.example/1").line("Corrected.")
    keep(record, second.says("Ilse Varga", "reject", "“We could not share the ferry to Orre,”"))
    (position,) = issues.board("ferry-to-orre").lanes[0].positions
    assert position.act == "reject"


Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["act", "speaker", "said", "remove", "dispute", "include", "exclude", "answer", "revoke", "undo"]
        ),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    max_size=8,
)
ACTS = ("reject", "accept", "propose", "state", "demand", "want")
SPEAKERS = ("Ilse Varga", "Odo Lenz", "Bram Osei", "Brenn", "Orre", "Tomas Reyl")
DAYS = ("2031-04-02", "2031-04-05", "2031-04-19", "2031-04-25", "2031-05-01", "2031-05-09")


# Without shrinking, which takes minutes here: the steps of a failure are few enough to be read as they are.
@settings(max_examples=15, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(STEPS)
def test_any_sequence_of_corrections_and_revocations_gives_the_view_that_the_rules_give_from_scratch(
    steps: list[Step],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with open_record(Path(folder) / "one.db") as record:
            issues = followed(record)
            uids = [s.uid for e in record.documents() for s in record.view(e.id).statements]
            looked: list[IssuePage] = []
            for step in steps:
                try:
                    take(record, issues, uids, step)
                except (CorrectionError, UnknownStatementError):
                    continue  # the same judgement twice, or of what is gone: refused, and nothing changed
                looked.append(issues.page("ferry-to-orre"))
            kept = everything(issues)
            objects = list(record.dump())
        with open_record(Path(folder) / "other.db") as scratch:
            scratch.restore(iter(objects))
            assert everything(issues_of(scratch)) == kept
            assert scratch.verify().sound


def take(record: Record, issues: Issues, uids: list[str], step: Step) -> None:
    what, first, second = step
    target = uids[first % len(uids)]
    match what:
        case "act":
            record.correct(target, {"act": ACTS[second]}, author="Nele")
        case "speaker":
            record.correct(target, {"speaker": SPEAKERS[second]}, author="Nele")
        case "said":
            record.correct(target, {"said": DAYS[second]}, author="Nele")
        case "remove":
            record.remove(target, author="Nele")
        case "dispute":
            record.dispute(target, author="Nele")
        case "include" | "exclude":
            issues.choose("ferry-to-orre", target, "included" if what == "include" else "excluded", author="Nele")
        case "answer":
            issues.judge_answer(target, uids[second % len(uids)], linked=second % 2 == 0, author="Nele")
        case "revoke":
            record.revoke(1 + first, author="Nele")
        case "undo":
            issues.revoke(2 + first, author="Nele")


def everything(issues: Issues) -> object:
    """All that a person sees of an issue; rows are numbers of one store, and stay out of it."""
    page, board = issues.look("ferry-to-orre")
    members = [
        [(m.said.uid, m.score, m.choice, m.judgement, m.why) for m in some] for some in (page.members, page.excluded)
    ]
    lanes = [
        (
            lane.party,
            [
                (p.statement.uid, p.act, p.day, p.why, p.conditions, p.restates, p.reports, p.leads)
                for p in lane.positions
            ],
            [(c.before.statement.uid, c.after.statement.uid, c.what) for c in lane.changes],
        )
        for lane in board.lanes
    ]
    answers = [(a.answer, a.target, a.why) for a in board.answers]
    news = [(item.id, item.when, item.title) for item in issues.news(NewsQuery(since="2031"))]
    return members, lanes, sorted(answers), sorted(news), page.threshold


@pytest.mark.parametrize("clock", ["report", "arrival"])
def test_news_are_those_of_the_record_as_it_is_seen(record: Record, clock: str) -> None:
    issues = followed(record)
    query = NewsQuery(since="2000", issue="ferry-to-orre", clock=clock)  # type: ignore[arg-type]
    before = issues.news(query)
    made = record.correct(uid(record, "never share"), {"act": "accept"}, author="Nele")
    assert "change" in {item.kind for item in before}
    assert "change" not in {item.kind for item in issues.news(query)}
    record.revoke(made[0].seq, author="Nele")
    assert issues.news(query) == before
