"""How much of an article's body the HTML source finds, and how little else, against plain trafilatura.

    python bench/html_body.py [CORPUS]

The corpus is a folder with ``ground-truth.json`` (``{id: {"articleBody": …, "url": …}}``) and ``html/ID.html.gz``.
The measure is the usual one of article extraction (scrapinghub/article-extraction-benchmark): the bags of 4-shingles of
word tokens of the extracted and the true body are compared on each page; precision and recall are averaged over the
pages, and F1 is taken of the two averages. Pages in order of their ids are split in two: those at even places are the
tuning half, on which the HTML source was improved, those at odd places the confirming half, which nothing was tuned on.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

DEFAULT_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "article-html"
Extractor = Callable[[bytes, str], str]


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """The bag of runs of ``size`` word tokens; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def precision_recall(found: str, true: str) -> tuple[float, float]:
    """Share of the found shingles that are true, and of the true ones that are found."""
    ours, theirs = shingles(found), shingles(true)
    shared = (ours & theirs).total()
    return shared / ours.total() if ours else 0.0, shared / theirs.total() if theirs else 1.0


def sayso_text(page: bytes, url: str) -> str:
    """The document's text as sayso keeps it."""
    from sayso.sources.load import Given, load_bytes

    document = load_bytes(page, as_="html", url=url, given=Given(language="en")).document
    return document.text if document else ""


def sayso_reporting(page: bytes, url: str) -> str:
    """The document's text without its furniture, as it is read."""
    from sayso.sources.load import Given, load_bytes
    from sayso.spans import complement_ranges

    document = load_bytes(page, as_="html", url=url, given=Given(language="en")).document
    if document is None:
        return ""
    marked = [(f.start, f.end) for f in document.furniture]
    # A cut separates words, so that no shingle runs across it unseen.
    return "\n".join(document.text[start:end] for start, end in complement_ranges(marked, len(document.text)))


def plain_trafilatura(page: bytes, url: str, **settings: Any) -> str:
    """trafilatura's own text."""
    import trafilatura

    return trafilatura.extract(page, url=url, **settings) or ""


EXTRACTORS: dict[str, Extractor] = {
    "sayso, furniture left out": sayso_reporting,
    "sayso, whole text": sayso_text,
    "trafilatura, as it comes": plain_trafilatura,
    "trafilatura, no comments": lambda page, url: plain_trafilatura(page, url, include_comments=False),
    "trafilatura, favour precision": lambda page, url: plain_trafilatura(
        page, url, include_comments=False, favor_precision=True
    ),
}


def measure(corpus: Path = DEFAULT_CORPUS) -> dict[str, Any]:
    """Figures of all extractors on both halves: ``{half: {extractor: {"precision", "recall", "f1", "ms_a_page"}}}``.

    Raises:
        FileNotFoundError: if the corpus is not there.
    """
    truth = json.loads((corpus / "ground-truth.json").read_text(encoding="utf-8"))
    ids = sorted(truth)
    out: dict[str, Any] = {}
    for half, members in (("tuning", ids[0::2]), ("confirming", ids[1::2])):
        pages = [gzip.decompress((corpus / "html" / f"{i}.html.gz").read_bytes()) for i in members]
        answers = [truth[i] for i in members]
        out[half] = {"pages": len(members)}
        for name, extract in EXTRACTORS.items():
            out[half][name] = _figures(extract, pages, answers)
    return out


def table(figures: dict[str, Any]) -> str:
    """The figures of both halves as Markdown."""
    parts = []
    for half, rows in figures.items():
        lines = [
            f"The {half} half, {rows['pages']} pages:",
            "",
            "| body by | precision | recall | F1 | ms a page |",
            "|---|---:|---:|---:|---:|",
        ]
        for name, row in rows.items():
            if name != "pages":
                shares = " | ".join(f"{100 * row[key]:.1f}" for key in ("precision", "recall", "f1"))
                lines.append(f"| {name} | {shares} | {row['ms_a_page']:.0f} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _figures(extract: Extractor, pages: list[bytes], answers: Iterable[dict[str, str]]) -> dict[str, float]:
    extract(pages[0], "https://warm-up.example/")  # imports are not to be timed
    began = time.process_time()
    found = [extract(page, answer["url"]) for page, answer in zip(pages, answers, strict=True)]
    seconds = time.process_time() - began
    scores = [precision_recall(text, answer["articleBody"]) for text, answer in zip(found, answers, strict=True)]
    precision = sum(p for p, _ in scores) / len(scores)
    recall = sum(r for _, r in scores) / len(scores)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "ms_a_page": 1000 * seconds / len(pages),
    }


def main(arguments: list[str]) -> int:
    corpus = Path(arguments[0]) if arguments else DEFAULT_CORPUS
    if not (corpus / "ground-truth.json").exists():
        print(f"{corpus} holds no ground-truth.json: give the folder of the article corpus", file=sys.stderr)
        return 2
    print(table(measure(corpus)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
