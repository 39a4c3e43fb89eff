"""How a question is asked, beside what it is asked of."""

from dataclasses import dataclass
from typing import Literal

Strictness = Literal["strict", "balanced", "open"]


@dataclass(frozen=True)
class Options:
    """Settings of one question.

    `expand`: search other spellings of its words too, which the interpretation then shows. `first`: put the earliest passage
    that supports in front, as for "when was it first reported". `strictness`: how much support an answer needs: "strict" for
    at most one unsupported answer in five even among questions of which half have no answer, "open" for whatever is found.
    """

    expand: bool = True
    first: bool = False
    strictness: Strictness = "balanced"
