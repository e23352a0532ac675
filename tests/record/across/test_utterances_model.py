"""Whatever order reports, corrections, judgements and revocations come in, the utterances are those from scratch."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import delete, insert, select
from utterance_reports import LINDQVIST, Synonyms, reading, says

from sayso.record.across.utterances.tables import (
    utterance_copies,
    utterance_document_keys,
    utterance_groups,
    utterance_keys,
    utterance_pairs,
    utterance_pending,
    utterance_told,
)
from sayso.record.faults import CorrectionError
from sayso.record.store import Record, open_record
from sayso.record.tables import documents
from sayso.services.utterances import Utterances, join_pending

WORDS = (
    "“We will not trade one metre of the Sund for a bridge”",
    "“one metre of the Sund for a bridge”",
    "“Whoever drew that map has never stood on the quay”",
    "Kardany would trade nothing of the Sund for any bridge or map",
    "“Stone by stone we will rebuild the harbour of our fathers”",
)
SPEAKERS = (LINDQVIST, "Lindqvist", "Tomas Reyl", None)
COMPUTED = (
    utterance_told, utterance_keys, utterance_pairs, utterance_groups, utterance_document_keys, utterance_copies,
)  # fmt: skip
PADDING = "\n\n".join(f"The barge {n} lay at pier {n} with its lights out, and pier {n} slept." for n in range(9))

said_things = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SPEAKERS)), min_size=1, max_size=3)


def state(record: Record):
    """All that is computed, statements by their uids."""
    from sayso.record.tables import statements

    with record.reading_connection() as connection:
        uid = dict(connection.execute(select(statements.c.id, statements.c.uid)).all())
        told = connection.execute(select(utterance_told.c.statement_id, utterance_told.c.utterance)).all()
        pairs = connection.execute(select(utterance_pairs)).all()
        groups = connection.execute(select(utterance_groups)).all()
        keys = connection.execute(select(utterance_keys)).all()
        copies = connection.execute(select(utterance_copies)).all()
        return (
            {uid[row]: number for row, number in told},
            sorted((uid[p.one], uid[p.other], p.certainty, p.score, p.why) for p in pairs),
            sorted(map(tuple, groups)),
            sorted((k.key, k.day, uid[k.statement_id]) for k in keys),
            sorted(map(tuple, copies)),
        )


def from_scratch(record: Record):
    """The same, computed anew from the statements and the log alone."""
    with record.writing_connection() as connection:
        for table in COMPUTED:
            connection.execute(delete(table))
        connection.execute(delete(utterance_pending))
        connection.execute(insert(utterance_pending).from_select(["document_id"], select(documents.c.id)))
    for _ in join_pending(record):
        pass
    return state(record)


class Joining(RuleBasedStateMachine):
    """A record that is added to, corrected, judged and read again, beside one that is computed at once."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.record = open_record(Path(self.folder.name) / "record.db")
        self.utterances = Utterances(self.record, Synonyms)
        self.uids: list[str] = []
        self.readings: list[object] = []
        self.corrections: list[int] = []
        self.judgements: list[int] = []

    def teardown(self) -> None:
        assert self.record.verify().faults == ()
        self.record.close()
        self.folder.cleanup()

    @initialize(said=said_things)
    def first(self, said) -> None:
        """Three reports of one thing, the one in the middle holding the others together."""
        self.add([(WORDS[0], LINDQVIST)], 0, 2, False, None)
        self.add([(f"{WORDS[0][:-1]}. {WORDS[2][1:]}", LINDQVIST)], 1, 2, False, None)
        self.add([(WORDS[2], LINDQVIST), *said], 2, 3, False, None)

    @rule(
        said=said_things,
        outlet=st.integers(0, 3),
        day=st.integers(1, 6),
        long=st.booleans(),
        told=st.sampled_from([None, "2031-04-03"]),
    )
    def add(self, said, outlet: int, day: int, long: bool, told: str | None) -> None:
        words = dict(said)
        text = "\n\n".join(f"{content}, said {speaker or 'somebody'}." for content, speaker in words.items())
        text += f"\n\n{PADDING if long else outlet}"
        # One address an outlet: a second text of it is a new version, and the first counts no more.
        made = reading(
            text, f"Paper {outlet}", f"2031-04-0{day}",
            *(
                says(content, speaker=speaker, kind="person" if speaker else "unknown", said=told)
                for content, speaker in words.items()
            ),
            url=f"https://paper.example/{outlet}",
        )  # fmt: skip
        self.record.add(made.document, made)
        self.readings.append(made)
        self.uids += [v.uid for v in self.record.view(made.document.id).statements if v.uid not in self.uids]

    @rule(data=st.data(), speaker=st.sampled_from(SPEAKERS[:3]))
    def correct(self, data: st.DataObject, speaker: str) -> None:
        try:
            uid = data.draw(st.sampled_from(self.uids))
            self.corrections += [c.seq for c in self.record.correct(uid, {"speaker": speaker}, author="N")]
        except CorrectionError:
            return

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        try:
            self.corrections.append(self.record.remove(data.draw(st.sampled_from(self.uids)), author="N").seq)
        except CorrectionError:
            return

    @rule(data=st.data(), same=st.booleans())
    def judge(self, data: st.DataObject, same: bool) -> None:
        one, other = data.draw(st.sampled_from(self.uids)), data.draw(st.sampled_from(self.uids))
        try:
            self.judgements.append(self.utterances.judge(one, other, same=same, author="N").seq)
        except CorrectionError:
            return

    @rule(data=st.data())
    def revoke(self, data: st.DataObject) -> None:
        for made, revoke in ((self.corrections, self.record.revoke), (self.judgements, self.utterances.revoke)):
            if made and data.draw(st.booleans()):
                seq = data.draw(st.sampled_from(made))
                made.remove(seq)
                revoke(seq, author="R")

    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        self.utterances.of_statement(data.draw(st.sampled_from(self.uids)))

    @rule()
    def meanings_made_anew(self) -> None:
        from sayso.record.index_tables import statement_vectors

        with self.record.writing_connection() as connection:
            connection.execute(delete(statement_vectors))

    @invariant()
    def joined_as_from_scratch(self) -> None:
        if not self.uids:
            return
        for _ in self.utterances.bring_up_to_date():
            pass
        before = state(self.record)
        assert before == from_scratch(self.record)


TestJoining = Joining.TestCase
TestJoining.settings = settings(max_examples=12, stateful_step_count=10, deadline=None)
