"""Sentences that attribute nothing but set the scene: "Her remarks came in an interview with …"."""

from __future__ import annotations

import re

from sayso.reading.circumstances.frames import Frames

_SAYING = (
    r"(?:comments?|remarks?|statements?|claims?|announcements?|words|criticisms?|"
    r"warnings?|pledge|promise|accusations?|allegations?|observations?|"
    r"interview|speech|assertions?|admission|call|proposal|outburst|appeal|confession|revelations?)"
)
_LOOKS_BACK = re.compile(
    rf"\b(?P<whose>[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Tt]he|[Tt]hose|[Tt]hese|"
    rf"[A-Z][\w-]+[’']s?)[ \u00a0](?:[\w-]+[ \u00a0]){{0,2}}?{_SAYING}[ \u00a0](?:came|"
    rf"comes|come|was|were|is|are|"
    rf"follow(?:s|ed)?|appeared|aired)\b"
    rf"|(?P<who>\b[A-Z][\w-]+|\bHe|\bShe|\bThey|\bIt|[Pp]resident|[Ss]enator|"
    rf"[Mm]inister)[ \u00a0](?:also[ \u00a0])?(?:made|issued|gave|offered|delivered|"
    rf"was speaking|were speaking|spoke)\b"
    rf"(?:[ \u00a0](?:the|his|her|their|its|this|that|those|these)[ \u00a0](?:[\w-]+[ \u00a0]){{0,2}}?{_SAYING})?"
)
_PRONOUNS_WORDS = "he she they his her their the those these it its president senator minister who"
_PRONOUNS = frozenset(_PRONOUNS_WORDS.split())


def scene_owner(frames: Frames, sentence: int) -> int | None:
    """The statement whose scene a sentence without one sets: looking back to the last one, or ahead to the next.

    The sentence must be about the same speaker: by name, or by a pronoun right beside the statement.
    """
    start, end = frames.sentences[sentence]
    if frames.holder(start, end) is not None:
        return None
    match = _LOOKS_BACK.search(frames.text, start, end)
    if match:
        subject = re.sub(r"[’']s?$", "", match["whose"] or match["who"]).lower()
        back = _before(frames, sentence, subject)
        if back is not None:
            return back
    return _after(frames, sentence, frames.text[start:end])


def _before(frames: Frames, sentence: int, subject: str) -> int | None:
    for earlier in range(sentence - 1, max(-1, sentence - 7), -1):
        for index in reversed(frames.in_sentence.get(earlier, [])):
            if frames.holders[index] is not None:
                continue
            if subject in _PRONOUNS:
                return index if sentence - earlier <= 3 else None
            if subject == frames.last_name(index):
                return index
    return None


def _after(frames: Frames, sentence: int, words: str) -> int | None:
    """The first statement in the next two sentences, if the sentence names its speaker and the source points back."""
    for later in (sentence + 1, sentence + 2):
        for index in frames.in_sentence.get(later, []):
            if frames.holders[index] is not None:
                continue
            name = frames.last_name(index)
            if name and re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE):
                return index
            return None
    return None
