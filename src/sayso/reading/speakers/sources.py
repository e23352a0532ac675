"""A source's words taken apart: the name they end on, the role before it, the noun behind it, two names joined."""

from __future__ import annotations

import re

from sayso.model import Speaker, SpeakerKind
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.figures import Mention
from sayso.reading.speakers.joint import read_joint, read_mixed_pair
from sayso.reading.speakers.kinds import core, full_mandate, head_noun, kind_of_description, speaker_of, state_name
from sayso.reading.speakers.phrases import Phrase
from sayso.reading.speakers.roles import role_note
from sayso.reading.speakers.scene import Answer, Scene
from sayso.reading.speakers.states import atlas, bare

_TRIM = ' \t\r\n\u00a0,;:."“”‘«»()[]—–-'
_QUOTED = re.compile(r"(?:[’']s?)? [“\"]([^”\"]+?)[,.]?(?:[”\"]|$)")
_NAMED = re.compile(r"\b(?:named|called|known as|identified as)\s+$")
_OPENING_ROLE = re.compile(r"(?:[,:]| ?[—–]| --) ?$")


def read_source(scene: Scene, phrase: Phrase) -> Answer | None:
    """Who the words of a source name; ``None`` where they are a description without a name, or a pronoun."""
    text = scene.text
    for short, name in lex.LEGISLATURES.items():
        if bare(phrase.words) == short and name in text:
            return Answer(Speaker(name, "organisation"), 0.8, f"{phrase.words} stands for {name}")
    head = core(phrase.words)
    head_end = phrase.start + phrase.words.find(head) + len(head) if head else phrase.end
    inside = scene.cast.within(phrase.start, phrase.end)
    joint = read_joint(scene, phrase, inside)
    if joint is not None:
        return joint
    titled = _titled(scene, phrase, inside)
    if titled is not None:
        return _named(scene, titled, phrase, inside)
    mixed = read_mixed_pair(scene, phrase, inside, head)
    if mixed is not None:
        return mixed
    in_head = [m for m in inside if m.start < head_end]
    behind = [m for m in inside if m.start >= head_end and m.figure.kind == "person"]
    if behind and not (in_head and in_head[-1].end >= head_end) and _is_apposition(text, behind[0], phrase):
        if head_noun(head) in lex.ROLES and _OPENING_ROLE.fullmatch(text, head_end, behind[0].start):
            return _named(scene, behind[0], phrase, inside)
        notes = behind[0].figure.notes
        if any(_OPENING_ROLE.fullmatch(text, head_end, n.at) and n.at + len(n.role) < behind[0].start for n in notes):
            return _named(scene, behind[0], phrase, inside)
    if in_head:
        last = in_head[-1]
        tail = text[last.end : head_end] if last.end <= head_end else ""
        tail = re.sub(r"^[’']s?\b", "", tail).strip(" ’'" + _TRIM)
        if not tail and not (last.possessive and last.end < phrase.end and _owned_noun(text, last, phrase)):
            return _named(scene, last, phrase, inside)
        owned = tail or _owned_noun(text, last, phrase)
        answer = _composite(scene, last, owned, phrase)
        if answer is not None:
            return answer
    for mention in inside:
        gap = text[phrase.start : mention.start]
        if _NAMED.search(gap):
            return _named(scene, mention, phrase, inside)
        if (
            mention.start >= head_end
            and mention.figure.kind == "person"
            and _OPENING_ROLE.search(gap)
            and _is_apposition(text, mention, phrase)
        ):
            return _named(scene, mention, phrase, inside)
        if (
            mention.start >= head_end
            and mention.figure.kind == "person"
            and re.search(r",[^,]*$", gap)
            and _title_only(gap.rsplit(",", 1)[1])
        ):
            return _named(scene, mention, phrase, inside)
    return _metonym(scene, phrase)


_OFFICE = re.compile(
    r"(?:(?!for |with |by |about |against |and |to |in |from )[\w.’'-]+ )+?(?:of (?:the )?(?:[A-Z][\w.’'-]+ )+)"
)
_BEFORE_TITLE = re.compile(r"(?:the |an? |[\w.’' -]+[’']s? )?", re.IGNORECASE)


