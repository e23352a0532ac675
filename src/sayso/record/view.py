"""What people see of a document: its current reading with the corrections in force applied. A pure function.

A correction made on this very text holds at its place; one made on an earlier version of the report holds where its
words are found again (:mod:`sayso.reanchor`). In both cases the statement it is about is the one that covers those
words. A correction that finds no such statement is an orphan: it is listed and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sayso.interchange import statement_from_json
from sayso.model import Document, Furniture, Statement
from sayso.record.facts import with_facts
from sayso.record.fields import POINTERS, set_field, set_spans
from sayso.record.furniture import mark, unmark
from sayso.record.matching import Parts, find_same, likeness, parts
from sayso.record.values import Correction, DocumentView, Orphan, Removed, State, StatementView, StoredReading
from sayso.spans import Span, merge_ranges

_GONE = "its words are gone from this text, or it cannot be told where they stand now"
_NOT_FOUND = "the present reading has no statement with these words"

_STATES: dict[str, State] = {
    "field": "corrected",
    "spans": "corrected",
    "add": "corrected",
    "confirm": "confirmed",
    "dispute": "disputed",
}


@dataclass(slots=True)
class _Draft:
    """A statement while corrections are being applied; its pointers are uids."""

    uid: str
    machine: Statement | None
    statement: Statement
    corrections: list[Correction] = field(default_factory=list)
    state: State = "machine-read"
    judged: Correction | None = None
    removed: Correction | None = None


def compute_view(
    document: Document, key: str, current: StoredReading, corrections: Iterable[Correction]
) -> DocumentView:
    """The view of one document.

    Args:
        document: as fetched.
        key: its short form, with which the uids of statements added by people begin.
        current: its current reading.
        corrections: every correction on it or on an earlier version of its report; those not in force are passed over.
    """
    every = sorted(corrections, key=lambda c: c.seq)
    seen, facts, orphans = with_facts(document, every)
    work = _Work(document, key, current)
    for correction in every:
        if correction.in_force and correction.kind != "fact":
            work.apply(correction)
    work.orphans.extend(orphans)
    return work.finish(seen, facts, current)


class _Work:
    """One computation of a view."""

    def __init__(self, document: Document, key: str, current: StoredReading) -> None:
        self.document = document
        self.key = key
        self.furniture: tuple[Furniture, ...] = document.furniture
        self.marked: list[tuple[int, int, Correction]] = []
        self.orphans: list[Orphan] = []
        statements = current.reading.statements
        uid_of = {s.id: uid for s, uid in zip(statements, current.uids, strict=True)}
        self.drafts: dict[str, _Draft] = {}
        for statement, uid in zip(statements, current.uids, strict=True):
            pointers: dict[str, Any] = {p: uid_of.get(getattr(statement, p) or "") for p in POINTERS}
            self.drafts[uid] = _Draft(uid, statement, replace(statement, **pointers))

    def apply(self, correction: Correction) -> None:
        """Put one correction in force, or list it as an orphan."""
        why = {
            "add": self._add,
            "furniture-add": self._furniture,
            "furniture-remove": self._furniture,
        }.get(correction.kind, self._judge)(correction)
        if why:
            self.orphans.append(Orphan(correction, why))

    def _place(self, correction: Correction, role: str) -> tuple[Span, ...] | None:
        """The correction's words of one part in this text; ``None`` when any of them cannot be placed."""
        chosen = [selector for r, selector in correction.selectors if r == role]
        text = self.document.text
        if correction.document_id == self.document.id:
            placed = [Span(s.start, s.end, s.exact) for s in chosen]
            return tuple(placed) if all(text[s.start : s.end] == s.exact for s in placed) else None
        found = [selector.find(text) for selector in chosen]
        return tuple(s for s in found if s) if all(found) else None

    def _place_parts(self, correction: Correction) -> Parts | None:
        """Where the words of the statement it is about stand: the contents, where it has any, must be found."""
        sources, cues, contents = (self._place(correction, role) for role in ("source", "cue", "content"))
        if contents is None or not (contents or cues or sources):
            return None
        return sources or (), cues or (), contents

    def _target(self, correction: Correction) -> _Draft | str:
        """The statement that it is about, or why there is none."""
        wanted = self._place_parts(correction)
        if wanted is None:
            return _GONE
        same_text = correction.document_id == self.document.id
        named = self.drafts.get(correction.statement_uid or "") if same_text else None
        if named and max(likeness(wanted, form)[0] for form in _forms(named)) > 0:
            return named
        uid = find_same(wanted, ((d.uid, form) for d in self.drafts.values() for form in _forms(d)))
        return self.drafts[uid] if uid else _NOT_FOUND

    def _judge(self, correction: Correction) -> str | None:
        target = self._target(correction)
        if isinstance(target, str):
            return target
        if correction.kind == "remove":
            target.removed = correction
        elif correction.kind == "spans":
            new = self._place(correction, "new")
            if new is None:
                return _GONE
            target.statement = set_spans(target.statement, correction.field or "", new)
        elif correction.kind == "field":
            value = correction.after
            if correction.field in POINTERS and value is not None:
                value = self._pointed(correction)
                if value is None:
                    return "the statement that it points to is not found here"
            target.statement = set_field(target.statement, correction.field or "", value)
        elif correction.kind == "confirm":
            # A confirmed statement stays as it was confirmed, whatever a later reader makes of it.
            pinned = self._snapshot(correction)
            if pinned is None:
                return _GONE
            target.statement = replace(
                pinned,
                id=target.statement.id,
                confidence=target.statement.confidence,
                explanations=target.statement.explanations,
            )
        self._mark_judged(target, correction)
        return None

    def _mark_judged(self, target: _Draft, correction: Correction) -> None:
        target.corrections.append(correction)
        if state := _STATES.get(correction.kind):
            target.state, target.judged = state, correction

    def _snapshot(self, correction: Correction) -> Statement | None:
        """The whole statement that a correction carries, its spans placed in this text."""
        placed = self._place_parts(correction)
        carried = statement_from_json(correction.after)
        if placed is None or tuple(map(len, placed)) != tuple(map(len, parts(carried))):
            return None
        sources, cues, contents = placed
        if correction.document_id != self.document.id:
            carried = replace(carried, within=None, answers=None)
        return replace(carried, sources=sources, cues=cues, contents=contents)

    def _pointed(self, correction: Correction) -> str | None:
        """The uid, in this text, of the statement that a ``within`` or ``answers`` points to."""
        if correction.document_id == self.document.id and correction.after in self.drafts:
            return str(correction.after)
        contents = self._place(correction, "to")
        if not contents:
            return None
        return find_same(((), (), contents), ((d.uid, form) for d in self.drafts.values() for form in _forms(d)))

    def _add(self, correction: Correction) -> str | None:
        """A statement that a person added; where the reader now finds it too, theirs is the form that is seen."""
        added = self._snapshot(correction)
        if added is None:
            return _GONE
        uid = find_same(parts(added), ((d.uid, form) for d in self.drafts.values() for form in _forms(d)))
        if uid is None:
            uid = f"{self.key}-a{correction.seq}"
            self.drafts[uid] = _Draft(uid, None, replace(added, id=f"a{correction.seq}"))
        else:
            self.drafts[uid].statement = replace(added, id=self.drafts[uid].statement.id)
        self._mark_judged(self.drafts[uid], correction)
        return None

    def _furniture(self, correction: Correction) -> str | None:
        placed = self._place(correction, "furniture")
        if not placed:
            return _GONE
        for span in placed:
            if correction.kind == "furniture-add":
                self.furniture = mark(self.furniture, Furniture(span.start, span.end, correction.after["kind"]))
                self.marked.append((span.start, span.end, correction))
            else:
                self.furniture = unmark(self.furniture, span.start, span.end)
                self.marked = [m for m in self.marked if not (m[0] < span.end and span.start < m[1])]
        return None

    def finish(self, seen_document: Document, facts: tuple[Correction, ...], current: StoredReading) -> DocumentView:
        """The view, with pointers back to ids inside the document."""
        self._take_from_furniture()
        seen = {d.uid: d for d in self.drafts.values() if d.removed is None}
        ordered = sorted(seen.values(), key=lambda d: (d.statement.start, _end(d.statement), d.uid))
        return DocumentView(
            document=replace(seen_document, furniture=self.furniture),
            statements=tuple(
                StatementView(
                    uid=d.uid,
                    statement=replace(
                        d.statement,
                        within=self._outer(d, seen),
                        answers=seen[d.statement.answers].statement.id if d.statement.answers in seen else None,
                    ),
                    machine=d.machine,
                    state=d.state,
                    judged_by=d.judged.author if d.judged else None,
                    judged_at=d.judged.made_at if d.judged else None,
                    corrections=tuple(d.corrections),
                )
                for d in ordered
            ),
            orphans=tuple(self.orphans),
            removed=tuple(Removed(d.uid, d.statement, d.removed) for d in self.drafts.values() if d.removed),
            problems=current.reading.problems,
            reader=current.reading.reader,
            fetched=self.document,
            facts=facts,
        )

    def _take_from_furniture(self) -> None:
        """Take out machine statements whose contents lie in what a person marked as furniture."""
        ranges = merge_ranges((start, end) for start, end, _ in self.marked)
        for draft in self.drafts.values():
            contents = draft.statement.contents or draft.statement.cues or draft.statement.sources
            untouched = draft.state == "machine-read" and draft.removed is None
            if untouched and all(any(a <= s.start and s.end <= b for a, b in ranges) for s in contents):
                draft.removed = next(c for a, b, c in self.marked if a < contents[0].end and contents[0].start < b)

    def _outer(self, draft: _Draft, seen: dict[str, _Draft]) -> str | None:
        """The id of the nearest statement around it that is still seen; a circle of pointers counts as none."""
        passed = {draft.uid}
        uid = draft.statement.within
        while uid is not None and uid in self.drafts and uid not in passed:
            if uid in seen:
                return seen[uid].statement.id
            passed.add(uid)
            uid = self.drafts[uid].statement.within
        return None


def _forms(draft: _Draft) -> Sequence[Parts]:
    """The spans by which a statement can be known: as seen, and as the machine found it."""
    now = parts(draft.statement)
    return (now,) if draft.machine is None else (now, parts(draft.machine))


def _end(statement: Statement) -> int:
    return max(s.end for s in (*statement.sources, *statement.cues, *statement.contents))
