"""What a stand depends on: the words of "if …", "only when …", "until …" in a statement, exactly as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import ACTS, Act
from sayso.record.across.positions.conditions import conditions
from sayso.spans import Span


def found(words: str, act: Act = "promise") -> list[str]:
    text = f"Tove Almgren said: {words} Nobody answered."
    start = text.index(words)
    spans = conditions(text, [Span(start, start + len(words), words)], act)
    assert all(text[c.span.start : c.span.end] == c.span.exact for c in spans)
    return [c.span.exact for c in spans]


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("“If the pumps run, we will pay.”", "If the pumps run"),
        ("We will pay if the pumps run.", "if the pumps run"),
        ("the mine would open only when the dam is sound", "only when the dam is sound"),
        ("the mine would open, but only if the dam is sound.", "but only if the dam is sound"),
        ("the gates stay shut until the last barge has left the basin.", "until the last barge has left the basin"),
        ("“Not a crate leaves unless the harbour dues are paid,”", "unless the harbour dues are paid"),
        ("it would hand back the archive in exchange for the two pilots", "in exchange for the two pilots"),
        ("it would talk on condition that the drones stay away", "on condition that the drones stay away"),
        ("“As long as there is ice, the ferry stays,”", "As long as there is ice"),
        ("“The day the crews come home, the cranes turn,”", "The day the crews come home"),
        ("The moment our people are safe we will sign.", "The moment our people are safe"),
        ("“No talks without the captain,”", "without the captain"),
    ],
)
def test_the_condition_in_its_exact_words(words: str, condition: str) -> None:
    assert found(words) == [condition]


@pytest.mark.parametrize(
    "words",
    [
        "“Ask me if you like,”",
        "he had asked if the pumps ran",
        "it looked as if the dam would hold",
        "“I don't know if they will come,”",
        "the work lasts until March",
        "the office is open until 6 p.m.",
        "they must come home without conditions",
        "“The day was long and nobody spoke,”",
        "“What if it rains,”",
        "“Few, if any, will stay,”",
    ],
)
def test_words_that_make_no_condition(words: str) -> None:
    assert found(words) == []


def test_a_refusal_tells_of_the_other_side_s_conditions_and_only_its_own_are_its() -> None:
    assert found("an offer to open the dam in exchange for coal", "reject") == []
    assert found("to sign until the drones are gone", "reject") == ["until the drones are gone"]


def test_unless_and_until_hold_only_while_it_is_not_so() -> None:
    text = "We stay until the dam is sound."
    (condition,) = conditions(text, [Span(0, len(text), text)], "promise")
    assert (condition.marker, condition.negated) == ("until", True)


def test_the_conditions_of_one_who_is_quoted_inside_are_not_the_outer_speaker_s() -> None:
    text = "Orla Finch said Bram Osei had offered to sign if the drones left."
    outer = Span.of(text, 16, len(text))
    inner = Span.of(text, text.index("to sign"), len(text))
    assert conditions(text, [outer], "state", [inner]) == ()
    assert [c.span.exact for c in conditions(text, [inner], "propose")] == ["if the drones left"]


@given(
    st.lists(
        st.sampled_from(
            ["if", "unless", "only when", "the dam", "holds", ",", ".", "“", "”", "we will", "until", "the day"]
        ),
        max_size=14,
    ),
    st.sampled_from(ACTS),
)
def test_whatever_is_written_the_words_stand_inside_the_content_and_apart(pieces: list[str], act: Act) -> None:
    words = " ".join(pieces)
    text = f"Orla: {words} end"
    content = Span(6, 6 + len(words), words)
    last = 6
    for condition in conditions(text, [content] if words else [], act):
        assert last <= condition.span.start < condition.span.end <= content.end
        assert text[condition.span.start : condition.span.end] == condition.span.exact
        last = condition.span.end
