"""What stands by each statement about where it was said: outlet, channel, addressee, in the article's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.model import Document
from sayso.reading.circumstances.addressees import addressee_of
from sayso.reading.circumstances.by_the_way import last_name, stray_outlets
from sayso.reading.circumstances.channels import channel_of_cue, find_channels, is_made
from sayso.reading.circumstances.clues import Clue, Clues, Dimension
from sayso.reading.circumstances.frames import Frames
from sayso.reading.circumstances.outlet_names import same_outlet, spelling
from sayso.reading.circumstances.outlets import OutletMention, outlet_at
from sayso.reading.circumstances.reported_by import is_speaker, reporting_outlets
from sayso.reading.circumstances.scenes import scene_owner

_LINK = re.compile(
    r"\b(?:(?P<told>told|tells|telling|tell|assured|reminded|informed)|"
    r"(?P<spoke>(?:spoke|speaking|talking|talked|spoken|speak) (?:\w+ )?(?:to|with|"
    r"on))"
    r"|(?P<interview>interviews?(?: \w+)? (?:with|to|on|by|for|in|published (?:by|in)|"
    r"aired (?:by|on))|interviewed (?:by|on|in)|sit-down with)"
    r"|(?P<according>according to|(?:quoted|cited|reported|carried|interviewed|"
    r"broadcast|aired|published|obtained|released) (?:as \w+ )?(?:by|in|on)|quoted as "
    r"saying (?:by|in|on))"
    r"|(?P<wrote>(?:wrote|writing|writes|written|op-ed|column|essay|editorial|"
    r"commentary|article|piece|profile)(?: \w+)? (?:in|for)|(?:comments?|remarks|"
    r"statement|e-?mail|response|disclosed \w+|leaked \w+|confirmed|quoted) (?:to|in|"
    r"given to|provided to|sent to))"
    r"|(?P<weak>(?i:on|in|to|with|by|via|during|at|of)))[ \u00a0]+(?=(?:(?:the|an?|"
    r"his|her|its|their|this weekend[’']s|this week[’']s|[A-Za-z-]+day[’']s|own|state|"
    r"state-run|state-owned|official|semi-official|independent|local|popular|website|"
    r"newspaper|magazine|agency|outlet|outlets|daily|weekly|broadcaster|channel|radio|"
    r"television|news|[A-Z][a-z]+(?:ish|an|ese|ch)|media|broadcast of|an? \w+ "
    r"broadcast of|episode of|edition of)[ \u00a0]+){0,3}[\"“‘']?(?:[A-Z0-9█]|state|"
    r"public|(?:news|radio|television)\b|[\w-]+\.(?:ir|ru|com|org)))"
)
_MADE_THERE = re.compile(
    r"\b(?P<name>(?:[A-Z0-9][\w.&’'-]*[ \u00a0]+){1,5}(?:(?:magazine|newspaper|radio|television|TV|phone)[ \u00a0]+)?)"
    r"(?P<made>interviews?|op-ed|opinion piece|column|editorial|essay|town hall|podcast)\b"
)
_FILLER = re.compile(
    r"(?:(?:this (?:weekend|week)[’']s|[A-Z][a-z]+day[’']s|[A-Z][a-z]+day (?:morning|"
    r"night|evening)[’']s|the|a|an|his|her|its|latest|recent)[ \u00a0]+)*(?:(?:live "
    r")?(?:broadcast|edition|episode|show|programme|program|issue|pages|website|air|"
    r"airwaves)[ \u00a0]+(?:of|on|from)[ \u00a0]+)"
)
_WEEKLY = re.compile(r"(?:this (?:weekend|week)[’']s|[A-Z][a-z]+day[’']s)[ \u00a0]+")
_NOT_SAYING = re.compile(
    r"\b(?:who|which|whose|where|worked|works|working|editor|reporter|owner|founder|"
    r"publisher|owned|employed|lawsuit|sued)\b"
)
_REPORTED = re.compile(
    r"^[ \u00a0]*(?:,[^,]{1,60},[ \u00a0]*)?(?:\w+ly |first |also |has |had "
    r")?(?:reported|reports|quoted|cited|revealed|published|wrote|writes|quoting|said|"
    r"says|aired|broadcast)\b"
)
_SAME_THERE = re.compile(
    r"\b(?:In|During|Throughout|At|On|In the same|Later in|Elsewhere in) (?:the|that|"
    r"this|the same|his|her) (interview|broadcast|programme|program|show|"
    r"conversation)\b"
)
_HOST_OF = re.compile(
    r"\b(?:told|tells|telling|with|"
    r"to)[ \u00a0](?P<person>(?:[A-Z][\w’'.-]+[ \u00a0]){1,2}[A-Z][\w’'.-]+)[ \u00a0](?:of|"
    r"from|on|at)[ \u00a0](?:the[ \u00a0])?[\"“]?$"
)
_TO_HEAR = frozenset({"told", "spoke", "interview"})


def setting_clues(
    frames: Frames, document: Document
) -> tuple[list[Clues], list[tuple[Dimension, Clue]], frozenset[int]]:
    """For each statement the outlet, channel and addressee by its cue; never the publishing outlet.

    Beside them the outlets and channels that the article names by no cue, and the statements made to its publisher.
    """
    clues: list[Clues] = [{} for _ in frames.statements]
    loose: list[Clue] = []
    known: list[OutletMention] = []
    to_publisher: set[int] = set()
    heard_by: dict[int, str] = {}
    for sentence in range(len(frames.sentences)):
        if sentence not in frames.in_sentence:
            _scene(frames, document, sentence, clues, known, loose)
            continue
        start, end = frames.sentences[sentence]
        for found in find_channels(frames.text, start, end):
            owner = _owner(frames, found.start, found.end, published_by=False)
            if owner is not None and "channel" not in clues[owner] and not _behind_content(frames, owner, found.start):
                clue = Clue(found.channel, found.channel, found.words, found.start, 0.85)
                clues[owner]["channel"] = clue
            elif frames.holder(found.start, found.end) is None:
                loose.append(Clue(found.channel, found.channel, found.words, found.start, 0.5))
        for kind, mention in (*_outlets(frames.text, start, end), *_named_by_kind(frames.text, start, end)):
            _place_outlet(frames, document, kind, _in_full(mention, known), clues, to_publisher, heard_by)
            if mention.sure:
                known.append(mention)
    reporting_outlets(frames, document, clues)
    for i, statement in enumerate(frames.statements):
        if own := channel_of_cue(statement):
            clues[i]["channel"] = Clue(own[0], own[0], own[1], statement.start, 0.9, carries=own[0] != "document")
        if i in heard_by:
            clues[i].setdefault(
                "addressee", Clue(heard_by[i], spelling(heard_by[i]), heard_by[i], statement.start, 0.7, carries=False)
            )
        elif "outlet" not in clues[i] and i not in to_publisher and (hearer := addressee_of(frames, i)):
            clues[i]["addressee"] = Clue(
                hearer.exact, spelling(hearer.exact), hearer.exact, hearer.start, 0.75, carries=False
            )
    linked = (m for start, end in frames.sentences for _, m in _outlets(frames.text, start, end))
    taken = frozenset(c["outlet"].start for c in clues if "outlet" in c)
    stray = stray_outlets(frames, document, linked, taken)
    told: list[tuple[Dimension, Clue]] = [("channel", c) for c in loose] + [("outlet", c) for c in stray]
    return clues, told, frozenset(to_publisher)


def _behind_content(frames: Frames, index: int, start: int) -> bool:
    """Whether so much stands between a content's end and ``start`` that it tells of what is said, not of the saying."""
    tail = frames.past_content(index, start)
    return tail is not None and len(tail.strip(" ,”\"’'")) > 3


