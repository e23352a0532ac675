"""Score the field resolvers on gold spans, or finished readings, against the codings in ``whosaid/``.

``python training/evaluate_fields.py``                        resolvers on gold spans, tuning part
``python training/evaluate_fields.py --part held-out``        the articles set aside; for final figures only
``python training/evaluate_fields.py --readings OUT.jsonl``   readings made elsewhere, fields and end-to-end
``… --errors speaker``                                        also lists each statement whose field is wrong

Held out are, of the articles sorted by ``doc`` in each file, political 2, 5, 8, 11, 14, 17, 20, 23 and diplomacy 3, 7.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.interchange import reading_to_json
from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement
from sayso.reading.context import Context, Name, NameKind
from sayso.reading.sentences import paragraph_ranges, sentence_ranges
from sayso.spans import Span

Json = dict[str, Any]
Resolver = Callable[[Context], tuple[Statement, ...]]

CHECKOUT = Path(__file__).resolve().parents[1]
CORPORA = CHECKOUT.parent / "shared" / "corpora"
SCORER = CHECKOUT.parent / "shared" / "measure" / "score.py"
HELD_OUT = {"political": frozenset({2, 5, 8, 11, 14, 17, 20, 23}), "diplomacy": frozenset({3, 7})}
RESOLVERS = (
    "sayso.reading.speakers:resolve_speakers",
    "sayso.reading.settings:resolve_settings",
    "sayso.reading.dates:resolve_dates",
    "sayso.reading.acts:resolve_acts",
    "sayso.reading.answers:resolve_answers",
)
NAME_KINDS: dict[str, NameKind] = {
    "PERSON": "person",
    "ORGANIZATION": "organisation",
    "LOCATION": "place",
    "MISC": "other",
}
FIELD_FIGURES = ("speaker", "act", "outlet", "channel", "addressee", "said_text", "answers", "end-to-end", "half")


def load_scorer(path: Path = SCORER) -> ModuleType:
    """The scoring program as a module."""
    spec = importlib.util.spec_from_file_location("whosaid_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_gold(path: Path, part: str) -> list[Json]:
    """The coded articles of one file that belong to ``part`` (``tuning``, ``held-out`` or ``all``)."""
    articles = sorted((json.loads(line) for line in path.open(encoding="utf8")), key=lambda a: str(a["doc"]))
    held = HELD_OUT.get(path.stem, frozenset())
    return [a for i, a in enumerate(articles) if part == "all" or (i in held) == (part == "held-out")]


def silver_names(corpora: Path) -> dict[str, tuple[tuple[int, int, NameKind], ...]]:
    """Machine-made entities of the PolNeAR dev articles, by article, standing in for the network's names."""
    path = corpora / "polnear" / "dev" / "silver.jsonl.gz"
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    return {r["doc"]: tuple((a, b, NAME_KINDS[t]) for a, b, t in r["entities"] if t in NAME_KINDS) for r in rows}


def gold_context(
    article: Json, scorer: ModuleType, names: Iterable[tuple[int, int, NameKind]], speakers: bool
) -> Context:
    """An article as the resolvers get it: gold spans and kinds; with ``speakers`` the gold speakers too."""
    document = Document(text=article["text"], outlet=article.get("outlet"), published=article.get("published"))

    def spans(values: list[Json]) -> tuple[Span, ...]:
        return tuple(Span.of(document.text, v["start"], v["end"]) for v in values or [])

    statements = []
    for s in article["statements"]:
        contents = spans(s.get("contents"))
        kind = scorer.kind_of([(c.start, c.end) for c in contents], document.text) if contents else "indirect"
        statement = Statement(
            s["id"], kind, spans(s.get("sources")), spans(s.get("cues")), contents, s.get("within"), confidence=0.9
        )
        if speakers:
            speaker = Speaker(s.get("speaker"), s.get("speaker_kind") or "unknown", on_behalf_of=s.get("for"))
            statement = replace(statement, speaker=speaker)
        statements.append(statement)
    return Context(
        document,
        tuple(sorted(statements, key=lambda s: s.start)),
        tuple(Name(document.span(a, b), k) for a, b, k in names),
        sentence_ranges(document),
        paragraph_ranges(document),
    )


def load_resolvers(wanted: Iterable[str]) -> list[Resolver]:
    """The named resolvers that exist in this checkout, in order; the others are named on standard error."""
    out: list[Resolver] = []
    for entry in wanted:
        module, _, function = entry.partition(":")
        if importlib.util.find_spec(module) is None:
            print(f"not there yet: {entry}", file=sys.stderr)
            continue
        out.append(getattr(importlib.import_module(module), function))
    return out


def resolve(context: Context, resolvers: Iterable[Resolver]) -> Context:
    """The context after each resolver in turn."""
    for resolver in resolvers:
        context = replace(context, statements=resolver(context))
    return context


