"""corpus.adding: from files to stored articles, each with its end."""

import os
from datetime import date

import pytest

from corpus.adding import AddReport, ReadingRules, add_batch
from corpus.article import Outlet, PublicationDate, Source
from corpus.filters import Filters
from corpus.finding import BATCH_BYTES, Found, batches, find_files, load
from corpus.outlets import OutletEntry, OutletRegistry
from corpus.readers.reading import Failure
from tests.conftest import ADDED, add_paths
from tests.corpus.builders import REGISTRY, add, add_rows, only, row_source, source

URL = "https://vale-courier.example/1"
DAM = {"title": "Dam holds", "text": "The dam held.", "published": "2024-03-02"}


def words(start: int, stop: int) -> str:
    """A sentence of numbered words."""
    return " ".join(f"word{i}" for i in range(start, stop)) + "."


def titles(archive) -> list[str]:
    return [a.title for a in archive.articles()]


# finding and loading files


def test_find_files_sorts_names_inside_the_folder_and_leaves_the_rest(tmp_path):
    for name in ("b.txt", "sub/a.HTML", "sub/c.pdf", ".hidden/a.txt", "sub/.a.txt", "a.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "sub", target_is_directory=True)
    wanted, skipped = find_files([tmp_path])
    assert [f.name for f in wanted] == ["a.jsonl", "b.txt", "sub/a.HTML"]
    assert skipped == [Found(tmp_path / "sub/c.pdf", "sub/c.pdf")]


def test_find_files_takes_whatever_file_is_named(tmp_path):
    wanted, skipped = find_files([tmp_path / "a.pdf", tmp_path / "gone.txt"])
    assert ([f.name for f in wanted], skipped) == (["a.pdf", "gone.txt"], [])


def test_load_says_why_a_file_can_not_be_read(tmp_path):
    assert load(Found(tmp_path / "gone.txt", "gone.txt"), ADDED) == Failure(
        "gone.txt", "can't be read: No such file or directory"
    )
    assert load(Found(tmp_path, "folder.txt"), ADDED) == Failure("folder.txt", "can't be read: Is a directory")


def test_batches_close_at_their_size(tmp_path):
    sizes = {"a.txt": BATCH_BYTES, "b.txt": 1, "c.txt": BATCH_BYTES - 1, "d.txt": 1}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(bytes(size))
    made = [[s.name for s in batch if isinstance(s, Source)] for batch in batches(find_files([tmp_path])[0], ADDED)]
    assert made == [["a.txt"], ["b.txt", "c.txt"], ["d.txt"]]


# ends of an article


def test_add_stores_the_article_as_read(archive):
    report = add_rows(archive, DAM | {"outlet": "vale courier", "url": URL, "author": "Ann Lee"})
    assert (report.outcomes, report.n_articles, report.failures) == ({"added": 1}, 1, [])
    stored = only(archive)
    assert (stored.title, stored.text, stored.url, stored.authors) == ("Dam holds", "The dam held.", URL, ("Ann Lee",))
    assert stored.outlet.name == "Vale Courier"
    assert stored.published == PublicationDate(date(2024, 3, 2), "day", None, "published: 2024-03-02", "metadata")
    assert (stored.added, stored.source_name, stored.language) == (ADDED, "articles.jsonl", "en")


def test_add_changes_nothing_a_second_time(archive):
    add_rows(archive, DAM, DAM | {"text": "The ferry sank."})
    before = list(archive.articles())
    report = add_rows(archive, DAM, DAM | {"text": "The ferry sank."})
    assert report.outcomes == {"unchanged": 2}
    assert (list(archive.articles()), archive.change) == (before, 1)


def test_add_knows_an_article_again_in_another_file(archive):
    add_rows(archive, DAM)
    report = add(archive, row_source(DAM, {"text": "The ferry sank."}, name="more.jsonl"))
    assert report.outcomes == {"unchanged": 1, "added": 1}
    assert archive.passage_nos(Filters()).tolist() == [1, 2]


def test_add_keeps_both_versions_of_an_address_and_searches_the_new(archive):
    add_rows(archive, DAM | {"url": URL})
    old_id = only(archive).article_id
    report = add_rows(archive, DAM | {"url": URL, "text": "The dam broke."})
    assert report.outcomes == {"new version": 1}
    assert only(archive).text == "The dam broke."
    assert archive.article(old_id).text == "The dam held."
    assert archive.passage_nos(Filters()).tolist() == [2]
    assert archive.changed_articles(1) == [(1, True), (2, False)]


def test_add_takes_no_article_without_address_for_a_version(archive):
    add_rows(archive, DAM)
    assert add_rows(archive, DAM | {"text": "The dam broke."}).outcomes == {"added": 1}
    assert len(titles(archive)) == 2


def test_add_takes_one_text_at_two_addresses_for_two_articles(archive):
    long = {"text": words(0, 60)}
    assert add_rows(archive, long | {"url": URL}, long | {"url": URL + "2"}).outcomes == {"added": 1, "near-copy": 1}


# near-copies


def test_add_links_near_copies_both_ways_earliest_first(archive):
    text = words(0, 100)
    rows = [
        {"title": "C", "text": "A new lead was put before it. " + text, "published": "2024-03-04"},
        {"title": "A", "text": text + "\n\nAnd a new end.", "published": "2024-03-02"},
        {"title": "B", "text": "HARL (Northern Wire) - " + text, "published": ""},
    ]
    assert add_rows(archive, *rows).outcomes == {"added": 1, "near-copy": 2}
    ids = {a.title: a.article_id for a in archive.articles()}
    copies = {title: [a.title for a in archive.near_copies(ids[title])] for title in "ABC"}
    assert copies == {"A": ["C", "B"], "B": ["A", "C"], "C": ["A", "B"]}


@pytest.mark.parametrize(("n_shared", "linked"), [(124, True), (123, False)])
def test_add_links_above_three_fifths_of_the_shingles_only(archive, n_shared, linked):
    one = words(0, 204)  # 200 shingles, of which n_shared - 4 stand in the other
    other = words(0, n_shared - 1).rstrip(".") + f" word{n_shared - 1} " + words(1_000, 1_400)
    report = add_rows(archive, {"text": one}, {"text": other})
    assert report.outcomes == ({"added": 1, "near-copy": 1} if linked else {"added": 2})


def test_add_leaves_short_texts_and_same_headlines_alone(archive):
    short = words(0, 43)
    report = add_rows(
        archive, {"text": short, "url": URL}, {"text": short, "url": URL + "2"}, DAM, DAM | {"text": words(50, 150)}
    )
    assert report.outcomes == {"added": 4}


def test_add_links_no_version_with_its_predecessor(archive):
    add_rows(archive, {"text": words(0, 100), "url": URL})
    assert add_rows(archive, {"text": words(0, 101), "url": URL}).outcomes == {"new version": 1}
    assert archive.near_copies(only(archive).article_id) == []


def test_near_copies_leave_superseded_versions_out(archive):
    add_rows(archive, {"text": words(0, 100), "url": URL}, {"title": "Copy", "text": words(0, 99)})
    add_rows(archive, {"text": words(200, 300), "url": URL})
    (copy,) = [a for a in archive.articles() if a.title == "Copy"]
    assert archive.near_copies(copy.article_id) == []


# the user's word on the outlet


def test_add_takes_the_outlet_that_the_user_names(archive):
    add_rows(archive, DAM | {"outlet": "Harl Herald"}, rules=ReadingRules(REGISTRY, outlet_name="vale courier"))
    assert only(archive).outlet == Outlet("vale-courier", "Vale Courier", "vale-courier.example", "GB", "user")


def test_add_corrects_the_outlet_and_keeps_the_id(archive):
    add_rows(archive, DAM | {"outlet": "Harl Herald"})
    before = only(archive)
    rules = ReadingRules(REGISTRY, outlet_name="Radio Halden")
    assert add_rows(archive, DAM | {"outlet": "Harl Herald"}, rules=rules).outcomes == {"corrected": 1}
    assert only(archive) == before.with_outlet(Outlet.named("Radio Halden", "user"))
    assert (archive.change, archive.passage_nos(Filters()).tolist()) == (2, [1])
    assert add_rows(archive, DAM | {"outlet": "Harl Herald"}, rules=rules).outcomes == {"unchanged": 1}


def test_add_keeps_a_correction_when_the_file_is_added_without_it(archive):
    add_rows(archive, DAM, rules=ReadingRules(REGISTRY, outlet_name="Radio Halden"))
    assert add_rows(archive, DAM).outcomes == {"unchanged": 1}
    assert (only(archive).outlet.name, only(archive).outlet.origin) == ("Radio Halden", "user")


@pytest.mark.parametrize(
    "entry",
    [OutletEntry("Radio Halden", files=("scraped-*.txt",)), OutletEntry("Radio Halden", lines=("Sound of the fjord",))],
    ids=["files", "lines"],
)
def test_add_obeys_a_rule_that_comes_later(archive, entry):
    page = source("The sirens rang at dawn, and the town of Harl was empty by six.\nSound of the Fjord", "scraped-1.txt")
    add(archive, page)
    before = only(archive)
    rules = ReadingRules(OutletRegistry([*REGISTRY.entries, entry]))
    assert not before.outlet.is_known
    assert add(archive, page, rules=rules).outcomes == {"corrected": 1}
    assert only(archive) == before.with_outlet(Outlet.named("Radio Halden", "user"))


def test_reading_rules_digest_follows_every_rule():
    changed = [
        ReadingRules(REGISTRY),
        ReadingRules(OutletRegistry([])),
        ReadingRules(REGISTRY, {"text": "teaser"}),
        ReadingRules(REGISTRY, outlet_name="Radio Halden"),
    ]
    assert len({rules.digest for rules in changed}) == 4
    assert ReadingRules(OutletRegistry(REGISTRY.entries)).digest == changed[0].digest


def test_add_reads_mapped_columns(archive):
    add(archive, source("kop,tekst\nDam,It held.\n", "a.csv"), rules=ReadingRules(REGISTRY, {"title": "kop", "text": "tekst"}))
    assert (only(archive).title, only(archive).text) == ("Dam", "It held.")


# failures


def test_add_goes_on_after_a_bad_file_and_a_bad_line(archive):
    report = add(
        archive,
        source(b"", "empty.txt"),
        source(b"\x1f\x8bnoise", "noise.html"),
        Failure("gone.txt", "can't be read: No such file or directory"),
        source('{\n{"title": "Dam", "text": "It held."}', "rows.jsonl"),
        row_source({"title": "Ferry", "text": "It sank."}, name="z.jsonl"),
    )
    assert titles(archive) == ["Dam", "Ferry"]
    assert [(f.source_name, f.record) for f in report.failures] == [
        ("gone.txt", None), ("empty.txt", None), ("noise.html", None), ("rows.jsonl", "line 1"),
    ]  # fmt: skip
    assert sorted(f.source_name for f in archive.failures()) == ["empty.txt", "gone.txt", "noise.html", "rows.jsonl"]


def test_add_forgets_a_failure_that_was_mended(archive):
    add(archive, source('{"text": "One fell."}\n{\n', "a.jsonl"))
    report = add(archive, source('{"text": "One fell."}\n{"text": "Two stood."}\n', "a.jsonl"))
    assert report.outcomes == {"unchanged": 1, "added": 1}
    assert archive.failures() == []


def test_add_reads_a_source_with_failures_again(archive):
    for _ in range(2):
        report = add(archive, source('{"text": "One fell."}\n{\n', "a.jsonl"))
        assert [f.record for f in report.failures] == ["line 2"]
    assert report.outcomes == {"unchanged": 1}


@pytest.mark.parametrize(
    "bad", ['{"text": "One.", "author": "\\ud800"}', '{"text": "One.", "date": "\\ud800"}', '{"\\ud800": 1}']
)
def test_add_goes_on_after_a_lone_surrogate(archive, bad):
    add(archive, source(f'{bad}\n{{"title": "Two", "text": "Two stood."}}\n', "a.jsonl"))
    assert titles(archive)[-1] == "Two"


def test_add_goes_on_after_a_file_name_that_is_no_utf8(archive, tmp_path):
    for name in (b"\xff.jsonl", b"z.jsonl"):
        (tmp_path / os.fsdecode(name)).write_text(f'{{"title": "{name[0]}", "text": "It held on day {name[0]}."}}')
    add_paths(archive, tmp_path)
    assert str(ord("z")) in titles(archive)


def test_add_reads_a_folder_of_files(archive, write_rows, tmp_path):
    write_rows({"title": "Dam", "text": "It held."}, name="a.jsonl")
    (tmp_path / "b.txt").write_text("Ferry sinks off Harl\n\nThe ferry sank at noon with nobody on board but its two cooks.")
    (tmp_path / "archive").mkdir(exist_ok=True)
    report = add_paths(archive, tmp_path)
    assert (report.outcomes, titles(archive)) == ({"added": 2}, ["Dam", "Ferry sinks off Harl"])


def test_add_that_is_stopped_leaves_nothing_half_done(archive):
    def stopped():
        yield row_source(DAM)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), archive.writing():
        add_batch(archive, stopped(), ReadingRules(REGISTRY), AddReport())
    assert (titles(archive), archive.change) == ([], 0)
    assert add_rows(archive, DAM).outcomes == {"added": 1}
