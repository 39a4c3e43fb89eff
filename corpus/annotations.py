"""The days that an article's words mean, kept beside its text: derived from text and date, corrected with them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.archive import Archive
from corpus.relative_days import Annotation, annotate

READ_SETTING = "annotated"  # the last archive change whose articles are annotated, with the version of the reading
READING = 1  # raised when the same text and date give other annotations: all articles are then read again


def annotations_are_current(archive: Archive) -> bool:
    """Whether every article is annotated as it stands: an archive of an older Dateline is not until it is next written to."""
    return archive.setting(READ_SETTING) == _state(archive)


def bring_annotations_up_to_date(archive: Archive) -> int:
    """Annotate every article that changed since this was last done, all of them in an older archive; how many those were.

    The caller holds the writer's lock, and a transaction where the change itself is not committed yet.
    """
    if annotations_are_current(archive):
        return 0
    reading, _, change = (archive.setting(READ_SETTING) or "0:0").partition(":")
    with archive.connection:
        changed = archive.changed_articles(int(change) if int(reading) == READING else -1)
        for article_no, _ in changed:
            _store(archive, article_no, _read(archive, article_no))
        archive.store_setting(READ_SETTING, _state(archive))
    return len(changed)


def _state(archive: Archive) -> str:
    return f"{READING}:{archive.change}"


def _read(archive: Archive, article_no: int) -> tuple[Annotation, ...]:
    article, _ = archive.article_with_passages(article_no)
    return annotate(article.text, article.published)


def _store(archive: Archive, article_no: int, annotations: tuple[Annotation, ...]) -> None:
    archive.connection.execute("DELETE FROM annotations WHERE article_no = ?", (article_no,))
    archive.connection.executemany(
        "INSERT INTO annotations VALUES (?, ?, ?, ?, ?)",
        [(article_no, a.start, a.end, a.first.toordinal(), a.last.toordinal()) for a in annotations],
    )


def annotations_of(archive: Archive, article_id: str) -> tuple[Annotation, ...]:
    """The annotations of an article, in the order of its text; none for an article that does not exist."""
    rows = archive.connection.execute(
        """SELECT start, end, annotations.first_day, annotations.last_day
           FROM articles CROSS JOIN annotations USING (article_no) WHERE article_id = ? ORDER BY start""",
        (article_id,),
    )
    return tuple(Annotation(start, end, date.fromordinal(first), date.fromordinal(last)) for start, end, first, last in rows)


@dataclass(frozen=True)
class PassageDays:
    """When a passage's article was published, as far as it is known, and the days that the passage's words mean."""

    first: date | None
    last: date | None
    told: tuple[Annotation, ...] = ()


def days_of_passages(archive: Archive, passage_nos: Sequence[int]) -> dict[int, PassageDays]:
    """The days of passages by number, in two queries for all of them; numbers that are not there are left out."""
    numbers = json.dumps([int(no) for no in passage_nos])
    told: dict[int, list[Annotation]] = {}
    rows = archive.connection.execute(
        """SELECT passage_no, annotations.start, annotations.end, first_day, last_day
           FROM json_each(?) CROSS JOIN passages ON passage_no = value CROSS JOIN annotations USING (article_no)
           WHERE annotations.start >= passages.start AND annotations.end <= passages.end
           ORDER BY passage_no, annotations.start""",
        (numbers,),
    )
    for passage_no, start, end, first, last in rows:
        told.setdefault(passage_no, []).append(Annotation(start, end, date.fromordinal(first), date.fromordinal(last)))
    rows = archive.connection.execute(
        """SELECT passage_no, first_day, last_day
           FROM json_each(?) CROSS JOIN passages ON passage_no = value CROSS JOIN articles USING (article_no)""",
        (numbers,),
    )
    return {no: PassageDays(_day(first), _day(last), tuple(told.get(no, ()))) for no, first, last in rows}


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
