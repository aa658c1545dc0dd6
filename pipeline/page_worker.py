"""The process that reads pages: `python -m pipeline.page_worker FD READER PARENT` (started by `workers.PagePool`).

It gets a `Job` at a time over a socket and answers with a page or with why there is none; it ends with its parent.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import signal
import sys
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.page import Page

PR_SET_PDEATHSIG = 1
READY = "ready"
Reason = Literal["timeout", "memory", "crash", "damaged"]


class Job(NamedTuple):
    """One page to read, and whether with the lighter setting of a second try."""

    pdf: Path
    number: int
    engine: str
    light: bool = False


class Trouble(NamedTuple):
    """Why a worker gave no page."""

    reason: Reason
    detail: str


def die_with_parent(parent: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Make sure that this process does not outlive the one that started it, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os._exit(1)


def _bind(read_page: Callable[..., Page]) -> Callable[[Job], Page]:
    settings_type = importlib.import_module("pipeline.read_page").ReadSettings

    def read(job: Job) -> Page:
        chosen = settings_type(engine=job.engine)
        return read_page(job.pdf, job.number, chosen.lighter() if job.light else chosen)

    return read


def main(connection: Connection, reader: str, parent: int) -> None:
    """Read pages until the pipe closes."""
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    module, _, name = reader.partition(":")
    read = _bind(getattr(importlib.import_module(module), name))
    connection.send(READY)
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        try:
            connection.send(read(job))
        except MemoryError as fault:
            connection.send(Trouble("memory", str(fault)))
        except Exception as fault:  # whatever a damaged page makes a library raise is a failure of that page alone
            connection.send(Trouble("damaged", f"{type(fault).__name__}: {fault}"[:300]))


if __name__ == "__main__":
    from pipeline import page_worker  # the types must be those of the parent, not of __main__

    page_worker.main(Connection(int(sys.argv[1])), sys.argv[2], int(sys.argv[3]))
