"""Stands of the parties over time: what is one, which leads its day, what only says it again, what is a change."""

from __future__ import annotations

import pytest
from stands import BRENN, ORRE, Dispute, lead

from sayso.model import ACTS
from sayso.record.across.positions.contradictions import contradictions
from sayso.record.across.positions.lanes import TAKES_SIDE


@pytest.mark.parametrize("act", ACTS)
def test_only_acts_that_take_a_side_are_stands(act: str) -> None:
    dispute = Dispute()
    dispute.says("Ilse Varga", act, "“the ferry sails on Monday”", "2031-04-02")  # type: ignore[arg-type]
    takes_side = act in {
        *("propose", "accept", "reject", "demand", "promise", "threaten", "deny", "confirm", "accuse", "praise", "want")
    }
    assert bool(dispute.lanes()) == takes_side == (act in TAKES_SIDE)


def test_what_counts_for_no_party_is_nobody_s_stand() -> None:
    dispute = Dispute()
    dispute.says("The Post", "reject", "the plan is folly", "2031-04-02", None, who="author")
    assert dispute.lanes() == {}


def test_every_stand_comes_with_its_statement_day_and_words() -> None:
    dispute = Dispute()
    uid = dispute.says(
        "Ilse Varga", "promise", "“If the ice goes, the ferry sails,”", "2031-04-02", reported="2031-04-03"
    )
    (position,) = dispute.lanes()["Brenn"].positions
    assert (position.statement.uid, position.day, position.dated) == (uid, "2031-04-02", "said")
    assert [c.span.exact for c in position.conditions] == ["If the ice goes"]


def test_a_promise_that_something_stays_shut_goes_against() -> None:
    dispute = Dispute()
    dispute.says("Ilse Varga", "promise", "“The quay will stay closed until they pay,”", "2031-04-02")
    assert dispute.lanes()["Brenn"].positions[0].side == "against"


def test_several_reports_of_one_utterance_are_one_stand_dated_by_the_day_that_any_of_them_gives() -> None:
    dispute = Dispute()
    first = dispute.says(
        "Ilse Varga", "want", "wants the ferry gone", None, reported="2031-04-03", kind="indirect", utterance=7
    )
    second = dispute.says(
        "Ilse Varga", "demand", "“The ferry must go,”", "2031-04-02", reported="2031-04-04", utterance=7
    )
    (position,) = dispute.lanes()["Brenn"].positions
    assert (position.statement.uid, position.reports) == (second, (first,))
    assert (position.act, position.day, position.dated) == ("demand", "2031-04-02", "said")


def test_a_change_is_dated_and_shows_both_statements() -> None:
    dispute = Dispute()
    before = dispute.says("Ilse Varga", "propose", "“We could share the quay,”", "2031-04-02")
    dispute.says("Ilse Varga", "accuse", "“They are late,”", "2031-04-05")
    after = dispute.says("Ilse Varga", "reject", "“We share nothing,”", "2031-04-09")
    (change,) = dispute.lanes()["Brenn"].changes
    assert (change.before.statement.uid, change.after.statement.uid) == (before, after)
    assert (change.day, change.dated, change.what) == ("2031-04-09", "said", "proposed → rejected")


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        (("reject", "“Never,”"), ("propose", "“Let us share,”"), "rejected → proposed"),
        (("reject", "“Never,”"), ("promise", "she was open to a shared quay"), "rejected → open to it"),
        (("accept", "“Good,”"), ("threaten", "“We will tow it away,”"), "accepted → threatened"),
        (("demand", "“Hand over the quay,”"), ("propose", "“Let us share,”"), "demanded → proposed"),
        (("reject", "“Never,”"), ("accept", "“Yes, if they pay,”"), "rejected → accepted (if they pay)"),
        (
            ("demand", "“The barge must leave,”"),
            ("accept", "she would not insist that the barge leave"),
            "demanded → dropped the demand",
        ),
        (("promise", "“The quay stays shut until May,”"), ("accept", "“It opens,”"), "refused → accepted"),
    ],
)  # fmt: skip
def test_changes_in_plain_words(first: tuple[str, str], second: tuple[str, str], what: str) -> None:
    dispute = Dispute()
    dispute.says("Ilse Varga", *first, "2031-04-02")  # type: ignore[arg-type]
    dispute.says("Ilse Varga", *second, "2031-04-09")  # type: ignore[arg-type]
    assert [c.what for c in dispute.lanes()["Brenn"].changes] == [what]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("reject", "demand"),
        ("reject", "threaten"),
        ("propose", "accept"),
        ("propose", "accuse"),
        ("reject", "praise"),
        ("accept", "want"),
        ("propose", "deny"),
    ],
)
def test_acts_that_follow_each_other_without_a_change(first: str, second: str) -> None:
    dispute = Dispute()
    dispute.says("Ilse Varga", first, "“The quay is one thing,”", "2031-04-02")  # type: ignore[arg-type]
    dispute.says("Ilse Varga", second, "“The dues are another,”", "2031-04-09")  # type: ignore[arg-type]
    assert dispute.lanes()["Brenn"].changes == ()


def test_owning_up_to_what_was_denied_is_a_change_only_where_it_is_the_same_thing() -> None:
    for alike, changed in ((0.7, True), (0.2, False)):
        dispute = Dispute({frozenset({"dark", "lamp"}): alike})
        dispute.says("Ilse Varga", "deny", "the ferry was dark", "2031-04-02", kind="indirect")
        dispute.says("Ilse Varga", "confirm", "“Its lamp was out,”", "2031-04-09")
        assert [c.what for c in dispute.lanes()["Brenn"].changes] == ["denied → confirmed"] * changed


