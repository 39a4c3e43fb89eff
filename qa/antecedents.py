"""Whom "he said" stands for: the one person who was named or spoke before, where there is only one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.passages import Span
from qa.speech import NAME, VERBS

_ORGANISATION = frozenset(
    """ministry department university association committee council agency office court party company inc corp group institute
    center centre bank bureau commission service services police union league board school college federation foundation fund
    times post news journal gazette press house senate congress government state states city county town street airlines motors
    museum network administration society club coalition authority hospital church team records world international
    national united european north south east west new san los republic kingdom islands""".split()
)
_GENERIC = frozenset(
    """president mayor governor minister senator captain judge prime officials police experts witnesses investigators critics
    authorities prosecutors researchers scientists doctors analysts lawyers attorneys residents reports sources organizers
    organisers republicans democrats lawmakers people supporters members court state government company officers""".split()
)
_TITLES = (
    r"(?:President|Minister|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Captain|Judge|Justice|Secretary|King|Queen|Prince|Princess|Pope|Sheriff|Chief"
    r"|General|Gen|Sgt|Lt|Superintendent|Coach|coach|attorney|analyst|actress|spokesman|spokeswoman"
    r"|[A-Z]?[a-z]+(?:ist|er|or|man|woman))"
)
_NO_TITLES = frozenset(
    """after over under former either however whether never other another rather for nor her per later earlier september
    october november december minor major older younger together further remember consider""".split()
)
_TITLE_BEFORE = re.compile(rf"\b({_TITLES})\.? (?:[A-Z][\w.’'-]+ ){{0,2}}$")
_VERB_BEFORE = re.compile(rf"\b{VERBS} (?:[\w’'.-]+ ){{0,4}}$")
_PROOF_AFTER = re.compile(rf",? (?:\w+ly |also |has |had )?{VERBS}\b|, (?:\d\d|who)\b")
_OPENS_CLAUSE = re.compile(r"(?:^|, |¤ ?)(?:(?!in\b|at\b|of\b|for\b|with\b|by\b|from\b|to\b|on\b)[A-Za-z][\w’'.-]* ){0,4}$")
_CONTEXT = 60  # characters beside a name in which a title or a verb of saying proves it a person's


@dataclass(frozen=True)
class Named:
    """A sentence with masked quotations, where it begins in the text, its speaker if that is a person, and whether it has one."""

    sentence: str
    start: int
    speaker: Span | None = None
    spoken: bool = False
    heard: str = ""  # the words outside quotations since the speaker was named


def is_generic(text: str, name: Span) -> bool:
    """Whether a name is none: one word that is a capital only for standing first, or that names a kind of people."""
    words = text[name[0] : name[1]].split()
    if len(words) > 1:
        return False
    if words[0].lower() in _GENERIC | _ORGANISATION:
        return True
    return not re.search(rf"[a-z,’”\"] (?:the )?{re.escape(words[0])}\b", text)


def is_person(text: str, name: Span) -> bool:
    """Whether the text treats a name as a person's: a full name, or a surname of one, with a title, an age, "who" or a verb."""
    words = text[name[0] : name[1]].split()[-2:]
    if any(word.lower() in _ORGANISATION or (word.isupper() and len(word) > 1) for word in words):
        return False
    if len(words) == 1 and not re.search(rf"[A-ZÀ-Þ][\w’'-]+ {re.escape(words[0])}\b", text):
        return False
    return _proven(text, words[-1])


def _proven(text: str, last: str) -> bool:
    """Whether a surname somewhere stands beside a verb of saying, behind a title, or before an age or "who"."""
    for match in re.finditer(rf"\b{re.escape(last)}\b", text):
        before, after = text[max(0, match.start() - _CONTEXT) : match.start()], text[match.end() : match.end() + _CONTEXT]
        title = _TITLE_BEFORE.search(before)
        titled = title is not None and title.group(1).lower() not in _NO_TITLES
        if titled or _VERB_BEFORE.search(before) or _PROOF_AFTER.match(after):
            return True
    return False


def may_be_person(text: str, name: Span) -> bool:
    """Whether a name may be a person's for all that is known: two or three words, none of an organisation or place."""
    words = text[name[0] : name[1]].split()
    after_the = text[max(0, name[0] - 4) : name[0]].lower() == "the "
    odd = any(word.lower() in _ORGANISATION or (word.isupper() and len(word) > 1) for word in words[-2:])
    return not (len(words) == 1 or odd or after_the) and text[: name[0]].rsplit(maxsplit=1)[-1:] not in (["in"], ["at"], ["from"])


def persons_in(text: str, named: Named) -> Iterator[Span]:
    """What may be names of people in a sentence outside its quotations, one for each surname."""
    seen: set[str] = set()
    for match in re.finditer(rf"(?<![\w’'.-]){NAME}", named.sentence):
        span = (named.start + match.start("name"), named.start + match.end("name"))
        last = match.group("name").split()[-1]
        is_new = last not in seen
        seen.add(last)
        if is_new and (is_person(text, span) or may_be_person(text, span)):
            yield span


def antecedent(text: str, pronoun: str, own: Named, before: Sequence[Named]) -> Span | None:
    """The name for which a pronoun stands; `own` is its sentence up to it, `before` the sentences before, nearest first."""
    others = list(persons_in(text, own))
    opposite = {"he": r"\b(?:she|her|hers|herself)\b", "she": r"\b(?:he|his|him|himself)\b"}[pronoun]
    for named in before:
        if re.search(opposite, f"{named.heard} {named.sentence}", re.I):
            return None
        found = [named.speaker] if named.speaker else list(persons_in(text, named))
        if found:
            one = _only_one(text, found, others)
            return one if named.speaker or (one and _is_subject(named, one)) else None
        if named.spoken:
            return None
    return None


def _only_one(text: str, found: Sequence[Span], others: Sequence[Span]) -> Span | None:
    """The one person found, where the pronoun's own sentence names nobody else."""
    last = text[found[0][0] : found[0][1]].split()[-1]
    alone = len(found) == 1 and is_person(text, found[0]) and all(text[a:b].split()[-1] == last for a, b in others)
    return found[0] if alone else None


def _is_subject(named: Named, name: Span) -> bool:
    """Whether a name opens its sentence or a clause of it, but for words of a role, and possesses nothing."""
    before = named.sentence[: name[0] - named.start]
    after = named.sentence[name[1] - named.start :]
    return _OPENS_CLAUSE.search(before) is not None and not after.startswith(("’", "'"))
