"""Results of a search for people: each a few lines, the words in their context, source, cue and content apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from sayso.record.hits import Excerpt, Hit

_STYLES = {"source": "cyan", "cue": "magenta", "content": "bold"}
# What could steer a terminal: text that somebody else wrote must not.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def print_hits(hits: Iterable[Hit], console: Console | None = None) -> None:
    """Print results; colours only where the output is a terminal, and long lines are folded only there."""
    console = console or Console(highlight=False)
    folded = console.is_terminal
    for hit in hits:
        for text in _lines(hit):
            console.print(Padding(text, (0, 0, 0, 4)) if folded else Text("    ") + text, soft_wrap=not folded)
        console.print()


def _lines(hit: Hit) -> list[Text]:
    name = (hit.speaker.name if hit.speaker else None) or hit.source or "nobody named"
    role = hit.speaker.role if hit.speaker else None
    when = f"said {hit.said}" if hit.said else "day not said"
    head = Text.assemble(
        (f"{hit.rank}. ", "dim"), (_plain(name), "bold cyan"), f" ({_plain(role)})" if role else "",
        " · ", (hit.act, "yellow"), " · ", when, f" · to {_plain(hit.told_to)}" if hit.told_to else "",
        (f" · {hit.state}" if hit.state != "machine-read" else ""),
    )  # fmt: skip
    source = ", ".join(_plain(part) for part in (hit.outlet, hit.published, hit.title) if part)
    foot = Text(" · ".join(part for part in (source or "outlet not known", hit.uid) if part), style="dim")
    lines = [head, _marked(hit.excerpt), foot]
    if hit.url:
        lines.append(Text(_plain(hit.url), style="dim underline"))
    return lines


def _marked(excerpt: Excerpt) -> Text:
    """The context, a code point for a code point, so that its marks stay where they are."""
    text = Text(_plain(excerpt.text))
    for mark in excerpt.marks:
        text.stylize(_STYLES.get(mark.part, ""), mark.start - excerpt.start, mark.end - excerpt.start)
    return text


def _plain(words: str) -> str:
    return _CONTROL.sub(" ", words)
