"""The ways in which an article shows a reply, each a rule that finds what one statement replies to, or ``None``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso.reading.replies import wording as words
from sayso.reading.replies.exchange import Exchange, cue_end

NEAR = 5
"""How many paragraphs back an unnamed "the offer" may point."""
_TAKING_SIDES = frozenset({"reject", "deny", "accept", "accuse", "praise", "confirm"})
_TELLING = frozenset({"confirm", "deny", "reject", "accept"})


@dataclass(frozen=True, slots=True)
class Reply:
    """What a statement replies to.

    Attributes:
        target: index of the other statement.
        confidence: 0–1.
        why: in plain words.
    """

    target: int
    confidence: float
    why: str


Rule = Callable[[Exchange, int], Reply | None]


def said_to_be_one(exchange: Exchange, index: int) -> Reply | None:
    """ "His comments were a direct response to Y's statement that …", said of the statement before."""
    frames = exchange.frames
    anchor = frames.anchors[index]
    if anchor is None or frames.holders[index] is not None:
        return None
    sentence = frames.sentence_of(anchor.start)
    for following in (sentence + 1, sentence + 2):
        if following >= len(frames.sentences):
            return None
        start, end = frames.sentences[following]
        match = words.WERE_RESPONSE.search(frames.text, start, end)
        if not match:
            continue
        if exchange.speaks_between(index, match.start()):
            return None
        whose = re.sub(r"[’']s?$", "", match["whose"]).lower()
        if whose not in ("his", "her", "their", "its", "the") and whose != exchange.names[index]:
            return None
        rest = frames.text[match.end() : end]
        target = _named(exchange, index, rest, rest)
        if target is not None:
            return Reply(target, 0.85, f"the article says “{_shown(match[0])}”")
    return None


def to_its_own_nested(exchange: Exchange, index: int) -> Reply | None:
    """ "rejected Y's claim that …", where the claim is a statement nested in this one's content."""
    statement = exchange.statements[index]
    if not words.REACTS.search(exchange.cues[index]) or not statement.contents:
        return None
    start = statement.contents[0].start
    for j, other in enumerate(exchange.statements):
        if (
            other.within == statement.id
            and other.start - start < 60
            and not re.search(r"\w+ed$|said|says", exchange.cues[j])
        ):
            return Reply(j, 0.7, f"“{exchange.cues[index]}” what is told in its own content as “{exchange.cues[j]}”")
    return None


def by_a_phrase(exchange: Exchange, index: int) -> Reply | None:
    """ "in response to Y's claim", "asked about the plan"."""
    frames = exchange.frames
    sentence = exchange.sentence(index)
    if sentence is None:
        return None
    cues = exchange.statements[index].cues
    for match in words.IN_RESPONSE.finditer(frames.text, *sentence):
        if exchange.asks[index] and any(c.start < match.end() and match.start() < c.end for c in cues):
            continue
        if frames.holder(match.start(), match.end()) != frames.holders[index]:
            continue
        owner = frames.owner(match.start(), match.end())
        if owner is None or owner[0] != index or frames.in_source(index, match.start(), match.end()):
            continue
        rest = frames.text[match.end() : sentence[1]]
        target = _named(exchange, index, rest, rest)
        if target is not None:
            return Reply(target, 0.75, f"“{_shown(match[0])}” names it")
        if words.THAT_THING.match(rest.lstrip()):
            target = _nearest(exchange, index, thing=words.thing_in(rest))
            if target is not None:
                return Reply(target, 0.6, f"“{_shown(match[0])}” points back to it")
    return None


def asked_in_the_same_breath(exchange: Exchange, index: int) -> Reply | None:
    """ "Asked whether …, she said …": the question is told beside the answer, in one sentence."""
    sentence = exchange.sentence(index)
    if sentence is None or exchange.asks[index]:
        return None
    for j in exchange.frames.in_sentence[exchange.frames.sentence_of(sentence[0])]:
        if j != index and words.PASSIVE.search(exchange.cues[j]) and not exchange.nested(j):
            others = [k for k in range(min(j, index) + 1, max(j, index)) if not exchange.same(k, index)]
            if not others:
                return Reply(j, 0.8, f"“{exchange.cues[j]}” is told of it in the same sentence")
    return None


