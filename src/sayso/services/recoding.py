"""Recoding: one value of a field put in place of others, over all that a search finds; shown before it is done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sayso.record.batches import Batch, correct_all
from sayso.record.faults import CorrectionError
from sayso.record.fields import check_field
from sayso.record.hits import Hit
from sayso.record.store import Record

RECODABLE = ("speaker", "speaker_kind", "role", "for", "act", "outlet", "channel", "addressee", "said")
"""Fields that can be set over many statements at once."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one field was, and is to be."""

    field: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Recoding:
    """What would change in one statement.

    Attributes:
        hit: the statement as it is.
        changes: of its fields.
        why_not: why it cannot be done; ``None`` if it can.
    """

    hit: Hit
    changes: tuple[Change, ...]
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change.

    Attributes:
        recodings: each statement in which something would.
        same: how many found statements are so already.
        more: whether the search finds more than is done at once.
        mark: short, of all of it: another one as soon as anything of it is otherwise.
    """

    recodings: tuple[Recoding, ...]
    same: int
    more: bool
    mark: str

    @property
    def possible(self) -> tuple[Recoding, ...]:
        """Those that can be done."""
        return tuple(r for r in self.recodings if r.why_not is None)


def preview(hits: Iterable[Hit], values: Mapping[str, str], most: int) -> Preview:
    """What setting these values would change in what a search found.

    Args:
        hits: the statements.
        values: field and value, of :data:`RECODABLE`; none of them shows what there is to be changed.
        most: how many statements are done at once; with more, the rest is left out.

    Raises:
        CorrectionError: if a field or value is outside the codebook.
    """
    for field, value in values.items():
        if field not in RECODABLE:
            raise CorrectionError(f"{field} is not changed over many statements at once: {', '.join(RECODABLE)} are")
        check_field(field, value)
    recodings: list[Recoding] = []
    same, more = 0, False
    for number, hit in enumerate(hits):
        if number >= most:
            more = True
            break
        now = _values(hit)
        changes = tuple(Change(f, now[f], v) for f, v in values.items() if now[f] != v)
        if changes:
            recodings.append(Recoding(hit, changes, _why_not(now, values)))
        else:
            same += 1
    return Preview(tuple(recodings), same, more, _mark(recodings))


def recode(record: Record, shown: Preview, leave: Collection[str], *, author: str, reason: str | None = None) -> Batch:
    """Do what was shown, as an ordinary correction of each statement: all of them, or none.

    Args:
        record: where.
        shown: what a person saw.
        leave: uids of statements that are to stay as they are.
        author: who does it.
        reason: why.

    Raises:
        CorrectionError: if nothing is left to change.
    """
    chosen = [r for r in shown.possible if r.hit.uid not in leave]
    changes = [(r.hit.uid, {c.field: c.after for c in r.changes}) for r in chosen]
    return correct_all(record, changes, author=author, reason=reason)


def _values(hit: Hit) -> dict[str, str | None]:
    speaker = hit.speaker
    return {
        "speaker": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "role": speaker.role if speaker else None,
        "for": speaker.on_behalf_of if speaker else None,
        "act": hit.act,
        "outlet": hit.told_to,
        "channel": hit.channel,
        "addressee": hit.addressee,
        "said": hit.said,
    }


def _why_not(now: Mapping[str, str | None], values: Mapping[str, str]) -> str | None:
    """A named speaker is of a known kind."""
    kind = values.get("speaker_kind", now["speaker_kind"])
    if "speaker" in values and kind in (None, "unknown"):
        return "its kind of speaker is not known: set that too"
    return None


def _mark(recodings: list[Recoding]) -> str:
    value = [(r.hit.uid, [(c.field, c.before, c.after) for c in r.changes]) for r in recodings]
    return hashlib.sha256(json.dumps(value).encode("ascii")).hexdigest()[:24]
