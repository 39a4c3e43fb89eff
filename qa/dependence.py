"""Does a question lean on the one before? Told by its form and by what the last turn showed, never by meaning.

1. A fragment: no words of its own beside a period or an outlet, or no clause ("And in Shusha?", "What about the drains?").
2. A word that points back: a pronoun before any name of its own, "there", "how many of them", "what else".
3. A definite thing that the last turn spoke of ("the deal", "that statement"), in a question without names.
4. Few words, none of them a new name, and no period or outlet of its own: perhaps.

In an archive on one subject every question shares names with the one before: a name that was there proves nothing.
"""

import re
from typing import Literal

from qa.question import Interpretation
from qa.turns import Turn
from qa.words import STOP_WORDS

Dependence = Literal["alone", "perhaps", "leans"]

MIN_OWN_WORDS = 2  # with fewer content words of its own, and no name, a question is a fragment
SHORT_QUESTION = 3  # content words up to which a question without a new name perhaps leans on the one before
LONG_QUESTION = 4  # content words from which a pronoun or a definite thing may have its meaning in the question itself
STEM = 6  # letters in which two forms of a word agree ("resolution", "resolutions"; "institute" is another word)

OPENER = re.compile(r"^\s*(?:(?:and|but|or|so|also|then)\b,?\s*)?(?:(?:what|how) about\b\s*)?", re.I)
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|did|do|does|has|have|had|will|would|can|could|should|may)\b",
    re.I,
)
_PREPOSITION = re.compile(r"^(?:in|on|at|by|for|from|to|with|about|of|after|before|since|until|during|according to)\b", re.I)
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|theirs|its|it)\b", re.I)
_POSSESSIVE = re.compile(r"(?:his|her|its|their)\s+\w", re.I)
_DUMMY_IT = re.compile(
    r"\bit (?:takes|took|true|possible|likely|legal|safe|rains?|rained)\b|\bhow [\w ]+ (?:does|did|will|would) it take\b", re.I
)
_POINTER = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!^were )\bthere\s*(?:$|[?,.]|(?:in|on|after|before|since)\b)"
    r"|\b(?:this|that|these|those|then)\s*(?:$|[?,.])|\b(?:this|that|these|those) (?:happen|mean|cause)"
    r"|\bhow (?:many|much) of (?:them|these|those|it)\b|\bhow many (?:were|are|did|do|have|had|more|went)\b"
    r"|\b(?:what|who|where|anyone|anything) else\b|\bwhich (?:one|ones|of)\b|\bthe (?:other|others|rest|latter|former)\b",
    re.I,
)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|such)\s+((?:[\w’'-]+\s*){1,3})", re.I)


def dependence(asked: Interpretation, last: Turn) -> Dependence:
    """Whether a question, read as it stands, leans on the last turn; "perhaps" where its form does not tell."""
    question, own = asked.completed, own_words(asked)
    if not own or is_fragment(asked):
        return "leans"
    new_names = [name for name in own_names(asked) if not _is_known(name, last)]
    if len(own) < MIN_OWN_WORDS and not new_names:
        return "leans"
    if _points_back(question, asked):
        found = _POINTER.search(question) or _PRONOUN.search(question)
        return "leans" if found is None or _words_before(found.start(), asked) < LONG_QUESTION else "perhaps"
    if new_names:
        return "alone"
    if _goes_on(question):
        return "leans"
    if own_names(asked):
        return "perhaps" if len(own) <= MIN_OWN_WORDS else "alone"
    if asked.dates or any(outlet.attributed for outlet in asked.outlets):
        return "alone"
    if _speaks_of_known_thing(question, last):
        return "leans" if len(own) <= LONG_QUESTION else "perhaps"
    return "perhaps" if len(own) <= SHORT_QUESTION else "alone"


def own_words(asked: Interpretation) -> tuple[str, ...]:
    """The content words of a question beside its period and the outlet whose report it asks for."""
    dated = {word for period in asked.dates for word in re.findall(r"\w+", period.words)}
    return tuple(word for word in asked.words if word not in dated)


def own_names(asked: Interpretation) -> tuple[str, ...]:
    """The names of a question beside those of its period and of the outlet whose report it asks for."""
    aside = {word for period in asked.dates for word in re.findall(r"\w+", period.words)}
    aside |= {word for outlet in asked.outlets if outlet.attributed for word in re.findall(r"\w+", outlet.words)}
    return tuple(name for name in asked.names if not set(re.findall(r"\w+", name)) <= aside)


def is_fragment(asked: Interpretation) -> bool:
    """Whether a question is no clause but what is put in the place of something: "And in Shusha?", "After the strike?"."""
    opener = OPENER.match(asked.completed)
    rest = asked.completed[opener.end() if opener else 0 :]
    if _CLAUSE.search(rest):
        return False
    return _goes_on(asked.completed) or bool(_PREPOSITION.match(rest))


def stem(word: str) -> str:
    """A word cut to where its forms agree."""
    return word.lower().rstrip("s")[:STEM]


def _goes_on(question: str) -> bool:
    opener = OPENER.match(question)
    return bool(opener and opener.group().strip())


def _points_back(question: str, asked: Interpretation) -> bool:
    if _POINTER.search(question):
        return True
    pronoun = _PRONOUN.search(_DUMMY_IT.sub(lambda found: " " * len(found.group()), question))
    if pronoun is None:
        return False
    if _POSSESSIVE.match(question, pronoun.start()) and _words_before(pronoun.start(), asked) >= MIN_OWN_WORDS:
        return False  # "How many people left their homes?"
    places = [question.find(name) for name in own_names(asked)]
    return not any(0 <= place < pronoun.start() for place in places)


def _words_before(place: int, asked: Interpretation) -> int:
    """How many content words of its own a question has before a place in it."""
    return sum(1 for word in own_words(asked) if word in asked.completed[:place])


def _is_known(name: str, last: Turn) -> bool:
    """Whether every word of a name stands in the last turn."""
    known = {stem(word) for word in re.findall(r"\w+", last.text)}
    return all(stem(word) in known for word in re.findall(r"\w+", name))


def _speaks_of_known_thing(question: str, last: Turn) -> bool:
    known = {stem(word) for word in re.findall(r"\w+", last.text)}
    for found in _DEFINITE.finditer(question):
        words = [word for word in re.findall(r"\w+", found.group(1)) if word.lower() not in STOP_WORDS]
        if any(stem(word) in known for word in words[:2]):
            return True
    return False