def _scene(
    frames: Frames,
    document: Document,
    sentence: int,
    clues: list[Clues],
    known: list[OutletMention],
    loose: list[Clue],
) -> None:
    """Settings told in a sentence of their own ("The remarks came in an interview with …")."""
    start, end = frames.sentences[sentence]
    channels = list(find_channels(frames.text, start, end))
    if not channels and "interview" not in frames.text[start:end]:
        return
    index = scene_owner(frames, sentence)
    if index is None:
        if frames.holder(start, end) is None:
            loose += [Clue(c.channel, c.channel, c.words, c.start, 0.5) for c in channels]
        return
    for found in channels:
        if found.channel not in ("meeting", "document", "letter"):
            clues[index].setdefault("channel", Clue(found.channel, found.channel, found.words, found.start, 0.65))
    for kind, mention in _outlets(frames.text, start, end):
        mention = _in_full(mention, known)
        if (
            kind in _TO_HEAR
            and mention.sure
            and "█" not in mention.name
            and not same_outlet(mention.name, document.outlet)
        ):
            words = frames.text[mention.start : mention.end]
            clues[index].setdefault("outlet", Clue(mention.name, spelling(mention.name), words, mention.start, 0.65))


def _owner(frames: Frames, start: int, end: int, *, published_by: bool) -> int | None:
    """The statement that a setting goes with; inside a source only a thing's publication counts."""
    found = frames.owner(start, end)
    if found is None or _NOT_SAYING.search(found[1]):
        return None
    index = found[0]
    speaker = frames.statements[index].speaker
    if frames.in_source(index, start, end) and not (
        published_by and ((speaker and speaker.kind == "document") or is_made(frames.statements[index]))
    ):
        return None
    return index


