"""Bodies, texts and pairs that a bare noun takes up: "the fund", "the report", "the film", "the two"."""

from __future__ import annotations

import re
from itertools import pairwise

from sayso.model import Speaker
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.figures import Figure
from sayso.reading.speakers.kinds import core, speaker_of
from sayso.reading.speakers.phrases import Phrase
from sayso.reading.speakers.scene import Answer, Scene, previous_answer

PAPERS = frozenset(("report", "paper", "study", "document", "survey", "analysis", "assessment", "poll"))


_NEW_PAPER = re.compile(
    r"\b(?:an?|its|their|his|her) ((?:new |recent |\d+-page |latest )?)((?:[a-z][\w-]* ){1,2}"
    r"(?:report|paper|study|document|survey|analysis|assessment|poll))\b"
)


def paper_before(scene: Scene, phrase: Phrase) -> Answer | None:
    """The text that the article brought in a few sentences back: "released a policy paper … The report"."""
    i = scene.sentence(phrase.start)
    opens = scene.sentences.ranges[max(0, i - 3)][0] if i >= 0 else 0
    found = list(_NEW_PAPER.finditer(scene.text, opens, phrase.start))
    if not found:
        return None
    name = found[-1][2]
    return Answer(Speaker(name, "document"), 0.7, f"{phrase.words} → {name}: brought in shortly before")


def named_body(scene: Scene, phrase: Phrase, head: str) -> Answer | None:
    """A body whose name has the noun in it: "the fund" → the International Monetary Fund."""
    best: tuple[int, Figure] | None = None
    for figure in scene.cast.figures:
        if figure.kind not in ("organisation", "other") or not any(
            head in form.lower().split() and " " in form for form in figure.forms
        ):
            continue
        near = [m for m, _ in figure.mentions if m < phrase.start]
        if near and (best is None or near[-1] > best[0]):
            best = (near[-1], figure)
    if head in {"group", "company", "network", "service", "force", "state", "club", "office", "city", "county"}:
        return None
    if best is None or head not in lex.ORGANISATION_NOUNS or head in lex.GROUP_NOUNS - {"team", "panel", "board"}:
        return None
    speaker = speaker_of(scene, best[1])
    return Answer(speaker, 0.85, f"{phrase.words} → {speaker.name}: the body with that word in its name", best[1])


_PRESS = frozenset(("newspaper", "tabloid", "magazine", "broadcaster", "paper", "daily", "channel"))
_BODIES = frozenset(
    ("company", "firm", "organization", "organisation", "university", "corporation", "union", "agency", "association")
)


def nearest_body(scene: Scene, phrase: Phrase, head: str) -> Answer | None:
    """The body or outlet named last that a bare noun takes up: "Monsanto … the company", "the Daily … the tabloid"."""
    if (head not in _PRESS | _BODIES) or len(core(phrase.words).split()) > 2:
        return None
    wanted = {"outlet", "organisation"} if head in _PRESS else {"organisation"}
    best: tuple[float, Answer] | None = None
    for mention in scene.mentions_before(phrase.start, 30):
        steps = scene.steps(mention.start, phrase.start)
        if mention.figure.kind not in ("organisation", "other") or steps > 4 or scene.quoted(mention.start):
            continue
        speaker = speaker_of(scene, mention.figure)
        if speaker.kind not in wanted:
            continue
        score = -steps - (1.5 if mention.possessive else 0) + (1 if speaker.kind == "outlet" else 0) + 0.0001
        if best is None or score >= best[0]:
            why = f"{phrase.words} → {speaker.name}: the last one named"
            best = (score, Answer(speaker, 0.65, why, mention.figure))
    return best[1] if best else None


_TWO = re.compile(
    r"the (?:two|pair|duo|two \w+|\w+ chairmen|senators|lawmakers|congressmen|men|women|couple)", re.IGNORECASE
)


def pair_before(scene: Scene, phrase: Phrase) -> Answer | None:
    """The two joined by "and" that "the two" takes up."""
    if not _TWO.fullmatch(core(phrase.words)):
        return None
    people = [m for m in scene.mentions_before(phrase.start, 40) if m.figure.kind == "person"]
    for a, b in reversed(list(pairwise(people))):
        gap = scene.text[a.end : b.start]
        if a.figure is not b.figure and len(gap) < 70 and "." not in re.sub(r"\([^)]*\)", "", gap) and " and " in gap:
            if scene.steps(b.start, phrase.start) > 8:
                return None
            name = f"{a.figure.name} and {b.figure.name}"
            return Answer(Speaker(name, "group"), 0.6, f"{phrase.words} → {name}: the last two named together")
    return None


TITLED_WORKS = frozenset(("film", "movie", "documentary", "book", "memoir", "novel", "song", "album", "play", "series"))
_TITLE_MARK = re.compile(r"[“\"]((?:[A-Z0-9][^”\"]{0,40}?))[,.]?[”\"]")


def work(scene: Scene, phrase: Phrase, head: str) -> Answer | None:
    """The title in quotation marks that "the film" or "the book" means."""
    for start, end in scene.quotes.ranges:
        match = _TITLE_MARK.fullmatch(scene.text, start, end)
        if match and start < phrase.start and len(match[1].split()) <= 6:
            around = scene.text[max(0, start - 80) : end + 80].lower()
            if head in around or "documentary" in around or scene.text[max(0, start - 2) : start - 1] == "s":
                return Answer(
                    Speaker(match[1], "document"), 0.7, f"{phrase.words} → {match[1]}: the title in quotation marks"
                )
    return None


def issuer(scene: Scene, offset: int) -> Answer | None:
    """Who put out "the statement": the speaker before, where that is a person or body."""
    before = previous_answer(scene, offset, steps=3)
    if before is None or before.speaker.kind not in ("person", "government", "organisation"):
        return None
    return Answer(
        before.speaker, 0.7, f"the statement is that of {before.speaker.name}, who spoke before", before.figure
    )


def administration(scene: Scene, phrase: Phrase) -> Answer | None:
    """The one administration that the article names."""
    match = re.search(r"\b[A-Z]\w+ administration\b", scene.text)
    if match is None:
        return None
    return Answer(Speaker(match[0], "government"), 0.85, f"{phrase.words} → {match[0]}: the only one named")
