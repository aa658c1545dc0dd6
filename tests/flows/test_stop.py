from __future__ import annotations

import contextlib
import functools
import signal
from pathlib import Path

import psutil
import pytest

from models.page import Page
from pipeline.store import Store
from pipeline.versions import current_versions
from tests.flows.runs import kehoach, start, wait_until, working_on
from tests.papers import write_plan

SECONDS_TO_END = 60
"""Within which a stopped run must end: the page at work hangs for an hour."""


def _end(pid: int) -> None:
    """Leave nothing behind, however the test ends."""
    if psutil.pid_exists(pid):
        for process in (*psutil.Process(pid).children(recursive=True), psutil.Process(pid)):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()


def has_workers(pid: int, count: int) -> bool:
    children = psutil.Process(pid).children()
    return sum("pipeline.page_worker" in " ".join(child.cmdline()) for child in children) == count


@pytest.mark.slow
def test_a_run_that_is_stopped_ends_soon_and_the_next_one_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page 1 is read, page 2 hangs; two documents are read, a third waits for its turn."""
    data = tmp_path / "data"
    (data / "inbox").mkdir(parents=True)
    for place in ("Phú La", "Sơn Đa", "Hòa Thọ"):
        write_plan(data / "inbox" / f"{place}.pdf", place, pages=2)
    hangs = tmp_path / "hangs"
    monkeypatch.setenv("TEST_HANGS", str(hangs))
    for number in (signal.SIGTERM, signal.SIGINT):
        run = start("run", "--data", data, module="tests.flows.slow_run", workers=2)
        wait_until(functools.partial(has_workers, run.pid, 2))
        if number == signal.SIGTERM:
            wait_until(lambda: list((data / "work").glob("*/pages/0001.json.gz")))
        wait_until(hangs.exists)
        hangs.unlink()
        run.send_signal(number)
        try:
            out, err = run.communicate(timeout=SECONDS_TO_END)
        finally:
            _end(run.pid)
        assert (run.returncode, out, err.strip()) == (2, "", "Stopped.")
        wait_until(lambda: not working_on(data))
        assert {record.status for record in Store(data).records()} == {"waiting"}
    done = kehoach("run", "--data", data)
    assert done.returncode == 0, done.stdout + done.stderr
    records = Store(data).records()
    assert {record.status for record in records} == {"read"}
    reader = current_versions(data / "lexicon", "auto").engine
    firsts = [Store(data).read_page(record, 1, reader) for record in records]
    kept = [page for page in firsts if isinstance(page, Page) and page.source == "none"]
    assert kept, "a page read before the stop is not read again"
