"""Words of statements as utterances are told by: without case, spelling and spacing, each at its place in the text.

In come stretches of a text, out come words with offsets, how much each tells, and keys for finding
like wordings.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.quotation_marks import paragraphs_of, quoted_ranges
from sayso.record.across.issues.matching import stem
from sayso.spans import Span

NAME_TELLS = 0.4
"""What a name or number tells, where another word tells 1: all that is said on a subject holds its names."""

_RUN = 4
_WINDOW = 3

_TOKEN = re.compile(
    r"""
    [A-Z](?:\s?\.\s?[A-Z](?![^\W_]))+\.?     # U.S., and U. S. as some pages space it
    | [Nn]\s?['’][Tt](?![^\W_])              # the n't of don't and of do n't
    | ['’](?:s|re|ve|ll|d|m)(?![^\W_])
    | can(?=not(?![^\W_]))
    | [^\W\d_]+?(?=[Nn]['’][Tt](?![^\W_]))
    | \d+(?:[.,]\d+)+
    | (?:[^\W_][\u0300-\u036f]*)+
    | %
    """,
    re.VERBOSE,
)
_MARKS = re.compile("[\u0300-\u036f]")
_SAME = {
    "%": "percent", "gonna": "going", "okay": "ok", "ca": "can", "wo": "will", "re": "are", "ve": "have", "ll": "will",
    "m": "am", "d": "would", "defence": "defense", "offence": "offense", "programme": "program", "centre": "center",
    "theatre": "theater", "grey": "gray", "cheque": "check", "tyre": "tire", "whilst": "while", "amongst": "among",
    "towards": "toward", "afterwards": "afterward", "dialogue": "dialog", "catalogue": "catalog", "one": "1",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10",
}  # fmt: skip
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{4})is(e|ed|es|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{3})our(|s|ed|ing|able|ite|ites|ful)$"), r"or\1"),
    (re.compile(r"(met|lit|fib|calib|lust)re(?=s?$)"), r"\1er"),
    (re.compile(r"(?<=[a-z]{2})ll(ed|ing|er|ers)$"), r"l\1"),
)

_COMMON = frozenset(
    """
    a about above after again against all almost along already also although always am among an and another any anybody
    anyone anything are around as at away back be became because become been before being between both but by came can
    could did do does doing done down each either else enough even ever every everybody everyone everything far few for
    from further gave get gets getting give given gives go goes going gone good got great had has have having he her
    here hers herself him himself his how however i if in into is it its itself just keep kind know known knows last
    least less let like little long look looking lot made make makes making many may maybe me mean might mine more most
    much must my myself near need never new next no nobody none nor not nothing now of off often oh ok on once only or
    other others our ours ourselves out over own part people perhaps put quite rather really right said same saw say
    saying says see seem seen shall she should since so some somebody someone something soon still such sure take taken
    than that the their theirs them themselves then there these they thing things think this those though through thus
    till time times to today together told too took toward tried true try trying under until up upon us use used very
    want wanted wants was way ways we well went were what whatever when where whether which while who whole whom whose
    why will with within without would yes yet you your yours yourself 1 2 3 comment matter happen happened happening
    happens reason reasons point fact idea question questions problem problems believe course clear important tell talk
    talking work working day days year years country countries world
    """.split()  # noqa: SIM905 - read as prose
)
"""Words that tell nothing of which utterance it is: function words, and those of which commonplaces are made."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place.

    Attributes:
        norm: its form for comparing.
        start, end: code points of the text.
        quoted: whether it stands inside quotation marks.
        opens: whether it is the first word of a quotation.
        tells: how much it tells of which utterance it is: 0, :data:`NAME_TELLS`, or 1.
    """

    norm: str
    start: int
    end: int
    quoted: bool
    opens: bool
    tells: float

    @property
    def stem(self) -> str:
        """Its form without the endings of plural and tense."""
        return stem(self.norm)


def words_of(text: str, spans: Iterable[Span]) -> tuple[Word, ...]:
    """The words of the spans of a text, in the order of the spans."""
    return tuple(word for span in spans for word in _words_in(text, span))


def _words_in(text: str, span: Span) -> Iterable[Word]:
    quoted = [inside for start, end in paragraphs_of(text, span) for inside in quoted_ranges(text, start, end)]
    before: tuple[int, int] | None = None
    found = list(_TOKEN.finditer(text, span.start, span.end))
    shouts = [len(match[0]) > 1 and match[0].isalpha() and match[0].isupper() for match in found]
    for at, match in enumerate(found):
        raw = match[0]
        if shouts[at] and (any(shouts[max(0, at - 1) : at]) or any(shouts[at + 1 : at + 2])):
            raw = raw.lower()  # capitals throughout make no names
        norm = normal(raw)
        tells = 0.0 if norm in _COMMON or len(norm) < 2 else NAME_TELLS if _name_like(raw) else 1.0
        inside = next((q for q in quoted if q[0] <= match.start() < q[1]), None)
        opens = inside is not None and inside != before
        yield Word(norm, match.start(), match.end(), inside is not None, opens, tells)
        before = inside


def _name_like(raw: str) -> bool:
    """A number, or a word with a capital: a name, or the first word of a sentence, which may be one."""
    return raw[0].isdigit() or raw[0].isupper()


def normal(raw: str) -> str:
    """A word's form for comparing: no case, no diacritics, American spelling, contractions written out."""
    word = raw.lower().replace("’", "'")
    if word.endswith("'t") and word[0] == "n":
        return "not"
    word = word.lstrip("'")
    if "." in word and not word[0].isdigit():
        word = re.sub(r"[\s.]", "", word)
    word = _MARKS.sub("", unicodedata.normalize("NFD", word)).replace(",", "")
    if word in _SAME:
        return _SAME[word]
    if len(word) > 4:
        for pattern, by in _SPELLINGS:
            word = pattern.sub(by, word)
    return word


def hashed(kind: str, *parts: str) -> int:
    """A key of 64 signed bits for an index."""
    value = "\x1f".join((kind, *parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(value, digest_size=8).digest(), "big", signed=True)


def run_keys(words: Sequence[str]) -> set[int]:
    """Keys of a wording such that two that share a run of six words share a key, one for every two words.

    Runs of four words are hashed, and of every three that follow one another the least is kept: winnowing, after
    Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003.
    """
    hashes = [hashed("w", *words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    last = max(1, len(hashes) - _WINDOW + 1)
    return {min(hashes[at : at + _WINDOW]) for at in range(last)} if hashes else set()


def name_words(name: str | None) -> tuple[str, ...]:
    """The words of a name, as a key: lower case, plain letters, without titles and what follows a name."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", name or "")).lower()
    found = tuple(w for w in re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", "")))
    kept = tuple(w for w in found if w not in _TITLES)
    return kept or found


_TITLES = frozenset(
    """
    the mr mrs ms dr sir lord lady dame sen senator rep representative gov governor president prime minister king queen
    prince princess gen general col colonel adm admiral capt captain sr ii iii of a an
    """.split()  # noqa: SIM905 - read as prose
)
