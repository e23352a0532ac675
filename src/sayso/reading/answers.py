"""Answers: which other statement one replies to, where the article says so or plainly shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.model import Explanation, Statement
from sayso.reading.circumstances.frames import Frames, cue_text
from sayso.reading.circumstances.speakers import speaker_key
from sayso.reading.context import Context

_REACTS = re.compile(
    r"\b(?:reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|den(?:y|ies|ied|ying)|rebuff(?:s|"
    r"ed|ing)?|rebut(?:s|ted|ting)?|refut(?:es|ed|ing)|"
    r"disput(?:es|ed|ing)|welcom(?:es|ed|ing)|accept(?:s|ed|ing)?|criticiz(?:es|ed|"
    r"ing)|criticis(?:es|ed|ing)|condemn(?:s|ed|ing)?|"
    r"denounc(?:es|ed|ing)|slamm?(?:s|ed|ing)?|blast(?:s|ed|ing)?|cheer(?:s|ed|ing)?|"
    r"prais(?:es|ed|ing)|applaud(?:s|ed|ing)?|hail(?:s|ed|ing)?|"
    r"oppos(?:es|ed|ing)|contradict(?:s|ed|ing)?|mock(?:s|ed|ing)?|ridicul(?:es|ed|"
    r"ing)|scoff(?:s|ed|ing)?(?: at)?|brush(?:es|ed|ing)? (?:off|aside)|"
    r"echo(?:es|ed|ing)?|endors(?:es|ed|ing)|back(?:s|ed|ing)|second(?:s|ed)|"
    r"defend(?:s|ed|ing)?|disagree(?:s|d|ing)?(?: with)?|agree(?:s|d|ing)? (?:to|"
    r"with)|"
    r"turned down|ruled out|rul(?:es|ing) out|confirm(?:s|ed|ing)?|object(?:s|ed|"
    r"ing)?(?: to)?|decried|deplored|lamented|ruled|took issue with|"
    r"call(?:s|ed|ing)?|described|reacted|reacting|ridiculed|protest(?:s|ed|ing)?|"
    r"respond(?:s|ed|ing)? to|reply|repl(?:ies|ied)|opposition|criticism of|rejection "
    r"of|denial of)\b"
)
_RETORTS = re.compile(
    r"\b(?:repl(?:y|ies|ied|ying)|respond(?:s|ed|ing)?|retort(?:s|ed|ing)?|"
    r"counter(?:s|ed|ing)|hit(?:s|ting)? back|fir(?:es|ed|ing) back|"
    r"shot back|shoots back|snapped back|push(?:es|ed|ing)? back|answer(?:s|ed|ing)|"
    r"clapped back|struck back|rejoined)\b"
)
_THING = (
    r"(?P<thing>statements?|claims?|proposals?|offers?|calls?|remarks?|comments?|"
    r"plans?|accusations?|allegations?|charges?|suggestions?|tweets?|decision|"
    r"announcement|demands?|requests?|criticisms?|words|idea|move|threats?|warnings?|"
    r"assertions?|ultimatum|invitation|speech|letter|resolution|pledge|"
    r"promise|question|attacks?|push|argument|denial|report|reports|appeal|initiative|"
    r"overture|concerns?|insistence|assessment|account|challenge|motion|verdict|"
    r"ruling)"
)
_THEIRS = re.compile(
    rf"(?:\b(?P<who>[A-Z][\w.-]+)[’']s?|\bby (?P<by>(?:[A-Z][\w.’'-]+ ?){{1,4}})|"
    rf"\b(?P<body>[A-Z]{{2,}}))[ \u00a0]+(?:[\w-]+[ \u00a0]+){{0,3}}?{_THING}\b"
    rf"|\b{_THING.replace('thing', 'thing2')}[ \u00a0](?:by|from|"
    rf"of)[ \u00a0](?:the[ \u00a0])?(?:[a-z]+[ \u00a0]){{0,3}}(?P<of>(?:[A-Z][\w.’'-]+ "
    rf"?){{1,4}})"
)
_THAT_THING = re.compile(
    rf"^[^“\"]{{0,12}}?\b(?:the|that|this|those|these|such|any such|"
    rf"any)[ \u00a0]+(?:[\w-]+[ \u00a0]+){{0,2}}?{_THING}\b|^(?:it|them|that|this)\b"
)
_IN_RESPONSE = re.compile(
    r"\b(?:in (?:direct |an apparent |apparent )?(?:response|reply|answer|reaction) "
    r"to|respond(?:ing|ed) to|reply(?:ing)? to|replied to|react(?:ing|ed) to|"
    r"rowing back on|(?:when |after being |being |if )?asked (?:about|by [\w ]{3,30} "
    r"about|whether|if|to (?:respond|comment|react)|why|how|what)|pressed (?:on|"
    r"about)|"
    r"questioned about|commenting on|addressing|in the wake of|after (?:[A-Z][\w’'-]+ "
    r")+(?:said|claimed|proposed|suggested|accused|called))\b"
)
_WERE_RESPONSE = re.compile(
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
_PROPOSES = {"propose", "demand", "promise", "want", "ask", "accept", "threaten", "reject", "state"}
_FITS: dict[str, frozenset[str]] = {
    "offer": frozenset({"propose", "promise", "ask", "state"}),
    "proposal": frozenset({"propose", "demand", "want", "state"}),
    "plan": frozenset({"propose", "promise", "want", "state"}),
    "idea": frozenset({"propose", "want", "state", "ask"}),
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
}
_LEFT_OUT = frozenset(
    [
        "about",
        "after",
        "also",
        "although",
        "because",
        "been",
        "before",
        "being",
        "between",
        "could",
        "does",
        "doing",
        "down",
        "during",
        "each",
        "from",
        "further",
        "have",
        "having",
        "here",
        "itself",
        "just",
        "more",
        "most",
        "much",
        "never",
        "only",
        "other",
        "over",
        "same",
        "should",
        "some",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "under",
        "until",
        "very",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "would",
        "your",
        "said",
        "says",
        "into",
        "onto",
        "upon",
        "whether",
        "made",
        "make",
        "many",
        "must",
        "near",
        "like",
        "even",
        "ever",
        "still",
    ]
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_ANSWERING = frozenset({"reject", "deny", "accept", "accuse", "praise", "confirm"})
_LARGE = frozenset({"move", "decision", "announcement", "ruling", "verdict"})
_ANNOUNCES = re.compile(r"\b(?:announc|decid|declar|order|rul(?:ed|ing)|unveil|pull)")
NEAR = 5
"""How many paragraphs back an unnamed "the offer" may point."""


@dataclass(frozen=True, slots=True)
class _Answer:
    target: int
    confidence: float
    why: str


class _Article:
    """An article's statements with what telling replies from them needs."""

    def __init__(self, context: Context) -> None:
        self.frames = Frames(context)
        self.statements = context.statements
        self.keys = [speaker_key(s) for s in self.statements]
        self.cues = [cue_text(s) for s in self.statements]
        self.contents = [" ".join(c.exact for c in s.contents) for s in self.statements]
        self.words = [_stems(c) for c in self.contents]
        self.places = [self.frames.place(i) for i in range(len(self.statements))]
        self.last_names = [_last_name(s) for s in self.statements]


