"""Proving the log of issues: numbered without a gap, each judgement sealed to all before it, none of them half."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from sayso.record.across.issues.tables import issue_log
from sayso.record.codec import digest, dumps

_SEALED = tuple(column.name for column in issue_log.c if column.name != "chain")
_NEEDS = {
    "add": ("issue_id", "name"),
    "edit": ("issue_id",),
    "remove": ("issue_id",),
    "include": ("issue_id", "statement_uid"),
    "exclude": ("issue_id", "statement_uid"),
    "answers": ("statement_uid", "target_uid"),
    "no-answer": ("statement_uid", "target_uid"),
    "revoke": ("revokes",),
}


def issue_link(previous: str, row: Mapping[str, Any] | RowMapping) -> str:
    """The link that seals a judgement to all before it: changing, dropping or reordering one breaks all later ones."""
    return digest((previous + dumps([row[name] for name in _SEALED])).encode("ascii"))


def issue_log_faults(connection: Connection) -> Iterator[str]:
    """What is wrong with the log; nothing, in a sound record. It ends at the first broken link."""
    previous, kinds = "", dict[int, str]()
    for number, row in enumerate(connection.execute(select(issue_log).order_by(issue_log.c.seq)).mappings(), start=1):
        if row["seq"] != number:
            yield f"judgement {number} on issues is missing from the log"
            return
        if row["chain"] != issue_link(previous, row):
            yield f"judgement {number} on issues is not as it was made, or one before it is not"
            return
        if lacking := [name for name in _NEEDS[row["kind"]] if row[name] is None]:
            yield f"judgement {number} on issues lacks its {', '.join(lacking)}"
        if row["revokes"] is not None and kinds.get(row["revokes"], "revoke") == "revoke":
            yield f"judgement {number} on issues takes back {row['revokes']}, which is none before it"
        kinds[number], previous = row["kind"], row["chain"]
