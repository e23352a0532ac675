"""The user's own actors: kept in one JSON file, added to by imports, given to every reader."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import InputError, Problem
from sayso.reading.actor_tables import Actor, actor_to_json, load_user_actors, shipped_actors

if TYPE_CHECKING:
    from sayso.reading.reader import Reader


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        added: actors whose id was not there before.
        replaced: actors that stand in place of an older one of the same id.
        unchanged: actors that were there already, the same in every field.
    """

    added: int
    replaced: int
    unchanged: int


def own_actors_path(environment: Mapping[str, str]) -> Path:
    """Where the user's own actors are kept: ``SAYSO_ACTORS``, else the user's data folder (XDG base directories)."""
    if named := environment.get("SAYSO_ACTORS"):
        return Path(named)
    data = environment.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "sayso" / "actors.json"


def own_actors(path: Path) -> tuple[Actor, ...]:
    """The user's own actors; none where nothing was imported yet.

    Raises:
        InputError: if the file is there and cannot be read.
    """
    return load_user_actors(path) if path.exists() else ()


def import_actors(source: Path, path: Path) -> Imported:
    """Add the actors of a CSV or JSON file to the user's own. Written whole or not at all.

    Raises:
        InputError: if the file or the user's own is faulty, or nothing can be written.
    """
    known = {actor.id: actor for actor in own_actors(path)}
    new = load_user_actors(source)
    added = sum(actor.id not in known for actor in new)
    unchanged = sum(known.get(actor.id) == actor for actor in new)
    known |= {actor.id: actor for actor in new}
    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        values = [actor_to_json(actor) for actor in known.values()]
        beside.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", "utf-8")
        beside.replace(path)
    except OSError as fault:
        message = f"{path}: cannot be written ({fault.strerror or fault}); name another file in SAYSO_ACTORS"
        raise InputError(Problem("cannot-write", message, str(path))) from fault
    return Imported(added, len(new) - added - unchanged, unchanged)


def matching_actors(words: str, path: Path) -> list[tuple[Actor, bool]]:
    """Actors whose name or alias holds ``words`` (case aside), the user's own first and marked ``True``."""
    mine = own_actors(path)
    own_ids = {actor.id for actor in mine}
    both = [(a, True) for a in mine] + [(a, False) for a in shipped_actors() if a.id not in own_ids]
    sought = words.casefold()
    return [(a, own) for a, own in both if any(sought in name.casefold() for name in (a.name, *a.aliases))]


def open_reader(environment: Mapping[str, str], *, processes: int | None = None, extra: Iterable[Actor] = ()) -> Reader:
    """A reader that knows the user's own actors and uses all cores.

    Raises:
        InputError: if the file of the user's own actors is faulty.
        InstallationError: if the network's files are missing or damaged.
    """
    from sayso.reading.processes import ProcessReader

    return ProcessReader(processes=processes, actors=(*own_actors(own_actors_path(environment)), *extra))
