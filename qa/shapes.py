"""What kind of thing would answer, told by the question's own words, and whether a sentence holds such a thing.

Of a number, a time or a name it must be another one than the question itself gives.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from qa.words import CAPITALISED

AnswerType = Literal["number", "time", "name", "person", "place", "reason", "statement", "other"]

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"{_MONTH}\s+\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}})?(?:,?\s+\d{{4}})?|\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}})?\s+{_MONTH}(?:\s+\d{{4}})?|\b(?:19|20)\d\d(?:s|-(?:19|20)?\d\d)?\b|\b\d+(?:st|nd|rd|th)\b"
)
_NUMBER = re.compile(
    r"\d[\d,.]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|tens|hundreds?|thousands?"
    r"|millions?|billions?|half|third|quarter|several)\b",
    re.I,
)
_TIME = re.compile(
    rf"{_DATE.pattern}|\b{_MONTH}\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yesterday|today|tomorrow|weeks?|months?|years?|days?|morning|evening|night|noon|midnight)\b"
    r"|\b\d{1,2}[:.]\d\d\b",
    re.I,
)
_FULL_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+ (?:(?:van|von|de|al|bin) )?[A-ZÀ-ÖØ-Þ][\w’'-]+")
_REASON = re.compile(
    r"\b(?:because|due to|since|as a result|in order to|so that|after|owing to|following|therefore|reasons?|to \w+|for)\b", re.I
)
_ASKS_STATEMENT = re.compile(
    r"\b[Ww]hat (?:exactly |else )?(?:did|does|has|have|had) (?:the )?"
    r"(?P<who>(?:[a-z]+ )?[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3})"
    r" (?:say|said|tell|told|state|stated|announce|declare|claim|promise|warn|think|call|argue|insist|reply|tweet)\b"
)

_FORMS: tuple[tuple[AnswerType, str], ...] = (
    ("name", r"\bnames\b|\bwhat (?:is|was|are|were) the names?\b|\bby name\b"),
    (
        "number",
        r"\bhow (?:many|much|long|far|large|big|old|high|often)\b|\bnumber of\b"
        r"|\bwhat (?:number|share|percentage|percent|sum|amount|proportion|price|distance)\b",
    ),
    ("time", r"\b(?:since )?when (?!the\b|he\b|she\b|they\b|it\b)|\b(?:what|which) (?:day|date|year|month|time|week)\b"),
    ("person", r"\bwhom?\b|\bwhose\b"),
    (
        "place",
        r"^where\b|\bwhere (?:did|is|was|were|are|do|does)\b|\b(?:what|which) (?:city|country|town|place|village|region)\b",
    ),
    ("reason", r"\bwhy\b|\b(?:what|which) reasons?\b|\bwhat (?:caused|led)\b"),
)
_COUNTED = re.compile(r"\b(?:how many|number of)(?: (?:more|other|ethnic|new|different))? (?P<noun>[A-Za-z-]{3,})", re.I)
_PEOPLE = frozenset(
    """people persons residents inhabitants villagers townspeople citizens civilians men women children families passengers
    travellers evacuees refugees victims workers members demonstrators protesters soldiers patients pupils students""".split()
)
REACH = 40  # characters after a number in which what it counts stands
STEM = 5  # letters in which two forms of a noun agree ("bus" and "buses", "Armenian" and "Armenians")

_QUESTION_FORMS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple((kind, re.compile(p, re.I)) for kind, p in _FORMS)


_ASKS_THING = re.compile(r"\b(?:who|whom|whose|which|where|what)\b", re.I)


@dataclass(frozen=True)
class AnswerShape:
    """The kind of thing a question asks for; of a statement whose words: `speaker` the last word of `speaker_name`."""

    kind: AnswerType
    question: str
    speaker: str = ""
    speaker_name: str = ""

    @classmethod
    def of(cls, question: str) -> "AnswerShape":
        """Read the shape from a question."""
        statement = _ASKS_STATEMENT.search(question)
        if statement:
            who = statement.group("who")
            return cls("statement", question, who.split()[-1], who)
        kinds = (kind for kind, pattern in _QUESTION_FORMS if pattern.search(question))
        return cls(next(kinds, "other"), question)

    @property
    def is_open(self) -> bool:
        """Whether any sentence may answer."""
        return self.kind == "other"

    @property
    def wants_name(self) -> bool:
        """Whether a name may answer: of a person, a place, a thing ("which show", "what did the company buy")."""
        return self.kind in ("name", "person", "place") or (self.kind == "other" and bool(_ASKS_THING.search(self.question)))

    def fits(self, sentence: str) -> bool:
        """Whether a sentence holds such a thing."""
        return _CHECKS[self.kind](self, sentence)

    def fit(self, sentence: str) -> float:
        """0 where a sentence holds no such thing, 1 where it does; 0.5 for a number of something else than what is counted."""
        if not self.fits(sentence):
            return 0.0
        counted = _COUNTED.search(self.question) if self.kind == "number" else None
        return 1.0 if counted is None or _counts(sentence, counted.group("noun")) else 0.5


def _counts(sentence: str, noun: str) -> bool:
    """Whether a number in a sentence counts the noun: it, or for people another word for them, stands in the next few words."""
    people = noun.lower() in _PEOPLE
    for number in _NUMBER.finditer(_DATE.sub(" ", sentence)):
        following = re.findall(r"\w+", _DATE.sub(" ", sentence)[number.end() : number.end() + REACH])
        if any(word.lower() in _PEOPLE if people else word.lower()[:STEM] == noun.lower()[:STEM] for word in following):
            return True
    return False


def _new(pattern: re.Pattern[str], question: str, sentence: str) -> bool:
    asked = {found.lower() for found in pattern.findall(question)}
    return any(found.lower() not in asked for found in pattern.findall(sentence))


def _has_number(shape: AnswerShape, sentence: str) -> bool:
    return _new(_NUMBER, _DATE.sub(" ", shape.question), _DATE.sub(" ", sentence))


_CHECKS: Mapping[AnswerType, Callable[[AnswerShape, str], bool]] = {
    "number": _has_number,
    "time": lambda shape, sentence: _new(_TIME, shape.question, sentence),
    "name": lambda shape, sentence: _new(_FULL_NAME, shape.question, sentence),
    "person": lambda shape, sentence: _new(CAPITALISED, shape.question, sentence),
    "place": lambda shape, sentence: _new(CAPITALISED, shape.question, sentence),
    "reason": lambda shape, sentence: bool(_REASON.search(sentence)),
    "statement": lambda shape, sentence: True,  # who says a sentence is told by its article: `qa.voices`
    "other": lambda shape, sentence: True,
}
