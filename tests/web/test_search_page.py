"""Searching in the browser: counts that narrow, an address that can be shared, what can be taken away."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rooms import axe_faults, plain

from sayso.record.facets import Tally
from sayso.web.search_address import SearchAddress
from sayso.web.settings import Bounds, Settings
from sayso.web.timeline import timeline

_HREF = re.compile(r'href="(/search\?[^"]*)"')


def uids(page):
    return re.findall(r'<article class="statement" id="r-([^"]+)"', page)


def test_a_search_is_narrowed_by_its_counts_and_its_address_shared(page, new_page, server):
    page.goto(f"{server.url}/search")
    page.fill("#find", "release")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=release*")
    line = page.locator("section:has(#facet-act) li").nth(1)
    act, count = line.locator("a").inner_text().strip(), int(line.locator(".num").inner_text())
    line.locator("a").click()
    page.wait_for_url("**act=*")
    assert page.inner_text("#how-many") == (f"{count} statements" if count > 1 else "1 statement")
    assert page.locator(".statement").count() == min(count, 20)
    assert all(act in who for who in page.locator(".statement .does").all_inner_texts())
    other = new_page(viewport={"width": 360, "height": 800})
    other.goto(page.url)  # somebody else, who was given the address
    assert other.inner_text("#how-many") == page.inner_text("#how-many")
    shown = "e => e.id"
    assert [e.evaluate(shown) for e in other.locator(".statement").all()] == [
        e.evaluate(shown) for e in page.locator(".statement").all()
    ]
    page.locator(".chips a").first.click()  # and back to what it was
    page.wait_for_url(lambda url: "act=" not in url)
    assert int(page.inner_text("#how-many").split()[0]) > count


def test_every_count_is_the_number_of_results_it_leads_to(client):
    page = client.get("/search", params={"q": "crew", "by": "words"}).text
    lines = re.findall(r'<li><a href="([^"]+)"[^>]*>.*?<span class="num">([\d,]+)</span></li>', page, re.DOTALL)
    assert len(lines) > 15
    for address, count in lines:
        narrowed = client.get(address.replace("&amp;", "&")).text
        found = re.search(r'id="how-many">([\d,]+) statement', narrowed)
        assert found and found[1] == count, address


def test_issues_count_too(client, server):
    issue = server.room.issues.add("The crew", "Whether the detained fishermen go free.", author="Tess")
    page = client.get("/search").text
    part = client.get(re.search(r'hx-get="(/search/issues[^"]*)"', page)[1].replace("&amp;", "&")).text
    count = re.search(r'class="num">([\d,]+)<', part)[1]
    assert int(count) == len(server.room.issues.page(issue.id).members)
    narrowed = client.get(f"/search?issue={issue.id}").text
    assert f'id="how-many">{count} statement' in narrowed
    assert "issue: The crew" in plain(narrowed)
    assert client.get("/search?issue=none").status_code == 404


def test_pages_follow_one_another(client):
    seen, address = [], "/search?q=Kardany"
    while address:
        page = client.get(address).text
        seen += uids(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else None
    assert len(seen) == len(set(seen)) > 40
    back = re.search(r'rel="prev" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert uids(client.get(back).text) == seen[-len(uids(page)) - 20 : -len(uids(page))]


def test_what_is_taken_away_is_what_was_found(client):
    asked = {"q": "trawler", "kind": "direct"}
    whole = [hit["statement"] for hit in client.get("/api/search", params=asked | {"limit": 100}).json()["results"]]
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv", params=asked).text)))
    lines = [json.loads(line) for line in client.get("/search.jsonl", params=asked).text.splitlines()]
    citations = client.get("/search.txt", params=asked).text.splitlines()
    assert [row["statement"] for row in rows] == [line["statement"] for line in lines] == whole
    assert [re.search(r"\[sayso (.+)\]$", line)[1] for line in citations] == whole
    answer = client.get("/search.csv", params=asked)
    assert answer.headers["content-disposition"] == 'attachment; filename="sayso-search.csv"'


def test_too_much_for_one_file_is_refused_not_cut_off(open_room, record_path, client):
    server = open_room(record_path, Settings("Tess", bounds=Bounds(export=10)))
    answer = client.get(f"{server.url}/search.csv")
    assert answer.status_code == 422
    assert "narrow the search" in plain(answer.text)
    assert 'href="/search.csv' not in client.get(f"{server.url}/search").text


def test_cells_that_a_spreadsheet_would_calculate_are_kept_from_it(hostile_server, client):
    from rooms import written

    reading = written("=1+1", [("@Mallory", "said", "=HYPERLINK(“http://evil.example”)", {})], outlet="+Daily")
    hostile_server.record.add(reading.document, reading)
    text = client.get(f"{hostile_server.url}/search.csv", params={"q": "HYPERLINK", "by": "words"}).text
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["content"][:2], row["speaker"][:2], row["outlet"][:2], row["title"][:2]) == ("'=", "'@", "'+", "'=")


@pytest.mark.parametrize(
    ("query", "words"),
    [("since=soon", "is no day"), ("since=2025&until=2024", "later than"), ("act=sings", "Input should")],
)
def test_what_cannot_be_searched_says_why(client, query, words):
    answer = client.get(f"/search?q=crew&{query}")
    assert answer.status_code == 422
    assert words in plain(answer.text)


def test_nothing_found_says_what_to_try(client):
    page = plain(client.get("/search", params={"q": "xylophone", "by": "words"}).text)
    assert "Nothing found" in page
    assert "Look for fewer words" in page
    assert "past the last result" in plain(client.get("/search?from=5000").text)


def test_by_keyboard_alone(page, server):
    page.goto(f"{server.url}/search?q=crew")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    at = page.locator(".statement.at-hand")
    assert at.evaluate("e => e.id") == page.locator(".statement").nth(1).evaluate("e => e.id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*")
    assert page.locator(".card.at-hand").count() == 1
    page.go_back()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"


def test_hostile_words_run_nothing(hostile_server, page):
    for address in ("/search", "/search?q=alert&by=words", "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"):
        page.goto(hostile_server.url + address)
        page.wait_for_load_state("networkidle")
        assert page.locator("main script, main img, main [onerror], main [onclick]").count() == 0
        assert page.locator('a[href^="javascript:"]').count() == 0
    page.goto(f"{hostile_server.url}/search?q=alert&by=words")
    assert "<script>alert(1)</script>" in page.inner_text(".statements")
    page.locator("section:has(#facet-name) a").first.click()  # a hostile name survives its way through the address
    page.wait_for_url("**name=*")
    assert "statement" in page.inner_text("#how-many")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_it_is_clean_with_everything_open(server, new_page, scheme, width):
    server.room.issues.add("The crew", "Whether the detained fishermen go free.", author="Tess")
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{server.url}/search?q=crew&act=state&speaker=Orlan&since=2024&name=Sabir+Orlan")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(texts, st.lists(texts, max_size=3), st.sampled_from(["words", "meaning", "fused"]), texts)
def test_an_address_means_the_search_it_was_made_of(q, names, by, speaker):
    asked = SearchAddress(q=q, name=names, by=by, speaker=speaker)
    read = parse_qs(urlsplit(asked.address()).query, keep_blank_values=True)
    again = SearchAddress(
        **{k: v[0] for k, v in read.items() if k != "name"}, **({"name": read["name"]} if "name" in read else {})
    )
    assert again.query() == asked.query()


@given(st.lists(st.tuples(st.dates().map(str) | st.sampled_from([None, "20XX", "2024", "2024-13", "1066-10"]),
                          st.integers(1, 9)), max_size=12))  # fmt: skip
def test_bars_hold_every_statement_that_is_not_said_to_lie_outside(days):
    tallies = [Tally(day, count) for day, count in days]
    drawn = timeline(tallies)
    assert sum(bar.count for bar in drawn.bars) + drawn.outside == sum(count for _, count in days)
    assert len(drawn.bars) <= 80
    assert [bar.period for bar in drawn.bars] == sorted({bar.period for bar in drawn.bars})
    assert all(bar.x >= 0 and bar.x + bar.width <= drawn.width + 0.1 for bar in drawn.bars)
    assert all(bar.y + bar.height <= drawn.height + 0.1 for bar in drawn.bars)


def test_gaps_are_drawn():
    drawn = timeline([Tally("2024-03-05", 2), Tally("2024-03-08", 1)])
    assert [(bar.period, bar.count) for bar in drawn.bars] == [
        ("2024-03-05", 2), ("2024-03-06", 0), ("2024-03-07", 0), ("2024-03-08", 1),
    ]  # fmt: skip
