"""Actors: who is known across articles, with names and offices held over time. Shipped tables and the user's own."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from sayso.errors import InputError, InstallationError, Problem
from sayso.reading.speakers.states import bare
from sayso.spelling import name_key as name_key
from sayso.spelling import spelling_key as spelling_key

ActorKind = Literal["person", "state", "organisation"]
COLUMNS = ("id", "name", "aliases", "kind", "country", "office", "from", "to")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_SHIPPED = ("actors.jsonl.gz", "actors-current.jsonl.gz")
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Office:
    """An office held for a time.

    Attributes:
        title: the office (``President of Ukraine``).
        since: first day, month or year, ISO 8601; ``None`` if not known.
        until: last day, month or year; ``None`` if held still, or not known.
    """

    title: str
    since: str | None = None
    until: str | None = None

    def held(self, day: str) -> bool:
        """Whether it was held on ``day`` (a day, month or year): no bound of it contradicts."""
        width_from, width_to = len(self.since or ""), len(self.until or "")
        return (not self.since or day[:width_from] >= self.since[: len(day)]) and (
            not self.until or day[:width_to] <= self.until[: len(day)]
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something known across articles.

    Attributes:
        id: Wikidata id (``Q7747``) or an own id with a prefix (``us:B000574``, ``my:17``).
        name: its usual name.
        aliases: other names and spellings.
        kind: person, state or organisation.
        country: the state it belongs to, by its usual English name.
        offices: offices held, oldest first.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: ActorKind = "person"
    country: str | None = None
    offices: tuple[Office, ...] = ()


@cache
def _shipped_lines() -> tuple[tuple[str, str], ...]:
    """Lines of the shipped tables: the keys an actor is found by, parted by ``|``, and the actor as JSON."""
    out: list[tuple[str, str]] = []
    for name in _SHIPPED:
        table = files("sayso.reading") / "tables" / name
        try:
            text = gzip.decompress(table.read_bytes()).decode("utf8")
        except (OSError, EOFError, ValueError) as fault:
            raise InstallationError(f"the package's table {name} is missing or damaged; install sayso again") from fault
        out.extend((keys, value) for keys, _, value in (line.partition("\t") for line in text.splitlines()))
    return tuple(out)


@cache
def _shipped_keys() -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for keys, value in _shipped_lines():
        for key in keys.split("|"):
            out.setdefault(key, []).append(value)
    return out


def shipped_actors() -> tuple[Actor, ...]:
    """All actors that ship with the package (docs/actors.md).

    Raises:
        InstallationError: if a table is missing or damaged.
    """
    return tuple(_merged(actor_from_json(json.loads(value)) for _, value in _shipped_lines()).values())


def find_actors(key: str, extra: Iterable[Actor] = ()) -> list[Actor]:
    """Actors found by ``key`` (:func:`actor_keys`); one of ``extra`` stands in for a shipped one of the same id.

    The shipped tables are read on first use; a look-up then parses only the actors it finds.
    """
    mine = {actor.id: actor for actor in extra}
    found = _merged(_parsed(value) for value in _shipped_keys().get(key, ()))
    out = [actor for actor in found.values() if actor.id not in mine]
    return [*out, *(actor for actor in mine.values() if key in actor_keys(actor))]


@lru_cache(maxsize=1024)
def _parsed(value: str) -> Actor:
    return actor_from_json(json.loads(value))


def _merged(actors: Iterable[Actor]) -> dict[str, Actor]:
    out: dict[str, Actor] = {}
    for actor in actors:
        out[actor.id] = joined(out[actor.id], actor) if actor.id in out else actor
    return out


def actor_keys(actor: Actor) -> tuple[str, ...]:
    """The keys an actor is found by: for a person the spelling key of each last name, else each whole name."""
    names = (actor.name, *actor.aliases)
    keys = (name_key(name)[-1] if actor.kind == "person" else bare(name) for name in names)
    return tuple(dict.fromkeys(key for key in keys if key))


def joined(first: Actor, second: Actor) -> Actor:
    """What two accounts of one actor say together; name and kind are the first's."""
    names = dict.fromkeys((*first.aliases, second.name, *second.aliases))
    names.pop(first.name, None)
    offices = dict.fromkeys((*first.offices, *second.offices))
    return Actor(first.id, first.name, tuple(names), first.kind, first.country or second.country, tuple(offices))


def actor_from_json(value: Mapping[str, Any]) -> Actor:
    """The actor that a JSON object describes.

    Raises:
        KeyError: if ``id`` or ``name`` is missing.
        ValueError: if a value is not of its sort; the text names the field.
    """
    kind = value.get("kind", "person")
    if kind not in get_args(ActorKind):
        raise ValueError(f"kind {kind!r} is none of {', '.join(get_args(ActorKind))}")
    aliases = value.get("aliases", [])
    offices = value.get("offices", [])
    if not isinstance(aliases, list) or not isinstance(offices, list):
        raise ValueError("aliases and offices must be lists")
    return Actor(
        _text(value["id"], "id"),
        _text(value["name"], "name"),
        tuple(_text(a, "aliases") for a in aliases),
        kind,
        _text(value["country"], "country") if value.get("country") else None,
        tuple(_office(o) for o in offices),
    )


