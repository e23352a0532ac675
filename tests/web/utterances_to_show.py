"""One saying in four reports: word for word, otherwise worded, told without quotation marks, and copied."""

from __future__ import annotations

from dataclasses import replace

from rooms import written

from sayso.model import Reading
from sayso.record.store import Record

SAYING = "“Brenn will run the ferry to Orre together with its neighbours when the harbour dues are paid in full,”"
OTHERWISE = "“Brenn shall run the ferry to Orre together with its neighbours once the harbour dues are paid in full,”"
TOLD = "Brenn will run the ferry to Orre together with its neighbours when the harbour dues are paid in full"
_PM = {"role": "prime minister of Brenn", "said": "2031-04-02", "act": "promise"}
_FILLER = "The harbour at Orre was quiet in the morning, and the gulls had the quay to themselves until the bell rang."


def reports() -> list[Reading]:
    """The reports, oldest first; the last copies the first under another outlet's name."""
    first = written(
        "Brenn names its terms for the ferry",
        [
            ("Ilse Varga", "told the Orre Gazette:", SAYING, _PM | {"kind": "direct", "outlet": "Orre Gazette"}),
            ("The harbour master", "noted that", _FILLER, {"speaker_kind": "anonymous", "name": None}),
        ],
        outlet="The Post", published="2031-04-03", url="https://post.example/terms",
    )  # fmt: skip
    second = written(
        "Terms for a ferry", [("Ilse Varga", "said:", OTHERWISE, _PM | {"kind": "direct"})],
        outlet="The Mail", published="2031-04-04", url="https://mail.example/terms",
    )  # fmt: skip
    third = written(
        "Ferry: what Brenn wants", [("Ilse Varga", "said that", TOLD, _PM)],
        outlet="The Herald", published="2031-04-05", url="https://herald.example/wants",
    )  # fmt: skip
    longer = first.document.text + "\n\nReprinted with kind permission."
    copied = replace(
        first.document,
        text=longer,
        id="",
        outlet="The Lantern",
        published="2031-04-06",
        url="https://lantern.example/terms",
    )
    return [first, second, third, replace(first, document=copied)]


def keep(record: Record, *more: Reading) -> None:
    """Put the reports into a record, and others after them."""
    for reading in (*reports(), *more):
        record.add(reading.document, reading)
