"""The page of a report: its words as written, cards beside their lines, keys, links, long reports, narrow screens."""

import html
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from desk import FURNITURE, TEXT, SmallReader
from rooms import Visitor, plain, written

from sayso.model import Document, Furniture
from sayso.record.store import open_record


@pytest.fixture
def report():
    at = TEXT.index(FURNITURE)
    return Document(
        TEXT, url="https://courier.example/1", outlet="The Courier", title="Harbour plan is dead", byline="Ana Wirt",
        published="2031-05-06", language="en", furniture=(Furniture(at, at + len(FURNITURE), "advertisement"),),
    )  # fmt: skip


@pytest.fixture
def small(open_room, tmp_path, report):
    path = tmp_path / "small.db"
    with open_record(path) as record:
        record.add(report, SmallReader().read(report))
    return open_room(path)


@pytest.fixture
def key(small, report):
    return small.record.entry(report.id).key


def text_of(page):
    """The report's text as the page holds it."""
    return page.evaluate(
        "[...document.querySelectorAll('#reader p.text')].map((p) => p.textContent + p.dataset.after).join('')"
    )


def test_the_report_stands_as_written_and_its_spans_where_they_are(small, key, page):
    page.goto(f"{small.url}/documents/{key}")
    assert text_of(page) == TEXT
    assert page.inner_text("h1") == "Harbour plan is dead"
    assert "By Ana Wirt" in page.inner_text("#reporthead") and "6 May 2031" in page.inner_text("#reporthead")
    marked = page.evaluate(
        "[...document.querySelectorAll('.text [data-s]')].map((s) => [s.className, s.textContent, s.dataset.s])"
    )
    assert ["content", "“The plan is dead 🚢🚢,”", f"{key}-1"] in marked
    assert ["source", "Tomas Reyl", f"{key}-3"] in marked
    assert page.locator("p.text.furniture").inner_text() == FURNITURE


def test_cards_say_who_what_to_whom_and_what_they_answer(small, key, page):
    page.goto(f"{small.url}/documents/{key}")
    cards = [" ".join(text.split()) for text in page.locator(".card").all_inner_texts()]
    assert len(cards) == 5
    assert "1 rejects Ilse Varga rejects" in cards[0] and f"answered by 3 {'Tomas Reyl'}" in cards[0]
    assert "to Radio Sund" in cards[1] and "day of saying not told" in cards[1]
    assert "answers 1 Ilse Varga" in cards[2]
    assert page.locator(".arrows path").count() == 2  # one line and its head


def test_each_card_stands_beside_the_line_where_its_statement_begins(small, key, page):
    page.goto(f"{small.url}/documents/{key}")
    words = page.locator(f"[data-s~='{key}-1']").first.bounding_box()
    card = page.locator(f"#s-{key}-1").bounding_box()
    assert card["x"] > words["x"] + 300 and abs(card["y"] - words["y"]) <= 12
    boxes = [page.locator(f"#s-{key}-{n}").bounding_box() for n in range(1, 6)]
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))


