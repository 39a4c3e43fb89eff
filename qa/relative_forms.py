"""Days named from the as-of day: "last week", "the past three days", "on Monday", "two weeks ago", "next October"."""

import re
from datetime import date, timedelta

from corpus.days import (
    NUMBER_NAMES,
    SEASONS,
    WEEKDAYS,
    Days,
    count_of,
    day_span,
    months_span,
    season_span,
    shifted,
    unit_span,
    week_of,
    weekday_after,
    weekday_before,
)
from corpus.months import month_number
from qa.period_words import MONTH, WEEKDAY, Expression, Found, InYear, forms, is_weekday_here

_DAY_WORDS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1, "last night": -1,
    "the day before yesterday": -2, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip
_MORE_THAN = re.compile(r"\b(?:over|more than|at least|less than|nearly)\s+$", re.I)
_NAMES_WITH_TODAY = re.compile(r"\b(?:usa|russia|india|psychology|history)\s+$", re.I)


def _day_word(match: re.Match[str], as_of: date) -> Found:
    word = match.group()
    if word.isupper() or _NAMES_WITH_TODAY.search(match.string[: match.start()]):
        return None
    return _found(match, day_span(as_of + timedelta(days=_DAY_WORDS[" ".join(word.lower().split())])))


def _found(match: re.Match[str], days: Days, weekly: bool = False, cap: date | None = None) -> Found:
    return [Expression(match.start(), match.end(), days, weekly=weekly, cap=cap)]


def _unit(match: re.Match[str], as_of: date) -> Found:
    """ "last week" is the calendar week before; "this week" runs up to the as-of day; "the past week" are seven days back."""
    which, unit = match.group("which").lower(), match.group("unit").lower()
    rolling = which == "past" or (which == "last" and bool(match.group("within")))
    if rolling and unit not in ("weekend", "quarter"):
        return _found(match, (_back(as_of, 1, unit), as_of))
    if which == "this":
        return _found(match, unit_span(as_of, unit), cap=None if unit == "weekend" or match.group("later") else as_of)
    if which == "the":
        days = unit_span(as_of, unit)
        return _found(match, days if days[0] <= as_of else unit_span(as_of, unit, -1))
    return _found(match, unit_span(as_of, unit, 1 if which in ("next", "coming") else -1))


def _back(day: date, n: int, unit: str) -> date:
    return shifted(day, -10 * n, "year") if unit == "decade" else shifted(day, -n, unit)


def _before_last(match: re.Match[str], as_of: date) -> Found:
    return _found(match, unit_span(as_of, match.group("unit").lower(), -2))


def _several(match: re.Match[str], as_of: date) -> Found:
    n, unit = count_of(match.group("n")), match.group("unit").lower()
    if match.group("which").lower() in ("next", "coming", "this"):
        return _found(match, (as_of, _back(as_of, -n, unit)))
    return _found(match, (_back(as_of, n, unit), as_of))


def _ago(match: re.Match[str], as_of: date) -> Found:
    """The day, week, month or year that lies so far back: as exact as its unit."""
    if _MORE_THAN.search(match.string[: match.start()]):
        return None
    n, unit = (2, "week") if match.group("n") is None else (count_of(match.group("n")), match.group("unit").lower())
    return _found(match, unit_span(as_of, unit, -n))


def _weekday(match: re.Match[str], as_of: date) -> Found:
    if not is_weekday_here(match.string, match.start("weekday"), match.end("weekday")):
        return None
    which, number = (match.group("which") or "").lower(), WEEKDAYS.index(match.group("weekday").lower())
    if which in ("next", "coming"):
        day = weekday_after(as_of, number)
    elif which == "this":
        day = week_of(as_of)[0] + timedelta(days=number)
    else:
        day = weekday_before(as_of, number, strictly=which in ("last", "past", "previous"))
    return _found(match, day_span(day), weekly=True)


def _month_or_season(match: re.Match[str], as_of: date) -> Found:
    which, season = match.group("which").lower(), match.groupdict().get("season", "").lower()
    month = 0 if season else month_number(match.group("month")) or 0
    in_year: InYear = (lambda year: season_span(year, season)) if season else (lambda year: months_span(year, month))
    if which == "this":
        days = in_year(as_of.year - (season == "winter" and as_of.month <= 2))
        return _found(match, days, cap=as_of) if days else None
    near = [days for year in range(max(as_of.year - 2, 1), min(as_of.year + 2, 9999)) if (days := in_year(year))]
    wanted = [d for d in near if d[0] > as_of][:1] if which in ("next", "coming") else [d for d in near if d[1] < as_of][-1:]
    return _found(match, wanted[0]) if wanted else None


def _day_of_month(match: re.Match[str], as_of: date) -> Found:
    """ "on the 25th": of the most recent month that has it so far."""
    for months_back in range(4):
        first = months_span(as_of.year, as_of.month - months_back)[0]
        try:
            day = first.replace(day=int(match.group("day")))
        except ValueError:
            continue
        if day <= as_of:
            return [Expression(match.start("what"), match.end(), day_span(day))]
    return None


_UNIT = r"(?P<unit>week|weekend|month|quarter|year|decade)\b(?!\s+(?:of|before\s+last)\b|-)"
_UNITS = r"(?P<unit>day|week|month|year|decade)s?\b"
_COUNT = rf"(?P<n>{NUMBER_NAMES})\s+(?:of\s+)?"

_LAST = r"(?:last|past|previous|this|next|coming)"

RELATIVE_FORMS = forms(
    (
        "word",
        r"\b(?:the day (?:before yesterday|after tomorrow)|today|tonight|this (?:morning|afternoon|evening)|yesterday|last night"
        r"|tomorrow)\b",
        _day_word,
    ),
    (
        "unit",
        rf"(?:(?P<within>\b(?:in|over|during|within|throughout|for)\s+)the\s+|\b(?:the\s+)?(?:earlier\s+|(?P<later>later\s+))?)"
        rf"(?P<which>last|past)\s+{_UNIT}",
        _unit,
    ),
    (
        "unit",
        rf"\b(?:the\s+)?(?:earlier\s+|(?P<later>later\s+))?(?P<within>)(?P<which>this|next|previous|coming)\s+{_UNIT}",
        _unit,
    ),
    ("unit", r"(?P<within>)(?P<later>)\b(?P<which>the)\s+(?P<unit>weekend)\b(?!\s+(?:of|before\s+last)\b)", _unit),
    ("unit", r"\bthe\s+(?P<unit>week|weekend|month|year)\s+before\s+last\b", _before_last),
    ("unit", rf"\b(?:the\s+)?(?P<which>{_LAST})\s+{_COUNT}{_UNITS}(?!\s+of\b)", _several),
    ("unit", rf"\b(?:{_COUNT}{_UNITS}|(?:a|one)\s+fortnight)\s+ago\b", _ago),
    ("weekday", rf"\b(?:(?P<which>{_LAST})\s+)?(?P<weekday>{WEEKDAY})(?!\w|\s+\d)", _weekday),
    ("month", rf"\b(?P<which>{_LAST})\s+{MONTH}(?!\s+\d)", _month_or_season),
    ("season", rf"\b(?P<which>{_LAST})\s+(?P<season>{'|'.join(SEASONS)})\b", _month_or_season),
    (
        "digit",
        r"\b(?:on|of|since|before|after|by|until)\s+(?P<what>the\s+(?P<day>\d{1,2})(?:st|nd|rd|th))(?=\s*(?:[?.,!;]|$|and\b))",
        _day_of_month,
    ),
    flags=re.I,
)
