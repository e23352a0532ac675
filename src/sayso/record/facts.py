"""Facts of a document that people can correct: its title, outlet, byline and day. Pure; what is seen is computed.

What a report came with is kept as it came. A correction holds on the very text it was made on, and in later versions
of the report as long as these come with what was corrected, or with nothing: a version with another title of its own
keeps that, and the correction is listed as an orphan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sayso.model import Document
from sayso.record.faults import CorrectionError
from sayso.record.fields import is_edtf
from sayso.record.values import Correction, Orphan

FACTS = ("title", "outlet", "byline", "published")
"""Facts of a document that a correction can set or empty."""
_LONGEST = 2_000


def check_fact(name: str, value: Any) -> None:
    """Refuse a fact or value that cannot be.

    Raises:
        CorrectionError: naming the fact and what it may be.
    """
    if name not in FACTS:
        raise CorrectionError(f"a document has no fact {name!r} to correct: it has {', '.join(FACTS)}")
    if value is None:
        return
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise CorrectionError(f"{name} is given as words, {_LONGEST} characters at most, or cleared; got {value!r:.80}")
    if name == "published" and not is_edtf(value):
        raise CorrectionError(f"published cannot be {value!r:.80}: it is an EDTF date such as 2024-03-05 or 2024-03")


def with_facts(
    document: Document, corrections: Iterable[Correction]
) -> tuple[Document, tuple[Correction, ...], tuple[Orphan, ...]]:
    """A document with the corrections of its facts applied, those that apply, and those that do not.

    Args:
        document: as it came.
        corrections: every correction on it or on an earlier version of its report, revoked ones too; other kinds are
            passed over.
    """
    every = sorted((c for c in corrections if c.kind == "fact"), key=lambda c: c.seq)
    corrected = {(c.field, c.before) for c in every}
    applied: list[Correction] = []
    orphans: list[Orphan] = []
    for correction in every:
        if not correction.in_force:
            continue
        name = correction.field or ""
        own = getattr(document, name)
        here = correction.document_id == document.id
        if here or own is None or own == correction.after or (name, own) in corrected:
            applied.append(correction)
        else:
            orphans.append(Orphan(correction, f"this version of the report comes with another {name} of its own"))
    changes: dict[str, Any] = {c.field or "": c.after for c in applied}
    return replace(document, **changes), tuple(applied), tuple(orphans)
