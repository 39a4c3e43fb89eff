"""Figures of time and size, and how they are taken."""

import multiprocessing
import re
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system counts a process's memory


@dataclass(frozen=True)
class Figure:
    """One measured value. Without one, `skipped` says why."""

    what: str
    value: float | None
    unit: str
    goal: str = ""
    how: str = ""
    skipped: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.skipped):
            raise ValueError(f"a figure has a value or a reason why not: {self.what}")

    @property
    def shown(self) -> str:
        """The value with its unit, or why there is none."""
        if self.value is None:
            return f"skipped: {self.skipped}"
        return f"{self.value:,.0f} {self.unit}" if self.value >= 100 else f"{self.value:.2f} {self.unit}"


@dataclass(frozen=True)
class Cost:
    """What something took in a process of its own: seconds by the clock, seconds of the processor, most bytes held."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int


def seconds_of(work: Callable[[], object]) -> float:
    """Seconds by the clock that some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def cpu_seconds_of(work: Callable[[], object]) -> float:
    """Seconds of the processor that some work takes in this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def cost_of(work: Callable[..., object], *values: object) -> Cost:
    """What a function of a module takes in a new process, which has imported nothing else."""
    receiver, sender = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_measured, args=(sender, work, values))
    process.start()
    sender.close()
    try:
        cost: Cost = receiver.recv()
    except EOFError as error:
        raise RuntimeError(f"{work.__name__} ended without a result; its own message stands above") from error
    finally:
        process.join()
    return cost


def _measured(
    sender: "multiprocessing.connection.Connection[Cost, None]", work: Callable[..., object], values: tuple[object]
) -> None:
    cpu = 0.0

    def timed() -> None:
        nonlocal cpu
        cpu = cpu_seconds_of(lambda: work(*values))

    seconds = seconds_of(timed)
    sender.send(Cost(seconds, cpu, _peak_bytes()))


def _peak_bytes() -> int:
    """The most memory that this process has held. Linux's count of resources includes what its parent held when it started."""
    status = Path("/proc/self/status")
    peak = re.search(r"^VmHWM:\s*(\d+) kB", status.read_text(), re.M) if status.exists() else None
    return int(peak[1]) << 10 if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT
