"""News as an Atom feed: what a feed reader makes of it, ids that stay, nothing in it that is not escaped."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.atom import atom, feed_of, moment
from sayso.record.across.issues.values import Issue, NewsItem, Said
from sayso.spans import Span

ATOM = "{http://www.w3.org/2005/Atom}"
FERRY = Issue("ferry", "The ferry", "to Orre", "Nele", "2031-04-01T00:00:00+00:00")


def said(words: str = "“No,”", name: str = "Ilse Varga", url: str | None = None) -> Said:
    return Said(
        "3f2a9c41-7", 7, "sha256:3f", "The Post", "Ferry", url, "2031-04-03", "direct", "reject", name, "person", None,
        None, None, None, name, "said", words, (Span(0, len(words), words),) if words else (), 0, None, None, None,
        "machine-read", 0.9,
    )  # fmt: skip


def item(number: int = 1, *, title: str = "Ilse Varga rejects", when: str = "2031-04-03", **more: object) -> NewsItem:
    fields = {"summary": "“No,” (The Post)", "statement": said(), **more}
    return NewsItem(f"statement/3f2a9c41-{number}", "statement", when, title, **fields)  # type: ignore[arg-type]


def test_a_feed_reader_finds_what_is_there() -> None:
    found = feedparser.parse(atom(feed_of(), [item(2, when="2031-04-05T10:11:12.345678+00:00"), item(1)]))
    assert not found.bozo
    assert found.version == "atom10"
    assert [e.title for e in found.entries] == ["Ilse Varga rejects"] * 2
    assert [e.updated for e in found.entries] == ["2031-04-05T10:11:12+00:00", "2031-04-03T00:00:00Z"]
    assert found.feed.updated == "2031-04-05T10:11:12+00:00"
    assert found.entries[0].author == "Ilse Varga"
    assert found.entries[0].content[0].value == "“No,” (The Post)"


def test_every_element_that_the_standard_asks_for_is_there_once() -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2."""
    root = ElementTree.fromstring(
        atom(feed_of(FERRY, "Varga", "https://room.example", "https://room.example/feeds"), [item()])
    )
    (entry,) = root.findall(f"{ATOM}entry")
    for element in (root, entry):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert len(element.findall(f"{ATOM}author/{ATOM}name")) == 1
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
        identifier = element.findtext(f"{ATOM}id")
        assert identifier is not None and identifier.startswith("urn:uuid:")
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        "https://room.example/feeds"
    ]


def test_ids_stay_and_differ() -> None:
    first, again = (feedparser.parse(atom(feed_of(), [item(1), item(2)])) for _ in range(2))
    assert [e.id for e in first.entries] == [e.id for e in again.entries]
    assert first.feed.id == again.feed.id
    assert len({e.id for e in first.entries}) == 2
    assert (
        len({feed_of().id, feed_of(FERRY).id, feed_of(None, "Varga").id, feed_of(address="https://a.example").id}) == 4
    )


def test_links_lead_to_the_statement_where_the_record_is_read_and_else_to_the_report() -> None:
    of_web = item(statement=said(url="https://post.example/1?a=1&b=2"))
    (entry,) = feedparser.parse(atom(feed_of(), [of_web])).entries
    assert entry.link == "https://post.example/1?a=1&b=2"
    (entry,) = feedparser.parse(atom(feed_of(address="https://room.example/"), [of_web])).entries
    assert entry.link == "https://room.example/statements/3f2a9c41-7"
    assert {(link.rel, link.href) for link in entry.links} >= {("via", "https://post.example/1?a=1&b=2")}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//post.example/1", "http://[", "file:///etc"]
)
def test_an_address_that_does_not_lead_to_the_web_is_no_link(url: str) -> None:
    assert url not in atom(feed_of(address=url, own=url), [item(statement=said(url=url))])


def test_what_others_wrote_is_escaped() -> None:
    evil = '</title><script>alert("x")</script>&amp; ]]> "\' <'
    text = atom(
        feed_of(None, evil),
        [item(title=evil, summary=evil, statement=said(name=evil, url=f'https://a.example/"{evil}'))],
    )
    assert "<script" not in text
    found = feedparser.parse(text, sanitize_html=False)
    assert not found.bozo
    assert ElementTree.fromstring(text).find(f"{ATOM}entry").findtext(f"{ATOM}title") == evil  # type: ignore[union-attr]


@given(st.text(), st.text(), st.text())
def test_any_words_make_well_formed_xml(title: str, summary: str, name: str) -> None:
    text = atom(feed_of(None, name), [item(title=title, summary=summary, statement=said(words=summary, name=name))])
    text.encode("utf-8")
    ElementTree.fromstring(text)


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2031-04-03", "2031-04-03T00:00:00Z"),
        ("2031-04", "2031-04-01T00:00:00Z"),
        ("2031", "2031-01-01T00:00:00Z"),
        ("2031-04-01/2031-04-03", "2031-04-03T00:00:00Z"),
        ("2031-04-03T08:09:10.5+00:00", "2031-04-03T08:09:10+00:00"),
        ("2031-04-XX", "2031-04-01T00:00:00Z"),
        ("", "1970-01-01T00:00:00Z"),
    ],
)
def test_moments_are_those_of_rfc_3339(when: str, told: str) -> None:
    assert moment(when) == told
    datetime.fromisoformat(told)


def test_an_empty_feed_is_a_feed() -> None:
    found = feedparser.parse(atom(feed_of(), []))
    assert not found.bozo and found.entries == []
