"""Pages read in processes that can be killed: one stuck page costs its time limit, never the night.

A thread keeps one worker process busy; a worker that takes too long or too much memory is killed with its children and
started again. The page is tried once more with a lighter setting, then becomes a `PageFailure`; both tries together
take no longer than the page's limit.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

import psutil

from models.page import PageFailure
from pipeline.page_worker import READY, Job, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from models.page import Page
    from pipeline.settings import Settings

READER = "pipeline.read_page:read_page"
LOOK_EVERY = 0.25
FAMILY_EVERY = 4
"""Looks at a worker to one at the processes that it started: to find those, all of the machine are asked."""
FIRST_SHARE = 2 / 3
"""Of the time of a page, what the first try may take; a lighter one needs less."""
FRUGAL = {
    "OMP_THREAD_LIMIT": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(128 << 20),
}
"""A process a core, one thread each. A page's pictures lie where those of the page before lay: memory that is given
back to the system is cleared anew for each of them."""
START_SECONDS = 120.0
"""A worker loads its libraries before its first page: that is not the page's time."""


class RunStopped(Exception):
    """The run was stopped while a page waited; the page stays unread for the next run."""


class PagePool:
    """Worker processes that read pages; use as a context manager."""

    def __init__(self, settings: Settings, reader: str = READER) -> None:
        self._settings = settings
        self._reader = reader
        self._jobs: queue.Queue[tuple[Job, Future[Page | PageFailure]] | None] = queue.Queue()
        self._workers: set[_Worker] = set()
        self._stopped = False
        self._guard = threading.Lock()
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(settings.workers)]

    def __enter__(self) -> PagePool:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if fault is not None:
            with self._guard:
                self._stopped = True
            for worker in self._workers:
                worker.kill()
        for _thread in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout=10)

    def submit(self, pdf: Path, number: int) -> Future[Page | PageFailure]:
        """Queue a page; the future never raises for a bad page: it gives a `PageFailure`.

        Of a pool that was stopped it raises `RunStopped`.
        """
        future: Future[Page | PageFailure] = Future()
        with self._guard:
            if self._stopped:
                future.set_exception(RunStopped(f"page {number}"))
            else:
                self._jobs.put((Job(pdf, number, self._settings.engine), future))
        return future

    def _serve(self) -> None:
        worker: _Worker | None = None
        while (item := self._jobs.get()) is not None:
            job, future = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                worker, answer = self._try(job, worker)
                if isinstance(answer, Trouble):
                    worker, answer = self._try(job._replace(light=True), worker)
            except Exception as fault:  # whatever ends a page's reading here, its waiter must hear of it
                future.set_exception(RunStopped(f"page {job.number}") if self._stopped else fault)
                worker = None
                continue
            if self._stopped:
                future.set_exception(RunStopped(f"page {job.number}"))
            elif isinstance(answer, Trouble):
                future.set_result(PageFailure(number=job.number, reason=answer.reason, detail=answer.detail))
            else:
                future.set_result(answer)
        if worker is not None:
            worker.stop()

    def _try(self, job: Job, worker: _Worker | None) -> tuple[_Worker | None, Page | Trouble]:
        """Read a page with the thread's worker, or with a fresh one where that has ended."""
        with self._guard:  # no worker is born after the stop
            if self._stopped:
                return worker, Trouble("crash", "the run was stopped")
            if worker is None or not worker.alive:
                self._workers -= {worker} if worker else set()
                worker = _Worker(self._reader, self._settings.data / "reports" / "workers.log")
                self._workers.add(worker)
        return worker, worker.read(job, self._settings)


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, reader: str, log: Path) -> None:
        self._ready = False
        log.parent.mkdir(parents=True, exist_ok=True)
        ours, theirs = socket.socketpair()
        with theirs, log.open("ab") as printed:
            # a plain process, not one of multiprocessing: those may not be started from the workers of Dask
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.page_worker", str(theirs.fileno()), reader, str(os.getpid())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                env={**os.environ, **FRUGAL, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
        self._pipe = Connection(ours.detach())
        self._watched = psutil.Process(self._process.pid)

    @property
    def alive(self) -> bool:
        """Whether the process can take another page."""
        return self._process.poll() is None

    def read(self, job: Job, settings: Settings) -> Page | Trouble:
        """Send a page and wait for it, within the limits of time and memory."""
        try:
            if not self._ready and not self._pipe.poll(START_SECONDS):
                return self._end(Trouble("crash", "the reading process did not start"))
            self._ready = self._ready or self._pipe.recv() == READY
            allowed = settings.page_timeout * (1 - FIRST_SHARE if job.light else FIRST_SHARE)
            deadline = time.monotonic() + allowed
            self._pipe.send(job)
            looks = itertools.count(1)
            while not self._pipe.poll(LOOK_EVERY):
                if time.monotonic() > deadline:
                    return self._end(Trouble("timeout", f"longer than {settings.page_timeout:.0f} s"))
                family = self._family() if next(looks) % FAMILY_EVERY == 0 else [self._watched]
                if (used := _memory_mb(family)) > settings.worker_memory_mb:
                    return self._end(Trouble("memory", f"{used} MB, {settings.worker_memory_mb} MB allowed"))
            answer: Page | Trouble = self._pipe.recv()
        except (EOFError, OSError):
            return self._end(Trouble("crash", "the reading process ended"))
        return answer

    def _family(self) -> list[psutil.Process]:
        try:
            process = psutil.Process(self._process.pid)
            return [*process.children(recursive=True), process]
        except psutil.NoSuchProcess:
            return []

    def _end(self, trouble: Trouble) -> Trouble:
        self.stop()
        return trouble

    def stop(self) -> None:
        """Kill the process and close the pipe to it: only for the thread that reads from it.

        Closed by another too, the pipe's number may be closed twice, the second time with whatever bears it by then.
        """
        self.kill()
        self._pipe.close()

    def kill(self) -> None:
        """Kill the process and whatever it started; who waits for its answer then hears that it ended."""
        for member in self._family():
            try:
                member.kill()
            except psutil.NoSuchProcess:
                continue
        with contextlib.suppress(subprocess.TimeoutExpired):  # stuck in the kernel (a dead share): ends when that ends
            self._process.wait(timeout=5)


def _memory_mb(processes: Iterable[psutil.Process]) -> int:
    """Memory that some processes hold."""
    used = 0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            used += process.memory_info().rss
    return int(used >> 20)
