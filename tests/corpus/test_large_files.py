"""Large files of rows: read and stored in parts, and every row has its end however the add goes."""

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

import corpus.finding
from corpus.adding import AddReport, ReadingRules, add_batch, reread
from corpus.article import LargeSource
from corpus.finding import batches, find_files, load
from corpus.readers import rows as rows_module
from corpus.readers.reading import Failure
from corpus.removing import remove
from tests.conftest import ADDED, add_paths

N = 25
PART = 4
FURNITURE = "Our journalism is free for you."


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch):
    """Files of rows count as large from the first byte, and a part has four rows."""
    monkeypatch.setattr(corpus.finding, "LARGE", 1)
    monkeypatch.setattr(rows_module, "PART_ROWS", PART)


def row(number: int, **fields) -> dict:
    text = f"{'dam ferry museum mayor child'.split()[number % 5]} news number {number} is told here.\n\n{FURNITURE}"
    return {"title": f"News {number}", "text": text, "outlet": "Vale Courier", "url": f"https://vale.example/{number}"} | fields


def jsonl(*rows: dict) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def write(tmp_path: Path, content: str | bytes, name: str = "rows.jsonl") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


class StoppedError(Exception):
    """What kills an add in these tests."""


def add_until(archive, path: Path, n_parts: int) -> None:
    """Add a file, but be killed when so many of its parts are stored."""
    n = 0

    def stop_then(*_):
        nonlocal n
        n += 1
        if n > n_parts * PART:
            raise StoppedError

    archive.connection.createscalarfunction("stop", lambda: stop_then() or 0)
    archive.connection.execute("CREATE TEMP TRIGGER killed AFTER INSERT ON articles BEGIN SELECT stop(); END")
    try:
        with pytest.raises(StoppedError):
            add_paths(archive, path)
    finally:
        archive.connection.execute("DROP TRIGGER killed")


def test_large_file_is_held_by_nobody(tmp_path):
    path = write(tmp_path, jsonl(row(1)))
    loaded = load(find_files([path])[0][0], ADDED)
    assert isinstance(loaded, LargeSource)
    assert b"".join(loaded.blocks()) == path.read_bytes()
    assert isinstance(load(find_files([write(tmp_path, "The dam held.", "a.txt")])[0][0], ADDED), corpus.article.Source)


def test_large_file_is_a_batch_by_itself_in_its_place(tmp_path):
    for name in ("a.txt", "b.jsonl", "c.txt", "d.txt"):
        write(tmp_path, "x", name)
    names = [[loaded.name for loaded in batch] for batch in batches(find_files([tmp_path])[0], ADDED)]
    assert names == [["a.txt"], ["b.jsonl"], ["c.txt", "d.txt"]]


@pytest.mark.parametrize("packed", [False, True])
def test_every_row_of_a_large_file_has_its_end(archive, tmp_path, packed):
    rows = [row(n) for n in range(N)]
    text = jsonl(*rows, rows[3]) + "{\n" + jsonl(row(1, text="The second version.")) + '{"title": "No text"}\n'
    path = write(tmp_path, gzip.compress(text.encode()) if packed else text, "rows.jsonl.gz" if packed else "rows.jsonl")
    report = add_paths(archive, path)
    assert report.outcomes == {"added": N, "unchanged": 1, "new version": 1}
    assert [f.record for f in report.failures] == ["line 27", "line 29"]
    assert [f.record for f in archive.failures()] == ["line 27", "line 29"]
    source_id = next(archive.articles()).source_id
    assert archive.source_content(source_id) == path.read_bytes()
    assert len(list(archive.articles())) == N


def test_same_large_file_added_again_changes_nothing_and_counts_the_same(archive, tmp_path):
    rows = [row(n) for n in range(N)]
    path = write(tmp_path, jsonl(*rows, rows[0]))
    assert sum(add_paths(archive, path).outcomes.values()) == N + 1
    change = archive.change
    assert add_paths(archive, path).outcomes == {"unchanged": N + 1}
    assert archive.change == change


def test_large_file_with_a_bad_row_is_read_again_and_changes_nothing(archive, tmp_path):
    path = write(tmp_path, "{\n" + jsonl(*(row(n, text=f"{n} alone.") for n in range(N))))
    add_paths(archive, path)
    before = (archive.change, list(archive.articles()))
    report = add_paths(archive, path)
    assert (report.outcomes, [f.record for f in report.failures]) == ({"unchanged": N}, ["line 1"])
    assert (archive.change, list(archive.articles())) == before


def test_large_file_gives_the_articles_that_a_small_one_gives(archive, tmp_path, monkeypatch, empty_folder):
    from tests.corpus.conftest import copy_of

    path = write(tmp_path, jsonl(*(row(n) for n in range(N))))
    add_paths(archive, path)
    monkeypatch.setattr(corpus.finding, "LARGE", 1_000_000)
    other = copy_of(empty_folder, tmp_path / "other")
    add_paths(other, path)
    assert list(archive.articles()) == list(other.articles())
    assert archive.furniture_rules() == other.furniture_rules() == [("vale-courier", FURNITURE, N)]


@pytest.mark.parametrize("n_parts", [0, 1, 3])
def test_killed_add_is_finished_by_the_next(archive, tmp_path, n_parts):
    path = write(tmp_path, jsonl(*(row(n, url=None) for n in range(N))))
    add_until(archive, path, n_parts)
    assert len(list(archive.articles())) == n_parts * PART
    report = add_paths(archive, path)
    assert {k: n for k, n in report.outcomes.items() if n} == {
        k: n for k, n in {"unchanged": n_parts * PART, "added": N - n_parts * PART}.items() if n
    }
    assert [a.title for a in archive.articles()] == [f"News {n}" for n in range(N)]
    assert archive.furniture_rules() == [("vale-courier", FURNITURE, N)]
    assert add_paths(archive, path).outcomes == {"unchanged": N}


