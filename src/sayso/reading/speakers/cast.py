"""The cast of an article: which names mean one actor, its fullest name, gender, roles and for whom it speaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sayso.model import Speaker
from sayso.reading.context import Name, NameKind
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.names import Found, find_names, gender_of, given_names
from sayso.reading.speakers.places import craft_names, place_words
from sayso.reading.speakers.roles import RoleNote, role_after, role_before
from sayso.reading.speakers.states import bare
from sayso.reading.speakers.tokens import Tokens, cuts_word

_SPLIT = re.compile(r"[\s\u00a0]+")
_INITIAL = re.compile(r"[A-Z]\.? ")
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


@dataclass(slots=True)
class Figure:
    """Someone or something that the article names.

    Attributes:
        kind: what sort of name it is.
        forms: each wording of its name, with how often it occurs.
        mentions: where it is named (start, end), in order.
        gender: ``m``, ``f`` or empty.
        notes: what the article says it is, in order.
        gender_guessed: whether the gender is only that of the given name.
        surname_shared: whether another person of the cast has the same last name.
        speaker: who it is as a speaker, where the article never names it.
    """

    kind: NameKind
    sure: bool
    forms: dict[str, int] = field(default_factory=dict)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    gender: str = ""
    gender_guessed: bool = False
    notes: list[RoleNote] = field(default_factory=list)
    surname_shared: bool = False
    full_at: list[int] = field(default_factory=list)
    goes_by_given_name: bool = False
    titles: frozenset[str] = frozenset()
    speaker: Speaker | None = None
    long: str | None = None

    @property
    def name(self) -> str:
        """The fullest wording of its name."""
        if self.long is None:
            self.long = self._longest()
        return self.long

    def _longest(self) -> str:
        return max(
            self.forms,
            key=lambda f: (len(_SPLIT.split(f)), not _INITIAL.match(f), not f.isupper(), self.forms[f], len(f)),
        )

    @property
    def role(self) -> str | None:
        """Its first role in the article."""
        return self.notes[0].role if self.notes else None

    @property
    def on_behalf_of(self) -> str | None:
        """For whom it speaks."""
        return next((n.on_behalf_of for n in self.notes if n.on_behalf_of), None)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a figure is named.

    Attributes:
        start: first code point of the name.
        end: one past its last.
        figure: who is named.
        possessive: whether ``'s`` follows.
        doubtful: whether another figure of the same surname could be meant.
    """

    start: int
    end: int
    figure: Figure
    possessive: bool
    doubtful: bool = False


@dataclass(slots=True)
class Cast:
    """All figures of an article and where they are named."""

    figures: list[Figure]
    mentions: list[Mention]
    _starts: list[int]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie in ``start:end``, in order."""
        i = bisect_right(self._starts, start - 1)
        out = []
        while i < len(self.mentions) and self.mentions[i].start < end:
            if self.mentions[i].end <= end + 1:
                out.append(self.mentions[i])
            i += 1
        return out

    def before(self, offset: int) -> int:
        """How many mentions start before ``offset``."""
        return bisect_right(self._starts, offset - 1)


def build_cast(text: str, tokens: Tokens, names: Sequence[Name], speaking: frozenset[int] = frozenset()) -> Cast:
    """The cast of ``text``: names found by rule and ``names`` given by the network, taken together.

    Args:
        text: the article.
        tokens: its words.
        names: its names, as the network found them.
        speaking: last code points (exclusive) of sources; an unknown name that ends one is taken for a person's.
    """
    found = _settle(text, merge_names(find_names(text, tokens), names, text), names)
    people: list[tuple[Found, tuple[str, ...]]] = []
    figures: list[Figure] = []
    others: dict[str, Figure] = {}
    placed: dict[int, Figure] = {}
    persons: list[Figure] = []
    surnames = _person_words(text, found) | _mostly_persons(text, found)
    personal = {name_parts(text[f.start : f.end]) for f in found if f.kind == "person"}
    alone = {text[f.start : f.end].lower() for f in found if " " not in text[f.start : f.end] and f.kind != "place"}
    speakers = [
        name_parts(text[f.start : f.end])
        for f in found
        if f.kind == "other" and f.end in speaking and text[f.start : f.end].lower() not in lex.LEGISLATURES
    ]
    for item in found:
        form = text[item.start : item.end]
        parts = name_parts(form)
        if item.kind == "other" and item.sure:
            placed[item.start] = others.setdefault(bare(form), Figure(item.kind, item.sure))
            continue
        loose = item.kind == "other" or (item.kind == "organisation" and not item.sure)
        if len(parts) == 1 and parts[0] in surnames and (loose or (item.kind == "place" and item.end in speaking)):
            people.append((item, parts))
            continue
        if (
            loose
            and not form.isupper()
            and (
                (2 <= len(parts) <= 3 and parts[-1] in alone)
                or (len(parts) <= 5 and any(parts[-n:] in personal for n in range(2, len(parts))))
            )
        ):
            people.append((item, parts))
            continue
        if item.kind == "other" and 2 <= len(parts) <= 4 and _is_described(text, tokens, item):
            people.append((item, parts))
            continue
        if item.kind == "person" or (
            item.kind == "other" and (_looks_personal(parts, surnames) or _related(parts, speakers, len(form)))
        ):
            people.append((item, parts))
            continue
        key = bare(form)
        figure = others.get(key)
        if figure is None:
            figure = others[key] = Figure(item.kind, item.sure)
            figures.append(figure)
        elif item.sure and not figure.sure:
            figure.kind, figure.sure = item.kind, True
        placed[item.start] = figure
    figures = list({id(f): f for f in (*figures, *others.values())}.values())
    renamed = _link_acronyms(others)
    placed = {at: renamed.get(id(figure), figure) for at, figure in placed.items()}
    figures = [f for f in figures if id(f) not in renamed]
    doubtful: set[int] = set()
    _cluster(text, people, persons, placed, doubtful)
    figures.extend(persons)
    mentions = []
    for item in found:
        figure = placed[item.start]
        form = " ".join(_SPLIT.split(text[item.start : item.end]))
        figure.forms[form] = figure.forms.get(form, 0) + 1
        figure.mentions.append((item.start, item.end))
        mentions.append(Mention(item.start, item.end, figure, item.possessive, item.start in doubtful))
    _describe(text, tokens, found, placed)
    return Cast(figures, mentions, [m.start for m in mentions])


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


def _settle(text: str, found: list[Found], names: Sequence[Name]) -> list[Found]:
    """Names with places and ships told from persons, and a place cut off the person's name behind it."""
    places, craft = place_words(text, found, names), craft_names(text, found)
    forms = ((text[f.start : f.end], f.kind) for f in found)
    persons = frozenset(form for form, kind in forms if kind == "person" and form.count(" ") in (1, 2))
    out = []
    for item in found:
        form = text[item.start : item.end]
        if item.kind in ("person", "other") and (own := _own_words(form, persons)) < len(form):
            item, form = replace(item, end=item.start + own, kind="person", possessive=False), form[:own]
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


