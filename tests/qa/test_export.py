"""The one public JSON form: its exact fields, unknown as null, offsets in code points."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.article import Original, Outlet, PublicationDate
from corpus.filters import Filters
from qa.answer import Abstention, AskedSide, Figure, Speaker
from qa.export import answer_to_json, article_to_json, coverage_to_json, evidence_to_json
from qa.periods import ReadDate
from qa.pipeline import Pipeline
from qa.question import Expansion, ReadOutlet
from tests.conftest import add_paths, index
from tests.qa.made import made_answer, made_article, made_coverage, made_evidence, made_interpretation
from tests.qa.news import LEFT_HOMES, TODAY, open_news

ARTICLE_KEYS = [
    "article_id", "article_sha256", "title", "outlet", "outlet_origin", "published", "published_precision", "published_origin",
    "published_evidence", "updated", "authors", "originals", "url", "source_file",
]  # fmt: skip
TOO_WEAK = Abstention("too_weak", "No passage supports an answer; the nearest ones are too weak.")


# the fields


def test_answer_has_exactly_these_fields():
    assert list(answer_to_json(made_answer(made_evidence()))) == [
        "version", "question", "interpretation", "abstained", "reason", "reason_code", "support", "evidence", "near_misses",
        "calibrated", "first_report", "figures", "sides", "coverage", "generation", "settings_digest", "milliseconds",
    ]  # fmt: skip


def test_article_has_exactly_these_fields():
    assert list(article_to_json(made_article("The dam broke."))) == ARTICLE_KEYS


def test_evidence_has_exactly_these_fields():
    expected = [
        "quote",
        "start",
        "end",
        *ARTICLE_KEYS,
        "speaker",
        "other_speakers",
        "credited",
        "score",
        "signals",
        "highlights",
        "near_copies",
        "annotations",
    ]
    assert list(evidence_to_json(made_evidence())) == expected


def test_coverage_has_exactly_these_fields():
    assert coverage_to_json(made_coverage(n_undated_left_out=1, n_not_encoded=4)) == {
        "articles": 6,
        "outlets": 3,
        "first": "2023-11-20",
        "last": "2024-03-18",
        "undated": 2,
        "undated_left_out": 1,
        "not_encoded": 4,
    }


def test_coverage_of_nothing_dated_has_no_days():
    fields = coverage_to_json(made_coverage(n_articles=0, n_outlets=0, first=None, last=None, n_undated=0))
    assert (fields["articles"], fields["first"], fields["last"]) == (0, None, None)


def test_interpretation_has_exactly_these_fields():
    question = made_interpretation(
        "When did the Marsh Gazette say “too late” in 2023? (dam)",
        names=("Marsh Gazette",),
        phrases=("too late",),
        dates=(ReadDate("2023", date(2023, 1, 1), date(2023, 12, 31)),),
        outlets=(ReadOutlet("Marsh Gazette", "marsh-gazette", "Marsh Gazette", True, True),),
        filters=Filters(frozenset(["b", "a"]), date(2023, 1, 1), None, date(2024, 3, 20)),
        carried_over=("dam",),
        excluded=("flood",),
        authors=("Jane Smith",),
        expansions=(Expansion("Kiev", ("Kyiv",), "alias", stands=False),),
        from_passage=("leak",),
    )
    assert answer_to_json(made_answer(made_evidence(), interpretation=question))["interpretation"] == {
        "completed": "When did the Marsh Gazette say “too late” in 2023? (dam)",
        "carried_over": ["dam"],
        "from_passage": ["leak"],
        "words": ["dam"],
        "names": ["Marsh Gazette"],
        "phrases": ["too late"],
        "dates": [{"words": "2023", "first": "2023-01-01", "last": "2023-12-31", "kind": "about"}],
        "outlets": [
            {
                "words": "Marsh Gazette",
                "outlet_id": "marsh-gazette",
                "name": "Marsh Gazette",
                "held": True,
                "attributed": True,
                "only": False,
            }
        ],
        "excluded": ["flood"],
        "authors": ["Jane Smith"],
        "expansions": [{"words": "Kiev", "spellings": ["Kyiv"], "why": "alias", "stands": False}],
        "asks_for": "time",
        "as_of": "2024-03-20",
        "first": False,
        "strictness": "balanced",
        "filters": {"outlets": ["a", "b"], "quotes_only": False, "from": "2023-01-01", "to": None, "as_of": "2024-03-20"},
    }


# the values


def test_answer_says_what_it_was_made_with():
    fields = answer_to_json(made_answer(made_evidence()))
    assert (fields["version"], fields["generation"], fields["settings_digest"]) == (1, 3, "0123456789ab")
    assert (fields["question"], fields["support"], fields["milliseconds"]) == ("Where is the dam?", 0.75, 12.5)
    assert (fields["abstained"], fields["reason"], fields["reason_code"]) == (False, None, None)


def test_abstention_says_why_and_keeps_near_misses_apart():
    fields = answer_to_json(made_answer(abstention=TOO_WEAK, near_misses=(made_evidence(),), support=0.1))
    assert (fields["abstained"], fields["reason_code"], fields["evidence"]) == (True, "too_weak", [])
    assert fields["reason"] == "No passage supports an answer; the nearest ones are too weak."
    assert [item["quote"] for item in fields["near_misses"]] == ["The dam broke. Nobody was hurt."]


def test_unknown_outlet_and_date_are_null():
    fields = article_to_json(made_article("The dam broke.", published=None, outlet=Outlet.unknown(), title=None))
    for key in ("outlet", "published", "published_evidence", "updated", "title", "url"):
        assert fields[key] is None, key
    assert (fields["published_precision"], fields["published_origin"], fields["outlet_origin"]) == ("unknown",) * 3


@pytest.mark.parametrize(("text", "precision"), [("2023", "year"), ("2023-10", "month"), ("2023-10-02", "day")])
def test_a_date_is_as_long_as_it_is_known(text: str, precision: str):
    fields = article_to_json(made_article("The dam broke.", published=text))
    assert (fields["published"], fields["published_precision"]) == (text, precision)
    assert fields["published_evidence"] == f"published: {text}"


def test_a_time_of_day_is_shown():
    moment = PublicationDate(date(2024, 3, 14), "day", time(6, 40), "2024-03-14 06:40", "byline")
    article = replace(made_article("The dam broke."), published=moment, updated=replace(moment, time=None))
    fields = article_to_json(article)
    assert (fields["published"], fields["published_origin"], fields["updated"]) == ("2024-03-14T06:40", "byline", "2024-03-14")


def test_article_digest_is_of_its_text():
    digest = "1cb1b1b8b5d1ac93ea7ae5ac5c7ad9e1"
    article = made_article("The dam broke.", article_id=digest)
    fields = article_to_json(article)
    assert fields["article_id"] == digest
    assert fields["article_sha256"] == hashlib.sha256(b"The dam broke.").hexdigest()


def test_originals_keep_the_words_that_credit_them():
    credited = Original("AFP", "agency", "according to AFP", 15, 31)
    fields = article_to_json(made_article("The dam broke, according to AFP.", originals=(credited,)))
    expected = {"name": "AFP", "kind": "agency", "evidence": "according to AFP", "start": 15, "end": 31}
    assert fields["originals"] == [expected]


def test_speaker_and_near_copies_stand_beside_the_quote():
    copy = made_article("The dam broke. Nobody was hurt.", "b", published="2024", title="Dam")
    fields = evidence_to_json(made_evidence(speaker=Speaker("dam", 4, 7), near_copies=(copy,)))
    assert fields["speaker"] == {"name": "dam", "start": 4, "end": 7, "evidence_start": 4, "evidence_end": 7}
    assert fields["near_copies"] == [
        {
            "article_id": "b",
            "title": "Dam",
            "outlet": "Marsh Gazette",
            "published": "2024",
            "published_precision": "year",
            "url": None,
        }
    ]


def test_the_quotes_own_credits_stand_beside_it():
    credited = (Original("AFP", "agency", "told AFP", 0, 8),)
    fields = evidence_to_json(made_evidence("told AFP that it broke.", credited=credited))
    assert fields["credited"] == [{"name": "AFP", "kind": "agency", "evidence": "told AFP", "start": 0, "end": 8}]


def test_figures_name_article_outlet_and_date():
    evidence = made_evidence("About 1,900 people left.", article=made_article("About 1,900 people left.", published=None))
    fields = answer_to_json(
        made_answer(evidence, figures=(Figure("people", "1,900", 0, 6, 11, "people", 1900, 1900, "about", (0, 24)),))
    )
    assert fields["figures"] == [
        {
            "thing": "people",
            "value": "1,900",
            "low": 1900,
            "high": 1900,
            "unit": "people",
            "bound": "about",
            "sentence": [0, 24],
            "article_id": "a",
            "start": 6,
            "end": 11,
            "outlet": "Marsh Gazette",
            "published": None,
        }
    ]


# from a real archive


def test_json_is_the_same_for_the_same_question(news: Pipeline):
    one, other = (answer_to_json(news.ask(LEFT_HOMES, today=TODAY)) for _ in range(2))
    assert {**one, "milliseconds": 0} == {**other, "milliseconds": 0}
    assert json.loads(json.dumps(one)) == one


def test_a_figures_thing_is_a_word_as_people_write_it(news: Pipeline):
    assert {figure["thing"] for figure in answer_to_json(news.ask(LEFT_HOMES, today=TODAY))["figures"]} == {"people"}


def test_offsets_are_code_points_after_emoji_and_combining_characters(archive: Archive, write_rows: Callable[..., Path]):
    text = "Flood \U0001f30a q\u0303\n\nRain fell on the valley \U0001f327\ufe0f. The dam broke at Go\u0308rlitz."
    add_paths(archive, write_rows({"text": text, "title": "Dam"}))
    index(archive)
    fields = answer_to_json(open_news(archive.folder).ask("Where was it that the dam broke?", today=TODAY))
    (item,) = fields["evidence"]
    (stored,) = archive.articles()
    assert stored.text == text.replace("o\u0308", "ö")
    assert (item["start"], item["end"]) == (12, 65)
    assert item["quote"] == "Rain fell on the valley \U0001f327\ufe0f. The dam broke at Görlitz."
    assert item["highlights"] == [[40, 65]]
    assert stored.text[40:65] == "The dam broke at Görlitz."


def test_offsets_slice_the_article_that_is_listed(news: Pipeline):
    for question in (LEFT_HOMES, "Why is the ferry in port?", "Did children paint a whale?"):
        for item in answer_to_json(news.ask(question, today=TODAY))["evidence"]:
            assert news.article(item["article_id"]).text[item["start"] : item["end"]] == item["quote"]


def test_sides_say_what_each_found_or_why_nothing():
    sides = (AskedSide("BBC News", "outlet", 1), AskedSide("Reuters", "outlet", 0, "The archive holds nothing by Reuters."))
    assert answer_to_json(made_answer(made_evidence(), sides=sides))["sides"] == [
        {"words": "BBC News", "kind": "outlet", "evidence": 1, "reason": None},
        {"words": "Reuters", "kind": "outlet", "evidence": 0, "reason": "The archive holds nothing by Reuters."},
    ]
