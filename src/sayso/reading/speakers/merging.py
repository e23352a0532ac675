"""Names by rule and names by the network made one list: kinds settled, cuts mended, what is no name left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.reading.context import Name, NameKind
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.given_names import given_names, is_given_name
from sayso.reading.speakers.name_runs import Found
from sayso.reading.speakers.places import craft_names, place_words
from sayso.reading.speakers.tokens import cuts_word


def merge_names(found: list[Found], names: Sequence[Name], text: str) -> list[Found]:
    """Names by rule, their kinds put right by the network's, with the network's further names among them."""
    out: list[Found] = []
    taken = [False] * len(names)
    j = 0
    for item in found:
        while j < len(names) and names[j].span.end <= item.start:
            j += 1
        k = j
        kind = None
        while k < len(names) and names[k].span.start < item.end:
            taken[k] = True
            if names[k].span.end >= item.end or kind is None:
                kind = names[k].kind
            k += 1
        wide = names[k - 1] if k > j else None
        if wide and item.kind == "organisation" and _is_bearer(text, item, wide):
            out.append(Found(wide.span.start, item.end, "person", possessive=item.possessive, sure=True))
            continue
        narrow = _narrowed(text, item, wide) if wide else 0
        if narrow:
            item = replace(item, start=narrow, kind="person")
        free = wide is not None and (not out or out[-1].end <= wide.span.start)
        if wide and free and wide.kind == "organisation" and _widens(text, item, wide.span.start, wide.span.end):
            out.append(Found(wide.span.start, wide.span.end, "organisation", possessive=item.possessive))
            continue
        if kind in ("person", "organisation") and not item.sure:
            item = Found(item.start, item.end, kind, item.title, item.honorific, item.possessive, False)
        out.append(item)
    surnames = {text[f.start : f.end].split()[-1] for f in out if f.kind == "person" and " " in text[f.start : f.end]}
    for name, used in zip(names, taken, strict=True):
        if not _is_whole(text, name.span.start, name.span.end):
            continue
        low = name.span.exact.lower()
        if (
            used
            or low in lex.NO_NAMES
            or name.kind not in ("person", "organisation")
            or not name.span.exact[0].isupper()
            or low in lex.GROUP_NOUNS
        ):
            continue
        surname = name.kind == "person" and name.span.exact in surnames
        if (low in lex.FUNCTION and not surname) or low in lex.ROLES or low in lex.PARTY_WORDS:
            continue
        out.append(
            Found(
                name.span.start,
                name.span.end,
                name.kind,
                possessive=text[name.span.end : name.span.end + 2] in ("'s", "’s"),
            )
        )
    return sorted((f for f in out if not _is_no_name(text, f)), key=lambda f: f.start)


_PARTISANS = frozenset(("democrat", "republican", "independent", "tory", "libertarian"))


def _is_no_name(text: str, item: Found) -> bool:
    """A title alone ("Mr."), a party member by state ("the Nevada Democrat"), a line in capitals that is a heading."""
    form = text[item.start : item.end]
    words = form.lower().split()
    if len(words) == 1:
        return words[0].rstrip(".") in lex.HONORIFICS | set(lex.ABBREVIATED)
    if words[-1] in _PARTISANS:
        return True
    alone = text[item.start - 1 : item.start] in ("", "\n") and text[item.end : item.end + 2].strip(" .:") in ("", "\n")
    return alone and form.isupper() and item.kind != "place" and text.find("\n", item.end, item.end + 3) >= 0


_EVENTS = frozenset(("War", "Wars", "Act", "Day", "Week", "Accord", "Treaty", "Bill", "Amendment", "Summit"))
_REALMS = frozenset(("Affairs", "Defense", "Defence", "Interior", "Justice", "Finance", "Commerce", "Security"))


def settle(text: str, found: list[Found], names: Sequence[Name]) -> list[Found]:
    """Names with places and ships told from persons, and a place cut off the person's name behind it."""
    places, craft = place_words(text, found, names), craft_names(text, found)
    forms = ((text[f.start : f.end], f.kind) for f in found)
    persons = frozenset(form for form, kind in forms if kind == "person" and form.count(" ") in (1, 2))
    whole = frozenset(n.span.exact for n in names if n.kind == "person")
    out = []
    for item in found:
        form = text[item.start : item.end]
        if item.kind in ("person", "other") and (own := _own_words(form, persons)) < len(form):
            item, form = replace(item, end=item.start + own, kind="person", possessive=False), form[:own]
        if item.kind in ("person", "other") and (lead := _foreign_lead(text, form, persons, whole)):
            item, form = replace(item, start=item.start + lead, kind="person"), form[lead:]
        first, _, rest = form.partition(" ")
        if form in craft or (form.rsplit(" ", 1)[-1] in _EVENTS and not _has_given_name(form)):
            item = replace(item, kind="other", sure=True)
        elif item.kind in ("person", "other") and (site := _site(form)) is not None and not item.honorific:
            item = replace(item, kind=site, sure=True)
        elif (form in places or (form.isupper() and form.title() in places)) and item.kind in ("person", "other"):
            item = replace(item, kind="place", sure=True)
        elif (
            (first in places or first in _REALMS)
            and item.kind in ("person", "other")
            and rest.count(" ") == 1
            and rest[0].isupper()
        ):
            item = replace(item, start=item.start + len(first) + 1, kind="person")
        elif form.lower() in lex.ORGANISATION_NOUNS | {"republic"} and item.kind == "person" and not item.honorific:
            item = replace(item, kind="organisation")
        out.append(item)
    return out


