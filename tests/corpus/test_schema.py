"""corpus.schema: the tables, and the way from an older archive to the current one."""

import apsw
import pytest

from corpus.schema import MIGRATIONS, VERSION, migrate, refuse_newer


@pytest.fixture
def connection():
    with apsw.Connection(":memory:") as opened:
        yield opened


def rows(connection: apsw.Connection, query: str) -> list[tuple]:
    return list(connection.execute(query))


def test_migrate_makes_strict_tables(connection):
    migrate(connection)
    assert connection.pragma("user_version") == VERSION == 5
    tables = rows(connection, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' AND strict")
    names = {"settings", "sources", "articles", "passages", "vectors", "sketches", "near_copies", "failures"}
    names |= {"corrections", "removals", "short_paragraphs", "source_pieces", "annotations"}
    assert {name for (name,) in tables} == names
    assert rows(connection, "SELECT value FROM settings WHERE key = 'change'") == [("0",)]
    assert len(rows(connection, "SELECT value FROM settings WHERE key = 'archive_id'")[0][0]) == 32


def test_migrate_changes_nothing_a_second_time(connection):
    migrate(connection)
    connection.execute("UPDATE settings SET value = '7' WHERE key = 'change'")
    migrate(connection)
    assert rows(connection, "SELECT value FROM settings WHERE key = 'change'") == [("7",)]


def test_refuse_newer_leaves_a_newer_archive_untouched(connection):
    connection.pragma("user_version", VERSION + 1)
    with pytest.raises(ValueError, match=r"x\.sqlite3 was written by a newer .+version 6, .+up to 5\): update Dateline"):
        refuse_newer(connection, "x.sqlite3")
    assert rows(connection, "SELECT name FROM sqlite_schema") == []
    assert connection.pragma("user_version") == VERSION + 1


def test_migrate_leaves_nothing_half_done(connection):
    connection.execute("CREATE TABLE failures (x)")
    with pytest.raises(apsw.SQLError, match="failures already exists"):
        migrate(connection)
    assert rows(connection, "SELECT name FROM sqlite_schema") == [("failures",)]
    assert connection.pragma("user_version") == 0


def test_articles_read_their_filters_from_the_record(connection):
    migrate(connection)
    connection.execute("INSERT INTO sources VALUES ('s', 'n', '', '', 0)")
    record = '{"outlet": {"outlet_id": "radio-halden"}, "url": null, "first_day": 5, "last_day": 9}'
    columns = "article_id, source_id, record, text, digest, change_no"
    connection.execute(f"INSERT INTO articles ({columns}) VALUES ('a', 's', ?, 't', x'00', 1)", (record,))
    query = "SELECT outlet_id, url, first_day, last_day, superseded FROM articles"
    assert rows(connection, query) == [("radio-halden", None, 5, 9, 0)]


def test_sources_of_an_older_archive_keep_their_bytes_as_one_piece(connection):
    for script in MIGRATIONS[:3]:
        connection.execute(script)
    connection.pragma("user_version", 3)
    connection.execute("INSERT INTO sources VALUES ('s', 'n', '2026', 'd', x'0102'), ('gone', 'm', '2026', 'dropped', x'')")
    columns = "article_id, source_id, record, text, digest, change_no"
    connection.execute(f"INSERT INTO articles ({columns}) VALUES ('a', 's', '{{}}', 't', x'00', 1)")
    migrate(connection)
    assert rows(connection, "SELECT * FROM source_pieces") == [("s", 0, b"\x01\x02")]
    assert rows(connection, "SELECT source_id, reading, n_articles FROM sources ORDER BY 1") == [
        ("gone", "dropped", 0),
        ("s", "d", 1),
    ]
