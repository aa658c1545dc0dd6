"""Measures the line recogniser beside Tesseract, line by line, on scans whose printed text is known.

    OMP_THREAD_LIMIT=1 python -m bench.recogniser ../shared/scans --profiles office,poor [--show 20]

Lines are found by Tesseract's layout and cut once; both readers read the same line. What a line says is taken from
the text layer of the `*.digital.pdf` that the scan was printed from: the line of the same page that reads most like
either reading.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pypdfium2
import tesserocr
from PIL import Image
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from pipeline.ocr.line_size import line_em, usual_em
from pipeline.ocr.recogniser import LineReading, LineRecogniser, cut_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

TESSDATA = "/usr/share/tesseract-ocr/5/tessdata"
FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "|": " ", "\uf0b7": "•"})
ROMAN = re.compile(r"[IVXL]+[.)]?")
LIKE_ENOUGH = 80  # per cent of likeness to a printed line below which a found line is no line of text


@dataclass
class Found:
    """A line as Tesseract's layout gives it, in px of the page."""

    box: tuple[int, int, int, int]
    baseline: tuple[float, float, float, float]
    text: str
    crop: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((1, 1), np.uint8))


@dataclass
class Score:
    """Counts of one reader on one profile."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def add(self, want: str, got: str) -> None:
        """Holds one reading against what is printed."""
        count = self.counts
        count["lines"] += 1
        count["chars"] += len(want)
        off = Levenshtein.distance(want, got)
        count["edits"] += off
        count["exact"] += off == 0
        if off:
            self.faults.append((want, got))
        have = Counter(token.strip(".,;:()[]\"'/") for token in got.split())
        for token in want.split():
            bare = token.strip(".,;:()[]\"'/")
            if re.search(r"\d", bare):
                count["numbers"] += 1
                count["numbers_right"] += have[bare] > 0
                have[bare] -= 1
        first = want.split()[0]
        if ROMAN.fullmatch(first) and len(want.split()) > 1:
            count["labels"] += 1
            count["labels_right"] += got.split()[:1] == [first]

    def figures(self) -> dict[str, float]:
        """Shares in per cent."""
        c = self.counts
        parts = {
            "cer": ("edits", "chars"),
            "exact": ("exact", "lines"),
            "numbers": ("numbers_right", "numbers"),
            "labels": ("labels_right", "labels"),
        }
        shares = {name: round(100 * c[a] / max(1, c[b]), 2) for name, (a, b) in parts.items()}
        return shares | {"lines": c["lines"], "n_numbers": c["numbers"], "n_labels": c["labels"]}


def plain(text: str) -> str:
    """NFC, one kind of dash and quote, single spaces, dots by threes."""
    text = unicodedata.normalize("NFC", text).translate(FOLD).replace("…", "...")
    return re.sub(r"\s+", " ", re.sub(r"\.{3,}", "...", text)).strip()


def page_pictures(pdf: Path, dpi: int) -> list[NDArray[np.uint8]]:
    """All pages as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        np.asarray(page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze(), dtype=np.uint8)
        for page in document
    ]


def printed_lines(pdf: Path) -> list[list[str]]:
    """The lines of the text layer, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        [line for raw in page.get_textpage().get_text_range().splitlines() if (line := plain(raw))] for page in document
    ]


def found_lines(api: tesserocr.PyTessBaseAPI, page: NDArray[np.uint8]) -> list[Found]:
    """Lines of a page with Tesseract's own reading."""
    api.SetImage(Image.fromarray(page))
    api.Recognize()
    lines = []
    for row in tesserocr.iterate_level(api.GetIterator(), tesserocr.RIL.TEXTLINE):
        box, base = row.BoundingBox(tesserocr.RIL.TEXTLINE), row.Baseline(tesserocr.RIL.TEXTLINE)
        text = plain(row.GetUTF8Text(tesserocr.RIL.TEXTLINE))
        if box is None or base is None or not text:
            continue
        (x0, y0), (x1, y1) = base
        lines.append(Found(box, (x0, y0, x1, y1), text))
    usual = usual_em(page, [(line.box, line.baseline) for line in lines])
    for line in lines:
        line.crop = cut_line(page, line.box, line.baseline, line_em(page, line.box, line.baseline, usual))
    return lines


def upright(page: NDArray[np.uint8], lines: list[Found]) -> NDArray[np.uint8]:
    """The page turned so that its long lines lie level; the page itself where they do."""
    runs = [(line.baseline[2] - line.baseline[0], line.baseline[3] - line.baseline[1]) for line in lines]
    down = sum(dy for dx, dy in runs if abs(dy) > abs(dx))
    if abs(down) > sum(abs(dx) for dx, _ in runs):  # the sheet lay on its side
        return np.ascontiguousarray(np.rot90(page, 1 if down > 0 else -1))
    slopes = [
        (y1 - y0) / (x1 - x0) for x0, y0, x1, y1 in (line.baseline for line in lines) if x1 - x0 > page.shape[1] / 4
    ]
    angle = float(np.degrees(np.arctan(np.median(slopes)))) if slopes else 0.0
    if abs(angle) < 0.25:
        return page
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=255), dtype=np.uint8
    )


