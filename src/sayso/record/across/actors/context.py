"""What a report's role tells of a person beside the name: the state, the office, the walk of life. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.record.across.actors.names import slug, word_set
from sayso.record.across.parties.offices import holds_state_office
from sayso.states import atlas

_FIELDS = {
    "foreign": "foreign", "external": "foreign", "defence": "defence", "defense": "defence", "finance": "finance",
    "interior": "interior", "home": "interior", "internal": "interior", "justice": "justice", "energy": "energy",
    "health": "health", "economy": "economy", "economic": "economy", "trade": "trade", "commerce": "trade",
    "culture": "culture", "education": "education", "agriculture": "agriculture", "farm": "agriculture",
    "transport": "transport", "labour": "labour", "labor": "labour", "environment": "environment",
    "emergency": "emergency", "information": "information", "communications": "information", "tourism": "tourism",
    "science": "science", "industry": "industry", "housing": "housing", "oil": "oil", "water": "water",
    "immigration": "immigration", "fisheries": "fisheries", "sports": "sports",
}  # fmt: skip
_PRIVATE = re.compile(
    r"\b(resident|farmer|student|teacher|driver|shopkeeper|shop owner|witness|eyewitness|survivor|mother|father|widow|"
    r"widower|tourist|pensioner|protester|demonstrator|villager|nurse|passenger|neighbo[u]?r|worker|vendor|waiter|"
    r"waitress|fisherman|refugee|migrant|voter|retiree|mechanic|engineer|hairdresser|baker|carpenter|plumber|"
    r"schoolboy|schoolgirl|pupil|housewife)\b",
    re.IGNORECASE,
)
_SPORT = re.compile(
    r"\b(?:coach|striker|midfielder|goalkeeper|defender|footballer|batsman|bowler|quarterback|boxer|cyclist|sprinter|"
    r"swimmer|gymnast|skier|golfer|referee|tennis player|basketball player|football player|race driver|jockey)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"\b(?:actor|actress|singer|rapper|comedian|film director|filmmaker|pop star|musician|guitarist|drummer|novelist|"
    r"poet|painter|sculptor|dancer|composer|conductor)\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:sen|senator|rep|representative|congress(?:man|woman)|(?:prime )?minister|president|chancellor|secretary|"
    r"ambassador|general|gen|admiral|governor|gov|mp|lawmaker|speaker|spokes(?:man|woman|person)|attorney general)\b",
    re.IGNORECASE,
)
_ABROAD = re.compile(r"\b(?:to|in|on|with|against|from|at|near|under|over|about|visiting|between)\b.*", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:former|ex|then|late|would-be|candidate|deputy|vice)\b", re.IGNORECASE)
_VOICE = re.compile(r"\b(?:spokes\w+|aide|adviser|advisor|wife|husband|son|daughter|brother|press)\b", re.IGNORECASE)
_NO_STATE = frozenset(("georgia", "congo", "jordan", "chad", "america"))
_AMERICAN = re.compile(
    r"\b(?:U\.S\.A?|US|White House|Pentagon|State Department|Capitol|Democrat(?:ic)? (?:Sen|Rep)|"
    r"Republican (?:Sen|Rep|Party)|GOP)(?![\w])"
)
_PLACE_AFTER = re.compile(
    r"[Mm]inister of (?:(?!of )[a-z]+ (?:of )?)*(?:(?:Republic|Kingdom) of )?(?P<place>[A-Z]\w+)$"
)
_PLACE_BEFORE = re.compile(r"^(?P<place>[A-Z]\w+?)(?:[’']s)? (?:(?:prime|[a-z]+|[A-Z][a-z]+) )?[Mm]inister\b")
_NO_PLACE = word_set("prime deputy vice first former acting then interim junior senior state cabinet affairs works")


@dataclass(frozen=True, slots=True)
class Context:
    """What a report tells of a person.

    Attributes:
        country: the one state that the roles name, in lower case; ``?`` before a name that the atlas lacks.
        fields: what they are minister of now (``foreign``, ``defence``), in order.
        walk: ``official``, ``sport``, ``stage``, or an ordinary person's calling (``farmer``); ``None`` if not told.
    """

    country: str | None = None
    fields: tuple[str, ...] = ()
    walk: str | None = None

    @property
    def key(self) -> str:
        """As part of a form's key; nothing where nothing is told."""
        parts = (slug(self.country or ""), "+".join(self.fields), slug(self.walk or ""))
        return "~".join(parts) if any(parts) else ""


def context_of(roles: Iterable[str], behalf: Iterable[str]) -> Context:
    """What the roles in one report, and those for whom its speaker speaks, come to; what disagrees tells nothing."""
    given = sorted(set(roles))
    countries = {found for words in (*given, *sorted(set(behalf))) if (found := _country(words))}
    known = {country for country in countries if not country.startswith("?")} or countries
    fields = sorted({field for role in given for field in _fields(role)})
    walks = {found for role in given if (found := _walk(role))}
    walk = "official" if "official" in walks else walks.pop() if len(walks) == 1 else None
    return Context(known.pop() if len(known) == 1 else None, tuple(fields), walk)


def same_country(a: str, b: str) -> bool:
    """Whether two countries are one; names that the atlas lacks are told by their stem (Kardany, Kardanian)."""
    if a == b:
        return True
    if "?" not in (a[:1], b[:1]):
        return False
    one, two = a.lstrip("?"), b.lstrip("?")
    stem = min(len(one), len(two)) - 1
    return stem >= 4 and one[:stem] == two[:stem]


def _country(words: str) -> str | None:
    plain = _ABROAD.sub("", words)
    found = {"united states"} if _AMERICAN.search(plain) else set()
    tokens = re.findall(r"[^\W\d_][\w’'-]*", plain.removeprefix("the "))
    if _walk(words) != "official":
        tokens = tokens[:2]  # "British writer", but not "director of the Syrian Observatory"
    for size in (3, 2, 1):
        for at in range(len(tokens) - size + 1):
            piece = re.sub(r"[’']s?$", "", " ".join(tokens[at : at + size]))
            key = piece.lower()
            if not piece[0].isupper() or key in _NO_STATE:
                continue
            state = atlas().by_name.get(key) or atlas().by_people.get(key)
            if state is not None:
                found.add(state.name.lower())
    if len(found) == 1:
        return found.pop()
    words = plain.strip()
    if not found and (match := _PLACE_AFTER.search(words) or _PLACE_BEFORE.search(words)):
        place = match["place"].lower()
        return None if place in _NO_PLACE or place in _FIELDS else f"?{place}"
    return None


def _fields(role: str) -> set[str]:
    words = re.findall(r"[a-z]+", role.lower())
    if "minister" not in words or "prime" in words or _FORMER.search(role) or _VOICE.search(role):
        return set()
    return {_FIELDS[word] for word in words if word in _FIELDS}


def _walk(role: str) -> str | None:
    if _OFFICIAL.search(role) or holds_state_office(role):
        return "official"
    if _SPORT.search(role):
        return "sport"
    if _STAGE.search(role):
        return "stage"
    match = _PRIVATE.search(role)
    return match[1].lower() if match else None
