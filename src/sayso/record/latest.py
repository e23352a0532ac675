"""What came into a record last, and how much there is in it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from sayso.record.codec import correction_from_row
from sayso.record.tables import corrections, documents, statements, versions
from sayso.record.values import Correction


@dataclass(frozen=True, slots=True)
class Arrived:
    """A report, or a new version of one, as it came into the record.

    Attributes:
        document: id of its text.
        key: the document's key, for its address.
        outlet, title, published: what is known of it.
        added_at: ISO 8601 in UTC.
        version: 1 for a new report.
        statements: how many people see in it now.
    """

    document: str
    key: str
    outlet: str | None
    title: str | None
    published: str | None
    added_at: str
    version: int
    statements: int


@dataclass(frozen=True, slots=True)
class Size:
    """How much a record holds.

    Attributes:
        reports: addresses or texts that were added, each once.
        statements: as people see them now, earlier versions' too.
        judged: statements that a person confirmed, corrected or disputed.
    """

    reports: int
    statements: int
    judged: int


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since a moment.

    Attributes:
        reports: new reports and new versions of reports.
        corrections: judgements by people.
    """

    reports: int
    corrections: int


def arrived(connection: Connection, most: int, start: int = 0) -> tuple[Arrived, ...]:
    """The reports that came last, the last first; the first ``start`` passed over."""
    v, d = versions.c, documents.c
    count = select(func.count()).where(statements.c.document_id == v.document_id).scalar_subquery()
    # The key of versions grows as they come, so that no column of documents is read over to order them.
    last = select(v.id).order_by(v.id.desc()).limit(most).offset(start)
    query = (
        select(v.document_id, d.key, d.outlet, d.title, d.published, v.added_at, v.ordinal, count)
        .join(documents, d.id == v.document_id)
        .where(v.id.in_(list(connection.execute(last).scalars())))
        .order_by(v.id.desc())
    )
    return tuple(Arrived(*tuple(row)) for row in connection.execute(query))


def size(connection: Connection) -> Size:
    """How much there is."""
    reports = connection.execute(select(func.count(func.distinct(versions.c.report_id)))).scalar() or 0
    count = connection.execute(select(func.count(statements.c.id))).scalar() or 0
    judged = func.count(func.distinct(corrections.c.statement_uid))
    return Size(reports, count, connection.execute(select(judged)).scalar() or 0)


def corrections_after(connection: Connection, seq: int, most: int) -> tuple[Correction, ...]:
    """The log of people's judgements after a number, oldest first."""
    c = corrections.c
    rows = connection.execute(select(corrections).where(c.seq > seq).order_by(c.seq).limit(most)).mappings().all()
    asked = select(c.revokes, c.seq).where(c.revokes.in_([row["seq"] for row in rows]))
    revoked = {row.revokes: row.seq for row in connection.execute(asked)}
    return tuple(correction_from_row(row, revoked.get(row["seq"])) for row in rows)


def since(connection: Connection, moment: str) -> Since:
    """What happened after a moment (ISO 8601 in UTC)."""
    reports = connection.execute(select(func.count(versions.c.id)).where(versions.c.added_at > moment)).scalar()
    judged = select(func.count(corrections.c.seq)).where(corrections.c.made_at > moment)
    return Since(reports or 0, connection.execute(judged).scalar() or 0)
