"""Which names of persons mean one person: full names by last and first name, single ones by who fits."""

from __future__ import annotations

import re

from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.figures import Figure
from sayso.reading.speakers.given_names import gender_of, given_names
from sayso.reading.speakers.name_runs import Found
from sayso.reading.speakers.roles import role_after, role_before
from sayso.reading.speakers.tokens import Tokens

_SPLIT = re.compile(r"[\s\u00a0]+")
_NICKNAME = re.compile(r"\s[\"“'‘(][^\"”'’)]+[\"”'’)](?=\s)")
_SUFFIX = {"jr", "sr", "ii", "iii", "iv"}
_SHORT_FORMS = {
    "bill": "william", "bob": "robert", "jim": "james", "mike": "michael", "joe": "joseph", "tom": "thomas",
    "dick": "richard", "rick": "richard", "rich": "richard", "ted": "edward", "ed": "edward", "ben": "benjamin",
    "chris": "christopher", "dan": "daniel", "dave": "david", "don": "donald", "greg": "gregory", "jeff": "jeffrey",
    "jon": "jonathan", "josh": "joshua", "ken": "kenneth", "larry": "lawrence", "matt": "matthew", "nick": "nicholas",
    "pat": "patrick", "ron": "ronald", "sam": "samuel", "steve": "steven", "tim": "timothy", "tony": "anthony",
    "will": "william", "charlie": "charles", "chuck": "charles", "kate": "katherine", "liz": "elizabeth",
    "beth": "elizabeth", "sue": "susan", "jen": "jennifer", "debbie": "deborah", "andy": "andrew", "alex": "alexander",
    "al": "albert", "bernie": "bernard", "mitch": "mitchell", "jerry": "gerald", "kathy": "katherine", "jack": "john",
}  # fmt: skip


def name_parts(form: str) -> tuple[str, ...]:
    """The words of a person's name in lower case, nickname in quotes and suffix left out."""
    words = _SPLIT.split(_NICKNAME.sub("", form).replace(",", "").lower().replace("’", "'"))
    if len(words) > 1 and words[-1].rstrip(".") in _SUFFIX:
        words = words[:-1]
    return tuple(w.rstrip(".") for w in words)


def person_words(text: str, found: list[Found]) -> set[str]:
    """Last names of those who are surely persons."""
    return {name_parts(text[f.start : f.end])[-1] for f in found if f.kind == "person" and f.sure}


def mostly_persons(text: str, found: list[Found]) -> set[str]:
    """Single words that stand for a person at least as often as for a body, where neither is sure."""
    votes: dict[str, int] = {}
    for item in found:
        form = text[item.start : item.end]
        if item.kind in ("person", "organisation") and " " not in form:
            step = 100 if item.sure else 1
            votes[form] = votes.get(form, 0) + (step if item.kind == "person" else -step)
    return {form.lower() for form, n in votes.items() if n > 0}


def looks_personal(parts: tuple[str, ...], surnames: set[str]) -> bool:
    """Whether a name ends in a known last name or opens with a given name."""
    return parts[-1] in surnames or parts[0] in given_names()


def is_described(text: str, tokens: Tokens, item: Found) -> bool:
    """Whether an office or "who" beside an unknown name shows that it is a person's."""
    if text.startswith((", who ", " who "), item.end):
        return True
    first, last = tokens.first_from(item.start), tokens.at(item.end - 1)
    return first <= last and bool(role_before(text, tokens, first, "", last) or role_after(text, tokens, last))


def related(parts: tuple[str, ...], speakers: list[tuple[str, ...]], length: int) -> bool:
    """Whether a name is that of an unknown speaker, a part of it, or a longer form of it."""
    for theirs in speakers:
        short, full = sorted((parts, theirs), key=len)
        n = len(short)
        if full[:n] == short or full[-n:] == short:
            return True
    return False


