"""What a question asks for: its words, phrases, names, dates and outlets, each of which is shown.

A date read from a question is a preference, not a filter; so is an outlet. Only the person's own filters leave articles out, and
"published on ..." in so many words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.filters import Filters
from corpus.outlets import OutletRegistry
from qa.first import asks_for_first_report, without_asking_words
from qa.options import Strictness
from qa.outlet_mentions import ReadOutlet, read_outlets
from qa.periods import ReadDate, read_periods
from qa.shapes import AnswerShape
from qa.words import names_in, says_something

MAX_QUESTION = 2_000  # characters; a longer question is refused

PHRASE = re.compile(r"[“\"«]([^“”\"«»]{2,200})[”\"»]")


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
    excluded: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    first: bool = False
    strictness: Strictness = "balanced"
    from_passage: tuple[str, ...] = ()  # what a follow-up took from the passage on top of the last answer

    @property
    def is_completed(self) -> bool:
        """Whether it took something along from the turn before."""
        return bool(self.carried_over or self.from_passage)

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
        phrases=tuple(match.strip() for match in PHRASE.findall(completed)),
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
