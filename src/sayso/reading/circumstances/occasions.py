"""Occasions: what an article says of where and when one statement was made, carried to others made there and then."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.reading.circumstances.clues import DIMENSIONS, Clue, Clues, Dimension
from sayso.reading.circumstances.frames import Frames, cue_text
from sayso.reading.circumstances.speakers import speaker_key

_PERFECT = re.compile(r"(?:\b(?:has|have|had|having|been)\b|[’']ve\b)")
_STATE_OF_MIND = re.compile(
    r"\b(?:wants?|wanted|hop(?:es?|ed|ing)|believ(?:es?|ed)|thinks?|thought|fear(?:s|"
    r"ed)?|expect(?:s|ed)?|feels?|felt|knows?|knew|"
    r"likes?|loves?|supports?|opposes?|plans?|seeks?|consider(?:s|ed)?|worr(?:y|ies|ied)|prefers?|understands?|senses?|"
    r"appears?|seems?|documents|highlights|chronicles|explores|depicts|portrays|"
    r"intends?|aims?|wishes|in mind|passionate|convinced|aware|concerned|frustrated|"
    r"incensed)\b"
)
_GOING_ON = re.compile(r"\b(?:is|are|am|[’']s|[’']re)\b.*ing\b")
_AT_OTHER_TIMES = re.compile(
    r"\b(?:often|repeatedly|frequently|previously|once|long|regularly|always|usually|"
    r"typically|in the past|over the years|"
    r"throughout|used to|historically|for years|famously|originally|initially|first)\b"
)
_NOUNS = re.compile(
    r"(?:^|\b)(?:[’']s )?(?:[\w-]+ )?(?:claims?|statements?|calls?(?: for)?|push|"
    r"criticisms?|opposition|concerns?|support(?: for)?|demands?|"
    r"requests?|promises?|proposals?|plans?|offers?|threats?|decisions?|views?|"
    r"beliefs?|hopes?|fears?|intention|opinion|advice|estimate|"
    r"assessment|debate|goal|aim|desire|refusal|rhetoric|outlook|allegations?|"
    r"accusations?|reports?|comments?|pledge|vow)(?: (?:of|that|for|about|to|by))?$"
)
_ABSTRACT = re.compile(r"(?:tion|sion|ment|sal|ism|ness|ance|ence|rse|ial)s?(?: (?:of|that|for|to))?$")
_VERBAL = re.compile(
    r"\b\w+(?:ed|ing|id|ld|lls|ays|ote|oke|ites|ells|alls|rns|ims|ues|ists)\b|\bsays?\b|:|\bput\b|\bsaid\b"
)
_SEPARATELY = re.compile(r"\b(?:separate(?:ly)?|later|another|different|previous|earlier|an earlier)\b")
_COMPATIBLE = (
    {"interview", "broadcast", "call"}, {"speech", "rally", "meeting", "debate"}, {"press conference", "briefing"},
    {"written statement", "document", "letter"}, {"testimony", "meeting"},
)  # fmt: skip
_TO_COME = re.compile(r"(?:\b(?:will|poised to|likely to|expected to|set to|scheduled to|is to|are to)\b|[’']ll\b)")
_PUBLIC = frozenset(
    {"speech", "rally", "debate", "testimony", "written statement", "letter", "press conference", "social media"}
)
_WORKS = frozenset({"letter", "written statement", "social media", "document"})
_EVENTS = frozenset({"meeting", "press conference", "briefing", "testimony", "debate", "rally"})
_DEFINITE = re.compile(r"\b(?:the|that|this|same)\b", re.IGNORECASE)
REACH = {"person": 25, "document": 40}
"""How many paragraphs an occasion is carried past the last statement made on it, by kind of speaker; others get 3."""


@dataclass(slots=True)
class Occasion:
    """One occasion of one speaker: what is known of it and who spoke there."""

    clues: Clues
    members: list[int]
    aside: bool
    last_paragraph: int


@dataclass(frozen=True, slots=True)
class Carried:
    """A clue as it holds for one statement: its own, or taken over from another of the same occasion."""

    clue: Clue
    source: int | None


def takes_over(frames: Frames, index: int) -> bool:
    """Whether a statement's own words allow that it was made on the occasion being told of."""
    statement = frames.statements[index]
    anchor = frames.anchors[index]
    if anchor is None or not statement.cues:
        return True
    cue = cue_text(statement)
    if _PERFECT.search(cue) or _STATE_OF_MIND.search(cue) or _GOING_ON.search(cue) or _AT_OTHER_TIMES.search(cue):
        return False
    if (_NOUNS.search(cue) or _ABSTRACT.search(cue)) and not _VERBAL.search(cue):
        return False
    before = frames.text[max(0, anchor.start - 24) : anchor.start].lower()
    if re.search(r"(?:\b(?:has|have|had)|[’']ve|[’']d)(?:\s+\w+)?\s*$", before):
        return False
    return not _AT_OTHER_TIMES.search(before.rsplit(".", 1)[-1])


