"""A web address to the reports behind it: a page, or all that a feed announces."""

from __future__ import annotations

from record_articles import FERRY, HARBOUR

from sayso.errors import InputError, Problem
from sayso.services.addresses import load_address
from sayso.sources.fetch import Fetched, Fetcher
from sayso.sources.load import Given

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title>
<item><link>https://courier.example/harbour</link><title>Dockers vote</title>
<pubDate>Tue, 06 May 2031 08:00:00 GMT</pubDate></item>
<item><link>https://courier.example/gone</link><title>Gone</title></item>
<item><link>https://courier.example/ferry</link><title>Ferry</title></item></channel></rss>"""


class Web(Fetcher):
    """Pages by address; everything else is not there."""

    def __init__(self, **pages: str) -> None:
        super().__init__()
        self.pages = {f"https://courier.example/{name}": page for name, page in pages.items()}
        self.asked: list[str] = []

    def fetch(self, url: str) -> Fetched:
        self.asked.append(url)
        if url not in self.pages:
            raise InputError(Problem("unreachable", f"{url} answers 404: it is not there", url))
        return Fetched(url, self.pages[url].encode(), "text/plain", "utf-8")


GIVEN = Given(language="en")


def test_a_page_is_fetched_once_and_is_one_report() -> None:
    web = Web(harbour=HARBOUR)
    (loaded,) = load_address("https://courier.example/harbour", given=GIVEN, fetcher=web)
    assert loaded.document is not None
    assert (loaded.document.text, loaded.document.url) == (HARBOUR, "https://courier.example/harbour")
    assert web.asked == ["https://courier.example/harbour"]


def test_a_feed_gives_every_report_that_it_announces_and_one_gone_stops_none() -> None:
    web = Web(feed=FEED, harbour=HARBOUR, ferry=FERRY)
    harbour, gone, ferry = load_address("https://courier.example/feed", given=GIVEN, fetcher=web)
    assert harbour.document is not None
    assert harbour.document.published == "2031-05-06"
    assert gone.document is None
    assert "404" in gone.problems[0].message
    assert ferry.document is not None
    assert ferry.document.text == FERRY


def test_what_the_page_or_the_person_says_of_the_day_wins_over_the_feed() -> None:
    web = Web(feed=FEED, harbour=HARBOUR, ferry=FERRY)
    given = Given(language="en", published="2031-05-04")
    harbour, *_ = load_address("https://courier.example/feed", given=given, fetcher=web)
    assert harbour.document is not None
    assert harbour.document.published == "2031-05-04"


def test_an_address_that_answers_nothing_is_one_problem() -> None:
    (loaded,) = load_address("https://courier.example/nothing", fetcher=Web())
    assert loaded.document is None
    assert "404" in loaded.problems[0].message


def test_a_feed_that_breaks_off_gives_what_stands_before_the_break() -> None:
    web = Web(feed=FEED[: FEED.index("<item><link>https://courier.example/ferry")], harbour=HARBOUR)
    found = list(load_address("https://courier.example/feed", given=GIVEN, fetcher=web))
    assert [one.document.text for one in found if one.document] == [HARBOUR]
    assert any(one.problems for one in found)
