"""Words of a question that say nothing of what it is about, and names by their capitals."""

import re

STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before being between both but by
    can could did do does doing during each either else ever for from further get gets give gives given got had has
    have having he her here hers him his how i if in into is it its itself just let many may me might more most much
    must my no nor not now of off on once only or other our ours out over own please same shall she should so some
    such tell than that the their theirs them then there these they this those through to too under until up upon us
    very was we were what whatever when where which while who whom whose why will with within without would yes yet
    you your according happen happened happening say says said saying state states stated report reports reported
    article articles news name names called exactly know known many number ones one kind sort anything something
    anyone someone""".split()
)
CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+")
_NAME_PART = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'.-]*\w|[A-Z]{2,})"
_NAME = re.compile(rf"\b{_NAME_PART}(?:[ -]{_NAME_PART})*")
_SENTENCE_OPENER = re.compile(r"(?:^|[.?!:]\s+|[“\"]\s*)$")


def says_something(word: str, text: str) -> bool:
    """Whether a word of a text says what it is about: no stop word, or one in capitals ("US", "WHO") where not all are."""
    return word.lower() not in STOP_WORDS or (len(word) > 1 and word.isupper() and not text.isupper())


def names_in(text: str) -> list[str]:
    """Runs of capitalised words, in order: "Where did Nikol Pashinyan meet the EU?" gives "Nikol Pashinyan" and "EU".

    The first word of a sentence is left out of a run, since any word is capitalised there; alone it counts only in capitals
    ("UN ..."). A possessive ends a run: "van Gogh's Sunflowers" are two names.
    """
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split(" ")
        if _SENTENCE_OPENER.search(text[: match.start()]) and not words[0].isupper():
            words = words[1:]
        found.extend(_runs([word for word in words if says_something(word, text)]))
    return found


def _runs(words: list[str]) -> list[str]:
    """The words as names, parted after each possessive."""
    runs: list[list[str]] = [[]]
    for word in words:
        name = re.sub(r"[’']s?$", "", word)
        runs[-1].append(name)
        if name != word:
            runs.append([])
    return [" ".join(run) for run in runs if run]
