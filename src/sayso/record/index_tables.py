"""Tables beside the facts: sentence vectors, which can be made again, and what ``sayso watch`` remembers.

Word search has an index of its own kind on each store, made in migration 0002: FTS5 (``statements_fts``) on SQLite,
a ``tsvector`` (``statement_words``) on PostgreSQL. Triggers keep both in step with ``statements``.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from sayso.record.columns import Verbatim
from sayso.record.tables import metadata

statement_vectors = Table(
    "statement_vectors",
    metadata,
    # Grows with every vector written and is never used again: what is newer than a number is what was written since.
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("statement_id", Integer, ForeignKey("statements.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("code", LargeBinary, nullable=False),  # 48 bytes: the sign of each component
    Column("vector", LargeBinary, nullable=False),  # 384 int8, see record/vectors.py
    sqlite_autoincrement=True,
)

watch_feeds = Table(
    "watch_feeds",
    metadata,
    Column("url", Verbatim, primary_key=True),
    Column("outlet", Verbatim),
    Column("title", Verbatim),
    Column("listed", Boolean, nullable=False),  # still in the feeds file
    Column("etag", Verbatim),
    Column("last_modified", Verbatim),
    Column("next_poll", Text, nullable=False),  # moments are UTC, 2025-02-12T08:30:00Z
    Column("last_poll", Text),
    Column("last_answer", Text),  # last poll that went well
    Column("polls", Integer, nullable=False),
    Column("failures", Integer, nullable=False),  # since it last went well
    Column("problem", Verbatim),
)

watch_articles = Table(
    "watch_articles",
    metadata,
    Column("url", Verbatim, primary_key=True),
    Column("feed", Verbatim, ForeignKey("watch_feeds.url"), nullable=False, index=True),
    Column("title", Verbatim),
    Column("published", Text),
    Column("stamp", Text, nullable=False),  # changes when the feed says that the article changed
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Text, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),  # in its feed
    Column("finished", Text),
    Column("problem", Verbatim),
    CheckConstraint("state IN ('waiting', 'added', 'unchanged', 'updated', 'gone', 'refused', 'failed')", name="state"),
    Index("ix_watch_articles_state", "state", "next_try"),
)

watch_run = Table(
    "watch_run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # 1: there is at most one watcher of a record
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started", Text, nullable=False),
    Column("beat", Text, nullable=False),
    Column("doing", Verbatim, nullable=False),
)
