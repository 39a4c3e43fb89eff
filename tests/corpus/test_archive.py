"""corpus.archive: what is stored is checked, filtered and never changed by reading."""

from datetime import date
from pathlib import Path

import apsw
import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import Archive, ArchiveError, Coverage
from corpus.article import Article, Outlet
from corpus.filters import Filters
from corpus.readers.reading import Failure
from tests.corpus.builders import add, add_rows, filters, only, row_source, source

DAM = {"title": "Dam holds", "text": "The dam held.", "outlet": "Vale Courier", "published": "2024-03-02"}


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "write.lock"}


# opening


def test_open_names_the_folder_and_the_command_where_there_is_none(tmp_path):
    folder = tmp_path / "news"
    with pytest.raises(ArchiveError, match=f"no archive at {folder}; make one with: dateline add PATH --archive {folder}"):
        Archive.open(folder)
    assert not folder.exists()


def test_create_opens_an_archive_that_exists(archive):
    add_rows(archive, DAM)
    assert only(Archive.create(archive.folder)).title == "Dam holds"


def test_create_refuses_a_file(tmp_path):
    path = tmp_path / "news"
    path.write_text("")
    with pytest.raises(ArchiveError, match=f"{path} can't be an archive: File exists"):
        Archive.create(path)


@pytest.mark.parametrize("opening", [Archive.open, Archive.create])
def test_archive_refuses_what_is_no_database(tmp_path, opening):
    (tmp_path / "archive.sqlite3").write_bytes(b"words " * 500)
    with pytest.raises(ArchiveError, match=r"archive\.sqlite3 can't be used: file is not a database"):
        opening(tmp_path)


@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
def test_archive_of_a_newer_version_is_refused_untouched(archive, journal_mode):
    add_rows(archive, DAM)
    archive.connection.pragma("user_version", 99)
    archive.connection.pragma("journal_mode", journal_mode)
    archive.connection.close()
    before = files_of(archive.folder)
    with pytest.raises(ArchiveError, match=r"archive version 99, this one reads up to 5\): update Dateline"):
        Archive.open(archive.folder)
    assert files_of(archive.folder) == before


# the writer's lock


def test_writing_is_refused_while_another_holds_the_lock(archive):
    message = f"another dateline is writing to {archive.folder}; try again when it has finished"
    with FileLock(archive.folder / "write.lock"), pytest.raises(ArchiveError, match=message), archive.writing():
        pass


def test_writing_keeps_a_second_writer_out(archive):
    with archive.writing(), pytest.raises(ArchiveError, match="another dateline"), Archive.open(archive.folder).writing():
        pass


def test_writing_frees_the_lock_after_an_error(archive):
    with pytest.raises(KeyError, match="stopped"), archive.writing():
        raise KeyError("stopped")
    with FileLock(archive.folder / "write.lock", timeout=0):
        pass


def test_readers_answer_while_another_writes(archive):
    add_rows(archive, DAM)
    reader = Archive.open(archive.folder)
    with archive.writing(), archive.connection:
        archive.store_setting("model", "other")
        assert (only(reader).text, reader.setting("model")) == ("The dam held.", None)
    assert reader.setting("model") == "other"


# damage


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE articles SET text = replace(text, 'held', 'hell')",
        "UPDATE articles SET record = replace(record, 'Dam holds', 'Dam folds')",
        "UPDATE articles SET record = replace(record, 'Vale Courier', 'Vale Couriel')",
        "UPDATE articles SET article_id = 'x' || substr(article_id, 2)",
        "UPDATE articles SET digest = x'00'",
    ],
)
def test_article_notices_a_flipped_character(archive, damage):
    add_rows(archive, DAM)
    archive.connection.execute(damage)
    (article_id,) = archive.all_article_ids()
    message = f"article {article_id} of {archive.folder} is damaged: its stored digest does not match; run: dateline verify"
    with pytest.raises(ArchiveError, match=message):
        archive.article(article_id)
    with pytest.raises(ArchiveError, match=message):
        list(archive.articles())
    with pytest.raises(ArchiveError, match=message):
        archive.article_with_passages(1)


@pytest.mark.parametrize("content", ["x'00'", "(SELECT max(content) FROM source_pieces)"], ids=["noise", "another's"])
def test_source_content_notices_damage(archive, content):
    add(archive, row_source(DAM), row_source(DAM | {"text": "The ferry sank."}, name="b.jsonl"))
    source_ids = {a.source_id for a in archive.articles()}
    archive.connection.execute(f"UPDATE source_pieces SET content = {content}")
    with pytest.raises(ArchiveError, match="damaged"):
        [archive.source_content(source_id) for source_id in source_ids]


# reading


def test_source_content_is_the_bytes_that_came_in(archive):
    one = row_source(DAM)
    add(archive, one)
    assert archive.source_content(one.source_id) == one.content


@pytest.mark.parametrize("asked", [Archive.article, Archive.source_content, Archive.article_with_passages])
def test_archive_raises_key_error_for_what_it_does_not_hold(archive, asked):
    with pytest.raises(KeyError, match="7"):
        asked(archive, 7)


def test_passages_are_slices_in_order(archive):
    add_rows(archive, DAM | {"text": "It rained.\n\nRepairs\n\nShe came."})
    article, stored = archive.article_with_passages(1)
    assert [article.text[s.passage.start : s.passage.end] for s in stored] == ["It rained.", "Repairs\n\nShe came."]
    assert archive.n_passages(article.article_id) == 2
    assert archive.passages([s.passage_no for s in stored] + [99]) == {s.passage_no: s for s in stored}
    assert archive.passages([]) == {}


