"""Which date phrase of the reporting dates which statement."""

from __future__ import annotations

import re
from datetime import date

from sayso.model import Document
from sayso.reading.circumstances.calendar import to_edtf
from sayso.reading.circumstances.clues import Clue, Clues
from sayso.reading.circumstances.frames import Frames, cue_text
from sayso.reading.circumstances.phrases import DatePhrase, dated_work, find_date_phrases
from sayso.reading.circumstances.scenes import scene_owner

_NOT_THEN = re.compile(r"^(?:since|from|until|by|as\s+of|starting|beginning)\b", re.IGNORECASE)
_OTHER_EVENT = re.compile(
    r"\b(?:ahead of|before|after|until|since|for|by|following|prior to|leading up to|"
    r"of|from|between|and|until|through|than|to|into)"
    r"(?:[ \u00a0]+(?:the|his|her|its|a|an))?[ \u00a0]*$",
    re.IGNORECASE,
)
_ADJECTIVAL = re.compile(r"\b(?:an?|the|his|her|its|their|this|that)[ \u00a0]*$", re.IGNORECASE)
_DETACHED = re.compile(
    r"\b(?:who|whom|whose|which|that|where|after|before|since|until|because|if|though|"
    r"although|whether|ahead of|following|it|he|she|they)\b|;|^\s*,\s*(?:and|but|"
    r"while)\b"
)
_SPEECH_EVENT = re.compile(
    r"[ \u00a0]+(?:[\w-]+[ \u00a0]+){0,3}(?:interview|debate|speech|statement|"
    r"briefing|conference|rally|hearing|testimony|address|broadcast|"
    r"letter|memo|report|tweet|post|remarks|call|meeting|session|town hall|event|"
    r"appearance|forum|summit|press|news|show|edition|op-ed|release)\b"
)
_RELEASED = re.compile(
    r"\b(?:published|released|issued|posted|aired|broadcast|unveiled|filed|sent|dated|airing|printed)\b[^,;.]{0,30}$"
)
_PUBLISHED_LATER = re.compile(
    r"\b(?:interview|excerpts?|conversation|profile|documentary|recording|audio|video|"
    r"tape)\b[^;.]{0,60}\b(?:published|released|aired|broadcast|"
    r"airing|posted|printed)\b[^,;.]{0,20}$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|going to|expected to|scheduled to|set to|plans? to|due to|is to|are to|would|shall)\b|[’']ll\b"
)
_DATELINE = re.compile(r"[ \u00a0]*(?:\([^)]{2,40}\)|[—–-])")
_OLD_SORTS = frozenset({"year", "decade", "season"})
OLD = 14
"""Days after which something said is no longer the day's news."""


def publication_day(document: Document) -> date | None:
    """The day the document was published, where it is known to the day."""
    try:
        return date.fromisoformat(document.published) if document.published else None
    except ValueError:
        return None


def date_clues(frames: Frames, document: Document) -> tuple[list[Clues], list[Clue]]:
    """For each statement the date phrase by its cue; and the other dates that the article itself tells."""
    clues: list[Clues] = [{} for _ in frames.statements]
    loose: list[Clue] = []
    published = publication_day(document)
    anchor: date | None = None
    best: dict[int, float] = {}
    for phrase in find_date_phrases(frames.text):
        owned = _owned(frames, phrase)
        if owned is not None:
            index, confidence, bound = owned
            clue = _clue(frames, index, phrase, published, anchor, confidence, bound)
            if clue is not None and confidence > best.get(index, 0.0):
                best[index] = confidence
                clues[index]["date"] = clue
            anchor = _day(phrase, published) or anchor
        elif (found := _told_by_the_way(frames, phrase, published, anchor)) is not None:
            loose.append(found)
    for i, statement in enumerate(frames.statements):
        if not clues[i] and statement.speaker and statement.speaker.kind == "document":
            for source in statement.sources:
                if year := dated_work(source.exact):
                    clues[i]["date"] = Clue(year, year, year, source.start, 0.6, carries=False, sort="year")
    return clues, loose


