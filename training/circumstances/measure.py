"""Score outlet, channel, addressee and day on gold spans of PolNeAR training articles coded by hand.

``python -m training.circumstances.measure``                  the tuning part
``python -m training.circumstances.measure --part confirm``   the part kept to confirm; for figures only
``… --errors channel``                                        also lists each statement whose field is wrong
``… --names none``                                            without the network's names

``labels.tsv`` holds the coding, see :mod:`training.circumstances.coding`. The figures are those of the shared measure:
an outlet or addressee is right when its name is, a day when it shares a word.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sayso.model import Statement
from sayso.reading.circumstances import circumstances
from sayso.reading.context import Context
from sayso.reading.dates import resolve_dates
from sayso.reading.kind import kind_of
from sayso.reading.network import Network
from sayso.reading.settings import resolve_settings
from sayso.reading.speakers import resolve_speakers
from training.circumstances.coding import FIELDS, first, load
from training.measure import SHARED, scorer
from training.speakers.measure import context_of

LABELS = Path(__file__).with_name("labels.tsv")
Key = tuple[int, int]
Told = dict[str, str]


@dataclass(slots=True)
class Coded:
    """One coded article: where its labels are, by statement (see ``coding.first``) and field; a place or a channel."""

    part: str
    labels: dict[Key, Told] = field(default_factory=lambda: defaultdict(dict))


def read_labels(path: Path = LABELS) -> dict[str, Coded]:
    """The codings, by article."""
    out: dict[str, Coded] = {}
    with path.open(encoding="utf8", newline="") as rows:
        for article, start, end, name, value, part in csv.reader(rows, delimiter="\t"):
            coded = out.setdefault(article, Coded(part))
            if name != "-":
                coded.labels[int(start), int(end)][name] = value
    return out


def key_of(statement: Statement) -> Key:
    """What finds a statement's labels: where it begins and where its first content ends."""
    spans = (*statement.sources, *statement.cues, *statement.contents)
    return min(s.start for s in spans), min(statement.contents, key=lambda c: c.start).end


def contexts(part: str, folder: Path, network: Network | None) -> Iterator[tuple[str, Context, dict[Key, Told]]]:
    """The coded articles of a part as the resolvers get them, speakers resolved, and what was coded, in words."""
    score = scorer()
    published = _published(folder.parent / "metadata.tsv")
    for article, coded in read_labels().items():
        if part not in (coded.part, "all"):
            continue
        text, relations = load(folder, article, score)
        context = context_of(folder / "text" / f"{article}.txt", relations, network)
        kinds = (kind_of(text, s.contents) for s in context.statements)
        statements = tuple(replace(s, kind=k) for s, k in zip(context.statements, kinds, strict=True))
        context = replace(context, statements=statements)
        day, outlet = published[article]
        context = replace(context, document=replace(context.document, published=day, outlet=outlet))
        context = replace(context, statements=resolve_speakers(context))
        want = {key: {f: words(v, text) for f, v in told.items()} for key, told in coded.labels.items()}
        unknown = set(want) - {first(r) for r in relations}
        if unknown:
            raise ValueError(f"{article}: labels of no statement: {sorted(unknown)}")
        yield article, context, want


def words(value: str, text: str) -> str:
    """A label's value: the stretch of the article that it points to, or the channel that it is."""
    start, _, end = value.partition(":")
    return text[int(start) : int(end)] if end else value


def _published(path: Path) -> dict[str, tuple[str, str]]:
    with path.open(encoding="utf8", newline="") as rows:
        return {
            r["filename"]: (r["publication_date"], r["publisher"])
            for r in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


def right(name: str, gold: str | None, said: str | None, score: Any) -> bool:
    """Whether a field is what was coded, as the shared measure compares it."""
    if not gold or not said:
        return False
    if name == "channel":
        return gold == said
    if name == "said_text":
        return bool(set(score.words(gold)) & set(score.words(said)))
    return gold == said or bool(score.same_name(gold, said, "other"))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("tuning", "confirm"), default="tuning")
    parser.add_argument("--names", choices=("network", "none"), default="network")
    parser.add_argument("--errors", choices=tuple(FIELDS.values()))
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    args = parser.parse_args()
    network = Network(None, 2) if args.names == "network" else None
    score: Any = scorer()
    tally: Counter[tuple[str, str]] = Counter()
    for article, context, want in contexts(args.part, args.corpora / "polnear" / "train", network):
        told = circumstances(context)
        done = resolve_dates(replace(context, statements=resolve_settings(context, told)), told)
        for statement in done:
            labels = want.get(key_of(statement), {})
            for name in FIELDS.values():
                gold, said = labels.get(name), getattr(statement, name)
                ok = right(name, gold, said, score)
                tally[name, "gold"] += bool(gold)
                tally[name, "said"] += bool(said)
                tally[name, "right"] += ok
                if args.errors == name and not ok and (gold or said):
                    _show(article, context.document.text, statement, gold, said)
    for name in FIELDS.values():
        right_, said_, gold_ = (tally[name, k] for k in ("right", "said", "gold"))
        precision, recall = right_ / max(1, said_), right_ / max(1, gold_)
        f1 = 2 * right_ / max(1, said_ + gold_)
        print(f"{name:10} P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}   gold {gold_}")


def _show(article: str, text: str, statement: Statement, gold: str | None, said: str | None) -> None:
    why = [e.why for e in statement.explanations if e.field in ("outlet", "channel", "addressee", "said")]
    place = (*statement.cues, *statement.sources, *statement.contents)[0]
    around = text[max(0, place.start - 110) : place.end + 110].replace("\n", " ¶ ")
    print(f"{article[:40]} {statement.speaker.name if statement.speaker else None}: gold {gold!r}, said {said!r}")
    print(f"    … {around}\n    {why}")


if __name__ == "__main__":
    main()
