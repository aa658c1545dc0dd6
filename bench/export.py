"""Seconds and memory of `kehoach export`: `python -m bench.export [COUNT] [DATA] [FORMATS…]` (default 700).

DATA is a data folder in which plans were read: the store is filled with copies of these under other names, so that
sizes are those of real plans; without it plans are made. 700 plans are the districts of one year; 10,000 the archive
of a country over its years. FORMATS are as the command takes them (default: `csv`, then all).
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench.made_plans import fill
from bench.measured import measure
from pipeline.export.tables import FORMATS
from pipeline.queries import open_tables
from pipeline.store import Store

if TYPE_CHECKING:
    from models.record import DocumentRecord


def fill_like(folder: Path, count: int, read: Path) -> Store:
    """Write a store of copies of the plans that were read in another, each a plan of its own."""
    store, known = Store(folder), Store(read)
    plans = [record for record in known.records() if record.status in ("read", "partial")]
    texts = {record.doc_id: known.transcript_text(record.doc_id) for record in plans}
    contents = {record.doc_id: known.plan_bytes(record.doc_id) for record in plans}
    for number, record in enumerate(islice(cycle(plans), count)):
        sha256 = hashlib.sha256(f"{number} {record.source.sha256}".encode()).hexdigest()
        doc_id, plan_id = f"{record.plan_id}-{sha256[:8]}", f"{record.plan_id}-{number}"
        name = f"{number:05d} {record.source.file_name}"
        changes = (
            (record.doc_id, doc_id),
            (record.source.sha256, sha256),
            (f'"plan_id": "{record.plan_id}"', f'"plan_id": "{plan_id}"'),
            (f'"file_name": "{record.source.file_name}"', f'"file_name": "{name}"'),
        )
        content = contents[record.doc_id]
        for old, new in changes:
            content = content.replace(old.encode(), new.encode())
        (store.plans / doc_id).mkdir(parents=True)
        (store.plans / doc_id / "plan.json").write_bytes(content)
        (store.plans / doc_id / "transcript.txt").write_text(texts[record.doc_id], encoding="utf-8")
        source = record.source.model_copy(update={"sha256": sha256, "file_name": name})
        copy = record.model_copy(
            update={"source": source, "names": (name,), "doc_id": doc_id, "plan_id": plan_id, "sketch": ()}
        )
        _write_record(store, copy)
    return store


def _write_record(store: Store, record: DocumentRecord) -> None:
    path = store.original(record.source.sha256).with_suffix(".json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record.model_dump_json(indent=1), encoding="utf-8")


def main(count: int, read: Path | None, formats: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        store = fill_like(data, count, read) if read else fill(data, count)
        sizes = [path.stat().st_size for path in store.plans.glob("*/plan.json")]
        print(f"{len(sizes)} plans, {sum(sizes) / len(sizes) / 1000:.0f} kB each", flush=True)
        for chosen in formats:
            out = folder / "out"
            command = [sys.executable, "-m", "kehoach", "export", str(out), "--data", str(data), "--format", chosen]
            cost = measure([command])
            written = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) >> 20
            print(
                f"export {chosen}: {cost.wall:.1f} s ({cost.cpu:.1f} s of processors), {cost.peak} MB in all "
                f"processes, {cost.largest} MB in the largest; {written} MB written",
                flush=True,
            )
        if not read:
            for step in ("first", "again"):
                start = time.perf_counter()
                with open_tables(store) as tables:
                    tables.query("SELECT count(*) FROM consolidated")
                print(f"sql {step}: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    given = [*sys.argv[1:], "", ""]
    main(int(given[0] or 700), Path(given[1]) if given[1] else None, sys.argv[3:] or ["csv", ",".join(FORMATS)])
