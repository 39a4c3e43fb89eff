"""Where the article stands in a plain-text dump, and its paragraphs.

1. Every line weighs for or against being the article's: prose by its words, menus and pointers against, the numbers below.
2. The headline is a line that the first line of the page, its title, speaks of. Below it the article begins.
3. The body is the run of lines with the greatest weight: below the headline if one was found there, else anywhere.
4. Inside it, furniture, repeated lines and runs of short lines that no sentence joins are left out.
5. Lines that one sentence runs across become one paragraph.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from corpus.readers.plain_lines import Line, LineKind, closes, goes_on
from corpus.text import collapse

# Weights in words, found on real dumps by coordinate descent for the F1 of the text (`python -m eval.ingest`).
_AGAINST: dict[LineKind, float] = {
    "pointer": 30,
    "furniture": 6,
    "repeated": 3,
    "notice": 8,
    "short": 6,
    "headline": 4,
    "long": 1,
}
MAX_WEIGHT = 50  # words of one line that count: one long notice must not outweigh an article
ALONE = 0.7  # prose between lines of other kinds weighs so much of its words: a teaser stands alone, a paragraph seldom
RUNNING = 0.5  # of its words
MIN_BELOW_HEADLINE = 40  # weight from which on text below the headline is the article
MAX_SHORT_RUN = 2  # short lines in a row inside the body that may be subheadings; more are a list of links
_SEPARATOR = re.compile(r"\s+[|–—·•›»«*:-]\s+|\s*[|｜ㅣ：]\s*|,\s")


@dataclass(frozen=True)
class Zones:
    """A page in three parts: `lines[:start]`, `lines[start:end]` with the body, `lines[end:]`; `headline` is a place, too."""

    lines: tuple[Line, ...]
    start: int
    end: int
    headline: int | None

    @property
    def outside(self) -> list[Line]:
        """What stands around the body: first what follows it, then what precedes it."""
        return [*self.lines[self.end :], *self.lines[: self.start]]


def find_zones(lines: Sequence[Line]) -> Zones:
    """The zones of a page; without a line of prose the body is empty."""
    weights = weigh(lines)
    start, end, headline = 0, 0, None
    best = 0.0
    for place in title_places(lines):
        first = next((i for i in range(place + 1, len(lines)) if lines[i].kind in ("prose", "running", "long")), None)
        if first is None:
            continue
        weight, stop = _best_end(weights, first)
        if weight >= max(best, MIN_BELOW_HEADLINE):
            best, start, end, headline = weight, first, stop, place
    if headline is None:
        start, end = _best_run(weights)
    if not any(line.kind == "prose" for line in lines[start:end]):
        return Zones(tuple(lines), len(lines), len(lines), None)
    return Zones(tuple(lines), start, end, headline)


def weigh(lines: Sequence[Line]) -> list[float]:
    """What each line says for (above 0) or against (below 0) being of the article."""
    return [_weight(lines, i) for i in range(len(lines))]


def _weight(lines: Sequence[Line], i: int) -> float:
    line = lines[i]
    if line.kind == "prose":
        weight = float(min(line.n_words, MAX_WEIGHT))
        return weight if _has_company(lines, i) else weight * ALONE
    if line.kind == "running":
        return min(line.n_words * RUNNING, MAX_WEIGHT) if line.n_words > 1 else 0.0
    if line.kind == "inline":
        return line.n_words * RUNNING if line.n_words >= 8 else 0.0
    return -_AGAINST.get(line.kind, 0.0)


def _has_company(lines: Sequence[Line], i: int) -> bool:
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(lines) and lines[j].kind in ("interruption", "blank"):
            j += step
        if 0 <= j < len(lines) and lines[j].kind in ("prose", "running", "inline"):
            return True
    return False


def _best_end(weights: list[float], start: int) -> tuple[float, int]:
    """The greatest sum of weights from `start` on, and where it ends."""
    best, end, total = 0.0, start, 0.0
    for i in range(start, len(weights)):
        total += weights[i]
        if total > best:
            best, end = total, i + 1
    return best, end


def _best_run(weights: list[float]) -> tuple[int, int]:
    """The run with the greatest sum. Source: J. Kadane's algorithm (Bentley, Programming Pearls, 1984)."""
    best, span, total, start = 0.0, (0, 0), 0.0, 0
    for i, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, i
        total += weight
        if total > best:
            best, span = total, (start, i + 1)
    return span


def title_places(lines: Sequence[Line]) -> list[int]:
    """Where the page's first line, its title, is repeated as a headline: whole, or without what its template adds."""
    title = lines[0].text.lower() if lines else ""
    if len(title) < 12:
        return []
    return [i for i, line in enumerate(lines) if i and is_headline_of(line.text.lower(), title)]


def is_headline_of(text: str, title: str) -> bool:
    """Whether a line is a page's title or a good part of it; both in lower case."""
    if not 12 <= len(text) <= len(title) + 40:
        return False
    if title.startswith(text):
        return len(text) >= 25 or _SEPARATOR.match(title, len(text)) is not None or len(text) == len(title)
    return (len(text) > 25 and text in title) or fuzz.ratio(text, title, score_cutoff=85) > 0


def paragraphs_of(zones: Zones, without: Collection[int] = ()) -> list[str]:
    """The paragraphs of the body, in order, `without` the lines at some places."""
    kept: list[str | None] = []
    run: list[str] = []
    for i in range(zones.start, zones.end):
        line = zones.lines[i]
        if i in without:
            kept.append(None)
            continue
        if line.kind == "short" and not closes(line.text):
            run.append(line.text)
            continue
        kept.extend(run if len(run) <= MAX_SHORT_RUN else [None])
        run = []
        kept.append(line.text if line.kind in _ARTICLE_KINDS else None)
    kept.extend(run if len(run) <= MAX_SHORT_RUN else [])
    return _joined(kept)


_ARTICLE_KINDS = ("prose", "running", "inline", "long", "headline", "short")


def _joined(lines: list[str | None]) -> list[str]:
    """Paragraphs of lines: a line that can only go on from the one before it is joined to it; None parts them."""
    paragraphs: list[list[str]] = []
    parted = True
    for i, line in enumerate(lines):
        if line is None:
            parted = True
            continue
        if not parted and paragraphs and (goes_on(line) or _is_inside(lines, i, paragraphs[-1][-1])):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        parted = False
    return [collapse(" ".join(paragraph)) for paragraph in paragraphs]


def _is_inside(lines: list[str | None], i: int, before: str) -> bool:
    """Whether a line stands inside a sentence: what precedes it isn't closed, what follows goes on from it."""
    following = lines[i + 1] if i + 1 < len(lines) else None
    return not closes(before) and len(before.split()) > 3 and following is not None and goes_on(following)
