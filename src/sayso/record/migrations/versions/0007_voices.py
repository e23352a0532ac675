"""What reports say of speakers, read from an index alone: it is asked at every look at an issue."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# On SQLite only: PostgreSQL has a bound on the size of an index's rows, and a role is as long as a report makes it.
_VOICES = (
    "CREATE INDEX ix_statements_voices ON statements "
    "(speaker_name, speaker_kind, speaker_role, speaker_for, speaker_actor, document_id)"
)


def upgrade() -> None:
    """Make the index."""
    if op.get_bind().dialect.name == "sqlite":
        op.get_bind().exec_driver_sql(_VOICES)
