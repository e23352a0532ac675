"""Words that name what a statement answers: "rejected Tolvik's offer", "responding to the minister's claim"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model import Act
from sayso.record.across.issues.values import Said

FITS: dict[str, tuple[Act, ...]] = {
    "offer": ("propose", "promise", "ask", "accept"),
    "proposal": ("propose", "demand", "want"),
    "plan": ("propose", "promise", "want"),
    "idea": ("propose", "want", "ask"),
    "initiative": ("propose", "promise"),
    "suggestion": ("propose", "ask", "want"),
    "invitation": ("propose", "ask", "demand"),
    "overture": ("propose", "promise", "accept"),
    "demand": ("demand", "want"),
    "ultimatum": ("demand", "threaten"),
    "call": ("demand", "propose", "want"),
    "appeal": ("demand", "ask", "want"),
    "request": ("demand", "ask", "want"),
    "threat": ("threaten", "warn"),
    "warning": ("warn", "threaten"),
    "accusation": ("accuse", "state"),
    "allegation": ("accuse", "state"),
    "charge": ("accuse", "state"),
    "criticism": ("accuse", "reject"),
    "attack": ("accuse", "threaten"),
    "claim": ("state", "accuse", "deny", "confirm", "warn"),
    "assertion": ("state", "accuse", "deny", "confirm"),
    "denial": ("deny", "reject"),
    "rejection": ("reject", "deny"),
    "refusal": ("reject", "deny"),
    "pledge": ("promise", "propose"),
    "promise": ("promise", "propose"),
    "vow": ("promise", "threaten"),
    "question": ("ask",),
    "apology": ("confirm", "state"),
}
"""What sort of act a noun names, the first being the usual one. Nouns of any saying (``remarks``) name none."""

_ANY = "remark|comment|statement|word|speech|interview|letter|post|tweet|message"
_NOUN = "|".join((*FITS, "criticism", _ANY))
_REACTS = re.compile(
    r"\b(?:reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|rebuff(?:s|ed|ing)?|refus(?:es|ed|ing)|turn(?:s|ed|ing)? down|"
    r"spurn(?:s|ed|ing)?|scorn(?:s|ed|ing)?|welcom(?:es|ed|ing)|accept(?:s|ed|ing)?|den(?:y|ies|ied|ying)|"
    r"disput(?:es|ed|ing)|condemn(?:s|ed|ing)?|criticis(?:es|ed|ing)|criticiz(?:es|ed|ing)|mock(?:s|ed|ing)?|"
    r"describ(?:es|ed|ing)|call(?:s|ed|ing)?|brush(?:es|ed|ing)? (?:off|aside)|shrug(?:s|ged|ging)? off|"
    r"(?:in )?(?:response|reply|answer|reaction) to|respond(?:s|ed|ing)? to|repl(?:y|ies|ied|ying) to|"
    r"react(?:s|ed|ing)? to|answer(?:s|ed|ing)?|ask(?:ed)? about|comment(?:s|ed|ing) on|hit(?:s|ting)? back at|"
    r"rul(?:es|ed|ing) out|prais(?:es|ed|ing)|agree(?:s|d|ing)? (?:to|with)|object(?:s|ed|ing)? to|rebut(?:s|ted)?)\b",
    re.IGNORECASE,
)
_NAME = (
    r"(?:[Tt]he[ ])?(?:[A-Z][\w-]*[ ])*?[A-Z][\w-]*"
    r"(?:[ ](?:foreign[ ]|prime[ ]|defen[cs]e[ ]|interior[ ])?"
    r"(?:minister|president|leader|government|spokes(?:man|woman)))?"
)
_THEIRS = re.compile(
    rf"(?P<who>{_NAME})(?:[’']s|[’'])[ ](?:(?!(?:and|that|who|for|to)\b)[\w-]+[ ]){{0,3}}?(?P<noun>{_NOUN})s?\b"
)
_BY_THEM = re.compile(
    rf"\b(?P<noun>{_NOUN})s?[ ](?:made[ ])?(?:by|from|of)[ ](?P<who>(?:(?:the|[A-Z]\w*|[a-z]+)[ ]){{0,3}}?{_NAME})"
)
_OF_STATE = re.compile(
    rf"\b(?P<who>[A-Z][\w-]+(?:ian|an|ese|ish|i|ic|n))[ ](?:(?!(?:and|that|who|for|to)\b)[\w-]+[ ]){{0,2}}?"
    rf"(?P<noun>{_NOUN})s?\b"
)
_TO_OUTLET = re.compile(
    r"\b(?:to|in|with|on|told)[ ](?P<outlet>(?:the[ ]|The[ ])?(?:[A-Z][\w&’'-]*)(?:[ ](?:de|of|[A-Z][\w-]*))*)"
)
_SENTENCE = re.compile(r"[.!?][”\"’')]*(?=\s+[A-Z“\"‘'(])|\n")
_SAYS_YES_OR_NO: frozenset[Act] = frozenset({"accept", "reject", "deny"})
_HEAD = 160


@dataclass(frozen=True, slots=True)
class Named:
    """Something said that words name as somebody's.

    Attributes:
        who: whose, as the words have it.
        noun: what sort of saying (``offer``), in the singular.
        words: the words themselves.
        rest: what follows them in the sentence.
        outlets: names that may be the outlet to which it was said.
    """

    who: str
    noun: str
    words: str
    rest: str
    outlets: tuple[str, ...] = ()

    def outlet_of(self, said: Said) -> bool:
        """Whether the words name the outlet to which a statement was said."""
        if not said.told_to:
            return False
        told = said.told_to.lower().removeprefix("the ")
        return any(told in name.lower() for name in self.outlets)


def named_things(said: Said, text: str) -> Iterator[Named]:
    """What a statement's own sentence names as said by another: only where the words react to it."""
    for start, end in _sentences(said, text):
        sentence = text[start:end]
        first = said.contents[0].start if said.contents else end
        for pattern in (_THEIRS, _BY_THEM, _OF_STATE):
            for match in pattern.finditer(sentence):
                if not _reacted_to(said, sentence, match, max(0, first - start)):
                    continue
                rest = sentence[match.end() :]
                outlets = tuple(m["outlet"] for m in _TO_OUTLET.finditer(rest))
                words = " ".join(match[0].split())
                yield Named(match["who"].strip(), match["noun"].lower(), words, rest, outlets)


def _reacted_to(said: Said, sentence: str, match: re.Match[str], content_at: int) -> bool:
    """Whether a reaction stands right before the words, or the statement itself says yes or no to them."""
    before = sentence[max(0, match.start() - 60) : match.start()]
    if any(not re.search(r"[.;:“”\"]", before[m.end() :]) for m in _REACTS.finditer(before)):
        return True
    near = match.start() - content_at
    return said.act in _SAYS_YES_OR_NO and 0 <= near <= _HEAD


def _sentences(said: Said, text: str) -> Iterator[tuple[int, int]]:
    """The sentences in which the statement's source, cue and first content stand."""
    starts = [said.start] + [span.start for span in said.contents[:1]]
    seen: set[int] = set()
    for at in starts:
        begin = max((m.end() for m in _SENTENCE.finditer(text, max(0, at - 600), at)), default=max(0, at - 600))
        if begin in seen:
            continue
        seen.add(begin)
        stop = _SENTENCE.search(text, at + 1, min(len(text), at + 800))
        yield begin, stop.end() if stop else min(len(text), at + 800)