def test_add_killed_under_other_columns_is_mended_by_the_next(archive, tmp_path):
    path = write(tmp_path, jsonl(*({"kop": f"Headline {n}", "text": f"It is day {n}."} for n in range(N))))
    add_until(archive, path, 2)
    report = add_paths(archive, path, rules=ReadingRules(archive.registry(), {"title": "kop"}))
    assert report.outcomes == {"corrected": 2 * PART, "added": N - 2 * PART}
    assert [a.title for a in archive.articles()] == [f"Headline {n}" for n in range(N)]


def test_reread_of_a_large_file_streams_and_applies_what_was_learned(archive, tmp_path):
    add_paths(archive, write(tmp_path, jsonl(*(row(n) for n in range(N)))))
    report = AddReport()
    reread(archive, archive.sources.ids()[0], ReadingRules(archive.registry()), report)
    assert report.outcomes == {"new version": N}
    assert {FURNITURE in a.text for a in archive.articles()} == {False}
    again = AddReport()
    reread(archive, archive.sources.ids()[0], ReadingRules(archive.registry()), again)
    assert again.outcomes == {"unchanged": N}


def test_reread_of_two_versions_in_one_file_keeps_both(archive, tmp_path):
    long = " ".join(f"word{n}" for n in range(60))
    add_paths(archive, write(tmp_path, jsonl(row(1, text=f"{long} one."), row(1, text=f"{long} one, two."))))
    before = list(archive.articles())
    report = AddReport()
    reread(archive, archive.sources.ids()[0], ReadingRules(archive.registry()), report)
    assert (report.outcomes, list(archive.articles())) == ({"unchanged": 2}, before)


def test_removal_from_a_large_file_drops_its_bytes_for_good(archive, tmp_path):
    path = write(tmp_path, jsonl(*(row(n, text=f"Quixotical {n}.") for n in range(N))))
    add_paths(archive, path)
    removal = remove(archive, next(archive.articles()).article_id, "x")
    assert (removal.n_without_source, archive.sources.ids()) == (N - 1, [])
    assert add_paths(archive, path).outcomes == {"skipped": 1, "unchanged": N - 1}
    assert archive.sources.ids() == []


def test_file_that_holds_a_removed_article_is_kept_without_its_bytes(archive, tmp_path):
    add_paths(archive, write(tmp_path, jsonl(row(1)), "a.jsonl"))
    remove(archive, next(archive.articles()).article_id, "x")
    report = add_paths(archive, write(tmp_path, jsonl(row(1), row(2)), "b.jsonl"))
    assert (report.outcomes, archive.sources.ids()) == ({"skipped": 1, "added": 1}, [])


@pytest.mark.parametrize("content", ["", "\n\n", '{"title": "No text"}\n'])
def test_large_file_without_articles_is_a_failure_and_not_kept(archive, tmp_path, content):
    report = add_paths(archive, write(tmp_path, content + "\n"))
    assert (report.outcomes, len(report.failures)) == ({}, 1)
    assert archive.sources.ids() == []


def test_file_that_changes_while_it_is_read_is_a_failure(archive, tmp_path):
    path = write(tmp_path, jsonl(row(1)))
    loaded = load(find_files([path])[0][0], ADDED)
    path.write_text(jsonl(row(2)))
    report = AddReport()
    add_batch(archive, [loaded], ReadingRules(archive.registry()), report)
    assert report.failures == [Failure("rows.jsonl", "can't be read: the file changed while it was read")]
    assert (archive.sources.ids(), archive.all_article_ids()) == ([], [])


def test_article_that_can_not_be_stored_is_one_failure_of_its_file(archive, tmp_path):
    archive.connection.execute(
        "CREATE TEMP TRIGGER no BEFORE INSERT ON articles WHEN new.text LIKE '%number 6 %' BEGIN SELECT raise(ABORT, 'no'); END"
    )
    report = add_paths(archive, write(tmp_path, jsonl(*(row(n) for n in range(N)))))
    assert report.outcomes == {"added": N - 1}
    assert [f.reason for f in report.failures] == ["can't be stored: ConstraintError: no"]


def test_cut_large_file_keeps_what_was_read_and_says_so(archive, tmp_path):
    whole = gzip.compress(jsonl(*(row(n, text=f"It is day {n}. " * 20) for n in range(400))).encode())
    report = add_paths(archive, write(tmp_path, whole[: len(whole) // 2], "rows.jsonl.gz"))
    n = report.outcomes["added"]
    assert 0 < n < 400
    reason = f"incomplete: the compressed data end early; {n} rows read before that"
    assert report.failures == [Failure("rows.jsonl.gz", reason)]


def test_memory_does_not_follow_the_number_of_rows(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(rows_module, "PART_ROWS", 50)

    def peak(n: int) -> int:
        path = write(tmp_path, jsonl(*({"text": f"day {n} {i} " + "word " * 2_000} for i in range(n))), f"{n}.jsonl")
        tracemalloc.start()
        reading = rows_module.row_parts(load(find_files([path])[0][0], ADDED), archive.registry(), {})
        n_read = sum(len(part.articles) for part in reading)
        measured = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert n_read == n
        return measured

    assert peak(800) < 1.2 * peak(200)
