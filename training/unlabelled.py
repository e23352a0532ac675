"""Uncoded reporting, for a teacher to code: wire reports, web articles, and GUM's news, interviews, speeches, lives."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

GUM_GENRES = ("news", "interview", "speech", "bio")


def uncoded_texts(corpora: Path) -> list[str]:
    """The texts of all uncoded reports under ``corpora``, those that lack left out."""
    return [text for text in (*_wire(corpora), *_web(corpora), *_gum(corpora)) if len(text) > 400]


def _wire(corpora: Path) -> Iterator[str]:
    path = corpora / "wire" / "articles.jsonl"
    if path.exists():
        with path.open(encoding="utf8") as lines:
            for line in lines:
                report = json.loads(line)
                yield f"{report['title']}\n\n{report['text']}"


def _web(corpora: Path) -> Iterator[str]:
    path = corpora / "article-html" / "ground-truth.json"
    if path.exists():
        for page in json.loads(path.read_text("utf8")).values():
            yield re.sub(r"\n+", "\n\n", page["articleBody"])


def _gum(corpora: Path) -> Iterator[str]:
    for genre in GUM_GENRES:
        for path in sorted((corpora / "gum" / "_build" / "src" / "tsv").glob(f"GUM_{genre}_*.tsv")):
            found = re.findall(r"^#Text=(.*)$", path.read_text("utf8"), re.MULTILINE)
            # WebAnno writes sentences only: four to a paragraph is about what news has.
            yield "\n\n".join(" ".join(found[at : at + 4]) for at in range(0, len(found), 4))
