"""What a reader gives back: articles, and for the rest a reason why not."""

from dataclasses import dataclass, field

import py3langid

from corpus.article import Article, Outlet, PublicationDate, Source, article_id_of
from corpus.originals import credited_originals
from corpus.outlets import OutletRegistry
from corpus.text import normalise

LANGUAGE_SAMPLE = 2_000  # characters that the language is told from


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
    def failed(cls, source: Source, reason: str) -> "Reading":
        """A source that gave nothing."""
        return cls(failures=(Failure(source.name, reason),))


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


def finish(draft: ArticleDraft, source: Source, registry: OutletRegistry) -> Article:
    """The article of a draft: identity from what was read, then the user's outlet rule, language and credited originals."""
    text = normalise(draft.text).strip()
    title = normalise(draft.title).strip() if draft.title else ""
    outlet = registry.rule_for(source) or draft.outlet
    return Article(
        article_id=article_id_of(draft.url, draft.outlet.name, title, text),
        title=title or None,
        outlet=outlet,
        published=draft.published,
        updated=draft.updated,
        added=source.added,
        authors=draft.authors,
        originals=credited_originals(text, registry, outlet.outlet_id),
        url=draft.url,
        source_id=source.source_id,
        source_name=source.name,
        language=draft.language or detect_language(text),
        text=text,
    )


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language a text is in, by py3langid (deterministic)."""
    return str(py3langid.classify(text[:LANGUAGE_SAMPLE])[0])
