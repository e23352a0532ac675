"""Spans of any text: verbatim, joined and subtracted without loss, the same place in JavaScript's count."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.spans import Span, Utf16Index, complement_ranges, merge_ranges, running_offsets

# Any code point, astral ones often.
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("👩‍🚀🇺🇦e\u0301\r\n\0שלום“”")), max_size=60)
RANGES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=12)


@given(TEXTS.filter(bool), st.data())
def test_a_span_holds_the_words_between_its_offsets(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert text[: span.start] + span.exact + text[span.end :] == text


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 6), (9, 12)])
def test_offsets_that_name_no_stretch_of_the_text_are_refused(start, end):
    with pytest.raises(ValueError, match="5 code points"):
        Span.of("Kelm.", start, end)


def test_spans_touch_without_overlapping():
    text = "told reporters"
    told, reporters = Span.of(text, 0, 5), Span.of(text, 5, 14)
    assert not told.overlaps(reporters)
    assert Span.of(text, 4, 6).overlaps(told)
    assert Span.of(text, 0, 14).contains(reporters)
    assert not reporters.contains(Span.of(text, 4, 14))


@given(RANGES)
def test_merged_ranges_cover_the_same_places_and_no_two_touch(ranges):
    merged = merge_ranges(ranges)
    assert {i for a, b in merged for i in range(a, b)} == {i for a, b in ranges for i in range(a, b)}
    assert all(before[1] < after[0] for before, after in pairwise(merged))


@given(RANGES, st.integers(0, 60))
def test_ranges_and_their_complement_share_nothing_and_leave_nothing(ranges, length):
    rest = [i for a, b in complement_ranges(ranges, length) for i in range(a, b)]
    covered = {i for a, b in ranges for i in range(a, b)}
    assert rest == [i for i in range(length) if i not in covered]


@given(TEXTS, st.data())
@example(text="😀a", data=None)
def test_a_utf16_offset_is_the_length_of_what_goes_before_in_utf16_units(text, data):
    offset = len(text) if data is None else data.draw(st.integers(0, len(text)))
    index = Utf16Index(text)
    units = len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
    assert index.to_utf16(offset) == units
    assert index.from_utf16(units) == offset


def test_a_utf16_offset_inside_a_pair_goes_back_to_its_start():
    assert Utf16Index("a😀b").from_utf16(2) == 1


@pytest.mark.parametrize("offset", [-1, 5])
def test_utf16_offsets_outside_the_text_are_refused(offset):
    with pytest.raises(ValueError, match="outside"):
        Utf16Index("a😀b").from_utf16(offset)
    with pytest.raises(ValueError, match="outside"):
        Utf16Index("a😀b").to_utf16(offset)


@given(st.lists(TEXTS, max_size=8))
def test_running_offsets_find_every_piece_in_the_whole(pieces):
    whole, offsets = "".join(pieces), running_offsets(pieces)
    assert [whole[a:b] for a, b in pairwise(offsets)] == pieces
