"""The records: what an article is, who published it, when, and whom it credits.

Everything here is frozen and checks itself, so that a wrong state can't be built. "Not known" is a value
(`Outlet.unknown()`, `PublicationDate.unknown()`), never an empty string and never a guess.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, Self

from corpus.text import fold

Precision = Literal["day", "month", "year", "unknown"]
DateOrigin = Literal["byline", "metadata", "url", "dateline", "feed", "user", "aggregator", "unknown"]
OutletOrigin = Literal["metadata", "domain", "byline", "page", "aggregator", "user", "unknown"]
OriginalKind = Literal["agency", "outlet", "official"]
BLOCK = 1 << 16  # bytes of a source that are read at a time
_LETTERS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class PublicationDate:
    """A day as far as it is known, with the words or the field that say so.

    `value` is the first day of the span: 2023-10-01 with precision "month" means some day of October 2023. It is the
    page's own local day; `time` keeps the page's UTC offset as its tzinfo where the page gives one.
    """

    value: dt.date | None
    precision: Precision
    time: dt.time | None = None
    evidence: str = ""
    origin: DateOrigin = "unknown"

    def __post_init__(self) -> None:
        if (self.value is None) != (self.precision == "unknown"):
            raise ValueError(f"a date is unknown or has a value: {self.value!r} with precision {self.precision!r}")
        if self.time is not None and self.precision != "day":
            raise ValueError(f"a time of day needs a day: {self.time} with precision {self.precision!r}")

    @classmethod
    def unknown(cls, evidence: str = "") -> Self:
        """The date nobody stated; `evidence` may say why what was found does not count."""
        return cls(None, "unknown", evidence=evidence)

    @property
    def first_day(self) -> dt.date | None:
        """The first day of the span, or None where unknown."""
        return self.value

    @property
    def last_day(self) -> dt.date | None:
        """The last day of the span, or None where unknown."""
        if self.value is None or self.precision == "day":
            return self.value
        month = 12 if self.precision == "year" else self.value.month
        return dt.date(self.value.year, month, monthrange(self.value.year, month)[1])

    @property
    def sort_key(self) -> dt.datetime:
        """For putting the earlier first: a known clock before an unknown one of the same day, the undated last."""
        if self.value is None:
            return dt.datetime.max
        moment = dt.datetime.combine(self.value, self.time or dt.time.max)
        return moment.replace(tzinfo=None) - (moment.utcoffset() or dt.timedelta())

    @property
    def iso(self) -> str | None:
        """As long as it is known: "2023", "2023-10", "2023-10-02", "2023-09-20T16:13", with an offset where given."""
        if self.value is None:
            return None
        text = self.value.isoformat()[: {"year": 4, "month": 7}.get(self.precision, 10)]
        return text if self.time is None else f"{text}T{self.time.isoformat('minutes')}"


@dataclass(frozen=True)
class Outlet:
    """Who published an article. `origin` says what told us."""

    outlet_id: str
    name: str
    domain: str | None = None
    country: str | None = None
    origin: OutletOrigin = "unknown"

    @classmethod
    def unknown(cls) -> Self:
        """The outlet that no page named."""
        return cls("unknown", "unknown outlet")

    @classmethod
    def named(cls, name: str, origin: OutletOrigin, domain: str | None = None, country: str | None = None) -> Self:
        """An outlet by its name; the id is the name folded to lower-case ASCII with hyphens."""
        return cls(outlet_id_of(name), name, domain, country, origin)

    @property
    def is_known(self) -> bool:
        """Whether any page, rule or person named it."""
        return self.origin != "unknown"


@lru_cache(maxsize=20_000)
def outlet_id_of(name: str) -> str:
    """The id that every spelling of one name shares: "Caliber.Az" and "caliber az" give "caliber-az".

    Remembered: every short line of a page is looked up, and the pages of an outlet share their menus.
    """
    return "-".join(_LETTERS.findall(fold(name)))


@dataclass(frozen=True)
class Original:
    """Whom an article credits, and the words that credit it.

    `start` and `end` are code points into the article's text, or None where the words stand outside it (a byline).
    """

    name: str
    kind: OriginalKind
    evidence: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Source:
    """Raw bytes that came in, under the name they came with. `source_id` is their SHA-256."""

    name: str
    content: bytes
    added: dt.datetime
    source_id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "source_id", hashlib.sha256(self.content).hexdigest())

    def blocks(self) -> Iterator[bytes]:
        """The bytes in order, `BLOCK` at a time."""
        return blocks_of(self.content)


@dataclass(frozen=True)
class LargeSource:
    """A source whose bytes are too many to be held: `blocks` reads them from the start whenever it is called, in blocks
    that are not empty. `source_id` is their SHA-256 as it was when the source was found.
    """

    name: str
    added: dt.datetime
    source_id: str
    blocks: Callable[[], Iterator[bytes]]


AnySource = Source | LargeSource


def blocks_of(content: bytes) -> Iterator[bytes]:
    """Bytes in order, `BLOCK` at a time."""
    return (content[start : start + BLOCK] for start in range(0, len(content), BLOCK))


@dataclass(frozen=True)
class Article:
    """One article as it is stored and quoted. `text` is NFC, free of furniture, paragraphs parted by one blank line."""

    article_id: str
    title: str | None
    outlet: Outlet
    published: PublicationDate
    updated: PublicationDate
    added: dt.datetime
    authors: tuple[str, ...]
    originals: tuple[Original, ...]
    url: str | None
    source_id: str
    source_name: str
    language: str
    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError(f"an article needs text: {self.title!r} of {self.source_name!r} has none")
        if not unicodedata.is_normalized("NFC", self.text):
            raise ValueError(f"the text of {self.title!r} is not NFC")
        for original in self.originals:
            if original.start is not None and self.text[original.start : original.end] != original.evidence:
                raise ValueError(f"the words that credit {original.name!r} are not a slice of the text")

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8, as lower-case hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def with_outlet(self, outlet: Outlet) -> "Article":
        """The same article, published by `outlet`; the id stays."""
        return replace(self, outlet=outlet)


def article_id_of(url: str | None, outlet_name: str, title: str | None, text: str) -> str:
    """Identity from content: 32 hex digits of SHA-256 over where it stands and what it says.

    Where it stands is the canonical URL; without one, outlet and headline *as first read*, so that an outlet which the
    user states later keeps the id.
    """
    place = url or f"{outlet_name}\x1f{title or ''}"
    return hashlib.sha256(f"{place}\x1e{text}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Passage:
    """A run of whole sentences: `article.text[start:end]`, in Unicode code points."""

    article_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a passage is a non-empty slice, not [{self.start}:{self.end}]")
