"""The machine that a measure of time was taken on."""

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")
MATRIX_UNITS = ("avx2", "avx512f", "avx512_bf16", "amx_tile", "amx_bf16")  # what decides how fast vectors are made


@dataclass(frozen=True)
class Machine:
    """Its processor, the units for matrices that it has, and how many cores this process may use."""

    model: str
    flags: tuple[str, ...]
    n_cores: int

    def __str__(self) -> str:
        """All of it on a line."""
        return f"{self.model}, {self.n_cores} cores, {' '.join(self.flags) or 'flags unknown'}"


def this_machine(cpuinfo: Path = CPUINFO) -> Machine:
    """The machine that this runs on; elsewhere than on Linux the flags are unknown."""
    said = cpuinfo.read_text(encoding="utf-8", errors="replace") if cpuinfo.exists() else ""
    model = re.search(r"^model name\s*:\s*(.+)$", said, re.M)
    flags = set(re.findall(r"\w+", (re.search(r"^flags\s*:(.*)$", said, re.M) or [""])[0]))
    name = model.group(1).strip() if model else platform.processor() or platform.machine()
    return Machine(name, tuple(flag for flag in MATRIX_UNITS if flag in flags), _n_cores())


def _n_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
