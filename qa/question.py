"""What a question asks for: its words, phrases, names, dates and outlets, each of which is shown.

A date read from a question is a preference, not a filter; so is an outlet. Only the person's own filters leave articles out, and
"published on ..." in so many words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.article import outlet_id_of
from corpus.filters import Filters
from corpus.outlets import OutletRegistry
from qa.first import asks_for_first_report, without_asking_words
from qa.periods import ReadDate, read_periods
from qa.shapes import AnswerShape
from qa.words import names_in, says_something

MAX_QUESTION = 2_000  # characters; a longer question is refused

_PHRASE = re.compile(r"[“\"«]([^“”\"«»]{2,200})[”\"»]")


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
    """The question as completed and understood. `words` are its content words as written, in order, without repeats.

    `first` says that it asks for the first report of what it is about.
    """

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
    first: bool = False


def interpret(
    completed: str,
    filters: Filters,
    today: date,
    registry: OutletRegistry,
    held_outlets: Sequence[str],
    carried_over: tuple[str, ...] = (),
    newest: date | None = None,
) -> Interpretation:
    """Read a question that stands alone. `held_outlets` are the ids of the archive's outlets, `newest` is its last day.

    The interpretation's filters are the person's own, and the period of publication that the question names.
    """
    as_of = filters.as_of or today
    periods = read_periods(completed, as_of, None if filters.as_of else newest)
    outlets = read_outlets(completed, registry, frozenset(held_outlets))
    return Interpretation(
        completed=completed,
        words=content_words(without_asking_words(completed), outlets),
        names=tuple(dict.fromkeys(names_in(completed))),
        phrases=tuple(match.strip() for match in _PHRASE.findall(completed)),
        dates=periods,
        outlets=outlets,
        shape=AnswerShape.of(completed),
        as_of=as_of,
        filters=_with_publication(filters, periods),
        carried_over=carried_over,
        first=asks_for_first_report(completed),
    )


def content_words(question: str, outlets: Sequence[ReadOutlet] = ()) -> tuple[str, ...]:
    """The words that say what a question is about; the name of an outlet whose report is asked for is no such word."""
    for outlet in outlets:
        if outlet.attributed:
            question = question.replace(outlet.words, " ")
    words = re.findall(r"\d+(?:[.,]\d+)*|\w+", re.sub(r"[’']s\b", "", question))
    kept = (word for word in words if says_something(word, question) and (len(word) > 1 or word.isdigit()))
    return tuple(dict.fromkeys(kept))


def _with_publication(filters: Filters, periods: Sequence[ReadDate]) -> Filters:
    """The person's filters, narrowed by the periods of publication that the question names; where both exclude each other,
    the person's own stay.
    """
    firsts = [p.first for p in periods if p.kind == "published" and p.first]
    lasts = [p.last for p in periods if p.kind == "published" and p.last]
    if not firsts and not lasts:
        return filters
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first and last and first > last:
        first, last = min(firsts), max(lasts)  # "published on 3 or 5 October"
    try:
        return filters.narrowed(first, last)
    except ValueError:
        return filters


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
