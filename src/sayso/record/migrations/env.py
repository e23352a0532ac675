"""Alembic's environment: migrations run on the connection, and in the transaction, that the caller opened."""

from __future__ import annotations

from alembic import context

from sayso.record.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
