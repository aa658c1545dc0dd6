"""The batch: what waits in the inbox becomes plans in the store, a Prefect task a document."""

from __future__ import annotations

import contextlib
import logging
import traceback
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import TerminationSignal
from prefect.runtime import flow_run

from flows.artifacts import Progress, show_night
from flows.crashed import close_killed_runs
from flows.recorded import wait_for_states
from flows.runners import check_runner, documents_at_once, own_pool, shared_pool, task_runner
from pipeline.disk import DiskFull, NoSpace, give_reserve, is_full, keep_reserve, need_space
from pipeline.files import write_atomic
from pipeline.intake import is_due
from pipeline.known_scans import StoreScans
from pipeline.leases import RUN, LeaseLost
from pipeline.logbook import log_to, prune_logs
from pipeline.nights import NightRecord, read_nights, tally, write_night
from pipeline.reading import PackedReading, Reading, fault_note, pack, read_document, settle, unpack
from pipeline.shared_work import SharedWork
from pipeline.store import Store, now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from prefect.futures import PrefectFuture

    from models.record import DocumentRecord, QuarantineNote
    from pipeline.leases import LeaseMark
    from pipeline.runs import Run
    from pipeline.settings import Settings
    from pipeline.workers import PagePool

    Outcome = Reading | PackedReading | QuarantineNote | NoSpace
log = logging.getLogger("kehoach.nightly")


class Night(NamedTuple):
    """What a run did: the documents it read, in order, as they now stand in the store."""

    records: tuple[DocumentRecord, ...]
    faults: int


class Told(NamedTuple):
    """Who hears of a run while it goes on: of a document's pages, and of each document written."""

    on_page: Callable[[str, int, int], None] = lambda name, done, total: None
    on_done: Callable[[DocumentRecord], None] = lambda record: None


