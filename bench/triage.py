"""How often triage is right about text layers, over made pages of all kinds, and how true legacy layers come out.

    python -m bench.triage [--count 300] [--seed 1] [--show 10]

Two errors count: a false layer that is trusted (wrong text, in silence) and a true one that is read anew (time lost).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from bench.triage_pages import KINDS, a_sheet, legacy, make_pages
from pipeline.ocr.text_layer import read_text_layer
from pipeline.triage import PageVerdict, triage_page

if TYPE_CHECKING:
    from collections.abc import Sequence


class Judged(NamedTuple):
    """A made page's kind and what triage said."""

    kind: str
    verdict: PageVerdict

    @property
    def right(self) -> bool:
        """Whether triage said what is right for such a page."""
        return self.verdict.verdict in KINDS[self.kind].right


def judge(count: int, seed: int) -> list[Judged]:
    """Make pages and let triage judge them."""
    judged = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.pdf"
        for kind, data in make_pages(count, seed):
            path.write_bytes(data)
            judged.append(Judged(kind, triage_page(path, 1)))
    return judged


def legacy_errors(layer: str, pages: int) -> tuple[int, int]:
    """Edits and characters over the words of pages in a legacy encoding, read back by their fonts' names."""
    edits = characters = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.pdf"
        for number in range(pages):
            rng = random.Random(f"legacy/{layer}/{number}")
            path.write_bytes(legacy(layer)(rng, number))
            rng = random.Random(f"legacy/{layer}/{number}")
            sheet = a_sheet(rng, number)
            page = read_text_layer(path, 1)
            lines = (*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines))
            found = Counter(word.text for line in lines for word in line.words)
            printed = Counter(unicodedata.normalize("NFC", word.text) for word in sheet.words)
            characters += sum(len(word) * times for word, times in printed.items())
            edits += _edits(list((printed - found).elements()), list((found - printed).elements()))
    return edits, characters


def _edits(wanted: Sequence[str], found: Sequence[str]) -> int:
    """Edits between words that are left over on both sides, each paired with the one most like it."""
    rest, total = list(found), 0
    for word in wanted:
        best = min(rest, key=lambda other: Levenshtein.distance(word, other), default="")
        total += min(Levenshtein.distance(word, best), len(word))
        if best:
            rest.remove(best)
    return total + sum(map(len, rest))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    chosen = parser.parse_args()
    judged = judge(chosen.count, chosen.seed)
    out = sys.stdout
    out.write(f"{'kind of page':30}{'pages':>6}{'layer':>7}{'ocr':>6}{'blank':>7}{'right':>8}\n")
    for kind in KINDS:
        mine = [page for page in judged if page.kind == kind]
        said = Counter(page.verdict.verdict for page in mine)
        right = sum(page.right for page in mine) / len(mine)
        out.write(
            f"{kind:30}{len(mine):6d}{said['text_layer']:7d}{said['ocr']:6d}{said['blank']:7d}{100 * right:7.1f}%\n"
        )
    wrong = [page for page in judged if not page.right]
    trusted = sum(page.verdict.verdict == "text_layer" for page in wrong)
    out.write(
        f"{len(judged)} pages, {100 - 100 * len(wrong) / len(judged):.2f} % right; "
        f"trusted but bad {trusted}, distrusted but good {len(wrong) - trusted}\n"
    )
    for page in wrong[: chosen.show]:
        out.write(f"   {page.kind}: {page.verdict.verdict} ({page.verdict.reason}) {page.verdict.details}\n")
    for layer in ("tcvn3", "vni"):
        edits, characters = legacy_errors(layer, 20)
        out.write(f"{layer}: CER {100 * edits / characters:.3f} % of {characters} characters\n")


if __name__ == "__main__":
    main()
