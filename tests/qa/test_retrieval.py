"""Words and meaning, each normalised, make one ranking with a total order."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.filters import Filters
from qa.holdings import Holdings
from qa.periods import ReadDate
from qa.question import ReadOutlet
from qa.retrieval import Ranking, min_max, rank
from qa.signals import WEIGHTS
from qa.timeliness import UNDATED_FIT
from tests.conftest import add_paths, index
from tests.qa.made import made_interpretation
from tests.toy import ToyEncoder

LONG_AGO = date(1980, 1, 1)  # as-of day that no article is near
scores = st.dictionaries(st.integers(1, 20), st.floats(-1, 50, allow_nan=False, width=32), max_size=10)


def test_min_max_moves_scores_to_0_and_1():
    assert min_max({7: 2.0, 8: 4.0, 9: 3.0}) == {7: 0.0, 8: 1.0, 9: 0.5}
    assert min_max({7: -0.5, 8: 0.5}) == {7: 0.0, 8: 1.0}


def test_min_max_of_equal_scores_is_1():
    assert min_max({7: 3.0}) == {7: 1.0}
    assert min_max({7: 3.0, 8: 3.0}) == {7: 1.0, 8: 1.0}


def test_min_max_of_none_is_none():
    assert min_max({}) == {}


@given(scores)
def test_min_max_keeps_the_order_between_0_and_1(found: dict[int, float]):
    moved = min_max(found)
    assert moved.keys() == found.keys()
    assert all(0 <= value <= 1 for value in moved.values())
    assert all((moved[a] <= moved[b]) for a in found for b in found if found[a] <= found[b])


# rank, over an archive


ROWS = (
    {"text": "The dam broke.", "url": "https://a.example/1", "outlet": "Marsh Gazette", "published": "2024-03-10"},
    {"text": "The dam broke.", "url": "https://a.example/2", "outlet": "Radio Vale", "published": "2024-03-16"},
    {"text": "The dam and the ferry.", "url": "https://a.example/3", "outlet": "Radio Vale"},
    {"text": "The ferry sank.", "url": "https://a.example/4", "outlet": "Radio Vale", "published": "2024-03"},
    {"text": "Apples were picked.", "url": "https://a.example/5", "outlet": "Harbour Post", "published": "2023"},
)


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    """Passages 1 to 5: two alike about a dam, one about a dam and a ferry, one about a ferry, one about neither."""
    folder = tmp_path_factory.mktemp("ranked")
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    archive = Archive.create(folder / "archive")
    add_paths(archive, folder / "rows.jsonl")
    index(archive)
    return Holdings.open(archive.folder, ToyEncoder())


def numbers(ranking: Ranking, holdings: Holdings) -> list[int]:
    """The hits as the numbers in their articles' addresses."""
    return [int(str(holdings.article(hit.passage.article_id).url)[-1]) for hit in ranking.hits]


def signal(ranking: Ranking, holdings: Holdings, name: str) -> dict[int, float]:
    """One signal of every hit, by the number in its article's address."""
    return dict(zip(numbers(ranking, holdings), (hit.signals[name] for hit in ranking.hits), strict=True))


def test_rank_puts_the_best_first_and_ties_by_passage_number(holdings: Holdings):
    ranking = rank(holdings, made_interpretation("Where is the dam?", as_of=LONG_AGO), ["dam"])
    assert numbers(ranking, holdings) == [1, 2, 3, 4, 5]
    assert ranking.hits[0].score == ranking.hits[1].score
    assert ranking.hits[0].score == pytest.approx(WEIGHTS["meaning"] + WEIGHTS["lexical"] + WEIGHTS["opening"])


def test_rank_moves_each_side_to_0_and_1(holdings: Holdings):
    ranking = rank(holdings, made_interpretation("Where is the dam?", as_of=LONG_AGO), ["dam"])
    assert signal(ranking, holdings, "meaning") == pytest.approx({1: 1, 2: 1, 3: 2**-0.5, 4: 0, 5: 0}, abs=5e-4)
    assert signal(ranking, holdings, "lexical") == pytest.approx({1: 1, 2: 1, 3: 0, 4: 0, 5: 0})


