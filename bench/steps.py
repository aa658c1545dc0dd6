"""What each step of reading a page costs, and what is lost without it.

    OMP_THREAD_LIMIT=1 python -m bench.steps ../shared/scans [--profiles office,poor] [--pages 2] [--costs]

Costs are seconds of processor, those of a step within another counted once. Gains are told by reading the same pages
again with the step left out: letters wrong, numbers right, and numbers wrong though sure. `--costs` leaves that out.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import cv2

from bench.engines import spread
from pipeline.grids.ruled import RuledPage
from pipeline.ocr.recogniser import LineRecogniser
from pipeline.read_page import ReadSettings, read_page
from pipeline.scores.reading import SURE, Counts, count_reading, fold, trim
from pipeline.transcript.transcribe import transcribe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from models.page import Page


class Step(NamedTuple):
    """A function by its module and name; `without` takes its place where the step is left out."""

    name: str
    module: str
    function: str
    without: Callable[..., Any] | None = None


READ, CLEAN, ENGINE = "pipeline.read_page", "pipeline.image.clean", "pipeline.ocr.kehoach_engine"
STEPS = (
    Step("judge the page", READ, "triage_page"),
    Step("picture of the page", READ, "render_page"),
    Step("signing stamps", READ, "read_signing_stamps"),
    Step("grey, red ink off", CLEAN, "remove_red_ink"),
    Step("light evened", CLEAN, "even_light", lambda image: image),
    Step("black edges off", CLEAN, "remove_black_edges", lambda image: image),
    Step("turned upright", CLEAN, "turn_upright"),
    Step("straightened", CLEAN, "straighten", lambda image, _: image),
    Step("punch holes off", CLEAN, "remove_punch_holes", lambda image: image),
    Step("specks off for rules", "pipeline.grids.ruled", "remove_specks", lambda image: image),
    Step("ruled tables found", READ, "find_ruled_grids", lambda image: RuledPage((), (), image)),
    Step("tables without rules", READ, "read_loose_tables", lambda ruled, grids, lines, _: (ruled.image, grids, lines)),
    Step("lines found and cut", ENGINE, "read_at_size"),
    Step("words read by the language", ENGINE, "_in_language", lambda words, *_: list(words)),
    Step("second reading of numbers", READ, "witness_numbers", lambda lines, *_: tuple(lines)),
    Step("broken numbers mended", READ, "mend_broken_numbers", lambda lines: tuple(lines)),
    Step("bold words marked", READ, "mark_bold", lambda lines, _: tuple(lines)),
    Step("unread ink doubted", READ, "doubt_unread_ink", lambda *_: ()),
)


@dataclass
class Clock:
    """Seconds of processor by step, each without the steps inside it."""

    spent: Counter[str] = field(default_factory=Counter)
    _inner: list[float] = field(default_factory=list)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Make a function that counts its seconds."""

        def run(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            self._inner.append(0.0)
            try:
                return function(*given, **named)
            finally:
                took, inner = time.process_time() - start, self._inner.pop()
                self.spent[name] += took - inner
                if self._inner:
                    self._inner[-1] += took

        return run

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count while pages are read."""
        with ExitStack() as stack:
            for step in STEPS:
                function = getattr(importlib.import_module(step.module), step.function)
                stack.enter_context(patch(f"{step.module}.{step.function}", self.timed(step.name, function)))
            net = self.timed("the net", LineRecogniser.read)
            stack.enter_context(patch.object(LineRecogniser, "read", lambda *given: net(*given)))
            yield


def pages_of(folder: Path, profile: str, most: int) -> list[tuple[Path, int, list[str]]]:
    """So many pages of each scan, each with its true blocks."""
    found = []
    made = folder / "truth" / "pages"  # of made plans
    texts = made if made.is_dir() else made.parent
    for pdf in sorted(folder.glob(f"*.{profile}.pdf")):
        truth = json.loads((texts / f"{pdf.name.split('.')[0]}.json").read_text(encoding="utf-8"))["pages"]
        found += [(pdf, number, truth[number - 1]) for number in spread(len(truth), most)]
    return found


def count(pages: Sequence[tuple[Path, int, list[str]]]) -> Counts:
    """Read pages and hold them against their truth."""
    total = Counts()
    for pdf, number, blocks in pages:
        page = read_page(pdf, number, ReadSettings())
        written = transcribe([page.model_copy(update={"number": 1})])
        text = "\n".join([written.text, *(mark.value for mark in written.furniture)]).replace("\f", "")
        total = total.plus(count_reading([blocks], [text], {1: _sure(page)}))
    return total


def _sure(page: Page) -> Counter[str]:
    """Numbers that the page states with confidence."""
    lines = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]
    words = [word for line in lines for word in line.words if (word.confidence or 0.0) >= SURE]
    return Counter(trim(fold(word.text)) for word in words if re.search(r"\d", word.text))


def show(folder: Path, profile: str, most: int, costs: bool) -> None:
    """Print the table of one profile."""
    out, pages, clock = sys.stdout, pages_of(folder, profile, most), Clock()
    read_page(*pages[0][:2], ReadSettings())  # models are loaded once for all pages
    start = time.process_time()
    with clock.running():
        for pdf, number, _ in pages:
            clock.timed("the rest", read_page)(pdf, number, ReadSettings())
    took = time.process_time() - start
    out.write(f"\n{profile}: {len(pages)} pages, {took / len(pages):.3f} s of processor a page\n")
    out.write(f"{'step':28}{'ms a page':>10}{'share':>8}" + ("\n" if costs else f"{'without it: CER %':>20}"))
    whole = None if costs else count(pages)
    if whole:
        out.write(
            f"{'numbers %':>11}{'silent %':>10}\n{'all steps':28}{1000 * took / len(pages):10.0f}{'':8}{_told(whole)}"
        )
    without = {step.name: step for step in STEPS if step.without}
    for name, spent in clock.spent.most_common():
        out.write(f"{name:28}{1000 * spent / len(pages):10.1f}{spent / took:8.1%}")
        step = without.get(name)
        if whole and step:
            with patch(f"{step.module}.{step.function}", step.without):
                out.write(_told(count(pages)))
        else:
            out.write("\n")
        out.flush()


def _told(counts: Counts) -> str:
    rates = (counts.edits / max(counts.letters, 1), counts.numbers_right / max(counts.numbers, 1))
    return f"{100 * rates[0]:20.2f}{100 * rates[1]:11.2f}{100 * counts.numbers_silent / max(counts.numbers, 1):10.2f}\n"


def main() -> None:
    """Print a table a profile."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profiles", default="office,poor")
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--costs", action="store_true")
    asked = parser.parse_args()
    cv2.setNumThreads(1)  # as the processes that read pages do
    for profile in asked.profiles.split(","):
        show(asked.folder, profile, asked.pages, asked.costs)


if __name__ == "__main__":
    main()
