"""Issues that nobody follows yet: what several sides say in several reports, named by their own words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from stands import ORRE, Dispute, party
from told_reports import Told, issues_of, keep, network

from sayso.record.across.issues.suggesting import suggestions
from sayso.record.across.issues.values import Suggestion
from sayso.record.store import Record

POTATO = party("Merchants", "organisation")


def suggested(dispute: Dispute, known: tuple[str, ...] = (), most: int = 8) -> tuple[Suggestion, ...]:
    said = [s.said for s in dispute.on]
    sides = {s.said.uid: [c.party.name for c in s.counted] for s in dispute.on}
    pairs = [(s.uid, s.answers) for s in said if s.answers]
    vectors = network().vectors([s.content for s in said])
    return suggestions(said, vectors, pairs, sides, known, most)


def ferry() -> Dispute:
    dispute = Dispute()
    offer = dispute.says("Ilse Varga", "propose", "we could share the winter ferry to the island", "2031-04-02")
    dispute.says("Odo Lenz", "reject", "Orre will not share the winter ferry", "2031-04-03", ORRE, answers=offer)
    dispute.says("Bram Osei", "demand", "the winter ferry must run every day", "2031-04-04")
    dispute.says("Odo Lenz", "accuse", "they have let the winter ferry rot", "2031-04-05", ORRE)
    others = (
        "potatoes are twice as dear as in spring", "the choir sang for the mayor", "a bridge needs new paint",
        "schools open later on Mondays", "the museum lends its coins", "bees have left the orchard",
        "the clock tower strikes thirteen", "tram tickets are sold by hand", "snow fell on the allotments",
    )  # fmt: skip
    for words in others:
        dispute.says("Tomas Reyl", "accuse", words, "2031-04-06", POTATO)
    return dispute


def test_what_two_sides_say_in_several_reports_is_suggested_by_its_own_words() -> None:
    (found,) = suggested(ferry())
    assert found.name == "winter ferry"
    assert set(found.parties) == {"Brenn", "Orre"}
    assert set(found.statements) == {"u1", "u2", "u3", "u4"}
    assert found.why == "4 statements in 4 reports, 1 of them answers"


def test_it_is_not_named_after_those_who_speak() -> None:
    (found,) = suggested(ferry())
    assert "Orre" not in (found.name, *found.words)


def test_what_an_issue_holds_already_is_not_suggested_again() -> None:
    assert suggested(ferry(), known=("u1", "u2", "u3")) == ()


def test_one_side_alone_or_one_report_alone_has_no_issue_with_anybody() -> None:
    alone = ferry()
    alone.on = [replace(s, counted=alone.on[0].counted) for s in alone.on]
    assert suggested(alone) == ()
    one = ferry()
    one.on = [replace(s, said=replace(s.said, document="d")) for s in one.on]
    assert suggested(one) == ()


def test_where_nobody_takes_a_side_there_is_no_issue() -> None:
    dispute = ferry()
    dispute.on = [replace(s, said=replace(s.said, act="state")) for s in dispute.on]
    assert suggested(dispute) == ()


def test_nothing_at_all_and_no_more_than_asked_for() -> None:
    assert suggestions([], np.zeros((0, 384), dtype=np.float32), [], {}) == ()
    assert suggested(ferry(), most=0) == () or len(suggested(ferry(), most=1)) == 1


def test_suggestions_out_of_a_record_leave_out_what_is_followed(record: Record) -> None:
    reports = [
        Told("The Post", f"2031-04-0{n}", f"Ferry {n}").says(name, act, words, role=f"prime minister of {land}")  # type: ignore[arg-type]
        for n, name, act, words, land in (
            (2, "Ilse Varga", "propose", "“We could share the winter ferry to the island,”", "Brenn"),
            (3, "Odo Lenz", "reject", "“Orre will not share the winter ferry,”", "Orre"),
            (4, "Ilse Varga", "demand", "“The winter ferry must run every day,”", "Brenn"),
            (5, "Odo Lenz", "accuse", "“They have let the winter ferry rot,”", "Orre"),
        )
    ]
    lands = (
        Told("The Mail", "2031-04-06", "Both")
        .says("Brenn", "state", "“We have read it,”", who="government")
        .says("Orre", "state", "“We have seen it,”", who="government")
    )
    keep(record, *reports, lands)
    issues = issues_of(record)
    (found,) = issues.suggestions()
    assert "ferry" in found.name
    issues.add(found.name, " ".join(found.words), author="Nele")
    assert issues.suggestions() == ()
