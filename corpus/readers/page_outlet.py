"""Who published a page, as its own fields say.

1. a registered name under which the site itself goes (`og:site_name`, `application-name`): a page that took an article
   over from another outlet may give that one's address as the canonical
2. the registry, by the domain of the canonical address
3. the publisher of JSON-LD, where the registry knows it
4. of all these names the first that the domain agrees with, else the first, cleaned of entities, "www.", legal forms, taglines
5. `application-name` and its like, or the end of `<title>`, where the domain says the same; else unknown

"""

import re
from collections.abc import Iterable, Iterator

from courlan import get_hostinfo
from rapidfuzz import fuzz

from corpus.article import Outlet, outlet_id_of
from corpus.outlets import OutletEntry, OutletRegistry, cleaned_name
from corpus.readers.page_metadata import PageMetadata, text_of, words
from corpus.text import fold

_PLATFORMS = frozenset("blogger wordpress wordpress-com medium substack facebook twitter youtube google".split())
_SITE_FIELDS = ("og:site_name", "application-name", "apple-mobile-web-app-title")
_END_OF_TITLE = re.compile(r"(?:^|.*\s[|–—·•›»«*-]\s|.*[|｜ㅣ：])\s*(?P<name>[^|]{2,40})$", re.S)


def outlet_of(page: PageMetadata, registry: OutletRegistry) -> Outlet:
    """The outlet of a page, with what told us; unknown where no field names one."""
    by_domain = registry.of_url(page.url)
    site = _registered((cleaned_name(words(page.meta.get(field))) for field in _SITE_FIELDS), registry)
    if site and not (by_domain and by_domain.outlet_id == outlet_id_of(site.name)):  # 1
        return site.outlet("metadata")
    if by_domain:  # 2
        return by_domain
    names = [name for name in declared_names(page) if outlet_id_of(name) not in _PLATFORMS]
    known = _registered(names, registry)
    if known:  # 3
        return known.outlet("metadata")
    if names:  # 4
        return registry.canonical(_agreeing(names, page.url), "metadata")
    named = next((name for name in _weaker_names(page) if agrees(name, page.url)), None)  # 5
    return registry.canonical(named, "metadata") if named else Outlet.unknown()


def _registered(names: Iterable[str], registry: OutletRegistry) -> OutletEntry | None:
    return next((entry for name in names if (entry := registry.find(name)) and entry.kind != "agency"), None)


def declared_names(page: PageMetadata) -> list[str]:
    """The names under which a page's publisher goes in its own fields, cleaned, each once."""
    publishers = [text_of(value) for value in page.objects_of("publisher")]
    fields = (*publishers, page.meta.get("og:site_name"), page.meta.get("dc.publisher"), page.meta.get("publisher"))
    cleaned = (cleaned_name(words(field)) for field in fields)
    return list(dict.fromkeys(name for name in cleaned if name and not name.startswith("http")))


def _agreeing(names: list[str], url: str | None) -> str:
    """Of several names the first that the domain agrees with, else the first."""
    return next((name for name in names if agrees(name, url)), names[0])


def _weaker_names(page: PageMetadata) -> Iterator[str]:
    for field in ("application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone", "copyright", "author"):
        yield cleaned_name(words(page.meta.get(field)))
    match = _END_OF_TITLE.match(page.document_title)
    if match:
        yield cleaned_name(match.group("name"))
    for item in page.objects:
        if str(item.get("@type")).endswith(("Organization", "WebSite")):
            yield cleaned_name(words(text_of(item.get("name"))))


def agrees(name: str, url: str | None) -> bool:
    """Whether a name and the site of an address are one: "The Harl Herald" and "harlherald.example", or its initials."""
    domain = (get_hostinfo(url)[0] if url else None) or ""
    label = re.sub(r"[^a-z0-9]", "", fold(domain.removeprefix("www.").split(".")[0]))
    folded = re.sub(r"[^a-z0-9]", "", fold(name))
    if not label or not folded:
        return False
    initials = "".join(word[0] for word in fold(name).split())
    return label in folded or folded in label or initials == label or fuzz.ratio(folded, label) >= 80