def test_rank_prefers_what_is_near_the_as_of_day(holdings: Holdings):
    ranking = rank(holdings, made_interpretation("Where is the dam?", as_of=date(2024, 3, 10)), ["dam"])
    april = rank(holdings, made_interpretation("Where is the dam?", as_of=date(2024, 4, 9)), ["dam"])
    near = {1: 1, 2: 0.5 ** (6 / 30), 3: 0, 4: 1, 5: 0.5 ** (70 / 30)}  # 3 is undated, 4 of March 2024, 5 of 2023
    assert signal(ranking, holdings, "recency") == pytest.approx(near)
    assert signal(april, holdings, "recency") == pytest.approx(
        {**near, 1: 0.5, 2: 0.5 ** (24 / 30), 4: 0.5 ** (9 / 30), 5: 0.5 ** (100 / 30)}
    )


def test_rank_leaves_recency_out_where_the_question_names_a_time(holdings: Holdings):
    dates = (ReadDate("2023", date(2023, 1, 1), date(2023, 12, 31)),)
    ranking = rank(holdings, made_interpretation("Where was the dam in 2023?", dates=dates), ["dam"])
    assert set(signal(ranking, holdings, "recency").values()) == {0.0}


def test_rank_keeps_the_raw_score_of_each_side(holdings: Holdings):
    ranking = rank(holdings, made_interpretation("Where is the dam?", as_of=LONG_AGO), ["dam"])
    assert [hit.dense for hit in ranking.hits] == pytest.approx([1, 1, 2**-0.5, 0, 0], abs=5e-4)
    assert [hit.lexical is None for hit in ranking.hits] == [False, False, False, True, True]
    assert ranking.best_cosine == pytest.approx(1.0)
    assert ranking.best_bm25 == ranking.hits[0].lexical


def test_rank_searches_only_what_the_filters_let_through(holdings: Holdings):
    question = made_interpretation("Where is the dam?", filters=Filters(outlet_ids=frozenset(["radio-vale"])), as_of=LONG_AGO)
    assert numbers(rank(holdings, question, ["dam"]), holdings) == [2, 3, 4]


def test_rank_of_what_no_article_fits_is_empty(holdings: Holdings):
    question = made_interpretation("Where is the dam?", filters=Filters(outlet_ids=frozenset(["nobody"])))
    assert rank(holdings, question, ["dam"]) == Ranking((), 0.0, 0.0)


def test_rank_without_terms_goes_by_meaning_alone(holdings: Holdings):
    ranking = rank(holdings, made_interpretation("Where is the ferry?", as_of=LONG_AGO), [])
    assert numbers(ranking, holdings)[:2] == [4, 3]
    assert all(hit.lexical is None for hit in ranking.hits)
    assert ranking.best_bm25 == 0


def test_rank_prefers_an_outlet_whose_report_is_asked_for(holdings: Holdings):
    outlet = ReadOutlet("Radio Vale", "radio-vale", "Radio Vale", held=True, attributed=True)
    ranking = rank(holdings, made_interpretation(outlets=(outlet,), as_of=LONG_AGO), ["dam"])
    assert signal(ranking, holdings, "outlet") == {1: 0, 2: 1, 3: 1, 4: 1, 5: 0}
    assert numbers(ranking, holdings)[0] == 2


def test_rank_does_not_prefer_an_outlet_that_is_spoken_of(holdings: Holdings):
    outlet = ReadOutlet("Radio Vale", "radio-vale", "Radio Vale", held=True, attributed=False)
    assert numbers(rank(holdings, made_interpretation(outlets=(outlet,), as_of=LONG_AGO), ["dam"]), holdings)[0] == 1


@pytest.mark.parametrize(
    ("day", "fit"),
    [
        (date(2024, 3, 16), 1.0),
        (date(2024, 3, 15), 1.0),  # published the day after what it tells
        (date(2024, 3, 8), 0.5),  # a week and that day later
        (date(2024, 3, 23), 0.5),  # a week before it happened
    ],
)
def test_rank_prefers_what_was_published_in_the_named_period_or_near_it(holdings: Holdings, day: date, fit: float):
    ranking = rank(holdings, made_interpretation(dates=(ReadDate("then", day, day),)), ["dam"])
    assert signal(ranking, holdings, "period")[2] == pytest.approx(fit)


def test_rank_prefers_a_month_that_overlaps_to_an_undated_article(holdings: Holdings):
    dates = (ReadDate("March 2024", date(2024, 3, 1), date(2024, 3, 31)),)
    ranking = rank(holdings, made_interpretation(dates=dates), ["dam"])
    in_period = signal(ranking, holdings, "period")
    assert (in_period[1], in_period[2], in_period[3], in_period[4]) == (1, 1, UNDATED_FIT, 1)
    assert in_period[5] < UNDATED_FIT
