"""Where the article stands in a plain-text dump, and its paragraphs.

1. Every line weighs for or against being the article's: prose by its words, menus and pointers against, the numbers below.
2. The headline is a line that the first line of the page, its title, speaks of. Below it the article begins.
3. The body is the run of lines with the greatest weight: below the headline if one was found there, else anywhere. A small
   dump has no menus: there it runs from the first line of prose to the last.
4. Inside it, furniture, repeated lines and runs of short lines that no sentence joins are left out.
5. Lines that one sentence runs across become one paragraph.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.readers.plain_dates import says_published
from corpus.readers.plain_lines import SMALL_DUMP, Line, LineKind, closes, goes_on
from corpus.readers.plain_titles import title_places
from corpus.text import collapse

# Weights in words, found on real dumps by coordinate descent for the F1 of the text (`python -m eval.ingest`).
_AGAINST: dict[LineKind, float] = {
    "pointer": 15,
    "ending": 30,
    "furniture": 6,
    "repeated": 3,
    "notice": 8,
    "short": 8,
    "headline": 4,
    "long": 1,
}
MAX_WEIGHT = 50  # words of one line that count: one long notice must not outweigh an article
NEXT_ARTICLE = (
    150.0  # against a line that says "published": below some paragraphs it belongs to the next article, or ends this one
)
MIN_BEFORE_NEXT = 5  # lines of prose
ALONE = 0.6  # prose between lines of other kinds weighs so much of its words: a teaser stands alone, a paragraph seldom
RUNNING = 0.5  # of its words
SLACK = 60  # weight by which the first of several headlines may have less below it than the best: bylines weigh against it
STANDFIRST_ROOM = 3  # lines below the headline in which a line without closing mark is its standfirst
MIN_BELOW_HEADLINE = 40  # weight from which on text below the headline is the article
MAX_BYLINE = 10  # lines of a byline between standfirst and text
MAX_OPENING = 8  # lines above the first that reads as prose, in which its sentence may begin
MAX_SHORT_RUN = 2  # short lines in a row inside the body that may be subheadings; more are a list of links


@dataclass(frozen=True)
class Zones:
    """A page in three parts: `lines[:start]`, `lines[start:end]` with the body, `lines[end:]`.

    `headline` is a place, too, and one of `titles`, where the page's title is repeated.
    """

    lines: tuple[Line, ...]
    start: int
    end: int
    headline: int | None
    titles: tuple[int, ...] = ()

    @property
    def outside(self) -> list[Line]:
        """What stands around the body: first what follows it, then what precedes it."""
        return [*self.lines[self.end :], *self.lines[: self.start]]


def find_zones(lines: Sequence[Line]) -> Zones:
    """The zones of a page; without a line of prose the body is empty."""
    if len(lines) <= SMALL_DUMP:
        return _small(lines)
    weights = weigh(lines)
    headline = None
    titles = tuple(title_places(lines))
    below = [_below(lines, weights, place) for place in titles]
    best = max((found.weight for found in below), default=0.0)
    chosen = next((found for found in below if found.weight >= max(best - SLACK, MIN_BELOW_HEADLINE)), None)
    if chosen:
        start, end, headline = chosen.start, chosen.end, chosen.headline
    else:
        start, end = _best_run(weights)
        start = _standfirst(lines, start)
    start = _opening(lines, start, 0 if headline is None else headline + 1)
    if not any(line.kind == "prose" for line in lines[start:end]):
        return Zones(tuple(lines), len(lines), len(lines), None)
    return Zones(tuple(lines), start, end, headline, titles)


@dataclass(frozen=True)
class _Below:
    headline: int
    start: int
    end: int
    weight: float


def _below(lines: Sequence[Line], weights: list[float], place: int) -> _Below:
    """The text below a line that may be the headline: from its first prose, or a standfirst close to it."""
    for i in range(place + 1, len(lines)):
        line = lines[i]
        is_standfirst = line.kind == "long" and i - place <= STANDFIRST_ROOM
        if line.kind == "prose" or is_standfirst or (line.kind in ("running", "inline") and line.n_words >= 5):
            weight, end = _best_end(weights, i)
            return _Below(place, i, end, weight)
    return _Below(place, place, place, 0.0)


def _small(lines: Sequence[Line]) -> Zones:
    """The zones of a dump too short to have menus: its body runs from the first line of prose to the last."""
    prose = [i for i, line in enumerate(lines) if line.kind == "prose"]
    start, end = (prose[0], prose[-1] + 1) if prose else (len(lines), len(lines))
    titles = tuple(title_places(lines))
    return Zones(tuple(lines), start, end, next((i for i in reversed(titles) if i < start), None), titles)


def _standfirst(lines: Sequence[Line], start: int) -> int:
    """The sentence above a byline that belongs to the text: the nearest prose above `start`, with only short lines between."""
    for i in range(start - 1, max(-1, start - MAX_BYLINE), -1):
        if lines[i].kind == "prose":
            return i
        if lines[i].kind in ("pointer", "ending", "notice", "headline"):
            return start
    return start


def _opening(lines: Sequence[Line], start: int, floor: int) -> int:
    """Where the text begins whose first clear line is at `start`: the lines above that its first sentences run across."""
    i = start
    while i > max(floor, start - MAX_OPENING) and not closes(lines[i - 1].text):
        above = lines[i - 1].kind
        if not (
            above in ("long", "running", "inline")
            or (above in ("short", "headline") and (goes_on(lines[i].text) or lines[i].kind == "inline"))
        ):
            break
        i -= 1
    while i < start and (lines[i].n_words < 4 or goes_on(lines[i].text)):
        i += 1
    return i


def weigh(lines: Sequence[Line]) -> list[float]:
    """What each line says for (above 0) or against (below 0) being of the article."""
    weights, n_prose = [], 0
    for i, line in enumerate(lines):
        is_next = n_prose >= MIN_BEFORE_NEXT and says_published(line.text, lines[i + 1].text if i + 1 < len(lines) else "")
        weights.append(-NEXT_ARTICLE if is_next else _weight(lines, i))
        n_prose = 0 if is_next else n_prose + (line.kind == "prose")
    return weights


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
        has_words = any(c.isalpha() for c in line.text) or line.kind == "inline" or line.n_words < 2
        kept.append(line.text if line.kind in _ARTICLE_KINDS and has_words else None)
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
        if not parted and paragraphs and (_continues(line, paragraphs[-1][-1]) or _is_inside(lines, i, paragraphs[-1][-1])):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        parted = False
    return [collapse(" ".join(paragraph)) for paragraph in paragraphs]


def _continues(line: str, before: str) -> bool:
    return goes_on(line) and (not closes(before) or not line[0].isalpha())


def _is_inside(lines: list[str | None], i: int, before: str) -> bool:
    """Whether a line stands inside a sentence: what precedes it isn't closed, what follows goes on from it."""
    following = lines[i + 1] if i + 1 < len(lines) else None
    return not closes(before) and len(before.split()) > 3 and following is not None and goes_on(following)
