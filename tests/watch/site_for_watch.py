"""A small web for the watcher: real servers on this machine, a clock that tests turn, a reader of quotations."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement
from sayso.record.store import Record
from sayso.record.watching import WatchMemory
from sayso.sources.fetch import Fetched, Fetcher, FetchLimits
from sayso.watch.pace import Pace
from sayso.watch.watcher import FeedWatcher
from sayso.watch.web import FEED_TYPES, PoliteWeb

START = datetime(2031, 4, 1, 6, 0, tzinfo=UTC)


@dataclass
class Reply:
    """What a server answers at an address."""

    body: str | bytes = ""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """A web server on this machine. ``pages`` can be changed at any time; ``asked`` tells what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | Callable[[Mapping[str, str]], Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                site.asked.append((self.path, headers))
                reply = site.pages.get(self.path, Reply("no such page", 404))
                if callable(reply):
                    reply = reply(headers)
                body = reply.body.encode() if isinstance(reply.body, str) else reply.body
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.media_type)
                self.send_header("Content-Length", str(len(body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Go away; a second time does nothing."""
        if not self._thread.is_alive():
            return
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked == path for asked, _ in self.asked)

    def serve_feed(self, *articles: str, path: str = "/feed", etag: str | None = None, title: str = "News") -> None:
        """An RSS feed that announces the paths given."""
        reply = Reply(rss(*(f"{self.url}{a}" for a in articles), title=title), media_type="application/rss+xml")
        if etag:
            reply.headers["ETag"] = etag

        def answer(headers: Mapping[str, str]) -> Reply:
            if etag and headers.get("if-none-match") == etag:
                return Reply(status=304, headers={"ETag": etag})
            return reply

        self.pages[path] = answer

    def serve_article(self, path: str, speaker: str, words: str) -> None:
        """A page with one quotation."""
        self.pages[path] = Reply(article(speaker, words))


def rss(*urls: str, title: str = "News", stamp: str = "") -> str:
    items = "".join(
        f"<item><title>Story {n}{stamp}</title><link>{url}</link>"
        "<pubDate>Mon, 31 Mar 2031 21:30:00 -0500</pubDate></item>"
        for n, url in enumerate(urls)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def article(speaker: str, words: str) -> str:
    rest = "".join(
        f"<p>Paragraph {n} tells of the quarrel over the harbour, of the ships that waited in the roads and of the "
        "people on the quay who had waited for them since the morning, in the rain and without any news.</p>"
        for n in range(4)
    )
    return (
        f"<html lang='en'><head><title>Harbour news</title></head><body><article><h1>Harbour news</h1>"
        f"<p>“{words},” said {speaker} on Monday.</p>{rest}</article></body></html>"
    )


class QuoteReader:
    """Reads ``“words,” said Name`` and nothing else."""

    version = ReaderVersion("0", "sha256:quotes")

    def __init__(self) -> None:
        self.trips_over: str | None = None

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            if self.trips_over and self.trips_over in document.text:
                raise ZeroDivisionError("a fault in the reader")
            found = []
            for n, m in enumerate(re.finditer(r"(“[^”]+”) (said) ([A-Z]\w+ [A-Z]\w+)", document.text), start=1):
                content, cue, source = (document.span(*m.span(g)) for g in (1, 2, 3))
                speaker = Speaker(source.exact, "person")
                found.append(Statement(f"s{n}", "direct", (source,), (cue,), (content,), speaker=speaker))
            yield Reading(document, tuple(found), (), self.version)


class Timeline:
    """A clock that waiting turns, with things that happen on the way."""

    def __init__(self, *, hours: float) -> None:
        self._now, self._end = START, START + timedelta(hours=hours)
        self._events: list[tuple[datetime, Callable[[], None]]] = []
        self._stop = False

    def now(self) -> datetime:
        return self._now

    def wait(self, seconds: float) -> bool:
        until = self._now + timedelta(seconds=seconds)
        while self._events and self._events[0][0] <= until:
            self._now, event = self._events.pop(0)
            event()
        self._now = max(self._now, until)
        return self.stopped()

    def stopped(self) -> bool:
        return self._stop or self._now >= self._end

    def stop(self) -> None:
        self._stop = True

    def at(self, hours: float, event: Callable[[], None]) -> None:
        """Let something happen so many hours after the start."""
        self._events.append((START + timedelta(hours=hours), event))
        self._events.sort(key=lambda e: e[0])


class Watch:
    """A watcher of a feeds file, put together for a test."""

    def __init__(self, record: Record, folder: Path, *feeds: str, hours: float = 1.0, pace: Pace | None = None) -> None:
        self.record, self.memory = record, WatchMemory(record)
        self.file = folder / "feeds.txt"
        self.file.write_text("\n".join(feeds) + "\n", encoding="utf-8")
        self.clock = Timeline(hours=hours)
        self.reader = QuoteReader()
        self.asked_at: list[tuple[datetime, str]] = []
        fetcher = Fetcher(FetchLimits(seconds=5), media_types=FEED_TYPES, address_check=lambda address: True)

        def fetch(url: str, headers: Mapping[str, str]) -> Fetched:
            self.asked_at.append((self.clock.now(), url))
            return fetcher.fetch(url, headers)

        pace = pace or Pace()
        self.web = PoliteWeb(fetch, self.clock, pace.between_requests)
        self.watcher = FeedWatcher(record, self.file, self.reader, self.web, self.clock, pace, Random(7))

    def run(self, *, once: bool = False) -> Watch:
        self.watcher.run(once=once)
        return self

    def said(self) -> set[str]:
        """Everything in the record that somebody said."""
        return {
            v.statement.contents[0].exact for d in self.record.documents() for v in self.record.view(d.id).statements
        }

    def states(self) -> dict[str, int]:
        """How many articles are in which state."""
        total: dict[str, int] = {}
        for one in self.memory.status():
            for state, number in one.articles.items():
                total[state] = total.get(state, 0) + number
        return total

    def minutes_of(self, end: str) -> list[float]:
        """When addresses that end so were asked for, in minutes from the start."""
        return [(at - START).total_seconds() / 60 for at, url in self.asked_at if url.endswith(end)]
