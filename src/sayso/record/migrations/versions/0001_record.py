"""The first record: its tables, readable views, and the guards of what may never change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_VIEWS = {
    # What people see, a row a statement; made to be read in Datasette or psql.
    "who_said_what": """
        SELECT s.uid, s.speaker_name AS speaker, s.speaker_role AS role, s.act, s.content, s.cue, s.source, s.kind,
               s.said, s.outlet AS told_to, s.channel, s.addressee, d.outlet AS published_in, d.published,
               d.title, d.url, s.state, s.judged_by, s.judged_at, s.confidence, s.document_id, s.ordinal,
               d.latest AS newest_version
        FROM statements s JOIN documents d ON d.id = s.document_id""",
    "report_versions": """
        SELECT r.identity AS report, v.ordinal AS version, v.outlet, v.title, v.byline, v.published, v.fetched,
               v.added_at, v.document_id, o.content_type AS page_type, o.size AS page_bytes
        FROM reports r JOIN versions v ON v.report_id = r.id LEFT JOIN originals o ON o.id = v.original_id""",
    "readings_made": """
        SELECT r.document_id, d.title, r.ordinal AS reading, r.reader_version, r.network, r.made_at, r.superseded_at
        FROM readings r JOIN documents d ON d.id = r.document_id""",
    "correction_log": """
        SELECT c.seq, c.kind, c.statement_uid, c.field, c.before, c.after, c.author, c.made_at, c.reason, c.revokes,
               c.kind <> 'revoke' AND NOT EXISTS (SELECT 1 FROM corrections x WHERE x.revokes = c.seq) AS in_force,
               d.title, c.document_id
        FROM corrections c JOIN documents d ON d.id = c.document_id""",
}

_SPANS = {
    "sqlite": """
        SELECT s.uid, json_extract(j.value, '$[0]') AS role, json_extract(j.value, '$[1]') AS span_start,
               json_extract(j.value, '$[2]') AS span_end, s.document_id
        FROM statements s, json_each(s.spans) j""",
    "postgresql": """
        SELECT s.uid, j.value ->> 0 AS role, (j.value ->> 1)::int AS span_start, (j.value ->> 2)::int AS span_end,
               s.document_id
        FROM statements s, jsonb_array_elements(s.spans::jsonb) AS j(value)""",
}

# SQLAlchemy takes a bare colon for a parameter.
_LITERAL_COLON = r"\:"

# Facts: once written they are never changed or taken away. The columns named may not be updated.
_FACTS = {
    "corrections": None,
    "readings": ("document_id", "ordinal", "reader_version", "network", "made_at", "uids", "body", "digest"),
    "documents": ("id", "key", "text", "length", "furniture", "added_at"),
    "originals": None,
}


def upgrade() -> None:
    """Make an empty record."""
    _make_tables()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, select in {**_VIEWS, "statement_spans": _SPANS["sqlite" if sqlite else "postgresql"]}.items():
        op.execute(sa.text(f"CREATE VIEW {name} AS {select.replace(':', _LITERAL_COLON)}"))
    if sqlite:
        _guard_sqlite()
    else:
        _guard_postgresql()


def _guard_sqlite() -> None:
    for table, columns in _FACTS.items():
        of = f" OF {', '.join(columns)}" if columns else ""
        for name, event in (("changed", f"UPDATE{of}"), ("deleted", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {table}_never_{name} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are facts: they are never {name}'); END"
            )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION sayso_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% are facts: they are never changed or deleted', TG_TABLE_NAME; END $$"
    )
    for table, columns in _FACTS.items():
        of = f" OF {', '.join(columns)}" if columns else ""
        for name, event in (("changed", f"UPDATE{of}"), ("deleted", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {table}_never_{name} BEFORE {event} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION sayso_refuse()"
            )


def _make_tables() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("fetched", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("furniture", sa.Text(), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("next_statement", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("key", name=op.f("uq_documents_key")),
    )
    op.create_index(op.f("ix_documents_outlet"), "documents", ["outlet"], unique=False)
    op.create_index(op.f("ix_documents_published"), "documents", ["published"], unique=False)
    op.create_index(op.f("ix_documents_url"), "documents", ["url"], unique=False)
    op.create_table(
        "originals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_originals")),
    )
    op.create_table(
        "record_info",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_record_info")),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("identity", name=op.f("uq_reports_identity")),
    )
    op.create_table(
        "corrections",
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
        sa.CheckConstraint(
            "kind IN ('field', 'spans', 'add', 'remove', 'furniture-add', 'furniture-remove', "
            "'confirm', 'dispute', 'revoke')",
            name=op.f("ck_corrections_kind"),
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_corrections_document_id")),
        sa.ForeignKeyConstraint(["revokes"], ["corrections.seq"], name=op.f("fk_corrections_revokes")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_corrections")),
        sa.UniqueConstraint("revokes", name=op.f("uq_corrections_revokes")),
    )
    op.create_index(op.f("ix_corrections_document_id"), "corrections", ["document_id"], unique=False)
    op.create_index(op.f("ix_corrections_statement_uid"), "corrections", ["statement_uid"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("superseded_at", sa.Text(), nullable=True),
        sa.Column("uids", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_readings_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_readings_document_id_ordinal")),
    )
    op.create_index(
        "uq_readings_current",
        "readings",
        ["document_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("local_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("within_uid", sa.Text(), nullable=True),
        sa.Column("answers_uid", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("speaker_name", sa.Text(), nullable=True),
        sa.Column("speaker_kind", sa.Text(), nullable=True),
        sa.Column("speaker_role", sa.Text(), nullable=True),
        sa.Column("speaker_for", sa.Text(), nullable=True),
        sa.Column("speaker_actor", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("said_text", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.Text(), nullable=True),
        sa.Column("judged_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('machine-read', 'confirmed', 'corrected', 'disputed')", name=op.f("ck_statements_state")
        ),
        sa.CheckConstraint("span_start >= 0 AND span_end > span_start", name=op.f("ck_statements_span")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statements_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("uid", name=op.f("uq_statements_uid")),
    )
    op.create_index(op.f("ix_statements_act"), "statements", ["act"], unique=False)
    op.create_index(op.f("ix_statements_document_id"), "statements", ["document_id"], unique=False)
    op.create_index(op.f("ix_statements_said"), "statements", ["said"], unique=False)
    op.create_index(op.f("ix_statements_speaker_name"), "statements", ["speaker_name"], unique=False)
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("fetched", sa.Text(), nullable=True),
        sa.Column("original_id", sa.Text(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.CheckConstraint("ordinal > 0", name=op.f("ck_versions_ordinal")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_versions_document_id")),
        sa.ForeignKeyConstraint(["original_id"], ["originals.id"], name=op.f("fk_versions_original_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_versions_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("report_id", "ordinal", name=op.f("uq_versions_report_id_ordinal")),
    )
    op.create_index(op.f("ix_versions_document_id"), "versions", ["document_id"], unique=False)
    op.create_table(
        "problems",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_problems_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problems")),
    )
    op.create_index(op.f("ix_problems_reading_id"), "problems", ["reading_id"], unique=False)
