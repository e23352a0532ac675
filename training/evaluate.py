"""Figures of a network on PolNeAR dev by the same decoding as the package.

    python -m training.evaluate src/sayso/reading/weights           the shipped network
    python -m training.evaluate runs/first                          a training run's moving average in float32

Prints what ``../shared/measure/score.py`` prints; ``--readings FILE`` keeps the Reading JSON lines.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import torch

from sayso.reading.network import WEIGHTS
from sayso.reading.reader import Reader
from training.measure import SHARED, figures, read_gold


def folder_of(run: Path, into: Path) -> Path:
    """A folder with the files of the network in ``run``: itself, or a float32 export of its moving average."""
    if (run / "network.onnx").exists():
        return run
    from training.export import write_network

    write_network(run, into, quantized=False)
    return into


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path, nargs="?", default=WEIGHTS)
    parser.add_argument("--gold", type=Path, default=SHARED / "corpora/polnear/dev")
    parser.add_argument("--flat", action="store_true", help="without nested statements")
    parser.add_argument("--readings", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(2)
    with tempfile.TemporaryDirectory() as into:
        reader = Reader(weights=folder_of(args.network, Path(into)))
        readings = read_gold(reader, args.gold)
    if args.readings:
        args.readings.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in readings.values()), "utf-8")
    for name, f in figures(readings, args.gold, flat=args.flat).items():
        print(f"{name:28} P {f['p']:5.1f}  R {f['r']:5.1f}  F1 {f['f1']:5.1f}   gold {f['gold']}")


if __name__ == "__main__":
    main()
