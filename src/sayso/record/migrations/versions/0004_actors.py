"""Actors across reports: people's judgements on who is who, and what is computed of them and of the statements.

What is computed is made when the record is next opened for writing (:mod:`sayso.record.across.actors.keeping`).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and guard the log."""
    _make_log()
    _make_nodes()
    _make_actors()
    for name, event in (("changed", "UPDATE"), ("deleted", "DELETE")):
        if op.get_bind().dialect.name == "sqlite":
            body = f"BEGIN SELECT RAISE(ABORT, 'actor_log are facts: they are never {name}'); END"
        else:
            body = "FOR EACH ROW EXECUTE FUNCTION sayso_refuse()"
        op.get_bind().exec_driver_sql(f"CREATE TRIGGER actor_log_never_{name} BEFORE {event} ON actor_log {body}")


def _make_log() -> None:
    op.create_table(
        "actor_log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "nodes", "others", "uids", "names")),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("revokes", sa.Integer(), nullable=True),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('merge', 'split', 'apart', 'revoke')", name=op.f("ck_actor_log_kind")),
        sa.CheckConstraint("(kind = 'revoke') = (revokes IS NOT NULL)", name=op.f("ck_actor_log_revokes")),
        sa.ForeignKeyConstraint(["revokes"], ["actor_log.seq"], name=op.f("fk_actor_log_revokes")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_actor_log")),
        sa.UniqueConstraint("revokes", name=op.f("uq_actor_log_revokes")),
    )
    op.create_table(
        "actor_bonds",
        sa.Column("node_key", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("node_key", "seq", "side", name=op.f("pk_actor_bonds")),
    )
    op.create_index("ix_actor_bonds_seq", "actor_bonds", ["seq"], unique=False)
    op.create_table(
        "actor_placed_forms",
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("node_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("form_key", name=op.f("pk_actor_placed_forms")),
    )
    op.create_table(
        "actor_placed_statements",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("uid", "document_id", "form_key", "node_key")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_actor_placed_statements")),
    )
    op.create_index(
        op.f("ix_actor_placed_statements_document_id"), "actor_placed_statements", ["document_id"], unique=False
    )


def _make_nodes() -> None:
    op.create_table(
        "actor_nodes",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("key", "kind", "form", "actor_id")),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_nodes")),
        sa.UniqueConstraint("key", name=op.f("uq_actor_nodes_key")),
    )
    op.create_index(op.f("ix_actor_nodes_actor_id"), "actor_nodes", ["actor_id"], unique=False)
    op.create_table(
        "actor_node_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        _of_node("actor_node_keys", "node_id"),
        sa.PrimaryKeyConstraint("key", "node_id", name=op.f("pk_actor_node_keys")),
    )
    op.create_index("ix_actor_node_keys_node_id", "actor_node_keys", ["node_id"], unique=False)
    op.create_table(
        "actor_names",
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        _of_node("actor_names", "node_id"),
        sa.PrimaryKeyConstraint("node_id", "name", name=op.f("pk_actor_names")),
    )
    op.create_index(op.f("ix_actor_names_folded"), "actor_names", ["folded"], unique=False)
    op.create_table(
        "actor_statements",
        sa.Column("statement_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["actor_nodes.id"], name=op.f("fk_actor_statements_node_id")),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_actor_statements")),
    )
    op.create_index(op.f("ix_actor_statements_document_id"), "actor_statements", ["document_id"], unique=False)
    op.create_index("ix_actor_statements_node_day", "actor_statements", ["node_id", "day"], unique=False)


def _make_actors() -> None:
    op.create_table(
        "actor_joins",
        sa.Column("left_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        _of_node("actor_joins", "left_id"),
        _of_node("actor_joins", "right_id"),
        sa.PrimaryKeyConstraint("left_id", "right_id", name=op.f("pk_actor_joins")),
    )
    op.create_index("ix_actor_joins_right_id", "actor_joins", ["right_id"], unique=False)
    op.create_index(
        "ix_actor_joins_proposed",
        "actor_joins",
        ["score"],
        unique=False,
        sqlite_where=sa.text("in_force IS 0"),
        postgresql_where=sa.text("in_force IS false"),
    )
    op.create_table(
        "actors",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("known", sa.Text(), nullable=True),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actors")),
    )
    op.create_index("ix_actors_statements", "actors", ["statements", "id"], unique=False)


def _of_node(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["actor_nodes.id"], name=name, ondelete="CASCADE")
