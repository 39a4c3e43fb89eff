"""Which version was current on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime

from corpus.versions import version_chains, versions_as_of
from tests.corpus.builders import add_rows, article, published

PAGE = {"title": "Dam alarm", "url": "https://vale-courier.example/dam", "outlet": "Vale Courier", "published": "2024-03-14"}


def version(name: str, updated: str | None = None, added: str = "2026-01-02"):
    moment = datetime.fromisoformat(added).replace(tzinfo=UTC)
    made = article("The dam leaked.", article_id=name, published=published("2024-03-14"), added=moment)
    return replace(made, updated=published(updated)) if updated else made


def seen(as_of: str, *chain) -> tuple[list[str], list[str]]:
    found = versions_as_of([chain], date.fromisoformat(as_of))
    return [a.article_id for a in found.earlier], sorted(found.not_yet)


def test_the_version_before_an_update_is_current_until_the_day_of_the_update():
    first, second = version("first"), version("second", "2024-03-18")
    assert seen("2024-03-17", first, second) == (["first"], ["second"])
    assert seen("2024-03-18", first, second) == ([], [])
    assert seen("2024-03-13", first, second) == ([], [])  # none was out: the filters leave the second out


def test_the_middle_one_of_three_is_found():
    chain = version("first"), version("second", "2024-03-18"), version("third", "2024-03-25")
    assert seen("2024-03-20", *chain) == (["second"], ["third"])


def test_versions_without_dates_of_their_own_go_by_the_days_on_which_they_were_added():
    first, second = version("first", added="2024-03-14"), version("second", added="2024-03-16")
    assert seen("2024-03-15", first, second) == (["first"], ["second"])
    assert seen("2024-03-16", first, second) == ([], [])


def test_days_of_adding_say_nothing_of_an_archive_that_was_made_later():
    first, second = version("first", added="2026-01-02"), version("second", added="2026-01-03")
    assert seen("2024-03-15", first, second) == ([], [])


def test_version_chains_of_an_archive_go_from_the_oldest_to_the_current(archive):
    add_rows(archive, {**PAGE, "text": "The dam leaked. Nobody left."})
    assert version_chains(archive) == []
    add_rows(archive, {**PAGE, "text": "The dam leaked. Everybody left town.", "updated": "2024-03-18"})
    add_rows(archive, {**PAGE, "text": "The dam holds again, and all are back.", "updated": "2024-03-25"})
    (chain,) = version_chains(archive)
    assert [a.updated.iso for a in chain] == [None, "2024-03-18", "2024-03-25"]
