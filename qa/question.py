"""What a question asks for: its words, phrases, names, dates and outlets, each of which is shown.

A date read from a question is a preference, not a filter; so is an outlet. Only the person's own filters leave articles out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.article import outlet_id_of
from corpus.dates import find_date
from corpus.filters import Filters
from corpus.outlets import OutletRegistry
from qa.shapes import AnswerShape
from qa.words import names_in, says_something

MAX_QUESTION = 2_000  # characters; a longer question is refused

_PHRASE = re.compile(r"[“\"«]([^“”\"«»]{2,200})[”\"»]")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True)
class ReadDate:
    """A period that the words of a question name, inclusive."""

    words: str
    first: date
    last: date


@dataclass(frozen=True)
class ReadOutlet:
    """An outlet that a question names; `attributed` where it asks what that outlet says."""

    words: str
    outlet_id: str
    name: str
    held: bool
    attributed: bool


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
    from_passage: tuple[str, ...] = ()  # what a follow-up took from the passage on top of the last answer


def interpret(
    completed: str,
    filters: Filters,
    today: date,
    registry: OutletRegistry,
    held_outlets: Sequence[str],
    carried_over: tuple[str, ...] = (),
    from_passage: tuple[str, ...] = (),
) -> Interpretation:
    """Read a question that stands alone. `held_outlets` are the ids of the archive's outlets."""
    as_of = filters.as_of or today
    outlets = read_outlets(completed, registry, frozenset(held_outlets))
    return Interpretation(
        completed=completed,
        words=content_words(completed, outlets),
        names=tuple(dict.fromkeys(names_in(completed))),
        phrases=tuple(match.strip() for match in _PHRASE.findall(completed)),
        dates=read_dates(completed, as_of),
        outlets=outlets,
        shape=AnswerShape.of(completed),
        as_of=as_of,
        filters=filters,
        carried_over=carried_over,
        from_passage=from_passage,
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


def read_outlets(question: str, registry: OutletRegistry, held: frozenset[str]) -> tuple[ReadOutlet, ...]:
    """The outlets a question names, by the registry and the archive's own, longest names first, each place once."""
    found: list[ReadOutlet] = []
    taken: list[tuple[int, int]] = []
    tokens = list(re.finditer(r"[\w.’'&-]*\w", question))
    for length in range(min(6, len(tokens)), 0, -1):
        for run in (tokens[i : i + length] for i in range(len(tokens) - length + 1)):
            start, end = run[0].start(), run[-1].end()
            words = re.sub(r"[’']s$", "", question[start:end])
            outlet = _outlet_named(words, registry, held)
            if outlet and not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                found.append(ReadOutlet(words, *outlet, outlet[0] in held, _is_attributed(question, start, start + len(words))))
    return tuple(found)


def _outlet_named(words: str, registry: OutletRegistry, held: frozenset[str]) -> tuple[str, str] | None:
    """(outlet_id, name) where the words are an outlet's name as a person writes it: with capitals, or a domain."""
    if not any(c.isupper() for c in words) and "." not in words:
        return None
    entry = registry.find(words)
    if entry:
        return outlet_id_of(entry.name), entry.name
    outlet_id = outlet_id_of(words)
    return (outlet_id, words) if outlet_id in held else None


def _is_attributed(question: str, start: int, end: int) -> bool:
    """Whether the question asks what this outlet says, rather than speaks of it."""
    before, after = question[:start].lower(), question[end:].lower()
    asked_before = re.search(
        r"\b(according to|(reported|published|written) (by|in)|coverage (by|in|of)|articles? (by|in|of|from)|as per|in|by|from)"
        r" (the )?$",
        before,
    )
    asks_did = re.search(r"\b(did|does|do|has|have|had|is|was) (the )?$", before) and re.match(
        r"[’']?s?\s+(\w+ )?(report|say|said|write|written|publish|claim|describe|cover|mention|put|give|call|quote)", after
    )
    says = re.match(
        r"\s+(reports?|reported|says?|said|writes?|wrote|claims?|claimed|coverage|article|story)\b"
        r"|[’']s (report|coverage|article|story)",
        after,
    )
    return bool(asked_before or asks_did or says)
