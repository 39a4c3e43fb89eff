"""Article text as HTML: cut by stored offsets in Python, escaped at the last step, marked where it matches."""

from collections.abc import Iterable, Sequence
from html import escape

Span = tuple[int, int]


def marked(text: str, start: int, end: int, highlights: Sequence[Span], quote: Span | None = None) -> str:
    """`text[start:end]` as HTML paragraphs, the highlights in `<mark>`; taking the tags away gives the text back.

    With a `quote`, what of the slice lies beyond it is set apart, so that nobody takes it for quoted.
    """
    return "".join(f"<p>{_paragraph(text, a, b, highlights, quote or (start, end))}</p>" for a, b in paragraphs(text, start, end))


def _paragraph(text: str, start: int, end: int, highlights: Sequence[Span], quote: Span) -> str:
    first, last = max(start, min(quote[0], end)), min(end, max(quote[1], start))
    before, after = text[start:first], text[last:end]
    inside = _marked_slice(text, first, last, highlights)
    return "".join((_beyond(before), inside, _beyond(after)))


def _beyond(words: str) -> str:
    return f'<span class="beyond">{escape(words)}</span>' if words else ""


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
