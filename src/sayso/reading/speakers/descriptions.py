"""Descriptions without a name: "the senator", "the official", "his lawyer"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sayso.model import Speaker, SpeakerKind, Statement
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.bodies import (
    PAPERS,
    TITLED_WORKS,
    administration,
    issuer,
    named_body,
    nearest_body,
    pair_before,
    paper_before,
    work,
)
from sayso.reading.speakers.figures import Figure
from sayso.reading.speakers.kinds import (
    core,
    core_list,
    full_mandate,
    head_noun,
    kind_of_description,
    shortened,
    speaker_of,
)
from sayso.reading.speakers.phrases import Phrase
from sayso.reading.speakers.pronouns import GENDERED, confidence_of, explain, rank_people
from sayso.reading.speakers.roles import role_note
from sayso.reading.speakers.scene import Answer, Scene, previous_answer
from sayso.reading.speakers.states import State, atlas

_WORDS = re.compile(r"[^\W_][\w’'.-]*")
_UNNAMED = frozenset(
    ("official", "source", "aide", "diplomat", "insider", "spokesman", "spokeswoman", "spokesperson", "person")
)
_OWNER = re.compile(r"^(his|her|their|its|my|our)\s+(?:own\s+)?", re.IGNORECASE)


def read_description(scene: Scene, statement: Statement, phrase: Phrase) -> Answer:
    """Who a description means: somebody named elsewhere, somebody described before, or nobody further."""
    owner = _OWNER.match(phrase.words)
    if owner:
        return _owned(scene, statement, phrase, owner[1].lower())
    low = phrase.words.lower()
    words = low.split()
    head = head_noun(low)
    definite = (
        words[0] in {"the", "this", "that"} or words[0] in lex.ROLE_MODIFIERS or (head in lex.ROLES and len(words) <= 3)
    )
    kind = kind_of_description(phrase.words)
    if definite and kind == "anonymous" and words[0] not in {"a", "an", "one", "another", "some", "any"}:
        answer = (
            _unnamed_before(scene, phrase, head)
            or _met_before(scene, phrase, head)
            or _by_role(scene, statement, phrase, head)
        )
        if answer is not None:
            return answer
    if words[0] in {"the", "this", "that"} and len(core(low).split()) <= 4:
        answer = _described_before(scene, statement, phrase, head) or named_body(scene, phrase, head)
        answer = answer or nearest_body(scene, phrase, head) or pair_before(scene, phrase)
        if answer is not None:
            return answer
        if head in PAPERS and len(words) == 2:
            answer = paper_before(scene, phrase)
            if answer is not None:
                return answer
        if head == "statement":
            answer = issuer(scene, phrase.start)
            if answer is not None:
                return answer
        if head in TITLED_WORKS:
            answer = work(scene, phrase, head)
            if answer is not None:
                return answer
        if head in {"administration"} and len(words) == 2:
            answer = administration(scene, phrase)
            if answer is not None:
                return answer
    return as_it_stands(scene, phrase)


def as_it_stands(scene: Scene, phrase: Phrase) -> Answer:
    """The description itself, with its kind."""
    kind = kind_of_description(phrase.words)
    if kind == "unknown":
        return Answer(Speaker(None, "unknown"), 0.4, f"“{phrase.words}” is nobody who speaks")
    name = " ".join(shortened(phrase.words).split())
    mandate = role = None
    head = head_noun(name)
    note = role_note(phrase.words, phrase.start) if head in lex.MOUTHPIECES else None
    if note is not None:
        role = note.role
        mandate = full_mandate(scene, note.on_behalf_of) if note.on_behalf_of else None
    return Answer(
        Speaker(name, kind, role, mandate),
        0.75,
        "the article does not name them" if kind in ("anonymous", "group") else "as the source has it",
    )


def bearer(scene: Scene, phrase: Phrase, head: str) -> tuple[Figure, str] | None:
    """The person whose office or description the words repeat, and what the article calls him or her."""
    head = lex.ABBREVIATED.get(head, head)
    head = head if head in lex.ROLES else head.rsplit("-", 1)[-1]
    words = {w.strip(".'’").lower() for w in _WORDS.findall(core(phrase.words))}
    alike = lex.SYNONYMS.get(head, frozenset()) | {head}
    gender = "m" if head in lex.MALE_NOUNS else "f" if head in lex.FEMALE_NOUNS else ""
    best: tuple[float, Figure, str] | None = None
    for figure in scene.cast.figures:
        if figure.kind != "person" or (gender and figure.gender and gender != figure.gender):
            continue
        fit, shown = _role_fit(scene, figure, head, alike, words, phrase.words.split())
        if fit <= 0:
            continue
        near = [m for m, _ in figure.mentions if m < phrase.start]
        steps = scene.steps(near[-1], phrase.start) if near else 4
        score = fit - 0.12 * min(steps, 10) + 0.05 * min(6, len(figure.mentions)) - (0.6 if not near else 0)
        if best is None or score > best[0]:
            best = (score, figure, shown)
    return best[1:] if best is not None and best[0] > 0 else None


def _by_role(scene: Scene, statement: Statement, phrase: Phrase, head: str) -> Answer | None:
    """The figure whose office or description the words repeat, else the person the article is speaking of."""
    found = bearer(scene, phrase, head)
    if found is not None:
        figure, shown = found
        return Answer(
            speaker_of(scene, figure), 0.88, f"{phrase.words} → {figure.name}: called {shown} in the article", figure
        )
    female = head in lex.FEMALE_NOUNS or head.endswith("woman")
    gender = "f" if female else "m" if head in lex.MALE_NOUNS or head.endswith("man") else ""
    if head in _UNNAMED or phrase.words.split()[0].lower() not in {"the", "this"} or len(phrase.words.split()) > 5:
        return None
    before = _described_before(scene, statement, phrase, head)
    if before is not None:
        return before
    content = tuple((c.start, c.end) for c in statement.contents)
    ranked = rank_people(scene, phrase.start, gender, content=content)
    if head in lex.MOUTHPIECES or "secretary" in head:
        # Whoever speaks for others is not the one whom the article calls something else.
        ranked = [c for c in ranked if not c.figure.notes]
    bare_noun = len(phrase.words.split()) <= 3 and not scene.cast.within(phrase.start, phrase.end)
    if ranked and ranked[0].distance <= 3 and (bare_noun or head in lex.ROLES):
        return Answer(
            speaker_of(scene, ranked[0].figure),
            0.6 * confidence_of(ranked),
            explain(phrase.words, ranked[0]),
            ranked[0].figure,
        )
    return None


def _unnamed_before(scene: Scene, phrase: Phrase, head: str) -> Answer | None:
    """The unnamed individual who spoke right before: "a White House official … the aide"."""
    if head not in _UNNAMED or len(core(phrase.words).split()) > 2:
        return None
    before = previous_answer(scene, phrase.start, steps=2)
    if before is None or before.speaker.kind != "anonymous" or head_noun(before.speaker.name or "") not in _UNNAMED:
        return None
    return replace(before, confidence=0.7, why=f"{phrase.words} → {before.speaker.name}: who spoke right before")


def _met_before(scene: Scene, phrase: Phrase, head: str) -> Answer | None:
    """The unnamed person whom the article has brought in by the same noun: "a nurse … the nurse"."""
    figure = scene.met_before(phrase.start, head) if len(phrase.words.split()) == 2 else None
    if figure is None or figure.speaker is None:
        return None
    why = f"{phrase.words} → {figure.name}: brought in before"
    return Answer(figure.speaker, 0.75, why, figure)


_RIGHT = frozenset(("gop", "republican", "tory", "conservative"))
_LEFT = frozenset(("democratic", "democrat", "labour", "labor"))


def _role_fit(
    scene: Scene, figure: Figure, head: str, alike: frozenset[str], words: set[str], context_words: list[str]
) -> tuple[float, str]:
    best, shown = 0.0, ""
    extra = words - {head, "the", "a", "an", "this", "that"}
    for note in figure.notes:
        if note.head == head or head in note.words:
            fit = 2.0
        elif note.head in alike or alike & note.words:
            fit = 1.2
        else:
            continue
        if (words & _RIGHT and note.words & _LEFT) or (words & _LEFT and note.words & _RIGHT):
            continue
        around = note.words | _around(scene, figure)
        theirs = states_in(note.words | {w for n in figure.notes for w in (n.owner or "").split()})
        mine = states_in({w.strip(".,") for w in context_words})
        if mine:
            fit += 1.2 if mine & theirs else -1.2 if theirs else -0.6
        fit += sum(0.5 if any(_same(w, a) for a in around) else -0.35 for w in extra)
        if fit > best:
            best, shown = fit, note.role
    return best, shown


def states_in(words: Iterable[str]) -> set[State]:
    """States that single words name, by their own name, capital or people."""
    return {state for state in map(atlas().of, words) if state is not None}


def _around(scene: Scene, figure: Figure) -> frozenset[str]:
    """Words in and right around a figure's first mention: state, party, country."""
    start, end = figure.mentions[0]
    return frozenset(w.lower().strip(".’'") for w in _WORDS.findall(scene.text[max(0, start - 60) : end + 40]))


