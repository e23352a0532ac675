"""What a person types: terms, phrases, beginnings, either-or, without; and any other signs, which are no error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.words import MOST_TERMS, Term, WordQuery, parse_words, plain_words


def groups(text: str) -> list[list[str]]:
    return [[" ".join(t.words) + ("*" if t.prefix else "") for t in group] for group in parse_words(text).groups]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("territorial exchange", [["territorial"], ["exchange"]]),
        ('"territorial exchange"', [["territorial exchange"]]),
        ("“territorial exchange” now", [["territorial exchange"], ["now"]]),
        ("negotiat*", [["negotiat*"]]),
        ('"cease fire"*', [["cease fire*"]]),
        ("ceasefire OR truce", [["ceasefire", "truce"]]),
        ("a OR b OR c d", [["a", "b", "c"], ["d"]]),
        ("OR peace", [["peace"]]),
        ("peace OR", [["peace"]]),
        ("war or peace", [["war"], ["or"], ["peace"]]),
        ("Müller's", [["muller s"]]),
        ("U.S. state-run", [["u s"], ["state run"]]),
        ('an "open phrase', [["an"], ["open phrase"]]),
        ("*", []),
        ('""', []),
        ("()^:{}+~ NEAR(", [["near"]]),
    ],
)
def test_what_is_typed_is_what_is_meant(typed: str, meant: list[list[str]]) -> None:
    assert groups(typed) == meant


def test_a_word_after_a_hyphen_must_not_be_there() -> None:
    query = parse_words('sanctions -oil -"gas price"')
    assert query == WordQuery(((Term(("sanctions",)),),), (Term(("oil",)), Term(("gas", "price"))))


def test_only_words_that_must_not_be_there_ask_for_nothing() -> None:
    assert not parse_words("-oil -gas")


def test_the_meaning_of_a_query_is_that_of_its_wanted_words() -> None:
    assert parse_words('"land swap" OR exchange* -football').plain == "land swap exchange"


def test_a_query_of_thousands_of_words_is_cut() -> None:
    assert len(parse_words("word " * 5_000).groups) == MOST_TERMS


@given(st.text())
def test_words_are_letters_and_digits_only(text: str) -> None:
    assert all(word and all(ch.isalnum() for ch in word) for word in plain_words(text))
