"""Operators in a question: `-word` leaves out passages that hold it, `author:name` keeps to an author's articles.

What stands in quotation marks is a phrase and no operator. A hyphen inside a word ("A-10", "non-binding"), before a blank, a
number or after a letter is none either.
"""

import re
from dataclasses import dataclass

_QUOTED = r"[“\"«](?P<{name}>[^“”\"«»]{{1,200}})[”\"»]"
_WORD = r"(?P<{name}>[^\W\d_][\w’'.-]*(?<=\w))"
_PHRASE = re.compile(_QUOTED.format(name="phrase"))
_EXCLUDED = re.compile(rf"(?<!\S)-(?:{_QUOTED.format(name='quoted')}|{_WORD.format(name='word')})(?=[\s,;:.?!)]|$)")
_AUTHOR = re.compile(rf"(?<![\w-])author:(?:{_QUOTED.format(name='quoted')}|{_WORD.format(name='word')})", re.I)


@dataclass(frozen=True)
class Operators:
    """A question without its operators, the words (or several as one) that are left out, and the authors kept to."""

    question: str
    excluded: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


def read_operators(question: str) -> Operators:
    """Part a question from its operators. A question without any comes back as it is."""
    excluded: list[str] = []
    authors: list[str] = []
    kept = _taken_out(_AUTHOR, _taken_out(_EXCLUDED, question, excluded), authors)
    if not excluded and not authors:
        return Operators(question)
    return Operators(_tidy(kept), tuple(dict.fromkeys(excluded)), tuple(dict.fromkeys(authors)))


def _taken_out(operator: re.Pattern[str], question: str, found: list[str]) -> str:
    """The question without an operator outside of phrases; what it names goes to `found`."""
    phrases = [match.span() for match in _PHRASE.finditer(question)]

    def take(match: re.Match[str]) -> str:
        if any(start < match.start() < end for start, end in phrases):
            return match.group()
        found.append((match.group("quoted") or match.group("word")).strip())
        return " "

    return operator.sub(take, question)


def _tidy(question: str) -> str:
    """Single blanks, and none before a mark that an operator stood before."""
    return re.sub(r"\s+([,;:.?!)])", r"\1", " ".join(question.split()))
