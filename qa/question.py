"""What a question asks for: its words, phrases, names, dates and outlets, each of which is shown.

A date read from a question is a preference, not a filter; so is an outlet. Only the person's own filters leave articles out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from corpus.dates import find_date
from corpus.filters import Filters
from corpus.outlets import OutletRegistry
from qa.outlet_mentions import ReadOutlet, read_outlets
from qa.shapes import AnswerShape
from qa.words import names_in, says_something

MAX_QUESTION = 2_000  # characters; a longer question is refused

PHRASE = re.compile(r"[“\"«]([^“”\"«»]{2,200})[”\"»]")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True)
class ReadDate:
    """A period that the words of a question name, inclusive."""

    words: str
    first: date
    last: date


@dataclass(frozen=True)
class Expansion:
    """Other spellings that are searched for words of the question, and why: a table's alias, a way of writing, or a likely slip.

    `stands` is whether the words as asked stand in the archive; `spellings` all do, commonest first. `rare` is whether the words
    as asked stand there far more rarely than the first of them.
    """

    words: str
    spellings: tuple[str, ...]
    why: Literal["alias", "spelling", "similar"]
    stands: bool
    rare: bool = False


@dataclass(frozen=True)
class Interpretation:
    """The question as completed and understood. `words` are its content words as written, in order, without repeats."""

    completed: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    phrases: tuple[str, ...]
    dates: tuple[ReadDate, ...]
    outlets: tuple[ReadOutlet, ...]
    shape: AnswerShape
    as_of: date
    filters: Filters
    carried_over: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()

    @property
    def reworded(self) -> str:
        """The completed question, the archive's usual spelling put where the asked one is none: what is searched by meaning."""
        text = self.completed
        for expansion in self.expansions:
            if not expansion.stands or expansion.rare:
                text = expansion.spellings[0].join(re.split(rf"(?<!\w){re.escape(expansion.words)}(?!\w)", text))
        return text


def interpret(
    completed: str,
    filters: Filters,
    today: date,
    registry: OutletRegistry,
    held_outlets: Sequence[str],
    carried_over: tuple[str, ...] = (),
) -> Interpretation:
    """Read a question that stands alone. `held_outlets` are the ids of the archive's outlets."""
    as_of = filters.as_of or today
    outlets = read_outlets(completed, registry, frozenset(held_outlets))
    return Interpretation(
        completed=completed,
        words=content_words(completed, outlets),
        names=tuple(dict.fromkeys(names_in(completed))),
        phrases=tuple(match.strip() for match in PHRASE.findall(completed)),
        dates=read_dates(completed, as_of),
        outlets=outlets,
        shape=AnswerShape.of(completed),
        as_of=as_of,
        filters=filters,
        carried_over=carried_over,
    )


def content_words(question: str, outlets: Sequence[ReadOutlet] = ()) -> tuple[str, ...]:
    """The words that say what a question is about; the name of an outlet whose report is asked for is no such word."""
    for outlet in outlets:
        if outlet.attributed:
            question = question.replace(outlet.words, " ")
    words = re.findall(r"\d+(?:[.,]\d+)*|\w+", re.sub(r"[’']s\b", "", question))
    kept = (word for word in words if says_something(word, question) and (len(word) > 1 or word.isdigit()))
    return tuple(dict.fromkeys(kept))


def read_dates(question: str, as_of: date) -> tuple[ReadDate, ...]:
    """The periods a question names: a day, a month, a year, or one relative to the as-of day."""
    exact = find_date(question, "user")
    if exact and exact.first_day and exact.last_day:
        return (ReadDate(exact.evidence, exact.first_day, exact.last_day),)
    relative = _relative_period(question, as_of)
    if relative:
        return (relative,)
    years = [ReadDate(m.group(), date(int(m.group()), 1, 1), date(int(m.group()), 12, 31)) for m in _YEAR.finditer(question)]
    return tuple(years)


def _relative_period(question: str, as_of: date) -> ReadDate | None:
    lowered = question.lower()
    found = next((words for words in _RELATIVE if re.search(rf"\b{words}\b", lowered)), None)
    if not found:
        return None
    try:
        return ReadDate(found, *_RELATIVE[found](as_of))
    except (OverflowError, ValueError):
        return None  # "last year" of the calendar's first year


def _week(day: date, ago: int) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday() + 7 * ago)
    return monday, day if ago == 0 else monday + timedelta(days=6)


def _month_before(day: date) -> tuple[date, date]:
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


_RELATIVE: Mapping[str, Callable[[date], tuple[date, date]]] = {
    "today": lambda day: (day, day),
    "yesterday": lambda day: (day - timedelta(days=1), day - timedelta(days=1)),
    "this week": lambda day: _week(day, 0),
    "last week": lambda day: _week(day, 1),
    "this month": lambda day: (day.replace(day=1), day),
    "last month": _month_before,
    "this year": lambda day: (day.replace(month=1, day=1), day),
    "last year": lambda day: (date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)),
}
