"""Pages read in processes that can be killed: one stuck page costs its time limit, never the night.

A thread keeps one worker process busy; a worker that takes too long or too much memory is killed with its children and
started again. The page is tried once more with a lighter setting, then becomes a `PageFailure`.
"""

from __future__ import annotations

import ctypes
import importlib
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import psutil

from models.page import Page, PageFailure

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from pipeline.settings import Settings

READER = "pipeline.read_page:read_page"
LOOK_EVERY = 0.25
PR_SET_PDEATHSIG = 1
READY = "ready"
START_SECONDS = 120.0
"""A worker loads its libraries before its first page: that is not the page's time."""
Reason = Literal["timeout", "memory", "crash", "damaged"]


class RunStopped(Exception):
    """The run was stopped while a page waited; the page stays unread for the next run."""


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


def _die_with_parent(parent: int) -> None:
    """Make sure that no worker outlives the run, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _work(connection: Connection, reader: str, parent: int, log: Path) -> None:
    """Read pages until the pipe closes (runs in the worker process); what C libraries print goes to `log`."""
    _die_with_parent(parent)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as printed:
        os.dup2(printed.fileno(), 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    module, _, name = reader.partition(":")
    read: Callable[[Job], Page] = _bind(getattr(importlib.import_module(module), name))
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


def _bind(read_page: Callable[..., Page]) -> Callable[[Job], Page]:
    settings_type = importlib.import_module("pipeline.read_page").ReadSettings

    def read(job: Job) -> Page:
        chosen = settings_type(engine=job.engine)
        return read_page(job.pdf, job.number, chosen.lighter() if job.light else chosen)

    return read


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
                worker.stop()
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
                # A stop closes the pipe under the reading thread, which then fails in more ways than OSError.
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
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._ready = False
        self._process: Any = context.Process(target=_work, args=(theirs, reader, os.getpid(), log), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def alive(self) -> bool:
        """Whether the process can take another page."""
        return bool(self._process.is_alive())

    def read(self, job: Job, settings: Settings) -> Page | Trouble:
        """Send a page and wait for it, within the limits of time and memory."""
        try:
            if not self._ready and not self._pipe.poll(START_SECONDS):
                return self._end(Trouble("crash", "the reading process did not start"))
            self._ready = self._ready or self._pipe.recv() == READY
            deadline = time.monotonic() + settings.page_timeout
            self._pipe.send(job)
            while not self._pipe.poll(LOOK_EVERY):
                if time.monotonic() > deadline:
                    return self._end(Trouble("timeout", f"longer than {settings.page_timeout:.0f} s"))
                if (used := self._memory_mb()) > settings.worker_memory_mb:
                    return self._end(Trouble("memory", f"{used} MB, {settings.worker_memory_mb} MB allowed"))
            answer: Page | Trouble = self._pipe.recv()
        except (EOFError, OSError):
            return self._end(Trouble("crash", "the reading process ended"))
        return answer

    def _memory_mb(self) -> int:
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss >> 20)
        except psutil.NoSuchProcess:
            return 0

    def _end(self, trouble: Trouble) -> Trouble:
        self.stop()
        return trouble

    def stop(self) -> None:
        """Kill the process and whatever it started."""
        try:
            family = [*psutil.Process(self._process.pid).children(recursive=True), psutil.Process(self._process.pid)]
        except psutil.NoSuchProcess:
            family = []
        for member in family:
            try:
                member.kill()
            except psutil.NoSuchProcess:
                continue
        self._process.join(timeout=5)
        self._pipe.close()