def test_what_the_party_held_beside_its_former_stand_is_no_change_when_it_says_it_again() -> None:
    dispute = Dispute({frozenset({"dues", "Dues"}): 0.7})
    dispute.says("Ilse Varga", "propose", "“We could share the quay,”", "2031-04-02", score=0.9)
    dispute.says("Ilse Varga", "reject", "“No dues,”", "2031-04-02", score=0.5)
    dispute.says("Ilse Varga", "reject", "“Dues are out of the question,”", "2031-04-09")
    assert dispute.lanes()["Brenn"].changes == ()


def test_a_spokesman_does_not_lead_where_the_principal_speaks() -> None:
    dispute = Dispute()
    dispute.says("Bram Osei", "reject", "“That was no offer,”", "2031-04-02", role="spokesman for Ilse Varga")
    own = dispute.says("Ilse Varga", "accept", "“It was one,”", "2031-04-02")
    lane = dispute.lanes()["Brenn"]
    assert lead(lane, "2031-04-02").statement.uid == own
    assert lane.latest.statement.uid == own


def test_a_person_who_goes_both_ways_in_a_day_has_not_changed() -> None:
    dispute = Dispute()
    dispute.says("Ilse Varga", "accept", "“We take the first step,”", "2031-04-02")
    dispute.says("Ilse Varga", "accept", "“And the second,”", "2031-04-09", score=0.6)
    dispute.says("Ilse Varga", "promise", "“The quay stays shut until they pay,”", "2031-04-09", score=0.95)
    assert dispute.lanes()["Brenn"].changes == ()


def test_saying_it_again_is_shown_as_that_and_no_new_stand() -> None:
    dispute = Dispute({frozenset({"share the quay", "a shared quay"}): 0.8})
    first = dispute.says("Ilse Varga", "propose", "“We could share the quay,”", "2031-04-02")
    dispute.says("Ilse Varga", "propose", "“I spoke of a shared quay,”", "2031-04-09")
    lane = dispute.lanes()["Brenn"]
    assert [p.restates for p in lane.positions] == [None, first]
    assert [p.statement.uid for p in lane.stands] == [first]


def test_a_new_condition_makes_it_a_new_stand() -> None:
    dispute = Dispute({frozenset({"share the quay"}): 0.9})
    dispute.says("Ilse Varga", "propose", "“We could share the quay,”", "2031-04-02")
    dispute.says("Ilse Varga", "propose", "“We could share the quay if the dues are paid,”", "2031-04-09")
    assert [p.restates for p in dispute.lanes()["Brenn"].positions] == [None, None]


def test_what_a_report_only_tells_of_in_another_s_answer_is_the_stand_that_was_taken_before() -> None:
    dispute = Dispute()
    offer = dispute.says("Ilse Varga", "propose", "“Share the quay,”", "2031-04-02")
    outer = dispute.says(
        "Odo Lenz", "reject", "Brenn’s offer to divide it", "2031-04-05", ORRE, kind="indirect", document="d"
    )
    dispute.says(
        "Brenn", "propose", "to divide it", None, reported="2031-04-05", kind="indirect", who="government",
        document="d", within=outer,
    )  # fmt: skip
    lane = dispute.lanes()["Brenn"]
    assert [p.restates for p in lane.positions] == [None, offer]
    assert [p.day for p in lane.positions if p.leads] == ["2031-04-02"]


def test_words_that_a_rival_puts_into_a_party_s_mouth_are_no_stand_of_it() -> None:
    dispute = Dispute()
    outer = dispute.says("Odo Lenz", "accuse", "“They say they accept everything,”", "2031-04-05", ORRE)
    dispute.says("Brenn", "accept", "accept everything", "2031-04-05", kind="direct", who="government", within=outer)
    assert "Brenn" not in dispute.lanes()


def test_two_voices_of_one_party_on_one_day_are_shown_as_that() -> None:
    dispute = Dispute({frozenset({"quay opens", "opens nothing"}): 0.6})
    dispute.says("Ilse Varga", "promise", "“The quay opens,”", "2031-04-02")
    dispute.says("Bram Osei", "reject", "“She opens nothing,”", "2031-04-02", role="spokesman for Ilse Varga")
    dispute.says("Ilse Varga", "promise", "“The quay opens,”", "2031-04-03")
    lanes = dispute.lanes()
    (found,) = contradictions(tuple(lanes.values()), dispute.likeness, {})
    assert (found.first.statement.name, found.second.statement.name) == ("Ilse Varga", "Bram Osei")
    assert (found.day, found.party) == ("2031-04-02", BRENN)


def test_undated_stands_are_kept_and_lead_to_no_change() -> None:
    dispute = Dispute()
    dispute.says("Ilse Varga", "propose", "“Share it,”", None)
    dispute.says("Ilse Varga", "reject", "“Never,”", None)
    lane = dispute.lanes()["Brenn"]
    assert [p.day for p in lane.positions] == [None, None]
    assert lane.changes == ()


def test_lanes_do_not_depend_on_the_order_in_which_statements_are_given() -> None:
    dispute = Dispute({frozenset({"quay", "dues"}): 0.5})
    dispute.says("Ilse Varga", "propose", "“Share the quay,”", "2031-04-02")
    dispute.says("Bram Osei", "reject", "“No dues,”", "2031-04-02")
    dispute.says("Odo Lenz", "accept", "“Share the quay,”", "2031-04-03", ORRE)
    dispute.says("Ilse Varga", "reject", "“Never,”", "2031-04-09")
    told = dispute.lanes()
    dispute.on.reverse()
    assert dispute.lanes() == told
