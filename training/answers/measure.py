"""Score answers on gold spans: of PolNeAR training articles coded by hand, and of the tuning articles of ``whosaid/``.

``python -m training.answers.measure``            the figures
``python -m training.answers.measure --errors``   also lists the links that are wrong or missing in PolNeAR
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sayso.model import Statement
from sayso.reading.acts import resolve_acts
from sayso.reading.answers import resolve_answers
from sayso.reading.context import Context
from sayso.reading.kind import kind_of
from sayso.reading.network import Network
from sayso.reading.speakers import resolve_speakers
from training.answers.coding import read
from training.circumstances.coding import load
from training.circumstances.measure import key_of
from training.evaluate_fields import gold_context, load_gold, load_scorer, silver_names
from training.measure import SHARED, scorer
from training.speakers.measure import context_of

Links = dict[str, str]
"""The id of an answer, and of what it answers."""


def contexts(corpora: Path, network: Network | None) -> Iterator[tuple[str, Context, Links]]:
    """The coded articles of PolNeAR train, speakers and acts resolved, and their answers."""
    score = scorer()
    folder = corpora / "polnear" / "train"
    for article, told in read().items():
        _, relations = load(folder, article, score)
        context = _resolved(context_of(folder / "text" / f"{article}.txt", relations, network))
        by_place = {key_of(s): s.id for s in context.statements}
        yield article, context, {by_place[a]: by_place[b] for a, b in told.items()}


def of_whosaid(name: str, corpora: Path) -> Iterator[tuple[str, Context, Links]]:
    """The tuning articles of one file of ``whosaid/``."""
    score: Any = load_scorer()
    silver = silver_names(corpora)
    for article in load_gold(corpora / "whosaid" / f"{name}.jsonl", "tuning"):
        context = gold_context(article, score, silver.get(article["doc"], ()), False)
        yield (
            article["doc"],
            _resolved(context),
            {s["id"]: s["answers"] for s in article["statements"] if s.get("answers")},
        )


def _resolved(context: Context) -> Context:
    text = context.document.text
    context = replace(context, statements=tuple(replace(s, kind=kind_of(text, s.contents)) for s in context.statements))
    context = replace(context, statements=resolve_speakers(context))
    return replace(context, statements=resolve_acts(context))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    args = parser.parse_args()
    sets = {"PolNeAR train": list(contexts(args.corpora, Network(None, 2)))}
    for name in ("political", "diplomacy"):
        sets[f"whosaid, {name}, tuning"] = list(of_whosaid(name, args.corpora))
    for title, articles in sets.items():
        right = said = gold = 0
        for article, context, links in articles:
            done = {s.id: s for s in resolve_answers(context)}
            found = {i: s.answers for i, s in done.items() if s.answers}
            right += sum(links.get(i) == j for i, j in found.items())
            said, gold = said + len(found), gold + len(links)
            if args.errors and title == "PolNeAR train":
                for i in sorted((found.keys() | links.keys()), key=lambda i: done[i].start):
                    if found.get(i) != links.get(i):
                        _show(article, done, i, links.get(i))
        precision, recall = 100 * right / max(1, said), 100 * right / max(1, gold)
        print(
            f"{title:28} P {precision:5.1f}  R {recall:5.1f}  F1 {200 * right / max(1, said + gold):5.1f}  gold {gold}"
        )


def _show(article: str, done: dict[str, Statement], i: str, want: str | None) -> None:
    def words(j: str | None) -> str:
        if j is None:
            return "nothing"
        s = done[j]
        who = s.speaker.name if s.speaker else None
        return f"{j} [{who}] ({' '.join(c.exact for c in s.cues)}) {s.contents[0].exact[:70]!r}"

    why = [e.why for e in done[i].explanations if e.field == "answers"]
    print(f"{article[:40]}  {words(i)}\n    want {words(want)}\n    got  {words(done[i].answers)} {why}")


if __name__ == "__main__":
    main()
