"""Article text as HTML: cut by stored offsets in Python, escaped at the last step, marked where it matches."""

from collections.abc import Iterable, Sequence
from html import escape

Span = tuple[int, int]


def marked(text: str, start: int, end: int, highlights: Sequence[Span]) -> str:
    """`text[start:end]` as HTML paragraphs, the highlights in `<mark>`; taking the tags away gives the text back."""
    return "".join(f"<p>{_marked_slice(text, a, b, highlights)}</p>" for a, b in paragraphs(text, start, end))


def paragraphs(text: str, start: int, end: int) -> Iterable[Span]:
    """The paragraphs of `text[start:end]` as spans, without the blank lines between them."""
    position = start
    while position < end:
        stop = text.find("\n\n", position, end)
        stop = end if stop < 0 else stop
        if text[position:stop].strip():
            yield position, stop
        position = stop + 2


def _marked_slice(text: str, start: int, end: int, highlights: Sequence[Span]) -> str:
    pieces, position = [], start
    for first, last in highlights:
        a, b = max(first, start), min(last, end)
        if a < b:
            pieces += [escape(text[position:a]), f"<mark>{escape(text[a:b])}</mark>"]
            position = b
    return "".join([*pieces, escape(text[position:end])])
