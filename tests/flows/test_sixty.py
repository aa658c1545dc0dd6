"""Sixty documents at once: one hangs, one takes too much memory, the others are read whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.nights import read_nights
from pipeline.store import Store
from tests.flows.runs import LONG, start
from tests.papers import write_plan

COUNT = 60
PAGE_SECONDS = 20


@pytest.mark.slow
def test_a_page_that_hangs_and_one_that_takes_too_much_cost_themselves_alone(
    port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    (data / "inbox").mkdir(parents=True)
    for number in range(COUNT - 2):
        write_plan(data / "inbox" / f"{number:02d}.pdf", f"Xã Số {number}", year=2000 + number)
    for name, trouble in (("treo", "% hang 2\n"), ("nặng", "% memory 1\n")):
        path = write_plan(data / "inbox" / f"{name}.pdf", name.title(), pages=3)
        path.write_bytes(path.read_bytes() + trouble.encode())
    monkeypatch.setenv("TEST_READER", "tests.pipeline.slow_readers:read_marked")
    settings = {"page_timeout": PAGE_SECONDS, "worker_memory_mb": 1500, "workers": 2, "server_port": port}
    run = start("run", "--data", data, module="tests.flows.slow_run", **settings)
    out, err = run.communicate(timeout=LONG)  # the page would hang for an hour
    assert run.returncode == 3, out + err
    store = Store(data)
    records = {record.source.file_name: record for record in store.records()}
    assert sum(record.status == "read" for record in records.values()) == COUNT - 2
    for name, page, reason in (("treo.pdf", 2, "timeout"), ("nặng.pdf", 1, "memory")):
        assert records[name].status == "partial"
        plan = store.plan(records[name].doc_id)
        assert [(failure.number, failure.reason) for failure in plan.failures] == [(page, reason)]
        assert len(plan.pages) == 2, "the other pages are read"
    (night,) = read_nights(data)
    assert (night.documents, night.read, night.partial) == (COUNT, COUNT - 2, 2)
    logged = "".join(path.read_text(encoding="utf-8") for path in (data / "logs").iterdir())
    assert logged.count('"event": "page not read: timeout') == 1
    assert not [path for path in (data / "inbox").rglob("*") if path.is_file()]
