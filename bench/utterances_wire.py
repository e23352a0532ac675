"""How well utterances are found on 260 wire reports in clusters that share quotations (``../shared/corpora/wire``).

    python -m bench.utterances_wire --record /tmp/wire.db            # reads the reports the first time, then scores
    python -m bench.utterances_wire --record /tmp/wire.db --unjudged 20    # pairs that nobody has judged, with text
    python -m bench.utterances_wire --record /tmp/wire.db --missed         # pairs found by hand that are not joined

The judged pairs are in ``bench/judged/utterances_wire.tsv``, as places only: the beginnings of the SHA-256 of two texts
and code points in them. ``found``: pairs of quotations that were found by hand in ten clusters, before looking at what
the machine joins. ``joined``: pairs of statements that the machine joined, drawn at random once its rules were fixed,
with what a person says. ``tuned``: the same, drawn while the rules were made.

A pair found by hand counts as joined when statements that cover the two quotations are in one utterance: surely when
sure pairs alone connect them, else less certainly. Of the others it is told whether the reader found both quotations.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from sayso.model import Document
from sayso.record.across.utterances.loading import load_pairs
from sayso.record.across.utterances.tables import utterance_told
from sayso.record.store import Record, open_record
from sayso.record.tables import documents, statements
from sayso.services.utterances import Utterances

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "wire" / "articles.jsonl"
JUDGED = ROOT / "bench" / "judged" / "utterances_wire.tsv"
_KEY = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text: the beginning of its hash, and code points."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two places, where they come from (``found``, ``joined``, ``tuned``), and whether they are one utterance."""

    origin: str
    cluster: str
    one: Place
    other: Place
    verdict: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the record, where its contents stand, and what it was joined to."""

    row: int
    uid: str
    document: str
    spans: tuple[tuple[int, int], ...]
    speaker: str | None
    content: str
    utterance: int | None

    @property
    def place(self) -> Place:
        return Place(self.document, self.spans[0][0], self.spans[-1][1])

    def likeness(self, place: Place) -> float:
        """How much of its stretch and of a place is the same, 0–1."""
        mine = self.place
        shared = max(0, min(mine.end, place.end) - max(mine.start, place.start))
        return shared / (max(mine.end, place.end) - min(mine.start, place.start))

    def covers(self, place: Place) -> bool:
        """Whether it has most of a place, or lies mostly in it."""
        shared = sum(max(0, min(b, place.end) - max(a, place.start)) for a, b in self.spans)
        length = sum(b - a for a, b in self.spans)
        return self.document == place.document and 2 * shared >= min(length, place.end - place.start)


class Joined:
    """What the machine joined in a record."""

    def __init__(self, record: Record) -> None:
        s, t, d = statements.c, utterance_told.c, documents.c
        query = (
            select(s.id, s.uid, s.document_id, s.spans, s.speaker_name, s.content, t.utterance)
            .join(utterance_told, t.statement_id == s.id)
            .join(documents, d.id == s.document_id)
            .order_by(s.id)
        )
        self.by_document: dict[str, list[Statement]] = defaultdict(list)
        self.groups: dict[int, list[Statement]] = defaultdict(list)
        with record.reading_connection() as connection:
            for row in connection.execute(query):
                spans = tuple((a, b) for part, a, b in json.loads(row.spans) if part == "content")
                key = row.document_id.removeprefix("sha256:")[:_KEY]
                statement = Statement(row.id, row.uid, key, spans, row.speaker_name, row.content, row.utterance)
                self.by_document[key].append(statement)
                if row.utterance is not None:
                    self.groups[row.utterance].append(statement)
            pairs = load_pairs(connection, [s.row for some in self.groups.values() for s in some])
            self.texts = {
                row.id.removeprefix("sha256:")[:_KEY]: row.text for row in connection.execute(select(d.id, d.text))
            }
        self.why = {(p.one, p.other): p for p in pairs}
        self._surely = self._components()

    def _components(self) -> dict[int, int]:
        """Of each statement, the least row of those of its utterance that sure pairs connect it with."""
        top = {s.row: s.row for some in self.groups.values() for s in some}
        number = {s.row: s.utterance for some in self.groups.values() for s in some}

        def find(row: int) -> int:
            while top[row] != row:
                row = top[row]
            return row

        for pair in self.why.values():
            if (
                pair.certainty == "sure"
                and number.get(pair.one) is not None
                and number[pair.one] == number.get(pair.other)
            ):
                one, other = sorted((find(pair.one), find(pair.other)))
                top[other] = one
        return {row: find(row) for row in top}

    def certainty(self, one: Statement, other: Statement) -> str:
        """``sure``, ``likely`` or ``apart``."""
        if one.utterance is None or one.utterance != other.utterance:
            return "apart"
        return "sure" if self._surely[one.row] == self._surely[other.row] else "likely"

    def best(self, one: Place, other: Place) -> str:
        """How two places are joined: by the statements that cover them; ``unread`` where one has none."""
        mine = [s for s in self.by_document[one.document] if s.covers(one)]
        theirs = [s for s in self.by_document[other.document] if s.covers(other)]
        if not mine or not theirs:
            return "unread"
        found = {self.certainty(a, b) for a in mine for b in theirs}
        return next(c for c in ("sure", "likely", "apart") if c in found)

    def exactly(self, one: Place, other: Place) -> str:
        """How the two statements that stand at these places are joined, as near as the present reader has them."""
        best = [max(self.by_document[p.document], key=lambda s, p=p: s.likeness(p), default=None) for p in (one, other)]
        if any(s is None or s.likeness(p) < 0.5 for s, p in zip(best, (one, other), strict=True)):
            return "unread"
        return self.certainty(*best)  # type: ignore[arg-type]

    def pairs(self) -> Iterator[tuple[Statement, Statement]]:
        """Every two statements of one utterance in different documents."""
        for some in self.groups.values():
            for at, one in enumerate(some):
                yield from ((one, other) for other in some[at + 1 :] if other.document != one.document)


def read_corpus(record: Record) -> dict[str, str]:
    """Read the reports that the record lacks; the cluster of each text."""
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    made = [Document(r["text"], r["url"], r["outlet"], r["title"], None, r["published"], language="en") for r in rows]
    lacking = [document for document in made if record.standing(document).status != "unchanged"]
    if lacking:
        from sayso.reading.reader import Reader

        for number, reading in enumerate(Reader().read_many(lacking), start=1):
            record.add(reading.document, reading)
            print(f"\rread {number} of {len(lacking)}", end="", flush=True)
        print()
    keys = (document.id.removeprefix("sha256:")[:_KEY] for document in made)
    return {key: str(row["cluster"]) for key, row in zip(keys, rows, strict=True)}


def load_judged() -> list[Judgement]:
    """The judged pairs."""
    found = []
    for line in JUDGED.read_text("ascii").splitlines()[1:]:
        origin, cluster, a, start, end, b, start2, end2, verdict = line.split("\t")
        places = Place(a, int(start), int(end)), Place(b, int(start2), int(end2))
        found.append(Judgement(origin, cluster, *places, verdict))
    return found


def share(part: int, whole: int) -> str:
    """A share in per cent, with the counts."""
    return f"{100 * part / whole:.1f} % ({part} of {whole})" if whole else "none"


def report(joined: Joined, judged: Sequence[Judgement]) -> list[str]:
    """The figures, as lines."""
    counts = Counter("sure" if joined.certainty(*pair) == "sure" else "likely" for pair in joined.pairs())
    copies = sum(len({s.document for s in some}) > 1 for some in joined.groups.values())
    lines = [
        f"{copies} utterances; pairs of statements in different reports: {counts['sure']} sure, "
        f"{counts['likely']} less certain",
        "",
        "| | joined surely | joined at all |",
        "|---|---:|---:|",
    ]
    found = [j for j in judged if j.origin == "found"]
    how = Counter(joined.best(j.one, j.other) for j in found)
    read = len(found) - how["unread"]
    sure, at_all = how["sure"], how["sure"] + how["likely"]
    lines += [
        f"| recall, pairs found by hand in {len({j.cluster for j in found})} clusters | {share(sure, len(found))} | "
        f"{share(at_all, len(found))} |",
        f"| … of those whose quotations the reader found both | {share(sure, read)} | {share(at_all, read)} |",
    ]
    for name, origin, certainty in (
        ("precision, sure", "joined", "sure"),
        ("precision, less certain", "joined", "likely"),
        ("… sure, pairs drawn while the rules were made", "tuned", "sure"),
        ("… less certain, the same", "tuned", "likely"),
    ):
        some = [j for j in judged if j.origin == origin and joined.exactly(j.one, j.other) == certainty]
        right = sum(j.verdict == "same" for j in some)
        lines.append(
            f"| {name} | {share(right, len(some)) if certainty == 'sure' else ''} | {share(right, len(some))} |"
        )
    gone = sum(j.origin != "found" and joined.exactly(j.one, j.other) in ("apart", "unread") for j in judged)
    lines += ["", f"{gone} of the judged pairs are joined no more."]
    return lines


def unjudged(joined: Joined, judged: Iterable[Judgement], most: int, seed: int) -> Iterator[str]:
    """Pairs that are joined and that nobody has judged, as lines of the file, each with its text below."""
    known = {frozenset((j.one, j.other)) for j in judged if j.origin != "found"}
    pairs = [pair for pair in joined.pairs() if frozenset((pair[0].place, pair[1].place)) not in known]
    random.Random(seed).shuffle(pairs)
    for certainty in ("sure", "likely"):
        for one, other in [pair for pair in pairs if joined.certainty(*pair) == certainty][:most]:
            a, b = one.place, other.place
            why = joined.why.get((min(one.row, other.row), max(one.row, other.row)))
            yield "\t".join(
                map(str, ("joined", certainty, a.document, a.start, a.end, b.document, b.start, b.end, "?"))
            )
            yield f"    {why.why if why else 'through a third'}"
            yield from (f"    {s.speaker}: {_short(s.content)}" for s in (one, other))


def _short(words: str) -> str:
    return words if len(words) <= 330 else f"{words[:230]} [...] {words[-90:]}"


def main() -> None:
    """Read, join, score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, required=True, help="where the reports are kept between runs")
    parser.add_argument("--unjudged", type=int, default=0, metavar="N", help="show N pairs of each class to judge")
    parser.add_argument("--missed", action="store_true", help="show the pairs found by hand that are not joined")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with open_record(arguments.record) as record:
        read_corpus(record)
        for _ in Utterances(record).bring_up_to_date():
            pass
        joined = Joined(record)
    judged = load_judged()
    for j in judged if arguments.missed else ():
        how = joined.exactly(j.one, j.other)
        if j.origin == "found" and how in ("apart", "unread"):
            print(
                how, j.cluster, *(joined.texts[p.document][p.start : p.end][:100] for p in (j.one, j.other)), sep=" | "
            )
    if arguments.unjudged:
        print("\n".join(unjudged(joined, judged, arguments.unjudged, arguments.seed)))
    print("\n".join(report(joined, judged)))


if __name__ == "__main__":
    main()
