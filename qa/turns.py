"""Turn: a question of the conversation as it was understood, with the passage that stood on top of its answer.

What a later question leans on is read from here: the words of the question, its period and outlet, and what the person then
had before their eyes.
"""

import re
from dataclasses import dataclass
from typing import Self

from qa.answer import Answer, Evidence
from qa.question import Interpretation
from qa.words import names_in

SEEN = 3  # passages in whose highlighted sentences a pronoun's person is looked for
_FULL_NAME = re.compile(r"^[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)+$")
_NO_PERSON = re.compile(  # the last word of a name that is no person's
    r"\b(?:museum|council|ministry|department|university|college|school|street|road|lane|square|county|state|states|city|town|island|"
    r"islands|river|lake|sea|line|lines|airlines|airways|company|corporation|group|union|society|association|federation|community|"
    r"committee|commission|court|office|agency|authority|inspectorate|service|bank|party|house|senate|congress|parliament|station|"
    r"hospital|church|park|league|cup|bowl|awards?|act|war|nations|times|post|journal|gazette|courier|observer|wire|news|radio|"
    r"district|province|region|republic|kingdom|north|south|east|west|roofing|ferries|records|studios)$",
    re.I,
)


@dataclass(frozen=True)
class Turn:
    """An earlier question with its top passage; the three texts are empty where nothing was found.

    `said` are the highlighted sentences of `quote`: what answered, as far as can be told.
    """

    understood: Interpretation
    headline: str = ""
    quote: str = ""
    said: str = ""
    outlet: str = ""
    people: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """The turn that an answer was; beside an abstention the first near miss is what was seen."""
        seen = (answer.evidence or answer.near_misses)[:SEEN]
        if not seen:
            return cls(answer.interpretation)
        top, said = seen[0], _said(seen[0])
        asked = answer.interpretation.completed
        names = dict.fromkeys(name for item in seen for name in names_in(_said(item)))
        people = tuple(name for name in names if is_person(name) and name not in asked)
        return cls(answer.interpretation, top.article.title or "", top.quote, said, top.article.outlet.name, people)

    @property
    def text(self) -> str:
        """All that was before a person's eyes: the question, the headline, the quote."""
        return f"{self.understood.completed}\n{self.headline}\n{self.quote}"


def is_person(name: str) -> bool:
    """Whether a name looks like a person's: two words or more, the last of them no kind of institution or place."""
    return bool(_FULL_NAME.match(name)) and not _NO_PERSON.search(name)


def _said(item: Evidence) -> str:
    return " ".join(item.article.text[start:end] for start, end in item.highlights)
