"""Given names and the gender they are commonly given to."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def given_names() -> dict[str, str]:
    """Given names in lower case → ``m``, ``f`` or ``?`` (``tables/given_names.txt``)."""
    return _by_gender("given_names.txt")


@cache
def _further_genders() -> dict[str, str]:
    return _by_gender("name_genders.txt")


def gender_of(name: str) -> str:
    """The usual gender of a given name, ``m``, ``f`` or empty."""
    for form in (name.lower(), name.lower().split("-")[0]):
        found = given_names().get(form) or _further_genders().get(form)
        if found:
            return found if found in ("m", "f") else ""
    return ""


def is_given_name(word: str) -> bool:
    """Whether a word is known as a given name, of whichever gender."""
    return word.lower() in given_names() or word.lower() in _further_genders()


def _by_gender(table: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for line in (files("sayso.reading") / "tables" / table).read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            continue
        gender, *names = line.split()
        out.update((name.lower(), {"male": "m", "female": "f"}.get(gender, "?")) for name in names)
    return out
