"""Which statement of another report one answers: by the reports' own account, by what they retell or name."""

from __future__ import annotations

import pytest
from stands import BRENN, ORRE, Dispute, party

from sayso.record.across.answers.linking import answers
from sayso.record.across.answers.values import Judged, Voices
from sayso.record.across.issues.values import Answer

NAMES = {
    "brenn": "state:brenn",
    "the brennish minister": "state:brenn",
    "varga": "name:ilse varga",
    "orre": "state:orre",
}


def linked(dispute: Dispute, *judged: Judged) -> dict[tuple[str, str], Answer]:
    of = {
        s.said.uid: frozenset({f"name:{(s.said.speaker or '').lower()}", *(c.party.key for c in s.counted)})
        for s in dispute.on
    }

    def meant(words: str) -> frozenset[str]:
        key = NAMES.get(words.lower().removesuffix("’s").removesuffix("'s"))
        return frozenset({key}) if key else frozenset()

    found = answers([s.said for s in dispute.on], dispute.texts, dispute.likeness, Voices(of, meant), judged)
    return {(a.answer, a.target): a for a in found}


def test_what_a_report_itself_says_is_taken_over() -> None:
    dispute = Dispute()
    offer = dispute.says("Ilse Varga", "propose", "“Share the quay,”", "2031-04-02", document="a")
    reply = dispute.says("Odo Lenz", "reject", "“Never,”", "2031-04-02", ORRE, document="a", answers=offer)
    assert linked(dispute)[reply, offer].found_by == "report"


def test_what_one_report_gives_as_an_answer_other_reports_of_the_same_two_utterances_answer_too() -> None:
    dispute = Dispute()
    offer = dispute.says("Ilse Varga", "propose", "“Share the quay,”", "2031-04-02", document="a", utterance=1)
    reply = dispute.says("Odo Lenz", "reject", "“Never,”", "2031-04-03", ORRE, document="a", utterance=2, answers=offer)
    again = dispute.says("Odo Lenz", "reject", "“No, never,”", "2031-04-03", ORRE, document="b", utterance=2)
    found = linked(dispute)
    assert set(found) == {(reply, offer), (again, offer)}
    assert found[again, offer].found_by == "record"
    assert "same utterance" in found[again, offer].why


def test_an_offer_that_a_report_only_names_is_found_among_that_party_s_statements_of_the_days_before() -> None:
    dispute = Dispute({frozenset({"halves", "a half quay"}): 0.6})
    offer = dispute.says("Ilse Varga", "propose", "“Let us run it in halves,”", "2031-04-02")
    reply = dispute.says(
        "Odo Lenz", "reject", "Brenn’s offer: a half quay is none", "2031-04-04", ORRE, kind="indirect"
    )
    answer = linked(dispute)[reply, offer]
    assert answer.found_by == "record"
    assert "Brenn’s offer" in answer.why


def test_what_a_report_tells_in_short_is_found_where_another_gives_it_in_full() -> None:
    dispute = Dispute({frozenset({"to divide the quay", "Let us run it"}): 0.7})
    offer = dispute.says("Ilse Varga", "propose", "“Let us run it in halves from May,”", "2031-04-02", document="a")
    told = dispute.says(
        "Ilse Varga", "propose", "to divide the quay", None, reported="2031-04-04", kind="indirect", document="b"
    )
    reply = dispute.says("Odo Lenz", "reject", "“Never,”", "2031-04-04", ORRE, document="b", answers=told)
    answer = linked(dispute)[reply, offer]
    assert answer.found_by == "record"
    assert "tells in short" in answer.why


def test_two_statements_on_one_topic_are_no_answer_by_that_alone() -> None:
    dispute = Dispute({frozenset({"quay"}): 0.9})
    dispute.says("Ilse Varga", "propose", "“Share the quay,”", "2031-04-02")
    dispute.says("Odo Lenz", "reject", "“The quay is ours,”", "2031-04-03", ORRE)
    assert linked(dispute) == {}


@pytest.mark.parametrize("day", ["2031-04-06", "2031-01-02"])
def test_only_what_was_said_before_and_not_long_ago_can_have_been_answered(day: str) -> None:
    dispute = Dispute({frozenset({"halves", "a half quay"}): 0.6})
    dispute.says("Ilse Varga", "propose", "“Let us run it in halves,”", day)
    dispute.says("Odo Lenz", "reject", "Brenn’s offer: a half quay is none", "2031-04-04", ORRE, kind="indirect")
    assert linked(dispute) == {}


def test_where_two_offers_fit_as_well_neither_is_taken() -> None:
    dispute = Dispute({frozenset({"halves", "a half quay"}): 0.6, frozenset({"thirds", "a half quay"}): 0.6})
    dispute.says("Ilse Varga", "propose", "“Let us run it in halves,”", "2031-04-02")
    dispute.says("Bram Osei", "propose", "“Let us run it in thirds,”", "2031-04-02")
    dispute.says("Odo Lenz", "reject", "Brenn’s offer: a half quay is none", "2031-04-04", ORRE, kind="indirect")
    assert linked(dispute) == {}


def test_nobody_answers_their_own_side_s_offer_by_naming_it() -> None:
    dispute = Dispute({frozenset({"halves", "a half quay"}): 0.6})
    dispute.says("Ilse Varga", "propose", "“Let us run it in halves,”", "2031-04-02")
    dispute.says("Bram Osei", "reject", "Brenn’s offer: a half quay is none", "2031-04-04", BRENN, kind="indirect")
    assert linked(dispute) == {}


def test_a_person_s_word_is_always_obeyed() -> None:
    dispute = Dispute()
    offer = dispute.says("Ilse Varga", "propose", "“Share the quay,”", "2031-04-02", document="a")
    reply = dispute.says("Odo Lenz", "reject", "“Never,”", "2031-04-02", ORRE, document="a", answers=offer)
    far = dispute.says("Ada Mohr", "state", "“I saw it coming,”", "2029-01-01", party("Mohr", "person"))
    found = linked(dispute, Judged(reply, offer, False, "Nele", 1), Judged(far, offer, True, "Nele", 2))
    assert set(found) == {(far, offer)}
    answer = found[far, offer]
    assert (answer.confidence, answer.found_by, answer.judgement) == (1.0, "person", 2)


def test_a_judgement_on_statements_that_are_not_there_changes_nothing() -> None:
    dispute = Dispute()
    dispute.says("Ilse Varga", "propose", "“Share the quay,”", "2031-04-02")
    assert linked(dispute, Judged("gone-1", "u1", True, "Nele", 1)) == {}
