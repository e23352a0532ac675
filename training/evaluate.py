"""Figures of a network on PolNeAR dev by the same decoding as the package.

    python -m training.evaluate src/sayso/reading/weights           the shipped network
    python -m training.evaluate runs/first --limit 40               a training run's moving average in float32

Prints what ``../shared/measure/score.py`` prints; ``--readings FILE`` keeps the Reading JSON lines.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch

from sayso.interchange import reading_to_json
from sayso.model import Document
from sayso.reading.network import WEIGHTS
from sayso.reading.reader import Reader
from training.data import Article, load_articles

SHARED = Path("../shared")


def scorer(shared: Path = SHARED) -> ModuleType:
    """The measure as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "measure" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folder_of(run: Path, into: Path) -> Path:
    """A folder with the files of the network in ``run``: itself, or a float32 export of its moving average."""
    if (run / "network.onnx").exists():
        return run
    from training.export import write_network

    write_network(run, into, quantized=False)
    return into


def read_all(reader: Reader, articles: Iterable[Article]) -> dict[str, dict[str, Any]]:
    """Reading JSON by text."""
    readings = reader.read_many(Document(a.text, language="en") for a in articles)
    return {r.document.text: reading_to_json(r) for r in readings}


def figures(readings: dict[str, dict[str, Any]], folder: Path, shared: Path = SHARED) -> dict[str, dict[str, float]]:
    """The measure's figures of ``readings`` on the gold in ``folder``, for the articles that were read."""
    score = scorer(shared)
    gold, fields = score.load_gold(str(folder))
    gold = {text: g for text, g in gold.items() if text in readings}
    out: dict[str, dict[str, float]] = score.score(gold, readings, fields)[0]
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path, nargs="?", default=WEIGHTS)
    parser.add_argument("--gold", type=Path, default=SHARED / "corpora/polnear/dev")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--readings", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(2)
    np.seterr(over="ignore")
    articles = load_articles(args.gold)[: args.limit]
    with tempfile.TemporaryDirectory() as into:
        reader = Reader(weights=folder_of(args.network, Path(into)))
        readings = read_all(reader, articles)
    if args.readings:
        args.readings.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in readings.values()), "utf-8")
    for name, f in figures(readings, args.gold).items():
        print(f"{name:28} P {f['p']:5.1f}  R {f['r']:5.1f}  F1 {f['f1']:5.1f}   gold {f['gold']}")


if __name__ == "__main__":
    main()
