"""Whom an article credits: agencies and other outlets it reports from, with the words that say so.

A name counts where the registry knows it, or where it stands in a form that only an agency or outlet takes
("reporting AzerTac"). Each credit is a slice of the text; precision comes before recall.
"""

import re
from collections.abc import Iterable, Iterator

from corpus.article import Original, OriginalKind, outlet_id_of
from corpus.outlets import OutletRegistry

_WORD = r"[A-Z]\w*(?:[.’'-]\w+)*"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:of|and|the|in|for) )?{_WORD}){{0,5}})"
_TAKEN_FROM = "reporting|citing|cites|quoting|with reference to|as reported by|first published (?:by|in|on)|with files from|via"
_SAID_TO = "told|tells|according to|reported by|reporters? (?:for|of)|correspondents? (?:for|of)"
# Each cue with what stands in every text that has it: to look for that first is several times as fast.
_CUES: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("reporting", "citing", "cites", "quoting", "with reference", "as reported", "first published", "with files", "via"),
        re.compile(rf"\b(?:{_TAKEN_FROM})\s+(?:the\s+)?{_NAME}"),
    ),
    (
        ("told", "tells", "according to", "reported by", "reporter", "correspondent"),
        re.compile(rf"\b(?:{_SAID_TO})\s+(?:the\s+)?{_NAME}"),
    ),
    (("(",), re.compile(r"\((?P<name>[A-Z][\w.’' -]{1,40})\)\s*[-–—]")),
)
_BARE_CUES = 1  # the first so many cues credit a name that no registry knows, where its shape is an agency's
_REPORTED = re.compile(rf"(?<![\w-]){_NAME} (?:has |had |first )?(?:reported|reports)\b")  # of a name that the registry knows
_AFTER_DAY = re.compile(r"^(?:(?:On |Last |Earlier )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day |But |And |In |As )")
_DATELINE = re.compile(r"(?:^|\n\n)(?P<cue>[A-Z][A-Z .'’-]+(?:, [^()\n]{3,24})? \((?P<name>[A-Z][\w.’' -]{1,40})\))\s*[-–—]")


def credited_originals(text: str, registry: OutletRegistry, publisher_id: str) -> tuple[Original, ...]:
    """The originals credited in a text, in order of their first credit, each once; never the publisher itself."""
    return _each_once(_credits(text, 0, len(text), registry), publisher_id)


def credits_between(text: str, start: int, end: int, registry: OutletRegistry, publisher_id: str) -> tuple[Original, ...]:
    """The originals that `text[start:end]` itself credits, also by "AFP reported"; places are in `text`.

    "via AP" stands under photographs, so in a passage it credits nobody.
    """
    told = (original for original in _credits(text, start, end, registry) if not original.evidence.startswith("via"))
    return _each_once([*told, *_reporting(text, start, end, registry)], publisher_id)


def _each_once(credited: Iterable[Original], publisher_id: str) -> tuple[Original, ...]:
    found: dict[str, Original] = {}
    for original in sorted(credited, key=lambda o: (o.start or 0, o.end or 0)):
        identity = outlet_id_of(original.name)
        if identity != publisher_id:
            found.setdefault(identity, original)
    return tuple(found.values())


def _reporting(text: str, start: int, end: int, registry: OutletRegistry) -> Iterator[Original]:
    """The outlets that a text says reported something, where the registry knows the whole name but for a day before it."""
    for match in _REPORTED.finditer(text, start, end):
        name = _AFTER_DAY.sub("", match.group("name"))
        entry = registry.find(name)
        if entry:
            place = match.end("name") - len(name)
            yield Original(entry.name, entry.kind, text[place : match.end()], place, match.end())


def _credits(text: str, start: int, stop: int, registry: OutletRegistry) -> Iterator[Original]:
    for match in _DATELINE.finditer(text, start, stop) if ")" in text else ():
        entry = registry.find(match.group("name"))
        yield Original(
            entry.name if entry else match.group("name"),
            entry.kind if entry else "agency",
            match.group("cue"),
            *match.span("cue"),
        )
    for position, (signs, cue) in enumerate(_CUES):
        for match in cue.finditer(text, start, stop) if any(sign in text for sign in signs) else ():
            named = _known_name(match.group("name"), registry)
            if named is None and position < _BARE_CUES:
                named = _agency_like(match.group("name"))
            if named is not None:
                words, name, kind = named
                end = match.end() if match.group().startswith("(") else match.start("name") + len(words)
                yield Original(name, kind, text[match.start() : end], match.start(), end)


def _known_name(words: str, registry: OutletRegistry) -> tuple[str, str, OriginalKind] | None:
    """The longest leading part of `words` that the registry knows: (the part, its registered name, its kind)."""
    parts = words.split(" ")
    for n in range(len(parts), 0, -1):
        part = " ".join(parts[:n]).rstrip(".,’'")
        entry = registry.find(re.sub(r"[’']s$", "", part))
        if entry:
            return part, entry.name, entry.kind
    return None


def _agency_like(words: str) -> tuple[str, str, OriginalKind] | None:
    """A name no registry knows, where its shape is an outlet's: capitals inside ("AzerTac") or an agency by title."""
    name = words.rstrip(".,’'")
    if re.search(r"\b(News Agency|News|Press|Times|Herald|Gazette|Post|Wire|Courier)$", name):
        return name, name, "agency" if name.endswith(("Agency", "Wire")) else "outlet"
    return (name, name, "agency") if re.fullmatch(r"[A-Z][a-z]+[A-Z][A-Za-z]+", name) else None
