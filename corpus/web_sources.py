"""Addresses to sources: a page is one source, a feed is one and, where asked for, so is each page that it links to."""

from collections.abc import Callable, Iterator
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urldefrag

from lxml import etree

from corpus.addresses import FetchRefused, resolve_link
from corpus.article import Source
from corpus.fetch import Fetched, Fetcher
from corpus.readers.reading import Failure
from corpus.text import normalise

FEED_ROOTS = frozenset({"rss", "feed", "RDF"})
MAX_FEED_BYTES = 5_000_000  # of a feed whose links are followed: the worst of this size takes 2 s and 150 MB to take apart
MAX_LINKS = 500  # of one feed that are followed: at a request a second, some ten minutes
_XML = {"resolve_entities": False, "no_network": True, "load_dtd": False, "recover": True, "huge_tree": False}


def is_address(name: str) -> bool:
    """Whether what the user or a source is called by is a web address and not a file."""
    return name.lower().startswith(("http://", "https://"))


def sources_from_url(
    url: str,
    fetcher: Fetcher,
    added: datetime,
    follow: bool = False,
    held: Callable[[str], bool] = lambda name: False,
) -> Iterator[Source | Failure]:
    """The source at an address, and with `follow` those of the pages that it links to, if it is a feed, in its order.

    Each source and each failure has the name `source_name(address that was asked for)`, also where a redirect led
    elsewhere. Linked pages whose name is `held` are not fetched. What can't be had is a `Failure`; nothing raises.
    """
    fetched = _fetched(url, fetcher)
    yield _loaded(url, fetched, added)
    if not follow or isinstance(fetched, Failure):
        return
    links = [link for link in feed_links(fetched.content, fetched.url) or () if not held(source_name(link))]
    if links and len(fetched.content) > MAX_FEED_BYTES:
        yield Failure(source_name(url), f"the links of a feed of more than {MAX_FEED_BYTES:,} bytes are not followed", "links")
        return
    for link in links[:MAX_LINKS]:
        yield _loaded(link, _fetched(link, fetcher), added)
    if len(links) > MAX_LINKS:
        yield Failure(source_name(url), f"{len(links) - MAX_LINKS:,} further links are not followed", f"link {MAX_LINKS + 1}")


def source_name(url: str) -> str:
    """The name of the source that an address gives: itself, without white space around it and without a fragment."""
    try:
        return normalise(urldefrag(url.strip()).url)
    except ValueError:
        return normalise(url.strip())


def _fetched(url: str, fetcher: Fetcher) -> Fetched | Failure:
    """The whole content of an address, or why there is none."""
    try:
        fetched = fetcher.fetch(url.strip())
    except FetchRefused as refusal:
        return Failure(source_name(url), refusal.reason)
    if not 200 <= fetched.status < 300:
        return Failure(source_name(url), f"the server answered {_status_words(fetched.status)}")
    return fetched


def _loaded(url: str, fetched: Fetched | Failure, added: datetime) -> Source | Failure:
    return fetched if isinstance(fetched, Failure) else Source(source_name(url), fetched.content, added)


def _status_words(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def feed_links(content: bytes, base: str) -> list[str] | None:
    """The pages that an RSS or Atom feed at `base` links to, each once and not itself, in its order; None for what is no feed.

    RSS: an item's `link`, else its `guid` if that is a permalink. Atom: an entry's `link` whose `rel` is "alternate" or missing.
    Entities are not resolved, nothing is loaded, a feed with mistakes in it is read as far as it goes, and of one that is
    too large only the beginning.
    """
    root = _feed_root(content)
    if root is None:
        return None
    entries = root.iter("{*}item", "{*}entry")
    links = (link for entry in entries if (link := _entry_link(entry)) is not None)
    return [page for page in dict.fromkeys(_resolved(base, link) for link in links) if page != base]


def _feed_root(content: bytes) -> etree._Element | None:
    try:
        root = etree.fromstring(content.lstrip()[:MAX_FEED_BYTES], etree.XMLParser(**_XML))
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root is not None and etree.QName(root).localname in FEED_ROOTS else None


def _entry_link(entry: etree._Element) -> str | None:
    """Where the page of a feed's entry stands."""
    found = [*entry.iterchildren("{*}link"), *entry.iterchildren("{*}guid")]
    links = (_address_in(element) for element in found)
    return next((link for link in links if link), None)


def _address_in(element: etree._Element) -> str:
    """The address that a `link` or `guid` element gives for an entry's page; "" if it gives none."""
    if element.get("href"):
        return str(element.get("href")).strip() if element.get("rel", "alternate") == "alternate" else ""
    text = str(element.text or "").strip()
    is_name = etree.QName(element).localname == "guid" and (element.get("isPermaLink") == "false" or not is_address(text))
    return "" if is_name else text


def _resolved(base: str, link: str) -> str:
    """The whole address of a link; one that can't be resolved stays as it is, and is refused when it is asked for."""
    try:
        return resolve_link(base, link)
    except FetchRefused:
        return link