def pages_of(scans: Path, profile: str, dpi: int) -> Iterator[tuple[str, list[str], list[Found]]]:
    """Name, printed lines and found lines of every page of a profile."""
    with tesserocr.PyTessBaseAPI(path=TESSDATA, lang="vie", psm=tesserocr.PSM.AUTO) as api:
        for pdf in sorted(scans.glob(f"*.{profile}.pdf")):
            printed = printed_lines(pdf.with_name(pdf.name.replace(f".{profile}.", ".digital.")))
            for number, (picture, lines) in enumerate(zip(page_pictures(pdf, dpi), printed, strict=False), 1):
                page, found = picture, found_lines(api, picture)
                for _ in range(2):  # a sheet on its side may be crooked too
                    level = upright(page, found)
                    if level is page:
                        break
                    page, found = level, found_lines(api, level)
                yield f"{pdf.stem}:{number}", lines, found


def measure(pages: Iterable[tuple[str, list[str], list[Found]]], recogniser: LineRecogniser) -> dict[str, object]:
    """Both readers over the pages."""
    ours, theirs = Score(), Score()
    sure: list[tuple[float, bool]] = []
    letters: list[tuple[float, bool]] = []
    unmatched = 0
    seconds = 0.0
    for _name, printed, found in pages:
        started = time.process_time()
        readings = recogniser.read([line.crop for line in found])
        seconds += time.process_time() - started
        for line, reading in zip(found, readings, strict=True):
            mine = plain(reading.text)
            want = printed_as(mine, line.text, printed)
            if want is None:
                unmatched += 1
                continue
            ours.add(want, mine)
            theirs.add(want, line.text)
            sure.append((reading.confidence, want == mine))
            letters += letters_held(reading, want)
    count = max(1, ours.counts["lines"] + unmatched)
    return {
        "ours": ours.figures(),
        "tesseract": theirs.figures(),
        "unmatched": unmatched,
        "ms_a_line": round(1000 * seconds / count, 2),
        "calibration_lines": reliability(sure),
        "calibration_characters": reliability(letters),
        "faults": ours.faults,
    }


def printed_as(mine: str, theirs: str, printed: list[str]) -> str | None:
    """The printed line that is shown; None where the layout joined cells or cut a line, which no reader can mend.

    A label that stands in a cell of its own is found as a line of its own: the line without it is printed too.
    """
    choices = printed + [rest for line in printed if (rest := line.partition(" ")[2])]
    hits = []
    for text in (mine, theirs):
        hit = process.extractOne(text, choices, scorer=fuzz.ratio) if text else None
        if hit:
            hits.append((hit[0], hit[1], text))
    if not hits:
        return None
    want, likeness, text = max(hits, key=lambda hit: hit[1])
    whole = abs(len(want) - len(text)) <= max(2, 0.06 * len(want))
    return want if whole and likeness >= LIKE_ENOUGH else None


def letters_held(reading: LineReading, want: str) -> list[tuple[float, bool]]:
    """Each character's confidence, and whether it is printed so."""
    right = [False] * len(reading.text)
    for op in Levenshtein.opcodes(reading.text, want):
        if op.tag == "equal":
            right[op.src_start : op.src_end] = [True] * (op.src_end - op.src_start)
    return list(zip(reading.char_confidences, right, strict=True))


def reliability(pairs: list[tuple[float, bool]]) -> list[tuple[str, int, float, float]]:
    """Band of confidence, how many, mean confidence, share right: in per cent."""
    bands = ((0.0, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.99), (0.99, 0.999), (0.999, 1.01))
    rows = []
    for low, high in bands:
        inside = [pair for pair in pairs if low <= pair[0] < high]
        if inside:
            told, held = (100 * sum(pair[k] for pair in inside) / len(inside) for k in (0, 1))
            rows.append((f"{low}-{min(high, 1.0)}", len(inside), round(told, 2), round(held, 2)))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", type=Path)
    parser.add_argument("--profiles", default="office,poor")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--show", type=int, default=0)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    recogniser = LineRecogniser()
    results: dict[str, object] = {"model": recogniser.version}
    for profile in chosen.profiles.split(","):
        result = measure(pages_of(chosen.scans, profile, chosen.dpi), recogniser)
        faults = result.pop("faults")
        results[profile] = result
        print(profile, json.dumps(result, ensure_ascii=False))
        for want, got in faults[: chosen.show]:  # type: ignore[index]
            print(f"   printed {want!r}\n   read    {got!r}")
    if chosen.out:
        chosen.out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
