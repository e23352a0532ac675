"""The record: documents, readings and people's corrections, in SQLite or PostgreSQL (``store.open_record``)."""
