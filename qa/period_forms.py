"""Days named by the calendar: "2023-10-06", "6 October", "Q3 2022", "the 1990s". A year without its century is not guessed.

Each form has a reading: the expressions of a match, or None where its words are taken but name no days.
"""

import re
from datetime import date

from corpus.dates import day_comes_first
from corpus.days import ORDINALS, SEASONS, Days, day_span, decade_span, months_span, quarter_span, season_span, year_span
from corpus.months import month_number
from qa.period_words import MONTH, WEEKDAY, Expression, Found, InYear, forms, is_month_here, is_year_here, yearless

# What is called after a day, often one of another year: the day itself is not asked for
_CALLED_AFTER = re.compile(
    r"\s+(?:committee|panel|commission|hearings?|insurrection|riots?|rioters?|coup|movement|parade)\b", re.I
)


def _day(match: re.Match[str], as_of: date) -> Found:
    groups, question = match.groupdict(), match.string
    if groups["short"] or not is_month_here(question, match, alone=False):
        return None
    if not groups["year"] and _CALLED_AFTER.match(question, match.end()):
        return None
    return _dated(match, as_of, [(match.start(), match.end(), groups["day"])])


def _two_days(match: re.Match[str], as_of: date) -> Found:
    """ "6 and 7 October 2023", "July 4-6": two expressions; what stands between says whether they are a range."""
    if match.group("short") or not is_month_here(match.string, match, alone=False):
        return None
    first, second = sorted((match.start(name), match.end(name), match.group(name)) for name in ("other", "day"))
    return _dated(match, as_of, [(match.start(), first[1], first[2]), (second[0], match.end(), second[2])])


def _dated(match: re.Match[str], as_of: date, places: list[tuple[int, int, str]]) -> Found:
    """Days of the match's month, in its year or in the most recent one; None where one of them is no day."""
    month, year = month_number(match.group("month")), match.group("year")
    found = []
    for start, end, day in places:
        in_year = _days_of(month or 0, int(day))
        days = in_year(int(year)) if year else None
        expression = (Expression(start, end, days) if days else None) if year else yearless(start, end, in_year, as_of)
        if expression is None:
            return None
        found.append(expression)
    return found


def _days_of(month: int, day: int) -> InYear:
    def in_year(year: int) -> Days | None:
        try:
            return day_span(date(year, month, day))
        except ValueError:
            return None

    return in_year


def _taken(match: re.Match[str], as_of: date) -> Found:
    return None


def _month(match: re.Match[str], as_of: date) -> Found:
    groups = match.groupdict()
    month = month_number(groups["month"]) or 0
    if groups.get("short") or not is_month_here(match.string, match, alone=not groups.get("year")):
        return None
    if groups.get("year"):
        return [Expression(match.start(), match.end(), months_span(int(groups["year"]), month))]
    return _one(yearless(match.start(), match.end(), lambda year: months_span(year, month), as_of))


def _one(expression: Expression | None) -> Found:
    return [expression] if expression else None


def _iso(match: re.Match[str], as_of: date) -> Found:
    days = _days_of(int(match.group("month")), int(match.group("day")))(int(match.group("year")))
    return _one(Expression(match.start(), match.end(), days) if days else None)


def _iso_month(match: re.Match[str], as_of: date) -> Found:
    return [Expression(match.start(), match.end(), months_span(int(match.group("year")), int(match.group("month"))))]


def _numeric(match: re.Match[str], as_of: date) -> Found:
    """ "24.02.2022" has its day first; "7/13/2022" where only one order is possible or the question's other dates tell it."""
    a, b, year = int(match.group("a")), int(match.group("b")), match.group("year")
    if len(year) == 2:
        return None
    day_first = True if match.group("sign") == "." or a > 12 or a == b else False if b > 12 else day_comes_first([match.string])
    if day_first is None:
        return None
    days = _days_of(b if day_first else a, a if day_first else b)(int(year))
    return _one(Expression(match.start(), match.end(), days) if days else None)


def _years(match: re.Match[str], as_of: date) -> Found:
    """ "2015-2019", "2022/23": from the first to the last of the years."""
    first, to = int(match.group("year")), match.group("to")
    last = int(to) if len(to) == 4 else first // 100 * 100 + int(to)
    return _one(Expression(match.start(), match.end(), (date(first, 1, 1), date(last, 12, 31))) if first < last else None)


def _season(match: re.Match[str], as_of: date) -> Found:
    """A season with its year; without one the most recent that has begun. "In spring 2022" is read by the form with a year."""
    season, groups = match.group("season").lower(), match.groupdict()
    if groups.get("short"):
        return None
    if groups.get("year"):
        return [Expression(match.start(), match.end(), season_span(int(groups["year"]), season))]
    return _one(yearless(match.start("season"), match.end(), lambda year: season_span(year, season), as_of))


