"""Words are found again in a changed text, or said not to be found; a lookalike is never taken for them."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from sayso.reanchor import Selector
from sayso.spans import Span

COUNCIL = (
    "The council met on Tuesday. “No,” said Ilse Varga to the first motion. The second motion, on the quay, "
    "was put by Tomas Reyl. “No,” said Ilse Varga to the second motion as well, and left the hall."
)


def nth(text: str, words: str, number: int = 0) -> Span:
    at = -1
    for _ in range(number + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words), words)


def test_words_that_moved_as_a_whole_are_found_where_they_are_now() -> None:
    second = nth(COUNCIL, "“No,”", 1)
    changed = "UPDATED 6 May. " + COUNCIL.replace("on Tuesday", "on Tuesday evening")
    assert Selector.of(COUNCIL, second).find(changed) == nth(changed, "“No,”", 1)


def test_one_of_two_lookalikes_is_not_found_when_it_was_the_one_taken_out() -> None:
    first, second = nth(COUNCIL, "“No,”", 0), nth(COUNCIL, "“No,”", 1)
    without_second = COUNCIL[: COUNCIL.index(" The second motion")]
    assert Selector.of(COUNCIL, second).find(without_second) is None
    assert Selector.of(COUNCIL, first).find(without_second) == first


def test_lookalikes_in_the_very_same_surroundings_cannot_be_told_apart() -> None:
    once = "“No,” said Ilse Varga.\n\n"
    text = once * 4
    assert Selector.of(text, nth(text, "“No,”", 1)).find(once + text) is None


def test_a_few_words_that_stand_somewhere_else_now_are_not_taken_for_the_same() -> None:
    text = "Asked about the quay, Bram Osei said only: “Perhaps.” He then left."
    changed = "Orla Finch will sell two of the three ships this year. “Perhaps.” That was all she wrote."
    assert Selector.of(text, nth(text, "“Perhaps.”")).find(changed) is None


def test_a_long_quotation_is_known_by_itself_whatever_stands_around_it() -> None:
    words = "“We never agreed to any of it, and we shall not agree now,”"
    text = f"It went on. {words} said Tomas Reyl."
    changed = f"Tomas Reyl has spoken at last, and this is what he said: {words} Nobody answered."
    assert Selector.of(text, nth(text, words)).find(changed) == nth(changed, words)


def test_words_that_are_gone_are_not_found() -> None:
    assert Selector.of(COUNCIL, nth(COUNCIL, "left the hall")).find(COUNCIL.replace("left", "quit")) is None


# Few letters, so that nearly every word has a lookalike.
few_letters = st.text("ab .", min_size=1, max_size=40)


@given(text=few_letters, before=few_letters, after=few_letters, data=st.data())
def test_what_is_found_is_the_very_words_or_nothing(text: str, before: str, after: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selector = Selector.of(text, Span(start, end, text[start:end]))
    found = selector.find(before + text + after)
    # All of the old text still stands there, so that these words fit at least as well as any other.
    assert found in (None, Span(start + len(before), end + len(before), text[start:end]))


@given(text=few_letters, data=st.data())
def test_in_the_unchanged_text_words_are_found_at_their_place_or_not_at_all(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Selector.of(text, Span(start, end, text[start:end])).find(text) in (None, Span(start, end, text[start:end]))


@given(
    left=st.text("abcdefgh ", min_size=40, max_size=60),
    words=st.text("xyz", min_size=3, max_size=10),
    right=st.text("abcdefgh ", min_size=40, max_size=60),
    inserted=st.text("ijkl ", max_size=30),
)
def test_unique_words_whose_surroundings_stay_are_found(left: str, words: str, right: str, inserted: str) -> None:
    text = left + words + right
    assume(text.count(words) == 1)
    changed = inserted + text
    found = Selector.of(text, Span(len(left), len(left) + len(words), words)).find(changed)
    assert found == Span(len(inserted) + len(left), len(inserted) + len(left) + len(words), words)
