"""What Prefect and the store cost in a batch of 60 pages: `python -m bench.batch_cost DATA`.

DATA is a data folder in which plans were read. The batch is run with its pages recorded, so that only facts, Prefect
and store are left; then the facts are found alone. The difference is held against the time that 60 pages take from
their pictures (0.43 s a page of a mixed inbox on two cores).
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.kill import fill_recorded
from flows.server import running_server
from pipeline.inbox import look_into
from pipeline.intake import in_order, take_in
from pipeline.reading import read_document
from pipeline.runs import begin_run
from pipeline.settings import Settings
from pipeline.workers import PagePool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.record import DocumentRecord
    from pipeline.runs import Run

PAGES = 60
PAGE_SECONDS = 0.43


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


def facts_alone(records: Sequence[DocumentRecord], run: Run) -> float:
    """Seconds to find the facts of documents whose pages are recorded, without Prefect and without writing."""
    begun = time.perf_counter()
    with PagePool(run.settings.model_copy(update={"workers": 1})) as pool:
        for record in records:
            run.leases.take(record.source.sha256)
            read_document(record, run.store, pool, run.settings, run.leases.mark(record.source.sha256))
            run.leases.release(record.source.sha256)
    return time.perf_counter() - begun


def main(read: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data=fill_recorded(Path(name) / "data", read), stable_seconds=0)
        with running_server(settings), begin_run(settings) as run:
            from flows.nightly import run_batch

            records = take_in(look_into(settings.inbox, 0).ready, run).records
            batch = chosen(in_order(records), run)
            rest = [record for record in records if record not in batch]
            facts_alone(rest[:2], run)  # words and models are loaded
            run_batch(rest[:2], run)
            facts = facts_alone(batch, run)
            begun = time.perf_counter()
            run_batch(batch, run)
            took = time.perf_counter() - begun
    cost = took - facts
    whole = PAGES * PAGE_SECONDS
    print(f"batch {took:.2f} s, facts alone {facts:.2f} s: Prefect and store {cost:.2f} s")
    print(f"{cost / (whole + cost):.1%} of a batch that takes {whole:.0f} s to read")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
