"""From pairs to utterances: the same in any order, within a few days, and never against a person's word."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.record.across.utterances.copies import COPY, document_keys, may_be_copies, share_in_common
from sayso.record.across.utterances.copying import originals
from sayso.record.across.utterances.grouping import SPAN, Pair, grouped

DAY = (741_000, 741_000)


def pair(one, other, certainty="sure", score=0.9):
    return Pair(one, other, certainty, score, "")


def test_pairs_hang_together_and_carry_the_least_row():
    days = dict.fromkeys((3, 5, 8, 9), DAY)
    assert grouped(days, [pair(5, 8), pair(3, 5)], []) == {3: 3, 5: 3, 8: 3}


def test_a_slogan_of_every_day_is_no_single_utterance():
    days = {row: (DAY[0] + row, DAY[1] + row) for row in range(10)}
    utterances = grouped(days, [pair(row, row + 1) for row in range(9)], [])
    for number in set(utterances.values()):
        held = [days[row][0] for row, of in utterances.items() if of == number]
        assert max(held) - min(held) <= SPAN


def test_what_is_only_likely_joins_two_utterances_that_hold_without_it_only_where_very_near():
    days = dict.fromkeys(range(1, 6), DAY)
    utterances = grouped(days, [pair(1, 2), pair(3, 4), pair(2, 3, "likely", 0.5), pair(4, 5, "likely", 0.6)], [])
    assert utterances == {1: 1, 2: 1, 3: 3, 4: 3, 5: 3}
    utterances = grouped(days, [pair(1, 2), pair(3, 4), pair(2, 3, "likely", 0.9)], [])
    assert utterances == dict.fromkeys(range(1, 5), 1)


def test_a_persons_word_counts_first():
    days = {1: DAY, 2: DAY, 3: DAY, 4: (DAY[0] + 30, DAY[1] + 30)}
    pairs = [pair(1, 2), pair(2, 3)]
    assert grouped(days, pairs, [(1, 3, False)]) == {1: 1, 2: 1}
    assert grouped(days, pairs, [(2, 3, True), (1, 3, False)]) == {2: 2, 3: 2}
    assert grouped(days, [], [(1, 4, True)]) == {1: 1, 4: 1}
    # One who says that a is b, that b is c, and that a is not c, is held to the last.
    assert grouped(days, [], [(1, 2, True), (2, 3, True), (1, 3, False)]) == {1: 1, 2: 1}


ROWS = st.integers(1, 9)
PAIRS = st.lists(
    st.tuples(ROWS, ROWS, st.sampled_from(["sure", "likely"]), st.sampled_from([0.6, 0.8, 0.9])).filter(
        lambda p: p[0] < p[1]
    ),
    max_size=14,
    unique_by=lambda p: p[:2],
)
JUDGED = st.lists(st.tuples(ROWS, ROWS, st.booleans()).filter(lambda j: j[0] != j[1]), max_size=4)


@given(PAIRS, JUDGED, st.lists(st.integers(0, 6), min_size=9, max_size=9), st.randoms())
def test_utterances_are_the_same_in_whatever_order_pairs_come(pairs, judged, offsets, random):
    days = {row: (DAY[0] + offset, DAY[1]) for row, offset in enumerate(offsets, start=1)}
    given_pairs = [Pair(*p, "") for p in pairs]
    found = grouped(days, given_pairs, judged)
    shuffled = list(given_pairs)
    random.shuffle(shuffled)
    assert grouped(days, shuffled, judged) == found
    last = {frozenset(j[:2]): j[2] for j in judged}
    for both, same in last.items():
        one, other = sorted(both)
        if not same and all(j[2] is False for j in judged if set(j[:2]) == both):
            assert one not in found or found[one] != found.get(other)
    for number in set(found.values()):
        rows = [row for row, of in found.items() if of == number]
        assert number == min(rows) and len(rows) > 1


def body(*sentences):
    return " ".join(
        f"The harbour master of pier {s} told the council that barge {s} would sail by night {s}." for s in sentences
    )


def test_a_text_and_its_trimmed_copy_share_keys_and_nearly_all_of_the_shorter():
    whole = "HALLAM (Wire) — " + body(*range(40))
    trimmed = "From our wires\n\n" + body(*range(12))
    mine, theirs = document_keys(whole), document_keys(trimmed)
    assert may_be_copies(len(mine), len(theirs), len(mine & theirs))
    assert share_in_common(whole, trimmed) > COPY


def test_texts_that_share_a_quotation_alone_are_no_copies():
    quotation = (
        "“We will not trade one metre of the Sund for a bridge, now or ever, nor will those who come after us.” "
    )
    one, other = body(*range(30)) + quotation, quotation + body(*range(100, 130)).replace("harbour master", "mayor")
    assert share_in_common(one, other) < COPY


def test_short_texts_are_never_copies():
    assert document_keys("Nothing to see here.") == set()
    assert share_in_common("Nothing to see here.", "Nothing to see here.") == 0


def test_copies_are_of_the_first_in_time():
    assert originals(["a", "b", "c", "d"], [("b", "a"), ("c", "b")]) == {"b": "a", "c": "a"}
    assert originals(["c", "b", "d"], [("b", "a"), ("c", "b")]) == {"b": "c"}
