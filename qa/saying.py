"""The forms in which a sentence says who says it: "X said", "..., said X", "according to X", "he told AFP".

They are read in a sentence whose quotations are masked, in the order 1 to 5; the first that holds says who speaks:

1. right after a quotation, subject first: “...,” Hajiyev told AFP;
2. the verb first, after a quotation or a comma: “...,” said yard manager Torvald Neame;
3. a subject with a verb of saying: the Defence Ministry announced that ...;
4. a pronoun with such a verb, to be resolved by who was named before;
5. according to the Texas Department of Public Safety.

Precision comes before recall: a name after a preposition is no subject, and verbs that also mean something else ("added",
"wrote", "reported") count only beside "that", a colon or a quotation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.passages import Span
from qa.quotations import FILL
from qa.speech import (
    APPOSITIVE,
    ARTICLES,
    AUXILIARY,
    FULL_NAME,
    INVERTED,
    NAME,
    NAME_ENDS,
    NO_NAMES,
    PREPOSITIONS,
    RECORDS,
    ROLE,
    STRONG,
    VERB_ENDS,
    VERBS,
    WEAK,
)

MAX_SENTENCE = 2_000  # characters; a longer one is a list or no prose, and nobody is read from it
_SAID_TO = r"(?! to (?:be|have)\b)"  # "said to be rethinking" says nothing
_AFTER_QUOTATION = re.compile(
    rf"{FILL}[,.]?[-–— ]*(?:and |but |as )?(?P<role>{ROLE}){NAME}{APPOSITIVE}?(?P<comma>,)? {AUXILIARY}{VERBS}\b"
    rf"{_SAID_TO}{VERB_ENDS}"
)
_VERB_FIRST = re.compile(
    rf"(?:{FILL}[,.]?|,) {INVERTED} (?:(?P<role>(?:the |a |an )?(?:[A-Z]\w+[’']s )?(?:[a-z][\w’'-]* ){{0,4}}){NAME}"
    rf"|(?:the|a|an) [^,;:{FILL}]{{1,60}}, (?P<full>{FULL_NAME})){NAME_ENDS}"
)
_SUBJECT = re.compile(
    rf"(?<![\w’'.&-]){NAME}(?P<app>{APPOSITIVE})?(?P<comma>,)? {AUXILIARY}(?:{STRONG}\b{_SAID_TO}|(?P<weak>{WEAK})\b)(?! by\b)"
)
_PRONOUN = re.compile(rf"(?<![\w’'])(?P<name>[Hh]e|[Ss]he) {AUXILIARY}(?:{STRONG}\b|(?P<weak>{WEAK})\b)")
_ACCORDING = re.compile(
    r"\b[Aa]ccording to (?:(?:(?!to\b|of\b|in\b|for\b|at\b|with\b|on\b)[a-z][\w’'-]* ){0,4}(?:(?:from|by) (?:[Tt]he )?)?"
    rf"|[Tt]he )?{NAME}"
)
_GOES_ON = (*RECORDS, "who", "which", "and", "on", "in", "as", "at", "but", "while")  # after the name in "according to X ..."
_THAT_NEAR = re.compile(rf"[^,;.:]{{0,40}}?(?:\bthat\b|:)|[^;.:]{{0,80}}?{FILL}|[^,;.:]{{0,20}}? (?:he|she|it|they|there) ")
_QUOTED_NEAR = re.compile(rf"(?:,|:| that)[^;.]{{0,60}}?{FILL}|[^;.,:]{{0,40}}?(?: that\b|:)")
_QUOTED_OBJECT = re.compile(rf"[^;.:]{{1,90}}?{FILL}")
_OWN_RELATION = re.compile(r" (?:his|her|their) [a-z]+,")
_CALLING = ("called", "calls", "described", "describes")
_WRITTEN = ("wrote", "writes", "asked", "asks", "reported", "reports", *_CALLING)  # what follows them is often a title or a thing


@dataclass(frozen=True)
class Said:
    """Who is named as saying something: the slice of the name or pronoun, and that of the words that say so."""

    name: Span
    evidence: Span
    pronoun: bool = False


def said_in(sentence: str) -> Said | None:
    """The speaker that a sentence with masked quotations names, by the first form that holds; places are in `sentence`."""
    if len(sentence) > MAX_SENTENCE:
        return None
    forms = (_right_after_quotation, _verb_first, _subject, _pronoun, _according)
    return next((found for form in forms for found in form(sentence)), None)


def _right_after_quotation(sentence: str) -> Iterator[Said]:
    for match in _AFTER_QUOTATION.finditer(sentence):
        role = match.group("role")
        from_elsewhere = not role.endswith(", ") and not PREPOSITIONS.isdisjoint(role.split())
        if _is_subject(sentence, match) and not from_elsewhere:
            yield _said(match)


def _verb_first(sentence: str) -> Iterator[Said]:
    for match in _VERB_FIRST.finditer(sentence):
        if match.group("full"):
            yield _said(match, "full")
            continue
        role = (match.group("role") or "").split()
        joined = bool(role) and (role[-1] in PREPOSITIONS or (role[-1] in ARTICLES and role != ["the"]))
        if not joined and match.group("name").split()[0] not in NO_NAMES:
            yield _said(match)


def _subject(sentence: str) -> Iterator[Said]:
    for match in _SUBJECT.finditer(sentence):
        if _is_subject(sentence, match) and _is_saying(sentence, match):
            yield _said(match)


def _pronoun(sentence: str) -> Iterator[Said]:
    for match in _PRONOUN.finditer(sentence):
        before = _words_before(sentence, match.start("name"))
        if not (before and before[-1] in ("if", "whether", "than")) and _is_saying(sentence, match):
            yield _said(match, pronoun=True)


def _according(sentence: str) -> Iterator[Said]:
    for match in _ACCORDING.finditer(sentence):
        after = re.match(r"\s*([a-z]\w*)", sentence[match.end() :])
        ends = after.group(1) in _GOES_ON if after else not _possesses(sentence, match)
        if ends and match.group("name").split()[0] not in NO_NAMES:
            yield Said(match.span("name"), match.span())


def _said(match: re.Match[str], group: str = "name", pronoun: bool = False) -> Said:
    """The evidence begins with the words of the form, not with the end of a quotation or comma."""
    text = match.group()
    lead = len(text) - len(text.lstrip(f"{FILL},.-–— "))
    return Said(match.span(group), (match.start() + lead, match.end()), pronoun)


def _is_subject(sentence: str, match: re.Match[str]) -> bool:
    """Whether a name may be the subject: no preposition before it, no possessive after it, no day, month or pronoun."""
    words = match.group("name").split()
    if words[0] in NO_NAMES or words[-1] in NO_NAMES or _possesses(sentence, match):
        return False
    before = _words_before(sentence, match.start("name"))
    article = bool(before) and before[-1] in ARTICLES
    if match.groupdict().get("comma") and (article or len(words) == 1):
        return False  # "Don Bacon, a Nebraska Republican, said", "of the University of Muenster, Germany, said"
    head = before[:-1] if article else before
    if not head:
        return True
    joined = head[-1] == "and" and len(head) > 1 and head[-2][:1].isupper()
    return head[-1] not in PREPOSITIONS and not joined


def _is_saying(sentence: str, match: re.Match[str]) -> bool:
    """Whether the verb says something here: a weak one only beside "that", a colon or a quotation, or closing its clause."""
    weak, rest = match.group("weak"), sentence[match.end() :]
    if match.groupdict().get("app") and _OWN_RELATION.match(rest):
        return False  # "Edward Friel, who had been paid, hired a lawyer, said his son, Paul Friel"
    if weak is None:
        return True
    near = (_QUOTED_NEAR if weak in _WRITTEN else _THAT_NEAR).match(rest) or (weak in _CALLING and _QUOTED_OBJECT.match(rest))
    if near:
        return True
    before = sentence[: match.start()].removesuffix("the ").rstrip()
    return before.endswith((",", FILL)) and re.match(VERB_ENDS, rest) is not None


def _possesses(sentence: str, match: re.Match[str]) -> bool:
    return sentence[match.end("name") : match.end("name") + 2] in ("’s", "'s", "’ ", "' ")


def _words_before(sentence: str, place: int) -> list[str]:
    """Up to three words before a place, back to the last mark: what stands behind a comma or a quotation is another clause."""
    clause = re.split(rf"[,;:()\[\]{FILL}–—]", sentence[:place])[-1]
    return clause.split()[-3:]
