"""A fragment put into the last question, in the place of what it replaces.

1. A mere question word: "Why?" after "How much flour was stuck?" gives "Why was flour stuck?".
2. A period: "And in July?" replaces the period, and keeps the rest.
3. An outlet: "What did the Courier say?" replaces the outlet whose report was asked for, or adds one.
4. A thing: "And in the Philippines?" stands for the "in Afghanistan" of before, "And WhatsApp?" for its first name, "And the
   company?" for its first definite thing.

Where no such place is found the result is None, and the fragment takes words along instead (see `dialogue`).
"""

import re

from qa.dependence import OPENER, is_fragment, own_words
from qa.question import Interpretation
from qa.words import names_in

MAX_THING = 5  # words of a fragment that is put in another's place
_PREPOSITIONS = r"(?:in|on|at|by|for|from|to|with|about|of|after|before|since|until|during|according to)"
_THING = r"(?:(?:the|a|an|his|her|its|their)\s+)?(?:[A-ZÀ-Þ][\w’'-]*(?:\s+[A-ZÀ-Þ][\w’'-]*)*|[\w’'-]+)"
_TOGETHER = r"(?:\s*,\s*|\s+(?:and|or)\s+)"  # between two periods in one breath
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_QUESTION_WORD = re.compile(r"^\s*(?:(?:and|but|so)\s+)?(why|when|where|how|since when)\s*\??\s*$", re.I)
_ASKED = re.compile(
    r"^(?:how (?:much|many)(?P<noun>(?: [\w’'-]+){0,3}?)|wh(?:at|ich|om)|when|where|why|how(?: \w+)?)"
    r" (?P<verb>did|does|do|is|are|was|were|has|have|had|will|would|can|could)\b",
    re.I,
)


def put_in_place(asked: Interpretation, last: Interpretation) -> str | None:
    """The last question with a fragment in the place of what it replaces; None for what is no fragment or finds no place."""
    word = _QUESTION_WORD.match(asked.completed)
    if word:
        return _with_question_word(word.group(1).capitalize(), last.completed)
    if asked.dates and not own_words(asked):
        return _with_period(asked, last)
    if asked.outlets and not _says_more_than_outlets(asked):
        return _with_outlet(asked, last)
    return _with_thing(asked, last) if is_fragment(asked) else None


def _with_question_word(word: str, question: str) -> str | None:
    """None where the last question asks for its own subject ("Who mediated?"): nothing then is left to ask about."""
    asked = _ASKED.match(question)
    if asked is None:
        return None
    noun, verb, rest = (asked.group("noun") or "").strip(), asked.group("verb"), question[asked.end() :]
    if verb in ("did", "do", "does") and noun:
        return _before_end(f"{word} {verb}{rest}", noun)
    return " ".join(part for part in (word, verb, noun) if part) + rest


def _with_period(asked: Interpretation, last: Interpretation) -> str:
    new = _periods(asked) or asked.dates[0].words
    old = _periods(last)
    return last.completed.replace(old, new, 1) if old else _before_end(last.completed, new)


def _periods(question: Interpretation) -> str | None:
    """The words from a question's first period to its last, where these stand in one breath; else those of the first found."""
    found = [words for period in question.dates if (words := _with_preposition(period.words, question.completed))]
    if len(found) > 1:
        together = re.search(_TOGETHER.join(map(re.escape, found)), question.completed)
        return together.group() if together else found[0]
    return found[0] if found else None


def _with_preposition(words: str, text: str) -> str | None:
    """The words as they stand in a text, with the preposition before them."""
    found = re.search(rf"(?:\b{_PREPOSITIONS}\s+)?{re.escape(words)}", text, re.I)
    return found.group() if found else None


def _with_outlet(asked: Interpretation, last: Interpretation) -> str:
    new = asked.outlets[0].words
    for old in last.outlets:
        if old.attributed and old.words in last.completed:
            return last.completed.replace(old.words, new, 1)
    return _before_end(last.completed, f"according to {new}")


def _says_more_than_outlets(asked: Interpretation) -> bool:
    named = {word for outlet in asked.outlets for word in re.findall(r"\w+", outlet.words)}
    return any(word not in named for word in own_words(asked))


def _with_thing(asked: Interpretation, last: Interpretation) -> str | None:
    opener = OPENER.match(asked.completed)
    thing = asked.completed[opener.end() if opener else 0 :].strip(" ?.!")
    place = _place_of(thing, last.completed) if 0 < len(thing.split()) <= MAX_THING else None
    found = re.search(place, last.completed) if place else None
    return last.completed[: found.start()] + thing + last.completed[found.end() :] if found else None


def _place_of(thing: str, question: str) -> str | None:
    """The pattern of what a thing stands for: what follows the same preposition, a name for a name, "the …" for "the …"."""
    preposition = re.match(rf"({_PREPOSITIONS})\s+", thing)
    if preposition:
        return rf"\b{re.escape(preposition.group(1))}\s+{_THING}"
    names = names_in(question)
    if thing[:1].isupper() and names:
        return rf"\b{re.escape(names[0])}\b"
    return r"\bthe\s+[\w’'-]+" if thing.lower().startswith("the ") else None


def _before_end(question: str, words: str) -> str:
    """A question with words put before its question mark and brackets."""
    brackets = _BRACKETS.search(question)
    head, tail = (question[: brackets.start()], question[brackets.start() :]) if brackets else (question, "")
    cut = len(head.rstrip(" ?.!"))
    return f"{head[:cut]} {words}{head[cut:]}{tail}"
