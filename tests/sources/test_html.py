"""Pages to articles: what is kept whole, what is left out, and what a page is believed to say of itself."""

# Sentences are as long as in reports.
# ruff: noqa: E501

import json

import pytest

from sayso.sources.html import decode_page, read_page
from sayso.sources.page_metadata import tidy_byline, without_outlet

PARAGRAPHS = [
    "The harbour board of Vareholm has ruled out a merger with the ferry company, its chair, Ilse Tamm, said on Monday.",
    "“There is nothing to merge,” Tamm told the Severin Courier. “They have the ships, and we have the debts.”",
    "A spokesman for the company, Jon Reve, said that it had never made an offer and would not comment on the letter.",
    "The board meets again in May, when its members will vote on the budget that Tamm put before them last week.",
]


def page(body, head="", lang="en"):
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def article(*paragraphs, extra=""):
    return "<article>" + "".join(f"<p>{p}</p>" for p in paragraphs) + extra + "</article>"


def text_of(body, head=""):
    return read_page(page(body, head)).text


def test_paragraphs_are_apart_by_a_blank_line():
    assert text_of(article(*PARAGRAPHS)) == "\n\n".join(PARAGRAPHS)


def test_a_linked_phrase_stays_in_the_middle_of_its_sentence():
    linked = PARAGRAPHS[2].replace(
        "never made an offer", '<span class="link"><a href="/offer">never made an offer</a></span>'
    )
    assert text_of(article(PARAGRAPHS[0], linked, *PARAGRAPHS[3:])).split("\n\n")[1] == PARAGRAPHS[2]


@pytest.mark.parametrize("unfit", ["\x0b", "\x01", "&#x1f;"])
def test_control_characters_inside_a_link_are_left_out(unfit):
    linked = PARAGRAPHS[2].replace("never made", f'<a href="/offer">never{unfit} made</a>')
    assert text_of(article(PARAGRAPHS[0], linked, *PARAGRAPHS[3:])).split("\n\n")[1] == PARAGRAPHS[2]


def test_words_after_an_empty_element_are_kept():
    marked = PARAGRAPHS[1].replace("told", '<a name="told"></a>told')
    assert PARAGRAPHS[1] in text_of(article(PARAGRAPHS[0], marked, *PARAGRAPHS[2:])).split("\n\n")


def test_what_is_hidden_inside_a_sentence_is_left_out():
    card = "<span class='tooltip-text'>Ilse Tamm, born in Severin, has chaired the board since 2019</span>"
    hidden = "<span style='display: none'>See her other statements</span>"
    shown = PARAGRAPHS[0].replace("Ilse Tamm", f"Ilse Tamm{card.replace('tooltip-text', 'sr-only')}{hidden}")
    assert text_of(article(shown, *PARAGRAPHS[1:])).split("\n\n")[0] == PARAGRAPHS[0]


def test_an_embedded_post_is_reported_speech_and_stays():
    post = (
        "<div class='social-media-embed'><blockquote class='twitter-tweet'><p>We never made an offer. Not one, not ever, "
        "whatever the board may say.</p>— Jon Reve (@jonreve_vh) <a href='https://t.example/1'>March 11</a></blockquote></div>"
    )
    text = text_of(
        "<article>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[:2]) + post + f"<p>{PARAGRAPHS[3]}</p></article>"
    )
    assert "We never made an offer. Not one, not ever, whatever the board may say." in text


def test_a_newsletter_box_and_a_list_of_related_stories_are_left_out():
    boxes = (
        "<section class='Newsletter-container'><h3>The Courier at Noon</h3><p>The best of the coast, every day.</p></section>"
        "<div class='related-stories'><ul><li><a href='/1'>Ferry Strike Enters Second Week</a></li></ul></div>"
    )
    assert text_of(article(*PARAGRAPHS, extra=boxes)) == "\n\n".join(PARAGRAPHS)


def test_an_article_inside_an_element_with_the_name_of_a_box_is_kept():
    assert text_of(f"<div class='content social'>{article(*PARAGRAPHS)}</div>") == "\n\n".join(PARAGRAPHS)


def test_the_headline_is_the_title_and_no_part_of_the_text():
    body = "<article><h1>Board Rules Out Merger</h1>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</article>"
    head = "<title>Board Rules Out Merger - Severin Courier</title><meta property='og:title' content='Board Rules Out Merger'>"
    found = read_page(page(body, head))
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert (found.title, found.outlet) == ("Board Rules Out Merger", "Severin Courier")