def told_first(exchange: Exchange, index: int) -> Reply | None:
    """ "When Venn accused her of haste, Farrant said …": one sentence tells what was said, and what to it."""
    sentence = exchange.sentence(index)
    if sentence is None or not words.WHEN.match(exchange.frames.text, *sentence):
        return None
    here = [j for j in exchange.frames.in_sentence[exchange.frames.sentence_of(sentence[0])] if not exchange.nested(j)]
    target = here[0]
    if target == index or index not in here[:3] or exchange.same(target, index) or not exchange.cues[target]:
        return None
    first = exchange.frames.anchors[target]
    if first is None or first.start > exchange.statements[index].start:
        return None
    return Reply(target, 0.65, f"the sentence tells it first, with “{exchange.cues[target]}”")


def to_a_question(exchange: Exchange, index: int) -> Reply | None:
    """What the one who was asked says right behind a question."""
    target = exchange.last_other(index, 1)
    if (
        target is None
        or not exchange.asks[target]
        or exchange.asks[index]
        or words.PERFECT.search(exchange.cues[index])
    ):
        return None
    if any(not exchange.nested(k) for k in range(target + 1, index)):
        return None
    told = f"{exchange.report(target)} {exchange.contents[target]}".lower()
    name, before = exchange.names[index], target - 1
    if before >= 0 and exchange.same(before, index) and exchange.sentence(before) == exchange.sentence(target):
        return None  # it was asked what stands ahead of it: "…, she said when asked about it"
    spoke_before = before >= 0 and exchange.same(before, index) and exchange.statements[index].kind == "direct"
    if (name and name in told) or words.PASSIVE.search(exchange.cues[target]) or spoke_before:
        return Reply(target, 0.75, f"it comes right behind the question put to {_who(exchange, index)}")
    if words.YES_OR_NO.search(exchange.contents[index]) or words.RETORTS.search(exchange.cues[index]):
        return Reply(target, 0.7, "it comes right behind a question, and is worded as an answer")
    return None


def by_its_cue(exchange: Exchange, index: int) -> Reply | None:
    """A cue of reply: "hit back", "responded"."""
    found = words.RETORTS.search(exchange.cues[index])
    report = exchange.report(index)
    if (
        not found
        or words.NO_REPLY.search(exchange.cues[index])
        or words.NO_COMMENT.search(exchange.contents[index][:60])
    ):
        return None
    about = f"{report} {exchange.contents[index]}"
    named = _named(exchange, index, f"{report} {exchange.contents[index][:140]}", about)
    if named is not None and named < index:
        return Reply(named, 0.7, f"“{found[0]}”, and the sentence names what to")
    follows = exchange.frames.text[cue_end(exchange.statements[index]) :][:4]
    if (
        exchange.contents[index].startswith("to ")
        or follows.startswith((" by ", " to ", " at "))
        or exchange.cues[index].endswith((" by", " to", " at", " with"))
    ):
        return None
    target = exchange.last_other(index, 2)
    if target is None:
        return None
    return Reply(target, 0.65, f"“{found[0]}” follows right on it")


def by_reacting(exchange: Exchange, index: int) -> Reply | None:
    """ "rejected the offer", "dismissed Venn's claim", "Venn's remarks are an outrage"."""
    statement, cue, content = exchange.statements[index], exchange.cues[index], exchange.contents[index]
    if words.NO_REPLY.search(cue):
        return None
    found = words.REACTS.search(cue)
    head = content[:140]
    named = words.THEIRS.search(head)
    first = named is not None and not content[: named.start()].removeprefix("that").strip(' “"')
    if not found and not first and statement.act not in _TAKING_SIDES:
        return None
    if named and (found or statement.act in _TELLING or first):
        target = _named(exchange, index, head, content)
        if target is not None:
            return Reply(target, 0.65, f"it speaks of “{_shown(named[0])}”")
    pointing = words.THAT_THING.search(head)
    if (
        pointing
        and pointing["thing"]
        and not re.search(r"\b(?:that|to|of|for|on|in|by|from|with) \w+", content[pointing.end() :][:14])
    ):
        target = _nearest(exchange, index, thing=words.thing_in(pointing[0]))
        if target is not None:
            return Reply(target, 0.55, f"“{_shown(pointing[0])}” points back to it")
    return None


def denying_an_accusation(exchange: Exchange, index: int) -> Reply | None:
    """A denial by whom somebody was just said to accuse."""
    if exchange.statements[index].act != "deny" or not exchange.names[index]:
        return None
    name = exchange.names[index]
    for i in range(index - 1, -1, -1):
        if exchange.places[index] - exchange.places[i] > 3:
            return None
        if exchange.same(i, index) or exchange.nested(i):
            continue
        if exchange.statements[i].act == "accuse" and name in exchange.contents[i].lower():
            return Reply(i, 0.6, f"a denial by {_who(exchange, index)}, whom this accuses")
    return None


