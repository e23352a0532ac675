"""Whose side a statement counts for, from roles, whom a spokesperson speaks for, and what other reports say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from told_reports import Told, keep

from sayso.record.across.issues.said import said_where
from sayso.record.across.issues.scoring import keep_clues
from sayso.record.across.issues.values import Counted
from sayso.record.across.parties.loading import Atlas, load_parties
from sayso.record.across.parties.offices import body_led, holds_state_office, is_bare_office
from sayso.record.store import Record, open_record
from sayso.record.tables import statements

ATLAS = Atlas(("France", "Germany"), {"French": "France", "German": "Germany"}, {"Paris": "France"})


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """On one store: what is loaded is the same on both, and what follows from it is pure."""
    with open_record(tmp_path / "record.db") as opened:
        yield opened


def sides(record: Record, *reports: Told, clues: bool = True) -> dict[str, list[Counted]]:
    """For whom each statement of the reports counts, by its content."""
    keep(record, *reports)
    if clues:
        with record.writing_connection() as connection:
            keep_clues(connection, [r.reading().document.id for r in reports])
    with record.reading_connection() as connection:
        said = said_where(connection, select(statements.c.id))
        parties = load_parties(connection, said, ATLAS)
        return {s.content: list(parties.of(s)) for s in said}


def only(record: Record, *reports: Told) -> str:
    """The one side that the first statement counts for."""
    (counted,) = next(iter(sides(record, *reports).values()))
    return f"{counted.party.kind} {counted.party.name}"


KNOWN = Told("Post", "2031-04-01").says("Kardany", "state", "“We are ready,”", who="government")


@pytest.mark.parametrize(
    ("role", "side"),
    [
        ("foreign minister of Kardany", "state Kardany"),
        ("Kardanian foreign minister", "state Kardany"),
        ("Kardany’s president", "state Kardany"),
        ("spokeswoman for the Kardanian government", "state Kardany"),
        ("French defence minister", "state France"),
        ("commander of the Kardanian coast guard", "state Kardany"),
        ("former foreign minister of Kardany", "person Sabir Orlan"),
        ("opposition lawmaker in Kardany", "person Sabir Orlan"),
        ("professor of law in Kardany", "person Sabir Orlan"),
        ("leader of the opposition Coast Party", "organisation Coast Party"),
        ("chairman of the Fishermen's Association", "organisation Fishermen's Association"),
        ("a fisherman", "person Sabir Orlan"),
    ],
)
def test_an_office_speaks_for_its_state_or_body_and_everybody_else_for_themselves(
    record: Record, role: str, side: str
) -> None:
    assert only(record, Told("Post", "2031-04-02").says("Sabir Orlan", "state", "“No,”", role=role), KNOWN) == side


def test_a_spokesperson_s_statement_counts_for_the_side_that_they_speak_for(record: Record) -> None:
    president = Told("Post", "2031-04-01").says("Davit Zhelkan", "state", "“Wait,”", role="president of Kardany")
    voice = Told("Mail", "2031-04-02").says(
        "Ferid Halmazi", "reject", "“Never,”", role="spokesman of the president", behalf="Davit Zhelkan"
    )
    found = sides(record, president, voice, KNOWN)
    (counted,) = found["“Never,”"]
    assert (counted.party.key, counted.party.kind) == ("state:kardany", "state")
    assert "speaks for Davit Zhelkan" in counted.why
    assert counted.evidence is not None, "the statement that shows whose president he is"


def test_what_one_report_says_of_an_office_counts_in_another_that_names_the_person_alone(record: Record) -> None:
    told = Told("Post", "2031-04-01").says("Sabir Orlan", "state", "“First,”", role="foreign minister of Kardany")
    bare = Told("Mail", "2031-04-02").says("Sabir Orlan", "state", "“Second,”")
    assert sides(record, told, bare, KNOWN)["“Second,”"][0].party.name == "Kardany"


def test_words_near_a_name_in_a_report_tell_of_the_office_too(record: Record) -> None:
    report = (
        Told("Post", "2031-04-01")
        .line("Kardany’s foreign minister, Sabir Orlan, came late.")
        .says("Sabir Orlan", "state", "“I know,”")
    )
    (counted,) = sides(record, report, KNOWN)["“I know,”"]
    assert counted.party.name == "Kardany"
    assert "a report calls them" in counted.why


def test_a_seat_of_power_speaks_for_its_state(record: Record) -> None:
    told = (
        Told("Post", "2031-04-01")
        .line("Officials at the Citadel, the seat of the Kardanian presidency, were silent.")
        .says("the Citadel", "reject", "“No,”", who="government")
    )
    french = Told("Mail", "2031-04-02").says("Paris", "accept", "“Yes,”", who="government")
    found = sides(record, told, french, KNOWN)
    assert found["“No,”"][0].party.name == "Kardany"
    assert found["“Yes,”"][0].party.name == "France"


def test_a_ministry_counts_for_its_state(record: Record) -> None:
    report = Told("Post", "2031-04-01").says("Kardanian foreign ministry", "demand", "“Now,”", who="organisation")
    assert only(record, report, KNOWN) == "state Kardany"


def test_an_outlet_that_calls_one_state_s_ministers_simply_ministers_is_at_home_there(record: Record) -> None:
    reports = [
        Told("Kardinform", "2031-04-01").says("Sabir Orlan", "state", "“One,”", role="foreign minister"),
        Told("Kardinform", "2031-04-02").says("Davit Zhelkan", "state", "“Two,”", role="president"),
        Told("Mail", "2031-04-02").says("Sabir Orlan", "state", "“Three,”", role="foreign minister of Kardany"),
        Told("Mail", "2031-04-02").says("Davit Zhelkan", "state", "“Four,”", role="president of Kardany"),
        Told("Kardinform", "2031-04-03").says("Lena Marou", "state", "“Five,”", role="transport minister"),
        Told("Mail", "2031-04-03").says("Ivo Brandt", "state", "“Six,”", role="transport minister"),
    ]
    found = sides(record, *reports, KNOWN)
    assert found["“Five,”"][0].party.name == "Kardany"
    assert "Kardinform" in found["“Five,”"][0].why
    assert found["“Six,”"][0].party.name == "Ivo Brandt", "the Mail is at home nowhere that it shows"


@pytest.mark.parametrize("who", ["author", "unknown", "outlet", "document"])
def test_a_report_s_own_voice_and_papers_are_nobody_s_side(record: Record, who: str) -> None:
    report = Told("Post", "2031-04-01").says("The Post", "reject", "“Folly,”", who=who)  # type: ignore[arg-type]
    assert sides(record, report)["“Folly,”"] == []


def test_unnamed_officials_are_nobody_s_unless_they_speak_for_somebody(record: Record) -> None:
    report = (
        Told("Post", "2031-04-01")
        .says("a senior official", "reject", "“Perhaps,”", who="anonymous", role="senior official")
        .says("A spokesman", "reject", "“No,”", who="anonymous", role="spokesman for the Kardanian coast guard")
    )
    found = sides(record, report, KNOWN)
    assert found["“Perhaps,”"] == []
    assert found["“No,”"][0].party.name == "Kardany"


def test_joint_speakers_count_for_each_side(record: Record) -> None:
    reports = [
        Told("Post", "2031-04-01").says("Sabir Orlan", "state", "“One,”", role="foreign minister of Kardany"),
        Told("Post", "2031-04-01").says("Maud Perrin", "state", "“Two,”", role="French foreign minister"),
        Told("Post", "2031-04-02").says("Sabir Orlan and Maud Perrin", "demand", "“Both,”", who="group"),
        Told("Post", "2031-04-02").says("residents and shopkeepers", "demand", "“All,”", who="group"),
    ]
    found = sides(record, *reports, KNOWN)
    assert sorted(c.party.name for c in found["“Both,”"]) == ["France", "Kardany"]
    assert found["“All,”"] == []


def test_two_spokesmen_who_speak_for_each_other_end_nowhere(record: Record) -> None:
    report = (
        Told("Post", "2031-04-01")
        .says("Ada Mohr", "state", "“One,”", role="spokeswoman for Bo Lind", behalf="Bo Lind")
        .says("Bo Lind", "state", "“Two,”", role="spokesman for Ada Mohr", behalf="Ada Mohr")
    )
    assert {c.party.kind for side in sides(record, report).values() for c in side} == {"person"}


def test_roles_that_speak_for_a_state_and_such_that_do_not() -> None:
    assert holds_state_office("deputy prime minister of Brenn")
    assert not holds_state_office("shadow foreign minister")
    assert is_bare_office("the foreign minister") and is_bare_office("Minister of Foreign Affairs")
    assert not is_bare_office("foreign minister of Brenn")
    assert body_led("spokesman for the Harbour Workers' Union") == "Harbour Workers' Union"
    assert body_led("former leader of the Coast Party") is None
