"""A province's archive: recorded pages through flow, store and export: `python -m bench.archive [PAGES]`.

By default 6,000 pages (400 documents of 15) and a quarter of them; 165,000 are told on the line through both. 165000
runs the whole: some 20 minutes of one core and 8 GB below the folder for temporary files.
What turns a page into words and facts is measured elsewhere (`bench.speed`, `bench.batch_cost`) and grows as pages do;
here pages and facts are recorded (`bench.archive_run`), and everything else is the program's own: inbox, archive,
leases, the Prefect flow with a task a document, plans, records, journal; then `status`, a night with nothing new, and
the export. Each step is checked: a document that is missing or a run that fails ends the measurement.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from bench.made_plans import districts
from bench.measured import Cost, measure
from models.page import Line, Page, Word
from models.record import DocumentRecord, Summary
from models.source import Box, SourceDocument
from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.versions import current_versions

WHOLE = 165_000
DEFAULT = 6_000
PAGES = 15
"""Pages of a document: 11,000 communes and districts, 165,000 pages a year."""
LINES = 37
WORDS = 12
"""Of a recorded page: as many words, packed as large, as a page of the real plans."""
ROOM = 60_000
"""Bytes that a page takes on its way through the store, export included: looked for before anything is written."""


class Step(NamedTuple):
    """What one command cost, with the processes that it started."""

    name: str
    cost: Cost


class Archive(NamedTuple):
    """What recorded pages cost on their way, and what lies on the disk in the end."""

    documents: int
    steps: tuple[Step, ...]
    files: int
    size: int
    database: int


def made_page(number: int, seed: int) -> Page:
    """Make a page as OCR would record it."""
    chance = random.Random(f"{number} {seed}")
    lines = []
    for row in range(LINES):
        words = []
        for word in range(WORDS):
            x, y = 85 + 35 * word + chance.random(), 60 + 19 * row + chance.random()
            box = Box(x0=x, y0=y, x1=x + 30.4, y1=y + 14.2)
            text = f"{chance.getrandbits(40):x}"[: 2 + word % 5]
            words.append(Word(text=text, box=box, confidence=1 - chance.random() / 9, size=13.0))
        box = words[0].box.union(words[-1].box)
        lines.append(Line(words=tuple(words), box=box))
    return Page(number=number, width=595, height=842, source="ocr", engine="made 1", lines=tuple(lines))


def made_pdf(pages: int, name: str) -> bytes:
    """Make the smallest PDF with so many empty pages: nobody renders it, its pages are recorded."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * pages
    out = bytearray(f"%PDF-1.4\n% {hashlib.sha256(name.encode()).hexdigest()}\n".encode())
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj{content}endobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode() + end.encode()


def fill(data: Path, documents: int) -> None:
    """Drop documents whose pages are recorded."""
    store = Store(data)
    reader = current_versions(Settings(data=data).overlay).engine
    places = districts()
    inbox = data / "inbox"
    inbox.mkdir(parents=True)
    recorded = {}
    for number in range(1, PAGES + 1):
        held = {"reader": reader, "failed": False, "page": made_page(number, number).model_dump(mode="json")}
        recorded[f"{number:04d}.json.gz"] = gzip.compress(json.dumps(held).encode(), 6, mtime=0)
    for seed in range(documents):
        name = f"{seed:05d} {places[seed % len(places)][0].split()[-1]}{seed}"
        pdf = made_pdf(PAGES, name)
        (inbox / f"{name}.pdf").write_bytes(pdf)
        shelf = store.work / hashlib.sha256(pdf).hexdigest() / "pages"
        shelf.mkdir(parents=True)
        for page, content in recorded.items():
            (shelf / page).write_bytes(content)


