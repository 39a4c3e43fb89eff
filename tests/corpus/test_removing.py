"""A removed article is in no answer and in no file of the archive; what stays is id, day and reason."""

import shutil

from corpus.filters import Filters
from corpus.lexical import LexicalIndex
from corpus.removing import remove
from tests.conftest import add_paths, index

SECRET = {"title": "Zanzibarine", "text": "The quixotical dam engineer kept a xylophonist.", "url": "https://x.example/1"}
LATER = {**SECRET, "text": "The quixotical dam engineer kept a xylophonist and a cook."}
OTHER = {"text": "The ferry sailed."}


def everything(folder) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_remove_leaves_no_byte_of_the_text_in_any_file(archive, write_rows):
    add_paths(archive, write_rows(SECRET, name="a.jsonl"), write_rows(OTHER, name="b.jsonl"))
    encoder = index(archive)
    (found,) = [a for a in archive.articles() if a.title]
    assert b"xylophonist" in everything(archive.folder)
    removal = remove(archive, found.article_id, "retracted")
    index(archive, encoder)
    assert (removal.n_versions, removal.n_without_source) == (1, 0)
    for word in (b"xylophonist", b"quixot", b"Zanzibarine"):
        assert word not in everything(archive.folder)
    assert LexicalIndex.open(archive).search(["xylophonist"], 5, Filters()) == []
    assert [a.text for a in archive.articles()] == ["The ferry sailed."]


def test_remove_takes_all_versions_along(archive, write_rows):
    add_paths(archive, write_rows(SECRET, name="a.jsonl"))
    add_paths(archive, write_rows(LATER, name="b.jsonl"))
    (newest,) = archive.articles()
    assert remove(archive, newest.article_id, "x").n_versions == 2
    assert archive.all_article_ids() == []
    assert archive.sources.ids() == []


def test_remove_drops_a_shared_source_and_says_how_many_articles_lost_it(archive, write_rows):
    add_paths(archive, write_rows(SECRET, OTHER))
    removal = remove(archive, next(archive.articles()).article_id, "x")
    assert removal.n_without_source == 1
    assert archive.sources.ids() == []
    assert [a.text for a in archive.articles()] == ["The ferry sailed."]


def test_removed_article_is_skipped_when_it_is_added_again(archive, write_rows):
    path = write_rows(SECRET)
    add_paths(archive, path)
    remove(archive, next(archive.articles()).article_id, "court order")
    assert add_paths(archive, path).outcomes == {"skipped": 1}
    assert list(archive.connection.execute("SELECT reason FROM removals")) == [("court order",)]


def test_indexes_of_before_a_removal_are_made_anew_even_when_the_command_was_killed(archive, write_rows):
    add_paths(archive, write_rows(SECRET, name="a.jsonl"), write_rows(OTHER, name="b.jsonl"))
    encoder = index(archive)
    old = archive.folder.parent / "old"
    shutil.copytree(archive.index_folder, old)
    remove(archive, next(archive.articles()).article_id, "x")
    shutil.rmtree(archive.index_folder)
    shutil.copytree(old, archive.index_folder)  # as if the process had been killed before it came to the indexes
    index(archive, encoder)
    assert b"xylophonist" not in everything(archive.index_folder)
