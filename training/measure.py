"""The shared measure (``../shared/measure/score.py``) as functions: readings of a gold set, and their figures."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.interchange import reading_to_json
from sayso.model import Document
from sayso.reading.reader import Reader

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
Json = dict[str, Any]
Figures = dict[str, dict[str, float]]


def scorer(shared: Path = SHARED) -> ModuleType:
    """The measure as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "measure" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_gold(path: Path, shared: Path = SHARED) -> tuple[dict[str, Json], bool]:
    """Gold articles by text, and whether they have fields."""
    gold, fields = scorer(shared).load_gold(str(path))
    return gold, fields


def read_gold(reader: Reader, path: Path, shared: Path = SHARED) -> dict[str, Json]:
    """Reading JSON by text of all articles of a gold set; outlet and day of publication as the gold has them."""
    if path.is_dir():
        documents = [Document(text, language="en") for text in load_gold(path, shared)[0]]
    else:
        with path.open(encoding="utf8") as lines:
            documents = [
                Document(row["text"], outlet=row.get("outlet"), published=row.get("published"), language="en")
                for row in map(json.loads, lines)
            ]
    return {r.document.text: reading_to_json(r) for r in reader.read_many(documents)}


def figures(readings: dict[str, Json], path: Path, *, flat: bool = False, shared: Path = SHARED) -> Figures:
    """The measure's figures, for the gold articles that were read."""
    score = scorer(shared)
    gold, fields = score.load_gold(str(path), flat)
    gold = {text: g for text, g in gold.items() if text in readings}
    out: Figures = score.score(gold, readings, fields, flat)[0]
    return out


def checksum(path: Path) -> str:
    """SHA-256 over the names and bytes of a gold set's files."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".ann"))
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
