"""Words by which an article shows that one statement replies to another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from sayso.model import Act

RETORTS = re.compile(
    r"\b(?:repl(?:y|ies|ied|ying)|respond(?:s|ed|ing)?|retort(?:s|ed|ing)?|counter(?:s|ed|ing)|rejoin(?:s|ed)|"
    r"(?:hit(?:s|ting)?|fir(?:e|es|ed|ing)|sho(?:t|ots?|oting)|snap(?:s|ped)?|push(?:es|ed|ing)?|clap(?:s|ped)?|"
    r"struck|strikes?|punch(?:es|ed)|screamed|yelled|shouted) back|answer(?:s|ed|ing)|"
    r"(?:answer|response|reply|rebuttal|retort) (?:was|is)|disagree[sd]?|in (?:response|reply))\b"
)
"""A cue that is itself a reply."""
NO_REPLY = re.compile(r"(?:\b(?:not|never|declin\w*|refus\w*|fail\w*)|n[’']t)\b")
"""A cue of what was not said."""
NO_COMMENT = re.compile(r"\brequests? for (?:\w+ )?comment|\bfor comment\b")
"""A reply only to the reporter."""
REACTS = re.compile(
    r"\b(?:reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|den(?:y|ies|ied|ying)|rebuff(?:s|ed|ing)?|rebut(?:s|ted|ting)?|"
    r"refut(?:es|ed|ing)|disput(?:es|ed|ing)|welcom(?:es|ed|ing)|accept(?:s|ed|ing)?|critici[sz](?:es|ed|ing)|"
    r"condemn(?:s|ed|ing)?|denounc(?:es|ed|ing)|slam(?:s|med|ming)?|blast(?:s|ed|ing)?|cheer(?:s|ed|ing)?|"
    r"prais(?:es|ed|ing)|applaud(?:s|ed|ing)?|hail(?:s|ed|ing)?|oppos(?:es|ed|ing)|contradict(?:s|ed|ing)?|"
    r"mock(?:s|ed|ing)?|ridicul(?:es|ed|ing)|scoff(?:s|ed|ing)?(?: at)?|brush(?:es|ed|ing)? (?:off|aside)|"
    r"shrug(?:s|ged|ging)? off|spurn(?:s|ed|ing)?|echo(?:es|ed|ing)?|endors(?:es|ed|ing)|back(?:s|ed|ing)|"
    r"defend(?:s|ed|ing)?|disagree(?:s|d|ing)?|agree(?:s|d|ing)? (?:to|with)|turned down|rul(?:ed|es|ing) out|"
    r"confirm(?:s|ed|ing)?|object(?:s|ed|ing)?(?: to)?|decri(?:es|ed)|deplor(?:es|ed)|lament(?:s|ed)|took issue|"
    r"call(?:s|ed|ing)?|described|react(?:s|ed|ing)|protest(?:s|ed|ing)?|respond(?:s|ed|ing)? to|repl(?:ies|ied)|"
    r"disapprov(?:es|ed|al)|jump(?:s|ed) on|fir(?:es|ed) back|hit(?:s)? back|seiz(?:es|ed) on|"
    r"opposition|criticism of|rejection of|denial of)\b"
)
"""A cue that takes a side on what another said or did."""
IN_RESPONSE = re.compile(
    r"\b(?:in (?:direct |an apparent |apparent )?(?:response|reply|answer|reaction) to|respond(?:ing|ed) to|"
    r"reply(?:ing)? to|replied to|react(?:ing|ed) to|rowing back on|(?:when |after |being |if )?asked (?:about|by "
    r"[\w ]{3,30} about|whether|if|to (?:respond|comment|react)|why|how|what)|pressed (?:on|about)|questioned about|"
    r"commenting on|addressing|in the wake of|after (?:[A-Z][\w’'-]+ )+(?:said|claimed|proposed|suggested|accused|"
    r"called))\b"
)
"""A phrase of the reporting that makes what it stands by a reply."""
QUESTIONS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|press(?:es|ed|ing)|push(?:es|ed) (?:on|by|about)|pushed$|prod(?:s|ded)|quizz(?:es|ed)|"
    r"grill(?:s|ed)|inquir(?:es|ed)|wonder(?:s|ed) (?:if|whether|aloud))\b"
)
"""A cue of asking."""
PASSIVE = re.compile(
    r"^(?:when |if |after being )?(?:asked|pressed|questioned|pushed|quizzed|prodded)(?: (?:about|whether|if|why|how|"
    r"what|who|when|where|by|to|on|for|specifically|directly|again|later)\b|$)|"
    r"\b(?:was|were|been|being|is) (?:\w+ )?(?:asked|pressed|questioned|pushed|quizzed|grilled|prodded)\b"
)
"""A cue of asking whose asker it does not tell: "asked about", "was pressed on"."""
_THINGS = (
    "statements?|claims?|proposals?|offers?|calls?|remarks?|comments?|plans?|accusations?|allegations?|charges?|"
    "suggestions?|tweets?|decision|announcement|demands?|requests?|criticisms?|words|idea|move|threats?|warnings?|"
    "assertions?|ultimatum|invitation|speech|letter|resolution|pledge|promise|question|attacks?|push|arguments?|denial|"
    "reports?|appeal|initiative|overture|concerns?|insistence|assessment|account|challenge|motion|verdict|ruling|"
    "position|notion|contention|jab|jibe|critique|rhetoric"
)
THING = rf"(?P<thing>{_THINGS})"
THEIRS = re.compile(
    rf"(?:\b(?P<who>[A-Z][\w.-]+)[’']s?|\bby (?P<by>(?:[A-Z][\w.’'-]+ ?){{1,4}})|"
    rf"\b(?P<body>[A-Z]{{2,}}))[ \u00a0]+(?:[\w“”\"-]+[ \u00a0]+){{0,3}}?{THING}\b"
    rf"|\b(?P<thing2>{_THINGS})[ \u00a0](?:by|from|"
    rf"of)[ \u00a0](?:the[ \u00a0])?(?:[a-z]+[ \u00a0]){{0,3}}(?P<of>(?:[A-Z][\w.’'-]+ ?){{1,4}})"
)
"""Something said, with whose it is: "Dolmen's latest offer"."""
THAT_THING = re.compile(
    rf"^[^“\"]{{0,12}}?\b(?:the|that|this|those|these|such|any such|"
    rf"any)[ \u00a0]+(?:[\w-]+[ \u00a0]+){{0,2}}?{THING}\b|^(?:it|them|that|this)\b"
)
"""Something said, pointed back to: "the offer"."""
SAID_BY = re.compile(r"[^.]{0,40}?\b([A-Z][\w-]+)[’']?s? (?:said|claimed|proposed|suggested|accused|called)\b")
YES_OR_NO = re.compile(
    r"^[“\"‘'\s]*(?:yes|yeah|no|nope|well|absolutely|of course|sure|not at all|maybe|look|certainly|exactly|correct|"
    r"we[’']ll see|i guess|i think so|i don[’']t know)\b",
    re.IGNORECASE,
)
"""How an answer to a question begins."""
GOES_ON = re.compile(r"\b(?:add(?:ed|s|ing)|continu(?:ed|es|ing)|went on|goes on|conclud(?:ed|es|ing)|then)\b")
"""A cue of going on."""
PERFECT = re.compile(r"\b(?:has|have|had)\b|[’']ve\b")
"""A cue of what was said at some other time."""
WHEN = re.compile(r"[“\"\s]*(?:When|After|As|Once)\b")
"""How a sentence begins that tells first what the rest of it replies to."""
WERE_RESPONSE = re.compile(
    r"\b(?P<whose>His|Her|Their|Its|The|"
    r"[A-Z][\w-]+[’']s?)[ \u00a0](?:[\w-]+[ \u00a0]){0,2}?(?:comments?|remarks?|"
    r"statements?|words|announcement|rejection|response|"
    r"criticism|warning|reply|denial|tweet|letter|reaction|rebuke)[ \u00a0](?:was|"
    r"were|is|are|came|comes|follow(?:s|ed)?|appeared|"
    r"amounted)[ \u00a0](?:[\w-]+[ \u00a0]){0,4}?"
    r"(?:(?:response|reply|answer|reaction|rebuke|rebuttal|riposte)[ \u00a0]to|in "
    r"(?:response|reply|answer|reaction) to|after|a day after|hours after|days after|"
    r"follow(?:ing)?)\b"
)
"""A sentence about a statement that says it was a reply."""
ANNOUNCES = re.compile(r"\b(?:announc|decid|declar|order|rul(?:ed|ing)|unveil|pull)")
LARGE = frozenset({"move", "decision", "announcement", "ruling", "verdict"})
"""What an article goes on to speak of however long ago it told it."""

ANY_MOVE: frozenset[Act] = frozenset(
    {"propose", "demand", "promise", "want", "ask", "accept", "threaten", "reject", "state"}
)
FITS: Mapping[str, frozenset[Act]] = MappingProxyType(
    {
        "offer": frozenset({"propose", "promise", "ask", "state"}),
        "proposal": frozenset({"propose", "demand", "want", "state"}),
        "plan": frozenset({"propose", "promise", "want", "state"}),
        "idea": frozenset({"propose", "demand", "want", "state", "ask"}),
        "move": frozenset({"promise", "propose", "reject", "accept", "demand", "threaten"}),
        "decision": frozenset({"promise", "reject", "accept", "propose", "threaten", "state"}),
        "announcement": frozenset({"promise", "state", "propose", "threaten", "reject"}),
        "demand": frozenset({"demand", "want"}),
        "request": frozenset({"demand", "ask", "want"}),
        "call": frozenset({"demand", "propose", "want"}),
        "claim": frozenset({"state", "accuse", "deny", "warn", "believe", "confirm"}),
        "accusation": frozenset({"accuse", "state"}),
        "allegation": frozenset({"accuse", "state"}),
        "charge": frozenset({"accuse", "state"}),
        "criticism": frozenset({"accuse", "reject"}),
        "attack": frozenset({"accuse", "threaten"}),
        "threat": frozenset({"threaten", "warn"}),
        "warning": frozenset({"warn", "threaten"}),
        "question": frozenset({"ask"}),
        "promise": frozenset({"promise"}),
        "pledge": frozenset({"promise"}),
        "ruling": frozenset({"state", "demand", "reject", "accept"}),
    }
)
"""The acts that something said may be called by."""

_SMALL = (
    "about after also although because been before being between could does doing down during each from further have "
    "having here itself just more most much never only other over same should some such than that their them then "
    "there these they this those through under until very were what when where which while will with would your said "
    "says into onto upon whether made make many must near like even ever still"
)
_LEFT_OUT = frozenset(_SMALL.split())
_WORD = re.compile(r"[^\W\d_]{4,}")


def stems(words: str) -> frozenset[str]:
    """The beginnings of a stretch's telling words, for seeing whether two speak of one thing."""
    return frozenset(w[:6] for w in (m.lower() for m in _WORD.findall(words)) if w not in _LEFT_OUT)


def thing_in(words: str) -> str | None:
    """The word by which a stretch calls something said, in the singular."""
    match = re.search(THING, words)
    return match["thing"].rstrip("s") if match else None
