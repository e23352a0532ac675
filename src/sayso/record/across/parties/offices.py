"""What a role says of the side that its holder speaks for: offices of a state, heads and voices of a body."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

_VOICE = (
    r"(?:spokes(?:man|woman|person|people)|press secretary|press officer|representative|envoy|negotiator|mouthpiece)"
)
_STATE_OFFICE = re.compile(
    rf"""\b(?:
        (?:vice[- ])?president | (?:deputy[ ]|vice[- ])?(?:prime[ ])?minist(?:er|ry|ries) | premier | chancellor
      | (?:king|queen|emir|sultan|monarch|crown[ ]prince) | presidency | government | cabinet | administration
      | head[ ]of[ ](?:state|government) | secretary[ ]of[ ](?:state|defen[cs]e)
      | (?:foreign|defen[cs]e|home|interior|treasury)[ ](?:secretary|department|office)
      | (?:national[ ])?security[ ](?:advis[eo]r|council) | ambassador | embassy | consul | charg[ée]
      | (?:state|foreign|defen[cs]e)[ ]department | chief[ ]of[ ]staff | general[ ]staff
      | coast[ ]guard | armed[ ]forces | army | navy | air[ ]force | military | {_VOICE}
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_FOR_THE_STATE = re.compile(
    r"\b(?:former|ex|late|then|opposition|shadow|deposed|ousted|exiled|would-be|aspiring|mp|lawmaker|senator|deputy of|"
    r"professor|analyst|expert|candidate|wife|husband|son|daughter|brother|sister|mother|father|widow|lawyer|lawyers|"
    r"governor|mayor|governors|university|company|club|bank|association|party|union|court|committee|parliament|"
    r"assembly|foundation|institute)\b",
    re.IGNORECASE,
)
_OF_BODY = re.compile(
    rf"""\b(?:{_VOICE}|leader|head|chair|chair(?:man|woman|person)|president|secretary[- ]general|general[ ]secretary
      |(?:managing[ ]|executive[ ])?director|director[- ]general|chief[ ]executive|boss|press[ ]service|staff)
      [ ](?:of|for)[ ](?:the[ ])?(?:[a-z]+[ ])*
      (?P<body>(?:[A-Z][\w’'-]*|of|for|and|the|on)(?:[ ](?:[A-Z][\w’'.-]*|of|for|and|the|on))*)""",
    re.VERBOSE,
)
_BODY_NOUN = re.compile(
    r"\b(?:Party|Association|Council|Union|Company|Movement|Federation|Confederation|Group|Front|Alliance|League|"
    r"Organi[sz]ation|Court|Authority|Agency|Commission|Congress|Corporation|Society|Fund|Bank|Network|Coalition|"
    r"Brotherhood|Army|Corps|Church|Campaign|[A-Z]{3,})\b"
)
_NO_VOICE_OF_BODY = re.compile(r"\b(?:Committee|Assembly|Parliament|Senate|House|Faculty|Department|University)\b")
_PORTFOLIO = (
    r"(?:affairs|defen[cs]e|finances?|transport|interior|justice|health|trade|energy|education|agriculture|fisheries|"
    r"environment|economy|economics|culture|labou?r|information|industry|emergencies|situations|security|development|"
    r"resources|communications?|tourism|science|sports?|housing|works|commerce)"
)
_BARE_OFFICE = re.compile(
    rf"(?:the )?(?:(?:vice[- ])?president|(?:deputy )?(?:prime |[a-z]+ )?minister"
    rf"(?: (?:of|for) (?:the )?(?:\w+ ){{0,3}}{_PORTFOLIO})?|premier|"
    rf"chancellor|head of state|foreign secretary|defence secretary|"
    rf"(?:{_VOICE}|staff) of the (?:president|prime minister|head of state|government|[a-z]+ ministry))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_REPUBLIC = re.compile(r"\b(?:the )?(?:Islamic |People's |Federal |United )?(?:Republic|Kingdom|State|Federation) of\b")
_ENDINGS = ("", "n", "an", "ian", "nian", "ean", "ese", "nese", "ish", "i", "ic", "er", "ite", "ns", "ans", "ians")


@lru_cache(maxsize=1 << 16)
def bare(name: str) -> str:
    """A name as a key: lower case, no article, plain letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    key = " ".join(plain.lower().replace("'", "").split())
    return key.removeprefix("the ")


@dataclass(frozen=True, slots=True)
class States:
    """The states that a record speaks of, found by name and by adjective.

    Attributes:
        by_name: key of a name → the state's usual name.
        by_adjective: key of an adjective or people → the same; adjectives of states not listed are told by their stem.
    """

    by_name: dict[str, str]
    by_adjective: dict[str, str]
    _stems: dict[str, set[str]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for key, name in self.by_name.items():
            for stem in {key, key[:-1] if key[-1:] in tuple("aeiouy") else key}:
                self._stems.setdefault(stem, set()).add(name)

    @classmethod
    def of(cls, names: Iterable[str], adjectives: dict[str, str] | None = None) -> States:
        """States with these names; adjectives given as adjective → state's name."""
        return cls({bare(n): n for n in names}, {bare(a): n for a, n in (adjectives or {}).items()})

    def named(self, name: str) -> str | None:
        """The state of that name ("the Republic of X" too); ``None`` if there is none."""
        return self.by_name.get(bare(_REPUBLIC.sub("", name).strip()))

    def meant(self, words: str) -> str | None:
        """The one state that words name or describe; ``None`` where they name none or several."""
        found: dict[str, None] = {}
        tokens = _WORD.findall(_REPUBLIC.sub(" ", words))
        for size in (3, 2, 1):
            for at in range(len(tokens) - size + 1):
                piece = re.sub(r"[’']s?$", "", " ".join(tokens[at : at + size]))
                if not piece[:1].isupper():
                    continue
                state = self.by_name.get(bare(piece)) or self.by_adjective.get(bare(piece))
                if state is None and size == 1:
                    state = self._by_stem(bare(piece))
                if state is not None:
                    found[state] = None
        return next(iter(found)) if len(found) == 1 else None

    def _by_stem(self, word: str) -> str | None:
        """The state whose adjective a word looks like: Aldrian → Aldria, Kardanian → Kardany, Corvanese → Corvane."""
        if len(word) < 5:
            return None
        stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
        fits: set[str] = set()
        for stem in stems:
            fits |= self._stems.get(stem, set()) if len(stem) >= 4 and word not in self.by_name else set()
        return fits.pop() if len(fits) == 1 else None


def holds_state_office(role: str) -> bool:
    """Whether a role is one in which somebody speaks for a state's government."""
    return bool(_STATE_OFFICE.search(role)) and not _NOT_FOR_THE_STATE.search(role)


def is_bare_office(role: str) -> bool:
    """Whether a role is an office of a state that does not name the state: "the foreign minister"."""
    return bool(_BARE_OFFICE.fullmatch(role.strip())) and holds_state_office(role)


def body_led(role: str) -> str | None:
    """The organisation that a role speaks for: "leader of the opposition Coast Party" → ``Coast Party``."""
    if re.search(r"\b(?:former|ex|deputy|then|late)\b", role, re.IGNORECASE):
        return None
    match = _OF_BODY.search(role)
    if match is None:
        return None
    body = re.sub(r" (?:of|for|and|the|on)$", "", match["body"].strip())
    if not _BODY_NOUN.search(body) or _NO_VOICE_OF_BODY.search(body):
        return None
    return body