def _outlets(text: str, start: int, end: int) -> Iterator[tuple[str, OutletMention]]:
    at = start
    while match := _LINK.search(text, at, end):
        at = match.end()
        kind = match.lastgroup or "weak"
        begin = at
        if filler := _FILLER.match(text, begin, end):
            begin, kind = filler.end(), "wrote"
        elif weekly := _WEEKLY.match(text, begin, end):
            begin = weekly.end()
        mention = outlet_at(text, begin, end, strong=kind != "weak")
        if mention:
            if kind == "weak" and not mention.sure:
                continue
            at = max(at, mention.end)
            yield kind, mention


def _named_by_kind(text: str, start: int, end: int) -> Iterator[tuple[str, OutletMention]]:
    """Outlets that stand ahead of what was made there: "in a Severell Post op-ed", "an NBC interview"."""
    for match in _MADE_THERE.finditer(text, start, end):
        for word in re.finditer(r"[A-Z0-9][^ \u00a0]*", match["name"]):
            mention = outlet_at(text, match.start("name") + word.start(), match.end("name"), strong=False)
            if mention and mention.sure and mention.after >= match.end("name") - 1:
                yield "interview" if match["made"].startswith(("interview", "town")) else "wrote", mention
                break


def _in_full(mention: OutletMention, known: list[OutletMention]) -> OutletMention:
    """The mention under the longer name given before to the same outlet ("CBS" after "CBS This Morning")."""
    words = spelling(mention.name).split()
    for earlier in known:
        if mention.sort == "programme" and earlier.programme and spelling(mention.name) == spelling(earlier.programme):
            return replace(mention, name=earlier.name)
        full = spelling(earlier.name).split()
        if len(full) > len(words) and (full[: len(words)] == words or full[-len(words) :] == words):
            return replace(mention, name=earlier.name)
    return mention


def _place_outlet(
    frames: Frames,
    document: Document,
    kind: str,
    mention: OutletMention,
    clues: list[Clues],
    to_publisher: set[int],
    heard_by: dict[int, str],
) -> None:
    index = _owner(frames, mention.start, mention.end, published_by=kind == "according")
    if index is None:
        return
    statement = frames.statements[index]
    ahead = frames.text[max(0, mention.start - 60) : mention.start]
    if kind == "weak" and not _fits_weak(mention, ahead) and not _HOST_OF.search(ahead):
        return
    if is_speaker(statement, mention):
        return
    if kind == "weak" and (host := _HOST_OF.search(ahead)):
        kind = "told"
        heard_by[index] = host["person"]
    if kind in _TO_HEAR and mention.person:
        heard_by[index] = mention.person
    if _behind_content(frames, index, mention.start):
        return
    if "█" in mention.name or same_outlet(mention.name, document.outlet):
        to_publisher.add(index)
    elif "outlet" not in clues[index]:
        confidence = {"told": 0.92, "interview": 0.9, "spoke": 0.88, "according": 0.85, "wrote": 0.85}.get(kind, 0.7)
        if not mention.sure:
            confidence -= 0.15
        clues[index]["outlet"] = Clue(
            mention.name, spelling(mention.name), frames.text[mention.start : mention.end], mention.start, confidence,
            carries=kind != "according", heard=last_name(heard_by.get(index)),
        )  # fmt: skip
    if mention.sort == "programme" and "channel" not in clues[index]:
        channel = "interview" if kind in _TO_HEAR else "broadcast"
        clues[index]["channel"] = Clue(
            channel, channel, frames.text[mention.start : mention.after], mention.start, 0.75
        )
    elif kind == "weak" and mention.sort == "broadcaster" and ahead.rstrip().lower().endswith("on"):
        clues[index].setdefault("channel", Clue("broadcast", "broadcast", f"on {mention.name}", mention.start, 0.65))


def _fits_weak(mention: OutletMention, ahead: str) -> bool:
    """Whether a preposition alone ties an outlet to the saying: on a programme, in a paper, to either."""
    word = ahead.rstrip(" \u00a0\"“‘'").split()[-1:] or [""]
    preposition = word[0].lower()
    if preposition in ("the", "a", "an", "his", "her", "its", "state", "media"):
        preposition = "on" if re.search(r"\bon\b", ahead[-30:]) else "in" if re.search(r"\bin\b", ahead[-30:]) else "to"
    if mention.sort in ("broadcaster", "programme"):
        return preposition in ("on", "with", "to", "via", "during", "by", "in")
    return preposition in ("in", "to", "by", "via")
