"""A province's archive in small: recorded pages through flow, store and export; `python -m bench.archive [PAGES]`.

By default 6,600 pages (600 plans of 11 pages) and a quarter of them; 165,000 are told on the line through both. Give
165000 for the whole size.
Pages are recorded before, as after OCR: what is measured is everything else. Also measured: a night with nothing new
over a store of 1,000 and of 11,000 documents, and `status` there. (`bench.batch_cost`: the share of Prefect.)
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil

from bench.made_plans import PAGES as PAGES_A_PLAN
from bench.made_plans import districts
from models.page import Line, Page, Word
from models.record import DocumentRecord, Summary
from models.source import Box, SourceDocument
from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.versions import current_versions
from tests.flows.runs import start

if TYPE_CHECKING:
    import subprocess

WHOLE = 165_000
DEFAULT = 6_600
LINES_A_PAGE = 32
TEXT = (
    "Nâng cao chất lượng phục vụ người dân và doanh nghiệp tại bộ phận một cửa",
    "- Tối thiểu {a}% hồ sơ của huyện được trả kết quả trước hoặc đúng hẹn;",
    "- Trên {b}% cuộc họp của Ủy ban nhân dân xã được tổ chức trực tuyến;",
    "- Phấn đấu {c}% văn bản được ký số, gửi và nhận trên môi trường mạng;",
    "Phòng Nội vụ chủ trì, phối hợp với các phòng, ban theo dõi việc thực hiện",
    "báo cáo Ủy ban nhân dân huyện trước ngày 15/{d}/{year} để tổng hợp chung",
)
HEADINGS = ("I. MỤC ĐÍCH, YÊU CẦU", "II. CHỈ TIÊU", "III. NHIỆM VỤ", "IV. TỔ CHỨC THỰC HIỆN")


def _line(text: str, y: float, x: float = 85.0) -> Line:
    words, left = [], x
    for token in text.split():
        right = left + 6.2 * len(token)
        box = Box(x0=left, y0=y, x1=right, y1=y + 14)
        words.append(Word(text=token, box=box, confidence=0.98, size=13.0))
        left = right + 4
    return Line(words=tuple(words), box=Box(x0=x, y0=y, x1=left, y1=y + 14))


def made_page(number: int, place: str, year: int, seed: int) -> Page:
    """Make a page as OCR would record it: a head on the first, then lines with promises."""
    lines = []
    if number == 1:
        head = ("ỦY BAN NHÂN DÂN", place.upper(), f"Số: {seed % 90 + 1}/KH-UBND", "KẾ HOẠCH")
        lines = [_line(text, 60.0 + 20 * row) for row, text in enumerate((*head, f"Cải cách hành chính năm {year}"))]
    lines.append(_line(HEADINGS[number % len(HEADINGS)], 170.0))
    for row in range(LINES_A_PAGE - len(lines)):
        marks = {"a": 50 + (seed + row) % 49, "b": 20 + (seed * 7 + row) % 70, "c": 30 + (seed + 3 * row) % 60}
        text = TEXT[(row + number + seed) % len(TEXT)].format(**marks, d=row % 12 + 1, year=year)
        lines.append(_line(text, 190.0 + 19 * row))
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


def fill(data: Path, pages: int) -> int:
    """Drop plans whose pages are recorded; return how many."""
    store = Store(data)
    reader = current_versions(Settings(data=data).overlay).engine
    places = districts()
    inbox = data / "inbox"
    inbox.mkdir(parents=True)
    count = max(1, pages // PAGES_A_PLAN)
    for seed in range(count):
        place, year = places[seed % len(places)][0], 2021 + seed // len(places)
        pdf = made_pdf(PAGES_A_PLAN, f"{place} {year} {seed}")
        (inbox / f"{seed:05d} {place} {year}.pdf").write_bytes(pdf)
        shelf = store.work / hashlib.sha256(pdf).hexdigest() / "pages"
        shelf.mkdir(parents=True)
        for number in range(1, PAGES_A_PLAN + 1):
            page = made_page(number, place, year, seed).model_dump(mode="json")
            held = {"reader": reader, "failed": False, "page": page}
            (shelf / f"{number:04d}.json.gz").write_bytes(gzip.compress(json.dumps(held).encode(), 1, mtime=0))
    return count


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


def watched(run: subprocess.Popen[str]) -> tuple[float, int]:
    """Wait for a command; return its seconds and the most memory (MB) of it and its descendants, server aside."""
    begun, peak = time.perf_counter(), 0
    process = psutil.Process(run.pid)
    while run.poll() is None:
        used = 0
        try:
            for member in (process, *process.children(recursive=True)):
                if "prefect" not in " ".join(member.cmdline()):
                    used += member.memory_info().rss
        except psutil.NoSuchProcess:
            continue
        peak = max(peak, used >> 20)
        time.sleep(0.5)
    out, err = run.communicate()
    if run.returncode not in (0, 3):
        raise RuntimeError(out[-2000:] + err[-2000:])
    return time.perf_counter() - begun, peak


class Cost(NamedTuple):
    """What recorded pages cost on their way: seconds of the clock and of processors, memory, room on the disk."""

    plans: int
    run: float
    processors: float
    export: float
    status: float
    memory: int
    files: int
    size: int
    database: int


def measure_archive(folder: Path, pages: int) -> Cost:
    """Send recorded pages through flow, store, status and export."""
    data = folder / f"archive-{pages}"
    plans = fill(data, pages)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run, peak = watched(start("run", "--data", data))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    files = [path for path in data.rglob("*") if path.is_file()]
    database = sum(path.stat().st_size for path in (data / ".prefect").glob("prefect.db*"))
    status, _ = watched(start("status", "--data", data))
    export, most = watched(start("export", folder / "out", "--data", data))
    cost = Cost(
        plans,
        run,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        export,
        status,
        max(peak, most),
        len(files),
        sum(path.stat().st_size for path in files) >> 20,
        database >> 20,
    )
    shutil.rmtree(data)
    shutil.rmtree(folder / "out")
    print(f"{plans * PAGES_A_PLAN:,} recorded pages: {_told(cost)}", flush=True)
    return cost


def _told(cost: Cost) -> str:
    return (
        f"{cost.plans:,} plans, run {cost.run:,.0f} s ({cost.processors:,.0f} s of processors), "
        f"export {cost.export:,.1f} s, status {cost.status:.1f} s, {cost.memory:,} MB of memory, "
        f"{cost.files:,} files, {cost.size:,} MB, database {cost.database:,} MB"
    )


def on_the_line(few: Cost, many: Cost, plans: int) -> Cost:
    """Carry on the line through two measurements: what a run costs once is not counted with every plan."""
    times = (plans - few.plans) / (many.plans - few.plans)
    first, *rest = (a + (b - a) * times for a, b in zip(few, many, strict=True))
    run, processors, export, status, *counts = rest
    return Cost(round(first), run, processors, export, status, *map(round, counts))


def measure_nothing_new(folder: Path, counts: tuple[int, ...] = (1_000, 11_000)) -> None:
    """Time a run that finds nothing new, and status, over stores of different sizes."""
    for count in counts:
        data = folder / f"nothing-{count}"
        fill_read(data, count)
        seconds, peak = watched(start("run", "--data", data))
        status, _ = watched(start("status", "--data", data))
        print(f"{count} documents, nothing new: run {seconds:.1f} s ({peak} MB), status {status:.1f} s", flush=True)
        shutil.rmtree(data)


def main(pages: int) -> None:
    """Print all figures."""
    sys.stdout.write(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    with tempfile.TemporaryDirectory() as name:
        measure_nothing_new(Path(name))
        few = measure_archive(Path(name), pages // 4)
        many = measure_archive(Path(name), pages)
    if pages < WHOLE:
        print(f"165,000 pages, on the line through both: {_told(on_the_line(few, many, WHOLE // PAGES_A_PLAN))}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else DEFAULT)
