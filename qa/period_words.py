"""Words of a question that may name days: an expression found at a place, and the context that tells a date from a name."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from corpus.days import MONTH_DOT, MONTH_NAMES, SEASONS, WEEKDAY_NAMES, Days
from corpus.months import month_number

InYear = Callable[[int], Days | None]

MONTH = rf"(?P<month>(?i:{MONTH_NAMES}))\b{MONTH_DOT}"
WEEKDAY = rf"(?i:{WEEKDAY_NAMES})"
_IN = "in|since|during|until|till|throughout|of|between|from|to|through|early|mid|late|last|this|next|past|before|after|by|around"
_AFTER_PREPOSITION = re.compile(rf"(?:^|\b)(?:(?i:{_IN})(?:\s+the)?\s+|(?i:mid|early|late)-|[-–]\s?)$")
_AFTER_DETERMINER = re.compile(r"\b(?i:its|his|her|their|our|the|a|an|or|and|\w+[’']s)\s+$")
_AFTER_JOINED = re.compile(rf"\b(?i:{MONTH_NAMES})\.?(?:\s+\d{{4}})?(?:,| and| or| to| through|\s?[-–])\s*$")
_ACTS = re.compile(
    r"\s+(?:will|would|has|had|was|is|did|does|said|says|told|took|won|lost|resign\w*|\w+ed)\b|[’']s\s", re.I
)  # what follows a person's name
_ALSO_NAMES = frozenset(("may", "march", "april", "june", "august", "jan", "mar", "jun"))  # words or given names too
_ALSO_WORDS = frozenset(("may", "march", "mar"))
_LONG_NAME = 6  # letters from which a month's name without capital or preposition is still one ("october")
# Names that hold a weekday: of days that are not calendar days, of papers and shows
_NAMED_DAYS = re.compile(
    r"\b(?:black|bloody|good|super|ash|holy|cyber|giving|fat|maundy|palm|easter|whit|blue|ruby"
    r"|(?:mail|independent|world|scotland) on)\s+$",
    re.I,
)
_NAME_GOES_ON = re.compile(rf"\s+(?!(?i:{MONTH_NAMES}|{WEEKDAY_NAMES}|i)\b)[A-Z][a-z]")

_NEEDS = {
    name: re.compile(words, re.I)
    for name, words in {
        "digit": r"\d",
        "month": rf"\b(?:{MONTH_NAMES})\b",
        "weekday": WEEKDAY_NAMES,
        "season": "|".join(SEASONS),
        "quarter": r"quarter|q[1-4]",
        "unit": "day|week|month|quarter|year|decade|fortnight",
        "word": "today|tonight|tomorrow|yesterday|night|morning|afternoon|evening",
    }.items()
}


@dataclass(frozen=True)
class Expression:
    """Words at `[start, end)` that name days.

    `in_year` gives the same days of another year, for words that name none; `weekly` ones come again every week; `cap` is
    the day beyond which a running period ("this month") is not read.
    """

    start: int
    end: int
    days: Days
    in_year: InYear | None = None
    weekly: bool = False
    cap: date | None = None

    @property
    def capped(self) -> Days:
        """The days, up to the cap where that lies among them."""
        first, last = self.days
        return first, min(last, self.cap) if self.cap and self.cap >= first else last

    def mapped(self, start: int, change: Callable[[Days], Days | None]) -> "Expression | None":
        """The expression with words before it that change its days ("early ..."); None where there are no such days."""
        changed, in_year = change(self.days), self.in_year
        if changed is None:
            return None
        return replace(self, start=start, days=changed, in_year=(lambda y: _then(in_year(y), change)) if in_year else None)


Found = list[Expression] | None  # None: the words name no days
Reading = Callable[[re.Match[str], date], Found]


@dataclass(frozen=True)
class Form:
    """A way to name days: its words, what reads a match of them at an as-of day, and without which words it can't match."""

    needs: frozenset[str]
    pattern: re.Pattern[str]
    reading: Reading


def forms(*rows: tuple[str, str, Reading], flags: int = 0) -> tuple[Form, ...]:
    """Forms from rows of needs, pattern and reading."""
    return tuple(Form(frozenset(needs.split()), re.compile(pattern, flags), reading) for needs, pattern, reading in rows)


