"""From sources to speakers: every statement of an article in turn. See docs/speakers.md for the rules and figures."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.model import Explanation, Speaker, Statement
from sayso.reading.context import Context
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.descriptions import read_description
from sayso.reading.speakers.figures import Figure
from sayso.reading.speakers.first_person import read_first_person
from sayso.reading.speakers.given_names import given_names
from sayso.reading.speakers.kinds import head_noun, speaker_of
from sayso.reading.speakers.phrases import Phrase, phrase_of
from sayso.reading.speakers.pronouns import GENDERED, confidence_of, explain, outer_speaker, rank_people
from sayso.reading.speakers.relatives import read_plural, read_relative, read_thing
from sayso.reading.speakers.scene import Answer, Scene, previous_answer
from sayso.reading.speakers.sourceless import read_sourceless
from sayso.reading.speakers.sources import read_apposed, read_source
from sayso.reading.speakers.unnamed import met, taken_up

_UNKNOWN = Speaker(None, "unknown")


def resolve_speakers(context: Context) -> tuple[Statement, ...]:
    """The statements of ``context`` with their speakers, and why each was taken.

    Every speaker's name is made of words of the document (joint speakers joined by "and"). Pure: the same context
    gives the same statements; order and all other fields are kept.
    """
    if not context.statements:
        return ()
    scene = Scene.of(context)
    by_id = {s.id: s for s in context.statements}
    outer = sorted((s for s in context.statements if s.within not in by_id), key=_place)
    inner = sorted((s for s in context.statements if s.within in by_id), key=lambda s: (_depth(s, by_id), _place(s)))
    _walk(scene, [s for s in outer if s.sources])
    for statement in outer:
        if not statement.sources:
            scene.answers[statement.id] = read_sourceless(scene, statement)
    for statement in inner:
        if statement.sources:
            scene.answers[statement.id] = _answer(scene, statement)
        else:
            scene.answers[statement.id] = read_sourceless(scene, statement)
    return tuple(_with_answer(s, scene.answers[s.id]) for s in context.statements)


def _place(statement: Statement) -> int:
    return statement.sources[0].start if statement.sources else statement.start


def _depth(statement: Statement, by_id: dict[str, Statement]) -> int:
    depth, seen = 0, {statement.id}
    while statement.within in by_id and statement.within not in seen:
        seen.add(statement.within)
        statement = by_id[statement.within]
        depth += 1
    return depth


def _with_answer(statement: Statement, answer: Answer) -> Statement:
    speaker = answer.speaker if answer.speaker.kind not in ("unknown", "author") else Speaker(None, answer.speaker.kind)
    why = [Explanation("speaker", answer.confidence, answer.why)]
    why.append(Explanation("speaker.kind", _kind_confidence(answer), f"{speaker.kind}: {_KIND_WHY[speaker.kind]}"))
    if speaker.role:
        why.append(Explanation("speaker.role", 0.85 * answer.confidence, f"the article calls them {speaker.role}"))
    if speaker.on_behalf_of:
        why.append(Explanation("speaker.for", 0.85 * answer.confidence, f"speaks for {speaker.on_behalf_of}"))
    return replace(statement, speaker=speaker, explanations=(*statement.explanations, *why))


_KIND_WHY = {
    "person": "a named person",
    "government": "a state, its government or what stands for it",
    "organisation": "a body with a name or a noun for a body",
    "outlet": "a newspaper, broadcaster or agency",
    "document": "a text or work that is quoted itself",
    "group": "people taken together",
    "anonymous": "one person, not named",
    "author": "the writer of the article",
    "unknown": "the text does not say who",
}


def _kind_confidence(answer: Answer) -> float:
    return round(min(0.97, 0.5 + 0.5 * answer.confidence), 3)


def _walk(scene: Scene, statements: list[Statement]) -> None:
    """Resolve sources and the running text's he and she together, in text order, each knowing what came before."""
    waiting = list(statements)
    sources = {p.start for s in statements for p in (phrase_of(scene.text, s.sources[0].start, s.sources[-1].end),)}
    tokens = scene.tokens
    at = 0
    for k, word in enumerate(tokens.words):
        start = tokens.starts[k]
        while at < len(waiting) and waiting[at].sources[0].start <= start:
            if _own_start(scene, waiting[at]) > start:
                break
            _hear(scene, waiting[at])
            at += 1
        low = word.lower()
        if low in GENDERED and start not in sources and not scene.quoted(start):
            ranked = rank_people(scene, start, GENDERED[low])
            if ranked:
                scene.echoes.append((start, ranked[0].figure))
        elif word == low and low in _PEOPLE and not scene.quoted(start):
            _meet(scene, k, sources)
    for statement in waiting[at:]:
        _hear(scene, statement)