def _told_by_the_way(frames: Frames, phrase: DatePhrase, published: date | None, anchor: date | None) -> Clue | None:
    """A date of the reporting that goes with no cue: it may still be the day of an occasion told of around it."""
    if _NOT_THEN.match(phrase.text) or phrase.vague or _dateline(frames, phrase):
        return None
    holder = frames.holder(phrase.start, phrase.end)
    if holder is not None and not _ends_content(frames, holder, phrase.end):
        return None
    before = frames.clause_before(phrase.start, holder, 60)
    if _AHEAD.search(before[-30:]):
        return None
    edtf = to_edtf(phrase, published, anchor=anchor)
    if edtf and published and edtf.lstrip("/")[:10] > published.isoformat()[: len(edtf.lstrip("/")[:10])]:
        return None
    of_event = bool(_SPEECH_EVENT.match(frames.text, phrase.end))
    apart = bool(_OTHER_EVENT.search(before)) or (bool(_ADJECTIVAL.search(before)) and not of_event)
    return Clue(
        edtf or "", _key(phrase, edtf), phrase.text, phrase.start,
        0.8 if of_event else 0.3 if apart else 0.5,
        old=_is_old(phrase, edtf, published), sort=phrase.sort, inside=holder,
    )  # fmt: skip


def _ends_content(frames: Frames, holder: int, end: int) -> bool:
    """Whether words told as content close it, so that they may as well tell the day of the saying."""
    statement = frames.statements[holder]
    return statement.kind == "indirect" and any(end <= c.end <= end + 2 for c in statement.contents)


def _key(phrase: DatePhrase, edtf: str | None) -> str:
    words = " ".join(phrase.text.lower().split())
    return (edtf or re.sub(r"^(?:on|in|at|late|early|earlier|later)\s+", "", words)).lstrip("/")


def _day(phrase: DatePhrase, published: date | None) -> date | None:
    edtf = to_edtf(phrase, published) if phrase.sort in ("weekday", "day", "month_first", "day_first", "iso") else None
    return date.fromisoformat(edtf) if edtf and len(edtf) == 10 else None


def _owned(frames: Frames, phrase: DatePhrase) -> tuple[int, float, bool] | None:
    """The statement that a phrase dates, how surely, and whether it only bounds the day (a publication)."""
    if _NOT_THEN.match(phrase.text):
        return None
    holder = frames.holder(phrase.start, phrase.end)
    if holder is not None and not any(h == holder for h in frames.holders):
        return None
    found = frames.owner(phrase.start, phrase.end)
    if found is None:
        return _sets_scene(frames, phrase)
    index, between = found
    before = frames.clause_before(phrase.start, holder, 90)
    if _dateline(frames, phrase):
        return None
    released = bool(_RELEASED.search(before))
    if frames.in_source(index, phrase.start, phrase.end):
        ends = any(s.end == phrase.end for s in frames.statements[index].sources)
        return (index, 0.8, False) if released or ends else None
    genitive = phrase.text.endswith(("’s", "'s"))
    adjectival = genitive or (bool(_ADJECTIVAL.search(before)) and phrase.text[:3].lower() not in ("on ", "in "))
    if adjectival and not _SPEECH_EVENT.match(frames.text, phrase.end) and phrase.sort in ("weekday", "day", "period"):
        return None
    if phrase.sort != "event" and _OTHER_EVENT.search(before):
        return None
    if _DETACHED.search(between):
        return None
    tail = frames.past_content(index, phrase.start)
    if tail is not None and (
        tail.strip(" ,”\"’'") or phrase.sort not in ("weekday", "day", "month_first", "day_first")
    ):
        return None
    if _within_other_clause(frames, index, phrase, before):
        return None
    if phrase.vague and not _may_be_vague(frames, phrase, before, between):
        return None
    confidence = 0.95 if len(between.strip()) <= 2 else 0.85 if len(between) <= 40 else 0.7
    if phrase.vague:
        confidence -= 0.25
    if phrase.sort == "recent" and frames.statements[index].speaker is None:
        return None
    return index, confidence, bool(_PUBLISHED_LATER.search(before))


