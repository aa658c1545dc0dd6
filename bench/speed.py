"""Seconds a page of `kehoach run` beside plain Tesseract (and ocrmypdf where it is installed), in one run.

The yardstick: a Tesseract process a core, one thread each, the fast Vietnamese model, the same page pictures.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

CORES = len(os.sched_getaffinity(0))


def _timed(command: list[str], quiet: bool = True) -> tuple[float, int]:
    """Run a command; return its seconds and the peak memory of its largest process, in MB."""
    start = time.perf_counter()
    out = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    peak = 0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            family = [watched, *watched.children(recursive=True)]
            peak = max(peak, *(member.memory_info().rss >> 20 for member in family))
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.2)
    return time.perf_counter() - start, peak


def kehoach(scans: list[Path], folder: Path) -> tuple[float, int]:
    """Read scans from nothing."""
    command = [sys.executable, "-m", "kehoach", "run", *map(str, scans), "--data", str(folder / "data")]
    return _timed(command)


def tesseract(scans: list[Path], folder: Path) -> float:
    """Read the same pages with the tesseract program alone; rendering is not counted."""
    pages = folder / "pages"
    pages.mkdir()
    for scan in scans:
        subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", scan, pages / scan.stem], check=True)
    start = time.perf_counter()
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(lambda page: _timed(["tesseract", str(page), "-", "-l", "vie"]), sorted(pages.glob("*.png"))))
    return time.perf_counter() - start


def ocrmypdf(scans: list[Path], folder: Path) -> float | None:
    """Make the same scans searchable, if ocrmypdf is installed."""
    program = shutil.which("ocrmypdf")
    if program is None:
        return None
    start = time.perf_counter()
    for scan in scans:
        options = ["--deskew", "--rotate-pages", "-l", "vie", "--jobs", str(CORES), "--force-ocr"]
        _timed([program, *options, str(scan), str(folder / scan.name)])
    return time.perf_counter() - start


def main(scans: list[Path]) -> None:
    """Print a table of seconds and ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = tesseract(scans, folder)
        ours, peak = kehoach(scans, folder)
        other = ocrmypdf(scans, folder)
        pages = len(list((folder / "pages").glob("*.png")))
    sys.stdout.write(f"{len(scans)} scans, {pages} pages, {CORES} cores\n")
    sys.stdout.write(f"tesseract alone  {plain / pages:.2f} s a page   1.00\n")
    sys.stdout.write(f"kehoach run      {ours / pages:.2f} s a page   {ours / plain:.2f}   peak {peak} MB a process\n")
    if other is None:
        sys.stdout.write("ocrmypdf         not installed\n")
    else:
        sys.stdout.write(f"ocrmypdf         {other / pages:.2f} s a page   {other / plain:.2f}\n")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
