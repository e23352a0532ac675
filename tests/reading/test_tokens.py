"""Features, windows and sections: what the network sees of a text, and that every offset leads back to it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Document, Furniture
from sayso.reading.features import token_features
from sayso.reading.network import WEIGHTS
from sayso.reading.quotes import CLOSING, INSIDE, OPENING, OUTSIDE, quotation_states
from sayso.reading.tokens import SECTION, load_tokenizer, tokenize
from sayso.reading.windows import owned_parts, plan_windows


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(WEIGHTS / "tokenizer.json")


def words(document, tokens):
    return [document.text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]


def test_case_quotation_and_breaks_of_a_small_text():
    text = "NATO “Yes” iPhone\n12\n\nend"
    offsets = [(0, 4), (5, 6), (6, 9), (9, 10), (11, 17), (18, 20), (22, 25)]
    assert token_features(text, offsets).tolist() == [
        [2, OUTSIDE, 3],
        [0, OPENING, 0],
        [1, INSIDE, 1],
        [0, CLOSING, 1],
        [3, OUTSIDE, 0],
        [4, OUTSIDE, 2],
        [0, OUTSIDE, 3],
    ]


def test_a_quotation_left_open_ends_with_its_paragraph():
    text = "“We go on,\nhe said.\n\nThen silence."
    states = quotation_states(text)
    assert states[0] == OPENING
    assert states[text.index("said")] == INSIDE
    assert states[text.index("Then")] == OUTSIDE


def test_the_british_genitive_is_no_closing_mark():
    text = "‘The rebels’ offer stands,’ said Orme."
    states = quotation_states(text)
    assert states[text.index("offer")] == INSIDE
    assert states[text.index("said")] == OUTSIDE


@given(st.integers(0, 5000), st.integers(50, 500), st.integers(0, 40))
def test_windows_cover_every_token_and_speak_for_each_once(tokens, longest, overlap):
    windows = plan_windows(tokens, longest, overlap)
    assert all(0 <= a < b <= tokens and b - a <= longest for a, b in windows)
    owned = owned_parts(windows)
    assert [t for a, b in owned for t in range(a, b)] == list(range(tokens))
    assert all(w[0] <= o[0] and o[1] <= w[1] for w, o in zip(windows, owned, strict=True))


def test_no_token_of_an_inner_seam_is_at_a_windows_edge():
    windows = plan_windows(2000, 448, 96)
    for (start, end), (a, b) in zip(windows, owned_parts(windows), strict=True):
        assert a == 0 or a - start >= 40
        assert b == 2000 or end - b >= 40


def test_furniture_yields_no_token_and_parts_its_two_sides(tokenizer):
    text = "He left. ADVERTISEMENT She stayed."
    start = text.index("ADV")
    document = Document(text, furniture=(Furniture(start, start + 13, "advertisement"),))
    (tokens,) = tokenize(document, tokenizer)
    found = words(document, tokens)
    assert found == ["He", "left", ".", "She", "stayed", "."]
    assert tokens.features[found.index("She"), 2] == 3


def test_a_long_text_is_cut_into_sections_at_paragraphs(tokenizer):
    paragraph = "The harbour was quiet and the boats lay still. " * 20
    text = "\n\n".join([paragraph.strip()] * 200)
    document = Document(text)
    sections = list(tokenize(document, tokenizer))
    assert len(sections) > 2
    for section in sections:
        assert section.ends[-1] - section.starts[0] <= SECTION
        assert words(document, section)[0] == "The"
    assert sum(map(len, sections)) == len(tokenizer.encode(text, add_special_tokens=False).ids)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=400))
def test_offsets_are_code_points_in_order_for_any_text(tokenizer, text):
    for section in tokenize(Document(text), tokenizer):
        assert np.all(section.starts[:-1] <= section.starts[1:])
        assert section.starts[0] >= 0
        assert section.ends[-1] <= len(text)
        assert section.features.shape == (len(section), 3)
        assert len(section.ids) == len(section.starts) == len(section.ends)


def test_lone_surrogates_and_nul_are_read_over(tokenizer):
    document = Document("A \ud800 B \x00 C")
    (tokens,) = tokenize(document, tokenizer)
    assert [w for w in words(document, tokens) if w.isalpha()] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Talks stall\n\nThey met.", "Talks stall"),
        ("‘Never again’\n\nThey met.", "‘Never again’"),
        ("They met on Monday.\n\nThey met again.", ""),
        ("Only one line", ""),
        ("A " * 150 + "\n\nThey met.", ""),
    ],
)
def test_the_first_paragraph_is_a_headline_if_short_and_without_a_full_stop(tokenizer, text, headline):
    document = Document(text)
    (tokens,) = tokenize(document, tokenizer)
    inside = tokens.headline
    found = text[tokens.starts[inside][0] : tokens.ends[inside][-1]] if inside.any() else ""
    assert found == headline