def _quarter(match: re.Match[str], as_of: date) -> Found:
    groups = match.groupdict()
    number = int(groups["q"]) if groups.get("q") else ORDINALS[groups["ordinal"].lower()]
    number = 4 if number < 0 else number
    start = match.start("ordinal") if groups.get("ordinal") and not groups.get("year") else match.start()
    if number > 4:
        return None
    if groups.get("year"):
        return [Expression(start, match.end(), quarter_span(int(groups["year"]), number))]
    return _one(yearless(start, match.end(), lambda year: quarter_span(year, number), as_of))


def _decade(match: re.Match[str], as_of: date) -> Found:
    return [Expression(match.start(), match.end(), decade_span(int(match.group("year"))))]


def _year(match: re.Match[str], as_of: date) -> Found:
    if not is_year_here(match.string, match.start(), match.end()):
        return None
    return [Expression(match.start(), match.end(), year_span(int(match.group("year"))))]


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_OTHER = r"(?P<other>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
_OF_YEAR = rf"(?:,?\s+(?:of\s+|in\s+)?{_YEAR}(?!\s+(?:people|men|women|children)\b)|(?P<short>,?\s*[’']\d\d\b))?"
_ON = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
_JOIN = r"(?:\s*[-–—]\s*|\s+(?:to|and|or|through|until|till)\s+)"
_SEASON = rf"(?P<season>(?i:{'|'.join(SEASONS)}))\b"
_ORDINAL = rf"(?P<ordinal>(?i:{'|'.join(ORDINALS)}))[\s-]quarter\b"
_FULL_YEAR = r"(?P<year>(?:19|20)\d\d)"

CALENDAR_FORMS = forms(
    ("month digit", rf"(?<![\w.,]){_ON}{_OTHER}{_JOIN}{_DAY}\s+(?:of\s+)?{MONTH}{_OF_YEAR}", _two_days),
    ("month digit", rf"\b{_ON}{MONTH}\s+{_OTHER}{_JOIN}{_DAY}(?!\d|:\d){_OF_YEAR}", _two_days),
    ("month digit", rf"(?<![\w.,]){_ON}{_DAY}\s+(?:of\s+)?{MONTH}{_OF_YEAR}", _day),
    ("month digit", rf"\b{_ON}{MONTH}\s+(?:the\s+)?{_DAY}(?!\d|[:,]\d|\s+(?:people|per|million)\b){_OF_YEAR}", _day),
    ("month", r"\b(?i:fourth\s+of\s+july|fifth\s+of\s+november|july\s+fourth)\b", _taken),
    ("month digit", rf"\b{MONTH},?\s+(?:of\s+)?(?:{_YEAR}|(?P<short>[’']\d\d\b))", _month),
    ("month", rf"\b{MONTH}", _month),
    (
        "digit",
        r"(?<![\w/.-])(?P<year>(?:1[5-9]|20)\d\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\w-])",
        _iso,
    ),
    ("digit", rf"(?<![\w/.-]){_FULL_YEAR}-(?P<month>0[1-9]|1[0-2])(?![\w-])", _iso_month),
    (
        "digit",
        r"(?<![\w/.-])(?P<a>\d{1,2})(?P<sign>[./-])\s?(?P<b>\d{1,2})(?P=sign)\s?(?P<year>(?:19|20)\d\d|\d\d)(?![\w-])",
        _numeric,
    ),
    ("digit", rf"(?<![\w/.-]){_FULL_YEAR}[-–/](?P<to>(?:19|20)?\d\d)(?![\w-])", _years),
    ("season digit", rf"\b{_SEASON}\s+(?:of\s+)?(?:{_YEAR}(?:[-–/]\d{{2,4}})?|(?P<short>[’']\d\d\b))", _season),
    ("season digit", rf"(?<!\w){_FULL_YEAR}\s+{_SEASON}", _season),
    (
        "season",
        rf"\b(?i:in|during|since|until|by|over|throughout)\s+(?:the\s+)?{_SEASON}(?!\s+(?:of\s+)?(?:{_YEAR}|[’']\d\d)|\s+an?\b)",
        _season,
    ),
    ("quarter digit", rf"\b{_ORDINAL}\s+(?:of\s+|in\s+)?{_YEAR}", _quarter),
    ("quarter digit", rf"(?<!\w){_FULL_YEAR}[’']s\s+{_ORDINAL}", _quarter),
    ("quarter", rf"\b(?:in|for|during|since)\s+(?:the\s+)?{_ORDINAL}(?!\s+of\b)", _quarter),
    ("quarter", rf"\bQ(?P<q>[1-4])(?:\s+(?:of\s+)?|[-/]){_FULL_YEAR}\b", _quarter),
    ("quarter", rf"(?<!\w){_FULL_YEAR}[\s-]?Q(?P<q>[1-4])\b", _quarter),
    ("quarter", r"\bQ(?P<q>[1-4])\b(?!\s*[’'&])", _quarter),
    ("digit", r"(?<!\w)(?P<year>(?:1[5-9]|20)\d0)[’']?s\b", _decade),
    ("digit", rf"(?<!\w){_YEAR}(?!\w)", _year),
)
