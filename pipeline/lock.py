"""One run at a time over one data folder."""

from __future__ import annotations

import contextlib
import fcntl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class RunInProgress(Exception):
    """Another run holds this data folder."""


@contextlib.contextmanager
def only_run(data: Path) -> Iterator[None]:
    """Hold the data folder for one run; the lock ends with the process, however it ends.

    Raises:
        RunInProgress: another run holds it.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise RunInProgress(data) from held
        yield
