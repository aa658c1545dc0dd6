"""A full disk ends a run with one clear message, before or while it writes."""

from __future__ import annotations

import errno
import shutil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SPARE = 16 << 20
"""Bytes that a run needs besides its documents: records, plans, the Prefect server's database and log."""
RESERVE = 4 << 20
"""Of these, held back for the server's last words."""
FULL = (errno.ENOSPC, errno.EDQUOT)


class DiskFull(OSError):
    """There is no space for what a run would write."""

    def __init__(self, folder: Path, needed: int = 0) -> None:
        super().__init__(errno.ENOSPC, "No space left on device", str(folder))
        self.folder = folder
        self.needed = needed


class NoSpace(NamedTuple):
    """A document could not be kept because the disk is full: a fault of the disk, not of the document."""

    detail: str


def is_full(fault: BaseException | None) -> bool:
    """Whether a fault, or one behind it, says that a disk is full."""
    while fault is not None:
        if isinstance(fault, OSError) and fault.errno in FULL:
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def keep_reserve(data: Path) -> None:
    """Hold some space back, so that a run which fills the disk can still say so to the Prefect server."""
    path = _reserve(data)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(bytes(RESERVE))
    except OSError:
        path.unlink(missing_ok=True)
        raise


def give_reserve(data: Path) -> None:
    """Free the space that was held back."""
    _reserve(data).unlink(missing_ok=True)


def _reserve(data: Path) -> Path:
    return data / ".prefect" / "reserve"


def need_space(data: Path, files: Iterable[Path]) -> None:
    """Look whether the originals of files, and what is read from them, will find space.

    Raises:
        DiskFull: they will not.
    """
    data.mkdir(parents=True, exist_ok=True)
    needed = SPARE
    for path in files:
        try:
            needed += path.stat().st_size
        except FileNotFoundError:
            continue
    if shutil.disk_usage(data).free < needed:
        raise DiskFull(data, needed)
