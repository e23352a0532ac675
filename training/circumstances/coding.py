"""Code the circumstances of statements by hand: an article with its statements numbered, and the codings packed.

``python -m training.circumstances.coding show ARTICLE …``   the articles as one reads them to code them
``python -m training.circumstances.coding pack FILE …``      codings as offsets and labels, for ``labels.tsv``

In a shown article ``‹3 …›`` is content and ``{…}3`` a cue of statement 3. A coding is a block of lines::

    @ARTICLE tuning
    1-4,7 o=The Severell Times c=interview d=on Tuesday
    5 c=letter a=the council

``o`` is the outlet, ``a`` the addressee, ``d`` the words for the day (stretches of the article, as it writes them) and
``c`` the channel; what is not named is not told. A stretch that stands in the article more than once is the one nearest
to the first of the statements.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.measure import SHARED, scorer

FIELDS = {"o": "outlet", "c": "channel", "a": "addressee", "d": "said_text"}
Relation = dict[str, list[tuple[int, int]]]
Row = tuple[str, int, int, str, str, str]
_VALUE = re.compile(r"(?:^| )([ocad])=(.*?)(?= [ocad]=|$)")


def load(folder: Path, article: str, score: Any) -> tuple[str, list[Relation]]:
    """The text of a training article and its attributions in text order, those without content left out."""
    text = (folder / "text" / f"{article}.txt").read_bytes().decode()
    coding = next(iter(sorted(folder.glob(f"attributions/{article}_????.ann"))))
    relations: list[Relation] = [r for r in score.read_ann(coding) if r["content"]]
    return text, sorted(relations, key=first)


def first(relation: Relation) -> tuple[int, int]:
    """Where an attribution begins, and where its first content ends: by these it is found again."""
    return min(a for pieces in relation.values() for a, _ in pieces), relation["content"][0][1]


def marked(text: str, relations: Sequence[Relation]) -> str:
    """The article with the contents and cues of its numbered statements marked."""
    marks: list[tuple[int, int, str]] = []
    for n, relation in enumerate(relations, 1):
        for a, b in relation["content"]:
            marks += [(a, 1, f"‹{n} "), (b, 0, "›")]
        for a, b in relation["cue"]:
            marks += [(a, 1, "{"), (b, 0, f"}}{n}")]
    for at, _, mark in sorted(marks, reverse=True):
        text = text[:at] + mark + text[at:]
    return re.sub(r"\n+", "\n", text)


def pack(lines: Sequence[str], folder: Path) -> Iterator[Row]:
    """Rows of ``labels.tsv``: article, the two offsets of :func:`first`, field, value, part.

    A value is ``start:end`` in the article, or a channel. An article gets a row ``- - - -`` so that one in which
    nothing is told is kept too.

    Raises:
        ValueError: if a coding names a statement or words that the article does not have.
    """
    score = scorer()
    article = part = text = ""
    relations: list[Relation] = []
    for line in (line.strip() for line in lines):
        if not line or line.startswith("#"):
            continue
        if line.startswith("@"):
            article, part = line[1:].split()
            text, relations = load(folder, article, score)
            yield article, 0, 0, "-", "-", part
            continue
        numbers, _, values = line.partition(" ")
        members = [n for piece in numbers.split(",") for n in _range(piece)]
        if not members or max(members) > len(relations):
            raise ValueError(f"{article}: no statement {numbers}")
        places = [first(relations[n - 1]) for n in members]
        for key, value in _VALUE.findall(values):
            found = value if key == "c" else _place(text, value, places[0][0], relations, article)
            for start, end in places:
                yield article, start, end, FIELDS[key], found, part


def _range(piece: str) -> range:
    low, _, high = piece.partition("-")
    return range(int(low), int(high or low) + 1)


def _place(text: str, words: str, near: int, relations: Sequence[Relation], article: str) -> str:
    inside = [(a, b) for r in relations for a, b in r["content"]]
    pattern = r"\s+".join(re.escape(w) for w in words.split())
    places = [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    if not places:
        raise ValueError(f"{article}: no words {words!r}")

    def cost(place: tuple[int, int]) -> tuple[bool, int]:
        return any(a <= place[0] and place[1] <= b for a, b in inside), abs(place[0] - near)

    start, end = min(places, key=cost)
    return f"{start}:{end}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("show", "pack"))
    parser.add_argument("names", nargs="+")
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    args = parser.parse_args()
    folder = args.corpora / "polnear" / "train"
    if args.what == "show":
        score = scorer()
        for name in args.names:
            print(f"===== {name}\n{marked(*load(folder, name, score))}")
        return
    rows = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    for name in args.names:
        try:
            rows.writerows(pack(Path(name).read_text("utf8").splitlines(), folder))
        except ValueError as error:
            sys.exit(f"{name}: {error}")


if __name__ == "__main__":
    main()
