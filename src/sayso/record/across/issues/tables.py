"""Tables of issues: the log of people's judgements on them, which are facts, and what is computed for quick reading."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Integer, Table, Text

from sayso.record.columns import Verbatim
from sayso.record.tables import metadata, statements

issue_log = Table(
    "issue_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # 1, 2 … without a gap
    Column("kind", Text, nullable=False),
    Column("issue_id", Text),
    Column("name", Verbatim),
    Column("about", Verbatim),
    Column("statement_uid", Text),  # what is included or excluded; the statement that answers
    Column("target_uid", Text),  # the statement that is answered
    Column("author", Verbatim, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("reason", Verbatim),
    Column("revokes", Integer, ForeignKey("issue_log.seq"), unique=True),
    Column("chain", Text, nullable=False),  # sha256 of the row before it and of this one
    CheckConstraint(
        "kind IN ('add', 'edit', 'remove', 'include', 'exclude', 'answers', 'no-answer', 'revoke')", name="kind"
    ),
    CheckConstraint("(kind = 'revoke') = (revokes IS NOT NULL)", name="revokes"),
)
"""Append-only: what people follow, which statements they take in or out, which answers they affirm or deny."""

issue_scores = Table(
    "issue_scores",
    metadata,
    Column("issue_id", Text, primary_key=True),
    Column("statement_id", Integer, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("score", Float, nullable=False),  # before anybody's choices
    Column("meaning", Float, nullable=False),
    Column("words", Float, nullable=False),
    Index("ix_issue_scores_statement_id", "statement_id"),
    Index("ix_issue_scores_score", "issue_id", "score"),
)
"""Computed: statements that may bear on an issue."""

issue_scored = Table(
    "issue_scored",
    metadata,
    Column("issue_id", Text, primary_key=True),
    Column("topic", Text, nullable=False),  # hash of the issue's texts and of the network's family
)
"""Computed: the text of each issue that ``issue_scores`` was made for."""

issue_pending = Table("issue_pending", metadata, Column("document_id", Text, primary_key=True))
"""Documents whose statements or title have changed since they were scored; filled by triggers."""

party_clues = Table(
    "party_clues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("name_key", Text, nullable=False, index=True),
    Column("name", Verbatim, nullable=False),
    Column("phrase", Verbatim, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
)
"""Computed: words of reports that tell whose office somebody holds."""

# What points to a statement, and who is a government, are looked up from issues' pages.
Index("ix_statements_answers_uid", statements.c.answers_uid)
Index("ix_statements_within_uid", statements.c.within_uid)
Index("ix_statements_speaker_kind", statements.c.speaker_kind, statements.c.speaker_name)
