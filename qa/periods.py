"""The periods that a question names, resolved against the as-of day.

A period is a preference, except one of publication ("published on ..."), which is a filter. A day or month without a year is
the most recent one that is not after the as-of day, unless the words say "next". Weeks run from Monday to Sunday.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from corpus.dates import find_date
from qa.period_forms import CALENDAR_FORMS
from qa.period_parts import with_parts
from qa.period_words import Expression, possible
from qa.published import asks_for_publication
from qa.relative_forms import RELATIVE_FORMS

PeriodKind = Literal["about", "published"]


@dataclass(frozen=True)
class ReadDate:
    """A period that the words of a question name, inclusive; None is an open end.

    `kind` says whether the question asks for what was published then, or is about that time. `year_guessed`: the words
    name a day or month without its year.
    """

    words: str
    first: date | None
    last: date | None
    kind: PeriodKind = "about"
    year_guessed: bool = False


def read_periods(question: str, as_of: date, newest: date | None = None) -> tuple[ReadDate, ...]:
    """All periods that a question names, in order; an empty tuple where it names none.

    `newest` is the last day of which there is any article: days without a year are not later ones, where it is before the
    as-of day.
    """
    try:
        expressions = with_parts(question, _expressions(question, as_of, min(as_of, newest or as_of)))
    except (OverflowError, ValueError):
        return ()  # "last year" of the calendar's first year
    if all(question[e.start : e.end].isdigit() for e in expressions) and (exact := _in_another_language(question)):
        return exact
    expressions = _sharing_years(question, expressions)
    found: list[ReadDate] = []
    place = 0
    while place < len(expressions):
        spanned = _range(question, *expressions[place : place + 2]) if place + 1 < len(expressions) else None
        period = spanned or _related(question, expressions[place])
        if found and found[-1].kind == "published" and _joined(question, expressions[place - 1], expressions[place]):
            period = replace(period, kind="published")  # "published in May and in July"
        found.append(period)
        place += 2 if spanned else 1
    return tuple(dict.fromkeys(found))


def _expressions(question: str, as_of: date, newest: date) -> list[Expression]:
    """What the forms find; of overlapping ones the first, then the longest."""
    matches = [
        (match, form.reading, day)
        for day, forms in ((newest, CALENDAR_FORMS), (as_of, RELATIVE_FORMS))
        for form in possible(forms, question)
        for match in form.pattern.finditer(question)
    ]
    matches.sort(key=lambda found: (found[0].start(), -found[0].end()))
    found: list[Expression] = []
    taken = 0
    for match, reading, day in matches:
        if match.start() >= taken:
            read = reading(match, day)
            if read is not None or _takes_place(match.group()):
                taken = match.end()
            found.extend(read or ())
    return found


def _takes_place(words: str) -> bool:
    """Whether words that name no days keep a part of them from being read: "February 2020" of "30 February 2020"."""
    return any(c.isdigit() for c in words) or " of " in words


def _in_another_language(question: str) -> tuple[ReadDate, ...]:
    """A day or month with its year, as written in any language of `corpus.months`, where nothing but years was read."""
    exact = find_date(question, "user")
    return (ReadDate(exact.evidence, exact.first_day, exact.last_day),) if exact else ()


# two expressions together

_RANGE_SIGN = re.compile(r"\s*(?:[-–—]|\b(?:to|until|till|through|up to)\b)\s*(?:the\s+)?(?:on\s+)?", re.I)
_AND = re.compile(r"\s*(?:,|and|or|&|,\s*and|versus|vs\.?)\s*(?:the\s+|on\s+|in\s+|of\s+)?", re.I)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.I)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.I)


def _sharing_years(question: str, expressions: Sequence[Expression]) -> list[Expression]:
    """Expressions that are joined ("March and May 2021") share the year that one of them names, in the order of time."""
    shared = list(expressions)
    for right in range(len(shared) - 1, 0, -1):
        left = right - 1
        if not _joined(question, shared[left], shared[right]):
            continue
        if shared[left].in_year and not shared[right].in_year and not shared[right].weekly:
            shared[left] = _in_year_before(shared[left], shared[right])
        elif shared[right].in_year and not shared[left].in_year and not shared[left].weekly:
            shared[right] = _in_year_after(shared[right], shared[left])
    return shared


def _joined(question: str, left: Expression, right: Expression) -> bool:
    between = question[left.end : right.start]
    return bool(_RANGE_SIGN.fullmatch(between) or _AND.fullmatch(between))


def _in_year_before(left: Expression, right: Expression) -> Expression:
    years = (right.days[1].year, right.days[1].year - 1)
    found = [days for year in years if left.in_year and (days := left.in_year(year)) and days[0] <= right.days[1]]
    return replace(left, days=found[0], in_year=None) if found else left


def _in_year_after(right: Expression, left: Expression) -> Expression:
    years = (left.days[0].year, left.days[0].year + 1)
    found = [days for year in years if right.in_year and (days := right.in_year(year)) and days[0] >= left.days[0]]
    return replace(right, days=found[0], in_year=None) if found else right


def _range(question: str, left: Expression, right: Expression) -> ReadDate | None:
    """ "between A and B", "from A to B", "A-B" as one period; None where the two are periods of their own."""
    between = question[left.end : right.start]
    opening = _BETWEEN.search(question, 0, left.start)
    if not _RANGE_SIGN.fullmatch(between) and not (opening and _AND.fullmatch(between)):
        return None
    opening = opening or _FROM.search(question, 0, left.start)
    first, last = _before(left, right)[0], right.capped[1]
    start = opening.start() if opening else left.start
    guessed = left.in_year is not None and right.in_year is not None
    return _period(question, start, right.end, (first, last), guessed) if first <= last else None


def _before(left: Expression, right: Expression) -> tuple[date, date]:
    """The left days, moved back to the last ones before the right: "from Friday to Sunday", "28 December to 3 January"."""
    if left.days[0] <= right.days[1]:
        return left.days
    if left.weekly:
        return left.days[0] - timedelta(days=7), left.days[1] - timedelta(days=7)
    earlier = left.in_year(left.days[0].year - 1) if left.in_year else None
    return earlier or left.days


# one expression and the word before it

_TO_PLACE = r"\s+(?:on\s+|in\s+)?(?:the\s+)?$"
_RELATIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{words}){_TO_PLACE}", re.I), relation)
    for words, relation in (
        (r"ever\s+since|since|starting(?:\s+from)?|beginning(?:\s+from)?", "since"),
        (r"after|later\s+than|following", "after"),
        (r"before|prior\s+to|earlier\s+than|ahead\s+of", "before"),
        (r"until|till|up\s+(?:to|until|till)|by|as\s+of|(?:no|not)\s+later\s+than", "until"),
    )
)
_ONWARDS = re.compile(r"\s+on(?:wards?)?\b(?!\s+(?:the|a|an|\w+day)\b)", re.I)
_EVENT_FOLLOWS = re.compile(r"[’']s\s|\s+(?!(?:and|or|in|at|on|for|to|by|about|was|were|did|is|are|with)\b)[a-z]{3,}", re.I)


def _related(question: str, expression: Expression) -> ReadDate:
    """One expression as a period, open on one side where the word before it says so."""
    first, last = expression.capped
    guessed = expression.in_year is not None
    opening = _FROM.search(question, 0, expression.start)
    onwards = _ONWARDS.match(question, expression.end)
    if opening and onwards:
        return _period(question, opening.start(), onwards.end(), (first, None), guessed)
    for pattern, relation in _RELATIONS:
        match = pattern.search(question, 0, expression.start)
        if match:
            days = _opened(expression.days, relation, _names_event(question, match, expression))
            start = expression.start if days == expression.days else match.start()
            return _period(question, start, expression.end, days, guessed)
    return _period(question, expression.start, expression.end, (first, last), guessed)


def _names_event(question: str, relation: re.Match[str], expression: Expression) -> bool:
    """Whether an event of those days is meant rather than the days: "after the 2022 elections", "by Friday's storm"."""
    following = _EVENT_FOLLOWS.match(question, expression.end)
    said_as_one = relation.group().lower().rstrip().endswith("the") or bool(following and following.group()[0] in "’'")
    return bool(following) and said_as_one


def _opened(days: tuple[date, date], relation: str, names_event: bool) -> tuple[date | None, date | None]:
    """The days that lie since, after, before or until days; an event of those days lies somewhere in them."""
    first, last = days
    if relation == "since" or (relation == "after" and names_event):
        return first, None
    if relation == "after":
        return last + timedelta(days=1), None
    if relation == "before" and not names_event:
        return None, first - timedelta(days=1)
    return days if relation == "until" and names_event else (None, last)


def _period(question: str, start: int, end: int, days: tuple[date | None, date | None], guessed: bool) -> ReadDate:
    kind: PeriodKind = "published" if asks_for_publication(question, start) else "about"
    return ReadDate(question[start:end], days[0], days[1], kind, guessed)
