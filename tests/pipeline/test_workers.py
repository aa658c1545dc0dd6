from __future__ import annotations

import threading
from concurrent.futures import Future
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest

from models.page import Page, PageFailure
from pipeline.settings import Settings
from pipeline.workers import PagePool, RunStopped
from tests.flows.runs import LONG, wait_until

READER = "tests.pipeline.slow_readers:read"


@pytest.mark.parametrize(("number", "reason"), [(2, "timeout"), (3, "crash"), (4, "damaged"), (5, "memory")])
def test_a_bad_page_costs_itself_alone(number: int, reason: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, workers=1, page_timeout=6 if number == 2 else 60, worker_memory_mb=350)
    with PagePool(settings, READER) as pool:
        futures = [pool.submit(Path("x.pdf"), n) for n in (1, number, 6)]
        first, bad, last = (future.result(timeout=LONG) for future in futures)
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(bad, PageFailure)
    assert (bad.number, bad.reason) == (number, reason)


def lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_workers_end_with_their_pool(tmp_path: Path) -> None:
    with PagePool(Settings(data=tmp_path, workers=2), READER) as pool:
        pages = [pool.submit(Path("x.pdf"), n).result(timeout=LONG) for n in (1, 6, 7)]
    pids = [int(page.engine) for page in pages if isinstance(page, Page)]
    assert len(pids) == 3
    wait_until(lambda: not any(lives(pid) for pid in pids))


def test_a_stopped_run_leaves_its_pages_unread(tmp_path: Path) -> None:
    futures: list[Future[Page | PageFailure]] = []

    def stopped_run() -> None:
        with PagePool(Settings(data=tmp_path, workers=1), READER) as pool:
            pool.submit(Path("x.pdf"), 1).result(timeout=LONG)
            futures.extend(pool.submit(Path("x.pdf"), number) for number in (2, 6))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_run()
    for future in futures:
        with pytest.raises(RunStopped):
            future.result(timeout=LONG)


def test_a_stop_leaves_each_pipe_to_the_thread_that_reads_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closed by both, one of them failed with `Bad file descriptor`, or closed a file of somebody else."""
    closers: list[threading.Thread] = []

    class Watched(Connection):
        def close(self) -> None:
            closers.append(threading.current_thread())
            super().close()

    def stopped_run() -> None:
        with PagePool(Settings(data=tmp_path, workers=2), READER) as pool:
            for number in (1, 6):
                pool.submit(Path("x.pdf"), number).result(timeout=LONG)
            pool.submit(Path("x.pdf"), 2)
            raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.workers.Connection", Watched)
    with pytest.raises(KeyboardInterrupt):
        stopped_run()
    assert closers
    assert threading.main_thread() not in closers


def test_a_page_whose_reading_thread_fails_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop closed the pipe under a reading thread, the thread died, and the run waited for its page for ever."""

    def closed_under_us(*_: object) -> Page:
        raise TypeError("an integer is required (got type NoneType)")

    monkeypatch.setattr("pipeline.workers._Worker.read", closed_under_us)
    with PagePool(Settings(data=tmp_path, workers=1), READER) as pool:
        futures = [pool.submit(Path("x.pdf"), number) for number in (1, 6)]
        for future in futures:
            with pytest.raises(TypeError):
                future.result(timeout=LONG)
