"""corpus.filters: limits on what is searched."""

from datetime import date

import pytest

from corpus.filters import Filters
from tests.corpus.builders import article, published

MARCH, APRIL = date(2024, 3, 1), date(2024, 4, 1)


@pytest.mark.parametrize(
    ("filters", "upper", "needs_date", "is_open"),
    [
        (Filters(), None, False, True),
        (Filters(first=MARCH), None, True, False),
        (Filters(last=MARCH), MARCH, True, False),
        (Filters(as_of=APRIL), APRIL, True, False),
        (Filters(last=MARCH, as_of=APRIL), MARCH, True, False),
        (Filters(last=APRIL, as_of=MARCH), MARCH, True, False),
        (Filters(outlet_ids=frozenset({"vale-courier"})), None, False, False),
        (Filters(without=frozenset({"a1"})), None, False, False),
        (Filters(within=frozenset()), None, False, False),
        (Filters(without_words=("dam",)), None, False, False),
    ],
)
def test_filters_know_their_last_day_and_whether_they_limit(filters, upper, needs_date, is_open):
    assert (filters.upper, filters.needs_date, filters.is_open) == (upper, needs_date, is_open)


def test_filters_allow_a_single_day():
    assert Filters(first=MARCH, last=MARCH).upper == MARCH


def test_filters_refuse_a_period_that_ends_before_it_begins():
    with pytest.raises(ValueError, match="from 2024-04-01 to 2024-03-01 is no period: the first day lies after the last"):
        Filters(first=APRIL, last=MARCH)


@pytest.mark.parametrize(
    ("value", "by_march", "by_april"),
    [
        ("2024-03-01", True, True),
        ("2024-03-02", False, True),
        ("2024-03", True, True),
        ("2025", False, False),
        (None, False, False),
    ],
)
def test_known_by_then_asks_for_the_as_of_day_alone(value, by_march, by_april):
    one = article("The dam held.", published=published(value))
    others = {"outlet_ids": frozenset({"radio-halden"}), "first": APRIL, "without": frozenset({"a1"})}
    assert Filters(as_of=MARCH, **others).known_by_then(one) is by_march
    assert Filters(as_of=APRIL, **others).known_by_then(one) is by_april
    assert Filters(**others).known_by_then(one)


def test_admits_keeps_to_articles_by_id_and_looks_at_no_words():
    one = article("The dam held.")
    assert Filters(within=frozenset({one.article_id}), without_words=("dam",)).admits(one)
    assert not Filters(within=frozenset({"a2"})).admits(one)
