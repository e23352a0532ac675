"""Any sequence of reports, corrections, judgements and revocations gives the actors computed from scratch."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from speakers_articles import Said, report

from sayso.record.faults import CorrectionError, UnknownStatementError
from sayso.record.store import open_record
from sayso.services.identities import Actors

SPEAKERS = (
    ("Ilse Varga", None),
    ("Ilse Varga", "Russian senator"),
    ("Ilse Varga", "French senator"),
    ("Ilse Wargy", None),
    ("Ilse M. Varga", "interior minister"),
    ("Varga", "President"),
    ("Bram Osei", "a farmer"),
    ("Bram Osei", "health minister"),
)
spoken = st.builds(
    lambda speaker, known: Said(*speaker, known=known), st.sampled_from(SPEAKERS), st.sampled_from([None, None, "Q1"])
)


class Sequences(RuleBasedStateMachine):
    """A record, and beside it what people asked for: who was split off whom, and what is merged."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.record = open_record(Path(self.folder.name) / "record.db")
        self.actors = Actors(self.record)
        self.corrections: list[int] = []
        self.splits: dict[int, str] = {}
        self.judgements: list[int] = []
        self.urls = 0

    def teardown(self) -> None:
        with open_record(Path(self.folder.name) / "back.db") as back:
            back.restore(self.record.dump())
            assert Actors(back).list(limit=99) == self.actors.list(limit=99)
            assert Actors(back).machine_joins() == self.actors.machine_joins()
            assert Actors(back).proposals() == self.actors.proposals()
        self.record.close()
        self.folder.cleanup()

    def uids(self) -> list[str]:
        every = [v.uid for entry in self.record.documents() for v in self.record.view(entry.id).statements]
        return sorted(every)

    def attempt(self, act: Callable[[], None]) -> None:
        """What cannot be done is refused in one line, and changes nothing."""
        before = (self.actors.list(limit=99), self.actors.judgements())
        try:
            act()
        except (CorrectionError, UnknownStatementError) as refused:
            assert "\n" not in str(refused)
            assert (self.actors.list(limit=99), self.actors.judgements()) == before

    @initialize()
    def begin(self) -> None:
        self.add([Said("Ilse Varga"), Said("Bram Osei", "a farmer")], False)
        self.add([Said("Ilse Varga", "Russian senator")], False)

    @rule(said=st.lists(spoken, min_size=1, max_size=3), again=st.booleans())
    def add(self, said: list[Said], again: bool) -> None:
        self.urls += not again or not self.urls
        reading = report(*said, url=f"https://courier.example/{self.urls}")
        self.record.add(reading.document, reading)

    @rule(data=st.data(), speaker=st.sampled_from(SPEAKERS))
    def correct(self, data: st.DataObject, speaker: tuple[str, str | None]) -> None:
        uid = data.draw(st.sampled_from(self.uids()))

        def act() -> None:
            made = self.record.correct(uid, {"speaker": speaker[0], "role": speaker[1]}, author="Nele")
            self.corrections += [one.seq for one in made]

        self.attempt(act)

    @precondition(lambda self: self.corrections)
    @rule(data=st.data())
    def take_correction_back(self, data: st.DataObject) -> None:
        seq = data.draw(st.sampled_from(self.corrections))
        self.attempt(lambda: self.record.revoke(seq, author="Nele") and None)

    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        ids = [entry.id for entry in self.actors.list(limit=99)]
        a, b = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))

        def act() -> None:
            self.judgements.append(self.actors.merge(a, b, "Nele").seq)
            self.splits.clear()  # a merge may undo any split that came before
            assert self.actors.find(a) == self.actors.find(b)

        self.attempt(act)

    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        uid = data.draw(st.sampled_from(self.uids()))
        actor = self.actors.actor_of([uid])[uid][0]

        def act() -> None:
            made = self.actors.split(actor, [uid], author="Nele")
            self.judgements.append(made.seq)
            self.splits = {seq: other for seq, other in self.splits.items() if other != uid}
            self.splits[made.seq] = uid

        self.attempt(act)

    @rule(data=st.data())
    def split_by_name(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(self.actors.list(limit=99)))
        name = data.draw(st.sampled_from(entry.names))

        def act() -> None:
            self.judgements.append(self.actors.split(entry.id, name=name, author="Nele").seq)
            self.splits.clear()  # it may put a statement that was split off elsewhere

        self.attempt(act)

    @rule(data=st.data())
    def hold_apart(self, data: st.DataObject) -> None:
        pairs = (*self.actors.proposals(), *self.actors.machine_joins())
        if pairs:
            pair = data.draw(st.sampled_from(pairs))

            def act() -> None:
                self.judgements.append(self.actors.apart(pair.left, pair.right, "Nele").seq)

            self.attempt(act)

    @precondition(lambda self: self.judgements)
    @rule(data=st.data())
    def take_judgement_back(self, data: st.DataObject) -> None:
        seq = data.draw(st.sampled_from(self.judgements))

        def act() -> None:
            self.actors.revoke(seq, "Nele")
            self.splits.pop(seq, None)

        self.attempt(act)

    @invariant()
    def the_tables_are_what_statements_and_judgements_come_to(self) -> None:
        assert self.record.verify().faults == ()

    @invariant()
    def what_a_person_split_off_stays_split_off(self) -> None:
        known = self.actors.actor_of(list(self.splits.values()))
        for seq, uid in self.splits.items():
            if uid in known:
                assert known[uid][0] == f"split:{seq}"


TestSequences = Sequences.TestCase
TestSequences.settings = settings(
    max_examples=8, stateful_step_count=12, deadline=None, phases=[p for p in Phase if p is not Phase.shrink]
)
