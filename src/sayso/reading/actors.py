"""Linking speakers to known actors: by name and office or country at the time, never by a shared name alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sayso.model import Explanation, Speaker, Statement
from sayso.reading.actor_tables import Actor, Office, find_actors, load_user_actors, name_key, shipped_actors
from sayso.reading.speakers.states import atlas, bare

__all__ = ["Actor", "Office", "link_actors", "load_user_actors", "shipped_actors"]

# Names that a state shares with a place that is none; such a name alone links to nothing.
_SHARED = frozenset(("georgia", "congo", "washington", "victoria", "san jose", "santiago", "kingston", "wellington"))
_SEATS = {
    "kremlin": "Russia",
    "white house": "United States",
    "downing street": "United Kingdom",
    "10 downing street": "United Kingdom",
    "whitehall": "United Kingdom",
    "elysee": "France",
    "elysee palace": "France",
    "blue house": "South Korea",
    "zhongnanhai": "China",
    "bankova": "Ukraine",
}
_WORD = re.compile(r"[a-z]+")
_ALIKE = {
    "sen": "senator",
    "rep": "representative",
    "congressman": "representative",
    "congresswoman": "representative",
    "premier": "prime",
    "queen": "monarch",
    "king": "monarch",
    "emir": "monarch",
    "sultan": "monarch",
    "defense": "defence",
    "taoiseach": "prime",
    "ayatollah": "supreme",
    "pres": "president",
    "mp": "deputy",
    "lawmaker": "deputy",
}
_EMPTY = frozenset(
    ("of", "the", "and", "for", "former", "ex", "a", "s", "to", "in", "federal", "state", "states", "united")
)
_STARTS = (
    *("president", "prime", "chancellor", "monarch", "senator", "representative", "minister", "secretary", "supreme"),
    *("governor", "ambassador", "speaker", "mayor", "deputy", "chairman", "head", "chief", "prosecutor"),
)
# What an office is of: a minister of one thing is not one of another.
_FIELDS = frozenset(
    (
        *("foreign", "affairs", "defence", "finance", "interior", "internal", "justice", "energy", "health", "economy"),
        *("economic", "trade", "culture", "education", "deputy", "vice", "first", "press"),
    )
)


def link_actors(
    statements: Iterable[Statement], published: str | None, extra: Iterable[Actor] = ()
) -> tuple[Statement, ...]:
    """The statements, their speakers linked to actors where name and office or country agree at the time.

    Args:
        statements: statements with their speakers resolved.
        published: the article's day as an EDTF date; without it an office counts whenever it was held.
        extra: the user's own actors; one of the id of a shipped one stands in its place.

    A name that fits several actors links only if office or country leaves one of them.
    """
    mine = tuple(extra)
    day = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", published or "")
    found: dict[Speaker, tuple[Actor, str] | None] = {}
    out = []
    for statement in statements:
        speaker = statement.speaker
        if speaker is None or speaker.name is None or speaker.actor is not None:
            out.append(statement)
            continue
        if speaker not in found:
            found[speaker] = _match(speaker, day[0] if day else None, mine)
        hit = found[speaker]
        if hit is None:
            out.append(statement)
            continue
        actor, why = hit
        note = Explanation("speaker.actor", 0.95 if day else 0.8, f"{speaker.name} → {actor.name} ({actor.id}): {why}")
        out.append(
            replace(statement, speaker=replace(speaker, actor=actor.id), explanations=(*statement.explanations, note))
        )
    return tuple(out)


def seats_of_power() -> Mapping[str, str]:
    """Seats of power by plain name without article, each with the state whose government it stands for."""
    return _SEATS


def _match(speaker: Speaker, day: str | None, mine: tuple[Actor, ...]) -> tuple[Actor, str] | None:
    name = speaker.name or ""
    if speaker.kind == "government":
        return _state(name, mine)
    if speaker.kind == "organisation":
        fits = [a for a in find_actors(bare(name), mine) if a.kind == "organisation"]
        return (fits[0], "the body of that name") if len(fits) == 1 else None
    if speaker.kind != "person" or not speaker.role:
        return None
    fits = [a for a in find_actors(name_key(name)[-1], mine) if a.kind == "person" and _names_agree(name, a)]
    judged = [(a, why) for a in fits for why in (_agrees(speaker.role, a, day),) if why]
    return judged[0] if len({a.id for a, _ in judged}) == 1 else None


def _state(name: str, mine: tuple[Actor, ...]) -> tuple[Actor, str] | None:
    key = unicodedata.normalize("NFKD", bare(name)).encode("ascii", "ignore").decode()
    if key in _SEATS:
        fits = [a for a in find_actors(bare(_SEATS[key]), mine) if a.kind == "state"]
        return (fits[0], f"{name} is the seat of its government") if len(fits) == 1 else None
    plain = re.sub(r" (?:government|administration|regime)$", "", key)
    if plain != key:
        state = atlas().by_people.get(plain) or atlas().by_name.get(plain)
        key = bare(state.name) if state else key
    if key in _SHARED:
        return None
    fits = [a for a in find_actors(key, mine) if a.kind == "state"]
    return (fits[0], "the state of that name") if len(fits) == 1 else None


def _names_agree(name: str, actor: Actor) -> bool:
    """Whether a name in an article can be one of the actor's: last names alike, first names not against it."""
    said = name_key(name)
    for other in (actor.name, *actor.aliases):
        theirs = name_key(other)
        if said[-1] != theirs[-1]:
            continue
        if len(said) == 1 or len(theirs) == 1 or said == theirs:
            return True
        a, b = said[0], theirs[0]
        if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
            return True
    return False


def _agrees(role: str, actor: Actor, day: str | None) -> str | None:
    """Why the role that the article gives fits the actor at the time; ``None`` where it does not."""
    said = _role_words(role)
    former = bool(re.search(r"\b(?:former|ex|late|then)\b", role, re.IGNORECASE))
    country = _country(role)
    if country is not None and actor.country is not None and country != actor.country:
        return None
    for office in actor.offices:
        words = _role_words(office.title)
        head = next((w for w in _STARTS if w in words), None)
        if head is None or head not in said or not _specific(said, words):
            continue
        if day is None or office.held(day) or (former and office.since is not None and office.since[: len(day)] <= day):
            return f"{office.title}{f' from {office.since}' if office.since else ''}"
    if country is not None and country == actor.country and (day is None or any(o.held(day) for o in actor.offices)):
        return f"of {actor.country}, as the article says"
    return None


def _specific(said: frozenset[str], office: frozenset[str]) -> bool:
    """A minister or secretary of one thing is not one of another."""
    mine, theirs = said & _FIELDS, office & _FIELDS
    if "prime" in said and "prime" not in office:
        return False
    if ("vice" in said) != ("vice" in office) or ("deputy" in said and "minister" in said) != (
        "deputy" in office and "minister" in office
    ):
        return False
    return not mine or not theirs or bool(mine & theirs)


def _role_words(role: str) -> frozenset[str]:
    words = _WORD.findall(unicodedata.normalize("NFKD", role).lower())
    return frozenset(_ALIKE.get(w, w) for w in words) - _EMPTY


def _country(role: str) -> str | None:
    """The state that a role names: "Russian foreign minister" → Russia."""
    words = re.findall(r"[^\W\d_][\w.’'-]*", role)
    for size in (2, 1):
        for i in range(len(words) - size + 1):
            state = atlas().of(" ".join(words[i : i + size]))
            if state is not None and words[i][0].isupper():
                return state.name
    return None