def _has_given_name(form: str) -> bool:
    first, _, rest = form.partition(" ")
    return bool(rest) and " " not in rest and first.lower() in given_names()


_SITES: dict[str, NameKind] = {
    "city": "place", "county": "place", "heights": "place", "gardens": "place", "airport": "place", "avenue": "place",
    "island": "place", "islands": "place", "springs": "place", "school": "organisation", "foundation": "organisation",
    "university": "organisation", "hospital": "organisation",
}  # fmt: skip
_LONG_SITES: dict[str, NameKind] = {
    "garden": "place", "street": "place", "square": "place", "park": "place", "tower": "place", "hall": "place",
    "bridge": "place", "valley": "place", "beach": "place", "station": "place", "museum": "organisation",
    "hotel": "organisation", "show": "other", "institute": "organisation", "center": "organisation",
    "centre": "organisation",
}  # fmt: skip
"""Last words of names that are no person's: of two words or more, and of three or more."""


def _site(form: str) -> NameKind | None:
    """What a name is by its last word, if that is a place's or body's: "Madison Square Garden"."""
    words = form.lower().split()
    kind = _SITES.get(words[-1]) if len(words) > 1 else None
    return kind or (_LONG_SITES.get(words[-1]) if len(words) > 2 else None)


def _is_bearer(text: str, item: Found, name: Name) -> bool:
    """Whether a body's name ends in what is a person's name: "Harbour Mayor Ana Mirror"."""
    first, _, last = name.span.exact.partition(" ")
    return (
        name.kind == "person"
        and name.span.start > item.start
        and name.span.end == item.end
        and bool(last)
        and is_given_name(first)
        and _is_whole(text, *_range(name))
    )


_AREA = re.compile(r"[\w .]*-(?:area|based|born) ")


def _foreign_lead(text: str, form: str, persons: frozenset[str], whole: frozenset[str]) -> int:
    """Length of what stands before a person's name without being of it: "DJ Ana Roy", "Team Roy", "Bay-area Roy".

    One word before a last name is cut off where it is no known given name, occurs so only once, the network does not
    take it in, and the article has somebody with a known given name and that last name.
    """
    area = _AREA.match(form)
    if area and form[area.end() :]:
        return area.end()
    words = form.split(" ")
    if len(words) > 2 and words[0].isalpha() and words[0].isupper() and len(words[0]) > 1 and is_given_name(words[1]):
        return len(words[0]) + 1
    if len(words) != 2 or is_given_name(words[0]) or form in whole or text.count(form) > 1 or words[0][1:2] == ".":
        return 0
    alike = any(p.split(" ")[-1] == words[1] and is_given_name(p.split(" ")[0]) for p in persons)
    return len(words[0]) + 1 if alike and text.count(words[1]) > 3 else 0


def _narrowed(text: str, item: Found, name: Name) -> int:
    """Where a person's name starts if the network leaves the first words out: "Absent Venn" → "Venn"; else 0."""
    if name.kind != "person" or name.span.end != item.end or name.span.start <= item.start or item.title:
        return 0
    before = text[item.start : name.span.start].split()
    if not before or item.kind not in ("person", "other") or before[0].lower() in given_names():
        return 0
    if len(name.span.exact.split()) > 2:
        return 0
    last = before[-1].rstrip(".")
    return (
        0 if len(last) < 2 or last.lower() in lex.PARTICLES or not _is_whole(text, *_range(name)) else name.span.start
    )


def _own_words(form: str, persons: frozenset[str]) -> int:
    """Length of the person's name that a long run of capitals opens with, as a headline in title case has; else all."""
    words = form.split(" ")
    if len(words) < 4:
        return len(form)
    if "to" in words[2:]:
        return len(form[: form.index(" to ")])
    if " ".join(words[-2:]) in persons:
        return len(form)
    heads = (" ".join(words[:n]) for n in (3, 2))
    return next((len(head) for head in heads if head in persons), len(form))


def _range(name: Name) -> tuple[int, int]:
    return name.span.start, name.span.end


def _widens(text: str, item: Found, start: int, end: int) -> bool:
    """Whether the network's name of a body takes in a doubtful name with the capitalised words before it."""
    before = text[start : item.start].split()
    return (
        bool(before)
        and not item.sure
        and item.kind in ("person", "other", "organisation")
        and end == item.end
        and all(w[0].isupper() or w in {"of", "for", "the", "and"} for w in before)
        and before[0] not in {"The", "A", "An"}
        and _is_whole(text, start, end)
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a span neither starts nor ends inside a word."""
    return not (cuts_word(text, start) or cuts_word(text, end))
