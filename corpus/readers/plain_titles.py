"""The first line of a dump is mostly the page's title; where in the page that is repeated, and what its template added."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from corpus.readers.plain_lines import Line, count_words
from corpus.readers.plain_names import PARTICLES

MAX_PLACES = 30  # where a title may stand again; what says it more often is a list
MIN_TITLE, MAX_TITLE = 12, 500  # characters; what is shorter may be a section, what is longer is no title
MIN_PART = 25  # characters that a headline and the page's title must share, where one is a part of the other
_SEPARATOR = re.compile(r"\s+[|–—·•›»«*:-]\s+|\s*[|｜ㅣ：]\s*|,\s")
_TEMPLATE = re.compile(r"(\s+[|–—·•›»«*-]\s+|\s*[|｜ㅣ]\s*|,\s+(?=\d))")
# Titles are often typed with straight quotation marks where the page shows curved ones, and without soft hyphens.
_TYPED = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("„", '"'), ("\u00a0", " "), ("\u00ad", ""))
MIN_RUN = 5  # letters of a line that may be the first part of a title that was cut


class PageTitle:
    """The title of a page, to compare its lines with, whatever their case and quotation marks."""

    def __init__(self, text: str) -> None:
        self.whole = _typed(text)
        self.core = _SEPARATOR.split(self.whole)[0]
        self._run = self.whole.replace(" ", "")

    def is_said_by(self, line: str) -> bool:
        """Whether a line is the title, a good part of it, or holds the title's core."""
        return self.is_typed_as(_typed(line))

    def is_typed_as(self, text: str) -> bool:
        """The same of a line as it would be typed."""
        if not MIN_TITLE <= len(text) <= len(self.whole) + 40 or text.endswith((":", ",")):
            return False
        place = self.whole.find(text)
        if place >= 0:
            return len(text) >= MIN_PART or self._ends_at(place, len(text))
        return (len(self.core) >= MIN_PART and self.core in text) or fuzz.ratio(text, self.whole, score_cutoff=85) > 0

    def _ends_at(self, place: int, length: int) -> bool:
        """Whether the part at a place ends where the title or one of its parts does, and begins it or follows a kicker."""
        end = place + length
        if end < len(self.whole) and not _SEPARATOR.match(self.whole, end):
            return False
        return place == 0 or (self.whole[:place].endswith(": ") and length >= len(self.whole) / 5)

    def begins_with(self, run: str) -> bool:
        """Whether the title begins with these letters; both without spaces."""
        return self._run.startswith(run)

    def is_run(self, run: str) -> bool:
        """Whether the title or its core are these letters; all without spaces."""
        return run == self._run or (len(run) >= MIN_TITLE and run == self.core.replace(" ", ""))


def _typed(text: str) -> str:
    text = text.lower()
    if not text.isascii():
        for shown, typed in _TYPED:
            text = text.replace(shown, typed)
    return text


def title_places(lines: Sequence[Line]) -> list[int]:
    """Where the page's first line is repeated as a headline: whole, without what its template adds, or cut in lines."""
    title = PageTitle(lines[0].text if lines else "")
    if not MIN_TITLE <= len(title.whole) <= MAX_TITLE:
        return []
    typed = _typed("\n".join(line.text for line in lines)).split("\n")
    places = {i for i, text in enumerate(typed) if i and len(text) >= MIN_TITLE and title.is_typed_as(text)}
    first = title.whole[0]
    cut = (_end_of_cut(typed, i, title) for i, text in enumerate(typed) if text[:1] == first and i and i not in places)
    return sorted(places.union(place for place in cut if place))[:MAX_PLACES]


def _end_of_cut(typed: Sequence[str], i: int, title: PageTitle) -> int | None:
    """The last of up to four lines that together are the title; None where they aren't."""
    run = typed[i].replace(" ", "")
    if len(run) < MIN_RUN or not title.begins_with(run):
        return None
    for j in range(i + 1, min(i + 4, len(typed))):
        run += typed[j].replace(" ", "")
        if title.is_run(run):
            return j
        if not title.begins_with(run):
            return None
    return None


def without_template(title: str) -> str:
    """A page's title without the names at its end: short parts that are written like names."""
    parts = _TEMPLATE.split(title)
    while len(parts) > 2 and _is_template(parts[-1], "|" in parts[-2]) and count_words("".join(parts[:-2])) > 2:
        parts = parts[:-2]
    return "".join(parts)


def _is_template(part: str, behind_bar: bool) -> bool:
    """Whether the last part of a title is a site's or a section's name: a domain, or a few words that are all capitalised."""
    if re.fullmatch(r"[\w.-]+\.\w{2,4}", part) is not None:
        return True
    tokens = part.split()
    return count_words(part) <= (5 if behind_bar else 4) and all(not t[0].islower() or t in PARTICLES for t in tokens)
