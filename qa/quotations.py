"""Quotations of a text: which stretches stand in double quotation marks, curly, straight or pointed."""

import re
from dataclasses import dataclass

FILL = "¤"  # stands for every character of a quotation where the words around it are read

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_MARK = re.compile(r"[“”\"«»„]")
_OPENERS, _CLOSERS = "“«„", "”»"


@dataclass(frozen=True)
class Quotation:
    """`text[start:end]` with its marks; `closed` is False where the paragraph ends before the closing mark."""

    start: int
    end: int
    closed: bool


def quotations_of(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """The outermost quotations in `text[start:end]`, in order. None crosses the end of a paragraph."""
    stop = len(text) if end is None else end
    return [q for paragraph in _PARAGRAPH.finditer(text, start, stop) for q in _in_paragraph(text, *paragraph.span())]


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened, depth = start, 0
    for mark in _MARK.finditer(text, start, end):
        place = mark.start()
        if _opens(text, place, depth, end):
            opened = opened if depth else place
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append(Quotation(opened, place + 1, closed=True))
    return [*found, Quotation(opened, end, closed=False)] if depth else found


def _opens(text: str, place: int, depth: int, end: int) -> bool:
    """Whether a mark opens a quotation. A straight one does where none is open; one of inches ('6"') opens none."""
    mark = text[place]
    if mark in _OPENERS:
        return True
    if mark in _CLOSERS or depth:
        return False
    after = text[place + 1] if place + 1 < end else " "
    return not after.isspace() and not (place and text[place - 1].isalnum())


def masked(text: str, spans: list[Quotation], start: int, end: int) -> str:
    """`text[start:end]` with every character of the quotations replaced by `FILL`, so that places stay the same."""
    letters = list(text[start:end])
    for quotation in spans:
        for place in range(max(quotation.start, start), min(quotation.end, end)):
            letters[place - start] = FILL
    return "".join(letters)
