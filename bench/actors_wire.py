"""How well speakers are joined across 260 wire reports in clusters (``../shared/corpora/wire``).

    sayso add --record /tmp/wire.db ../shared/corpora/wire/articles.jsonl
    python -m bench.actors_wire --record /tmp/wire.db                     # scores what the machine joins by itself
    python -m bench.actors_wire --record /tmp/wire.db --unjudged 40       # joins that nobody has judged, with text

The judged pairs are in ``bench/judged/actors_wire.tsv``, as places only: the beginnings of the SHA-256 of two texts and
code points of a statement in each. ``forms``: a join of two forms whose names are written otherwise, each once.
``same``: two successive reports by one actor, drawn at random of all those. ``yes``: one and the same; ``no``: not;
``misread``: the two names are one actor's, and so rightly joined, but one of the two statements is somebody else's: the
reader took a "he" or "the president" for the wrong one. Statements that name their speaker themselves are taken first.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection, select

from sayso.record.across.actors.tables import actor_joins, actor_names, actor_nodes, actor_statements
from sayso.record.store import open_record
from sayso.record.tables import documents, statements

JUDGED = Path(__file__).parent / "judged" / "actors_wire.tsv"
_KEY = 12
_SEED = 5
_AROUND = 160


@dataclass(frozen=True, slots=True)
class Place:
    """A statement's stretch of a text: the beginning of the text's hash, and code points."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement of the record, and whom its speaker is joined to."""

    place: Place
    actor: str
    node: int
    name: str
    role: str | None
    day: str
    source: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements that the machine gives to one actor, and where the pair comes from."""

    origin: str
    one: Spoken
    other: Spoken


def load(connection: Connection) -> list[Spoken]:
    """Every statement with an actor."""
    s, a, n = statements.c, actor_statements.c, actor_nodes.c
    query = (
        select(s.document_id, s.span_start, s.span_end, s.speaker_role, s.source, n.actor_id, a.node_id, a.name, a.day)
        .join(actor_statements, a.statement_id == s.id)
        .join(actor_nodes, n.id == a.node_id)
        .order_by(s.document_id, s.ordinal)
    )
    return [
        Spoken(
            Place(row.document_id.removeprefix("sha256:")[:_KEY], row.span_start, row.span_end),
            row.actor_id,
            row.node_id,
            row.name,
            row.speaker_role,
            row.day or "",
            row.source,
        )
        for row in connection.execute(query)
    ]


def pairs_of_forms(connection: Connection, spoken: Sequence[Spoken]) -> Iterator[Pair]:
    """The machine's joins of two forms that are not written the same, a statement of each."""
    first: dict[int, Spoken] = {}
    for one in sorted(spoken, key=telling):
        first.setdefault(one.node, one)
    names: dict[int, set[str]] = defaultdict(set)
    for row in connection.execute(select(actor_names.c.node_id, actor_names.c.name)):
        names[row.node_id].add(row.name)
    joins = select(actor_joins.c.left_id, actor_joins.c.right_id).where(actor_joins.c.in_force)
    for left, right in sorted(tuple(row) for row in connection.execute(joins)):
        if not names[left] & names[right]:
            yield Pair("forms", first[left], first[right])


def pairs_of_reports(spoken: Iterable[Spoken]) -> list[Pair]:
    """Of each actor, each report with the next one, a statement of each."""
    by_actor: dict[str, dict[str, Spoken]] = defaultdict(dict)
    for one in sorted(spoken, key=telling):
        by_actor[one.actor].setdefault(one.place.document, one)
    found: list[Pair] = []
    for mine in by_actor.values():
        ordered = sorted(mine.values(), key=lambda one: (one.day, one.place.document))
        found += [Pair("same", one, other) for one, other in pairwise(ordered)]
    return sorted(found, key=lambda pair: (pair.one.place.document, pair.one.place.start, pair.other.place.document))


def telling(one: Spoken) -> tuple[bool, str, int]:
    """Statements that name the speaker themselves come first."""
    return (one.name.split()[-1] not in one.source, one.place.document, one.place.start)


