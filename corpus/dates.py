"""When was it published: reading dates out of fields and lines, to the precision they really have.

Only full, explicit forms count. Numeric dates that could be read two ways ("03/04/2023") are not read at all: unknown is
better than wrong.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time

from corpus.article import DateOrigin, Precision, PublicationDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"((?:19|20)\d\d)"
_GAP = r"[\s\xa0]+"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I | re.A), form)  # re.A: "ſeptember" is no month
    for pattern, form in (
        (rf"\b{_DAY}{_GAP}{_MONTH},?{_GAP}{_YEAR}\b", "dmy"),
        (rf"\b{_MONTH}{_GAP}{_DAY},?{_GAP}{_YEAR}\b", "mdy"),
        (rf"\b{_YEAR}-(\d\d)-(\d\d)(?=\b|T)", "iso"),
        (rf"\b(\d{{1,2}})\.(\d{{1,2}})\.{_YEAR}\b", "dotted"),
        (rf"\b{_MONTH},?{_GAP}{_YEAR}\b", "my"),
    )
)
_CLOCK = re.compile(r"^[\s,|–—-]*(?:at\s+)?([01]?\d|2[0-3])[:.]([0-5]\d)(?::\d\d)?(?:\s*([ap])\.?m\b)?", re.I)
_YEAR_ONLY = re.compile(rf"^\W*{_YEAR}\W*$")


def find_date(line: str, origin: DateOrigin) -> PublicationDate | None:
    """The first explicit date in a line, with the clock that follows it; None where there is none.

    The words that say so become its evidence. Impossible days (31 February) are no date.
    """
    found = [(match, form) for pattern, form in _FORMS for match in pattern.finditer(line)]
    found.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))  # the longer reading of one place first
    taken = 0
    for match, form in found:
        if match.start() < taken:
            continue  # inside words that were read already: "February 2023" of an impossible "31 February 2023"
        value = _value(form, match.groups())
        if value is not None:
            return _with_clock(value, "month" if form == "my" else "day", line, match, origin)
        taken = match.end()
    return None


def find_year(line: str, origin: DateOrigin) -> PublicationDate | None:
    """A line that is nothing but a year and punctuation: a date of which only the year is left."""
    match = _YEAR_ONLY.match(line)
    if not match:
        return None
    return PublicationDate(date(int(match.group(1)), 1, 1), "year", evidence=line.strip(), origin=origin)


def _value(form: str, groups: tuple[str, ...]) -> date | None:
    try:
        match form:
            case "dmy":
                return date(int(groups[2]), _MONTHS[groups[1].lower()], int(groups[0]))
            case "mdy":
                return date(int(groups[2]), _MONTHS[groups[0].lower()], int(groups[1]))
            case "iso":
                return date(int(groups[0]), int(groups[1]), int(groups[2]))
            case "dotted":
                return date(int(groups[2]), int(groups[1]), int(groups[0]))
            case _:
                return date(int(groups[1]), _MONTHS[groups[0].lower()], 1)
    except ValueError:
        return None


def _with_clock(value: date, precision: Precision, line: str, match: re.Match[str], origin: DateOrigin) -> PublicationDate:
    clock = _CLOCK.match(line[match.end() :]) if precision == "day" else None
    end = match.end() + (clock.end() if clock else 0)
    evidence = line[match.start() : end].strip()
    return PublicationDate(value, precision, _time_of(clock) if clock else None, evidence, origin)


def _time_of(clock: re.Match[str]) -> time:
    hour, half = int(clock.group(1)), (clock.group(3) or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(clock.group(2)))


def date_of_field(value: str, field: str, origin: DateOrigin = "metadata") -> PublicationDate:
    """The date in a metadata field, a table column or a `--from`-like value: ISO in any length, else an explicit form.

    Returns an unknown date, with the refused words as evidence, where the value is no date. A midnight clock without
    an offset is how tables write "no time known", so it is dropped.
    """
    text = value.strip()
    evidence = f"{field}: {text}" if field else text
    found = _iso_date(text) or find_date(text, origin)
    if found is None:
        return PublicationDate.unknown(f"not a date: {evidence}" if text else "")
    if found.time == time(0, 0) and found.time.tzinfo is None:
        found = replace(found, time=None)
    return replace(found, evidence=evidence, origin=origin)


def _iso_date(text: str) -> PublicationDate | None:
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d))?", text):
        year, month = int(match.group(1)), int(match.group(2) or 1)
        if not (year >= 1000 and 1 <= month <= 12):
            return None
        return PublicationDate(date(year, month, 1), "month" if match.group(2) else "year")
    if not re.match(r"\d{4}-\d\d-\d\d(?!\d)|\d{8}(?!\d)", text) or int(text[:4]) < 1000:
        return None  # fromisoformat reads far more than dates: milliseconds, weeks, the year 1
    try:
        moment = datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", text))
    except ValueError:
        return None
    clock = None if re.fullmatch(r"[\d-]{8,10}", text) else moment.timetz().replace(second=0, microsecond=0)
    return PublicationDate(moment.date(), "day", clock)


def parse_day(text: str) -> date:
    """A day that a person typed (`--as-of`, a form field): ISO or an explicit form.

    Raises:
        ValueError: naming what was typed and the form that is understood.
    """
    found = date_of_field(text, "")
    if found.value is None or found.precision != "day":
        raise ValueError(f"not a day: {text!r}; write it as 2023-10-02 or 2 October 2023")
    return found.value