def _unnamed(scene: Scene, statement: Statement, speaker: Speaker) -> Figure:
    """The individual behind an unnamed source: one met in these very words or right before "who", else a new one."""
    start, end = statement.sources[0].start, statement.sources[-1].end
    for _, figure in reversed(scene.unnamed):
        if 0 <= start - figure.mentions[-1][1] <= 2 and figure.name.endswith(speaker.name or ""):
            figure.speaker, figure.forms, figure.long = speaker, {speaker.name or figure.name: 1}, None
            return figure
    head = head_noun(speaker.name or "")
    gender = "m" if head in lex.MALE_NOUNS else "f" if head in lex.FEMALE_NOUNS else ""
    return Figure("person", False, {speaker.name or "": 1}, [(start, end)], gender, speaker=speaker)


_PEOPLE = lex.SINGULAR_PEOPLE | lex.MALE_NOUNS | lex.FEMALE_NOUNS


def _meet(scene: Scene, k: int, sources: set[int]) -> None:
    """Keep who is met or taken up again without a name at word ``k``, for the pronouns that follow."""
    new = met(scene, k)
    if new is not None:
        known = scene.unnamed and any(a <= new[0] < b for a, b in scene.unnamed[-1][1].mentions)
        if not known:
            scene.unnamed.append(new)
        return
    old = taken_up(scene, k, sources)
    if old is not None:
        (scene.echoes if old[1].speaker is None else scene.unnamed).append(old)


def _hear(scene: Scene, statement: Statement) -> None:
    """Resolve a statement's source and keep who it was for the pronouns that follow."""
    answer = _answer(scene, statement)
    start = statement.sources[0].start
    if answer.figure is None and answer.speaker.kind == "anonymous" and answer.speaker.name:
        answer = replace(answer, figure=_unnamed(scene, statement, answer.speaker))
    scene.answers[statement.id] = answer
    if answer.figure is not None:
        if answer.figure.speaker is not None:
            scene.unnamed.append((start, answer.figure))
        elif answer.figure.kind == "person" and scene.text[start : start + 3].lower() == "the":
            scene.echoes.append((start, answer.figure))
        scene.spoke.append((start, answer.figure))


def _own_start(scene: Scene, statement: Statement) -> int:
    return phrase_of(scene.text, statement.sources[0].start, statement.sources[0].end).start


def _answer(scene: Scene, statement: Statement) -> Answer:
    """Who the source of a statement is."""
    answers = []
    for span in statement.sources:
        phrase = _without_emphasis(phrase_of(scene.text, span.start, span.end))
        if not phrase.words.split():
            continue
        answer = _one_source(scene, statement, phrase)
        if answer.figure is not None or len(statement.sources) == 1:
            return answer
        answers.append(answer)
    return answers[0] if answers else read_sourceless(scene, statement)


_EMPHASIS = re.compile(r" (?:himself|herself|itself|themselves)\b.*", re.DOTALL)


def _without_emphasis(phrase: Phrase) -> Phrase:
    """ "Ford itself" → "Ford"."""
    match = _EMPHASIS.search(phrase.words)
    if match is None or match.start() == 0 or " and " in match[0] or phrase.words[0].islower():
        return phrase
    return Phrase(phrase.start, phrase.start + match.start(), phrase.words[: match.start()])


