"""The lanes of an issue as places: nothing lies on anything else, and every stand has its mark."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Act
from sayso.record.across.issues.values import (
    Answer,
    Change,
    Counted,
    Issue,
    IssueBoard,
    Lane,
    Member,
    Party,
    Position,
    Said,
)
from sayso.spans import Span
from sayso.web.views.issue_drawing import LEAST_WIDTH, MOST_LANES, draw, in_lines, on_calendar
from sayso.web.views.issue_rows import rows_of

BRENN, ORRE = Party("state:brenn", "Brenn", "state"), Party("state:orre", "Orre", "state")


def said(uid: str, day: str | None, act: Act = "propose", *, dated: bool = True, utterance: int | None = None) -> Said:
    words = f"words of {uid}"
    return Said(
        uid=uid, row=int(uid[1:]), document=f"report {uid}", outlet="The Post", title=None, url=None, published=day,
        kind="direct", act=act, speaker="Ilse Varga", speaker_kind="person", role=None, on_behalf_of=None, actor=None,
        actor_name=None, source="Ilse Varga", cue="said", content=words, contents=(Span(0, len(words), words),),
        start=0, told_to=None, channel=None, said=day if dated else None, state="machine-read", confidence=0.9,
        utterance=utterance,
    )  # fmt: skip


def stand(party: Party, statement: Said, **given: object) -> Position:
    values = {"reports": (), "restates": None} | given
    return Position(
        party, statement, statement.act, "for", statement.day, statement.dated, "told so", leads=True, **values
    )


def board(*lanes: Lane, others: Sequence[tuple[Said, Party | None]] = (), answers: Sequence[Answer] = ()) -> IssueBoard:
    counted = {p.statement.uid: (Counted(p.party, "told so"),) for lane in lanes for p in lane.positions}
    counted |= {one.uid: (Counted(party, "told so"),) if party else () for one, party in others}
    statements = {p.statement.uid: p.statement for lane in lanes for p in lane.positions}
    statements |= {one.uid: one for one, _ in others}
    issue = Issue("ferry", "The ferry", "", "Tess", "2031-04-01T00:00:00Z")
    return IssueBoard(issue, tuple(lanes), (), (), tuple(answers), statements, counted)


days = st.one_of(
    st.none(),
    st.dates().map(str),
    st.sampled_from(["2031", "2031-04", "2031-04-XX", "2031-04-03/2031-04-05", "2031-04-02~"]),
)


@given(st.lists(st.lists(days, min_size=1, max_size=25), min_size=1, max_size=5))
def test_no_mark_lies_on_another_and_all_lie_in_their_lanes_in_order_of_time(told: list[list[str | None]]) -> None:
    number = 0
    lanes = []
    for at, lane in enumerate(told):
        party = Party(f"state:{at}", f"State {at}", "state")
        positions = []
        for day in lane:
            number += 1
            positions.append(stand(party, said(f"u{number}", day)))
        lanes.append(Lane(party, tuple(positions)))
    drawing = draw(board(*lanes))
    assert len(drawing.marks) == number
    places = sorted((mark.x, mark.y) for mark in drawing.marks)
    for at, (x, y) in enumerate(places):
        assert all(abs(x - x2) >= 24 or abs(y - y2) >= 24 for x2, y2 in places[at + 1 :])
        assert 12 <= x <= drawing.width - 12
    for mark in drawing.marks:
        lane = drawing.lanes[mark.lane]
        assert lane.y + 12 <= mark.y <= lane.y + lane.height - 12
    dated = [d for d in drawing.days if on_calendar(d.day)]
    assert [d.x for d in dated] == sorted(d.x for d in dated)
    assert [on_calendar(d.day) for d in dated] == sorted(on_calendar(d.day) for d in dated)


def test_a_mark_is_solid_on_the_day_of_saying_and_open_on_the_day_of_the_report() -> None:
    told, reported = stand(BRENN, said("u1", "2031-04-02")), stand(BRENN, said("u2", "2031-04-05", dated=False))
    solid = {mark.said.uid: mark.solid for mark in draw(board(Lane(BRENN, (told, reported)))).marks}
    assert solid == {"u1": True, "u2": False}


def test_other_words_of_a_party_are_drawn_without_a_stand_and_nobody_s_are_not() -> None:
    lane = Lane(BRENN, (stand(BRENN, said("u1", "2031-04-02")),))
    drawn = draw(
        board(lane, others=[(said("u2", "2031-04-03", "state"), BRENN), (said("u3", "2031-04-03"), None)])
    ).marks
    assert [(mark.said.uid, mark.position is None) for mark in drawn] == [("u1", False), ("u2", True)]


def test_reports_of_one_utterance_are_one_mark_and_one_row_and_their_answers_meet_there() -> None:
    first, again = said("u1", "2031-04-02", utterance=7), said("u2", "2031-04-03", utterance=7)
    reply = said("u3", "2031-04-04", "reject")
    made = board(
        Lane(BRENN, (stand(BRENN, first, reports=("u2",)),)),
        Lane(ORRE, (stand(ORRE, reply),)),
        others=[(again, BRENN)],
        answers=[Answer("u3", "u2", 0.8, "“said no to it”", "record")],
    )
    drawing = draw(made)
    assert [mark.said.uid for mark in drawing.marks] == ["u1", "u3"]
    assert [(arrow.answer, arrow.target) for arrow in drawing.arrows] == [("u3", "u1")]
    rows = rows_of(made, [Member(one, 0.9, 0.9, 0.9) for one in made.statements.values()])
    assert [row.uids for row in rows] == [("u1", "u2"), ("u3",)]
    assert [link.other.uid for link in rows[1].answers] == ["u2"]
    assert [link.other.uid for link in rows[0].answered] == ["u3"]


def test_a_change_stands_before_the_day_that_begins_it() -> None:
    before, after = stand(BRENN, said("u1", "2031-04-02")), stand(BRENN, said("u2", "2031-06-19", "reject"))
    change = Change(BRENN, before, after, after.day, "said", "proposed → rejected")
    drawing = draw(board(Lane(BRENN, (before, after), (change,))))
    (line,), (first, second) = drawing.changes, drawing.marks
    assert first.x < line.x < second.x and line.number == 1
    assert [gap.words for gap in drawing.gaps] == ["3 months"]
    assert drawing.width >= LEAST_WIDTH


def test_of_too_many_marks_and_lanes_the_least_telling_are_left_out_and_counted() -> None:
    lanes = [
        Lane(party, (stand(party, said(f"u{n}", f"2031-04-{n + 1:02d}")),))
        for n, party in enumerate(Party(f"state:{n}", f"State {n}", "state") for n in range(MOST_LANES + 3))
    ]
    drawing = draw(board(*lanes), most=10)
    assert (drawing.left_out, drawing.lanes_left_out) == (MOST_LANES - 10, 3)
    assert [mark.said.uid for mark in drawing.marks] == [f"u{n}" for n in range(MOST_LANES - 10, MOST_LANES)]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Brenn", ("Brenn",)),
        ("Union of Harbour Pilots", ("Union of Harbour", "Pilots")),
        ("Association of the Fishermen of the Northern Sound", ("Association of", "the Fishermen of…")),
        ("Donaudampfschifffahrtsgesellschaft", ("Donaudampfschiff…",)),
    ],
)
def test_a_party_s_name_fits_beside_its_lane(name: str, lines: tuple[str, ...]) -> None:
    assert in_lines(name) == lines
