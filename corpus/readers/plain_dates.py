"""The dates of a plain-text dump: which line says when the article was published.

Only a line that says little beyond its date counts, and only near the headline or right after the article. In order:

1. a line, or one behind a label, that says "published", near the headline
2. the date of a byline
3. a date line below the headline, the nearest first, then one above it
4. a line after the article that says "published", then one that says nothing else
5. a date that closes the page's title
6. the file's "Day:" line; 7. a bare year

A line that says "updated" gives `updated`, never `published`. A page's clock, a copyright year, the dates of other
articles and of printed editions are no dates of this one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.article import PublicationDate
from corpus.dates import find_date, find_year, has_year
from corpus.text import caseless

MAX_DATE_LINE = 120  # characters; a longer line is no date line
MAX_SAID = 60  # characters of a line that says "published"
MAX_BESIDE = 45  # characters beside the date in a line that is one
ABOVE = 6  # lines above the headline that may date the article
AFTER = 8  # lines after the article that may
CLOSE_AFTER = 2  # of which a date that says nothing else must be among the first: further down other articles have theirs
Label = Literal["published", "updated", "other", ""]
_LABELS: tuple[tuple[Label, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern))  # type: ignore[misc]
    for label, pattern in (
        (
            "other",
            r"^(last updated? (on|at)?:?\s*$|page updated?|edition|issue|ausgabe|aus: ausgabe|printausgabe|print|e-?paper|vom\s*$"
            r"|valid|expires|archiv|copyright|©|.*\bausgabe vom|.*\bprint edition|.*\bedition of|.*№)",
        ),
        (
            "updated",
            r"^.{0,12}\b(updated?|modified|last updated|aktualisiert|zuletzt|mis(e)? à jour|actualizad|aggiornat|modifica"
            r"|atualizad|bijgewerkt|oppdatert|sist|opdateret|uppdaterad|senast|aktualizacja|zaktualizowan|aktualizováno|обновлен|изменен|оновлен|güncelle|yenilən|diperbarui"
            r"|最終更新|更新|수정|تحديث|تم التحديث)",
        ),
        (
            "published",
            r"^.{0,12}\b(publish|posted|first published|published (on|at)|date:|veröffentlicht|erstellt|publiziert|erschienen"
            r"|stand|publié|créé|publicad|publicación|pubblicat|creato|gepubliceerd|geplaatst|publisert|publiceret|publicerad|opublikowan|publikacja|publikováno|vydáno"
            r"|опубликован|опублікован|создан|giriş|yayin|oluşturma|dərc|diterbitkan|dipublikasikan|tayang|公開|配信|掲載|입력|등록|発行|نشر)",
        ),
    )
)
_ONLY_A_LABEL = 4  # words of a line that may be a label of the next


@dataclass(frozen=True)
class DateLine:
    """A line that is a date, what it says of it, and how far from the headline it stands (negative: above)."""

    date: PublicationDate
    label: Label
    distance: int


def label_of(text: str) -> Label:
    """What a line says its date is."""
    words = caseless(text)
    return next((label for label, pattern in _LABELS if pattern.match(words)), "")


def says_published(text: str, following: str) -> bool:
    """Whether a line, or it and the next, say when an article was published."""
    if len(text) > MAX_SAID or not (has_year(text) or has_year(following[:MAX_SAID])) or label_of(text) != "published":
        return False
    return any(find_date(line, "byline", True) is not None for line in (text, following) if len(line) <= MAX_SAID)


def date_lines(lines: Sequence[str], place: int, day_first: bool | None) -> Iterator[DateLine]:
    """The lines that are dates, with their distance from `place`, in order."""
    for i, text in enumerate(lines):
        found = find_date(text, "byline", day_first) if len(text) <= MAX_DATE_LINE else None
        if not found or found.precision not in ("day", "month") or not is_mostly_date(text, found):
            continue
        label = label_of(text)
        if not label and i and len(lines[i - 1].split()) <= _ONLY_A_LABEL:
            label = label_of(lines[i - 1])
        yield DateLine(found, label, i - place)


def is_mostly_date(text: str, found: PublicationDate) -> bool:
    """A line that says little beyond its date; a headline or caption that mentions one is not a date line."""
    return len(text) - len(found.evidence) <= MAX_BESIDE and len(text.split()) <= len(found.evidence.split()) + 7


def published_among(head: Sequence[DateLine], after: Sequence[DateLine]) -> PublicationDate | None:
    """The publication date among the dates near the headline and after the article (rules 1, 3, 4)."""
    below = [line for line in head if line.distance >= 0]
    above = [line for line in reversed(head) if -ABOVE <= line.distance < 0]
    in_order = (
        *(line for line in (*below, *above) if line.label == "published"),
        *(line for line in (*below, *above) if line.label == ""),
        *(line for line in after if line.label == "published"),
        *(line for line in after if line.label == "" and line.distance <= CLOSE_AFTER),
    )
    days = [line.date for line in in_order if line.date.precision == "day"]
    return days[0] if days else next((line.date for line in in_order), None)


def updated_among(lines: Sequence[DateLine]) -> PublicationDate | None:
    """The date of the first line that says "updated"."""
    return next((line.date for line in lines if line.label == "updated"), None)


def date_closing(title: str, day_first: bool | None) -> PublicationDate | None:
    """The day with which a page's title ends: "... – Outlet – 13.06.2023"."""
    found = find_date(title[-20:], "byline", day_first)
    return found if found and found.precision == "day" and title.endswith(found.evidence) else None


def year_among(lines: Sequence[str]) -> PublicationDate | None:
    """The first line that is nothing but a year."""
    return next((found for line in lines if (found := find_year(line, "byline"))), None)