def name_parts(form: str) -> tuple[str, ...]:
    """The words of a person's name in lower case, nickname in quotes and suffix left out."""
    words = _SPLIT.split(_NICKNAME.sub("", form).replace(",", "").lower().replace("’", "'"))
    if len(words) > 1 and words[-1].rstrip(".") in _SUFFIX:
        words = words[:-1]
    return tuple(w.rstrip(".") for w in words)


def _person_words(text: str, found: list[Found]) -> set[str]:
    """Last names of those who are surely persons."""
    return {name_parts(text[f.start : f.end])[-1] for f in found if f.kind == "person" and f.sure}


def _mostly_persons(text: str, found: list[Found]) -> set[str]:
    """Single words that stand for a person at least as often as for a body, where neither is sure."""
    votes: dict[str, int] = {}
    for item in found:
        form = text[item.start : item.end]
        if item.kind in ("person", "organisation") and " " not in form:
            step = 100 if item.sure else 1
            votes[form] = votes.get(form, 0) + (step if item.kind == "person" else -step)
    return {form.lower() for form, n in votes.items() if n > 0}


def _looks_personal(parts: tuple[str, ...], surnames: set[str]) -> bool:
    return parts[-1] in surnames or parts[0] in given_names()


def _is_described(text: str, tokens: Tokens, item: Found) -> bool:
    """Whether an office or "who" beside an unknown name shows that it is a person's."""
    if text.startswith((", who ", " who "), item.end):
        return True
    first, last = tokens.first_from(item.start), tokens.at(item.end - 1)
    return first <= last and bool(role_before(text, tokens, first, "", last) or role_after(text, tokens, last))


def _related(parts: tuple[str, ...], speakers: list[tuple[str, ...]], length: int) -> bool:
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


def _cluster(
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
    r"\b(?:father|mother|wife|husband|son|daughter|brother|sister|cousin|uncle|nephew|niece),? (?:and [\w ]+, )?$"
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


def _link_acronyms(others: dict[str, Figure]) -> dict[int, Figure]:
    """Figures named by an acronym or a part of a longer name → the figure of the full name (keys: ``id()``)."""
    out: dict[int, Figure] = {}
    for short, figure in others.items():
        letters = short.replace(".", "")
        if " " in short:
            longer = [f for name, f in others.items() if name.endswith(" " + short) and f.kind == "other"]
            if longer and figure.kind == "other":
                out[id(figure)] = longer[0]
            continue
        for name, full in others.items():
            if full is figure or " " not in name or len(letters) < 2:
                continue
            words = [w for w in re.split(r"[\s-]+", name) if w]
            initials = "".join(w[0] for w in words if w not in {"of", "the", "for", "and", "to", "on", "in", "&"})
            if letters in (initials, "".join(w[0] for w in words)):
                out[id(figure)] = full
                break
    return out


_SERVING = re.compile(
    r"\b(?:press secretary|spokes(?:man|woman|person)|advis[eo]r|aide|assistant|representative|envoy) "
    r"(?:of|for|to) (?:the )?$"
)


def _describe(text: str, tokens: Tokens, found: list[Found], placed: dict[int, Figure]) -> None:
    for item in found:
        figure = placed[item.start]
        if figure.kind != "person":
            continue
        first, last = tokens.first_from(item.start), tokens.at(item.end - 1)
        if first > last:
            continue
        for note in (role_before(text, tokens, first, item.title, last), role_after(text, tokens, last)):
            if note is not None:
                if note.at < item.start and _SERVING.search(text, max(0, note.at - 60), note.at):
                    continue
                figure.notes.append(note)
                if note.gender and not figure.gender:
                    figure.gender, figure.gender_guessed = note.gender, True
                if note.gender and note.strong and (figure.gender_guessed or not figure.gender):
                    figure.gender, figure.gender_guessed = note.gender, False
