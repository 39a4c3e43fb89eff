"""Annotations are kept beside the text, and follow its date."""

from corpus.annotations import (
    PassageDays,
    annotations_are_current,
    annotations_of,
    bring_annotations_up_to_date,
    days_of_passages,
)
from corpus.corrections import Correction, correct
from corpus.relative_days import Annotation
from tests.corpus.builders import add_rows, only

DAM = {
    "title": "Dam alarm",
    "text": "The alarm sounded on Sunday. “Nobody slept on Sunday.”",
    "published": "2024-03-13",
    "outlet": "NW",
}


def days(archive) -> list[str]:
    return [str(a.first) for a in annotations_of(archive, only(archive).article_id)]


def test_adding_annotates_and_leaves_the_text_as_it_is(archive):
    from datetime import date

    add_rows(archive, DAM)
    article = only(archive)
    assert annotations_of(archive, article.article_id) == (Annotation(18, 27, date(2024, 3, 10), date(2024, 3, 10)),)
    assert article.text == DAM["text"]
    assert article.text[18:27] == "on Sunday"


def test_a_corrected_date_corrects_the_annotations(archive):
    add_rows(archive, DAM)
    correct(archive, only(archive).article_id, [Correction("published", "2024-03-20")])
    assert days(archive) == ["2024-03-17"]
    correct(archive, only(archive).article_id, [Correction("published", "2024")])
    assert days(archive) == []


def test_an_undated_article_has_no_annotations(archive):
    add_rows(archive, {key: value for key, value in DAM.items() if key != "published"})
    assert days(archive) == []


def test_an_older_archive_is_annotated_at_the_next_write(archive):
    add_rows(archive, DAM)
    archive.connection.execute("DELETE FROM annotations")
    archive.connection.execute("DELETE FROM settings WHERE key = 'annotated'")
    assert not annotations_are_current(archive)
    assert bring_annotations_up_to_date(archive) == 1
    assert days(archive) == ["2024-03-10"]
    assert annotations_are_current(archive)
    assert bring_annotations_up_to_date(archive) == 0


def test_a_removed_article_takes_its_annotations_along(archive):
    from corpus.removing import remove

    add_rows(archive, DAM)
    remove(archive, only(archive).article_id, "a test")
    assert list(archive.connection.execute("SELECT count(*) FROM annotations")) == [(0,)]


def test_days_of_passages_gives_the_publication_and_what_the_words_mean(archive):
    from datetime import date

    add_rows(archive, DAM, {"title": "Undated", "text": "The ferry sails on Sunday."})
    first, second = archive.articles()
    numbers = [archive.passages_of(article.article_id)[0].passage_no for article in (first, second)]
    found = days_of_passages(archive, [*numbers, 99])
    day = date(2024, 3, 13)
    assert found == {
        numbers[0]: PassageDays(day, day, (Annotation(18, 27, date(2024, 3, 10), date(2024, 3, 10)),)),
        numbers[1]: PassageDays(None, None),
    }
