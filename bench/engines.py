"""All engines on the same cleaned pages: letters, numbers, labels and seconds.

    OMP_THREAD_LIMIT=1 python -m bench.engines ../shared/scans --profiles office,poor [--pages 2] [--tessdata DIR …]
    OMP_THREAD_LIMIT=1 python -m bench.engines --real ../shared/real --golden golden [--pages 1] [--tessdata DIR …]

Every engine reads by itself, without a witness, what our own cleaning and cell cutting give it, so Tesseract is shown
at its best. `--tessdata` adds Tesseract with the models of a folder (tessdata_best, say). With `--real` the numbers
that golden has of each scan are counted, scan by scan.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.image.render import render_page
from pipeline.ocr import ENGINES, OcrEngine
from pipeline.ocr.tesseract import TesserocrEngine, _api
from pipeline.read_page import read_scan
from pipeline.scores.reading import Counts, count_reading
from pipeline.signing_stamps import read_signing_stamps
from pipeline.tessdata import tessdata_folder
from pipeline.transcript.transcribe import transcribe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass
class Row:
    """What one engine did on some pages."""

    counts: Counts = field(default_factory=Counts)
    seconds: float = 0.0
    pages: int = 0
    right: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, int, str]] = field(default_factory=list)


def engines(folders: Sequence[Path], without: str = "") -> Iterator[tuple[str, OcrEngine]]:
    """Every engine but one, then Tesseract with the models of each folder."""
    for name, make in ENGINES.items():
        if name != without:
            yield name, make()
    for folder in folders:
        os.environ["TESSDATA_PREFIX"] = str(folder)
        _api.cache_clear()
        tessdata_folder.cache_clear()
        yield f"tesserocr {folder.name}", TesserocrEngine()


def read_text(engine: OcrEngine, pdf: Path, number: int, row: Row) -> str:
    """Text of a page as one engine alone reads it, tables row by row."""
    picture = render_page(pdf, number)
    started = time.process_time()
    page = read_scan(picture, engine, None)
    row.seconds += time.process_time() - started
    row.pages += 1
    written = transcribe([page.model_copy(update={"number": 1})])
    aside = "\n".join(mark.value for mark in written.furniture)
    return f"{written.text}\n{aside}".replace("\f", "")


def on_scans(folder: Path, profiles: Sequence[str], most: int, folders: Sequence[Path]) -> None:
    """Print a table over scans whose printed text is known."""
    out = sys.stdout
    out.write(
        f"{'engine':24}{'profile':9}{'pages':>6}{'CER %':>8}{'numbers %':>11}{'labels %':>10}{'CPU s a page':>14}\n"
    )
    for name, engine in engines(folders):
        for profile in profiles:
            row = Row()
            for pdf in sorted(folder.glob(f"*.{profile}.pdf")):
                truth = json.loads((folder / "truth" / f"{pdf.name.split('.')[0]}.json").read_text(encoding="utf-8"))
                numbers = spread(len(truth["pages"]), most)
                texts = [read_text(engine, pdf, number, row) for number in numbers]
                blocks = [truth["pages"][number - 1] for number in numbers]
                row.counts = row.counts.plus(count_reading(blocks, texts, {}))
            c = row.counts
            out.write(
                f"{name:24}{profile:9}{row.pages:6d}{100 * c.edits / max(c.letters, 1):8.2f}"
                f"{100 * c.numbers_right / max(c.numbers, 1):11.2f}{100 * c.labels_right / max(c.labels, 1):10.1f}"
                f"{row.seconds / max(row.pages, 1):14.2f}\n"
            )
            out.flush()


def spread(pages: int, most: int) -> list[int]:
    """So many page numbers spread over a document, all where it has no more."""
    if most >= pages:
        return list(range(1, pages + 1))
    return sorted({1 + round(k * (pages - 1) / max(most - 1, 1)) for k in range(most)})


def on_real(folder: Path, golden: Path, most: int, folders: Sequence[Path], show: int) -> None:
    """Print, scan by scan, the share of the numbers on its richest pages that each engine read."""
    scans = {}
    for pdf in sorted(folder.glob("*.pdf")):
        path = golden / f"{pdf.stem}.json"
        numbers = json.loads(path.read_text(encoding="utf-8")).get("numbers") if path.exists() else None
        if numbers:
            pages = {page for page, _ in Counter(page for page, _ in numbers).most_common(most)}
            scans[pdf] = Counter((page, token) for page, token in numbers if page in pages)
    rows: dict[str, Row] = {}
    # pytesseract has the model of tesserocr, and takes a program's start for each cell of these tables.
    for name, engine in engines(folders, without="pytesseract"):
        row = rows[name] = Row()
        for pdf, numbers in scans.items():
            for page in sorted({number for number, _ in numbers}):
                wanted = {token: times for (number, token), times in numbers.items() if number == page}
                stamps = "\n".join(line.text for line in read_signing_stamps(pdf, page))
                text = f"{read_text(engine, pdf, page, row)}\n{stamps}"
                for token, times in wanted.items():
                    found = min(times, len(re.findall(rf"(?<!\d){re.escape(token)}(?!\d)", text)))
                    row.right[pdf.stem] += found
                    if found < times:
                        row.missed.append((pdf.stem, page, token))
    out = sys.stdout
    out.write(f"{'numbers right, %':34}{'numbers':>8}" + "".join(f"{name:>20}" for name in rows) + "\n")
    for pdf, numbers in scans.items():
        total = numbers.total()
        shares = "".join(f"{100 * row.right[pdf.stem] / total:20.2f}" for row in rows.values())
        out.write(f"{pdf.stem:34}{total:8d}{shares}\n")
    for name, row in rows.items():
        for missed in row.missed[:show]:
            out.write(f"   {name}: {missed}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", type=Path, nargs="?")
    parser.add_argument("--profiles", default="office,poor")
    parser.add_argument("--pages", type=int, default=2, help="pages a document")
    parser.add_argument("--tessdata", type=Path, nargs="*", default=[])
    parser.add_argument("--real", type=Path)
    parser.add_argument("--golden", type=Path, default=Path("golden"))
    parser.add_argument("--show", type=int, default=5)
    chosen = parser.parse_args()
    if chosen.scans:
        on_scans(chosen.scans, chosen.profiles.split(","), chosen.pages, chosen.tessdata)
    if chosen.real:
        on_real(chosen.real, chosen.golden, chosen.pages, chosen.tessdata, chosen.show)


if __name__ == "__main__":
    main()