def resolve_answers(context: Context) -> tuple[Statement, ...]:
    """The statements with ``answers`` where the article shows what they reply to, and why.

    It is shown by a phrase of reply ("in response to", "hit back", "asked about"), by a reaction to something that is
    named as said ("rejected the offer", "dismissed Venn's claim"), by a sentence that says so ("Her remarks were a
    response to …"), or by the turns of a transcript. A shared topic alone is no answer. Statements need ids.
    """
    article = _Article(context)
    found: dict[int, _Answer] = {}
    for rule in (_said_to_be_response, _to_own_nested, _reply_phrase, _reaction, _turn):
        for index in range(len(article.statements)):
            if index not in found and (answer := rule(article, index)) is not None and answer.target != index:
                found[index] = answer
    _continue(article, found)
    return tuple(_with_answer(s, found.get(i), article) for i, s in enumerate(context.statements))


def _with_answer(statement: Statement, answer: _Answer | None, article: _Article) -> Statement:
    if answer is None:
        return statement
    target = article.statements[answer.target]
    if not target.id or target.id == statement.id:
        return statement
    note = Explanation("answers", answer.confidence, answer.why)
    return replace(statement, answers=target.id, explanations=(*statement.explanations, note))


def _said_to_be_response(article: _Article, index: int) -> _Answer | None:
    """ "His comments were a direct response to Y's statement that …", said of the statement before."""
    frames = article.frames
    anchor = frames.anchors[index]
    if anchor is None or frames.holders[index] is not None:
        return None
    sentence = frames.sentence_of(anchor.start)
    for following in (sentence + 1, sentence + 2):
        if following >= len(frames.sentences):
            return None
        start, end = frames.sentences[following]
        match = _WERE_RESPONSE.search(frames.text, start, end)
        if not match:
            continue
        if _between_speaks_another(article, index, match.start()):
            return None
        whose = re.sub(r"[’']s?$", "", match["whose"]).lower()
        if whose not in ("his", "her", "their", "its", "the") and whose != article.last_names[index]:
            return None
        rest = frames.text[match.end() : end]
        target = _named_target(article, index, rest, rest)
        if target is not None:
            return _Answer(target, 0.85, f"the article says “{' '.join(match[0].split())}”")
    return None