def carry(frames: Frames, own: Sequence[Clues]) -> list[dict[Dimension, Carried]]:
    """For each statement what holds of its occasion: its own clues, and those of the occasion it belongs to.

    A speaker's statements in text order make occasions. A clue that contradicts the running occasion opens another; one
    about a date long past is an aside, after whose paragraph the running one goes on. Clues reach forward to the same
    speaker's later statements while they are near, and back to the ones that led up to them (a headline, the lead).
    """
    result: list[dict[Dimension, Carried]] = [{d: Carried(c, None) for d, c in clues.items()} for clues in own]
    for members in _by_speaker(frames).values():
        occasions = _occasions(frames, members, own)
        for occasion in occasions:
            _spread(frames, occasion, own, result)
        _lead_up(frames, members, occasions, own, result)
    _same_work(frames, result)
    _same_event(frames, result)
    _transcript(frames, result)
    return result


def _same_work(frames: Frames, result: list[dict[Dimension, Carried]]) -> None:
    """What is read out of a letter, statement or post was written when the article had it written."""
    for i, statement in enumerate(frames.statements):
        channel = result[i].get("channel")
        speaker = statement.speaker
        if (
            channel is None
            or channel.clue.value not in _WORKS
            or not speaker
            or speaker.kind not in ("document", "unknown")
        ):
            continue
        for j in range(i - 1, -1, -1):
            if frames.place(i) - frames.place(j) > 3:
                break
            other = result[j].get("channel")
            if other is not None and other.clue.value == channel.clue.value:
                for dimension in DIMENSIONS:
                    if dimension in result[j]:
                        result[i].setdefault(dimension, Carried(result[j][dimension].clue, j))
                break


def _same_event(frames: Frames, result: list[dict[Dimension, Carried]]) -> None:
    """Who speaks "at the meeting" that another was told to speak at on a day spoke there on that day."""
    for i in range(len(frames.statements)):
        channel = result[i].get("channel")
        if (
            channel is None
            or "date" in result[i]
            or channel.clue.value not in _EVENTS
            or not _DEFINITE.search(channel.clue.words)
        ):
            continue
        for j in range(i - 1, -1, -1):
            other = result[j].get("channel")
            if other is not None and other.clue.value == channel.clue.value and "date" in result[j]:
                result[i]["date"] = Carried(result[j]["date"].clue, j)
                break


def _transcript(frames: Frames, result: list[dict[Dimension, Carried]]) -> None:
    """The turns of a transcript ("VENN: …") are one conversation, whoever speaks."""
    turns = [i for i, s in enumerate(frames.statements) if cue_text(s) == ":" and frames.place(i) > 0]
    if len(turns) < 4:
        return
    told = next((i for i in turns if "outlet" in result[i] or "channel" in result[i]), None)
    if told is None:
        return
    shared = dict(result[told])
    outlet, channel = shared.get("outlet"), shared.get("channel")
    if outlet is not None and channel is not None and channel.clue.value == "broadcast":
        clue = replace(channel.clue, value="interview", key="interview", confidence=0.7)
        for i in range(len(result)):
            if result[i].get("channel", Carried(clue, None)).clue.key == "broadcast" and "outlet" in result[i]:
                result[i]["channel"] = Carried(clue, result[i]["channel"].source)
        shared["channel"] = Carried(clue, told)
    for i in turns:
        for dimension in DIMENSIONS:
            if dimension != "addressee" and dimension in shared and dimension not in result[i]:
                result[i][dimension] = Carried(shared[dimension].clue, told)


def _by_speaker(frames: Frames) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for i, statement in enumerate(frames.statements):
        key = speaker_key(statement)
        if key is not None:
            nested = frames.holders[i]
            found[key if nested is None and not statement.within else f"{key} in {statement.within or nested}"].append(
                i
            )
    return found


def _inside(frames: Frames, index: int) -> str:
    """What sets a nested statement's occasion apart: who it is told by, unless that is an outlet."""
    holder = frames.holders[index]
    if holder is None:
        within = frames.statements[index].within
        holder = next((i for i, s in enumerate(frames.statements) if within and s.id == within), None)
    if holder is None:
        return ""
    speaker = frames.statements[holder].speaker
    return "" if speaker and speaker.kind == "outlet" else f" in {holder}"


