"""A dispute told in five short reports, and the issue that is followed on it: who shares the ferry to Orre."""

from __future__ import annotations

from rooms import Server, written

from sayso.model import Reading
from sayso.record.store import Record

PM = {"role": "prime minister of Brenn"}
PRESIDENT = {"role": "president of Orre"}
ISSUE = "The ferry to Orre"
ABOUT = "Whether the ferry across the sound to Orre is shared between Brenn and Orre, and who pays its dues."

OFFER = "“If the dues are paid, Brenn will share the ferry to Orre,”"
REFUSAL = "“Orre will not share the ferry to Orre with anybody,”"
TURN = "“Brenn will never share the ferry to Orre,”"


def reports() -> list[Reading]:
    """The reports, oldest first."""
    return [
        written(
            "Brenn offers to share the ferry to Orre",
            [
                ("Ilse Varga", "said", OFFER, PM | {"kind": "direct", "act": "propose", "said": "2031-04-02"}),
                ("Ilse Varga", "added that", "the ferry to Orre had been paid for twice", PM | {"act": "state"}),
            ],
            outlet="The Post", published="2031-04-03", url="https://post.example/offer",
        ),
        written(
            "Orre says no to sharing the ferry",
            [
                ("Odo Lenz", "answered", REFUSAL, PRESIDENT | {"kind": "direct", "act": "reject"}),
                ("Brenn", "said", "that it had read the letter", {"speaker_kind": "government"}),
                ("Orre", "said", "that it had written it", {"speaker_kind": "government"}),
                ("Ilse Varga", "was told", "that the ferry to Orre would sail alone", PM | {"act": "believe"}),
            ],
            outlet="The Mail", published="2031-04-05", url="https://mail.example/no",
        ),
        written(
            "Ferry to Orre: Brenn turns",
            [("Ilse Varga", "said", TURN, PM | {"kind": "direct", "act": "reject", "said": "2031-06-19"})],
            outlet="The Post", published="2031-06-20", url="https://post.example/turn",
        ),
        written(
            "Potatoes dear",
            [("Tomas Reyl", "complained that", "merchants had doubled the price of potatoes", {"act": "accuse"})],
            outlet="The Mail", published="2031-04-21", url="https://mail.example/potatoes",
        ),
    ]  # fmt: skip


def keep(record: Record, *more: Reading) -> None:
    """Put the reports into a record, and others after them."""
    for reading in (*reports(), *more):
        record.add(reading.document, reading)


def follow(server: Server) -> str:
    """Follow the issue; its id."""
    return server.room.issues.add(ISSUE, ABOUT, author="Tess Tarrant").id


def uid_of(server: Server, words: str) -> str:
    """The statement of the record whose content holds these words."""
    for entry in server.record.documents():
        for seen in server.record.view(entry.id).statements:
            if words in " ".join(span.exact for span in seen.statement.contents):
                return seen.uid
    raise AssertionError(f"no statement says {words!r}")