def _sets_scene(frames: Frames, phrase: DatePhrase) -> tuple[int, float, bool] | None:
    """A date that opens, or closes, a sentence which attributes nothing but leads up or looks back to a statement."""
    sentence = frames.sentence_of(phrase.start)
    if sentence in frames.in_sentence or phrase.vague or _dateline(frames, phrase):
        return None
    before = frames.clause_before(phrase.start, None, 90)
    if _OTHER_EVENT.search(before) or (_ADJECTIVAL.search(before) and not _SPEECH_EVENT.match(frames.text, phrase.end)):
        return None
    index = scene_owner(frames, sentence)
    if index is None:
        return None
    anchor = frames.anchors[index]
    looks_back = anchor is not None and anchor.start < phrase.start
    if not looks_back and before.strip():
        return None
    return index, 0.65, bool(_PUBLISHED_LATER.search(before))


def _within_other_clause(frames: Frames, index: int, phrase: DatePhrase, before: str) -> bool:
    """Whether a phrase ahead of the source follows so much else that it belongs to another clause."""
    statement = frames.statements[index]
    if any(s.start < phrase.end for s in (*statement.sources, *statement.cues)):
        return False
    return len(before) > 60 or bool(re.search(r"\b(?:who|which|that)\b", before))


def _may_be_vague(frames: Frames, phrase: DatePhrase, before: str, between: str) -> bool:
    """Whether a phrase like "ahead of the meeting" stands where it can only date the saying: first, or by the cue."""
    if phrase.sort == "then":
        return len(between) < 60
    return not before.strip() or len(between.strip(" ,")) < 30


def _dateline(frames: Frames, phrase: DatePhrase) -> bool:
    paragraph = frames.paragraphs[frames.paragraph_of(phrase.start)][0]
    return (
        phrase.start - paragraph < 60
        and bool(_DATELINE.match(frames.text, phrase.end))
        and frames.text[paragraph : phrase.start].upper()[:4] == frames.text[paragraph : paragraph + 4]
    )


def _clue(
    frames: Frames,
    index: int,
    phrase: DatePhrase,
    published: date | None,
    anchor: date | None,
    confidence: float,
    bound: bool,
) -> Clue | None:
    anchored = frames.anchors[index]
    cue = cue_text(frames.statements[index])
    ahead = frames.text[max(0, anchored.start - 30) : anchored.start] if anchored else ""
    future = bool(_AHEAD.search(cue) or _AHEAD.search(ahead.rsplit(".", 1)[-1]))
    edtf = to_edtf(phrase, published, anchor=anchor, future=future)
    if bound and edtf and "/" not in edtf:
        edtf = "/" + edtf
    if (
        edtf
        and published
        and not future
        and edtf.lstrip("/")[:10] > published.isoformat()[: len(edtf.lstrip("/")[:10])]
    ):
        return None  # a day to come dates no words already said
    return Clue(
        edtf or "", _key(phrase, edtf), phrase.text, phrase.start, round(confidence, 3),
        old=_is_old(phrase, edtf, published), carries=phrase.sort not in ("event", "then", "recent"), sort=phrase.sort,
    )  # fmt: skip


def _is_old(phrase: DatePhrase, edtf: str | None, published: date | None) -> bool:
    if phrase.sort == "ago" and phrase.parts["a_unit"].lower() in ("week", "month", "year", "decade"):
        return True
    if edtf is None or published is None:
        return (
            phrase.sort in _OLD_SORTS
            or (phrase.sort == "month")
            or (phrase.sort == "ago" and phrase.parts["a_unit"] != "day")
        )
    latest = edtf.rsplit("/", 1)[-1].rstrip("~?")
    return latest < date.fromordinal(published.toordinal() - OLD).isoformat()[: len(latest)]
