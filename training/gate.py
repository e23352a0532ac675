"""The accuracy gate: floors under the figures of the shipped network, pinned in ``tests/accuracy/floors.json``.

python -m training.gate                 check; exit code 1 if a figure is under its floor
python -m training.gate --update        raise the floors to what is reached (less a tenth of a point)
python -m training.gate --update --allow-lower     also lower them; say why in the commit
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from sayso.reading.reader import Reader
from training.measure import SHARED, checksum, figures, read_gold

FLOORS = Path(__file__).resolve().parents[1] / "tests" / "accuracy" / "floors.json"
SLACK = 0.3
"""Points a figure may fall under what was measured: int8 products round differently from processor to processor."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A figure under its floor."""

    gold: str
    figure: str
    floor: float
    reached: float

    def __str__(self) -> str:
        return f"{self.gold}: {self.figure} is {self.reached}, its floor {self.floor}"


def measure(gold: str, reader: Reader, shared: Path = SHARED) -> dict[str, float]:
    """F1 of every figure of the measure on one gold set (``polnear/dev``, ``whosaid/political.jsonl``)."""
    path = shared / "corpora" / gold
    return {name: f["f1"] for name, f in figures(read_gold(reader, path, shared), path, shared=shared).items()}


def faults(pinned: dict[str, dict[str, float]], reached: dict[str, dict[str, float]]) -> list[Fault]:
    """The figures under their floors."""
    return [
        Fault(gold, name, floor, reached[gold].get(name, 0.0))
        for gold, floors in pinned.items()
        for name, floor in floors.items()
        if reached[gold].get(name, 0.0) < floor
    ]


def updated(
    pinned: dict[str, dict[str, float]], reached: dict[str, dict[str, float]], *, allow_lower: bool
) -> dict[str, dict[str, float]]:
    """The floors after an update.

    Raises:
        ValueError: if a floor would fall and that is not allowed.
    """
    out: dict[str, dict[str, float]] = {}
    for gold, floors in pinned.items():
        out[gold] = {}
        for name, floor in floors.items():
            new = round(reached[gold].get(name, 0.0) - (0 if name == "verbatim" else SLACK), 1)
            if new < floor - SLACK and not allow_lower:
                raise ValueError(f"{gold}: {name} would fall from {floor} to {new}; --allow-lower to accept that")
            out[gold][name] = max(new, floor) if not allow_lower else new
    return out


def changed_gold(stored: dict[str, str], shared: Path = SHARED) -> list[str]:
    """Gold sets whose files are not the ones that the floors were measured on."""
    return [gold for gold, digest in stored.items() if checksum(shared / "corpora" / gold) != digest]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    args = parser.parse_args()
    stored = json.loads(FLOORS.read_text("utf-8"))
    reader = Reader()
    reached = {gold: measure(gold, reader) for gold in stored["floors"]}
    if args.update:
        try:
            stored["floors"] = updated(stored["floors"], reached, allow_lower=args.allow_lower)
        except ValueError as fault:
            sys.exit(str(fault))
        stored["checksums"] = {gold: checksum(SHARED / "corpora" / gold) for gold in stored["floors"]}
        FLOORS.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    found = faults(stored["floors"], reached)
    print(
        "\n".join(map(str, found)) or f"all {sum(map(len, stored['floors'].values()))} figures at or above their floors"
    )
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