def compatible(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether two person names of two or more words can mean one person."""
    if short[-1] != full[-1]:
        n = len(short)
        return any(full[i : i + n] == short for i in range(len(full) - n + 1)) if n < len(full) else False
    a, b = short[0], full[0]
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    if _SHORT_FORMS.get(a, a) == _SHORT_FORMS.get(b, b):
        return True
    return len(short) < len(full) and a in full[1:-1]


def cluster(
    text: str,
    people: list[tuple[Found, tuple[str, ...]]],
    persons: list[Figure],
    placed: dict[int, Figure],
    doubtful: set[int],
) -> None:
    """Put the mentions of one person together: long names first, then single ones by surname, title and nearness."""
    keys: list[tuple[str, ...]] = []
    for item, parts in sorted(people, key=lambda p: (-len(p[1]), p[0].start)):
        if len(parts) == 1:
            continue
        at = next((i for i, key in enumerate(keys) if compatible(parts, key)), None)
        if at is None:
            keys.append(parts)
            persons.append(Figure("person", item.sure))
            at = len(keys) - 1
        placed[item.start] = persons[at]
        persons[at].full_at.append(item.start)
        persons[at].titles |= _office_words(item.title)
        _vote(persons[at], item, parts)
    surnames = [k[-1] for k in keys]
    single = {parts[0] for _, parts in people if len(parts) == 1}
    for key, figure in zip(keys, persons, strict=True):
        figure.goes_by_given_name = key[0] in single and key[0] not in surnames
    for i, figure in enumerate(persons):
        figure.surname_shared = surnames.count(surnames[i]) > 1
    for figure in persons:
        figure.full_at.sort()
    kin = frozenset(
        id(f) for f in persons if f.surname_shared and _KIN.search(text, max(0, f.full_at[0] - 60), f.full_at[0])
    )
    singles: dict[str, Figure] = {}
    latest: dict[str, Figure] = {}
    for item, parts in sorted(people, key=lambda p: p[0].start):
        word = parts[0] if len(parts) == 1 else parts[-1]
        if len(parts) > 1:
            latest[word] = placed[item.start]
            continue
        fits = [i for i, key in enumerate(keys) if key[-1] == word]
        fits = (
            fits
            or [i for i, key in enumerate(keys) if key[0] == word]
            or [i for i, key in enumerate(keys) if word in key]
        )
        if not fits:
            if word not in singles:
                singles[word] = Figure("person", item.sure)
                persons.append(singles[word])
            placed[item.start] = singles[word]
            _vote(singles[word], item, parts)
            continue
        figure, doubt = _among([persons[i] for i in fits], item, latest.get(word), kin)
        placed[item.start] = figure
        if doubt:
            doubtful.add(item.start)
        elif len(fits) > 1:
            latest[word] = figure
        if len(fits) == 1:
            _vote(figure, item, parts)


_KIN = re.compile(
    r"\b(?:father|mother|wife|husband|son|daughter|brother|sister|cousin|uncle|nephew|niece),? "
    r"(?:[\w.]+ ){0,3}(?:and [\w ]+, )?$"
)


def _among(figures: list[Figure], item: Found, latest: Figure | None, kin: frozenset[int]) -> tuple[Figure, bool]:
    """Which of several of one surname a bare surname means, and whether that is in doubt; ``kin``: somebody's."""
    if len(figures) == 1:
        return figures[0], False
    if item.honorific:
        fits = [f for f in figures if f.gender in ("", item.honorific)]
        if len(fits) == 1:
            return fits[0], False
        figures = fits or figures
    if item.title:
        office = _office_words(item.title)
        fits = [f for f in figures if office & f.titles]
        if len(fits) == 1:
            return fits[0], False
    introduced = [f for f in figures if f.full_at and f.full_at[0] < item.start]
    if len(introduced) == 1:
        return introduced[0], False
    pool = introduced or figures
    weight = {
        id(f): len(f.full_at)
        + (0.8 if f is latest else 0.0)
        - (2.0 if f.goes_by_given_name else 0.0)
        - (2.0 if id(f) in kin else 0.0)
        for f in pool
    }
    ranked = sorted(pool, key=lambda f: -weight[id(f)])
    first, second = weight[id(ranked[0])], weight[id(ranked[1])]
    return ranked[0], first < 2 * second or first <= 0


def _office_words(title: str) -> frozenset[str]:
    words = {w.lower().rstrip(".") for w in title.split()}
    return frozenset(lex.ABBREVIATED.get(w, w) for w in words) & lex.ROLES


def _vote(figure: Figure, item: Found, parts: tuple[str, ...]) -> None:
    if item.honorific:
        figure.gender, figure.gender_guessed = item.honorific, False
    elif not figure.gender and len(parts) > 1:
        figure.gender = gender_of(parts[0])
        figure.gender_guessed = bool(figure.gender)
