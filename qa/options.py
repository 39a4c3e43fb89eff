"""How a question is asked, beside what it is asked of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """Settings of one question.

    `expand`: search other spellings of its words too, which the interpretation then shows. `first`: put the earliest passage
    that supports in front, as for "when was it first reported".
    """

    expand: bool = True
    first: bool = False
