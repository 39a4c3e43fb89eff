"""What the user says of an article is kept apart, put in force, and survives re-adding."""

import pytest

from corpus.archive import ArchiveError
from corpus.corrections import Correction, correct, corrections_of
from tests.conftest import add_paths

DAM = {
    "title": "Dam alarm",
    "text": "The dam alarm sounded at two. Nobody slept.",
    "outlet": "Gazette",
    "published": "2024-03-16",
}


def only(archive):
    (article,) = archive.articles()
    return article


def test_correct_keeps_the_id_and_says_that_the_user_said_so(archive, write_rows):
    add_paths(archive, write_rows(DAM))
    before = only(archive)
    correct(
        archive,
        before.article_id[:8],
        [Correction("outlet", "Vale Courier"), Correction("published", "March 2024"), Correction("title", "Alarm")],
    )
    after = only(archive)
    assert (after.article_id, after.text) == (before.article_id, before.text)
    assert (after.outlet.name, after.outlet.origin, after.title) == ("Vale Courier", "user", "Alarm")
    assert (after.published.iso, after.published.origin, after.published.evidence) == ("2024-03", "user", "March 2024")


def test_correction_survives_adding_the_same_and_the_article_from_another_file(archive, write_rows):
    path = write_rows(DAM)
    add_paths(archive, path)
    correct(archive, only(archive).article_id, [Correction("published", "2023")])
    assert add_paths(archive, path).outcomes == {"unchanged": 1}
    assert add_paths(archive, write_rows(DAM, {"text": "Another."}, name="b.jsonl")).outcomes == {"unchanged": 1, "added": 1}
    assert next(archive.articles()).published.iso == "2023"


def test_correction_moves_the_change_so_that_indexes_take_it_up(archive, write_rows):
    add_paths(archive, write_rows(DAM))
    change = archive.change
    correct(archive, only(archive).article_id, [Correction("title", "Alarm")])
    assert archive.changed_articles(change) == [(1, False)]


def test_correct_refuses_a_date_that_is_none_and_keeps_nothing(archive, write_rows):
    add_paths(archive, write_rows(DAM))
    with pytest.raises(ValueError, match="not a date: 'soon'"):
        correct(archive, only(archive).article_id, [Correction("published", "soon")])
    assert corrections_of(archive, only(archive).article_id) == []


@pytest.mark.parametrize(
    ("prefix", "message"), [("zz", "no article has the id 'zz'"), ("", "more than one article begins with ''")]
)
def test_correct_refuses_an_id_that_names_no_single_article(archive, write_rows, prefix, message):
    add_paths(archive, write_rows(DAM, {"text": "Another."}))
    with pytest.raises(ArchiveError, match=message):
        correct(archive, prefix, [Correction("title", "x")])
