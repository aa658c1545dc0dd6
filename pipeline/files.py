"""Writing so that a power cut leaves the old file or the new one, never half of either."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

import psutil

from pipeline.owners import this_machine

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 1 << 20
PART = ".part-"
"""How the name of a file begins while it is written; who writes it follows."""
DAY = 86400.0


def sha256_of(path: Path) -> str:
    """Return the hex digest of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a rename inside a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _host() -> str:
    return re.sub(r"[^A-Za-z0-9]", "", this_machine().host)[:40]


def part_prefix() -> str:
    """How the name of a file begins while this process writes it."""
    return f"{PART}{os.getpid()}-{_host()}-"


def is_abandoned(part: Path) -> bool:
    """Whether nobody writes a half-written file any more; one of another machine is given a day."""
    _, pid, host, _ = (*part.name.removeprefix(PART.rstrip("-")).split("-"), "", "", "")[:4]
    try:
        written = part.stat().st_mtime
        if host != _host() or not pid.isdigit():
            return time.time() - written > DAY
        return bool(psutil.Process(int(pid)).create_time() > written)
    except psutil.NoSuchProcess:
        return True
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a file that takes its place only when it was written whole: beside it, flushed, renamed.

    Raises:
        OSError: no space, no permission; the old file then stands untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=part_prefix())
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:  # a kill by signal too: nothing half-written stays
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file whole, or leave the old one untouched."""
    with whole_file(path) as file:
        file.write(content)


def copy_atomic(source: Path, target: Path) -> str:
    """Copy a file whole and return the sha256 of the bytes that were copied."""
    digest = hashlib.sha256()
    with whole_file(target) as out, source.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


def remove_tree(folder: Path) -> None:
    """Remove a folder that only we wrote; absent is fine."""
    if folder.exists():
        shutil.rmtree(folder)