def _titled(scene: Scene, phrase: Phrase, inside: list[Mention]) -> Mention | None:
    """The person whose title opens the source: "Secretary of State Rex Tillerson"."""
    for mention in inside:
        if mention.figure.kind == "person" and any(
            phrase.start <= note.at < mention.start <= phrase.start + 80
            and _BEFORE_TITLE.fullmatch(scene.text, phrase.start, note.at)
            and note.at + len(note.role) <= mention.start
            for note in mention.figure.notes
        ):
            if mention.possessive and mention.end + 2 < phrase.end:
                return None
            tail = scene.text[mention.end : phrase.end].lstrip()
            return (
                None if tail[:1].islower() and not tail.startswith(("of ", "who", "from ", "at ", "in ")) else mention
            )
        if mention.figure.kind == "person":
            gap = scene.text[phrase.start : mention.start]
            closes = mention.end >= phrase.end or scene.text[mention.end] in ",("
            return (
                mention
                if closes and _OFFICE.fullmatch(gap) and any(w in lex.ROLES for w in gap.lower().split())
                else None
            )
    return None


def _is_apposition(text: str, mention: Mention, phrase: Phrase) -> bool:
    """Whether nothing but marks, a relative clause or an aside follows the name."""
    rest = text[mention.end : phrase.end].strip()
    return not rest or rest[0] in ",(—–-;" or rest.startswith(("who", "whose", "of ", "from "))


_APPOSED = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) [^,]+, (?:the )?(?:(?:[A-Z][a-z]+\.? ){0,3})$")
_LAND = re.compile(r"(?:[Tt]he )?(?:[\w-]+ ){0,2}(?:republic|kingdom|government|nation|country|state) of (?:the )?$")


def read_apposed(scene: Scene, phrase: Phrase) -> Answer | None:
    """A name behind what it is: "the commander, Adm. Orlan", "the republic of X"; a place's adjective for the place."""
    for mention in scene.cast.within(phrase.start, phrase.end):
        lead = scene.text[phrase.start : mention.start]
        if mention.figure.kind == "place" and _LAND.fullmatch(lead):
            return Answer(speaker_of(scene, mention.figure), 0.85, f"{phrase.words} is {mention.figure.name}")
        apposed = mention.end >= phrase.end and " and " not in lead and _APPOSED.fullmatch(lead)
        if apposed and mention.figure.kind in ("person", "organisation") and not mention.doubtful:
            return _named(scene, mention, phrase, [])
    if phrase.words[:1].isupper() and phrase.words.isalpha() and phrase.words.endswith(("n", "ese", "ish")):
        for figure in scene.cast.figures:
            stem = figure.name.rstrip("aeyo")
            made = {figure.name + "n", stem + "ian", stem + "an", stem + "ese", stem + "ish"} - {figure.name}
            if figure.kind == "place" and figure.sure and len(stem) > 3 and phrase.words in made:
                return Answer(speaker_of(scene, figure), 0.8, f"{phrase.words} stands for {figure.name}", figure)
    return None


def _title_only(words: str) -> bool:
    return all(
        w.strip(".").lower() in lex.ROLES | lex.ROLE_MODIFIERS | set(lex.ABBREVIATED) | lex.HONORIFICS
        for w in words.split()
    )


def _owned_noun(text: str, mention: Mention, phrase: Phrase) -> str:
    rest = re.sub(r"^[’']s?\s*", "", text[mention.end : phrase.end])
    return core(rest) if rest else ""


def _named(scene: Scene, mention: Mention, phrase: Phrase, inside: list[Mention]) -> Answer:
    figure = mention.figure
    form = " ".join(scene.text[mention.start : mention.end].split())
    if mention.doubtful and figure.kind == "person":
        speaker = Speaker(form, "person")
        return Answer(speaker, 0.5, f"{form}: more than one person of this name in the article", figure)
    speaker = speaker_of(scene, figure)
    if figure.kind == "person" and figure.role is None:
        note = role_note(scene.text[phrase.start : mention.start], phrase.start)
        if note is not None:
            mandate = full_mandate(scene, note.on_behalf_of) if note.on_behalf_of else None
            speaker = Speaker(speaker.name, "person", note.role, mandate)
    shown = speaker.name or form
    why = f"named in the source: {shown}" if shown == form else f"{form} → {shown}: the fullest name in the article"
    return Answer(speaker, 0.97 if shown == form else 0.95, why, figure)


