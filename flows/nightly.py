"""The batch: what waits in the inbox becomes plans in the store, a Prefect task a document."""

from __future__ import annotations

import contextlib
import logging
import traceback
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import TerminationSignal
from prefect.task_runners import ThreadPoolTaskRunner

from pipeline.files import write_atomic
from pipeline.reading import Reading, fault_note, read_document, settle
from pipeline.workers import PagePool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from models.record import DocumentRecord, QuarantineNote
    from pipeline.settings import Settings
    from pipeline.store import Store

Progress = "Callable[[str, int, int], None]"


class Night(NamedTuple):
    """What a run did: the documents it read, in order, as they now stand in the store."""

    records: tuple[DocumentRecord, ...]
    faults: int


@task(name="read document", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def read_one(
    name: str,
    record: DocumentRecord,
    store: Store,
    pool: PagePool,
    settings: Settings,
    on_page: Callable[[int, int], None],
) -> Reading | QuarantineNote:
    """Read one document; its pages are read in the pool's processes."""
    return read_document(record, store, pool, settings, on_page)


def run_batch(
    records: Sequence[DocumentRecord],
    store: Store,
    settings: Settings,
    on_page: Callable[[str, int, int], None] = lambda name, done, total: None,
    on_done: Callable[[DocumentRecord], None] = lambda record: None,
) -> Night:
    """Read documents as one flow run; each is written as soon as it and those before it are read.

    A document on which our own code fails is set aside with a report under `<data>/reports`; the others go on.
    """

    @flow(
        name="nightly",
        task_runner=ThreadPoolTaskRunner(max_workers=settings.workers + 1),  # type: ignore[arg-type]
        validate_parameters=False,
        persist_result=False,
        log_prints=False,
    )
    def nightly() -> Night:
        with PagePool(settings) as pool, _silent_when_stopped():
            reading = deque(
                (
                    record,
                    read_one.submit(
                        record.source.file_name, record, store, pool, settings, _told(on_page, record.source.file_name)
                    ),
                )
                for record in records
            )
            known = store.records()
            settled: list[DocumentRecord] = []
            faults = 0
            while reading:
                record, future = reading.popleft()  # what is written need not be held
                future.wait()
                outcome = future.result(raise_on_failure=False)
                if isinstance(outcome, BaseException):
                    faults += 1
                    outcome = _fault(record, outcome, store)
                done = settle(outcome, record, store, known)
                settled.append(done)
                known.append(done)
                on_done(done)
        return Night(tuple(settled), faults)

    return nightly()


@contextlib.contextmanager
def _silent_when_stopped() -> Iterator[None]:
    """Log no error for each page that a stop cuts short; Prefect passes the signal on to us when the flow has ended."""
    try:
        yield
    except TerminationSignal:
        logging.disable()
        raise


def _told(on_page: Callable[[str, int, int], None], name: str) -> Callable[[int, int], None]:
    return lambda done, total: on_page(name, done, total)


def _fault(record: DocumentRecord, fault: BaseException, store: Store) -> QuarantineNote:
    report = store.data / "reports" / f"{record.source.sha256[:12]}.txt"
    told = "".join(traceback.format_exception(fault))
    write_atomic(report, f"{record.source.file_name}\n{told}".encode())
    return fault_note(record, str(report))