def _between_speaks_another(article: _Article, index: int, offset: int) -> bool:
    """Whether another speaker's statement is cued after this one and ahead of ``offset``."""
    mine = article.frames.anchors[index]
    return mine is not None and any(
        a is not None and mine.start < a.start < offset and article.keys[j] != article.keys[index]
        for j, a in enumerate(article.frames.anchors)
    )


def _to_own_nested(article: _Article, index: int) -> _Answer | None:
    """ "rejected Y's claim that …", where the claim is a statement nested in this one's content."""
    statement = article.statements[index]
    if not _REACTS.search(article.cues[index]) or not statement.contents:
        return None
    start = statement.contents[0].start
    for j, other in enumerate(article.statements):
        if (
            other.within == statement.id
            and other.start - start < 60
            and not re.search(r"\w+ed$|said|says", article.cues[j])
        ):
            return _Answer(j, 0.7, f"“{article.cues[index]}” what is told in its own content as “{article.cues[j]}”")
    return None


def _reply_phrase(article: _Article, index: int) -> _Answer | None:
    """ "in response to …", "asked about …", or a cue of reply ("hit back")."""
    frames = article.frames
    anchor = frames.anchors[index]
    if anchor is None:
        return None
    start, end = frames.sentences[frames.sentence_of(anchor.start)]
    for match in _IN_RESPONSE.finditer(frames.text, start, end):
        if frames.holder(match.start(), match.end()) != frames.holders[index]:
            continue
        owner = frames.owner(match.start(), match.end())
        if owner is None or owner[0] != index or frames.in_source(index, match.start(), match.end()):
            continue
        rest = frames.text[match.end() : end]
        shown = " ".join(match[0].split())
        target = _named_target(article, index, rest, rest)
        if target is not None:
            return _Answer(target, 0.75, f"“{shown}” names it")
        if _THAT_THING.match(rest.lstrip()):
            target = _nearest(article, index, thing=_thing(rest), overlap=_stems(rest))
            if target is not None:
                return _Answer(target, 0.6, f"“{shown}” points back to it")
    follows = frames.text[_cue_end(article.statements[index]) :][:4]
    if (found := _RETORTS.search(article.cues[index])) and not follows.startswith((" by ", " to ")):
        target = _nearest(article, index, reach=1)
        if target is not None:
            return _Answer(target, 0.6, f"“{found[0]}” follows right on it")
    return None


def _cue_end(statement: Statement) -> int:
    return statement.cues[-1].end if statement.cues else statement.start


def _reaction(article: _Article, index: int) -> _Answer | None:
    """ "rejected the offer", "dismissed Venn's claim", "the move reeks of fear"."""
    statement, cue, content = article.statements[index], article.cues[index], article.contents[index]
    found = _REACTS.search(cue)
    if not found and statement.act not in _ANSWERING:
        return None
    head = content[:140]
    named = _THEIRS.search(head)
    if named and (found or statement.act in ("confirm", "deny", "reject", "accept")):
        target = _named_target(article, index, head, content)
        if target is not None:
            return _Answer(target, 0.65, f"it speaks of “{' '.join(named[0].split())}”")
    pointing = _THAT_THING.search(head)
    if (
        pointing
        and pointing.groupdict().get("thing")
        and not re.search(r"\b(?:that|to|of|for|on|in|by|from|with) \w+", content[pointing.end() :][:14])
    ):
        target = _nearest(article, index, thing=_thing(pointing[0]), overlap=frozenset())
        if target is not None:
            return _Answer(target, 0.55, f"“{' '.join(pointing[0].split())}” points back to it")
    return None