def test_items_of_a_list_stand_on_lines_of_their_own_without_marks():
    text = text_of(
        article(
            *PARAGRAPHS,
            extra="<ul><li>The debts stay with the board.</li><li>The ships stay with the company.</li></ul>",
        )
    )
    assert "The debts stay with the board.\nThe ships stay with the company." in text
    assert "- The" not in text


def test_structured_data_gives_title_byline_outlet_and_day():
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Courier Online"},
            {
                "@type": "NewsArticle",
                "headline": "Board Rules Out Merger",
                "datePublished": "2024-03-11T23:30:00+01:00",
                "author": [{"@type": "Person", "name": "By Jon Reve"}, {"name": "Marit Lund"}],
                "publisher": {"@type": "Organization", "name": "Severin Courier"},
            },
        ],
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script><link rel="canonical" href="/2024/merger">'
    found = read_page(page(article(*PARAGRAPHS), head), url="https://courier.example/amp/merger?x=1")
    assert (found.title, found.byline, found.outlet) == (
        "Board Rules Out Merger",
        "Jon Reve, Marit Lund",
        "Severin Courier",
    )
    assert (found.published, found.url, found.language) == ("2024-03-11", "https://courier.example/2024/merger", "en")


@pytest.mark.parametrize("data", ["{broken", "[1, 2", '{"@type": 7, "author": {"name": [[]]}}', "null", "[" * 5000])
def test_broken_structured_data_does_no_harm(data):
    found = read_page(page(article(*PARAGRAPHS), f'<script type="application/ld+json">{data}</script>'))
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert found.byline is None


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2024-03-11", "2024-03-11"),
        ("2024-03-11T08:00:00.000Z", "2024-03-11"),
        ("11 Mar 2024 07:09 GMT", "2024-03-11"),
        ("March 11, 2024", "2024-03-11"),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01", None),
        ("2999-01-01", None),
        ("2024-02-30", None),
        ("two days ago", None),
        ("", None),
    ],
)
def test_a_day_is_believed_when_it_can_be_one(stated, day):
    assert (
        read_page(page(article(*PARAGRAPHS), f'<meta property="article:published_time" content="{stated}">')).published
        == day
    )


def test_a_day_in_the_address_serves_where_the_page_gives_none():
    assert (
        read_page(page(article(*PARAGRAPHS)), url="https://c.example/world/2024/mar/11/merger").published
        == "2024-03-11"
    )
    assert read_page(page(article(*PARAGRAPHS)), url="https://c.example/2024/3/merger").published is None


@pytest.mark.parametrize(
    ("line", "names"),
    [("By Ilse Tamm", "Ilse Tamm"), ("by: Jon Reve | Severin Courier", "Jon Reve"), ("https://x.example/jr", None),
     ("admin", None), ("", None), ("Byron Lund", "Byron Lund")],
)  # fmt: skip
def test_a_byline_is_tidied_to_names(line, names):
    assert tidy_byline(line) == names


def test_a_title_loses_the_outlet_but_no_words_of_its_own():
    assert without_outlet("No Merger | Severin Courier", "Severin Courier") == "No Merger"
    assert without_outlet("No Merger - The Severin Courier", "The Severin Courier") == "No Merger"
    assert without_outlet("Vareholm - a port in debt", "Severin Courier") == "Vareholm - a port in debt"


@pytest.mark.parametrize(
    ("markup", "charset"),
    [("<meta charset='iso-8859-2'>", None), ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2">', None),
     ("", "iso-8859-2"), ("<?xml version='1.0' encoding='iso-8859-2'?>", None)],
)  # fmt: skip
def test_the_encoding_that_a_page_declares_is_followed(markup, charset):
    text = "Gmina Łężyce odrzuciła propozycję"
    assert text in decode_page(f"{markup}<html>{text}".encode("iso-8859-2"), charset=charset).text


@pytest.mark.parametrize(
    "markup", ["", "<html></html>", "<!-- only -->", "no markup at all", "<form>Log in</form>", "\0\0", "<"]
)
def test_a_page_without_article_is_a_problem(markup):
    found = read_page(markup, where="login.html")
    assert found.text is None
    assert [p.code for p in found.problems] == ["no-article"]
    assert "login.html" in found.problems[0].message
