"""The record's tables, one schema for SQLite and PostgreSQL. What each column holds: docs/record.md.

``readings`` holds every reading ever made, whole; ``corrections`` every judgement by a person, append-only. Both are
facts and never change. ``statements`` is what a person sees now: the current reading of each document with the
corrections in force, kept in step inside the transaction that changes either, so that search and SQL can use it.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from sayso.record.columns import Verbatim

HEAD = "0007"
"""The newest migration in ``record/migrations/versions``: what a record that this sayso can write is at."""

VERSION_TABLE = "sayso_schema"
"""Where Alembic keeps the revision; not its usual name, so that a database of several programs keeps them apart."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

record_info = Table(
    "record_info",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

originals = Table(
    "originals",
    metadata,
    Column("id", Text, primary_key=True),  # sha256: of the page's bytes as fetched
    Column("content_type", Text),
    Column("size", Integer, nullable=False),  # bytes before compression
    Column("data", LargeBinary, nullable=False),  # zlib
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),  # sha256: of the text
    Column("key", Text, nullable=False, unique=True),  # shortest unique beginning of that hash, 8 digits or more
    Column("url", Verbatim),
    Column("outlet", Verbatim),
    Column("title", Verbatim),
    Column("byline", Verbatim),
    Column("published", Verbatim),
    Column("fetched", Verbatim),
    Column("language", Verbatim),
    Column("text", Verbatim, nullable=False),
    Column("length", Integer, nullable=False),  # code points
    Column("furniture", Text, nullable=False),  # JSON, as found by the source; corrections not applied
    Column("latest", Boolean, nullable=False),  # newest version of at least one report
    Column("next_statement", Integer, nullable=False),  # the next number that a statement's uid will take
    Column("added_at", Text, nullable=False),
    Column("came", Text),  # JSON: facts as they came, where a correction has put others into their columns
    Index(None, "outlet"),
    Index(None, "published"),
    Index(None, "url"),
)
# Earlier versions of reports, which a search leaves out: few, and found here without reading over their texts.
Index(
    "ix_documents_earlier",
    documents.c.id,
    sqlite_where=text("latest IS 0"),
    postgresql_where=text("latest IS false"),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", Verbatim, nullable=False, unique=True),  # the URL, or the document's id where there is none
    Column("added_at", Text, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", Integer, ForeignKey("reports.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),  # 1, 2 …
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("url", Verbatim),
    Column("outlet", Verbatim),
    Column("title", Verbatim),
    Column("byline", Verbatim),
    Column("published", Verbatim),
    Column("fetched", Verbatim),
    Column("original_id", Text, ForeignKey("originals.id")),
    Column("added_at", Text, nullable=False),
    UniqueConstraint("report_id", "ordinal"),
    CheckConstraint("ordinal > 0", name="ordinal"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),  # 1, 2 …
    Column("reader_version", Text, nullable=False),
    Column("network", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("superseded_at", Text),  # NULL: the current one
    Column("uids", Text, nullable=False),  # JSON list: the uid of each statement, in the reading's order
    Column("body", LargeBinary, nullable=False),  # zlib of the Reading JSON without the text
    Column("digest", Text, nullable=False),  # sha256: of that JSON
    UniqueConstraint("document_id", "ordinal"),
)
Index(
    "uq_readings_current",
    readings.c.document_id,
    unique=True,
    sqlite_where=text("superseded_at IS NULL"),
    postgresql_where=text("superseded_at IS NULL"),
)

problems = Table(
    "problems",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reading_id", Integer, ForeignKey("readings.id"), nullable=False, index=True),
    Column("code", Verbatim, nullable=False),
    Column("message", Verbatim, nullable=False),
    Column("place", Verbatim),
)

corrections = Table(
    "corrections",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # 1, 2 … without a gap
    Column("kind", Text, nullable=False),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("statement_uid", Text, index=True),
    Column("field", Text),
    Column("before", Text),  # JSON
    Column("after", Text),  # JSON
    Column("selectors", Text, nullable=False),  # JSON: W3C position and quotation of the words it is about
    Column("author", Verbatim, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("reason", Verbatim),
    Column("revokes", Integer, ForeignKey("corrections.seq"), unique=True),
    Column("chain", Text, nullable=False),  # sha256 of the row before it and of this one
    CheckConstraint(
        "kind IN ('field', 'spans', 'add', 'remove', 'furniture-add', 'furniture-remove', 'fact', "
        "'confirm', 'dispute', 'revoke')",
        name="kind",
    ),
    CheckConstraint("(kind = 'revoke') = (revokes IS NOT NULL)", name="revokes"),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),  # stays with the uid: what search and embeddings point at
    Column("uid", Text, nullable=False, unique=True),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),  # place in the view, from 1
    Column("local_id", Text, nullable=False),  # its id inside the view's Reading JSON
    Column("kind", Text, nullable=False),
    Column("within_uid", Text),
    Column("answers_uid", Text),
    Column("source", Verbatim, nullable=False),  # words; pieces joined by PIECES
    Column("cue", Verbatim, nullable=False),
    Column("content", Verbatim, nullable=False),
    Column("spans", Text, nullable=False),  # JSON: [["source", start, end], …] in code points
    Column("span_start", Integer, nullable=False),  # first code point of any span
    Column("span_end", Integer, nullable=False),  # one past the last of any span
    Column("speaker_name", Verbatim),
    Column("speaker_kind", Text),
    Column("speaker_role", Verbatim),
    Column("speaker_for", Verbatim),
    Column("speaker_actor", Verbatim),
    Column("outlet", Verbatim),  # to which it was said; the publishing one is the document's
    Column("channel", Text),
    Column("addressee", Verbatim),
    Column("said", Verbatim),
    Column("said_text", Verbatim),
    Column("act", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("state", Text, nullable=False),  # machine-read, confirmed, corrected, disputed
    Column("judged_by", Verbatim),
    Column("judged_at", Text),
    CheckConstraint("state IN ('machine-read', 'confirmed', 'corrected', 'disputed')", name="state"),
    CheckConstraint("span_start >= 0 AND span_end > span_start", name="span"),
    Index(None, "speaker_name"),
    Index(None, "act"),
    Index(None, "said"),
)

PIECES = " […] "
"""What stands between the pieces of a source, cue or content in several stretches."""
