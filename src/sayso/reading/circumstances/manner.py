"""The manner of a cue: one saying at one time, or a habit, a state of mind, a standing view."""

from __future__ import annotations

import re

from sayso.reading.circumstances.frames import Frames, cue_text

_PERFECT = re.compile(r"(?:\b(?:has|have|had|having|been)\b|[’']ve\b)")
_PERFECT_AHEAD = re.compile(r"(?:\b(?:has|have|had)|[’']ve|[’']d)(?:\s+\w+)?\s*$")
_STATE_OF_MIND = re.compile(
    r"\b(?:wants?|wanted|hop(?:es?|ed|ing)|believ(?:es?|ed)|thinks?|thought|fear(?:s|"
    r"ed)?|expect(?:s|ed)?|feels?|felt|knows?|knew|"
    r"likes?|loves?|supports?|opposes?|plans?|seeks?|consider(?:s|ed)?|worr(?:y|ies|ied)|prefers?|understands?|senses?|"
    r"appears?|seem(?:s|ed|ingly)?|documents|highlights|chronicles|explores|depicts|portrays|"
    r"intends?|aims?|wishes|in mind|passionate|convinced|aware|concerned|frustrated|"
    r"incensed|suspects?|suspected|refuses?|willing)\b"
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
GOES_ON = re.compile(
    r"\b(?:add(?:ed|s|ing)|continu(?:ed|es|ing)|went on|going on|goes on|conclud(?:ed|es|ing)|also|then|"
    r"explain(?:ed|s|ing)|not(?:ed|es|ing)|later|again|said of|insist(?:ed|s|ing))\b"
)
_PLAIN = re.compile(r"^(?:he |she |they )?(?:said|says)$")
_PRESENT = re.compile(
    r"\b(?:says|tells|argues|calls|writes|warns|claims|notes|explains|denies|insists|urges|adds|reads)\b"
)
_NOT_YET = re.compile(
    r"(?:\b(?:will|poised to|likely to|expected to|set to|scheduled to|is to|are to|would)\b|[’']ll\b)"
)
_ACCORDING = re.compile(r"\baccording to\b|^(?:to|for|in|as)$")

MANNERS = (
    "perfect", "mind", "going on", "other times", "noun", "goes on", "plain", "present", "not yet", "according",
    "colon",
)  # fmt: skip
"""What is asked of each cue, in the order of :func:`manner`."""


def manner(frames: Frames, index: int) -> tuple[float, ...]:
    """1.0 for each of :data:`MANNERS` that a statement's cue shows, 0.0 for the others."""
    anchor = frames.anchors[index]
    cue = cue_text(frames.statements[index])
    before = frames.text[max(0, anchor.start - 24) : anchor.start].lower() if anchor else ""
    ahead = before.rsplit(".", 1)[-1]
    noun = bool(_NOUNS.search(cue) or _ABSTRACT.search(cue)) and not _VERBAL.search(cue)
    shown = (
        _PERFECT.search(cue) or _PERFECT_AHEAD.search(before),
        _STATE_OF_MIND.search(cue),
        _GOING_ON.search(cue),
        _AT_OTHER_TIMES.search(cue) or _AT_OTHER_TIMES.search(ahead),
        noun,
        GOES_ON.search(cue),
        _PLAIN.match(cue),
        _PRESENT.search(cue),
        _NOT_YET.search(cue) or _NOT_YET.search(ahead),
        _ACCORDING.search(cue),
        cue == ":",
    )
    return tuple(float(bool(s)) for s in shown)