@task(name="read document", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def read_one(
    name: str,
    record: DocumentRecord,
    settings: Settings,
    mark: LeaseMark,
    run: str,
    pool: PagePool | None = None,
    on_page: Callable[[int, int], None] = lambda done, total: None,
) -> Outcome:
    """Read one document; its pages are read in the processes of `pool`, or of this worker process itself."""
    store = Store(settings.data)
    try:
        if pool is not None:
            return read_document(record, store, pool, settings, mark, on_page)
        return pack(read_document(record, store, own_pool(settings, run), settings, mark))
    except OSError as fault:
        if is_full(fault):
            return NoSpace(str(fault))
        raise


def run_batch(
    records: Sequence[DocumentRecord], run: Run, told: Told | None = None, stale: bool = False, kind: str = "run"
) -> Night:
    """Read documents as one flow run; each is written as soon as it and those before it are read.

    A document on which our own code fails is set aside with a report under `<data>/reports`; the others go on. What
    other runs over the store lease is left to them.

    Raises:
        DiskFull: there is no space left; what was written stands, the rest waits.
        RunnerUnavailable: the runner of the settings cannot be had.
    """
    settings = run.settings.model_copy(update={"data": run.settings.data.resolve()})
    check_runner(settings)
    need_space(settings.data, [])
    keep_reserve(settings.data)
    _batches[run.leases.token] = Batch(records, run, settings, told or Told(), stale, kind)
    try:
        return nightly.with_options(task_runner=task_runner(settings))(run.leases.token)
    except Exception as fault:
        if is_full(fault):
            raise DiskFull(settings.data) from fault
        raise
    finally:
        del _batches[run.leases.token]


class Batch(NamedTuple):
    """What a flow run works on."""

    records: Sequence[DocumentRecord]
    run: Run
    settings: Settings
    told: Told
    stale: bool
    kind: str


_batches: dict[str, Batch] = {}
"""By token: a flow's parameters travel to every worker, and a run cannot."""


@flow(name="nightly", validate_parameters=False, persist_result=False, log_prints=False)
def nightly(token: str) -> Night:
    """Read the documents of a batch of this process."""
    return _read_batch(token)


def _read_batch(token: str) -> Night:
    batch = _batches[token]
    settings, data = batch.settings, batch.settings.data
    began, ident = now(), str(flow_run.get_id())
    batch.run.leases.take(f"{RUN}{ident}")
    log_to(data, ident)
    prune_logs(data, settings.log_days)
    close_killed_runs(data)
    log.info("run begins: %d documents", len(batch.records))
    try:
        night = _read_all(batch, ident)
    except Exception as fault:
        _note_night(batch, ident, began, f"{type(fault).__name__}: {fault}")
        raise
    _note_night(batch, ident, began, "", night)
    if night.records:
        show_night(night.records, read_nights(data), settings)
    if not wait_for_states(ident, len(night.records)):
        log.warning("the Prefect server has not kept the states of all tasks")
    batch.run.leases.release(f"{RUN}{ident}")
    return night


def _read_all(batch: Batch, ident: str) -> Night:
    records, run, settings, told, stale, _ = batch
    known = StoreScans(run.store)
    progress = Progress(len(records))
    settled: list[DocumentRecord] = []
    faults = 0

    with shared_pool(settings) as pool, _silent_when_stopped():

        def begin(record: DocumentRecord, mark: LeaseMark) -> PrefectFuture[Outcome]:
            name = record.source.file_name
            if pool is None:  # read elsewhere: pages are not told of one by one
                return read_one.submit(name, record, settings, mark, ident)
            return read_one.submit(name, record, settings, mark, ident, pool, partial(told.on_page, name))

        def write(record: DocumentRecord, future: PrefectFuture[Outcome]) -> None:
            nonlocal faults
            outcome = _outcome(future)
            if isinstance(outcome, NoSpace):
                give_reserve(settings.data)
                raise DiskFull(settings.data)
            if isinstance(outcome, BaseException):
                if isinstance(outcome, LeaseLost):
                    raise outcome
                faults += 1
                outcome = _fault(record, outcome, run.store)
            if isinstance(outcome, PackedReading):
                outcome = unpack(outcome)
            done = settle(outcome, record.source.sha256, run, known)
            settled.append(done)
            about = {"document": done.source.file_name, "sha256": done.source.sha256}
            log.info("document %s: %s", done.status, done.doc_id, extra=about)
            progress.step()
            told.on_done(done)

        due = SharedWork(
            records, run, lambda record: is_due(record, settings, stale), begin, documents_at_once(settings)
        )
        due.settle_each(write)
    return Night(tuple(settled), faults)


def _outcome(future: PrefectFuture[Outcome]) -> Outcome | BaseException:
    """Wait for a document; what ended its task is returned, whichever way the runner tells it."""
    future.wait()
    try:
        return future.result(raise_on_failure=False)
    except Exception as fault:  # a worker of the cluster that died says so here
        return fault


def _note_night(batch: Batch, ident: str, began: str, fault: str, night: Night | None = None) -> None:
    done = night or Night((), 0)
    outcome = "failed" if fault or done.faults else "done"
    facts = {"run": ident, "kind": batch.kind, "outcome": outcome, "began": began, "ended": now(), "message": fault}
    record = NightRecord.model_validate({**facts, "faults": done.faults, **tally(done.records)})
    log.info("run ends: %s", outcome)
    try:
        write_night(batch.settings.data, record)
    except OSError:
        if not fault:  # what ended the run is told, not that this cannot be noted
            raise


@contextlib.contextmanager
def _silent_when_stopped() -> Iterator[None]:
    """Log no error for each page that a stop, or a full disk, cuts short: one message tells of that.

    Prefect passes the signal on to us when the flow has ended.
    """
    try:
        yield
    except (TerminationSignal, OSError) as fault:
        if isinstance(fault, TerminationSignal) or is_full(fault):
            logging.disable()
        raise


def _fault(record: DocumentRecord, fault: BaseException, store: Store) -> QuarantineNote:
    report = store.data / "reports" / f"{record.source.sha256[:12]}.txt"
    told = "".join(traceback.format_exception(fault))
    write_atomic(report, f"{record.source.file_name}\n{told}".encode())
    return fault_note(record, str(report))
