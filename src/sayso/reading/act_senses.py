"""Turns of phrase by which a content does something, however plain its cue; and who is to do what in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.reading.act_words import base_form, base_forms, tones_of

COMMIT = re.compile(
    r"\b(?:i|we)(?: will| shall|['’]ll| would| are going to|['’]re going to|['’]m going to| am going to)\b"
)
OUGHT = re.compile(
    r"\b(?:must|should|ought|need to|needs to|have to|has to|had better|let['’]s|let us|it['’]s time|it is time)\b"
)
IF = re.compile(r"\b(?:if|unless|until|otherwise)\b")
NOT = re.compile(r"\b(?:not|never|no|nothing|nobody|none|neither|nor|without)\b|n['’]t\b")
FUTURE = re.compile(r"\b(?:will|would|won['’]t|going to|['’]ll|plans? to|shall)\b")
FIRST = re.compile(r"\b(?:i|we|my|our|me|us)\b")
SECOND = re.compile(r"\b(?:you|your)\b")


SENSES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("refuse", r"\b(?:never|will not|won[’']t|would(?:n[’']t| not)|can(?:not|[’']t) accept|no longer|impossible|"
                   r"out of the question|unacceptable|not an option|non-?negotiable|not negotiable|"
                   r"(?:do(?:es)?|did)(?:n[’']t| not) (?:support|accept|recogni[sz]e|agree|want|intend|see any)|"
                   r"(?:not|n[’']t) (?:going|about|prepared|willing|ready) to|not be (?:\w+ed|bound)|"
                   r"no (?:talks?|concessions?|deal|negotiations?|reason to|need for|pause|question of)|refus\w+|"
                   r"reject\w+|revok\w+|walk away|oppos\w+|taking .{1,30} back)\b"),
        ("offer", r"\b(?:willing to|prepared to|ready to|open to|(?:would|could|might) consider|on the table|"
                  r"cooperat\w+|work (?:together|with)|find a (?:solution|way)|in return for|in exchange for|"
                  r"sit down|favou?r(?:s|ed)?|let us|let[’']s|why don[’']t)\b"),
        ("pledge", r"\b(?:plans? to|intends? to|promised|pledged|vowed|committed to|determined to|"
                   r"(?:i|we)(?:[’']ll| will)|going to|stand (?:by|with)|ready to|prepared to)\b"),
        ("risk", r"\b(?:matter of time|closer to|brink|a chance that|could (?:lead|end|mean|become|trigger|cause)|"
                 r"risk(?:s|ing)?|threat of|instability|escalat\w+|(?:broader|direct|major) conflict|disaster|"
                 r"catastroph\w+|dangerous|consequences)\b"),
        ("blame", r"\b(?:violat\w+|breach\w*|backtrack\w*|acting against|blame\w*|irresponsib\w+|provocati\w+|"
                  r"too (?:much|little|soft|weak|late)|undermin\w+|betray\w+|lie[ds]?|lying|fail(?:s|ed|ure|ing)?|"
                  r"illegal\w*|wrong|nothing (?:but|to)|refus\w+ to)\b"),
        ("oblige", r"\b(?:must|should|needs? to|ha(?:s|ve) to|ought|(?:it is|it[’']s) time|only (?:when|if|after)|"
                   r"until|immediately|at once|without (?:delay|conditions?))\b"),
        ("success", r"\b(?:success\w*|historic|progress|achiev\w+|breakthrough|victory|constructive|courage\w*)\b"),
        ("harm if", r"\b(?:if|unless)\b.{0,120}\b(?:will|would)\b|\b(?:will|would)\b.{0,120}\b(?:if|unless)\b"),
    )
)  # fmt: skip
"""Turns of phrase that do something however plain the cue, in any letter case."""


def frames(text: str, first: tuple[str, ...], named: frozenset[str]) -> Iterator[str]:
    """Who is to do what, by the first clauses that have a modal: ``own+will+not``, ``other+should``, ``own+ready``.

    The doer is ``own`` where it is a pronoun, starts with a possessive or shares a word with the source: in reported
    speech "he", "we", "her government" most often mean the speaker's own side.

    Args:
        text: the content in lower case.
        first: base forms of its first words.
        named: base forms of the source's words.
    """
    own_words = named - _SMALL
    if first[:1] in (("will",), ("would",)):
        yield "own+will" + ("+not" if "not" in first[1:3] else "")
    for match in list(_CLAUSE.finditer(text))[:3]:
        subject = match["subject"].split()
        last = subject[-1] if subject else ""
        if last in ("i", "we"):
            doer = "first"
        elif last == "you":
            doer = "second"
        elif last in ("he", "she", "they", "it") and len(subject) < 3:
            doer = "pronoun"
        elif {"his", "her", "its", "their", "my", "our"} & set(subject) or own_words & set(
            base_forms(match["subject"])
        ):
            doer = "own"
        else:
            doer = "other"
        modal = _MODALS.get(match["modal"].split()[0], "will")
        if match["modal"] in ("need to", "needs to", "has to", "have to", "had to"):
            modal = "must"
        negated = "+not" if match["no"] or match["modal"] in ("won't", "can't", "cannot", "won’t", "can’t") else ""
        yield f"{doer}+{modal}{negated}"
        verb = base_form(match["verb"])
        for tone in tones_of(verb):
            yield f"{doer}+{modal}{negated}+{tone}"
        yield f"{doer}+{modal}{negated}+{verb}"


_SMALL = frozenset(
    ("the", "a", "an", "of", "and", "or", "in", "for", "to", "with", "by", "on", "at", "us", "u", "from", "be", "who",
     "that")
)  # fmt: skip
_MODALS = {
    "will": "will", "would": "would", "shall": "will", "won't": "will", "won’t": "will", "'ll": "will", "’ll": "will",
    "should": "should", "ought": "should", "must": "must", "can": "can", "can't": "can",
    "can’t": "can", "cannot": "can",
    "could": "could", "may": "could", "might": "could", "plans": "will", "plan": "will", "intends": "will",
    "intend": "will", "is": "ready", "are": "ready", "was": "ready", "were": "ready", "am": "ready", "'m": "ready",
    "’m": "ready", "'re": "ready", "’re": "ready", "do": "do", "does": "do", "did": "do", "have": "must", "has": "must",
    "want": "want", "wants": "want", "wanted": "want", "support": "support", "supports": "support",
}  # fmt: skip
_CLAUSE = re.compile(
    r"(?P<subject>(?:[\w’'.&-]+ ){0,4}?[\w.&-]+?)(?: |(?=['’]))(?:also |still |now |just |simply )?"
    r"(?P<modal>will|would|shall|won['’]t|['’]ll|should|ought to|must|can['’]t|cannot|can|could|may|might|plans? to"
    r"|intends? to|needs? to|ha[sd] to|have to"
    r"|(?:is|are|was|were|am|['’]m|['’]re) (?:ready|prepared|willing|going|open|determined|committed) to"
    r"|(?:do|does|did)(?= not|n['’]t)|want(?:s|ed)? to|supports?)(?P<no> not| never|n['’]t| no longer)?"
    r" (?:also |be |have |been )*(?P<verb>[\w-]+)"
)
