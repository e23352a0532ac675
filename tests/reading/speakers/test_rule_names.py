"""Names by rule: capitals, titles, particles, acronyms, lines in capitals."""

import pytest

from sayso.model import Document, Furniture
from sayso.reading.sentences import paragraph_ranges, sentence_ranges
from sayso.reading.speakers import names_by_rule


def found(text):
    return [(n.span.exact, n.kind) for n in names_by_rule(text)]


def test_names_are_found_without_title_and_possessive_ending():
    assert found("On Monday, Gov. Hal Brandt's plan met Prime Minister Kari Solheim.") == [
        ("Hal Brandt", "person"),
        ("Kari Solheim", "person"),
    ]


def test_a_capital_that_opens_a_sentence_is_no_name_by_itself():
    assert found("However, nothing moved. Critics said so. Yesterday it rained.") == []


@pytest.mark.parametrize(
    "body", ["Department of Health and Human Services", "Federal Bureau of Prisons", "Harbour Trust", "European Union"]
)
def test_a_bodys_name_is_one_name(body):
    assert (body, "organisation") in found(f"A letter from the {body} arrived.")


def test_where_somebody_was_born_is_no_part_of_the_name():
    assert [name for name, _ in found("It helped the South Korean-born Monte Haines.")] == ["Monte Haines"]


def test_places_are_told_from_people():
    assert found("They flew from Saudi Arabia to New York.") == [("Saudi Arabia", "place"), ("New York", "place")]


def test_a_headline_yields_only_names_that_the_text_knows():
    text = "Angry Farmers Rally To Stop Brandt From Closing Market\n\nGov. Hal Brandt met farmers at the market."
    assert [n for n, _ in found(text)] == ["Brandt", "Hal Brandt"]


def test_spans_are_exact():
    text = "Señor Íñigo Ruiz 👍 met Ms. Zoë Ólafs."
    assert all(text[n.span.start : n.span.end] == n.span.exact for n in names_by_rule(text))


def test_sentences_end_where_a_reader_would_end_them():
    text = (
        "Mr. Hale met Sen. J. T. Quill at 5 p.m. on Nov. 3. “Why now?” he asked. “Because,” she said. "
        "It cost $3.5 million. The U.S. Senate agreed."
    )
    document = Document(text)
    assert [text[a:b] for a, b in sentence_ranges(document)] == [
        "Mr. Hale met Sen. J. T. Quill at 5 p.m. on Nov. 3.",
        "“Why now?” he asked.",
        "“Because,” she said.",
        "It cost $3.5 million.",
        "The U.S. Senate agreed.",
    ]


def test_furniture_parts_paragraphs_and_belongs_to_none():
    text = "The dam held.\n\nAdvertisement\n\nThe road did not."
    document = Document(text, furniture=(Furniture(15, 28, "advertisement"),))
    assert [text[a:b] for a, b in paragraph_ranges(document)] == ["The dam held.", "The road did not."]


def test_lines_broken_at_a_fixed_width_are_one_paragraph():
    text = "The dam held through\nthe night, and the\nroad was dry.\n\nBut the bridge\nfell at dawn, a\nwitness said."
    assert len(paragraph_ranges(Document(text))) == 2
