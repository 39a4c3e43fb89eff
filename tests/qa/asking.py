"""Questions as they are read where a Courier and a Gazette are held, and turns made of them."""

from datetime import date

from corpus.filters import Filters
from corpus.outlets import general_registry
from qa.question import Interpretation, interpret
from qa.turns import Turn

AS_OF = date(2024, 4, 1)
HELD = ("vale-courier", "harrow-gazette")


def asked(question: str) -> Interpretation:
    """A question as it stands."""
    return interpret(question, Filters(), AS_OF, general_registry(), HELD)


def turn(question: str, said: str = "", headline: str = "", **more: object) -> Turn:
    """An earlier question, and the sentence on top of its answer."""
    return Turn(asked(question), headline, said, said, **more)  # type: ignore[arg-type]
