"""Feeds: every dialect to entries, and no bytes whatever are an error."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import Problem
from sayso.sources.feed import Feed, looks_like_feed, parse_feed

URL = "https://quay.example/news/feed"


def parsed(text: str | bytes, **options: int) -> Feed:
    feed = parse_feed(text.encode() if isinstance(text, str) else text, url=URL, **options)
    assert isinstance(feed, Feed)
    return feed


RSS = """<rss version="2.0"><channel><title> Quay  Post </title><ttl>60</ttl>
<item><title>Harbour &amp; wall</title><link>/a#top</link><pubDate>Tue, 01 Apr 2031 00:30:00 +0300</pubDate></item>
<item><guid>https://quay.example/b</guid><title>Only a guid</title></item>
<item><title>No link at all</title></item>
<item><link>mailto:desk@quay.example</link></item>
<item><link>https://quay.example/a</link><title>The same again</title></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title>
<entry><title type="html">Wall &lt;b&gt;holds&lt;/b&gt;</title><link rel="alternate" href="https://quay.example/w"/>
<link rel="enclosure" href="https://quay.example/w.mp3"/><updated>2031-04-02T23:00:00-04:00</updated></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://quay.example/"><title>Quay</title></channel>
<item rdf:about="https://quay.example/r"><title>Rain</title><link>https://quay.example/r</link>
<dc:date>2031-04-03</dc:date></item></rdf:RDF>"""


def test_rss_gives_each_address_once_absolute_and_without_fragment() -> None:
    feed = parsed(RSS)
    assert (feed.title, feed.minutes) == ("Quay Post", 60)
    assert [(e.url, e.title) for e in feed.entries] == [
        ("https://quay.example/a", "Harbour & wall"),
        ("https://quay.example/b", "Only a guid"),
    ]


def test_the_day_is_that_in_utc() -> None:
    assert parsed(RSS).entries[0].published == "2031-03-31"
    assert parsed(ATOM).entries[0].published == "2031-04-03"


def test_atom_and_rdf_are_read_too() -> None:
    assert [e.url for e in parsed(ATOM).entries] == ["https://quay.example/w"]
    assert [(e.url, e.published) for e in parsed(RDF).entries] == [("https://quay.example/r", "2031-04-03")]


def test_an_entry_s_stamp_changes_with_its_title_or_day_only() -> None:
    same, renamed = parsed(RSS), parsed(RSS.replace("Harbour", "Port"))
    assert same.entries[0].stamp == parsed(RSS).entries[0].stamp != renamed.entries[0].stamp
    assert same.entries[1].stamp == renamed.entries[1].stamp


@pytest.mark.parametrize("text", ["", "hello", "<html><body>rss</body></html>", '{"version": "json feed"}',
                                  "http://127.0.0.1/feed", "/etc/passwd", "\x00" * 500])  # fmt: skip
def test_what_is_no_feed_is_a_problem(text: str) -> None:
    found = parse_feed(text.encode(), url=URL)
    assert isinstance(found, Problem) and found.code == "no-feed" and URL in found.message


def test_a_feed_cut_short_gives_what_came() -> None:
    feed = parsed(RSS[: RSS.index("Only a guid")])
    assert feed.entries[0].url == "https://quay.example/a"
    assert [p.code for p in feed.problems] == ["broken-feed"]


def test_a_feed_of_more_entries_than_are_taken_says_so_and_still_parses() -> None:
    items = "".join(f"<item><link>https://quay.example/{n}</link></item>" for n in range(2_000))
    feed = parsed(f"<rss version='2.0'><channel><title>Long</title>{items}</channel></rss>", most=100)
    assert len(feed.entries) == 100 and feed.title == "Long"
    assert [p.code for p in feed.problems] == ["long-feed"] and "2,000" in feed.problems[0].message


def test_entities_that_multiply_do_no_harm() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "ha">{levels}]><rss version="2.0"><channel><title>&e11;</title>'
    )
    found = parse_feed((bomb + "</channel></rss>").encode(), url=URL)
    assert isinstance(found, Problem) or len(found.title or "") <= 500


def test_a_feed_in_utf_16_is_one() -> None:
    data = ('<?xml version="1.0" encoding="utf-16"?>' + RSS).encode("utf-16")
    assert looks_like_feed(data)
    assert parsed(data).entries[0].title == "Harbour & wall"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300), st.integers(0, len(RSS)))
def test_no_bytes_are_an_error(noise: bytes, at: int) -> None:
    found = parse_feed(RSS[:at].encode() + noise + RSS[at:].encode(), url=URL)
    if isinstance(found, Feed):
        assert all(e.url.startswith(("http://", "https://")) for e in found.entries)
