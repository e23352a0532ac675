"""Outlets that an article names by no cue: where somebody appeared, or whose host asked the questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.model import Document
from sayso.reading.circumstances.clues import Clue
from sayso.reading.circumstances.frames import Frames
from sayso.reading.circumstances.outlet_names import same_outlet, spelling
from sayso.reading.circumstances.outlets import OutletMention, outlet_at
from sayso.reading.circumstances.windows import windows

_HOSTS_WORDS = "host hosts anchor anchors moderator presenter correspondent interviewer host’s anchor’s"
_HOSTS = frozenset(_HOSTS_WORDS.split())
_HOST = re.compile(
    r"(?P<outlet>[A-Z0-9][\w&.’'“”\"-]*(?:[ \u00a0]+[A-Z&][\w&.’'“”\"-]*){0,4})[ \u00a0]+(?:co-)?(?:host|anchor|"
    r"moderator|presenter|correspondent|interviewer)s?[ \u00a0]+"
    r"(?P<person>[A-Z][\w’'.-]+(?:[ \u00a0]+[A-Z][\w’'.-]+){0,2})"
)
_SURE = 0.4


def stray_outlets(
    frames: Frames, document: Document, linked: Iterator[OutletMention], taken: frozenset[int]
) -> Iterator[Clue]:
    """Clues to the outlets of an article that go with no cue.

    Args:
        frames: the statements in their sentences.
        document: the article, whose own outlet is left out.
        linked: the outlets that words like "told", "on" or "with" tie to something.
        taken: where the clues stand that go with a cue.
    """
    seen = set(taken)
    for mention in (*linked, *_hosted(frames)):
        if mention.start in seen or not mention.sure or "█" in mention.name:
            continue
        if frames.holder(mention.start, mention.end) is not None or same_outlet(mention.name, document.outlet):
            continue
        seen.add(mention.start)
        words = frames.text[mention.start : mention.end]
        yield Clue(mention.name, spelling(mention.name), words, mention.start, _SURE, heard=last_name(mention.person))


def _hosted(frames: Frames) -> Iterator[OutletMention]:
    for start, end in frames.sentences:
        for first, last in windows(frames.text, start, end, _HOSTS, before=60, after=50):
            for match in _HOST.finditer(frames.text, first, last):
                mention = outlet_at(frames.text, match.start("outlet"), last, strong=True)
                if mention is not None and mention.end <= match.end("outlet"):
                    yield mention


def last_name(person: str | None) -> str:
    """The last name, lower case, of the one that something was said to."""
    words = re.findall(r"\w+", (person or "").lower())
    return words[-1] if words else ""
