"""Writing files so that they are whole or not there: the index is never written by a library itself.

`faiss.write_index` can lose data without an exception; here every write is checked, fsynced and renamed into place.
"""

import os
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Write a file under a temporary name, fsync it, rename it to `path`, fsync the folder.

    Raises:
        OSError: where any step fails; `path` is then what it was before.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and removals in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
