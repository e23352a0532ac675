"""Issues: what people follow and choose, and what is computed of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# What a document's scores depend on; a change of anything else leaves them as they are.
_WATCHED = ("content", "span_start", "span_end", "speaker_name", "speaker_kind", "ordinal")


def upgrade() -> None:
    """Make the tables, guard the log, and note every document as not yet scored."""
    _make_tables()
    op.create_index("ix_statements_answers_uid", "statements", ["answers_uid"], unique=False)
    op.create_index("ix_statements_within_uid", "statements", ["within_uid"], unique=False)
    op.create_index("ix_statements_speaker_kind", "statements", ["speaker_kind", "speaker_name"], unique=False)
    op.execute(sa.text("INSERT INTO issue_pending SELECT id FROM documents"))
    statements = _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _sqlite() -> list[str]:
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in _WATCHED)
    note = "INSERT OR IGNORE INTO issue_pending(document_id) VALUES ({});"
    return [
        *(
            f"CREATE TRIGGER issue_log_never_{name} BEFORE {event} ON issue_log "
            f"BEGIN SELECT RAISE(ABORT, 'issue_log are facts: they are never {name}'); END"
            for name, event in (("changed", "UPDATE"), ("deleted", "DELETE"))
        ),
        f"CREATE TRIGGER issue_pending_insert AFTER INSERT ON statements BEGIN {note.format('new.document_id')} END",
        f"CREATE TRIGGER issue_pending_delete AFTER DELETE ON statements BEGIN {note.format('old.document_id')} END",
        f"CREATE TRIGGER issue_pending_update AFTER UPDATE ON statements WHEN {changed} "
        f"BEGIN {note.format('new.document_id')} END",
        "CREATE TRIGGER issue_pending_title AFTER UPDATE OF title ON documents WHEN old.title IS NOT new.title "
        f"BEGIN {note.format('new.id')} END",
    ]


def _postgresql() -> list[str]:
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _WATCHED)
    note = "INSERT INTO issue_pending(document_id) VALUES ({}) ON CONFLICT DO NOTHING; RETURN NULL;"

    def function(name: str, row: str) -> str:
        return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {note.format(row)} END $$"

    return [
        *(
            f"CREATE TRIGGER issue_log_never_{name} BEFORE {event} ON issue_log "
            "FOR EACH ROW EXECUTE FUNCTION sayso_refuse()"
            for name, event in (("changed", "UPDATE"), ("deleted", "DELETE"))
        ),
        function("sayso_issue_pending_new", "NEW.document_id"),
        function("sayso_issue_pending_old", "OLD.document_id"),
        function("sayso_issue_pending_document", "NEW.id"),
        "CREATE TRIGGER issue_pending_insert AFTER INSERT ON statements "
        "FOR EACH ROW EXECUTE FUNCTION sayso_issue_pending_new()",
        "CREATE TRIGGER issue_pending_delete AFTER DELETE ON statements "
        "FOR EACH ROW EXECUTE FUNCTION sayso_issue_pending_old()",
        f"CREATE TRIGGER issue_pending_update AFTER UPDATE ON statements FOR EACH ROW WHEN ({changed}) "
        "EXECUTE FUNCTION sayso_issue_pending_new()",
        "CREATE TRIGGER issue_pending_title AFTER UPDATE OF title ON documents FOR EACH ROW "
        "WHEN (OLD.title IS DISTINCT FROM NEW.title) EXECUTE FUNCTION sayso_issue_pending_document()",
    ]


def _make_tables() -> None:
    op.create_table(
        "issue_log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("issue_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("statement_uid", sa.Text(), nullable=True),
        sa.Column("target_uid", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("revokes", sa.Integer(), nullable=True),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('add', 'edit', 'remove', 'include', 'exclude', 'answers', 'no-answer', 'revoke')",
            name=op.f("ck_issue_log_kind"),
        ),
        sa.CheckConstraint("(kind = 'revoke') = (revokes IS NOT NULL)", name=op.f("ck_issue_log_revokes")),
        sa.ForeignKeyConstraint(["revokes"], ["issue_log.seq"], name=op.f("fk_issue_log_revokes")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_issue_log")),
        sa.UniqueConstraint("revokes", name=op.f("uq_issue_log_revokes")),
    )
    op.create_table(
        "issue_scores",
        sa.Column("issue_id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("meaning", sa.Float(), nullable=False),
        sa.Column("words", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_issue_scores_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("issue_id", "statement_id", name=op.f("pk_issue_scores")),
    )
    op.create_index("ix_issue_scores_statement_id", "issue_scores", ["statement_id"], unique=False)
    op.create_index("ix_issue_scores_score", "issue_scores", ["issue_id", "score"], unique=False)
    op.create_table(
        "issue_scored",
        sa.Column("issue_id", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_issue_scored")),
    )
    op.create_table(
        "issue_pending",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_issue_pending")),
    )
    op.create_table(
        "party_clues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_party_clues_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_clues")),
    )
    op.create_index(op.f("ix_party_clues_document_id"), "party_clues", ["document_id"], unique=False)
    op.create_index(op.f("ix_party_clues_name_key"), "party_clues", ["name_key"], unique=False)
