"""Pictures of the review page for its documentation, of sample plans of places that do not exist.

usage: python -m bench.review_pictures DATA        (the samples, read: `make demo` leaves them in build/demo)
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from bench.review_server import chromium, review_server
from models.golden import GoldenPlan
from pipeline.golden.files import read_golden, write_golden
from pipeline.golden.regression import compare_with_golden
from pipeline.scores.cases import make_resolver
from pipeline.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
TABLE = "dak-wer-2022"
"""A plan with a table of tasks."""
SIZE = {"width": 1280, "height": 800}
COLOURS = 128


AT_REST = """() => {
  const card = document.querySelector('#card > .card'), line = document.querySelector('#list [aria-selected=true]');
  return !('posting' in document.body.dataset) && card.dataset.fact === line?.dataset.fact;
}"""


def prepared(data: Path, folder: Path) -> tuple[Path, Path]:
    """Copy the samples, with their truth as golden that a person read."""
    shutil.copytree(data, folder / "data", ignore=shutil.ignore_patterns("review", ".prefect"))
    for path in sorted((ROOT / "corpus" / "samples" / "truth").glob("*.json")):
        truth = GoldenPlan.model_validate_json(path.read_bytes())
        write_golden(truth.model_copy(update={"origin": "read"}), folder / "golden")
    return folder / "data", folder / "golden"


def most_different(data: Path, golden: Path) -> str:
    """Name the document that differs most from its golden: which one does changes with the readers."""
    compared = compare_with_golden(Store(data), read_golden(golden), make_resolver(golden), ())
    return max(compared, key=lambda one: len(one.diffs)).record.doc_id


def settle(tab: Tab, keys: str) -> None:
    """Press keys one after another, each when the page has come to rest."""
    for key in keys.split():
        tab.keyboard.press(key)
        tab.wait_for_timeout(100)
        tab.wait_for_function(AT_REST)


def keep(tab: Tab, name: str) -> None:
    """Keep what is on the screen, in few colours: small enough for a repository."""
    tab.wait_for_load_state("networkidle")
    tab.wait_for_function("() => [...document.images].filter(one => one.loading !== 'lazy').every(one => one.complete)")
    tab.wait_for_timeout(3200)  # what was told in passing is gone
    picture = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        PICTURES / f"review-{name}.png", optimize=True
    )


def main(data: Path) -> None:
    """Make every picture in both languages."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        for lang in ("vi", "en"):
            folder = Path(name) / lang
            with review_server(*prepared(data, folder)) as address:
                tab = browser.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
                tab.goto(f"{address}/?lang={lang}")
                while "hx-get" in tab.request.get(f"{address}/overall").text():
                    tab.wait_for_timeout(200)
                doc = most_different(folder / "data", folder / "golden")
                tab.goto(f"{address}/doc/{doc}?tab=target")
                settle(tab, "a a d a")
                tab.goto(f"{address}/doc/{doc}?tab=queue")
                settle(tab, "j t")  # past the one that was left in doubt, to one that differs
                keep(tab, f"document-{lang}")
                table = next(path.name for path in (folder / "data" / "plans").iterdir() if path.name.startswith(TABLE))
                tab.goto(f"{address}/doc/{table}?tab=cell")
                settle(tab, "ArrowDown ArrowDown ArrowRight ArrowDown ArrowDown ArrowDown")
                keep(tab, f"table-{lang}")
                tab.goto(f"{address}/doc/{doc}?tab=diff")
                settle(tab, "j")
                keep(tab, f"diff-{lang}")
                tab.goto(f"{address}/?show=all")
                keep(tab, f"list-{lang}")
                tab.context.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
