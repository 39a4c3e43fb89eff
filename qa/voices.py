"""Whether it is the person asked for who speaks: "Hajiyev", "Hikmet Hajiyev" and "President Aliyev" against a found speaker."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from corpus.passages import Span
from corpus.text import fold
from qa.answer import Speaker
from qa.attribution import AFTER, BEFORE, speakers_of

Spellings = Callable[[str], Iterable[str]]  # the other spellings of a word

STEM = 5  # letters in which two words of an office's name agree
_TITLES = frozenset(
    """president minister prime foreign mr mrs ms dr sen rep gov senator governor mayor captain judge justice professor secretary
    chancellor king queen prince princess pope general sir dame lord lady superintendent sheriff chief director spokesman
    spokeswoman coach""".split()
)
_BODIES = frozenset(
    """ministry department university association committee council agency office court party company institute center centre
    bank bureau commission service police union league board college federation foundation fund government house""".split()
)


def said_by(text: str, spans: Sequence[Span], asked: str, spellings: Spellings) -> list[bool]:
    """For each sentence whether the asked speaker speaks in it; without the name near them nothing is looked up."""
    if not spans:
        return []
    last, near = asked.split()[-1], text[max(0, spans[0][0] - BEFORE) : spans[-1][1] + AFTER].casefold()
    if not any(word.casefold() in near for word in (last, *spellings(last))):
        return [False] * len(spans)
    return [found is not None and is_same(text, found, asked, spellings) for found in speakers_of(text, spans)]


def is_same(text: str, found: Speaker, asked: str, spellings: Spellings) -> bool:
    """Whether a speaker found in a text is the one asked for.

    The last word must agree, and what stands before it must not speak against it: "Ivanka Trump" is not "Donald Trump". A
    surname alone is who bears it most often in the text. Of an office every word must agree: "Defence Ministry" is any
    country's, "Russian Defence Ministry" is not.
    """
    own, wanted = _words(found.name), _words(asked)
    if not own or not wanted:
        return False
    if not _BODIES.isdisjoint(wanted):
        return all(any(_alike(word, other) for other in own) for word in wanted)
    if own[-1] != wanted[-1] and own[-1] not in {fold(other) for other in spellings(asked.split()[-1])}:
        return False
    if len(wanted) == 1:
        return True
    before = own[:-1] or _first_names(text, found.name)
    whole = {fold(other) for word in wanted for other in (word, *spellings(word))}
    return not before or not whole.isdisjoint(before)


def _alike(word: str, other: str) -> bool:
    """Whether two words of an office's name are one: "Azerbaijan" and "Azerbaijani", "Defence" and "Defense"."""
    return word[:STEM] == other[:STEM]


def _words(name: str) -> list[str]:
    """The folded words of a name, without what stands before a person's title and the title itself."""
    words = [word for word in fold(name).replace("’s", "").split() if word not in ("the", "of", "and", "for", "in")]
    if words and words[-1] not in _BODIES:
        titles = [i for i, word in enumerate(words[:-1]) if word.rstrip(".") in _TITLES]
        words = words[titles[-1] + 1 :] if titles else words
    return words


def _first_names(text: str, surname: str) -> list[str]:
    """The word that most often stands before a surname as part of the name; none where it always stands alone."""
    found = re.findall(rf"\b([A-ZÀ-Þ][\w’'-]+|[A-Z]\.) {re.escape(surname)}\b", text)
    counted = Counter(word for word in map(fold, found) if word not in _TITLES)
    return [counted.most_common(1)[0][0]] if counted else []
