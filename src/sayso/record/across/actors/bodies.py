"""Names of governments, organisations and outlets in one usual form each, or word that they name none in particular.

"U.S. State Department", "US State Department" and "State Department" are one; "the foreign ministry" is any state's.
"""

from __future__ import annotations

import re
import unicodedata

from sayso.record.across.actors.names import word_set
from sayso.states import State, atlas

_GENERIC = word_set(
    """a an the his her its their our this that of for and on in at to by new old own local national federal central
    state supreme high public general special interim current former senior main joint royal foreign defense interior
    internal home justice finance economy economic energy health education trade agriculture culture information affairs
    external security intelligence military armed army navy naval air force forces guard marines police
    government administration regime cabinet presidency authorities authority leadership officials ministry ministries
    department departments agency agencies service services office bureau board body council committee commission
    congress senate house commons lords parliament assembly legislature court courts tribunal prosecution prosecutors
    embassy consulate mission delegation team group groups organization party parties opposition coalition alliance
    movement association company companies firm bank banks industry university school hospital church museum
    institute center centre foundation campaign committee staff chiefs command headquarters city town county province
    media press newspaper newspapers paper television tv radio network station channel agency news website site magazine
    president prime minister first members lawmakers ministers secret story statement militant militants rebels
    insurgents war neither either both each no country countries nation nations side sides capital people head leader
    rear admiral chief chairman director spokesman spokeswoman spokesperson secretary general"""
)
_GENERIC_ALONE = word_set(
    """times post journal tribune herald guardian telegraph observer mail express sun star today daily weekly coast
    front union league brotherhood republicans democrats conservatives socialists liberals greens labor"""
)
_COLLECTIVE = word_set("media press newspapers channels outlets websites tabloids officials authorities")
_INSTITUTION = word_set(
    """ministry department army navy military government administration parliament embassy police court bank agency
    forces guard command authorities regime cabinet presidency council senate congress"""
)
_LEGAL = word_set("inc ltd llc corp plc co gmbh ag sa nv limited incorporated corporation")
_SPELT = {"defence": "defense", "organisation": "organization", "centre": "center", "labour": "labor"}
_USUAL = {
    key: usual
    for usual, others in {
        "united nations": "un|united nations organization",
        "united nations security council": "un security council",
        "united nations general assembly": "un general assembly",
        "european union": "eu",
        "north atlantic treaty organization": "nato",
        "international monetary fund": "imf",
        "world health organization": "who",
        "world trade organization": "wto",
        "international atomic energy agency": "iaea",
        "organization for security and co-operation in europe": "osce",
        "african union": "au",
        "united states state department": "state department|department of state|united states department of state",
        "united states justice department": "justice department|department of justice",
        "united states treasury department": "treasury department|department of the treasury|united states treasury",
        "united states defense department": "defense department|department of defense",
        "united states homeland security department": "department of homeland security|dhs",
        "federal bureau of investigation": "fbi",
        "central intelligence agency": "cia",
        "national security agency": "nsa",
        "defense intelligence agency": "dia",
        "world bank group": "world bank",
        "associated press": "ap",
        "agence france presse": "afp|agence france-presse",
        "british broadcasting corporation": "bbc|bbc news",
        "cable news network": "cnn",
        "korean central news agency": "kcna",
        "new york times": "nyt",
        "yonhap news agency": "yonhap",
        "ria novosti": "ria",
        "tass": "itar-tass|itar tass",
    }.items()
    for key in (usual, *others.split("|"))
}
# A state's names that are also another place's stand for nothing but themselves, and a capital in which others sit too.
_NO_STATE = frozenset(("georgia", "brussels", "victoria", "kingston", "wellington", "santiago", "san jose", "congo"))


def government_key(name: str) -> tuple[str, bool]:
    """A government's usual name in lower case, and whether it names one.

    A state, its capital and "the … government" take the state's name; a seat of power with a name of its own keeps it.
    """
    plain = _plain(name)
    state = None if plain in _NO_STATE else _named(plain) or atlas().by_capital.get(plain)
    if state is None:
        stem = re.sub(r" (?:government|administration|authorities|state|regime)$", "", plain)
        if stem != plain and stem not in _NO_STATE:
            state = _named(stem) or atlas().by_people.get(stem)
    if state is not None:
        return _plain(state.name), True
    return body_key(name)


def body_key(name: str) -> tuple[str, bool]:
    """An organisation's or outlet's usual name in lower case, and whether it names one in particular."""
    plain = _plain(name)
    if plain in _USUAL:
        return _USUAL[plain], True
    words = [_SPELT.get(word, word) for word in plain.split()]
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    key = _of_state(words)
    usual = _USUAL.get(key)
    if usual is not None:
        return usual, True
    telling = any(ch.isupper() for ch in name) and bool(key) and not name[:1].isspace()
    first = name.split()[0].lower() if name.split() else ""
    if first in ("a", "an", "his", "her", "its", "their", "one", "some", "several", "many", "another", "two", "our"):
        telling = False
    kept = [word for word in key.replace("coast guard", "").split() if word not in _GENERIC and not word.isdigit()]
    if not kept or key in _GENERIC_ALONE or (words and words[-1] in _COLLECTIVE):
        telling = False
    return key, telling


def _of_state(words: list[str]) -> str:
    """An institution with its state in front: "ministry of foreign affairs of russia" → "russia foreign ministry"."""
    text = " ".join(words)
    if not set(words) & _INSTITUTION:
        return text
    text = re.sub(r"\bministry of (?:the )?(\w+)(?: affairs)?\b", r"\1 ministry", text)
    text = re.sub(r"\b(?:foreign affairs|external affairs) ministry\b", "foreign ministry", text)
    state: State | None = None
    rest = text
    for size in (4, 3, 2, 1):
        head = " ".join(text.split()[:size])
        found = None if head in _NO_STATE else _named(head) or atlas().by_people.get(head)
        if found is not None and len(text.split()) > size:
            state, rest = found, " ".join(text.split()[size:])
            break
    if state is None and (match := re.search(r" of (?:the )?([\w ]+)$", text)):
        found = None if match[1] in _NO_STATE else _named(match[1])
        if found is not None:
            state, rest = found, text[: match.start()]
    if state is None:
        return text
    rest = re.sub(r"^department of (?:the )?(.+)$", r"\1 department", rest)
    return f"{_plain(state.name)} {rest}"


def _named(plain: str) -> State | None:
    return atlas().by_name.get(plain) or (atlas().by_name.get("united states") if plain in _AMERICA else None)


_AMERICA = frozenset(("us", "usa", "united states", "united states of america", "america"))


def _plain(name: str) -> str:
    name = re.sub(r"['’]s\b", "", name)
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().strip() or name
    text = re.sub(r"(?<=\w)\.(?=\w?\b)", "", text.lower()).replace("&", " and ")
    text = " ".join(re.sub(r"[^\w\s-]", " ", text).split())
    return text.removeprefix("the ")