def actor_to_json(actor: Actor) -> dict[str, Any]:
    """An actor as it stands in the tables; empty fields are left out."""
    out: dict[str, Any] = {"id": actor.id, "name": actor.name, "kind": actor.kind}
    if actor.aliases:
        out["aliases"] = list(actor.aliases)
    if actor.country:
        out["country"] = actor.country
    if actor.offices:
        out["offices"] = [{"title": o.title, "from": o.since, "to": o.until} for o in actor.offices]
    return out


def load_user_actors(path: Path) -> tuple[Actor, ...]:
    """Actors of the user's own, from a ``.csv`` or ``.json`` file.

    CSV: a header naming the columns ``id, name, aliases, kind, country, office, from, to`` (``id`` and ``name`` are
    required; aliases are parted by ``|``); one row an office, rows of one id being one actor. JSON: a list of objects
    with ``id``, ``name``, ``aliases``, ``kind``, ``country`` and ``offices`` (each ``title``, ``from``, ``to``).

    Raises:
        InputError: if the file cannot be read, or a row or object is faulty; the message names it and the remedy.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise _fault(path, "the file is larger than 64 MB; split it")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise _fault(path, f"cannot be read ({fault.strerror or fault}); check the path") from fault
    except UnicodeDecodeError as fault:
        raise _fault(path, "is not UTF-8 text; save it as UTF-8") from fault
    if path.suffix.lower() == ".json":
        return tuple(_from_json(path, text))
    if path.suffix.lower() == ".csv":
        return tuple(_from_csv(path, text))
    raise _fault(path, "must end in .csv or .json")


def _from_json(path: Path, text: str) -> Iterator[Actor]:
    try:
        values = json.loads(text)
    except ValueError as fault:
        raise _fault(path, f"is no JSON: {fault}") from fault
    if not isinstance(values, list):
        raise _fault(path, "must hold a list of actors, [ {…}, … ]")
    for number, value in enumerate(values, 1):
        try:
            yield actor_from_json(value)
        except KeyError as fault:
            raise _fault(path, f"actor {number}: {fault.args[0]} is missing") from fault
        except (ValueError, TypeError, AttributeError) as fault:
            raise _fault(path, f"actor {number}: {fault}") from fault


def _from_csv(path: Path, text: str) -> list[Actor]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    header = [h.strip() for h in rows.fieldnames or []]
    rows.fieldnames = header
    unknown = [h for h in header if h not in COLUMNS]
    if "id" not in header or "name" not in header or unknown:
        what = f"unknown column {unknown[0]!r}" if unknown else "columns id and name are required"
        raise _fault(path, f"{what}; the columns are {', '.join(COLUMNS)}")
    actors: dict[str, Actor] = {}
    try:
        for row in rows:
            actor = _from_row(path, rows.line_num, row)
            old = actors.get(actor.id)
            if old is not None:
                actor = joined(old, actor)
            actors[actor.id] = actor
    except csv.Error as fault:
        raise _fault(path, f"line {rows.line_num}: {fault}") from fault
    return list(actors.values())


def _from_row(path: Path, line: int, row: Mapping[str | Any, str | Any]) -> Actor:
    cells = {k: (v or "").strip() for k, v in row.items() if isinstance(k, str) and not isinstance(v, list)}
    if not cells.get("id") or not cells.get("name"):
        raise _fault(path, f"line {line}: id and name must not be empty")
    offices = []
    if cells.get("office"):
        offices.append({"title": cells["office"], "from": cells.get("from") or None, "to": cells.get("to") or None})
    aliases = [a.strip() for a in cells.get("aliases", "").split("|") if a.strip()]
    value = {
        "id": cells["id"],
        "name": cells["name"],
        "aliases": aliases,
        "country": cells.get("country"),
        "offices": offices,
    }
    try:
        return actor_from_json(value | {"kind": cells.get("kind") or "person"})
    except ValueError as fault:
        raise _fault(path, f"line {line}: {fault}") from fault


def _office(value: Any) -> Office:
    if not isinstance(value, Mapping):
        raise ValueError("an office must be an object with title, from and to")
    bounds = []
    for key in ("from", "to"):
        day = value.get(key)
        if day is not None and not (isinstance(day, str) and _DAY.fullmatch(day)):
            raise ValueError(f"{key} {day!r} is no date; write 2024, 2024-05 or 2024-05-07")
        bounds.append(day)
    if "title" not in value:
        raise KeyError("title")
    return Office(_text(value["title"], "title"), bounds[0], bounds[1])


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{field} must be text, not {value!r}")
    return value.strip()


def _fault(path: Path, message: str) -> InputError:
    return InputError(Problem("bad-actors", f"{path}: {message}", str(path)))