def _turn(article: _Article, index: int) -> _Answer | None:
    """In a transcript the turn after a question answers it."""
    if index == 0 or article.cues[index] != ":" or article.cues[index - 1] != ":":
        return None
    if sum(c == ":" for c in article.cues) < 4 or "?" not in article.contents[index - 1][-200:]:
        return None
    if article.keys[index] is None or article.keys[index] == article.keys[index - 1]:
        return None
    return _Answer(index - 1, 0.85, "the turn after a question in a transcript")


def _continue(article: _Article, found: dict[int, _Answer]) -> None:
    """A quotation by the same speaker right behind an answer is part of it."""
    for index in range(1, len(article.statements)):
        before = found.get(index - 1)
        if before is None or index in found or before.target == index:
            continue
        statement, earlier = article.statements[index], article.statements[index - 1]
        same = article.keys[index] is not None and article.keys[index] == article.keys[index - 1]
        if (
            same
            and statement.within == earlier.within
            and statement.kind != "indirect"
            and article.places[index] - article.places[index - 1] <= 1
            and not (article.cues[index] == ":" and article.cues[index - 1] == ":")
        ):
            why = f"it goes on from the speaker's answer before: {before.why}"
            found[index] = _Answer(before.target, round(before.confidence * 0.85, 3), why)


def _thing(words: str) -> str | None:
    match = re.search(_THING, words)
    return match["thing"].rstrip("s") if match else None


def _named_target(article: _Article, index: int, words: str, about: str) -> int | None:
    """The statement by whoever ``words`` name ("Venn's proposal"), most like ``about``, the nearest."""
    match = _THEIRS.search(words)
    if match:
        who = next(match[g] for g in ("who", "by", "body", "of") if match[g]).strip()
        thing = (match["thing"] or match["thing2"] or "").rstrip("s")
    else:
        said = re.match(
            r"[^.]{0,40}?\b([A-Z][\w-]+)[’']?s? (?:said|claimed|proposed|suggested|accused|called)\b", words
        )
        if not said:
            return None
        who, thing = said[1], ""
    last = re.findall(r"\w+", who.lower())
    if not last:
        return None
    return _best(
        article, index, [i for i, name in enumerate(article.last_names) if name and name in last], thing, _stems(about)
    )


def _best(article: _Article, index: int, candidates: Sequence[int], thing: str, about: frozenset[str]) -> int | None:
    best: tuple[float, int] | None = None
    for i in candidates:
        if i == index or article.keys[i] == article.keys[index]:
            continue
        distance = article.places[index] - article.places[i]
        shared = len(about & article.words[i])
        fits = article.statements[i].act in _FITS.get(thing, _PROPOSES)
        score = 1.5 * min(shared, 4) + fits - 0.15 * abs(distance) - (1 if i > index else 0)
        if shared == 0 and (i > index or abs(distance) > NEAR):
            continue
        if best is None or score > best[0]:
            best = (score, i)
    return best[1] if best else None


def _nearest(
    article: _Article, index: int, *, reach: int = NEAR, thing: str | None = None, overlap: frozenset[str] = frozenset()
) -> int | None:
    """The last statement before this one by another speaker that can be what "the offer" points to."""
    wanted = _FITS.get(thing or "")
    if thing in _LARGE and (announced := _announced(article, index)) is not None:
        return announced
    for i in range(index - 1, -1, -1):
        if article.places[index] - article.places[i] > reach:
            return None
        if article.keys[i] is None or article.keys[i] == article.keys[index] or article.statements[i].within:
            continue
        if wanted is None or article.statements[i].act in wanted:
            return i
    return None


def _announced(article: _Article, index: int) -> int | None:
    """The announcement that an article's "the move" goes back to, however far: the last one made known as such."""
    for i in range(index - 1, -1, -1):
        if (
            article.keys[i] != article.keys[index]
            and _ANNOUNCES.search(article.cues[i])
            and not article.statements[i].within
        ):
            return i
    return None


def _last_name(statement: Statement) -> str | None:
    speaker = statement.speaker
    words = re.findall(r"\w+", speaker.name.lower()) if speaker and speaker.name else []
    return words[-1] if words else None


def _stems(words: str) -> frozenset[str]:
    return frozenset(w[:6] for w in (m.lower() for m in _WORD.findall(words)) if w not in _LEFT_OUT)
