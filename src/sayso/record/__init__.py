"""The record: documents, readings and people's corrections, kept in SQLite or PostgreSQL. Start: ``store.open_record``."""
