"""Places, ships and buildings that look like persons: what the article's own words say about an unknown name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.reading.context import Name
from sayso.reading.speakers.name_runs import Found

_WORD = re.compile(r"[A-Z][^\W\d_]{2,}")
_OFFICES = (
    r"(?:foreign|defen[cs]e|interior|finance|prime) minist\w+|coast guard|parliament|navy|army|air force|ambassador|"
    r"embassy|capital|borders?|coast|territorial|waters|airspace|constitution"
)
_OF = (
    r"(?:[Gg]overnment|[Pp]resident|[Pp]rime [Mm]inister|[Kk]ing|[Qq]ueen|[Rr]epublic|[Kk]ingdom|[Pp]eople|"
    r"[Pp]arliament|[Cc]apital|[Cc]oast|[Pp]ort|[Cc]ity|[Pp]rovince|[Tt]own|[Vv]illage|[Ee]mbassy|[Mm]ayor|[Gg]overnor|[Nn]orth|"
    r"[Ss]outh|[Ee]ast|[Ww]est|neighbou?ring republic) of (?:the )?"
)
_ANY_WORD = re.compile(r"\w+")
_OWNER = re.compile(rf"\b({_WORD.pattern})[’']s? (?:{_OFFICES})\b")
# Looked for at every place, since the words of one may begin within another: "people of the City of Kelm".
_OWNED = re.compile(rf"\b(?={_OF}({_WORD.pattern})\b(?! [A-Z]))")
_CRAFT = re.compile(
    r"\b(?:vessel|ship|trawler|frigate|tanker|boat|yacht|ferry|destroyer|cutter|schooner|icebreaker|submarine|tug|"
    r"freighter|carrier|warship|steamer)s?,?(?: the)? $",
    re.IGNORECASE,
)


def place_words(text: str, found: Iterable[Found], names: Sequence[Name]) -> frozenset[str]:
    """Single words of ``text`` that name a place, by its adjective, by an office, or by the network's reading.

    A word that ends a person's full name is none.
    """
    forms = [text[f.start : f.end] for f in found]
    surnames = {form.split()[-1] for form in forms if " " in form and form.split()[0] not in {"the", "The"}}
    honoured = {text[f.start : f.end] for f in found if f.honorific}
    votes: Counter[str] = Counter()
    for name in names:
        if _WORD.fullmatch(name.span.exact):
            votes[name.span.exact] += {"place": 1, "person": -1}.get(name.kind, 0)
    words = {form for form in forms if _WORD.fullmatch(form)} | {w for w, n in votes.items() if n > 0}
    open_words = {word for word in words - surnames - honoured if votes[word] <= 0}
    if not open_words:
        return frozenset(words - surnames - honoured)
    spoken, ruled = set(_ANY_WORD.findall(text)), _ruled(text)
    unknown = {word for word in open_words if word not in ruled and spoken.isdisjoint(_adjectives(word))}
    return frozenset(words - surnames - honoured - unknown)


def _adjectives(word: str) -> list[str]:
    """The adjectives that may be made from a name: Kardany, Kardanian."""
    stem = word[:-1] if word[-1] in "aeyo" else word
    made = [word + "n", *(stem + ending for ending in ("ian", "an", "ese", "ish"))]
    return [*made, *(adjective + "s" for adjective in made)]


def _ruled(text: str) -> set[str]:
    """Words that the text speaks of as having offices: "Kardany's navy", "the president of Kardany"."""
    return {match[1] for pattern in (_OWNER, _OWNED) for match in pattern.finditer(text)}


def craft_names(text: str, found: Iterable[Found]) -> frozenset[str]:
    """Names that the text gives to ships, some of them a person's: "the research vessel Professor Dalmat"."""
    out = set()
    for item in found:
        start = item.start - len(item.title) - 1 if item.title else item.start
        for at in {item.start, start, text.rfind(" ", 0, max(0, item.start - 1)) + 1}:
            if at >= 0 and _CRAFT.search(text, max(0, at - 24), at):
                out.add(text[item.start : item.end])
    return frozenset(out)
