"""Score the speaker resolver on gold spans of PolNeAR training articles whose hard sources were coded by hand.

``python -m training.speakers.measure``                  the tuning part
``python -m training.speakers.measure --part confirm``   the part kept to confirm; for figures only
``… --errors``                                           also lists each wrong speaker
``… --names none``                                       without the network's names

``labels.tsv`` holds the coding: article, place of the source (of the cue where there is no source), kind, and where the
speaker's fullest name stands; ``-`` when the source itself is the name, ``|`` between names that are equally right.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.model import Document, Speaker, Statement
from sayso.reading.context import Context, Name
from sayso.reading.decode import names_of
from sayso.reading.network import Network
from sayso.reading.sentences import paragraph_ranges, sentence_ranges
from sayso.reading.speakers import resolve_speakers
from sayso.reading.tokens import tokenize
from sayso.spans import Span
from training.measure import SHARED, scorer

LABELS = Path(__file__).with_name("labels.tsv")
PRONOUNS = frozenset({"he", "she", "his", "her", "they", "it", "who", "which", "that", "i", "we"})


@dataclass(frozen=True, slots=True)
class Label:
    """One coded speaker.

    Attributes:
        start: where the first piece of the source starts; where the cue starts if there is no source.
        end: where the last piece of the source ends.
        kind: the speaker's kind.
        names: places of names that are right; empty when the source itself is one.
        itself: whether the source itself is a right name.
    """

    start: int
    end: int
    kind: str
    names: tuple[tuple[int, int], ...]
    itself: bool


def read_labels(part: str, path: Path = LABELS) -> dict[str, list[Label]]:
    """The coding of one part (``tuning`` or ``confirm``), by article."""
    out: dict[str, list[Label]] = defaultdict(list)
    with path.open(encoding="utf8", newline="") as rows:
        for doc, start, end, kind, speaker, of in csv.reader(rows, delimiter="\t"):
            if of != part:
                continue
            places = [p.split(":") for p in speaker.split("|") if p != "-"]
            names = tuple((int(a), int(b)) for a, b in places)
            out[doc].append(Label(int(start), int(end), kind, names, "-" in speaker.split("|")))
    return out


def context_of(path: Path, spans: list[dict[str, list[tuple[int, int]]]], network: Network | None) -> Context:
    """An article as the resolver gets it: gold spans, and the names that ``network`` finds."""
    document = Document(path.read_bytes().decode(), language="en")

    def pieces(ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span.of(document.text, a, b) for a, b in ranges)

    statements = [
        Statement(
            id=f"s{i}",
            kind="indirect",
            sources=pieces(e["source"]),
            cues=pieces(e["cue"]),
            contents=pieces(e["content"]),
            within=_around(e, spans),
            confidence=0.9,
        )
        for i, e in enumerate(spans)
        if e["content"]
    ]
    names: list[Name] = []
    for tokens in tokenize(document, network.tokenizer) if network else ():
        assert network is not None
        found = names_of(network.submit(tokens).result().names)
        names += [Name(document.span(int(tokens.starts[a]), int(tokens.ends[b - 1])), k) for a, b, k in found]
    return Context(
        document,
        tuple(sorted(statements, key=lambda s: s.start)),
        tuple(names),
        sentence_ranges(document),
        paragraph_ranges(document),
    )


def _around(e: dict[str, list[tuple[int, int]]], spans: list[dict[str, list[tuple[int, int]]]]) -> str | None:
    own = [x for pieces in e.values() for x in pieces]
    start, end = min(a for a, _ in own), max(b for _, b in own)
    holding = [
        (b - a, i)
        for i, other in enumerate(spans)
        if other is not e
        for a, b in other["content"]
        if a <= start and end <= b and b - a > end - start
    ]
    return f"s{min(holding)[1]}" if holding else None


def right(label: Label, statement: Statement, text: str, score: ModuleType) -> bool:
    """Whether a statement's speaker is the coded one, as the measure compares names."""
    speaker = statement.speaker or Speaker(None, "unknown")
    if label.kind in ("unknown", "author"):
        return speaker.kind == label.kind or not speaker.name
    names = [text[a:b] for a, b in label.names] + ([text[label.start : label.end]] if label.itself else [])
    return any(bool(score.same_name(name, speaker.name, label.kind)) for name in names)


def _class(label: Label, text: str) -> str:
    words = text[label.start : label.end].lower().split()
    return "none" if not words else "pronoun" if words[0] in PRONOUNS else "description"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("tuning", "confirm"), default="tuning")
    parser.add_argument("--names", choices=("network", "none"), default="network")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    args = parser.parse_args()
    folder = args.corpora / "polnear" / "train"
    score: Any = scorer()
    network = Network(None, 2) if args.names == "network" else None
    total: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for doc, labels in read_labels(args.part).items():
        coding = next(iter(sorted(folder.glob(f"attributions/{doc}_????.ann"))))
        context = context_of(folder / "text" / f"{doc}.txt", score.read_ann(coding), network)
        text = context.document.text
        found: dict[int, Statement] = {}
        for statement in resolve_speakers(context):
            place = statement.sources or statement.cues
            if place:
                found.setdefault(place[0].start, statement)
        for label in labels:
            said = found.get(label.start)
            if said is None:
                continue
            ok = right(label, said, text, score)
            for key in ("all", _class(label, text)):
                total[key] += 1
                good[key] += ok
            speaker = said.speaker or Speaker(None, "unknown")
            total["kind"] += 1
            good["kind"] += speaker.kind == label.kind
            if args.errors and not ok:
                want = [text[a:b] for a, b in label.names] or ["itself"]
                around = text[max(0, label.start - 200) : label.end + 60].replace("\n", " ¶ ")
                print(f"{doc[:30]} [{text[label.start : label.end]}] gold {label.kind} {want}")
                print(f"   got {speaker.kind} {speaker.name!r}: {said.explanations[0].why}\n   … {around}")
    for key in ("all", "pronoun", "description", "none", "kind"):
        print(f"{key:12} {100 * good[key] / max(1, total[key]):5.1f}  of {total[key]}")


if __name__ == "__main__":
    main()
