"""Forms: a name with its context, the smallest thing that is joined to others. From a report's speakers, pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any, cast, get_args

from sayso.model import SpeakerKind
from sayso.record.across.actors.bodies import body_key, government_key
from sayso.record.across.actors.context import Context, context_of
from sayso.record.across.actors.names import first_name, person_name, slug
from sayso.spelling import consonants, spelling_key

JOINED: tuple[SpeakerKind, ...] = ("person", "government", "organisation", "outlet")
"""Kinds of speakers that are actors; the others are told apart report by report and have none."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One statement's speaker, as its report gives it.

    Attributes:
        row: number of the statement.
        name, kind, role, on_behalf_of, known: as of :class:`~sayso.model.Speaker`; ``known`` is its ``actor``.
    """

    row: int
    name: str
    kind: SpeakerKind
    role: str | None
    on_behalf_of: str | None
    known: str | None


@dataclass(frozen=True, slots=True)
class Form:
    """A name with its context.

    Attributes:
        kind: person, government, organisation or outlet.
        words: of the name, in plain small letters.
        suffix: whether ``Jr.`` follows.
        known: id that the reader found by name, office and day; persons' only.
        context: what the reports' roles tell; persons' only.
        document: key of the one text that it is of, where the name alone is too little to be held against others.
    """

    kind: SpeakerKind
    words: tuple[str, ...]
    suffix: bool = False
    known: str | None = None
    context: Context = field(default_factory=Context)
    document: str | None = None

    @property
    def key(self) -> str:
        """Unique: the same in all reports that it stands in."""
        name = "-".join(self.words) if self.kind == "person" else f"{self.kind}:{slug(' '.join(self.words))}"
        parts = [name + ("-jr" if self.suffix else "")]
        if self.document is not None:
            return f"{parts[0]}@{self.document}"
        if self.context.key:
            parts.append(self.context.key)
        if self.known is not None:
            parts.append(self.known)
        return "~".join(parts)

    @property
    def spelt(self) -> tuple[str, ...]:
        """Spelling keys of a person's words, the first name in its usual long form."""
        return _spelt(self.words)

    @property
    def keys(self) -> tuple[str, ...]:
        """What it is found by: only forms that share one of these are ever held against each other."""
        if self.document is not None:
            return ()
        if self.kind != "person":
            return (f"body {' '.join(self.words)}",)
        found = [f"known {self.known}"] if self.known is not None else []
        if len(self.words) > 1:
            spelt, last = self.spelt, consonants(self.words[-1])
            found += [f"name {first[:1]} {last}" for first in spelt[:-1] if first == spelt[0] or len(first) > 2]
        return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _spelt(words: tuple[str, ...]) -> tuple[str, ...]:
    keys = [spelling_key(word) for word in words]
    return (first_name(keys[0]), *keys[1:])


def forms_of(spoken: Iterable[Spoken], document: str) -> dict[int, Form]:
    """The form of each statement with a named speaker, by its number.

    One report calls one person by one name: what any of its statements tells of a name holds for all of them.

    Args:
        spoken: all statements of one text.
        document: the text's key.
    """
    persons: dict[tuple[tuple[str, ...], bool], list[Spoken]] = defaultdict(list)
    found: dict[int, Form] = {}
    for one in spoken:
        if one.kind not in JOINED:
            continue
        if one.kind == "person":
            name = person_name(one.name)
            if name.words:
                persons[name.words, name.suffix].append(one)
        elif (form := _body(one, document)) is not None:
            found[one.row] = form
    for (words, suffix), mine in persons.items():
        form = _person(words, suffix, mine, document)
        found |= {one.row: form for one in mine}
    return found


def form_to_json(form: Form) -> dict[str, Any]:
    """A form as JSON."""
    return asdict(form)


def form_from_json(value: dict[str, Any]) -> Form:
    """The form that :func:`form_to_json` gave."""
    told = value["context"]
    context = Context(told["country"], tuple(told["fields"]), told["walk"])
    return Form(value["kind"], tuple(value["words"]), value["suffix"], value["known"], context, value["document"])


def kind_of(key: str) -> SpeakerKind:
    """The kind of the form that a key is of."""
    kind = key.partition(":")[0]
    return cast(SpeakerKind, kind) if kind in get_args(SpeakerKind) else "person"


def _person(words: tuple[str, ...], suffix: bool, mine: list[Spoken], document: str) -> Form:
    ids = {_clean(one.known) for one in mine if one.known}
    known = ids.pop() if len(ids) == 1 else None
    full = all(person_name(one.name).full for one in mine)
    if not full and known is None:
        return Form("person", words, suffix, document=document)
    roles = [one.role for one in mine if one.role]
    behalf = [one.on_behalf_of for one in mine if one.on_behalf_of]
    return Form("person", words, suffix, known, context_of(roles, behalf))


def _body(one: Spoken, document: str) -> Form | None:
    key, telling = (government_key if one.kind == "government" else body_key)(one.name)
    words = tuple(slug(key).split("-"))
    if not any(words):
        return None
    return Form(one.kind, words, document=None if telling else document)


def _clean(known: str) -> str:
    """An id as part of a key; own ids are marked, so that none is taken for a key of ours."""
    plain = re.sub(r"[^\w:.-]+", "-", known)
    return plain if re.fullmatch(r"Q\d+", plain) or (":" in plain and kind_of(plain) == "person") else f"own:{plain}"
