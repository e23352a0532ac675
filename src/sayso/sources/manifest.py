"""``manifest.jsonl``: what is known of the files beside it, one object a file, since plain text cannot say it itself.

``{"file": "a.txt", "outlet": "…", "published": "2024-03-05", "title": "…", "byline": "…", "language": "en"}``
"""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

from sayso.sources.days import tidy_day
from sayso.sources.load import Given

MANIFEST = "manifest.jsonl"
_LARGEST = 10_000_000
_KNOWN = tuple(f.name for f in fields(Given))


class Descriptions:
    """The manifests of the folders that were asked for, each read once."""

    def __init__(self) -> None:
        self._folders: dict[Path, dict[str, Given]] = {}

    def given_for(self, path: Path, given: Given) -> Given:
        """``given``, with what the manifest beside ``path`` says of it where ``given`` says nothing."""
        described = self._folder(path.parent).get(path.name)
        if described is None:
            return given
        return replace(given, **{name: getattr(given, name) or getattr(described, name) for name in _KNOWN})

    def described_by(self, path: Path) -> tuple[Path, ...]:
        """The files that ``path`` describes; none if it is no manifest."""
        if path.name != MANIFEST:
            return ()
        return tuple(path.parent / name for name in self._folder(path.parent))

    def _folder(self, folder: Path) -> dict[str, Given]:
        if folder not in self._folders:
            self._folders[folder] = _read(folder / MANIFEST)
        return self._folders[folder]


def _read(manifest: Path) -> dict[str, Given]:
    """What a manifest says; lines that say nothing of a file are left to whoever reads it as reports."""
    try:
        if manifest.stat().st_size > _LARGEST:
            return {}
        lines = manifest.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError):
        return {}
    found: dict[str, Given] = {}
    for line in lines:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        name = value.get("file") if isinstance(value, dict) else None
        # A plain name only: a manifest speaks of its own folder.
        if isinstance(name, str) and name not in ("", ".", "..") and Path(name).name == name:
            known = {k: v for k in _KNOWN if isinstance(v := value.get(k), str) and v}
            if "published" in known:
                known["published"] = tidy_day(known["published"]) or ""
            found[name] = Given(**{k: v for k, v in known.items() if v})
    return found
