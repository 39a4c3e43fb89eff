"""Which days the words of an article mean: "on Sunday", "last week", "Oct. 6", resolved against its day of publication.

Nothing is read where that day is unknown, nor inside a quotation, whose speaker may have spoken on another day. The text is
never changed: an annotation is kept beside it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.article import PublicationDate
from corpus.days import (
    MONTH_DOT,
    MONTH_NAMES,
    NUMBER_NAMES,
    WEEKDAY_NAMES,
    WEEKDAYS,
    YEAR_OF_FOUR,
    Days,
    count_of,
    day_span,
    months_span,
    part_of,
    shifted,
    unit_span,
    weekday_after,
    weekday_before,
)
from corpus.months import month_number
from corpus.quotations import Span, quotation_spans


@dataclass(frozen=True)
class Annotation:
    """The days, inclusive, that the words at `[start, end)` of an article's text mean."""

    start: int
    end: int
    first: date
    last: date


REACH = 30  # characters before and after a weekday, a month's name or "week" in which the rest of an expression stands
MAX_AGO = 100  # "two hundred years ago" is no date
FARTHER = (
    2  # so much farther counts, of a day without a year, the one to come; where the sentence speaks of days to come, the past one
)
SENTENCE = 400  # characters before an expression in which its sentence begins
MAX_MONTHS_TO_COME = 9  # a month farther away is meant as the last one

Reading = Callable[[re.Match[str], date], Days | None]

_FUTURE = re.compile(
    r"\b(?:will|won[’']t|shall|would|going to|(?:set|due|expected|scheduled|slated|plan(?:s|ned|ning)?|hopes?) (?:to|for)|is due"
    r"|are due|upcoming)\b",
    re.I,
)
_REPORTS = re.compile(
    r"\b(?:said|says|told|announced|reported|added|tweeted|wrote|stated|confirmed|was|were|had|seen|recorded|reached)\b", re.I
)
_WILL_FOLLOWS = re.compile(r"\W+(?:[\w’'-]+\W+){0,6}?(?:will|is set to|are set to|is expected to|are expected to)\b")
_NAMED = re.compile(r"\b(?:[Bb]lack|[Bb]loody|[Gg]ood|[Ss]uper|[Aa]sh|[Hh]oly|[Cc]yber|[Gg]iving|[Ff]at|[Pp]alm|[Ee]aster) $")
_HABITUAL = re.compile(r"\b(?:every|each|most|any|through|thru|[Hh]ours:) $")
_OPEN_DAYS = re.compile(rf" (?:through|thru) (?:{WEEKDAY_NAMES})\b", re.I)
_NAME_GOES_ON = re.compile(rf" (?!(?:{MONTH_NAMES})\b)[A-Z][a-z]")


def annotate(text: str, published: PublicationDate) -> tuple[Annotation, ...]:
    """The days that the words of a text mean, in order; none where the day of publication is not known.

    What names its own year ("6 October 2023") is annotated too, so that it is found by its days.
    """
    if published.precision != "day" or published.value is None:
        return ()
    quoted = quotation_spans(text)
    found = []
    taken = 0
    for match, reading in sorted(_matches(text), key=lambda pair: (pair[0].start(), -pair[0].end())):
        if match.start() < taken or _is_inside(match.span(), quoted):
            continue
        try:
            days = reading(match, published.value)
        except (OverflowError, ValueError):
            continue  # "31 February"; the year before the first
        if days:
            found.append(Annotation(match.start(), match.end(), *days))
            taken = match.end()
    return tuple(found)


def says_year(words: str) -> bool:
    """Whether the words of an annotation name their year, so that nothing need be said beside them."""
    return YEAR_OF_FOUR.search(words) is not None


def _matches(text: str) -> Iterator[tuple[re.Match[str], Reading]]:
    """What the forms find around the words without which no form matches: a quarter of the time of searching for each form."""
    for anchor in _ANCHORS.finditer(text):
        start, stop = max(0, anchor.start() - REACH), anchor.end() + REACH
        for pattern, reading in _FORMS[anchor.lastgroup or ""]:
            for match in pattern.finditer(text, start, stop):
                if match.start() <= anchor.start() < match.end():
                    yield match, reading


def _is_inside(span: Span, quoted: Sequence[Span]) -> bool:
    place = bisect_right(quoted, span) - 1
    return any(start < span[1] and span[0] < end for start, end in quoted[max(place, 0) : place + 2])


def _is_to_come(match: re.Match[str]) -> bool:
    """Whether the sentence speaks of days to come: "will meet on Sunday", "On Sunday voters will ...".

    Not "will go, he said on Sunday".
    """
    text = match.string
    begin = max(text.rfind(mark, max(0, match.start() - SENTENCE), match.start()) for mark in (". ", "\n", "? ", "! ", "; ")) + 1
    before = text[max(begin, match.start() - SENTENCE) : match.start()]
    cue = next(reversed(list(_FUTURE.finditer(before))), None)
    if cue:
        return not _REPORTS.search(before, cue.end()) and "," not in before[cue.end() :]
    opens = before.strip().lower() in ("", "on", "in", "by", "this", "next")
    return opens and bool(_WILL_FOLLOWS.match(text, match.end()))


def _weekday(match: re.Match[str], day: date) -> Days | None:
    which, weekday = (match.group("which") or "").lower(), WEEKDAYS.index(match.group("weekday").lower())
    before, after = match.string[max(0, match.start() - 10) : match.start()], match.string[match.end() : match.end() + 12]
    if _NAMED.search(before) or _HABITUAL.search(before) or _NAME_GOES_ON.match(after) or _OPEN_DAYS.match(after):
        return None
    if which == "next" or (which in ("", "this", "coming") and _is_to_come(match)):
        return day_span(weekday_after(day, weekday, strictly=which == "next"))
    return day_span(weekday_before(day, weekday, strictly=which in ("last", "past")))


