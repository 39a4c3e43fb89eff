"""A follow-up and the turn before it become one question that stands alone.

1. A fragment is put into the last question, in the place of what it replaces (`replacing`).
2. Any other follow-up takes along names and heavy words, in brackets behind it, so that a person sees what was added: those of
   the last question as understood, then few of the passage on top of its answer; then its period and outlet, unless it names
   its own.

The completed question is a question of its own: asked again as it stands, or edited, it needs no history.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qa.dependence import own_names, own_words, stem
from qa.question import Interpretation
from qa.replacing import put_in_place
from qa.turns import Turn, is_person
from qa.words import says_something

MAX_CARRIED = 6  # names and words that a follow-up takes along
MAX_FROM_PASSAGE = 2  # of them, from the passage; one to three did equally well on the tuning half of `followups`
# Shares of a word's rarity. They set which words are taken along where there are more than `MAX_CARRIED`; set by hand.
OLDER = 0.5  # what the last question had itself taken along
OLDER_SEEN = 0.3  # what it had taken from a passage; a person's name stays
DONE = 0.5  # a word that ends like a participle: what was done, not what it was done to

Rarity = Callable[[str], float]
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.I)
_IDLE = re.compile(  # words of a passage that name nothing that is spoken of: days, numbers, the capitals of a dateline
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|[A-ZÀ-Þ]{5,}|\d.*|(?:hundred|thousand|million|billion)s?)$"
)


@dataclass(frozen=True)
class Completion:
    """A question that stands alone, and what it took along: from the last question, and from the passage of its answer."""

    text: str
    carried: tuple[str, ...] = ()
    from_passage: tuple[str, ...] = ()


def complete(asked: Interpretation, last: Turn, rarity: Rarity) -> Completion:
    """Complete a question that leans on the last turn. `rarity` gives a word's inverse document frequency in the archive."""
    replaced = put_in_place(asked, last.understood)
    if replaced:
        own = _words(asked.completed)
        return Completion(replaced, tuple(word for word in _words(replaced) if word not in own))
    carried, limits = _from_question(asked, last.understood, rarity), _limits(asked, last.understood)
    seen = _from_passage(asked, carried, last, rarity)
    carried = carried[: MAX_CARRIED - len(seen)]
    added = (*carried, *seen, *limits)
    return Completion(f"{asked.completed} ({', '.join(added)})" if added else asked.completed, (*carried, *limits), seen)


def _words(text: str) -> list[str]:
    """The words of a text that say something, in order, each once."""
    found = re.findall(r"\d+(?:[.,]\d+)*|\w+", text)
    return list(dict.fromkeys(w for w in found if says_something(w, text) and (len(w) > 1 or w.isdigit())))


def _from_question(asked: Interpretation, last: Interpretation, rarity: Rarity) -> tuple[str, ...]:
    """What the last question spoke of and this one does not say itself: names, then words, each by its weight."""
    names = own_names(last)
    covered = {stem(part) for name in names for part in re.findall(r"\w+", name)}
    phrases = [*names, *(word for word in own_words(last) if stem(word) not in covered)]
    own = {stem(word) for word in _words(asked.completed)}
    kept = [p for p in phrases if not {stem(word) for word in re.findall(r"\w+", p)} <= own]
    return tuple(sorted(kept, key=lambda p: (p not in names, -_weight(p, last, rarity)))[:MAX_CARRIED])


def _weight(phrase: str, last: Interpretation, rarity: Rarity) -> float:
    weight = max((rarity(word) for word in phrase.split()), default=0.0)
    if _stands_in(phrase, last.carried_over):
        weight *= OLDER
    if _stands_in(phrase, last.from_passage) and not is_person(phrase):
        weight *= OLDER_SEEN
    return weight * (DONE if re.search(r"\w{3}(?:ed|ing)$", phrase) else 1.0)


def _stands_in(phrase: str, phrases: tuple[str, ...]) -> bool:
    return set(phrase.split()) <= {word for other in phrases for word in other.split()}


def _from_passage(asked: Interpretation, carried: tuple[str, ...], last: Turn, rarity: Rarity) -> tuple[str, ...]:
    """The first few of what the passage offers and is not there already."""
    there = {stem(word) for text in (asked.completed, *carried) for word in re.findall(r"\w+", text)}
    chosen: list[str] = []
    for phrase in _offered(asked, last, rarity):
        parts = {stem(word) for word in re.findall(r"\w+", phrase)}
        if len(chosen) < MAX_FROM_PASSAGE and not parts <= there:
            chosen.append(phrase)
            there |= parts
    return tuple(chosen)


def _offered(asked: Interpretation, last: Turn, rarity: Rarity) -> Iterator[str]:
    """Whom a personal pronoun may mean, where the last question asked who or named nobody; then words of the sentences that
    answered which the headline has too, rarest first."""
    named = any(is_person(name) for name in own_names(last.understood))
    if _PERSONAL.search(asked.completed) and (last.understood.shape.kind == "person" or not named):
        yield from last.people[:1]
    aside = {stem(word) for word in re.findall(r"\w+", last.outlet)}
    shared = {stem(word) for word in _words(last.headline)} - aside
    kept = [word for word in _words(last.said) if stem(word) in shared and not _IDLE.match(word)]
    yield from sorted(kept, key=lambda word: -rarity(word))


def _limits(asked: Interpretation, last: Interpretation) -> tuple[str, ...]:
    """The period and the outlet of the last question, unless this one names its own."""
    periods = () if asked.dates else tuple(period.words for period in last.dates)
    outlets = () if asked.outlets else tuple(o.words for o in last.outlets if o.attributed)
    return (*periods, *(f"according to {words}" for words in outlets))
