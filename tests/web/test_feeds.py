"""Feeds: a search as an alert, and everything that is new. Valid, escaped, and an item keeps its id."""

from __future__ import annotations

import re
import time
from xml.etree import ElementTree

import feedparser
import pytest
from rooms import EVIL, written

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(answer):
    """The entries of a feed that keeps to RFC 4287 in what it must have."""
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id"))
        assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", element.findtext(f"{ATOM}updated"))
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    return root.findall(f"{ATOM}entry")


def add(server, words, outlet="Courier"):
    reading = written(f"On {words[:20]}", [("Gunnar Moll", "said", words, {})], outlet=outlet, published="2031-04-02")
    server.record.add(reading.document, reading)
    return f"{server.record.entry(reading.document.id).key}-1"


@pytest.mark.parametrize("by", ["words", "fused", "meaning"])
def test_what_comes_in_later_stands_first_and_old_entries_keep_their_ids(by, client, server):
    address = f"/search.atom?q=trawler&by={by}"
    before = [entry.findtext(f"{ATOM}id") for entry in entries(client.get(address))]
    assert before
    uid = add(server, "that another trawler was boarded off the coast")
    with server.room.searcher() as searcher:
        assert list(searcher.make_vectors())
    after = entries(client.get(address))
    assert after[0].find(f"{ATOM}link[@rel='alternate']").get("href") == f"{server.url}/statements/{uid}"
    assert [entry.findtext(f"{ATOM}id") for entry in after][1:] == before[: len(after) - 1]
    assert client.get(f"/statements/{uid}").status_code == 302


def test_the_search_page_names_its_feed_and_what_narrows_the_one_narrows_the_other(client, server):
    page = client.get("/search", params={"kind": "direct", "name": "Maren Tolvik"}).text
    address = re.search(r'rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', page)[1]
    feed = feedparser.parse(client.get(address.replace("&amp;", "&")).content)
    assert not feed.bozo
    total = int(re.search(r'id="how-many">(\d+)', page)[1])
    assert len(feed.entries) == total > 0
    assert all(entry.title.startswith("Maren Tolvik ") for entry in feed.entries)
    assert feed.feed.links[0].href == server.url + address.replace("&amp;", "&")


def test_a_correction_renews_an_entry_and_leaves_its_id(client, server):
    uid = add(server, "that berth nine stays closed")
    (before,) = entries(client.get("/search.atom?q=%22berth+nine%22&by=words"))
    time.sleep(1.1)  # feeds tell moments to the second
    server.record.correct(uid, {"act": "threaten"}, author="Tess")
    (after,) = entries(client.get("/search.atom?q=%22berth+nine%22&by=words"))
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")
    assert "threatens" in after.findtext(f"{ATOM}title")


def test_news_of_the_whole_record(client, server):
    add(server, "that berth nine stays closed")
    found = entries(client.get("/news.atom"))
    assert 0 < len(found) <= 50
    assert any("berth nine" in entry.findtext(f"{ATOM}title") for entry in found)


def test_hostile_words_stay_words(hostile_server, client):
    for path in ("/search.atom?q=alert&by=words", "/news.atom", f"/search.atom?q={EVIL.replace('{', '%7B')}&by=words"):
        answer = client.get(hostile_server.url + path)
        for entry in entries(answer):
            assert entry.find(f"{ATOM}content").get("type") == "text"
            for link in entry.findall(f"{ATOM}link"):
                assert link.get("href").startswith("http://")
        assert b"<script" not in answer.content


@pytest.mark.parametrize(("path", "status"), [("/search.atom?since=soon", 422), ("/search.atom?issue=none", 404)])
def test_a_feed_that_cannot_be_says_why(client, path, status):
    assert client.get(path).status_code == status
