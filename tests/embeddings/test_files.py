"""A file is whole or untouched, whatever happens while it is written."""

import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from embeddings.files import write_durably

WRITE_FOREVER = """
import sys
from pathlib import Path
from embeddings.files import write_durably
path = Path(sys.argv[1])
while True:
    for letter in b"ab":
        write_durably(path, bytes([letter]) * 2_000_000)
"""


@contextmanager
def no_file_longer_than(n_bytes: int) -> Iterator[None]:
    """As on a full disk: a write beyond so many bytes fails with an OSError."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_write_durably_writes_the_content_and_nothing_beside_it(tmp_path: Path):
    write_durably(tmp_path / "CURRENT", b"000001 abc\n")
    assert (tmp_path / "CURRENT").read_bytes() == b"000001 abc\n"
    assert [file.name for file in tmp_path.iterdir()] == ["CURRENT"]


def test_write_durably_replaces_longer_content_wholly(tmp_path: Path):
    write_durably(tmp_path / "CURRENT", b"a longer first content")
    write_durably(tmp_path / "CURRENT", b"short")
    assert (tmp_path / "CURRENT").read_bytes() == b"short"


def test_write_durably_leaves_the_file_untouched_where_the_disk_is_full(tmp_path: Path):
    write_durably(tmp_path / "CURRENT", b"before")
    with no_file_longer_than(1_000), pytest.raises(OSError, match="File too large"):
        write_durably(tmp_path / "CURRENT", b"x" * 100_000)
    assert (tmp_path / "CURRENT").read_bytes() == b"before"
    assert [file.name for file in tmp_path.iterdir()] == ["CURRENT"]


def test_write_durably_leaves_no_temporary_file_where_the_rename_fails(tmp_path: Path):
    in_the_way = tmp_path / "CURRENT"
    in_the_way.mkdir()
    with pytest.raises(IsADirectoryError):
        write_durably(in_the_way, b"content")
    assert [file.name for file in tmp_path.iterdir()] == ["CURRENT"]
    assert in_the_way.is_dir()


def test_write_durably_raises_where_the_folder_is_missing(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        write_durably(tmp_path / "nowhere" / "CURRENT", b"content")


def test_write_durably_shows_only_whole_files_until_the_process_is_killed(tmp_path: Path):
    path = tmp_path / "segment"
    whole = (b"a" * 2_000_000, b"b" * 2_000_000)
    write_durably(path, whole[0])
    writer = subprocess.Popen([sys.executable, "-c", WRITE_FOREVER, str(path)], cwd=Path(__file__).parents[2])
    until = time.monotonic() + 0.5
    try:
        while time.monotonic() < until:
            assert path.read_bytes() in whole
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert path.read_bytes() in whole
