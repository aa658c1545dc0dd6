"""`kehoach run` beside plain Tesseract and ocrmypdf on the same scans, one after the other in one run.

The yardstick: a Tesseract process a core, one thread each, the fast Vietnamese model, the same pages as pictures
(rendering is not counted). ocrmypdf only makes a page searchable; it straightens and turns pages as kehoach does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measured import CORES, Cost, measure


def kehoach(scans: list[Path], folder: Path) -> Cost:
    """Read scans from nothing."""
    command = [sys.executable, "-m", "kehoach", "run", *map(str, scans), "--data", str(folder / "data")]
    return measure([command])


def tesseract(scans: list[Path], folder: Path) -> tuple[Cost, int]:
    """Read the same pages with the tesseract program alone; returns the number of pages too."""
    pages = folder / "pages"
    pages.mkdir()
    for scan in scans:
        subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", scan, pages / scan.stem], check=True)
    pictures = sorted(pages.glob("*.png"))
    return measure([["tesseract", str(page), "-", "-l", "vie"] for page in pictures], CORES), len(pictures)


def ocrmypdf(scans: list[Path], folder: Path) -> Cost | None:
    """Make the same scans searchable, if ocrmypdf is installed."""
    program = shutil.which("ocrmypdf")
    if program is None:
        return None
    options = ["--deskew", "--rotate-pages", "-l", "vie", "--jobs", str(CORES), "--force-ocr"]
    return measure([[program, *options, str(scan), str(folder / scan.name)] for scan in scans])


def main(scans: list[Path]) -> None:
    """Print a line a program as it ends; processors are what a busy machine does not spoil."""
    out = sys.stdout
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, pages = tesseract(scans, folder)
        out.write(f"{len(scans)} scans, {pages} pages, {CORES} cores\n")
        head = f"{'s a page':>9}{'ratio':>7}{'CPU s a page':>14}{'ratio':>7}{'peak MB':>9}{'a process':>11}"
        out.write(f"{'':34}{head}\n")
        _tell("tesseract alone", plain, plain, pages)
        _tell("kehoach run", kehoach(scans, folder), plain, pages)
        other = ocrmypdf(scans, folder)
    if other is None:
        out.write("ocrmypdf is not installed (apt-get install ocrmypdf): left out\n")
    else:
        _tell("ocrmypdf --deskew --rotate-pages", other, plain, pages)


def _tell(name: str, cost: Cost, plain: Cost, pages: int) -> None:
    sys.stdout.write(
        f"{name:34}{cost.wall / pages:9.2f}{cost.wall / plain.wall:7.2f}{cost.cpu / pages:14.2f}"
        f"{cost.cpu / plain.cpu:7.2f}{cost.peak:9d}{cost.largest:11d}\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
