"""Statements within statements: each has its own spans inside the outer one's content."""

import pytest
from tests.reading.told_articles import told


def inner(marked):
    statements = told(marked)
    (outer,) = [s for s in statements if s.within is None]
    return outer, [s for s in statements if s.within == outer.id]


def test_what_a_said_that_b_had_denied():
    outer, (nested,) = inner(
        "<s1>Odile Farrant</s1> <c1>said</c1> <q1>that Piet Dolmen had denied that the crane was broken</q1>."
    )
    assert [s.exact for s in nested.sources] == ["Piet Dolmen"]
    assert "denied" in nested.cues[0].exact
    assert "the crane was broken" in nested.contents[0].exact
    assert outer.contents[0].contains(nested.contents[0])
    assert nested.speaker.name == "Piet Dolmen"


@pytest.mark.parametrize(
    "content",
    [
        "that the quay was safe",
        "that she hoped the quay would open",
        "that the crane had been broken since the storm",
        "a third of the harbour’s traffic",
    ],
)
def test_contents_without_another_speaker_hold_nothing(content):
    _, nested = inner(f"<s1>Odile Farrant</s1> <c1>said</c1> <q1>{content}</q1>.")
    assert nested == []


def test_a_nested_statement_takes_no_words_from_outside():
    outer, nested = inner(
        "<s1>Odile Farrant</s1> <c1>told</c1> the Northern Wire <q1>that Dolmen believes the port is lost</q1>. "
        "Dolmen said nothing."
    )
    for s in nested:
        for span in (*s.sources, *s.cues, *s.contents):
            assert outer.contents[0].contains(span)
