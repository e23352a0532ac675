"""Tables of actors: the log of people's judgements on who is who, and what is computed of it and of the statements."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Float, ForeignKey, Index, Integer, Table, Text, text

from sayso.record.columns import Verbatim
from sayso.record.tables import metadata

actor_log = Table(
    "actor_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # 1, 2 … without a gap
    Column("kind", Text, nullable=False),
    Column("nodes", Text, nullable=False),  # JSON: keys of the one side, or of what is split off
    Column("others", Text, nullable=False),  # JSON: keys of the other side
    Column("uids", Text, nullable=False),  # JSON: [[uid, document id, key of the node it was in], …] split off
    Column("names", Text, nullable=False),  # JSON: the usual names of both sides at the time
    Column("author", Verbatim, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("reason", Verbatim),
    Column("revokes", Integer, ForeignKey("actor_log.seq"), unique=True),
    Column("chain", Text, nullable=False),  # sha256 of the row before it and of this one
    CheckConstraint("kind IN ('merge', 'split', 'apart', 'revoke')", name="kind"),
    CheckConstraint("(kind = 'revoke') = (revokes IS NOT NULL)", name="revokes"),
)
"""Append-only: which actors people say are one, and which are not."""

actor_bonds = Table(
    "actor_bonds",
    metadata,
    Column("node_key", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("side", Integer, primary_key=True),  # 0 and 1 of an ``apart``; 0 of a ``merge``
    Column("kind", Text, nullable=False),
    Index("ix_actor_bonds_seq", "seq"),
)
"""Computed: the merges and aparts in force, by node."""

actor_placed_forms = Table(
    "actor_placed_forms",
    metadata,
    Column("form_key", Text, primary_key=True),
    Column("node_key", Text, nullable=False),
)
"""Computed: forms of names that a split in force puts elsewhere."""

actor_placed_statements = Table(
    "actor_placed_statements",
    metadata,
    Column("uid", Text, primary_key=True),
    Column("document_id", Text, nullable=False, index=True),
    Column("form_key", Text, nullable=False),
    Column("node_key", Text, nullable=False),
)
"""Computed: statements that a split in force puts elsewhere."""

actor_nodes = Table(
    "actor_nodes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("form", Text, nullable=False),  # JSON: what the form is made of; {} for one split off
    Column("actor_id", Text, nullable=False, index=True),
    Column("statements", Integer, nullable=False),  # in the newest versions of reports
    Column("rows", Integer, nullable=False),  # all of them; a node without any goes
)
"""Computed: a name with its context (``pavel-ivanov~kardany``), the smallest thing that is joined to others."""

actor_node_keys = Table(
    "actor_node_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("node_id", Integer, ForeignKey("actor_nodes.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_actor_node_keys_node_id", "node_id"),
)
"""Computed: what nodes are found by; only those that share a key are ever held against each other."""

actor_names = Table(
    "actor_names",
    metadata,
    Column("node_id", Integer, ForeignKey("actor_nodes.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Verbatim, primary_key=True),  # as written
    Column("folded", Text, nullable=False, index=True),
    Column("statements", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
)
"""Computed: names as written, with how often."""

actor_statements = Table(
    "actor_statements",
    metadata,
    Column("statement_id", Integer, primary_key=True, autoincrement=False),  # statements.id
    Column("document_id", Text, nullable=False, index=True),
    Column("node_id", Integer, ForeignKey("actor_nodes.id"), nullable=False),
    Column("name", Verbatim, nullable=False),
    Column("day", Text),  # said, else published
    Column("counted", Boolean, nullable=False),  # stands in the newest version of a report
    Index("ix_actor_statements_node_day", "node_id", "day"),
)
"""Computed: the node of each statement with a named speaker."""

actor_joins = Table(
    "actor_joins",
    metadata,
    Column("left_id", Integer, ForeignKey("actor_nodes.id", ondelete="CASCADE"), primary_key=True),
    Column("right_id", Integer, ForeignKey("actor_nodes.id", ondelete="CASCADE"), primary_key=True),
    Column("score", Float, nullable=False),
    Column("why", Verbatim, nullable=False),
    Column("in_force", Boolean, nullable=False),
    Index("ix_actor_joins_right_id", "right_id"),
)
"""Computed: the machine's judgements; those not in force are proposals to people."""
Index(
    "ix_actor_joins_proposed",
    actor_joins.c.score,
    sqlite_where=text("in_force IS 0"),
    postgresql_where=text("in_force IS false"),
)

actors = Table(
    "actors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Verbatim, nullable=False),  # the usual one
    Column("kind", Text, nullable=False),
    Column("known", Text),  # Wikidata id or the user's own
    Column("statements", Integer, nullable=False),
    Index("ix_actors_statements", "statements", "id"),
)
"""Computed: the actors, each one or more nodes."""