def _day_word(match: re.Match[str], day: date) -> Days | None:
    words = match.group().lower()
    away = 1 if words == "tomorrow" else -2 if "before" in words else -1 if words in ("yesterday", "last night") else 0
    return day_span(day + timedelta(days=away))


def _unit(match: re.Match[str], day: date) -> Days | None:
    which, unit = match.group("which").lower(), match.group("unit").lower()
    if which == "past" and unit != "weekend":
        return shifted(day, -1, unit), day
    return unit_span(day, unit, {"last": -1, "past": -1, "next": 1}.get(which, 0))


def _weekend(match: re.Match[str], day: date) -> Days | None:
    days = unit_span(day, "weekend")
    return days if days[0] <= day or _is_to_come(match) else unit_span(day, "weekend", -1)


def _ago(match: re.Match[str], day: date) -> Days | None:
    n, unit = count_of(match.group("n")), match.group("unit").lower()
    return unit_span(day, unit, -n) if n <= MAX_AGO else None


def _calendar_day(match: re.Match[str], day: date) -> Days | None:
    """A day of a month; without its year the nearest one."""
    groups = match.groupdict()
    month = month_number(groups["month"])
    if not month or (not groups["year"] and groups["month"][0].islower()):
        return None
    if groups["year"]:
        return day_span(date(int(groups["year"]), month, int(groups["day"])))
    years = (day.year - 1, day.year, day.year + 1)
    near = [date(year, month, int(groups["day"])) for year in years if not (month == 2 and groups["day"] == "29" and year % 4)]
    to_come = _is_to_come(match)
    distance = {d: abs((d - day).days) * (FARTHER if (d > day) != to_come else 1) for d in near}
    return day_span(min(distance, key=lambda d: (distance[d], d))) if distance else None


def _month(match: re.Match[str], day: date) -> Days | None:
    """A month with its year; without it the last one that had begun, or the next where the sentence speaks of days to come."""
    groups = match.groupdict()
    month = month_number(groups["month"])
    if not month or match.string[: match.start()].endswith(("Fourth ", "Fifth ")):
        return None
    if groups["year"]:
        return months_span(int(groups["year"]), month)
    this = months_span(day.year, month)
    months_away = (month - day.month) % 12
    if _is_to_come(match) and months_away <= MAX_MONTHS_TO_COME:
        days = this if this[1] >= day else months_span(day.year + 1, month)
    elif groups["which"].lower() == "last":
        days = this if this[1] < day else months_span(day.year - 1, month)
    else:
        days = this if this[0] <= day else months_span(day.year - 1, month)
    part = groups["part"].lower().rstrip(" -") if groups["part"] else ""
    return part_of(days, part) if part else days


_NAMES = "|".join(name.capitalize() for name in MONTH_NAMES.split("|"))
_DAYS = "|".join(name.capitalize() for name in WEEKDAY_NAMES.split("|"))
_ON, _DAY = rf"(?:(?:{_DAYS}),? )?", r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"

_ANCHORS = re.compile(
    rf"\b(?:(?P<weekday>{_DAYS})|(?P<month>{_NAMES})|(?P<other>[Yy]esterday|[Tt]omorrow|[Tt]onight|night|today|weekend|week|month|year|ago))\b"
)
_FORMS: Mapping[str, Sequence[tuple[re.Pattern[str], Reading]]] = {
    "weekday": (
        (re.compile(rf"\b(?:[Oo]n |(?P<which>[Ll]ast|[Tt]his|[Nn]ext|past|coming) )?(?P<weekday>{_DAYS})\b(?!-)"), _weekday),
    ),
    "month": (
        (
            re.compile(rf"(?<![\w.,]){_ON}{_DAY} (?:of )?(?P<month>{_NAMES})\b{MONTH_DOT}{_YEAR}"),
            _calendar_day,
        ),
        (
            re.compile(rf"\b{_ON}(?P<month>{_NAMES})\b{MONTH_DOT} {_DAY}(?![\d:]|,\d){_YEAR}"),
            _calendar_day,
        ),
        (
            re.compile(
                rf"\b(?P<which>in|[Ss]ince|[Ll]ast|this|of|In|until|by) (?P<part>early |late |mid-)?(?P<month>{_NAMES})\b"
                rf"(?!\.? \d\d?\b)(?! [A-Z]){_YEAR}"
            ),
            _month,
        ),
        (re.compile(rf"\b(?P<month>{_NAMES})\b{MONTH_DOT},? (?P<year>(?:19|20)\d\d)\b"), _month),
    ),
    "other": (
        (
            re.compile(r"\b(?:the day before yesterday|yesterday|tomorrow|tonight|last night|(?:earlier|later) today)\b", re.I),
            _day_word,
        ),
        (
            re.compile(
                r"\b(?:(?:earlier|later) )?(?P<which>last|this|next|past) (?P<unit>week|weekend|month|year)\b(?!-| of\b)", re.I
            ),
            _unit,
        ),
        (re.compile(r"\b(?:over|at|during) the weekend\b", re.I), _weekend),
        (re.compile(rf"\b(?<!over )(?<!than )(?P<n>{NUMBER_NAMES}) (?P<unit>day|week|month|year)s? ago\b", re.I), _ago),
    ),
}
