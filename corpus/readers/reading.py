"""What a reader gives back: articles, and for the rest a reason why not."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urldefrag

import py3langid
from courlan import normalize_url

from corpus.article import AnySource, Article, Outlet, PublicationDate, article_id_of
from corpus.dates import refuse_after
from corpus.originals import credited_originals
from corpus.outlets import OutletRegistry
from corpus.text import normalise

LANGUAGE_SAMPLE = 1_000  # characters that the language is told from; twice as many never told another one on real pages


@dataclass(frozen=True)
class Failure:
    """Something that could not be read. `record` names the place inside the source: "line 17", or None for all of it."""

    source_name: str
    reason: str
    record: str | None = None


@dataclass(frozen=True)
class Reading:
    """All that one source gave."""

    articles: tuple[Article, ...] = ()
    failures: tuple[Failure, ...] = ()

    @classmethod
    def failed(cls, source: AnySource, reason: str) -> "Reading":
        """A source that gave nothing."""
        return cls(failures=(Failure(source.name, reason),))

    @classmethod
    def joined(cls, parts: Iterable["Reading"]) -> "Reading":
        """All that the parts of one source gave."""
        held = list(parts)
        articles = tuple(article for part in held for article in part.articles)
        return cls(articles, tuple(failure for part in held for failure in part.failures))


@dataclass(frozen=True)
class ArticleDraft:
    """What a reader found on a page, before the article has an identity."""

    title: str | None
    text: str
    outlet: Outlet = field(default_factory=Outlet.unknown)
    published: PublicationDate = field(default_factory=PublicationDate.unknown)
    updated: PublicationDate = field(default_factory=PublicationDate.unknown)
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None


def finish(draft: ArticleDraft, source: AnySource, registry: OutletRegistry) -> Article:
    """The article of a draft: identity from what was read, then the user's outlet rule, language and credited originals.

    Whatever a page or a row may hold is normalised here, so that every field can be stored, and days to come are refused.
    """
    text = normalise(draft.text).strip()
    title = normalise(draft.title).strip() if draft.title else ""
    url = canonical_url(draft.url)
    outlet = registry.rule_for(source) or replace(draft.outlet, name=normalise(draft.outlet.name))
    return Article(
        article_id=article_id_of(url, normalise(draft.outlet.name), title, text),
        title=title or None,
        outlet=outlet,
        published=_stored_date(draft.published, source),
        updated=_stored_date(draft.updated, source),
        added=source.added,
        authors=tuple(normalise(name) for name in draft.authors),
        originals=credited_originals(text, registry, outlet.outlet_id),
        url=url,
        source_id=source.source_id,
        source_name=source.name,
        language=draft.language or detect_language(text),
        text=text,
    )


def _stored_date(found: PublicationDate, source: AnySource) -> PublicationDate:
    return refuse_after(replace(found, evidence=normalise(found.evidence)), source.added)


def canonical_url(url: str | None) -> str | None:
    """An address without tracking parameters and fragment, so that one page has one; None for what is no web address."""
    if not url or not url.startswith(("http://", "https://")):
        return None
    try:
        return str(normalize_url(urldefrag(normalise(url)).url))
    except ValueError:
        return None


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language a text is in, by py3langid (deterministic)."""
    return str(py3langid.classify(text[:LANGUAGE_SAMPLE])[0])
