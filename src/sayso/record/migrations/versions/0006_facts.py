"""Facts of a document can be corrected: another kind of correction, and facts as they came beside those seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KINDS = (
    "kind IN ('field', 'spans', 'add', 'remove', 'furniture-add', 'furniture-remove', 'fact', "
    "'confirm', 'dispute', 'revoke')"
)
_COLUMNS = (
    "seq", "kind", "document_id", "statement_uid", "field", "before", "after", "selectors", "author", "made_at",
    "reason", "revokes", "chain",
)  # fmt: skip


def upgrade() -> None:
    """Widen the log's kinds, and give documents the column."""
    op.add_column("documents", sa.Column("came", sa.Text(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
    else:
        op.drop_constraint(op.f("ck_corrections_kind"), "corrections", type_="check")
        op.create_check_constraint(op.f("ck_corrections_kind"), "corrections", _KINDS)


def _sqlite() -> None:
    """SQLite cannot change a constraint: the table is made anew, with everything that hangs on it."""
    connection = op.get_bind()
    hanging = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND "
        "(tbl_name = 'corrections' AND type IN ('index', 'trigger') OR type = 'view' AND sql LIKE '%corrections%')"
    ).all()
    for kind, name, _ in hanging:
        if kind == "view":
            connection.exec_driver_sql(f"DROP VIEW {name}")
    _make("corrections_wider")
    columns = ", ".join(f'"{column}"' for column in _COLUMNS)
    connection.exec_driver_sql(
        f"INSERT INTO corrections_wider ({columns}) SELECT {columns} FROM corrections ORDER BY seq"  # noqa: S608
    )
    op.drop_table("corrections")
    op.rename_table("corrections_wider", "corrections")
    for _, _, sql in hanging:
        connection.exec_driver_sql(sql)


def _make(table: str) -> None:
    op.create_table(
        table,
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("statement_uid", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("selectors", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("revokes", sa.Integer(), nullable=True),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.CheckConstraint("(kind = 'revoke') = (revokes IS NOT NULL)", name=op.f("ck_corrections_revokes")),
        sa.CheckConstraint(_KINDS, name=op.f("ck_corrections_kind")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_corrections_document_id")),
        # Its own name, which becomes the log's with it: rows that point into the old table would keep it.
        sa.ForeignKeyConstraint(["revokes"], [f"{table}.seq"], name=op.f("fk_corrections_revokes")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_corrections")),
        sa.UniqueConstraint("revokes", name=op.f("uq_corrections_revokes")),
    )
