"""A follow-up and the questions before it become one question that stands alone.

A follow-up is known by its form (a pronoun, "what about", a bare fragment). It takes along the names of the question
before, then its other content words, in brackets behind it, so that a person sees what was added. A question of its own is
left as it is.
"""

import re
from collections.abc import Sequence
from typing import Literal

from qa.question import content_words
from qa.words import names_in

MAX_CARRIED = 6  # words that a follow-up takes along
_PRONOUN = re.compile(r"\b(he|she|it|they|him|her|them|his|hers|its|their|theirs|there|then|that|this|those|these|so)\b", re.I)
_OPENER = re.compile(r"^\s*(and|but|or|so|also|then|what about|how about|what else|who else|which ones?)\b", re.I)
MIN_OWN_WORDS = 2  # with fewer content words of its own a question is a fragment
SHORT_QUESTION = 3  # content words up to which a question without a name or number leans on the one before


Dependence = Literal["alone", "perhaps", "leans"]


def complete(question: str, history: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """(the question as completed, the words it took along) after the earlier questions, oldest first.

    Earlier questions are completed in turn where they lean on the one before; this one also where it only perhaps does.
    """
    previous = ""
    for earlier in history:
        previous = _completed(earlier, previous)[0] if dependence(earlier) == "leans" else earlier
    return (question, ()) if dependence(question) == "alone" else _completed(question, previous)


def _completed(question: str, previous: str) -> tuple[str, tuple[str, ...]]:
    carried = _worth_carrying(previous, question) if previous else ()
    return (f"{question} ({', '.join(carried)})", carried) if carried else (question, ())


def dependence(question: str) -> Dependence:
    """Whether a question leans on the one before, by its form; a short one without names perhaps does, perhaps not."""
    own = content_words(question)
    if len(own) < MIN_OWN_WORDS:
        return "leans"
    if names_in(question) or any(word[0].isdigit() for word in own):
        return "alone"
    if _PRONOUN.search(question) or _OPENER.match(question):
        return "leans"
    return "perhaps" if len(own) <= SHORT_QUESTION else "alone"


def _worth_carrying(previous: str, question: str) -> tuple[str, ...]:
    own = {word.lower() for word in content_words(question)}
    candidates = dict.fromkeys((*names_in(previous), *content_words(previous)))
    carried: list[str] = []
    for candidate in candidates:
        covered = {word.lower() for name in carried for word in name.split()}
        if candidate.lower() not in own | covered:
            carried.append(candidate)
    return tuple(carried[:MAX_CARRIED])
