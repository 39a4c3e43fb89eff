"""The days that an article's words mean, kept beside its text: derived from text and date, corrected with them."""

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