def possible(among: Iterable[Form], question: str) -> list[Form]:
    """The forms that may match a question at all: most questions name no days, and looking for each form takes milliseconds."""
    held = {name for name, words in _NEEDS.items() if words.search(question)}
    return [form for form in among if form.needs <= held]


def _then(days: Days | None, change: Callable[[Days], Days | None]) -> Days | None:
    return change(days) if days else None


def yearless(start: int, end: int, in_year: InYear, as_of: date) -> Expression | None:
    """Days without a year: the most recent that begin not after the as-of day; None where no year near has them."""
    for year in range(as_of.year, as_of.year - 9, -1):  # 29 February
        days = in_year(year) if year >= 1 else None
        if days and days[0] <= as_of:
            return Expression(start, end, days, in_year)
    return None


def is_month_here(question: str, match: re.Match[str], alone: bool) -> bool:
    """Whether a month's name is one at this place: "may" and "March" are other words, "April" and "June" people too.

    `alone` is without a day or a year beside it.
    """
    word, before, after = match.group("month"), question[: match.start("month")], question[match.end("month") :]
    name = word.lower()
    if month_number(word) is None or (before.endswith(("-", "’", "'")) and not _AFTER_PREPOSITION.search(before)):
        return False
    if not alone:
        return name not in _ALSO_WORDS or word[0].isupper()
    joined = _AFTER_PREPOSITION.search(before) or _AFTER_JOINED.search(before)
    if name in _ALSO_NAMES or len(name) < _LONG_NAME - 2:
        if name in _ALSO_WORDS and (_ACTS.match(after) or re.search(r"\bthe\s+$", before, re.I)):
            return False
        determined = name not in _ALSO_WORDS and _AFTER_DETERMINER.search(before)
        named = _NAME_GOES_ON.match(after) and name in _ALSO_NAMES
        joins = (
            name in _ALSO_NAMES and word[0].isupper() and re.match(rf"\s*(?:,|and|or|[-–])\s*(?:{MONTH_NAMES})\b", after, re.I)
        )
        return bool((joined or determined or joins) and not named)
    return bool(word[0].isupper() or joined or len(name) >= _LONG_NAME)


def is_weekday_here(question: str, start: int, end: int) -> bool:
    """Whether a weekday's name means a day: not "Black Friday", "the Sunday Times", "on Mondays"."""
    before, after = question[:start], question[end:]
    return not (_NAMED_DAYS.search(before) or re.match(r"s\b|-", after) or _NAME_GOES_ON.match(after))


_COUNTED = re.compile(r"\s+(?:[a-z]+[a-rt-z]s|people|men|women|children|percent|per cent|km|miles|votes)\b(?!\s+(?:ago))|\s?%")
_BEFORE_COUNT = re.compile(
    r"\b(?:how many|many|most|all|some|any|half|one|none|each|part|members|about|nearly|over|than) of the\s+$", re.I
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|during|before|after|until|till|by|year|early|mid|late|throughout)[\s-]+(?:the\s+)?$", re.I
)
_QUANTITY = re.compile(
    r"(?:[$€£#]|\b(?:some|about|nearly|over|only|exactly|number|no\.|nearly|almost|flight|route|room|at)\s)\s*$", re.I
)
_VERBS_LIKE_PLURALS = frozenset("was is has does as his this vs".split())


def is_year_here(question: str, start: int, end: int) -> bool:
    """Whether four digits are a year here, not a count ("2019 people") nor a number of something."""
    before, after, year = question[:start], question[end:], int(question[start:end])
    if re.match(r"\s+[A-Z][a-z]+\s+(?:Avenue|Street|Road|Boulevard|Drive)\b", after) or _QUANTITY.search(before):
        return False
    if re.search(r"[\d.,]\Z|\w\Z|[’']\Z", before) or re.match(r"\w|[.,]\d", after):
        return False
    counted = _COUNTED.match(after)
    if counted and counted.group().strip() not in _VERBS_LIKE_PLURALS:
        event = _YEAR_BEFORE.search(before) or re.search(r"\b(?:the|its|his|her|their|\w+[’']s)\s+$", before)
        return bool(event) and year % 100 != 0 and not _BEFORE_COUNT.search(before)
    return year >= 1900 or bool(_YEAR_BEFORE.search(before))
