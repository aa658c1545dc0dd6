"""Documents become pieces of files: rows are made and rendered a batch at a time, in several processes where many wait.

A batch holds the same documents however many processes there are, so the files are the same too.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from models.columns import TABLES
from models.plan import PlanDocument
from pipeline.export.jsonl import plan_line
from pipeline.export.rows import UNREVIEWED, PlanRows, Row, quarantine_row
from pipeline.export.shown_plan import read_shown, shown
from pipeline.export.workbook import agency_pieces
from pipeline.golden.overlay import apply
from pipeline.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from models.record import DocumentRecord, QuarantineNote
    from pipeline.export.selection import Selection
    from pipeline.export.shown_plan import ShownPlan
    from pipeline.export.table_format import TableFormat
    from pipeline.golden.decisions import DecisionLog

ALONE = 24
"""Documents that one process exports sooner than several would start."""
BATCH = 16
"""Documents that a process takes at a time."""
AHEAD = 3
"""Batches given out for each process: none waits for work, and few wait to be written."""


class Listed(NamedTuple):
    """A document of the export, the one that stands for its plan ("" for itself), and why it was set aside."""

    record: DocumentRecord
    version_of: str
    note: QuarantineNote | None = None


class Job(NamedTuple):
    """What a process needs to know to render any document.

    `lines`: whether whole plans are wanted; `tasks`: whether the office's sheet of tasks is.
    """

    data: Path
    formats: tuple[TableFormat, ...]
    lines: bool
    tasks: bool
    selection: Selection
    reviews: DecisionLog | None


class Rendered(NamedTuple):
    """A batch, rendered: pieces by format and table, rows of each table, plans as lines.

    `chosen` says of each document whether the selection holds it; `unjudged` how many it cannot judge; `tasks` are rows
    of the office's sheet with what orders them.
    """

    pieces: dict[str, dict[str, bytes]]
    counts: dict[str, int]
    lines: bytes
    tasks: list[tuple[bytes, bytes]]
    chosen: list[bool]
    unjudged: int


def rendered(job: Job, documents: Sequence[Listed], workers: int) -> Iterator[Rendered]:
    """Render documents in order, a batch at a time, in several processes where that is worth their start."""
    batches = [documents[first : first + BATCH] for first in range(0, len(documents), BATCH)]
    if workers < 2 or len(documents) <= ALONE:
        yield from (render_batch(job, batch) for batch in batches)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        begun: deque[Future[Rendered]] = deque()
        for batch in batches:
            if len(begun) == AHEAD * workers:
                yield begun.popleft().result()
            begun.append(pool.submit(render_batch, job, batch))
        while begun:
            yield begun.popleft().result()


def render_batch(job: Job, batch: Sequence[Listed]) -> Rendered:
    """Render some documents in every format, in whatever process this is."""
    store = Store(job.data)
    tables: dict[str, list[Row]] = {table: [] for table in TABLES}
    lines: list[bytes] = []
    tasks: list[tuple[bytes, bytes]] = []
    chosen: list[bool] = []
    unjudged = 0
    for listed in batch:
        own, line = _tables_of(listed, store, job)
        (document,) = own["documents"]
        chosen.append(job.selection.holds(document))
        if not chosen[-1]:
            asked = (job.selection.provinces and "province") or "period_start"
            unjudged += document[TABLES["documents"].index(asked)] is None
            continue
        own = job.selection.narrow(own)
        for table, rows in own.items():
            tables[table] += rows
        lines.append(line)
        if job.tasks:
            tasks += agency_pieces(own["documents"], own["tasks"])
    held = {table: rows for table, rows in tables.items() if rows}
    pieces = {form.name: {table: form.render(table, rows) for table, rows in held.items()} for form in job.formats}
    counts = {table: len(rows) for table, rows in tables.items()}
    return Rendered(pieces, counts, b"".join(lines), tasks, chosen, unjudged)


def _tables_of(listed: Listed, store: Store, job: Job) -> tuple[dict[str, list[Row]], bytes]:
    """Return the rows of one document by table, and its plan as a line (where wanted)."""
    record, version_of, note = listed
    if record.status == "quarantined":
        return {**{table: [] for table in TABLES}, "documents": [quarantine_row(record, note)]}, b""
    plan, states, line = _as_it_stands(store.plan_bytes(record.doc_id), job)
    made = PlanRows(plan, version_of, states)
    return {table: list(made.rows(table)) for table in TABLES}, line


def _as_it_stands(content: bytes, job: Job) -> tuple[ShownPlan, Mapping[str, str], bytes]:
    """A plan with what persons said of it, the review state of its targets, and its line."""
    plan = read_shown(content)
    decisions = job.reviews.load(plan["plan_id"]) if job.reviews is not None else ()
    if not decisions:
        line = plan_line(PlanDocument.model_validate_json(content)) if job.lines else b""
        return plan, UNREVIEWED, line
    reviewed = apply(PlanDocument.model_validate_json(content), decisions)
    return shown(reviewed.plan), reviewed.states, plan_line(reviewed.plan) if job.lines else b""
