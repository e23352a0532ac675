"""How surely a statement bears on an issue: by meaning and words, in and around it; what a person's choices do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from told_reports import network

from sayso.record.across.issues.matching import (
    THRESHOLD,
    Placed,
    refined,
    scores,
    stem,
    stems,
    topic,
    topic_texts,
    trained_threshold,
)
from sayso.record.across.issues.members import spread
from sayso.record.across.issues.values import Said
from sayso.spans import Span

FERRY = ("The ferry to Orre", "whether the ferry across the sound runs in winter")


def scored(about: tuple[str, str], *contents: str, title: str = "News") -> list[float]:
    """The scores of statements that stand in one report, a paragraph each."""
    text = "\n".join(contents)
    vectors = network().vectors(list(contents))
    placed, at = [], 0
    for row, (content, vector) in enumerate(zip(contents, vectors, strict=True)):
        placed.append(Placed(row, content, at, at + len(content), vector))
        at += len(content) + 1
    against = topic(*about, network().vectors(topic_texts(*about)))
    return [s.score for s in scores(against, text, title, placed)]


def test_what_is_on_the_issue_scores_above_and_what_is_not_below() -> None:
    assert scored(FERRY, "the ferry across the sound must run all winter")[0] >= THRESHOLD
    assert scored(FERRY, "the price of potatoes has doubled since spring")[0] < 0.1


def test_other_words_of_the_same_meaning_score_above_words_of_another() -> None:
    sails, potatoes = (
        scored(FERRY, w)[0] for w in ("boats to the island stop when the ice comes", "potatoes are dear")
    )
    assert sails > potatoes


def test_the_same_words_score_more_where_the_report_is_on_the_issue() -> None:
    alone = scored(FERRY, "it stops for good")[0]
    inside = scored(
        FERRY, "the ferry to Orre runs at a loss", "it stops for good", "no ferry in winter", title="Ferry to Orre"
    )[1]
    assert inside > alone


def test_a_report_s_scores_do_not_depend_on_other_reports_or_on_a_vector_that_lacks() -> None:
    against = topic(*FERRY, network().vectors(topic_texts(*FERRY)))
    (score,) = scores(against, "the ferry to Orre", None, [Placed(1, "the ferry to Orre", 0, 17, None)])
    assert 0 < score.score <= 1
    assert score.meaning == 0.0


def test_plurals_tenses_and_filler_words_are_set_aside() -> None:
    assert stems("The ferries are crossing 12 sounds, and they crossed") == ["ferry", "cross", "sound", "cross"]
    assert stem("glass") == "glass"


def test_an_issue_without_description_is_looked_for_by_its_name() -> None:
    assert topic_texts("The ferry", " ") == ["The ferry"]
    assert scored(("Ferry across the sound", ""), "the ferry across the sound")[0] >= THRESHOLD


def test_what_is_like_a_chosen_statement_moves_with_it() -> None:
    vectors = np.eye(3, 8, dtype=np.float32)
    vectors[1] = (0.9 * vectors[0] + 0.436 * np.eye(1, 8, 5)[0]).astype(np.float32)
    base = [0.3, 0.3, 0.3]
    up = refined(base, vectors, vectors[:1], vectors[:0])
    down = refined(base, vectors, vectors[:0], vectors[:1])
    assert up[1] > 0.3 > down[1]
    assert up[2] == down[2] == 0.3


def test_choices_train_the_threshold() -> None:
    assert trained_threshold([], []) == pytest.approx(THRESHOLD, abs=1e-3)
    assert trained_threshold([0.3, 0.35], []) <= 0.3
    assert trained_threshold([], [0.6, 0.7]) > 0.6
    assert 0.2 < trained_threshold([0.5, 0.6], [0.2]) <= 0.5


@given(st.lists(st.floats(0, 1), max_size=6), st.lists(st.floats(0, 1), max_size=6))
def test_a_trained_threshold_leaves_no_more_choices_on_the_wrong_side_than_the_one_that_ships(
    inside: list[float], outside: list[float]
) -> None:
    def wrong(at: float) -> int:
        return sum(s < at for s in inside) + sum(s >= at for s in outside)

    # Rounding to four digits can put a choice that lies on the threshold on either side of it.
    trained = trained_threshold(inside, outside)
    slack = sum(abs(s - trained) < 1e-3 for s in (*inside, *outside))
    assert wrong(trained) <= wrong(THRESHOLD) + slack


def said(uid: str, *, utterance: int | None = None, answers: str | None = None) -> Said:
    return Said(
        uid, int(uid[1:]), "d", None, None, None, None, "direct", "state", "Ilse Varga", "person", None, None, None,
        None, "", "", "", (Span(0, 1, "x"),), 0, None, None, None, "machine-read", 1.0, None, answers, utterance,
    )  # fmt: skip


def test_another_report_of_a_member_s_utterance_bears_on_the_issue_and_so_does_what_answers_it() -> None:
    every = [said("u1", utterance=1), said("u2", utterance=1), said("u3", answers="u2"), said("u4")]
    found, why = spread(every, {"u1": 0.9}, {})
    assert found["u2"] == pytest.approx(0.81)
    assert found["u3"] == pytest.approx(0.75 * 0.81)
    assert found["u4"] == 0.0
    assert "u1" in why["u2"] and "u2" in why["u3"]


def test_nothing_spreads_from_what_a_person_took_out_and_nothing_raises_it() -> None:
    every = [said("u1", utterance=1), said("u2", utterance=1), said("u3", answers="u1")]
    found, _ = spread(every, {"u1": 0.9, "u2": 0.0}, {"u1": 0.0})
    assert (found["u1"], found["u2"], found["u3"]) == (0.0, 0.0, 0.0)
