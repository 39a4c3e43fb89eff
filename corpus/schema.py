"""The tables of `archive.sqlite3` and how older archives become current ones.

`PRAGMA user_version` holds the number of the last migration that was applied.
"""

import apsw

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO settings VALUES ('change', '0');
    INSERT INTO settings VALUES ('archive_id', lower(hex(randomblob(16))));   -- what is derived names it

    CREATE TABLE sources (
        source_id TEXT PRIMARY KEY,               -- SHA-256 of the raw bytes
        name      TEXT NOT NULL,
        added     TEXT NOT NULL,
        reading   TEXT NOT NULL,                  -- digest of the readers' inputs beside the bytes: mapping and rules
        content   BLOB NOT NULL                   -- zlib
    ) STRICT;

    CREATE TABLE articles (
        article_no INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id TEXT NOT NULL UNIQUE,
        source_id  TEXT NOT NULL REFERENCES sources,
        record     TEXT NOT NULL,                 -- JSON of corpus.codec: every field but the text
        text       TEXT NOT NULL,
        digest     BLOB NOT NULL,                 -- SHA-256 over id, record and text: checked at every read
        superseded INTEGER NOT NULL DEFAULT 0,    -- 1: a newer version of the same URL answers
        change_no  INTEGER NOT NULL,              -- the archive change that last touched this row
        outlet_id  TEXT    GENERATED ALWAYS AS (record ->> '$.outlet.outlet_id') VIRTUAL,
        url        TEXT    GENERATED ALWAYS AS (record ->> '$.url') VIRTUAL,
        first_day  INTEGER GENERATED ALWAYS AS (record ->> '$.first_day') VIRTUAL,
        last_day   INTEGER GENERATED ALWAYS AS (record ->> '$.last_day') VIRTUAL
    ) STRICT;
    CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;
    CREATE INDEX articles_by_change ON articles (change_no);
    CREATE INDEX articles_by_day ON articles (superseded, first_day, last_day, outlet_id);

    CREATE TABLE passages (
        passage_no  INTEGER PRIMARY KEY AUTOINCREMENT,
        article_no  INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        start       INTEGER NOT NULL,
        end         INTEGER NOT NULL,
        text_sha256 BLOB NOT NULL
    ) STRICT;
    CREATE INDEX passages_by_article ON passages (article_no);
    CREATE INDEX passages_by_text ON passages (text_sha256);

    CREATE TABLE vectors (
        encoder_digest TEXT NOT NULL,
        text_sha256    BLOB NOT NULL,
        vector         BLOB NOT NULL,             -- float16, little-endian
        PRIMARY KEY (encoder_digest, text_sha256)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sketches (
        shingle    INTEGER NOT NULL,
        article_no INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        PRIMARY KEY (shingle, article_no)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE near_copies (
        article_no  INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        copy_no     INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        containment REAL NOT NULL,
        PRIMARY KEY (article_no, copy_no)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE failures (
        source_name TEXT NOT NULL,
        record      TEXT NOT NULL,
        reason      TEXT NOT NULL,
        added       TEXT NOT NULL,
        PRIMARY KEY (source_name, record)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE articles ADD COLUMN version_of INTEGER REFERENCES articles ON DELETE SET NULL;   -- the version before

    CREATE TABLE corrections (
        article_id TEXT NOT NULL,
        field      TEXT NOT NULL,                 -- outlet, published or title
        value      TEXT NOT NULL,                 -- in the user's words
        said       TEXT NOT NULL,
        PRIMARY KEY (article_id, field)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE removals (
        article_id TEXT PRIMARY KEY,
        removed    TEXT NOT NULL,
        reason     TEXT NOT NULL,
        change_no  INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE short_paragraphs (               -- how many articles of an outlet carry a short paragraph: furniture rules
        outlet_id TEXT NOT NULL,
        paragraph TEXT NOT NULL,
        n         INTEGER NOT NULL,
        PRIMARY KEY (outlet_id, paragraph)
    ) STRICT, WITHOUT ROWID;
    """,
    "CREATE INDEX sketches_of_article ON sketches (article_no)",  # a sketch's size, and its removal, without a scan
    """
    CREATE TABLE source_pieces (                  -- raw bytes, cut so that none of them need be held whole
        source_id TEXT NOT NULL REFERENCES sources ON DELETE CASCADE,
        piece_no  INTEGER NOT NULL,
        content   BLOB NOT NULL,                  -- zlib, each piece by itself
        PRIMARY KEY (source_id, piece_no)
    ) STRICT;
    INSERT INTO source_pieces SELECT source_id, 0, content FROM sources WHERE length(content) > 0;
    ALTER TABLE sources DROP COLUMN content;
    CREATE INDEX articles_by_source ON articles (source_id);

    ALTER TABLE sources ADD COLUMN n_articles INTEGER NOT NULL DEFAULT 0;   -- that its last whole reading gave
    UPDATE sources SET n_articles = (SELECT count(*) FROM articles WHERE articles.source_id = sources.source_id);
    """,
    """
    CREATE TABLE annotations (                    -- which days the words of a text mean: corpus.annotations
        article_no INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        start      INTEGER NOT NULL,
        end        INTEGER NOT NULL,
        first_day  INTEGER NOT NULL,
        last_day   INTEGER NOT NULL,
        PRIMARY KEY (article_no, start)
    ) STRICT, WITHOUT ROWID;
    """,
)
VERSION = len(MIGRATIONS)


def refuse_newer(connection: apsw.Connection, path: str) -> None:
    """Leave an archive of a newer Dateline untouched.

    Raises:
        ValueError: naming both versions.
    """
    held = _version(connection)
    if held > VERSION:
        raise ValueError(
            f"{path} was written by a newer Dateline (archive version {held}, this one reads up to {VERSION}): update Dateline"
        )


def migrate(connection: apsw.Connection) -> None:
    """Bring an archive to the current version, in one transaction."""
    held = _version(connection)
    if held == VERSION:
        return
    with connection:
        for script in MIGRATIONS[held:]:
            connection.execute(script)
        connection.pragma("user_version", VERSION)


def _version(connection: apsw.Connection) -> int:
    return int(connection.pragma("user_version"))
