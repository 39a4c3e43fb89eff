"""corpus.demo: the small archive of clearly fictional news."""

from datetime import date
from pathlib import Path

import pytest

import corpus.demo
from corpus.archive import Archive, Coverage
from corpus.filters import Filters
from tests.conftest import add_paths


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("demo") / "archive")
    report = add_paths(archive, Path(corpus.demo.__file__).parent)
    assert (report.outcomes, report.failures) == ({"added": 36, "near-copy": 3, "new version": 1}, [])
    return archive


OUTLETS = (
    "Harrow Gazette",
    "Northern Wire",
    "Radio Halden",
    "Sound Shipping Journal",
    "The Skerry Lantern",
    "The Upland Observer",
    "Vale Courier",
)


def test_demo_covers_seven_outlets_and_seven_weeks(demo):
    assert demo.coverage(Filters()) == Coverage(39, 7, date(2024, 3, 2), date(2024, 4, 19), 1, 0, OUTLETS)


def test_demo_is_fiction_at_reserved_addresses(demo):
    assert all(".example/" in a.url for a in demo.articles())
    assert not any(demo.registry().of_url(a.url) or demo.registry().find(a.outlet.name) for a in demo.articles())


def test_demo_holds_every_kind_of_date(demo):
    isos = {a.published.iso for a in demo.articles()}
    assert {None, "2024-03", "2024-03-09", "2024-03-14T06:40+01:00"} <= isos


def test_demo_holds_one_story_four_times(demo):
    (wire,) = [a for a in demo.articles() if a.url == "https://northern-wire.example/esker/cold-tarn-alarm-0640"]
    copies = demo.near_copies(wire.article_id)
    assert {a.outlet.name for a in copies} == {"Radio Halden", "The Upland Observer", "Vale Courier"}
    assert {tuple(o.name for o in a.originals) for a in copies} == {("Northern Wire",)}


def test_demo_texts_are_english_articles_of_few_passages(demo):
    for article in demo.articles():
        assert (article.language, article.updated.value is None or article.updated.value >= date(2024, 3, 1)) == ("en", True)
        assert article.title
        assert 2 <= demo.n_passages(article.article_id) <= 3
