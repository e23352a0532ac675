"""Statements with coded acts: of PolNeAR train by offsets, written for this project, and those of whosaid/."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.model import Act, Statement
from sayso.reading.kind import kind_of
from sayso.spans import Span
from training.evaluate_fields import CORPORA, load_gold, load_scorer

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Coded:
    """One statement with its act.

    Attributes:
        article: name of the article, the unit that cross-validation keeps together.
        statement: its spans and kind.
        act: the coded act.
        second: another act that counts as right, or none.
        drawn: how it came into the sample: ``chance``, ``enriched``, ``written``, ``whosaid``.
    """

    article: str
    statement: Statement
    act: Act
    second: Act | None
    drawn: str

    def right(self, act: str) -> bool:
        """Whether ``act`` counts as right."""
        return act in (self.act, self.second)


def polnear(labels: Path = HERE / "labels.tsv", corpora: Path = CORPORA) -> list[Coded]:
    """The coded statements of PolNeAR train; the spans are those of an article's first coder."""
    scorer = load_scorer()
    folder = corpora / "polnear" / "train"
    out: list[Coded] = []
    rows = _rows(labels)
    for name in sorted({row["doc"] for row in rows}):
        text = _text(folder, name)
        coder = sorted((folder / "attributions").glob(f"{_escaped(name)}_????.ann"))[0]
        relations = {(r["cue"][0][0], r["cue"][-1][1]): r for r in scorer.read_ann(coder) if r["cue"] and r["content"]}
        for row in (r for r in rows if r["doc"] == name):
            relation = relations[int(row["cue_start"]), int(row["cue_end"])]
            out.append(_coded(name, text, relation, row, row["drawn"]))
    return out


def written(path: Path = HERE / "written.tsv") -> list[Coded]:
    """The statements written for this project: invented places and people, weighted towards rare acts."""
    out = []
    for i, row in enumerate(_rows(path)):
        parts = (row["source"], row["cue"], row["content"])
        text, spans, at = " ".join(parts), [], 0
        for part in parts:
            spans.append([(at, at + len(part))])
            at += len(part) + 1
        relation = dict(zip(("source", "cue", "content"), spans, strict=True))
        out.append(_coded(f"written {i}", text, relation, row, "written"))
    return out


def whosaid(name: str, part: str, corpora: Path = CORPORA) -> list[Coded]:
    """The coded statements of one file of ``whosaid/``, ``tuning`` or ``held-out`` part."""
    out = []
    for article in load_gold(corpora / "whosaid" / f"{name}.jsonl", part):
        for s in article["statements"]:
            relation = {r: [(x["start"], x["end"]) for x in s.get(f"{r}s") or []] for r in ("source", "cue", "content")}
            if relation["content"]:
                out.append(_coded(article["doc"], article["text"], relation, s, "whosaid"))
    return out


def _coded(article: str, text: str, relation: dict[str, Any], row: dict[str, Any], drawn: str) -> Coded:
    source, cue, content = (
        tuple(Span.of(text, a, b) for a, b in relation[role]) for role in ("source", "cue", "content")
    )
    statement = Statement("s1", kind_of(text, content), source, cue, content)
    return Coded(article, statement, row["act"], row.get("act2") or None, drawn)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _text(folder: Path, name: str) -> str:
    with (folder / "text" / f"{name}.txt").open(encoding="utf8", newline="") as stream:
        return stream.read()


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def figures(coded: Iterable[Coded], acts: Iterable[str]) -> tuple[float, float, dict[str, tuple[float, int]]]:
    """Accuracy, macro-F1 over the coded acts, and F1 and count of each act, in per cent, as the scorer counts them."""
    pairs = list(zip(coded, acts, strict=True))
    counts: dict[str, list[int]] = {}
    for c, act in pairs:
        if c.right(act):
            counts.setdefault(c.act, [0, 0, 0])[0] += 1
        else:
            counts.setdefault(act, [0, 0, 0])[1] += 1
            counts.setdefault(c.act, [0, 0, 0])[2] += 1
    met = {c.act for c, _ in pairs}
    f1 = {a: 200 * n[0] / (2 * n[0] + n[1] + n[2]) for a, n in counts.items() if a in met}
    table = {a: (f1[a], counts[a][0] + counts[a][2]) for a in sorted(f1)}
    accuracy = 100 * sum(c.right(a) for c, a in pairs) / len(pairs)
    return accuracy, sum(f1.values()) / len(f1), table


def folds(coded: list[Coded], count: int) -> Iterator[tuple[list[int], list[int]]]:
    """Train and test numbers of each fold; an article's statements stay together."""
    for fold in range(count):
        test = [i for i, c in enumerate(coded) if zlib.crc32(c.article.encode()) % count == fold]
        held = set(test)
        yield [i for i in range(len(coded)) if i not in held], test
