"""A reading room that tests open and look at: the server, a visitor without browser, hostile reports, the axe check."""

from __future__ import annotations

import html
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement
from sayso.record.store import Record
from sayso.services.room import Room
from sayso.web.app import create_app
from sayso.web.settings import Settings

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
READER = ReaderVersion("0.0.test", "sha256:" + "0" * 64)
_TOKEN = re.compile(r'"X-Sayso-Token": "([0-9a-f]+)"')


@dataclass(frozen=True, slots=True)
class Server:
    """A reading room that listens.

    Attributes:
        url: its address, without a slash at the end.
        room: the room itself, to look behind the pages.
    """

    url: str
    room: Room

    @property
    def record(self) -> Record:
        return self.room.record


@contextmanager
def listening(room: Room, settings: Settings | None = None) -> Iterator[Server]:
    """The room's pages at an address of this machine, until the block ends."""
    app = create_app(room, settings or Settings("Tess Tarrant"))
    config = uvicorn.Config(app, log_level="warning", lifespan="off", server_header=False, timeout_graceful_shutdown=2)
    running = uvicorn.Server(config)
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        own.listen(64)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [own]}, daemon=True)
        thread.start()
        try:
            while not running.started:
                assert thread.is_alive(), "the server did not start"
                time.sleep(0.01)
            yield Server(f"http://127.0.0.1:{own.getsockname()[1]}", room)
        finally:
            running.should_exit = True
            thread.join(timeout=20)


class Visitor(httpx.Client):
    """A visitor without browser: keeps cookies and writes as the forms of the pages do."""

    def token(self) -> str:
        """What writing needs, out of a page of this visitor's session."""
        found = _TOKEN.search(self.get("/keys").text)
        assert found, "no token in the page"
        return found[1]

    def write(self, path: str, fields: dict[str, Any] | None = None, *, htmx: bool = False) -> httpx.Response:
        """Send a form (``token`` is added)."""
        headers = {"HX-Request": "true"} if htmx else {}
        return self.post(path, data={"token": self.token()} | (fields or {}), headers=headers)


def written(title: str, lines: list[tuple[str, str, str, dict[str, Any]]], **about: Any) -> Reading:
    """A report written line by line, ``source cue content``; fields as of ``Statement``, ``name`` the speaker's.

    ``about``: fields of the document (outlet, published, url …).
    """
    text = "\n\n".join(f"{source} {cue} {content}" for source, cue, content, _ in lines)
    document = Document(text, title=title, language="en", **about)
    statements, at = [], 0
    for number, (source, cue, content, given) in enumerate(lines, start=1):
        fields = {"kind": "indirect", "confidence": 0.9} | given
        name = fields.pop("name", source)
        speaker = Speaker(name, fields.pop("speaker_kind", "person"), fields.pop("role", None))
        cue_at = at + len(source) + 1
        content_at = cue_at + len(cue) + 1
        end = content_at + len(content)
        statements.append(
            Statement(
                id=f"s{number}",
                sources=(document.span(at, at + len(source)),),
                cues=(document.span(cue_at, cue_at + len(cue)),),
                contents=(document.span(content_at, end),),
                speaker=speaker,
                **fields,
            )
        )
        at = end + 2
    return Reading(document, tuple(statements), (), READER)


EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)>'{{7*7}}${7*7}"
"""Words that run, or break out of an attribute, wherever they are not escaped."""


def hostile_report() -> Reading:
    """A report whose every word and fact tries to run something."""
    says = {"kind": "direct", "act": "deny", "confidence": 0.31, "said": "2031-04-01", "outlet": f"Told {EVIL}"}
    lines = [
        (f"Mallory {EVIL}", "said", f"“No {EVIL}”", says | {"role": f"role {EVIL}", "addressee": f"x{EVIL}"}),
        ("javascript:alert(4)", "told <b onclick=alert(5)>", f"</script></textarea></style> {EVIL}", says),
        ("\u202eEve\u2066 \x00\x1b[31m", "warned", "bell \x07 and lone \ud800 surrogate, end", {"act": "warn"}),
    ]  # fmt: skip
    about = {"outlet": f"The Daily {EVIL}", "published": "2031-04-02", "byline": EVIL}
    return written(f"Headline {EVIL}", lines, url=f"javascript:alert(6)//{EVIL}", **about)


def axe_faults(page: Any) -> list[str]:
    """What axe-core finds wrong with the page that a browser shows, a line a fault."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def plain(markup: str) -> str:
    """The words of a page on one line, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())