def turn_of_a_transcript(exchange: Exchange, index: int) -> Reply | None:
    """In a transcript the turn after a question answers it."""
    cues = exchange.cues
    if index == 0 or not exchange.transcript or cues[index] != ":" or cues[index - 1] != ":":
        return None
    if "?" not in exchange.contents[index - 1][-200:]:
        return None
    if exchange.keys[index] is None or exchange.same(index, index - 1):
        return None
    return Reply(index - 1, 0.85, "the turn after a question in a transcript")


RULES: tuple[Rule, ...] = (
    said_to_be_one, to_its_own_nested, asked_in_the_same_breath, by_a_phrase, told_first, to_a_question, by_its_cue,
    by_reacting, denying_an_accusation, turn_of_a_transcript,
)  # fmt: skip
"""In this order: what a rule finds, later ones do not change."""


def goes_on(exchange: Exchange, index: int, found: dict[int, Reply]) -> Reply | None:
    """What the same speaker says right behind a reply, in quotation or in the same sentence, is part of it."""
    before = found.get(index - 1)
    if before is None or index in found or before.target == index or not exchange.same(index, index - 1):
        return None
    statement, earlier = exchange.statements[index], exchange.statements[index - 1]
    if statement.within != earlier.within or exchange.places[index] - exchange.places[index - 1] > 1:
        return None
    if exchange.cues[index] == ":" and exchange.cues[index - 1] == ":":
        return None
    apart = exchange.sentence(index) != exchange.sentence(index - 1)
    if statement.kind == "indirect" and apart and not words.GOES_ON.search(exchange.cues[index]):
        return None
    if apart and exchange.asks[before.target] and exchange.places[index] != exchange.places[index - 1]:
        return None
    lead = "it goes on from the speaker's reply before: "
    return Reply(before.target, round(before.confidence * 0.85, 3), lead + before.why.removeprefix(lead))


def _named(exchange: Exchange, index: int, names: str, about: str) -> int | None:
    """The statement by whoever ``names`` names ("Venn's proposal"), most like ``about``, the nearest."""
    match = words.THEIRS.search(names)
    if match:
        who = next(match[g] for g in ("who", "by", "body", "of") if match[g]).strip()
        thing = (match["thing"] or match["thing2"] or "").rstrip("s")
    else:
        said = words.SAID_BY.match(names)
        if not said:
            return None
        who, thing = said[1], ""
    last = re.findall(r"\w+", who.lower())
    theirs = [i for i, name in enumerate(exchange.names) if name and name in last]
    return _best(exchange, index, theirs, thing, words.stems(about))


def _best(exchange: Exchange, index: int, candidates: Sequence[int], thing: str, about: frozenset[str]) -> int | None:
    best: tuple[float, int] | None = None
    for i in candidates:
        if i == index or exchange.keys[i] == exchange.keys[index]:
            continue
        distance = exchange.places[index] - exchange.places[i]
        shared = len(about & exchange.words[i])
        fits = exchange.statements[i].act in words.FITS.get(thing, words.ANY_MOVE)
        score = 1.5 * min(shared, 4) + fits - 0.15 * abs(distance) - (1 if i > index else 0)
        if shared == 0 and (i > index or abs(distance) > NEAR):
            continue
        if best is None or score > best[0]:
            best = (score, i)
    return best[1] if best else None


def _nearest(exchange: Exchange, index: int, *, thing: str | None) -> int | None:
    """The last statement before this one by another speaker that can be what "the offer" points to."""
    wanted = words.FITS.get(thing or "")
    if thing in words.LARGE and (announced := _announced(exchange, index)) is not None:
        return announced
    for i in range(index - 1, -1, -1):
        if exchange.places[index] - exchange.places[i] > NEAR:
            return None
        if exchange.keys[i] is None or exchange.same(i, index) or exchange.statements[i].within:
            continue
        if wanted is None or exchange.statements[i].act in wanted:
            return i
    return None


def _announced(exchange: Exchange, index: int) -> int | None:
    """The announcement that an article's "the move" goes back to, however far: the last one made known as such."""
    for i in range(index - 1, -1, -1):
        if (
            exchange.keys[i] != exchange.keys[index]
            and words.ANNOUNCES.search(exchange.cues[i])
            and not exchange.statements[i].within
        ):
            return i
    return None


def _shown(words_: str) -> str:
    return " ".join(words_.split())


def _who(exchange: Exchange, index: int) -> str:
    speaker = exchange.statements[index].speaker
    return speaker.name if speaker and speaker.name else "the speaker"
