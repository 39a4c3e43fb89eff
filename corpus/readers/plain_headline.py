"""Which line of a plain-text dump is the headline.

1. the line that repeats the page's title, or a later one above the text that says the same in other words, or the one
   that follows where the title is repeated as the end of a trail (Start | Politics | title) and a kicker stands between
2. of the lines above the text the one for which most speaks: that it shares most of its words with the page's title, that it
   stands above the text or a byline, that it is long, that it stands elsewhere on the page, too
3. the page's title itself (its first line), without what its template adds
4. in a small dump, which has no such title: a line that stands there twice, the one above the byline, the last
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

from corpus.dates import find_date
from corpus.furniture import furniture_rule
from corpus.readers.plain_dates import is_mostly_date, label_of
from corpus.readers.plain_lines import Line, count_words, goes_on
from corpus.readers.plain_names import is_cue, is_name, names_after_cue
from corpus.readers.plain_titles import PageTitle, without_template
from corpus.readers.plain_zones import Zones

WINDOW = 25  # lines above the text in which a headline may stand that the page's title does not repeat
SMALL_HEAD = 15  # lines above the text, up to which a dump has no menu, and its first line may be the headline itself
MAX_TITLE_WORDS = 40
MIN_TITLE_WORDS = 3  # of the first line, from which on it may be the page's title
SPEAKS_OF = 75  # rapidfuzz token-set ratio, 0 to 100: a line that shares so much with the page's title is its headline
SPEAKS_AS = 80  # the same, where the title itself is repeated, too
WHOLE = 95  # rapidfuzz ratio: a line that is the whole title, template and all
MIN_SHARE = 0.4  # of the title's length, from which on a line can say the same
LONG_HEADLINE = 7  # words from which on a line above the byline is no button, caption or section
ROOM = 4  # lines below a headline within which its byline begins
LED_TO = 2  # lines below a pointer that are another article's
BELOW_TRAIL = 4  # lines below the end of a trail, within which the headline stands
TRAIL_WORDS, KICKER_WORDS = 2, 5  # at most, in a part of a trail and in a kicker
MIN_STEM = 5  # letters that two lines' words must begin with alike to speak of the same
MIN_TAIL = 12  # characters of a line that may be the end of the page's title
_CREDIT = re.compile(r"\b(photo|foto|bild|image|picture|fotograf\w*|фото)\s*:|©|/\s?(afp|reuters|dpa|ap|getty)\b", re.I)


@dataclass(frozen=True)
class Headline:
    """A headline, and the line that it was read from; no `place` where it stands only in the page's title."""

    text: str | None
    place: int | None


def find_headline(zones: Zones) -> Headline:
    """The headline of a page, by the rules above."""
    title = zones.lines[0].text if zones.lines else ""
    if zones.headline is not None:
        return _repeated_title(zones, zones.headline, title)  # 1
    above = [i for i in range(max(0, zones.start - WINDOW), zones.start) if _can_be_headline(zones.lines[i])]
    if MIN_TITLE_WORDS <= count_words(title) <= MAX_TITLE_WORDS and zones.start > SMALL_HEAD:
        return _shown_above(zones, above, title)  # 2, 3
    if not above:
        return Headline(None, None)
    place = _by_position(zones.lines, above, zones.start)  # 4
    return Headline(zones.lines[place].text, place)


def _repeated_title(zones: Zones, place: int, title: str) -> Headline:
    below = _below_trail(zones, place, title)
    if below is not None:
        return Headline(_with_kicker(zones.lines[below].text, title), below)
    other = _other_words(zones, place, title)
    if other is not None:
        return Headline(_with_kicker(zones.lines[other].text, title), other)
    text = zones.lines[place].text
    if not PageTitle(title).is_said_by(text):  # the end of a headline that was cut in lines
        return Headline(without_template(title), place)
    is_whole = fuzz.ratio(text, title) >= WHOLE
    return Headline(without_template(text) if is_whole else _with_kicker(text, title), place)


def _below_trail(zones: Zones, place: int, title: str) -> int | None:
    """The headline below a trail that ends in the page's title; None where the title is no trail's end."""
    lines, core = zones.lines, without_template(title)
    ends = [i for i in range(max(1, place - BELOW_TRAIL), place + 1) if lines[i].text in (core, title)]
    for end in (i for i in ends if lines[i - 1].n_words <= TRAIL_WORDS):
        following = range(end + 1, min(end + 1 + BELOW_TRAIL, zones.start + 1, len(lines)))
        shown = next((i for i in following if lines[i].n_words > KICKER_WORDS or _with_kicker(lines[i].text, core) == core), None)
        if shown is not None and shown > end + 1 and _says_the_same(lines[shown], core):
            return shown
    return None


