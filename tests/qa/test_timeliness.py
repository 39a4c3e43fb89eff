"""How well an article and its sentences fit a period."""

from datetime import date

import pytest

from corpus.relative_days import Annotation
from qa.periods import ReadDate
from qa.timeliness import HALF_LIFE_DAYS, UNDATED_FIT, period_fit
from tests.qa.made import made_date

DAY = ReadDate("6 October 2023", date(2023, 10, 6), date(2023, 10, 6))
SINCE = ReadDate("since 6 October 2023", date(2023, 10, 6), None)
BEFORE = ReadDate("before 6 October 2023", None, date(2023, 10, 5))


def told(first: str, last: str) -> Annotation:
    return Annotation(0, 5, date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("published", "period", "fit"),
    [
        ("2023-10-06", DAY, 1.0),
        ("2023-10-07", DAY, 1.0),  # told the day after
        ("2023-10-14", DAY, 0.5),
        ("2023-09-29", DAY, 0.5),
        ("2023-09-22", DAY, 0.25),
        ("2023-10", DAY, 1.0),
        ("2023", DAY, 1.0),
        (None, DAY, UNDATED_FIT),
        ("2024-05-01", SINCE, 1.0),
        ("2023-09-29", SINCE, 0.5),
        ("2020-01-01", BEFORE, 1.0),
        ("2023-10-13", BEFORE, 0.5),
    ],
)
def test_period_fit_halves_with_every_week_beside_the_period(published: str | None, period: ReadDate, fit: float):
    assert HALF_LIFE_DAYS == 7
    assert period_fit(made_date(published), (), [period]) == pytest.approx(fit)


def test_period_fit_takes_the_nearest_of_several_periods():
    assert period_fit(made_date("2020-05-05"), (), [DAY, ReadDate("2020", date(2020, 1, 1), date(2020, 12, 31))]) == 1.0


def test_period_fit_counts_words_that_mean_a_day_of_the_period():
    late = made_date("2024-06-01")
    assert period_fit(late, (told("2023-10-06", "2023-10-06"),), [DAY]) == 1.0
    assert period_fit(late, (told("2023-10-02", "2023-10-08"),), [DAY]) == pytest.approx(1 / 7)
    assert period_fit(late, (told("2023-10-07", "2023-10-07"),), [DAY]) < 0.001


def test_period_fit_is_one_for_a_question_without_a_period():
    assert period_fit(made_date(None), (), ()) == 1.0
