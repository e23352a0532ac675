"""Whether two forms of names are one actor: a score with its reason, or what speaks against it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.record.across.actors.context import same_country
from sayso.record.across.actors.forms import Form
from sayso.spelling import sound_key

IN_FORCE = 0.85
"""From this score on a join that nothing speaks against is in force by itself."""

_RESHUFFLE_DAYS = 180


@dataclass(frozen=True, slots=True)
class Node:
    """A form with what the record has of it.

    Attributes:
        key: the form's, or ``split:`` and the number of a judgement.
        form: ``None`` for what a person split off: the machine joins it to nothing.
        statements: how many, in the newest versions of reports.
        first, last: numbers of the days of the first and last; ``None`` where none is dated.
    """

    key: str
    form: Form | None
    statements: int = 0
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the machine thinks of two forms.

    Attributes:
        score: 0–1.
        why: in plain words.
        against: whether something forbids to join them by machine.
        certain: whether no other form can put it in doubt (both have one id).
    """

    score: float
    why: str
    against: bool = False
    certain: bool = False


def likeness(a: Node, b: Node) -> Likeness | None:
    """How two forms compare; ``None`` where nothing suggests that they are one."""
    if a.form is None or b.form is None or a.form.document is not None or b.form.document is not None:
        return None
    if a.form.kind != "person" or b.form.kind != "person":
        if a.form.kind == b.form.kind or "person" not in (a.form.kind, b.form.kind):
            return Likeness(0.98, "the same name") if a.form.words == b.form.words else None
        return None
    one, two = a.form, b.form
    if one.known is not None and one.known == two.known:
        return Likeness(1.0, f"name, office and day of both fit {one.known}", certain=True)
    if len(one.spelt) > 2 and len(two.spelt) > 2 and _other_middle(one.spelt, two.spelt):
        return Likeness(0.3, "first and last names are the same, the middle ones are not", against=True)
    named = _names(one, two)
    if named is None:
        return None
    score, why = named
    if one.known and two.known:
        return Likeness(0.0, f"{why}, but one is {one.known}, the other {two.known}", against=True)
    against = _against(a, b)
    if against is not None:
        return Likeness(min(score, 0.5), f"{why}, but {against}", against=True)
    if one.words != two.words and _passed_over(one, two):
        return Likeness(min(score, 0.8), f"{why}; but office and day of one did not fit the other's known offices")
    agreed = _agreed(one, two)
    if agreed is not None:
        return Likeness(score, f"{why}; {agreed}")
    return Likeness(_without_context(score, one, two), why)


def _passed_over(one: Form, two: Form) -> bool:
    """Whether the reader knows one by office and day, and did not take the other for the same though it has a role."""
    known, other = (one, two) if one.known is not None else (two, one)
    return known.known is not None and other.known is None and other.context.walk is not None


def _without_context(score: float, one: Form, two: Form) -> float:
    """The score where the reports tell nothing that both share."""
    if score >= 0.97:
        return score - 0.05
    ordinary = {one.context.walk, two.context.walk} - {"official", "sport", "stage", None}
    return score - (0.25 if ordinary else 0.15)


def _names(one: Form, two: Form) -> tuple[float, str] | None:
    """The score of the names alone, given that the context agrees."""
    if len(one.words) < 2 or len(two.words) < 2:
        return None
    if one.suffix != two.suffix:
        return (0.75, "the same name, one with Jr.") if one.spelt == two.spelt else None
    if one.words == two.words:
        return 0.99, "the same name"
    a, b = one.spelt, two.spelt
    if a == b:
        return 0.97, "the same name, spelt otherwise"
    if a[-1] != b[-1]:
        carried_over = a[:-1] == b[:-1] and sound_key(one.words[-1]) == sound_key(two.words[-1])
        return (0.93, "the same name, carried over otherwise from another alphabet") if carried_over else None
    if a[0] == b[0] and _inner_fit(a[1:-1], b[1:-1]):
        return 0.97, "the same name, one with a middle name"
    short, long = sorted((a, b), key=len)
    if 2 <= len(short) < len(long) and long[-len(short) :] == short:
        return 0.9, "the same last names, one with a first name more"
    if len(a) == len(b) and a[1:] == b[1:] and _near(a[0], b[0]):
        return 0.9, "first names that differ by a letter"
    if len(a[0]) != len(b[0]) and 1 in (len(a[0]), len(b[0])) and a[0][0] == b[0][0]:
        return 0.8, "the same last name and initial"
    return None


def _inner_fit(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether middle names can be one person's: none on one side, or each an initial of the other."""
    if not a or not b:
        return True
    if len(a) != len(b):
        return False
    return all(x == y or (1 in (len(x), len(y)) and x[0] == y[0]) for x, y in zip(a, b, strict=True))


def _other_middle(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return a[0] == b[0] and a[-1] == b[-1] and not _inner_fit(a[1:-1], b[1:-1])


def _near(a: str, b: str) -> bool:
    """Whether two words of five letters or more differ by one letter."""
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _against(a: Node, b: Node) -> str | None:
    """What speaks against two persons of one name being one."""
    assert a.form is not None and b.form is not None
    one, two = a.form.context, b.form.context
    if one.country and two.country and not same_country(one.country, two.country):
        return f"one is of {one.country.lstrip('?').title()}, the other of {two.country.lstrip('?').title()}"
    if one.fields and two.fields and not set(one.fields) & set(two.fields) and not _long_after(a, b):
        return f"one is minister of {one.fields[0]}, the other of {two.fields[0]} within half a year"
    if one.walk and two.walk and one.walk != two.walk:
        return f"one is {_called(one.walk)}, the other {_called(two.walk)}"
    return None


def _called(walk: str) -> str:
    return {"official": "in office", "sport": "in sport", "stage": "an artist"}.get(walk, f"“{walk}”")


def _long_after(a: Node, b: Node) -> bool:
    """Whether one's statements end half a year before the other's begin: ministers change."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return a.last + _RESHUFFLE_DAYS <= b.first or b.last + _RESHUFFLE_DAYS <= a.first


def _agreed(one: Form, two: Form) -> str | None:
    """What of the context both share."""
    a, b = one.context, two.context
    if shared := sorted(set(a.fields) & set(b.fields)):
        return f"both minister of {shared[0]}"
    if a.country and b.country:
        return f"both of {min(a.country, b.country, key=lambda c: (len(c), c)).lstrip('?').title()}"
    if a.walk and a.walk == b.walk:
        return f"both {_called(a.walk)}"
    return None