def wrong(gold: Json, said: Json, field: str, scorer: ModuleType) -> bool:
    """Whether ``field`` of a statement differs from its gold, roughly as the scorer counts it."""
    speaker = said.get("speaker") or {}
    if field == "speaker":
        kind, name = gold.get("speaker_kind"), gold.get("speaker")
        if kind in ("unknown", "author") and (speaker.get("kind") == kind or not speaker.get("name")):
            return False
        also = gold.get("speaker2")
        return not (
            scorer.same_name(name, speaker.get("name"), kind)
            or (also and scorer.same_name(also, speaker.get("name"), kind))
        )
    if field == "kind":
        return bool(speaker.get("kind") != gold.get("speaker_kind"))
    if field == "for":
        return bool(scorer.words(speaker.get("for")) != scorer.words(gold.get("for")))
    if field == "act":
        return said.get("act") not in (gold.get("act"), gold.get("act2"))
    return bool(said.get(field) != gold.get(field))


def list_errors(article: Json, reading: Json, field: str, scorer: ModuleType) -> None:
    """Print each statement of ``article`` whose ``field`` is wrong in ``reading`` (same ids: gold spans only)."""
    by_id = {s["id"]: s for s in reading["statements"]}
    text = article["text"]
    for gold in article["statements"]:
        said = by_id.get(gold["id"])
        if said is None or not wrong(gold, said, field, scorer):
            continue
        pieces = {k: " … ".join(text[x["start"] : x["end"]] for x in gold.get(k) or []) for k in ("sources", "cues")}
        content = " … ".join(text[x["start"] : x["end"]] for x in gold.get("contents") or [])[:90].replace("\n", " ")
        if field in ("speaker", "kind", "for"):
            want = {k: gold.get(k) for k in ("speaker", "speaker_kind", "for")}
            got: Any = said["speaker"]
        else:
            want, got = {field: gold.get(field)}, said.get(field)
        why = [
            e["why"] for e in said.get("explanations", ()) if e["field"] == ("speaker" if field == "kind" else field)
        ]
        print(f"{article['doc'][:28]} {gold['id']} [{pieces['sources']}] ({pieces['cues']}) «{content}»")
        print(f"    gold {want}\n    got  {got}  {why}")


def print_figures(figures: Json) -> None:
    """The field figures, one a line."""
    for key in sorted(figures):
        if key.startswith(FIELD_FIGURES):
            f = figures[key]
            print(f"  {key:28} P {f['p']:5.1f}  R {f['r']:5.1f}  F1 {f['f1']:5.1f}   gold {f['gold']}")


def main() -> int:
    """Run the program; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, help="coded files; both of whosaid/ if none is given")
    parser.add_argument("--part", choices=("tuning", "held-out", "all"), default="tuning")
    parser.add_argument("--readings", type=Path, help="Reading JSON lines to score instead of running the resolvers")
    parser.add_argument(
        "--names", choices=("silver", "none"), default="silver", help="stand-in for the network's names"
    )
    parser.add_argument("--resolver", action="append", help="MODULE:FUNCTION, in order; all the known ones by default")
    parser.add_argument("--gold-speakers", action="store_true", help="fill in the gold speakers beforehand")
    parser.add_argument("--flat", action="store_true", help="leave nested statements out")
    parser.add_argument("--errors", metavar="FIELD", help="list statements whose FIELD is wrong")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    args = parser.parse_args()
    paths = args.gold or [args.corpora / "whosaid" / f"{n}.jsonl" for n in ("political", "diplomacy")]
    for path in paths:
        if not path.exists():
            print(f"{path}: no such file; give the corpora's folder with --corpora", file=sys.stderr)
            return 2
    scorer = load_scorer()
    silver = silver_names(args.corpora) if args.names == "silver" else {}
    wanted = args.resolver or RESOLVERS
    if args.gold_speakers and not args.resolver:
        wanted = wanted[1:]
    resolvers = [] if args.readings else load_resolvers(wanted)
    for path in paths:
        articles = load_gold(path, args.part)
        readings: dict[str, Json] = {}
        started = time.perf_counter()
        if args.readings:
            rows = [json.loads(line) for line in args.readings.open(encoding="utf8") if line.strip()]
            readings = {r["document"]["text"]: r for r in rows}
        else:
            for article in articles:
                context = gold_context(article, scorer, silver.get(article["doc"], ()), args.gold_speakers)
                done = resolve(context, resolvers)
                reading = Reading(done.document, done.statements, (), ReaderVersion("0", "none"))
                readings[article["text"]] = reading_to_json(reading, explain=True)
        took = time.perf_counter() - started
        gold = {
            a["text"]: {"doc": a["doc"], "statements": [
                dict(s, spans=scorer.spans_of(s)) for s in a["statements"] if not (args.flat and s.get("within"))
            ]}
            for a in articles
        }  # fmt: skip
        figures, missing = scorer.score(gold, readings, True, args.flat)
        if args.errors and not args.readings:
            for article in articles:
                list_errors(article, readings[article["text"]], args.errors, scorer)
        print(f"{path.stem}, {args.part}: {len(articles)} articles, {missing} without a reading, {took * 1000:.0f} ms")
        print_figures(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
