"""The reading room to look at: a record built once from the example reports, a server, a visitor, a browser.

``page`` fails the test if a page of the room ran what it should not, asked another host, or broke in its scripts.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from rooms import Server, Visitor, hostile_report, listening

from sayso.embedding import Embedder
from sayso.record.store import open_record
from sayso.services.adding import add_reports
from sayso.services.reading import find_inputs, load_inputs
from sayso.services.room import Room
from sayso.services.searching import Searcher
from sayso.web.settings import Settings

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
CHROMIUM = Path("/usr/bin/chromium")
BROWSER_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The shipped sentence network."""
    return Embedder(threads=1)


@pytest.fixture(scope="session")
def example_record(reader: Any, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the example reports, with their vectors. Not to be written: ``record_path`` is a copy."""
    path = tmp_path_factory.mktemp("examples") / "sayso.db"
    with open_record(path) as record:
        outcomes = list(add_reports(record, load_inputs(find_inputs([str(EXAMPLES)])), reader))
        assert {o.status for o in outcomes} == {"added"}
        for _ in Searcher(record, lambda: embedder).make_vectors():
            pass
    assert not path.with_name(path.name + "-wal").exists()  # the file alone is the record
    return path


@pytest.fixture
def record_path(example_record: Path, tmp_path: Path) -> Path:
    """A record of the example reports that a test may change."""
    return Path(shutil.copy(example_record, tmp_path / "sayso.db"))


OpenRoom = Callable[..., Server]


@pytest.fixture
def open_room(reader: Any, embedder: Embedder) -> Iterator[OpenRoom]:
    """Opens the reading room over a record: ``open_room(path, settings=…, fetcher=…)``; closed after the test."""
    with ExitStack() as open_rooms:

        def opened(path: Path, settings: Settings | None = None, fetcher: Any = None) -> Server:
            room = open_rooms.enter_context(Room(open_record(path), lambda: reader, lambda: embedder, fetcher))
            return open_rooms.enter_context(listening(room, settings))

        yield opened


@pytest.fixture
def server(open_room: OpenRoom, record_path: Path) -> Server:
    """The reading room over the example reports."""
    return open_room(record_path)


@pytest.fixture
def hostile_server(open_room: OpenRoom, record_path: Path) -> Server:
    """The reading room over the example reports and one whose every word tries to run something."""
    with open_record(record_path) as record:
        reading = hostile_report()
        record.add(reading.document, reading)
    return open_room(record_path)


@pytest.fixture
def client(server: Server) -> Iterator[Visitor]:
    """A visitor of ``server`` without browser."""
    with Visitor(base_url=server.url, timeout=60) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip("no browser on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(BROWSER_OPTIONS))
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Makes pages of fresh visitors (``new_page(viewport=…, color_scheme="dark")``) and watches what they do."""
    faults: list[str] = []
    with ExitStack() as contexts:

        def made(**options: Any) -> Any:
            context = contexts.enter_context(browser.new_context(**options))
            context.set_default_timeout(15_000)
            page = context.new_page()
            _watch(page, faults)
            return page

        yield made
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A page of the browser, 1280 × 900, light."""
    return new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")


def _watch(page: Any, faults: list[str]) -> None:
    """Write down what no page of the room may do."""

    def on_dialog(dialog: Any) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def on_console(message: Any) -> None:
        # An answer of 4xx that a test asks for is told on the console too, and is no fault of a page.
        expected = ("Failed to load resource", "status of 4", "Response Status Error Code 4")
        if message.type == "error" and not any(words in message.text for words in expected):
            faults.append(f"console: {message.text}")

    def on_request(request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "about:", "blob:")):
            faults.append(f"asked another host: {request.url}")

    page.on("dialog", on_dialog)
    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("request", on_request)
