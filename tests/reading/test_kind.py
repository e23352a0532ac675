"""Kind of a statement: do its words stand inside quotation marks?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.kind import kind_of
from sayso.spans import Span


def spans(text: str, *pieces: str) -> list[Span]:
    return [Span.of(text, text.index(p), text.index(p) + len(p)) for p in pieces]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("“We will not move,” Orla Venn said.", "“We will not move,”"),
        ("“We will not move,” Orla Venn said.", "We will not move"),
        ('"We will not move," Orla Venn said.', "We will not move,"),
        ("‘We won’t move from the miners’ valley,’ Orla Venn said.", "We won’t move from the miners’ valley"),
        ("'We won't move from the miners' valley,' Orla Venn said.", "We won't move from the miners' valley"),
        ("«We will not move», said Orla Venn.", "We will not move"),
        ("“He told me ‘never’ twice,” Venn said.", "He told me ‘never’ twice"),
        ('"He told me "never" twice," Venn said.', 'He told me "never" twice'),
        ("Venn: ‘The ’90s are over,’ she said.", "The ’90s are over"),
    ],
)
def test_words_wholly_inside_marks_of_any_style_are_direct(text: str, piece: str) -> None:
    assert kind_of(text, spans(text, piece)) == "direct"


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Venn said the dockers’ union won’t move.", "the dockers’ union won’t move"),
        ("Venn said the dockers' union won't move 'em.", "the dockers' union won't move 'em"),
        ("“Enough,” said Venn, who added that the port is shut.", "the port is shut"),
        ('"Enough," said Venn. She added that the port is shut. "Go home."', "the port is shut"),
        ("In the ’90s, Venn said, the dockers’ port was open.", "the dockers’ port was open"),
    ],
)
def test_words_outside_all_marks_are_indirect(text: str, piece: str) -> None:
    assert kind_of(text, spans(text, piece)) == "indirect"


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Venn called the offer “an insult” to Marrow Bay.", "the offer “an insult” to Marrow Bay"),
        ("Venn called the offer 'an insult' to Marrow Bay.", "the offer 'an insult' to Marrow Bay"),
        ("Venn called the offer «an insult» to Marrow Bay.", "the offer «an insult» to Marrow Bay"),
    ],
)
def test_some_words_inside_are_mixed(text: str, piece: str) -> None:
    assert kind_of(text, spans(text, piece)) == "mixed"


def test_a_split_quotation_is_direct_when_every_piece_is() -> None:
    text = "“The port,” Venn said, “is shut.”"
    assert kind_of(text, spans(text, "“The port,”", "“is shut.”")) == "direct"


def test_a_quoted_piece_and_a_told_piece_are_mixed() -> None:
    text = "“The port is shut,” Venn said, adding that ships would be turned away."
    assert kind_of(text, spans(text, "“The port is shut,”", "ships would be turned away")) == "mixed"


def test_paragraphs_under_reopened_marks_are_all_inside() -> None:
    text = "“The port is shut.\n\n“It stays shut.\n\n“Go home.” Venn left."
    assert kind_of(text, spans(text, "The port is shut.\n\n“It stays shut.\n\n“Go home.")) == "direct"
    assert kind_of(text, spans(text, "Venn left")) == "indirect"


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"])
def test_a_quotation_that_only_closes_began_with_its_paragraph(gap: str) -> None:
    text = f"Venn spoke at length.{gap}It stays shut, and that is that,” she said.{gap}Rain fell."
    assert kind_of(text, spans(text, "It stays shut, and that is that")) == "direct"
    assert kind_of(text, spans(text, "Rain fell")) == "indirect"


def test_a_missing_closing_mark_does_not_swallow_the_next_paragraph() -> None:
    text = '"The port is shut, Venn said.\n\nShe added that ships would be turned away.\n\n"Go home," she said.'
    assert kind_of(text, spans(text, "ships would be turned away")) == "indirect"
    assert kind_of(text, spans(text, "Go home")) == "direct"


def test_a_missing_closing_mark_does_not_turn_the_next_quotation_inside_out() -> None:
    text = '"The port is shut, Venn said. "Go home," she said, and left.'
    assert kind_of(text, spans(text, "Go home")) == "direct"
    assert kind_of(text, spans(text, "and left")) == "indirect"


MARKS = st.text(alphabet="ab s\n.,“”‘’'\"«»\u0301\U0001f600", max_size=60)


@given(MARKS, st.data())
def test_any_text_has_a_kind_and_marks_alone_decide_it(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    kind = kind_of(text, [Span.of(text, start, end)])
    if not any(mark in text for mark in "“”‘’'\"«»"):
        assert kind == "indirect"
    pieces = {kind_of(text, [Span.of(text, at, at + 1)]) for at in range(start, end) if text[at].isalnum()}
    if kind == "direct":
        assert pieces == {"direct"}