def fill_read(data: Path, count: int) -> None:
    """Write a store of documents that are read, as a night with nothing new meets it: their records alone."""
    store = Store(data)
    (data / "inbox").mkdir(parents=True)
    for seed in range(count):
        sha256 = hashlib.sha256(f"read {seed}".encode()).hexdigest()
        name = f"plan-{seed}-2022"
        record = DocumentRecord(
            source=SourceDocument(sha256=sha256, file_name=f"{seed}.pdf", size=1),
            names=(f"{seed}.pdf",), archived="2026-01-01T00:00:00Z", doc_id=f"{name}-{sha256[:8]}", plan_id=name,
            status="read", made_by="made", sketch=tuple(range(seed, seed + 96)), summary=Summary(pages=11),
        )  # fmt: skip
        path = store.archive / sha256[:2] / f"{sha256}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record.model_dump_json(indent=1), encoding="utf-8")
        with store.journal_path.open("a", encoding="utf-8") as journal:
            line = {"when": "2026-01-01T00:00:00Z", "event": "read", "sha256": sha256, "doc_id": record.doc_id}
            journal.write(json.dumps(line) + "\n")


def step(name: str, *arguments: object, module: str = "kehoach") -> Step:
    """Run a command of the program and tell its cost."""
    cost = measure([[sys.executable, "-m", module, *map(str, arguments)]])
    told = f"{name}: {cost.wall:.1f} s, {cost.cpu:.1f} s of processors, {cost.peak} MB in all, {cost.largest} MB"
    print(f"{told} in the largest process", flush=True)
    return Step(name, cost)


def measure_archive(folder: Path, pages: int) -> Archive:
    """Send recorded pages through flow, store, status and export.

    Raises:
        RuntimeError: a document was lost on the way.
    """
    data, out = folder / f"archive-{pages}", folder / "out"
    documents = max(1, pages // PAGES)
    if shutil.disk_usage(folder).free < pages * ROOM:
        raise RuntimeError(f"{pages * ROOM >> 30} GB are needed below {folder}")
    fill(data, documents)
    print(f"{documents * PAGES:,} recorded pages of {documents:,} documents", flush=True)
    steps = [step("run", "run", "--data", data, module="bench.archive_run")]
    _check("read", documents, sum(record.status == "read" for record in Store(data).records()))
    steps += [step("status", "status", "--data", data), step("nothing new", "run", "--data", data)]
    files = [path.stat().st_size for path in data.rglob("*") if path.is_file()]
    database = sum(path.stat().st_size for path in (data / ".prefect").glob("prefect.db*"))
    steps.append(step("export", "export", out, "--data", data))
    with (out / "documents.csv").open(encoding="utf-8-sig", newline="") as table:
        _check("exported", documents, sum(1 for _ in csv.DictReader(table)))
    shutil.rmtree(data)
    shutil.rmtree(out)
    print(f"{len(files):,} files, {sum(files) >> 20:,} MB, database {database >> 20:,} MB", flush=True)
    return Archive(documents, tuple(steps), len(files), sum(files) >> 20, database >> 20)


def _check(name: str, wanted: int, found: int) -> None:
    if wanted != found:
        raise RuntimeError(f"{name}: {found} of {wanted} documents")


def on_the_line(few: Archive, many: Archive, documents: int) -> str:
    """Carry on the line through two measurements: what a run costs once is not counted with every document."""
    times = (documents - few.documents) / (many.documents - few.documents)

    def at(a: float, b: float) -> float:
        return a + (b - a) * times

    told = [
        f"{one.name} {at(one.cost.wall, two.cost.wall):,.0f} s ({at(one.cost.cpu, two.cost.cpu):,.0f} s of processors)"
        for one, two in zip(few.steps, many.steps, strict=True)
    ]
    files, size, database = (at(*pair) for pair in zip(few[2:], many[2:], strict=True))
    return f"{', '.join(told)}, {files:,.0f} files, {size:,.0f} MB, database {database:,.0f} MB"


def measure_nothing_new(folder: Path, counts: tuple[int, ...] = (1_000, 11_000)) -> None:
    """Time a run that finds nothing new, and status, over stores of different sizes."""
    for count in counts:
        data = folder / f"nothing-{count}"
        fill_read(data, count)
        step(f"nothing new in {count}", "run", "--data", data)
        step(f"status of {count}", "status", "--data", data)
        shutil.rmtree(data)


def main(pages: int) -> None:
    """Print all figures."""
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as name:
        measure_nothing_new(Path(name))
        if pages >= WHOLE:
            measure_archive(Path(name), pages)
            return
        few = measure_archive(Path(name), pages // 4)
        many = measure_archive(Path(name), pages)
    print(f"165,000 pages, on the line through both: {on_the_line(few, many, WHOLE // PAGES)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else DEFAULT)
