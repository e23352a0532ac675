"""Utterances: people's judgements on which reports are of one, and what is computed of statements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# What joining depends on; a change of anything else leaves utterances as they are.
_STATEMENT = (
    "content", "spans", "kind", "within_uid", "speaker_name", "speaker_kind", "speaker_for", "speaker_actor", "said",
)  # fmt: skip
_DOCUMENT = ("published", "latest")


def upgrade() -> None:
    """Make the tables, guard the log, and note every document as not yet joined."""
    _make_log()
    _make_computed()
    op.execute(sa.text("INSERT INTO utterance_pending SELECT id FROM documents"))
    statements = _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _sqlite() -> list[str]:
    def changed(columns: tuple[str, ...]) -> str:
        return " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)

    def note(value: str) -> str:
        return f"BEGIN INSERT OR IGNORE INTO utterance_pending(document_id) VALUES ({value}); END"  # noqa: S608 - constants

    def of(select: str) -> str:
        return f"BEGIN INSERT OR IGNORE INTO utterance_pending(document_id) {select}; END"

    by_row = "SELECT document_id FROM statements WHERE id = {}.statement_id"
    by_node = "SELECT document_id FROM actor_statements WHERE node_id = new.id"
    return [
        *(
            f"CREATE TRIGGER utterance_log_never_{name} BEFORE {event} ON utterance_log "
            f"BEGIN SELECT RAISE(ABORT, 'utterance_log are facts: they are never {name}'); END"
            for name, event in (("changed", "UPDATE"), ("deleted", "DELETE"))
        ),
        f"CREATE TRIGGER utterance_pending_insert AFTER INSERT ON statements {note('new.document_id')}",
        f"CREATE TRIGGER utterance_pending_delete AFTER DELETE ON statements {note('old.document_id')}",
        f"CREATE TRIGGER utterance_pending_update AFTER UPDATE ON statements WHEN {changed(_STATEMENT)} "
        f"{note('new.document_id')}",
        f"CREATE TRIGGER utterance_pending_document AFTER UPDATE ON documents WHEN {changed(_DOCUMENT)} "
        f"{note('new.id')}",
        f"CREATE TRIGGER utterance_pending_meaning AFTER INSERT ON statement_vectors {of(by_row.format('new'))}",
        f"CREATE TRIGGER utterance_pending_meant AFTER DELETE ON statement_vectors {of(by_row.format('old'))}",
        f"CREATE TRIGGER utterance_pending_named AFTER INSERT ON actor_statements {note('new.document_id')}",
        "CREATE TRIGGER utterance_pending_renamed AFTER UPDATE ON actor_statements "
        f"WHEN old.node_id IS NOT new.node_id {note('new.document_id')}",
        f"CREATE TRIGGER utterance_pending_unnamed AFTER DELETE ON actor_statements {note('old.document_id')}",
        "CREATE TRIGGER utterance_pending_actor AFTER UPDATE ON actor_nodes WHEN old.actor_id IS NOT new.actor_id "
        f"{of(by_node)}",
    ]


def _postgresql() -> list[str]:
    def changed(columns: tuple[str, ...]) -> str:
        return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)

    def function(name: str, values: str) -> str:
        note = f"INSERT INTO utterance_pending(document_id) {values} ON CONFLICT DO NOTHING; RETURN NULL;"
        return f"CREATE FUNCTION sayso_utterance_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {note} END $$"

    def trigger(name: str, event: str, table: str, does: str, when: str = "") -> str:
        condition = f"WHEN ({when}) " if when else ""
        return (
            f"CREATE TRIGGER utterance_pending_{name} AFTER {event} ON {table} FOR EACH ROW {condition}"
            f"EXECUTE FUNCTION sayso_utterance_{does}()"
        )

    by_row = "SELECT document_id FROM statements WHERE id = {}.statement_id"
    return [
        *(
            f"CREATE TRIGGER utterance_log_never_{name} BEFORE {event} ON utterance_log "
            "FOR EACH ROW EXECUTE FUNCTION sayso_refuse()"
            for name, event in (("changed", "UPDATE"), ("deleted", "DELETE"))
        ),
        function("new", "VALUES (NEW.document_id)"),
        function("old", "VALUES (OLD.document_id)"),
        function("document", "VALUES (NEW.id)"),
        function("meaning", by_row.format("NEW")),
        function("meant", by_row.format("OLD")),
        function("actor", "SELECT DISTINCT document_id FROM actor_statements WHERE node_id = NEW.id"),
        trigger("insert", "INSERT", "statements", "new"),
        trigger("delete", "DELETE", "statements", "old"),
        trigger("update", "UPDATE", "statements", "new", changed(_STATEMENT)),
        trigger("document", "UPDATE", "documents", "document", changed(_DOCUMENT)),
        trigger("meaning", "INSERT", "statement_vectors", "meaning"),
        trigger("meant", "DELETE", "statement_vectors", "meant"),
        trigger("named", "INSERT", "actor_statements", "new"),
        trigger("renamed", "UPDATE", "actor_statements", "new", changed(("node_id",))),
        trigger("unnamed", "DELETE", "actor_statements", "old"),
        trigger("actor", "UPDATE", "actor_nodes", "actor", changed(("actor_id",))),
    ]


def _make_log() -> None:
    op.create_table(
        "utterance_log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "statement_uid", "other_uid")),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("revokes", sa.Integer(), nullable=True),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('same', 'different', 'revoke')", name=op.f("ck_utterance_log_kind")),
        sa.CheckConstraint("(kind = 'revoke') = (revokes IS NOT NULL)", name=op.f("ck_utterance_log_revokes")),
        sa.ForeignKeyConstraint(["revokes"], ["utterance_log.seq"], name=op.f("fk_utterance_log_revokes")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_utterance_log")),
        sa.UniqueConstraint("revokes", name=op.f("uq_utterance_log_revokes")),
    )
    op.create_table(
        "utterance_pending",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_utterance_pending")),
    )


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _make_computed() -> None:
    op.create_table(
        "utterance_told",
        _whole("statement_id"),
        sa.Column("document_id", sa.Text(), nullable=False),
        _whole("day"),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("nests", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("utterance", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_utterance_told")),
    )
    op.create_index(op.f("ix_utterance_told_document_id"), "utterance_told", ["document_id"], unique=False)
    op.create_index(op.f("ix_utterance_told_utterance"), "utterance_told", ["utterance"], unique=False)
    op.create_table(
        "utterance_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        _whole("day"),
        _whole("statement_id"),
        sa.PrimaryKeyConstraint("key", "day", "statement_id", name=op.f("pk_utterance_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_utterance_keys_statement_id", "utterance_keys", ["statement_id"], unique=False)
    op.create_table(
        "utterance_pairs",
        _whole("one"),
        _whole("other"),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_utterance_pairs")),
    )
    op.create_index("ix_utterance_pairs_other", "utterance_pairs", ["other"], unique=False)
    op.create_table(
        "utterance_groups",
        *(_whole(name) for name in ("utterance", "day", "reports", "copies", "wordings")),
        sa.PrimaryKeyConstraint("utterance", name=op.f("pk_utterance_groups")),
    )
    op.create_index("ix_utterance_groups_day", "utterance_groups", ["day", "utterance"], unique=False)
    op.create_table(
        "utterance_document_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        _whole("day"),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "day", "document_id", name=op.f("pk_utterance_document_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_utterance_document_keys_document_id", "utterance_document_keys", ["document_id"], unique=False)
    op.create_table(
        "utterance_copies",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_utterance_copies")),
    )
    op.create_index("ix_utterance_copies_other", "utterance_copies", ["other"], unique=False)