def test_archive_searches_the_newest_version_only(world):
    (url_no,) = [no for no, superseded in world.changed_articles(0) if superseded]
    old, stored = world.article_with_passages(url_no)
    assert (old.text, world.article(old.article_id)) == ("The dam rose again.", old)
    assert world.passages([s.passage_no for s in stored]) == {}
    assert "The dam rose again." not in {a.text for a in world.articles()}
    assert len(world.all_article_ids()) == 32


def test_changed_articles_are_those_after_a_change(archive):
    add_rows(archive, DAM)
    add_rows(archive, DAM | {"text": "The ferry sank."})
    assert archive.change == 2
    assert [archive.changed_articles(n) for n in range(3)] == [[(1, False), (2, False)], [(2, False)], []]


def test_outlets_are_counted_most_first(world):
    counts = [(c.outlet.name, c.n_articles) for c in world.outlets()]
    assert counts == [("Vale Courier", 11), ("Northern Wire", 10), ("unknown outlet", 10)]


def test_newest_headlines_are_of_articles_known_to_the_day(world):
    headlines = world.newest_headlines(4)
    assert sorted(headlines[:3]) == ["Report 2024-03-15", "Report 2024-03-15 Northern Wire", "Report 2024-03-15 Vale Courier"]
    assert headlines[3].startswith("Report 2024-02-29")
    assert len(world.newest_headlines(99)) == 15


def test_failures_are_listed_by_source_and_place(archive):
    add(archive, source(b"", "b.txt"), source('{"text": "One."}\n{\n', "a.jsonl"), Failure("c.txt", "can't be read: gone"))
    assert [(f.source_name, f.record) for f in archive.failures()] == [("a.jsonl", "line 2"), ("b.txt", None), ("c.txt", None)]
    assert archive.failures()[1:] == [Failure("b.txt", "the file is empty"), Failure("c.txt", "can't be read: gone")]


def test_setting_is_none_until_stored(archive):
    assert archive.setting("model") is None
    archive.store_setting("model", "one")
    archive.store_setting("model", "two")
    assert Archive.open(archive.folder).setting("model") == "two"


def test_registry_reads_the_archives_own_rules(archive):
    (archive.folder / "outlets.toml").write_text('[[outlet]]\nname = "Harl Herald"\n')
    assert archive.registry().find("harl herald").name == "Harl Herald"


# coverage


NAMES = ("Northern Wire", "Vale Courier")
VALE = frozenset({"vale-courier"})
COVERAGES = [
    (Filters(), Coverage(31, 2, date(2024, 1, 5), date(2024, 3, 15), 3, 0, NAMES)),
    (Filters(first=date(2024, 3, 1)), Coverage(9, 2, date(2024, 3, 15), date(2024, 3, 15), 0, 3, NAMES)),
    (Filters(last=date(2023, 6, 1)), Coverage(3, 2, date(2023, 1, 1), date(2023, 12, 31), 0, 3, NAMES)),
    (Filters(as_of=date(2022, 1, 1)), Coverage(0, 0, None, None, 0, 3, ())),
    (Filters(frozenset({"unknown"})), Coverage(10, 0, date(2024, 1, 5), date(2024, 3, 15), 1, 0, ())),
    (Filters(VALE, as_of=date(2024, 1, 31)), Coverage(5, 1, date(2024, 1, 5), date(2024, 1, 31), 0, 1, NAMES[1:])),
]


@pytest.mark.parametrize(("given", "expected"), COVERAGES)
def test_coverage_counts_what_is_searched_and_left_out(world, given, expected):
    assert world.coverage(given) == expected


def test_coverage_of_an_empty_archive_is_nothing(archive):
    assert archive.coverage(Filters()) == Coverage(0, 0, None, None, 0, 0)


def test_coverage_names_each_outlet_once(archive):
    add_rows(archive, *({"text": f"The dam held in {name}.", "outlet": name} for name in ("Harl Herald", "HARL HERALD")))
    coverage = archive.coverage(Filters())
    assert (coverage.n_outlets, len(coverage.outlet_names)) == (1, 1)


# filters against brute force


def lets_through(limits: Filters, article: Article) -> bool:
    """The promise of `Filters`, said again without SQL."""
    dates = article.published
    after = limits.first is None or (dates.last_day is not None and dates.last_day >= limits.first)
    before = all(day is None or (dates.first_day is not None and dates.first_day <= day) for day in (limits.last, limits.as_of))
    of_outlet = not limits.outlet_ids or article.outlet.outlet_id in limits.outlet_ids
    return after and before and of_outlet and article.article_id not in limits.without


@given(data=st.data())
def test_passage_nos_equal_brute_force(world, data):
    limits = data.draw(filters(["northern-wire", "vale-courier", "unknown", "not-held"], world.all_article_ids()))
    expected = []
    for article_no, superseded in world.changed_articles(0):
        article, passages = world.article_with_passages(article_no)
        assert limits.admits(article) is lets_through(limits, article)
        if lets_through(limits, article) and not superseded:
            expected += [stored.passage_no for stored in passages]
    found = world.passage_nos(limits)
    assert (found.tolist(), found.dtype) == (expected, "int64")
    assert world.coverage(limits).n_articles == len(expected)


def test_vectors_and_passages_go_with_their_article(archive):
    add_rows(archive, DAM)
    archive.connection.execute("DELETE FROM articles")
    assert list(archive.connection.execute("SELECT * FROM passages")) == []
    with pytest.raises(apsw.ConstraintError):
        archive.connection.execute("INSERT INTO passages (article_no, start, end, text_sha256) VALUES (1, 0, 1, x'00')")


def test_outlet_of_an_article_survives_storing(archive):
    add_rows(archive, DAM)
    assert only(archive).outlet == Outlet("vale-courier", "Vale Courier", "vale-courier.example", "GB", "metadata")