def judged() -> dict[tuple[str, Place, Place], str]:
    """What a person said of pairs, by their origin and places."""
    found: dict[tuple[str, Place, Place], str] = {}
    for line in JUDGED.read_text("utf-8").splitlines() if JUDGED.exists() else ():
        if line.startswith("#"):
            continue
        origin, a, b, c, d, e, f, verdict = line.split("\t")
        found[origin, Place(a, int(b), int(c)), Place(d, int(e), int(f))] = verdict
    return found


def line_of(pair: Pair, verdict: str) -> str:
    """A judged pair as a line of the file."""
    places = (pair.one.place, pair.other.place)
    cells = (pair.origin, *(str(c) for p in places for c in (p.document, p.start, p.end)), verdict)
    return "\t".join(cells)


def covering(spoken: dict[str, list[Spoken]], place: Place) -> Spoken | None:
    """The statement with a speaker that fits a place best, if half of what the two cover is common."""

    def common(one: Spoken) -> float:
        both = min(one.place.end, place.end) - max(one.place.start, place.start)
        return both / (max(one.place.end, place.end) - min(one.place.start, place.start))

    best = max(spoken.get(place.document, ()), key=common, default=None)
    return best if best is not None and common(best) >= 0.5 else None


def score(spoken: Sequence[Spoken], connection: Connection) -> None:
    """Print how many of the judged pairs that the machine joins are one, and what nobody has judged."""
    by_document: dict[str, list[Spoken]] = defaultdict(list)
    for one in spoken:
        by_document[one.place.document].append(one)
    right: Counter[str] = Counter()
    misread: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    other: Counter[str] = Counter()
    known = judged()
    for (origin, a, b), verdict in known.items():
        one, two = covering(by_document, a), covering(by_document, b)
        if one is None or two is None:
            other["a statement is not read any more"] += 1
        elif one.actor != two.actor:
            other[f"not joined: {'two' if verdict == 'no' else 'one'}"] += 1
        else:
            {"yes": right, "misread": misread, "no": wrong}[verdict][origin] += 1
    for origin in ("forms", "same"):
        joined = right[origin] + misread[origin]
        every = joined + wrong[origin]
        share = f"{joined / every:.1%}, {right[origin] / every:.1%} with misread ones as wrong" if every else "–"
        print(f"{origin}: {joined} of {every} joined pairs are rightly joined ({misread[origin]} misread): {share}")
    for what, number in sorted(other.items()):
        print(f"{what}: {number}")
    forms = list(pairs_of_forms(connection, spoken))
    unjudged = sum(("forms", pair.one.place, pair.other.place) not in known for pair in forms)
    print(f"joins of forms written otherwise: {len(forms)}, not judged in this very place: {unjudged}")
    print(f"pairs of successive reports by one actor: {len(pairs_of_reports(spoken))}")


def show_unjudged(spoken: Sequence[Spoken], connection: Connection, most: int) -> None:
    """Print pairs that nobody has judged: every join of forms, then reports at random; a line for the file each."""
    known = judged()
    texts = {
        row.id.removeprefix("sha256:")[:_KEY]: row.text
        for row in connection.execute(select(documents.c.id, documents.c.text))
    }
    forms = [p for p in pairs_of_forms(connection, spoken) if (p.origin, p.one.place, p.other.place) not in known]
    drawn = pairs_of_reports(spoken)
    random.Random(_SEED).shuffle(drawn)
    reports = [p for p in drawn if (p.origin, p.one.place, p.other.place) not in known][:most]
    for pair in (*forms, *reports):
        print(line_of(pair, "?"))
        for one in (pair.one, pair.other):
            start = max(0, one.place.start - _AROUND)
            around = " ".join(texts[one.place.document][start : one.place.end + _AROUND].split())
            print(f"    {one.name} | {one.role} | {one.day} | {one.source}\n        {around}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", required=True, help="a record that the wire reports were added to")
    parser.add_argument("--unjudged", type=int, help="print this many pairs of reports to judge")
    args = parser.parse_args()
    with open_record(args.record, create=False) as record, record.reading_connection() as connection:
        spoken = load(connection)
        if args.unjudged is None:
            score(spoken, connection)
        else:
            show_unjudged(spoken, connection, args.unjudged)


if __name__ == "__main__":
    main()
