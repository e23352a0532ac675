"""Through whom a report has the words: what its reading tells, and the words of its text that show it. Pure."""

from __future__ import annotations

import re

from sayso.quotation_marks import paragraphs_of
from sayso.record.across.issues.values import Said
from sayso.record.across.utterances.values import Credit
from sayso.spans import Span

_BEFORE = re.compile(
    r"(?:\b(?:told|tells|according to|quoted by|cited by|reported by|reports|writing in|wrote in|published (?:in|by)|"
    r"speaking (?:to|on)|appear(?:ed|ing) on|said (?:on|to)|interview (?:with|on|to)|in remarks to|statement to|via|by|"
    r"to|on|in)\s+)?(?:(?:reporters? (?:of|from|for)|journalists? (?:of|from|for)|the|a|an)\s+)*$",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\b(?:told|according to|quoted by|cited by|reported by|in an interview with|speaking to|in remarks to)\s+"
    r"(?P<outlet>(?:(?!\b(?:that|who|said|and)\b)[^\s.,;:“”\"()]+\s+){0,5}?"
    r"(?:media|news agenc(?:y|ies)|agency|newspapers?|television|TV|broadcasters?|radio|newswires?))\b"
)
_REACH = 500


def credit_of(text: str, said: Said) -> Credit | None:
    """Through whom a report says that it has a statement; ``None`` where it does not tell."""
    if said.told_to:
        return Credit(said.told_to, said.channel, _where(text, said.told_to, said.start))
    if said.contents:
        for start, end in paragraphs_of(text, said.contents[0]):
            found = _MEDIA.search(text, start, end)
            if found is not None:
                outlet = re.sub(r"^(?:the|a|an)\s+", "", found["outlet"])
                return Credit(outlet, said.channel, Span.of(text, found.start(), found.end()))
    return Credit(None, said.channel, None) if said.channel else None


def _where(text: str, name: str, near: int) -> Span | None:
    """The words that name an outlet, with what leads to it, nearest to a place in the text."""
    found = [m for m in re.finditer(rf"\b{re.escape(name)}(?!\w)", text) if abs(m.start() - near) <= _REACH]
    if not found:
        return None
    best = min(found, key=lambda m: abs(m.start() - near))
    before = _BEFORE.search(text, max(0, best.start() - 60), best.start())
    return Span.of(text, before.start() if before else best.start(), best.end())
