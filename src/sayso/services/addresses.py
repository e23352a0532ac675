"""A web address to the reports behind it: the one that stands there, or all that a feed there announces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sayso.errors import InputError, Problem
from sayso.sources.feed import looks_like_feed, parse_feed
from sayso.sources.fetch import Fetched, Fetcher
from sayso.sources.load import NOTHING_GIVEN, As, Given, Loaded, load_url


class _Held(Fetcher):
    """Gives a page that was fetched already, once."""

    def __init__(self, page: Fetched) -> None:
        super().__init__()
        self._page = page

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """The page, whatever the address."""
        return self._page


def load_address(
    url: str, *, as_: As = "auto", given: Given = NOTHING_GIVEN, fetcher: Fetcher | None = None
) -> Iterator[Loaded]:
    """The report at ``url``; where a feed stands there, each report that it announces, in its order.

    What a page does not say of its day and headline is taken from the feed.
    """
    fetcher = fetcher or Fetcher()
    try:
        page = fetcher.fetch(url)
    except InputError as error:
        yield Loaded(None, (error.problem,), url)
        return
    if not looks_like_feed(page.body):
        yield load_url(url, as_=as_, given=given, fetcher=_Held(page))
        return
    feed = parse_feed(page.body, url=url, content_type=page.media_type)
    if isinstance(feed, Problem):
        yield Loaded(None, (feed,), url)
        return
    for problem in feed.problems:
        yield Loaded(None, (problem,), url)
    for entry in feed.entries:
        loaded = load_url(entry.url, given=given, fetcher=fetcher)
        document = loaded.document
        if document is not None:
            published, title = document.published or entry.published, document.title or entry.title
            loaded = replace(loaded, document=replace(document, published=published, title=title))
        yield loaded