_STATE_TAGS = {"carolina": "s.c", "vermont": "vt", "kentucky": "ky", "texas": "tex", "ohio": "ohio"}


def _same(a: str, b: str) -> bool:
    return a == b or (len(a) > 4 and len(b) > 4 and a[:5] == b[:5]) or _STATE_TAGS.get(a) == b


def _described_before(scene: Scene, statement: Statement, phrase: Phrase, head: str) -> Answer | None:
    """An earlier source described with the same noun: "A senior official" … "The official"."""
    best: tuple[int, Answer] | None = None
    words = set(_WORDS.findall(core(phrase.words).lower())) - {"the", "this", "that"}
    for other in scene.statements:
        answer = scene.answers.get(other.id)
        if answer is None or not other.sources or other.sources[0].start >= phrase.start or answer.figure is not None:
            continue
        name = answer.speaker.name
        if not name or answer.speaker.kind not in ("anonymous", "document", "organisation", "group", "outlet"):
            continue
        if answer.speaker.kind == "group" and " and " in name:
            continue
        theirs = set(_WORDS.findall(core(name).lower()))
        if (
            head_noun(name) in (PAPERS if head in PAPERS else {head})
            and (words <= theirs or len(words) == 1)
            and (best is None or other.sources[0].start > best[0])
        ):
            best = (other.sources[0].start, answer)
    if best is None:
        return None
    speaker = best[1].speaker
    return Answer(speaker, 0.85, f"{phrase.words} → {speaker.name}: spoken of before")


