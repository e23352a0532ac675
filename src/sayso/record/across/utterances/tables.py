"""Tables of utterances: the log of people's judgements on them, which are facts, and what is computed of statements."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Float, ForeignKey, Index, Integer, Table, Text

from sayso.record.columns import Verbatim
from sayso.record.tables import metadata

utterance_log = Table(
    "utterance_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # 1, 2 … without a gap
    Column("kind", Text, nullable=False),
    Column("statement_uid", Text, nullable=False),
    Column("other_uid", Text, nullable=False),
    Column("author", Verbatim, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("reason", Verbatim),
    Column("revokes", Integer, ForeignKey("utterance_log.seq"), unique=True),
    Column("chain", Text, nullable=False),  # sha256 of the row before it and of this one
    CheckConstraint("kind IN ('same', 'different', 'revoke')", name="kind"),
    CheckConstraint("(kind = 'revoke') = (revokes IS NOT NULL)", name="revokes"),
)
"""Append-only: which statements people say report one utterance, and which do not."""

utterance_pending = Table("utterance_pending", metadata, Column("document_id", Text, primary_key=True))
"""Documents of which something changed that utterances depend on; filled by triggers and judgements."""

utterance_told = Table(
    "utterance_told",
    metadata,
    # No foreign keys here and below: a row outlives its statement until its document is looked at again, which is
    # how those that were joined to it are found.
    Column("statement_id", Integer, primary_key=True, autoincrement=False),
    Column("document_id", Text, nullable=False, index=True),
    Column("day", Integer, nullable=False),  # date.toordinal of when it was said, else reported; 0: not dated
    Column("exact", Boolean, nullable=False),  # the report tells when it was said
    Column("nests", Boolean, nullable=False),  # another statement is nested in it
    Column("actor", Text),  # id of the actor that it was joined by
    Column("words", Text, nullable=False),  # see utterances_pairing.packed_words
    Column("utterance", Integer),  # the least statement_id of those joined; NULL: joined to none
)
"""Computed: statements in the newest versions of reports, as they are held against each other."""
Index(None, utterance_told.c.utterance)

utterance_keys = Table(
    "utterance_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),  # hash of a speaker's name, or of a run of words
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("statement_id", Integer, primary_key=True, autoincrement=False),
    Index("ix_utterance_keys_statement_id", "statement_id"),
    sqlite_with_rowid=False,
)
"""Computed: what statements are found by."""

utterance_pairs = Table(
    "utterance_pairs",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),  # statement_id, the lesser
    Column("other", Integer, primary_key=True, autoincrement=False),
    Column("certainty", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
    Index("ix_utterance_pairs_other", "other"),
)
"""Computed: statements of two documents that the machine takes for reports of one utterance."""

utterance_groups = Table(
    "utterance_groups",
    metadata,
    Column("utterance", Integer, primary_key=True, autoincrement=False),
    Column("day", Integer, nullable=False),  # the earliest
    Column("reports", Integer, nullable=False),  # documents
    Column("copies", Integer, nullable=False),  # of which copies
    Column("wordings", Integer, nullable=False),
    Index("ix_utterance_groups_day", "day", "utterance"),
)
"""Computed: the utterances, for their list."""

utterance_document_keys = Table(
    "utterance_document_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),  # hash of a run of the text's words
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("document_id", Text, primary_key=True),
    Index("ix_utterance_document_keys_document_id", "document_id"),
    sqlite_with_rowid=False,
)
"""Computed: what copies of a text are found by."""

utterance_copies = Table(
    "utterance_copies",
    metadata,
    Column("one", Text, primary_key=True),  # document id, the lesser
    Column("other", Text, primary_key=True),
    Column("share", Float, nullable=False),  # of the shorter text's runs of words that stand in the other
    Index("ix_utterance_copies_other", "other"),
)
"""Computed: texts of which one is a copy of the other, or of a part of it."""
