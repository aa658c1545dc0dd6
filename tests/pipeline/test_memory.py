from __future__ import annotations

from pathlib import Path

import psutil
import pypdfium2
import pytest

from models.page import Page
from pipeline.settings import Settings
from pipeline.workers import PagePool

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
PAGES = 200
LIMIT_MB = 700
GROWTH_MB = 60


def long_document(path: Path) -> Path:
    """Bind a scan of 200 pages out of the lightest pages of the poor sample, each its own picture."""
    source = pypdfium2.PdfDocument(next(SAMPLES.glob("*.poor.pdf")))
    target = pypdfium2.PdfDocument.new()
    for number in range(PAGES):
        target.import_pages(source, [number % 2 + len(source) - 2])
    target.save(path)
    return path


@pytest.mark.slow
def test_memory_does_not_grow_with_pages(tmp_path: Path) -> None:
    path = long_document(tmp_path / "long.pdf")
    peaks: list[int] = []
    with PagePool(Settings(data=tmp_path, workers=2)) as pool:
        futures = [pool.submit(path, number) for number in range(1, PAGES + 1)]
        for future in futures:
            assert isinstance(future.result(timeout=600), Page)
            workers = psutil.Process().children(recursive=True)
            peaks.append(max(worker.memory_info().rss >> 20 for worker in workers))
    assert max(peaks) < LIMIT_MB
    assert max(peaks[-20:]) - max(peaks[20:40]) < GROWTH_MB
