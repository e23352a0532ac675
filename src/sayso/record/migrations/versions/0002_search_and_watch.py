"""Indexes of words and vectors over what people see, and what the watcher remembers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Columns of the word index, in this order: their weights below go by place.
_WORDS = ("speaker_name", "source", "cue", "content")


def upgrade() -> None:
    """Make the indexes, fill them from the statements that are there, and keep them in step by triggers."""
    _make_tables()
    op.create_index(
        "ix_documents_earlier",
        "documents",
        ["id"],
        unique=False,
        sqlite_where=sa.text("latest IS 0"),
        postgresql_where=sa.text("latest IS false"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _index_sqlite()
    else:
        _index_postgresql()


def _index_sqlite() -> None:
    columns = ", ".join(_WORDS)
    new, old = (", ".join(f"{row}.{column}" for column in _WORDS) for row in ("new", "old"))
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in _WORDS)
    insert = f"INSERT INTO statements_fts(rowid, {columns}) VALUES (new.id, {new});"  # noqa: S608 - constants
    delete = f"INSERT INTO statements_fts(statements_fts, rowid, {columns}) VALUES ('delete', old.id, {old});"  # noqa: S608
    for statement in (
        f"CREATE VIRTUAL TABLE statements_fts USING fts5({columns}, content='statements', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')",
        # How much a word counts in each column: what is said before who says it.
        "INSERT INTO statements_fts(statements_fts, rank) VALUES ('rank', 'bm25(4.0, 1.0, 1.0, 8.0)')",
        "INSERT INTO statements_fts(statements_fts) VALUES ('rebuild')",
        f"CREATE TRIGGER statements_fts_insert AFTER INSERT ON statements BEGIN {insert} END",
        f"CREATE TRIGGER statements_fts_delete AFTER DELETE ON statements BEGIN {delete} END",
        f"CREATE TRIGGER statements_fts_update AFTER UPDATE ON statements WHEN old.id IS NOT new.id OR {changed} "
        f"BEGIN {delete} {insert} END",
        "CREATE TRIGGER statement_vectors_stale AFTER UPDATE ON statements WHEN old.content IS NOT new.content "
        "BEGIN DELETE FROM statement_vectors WHERE statement_id = old.id; END",
    ):
        op.get_bind().exec_driver_sql(statement)


def _index_postgresql() -> None:
    columns = ", ".join(_WORDS)
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _WORDS)
    insert = (
        "INSERT INTO statement_words(statement_id, words) VALUES (NEW.id, "
        "sayso_words(NEW.speaker_name, NEW.source, NEW.cue, NEW.content)) "
        "ON CONFLICT (statement_id) DO UPDATE SET words = EXCLUDED.words;"
    )
    for statement in (
        # Porter's stemmer without stop words: what SQLite's index does, so that both stores find the same.
        "CREATE TEXT SEARCH DICTIONARY sayso_stem (TEMPLATE = snowball, LANGUAGE = porter)",
        "CREATE TEXT SEARCH CONFIGURATION sayso (COPY = pg_catalog.simple)",
        "ALTER TEXT SEARCH CONFIGURATION sayso ALTER MAPPING FOR asciiword, word, numword WITH sayso_stem",
        # Marks taken from letters; everything but letters and digits made blank, so that PostgreSQL's parser meets
        # neither addresses nor hyphenated compounds, which it would index in its own way.
        "CREATE FUNCTION sayso_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS "
        "$$ SELECT regexp_replace(regexp_replace(normalize(coalesce(words, ''), NFD), U&'[\\0300-\\036F]', '', 'g'), "
        "U&'[\\0001-/\\003A-@\\005B-`{-\\00BF\\2000-\\206F\\3000-\\303F]+', ' ', 'g') $$",
        "CREATE FUNCTION sayso_words(speaker_name text, source text, cue text, content text) RETURNS tsvector "
        "LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT "
        "setweight(to_tsvector('sayso', left(sayso_plain(content), 200000)), 'A') || "
        "setweight(to_tsvector('sayso', left(sayso_plain(speaker_name), 20000)), 'B') || "
        "setweight(to_tsvector('sayso', left(sayso_plain(source), 20000)), 'C') || "
        "setweight(to_tsvector('sayso', left(sayso_plain(cue), 20000)), 'D') $$",
        "CREATE TABLE statement_words (statement_id integer CONSTRAINT pk_statement_words PRIMARY KEY "
        "CONSTRAINT fk_statement_words_statement_id REFERENCES statements(id) ON DELETE CASCADE, "
        "words tsvector NOT NULL)",
        f"INSERT INTO statement_words SELECT id, sayso_words({columns}) FROM statements",  # noqa: S608
        "CREATE INDEX ix_statement_words_words ON statement_words USING gin (words)",
        f"CREATE FUNCTION sayso_index_statement() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {insert} "
        "RETURN NULL; END $$",
        "CREATE FUNCTION sayso_vector_stale() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN DELETE FROM statement_vectors WHERE statement_id = OLD.id; RETURN NULL; END $$",
        "CREATE TRIGGER statement_words_insert AFTER INSERT ON statements "
        "FOR EACH ROW EXECUTE FUNCTION sayso_index_statement()",
        "CREATE TRIGGER statement_words_update AFTER UPDATE ON statements "
        f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION sayso_index_statement()",
        "CREATE TRIGGER statement_vectors_stale AFTER UPDATE ON statements "
        "FOR EACH ROW WHEN (OLD.content IS DISTINCT FROM NEW.content) EXECUTE FUNCTION sayso_vector_stale()",
    ):
        op.get_bind().exec_driver_sql(statement)


def _make_tables() -> None:
    op.create_table(
        "statement_vectors",
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_statement_vectors_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_statement_vectors")),
        sa.UniqueConstraint("statement_id", name=op.f("uq_statement_vectors_statement_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "watch_feeds",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("next_poll", sa.Text(), nullable=False),
        sa.Column("last_poll", sa.Text(), nullable=True),
        sa.Column("last_answer", sa.Text(), nullable=True),
        sa.Column("polls", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_watch_feeds")),
    )
    op.create_table(
        "watch_articles",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("last_seen", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'added', 'unchanged', 'updated', 'gone', 'refused', 'failed')",
            name=op.f("ck_watch_articles_state"),
        ),
        sa.ForeignKeyConstraint(["feed"], ["watch_feeds.url"], name=op.f("fk_watch_articles_feed")),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_watch_articles")),
    )
    op.create_index(op.f("ix_watch_articles_feed"), "watch_articles", ["feed"], unique=False)
    op.create_index(op.f("ix_watch_articles_state"), "watch_articles", ["state", "next_try"], unique=False)
    op.create_table(
        "watch_run",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("beat", sa.Text(), nullable=False),
        sa.Column("doing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_run")),
    )
