"""Whether a question asks for the first report of something, and which of its words say so."""

import re

_ASKS = re.compile(
    r"\b(?:first|earliest|initially)\s+(?:\w+ly\s+)?(?:report|reported|published|mention(?:ed)?|known|announced|disclosed|revealed"
    r"|emerge|emerged|said|news|article|story|coverage)\b|\breported\s+first\b|\bbroke\s+the\s+(?:story|news)\b",
    re.I,
)
_ASKING_WORDS = re.compile(r"\b(?:first|earliest|initially)\b", re.I)


def asks_for_first_report(question: str) -> bool:
    """Whether a question asks when, or by whom, something was first reported."""
    return _ASKS.search(question) is not None


def without_asking_words(question: str) -> str:
    """The question without the "first" that asks for the first report: it says nothing of what was reported."""
    asks = _ASKS.search(question)
    return question if asks is None else question[: asks.start()] + _ASKING_WORDS.sub(" ", asks.group()) + question[asks.end() :]
