"""The consolidated tables as files: CSV, a workbook, Parquet, plans as JSON Lines, transcripts as text.

Two exports of one state are byte-equal. Every file takes its place only when it is whole.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.columns import TABLES
from pipeline.export.csv_tables import CsvFormat, guard
from pipeline.export.dictionary import data_package, legend_rows
from pipeline.export.jsonl import JsonLinesWriter
from pipeline.export.parquet import ParquetFormat
from pipeline.export.rendering import Job, Listed, rendered
from pipeline.export.selection import EVERYTHING
from pipeline.export.workbook import WorkbookFormat, WorkbookWriter
from pipeline.files import write_atomic
from pipeline.identity import standing_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.record import DocumentRecord
    from pipeline.export.csv_tables import Dialect
    from pipeline.export.rendering import Rendered
    from pipeline.export.selection import Selection
    from pipeline.export.table_format import TableFormat, TableWriter
    from pipeline.golden.decisions import DecisionLog
    from pipeline.store import Store

__all__ = ["FORMATS", "Exported", "export", "guard"]

FORMATS = ("csv", "xlsx", "parquet", "jsonl")


class Exported(NamedTuple):
    """What an export wrote: rows of each table, files, and documents left out because a filter could not judge them."""

    rows: dict[str, int]
    files: tuple[Path, ...]
    unjudged: int


def documents_in_order(store: Store) -> list[tuple[DocumentRecord, str]]:
    """Documents read or set aside, by file name, each with the document that stands for its plan ("" for itself)."""
    records = sorted(store.records(), key=lambda record: (record.source.file_name, record.source.sha256))
    stands_for = _standing(records)
    return [(record, stands_for.get(record.doc_id, "")) for record in records if record.status != "waiting"]


def _standing(records: Iterable[DocumentRecord]) -> dict[str, str]:
    """Map each further scan of a plan to the document that stands for the plan."""
    by_plan: dict[str, list[DocumentRecord]] = defaultdict(list)
    for record in records:
        if record.plan_id and record.status in ("read", "partial"):
            by_plan[record.plan_id].append(record)
    stands_for: dict[str, str] = {}
    for scans in by_plan.values():
        best = standing_document(scans)
        stands_for |= {scan.doc_id: best.doc_id for scan in scans if scan.doc_id != best.doc_id}
    return stands_for


def write_tables(
    store: Store,
    folder: Path,
    formats: Sequence[TableFormat],
    lines: JsonLinesWriter | None = None,
    selection: Selection = EVERYTHING,
    reviews: DecisionLog | None = None,
    workers: int | None = None,
) -> tuple[Exported, list[DocumentRecord]]:
    """Write the tables in some formats; return what was written, and the documents that were chosen.

    Raises:
        OSError: a file could not be written; the older ones then stand.
    """
    notes = {note.source.sha256: note for note in store.notes()}
    documents = [
        Listed(record, version_of, notes.get(record.source.sha256)) for record, version_of in documents_in_order(store)
    ]
    note = "; ".join(f"{name}: {text}" for name, text in selection.as_text().items())
    writers = {form.name: form.writer(folder, note) for form in formats}
    tasks = any(isinstance(writer, WorkbookWriter) for writer in writers.values())
    job = Job(store.data, tuple(formats), lines is not None, tasks, selection, reviews)
    rows, unjudged = dict.fromkeys(TABLES, 0), 0
    chosen: list[bool] = []
    workers = len(os.sched_getaffinity(0)) if workers is None else workers
    try:
        for batch in rendered(job, documents, workers):
            unjudged += batch.unjudged
            chosen += batch.chosen
            rows = {table: rows[table] + batch.counts[table] for table in TABLES}
            _append(writers, batch)
            if lines is not None:
                lines.append(batch.lines)
        files = tuple(path for writer in writers.values() for path in writer.close())
        files += lines.close() if lines is not None else ()
    finally:
        for writer in writers.values():
            writer.discard()
        if lines is not None:
            lines.discard()
    kept = [document.record for document, is_chosen in zip(documents, chosen, strict=True) if is_chosen]
    return Exported(rows, files, unjudged), kept


def export(
    store: Store,
    folder: Path,
    dialect: Dialect = "rfc",
    formats: Sequence[str] = ("csv",),
    selection: Selection = EVERYTHING,
    reviews: DecisionLog | None = None,
    workers: int | None = None,
) -> Exported:
    """Write the chosen facts below `folder` in every format asked for, with their dictionary and the transcripts.

    Args:
        store: Where the plans lie.
        folder: Where the files go; those of an older export are replaced.
        dialect: How CSV is written.
        formats: Some of `FORMATS`.
        selection: What to keep.
        reviews: The journal of what persons said; None leaves every fact as it was read.
        workers: Processes; as many as the machine has cores where nothing is said.

    Raises:
        OSError: a file could not be written; the older export then stands.
    """
    forms: tuple[TableFormat, ...] = (CsvFormat(dialect), WorkbookFormat(), ParquetFormat())
    lines = JsonLinesWriter(folder) if "jsonl" in formats else None
    chosen = [form for form in forms if form.name in formats]
    done, kept = write_tables(store, folder, chosen, lines, selection, reviews, workers)
    explained = _write_dictionary(folder, dialect, selection, "csv" in formats)
    _write_texts(store, kept, folder / "text")
    store.log("exported", folder=str(folder), formats=" ".join(formats))
    return done._replace(files=done.files + explained)


def _append(writers: Mapping[str, TableWriter], batch: Rendered) -> None:
    for name, pieces in batch.pieces.items():
        writer = writers[name]
        for table, piece in pieces.items():
            writer.append(table, piece, batch.counts[table])
        if isinstance(writer, WorkbookWriter):
            writer.add_tasks(batch.tasks)


def _write_dictionary(folder: Path, dialect: Dialect, selection: Selection, csv: bool) -> tuple[Path, ...]:
    """Explain every column beside the files: for people in both languages, for programs as a data package."""
    path = folder / "dictionary.csv"
    write_atomic(path, CsvFormat(dialect).table_bytes(legend_rows()))
    if not csv:
        return (path,)
    package = folder / "datapackage.json"
    files = {table: f"{table}.csv" for table in TABLES}
    write_atomic(package, data_package(files, selection.as_text(), dialect == "excel-vi"))
    return (path, package)


def _write_texts(store: Store, records: Sequence[DocumentRecord], folder: Path) -> None:
    """Write transcripts by the stem of the dropped name; a second document of the same stem adds its content's sha."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    wanted: dict[str, str] = {}
    for record in records:
        if record.status not in ("read", "partial"):
            continue
        stem = Path(record.source.file_name).stem
        name = stem if stem not in taken else f"{stem}~{record.source.sha256[:8]}"
        taken.add(stem)
        wanted[f"{name}.txt"] = record.doc_id
    for old in folder.glob("*.txt"):
        if old.name not in wanted:
            old.unlink()
    # Whole or not at all, as every file here, but not forced to the disk one by one: they can be written again.
    part = folder / ".part-text"
    for name, doc_id in wanted.items():
        part.write_bytes(store.transcript_text(doc_id).encode())
        part.replace(folder / name)
