import os
import signal
from pathlib import Path
from threading import Event

import pytest

from corpus.adding import AddReport
from corpus.finding import Found
from corpus.readers.reading import Failure
from corpus.watching import New, Watch, read_feed_list, round_line, rounds, until_stopped

NOW = 1_800_000_000.0  # seconds; the files of these tests are an hour old unless they say otherwise


def write(path: Path, text: str, age: float = 3_600.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (NOW - age, NOW - age))
    return path


def watch(*watched: str | Path) -> Watch:
    return Watch(watched, now=lambda: NOW)


def names(new: New) -> list[str]:
    return [found.name for found in new.files]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write(folder / "a.txt", "A")
    write(folder / "deep" / "b.html", "B")
    write(folder / "c.exe", "no reader takes it")
    return folder


def test_watch_finds_every_file_at_first(folder: Path):
    new = watch(folder).look()
    assert new.files == (Found(folder / "a.txt", "a.txt"), Found(folder / "deep" / "b.html", "deep/b.html"))


def test_watch_finds_again_what_was_not_taken(folder: Path):
    watched = watch(folder)
    assert names(watched.look()) == names(watched.look()) == ["a.txt", "deep/b.html"]


def test_watch_finds_nothing_new_in_what_was_taken(folder: Path):
    watched = watch(folder)
    watched.took(watched.look())
    assert names(watched.look()) == []


@pytest.mark.parametrize(("text", "age"), [("AA", 3_600), ("Z", 60), ("Z", 7_200)], ids=["size", "later", "earlier"])
def test_watch_finds_what_changed(folder: Path, text: str, age: float):
    watched = watch(folder)
    watched.took(watched.look())
    write(folder / "a.txt", text, age)
    write(folder / "d.txt", "D")
    assert names(watched.look()) == ["a.txt", "d.txt"]


def test_watch_takes_what_was_looked_at_and_not_what_is_there_by_then(folder: Path):
    watched = watch(folder)
    new = watched.look()
    write(folder / "a.txt", "written while the round was added")
    watched.took(new)
    assert names(watched.look()) == ["a.txt"]


@pytest.mark.parametrize(("age", "is_new"), [(0, False), (1.5, False), (-1.5, False), (3, True), (-86_400, True)])
def test_watch_leaves_a_file_that_may_still_be_being_written(folder: Path, age: float, is_new: bool):
    write(folder / "d.txt", "half a l", age)
    new = watch(folder).look()
    assert (names(new), new.n_unsettled) == (["a.txt", *["d.txt"] * is_new, "deep/b.html"], 0 if is_new else 1)


def test_watch_asks_every_feed_in_every_round_once(tmp_path: Path):
    listed = write(
        tmp_path / "feeds.txt", "# ours\nhttps://news.example/a\n\n  https://news.example/b  \nhttps://news.example/a\n"
    )
    watched = watch("https://news.example/b", listed)
    for _ in range(2):
        new = watched.look()
        assert new.urls == ("https://news.example/b", "https://news.example/a")
        watched.took(new)


def test_watch_reads_a_list_again_in_every_round(tmp_path: Path):
    listed = write(tmp_path / "feeds.txt", "https://news.example/a\n")
    watched = watch(listed)
    watched.look()
    write(listed, "https://news.example/b\n")
    assert watched.look().urls == ("https://news.example/b",)


def test_watch_goes_on_without_what_is_missing(folder: Path, tmp_path: Path):
    watched = watch(tmp_path / "gone", folder)
    new = watched.look()
    assert (names(new), new.missing) == (["a.txt", "deep/b.html"], (tmp_path / "gone",))
    write(tmp_path / "gone" / "z.txt", "Z")
    assert names(watched.look()) == ["z.txt", "a.txt", "deep/b.html"]


def test_read_feed_list_with_a_byte_order_mark(tmp_path: Path):
    path = tmp_path / "feeds.txt"
    path.write_bytes(b"\xef\xbb\xbfhttps://news.example/a\r\n#no\r\nhttps://news.example/\xff\r\n")
    assert read_feed_list(path) == ["https://news.example/a", "https://news.example/\ufffd"]
    assert read_feed_list(tmp_path / "missing") is None


class Time:
    """Goes on by what is waited and by what a round takes; says stop after some waits."""

    def __init__(self, n_waits: int):
        self.now = 100.0
        self.waited: list[float] = []
        self.n_waits = n_waits

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        self.now += seconds
        return len(self.waited) == self.n_waits


def test_rounds_begin_at_once_and_keep_their_distance():
    time = Time(n_waits=4)
    begun = []
    for new, takes in zip(rounds(New, 60, time.wait, lambda: time.now), (0, 10, 90, 5), strict=True):
        assert new == New()
        begun.append(time.now)
        time.now += takes
    assert (begun, time.waited) == ([100, 160, 220, 310], [60, 50, 0, 55])


def test_rounds_end_when_the_wait_says_so():
    stop = Event()
    done = 0
    for _ in rounds(New, 3_600, stop.wait):
        done += 1
        stop.set()
    assert done == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_until_stopped_finishes_the_round_in_hand(number: signal.Signals):
    before = signal.getsignal(number)
    done = []
    with until_stopped() as stop:
        for _ in rounds(New, 3_600, stop.wait):
            signal.raise_signal(number)
            done.append("the round was finished")
            assert signal.getsignal(number) is before  # a second one ends at once
    assert done == ["the round was finished"]
    assert signal.getsignal(number) is before


def test_until_stopped_gives_the_signals_back():
    before = signal.getsignal(signal.SIGINT)
    with until_stopped():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_round_line_counts():
    report = AddReport(outcomes={"added": 1_204, "unchanged": 1, "new version": 0}, failures=[Failure("a", "b")])
    new = New((Found(Path("/a"), "a"),), ("https://a.example", "https://b.example"), 1, (Path("/gone"),))
    assert round_line(3, new, report) == (
        "round 3: 1 new file, 2 addresses asked: 1,204 added, 1 unchanged, 1 failed; 1 file still being written; can't read /gone"
    )
    assert round_line(4, New(), AddReport()) == "round 4: 0 new files, 0 addresses asked: 0 failed"
