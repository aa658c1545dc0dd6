"""What grows with what: seconds and memory of `kehoach run` against pages, and against documents already read.

    python -m bench.cost [--pages 20 200 1000] [--documents 10 100 1000]

Pages: one document of so many scanned pages, read from nothing. Documents: so many whose pages are recorded, first
with all facts to be found anew (an upgrade of the words), then with nothing left to do. A line that grows faster than
its pages or documents, or memory that grows with them, is a fault.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import pypdfium2

from bench.measured import Cost, measure
from corpus.author import write_plan
from corpus.make import make_plan
from pipeline.files import sha256_of
from pipeline.store import Store

SEED = "cost/1"


def scan_of(pages: int, folder: Path) -> Path:
    """Make a scanned document of so many pages: those of a made office scan, again and again."""
    draft = write_plan(SEED, kind="cchc", wrapped="", rows=12)
    made = make_plan(folder, draft, "1", SEED, "clean", "dev")
    source, whole = pypdfium2.PdfDocument(made.pdf), pypdfium2.PdfDocument.new()
    for number in range(pages):
        whole.import_pages(source, [number % len(source)])
    path = folder / f"pages-{pages}.pdf"
    whole.save(path)
    whole.close()
    source.close()
    return path


def run(data: Path, *given: str) -> Cost:
    """Run kehoach over a data folder."""
    return measure([[sys.executable, "-m", "kehoach", "run", *given, "--data", str(data)]])


def against_pages(counts: list[int]) -> None:
    """Print the cost of documents of so many pages."""
    sys.stdout.write(f"{'pages':>8}{'s':>9}{'CPU s':>9}{'CPU s a page':>14}{'peak MB':>9}{'a process':>11}\n")
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            cost = run(Path(name) / "data", str(scan_of(count, Path(name))))
        sys.stdout.write(
            f"{count:8d}{cost.wall:9.1f}{cost.cpu:9.1f}{cost.cpu / count:14.3f}{cost.peak:9d}{cost.largest:11d}\n"
        )


def copies_of(one: Path, count: int, data: Path) -> list[Path]:
    """Give a store the recorded pages of `one` for so many documents that differ in their bytes alone."""
    run(data, str(one))
    store = Store(data)
    (first,) = store.records()
    pages = store.plans / first.doc_id / "pages"
    folder = data.parent / "copies"
    folder.mkdir()
    paths = []
    for number in range(count):
        path = folder / f"plan-{number:04d}.pdf"
        path.write_bytes(one.read_bytes() + f"\n% {number}\n".encode())
        paths.append(path)
    for path in paths:
        shutil.copytree(pages, store.work / sha256_of(path) / "pages")
    return paths


def against_documents(counts: list[int]) -> None:
    """Print the cost of runs over so many documents whose pages are recorded."""
    head = f"{'documents':>10}{'facts, s':>10}{'CPU s each':>12}{'peak MB':>9}{'nothing due, s':>16}{'ms each':>9}\n"
    sys.stdout.write(head)
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            draft = write_plan("small/6", kind="cchc", wrapped="", rows=6)
            (folder / "made").mkdir()
            one = make_plan(folder / "made", draft, "1", "small/6", "digital", "dev").pdf
            copies_of(one, count, folder / "data")
            facts = run(folder / "data", str(folder / "copies"))
            idle = run(folder / "data", str(folder / "copies"))
        sys.stdout.write(
            f"{count:10d}{facts.wall:10.1f}{facts.cpu / count:12.3f}{facts.peak:9d}{idle.wall:16.1f}"
            f"{1000 * idle.wall / count:9.1f}\n"
        )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="*", default=[20, 200, 1000])
    parser.add_argument("--documents", type=int, nargs="*", default=[10, 100, 1000])
    asked = parser.parse_args()
    against_pages(asked.pages)
    against_documents(asked.documents)


if __name__ == "__main__":
    main()