def _occasions(frames: Frames, members: Sequence[int], own: Sequence[Clues]) -> list[Occasion]:
    done: list[Occasion] = []
    main: Occasion | None = None
    current: Occasion | None = None
    for i in members:
        paragraph, clues = frames.place(i), own[i]
        if current and current.aside and paragraph > current.last_paragraph and not _goes_on(frames, i, current):
            current = main
        if clues and _TO_COME.search(_around_cue(frames, i)):
            continue  # what is yet to be said makes no occasion for what was
        if clues:
            if current is None or _contradict(current.clues, clues) or _apart(frames, i, current, paragraph):
                current = Occasion(
                    {d: c for d, c in clues.items() if c.carries}, [i], any(c.old for c in clues.values()), paragraph
                )
                done.append(current)
                if not current.aside:
                    main = current
            else:
                for dimension, clue in ((d, c) for d, c in clues.items() if c.carries):
                    current.clues.setdefault(dimension, clue)
                current.members.append(i)
                current.last_paragraph = paragraph
        elif current and takes_over(frames, i) and paragraph - current.last_paragraph <= _reach(frames, i):
            current.members.append(i)
            current.last_paragraph = paragraph
    return done


def _goes_on(frames: Frames, index: int, aside: Occasion) -> bool:
    """Whether a statement in a later paragraph still belongs to an aside: only a quotation right behind it does."""
    return frames.statements[index].kind == "direct" and frames.place(index) == aside.last_paragraph + 1


def _apart(frames: Frames, index: int, current: Occasion, paragraph: int) -> bool:
    return paragraph - current.last_paragraph > 2 * _reach(frames, index)


def _reach(frames: Frames, index: int) -> int:
    speaker = frames.statements[index].speaker
    return REACH.get(speaker.kind if speaker else "", 3)


def _contradict(known: Clues, new: Clues) -> bool:
    for dimension in ("date", "outlet", "channel"):
        a, b = known.get(dimension), new.get(dimension)
        if a is None or b is None or a.key == b.key or not b.carries or (dimension == "date" and not b.key):
            continue
        if dimension == "channel" and any({a.value, b.value} <= pair for pair in _COMPATIBLE):
            continue
        if dimension == "outlet" and (a.key.startswith(b.key) or b.key.startswith(a.key)):
            continue
        return True
    if any(c.old for c in new.values()) != any(c.old for c in known.values()) and "date" in new:
        return True
    if _in_public(known) and "outlet" in new and "outlet" not in known and "channel" not in new:
        return True
    if _in_public(new) and "outlet" in known and "outlet" not in new and "channel" not in known:
        return True
    channel = new.get("channel")
    return channel is not None and "channel" not in known and bool(_SEPARATELY.search(channel.words.lower()))


def _in_public(clues: Clues) -> bool:
    """Whether words were spoken to a public or put on paper, so that telling them to an outlet is another occasion."""
    return "channel" in clues and clues["channel"].value in _PUBLIC


def _around_cue(frames: Frames, index: int) -> str:
    anchor = frames.anchors[index]
    ahead = frames.text[max(0, anchor.start - 30) : anchor.start] if anchor else ""
    return ahead.rsplit(".", 1)[-1] + cue_text(frames.statements[index])


def _spread(frames: Frames, occasion: Occasion, own: Sequence[Clues], result: list[dict[Dimension, Carried]]) -> None:
    for i in occasion.members:
        for dimension, clue in occasion.clues.items():
            if dimension in result[i] or not clue.carries:
                if dimension == "outlet" and dimension in own[i] and len(clue.key) > len(own[i]["outlet"].key):
                    result[i]["outlet"] = Carried(clue, _bearer(occasion, own, dimension, clue))
                continue
            source = _bearer(occasion, own, dimension, clue)
            settled = "channel" in occasion.clues or "outlet" in occasion.clues
            if source is not None and source > i and frames.place(source) - frames.place(i) > (10 if settled else 3):
                continue
            result[i][dimension] = Carried(clue, source)


def _bearer(occasion: Occasion, own: Sequence[Clues], dimension: Dimension, clue: Clue) -> int | None:
    return next((m for m in occasion.members if own[m].get(dimension) is clue), None)


def _lead_up(
    frames: Frames,
    members: Sequence[int],
    occasions: Sequence[Occasion],
    own: Sequence[Clues],
    result: list[dict[Dimension, Carried]],
) -> None:
    """Carry a speaker's first occasion back to the statements that led up to it."""
    first = next((o for o in occasions if not o.aside), None)
    if first is None:
        return
    opening = first.members[0]
    near = frames.place(opening)
    for i in reversed([m for m in members if m < opening]):
        if result[i] or not takes_over(frames, i):
            continue
        place = frames.place(i)
        if near - place > (3 if place else 6):
            continue
        near = min(near, place + 3)
        for dimension, clue in first.clues.items():
            if clue.carries and dimension != "addressee":
                result[i][dimension] = Carried(clue, opening)
