"""Who published the page of a plain-text dump, by what stands around its text.

1. the footer of an aggregator's feed
2. a registered outlet, by votes: at the end of the page's title, as a copyright line's holder, and where its name is a line or
   its domain stands in one, by the number of lines that name it; on a large page such lines alone must be clear
3. a copyright line's holder, unless it is a publishing house (a group, a holding) or the page's title ends otherwise
4. the end of the page's title, where it stands in the page again and has the form of a site's name; else unknown
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.article import Outlet
from corpus.outlets import OutletEntry, OutletRegistry, cleaned_name
from corpus.text import caseless, collapse, fold

_COPYRIGHT = re.compile(
    r"^(?P<before>[^©]{0,60}?)\s*(?:©|\(c\)|\bcopyright\b)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)\d\d)?)?)?"
    r"[\s.,|:-]*(?P<after>.{0,80})$",
    re.I,
)
_SIGN_OF_RIGHTS = re.compile(r"©|\(c\)|copyright")
_RIGHTS_WORDS = re.compile(
    r"\b(all rights? reserved|alle rechte vorbehalten|alle rettigheter|tous droits réservés|todos los derechos|tutti i diritti"
    r"|copyright|by|the content of|inc|llc|ltd|gmbh|(?:19|20)\d\d)\b\.?|®|[.,|]|[-–](?=\s*$)",
    re.I,
)
_HOUSE = re.compile(
    r"\b(media|medien|mediengruppe|gruppe|group|holdings?|verlag|publishing|publishers?|entertainment|corp|networks?|digital|subsidiary|company"
    r"|enterprises?|ventures|partners|gruppo|grupo|groupe|editorial|editions?|éditions|s\.?a\.?|a/s|pty|communications?|newspapers|broadcasting|unit"
    r"|developed|powered|design)\b|mediahuis|medien\b|verlag",
    re.I,
)
_DOMAIN = re.compile(r"(?<![@\w.-])(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,6})\b", re.I)
_DOT_INSIDE = re.compile(r"\.[A-Za-z]{2}")  # what every domain has, and few lines
_SEPARATOR = re.compile(r"\s+[|–—·•›»«*-]\s+|\s*[|｜ㅣ：]\s*|\s:\s|,\s")
_VOTES = {"title": 6, "copyright": 5}
LARGE_PAGE = 40  # lines around the text from which on a page has menus and partners
MAX_MENTIONS = 4  # lines that count: partner lists repeat names, too
MAX_LINE = 300  # characters; a longer line is not about the site
MAX_OUTLETS = 30  # whose mentions are counted
MAX_PARTNERS = 3  # outlets whose names stand as lines: more are a list of partners, and say nothing
MIN_MENTIONS = 3  # on a large page, without title or copyright


def plain_outlet(title: str, outside: Sequence[str], text: str, registry: OutletRegistry) -> Outlet:
    """The outlet of a page by its title line and the lines around its text."""
    endings = _endings(title)
    holders = list(_holders(outside))
    votes = _votes(endings, holders, outside, registry)
    ranked = votes.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) and _is_enough(ranked, len(votes), len(outside)):  # 2
        return registry.canonical(ranked[0][0], "page")
    named = next((name for name in holders if _is_outlet_like(name, endings, outside)), None)  # 3
    named = named or next((name for name in endings if _stands_again(name, holders, outside)), None)  # 4
    return registry.canonical(as_written_in("\n".join((*outside, text)), named), "page") if named else Outlet.unknown()


def _is_enough(ranked: list[tuple[str, int]], n_outlets: int, n_lines: int) -> bool:
    """A lone line of a registered name is enough on a small page; a large one has lines of partners, too."""
    votes, next_votes = ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0
    if votes >= _VOTES["copyright"]:
        return True
    return votes >= 2 * next_votes and (n_lines < LARGE_PAGE or (votes >= MIN_MENTIONS and n_outlets <= MAX_PARTNERS))


def _votes(endings: list[str], holders: list[str], outside: Sequence[str], registry: OutletRegistry) -> Counter[str]:
    votes: Counter[str] = Counter()
    for kind, names in (("title", endings), ("copyright", holders)):
        for entry in {e.name: e for name in names if (e := registry.find(name)) and e.kind == "outlet"}.values():
            votes[entry.name] += _VOTES[kind]
    page = "\n".join(outside)
    for entry in _standing_in(outside, registry):
        names = [name for name in (entry.name, *entry.aliases, *entry.domains) if name in page]
        votes[entry.name] += min(_n_naming(names, outside), MAX_MENTIONS)
    return votes


def _standing_in(outside: Sequence[str], registry: OutletRegistry) -> list[OutletEntry]:
    """The outlets whose name is a line, or whose domain stands in one, each once."""
    found = {}
    for line in dict.fromkeys(outside):
        if len(line) <= 60 and (entry := registry.find(line)):
            found[entry.name] = entry
        if len(line) <= MAX_LINE and _DOT_INSIDE.search(line):
            found |= {entry.name: entry for entry in _by_domain(line, registry)}
    return [entry for entry in found.values() if entry.kind == "outlet"][:MAX_OUTLETS]


def _n_naming(names: Sequence[str], lines: Sequence[str]) -> int:
    """In how many lines one of some names stands."""
    return len({i for name in names for i, line in enumerate(lines) if name in line})


def _by_domain(line: str, registry: OutletRegistry) -> Iterator[OutletEntry]:
    for match in _DOMAIN.finditer(line):
        entry = registry.find_domain(match.group(1))
        if entry and entry.kind == "outlet":
            yield entry


def _endings(title: str) -> list[str]:
    """The parts of a page's title that may be an outlet, the last first; none where it has no separator."""
    parts = [part.strip() for part in _SEPARATOR.split(title) if part.strip()]
    return [part for part in reversed(parts[1:]) if len(part) <= 60][:3]


