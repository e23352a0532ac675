"""Descriptions without a name: "the senator", "the official", "the fund", "the statement"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from sayso.model import Speaker, SpeakerKind, Statement
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.cast import Figure
from sayso.reading.speakers.kinds import core, core_list, full_mandate, head_noun, kind_of_description, speaker_of
from sayso.reading.speakers.pronouns import GENDERED, confidence_of, explain, rank_people
from sayso.reading.speakers.roles import role_note
from sayso.reading.speakers.scene import Answer, Scene
from sayso.reading.speakers.sources import Phrase
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
        answer = _described_before(scene, statement, phrase, head) or _named_body(scene, phrase, head)
        answer = answer or _nearest_body(scene, phrase, head) or _pair_before(scene, phrase)
        if answer is not None:
            return answer
        if head in _PAPERS and len(words) == 2:
            answer = _paper_before(scene, phrase)
            if answer is not None:
                return answer
        if head == "statement":
            issuer = _issuer(scene, phrase.start)
            if issuer is not None:
                return issuer
        if head in _TITLED_WORKS:
            answer = _work(scene, phrase, head)
            if answer is not None:
                return answer
        if head in {"administration"} and len(words) == 2:
            answer = _administration(scene, phrase)
            if answer is not None:
                return answer
    return as_it_stands(scene, phrase)


_ASIDE = re.compile(
    r"\s*(?:, (?:including|such|who|which|the|a|an|among|led|both|all|some|most|with|especially|particularly|like)\b"
    r"|[;(–—]| -- "
    r"| (?:released|published|issued|posted|reported|obtained|conducted) (?:on|in|last|this|late|earlier|\w+day)\b).*",
    re.DOTALL,
)


def shortened(words: str) -> str:
    """A description without its asides: "critics of the deal, including some lawmakers" → "critics of the deal"."""
    return _ASIDE.sub("", words, count=1).strip(" ,") or words


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
    gender = "m" if head in lex.MALE_NOUNS else "f" if head in lex.FEMALE_NOUNS else ""
    if head in _UNNAMED or phrase.words.split()[0].lower() not in {"the", "this"} or len(phrase.words.split()) > 5:
        return None
    before = _described_before(scene, statement, phrase, head)
    if before is not None:
        return before
    content = tuple((c.start, c.end) for c in statement.contents)
    ranked = rank_people(scene, phrase.start, gender, content=content)
    if ranked and ranked[0].distance <= 3 and head in lex.ROLES:
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


_PAPERS = frozenset(("report", "paper", "study", "document", "survey", "analysis", "assessment", "poll"))


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
            head_noun(name) in (_PAPERS if head in _PAPERS else {head})
            and (words <= theirs or len(words) == 1)
            and (best is None or other.sources[0].start > best[0])
        ):
            best = (other.sources[0].start, answer)
    if best is None:
        return None
    speaker = best[1].speaker
    return Answer(speaker, 0.85, f"{phrase.words} → {speaker.name}: spoken of before")


_NEW_PAPER = re.compile(
    r"\b(?:an?|its|their|his|her) ((?:new |recent |\d+-page |latest )?)((?:[a-z][\w-]* ){1,2}"
    r"(?:report|paper|study|document|survey|analysis|assessment|poll))\b"
)


def _paper_before(scene: Scene, phrase: Phrase) -> Answer | None:
    """The text that the article brought in a few sentences back: "released a policy paper … The report"."""
    i = scene.sentence(phrase.start)
    opens = scene.sentences.ranges[max(0, i - 3)][0] if i >= 0 else 0
    found = list(_NEW_PAPER.finditer(scene.text, opens, phrase.start))
    if not found:
        return None
    name = found[-1][2]
    return Answer(Speaker(name, "document"), 0.7, f"{phrase.words} → {name}: brought in shortly before")


def _named_body(scene: Scene, phrase: Phrase, head: str) -> Answer | None:
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


def _nearest_body(scene: Scene, phrase: Phrase, head: str) -> Answer | None:
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


def _pair_before(scene: Scene, phrase: Phrase) -> Answer | None:
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


_TITLED_WORKS = frozenset(
    ("film", "movie", "documentary", "book", "memoir", "novel", "song", "album", "play", "series")
)
_TITLE_MARK = re.compile(r"[“\"]((?:[A-Z0-9][^”\"]{0,40}?))[,.]?[”\"]")


def _work(scene: Scene, phrase: Phrase, head: str) -> Answer | None:
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


def _issuer(scene: Scene, offset: int) -> Answer | None:
    """Who put out "the statement": the speaker before, where that is a person or body."""
    before = previous_answer(scene, offset, steps=3)
    if before is None or before.speaker.kind not in ("person", "government", "organisation"):
        return None
    return Answer(
        before.speaker, 0.7, f"the statement is that of {before.speaker.name}, who spoke before", before.figure
    )


def _administration(scene: Scene, phrase: Phrase) -> Answer | None:
    match = re.search(r"\b[A-Z]\w+ administration\b", scene.text)
    if match is None:
        return None
    return Answer(Speaker(match[0], "government"), 0.85, f"{phrase.words} → {match[0]}: the only one named")


def previous_answer(scene: Scene, offset: int, *, steps: int = 3) -> Answer | None:
    """The answer for the source that stands last before ``offset``, at most ``steps`` sentences back."""
    best: tuple[int, Answer] | None = None
    for statement in scene.statements:
        answer = scene.answers.get(statement.id)
        if answer is None or statement.within or not statement.sources:
            continue
        at = statement.sources[0].start
        if at < offset and (best is None or at > best[0]):
            best = (at, answer)
    return best[1] if best and scene.steps(best[0], offset) <= steps else None


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
