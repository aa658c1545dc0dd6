"""How fast the review page is, measured in the browser: a document of 27 pages, a list of 1,000 documents.

usage: python -m bench.review DATA        (a data folder in which some documents are read, such as that of `make demo`)
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from bench.review_server import chromium, review_server
from extractors.lexicon import load_lexicon
from models.page import Page
from pipeline.assemble import FIRST_READING, assemble
from pipeline.inbox import Waiting
from pipeline.store import Store
from pipeline.transcript.transcribe import transcribe
from pipeline.versions import current_versions

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

    from models.record import DocumentRecord

PAGES, DOCUMENTS, TURNS, STEPS = 27, 1000, 15, 40
FIRST_PAINT_MS, STEP_MS, FRAME_MS = 300, 100, 50
"""What is asked for; a frame of 50 ms is three at 60 Hz."""

PAINTED = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  done(paint ? paint.startTime : performance.now());
})))"""
WITH_PICTURE = """async () => {
  const at = document.querySelector('.sheet img[fetchpriority]');
  await at.decode();
  return performance.now();
}"""
WATCH = """() => {
  window.steps = [];
  document.addEventListener('keydown', () => { window.pressed = performance.now(); window.waiting = true; }, true);
  new MutationObserver(() => {
    if (!window.waiting) return;
    window.waiting = false;
    requestAnimationFrame(() => setTimeout(() => window.steps.push(performance.now() - window.pressed)));
  }).observe(document.querySelector('#card'), { childList: true });
}"""
FRAMES = """() => new Promise(done => {
  const main = document.querySelector('main'), frames = [];
  let last = performance.now(), still = 0, before = -1;
  const step = now => {
    frames.push(now - last); last = now;
    main.scrollTop += 240;
    still = main.scrollTop === before ? still + 1 : 0;
    before = main.scrollTop;
    if (still > 40) done({ frames, rows: document.querySelectorAll('tr.plan').length });
    else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def long_document(source: Store, store: Store) -> DocumentRecord:
    """Join documents that are read to one of 27 pages, with their pages as read."""
    joined = pypdfium2.PdfDocument.new()
    pages: list[Page] = []
    for record in source.records():
        with pypdfium2.PdfDocument(source.original(record.source.sha256)) as pdf:
            for number in range(1, len(pdf) + 1):
                page = source.recorded_page(record, number)
                if len(pages) < PAGES and isinstance(page, Page):
                    joined.import_pages(pdf, [number - 1])
                    pages.append(page.model_copy(update={"number": len(pages) + 1}))
    path = store.data / "long.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    joined.save(path)
    record = store.admit(Waiting(path=path, name="long.pdf", named=True)).record
    for page in pages:
        store.write_page(record, page, "bench")
    transcript = transcribe(pages)
    plan = assemble(transcript, record.source, load_lexicon(), current_versions(), FIRST_READING)
    return store.commit(record, plan, transcript)


def many_documents(source: Store, store: Store) -> None:
    """Write a thousand plans: one that was read, under other names."""
    record = min(source.records(), key=lambda one: (source.plans / one.doc_id / "plan.json").stat().st_size)
    plan = (source.plans / record.doc_id / "plan.json").read_text(encoding="utf-8")
    for number in range(DOCUMENTS):
        doc_id, sha256 = f"plan-{number:04d}-bench", f"{number:064x}"
        folder = store.plans / doc_id
        folder.mkdir(parents=True)
        (folder / "plan.json").write_text(plan.replace(record.doc_id, doc_id), encoding="utf-8")
        source_of = record.source.model_copy(update={"sha256": sha256, "file_name": f"scan-{number:04d}.pdf"})
        update = {"source": source_of, "names": (f"scan-{number:04d}.pdf",), "doc_id": doc_id, "plan_id": doc_id}
        store.keep(record.model_copy(update=update))
    store.log("bench", count=str(DOCUMENTS))


def opened(browser: Browser, address: str) -> Tab:
    """Open an address in a browser that knows nothing yet."""
    tab = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    tab.goto(address)
    return tab


def first_paints(browser: Browser, address: str) -> tuple[list[float], list[float]]:
    """Milliseconds to the first paint, and to the page's picture on the screen, each time in a fresh browser."""
    paints, pictures = [], []
    for _ in range(TURNS):
        tab = opened(browser, address)
        pictures.append(float(tab.evaluate(WITH_PICTURE)))
        paints.append(float(tab.evaluate(PAINTED)))
        tab.context.close()
    return paints, pictures


def steps(tab: Tab, key: str, count: int) -> list[float]:
    """Milliseconds from a key to the next card on the screen."""
    tab.evaluate("() => { window.steps = []; }")
    for number in range(count):
        tab.keyboard.press(key)
        tab.wait_for_function(f"() => window.steps.length > {number}")
    return [float(step) for step in tab.evaluate("() => window.steps")]


def told(name: str, values: list[float], limit: float) -> bool:
    """Print a median with its limit; whether it holds."""
    middle, worst = statistics.median(values), max(values)
    sys.stdout.write(f"{name:48} median {middle:7.0f} ms   worst {worst:7.0f} ms   asked {limit:.0f} ms\n")
    return middle <= limit


def main(data: Path) -> int:
    """Measure; 1 where a median is over its limit."""
    source, held = Store(data), []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        long, many, golden = (Path(folder) / name for name in ("long", "many", "golden"))
        record = long_document(source, Store(long))
        with review_server(long, golden) as address:
            place = f"{address}/doc/{record.doc_id}?tab=target"
            tab = opened(browser, place)
            for sheet in tab.locator(".sheet img").all():  # the server then has every picture
                tab.request.get(address + (sheet.get_attribute("src") or ""))
            tab.context.close()
            paints, pictures = first_paints(browser, place)
            held.append(told(f"{record.summary.pages} pages: first paint", paints, FIRST_PAINT_MS))
            held.append(told("with the page's picture", pictures, FIRST_PAINT_MS))
            tab = opened(browser, place)
            tab.wait_for_selector("svg .current")
            tab.evaluate(WATCH)
            held.append(told("j: the next fact", steps(tab, "j", STEPS), STEP_MS))
            held.append(told("a: accept, the next fact", steps(tab, "a", STEPS), STEP_MS))
        many_documents(source, Store(many))
        with review_server(many, golden) as address:
            start = time.perf_counter()
            paints = []
            for _ in range(TURNS):
                tab = opened(browser, f"{address}/?show=all")
                paints.append(float(tab.evaluate(PAINTED)))
                tab.context.close()
            held.append(told(f"list of {DOCUMENTS}: first paint, while counting", paints, FIRST_PAINT_MS))
            tab = opened(browser, f"{address}/?show=all")
            while tab.request.get(f"{address}/overall").text().count("hx-get"):
                time.sleep(0.5)
            sys.stdout.write(f"all {DOCUMENTS} counted in the background after {time.perf_counter() - start:.0f} s\n")
            seen = tab.evaluate(FRAMES)
            held.append(told(f"scrolled through {seen['rows']} rows: a frame", seen["frames"], FRAME_MS))
    return 0 if all(held) else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
