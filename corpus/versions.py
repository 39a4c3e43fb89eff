"""Which version of an article was the current one on a day: what an archive said by then, though newer versions are held now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.archive import Archive
from corpus.article import Article
from corpus.filters import Filters


@dataclass(frozen=True)
class VersionsAsOf:
    """The superseded versions that were current on a day, and the ids of the current ones that were not yet known then."""

    earlier: tuple[Article, ...]
    not_yet: frozenset[str]


def versions_as_of(chains: Iterable[Sequence[Article]], as_of: date) -> VersionsAsOf:
    """What of the articles with several versions (`version_chains`) was known by the end of a day.

    A version is known where its own dates say so; one that states no date of updating, where it had been added by then, as
    long as its article had been added at all: dates of adding say nothing of an archive that was made later.
    """
    earlier, not_yet = [], set()
    for chain in chains:
        known = [version for version in chain if _is_known(version, chain[0], as_of)]
        if known and known[-1] is not chain[-1]:
            earlier.append(known[-1])
            not_yet.add(chain[-1].article_id)
    return VersionsAsOf(tuple(earlier), frozenset(not_yet))


def _is_known(version: Article, first: Article, as_of: date) -> bool:
    if not Filters(as_of=as_of).known_by_then(version):
        return False
    says_itself = version is first or version.updated.value is not None
    return says_itself or version.added.date() <= as_of or first.added.date() > as_of


def version_chains(archive: Archive) -> list[list[Article]]:
    """The versions of each article that has several, oldest first; the last one is current."""
    rows = archive.connection.execute(
        """WITH RECURSIVE chain(current, no, age) AS (
             SELECT article_no, article_no, 0 FROM articles WHERE superseded = 0 AND version_of IS NOT NULL
             UNION ALL
             SELECT current, version_of, age + 1 FROM chain JOIN articles ON article_no = no WHERE version_of IS NOT NULL)
           SELECT current, article_id FROM chain JOIN articles ON article_no = no ORDER BY current, age DESC"""
    )
    chains: dict[int, list[Article]] = {}
    for current, article_id in rows:
        chains.setdefault(current, []).append(archive.article(article_id))
    return list(chains.values())
