"""The sides of a record's speakers, with what their reports say of them loaded from the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, not_, null, or_, select

from sayso.record.across.issues.joined import joined
from sayso.record.across.issues.said import slices
from sayso.record.across.issues.tables import party_clues
from sayso.record.across.issues.values import Said
from sayso.record.across.parties.clues import Clue
from sayso.record.across.parties.offices import States, bare
from sayso.record.across.parties.sides import Parties, Voice, actor_key
from sayso.record.tables import documents, statements


@dataclass(frozen=True, slots=True)
class Atlas:
    """What is known of states beforehand.

    Attributes:
        states: usual name of each.
        adjectives: adjectives, peoples and other names → the usual name.
        seats: capitals and seats of power → the usual name.
    """

    states: tuple[str, ...] = ()
    adjectives: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, str] = field(default_factory=dict)


def load_parties(connection: Connection, said: Sequence[Said], atlas: Atlas) -> Parties:
    """Sides for these statements, told by all that the record's reports say of their speakers.

    Args:
        connection: to the record.
        said: the statements whose sides will be asked for.
        atlas: states known beforehand.
    """
    names = {s.speaker for s in said if s.speaker} | {s.on_behalf_of for s in said if s.on_behalf_of}
    names |= {part for s in said if s.speaker_kind == "group" and s.speaker for part in s.speaker.split(" and ")}
    voices = _voices(connection, sorted(names))
    behalf = {v.on_behalf_of for v in voices if v.on_behalf_of} - names
    voices += _voices(connection, sorted(behalf))
    governments = _governments(connection)
    clues = _clues(connection, sorted({bare(v.name) for v in voices} | {bare(g) for g in governments}))
    seats = {bare(seat): state for seat, state in atlas.seats.items()}
    shown_seats = {bare(clue.name) for _, clue in clues}
    known = {bare(name) for name in (*atlas.states, *atlas.adjectives)}
    own = [
        name
        for name in governments
        if bare(name) not in known
        and bare(name) not in seats
        and bare(name) not in shown_seats
        and name[:1].isupper()
        and not name.lower().startswith("the ")
        and not (" " in name and any(bare(name).endswith(w) for w in ("government", "administration", "ministry")))
    ]
    states = States({bare(n): n for n in (*atlas.states, *own)}, {bare(a): n for a, n in atlas.adjectives.items()})
    usual = {s.actor: s.actor_name for s in said if s.actor and s.actor_name}
    return Parties(states, voices, clues, seats, usual)


def _voices(connection: Connection, names: Sequence[str]) -> list[Voice]:
    """What the reports say of speakers of these names, each way of saying it once.

    The outlet tells something only beside a role, a principal or a body; for the many statements that give a bare name
    it is not looked up.
    """
    s = statements.c
    said_so = (s.speaker_name, s.speaker_kind, s.speaker_role, s.speaker_for, s.speaker_actor)
    tells = or_(s.speaker_role.is_not(None), s.speaker_for.is_not(None), s.speaker_kind == "organisation")
    found: list[Any] = []
    for some in slices(names):
        mine = (s.speaker_name.in_(some), s.speaker_kind.is_not(None))
        first = func.min(s.id).label("first")
        placed = select(*said_so, documents.c.outlet, first).join(documents, documents.c.id == s.document_id)
        found += connection.execute(placed.where(*mine, tells).group_by(*said_so, documents.c.outlet)).all()
        bare_names = select(*said_so, null().label("outlet"), first).where(*mine, not_(tells))
        found += connection.execute(bare_names.group_by(*said_so)).all()
    firsts = [row.first for row in found]
    links = joined(connection, firsts)
    about = {
        row.id: (row.uid, row.document_id)
        for part in slices(firsts)
        for row in connection.execute(select(s.id, s.uid, s.document_id).where(s.id.in_(part)))
    }
    voices = []
    for row in found:
        link = links.get(row.first)
        uid, document = about[row.first]
        key = actor_key((link.actor if link else None) or row.speaker_actor, row.speaker_name)
        told = (row.speaker_name, row.speaker_kind, row.speaker_role, row.speaker_for, row.outlet)
        voices.append(Voice(key, *told, document, uid))
    return sorted(voices, key=lambda v: v.uid)


def _governments(connection: Connection) -> list[str]:
    query = select(statements.c.speaker_name).where(statements.c.speaker_kind == "government").distinct()
    return sorted(name for name in connection.execute(query).scalars() if name)


def _clues(connection: Connection, keys: Sequence[str]) -> list[tuple[str, Clue]]:
    """Each way of saying whose office somebody holds once, with the document that says so."""
    c = party_clues.c
    found: dict[tuple[str, str], tuple[str, Clue]] = {}
    for some in slices(keys):
        query = select(c.document_id, c.name_key, c.name, c.phrase, c.span_start, c.span_end)
        for row in connection.execute(query.where(c.name_key.in_(some)).order_by(c.id)):
            found.setdefault(
                (row.name_key, row.phrase), (row.document_id, Clue(row.name, row.phrase, row.span_start, row.span_end))
            )
    return [found[key] for key in sorted(found)]
