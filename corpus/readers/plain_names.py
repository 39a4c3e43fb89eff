"""Names of authors in the lines of a dump: behind a word like "By", or alone where a byline stands."""

import re

from corpus.dates import find_date

PARTICLES = frozenset("de del della di da dos du van von der den ter ten la le al el bin ibn af zu y e".split())
_CUE = re.compile(
    r"^(?:(?:written|story|words|report|text|article|photos? and text)\s+by|by|von|par|por|di|door|av|af|tekst|text|texte|texto"
    r"|autor(?:en|in|a)?|auteurs?|author|author of the article|yazan|muhabir|reporter|penulis|oleh|автор|текст)\b\s*:?\s*",
    re.I,
)
_BETWEEN = re.compile(r"\s*(?:,|;|\||\band\b|\bund\b|\bog\b|\boch\b|\bet\b|\bi\b(?=\s[A-Z])|&)\s*")
_ROLE = re.compile(
    r"^[-–—,(]?\s*(?:[\w/*:-]*(?:journalist|redakt|redacteur|reporter|editor\b|correspond|korrespond|corresponsal|corrispondent|writer|autor"
    r"|columnist|kolumn|staff|muhabir|jurnalis|wartawan|frilans)[\w/*:-]*\b)",
    re.I,
)
_KOREAN = re.compile(r"^([가-힣]{2,4})\s*(?:선임)?기자\b")
_CONNECTORS = frozenset((",", "|", "&", "and", "und", "og", "och", "et", "y", "/", "•", "·", ";"))
MAX_NAME = 40  # characters


def is_cue(text: str) -> bool:
    """Whether a line says that the authors follow, and nothing else."""
    match = _CUE.match(text)
    return match is not None and match.end() == len(text)


def is_connector(text: str) -> bool:
    """Whether a line only stands between two names."""
    return text.lower() in _CONNECTORS


def is_role(text: str) -> bool:
    """Whether a line says what an author is: "Journalist", "– Redakteur für Finanzen"."""
    return len(text.split()) <= 6 and _ROLE.match(text) is not None


def names_after_cue(text: str) -> list[str]:
    """The names of a line like "By Ann Lee and Bo Carr, Harl"; none where it has no such word or no names."""
    korean = _KOREAN.match(text)
    if korean:
        return [korean.group(1)]
    match = _CUE.match(text)
    if not match or match.end() == len(text) or len(text) > 160:
        return []
    return names_in(text[match.end() :])


def names_in(text: str) -> list[str]:
    """The names that a line consists of, up to the first thing that is none: a date, a role, a place in brackets."""
    names: list[str] = []
    dated = find_date(text, "byline")
    until = text.index(dated.evidence) if dated else len(text)
    for part in _BETWEEN.split(re.split(r"\s[–—|(-]\s?|\d|,\s*$", text[:until])[0]):
        part = part.strip(" .:–—-")
        if not is_name(part):
            break
        names.append(part)
    return names


def is_name(text: str) -> bool:
    """Whether words have the form of a person's name: two to five, capitalised, particles aside, no digits."""
    tokens = text.split()
    if not (2 <= len(tokens) <= 5 and len(text) <= MAX_NAME) or any(c.isdigit() for c in text):
        return False
    if not re.fullmatch(r"[^\W\d_][\w’'´`.-]*(?:\s[^\W\d_][\w’'´`.-]*)+", text):
        return False
    return tokens[0][0].isupper() and tokens[-1][0].isupper() and all(t[0].isupper() or t.lower() in PARTICLES for t in tokens)