def test_j_and_k_move_through_the_statements_and_light_their_words(small, key, page):
    page.goto(f"{small.url}/documents/{key}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    at_hand = page.locator(".card[aria-current=true]")
    assert at_hand.get_attribute("data-uid") == f"{key}-2"
    assert page.evaluate("document.activeElement.id") == f"s-{key}-2"
    lit = page.evaluate("[...document.querySelectorAll('.text .at-hand')].map((s) => s.textContent)")
    assert lit == ["She", "told", "dockers were 👩‍👩‍👧 angry"]
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert at_hand.get_attribute("data-uid") == f"{key}-1"
    for _ in range(9):
        page.keyboard.press("j")
    assert at_hand.get_attribute("data-uid") == f"{key}-5"
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("a")  # from the answer to what it answers
    assert at_hand.get_attribute("data-uid") == f"{key}-1"
    page.keyboard.press("o")
    assert page.locator(f"#s-{key}-1 details").get_attribute("open") is not None


def test_keys_typed_into_a_field_stay_there(small, key, page):
    page.goto(f"{small.url}/documents/{key}")
    page.keyboard.press("/")
    page.keyboard.type("jkocd")
    assert page.input_value("#find") == "jkocd"
    assert page.locator(".card[aria-current=true]").count() == 0


def test_words_show_their_card_and_a_card_its_words(small, key, page):
    page.goto(f"{small.url}/documents/{key}")
    page.hover(f".text [data-s~='{key}-3'].content")
    assert page.locator(".card.lit").get_attribute("data-uid") == f"{key}-3"
    page.hover(f"#s-{key}-5 .ordinal")
    assert page.evaluate("[...document.querySelectorAll('.text .lit')].map((s) => s.textContent)") == [
        "“No comment,”", "said", "Orla Finch",
    ]  # fmt: skip
    page.click(f".text [data-s~='{key}-4'].content")
    assert page.locator(".card[aria-current=true]").get_attribute("data-uid") == f"{key}-4"


def test_confirming_and_disputing_on_the_card_by_button_and_by_key(small, key, page):
    page.goto(f"{small.url}/documents/{key}")
    page.click(f"#s-{key}-1 .confirm")
    page.wait_for_selector(f"#s-{key}-1.state-confirmed")
    assert "confirmed by a person" in page.inner_text(f"#s-{key}-1")
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.wait_for_selector(f"#s-{key}-2.state-disputed")
    states = [v.state for v in small.record.view(key).statements]
    assert states == ["confirmed", "disputed", "machine-read", "machine-read", "machine-read"]
    page.click("#undo")
    page.wait_for_selector(f"#s-{key}-2.state-machine-read")


def test_the_permanent_link_opens_at_the_words(small, key, new_page):
    page = new_page(viewport={"width": 1000, "height": 300})
    page.goto(f"{small.url}/statements/{key}-5")
    assert page.url == f"{small.url}/documents/{key}#s-{key}-5"
    box = page.locator(f".text [data-s~='{key}-5']").first.bounding_box()
    assert 0 <= box["y"] <= 300
    assert page.locator(f"#s-{key}-5").get_attribute("aria-current") == "true"


def test_a_statement_that_is_gone_leads_to_its_history(small, key):
    small.record.remove(f"{key}-5", author="Nele", reason="no statement")
    with Visitor(base_url=small.url) as visitor:
        answer = visitor.get(f"/statements/{key}-5")
        assert answer.status_code == 200
        assert "It is not seen any more" in plain(answer.text) and "Nele took it out — no statement" in plain(
            answer.text
        )
        assert visitor.get(f"/statements/{key}-99").status_code == 404
        assert "No comment" in plain(visitor.get(f"/documents/{key}").text).split("Taken out by people")[1]


def test_versions_lead_to_each_other(small, key, report):
    later = replace(report, text=report.text + "\nMore follows.\n", id="")
    small.record.add(later, SmallReader().read(later))
    with Visitor(base_url=small.url) as visitor:
        old = visitor.get(f"/documents/{key}").text
        new_key = small.record.entry(later.id).key
        assert "a later version is there" in old and f'href="/documents/{new_key}"' in old
        assert "a later version" not in visitor.get(f"/documents/{new_key}").text


def test_on_a_narrow_screen_cards_stand_below_their_paragraph(small, key, new_page):
    page = new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{small.url}/documents/{key}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    paragraph = page.locator("p.text", has_text="We never agreed").bounding_box()
    card = page.locator(f"#s-{key}-3").bounding_box()
    following = page.locator("p.text", has_text="Advertisement").bounding_box()
    assert paragraph["y"] + paragraph["height"] <= card["y"] < following["y"]
    assert card["x"] >= 0 and card["x"] + card["width"] <= 360


def test_the_colours_are_told_apart_by_more_than_colour(small, key, page):
    """Source, cue and content differ in line or weight too, so that nobody needs the colours."""
    page.goto(f"{small.url}/documents/{key}")
    looks = page.evaluate(
        """['source', 'cue', 'content'].map((name) => {
          const s = getComputedStyle(document.querySelector(`.text .${name}`));
          const lines = [s.textDecorationLine, s.textDecorationStyle, s.boxShadow !== 'none'];
          return [s.fontWeight, s.fontStyle, ...lines].join();
        })"""
    )
    assert len(set(looks)) == 3


def long_report():
    lines = [
        (f"Speaker {n}", "said", "that boats are many and that the quay is long, " + "as was said before, " * 6, {})
        for n in range(500)
    ]
    return written("A long report", lines, outlet="The Courier", published="2031-05-06")


def test_a_long_report_with_many_statements_stays_usable(open_room, tmp_path, new_page):
    reading = long_report()
    assert len(reading.document.text) > 90_000
    path = tmp_path / "long.db"
    with open_record(path) as record:
        record.add(reading.document, reading)
    server = open_room(path)
    key = server.record.entry(reading.document.id).key
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{server.url}/statements/{key}-400")
    assert page.locator(".card").count() == 500
    assert text_of(page) == reading.document.text
    page.keyboard.press("j")
    assert page.locator(".card[aria-current=true]").get_attribute("data-uid") == f"{key}-401"
    page.keyboard.press("c")
    page.wait_for_selector(f"#s-{key}-401.state-confirmed")
    assert page.locator(".card[aria-current=true]").get_attribute("data-uid") == f"{key}-401"
    assert (
        abs(
            page.locator(f"#s-{key}-401").bounding_box()["y"]
            - page.locator(f"[data-s~='{key}-401']").first.bounding_box()["y"]
        )
        < 60
    )


def test_without_scripts_the_report_and_its_cards_are_there(small, key):
    with Visitor(base_url=small.url) as visitor:
        markup = visitor.get(f"/documents/{key}").text
    assert len(re.findall(r'<li class="card ', markup)) == 5
    words = html.unescape(re.sub(r"<[^>]*>", "", markup))
    assert "She told Radio Sund that dockers were 👩‍👩‍👧 angry." in words
