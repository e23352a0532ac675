"""Accuracy of the shipped network on the development sets, where the corpora are beside the checkout."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from sayso.reading.reader import Reader
from training.calibrate import cross_validated, gather, reliability, table
from training.measure import SHARED, Figures, figures, read_gold

DEV = SHARED / "corpora" / "polnear" / "dev"
# Two people's codings of the same PolNeAR articles against each other, by the same measure.
PEOPLE = {"exact source": 77.7, "exact cue": 70.5, "exact content": 68.4, "half": 79.3, "linked": 75.3}
# CofeNet on BERT-base (Wang et al., COLING 2022), exact spans by passage, on the test split.
PUBLISHED = {"exact source": 83.2, "exact cue": 75.3, "exact content": 72.9}
FIELDS = (
    *("speaker", "speaker, pronoun source", "speaker, other source", "speaker, named source", "speaker, none source"),
    *("speaker kind", "act", "act, macro", "outlet", "channel", "addressee", "said_text", "answers", "end-to-end"),
)


@cache
def _reader() -> Reader:
    return Reader()


@cache
def _dev_readings() -> dict[str, dict[str, object]]:
    return read_gold(_reader(), DEV)


def spans() -> str:
    """Span and link figures on PolNeAR dev beside people and the published best."""
    f = figures(_dev_readings(), DEV)
    rows = [
        "| figure | precision | recall | F1 | two people | published best (test split) |",
        "|---|---|---|---|---|---|",
    ]
    for name in ("exact source", "exact cue", "exact content", "overlap", "half", "linked", "triple", "verbatim"):
        x = f[name]
        rows.append(
            f"| {name} | {x['p']} | {x['r']} | **{x['f1']}** | {PEOPLE.get(name, '')} | {PUBLISHED.get(name, '')} |"
        )
    kinds = ", ".join(f"{k} {f[f'recall, {k}']['f1']}" for k in ("direct", "indirect", "mixed"))
    return "\n".join([*rows, "", f"Recall of statements at half, by kind: {kinds}."])


def by_outlet() -> str:
    """Half and linked by publishing outlet."""
    outlets: dict[str, dict[str, dict[str, object]]] = defaultdict(dict)
    from training.measure import load_gold

    for text, article in load_gold(DEV)[0].items():
        outlets[article["doc"].split("_")[0]][text] = _dev_readings()[text]
    rows = ["| outlet | articles | half | linked |", "|---|---|---|---|"]
    for outlet, readings in sorted(outlets.items()):
        f = figures(readings, DEV)
        rows.append(f"| {outlet} | {len(readings)} | {f['half']['f1']} | {f['linked']['f1']} |")
    return "\n".join(rows)


def confidence() -> str:
    """How well the confidence is calibrated, by cross-validation on dev."""
    _, x, y, fold = gather(_reader(), DEV)
    return table(*reliability(cross_validated(x, y, fold), y))


def fields() -> str:
    """Field figures on the two coded files, nested statements with and without."""
    columns: dict[str, Figures] = {}
    for name in ("political", "diplomacy"):
        path = SHARED / "corpora" / "whosaid" / f"{name}.jsonl"
        readings = read_gold(_reader(), path)
        columns[name] = figures(readings, path)
        if name == "diplomacy":
            columns["diplomacy, flat"] = figures(readings, path, flat=True)
    rows = ["| field | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    for field in FIELDS:
        rows.append(
            f"| {field} | " + " | ".join(str(c[field]["f1"]) if field in c else "" for c in columns.values()) + " |"
        )
    return "\n".join(rows)