def _composite(scene: Scene, mention: Mention, owned: str, phrase: Phrase) -> Answer | None:
    """A name with a noun behind it: the Clinton campaign, McConnell aides, Trump's claim, Davis' commentary."""
    title = _QUOTED.match(scene.text, mention.end)
    if title and title.end() >= phrase.end:
        return Answer(Speaker(title[1], "document"), 0.8, f"{title[1]}: a work by its title")
    head = head_noun(owned)
    plain = head.rsplit("-", 1)[-1]
    figure = mention.figure
    whole = re.sub(r"^(?:the|a|an) ", "", core(phrase.words), flags=re.IGNORECASE)
    gap = scene.text[phrase.start : mention.start].lower().split()
    if plain in {"administration", "regime", "government", "presidency", "campaign", "team", "camp", "transition"}:
        kind: SpeakerKind = "organisation" if plain in {"campaign", "team", "camp", "transition"} else "government"
        name = " ".join(scene.text[mention.start : phrase.start + phrase.words.find(owned) + len(owned)].split())
        if kind == "government" and atlas().of(scene.text[mention.start : mention.end]) is not None:
            state = atlas().of(scene.text[mention.start : mention.end])
            name = (state_name(scene.text, state) if state and plain == "government" else None) or name
        return Answer(Speaker(name, kind), 0.9, f"{name}: a body, not the person")
    if plain in lex.UTTERANCES and figure.kind == "person" and (mention.possessive or plain in {"tweet", "tweets"}):
        if mention.possessive and plain in {"commentary", "letter"}:
            return None
        speaker = speaker_of(scene, figure)
        return Answer(speaker, 0.85, f"the {plain} is {speaker.name}'s own", figure)
    if plain in lex.UTTERANCES and figure.kind != "person" and mention.possessive:
        speaker = speaker_of(scene, figure)
        return Answer(speaker, 0.75, f"the {plain} is that of {speaker.name}", figure)
    if re.match(r"and (?:his|her|their|its|other|others)\b", owned):
        return Answer(
            Speaker(" ".join(phrase.words.split()), "group"), 0.8, "somebody and others, as the source has them"
        )
    kind = kind_of_description(owned)
    if kind == "anonymous" and (gap[:1] == ["the"] or figure.kind == "place"):
        return None
    if kind in ("anonymous", "group"):
        name = whole if kind == "group" else " ".join(core(phrase.words).split())
        role = mandate = None
        if plain in lex.MOUTHPIECES:
            role, mandate = owned, figure.name
        return Answer(Speaker(name, kind, role, mandate), 0.85, f"{name}: unnamed in the article")
    if kind == "document" and mention.possessive and figure.kind == "person" and plain not in {"s"}:
        owner = scene.text[mention.start : mention.end]
        rest = phrase.words[phrase.words.find(owned) :] if owned in phrase.words else owned
        name = f"{figure.name}' {rest}" if figure.name.endswith("s") else f"{figure.name}'s {rest}"
        if plain in lex.DOCUMENTS:
            return Answer(Speaker(name, "document"), 0.75, f"{owner} → {figure.name}: whose it is")
    if gap and gap[0] == "an" and kind == "document":
        return None
    return None


def _metonym(scene: Scene, phrase: Phrase) -> Answer | None:
    """Peoples and legislatures that stand for a state or body: "the Saudis", "congressional"."""
    key = bare(phrase.words)
    low = phrase.words.lower()
    if key in lex.SEATS:
        return Answer(Speaker(re.sub(r"^[Tt]he ", "", phrase.words), "government"), 0.95, "a seat of power")
    if key in lex.OUTLETS and phrase.words[0].isupper():
        return Answer(Speaker(re.sub(r"^[Tt]he ", "", phrase.words), "outlet"), 0.9, "an outlet")
    state = atlas().by_people.get(key) if low.startswith("the ") and key.endswith(("s", "ese", "sh", "ch")) else None
    state = state or atlas().by_name.get(key) or atlas().by_capital.get(key)
    if key in ("kingdom", "north", "south", "islamic republic", "jewish state"):
        fits = [s for s in (atlas().by_name.get(key),) if s and state_name(scene.text, s)]
        state = fits[0] if fits else None
    if state is not None:
        name = state_name(scene.text, state) or re.sub(r"^the ", "", phrase.words, flags=re.IGNORECASE)
        return Answer(Speaker(name, "government"), 0.85, f"{phrase.words} stands for {name}")
    return None
