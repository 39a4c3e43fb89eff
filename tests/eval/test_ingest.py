"""eval.ingest: verdicts on pages, worked out by hand."""

import gzip
import json
from datetime import date, time, timedelta, timezone

import pytest

from corpus.article import Outlet, PublicationDate
from eval.ingest import bag_f1, judge, measure_ingest, print_ingest, read_pages, same_outlet
from tests.corpus.builders import article

GOLD = {
    "page": "xx_Herald_2024_03_02",
    "outlet": "Harl Herald",
    "title": "Sirens at the dam wake Harl",
    "authors": ["Ann Lee"],
    "published": "2024-03-02 16:13:00+00:00",
    "paragraphs": ["The dam held."],
}
RIGHT = {"title": "Sirens at the dam wake Harl", "outlet": Outlet.named("The Harl Herald", "metadata"), "authors": ("Ann Lee",)}


def verdicts(**fields) -> dict[str, str]:
    return judge(GOLD, article("The dam held.", **(RIGHT | fields))).verdicts


def test_judge_finds_every_field_right():
    assert set(verdicts().values()) == {"right"}


@pytest.mark.parametrize(
    ("field", "value", "name", "verdict"),
    [
        ("title", "Sirens at the Dam wake Harl!", "headline", "right"),
        ("title", "Ferry strike ends", "headline", "wrong"),
        ("title", None, "headline", "unknown"),
        ("outlet", Outlet.named("Vale Courier", "page"), "outlet", "wrong"),
        ("outlet", Outlet.unknown(), "outlet", "unknown"),
        ("authors", ("Bo Carr",), "authors", "wrong"),
        ("authors", (), "authors", "unknown"),
        ("published", PublicationDate.unknown(), "published", "unknown"),
        ("published", PublicationDate(date(2024, 3, 1), "month"), "published", "wrong"),
        ("published", PublicationDate(date(2024, 3, 1), "day"), "published", "wrong"),
    ],
)
def test_judge_tells_wrong_from_unknown(field, value, name, verdict):
    assert verdicts(**{field: value})[name] == verdict


@pytest.mark.parametrize(
    ("found", "truth", "same"),
    [
        ("Der Spiegel", "Spiegel Online", True),  # by the registry
        ("The Harl Herald", "Harl Herald", True),  # by its spelling
        ("Der Spiegel", "Focus Online", False),
        ("Vale Courier", "Harl Herald", False),  # neither is registered
    ],
)
def test_outlets_are_the_same_by_spelling_or_by_the_registry(found, truth, same):
    assert same_outlet(found, truth) is same


def test_judge_compares_days_in_the_offset_of_the_truth():
    tokyo = PublicationDate(date(2024, 3, 3), "day", time(1, 13, tzinfo=timezone(timedelta(hours=9))))
    assert verdicts(published=tokyo)["published"] == "right"
    assert verdicts(published=PublicationDate(date(2024, 3, 3), "day", time(1, 13)))["published"] == "wrong"


def test_judge_leaves_authors_out_where_the_truth_names_none():
    assert "authors" not in judge(GOLD | {"authors": None}, article("The dam held.")).verdicts


def test_judge_of_no_article_knows_nothing():
    page = judge(GOLD, None)
    assert (set(page.verdicts.values()), page.body_f1) == ({"unknown"}, 0.0)


@pytest.mark.parametrize(
    ("found", "truth", "f1"),
    [("The dam held.", "the DAM held", 1.0), ("a b", "b c d", 0.4), ("a a a a", "a", 0.4), ("", "a", 0.0)],
)
def test_bag_f1_counts_words_with_repetition(found, truth, f1):
    assert bag_f1(found, truth) == pytest.approx(f1)


@pytest.fixture
def pages(tmp_path):
    text = "The sirens rang at dawn, and the town of Harl was empty by six in the morning."
    markup = f"<html><head><title>Sirens at the dam wake Harl</title></head><body><article><p>{text}</p></article></body></html>"
    for folder in ("html", "text"):
        (tmp_path / folder).mkdir()
    (tmp_path / "html" / f"{GOLD['page']}.html.gz").write_bytes(gzip.compress(markup.encode()))
    (tmp_path / "text" / f"{GOLD['page']}.txt").write_text(f"Sirens at the dam wake Harl\nBy Ann Lee, March 2, 2024\n{text}")
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD | {"paragraphs": [text]}) + "\n")
    return tmp_path


def test_measure_ingest_counts_shares_of_both_forms(pages):
    measured = measure_ingest(pages)
    assert (measured["pages"], measured["html"]["body_f1"], measured["text"]["body_f1"]) == (1, 1.0, 1.0)
    assert measured["html"]["published"] == {"right": 0.0, "wrong": 0.0, "unknown": 1.0}
    assert measured["text"]["published"] == {"right": 1.0, "wrong": 0.0, "unknown": 0.0}
    assert measured["text"]["headline"]["right"] == 1.0
    assert [page.page for page in read_pages(pages, "text")] == [GOLD["page"]]


def test_print_ingest_shows_the_table_and_the_misses(pages, capsys):
    measured = print_ingest(folder=pages, misses=True)
    assert measured is not None
    assert (measured.values["text_headline_right"], measured.values["html_published_not_wrong"]) == (1.0, 1.0)
    printed = capsys.readouterr().out
    assert "1 pages: right / wrong / unknown" in printed
    assert f"html published unknown: {GOLD['page']}:" in printed


def test_print_ingest_says_where_the_pages_are_missing(tmp_path, capsys):
    assert print_ingest(folder=tmp_path) is None
    assert f"no news pages to measure on: {tmp_path / 'gold.jsonl'} is not there" in capsys.readouterr().err
