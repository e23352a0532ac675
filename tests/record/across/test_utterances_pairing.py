"""When two statements are reports of one utterance, and when they are not."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from utterance_reports import BRIDGE, told

from sayso.record.across.utterances.pairing import alike, joint, worth_comparing
from sayso.record.across.utterances.told import keys_of, related
from sayso.record.across.utterances.words import normal, run_keys, words_of
from sayso.spans import Span


def certainty(one, other):
    found = joint(one, other)
    return found and found.certainty


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(BRIDGE, id="identical"),
        pytest.param("“We will not trade one metre of the Sund for a bridge.”", id="trimmed"),
        pytest.param("that she would not trade “one metre of the Sund” for anything", id="quoted in part"),
        pytest.param("“We wo n't trade one meter of the Sund for a bridge”", id="spelt and spaced otherwise"),
        pytest.param(
            "“Whoever drew that map has never stood on the quay. We will not trade one metre for a bridge.”",
            id="run together, in another order",
        ),
    ],
)
def test_the_same_words_of_one_speaker_on_one_day_are_one_utterance(other):
    assert certainty(told(BRIDGE), told(other, "b")) == "sure"


@pytest.mark.parametrize(
    "words",
    ["“No comment,”", "“Yes.”", "“It is true.”", "“We will see what happens.”", "“I think that is right,”", "Kardany"],
)
def test_commonplaces_are_not_joined(words):
    assert joint(told(words), told(words, "b")) is None


def test_names_of_the_subject_alone_join_nothing():
    assert (
        joint(
            told("that Kardany and Aldria would meet in Hallam"), told("Kardany’s claims against Aldria at Hallam", "b")
        )
        is None
    )


def test_a_slogan_of_every_week_is_no_single_utterance():
    slogan = "“Stone by stone we will rebuild the harbour of our fathers,”"
    assert joint(told(slogan, day="2031-04-02"), told(slogan, "b", day="2031-04-09")) is None


def test_days_that_the_reports_give_count_more_than_those_of_the_reports():
    same = "she had “buried the treaty”"
    monday, tuesday = told(same, day="2031-04-07", exact=True), told(same, "b", day="2031-04-08", exact=True)
    assert certainty(monday, told(same, "b", day="2031-04-08")) == "sure"
    assert certainty(monday, tuesday) == "likely"
    assert joint(monday, told(same, "b", day="2031-04-10", exact=True)) is None


def test_days_that_the_reports_get_wrong_do_not_part_a_long_quotation_but_make_it_less_certain():
    one = told(BRIDGE, day="2031-04-02", exact=True, reported="2031-04-03")
    other = told(BRIDGE, "b", day="2031-03-20", exact=True, reported="2031-04-03")
    assert certainty(one, other) == "likely"
    assert (
        joint(
            told("“buried the treaty”", day="2031-04-02", reported="2031-04-03"),
            told("“buried the treaty”", "b", day="2031-03-20", exact=True, reported="2031-04-03"),
        )
        is None
    )


def test_undated_reports_are_joined_by_long_quotations_only_and_less_certainly():
    assert certainty(told(BRIDGE), told(BRIDGE, "b", day=None)) == "likely"
    assert joint(told("she had “buried the treaty”"), told("she had “buried the treaty”", "b", day=None)) is None


def test_two_statements_of_one_report_are_never_joined():
    assert joint(told(BRIDGE), told(BRIDGE, row=2)) is None


def test_long_quotations_are_joined_across_a_disagreement_on_who_spoke_and_it_is_said():
    found = joint(told(BRIDGE), told(BRIDGE, "b", speaker="Tomas Reyl"))
    assert found is not None and found.certainty == "likely" and "different speakers" in found.why
    assert joint(told("“unlawful acts”"), told("“unlawful acts”", "b", speaker="Tomas Reyl")) is None
    # What holds another statement quotes somebody else's words.
    assert joint(told(BRIDGE, outer=True), told(BRIDGE, "b", speaker="Tomas Reyl")) is None


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ({"speaker": "Mara Lindqvist"}, {"speaker": "Lindqvist"}, "same"),
        ({"speaker": "Mara Lindqvist"}, {"speaker": "M. Lindqvist"}, "same"),
        ({"speaker": "Otto Reyl Jr."}, {"speaker": "Otto Reyl"}, "other"),
        ({"speaker": "Pavel Ivanov"}, {"speaker": "Oleg Ivanov"}, "other"),
        ({"speaker": "Mara Lindqvist", "actor": "q1"}, {"speaker": "Mara Lindquist", "actor": "q1"}, "same"),
        ({"speaker": "Mara Lindqvist", "actor": "q1"}, {"speaker": "Lindqvist", "actor": "lindqvist@3f2a"}, "same"),
        ({"speaker": "Mara Lindqvist", "actor": "q1"}, {"speaker": "Mara Lindqvist", "actor": "q2"}, "namesake"),
        ({"speaker": "Mara Lindqvist", "actor": "q1"}, {"speaker": "Tomas Reyl", "actor": "q2"}, "other"),
        ({"speaker": "Ada Holm", "on_behalf_of": "Mara Lindqvist"}, {"speaker": "Mara Lindqvist"}, "kin"),
        ({"speaker": "the ministry", "kind": "organisation"}, {"speaker": "Mara Lindqvist"}, "other"),
        ({"speaker": None, "kind": "unknown"}, {"speaker": "Mara Lindqvist"}, "open"),
        ({"speaker": "an aide", "kind": "anonymous"}, {"speaker": "an aide", "kind": "anonymous"}, "same"),
    ],
)
def test_how_speakers_stand_to_each_other(one, other, how):
    assert related(told("x", **one), told("y", "b", **other)) == how
    assert related(told("y", "b", **other), told("x", **one)) == how


def test_a_spokesman_reports_for_whom_he_speaks_less_certainly():
    assert certainty(told(BRIDGE), told(BRIDGE, "b", speaker="Ada Holm", on_behalf_of="Mara Lindqvist")) == "likely"


def test_meaning_joins_less_certainly_and_only_what_one_speaker_said_of_one_thing():
    one = told("that the harbour talks were buried for good")
    other = told("that there would be no harbour talks any more, being buried", "b")
    assert worth_comparing(one, other)
    found = alike(one, other, 0.9)
    assert found is not None and found.certainty == "likely" and alike(one, other, 0.5) is None
    assert not worth_comparing(one, told("the harbour talks were buried", "b", speaker="Tomas Reyl"))
    assert not worth_comparing(one, told("the harbour talks were buried", "b", day=None))


WORDS = st.lists(
    st.sampled_from(
        [
            "harbour",
            "treaty",
            "bridge",
            "we",
            "will",
            "not",
            "never",
            "the",
            "of",
            "trade",
            "stone",
            "quay",
            "map",
            "Sund",
            "Kardany",
            "again",
        ]
    ),
    min_size=1,
    max_size=24,
)


@given(WORDS, WORDS, st.integers(0, 6), st.booleans(), st.sampled_from(["Mara Lindqvist", "Lindqvist", "Tomas Reyl"]))
def test_order_does_not_matter_and_what_is_joined_shares_a_key(one, other, days, quoted, speaker):
    marks = "“{}”" if quoted else "{}"
    a = told(marks.format(" ".join(one)))
    b = told(marks.format(" ".join(other)), "b", speaker, f"2031-04-0{2 + days}", row=2)
    found, turned = joint(a, b), joint(b, a)
    assert (found and found.certainty) == (turned and turned.certainty)
    if found is not None:
        assert abs(a.day - b.day) <= 3
        assert keys_of(a) & keys_of(b)


@given(st.lists(st.sampled_from("abcdefghij"), min_size=6, max_size=30), st.integers(0, 24), st.data())
def test_wordings_that_share_a_run_of_six_words_share_a_key(words, at, data):
    run = words[min(at, len(words) - 6) :][:6]
    around = data.draw(st.lists(st.sampled_from("klmnop"), max_size=12))
    assert run_keys(words) & run_keys([*around, *run, *around])


@given(st.text(alphabet="aA“”\"'’.U S,\n%1é do n'tcannot", max_size=80))
def test_words_stand_in_the_text_in_order(text):
    if not text:
        return
    words = words_of(text, (Span.of(text, 0, len(text)),))
    assert all(w.start < w.end for w in words)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("do n't", "don’t"), ("can not", "cannot"), ("the U.S. fleet", "the U. S. fleet"), ("25 %", "25 percent"),
        ("organise the labour", "organize the labor"), ("wo n't", "will not"), ("Müller", "Mu\u0308ller"),
        ("1,000", "1000"), ("CANCELLED", "canceled"),
    ],
)  # fmt: skip
def test_spacing_and_spelling_make_no_other_words(one, other):
    assert [w.norm for w in words_of(one, (Span.of(one, 0, len(one)),))] == [
        w.norm for w in words_of(other, (Span.of(other, 0, len(other)),))
    ]


def test_the_pronoun_and_the_state_are_told_apart_by_nothing_but_are_no_evidence():
    assert normal("U.S.") == normal("US")
