"""When was it published: reading dates out of fields and lines, to the precision they really have.

Only full, explicit forms count, with months named in any language of `corpus.months`. Numeric dates that could be read
two ways ("03/04/2023") are read only where the page tells its order: unknown is better than wrong.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from corpus.article import DateOrigin, Precision, PublicationDate
from corpus.months import month_number

_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0dff])"  # with the signs that Indian scripts write as marks
_MONTH = rf"({_LETTER}{{3,}})\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|\.|º|-?го)?"
_YEAR = r"((?:19|20)\d\d)"
_GAP = r"[\s\xa0]+"
_OF = r"(?:de[l]?[\s\xa0]+|d[’']|of[\s\xa0]+)?"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), form)
    for pattern, form in (
        (rf"(?<!\d)(?<!\d[.,/-]){_DAY}{_GAP}{_OF}{_MONTH},?{_GAP}{_OF}{_YEAR}(?!\d)", "dmy"),
        (rf"(?<!\w){_MONTH}{_GAP}{_DAY},?{_GAP}{_YEAR}(?!\d)", "mdy"),
        (rf"(?<!\d){_YEAR}\.?{_GAP}(?:m\.{_GAP})?{_MONTH}{_GAP}{_DAY}(?!\d)", "ymd"),
        (rf"(?<!\d){_YEAR}(?:[年년]|-|/|\.)\s?(\d{{1,2}})(?:[月월]|-|/|\.)\s?(\d{{1,2}})(?!\d)[日일]?", "numbers"),
        (rf"(?<!\d)(?<!\d\.)(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_YEAR}(?!\d)", "dotted"),
        (rf"(?<!\d)(?<!\d[/-])(\d{{1,2}})([/-])(\d{{1,2}})\2{_YEAR}(?!\d)", "slashed"),
        (rf"(?<!\w){_MONTH},?{_GAP}{_OF}{_YEAR}(?!\d)", "my"),
    )
)
_CLOCK = re.compile(
    r"^[\s,|–—-]*(?:(?:at|um|à|alle|ore|kl\.?|om|в|о|às|às)\s+)?([01]?\d|2[0-3])[:.h]([0-5]\d)(?![./\d])(?::\d\d)?(?:\s*([ap])\.?m\b)?",
    re.I,
)
_DIGITS = {ord(digit): str(value) for zero in "٠۰०০" for value, digit in enumerate(map(chr, range(ord(zero), ord(zero) + 10)))}
_FOREIGN_DIGIT = re.compile(f"[{''.join(map(chr, _DIGITS))}]")
_SOME_YEAR = re.compile(_YEAR)
_SLASHED = {form: pattern for pattern, form in _FORMS}["slashed"]
_SLASHED_YEAR = re.compile(rf"[/-]{_YEAR}")
_YEAR_ONLY = re.compile(rf"^\W*{_YEAR}\W*$")


def find_date(line: str, origin: DateOrigin, day_first: bool | None = None) -> PublicationDate | None:
    """The first explicit date in a line, with the clock that follows it; None where there is none.

    The words that say so become its evidence. Impossible days (31 February) are no date. "03/04/2023" is a date only
    where `day_first` says how the page writes its dates.
    """
    if not has_year(line):
        return None
    plain = _western(line)
    found = [(match, form) for pattern, form in _FORMS for match in pattern.finditer(plain)]
    found.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))  # the longer reading of one place first
    taken = 0
    for match, form in found:
        if match.start() < taken:
            continue  # inside words that were read already: "February 2023" of an impossible "31 February 2023"
        value = _value(form, match.groups(), day_first)
        if value is not None:
            return _with_clock(value, "month" if form == "my" else "day", line, match, origin)
        if form == "my" or not _names_month(form, match.groups()):
            continue
        taken = match.end()
    return None


def has_year(line: str) -> bool:
    """Whether a year stands in a line, without which there is no date: a cheap look before a long one."""
    plain = _western(line)
    return ("19" in plain or "20" in plain) and _SOME_YEAR.search(plain) is not None


def _western(line: str) -> str:
    """A line with Western digits, one for one, so that places stay."""
    return line.translate(_DIGITS) if not line.isascii() and _FOREIGN_DIGIT.search(line) else line


def _names_month(form: str, groups: tuple[str, ...]) -> bool:
    place = {"dmy": 1, "mdy": 0, "ymd": 1}.get(form)
    return place is None or month_number(groups[place]) is not None


def day_comes_first(lines: Iterable[str]) -> bool | None:
    """How a page writes dates with slashes, told by those of its own that can be read in one way only; None: untold."""
    page = "\n".join(lines)
    votes = Counter(
        int(match.group(1)) > 12
        for match in (_SLASHED.finditer(page) if _SLASHED_YEAR.search(page) else ())
        if (int(match.group(1)) > 12) != (int(match.group(3)) > 12)
    )
    return None if votes[True] == votes[False] else votes[True] > votes[False]


def find_year(line: str, origin: DateOrigin) -> PublicationDate | None:
    """A line that is nothing but a year and punctuation: a date of which only the year is left."""
    match = _YEAR_ONLY.match(line)
    if not match:
        return None
    return PublicationDate(date(int(match.group(1)), 1, 1), "year", evidence=line.strip(), origin=origin)


def _value(form: str, groups: tuple[str, ...], day_first: bool | None) -> date | None:
    try:
        match form:
            case "dmy":
                return _day(groups[2], month_number(groups[1]), groups[0])
            case "mdy":
                return _day(groups[2], month_number(groups[0]), groups[1])
            case "ymd":
                return _day(groups[0], month_number(groups[1]), groups[2])
            case "numbers":
                return _day(*groups)
            case "dotted":
                return _day(groups[2], groups[1], groups[0])
            case "slashed":
                return _slashed(int(groups[0]), int(groups[2]), groups[3], day_first)
            case _:
                return _day(groups[1], month_number(groups[0]), 1)
    except ValueError:
        return None


def _day(year: str, month: int | str | None, day: int | str) -> date | None:
    return date(int(year), int(month), int(day)) if month else None


def _slashed(first: int, second: int, year: str, day_first: bool | None) -> date | None:
    """Read where only one order is possible, where both give the same day, or where the page's order is known."""
    if first > 12 or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    if day_first is None:
        return None
    return _day(year, second, first) if day_first else _day(year, first, second)


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


def refuse_after(found: PublicationDate, added: datetime) -> PublicationDate:
    """A date as found, or unknown where it lies after the day on which the page was added, with the words that say so.

    A day is let pass: where the page was written it may be tomorrow already.
    """
    if found.value is None or found.value <= added.date() + timedelta(days=1):
        return found
    return PublicationDate.unknown(f"after it was added: {found.evidence}")


def parse_day(text: str) -> date:
    """A day that a person typed (`--as-of`, a form field): ISO or an explicit form.

    Raises:
        ValueError: naming what was typed and the form that is understood.
    """
    found = date_of_field(text, "")
    if found.value is None or found.precision != "day":
        raise ValueError(f"not a day: {text!r}; write it as 2023-10-02 or 2 October 2023")
    return found.value
