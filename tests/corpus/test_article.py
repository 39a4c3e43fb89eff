"""corpus.article: records that can't be wrong."""

from datetime import UTC, date, time, timedelta, timezone

import pytest

from corpus.article import Original, Outlet, Passage, PublicationDate, Source, article_id_of, outlet_id_of
from tests.conftest import ADDED
from tests.corpus.builders import article, published

BAKU = timezone(timedelta(hours=4))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-03-02", date(2024, 3, 2), date(2024, 3, 2)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        (None, None, None),
    ],
)
def test_publication_date_spans_what_is_known(value, first, last):
    found = published(value)
    assert (found.first_day, found.last_day, found.iso) == (first, last, value)


@pytest.mark.parametrize(
    ("clock", "iso"),
    [
        (time(16, 13), "2023-09-20T16:13"),
        (time(16, 13, tzinfo=BAKU), "2023-09-20T16:13+04:00"),
        (time(0, 0), "2023-09-20T00:00"),
    ],
)
def test_publication_date_iso_keeps_clock_and_offset(clock, iso):
    assert PublicationDate(date(2023, 9, 20), "day", clock).iso == iso


@pytest.mark.parametrize(
    ("value", "precision", "clock", "message"),
    [
        (None, "day", None, "unknown or has a value: None with precision 'day'"),
        (date(2023, 9, 20), "unknown", None, "with precision 'unknown'"),
        (date(2023, 9, 1), "month", time(8), "needs a day: 08:00:00 with precision 'month'"),
    ],
)
def test_publication_date_refuses_contradictions(value, precision, clock, message):
    with pytest.raises(ValueError, match=message):
        PublicationDate(value, precision, clock)


def test_publication_date_sorts_the_earlier_first_and_the_undated_last():
    day = date(2023, 9, 20)
    dates = [PublicationDate(day, "day", time(8)), PublicationDate(day, "day", time(16)), PublicationDate(day, "day")]
    in_order = [published("2023"), published("2023-09-19"), *dates, published("2023-10"), published(None)]
    keys = [one.sort_key for one in in_order]
    assert keys == sorted(set(keys))


def test_publication_date_sorts_by_the_moment_across_offsets():
    in_baku = PublicationDate(date(2023, 9, 20), "day", time(10, 30, tzinfo=BAKU))  # 06:30 in UTC
    in_london = PublicationDate(date(2023, 9, 20), "day", time(7, 0, tzinfo=UTC))
    assert in_baku.sort_key < in_london.sort_key


def test_publication_date_unknown_keeps_the_refused_words():
    assert PublicationDate.unknown("not a date: published: soon").evidence == "not a date: published: soon"


@pytest.mark.parametrize(
    ("name", "outlet_id"),
    [
        ("Caliber.Az", "caliber-az"),
        ("caliber az", "caliber-az"),
        ("L’Écho  du Val", "l-echo-du-val"),
        ("Вестник", "vestnik"),
        ("Radio 5", "radio-5"),
    ],
)
def test_outlet_id_is_shared_by_all_spellings(name, outlet_id):
    assert outlet_id_of(name) == outlet_id


def test_outlet_unknown_is_a_value():
    assert (Outlet.unknown().outlet_id, Outlet.unknown().name) == ("unknown", "unknown outlet")
    assert not Outlet.unknown().is_known
    assert Outlet.named("Vale Courier", "page").is_known


def test_source_id_is_the_sha256_of_the_bytes():
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert Source("one.txt", b"abc", ADDED).source_id == Source("two.txt", b"abc", ADDED).source_id == expected


def test_article_text_sha256_is_of_utf8():
    assert article("abc").text_sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("text", "fields", "message"),
    [
        (" \n", {}, "an article needs text: 'The dam' of 'page.txt' has none"),
        ("cafe\u0301", {}, "the text of 'The dam' is not NFC"),
        ("He told AFP.", {"originals": (Original("AFP", "agency", "told AFP", 0, 8),)}, "credit 'AFP' are not a slice"),
    ],
)
def test_article_refuses_what_can_not_be_quoted(text, fields, message):
    with pytest.raises(ValueError, match=message):
        article(text, **fields)


def test_article_allows_a_credit_outside_the_text():
    assert article("The dam held.", originals=(Original("AFP", "agency", "By AFP"),)).originals[0].start is None


def test_article_with_outlet_keeps_the_id():
    changed = article("The dam held.").with_outlet(Outlet.named("Radio Halden", "user"))
    assert (changed.article_id, changed.outlet.outlet_id) == ("a1", "radio-halden")


def test_article_id_is_of_url_and_text():
    expected = "cf9711bc74d3f1a674440b16041229c0"  # SHA-256 of the URL, 1E, "abc"
    assert article_id_of("https://x.example/1", "Vale Courier", "Dam", "abc") == expected
    assert article_id_of("https://x.example/1", "unknown outlet", None, "abc") == expected
    assert article_id_of("https://x.example/2", "Vale Courier", "Dam", "abc") != expected


def test_article_id_without_url_is_of_outlet_headline_and_text():
    expected = "8d8b56789733a7d83a7dfec56a57b2d0"  # SHA-256 of "Vale Courier", 1F, "Dam", 1E, "abc"
    assert article_id_of(None, "Vale Courier", "Dam", "abc") == expected
    assert article_id_of(None, "Vale Courier", None, "abc") != expected


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_passage_refuses_an_empty_slice(start, end):
    with pytest.raises(ValueError, match=rf"not \[{start}:{end}\]"):
        Passage("a1", start, end)
