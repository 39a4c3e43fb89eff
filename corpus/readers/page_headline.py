"""Which of a page's titles is the headline.

A page carries up to four: what its `<h1>` shows, `og:title` for those who share it, JSON-LD, and `<title>` for search
engines. They agree on most pages. Where they don't, the one written for search engines is recognised by being the same
as `<title>`, and another is the editors'. So, in this order:

1. names at the end ("... | Outlet", "... - Section - Outlet") are left off
2. `<h1>` and JSON-LD, where they agree and differ from `<title>`
3. the first of `og:title` and JSON-LD that differs from `<title>`
4. the first there is of `og:title`, JSON-LD, `<h1>`, `twitter:title`, `<title>` (JSON-LD first where there is no `<title>`)

A title that was cut off is the same as the whole one.

Where the titles part, it is the publisher's habit which of them is the headline. They part on 42 of the 127 pages of
`python -m eval.ingest`. Grouped by which of them agree, each group is decided here as most of its pages are (`og:title` alone
against all others in 10 of 15, JSON-LD alone in 4 of 5, `<h1>` with JSON-LD in 2 of 3): no rule of agreement does better.
"""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, utils

from corpus.readers.page_metadata import PageMetadata, words
from corpus.text import fold

SAME = 90  # rapidfuzz ratio, 0 to 100, from which on two spellings are one headline
MAX_TITLE = 500  # characters; what is longer is no title
MAX_HEADINGS = 40  # first-level headings that are looked at
MIN_CUT_OFF = 20  # characters that two titles must share before one counts as the other cut off
_SEPARATOR = re.compile(r"\s+[|–—·•›»«*:-]\s+|\s*[|｜ㅣ]\s*|\s+::\s+|[：](?=[^：]{2,20}$)|,\s+(?=[^,]{3,40},?[^,]{0,14}$)")


def headline_of(page: PageMetadata, outlet_names: Iterable[str]) -> str | None:
    """The headline of a page, or None where no field has one."""
    names = [name for name in outlet_names if name]
    h1 = tuple(heading for heading in page.h1[:MAX_HEADINGS] if len(heading) <= MAX_TITLE)
    fields = {
        "og": words(page.meta.get("og:title")),
        "json": page.article_words("headline"),
        "twitter": words(page.meta.get("twitter:title")),
    }
    fields = {key: value if len(value) <= MAX_TITLE else "" for key, value in fields.items()}
    fields = {key: without_suffix(value, [*fields.values(), *h1], names) for key, value in fields.items()}
    others = [value for value in fields.values() if value]
    title = without_suffix(page.document_title[:MAX_TITLE], [*others, *h1], names)
    fields["h1"] = _closest(h1, [*others, title])
    return _chosen(fields, title)


def _chosen(fields: dict[str, str], title: str) -> str | None:
    if fields["h1"] and same(fields["h1"], fields["json"]) and not same(fields["h1"], title):  # 2
        return fields["h1"]
    different = (fields[key] for key in ("og", "json") if title and fields[key] and not same(fields[key], title))
    ordered = (fields[key] for key in (("og", "json") if title else ("json", "og")) + ("h1", "twitter") if fields[key])
    return next(different, None) or next(ordered, None) or title or None  # 3, 4


def same(a: str, b: str) -> bool:
    """Whether two headlines are one, up to punctuation, case and a few letters, or one is the other cut off."""
    if not (a and b):
        return False
    shorter, longer = sorted((utils.default_process(a), utils.default_process(b)), key=len)
    cut_off = len(shorter) >= MIN_CUT_OFF and longer.startswith(shorter)
    return cut_off or fuzz.ratio(shorter, longer, score_cutoff=SAME) > 0


def _closest(headings: tuple[str, ...], titles: list[str]) -> str:
    """Of several first-level headings the one that the page's titles speak of; a lone heading, where no title exists."""
    wanted = [title for title in titles if title]
    if not wanted:
        return headings[0] if headings else ""
    scored = [(max(fuzz.token_set_ratio(h, t, processor=utils.default_process) for t in wanted), h) for h in headings]
    best = max(scored, key=lambda pair: pair[0], default=(0, ""))
    return best[1] if best[0] >= 60 else ""


def without_suffix(title: str, others: Iterable[str], names: Iterable[str]) -> str:
    """A title without what its template adds: what follows another title of the page, or the outlet's name, and so on."""
    for other in others:
        if 10 <= len(other) < len(title) and title.startswith(other) and _SEPARATOR.match(title[len(other) :]):
            return other
    folded = [fold(name).replace(" ", "") for name in names]
    for match in reversed(list(_SEPARATOR.finditer(title))):
        tail = fold(title[match.end() :]).replace(" ", "")
        if tail and any(name.startswith(tail) or tail.startswith(name) for name in folded):
            return _without_section(title[: match.start()].rstrip(), names)
    return title


def _without_section(title: str, names: Iterable[str]) -> str:
    """Also without one section in front of the name: "... - National" of "... - National | Outlet"."""
    match = re.search(r"\s[|-]\s(\w+)$", title)
    return title[: match.start()].rstrip() if match and len(title) > 40 else title
