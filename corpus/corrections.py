"""What the user says of an article: outlet, date, headline. It is kept apart from what was read, and survives re-adding."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from corpus.annotations import bring_annotations_up_to_date
from corpus.archive import Archive, ArchiveError, article_digest
from corpus.article import Article
from corpus.codec import article_to_record
from corpus.dates import date_of_field
from corpus.outlets import OutletRegistry

CorrectedField = Literal["outlet", "published", "title"]


@dataclass(frozen=True)
class Correction:
    """One field as the user states it, in the user's own words."""

    field: CorrectedField
    value: str


def corrected(article: Article, corrections: Iterable[Correction], registry: OutletRegistry) -> Article:
    """The article with the user's fields in place of what was read; the id stays.

    Raises:
        ValueError: for a date that is none, naming what was said.
    """
    for correction in corrections:
        if correction.field == "outlet":
            article = article.with_outlet(registry.canonical(correction.value, "user"))
        elif correction.field == "title":
            article = replace(article, title=correction.value)
        else:
            said = date_of_field(correction.value, "", "user")
            if said.value is None:
                raise ValueError(f"not a date: {correction.value!r}; write it as 2023-10-02, 2023-10 or 2023")
            article = replace(article, published=said)
    return article


def corrections_of(archive: Archive, article_id: str) -> list[Correction]:
    """What the user has said of an article."""
    rows = archive.connection.execute("SELECT field, value FROM corrections WHERE article_id = ? ORDER BY field", (article_id,))
    return [Correction(field, value) for field, value in rows]


def correct(archive: Archive, article_id: str, corrections: Iterable[Correction]) -> Article:
    """Keep corrections of an article and put them in force; the caller holds the writer's lock.

    Raises:
        ArchiveError: where there is no such article.
        ValueError: for a date that is none.
    """
    found = archive.find_article(article_id)
    now = datetime.now(UTC).isoformat()
    with archive.connection:
        rows = [(found.article_id, c.field, c.value, now) for c in corrections]
        archive.connection.executemany("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?)", rows)
        changed = corrected(found, corrections_of(archive, found.article_id), archive.registry())
        rewrite(archive, changed, archive.next_change())
        bring_annotations_up_to_date(archive)
    return changed


def rewrite(archive: Archive, article: Article, change: int) -> None:
    """Store an article's fields again under its id; its text must be the one that is held."""
    record = article_to_record(article)
    digest = article_digest(article.article_id, record, article.text)
    archive.connection.execute(
        "UPDATE articles SET record = ?, digest = ?, change_no = ? WHERE article_id = ?",
        (record, digest, change, article.article_id),
    )
    if not archive.connection.changes():
        raise ArchiveError(f"no article {article.article_id} in {archive.folder}")
