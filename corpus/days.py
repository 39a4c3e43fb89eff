"""Spans of days as a calendar has them: weeks from Monday, months, quarters, seasons, and their parts. All are inclusive."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

Days = tuple[date, date]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS: Mapping[str, int] = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # by their first month, northern
NUMBERS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        ("", "a an one", "two couple", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
    for word in words.split()
}
ORDINALS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(("", "first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th"))
    for word in words.split()
} | {"last": -1, "final": -1}


def count_of(words: str) -> int:
    """The number that "three", "a" or "10" says.

    Raises:
        ValueError: for other words.
    """
    return NUMBERS[words.lower()] if words.lower() in NUMBERS else int(words)


def day_span(day: date) -> Days:
    """One day as a span."""
    return day, day


def year_span(year: int) -> Days:
    """A calendar year, or from it on: January to December."""
    return date(year, 1, 1), date(year, 12, 31)


def months_span(year: int, month: int, n: int = 1) -> Days:
    """`n` whole months from the given one, which may lie outside 1 to 12: month 0 is December of the year before."""
    first_index, last_index = year * 12 + month - 1, year * 12 + month - 2 + n
    first, last = divmod(first_index, 12), divmod(last_index, 12)
    return date(first[0], first[1] + 1, 1), date(last[0], last[1] + 1, monthrange(last[0], last[1] + 1)[1])


def quarter_span(year: int, quarter: int) -> Days:
    """A quarter, 1 to 4; one outside counts on into the years around."""
    return months_span(year, 3 * quarter - 2, 3)


def season_span(year: int, season: str) -> Days:
    """A season of the northern year: summer is June to August; a winter is named by the year it begins in."""
    return months_span(year, SEASONS[season], 3)


def decade_span(first_year: int) -> Days:
    """The ten years from `first_year`."""
    return date(first_year, 1, 1), date(first_year + 9, 12, 31)


def week_of(day: date, later: int = 0) -> Days:
    """The week that holds a day, Monday to Sunday, or one so many weeks later."""
    monday = day - timedelta(days=day.weekday() - 7 * later)
    return monday, monday + timedelta(days=6)


def weekend_of(day: date, later: int = 0) -> Days:
    """Saturday and Sunday of the week that holds a day."""
    monday = week_of(day, later)[0]
    return monday + timedelta(days=5), monday + timedelta(days=6)


def weekday_before(day: date, weekday: int, strictly: bool = False) -> date:
    """The last such weekday (0 is Monday) up to a day; `strictly` before it."""
    return day - timedelta(days=((day.weekday() - weekday - strictly) % 7) + strictly)


def weekday_after(day: date, weekday: int, strictly: bool = True) -> date:
    """The next such weekday from a day on; `strictly` after it."""
    return day + timedelta(days=((weekday - day.weekday() - strictly) % 7) + strictly)


def shifted(day: date, n: int, unit: str) -> date:
    """A day `n` units later (earlier where negative): "day", "week", "month", "year"; the 31st becomes the month's last day."""
    if unit in ("day", "week"):
        return day + timedelta(days=n * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + n * (12 if unit == "year" else 1), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_span(day: date, unit: str, later: int = 0) -> Days:
    """The day, week, weekend, month, quarter, year or decade that holds a day, or one so many later."""
    match unit:
        case "day":
            return day_span(day + timedelta(days=later))
        case "week":
            return week_of(day, later)
        case "weekend":
            return weekend_of(day, later)
        case "month":
            return months_span(day.year, day.month + later)
        case "quarter":
            return quarter_span(day.year, (day.month + 2) // 3 + later)
        case "decade":
            return decade_span(day.year // 10 * 10 + 10 * later)
        case _:
            return year_span(day.year + later)


def part_of(span: Days, part: str) -> Days:
    """The early, mid or late third of a month (ten days), a year (four months), a decade (1990-93, 94-96, 97-99); else the whole.

    Quarters and seasons give whole months.
    """
    first, last = span
    n_days = (last - first).days + 1
    third = ("early", "mid", "late").index(part)
    if n_days < 28:
        return span
    if n_days <= 31:
        return first + timedelta(days=10 * third), last if third == 2 else first + timedelta(days=10 * third + 9)
    if n_days <= 366:
        n_months = 4 if n_days > 300 else 1
        return months_span(first.year, first.month + third * n_months, n_months)
    years = ((0, 3), (4, 6), (7, 9))[third]
    return date(first.year + years[0], 1, 1), date(first.year + years[1], 12, 31)


def numbered_part(span: Days, number: int, unit: str) -> Days | None:
    """The first week (days 1 to 7) of a month, the second half or third quarter of a year; -1 is the last.

    None where there is no such part.
    """
    first, last = span
    if unit == "week":
        start = last - timedelta(days=6) if number < 0 else first + timedelta(days=7 * (number - 1))
        return (start, start + timedelta(days=6)) if first <= start <= last - timedelta(days=6) else None
    n_months = (last.year - first.year) * 12 + last.month - first.month + 1
    n_parts = 2 if unit == "half" else 4
    place = n_parts if number < 0 else number
    if place > n_parts:
        return None
    if n_months % n_parts == 0:
        length = n_months // n_parts
        return months_span(first.year, first.month + (place - 1) * length, length)
    if unit == "half" and n_months == 1:
        return (first, first + timedelta(days=14)) if place == 1 else (first + timedelta(days=15), last)
    return None


MONTH_NAMES = (
    "january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov"
    "|december|dec"
)
# The full stop of a shortened month ("Oct. 6"), not that of a sentence's end ("in October.")
MONTH_DOT = r"(?i:(?<=\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec))\.|(?<=\bsept)\.)?"
WEEKDAY_NAMES = "|".join(WEEKDAYS)
NUMBER_NAMES = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
YEAR_OF_FOUR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
