"""Any sequence of corrections, revocations and re-readings gives what those in force give when applied from scratch."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from record_articles import HARBOUR, QuoteReader, article

from sayso.record.faults import CorrectionError
from sayso.record.store import open_record

Plain = dict[str, Any]
"""A statement as the model keeps it: acts, names and places in the text."""

VALUES = {
    "act": st.sampled_from(["deny", "reject", "threaten", "state"]),
    "addressee": st.sampled_from([None, "the mayor", "dockers"]),
    "speaker": st.sampled_from(["Ilse Varga", "Tomas Reyl"]),
}


@dataclass
class Made:
    """One correction as the model keeps it."""

    uid: str
    what: str
    value: Any
    revoked: bool = False
    author: str = field(default="")


class Corrections(RuleBasedStateMachine):
    """The record beside a model that knows nothing of how the record works: a list of corrections and a fold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.record = open_record(Path(self.folder.name) / "record.db")
        self.document = article(HARBOUR)
        self.act = "state"
        self.readings = 1
        self.record.add(self.document, QuoteReader("1").read(self.document))
        self.uids = [v.uid for v in self.record.view(self.document.id).statements]
        self.made: dict[int, Made] = {}

    def teardown(self) -> None:
        assert self.record.verify().faults == ()
        self.record.close()
        self.folder.cleanup()

    def expected(self) -> dict[str, Plain]:
        """Those in force, applied from scratch to what the present reader found."""
        reading = QuoteReader("model", act=self.act).read(self.document)
        seen: dict[str, Plain] = {
            uid: {
                "act": statement.act,
                "addressee": None,
                "speaker": statement.speaker.name if statement.speaker else None,
                "cues": [(c.start, c.end) for c in statement.cues],
                "state": "machine-read",
                "by": None,
                "removed": False,
            }
            for uid, statement in zip(self.uids, reading.statements, strict=True)
        }
        for made in self.made.values():
            if made.revoked:
                continue
            statement = seen[made.uid]
            if made.what == "remove":
                statement["removed"] = True
                continue
            statement["by"] = made.author
            if made.what == "confirm":
                statement.update(made.value)
                statement["state"] = "confirmed"
            elif made.what == "dispute":
                statement["state"] = "disputed"
            else:
                statement[made.what] = made.value
                statement["state"] = "corrected"
        return {uid: statement for uid, statement in seen.items() if not statement["removed"]}

    def seen(self) -> dict[str, Plain]:
        return {
            v.uid: {
                "act": v.statement.act,
                "addressee": v.statement.addressee,
                "speaker": v.statement.speaker.name if v.statement.speaker else None,
                "cues": [(c.start, c.end) for c in v.statement.cues],
                "state": v.state,
                "by": v.judged_by,
                "removed": False,
            }
            for v in self.record.view(self.document.id).statements
        }

    @rule(at=st.integers(0, 3), what=st.sampled_from(sorted(VALUES)), data=st.data(), author=st.sampled_from("AB"))
    def set_field(self, at: int, what: str, data: st.DataObject, author: str) -> None:
        uid, value = self.uids[at], data.draw(VALUES[what])
        before = self.expected().get(uid)
        if before is None or before[what] == value:
            self.refused(lambda: self.record.correct(uid, {what: value}, author=author))
            return
        (made,) = self.record.correct(uid, {what: value}, author=author)
        self.made[made.seq] = Made(uid, what, value, author=author)

    @rule(at=st.integers(0, 3), width=st.integers(0, 3), author=st.sampled_from("AB"))
    def set_cue(self, at: int, width: int, author: str) -> None:
        uid = self.uids[at]
        spans = [self.document.span(40, 40 + width)] if width else []
        before = self.expected().get(uid)
        value = [(s.start, s.end) for s in spans]
        if before is None or before["cues"] == value:
            self.refused(lambda: self.record.correct(uid, spans={"cues": spans}, author=author))
            return
        (made,) = self.record.correct(uid, spans={"cues": spans}, author=author)
        self.made[made.seq] = Made(uid, "cues", value, author=author)

    @rule(at=st.integers(0, 3), what=st.sampled_from(["confirm", "dispute", "remove"]), author=st.sampled_from("AB"))
    def judge_the_whole(self, at: int, what: str, author: str) -> None:
        uid = self.uids[at]
        before = self.expected().get(uid)
        judge = getattr(self.record, what)
        if before is None:
            self.refused(lambda: judge(uid, author=author))
            return
        made = judge(uid, author=author)
        snapshot = {k: before[k] for k in ("act", "addressee", "speaker", "cues")}
        self.made[made.seq] = Made(uid, what, snapshot, author=author)

    @precondition(lambda self: self.made)
    @rule(data=st.data())
    def revoke(self, data: st.DataObject) -> None:
        seq = data.draw(st.sampled_from(sorted(self.made)))
        if self.made[seq].revoked:
            self.refused(lambda: self.record.revoke(seq, author="R"))
            return
        self.record.revoke(seq, author="R")
        self.made[seq].revoked = True

    @rule(act=st.sampled_from(["state", "warn", "deny"]))
    def reread(self, act: str) -> None:
        self.readings += 1
        self.act = act
        self.record.reread(QuoteReader(str(self.readings), act=act).read(self.document))

    def refused(self, act: Any) -> None:
        try:
            act()
        except CorrectionError:
            return
        raise AssertionError("the record took what changes nothing or has no target")

    @invariant()
    def what_is_seen_is_what_is_in_force(self) -> None:
        assert self.seen() == self.expected()


TestCorrections = Corrections.TestCase
TestCorrections.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
