"""Where a text quotes somebody: what stands between quotation marks. What may be inside a quotation counts as inside."""

import re

Span = tuple[int, int]

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'"}
_OPENING = re.compile(r"[“„«\"]|(?<![\w.,!?])[‘'](?=\w)")  # a single mark after a letter is an apostrophe
_SINGLE_CLOSES = re.compile(r"(?<=[\w.,!?…])[’'](?![\w])")
MAX_SINGLE = 600  # characters in which a single mark must be closed: else it was an apostrophe ("’90s")


def quotation_spans(text: str) -> list[Span]:
    """The quotations of a text with their marks, in order, not nested; one that its paragraph leaves open ends with it."""
    spans: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        place = paragraph.start()
        while opening := _OPENING.search(text, place, paragraph.end()):
            end = _end_of(text, opening, paragraph.end())
            if end:
                spans.append((opening.start(), end))
            place = end or opening.end()
    return spans


def _end_of(text: str, opening: re.Match[str], stop: int) -> int | None:
    """The end of the quotation that a mark opens; None where the mark opens none."""
    mark = opening.group()
    if mark in "‘'":
        closing = _SINGLE_CLOSES.search(text, opening.end(), min(stop, opening.end() + MAX_SINGLE))
        return closing.end() if closing else None
    found = [place for closing in _CLOSING[mark] if (place := text.find(closing, opening.end(), stop)) >= 0]
    return min(found) + 1 if found else stop