def _one_source(scene: Scene, statement: Statement, phrase: Phrase) -> Answer:
    words = phrase.words.lower().replace("’", "'").split()
    first = words[0].split("'")[0].strip(",")
    lone = len(words) == 1 or words[1].strip(",") in {
        "himself",
        "herself",
        "themselves",
        "itself",
        "both",
        "all",
        "too",
        "also",
    }
    if lone and not (phrase.words.isupper() and len(phrase.words) > 1):
        if first in GENDERED:
            return _person(scene, statement, phrase, first)
        if first in lex.FIRST_SINGULAR | lex.FIRST_PLURAL:
            return read_first_person(scene, statement, phrase, first)
        if first in lex.IT:
            return read_thing(scene, statement, phrase)
        if first in lex.THEY:
            return read_plural(scene, statement, phrase)
        if first in lex.RELATIVES:
            return read_relative(scene, statement, phrase)
        if first in lex.SECOND or first in {"one", "this", "these", "there"}:
            before = previous_answer(scene, phrase.start) if first == "this" else None
            return Answer(_UNKNOWN, 0.5, f"“{phrase.words}” names nobody") if before is None else before
    named = read_apposed(scene, phrase) or read_source(scene, phrase)
    if named is not None:
        return named
    if _is_bare_name(phrase):
        return _bare_name(scene, phrase)
    return read_description(scene, statement, phrase)


def _person(scene: Scene, statement: Statement, phrase: Phrase, word: str) -> Answer:
    content = tuple((c.start, c.end) for c in statement.contents)
    inside = scene.quoted(phrase.start)
    barred = outer_speaker(scene, statement)
    if inside and not barred:
        barred = _quoted_speaker(scene, statement, phrase)
    if scene.text.endswith(" whom ", 0, phrase.start):
        barred |= frozenset(id(m.figure) for m in scene.mentions_before(phrase.start, 1) if phrase.start - m.end < 9)
    ranked = rank_people(
        scene, phrase.start, GENDERED[word], barred=barred, content=content, inside_quote=inside, source=True
    )
    if not ranked:
        return Answer(_UNKNOWN, 0.3, f"nobody before “{phrase.words}” fits it")
    best = ranked[0]
    if not inside:
        scene.echoes.append((phrase.start, best.figure))
    return Answer(speaker_of(scene, best.figure), confidence_of(ranked), explain(phrase.words, best), best.figure)


def _quoted_speaker(scene: Scene, statement: Statement, phrase: Phrase) -> frozenset[int]:
    """Who speaks the quotation that holds a pronoun: its he is somebody else."""
    quote = scene.quotes.holding(phrase.start)
    if quote is None:
        return frozenset()
    for other in scene.statements:
        answer = scene.answers.get(other.id)
        if other is statement or answer is None or answer.figure is None:
            continue
        if any(c.start < quote[1] and quote[0] < c.end for c in other.contents):
            return frozenset({id(answer.figure)})
    return frozenset()


def _is_bare_name(phrase: Phrase) -> bool:
    words = phrase.words.split()
    low = [w.lower().strip(".,") for w in words]
    return (
        all(w[0].isupper() or w.lower() in lex.PARTICLES for w in words)
        and len(words) <= 4
        and low[-1] not in lex.GROUP_NOUNS | lex.ROLES | lex.DOCUMENTS | lex.SINGULAR_PEOPLE
        and (low[0] not in lex.FUNCTION or low[0] in given_names())
        and not low[-1].endswith(("ists", "ers"))
    )


def _bare_name(scene: Scene, phrase: Phrase) -> Answer:
    """A capitalised source that is no name elsewhere in the article: taken for a person's, or its longer form's."""
    word = phrase.words.split()[-1].lower()
    for figure in scene.cast.figures:
        if figure.kind == "person" and any(word == form.split()[-1].lower() for form in figure.forms):
            return Answer(speaker_of(scene, figure), 0.8, f"{phrase.words} → {figure.name}: same last name", figure)
    return Answer(Speaker(" ".join(phrase.words.split()), "person"), 0.6, "a name by its capitals")
