"""States and the words that stand for them: names, capitals, adjectives and peoples (``reading/tables/states.tsv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class State:
    """A state as news reports name it.

    Attributes:
        name: its usual English name.
        others: other names of it, abbreviations included.
        capitals: its capital, and other cities that stand for its government.
        peoples: adjectives and plural names of its people.
    """

    name: str
    others: tuple[str, ...]
    capitals: tuple[str, ...]
    peoples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """All states, looked up by what a text may call them (keys in lower case, without article)."""

    states: tuple[State, ...]
    by_name: dict[str, State]
    by_capital: dict[str, State]
    by_people: dict[str, State]

    def of(self, word: str) -> State | None:
        """The state that a name, capital or adjective stands for."""
        key = bare(word)
        return self.by_name.get(key) or self.by_capital.get(key) or self.by_people.get(key)


def bare(name: str) -> str:
    """A name in lower case, without a leading article and with plain apostrophes."""
    key = name.strip().lower().replace("’", "'")
    return key[4:] if key.startswith("the ") else key


@cache
def atlas() -> Atlas:
    """The table of states that ships with the package, read once."""
    states: list[State] = []
    by_name: dict[str, State] = {}
    by_capital: dict[str, State] = {}
    by_people: dict[str, State] = {}
    table = files("sayso") / "reading" / "tables" / "states.tsv"
    for line in table.read_text(encoding="utf8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, others, capitals, peoples = [*line.split("\t"), "", "", ""][:4]
        state = State(name, _pieces(others), _pieces(capitals), tuple(_people(peoples)))
        states.append(state)
        for key in (name, *state.others):
            by_name.setdefault(bare(key), state)
        for key in state.capitals:
            by_capital.setdefault(bare(key), state)
        for key in state.peoples:
            by_people.setdefault(bare(key), state)
    return Atlas(tuple(states), by_name, by_capital, by_people)


def _pieces(field: str) -> tuple[str, ...]:
    return tuple(p for p in field.split("|") if p)


def _people(field: str) -> list[str]:
    """Words of the last column; ``North Korean`` and the like are two words."""
    out: list[str] = []
    for word in field.split():
        if out and out[-1] in {"North", "South", "New", "Costa", "Sri", "Cape", "Sierra", "Central"}:
            out[-1] += " " + word
        else:
            out.append(word)
    return out
