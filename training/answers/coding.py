"""Code answers by hand over articles shown by ``training.circumstances.coding show``, whose numbers it uses.

``python -m training.answers.coding FILE …``   codings as offsets, for ``labels.tsv``

A coding is a line ``ARTICLE 5>3 6>3``: statement 5 answers statement 3, and so does 6; an article by itself has none.
``labels.tsv`` has the article and the two offsets that find a statement again (``first``), of the answer and of what it
answers; and a row ``- - - -`` for each article, so that one without answers is kept too.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.circumstances.coding import first, load
from training.measure import SHARED, scorer

Place = tuple[int, int]
LABELS = Path(__file__).with_name("labels.tsv")


def pack(lines: Sequence[str], folder: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows of ``labels.tsv``.

    Raises:
        ValueError: if a coding names a statement that the article does not have.
    """
    score = scorer()
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        article, *codings = line.split()
        _, relations = load(folder, article, score)
        yield article, "-", "-", "-", "-"
        for coding in codings:
            answer, _, target = coding.partition(">")
            if not 0 < max(int(answer), int(target)) <= len(relations):
                raise ValueError(f"{article}: no statement {coding}")
            places = (*first(relations[int(answer) - 1]), *first(relations[int(target) - 1]))
            a, b, c, d = (str(p) for p in places)
            yield article, a, b, c, d


def read(path: Path = LABELS) -> dict[str, dict[Place, Place]]:
    """The coded articles, each with what its answers answer."""
    out: dict[str, dict[Place, Place]] = {}
    with path.open(encoding="utf8", newline="") as rows:
        for article, a, b, c, d in csv.reader(rows, delimiter="\t"):
            told = out.setdefault(article, {})
            if a != "-":
                told[int(a), int(b)] = int(c), int(d)
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    args = parser.parse_args()
    rows = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    for file in args.files:
        try:
            rows.writerows(pack(file.read_text("utf8").splitlines(), args.corpora / "polnear" / "train"))
        except ValueError as error:
            sys.exit(f"{file}: {error}")


if __name__ == "__main__":
    main()
