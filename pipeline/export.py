"""The consolidated tables as files: CSV for every program and for Excel, transcripts as text.

Two exports of one state are byte-equal. The export is written beside the old one and takes its place file by file.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from models.columns import NUMERIC, TABLES
from pipeline.files import write_atomic
from pipeline.identity import standing_document
from pipeline.rows import PlanRows, Row, quarantine_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.record import DocumentRecord
    from pipeline.store import Store

Dialect = Literal["rfc", "excel-vi"]
FORMULA = tuple("=+-@\t\r")
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def collect_rows(store: Store) -> dict[str, list[Row]]:
    """Gather the rows of every table over all documents, in order of file name and place on paper."""
    records = sorted(store.records(), key=lambda r: (r.source.file_name, r.source.sha256))
    stands_for = _standing(records)
    notes = {note.source.sha256: note for note in store.notes()}
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for record in records:
        if record.status == "quarantined":
            rows["documents"].append(quarantine_row(record, notes.get(record.source.sha256)))
        elif record.status != "waiting":
            plan_rows = PlanRows(store.plan(record.doc_id), stands_for.get(record.doc_id, ""))
            for name, held in rows.items():
                held.extend(getattr(plan_rows, name)())
    return rows


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


def guard(name: str, text: str) -> str:
    """Keep a spreadsheet from running a text cell as a formula (CWE-1236)."""
    if name not in NUMERIC and text.startswith(FORMULA):
        return "'" + text
    return text


def csv_bytes(columns: tuple[str, ...], rows: Iterable[Row], dialect: Dialect = "rfc") -> bytes:
    """Write a table as CSV: UTF-8 with BOM, CRLF, header always; `excel-vi` with semicolons and decimal commas."""
    out = io.StringIO(newline="")
    local = dialect == "excel-vi"
    writer = csv.writer(out, delimiter=";" if local else ",", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = [guard(name, row.get(name, "")) for name in columns]
        if local:
            cells = [
                cell.replace(".", ",") if name in NUMERIC and PLAIN_NUMBER.fullmatch(cell) else cell
                for name, cell in zip(columns, cells, strict=True)
            ]
        writer.writerow(cells)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def export(store: Store, folder: Path, dialect: Dialect = "rfc") -> dict[str, int]:
    """Write all tables and transcripts below `folder`; return the number of rows of each table."""
    rows = collect_rows(store)
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in TABLES.items():
        write_atomic(folder / f"{name}.csv", csv_bytes(columns, rows[name], dialect))
    _write_texts(store, folder / "text")
    store.log("exported", folder=str(folder))
    return {name: len(held) for name, held in rows.items()}


def _write_texts(store: Store, folder: Path) -> None:
    """Write transcripts by the stem of the dropped name; a second document of the same stem adds its content's sha."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    wanted: dict[str, str] = {}
    for record in sorted(store.records(), key=lambda r: (r.source.file_name, r.source.sha256)):
        if record.status not in ("read", "partial"):
            continue
        stem = Path(record.source.file_name).stem
        name = stem if stem not in taken else f"{stem}~{record.source.sha256[:8]}"
        taken.add(stem)
        wanted[f"{name}.txt"] = record.doc_id
    for old in folder.glob("*.txt"):
        if old.name not in wanted:
            old.unlink()
    for name, doc_id in wanted.items():
        write_atomic(folder / name, store.transcript_text(doc_id).encode())
