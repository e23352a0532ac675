"""Names as keys: a person's words and suffix, an institution's usual form. Pure; what names too little says so."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sayso.spelling import SUFFIXES, spelling_key
from sayso.states import atlas


def word_set(words: str) -> frozenset[str]:
    """Words written one after the other, as a set."""
    return frozenset(words.split())


_ARTICLES = word_set(
    "a an the this that his her its their our my one some any many another several two three other such"
)
_TITLES = word_set(
    """mr mrs ms miss dr sir dame lord lady sen senator rep representative gov governor mayor congressman congresswoman
    president vice prime foreign interior defence defense finance minister premier chancellor secretary king queen
    prince princess emir sultan sheikh ayatollah pope archbishop bishop cardinal rev reverend father judge justice gen
    general lt maj major col colonel capt captain sgt adm admiral brig commander chief chairman chairwoman ambassador
    envoy spokesman spokeswoman spokesperson professor prof former ex then late acting deputy assistant speaker attorney
    director leader candidate democrat republican democratic opposition special counsel"""
)
_PARTICLES = word_set(
    """de da do dos das di del della der den van von und zu ter ten la le el al bin ibn ben bint abu abd ul y e af du
    des st san ould ag"""
)
_ARABIC = re.compile(r"^(?:al|el|ul|as|ad|an|ar|ash|at|az)[-’'](?=\w)")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.)+$|^[^\W\d_]\.?$")
_FIRST_NAMES = {
    short: full
    for full, shorts in {
        "william": "bill billy will willy",
        "robert": "bob bobby rob robbie",
        "michael": "mike mick",
        "james": "jim jimmy",
        "joseph": "joe joey",
        "thomas": "tom tommy",
        "richard": "dick rick",
        "edward": "ed eddie ted",
        "david": "dave",
        "daniel": "dan danny",
        "samuel": "sam",
        "stephen": "steve steven",
        "anthony": "tony",
        "charles": "chuck charlie",
        "christopher": "chris",
        "andrew": "andy drew",
        "kenneth": "ken",
        "ronald": "ron",
        "donald": "don",
        "timothy": "tim",
        "gregory": "greg",
        "jeffrey": "jeff",
        "lawrence": "larry",
        "matthew": "matt",
        "nicholas": "nick",
        "patrick": "pat",
        "peter": "pete",
        "susan": "sue",
        "elizabeth": "liz beth",
        "katherine": "kate kathy",
        "vladimir": "volodymyr volodimir wladimir",
        "alexander": "aleksandr alexandr oleksandr aleksander",
        "muhammad": "mohammed mohammad mohamed muhammed mohamad",
        "yevgeny": "evgeny",
    }.items()
    for short in shorts.split()
}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart.

    Attributes:
        words: its words in plain small letters, titles and articles of Arabic names aside.
        suffix: whether ``Jr.`` follows.
        full: whether it names one person well enough to be held against other reports: two words or more, none of
            them a mere description, and more than initials before the last.
    """

    words: tuple[str, ...]
    suffix: bool
    full: bool

    @property
    def spelt(self) -> tuple[str, ...]:
        """Spelling keys of the words."""
        return tuple(map(spelling_key, self.words))


def person_name(name: str) -> PersonName:
    """A person's name taken apart; without words where it holds no letters."""
    raw = [word.strip('“”"()[],;:') for word in name.replace(",", " ").split()]
    raw = [word for word in raw if any(ch.isalnum() for ch in word)]
    described = not raw or raw[0].lower() in _ARTICLES
    suffix = False
    while len(raw) > 1 and raw[-1].lower().rstrip(".") in SUFFIXES:
        suffix = suffix or raw.pop().lower().startswith("jr")
    stripped = _without_titles(raw)
    words: list[str] = []
    initials = 0
    for at, word in enumerate(stripped):
        if not word[0].isupper() and word.lower().rstrip(".") not in _PARTICLES and not _ARABIC.match(word.lower()):
            described = True
        plain = _ARABIC.sub("", word.lower())
        if plain in ("al", "el", "ul") and 0 < at < len(stripped) - 1:
            continue
        if _INITIALS.match(word) and at < len(stripped) - 1:
            initials += 1
        words += [key for key in map(_plain_word, plain.split("-")) if key]
    full = not described and len(words) >= 2 and initials < len(words) - 1
    return PersonName(tuple(words), suffix, full)


def first_name(word: str) -> str:
    """A first name's usual long form: Bill → William, Volodymyr → Vladimir; keys in, keys out."""
    return _FIRST_KEYS.get(word, word)


def _without_titles(raw: list[str]) -> list[str]:
    """Without titles before the name, and adjectives of states before those."""
    at = 0
    people = atlas().by_people
    while at < len(raw) - 1:
        word = raw[at].lower().rstrip(".")
        title_follows = at + 1 < len(raw) - 1 and raw[at + 1].lower().rstrip(".") in _TITLES
        if word in _TITLES or (word in people and title_follows):
            at += 1
        else:
            break
    return raw[at:]


def _plain_word(word: str) -> str:
    plain = word.translate(_LETTERS)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode() or plain
    return re.sub(r"[\W_]", "", plain)


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss"})
_FIRST_KEYS = {spelling_key(short): spelling_key(full) for short, full in _FIRST_NAMES.items()}


def folded(name: str) -> str:
    """A name for looking up: lower case, plain letters, no article."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().strip() or name
    key = " ".join(re.sub(r"[^\w\s]", " ", plain.lower().replace("'", "")).split())
    return key.removeprefix("the ")


def slug(words: str) -> str:
    """Words as part of a key: letters and digits parted by hyphens."""
    return re.sub(r"[\W_]+", "-", words).strip("-")
