"""Seconds and memory of an export of made plans in all formats: `python -m bench.export [COUNT…]` (default 700).

700 plans are the districts of one year; 10,000 the archive of a country over its years.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from bench.made_plans import fill
from pipeline.export.tables import FORMATS, export
from pipeline.queries import open_tables
from pipeline.store import Store


def _cpu() -> float:
    """Processor seconds of this process and of those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measure(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder / "data", count)
        store = Store(folder / "data")
        start, cpu = time.perf_counter(), _cpu()
        done = export(store, folder / "out", formats=FORMATS)
        wall = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        size = sum(path.stat().st_size for path in done.files) >> 20
        print(f"export {count} plans, all formats: {wall:.1f} s ({_cpu() - cpu:.1f} s of processors)")
        print(f"peak {peak} MB in the main process, {size} MB in {len(done.files)} files")
        for step in ("first", "again"):
            start = time.perf_counter()
            with open_tables(store) as tables:
                tables.query("SELECT count(*) FROM consolidated")
            print(f"sql {step}: {time.perf_counter() - start:.2f} s")


def main() -> None:
    for count in map(int, sys.argv[1:] or ["700"]):
        measure(count)


if __name__ == "__main__":
    main()
