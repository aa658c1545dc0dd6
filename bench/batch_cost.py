"""What Prefect and the store cost in a batch of 60 pages: `python -m bench.batch_cost DATA`.

DATA is a data folder in which plans were read. The batch is run with its pages recorded, so that only facts, Prefect
and store are left; then the facts are found alone. The difference is held against the time that 60 pages take from
their pictures (0.34 s a page of a mixed inbox on two cores). Seconds of processors (of all processes) are told beside
those of the clock: other work on the machine hardly changes them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil

from bench.kill import fill_recorded
from flows.server import running_server
from pipeline.inbox import look_into
from pipeline.intake import in_order, take_in
from pipeline.reading import read_document
from pipeline.runs import begin_run
from pipeline.settings import Settings
from pipeline.workers import PagePool

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.record import DocumentRecord
    from pipeline.runs import Run

PAGES = 60
PAGE_SECONDS = 0.34
PAGE_CORE_SECONDS = 0.62
TIMES = 3
"""The batch is run so often, and the least is told: what else the machine does only adds."""


class Spent(NamedTuple):
    """Seconds of the clock and of the processors."""

    wall: float
    cpu: float

    def __sub__(self, other: Spent) -> Spent:  # type: ignore[override]
        return Spent(self.wall - other.wall, self.cpu - other.cpu)


def spent() -> Spent:
    """Read the clocks: processors count for this process and all that it started, ended or not."""
    used = 0.0
    ours = psutil.Process()
    for process in (ours, *ours.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        used += times.user + times.system + times.children_user + times.children_system
    return Spent(time.perf_counter(), used)


def chosen(records: Sequence[DocumentRecord], run: Run) -> list[DocumentRecord]:
    """Return documents that have about 60 pages together."""
    found: list[DocumentRecord] = []
    pages = 0
    for record in records:
        count = len(list((run.store.work / record.source.sha256 / "pages").glob("*.gz")))
        if count and pages + count <= PAGES:
            found.append(record)
            pages += count
    print(f"{len(found)} documents, {pages} pages")
    return found


def facts_alone(records: Sequence[DocumentRecord], run: Run) -> Spent:
    """Find the facts of documents whose pages are recorded, without Prefect and without writing."""
    begun = spent()
    with PagePool(run.settings.model_copy(update={"workers": 1})) as pool:
        for record in records:
            run.leases.take(record.source.sha256)
            read_document(record, run.store, pool, run.settings, run.leases.mark(record.source.sha256))
            run.leases.release(record.source.sha256)
    return spent() - begun


def least(measured: Iterable[Spent]) -> Spent:
    """The least of each clock."""
    walls, cpus = zip(*measured, strict=True)
    return Spent(min(walls), min(cpus))


def measure(read: Path) -> tuple[Spent, Spent]:
    """Run the batch; return what it cost, and what its facts cost alone."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data=fill_recorded(Path(name) / "data", read), stable_seconds=0)
        with running_server(settings), begin_run(settings) as run:
            from flows.nightly import run_batch

            records = take_in(look_into(settings.inbox, 0).ready, run).records
            batch = chosen(in_order(records), run)
            rest = [record for record in records if record not in batch]
            facts_alone(rest[:2], run)  # words and models are loaded
            run_batch(rest[:2], run)
            facts, took = [], []
            for _ in range(TIMES):
                facts.append(facts_alone(batch, run))
                begun = spent()
                run_batch(batch, run)
                took.append(spent() - begun)
                batch = [run.store.reopen(run.store.record(record.source.sha256) or record) for record in batch]
    return least(took), least(facts)


def main(read: Path) -> None:
    took, facts = measure(read)
    cost = took - facts
    for name, held, page in (("clock", 0, PAGE_SECONDS), ("processors", 1, PAGE_CORE_SECONDS)):
        whole = PAGES * page
        told = f"batch {took[held]:.2f} s, facts alone {facts[held]:.2f} s: Prefect and store {cost[held]:.2f} s"
        share = cost[held] / (whole + cost[held])
        print(f"{name}: {told}, {share:.1%} of a batch that takes {whole:.0f} s to read")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
