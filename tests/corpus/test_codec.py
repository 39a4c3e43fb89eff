"""corpus.codec: an article as JSON, and back."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Original, Outlet, PublicationDate
from corpus.codec import article_from_record, article_to_record
from tests.corpus.builders import article

words = st.text(max_size=20)
clocks = st.none() | st.builds(
    time,
    st.integers(0, 23),
    st.integers(0, 59),
    tzinfo=st.none() | st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
dates = st.one_of(
    st.builds(PublicationDate, st.dates(), st.just("day"), clocks, words, st.sampled_from(["byline", "feed", "user"])),
    st.builds(PublicationDate, st.dates(), st.sampled_from(["month", "year"]), evidence=words),
    st.builds(PublicationDate.unknown, words),
)
articles = st.builds(
    article,
    st.just("He told AFP."),
    title=st.none() | words,
    outlet=st.builds(Outlet, words, words, st.none() | words, st.none() | words, st.sampled_from(["page", "user", "unknown"])),
    published=dates,
    updated=dates,
    added=st.datetimes(timezones=st.just(UTC)),
    authors=st.lists(words, max_size=3).map(tuple),
    originals=st.sampled_from([(), (Original("AFP", "agency", "told AFP", 3, 11), Original("X", "official", "By X"))]),
    url=st.none() | words,
    language=words,
)


@given(articles)
def test_article_record_round_trips(one):
    assert article_from_record(one.article_id, article_to_record(one), one.text) == one


def test_article_to_record_writes_every_field_but_text_and_id_sorted():
    one = article(
        "The dam held.",
        title="Der Dämm",
        published=PublicationDate(date(2024, 2, 1), "month", evidence="Feb 2024", origin="byline"),
        added=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        authors=("Ann Lee",),
    )
    assert article_to_record(one) == (
        '{"added": "2026-01-02T03:04:00+00:00", "authors": ["Ann Lee"], "first_day": 738917, "language": "en", '
        '"last_day": 738945, "originals": [], "outlet": {"country": null, "domain": null, "name": "Vale Courier", '
        '"origin": "metadata", "outlet_id": "vale-courier"}, "published": {"evidence": "Feb 2024", "origin": "byline", '
        '"precision": "month", "time": null, "value": "2024-02-01"}, "source_id": "s1", "source_name": "page.txt", '
        '"title": "Der Dämm", "updated": {"evidence": "", "origin": "unknown", "precision": "unknown", "time": null, '
        '"value": null}, "url": null}'
    )


def test_article_to_record_leaves_unknown_days_out():
    record = json.loads(article_to_record(article("The dam held.", published=PublicationDate.unknown())))
    assert (record["first_day"], record["last_day"]) == (None, None)


def test_article_to_record_refuses_what_has_no_json_form():
    with pytest.raises(TypeError, match="no JSON form for bytes"):
        article_to_record(article("The dam held.", authors=(b"Ann",)))
