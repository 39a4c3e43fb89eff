"""Who published it: a registry of names, aliases and domains, which an archive can extend.

The general registry is `outlets.toml` beside this file. An archive's own `outlets.toml` has the same form and may add
`files` (patterns of source file names) and `lines` (text that stands as a line of the page): those are rules by which
the user states the outlet, and it is shown as said by the user.
"""

import html
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from corpus.article import AnySource, Outlet, OutletOrigin, Source, outlet_id_of
from corpus.text import decode, fold

OutletKind = Literal["agency", "outlet", "official"]
_LEGAL_FORM = re.compile(
    r"[\s,]+(gmbh(\s*&\s*co\.?\s*kg(aa)?)?|ag|kgaa|kg|ug|e\.?\s?v\.|s\.?p\.?a\.?|s\.?r\.?l\.?|s\.?l\.?u?\.?|s\.a\.?|sa|sas|n\.?v\.?|b\.?v\.?"
    r"|ltd|limited|llc|inc|plc|\(?pty\)?|a/s|a\.ş|oyj?|ab|corp(oration)?|co)\.?$",
    re.I,
)
_TAGLINE = re.compile(r"\s+[|–—·•›»:*-]\s+|\s*[|｜ㅣ：]\s*|:\s+")
MAX_NAME = 60  # characters; what is longer is a sentence about an outlet, not its name
_NO_NAMES = frozenset(("", "unknown", "unknown-outlet", "none", "null", "n-a", "na", "nan", "undefined"))


@dataclass(frozen=True)
class OutletEntry:
    """One outlet of a registry."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    kind: OutletKind = "outlet"
    files: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    def outlet(self, origin: OutletOrigin) -> Outlet:
        """This entry as the outlet of an article."""
        return Outlet.named(self.name, origin, self.domains[0] if self.domains else None, self.country)


class OutletRegistry:
    """Outlets by name, alias and domain. Of two entries that claim one name the later wins, so an archive overrides."""

    def __init__(self, entries: Iterable[OutletEntry]) -> None:
        self.entries = tuple(entries)
        self._by_name: dict[str, OutletEntry] = {}
        self._by_domain: dict[str, OutletEntry] = {}
        for entry in self.entries:
            for name in (entry.name, *entry.aliases, *entry.domains):
                self._by_name[outlet_id_of(name)] = entry
            for domain in entry.domains:
                self._by_domain[domain.lower()] = entry

    def find(self, name: str) -> OutletEntry | None:
        """The entry with this name, alias or domain, however it is cased or accented."""
        return self._by_name.get(outlet_id_of(name.removeprefix("www.")))

    def find_domain(self, host: str) -> OutletEntry | None:
        """The entry of a host name or of the longest domain it lies under."""
        labels = host.lower().rstrip(".").split(".")
        candidates = (".".join(labels[i:]) for i in range(len(labels) - 1))
        return next((self._by_domain[c] for c in candidates if c in self._by_domain), None)

    def canonical(self, name: str, origin: OutletOrigin) -> Outlet:
        """The outlet of that name, in the registry's spelling where it is known; a word for "unknown" names none."""
        if outlet_id_of(name) in _NO_NAMES:
            return Outlet.unknown()
        entry = self.find(name)
        return entry.outlet(origin) if entry else Outlet.named(name, origin)

    def of_url(self, url: str | None) -> Outlet | None:
        """The registered outlet on whose domain a page stands, or None."""
        try:
            host = urlsplit(url or "").hostname or ""
        except ValueError:
            return None
        entry = self.find_domain(host)
        return entry.outlet("domain") if entry else None

    def rule_for(self, source: AnySource) -> Outlet | None:
        """The outlet that a `files` or `lines` rule of the user states for a source, or None.

        A line says who published a page, not a large file of many: `lines` are looked for in sources that are held.
        """
        rules = [entry for entry in reversed(self.entries) if entry.files or entry.lines]
        looks_for_lines = any(entry.lines for entry in rules)
        lines = _folded_lines(source) if looks_for_lines and isinstance(source, Source) else frozenset()
        for entry in rules:
            by_name = any(fnmatch(Path(source.name).name, pattern) for pattern in entry.files)
            if by_name or any(fold(line) in lines for line in entry.lines):
                return entry.outlet("user")
        return None

    def extended(self, path: Path) -> "OutletRegistry":
        """This registry with an archive's own file after it; the same registry where there is no such file.

        Raises:
            ValueError: naming the file and what is wrong in it.
        """
        return OutletRegistry((*self.entries, *read_entries(path))) if path.exists() else self


def cleaned_name(name: str) -> str:
    """An outlet's name without "www.", legal form and what follows a separator; empty where nothing like a name is left.

    "Harl Herald - Harl Media GmbH & Co. KG" gives "Harl Herald".
    """
    first = _TAGLINE.split(html.unescape(name).strip())[0].strip()
    while (shorter := _LEGAL_FORM.sub("", first).strip()) and shorter != first:
        first = shorter
    bare = re.sub(r"^(?:https?://)?www\.", "", first, flags=re.I).strip(" /,|")
    return bare if len(bare) <= MAX_NAME and any(c.isalpha() for c in bare) else ""


def _folded_lines(source: Source) -> frozenset[str]:
    return frozenset(fold(line.strip()) for line in decode(source.content).splitlines())


def read_entries(path: Path) -> list[OutletEntry]:
    """The `[[outlet]]` tables of a registry file.

    Raises:
        ValueError: naming the file and what is wrong in it.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("outlet", [])
        return [_entry(table) for table in tables]
    except (tomllib.TOMLDecodeError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{path}: {error}; each outlet is a table [[outlet]] with at least a name") from error


def _entry(table: dict[str, Any]) -> OutletEntry:
    if not isinstance(table["name"], str):
        raise TypeError(f"name is {table['name']!r}, not words in quotation marks")
    kind = table.get("kind", "outlet")
    if kind not in get_args(OutletKind):
        raise TypeError(f"kind of {table['name']!r} is {kind!r}, not one of {', '.join(get_args(OutletKind))}")
    lists = {key: _words(table, key) for key in ("aliases", "domains", "files", "lines")}
    return OutletEntry(table["name"], country=table.get("country"), kind=kind, **lists)


def _words(table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"{key} of {table['name']!r} must be a list of words in quotation marks, not {value!r}")
    return tuple(value)


@cache
def general_registry() -> OutletRegistry:
    """The registry that comes with Dateline."""
    return OutletRegistry(read_entries(Path(__file__).with_name("outlets.toml")))