def _says_the_same(line: Line, core: str) -> bool:
    """Whether a line has the form of a headline and speaks of what the title speaks of."""
    has_form = not line.text.endswith((".", ":", ",")) and line.n_words <= MAX_TITLE_WORDS and not _CREDIT.search(line.text)
    return has_form and _can_be_headline(line) and bool(_stems(line.text) & _stems(core))


def _stems(text: str) -> set[str]:
    return {word[:MIN_STEM] for word in re.findall(r"\w+", text.lower()) if len(word) >= MIN_STEM}


def _shown_above(zones: Zones, above: list[int], title: str) -> Headline:
    """The line above the text for which most speaks; the page's title where too little speaks for any."""
    core = without_template(title)
    counts = Counter(line.text for line in zones.lines)
    evidence = {i: _evidence(zones, i, core, counts) for i in above if _stands_as_headline(zones.lines[i])}
    best = max(evidence.values(), default=0)
    if not best:
        return Headline(core, None)
    place = max(i for i, found in evidence.items() if found == best)
    return Headline(_with_kicker(zones.lines[place].text, title), place)


def _evidence(zones: Zones, i: int, core: str, counts: Counter[str]) -> int:
    """What speaks for a line: the page's title says the same (which counts twice), it heads the text, is long, stands again.

    Nothing speaks for a line below a pointer, nor for one that neither the title vouches for nor place and length together.
    """
    line = zones.lines[i]
    is_alike = _shared(line.text, core) >= SPEAKS_OF
    stands_again = counts[line.text] > 1
    heads = i + 1 == zones.start or _is_above_byline(zones, i, is_alike, stands_again)
    is_led_to = any(above.kind == "pointer" for above in zones.lines[max(0, i - LED_TO) : i])
    is_long = line.n_words >= LONG_HEADLINE
    if is_led_to or not (is_alike or (heads and is_long)):
        return 0
    return 2 * is_alike + heads + is_long + stands_again


def _is_above_byline(zones: Zones, i: int, is_alike: bool, stands_again: bool) -> bool:
    """Whether a byline follows: at once, or soon below a line that more speaks for.

    Below a short line that stands again a name is none: in a table of contents every heading may look like one.
    """
    room = ROOM if is_alike or stands_again else 1
    below = [line.text for line in zones.lines[i + 1 : i + 1 + room]]
    names_count = is_alike or zones.lines[i].kind != "repeated"
    return any(_is_byline(text) or is_cue(text) or (names_count and is_name(text)) for text in below)


def _with_kicker(text: str, title: str) -> str:
    """A line with what the page's title has in front of it: "Floods: " may stand in a line of its own."""
    place = title.find(text) if len(text) >= MIN_TAIL else -1
    return title[: place + len(text)] if place > 0 else text


def _stands_as_headline(line: Line) -> bool:
    """Whether a line has the form of a headline where no title vouches for it: once on the page, open, of several words."""
    text = line.text
    is_open = not text.endswith((".", ":", ",")) and (text[0].isupper() or not text[0].isalpha()) and not goes_on(text)
    return (
        line.kind in ("headline", "long", "short", "prose", "repeated")
        and 4 <= line.n_words <= 30
        and is_open
        and not _CREDIT.search(text)
    )


def _other_words(zones: Zones, headline: int, title: str) -> int | None:
    """A line between the repeated title and the text that says nearly the same: the headline that the page shows."""
    for i in range(zones.start - 1, headline, -1):
        line = zones.lines[i]
        is_long = line.n_words >= 4 and len(line.text) >= len(title) * MIN_SHARE
        if is_long and _can_be_headline(line) and _shared(line.text, title) >= SPEAKS_AS:
            return i
    return None


def _shared(text: str, title: str) -> float:
    return fuzz.token_set_ratio(text, title, processor=utils.default_process)


def _by_position(lines: Sequence[Line], above: list[int], start: int) -> int:
    counts = Counter(lines[i].text for i in above)
    repeated = [i for i in above if counts[lines[i].text] > 1]
    if repeated:
        return repeated[-1]
    anchor = next((i for i in range(max(0, start - WINDOW), start) if _is_byline(lines[i].text)), start)
    return ([i for i in above if i < anchor] or above)[-1]


def _is_byline(text: str) -> bool:
    if names_after_cue(text):
        return True
    found = find_date(text, "byline") if label_of(text) != "updated" else None
    return found is not None and is_mostly_date(text, found)


def _can_be_headline(line: Line) -> bool:
    is_title_long = 3 <= line.n_words <= MAX_TITLE_WORDS and len(line.text) <= 250
    return is_title_long and furniture_rule(line.text) is None and not _is_byline(line.text) and label_of(line.text) == ""