def _holders(lines: Sequence[str]) -> Iterator[str]:
    """Who holds the copyright, by lines with its sign; a sign that stands alone has the holder in one of the next lines."""
    for i, line in enumerate(lines):
        match = _COPYRIGHT.match(line[:140]) if _SIGN_OF_RIGHTS.search(caseless(line)) else None
        if match and any(c.isalpha() for c in _bare(line)):
            for side in ("before", "after"):
                yield from _names_of(match.group(side))
        elif match:
            holder = next((text for text in lines[i + 1 : i + 4] if any(c.isalpha() for c in text)), "")
            yield from _names_of(holder)


def _names_of(words: str) -> Iterator[str]:
    """The holder's name, and without its legal form; a full stop inside a name stays."""
    for name in (_bare(words), _bare(re.split(r"[.,|]\s", words)[0]), cleaned_name(_bare(words))):
        if 2 <= len(name) <= 40 and len(name.split()) <= 5 and any(c.isalpha() for c in name):
            yield name


def _bare(words: str) -> str:
    return collapse(_RIGHTS_WORDS.sub(lambda m: m.group() if m.group() == "." else " ", words)).strip(" .-–:")


def _is_outlet_like(name: str, endings: list[str], outside: Sequence[str]) -> bool:
    if len(name.split()) > 4 or _HOUSE.search(name) or (endings and not any(_same(name, end) for end in endings)):
        return False
    return bool(endings) or len(outside) < LARGE_PAGE


def _same(a: str, b: str) -> bool:
    one, other = (re.sub(r"^the|\W", "", fold(name)) for name in (a, b))
    return bool(one and other) and (one == other or (min(len(one), len(other)) >= 4 and (one in other or other in one)))


def _stands_again(name: str, holders: list[str], outside: Sequence[str]) -> bool:
    """Whether an ending of the title is the site's: a copyright holder, or written as a domain, or named inside other lines."""
    if any(_same(name, holder) for holder in holders):
        return True
    if len(name.split()) > 5 or not name[:1].isupper():
        return False
    return _DOMAIN.fullmatch(name) is not None or (
        len(name.split()) >= 2 and name.istitle() and sum(name in x for x in outside) >= 3
    )


def as_written_in(text: str, name: str) -> str:
    """The name in the spelling of running text or sign-off, where it stands there too: footers title-case names."""
    spellings = [m.group() for m in re.finditer(re.escape(name), text, re.I)]
    others = [s for s in spellings if s != name and fold(s) == fold(name)]
    return others[-1] if others else name
