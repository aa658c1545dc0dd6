"""What is lost without each of the named packages (docs/decisions/0001.md), on made plans whose truth is known.

pydantic and Prefect hold no figure: without the one a torn plan.json is believed, without the other a failed document
ends the night; tests/pipeline/test_store.py and tests/flows/test_batch.py show both.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from rapidfuzz import fuzz

import extractors.language
from corpus.make import make_samples
from extractors.lexicon import load_lexicon
from models.plan import Versions
from models.source import SourceDocument
from pipeline.assemble import assemble
from pipeline.documents import count_pages
from pipeline.golden.files import read_golden
from pipeline.image.render import render_page
from pipeline.ocr.text_layer import read_text_layer
from pipeline.read_page import ReadSettings, choose_engine, read_page, read_scan
from pipeline.transcript.transcribe import transcribe

PLANS, SEED = 8, 11
VERSIONS = Versions(program="bench", extractors="", lexicon="", engine="")


def _error(text: str, blocks: list[str]) -> float:
    """Share of characters in wrong: each block of the truth against the stretch of the text most like it."""
    have = " ".join(text.split())
    wrong = total = 0.0
    for block in blocks:
        want = " ".join(block.split())
        wrong += len(want) * (1 - fuzz.partial_ratio(want, have) / 100)
        total += len(want)
    return wrong / max(total, 1.0)


def _say(name: str, with_it: str, without: str) -> None:
    sys.stdout.write(f"{name:12} with: {with_it:44} without: {without}\n")


def pdfplumber(pdf: Path, truth: list[list[str]]) -> None:
    """A digital page by its own text, or by OCR as if there were none."""
    start = time.perf_counter()
    own = _error(transcribe([read_text_layer(pdf, 1)]).text, truth[0])
    middle = time.perf_counter()
    engine, _ = choose_engine("tesserocr")
    seen = _error(transcribe([read_scan(render_page(pdf, 1, None), engine, None)]).text, truth[0])
    end = time.perf_counter()
    _say("pdfplumber", f"CER {own:.4f}, {middle - start:.1f} s", f"CER {seen:.4f}, {end - middle:.1f} s (OCR)")


def pytesseract(pdf: Path, truth: list[list[str]]) -> None:
    """A machine on which neither our net nor tesserocr's wheel runs."""
    page = read_page(pdf, 1, ReadSettings(engine="pytesseract"))
    _say("pytesseract", f"CER {_error(transcribe([page]).text, truth[0]):.4f}", "no scanned page is read")


def camelot(pdfs: list[Path]) -> None:
    """Drawn tables on whose shape camelot and we differ: doubts that nobody would see without it."""
    pages = [read_page(pdf, n, ReadSettings()) for pdf in pdfs for n in range(1, count_pages(pdf) + 1)]
    grids = [grid for page in pages for grid in page.grids]
    doubted = sum(any(doubt.code == "grid_shapes_differ" for doubt in grid.doubts) for grid in grids)
    _say("camelot", f"{doubted} of {len(grids)} tables doubted", "0 doubted")


def words(pdfs: list[Path], folder: Path) -> None:
    """What a count counts ("05 bộ phận tiếp nhận"), with underthesea's words in spaCy's Doc or with blanks alone."""
    golden = {plan.plan_id: plan for plan in read_golden(folder / "truth")}
    transcripts = [transcribe([read_text_layer(pdf, n) for n in range(1, count_pages(pdf) + 1)]) for pdf in pdfs]
    kept = extractors.language.word_tokenize
    shown = []
    for cut in (kept, str.split):
        extractors.language.word_tokenize = cut
        extractors.language.find_counted_noun.cache_clear()
        extractors.language._nouns.cache_clear()
        right = expected = 0
        for pdf, transcript in zip(pdfs, transcripts, strict=True):
            source = SourceDocument(sha256="0" * 64, file_name=pdf.name, size=1)
            plan = assemble(transcript, source, load_lexicon(), VERSIONS)
            found = Counter((f.value.quantity.value, f.value.quantity.unit) for f in plan.targets)
            wanted = Counter((t.value, t.unit) for t in golden[pdf.name.split(".")[0]].targets or () if t.unit != "%")
            right, expected = right + (found & wanted).total(), expected + wanted.total()
        shown.append(f"{right} of {expected} counts and sums with the exact unit")
    extractors.language.word_tokenize = kept
    _say("underthesea", shown[0], shown[1])
    _say("spaCy", "carries those words with their offsets", "no Doc, no words")


def main() -> None:
    """Print a line a package."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = make_samples(folder, count=PLANS, seed=SEED, profile="digital")
        pdfs = [folder / f"{plan.name}.digital.pdf" for plan in made]
        truth = json.loads((folder / "truth" / "pages" / f"{made[0].name}.json").read_text(encoding="utf-8"))["pages"]
        pdfplumber(pdfs[0], truth)
        scans = folder / "scans"
        office = make_samples(scans, count=1, seed=SEED, profile="office")[0]
        seen = json.loads((scans / "truth" / "pages" / f"{office.name}.json").read_text(encoding="utf-8"))["pages"]
        pytesseract(scans / f"{office.name}.office.pdf", seen)
        camelot(pdfs)
        words(pdfs, folder)


if __name__ == "__main__":
    main()
