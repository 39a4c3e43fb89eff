"""How well an article and its sentences fit the periods that a question names: a preference, never a filter."""

from collections.abc import Sequence
from datetime import date

from corpus.annotations import PassageDays
from corpus.article import PublicationDate
from corpus.relative_days import Annotation
from qa.periods import ReadDate

HALF_LIFE_DAYS = 7.0  # so many days beside a period make the fit half as good; 4 is one worse of 100 on the dated set
UNDATED_FIT = 0.3  # of an article whose date nobody states; provisional
LAG_DAYS = 1  # news is published up to so long after what it tells, and still counts as of that day


def period_fit(published: PublicationDate, annotations: Sequence[Annotation], periods: Sequence[ReadDate]) -> float:
    """0 to 1: 1 where it was published in one of the periods, or where words of the passage mean days in one.

    `annotations` are those within the passage. Outside a period the fit halves with every `HALF_LIFE_DAYS`; without periods
    it is 1 for everything.
    """
    return days_fit(PassageDays(published.first_day, published.last_day, tuple(annotations)), periods)


def days_fit(days: PassageDays, periods: Sequence[ReadDate]) -> float:
    """The same from a passage's days."""
    if not periods:
        return 1.0
    return max(max(_published_fit(days, period), _told_fit(days.told, period)) for period in periods)


def _published_fit(days: PassageDays, period: ReadDate) -> float:
    if days.first is None or days.last is None:
        return UNDATED_FIT
    return _nearness(_days_apart(days.first, days.last, period))


def _days_apart(first: date, last: date, period: ReadDate) -> int:
    """Days between a span and a period; 0 where they overlap or the span follows within the lag."""
    if period.first and last < period.first:
        return (period.first - last).days
    if period.last and first > period.last:
        return max((first - period.last).days - LAG_DAYS, 0)
    return 0


def _nearness(days: int) -> float:
    return float(0.5 ** (days / HALF_LIFE_DAYS))


def _told_fit(annotations: Sequence[Annotation], period: ReadDate) -> float:
    """The share of the best annotation's days that lie in the period: "last year" says little of a day."""
    return max((_share_inside(a, period) for a in annotations), default=0.0)


def _share_inside(annotation: Annotation, period: ReadDate) -> float:
    first = max(annotation.first, period.first or annotation.first)
    last = min(annotation.last, period.last or annotation.last)
    return max((last - first).days + 1, 0) / ((annotation.last - annotation.first).days + 1)