def _owned(scene: Scene, statement: Statement, phrase: Phrase, pronoun: str) -> Answer:
    """ "His lawyer", "her mother", "his eyes": somebody unnamed, or the owner himself."""
    rest = phrase.words.split(" ", 1)[1] if " " in phrase.words else ""
    head = head_noun(rest)
    owner: Figure | None = None
    if pronoun in GENDERED:
        owner = scene.echo_at(phrase.start)
        if owner is None:
            ranked = rank_people(scene, phrase.start, GENDERED[pronoun], inside_quote=scene.quoted(phrase.start))
            owner = ranked[0].figure if ranked else None
    elif pronoun in ("their", "its"):
        before = previous_answer(scene, phrase.start)
        if before and head in lex.UTTERANCES:
            return Answer(
                before.speaker, 0.6, f"{phrase.words} → {before.speaker.name}, who spoke before", before.figure
            )
    if owner is not None and (
        head in lex.UTTERANCES
        or head in {"goal", "aim", "face", "heart", "voice", "intention", "purpose", "campaign-trail"}
    ):
        return Answer(speaker_of(scene, owner), 0.7, f"{phrase.words}: {pronoun} → {owner.name}", owner)
    if owner is not None and rest in {"campaign", "team", "administration", "office"}:
        named = re.search(
            rf"\b(?:(?!The )[A-Z]\w+ )?{re.escape(owner.name.split()[-1])}(?:[’']s|[’'])? {rest}\b", scene.text
        )
        if named:
            body: SpeakerKind = "government" if rest == "administration" else "organisation"
            return Answer(Speaker(named[0], body), 0.7, f"{phrase.words} → {named[0]}: {pronoun} → {owner.name}")
    kind = kind_of_description(rest) if rest else "unknown"
    if " and " in core_list(rest.lower()) and kind != "unknown":
        kind = "group"
    if kind == "unknown" and owner is not None:
        return Answer(speaker_of(scene, owner), 0.4, f"{phrase.words}: {pronoun} → {owner.name}", owner)
    name = " ".join(phrase.words.split())
    mandate = owner.name if owner is not None and head in lex.MOUTHPIECES else None
    role = head if head in lex.MOUTHPIECES else None
    return Answer(Speaker(name, kind, role, mandate), 0.75, "the article does not name them")
