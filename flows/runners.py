"""Where documents are read: in threads over one pool of page processes, in processes, or on a Dask cluster."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from pipeline.logbook import log_to
from pipeline.page_worker import die_with_parent
from pipeline.workers import PagePool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.settings import Settings

AHEAD = 2
"""Documents begun for each that is read at a time: the next ones are ready when one ends."""
CONNECT_SECONDS = 30


class RunnerUnavailable(Exception):
    """The runner of the settings cannot be had here; says what to do."""


_pool: PagePool | None = None
_guard = threading.Lock()


def check_runner(settings: Settings) -> None:
    """Look whether the runner can be had, before anything is begun.

    Raises:
        RunnerUnavailable: a package is missing, or nobody answers at the address.
    """
    if settings.runner != "dask":
        return
    if find_spec("prefect_dask") is None:
        raise RunnerUnavailable("KEHOACH_RUNNER=dask: pip install 'kehoach[dask]'")
    if settings.dask_address:
        try:
            there = urlsplit(settings.dask_address)
            socket.create_connection((there.hostname or "", there.port or 0), CONNECT_SECONDS).close()
            if not _cluster_threads(settings.dask_address):
                raise OSError("no worker")
        except (OSError, ValueError) as fault:
            raise RunnerUnavailable(f"KEHOACH_DASK_ADDRESS={settings.dask_address}: {fault}") from fault


def documents_at_once(settings: Settings) -> int:
    """How many documents are open at a time, those begun ahead included."""
    if settings.runner == "dask" and settings.dask_address:
        return AHEAD * max(1, _cluster_threads(settings.dask_address))
    return AHEAD * (settings.workers + 1)


def _cluster_threads(address: str) -> int:
    from distributed import Client

    with Client(address, timeout=CONNECT_SECONDS, set_as_default=False) as client:
        return sum(client.nthreads().values())


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """Make the runner that the settings name."""
    if settings.runner == "processes":
        return ProcessPoolTaskRunner(
            max_workers=settings.workers, initializer=die_with_parent, initargs=(os.getpid(), signal.SIGKILL)
        )
    if settings.runner == "dask":
        from prefect_dask.task_runners import DaskTaskRunner

        here = {"n_workers": settings.workers, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
        cluster: TaskRunner[Any] = DaskTaskRunner(
            address=settings.dask_address or None, cluster_kwargs=None if settings.dask_address else here
        )
        return cluster
    return ThreadPoolTaskRunner(max_workers=settings.workers + 1)


@contextlib.contextmanager
def shared_pool(settings: Settings) -> Iterator[PagePool | None]:
    """Give the page processes that all documents of this process share; None where documents are read elsewhere."""
    if settings.runner != "local":
        yield None
        return
    with PagePool(settings) as pool:
        yield pool


def own_pool(settings: Settings, run: str) -> PagePool:
    """Return the page processes of this worker process, started with its first document; they end with it."""
    global _pool
    with _guard:
        if _pool is None:
            log_to(settings.data, run)
            _pool = PagePool(settings.model_copy(update={"workers": _threads()})).__enter__()
    return _pool


def _threads() -> int:
    """How many documents this process reads at a time: as many page processes keep as many cores busy."""
    try:
        from distributed import get_worker

        return int(get_worker().state.nthreads)
    except (ImportError, ValueError):
        return 1
