"""Reading in processes that may be killed: a page that holds a parser for ever or fills the memory is that page's failure.

Rows of JSON and CSV are read in this process: their parsers come with Python and neither hang nor grow beyond the file.
"""

import multiprocessing
import os
import resource
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import TimeoutError as FutureTimeoutError
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from corpus.article import Source
from corpus.outlets import OutletRegistry
from corpus.readers.reader import is_rows, read
from corpus.readers.reading import Reading

SECONDS = 30.0  # of a page; a larger source gets `SECONDS_PER_MB` more for each MB
SECONDS_PER_MB = 2.0
MEMORY = 1 << 30  # bytes that a worker may take beyond what it has when it starts

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_registry: OutletRegistry  # of a worker process, set when it starts
_mapping: Mapping[str, str]


class ReadingPool:
    """Workers for one set of reading rules; they start with the first page that needs one."""

    def __init__(
        self, registry: OutletRegistry, mapping: Mapping[str, str], seconds: float = SECONDS, memory: int = MEMORY
    ) -> None:
        self._registry = registry
        self._mapping = mapping
        self._seconds = seconds
        self._memory = memory
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        """The pool itself; leaving it stops the workers."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the workers, whatever they are at."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    def read_all(self, sources: Iterable[Source]) -> Iterator[Reading]:
        """The readings of sources, in their order; all pages are handed to the workers before the first one is waited for."""
        waiting = [(source, None if is_rows(source.name) else self._schedule(source)) for source in sources]
        for source, future in waiting:
            yield read(source, self._registry, self._mapping) if future is None else self._result(source, future)

    def _schedule(self, source: Source) -> "ProcessFuture[Reading]":
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=os.cpu_count() or 1,
                context=multiprocessing.get_context("forkserver"),
                initializer=_prepare,
                initargs=(self._registry, self._mapping, self._memory),
            )
        return self._pool.schedule(_read, args=(source,), timeout=self._limit(source))

    def _limit(self, source: Source) -> float:
        return self._seconds + SECONDS_PER_MB * len(source.content) / 1e6

    def _result(self, source: Source, future: "ProcessFuture[Reading]") -> Reading:
        try:
            reading = future.result()
        except FutureTimeoutError:
            return Reading.failed(source, f"took more than {self._limit(source):.0f} seconds to read, and was stopped")
        except (ProcessExpired, MemoryError):
            return Reading.failed(
                source, f"took more than {self._memory >> 20:,} MB to read, or crashed its parser, and was stopped"
            )
        return reading


def _prepare(registry: OutletRegistry, mapping: Mapping[str, str], memory: int) -> None:
    """Make a worker ready, and limit what it may take: it has no more than what it has now and `memory`."""
    global _registry, _mapping
    _registry, _mapping = registry, mapping
    read(Source("warm.html", b"<p>One sentence that is long enough to be read.</p>", _EPOCH), registry, mapping)
    statm = Path("/proc/self/statm")
    if statm.exists():  # elsewhere than on Linux only the time is limited
        taken = int(statm.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))


def _read(source: Source) -> Reading:
    return read(source, _registry, _mapping)
