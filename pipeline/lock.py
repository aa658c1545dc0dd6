"""One run at a time over one data folder, and whether the last one came to its end."""

from __future__ import annotations

import contextlib
import fcntl
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class RunInProgress(Exception):
    """Another run holds this data folder."""


@contextlib.contextmanager
def only_run(data: Path) -> Iterator[bool]:
    """Hold the data folder for one run; the lock ends with the process, however it ends.

    Gives whether the run before this one was cut short: the lock file holds a run's process number until its end.

    Raises:
        RunInProgress: another run holds it.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / ".lock").open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise RunInProgress(data) from held
        file.seek(0)
        cut_short = bool(file.read())
        file.truncate(0)
        file.write(str(os.getpid()).encode())
        file.flush()
        yield cut_short
        file.truncate(0)
