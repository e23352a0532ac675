"""Where it was said: outlet, channel and addressee, and how far they reach."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.reading.told_articles import told

from sayso.errors import InstallationError
from sayso.reading.circumstances.carrier import Carrier, shipped_carrier
from sayso.reading.circumstances.mentions import CARRIED
from sayso.reading.circumstances.pairs import FEATURES, GATES, Pairs


def test_told_an_agency_names_the_outlet():
    (s,) = told("<q1>The quay will stay open</q1>, <s1>Odile Farrant</s1> <c1>told</c1> the Northern Wire news agency.")
    assert s.outlet == "Northern Wire"


def test_the_day_behind_an_outlet_is_no_part_of_its_name():
    (s,) = told(
        "<s1>Odile Farrant</s1> <c1>told</c1> the state news agency Kardinform on Sunday <q1>that they stay</q1>."
    )
    assert (s.outlet, s.said) == ("Kardinform", "2024-03-10")


def test_an_interview_reaches_over_what_else_was_said_in_it():
    first, second, third = told(
        "<s1>Odile Farrant</s1> <c1>said</c1> in an interview with The Severell Times <q1>that Kelm stays</q1>.\n\n"
        "<s2>She</s2> <c2>added</c2> <q2>that the port had no price</q2>.\n\n"
        "<q3>“Not one quay,”</q3> <s3>Farrant</s3> <c3>said</c3>."
    )
    assert [s.outlet for s in (first, second, third)] == ["The Severell Times"] * 3
    assert [s.channel for s in (first, second, third)] == ["interview"] * 3


def test_another_speaker_does_not_take_the_interview_over():
    _, other = told(
        "<s1>Odile Farrant</s1> <c1>told</c1> The Severell Times <q1>that Kelm was not for sale</q1>.\n\n"
        "<s2>Piet Dolmen</s2> <c2>disagreed, saying</c2> <q2>that everything was</q2>."
    )
    assert other.outlet is None


def test_an_interview_is_its_interviewers_occasion_too():
    first, second = told(
        "<s1>Odile Farrant</s1> <c1>told</c1> CNN’s Ada Stone <q1>that Kelm was not for sale</q1>.\n\n"
        "<q2>“Not even the old quay?”</q2> <s2>Stone</s2> <c2>asked</c2>."
    )
    assert (first.outlet, second.outlet) == ("CNN", "CNN")


def test_the_country_ahead_of_an_outlet_is_no_part_of_its_name():
    (s,) = told("<s1>Odile Farrant</s1> <c1>told</c1> Germany’s Bild <q1>that Kelm stays</q1>.")
    assert s.outlet == "Bild"


def test_who_is_named_behind_an_agency_is_no_outlet():
    (s,) = told(
        "In comments carried by the TASS news agency, <s1>Odile Farrant</s1> <c1>said</c1> <q1>that Kelm stays</q1>."
    )
    assert s.outlet == "TASS"


def test_the_publishing_outlet_is_never_taken_for_it():
    (s,) = told("<s1>Odile Farrant</s1> <c1>told</c1> the Kelm Courier <q1>that the quay was safe</q1>.")
    assert s.outlet is None


@pytest.mark.parametrize("platform", ["Twitter", "Facebook", "X"])
def test_a_platform_is_a_channel_and_no_outlet(platform):
    (s,) = told(f"<q1>“We stay,”</q1> <s1>Odile Farrant</s1> <c1>wrote</c1> on {platform}.")
    assert (s.channel, s.outlet) == ("social media", None)


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("at a news conference", "press conference"),
        ("in a letter to the council", "letter"),
        ("in a speech in Kelm", "speech"),
        ("in a written statement", "written statement"),
        ("at a rally in Kelm", "rally"),
        ("in her memoir", "document"),
        ("in a statement carried by state media", "written statement"),
    ],
)
def test_the_channel_as_the_article_names_it(words, channel):
    (s,) = told(f"<s1>Odile Farrant</s1> <c1>said</c1> {words} <q1>that the quay was safe</q1>.")
    assert s.channel == channel


def test_whom_it_was_said_to_when_that_is_no_outlet():
    (s,) = told("<s1>Odile Farrant</s1> <c1>told</c1> lawmakers <q1>that the quay was safe</q1>.")
    assert (s.addressee, s.outlet) == ("lawmakers", None)


def test_what_is_added_is_said_to_the_same_people():
    _, second = told(
        "<s1>Odile Farrant</s1> <c1>told</c1> lawmakers <q1>that the quay was safe</q1>. "
        "<s2>She</s2> <c2>added</c2> <q2>that it was old</q2>."
    )
    assert second.addressee == "lawmakers"


def test_in_a_transcript_the_questions_are_put_to_the_guest():
    statements = told(
        "The talk on Northern Radio went on.\n\n"
        "<s1>STONE</s1><c1>:</c1> <q1>Is the quay safe?</q1>\n\n<s2>FARRANT</s2><c2>:</c2> <q2>It is.</q2>\n\n"
        "<s3>STONE</s3><c3>:</c3> <q3>Who says so?</q3>\n\n<s4>FARRANT</s4><c4>:</c4> <q4>Two engineers do.</q4>"
    )
    assert [s.addressee for s in statements] == ["FARRANT", None, "FARRANT", None]


def test_nothing_is_guessed():
    (s,) = told("<s1>Odile Farrant</s1> <c1>said</c1> <q1>that the quay was safe</q1>.")
    assert (s.outlet, s.channel, s.addressee) == (None, None, None)


def test_each_setting_says_why():
    (s,) = told("<q1>The quay will stay open</q1>, <s1>Odile Farrant</s1> <c1>told</c1> the Northern Wire news agency.")
    (why,) = [e for e in s.explanations if e.field == "outlet"]
    assert "Northern Wire" in why.why
    assert 0 < why.confidence <= 1


@given(st.data(), st.integers(1, 4), st.integers(1, 5))
def test_the_shares_of_one_sides_mentions_and_of_nothing_make_one(data, statements, mentions):
    numbers = st.floats(-3, 3, width=32)
    evidence = Pairs(
        data.draw(arrays(np.float64, (statements, mentions, len(FEATURES)), elements=numbers)),
        data.draw(arrays(np.int64, (statements, mentions), elements=st.integers(0, len(GATES) - 1))),
        data.draw(arrays(np.int64, (mentions,), elements=st.integers(0, len(CARRIED) - 1))),
        data.draw(arrays(np.bool_, (mentions,))),
    )
    shares = shipped_carrier().shares(evidence)
    assert (shares >= 0).all()
    for side in range(len(CARRIED)):
        assert (shares[:, evidence.dimension == side].sum(1) <= 1 + 1e-9).all()
    assert not shares[~evidence.possible].any()


def test_more_likely_is_more_confident():
    carrier = shipped_carrier()
    confidences = [carrier.confidence(share) for share in (0.0, 0.3, 0.6, 0.9, 1.0)]
    assert confidences == sorted(confidences)
    assert all(0 <= c <= 1 for c in confidences)


def test_damaged_weights_are_named(tmp_path):
    broken = tmp_path / "circumstances.npz"
    broken.write_bytes(b"no archive")
    with pytest.raises(InstallationError, match=r"circumstances\.npz.*reinstall sayso"):
        Carrier.load(broken)


def test_weights_of_other_features_are_refused(tmp_path):
    path = tmp_path / "circumstances.npz"
    np.savez(path, weights=np.zeros((3, 2, 1)), least=np.zeros(3), calibration=np.array([1.0, 0.0]))
    with pytest.raises(InstallationError, match="do not fit"):
        Carrier.load(path)
