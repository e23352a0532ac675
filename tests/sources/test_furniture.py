"""What of a text is page apparatus, and what only looks like it and is reporting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.sources.furniture import find_furniture


def marked(text, title=None):
    return [(f.kind, text[f.start : f.end]) for f in find_furniture(text, title)]


ARTICLE = """The harbour board of Vareholm has ruled out a merger, its chair, Ilse Tamm, told the Severin Courier.

“There is nothing to merge,” Tamm said.

{}

The board meets again in May. Its members said they would not wait for the state."""


def test_an_advertisement_line_is_marked_each_time_it_stands():
    text = ARTICLE.format("Advertisement") + "\n\nADVERTISEMENT\n"
    assert marked(text) == [("advertisement", "Advertisement"), ("advertisement", "ADVERTISEMENT")]


def test_a_card_that_shows_its_headline_before_and_after_the_label_is_marked_whole_with_its_blurb():
    card = (
        "Ferry Strike Enters Second Week\nOther Topics of Interest\n\nFerry Strike Enters Second Week\n\n"
        "Crews are holding out for more pay. The company has hired a mediator, people close to the talks say."
    )
    assert marked(ARTICLE.format(card)) == [("teaser", card)]


def test_without_the_repeated_headline_the_paragraph_after_a_teaser_is_reporting():
    text = ARTICLE.format("Read also\n\nFerry Strike Enters Second Week")
    assert marked(text) == [("teaser", "Read also\n\nFerry Strike Enters Second Week")]


def test_a_blurb_that_is_cut_short_belongs_to_the_teaser():
    card = "Read also:\n\nFerry Strike Enters Second Week\n\nCrews are holding out for more pay while the company …"
    assert marked(ARTICLE.format(card)) == [("teaser", card)]


def test_a_blurb_tied_to_its_headline_by_words_of_its_own_belongs_to_the_teaser():
    card = "See also\n\nFerry Strike Enters Second Week\n\nThe strike of the ferry crews shows no sign of ending."
    assert marked(ARTICLE.format(card)) == [("teaser", card)]


def test_a_list_of_headlines_under_a_label_is_marked_to_its_end():
    block = "Most read\n\nFerry Strike Enters Second Week\nWho Owns the Old Customs House?\nStorm Closes the Coast Road"
    assert marked(ARTICLE.format(block)) == [("teaser", block)]


def test_a_label_alone_is_marked_and_the_paragraph_after_it_is_not():
    assert marked(ARTICLE.format("Read more:")) == [("teaser", "Read more:")]


def test_a_quoted_paragraph_is_never_a_teaser_headline():
    text = "Related\n\n“We will appeal,” Tamm said\n\nShe gave no date."
    assert marked(text) == [("teaser", "Related")]


def test_the_reports_own_headline_is_no_teaser():
    text = "More news\nVareholm Board Rules Out Merger\n\nThe harbour board has ruled out a merger."
    assert marked(text, title="Vareholm Board Rules Out Merger") == [("teaser", "More news")]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("advertisement", "Article continues below"),
        ("advertisement", "Advertisement - scroll to continue"),
        ("teaser", "READ MORE: Ferry strike enters second week"),
        ("teaser", "Related: Who owns the old customs house?"),
        ("teaser", "More: Storm closes the coast road, and nobody knows for how long"),
        ("teaser", "Ferry strike enters second week as crews hold out Read more"),
        ("share", "Share on Facebook"),
        ("share", "Facebook Twitter WhatsApp Email"),
        ("share", "Follow Jon Reve on Twitter @jonreve_vh"),
        ("share", "Follow us on Instagram and Telegram"),
        ("newsletter", "Sign up for our daily newsletter"),
        ("newsletter", "Get the day’s news from the coast delivered to your inbox"),
        ("newsletter", "Enter your email address:"),
        ("credit", "Photo: Marit Lund/AFP"),
        ("credit", "(Getty Images)"),
        ("credit", "Marit Lund / Reuters"),
        ("credit", "Marit Lund via Getty Images."),
        ("credit", "Harbour workers gather at the gates in Vareholm on Friday. (Marit Lund/Reuters)"),
        ("credit", "© 2024 Severin Courier. All rights reserved."),
        ("correction-notice", "To suggest a correction or clarification, write to us here"),
        ("correction-notice", "You can also highlight the text and press Ctrl + Enter"),
        ("correction-notice", "Found a mistake? Select it and press Ctrl+Enter"),
        ("navigation", "Home > News > Coast"),
        ("navigation", "Skip to main content"),
        ("navigation", "We use cookies to improve your experience."),
        ("navigation", "4 min read"),
        ("byline", "By Ilse Tamm"),
        ("byline", "By Jon Reve and Marit Lund, Severin Courier"),
        ("byline", "VAREHOLM (AP) —"),
        ("byline", "Updated: 12 March 2024, 14:05"),
        ("byline", "(Reporting by Jon Reve; Editing by Marit Lund)"),
        ("byline", "Marit Lund contributed to this report."),
    ],
)
def test_a_line_of_apparatus_is_marked_with_its_kind(kind, line):
    text = ARTICLE.format(line)
    assert marked(text) == [(kind, line)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "By winning the vote in Severin, Tamm secured the chair for four years.",
        "By Monday, the crews had gone home.",
        "Read also the small print, Tamm told members.",
        "Share prices fell on Monday, the bank said.",
        "Follow the money, the auditor said, and you will find the ferry company.",
        "Photographs of the meeting show Tamm leaving early, according to the Courier.",
        "Advertisements for the merger ran for weeks, the board complained.",
        "“Sign up or leave,” the captain told his crew.",
        "Related companies are not part of the deal, she said.",
        "Correction of the register will take a year, the clerk said.",
        "Source of the leak was a member of the board, Tamm said.",
        "More: that is what the crews demand.",
        "Most read the letter before the vote and said they agreed.",
        "The Courier corrected its report: an earlier version misspelled the name of Jon Reve.",
        "Reuters reported on Friday that the ferry company was for sale.",
        "Tamm wrote on Twitter that she would not resign.",
        "VAREHOLM (AP) — The harbour board has ruled out a merger.",
        "She said the newsletter had gone to every member.",
        "Cookies were served, and nobody said a word.",
        "Updated figures will be published in May, the ministry said.",
    ],
)
def test_reporting_that_looks_like_apparatus_is_left_alone(paragraph):
    assert marked(ARTICLE.format(paragraph)) == []


def test_the_offsets_are_code_points_whatever_the_line_ends():
    text = "👩‍👩‍👧 Tamm said no.\r\n\r\nAdvertisement\r\n\r\nNothing more.\r\n"
    assert marked(text) == [("advertisement", "Advertisement")]


LINES = st.sampled_from(
    ["Advertisement", "Read also", "Other Topics of Interest", "A Headline of Its Own", "", "By Ilse Tamm",
     "Photo: Marit Lund/AFP", "She said no.", "“Never,” he said.", "Related: Old News Again", "👩‍👧 text …", "\t"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=300), st.lists(LINES, max_size=30).map("\n".join)))
def test_furniture_is_in_order_disjoint_inside_the_text_and_free_of_blanks_at_its_edges(text):
    at = 0
    for furniture in find_furniture(text):
        assert at <= furniture.start < furniture.end <= len(text)
        exact = text[furniture.start : furniture.end]
        assert exact == exact.strip()
        at = furniture.end


def test_one_paragraph_of_a_million_words_is_passed_over():
    assert find_furniture("word " * 1_000_000) == ()
