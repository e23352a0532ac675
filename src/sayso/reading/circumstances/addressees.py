"""Addressees: the person or body that something was said to, from the words behind the cue."""

from __future__ import annotations

import re

from sayso.reading.circumstances.frames import Frames, cue_text
from sayso.reading.circumstances.phrases import find_date_phrases
from sayso.spans import Span

_TELLS = re.compile(
    r"\b(?:told|tells|telling|tell|assured|assuring|reminded|informed|informing|"
    r"warned|warning|urged|urging|advised|asked|asks|asking|ordered|"
    r"instructed|called on|calling on|calls on|pressed|pressing|begged|implored|"
    r"invited|challenged|encouraged|encouraging|wrote|briefed|"
    r"promised|pushing|addressed|addressing|speaking|spoke|exhorted|appealed|appealing)(?: (?:to|with))?$"
)
_ASKS = re.compile(
    r"\b(?:urg(?:ed|es|ing)|ask(?:ed|s|ing)|order(?:ed|ing)|called on|calls on|"
    r"calling on|press(?:ed|ing)|begged|implor(?:ed|ing)|invit(?:ed|ing)|"
    r"encourag(?:ed|ing)|advis(?:ed|ing)|push(?:ed|ing)|instruct(?:ed|ing)|"
    r"demand(?:ed)? that|challeng(?:ed|ing)|tell(?:ing)?|told|warn(?:ed|ing|s)?|"
    r"remind(?:ed|ing)|appealed to|daring|dared)$"
)
_WHO = r"(?:[\w’'.&-]+[ \u00a0]+){0,6}?[\w’'&-]+"
_HEARERS = re.compile(
    rf"(?P<who>(?!(?:that|how|why|what|whether|when|where|if|he|she|they|it|we|I|"
    rf"about|of|on|in|at|the story|the truth)\b){_WHO})"
    r"(?=[ \u00a0]*(?:[,.:;“\"—–(]|$)|[ \u00a0]+(?:on|in|at|during|that|ahead|after|"
    r"before|when|as|he|she|they|it|there|to|not|last|this|early|late|"
    r"outside|aboard|following|via|by|by phone|how|why|what|whether|about|gathered|"
    r"attending|who|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"earlier|yesterday|today|while|with|while|and)\b)"
)
_ASKED = re.compile(
    rf"(?P<who>(?!(?:that|how|why|what|whether|when|where|if|for|about|to|of|on|in|at|"
    rf"an?|against)\b){_WHO}(?:(?:, [A-Z]\w+){{0,3}},? and (?:the )?(?:[\w-]+ "
    rf"){{0,2}}[\w-]+)?)[ \u00a0]+(?:not[ \u00a0]+)?(?=(?:to|that|against)\b)"
)
_WRITTEN_TO = re.compile(
    r"\b(?:letter|e-?mail|memo|note|message) to (?:the )?(?P<who>.+?)(?= (?:urging|"
    r"saying|asking|that|demanding|calling|warning)\b|$)"
)
_OUTLETS_OWN = re.compile(r"[A-Z]{2,}[’']s?[ \u00a0]+(?=[A-Z])")
_THEM = frozenset(["him", "her", "them", "us", "me", "it", "you", "himself", "herself", "themselves", "himself"])
_NOBODY = re.compile(
    r"^(?:the )?(?:story|truth|time|reason|issue|problem|day|lie|lies|\d+|[a-z]+ing)$|"
    r"\b(?:has|have|had|was|were|is|are|would|will|could|should|said|says)\b",
    re.IGNORECASE,
)


def addressee_of(frames: Frames, index: int) -> Span | None:
    """The words that name whom a statement was said to, or ``None``."""
    statement = frames.statements[index]
    if not statement.cues:
        return None
    cue = cue_text(statement)
    if written := _WRITTEN_TO.search(statement.cues[-1].exact):
        begin = statement.cues[-1].start
        return Span.of(frames.text, begin + written.start("who"), begin + written.end("who"))
    if not _TELLS.search(cue) and not _ASKS.search(cue):
        return None
    end = statement.cues[-1].end
    while end < len(frames.text) and frames.text[end] in " \u00a0":
        end += 1
    first = min((c.start for c in statement.contents if c.start >= end - 1), default=None)
    stop = frames.sentences[frames.sentence_of(statement.cues[-1].start)][1]
    if first is not None and first <= end:
        last = max((c.end for c in statement.contents if c.start <= end < c.end), default=stop)
        return _asked(frames.text, end, min(stop, end + 90, last), statement.sources) if _ASKS.search(cue) else None
    if not _TELLS.search(cue):
        return None
    return _hearers(frames.text, end, min(stop, end + 90, first if first is not None else stop), statement.sources)


def _asked(text: str, start: int, end: int, sources: tuple[Span, ...]) -> Span | None:
    """The party at the beginning of what is asked ("member countries to cut ties")."""
    match = _ASKED.match(text, start, end)
    return _fit(text, match, sources) if match else None


def _hearers(text: str, start: int, end: int, sources: tuple[Span, ...]) -> Span | None:
    match = _HEARERS.match(text, start, end)
    return _fit(text, match, sources) if match else None


def _fit(text: str, match: re.Match[str], sources: tuple[Span, ...]) -> Span | None:
    start, end = match.span("who")
    words = match["who"].split()
    while words and words[0].lower() in ("co-host", "host", "to", "with"):
        start += len(words[0]) + 1
        words = words[1:]
    if behind := _OUTLETS_OWN.match(text, start, end):
        start = behind.end()
        words = words[1:]
    while words and words[-1].lower() in ("never", "not", "of", "that", "also", "about", "on", "simply", "only"):
        end -= len(words[-1]) + 1
        words = words[:-1]
    if any(s.start < end and start < s.end for s in sources):
        return None
    if not words or (len(words) == 1 and words[0].lower() in _THEM) or _NOBODY.search(" ".join(words)):
        return None
    if find_date_phrases(" ".join(words)):
        return None
    return Span.of(text, start, end)
