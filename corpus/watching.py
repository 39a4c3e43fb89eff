"""Watching folders and feeds: what is new since the last round, and when the next round begins.

Nothing here adds anything: `Watch.look` says what is new, whoever asked adds it and then says `Watch.took`. What was not
taken, because the adding failed or was stopped, is new again in the next round.
"""

import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import FrameType

from corpus.adding import AddReport
from corpus.finding import Found, find_files
from corpus.web_sources import is_address

SETTLE_SECONDS = 2.0  # a file that changed less than this ago may still be being written: it waits for the next round

Stamp = tuple[int, int]  # a file's size in bytes, and when it changed, in nanoseconds


@dataclass(frozen=True)
class New:
    """What a round found: files to read, feeds and pages to ask, files just being written, folders and lists that are missing."""

    files: tuple[Found, ...] = ()
    urls: tuple[str, ...] = ()
    n_unsettled: int = 0
    missing: tuple[Path, ...] = ()
    stamps: Mapping[Path, Stamp] = field(default_factory=dict)


class Watch:
    """What is watched, and the files that were taken from it."""

    def __init__(self, watched: Iterable[str | Path], now: Callable[[], float] = time.time) -> None:
        """`watched` are folders, text files that list feeds, and addresses; `now` is the clock that dates files."""
        names = [str(name) for name in watched]
        self._urls = [name for name in names if is_address(name)]
        self._paths = [Path(name) for name in names if not is_address(name)]
        self._now = now
        self._taken: dict[Path, Stamp] = {}

    def look(self) -> New:
        """What is new: files whose size or time of change is not as it was when they were taken, and every feed, each once.

        A folder or list that can't be read at the moment (a disk not mounted) is missing in this round, and no error.
        """
        folders = [path for path in self._paths if path.is_dir()]
        lists = {path: read_feed_list(path) for path in self._paths if not path.is_dir()}
        stamps = {found: stamp for found in find_files(folders)[0] if (stamp := stamp_of(found.path)) is not None}
        changed = {found: stamp for found, stamp in stamps.items() if self._taken.get(found.path) != stamp}
        settled = {found: stamp for found, stamp in changed.items() if self._is_settled(stamp)}
        return New(
            files=tuple(settled),
            urls=tuple(dict.fromkeys([*self._urls, *(url for urls in lists.values() for url in urls or ())])),
            n_unsettled=len(changed) - len(settled),
            missing=tuple(path for path, urls in lists.items() if urls is None),
            stamps={found.path: stamp for found, stamp in settled.items()},
        )

    def took(self, new: New) -> None:
        """What a round found is safely in the archive: it is new no more until it changes."""
        self._taken.update(new.stamps)

    def _is_settled(self, stamp: Stamp) -> bool:
        return abs(self._now() - stamp[1] / 1e9) >= SETTLE_SECONDS  # a time in the future is a wrong clock's, and settled


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file, or None where it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def read_feed_list(path: Path) -> list[str] | None:
    """The addresses in a list: one a line, empty lines and lines that begin with `#` left out; None if it can't be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return None
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def rounds(
    look: Callable[[], New],
    every: float,
    wait: Callable[[float], bool],
    now: Callable[[], float] = time.monotonic,
) -> Iterator[New]:
    """What is new, at once and then every `every` seconds from the start of one round to the start of the next.

    A round that takes longer is followed at once. `wait(seconds)` waits and says whether to stop (`Event.wait` does).
    """
    while True:
        begun = now()
        yield look()
        if wait(max(0.0, begun + every - now())):
            return


@contextmanager
def until_stopped() -> Iterator[Event]:
    """An event that Ctrl-C or a termination signal sets, so that the round in hand is finished; a second one ends at once.

    For the main thread, which alone may say what signals do.
    """
    stop = Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()
        restore()

    for number in before:
        signal.signal(number, on_signal)
    try:
        yield stop
    finally:
        restore()


def round_line(number: int, new: New, report: AddReport) -> str:
    """One line of words on a round: "round 3: 2 new files, 1 address asked: 4 added, 1 unchanged, 0 failed"; then what waits."""
    outcomes = [f"{n:,} {outcome}" for outcome, n in report.outcomes.items() if n]
    did = ", ".join([*outcomes, f"{len(report.failures):,} failed"])
    asides = [f"{_counted(new.n_unsettled, 'file')} still being written"] if new.n_unsettled else []
    asides += [f"can't read {path}" for path in new.missing]
    looked = f"{_counted(len(new.files), 'new file')}, {_counted(len(new.urls), 'address', 'addresses')} asked"
    return "; ".join([f"round {number}: {looked}: {did}", *asides])


def _counted(n: int, one: str, many: str | None = None) -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"
