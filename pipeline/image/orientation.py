"""Which way the text of a page runs, by the shape of its ink."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

WIDEST_SKEW = 6.0
MEASURE_DPI = 100.0
CLEAR = 1.35
"""How much more ink above the letters' core than below tells upright from upside down: capitals, tall letters and
tone marks stand above. Measured 1.6 to 3.5 on upright pages."""

LEANS, SURE = 1.15, 3.0
"""What the ink says though it is not clear, and how confident Tesseract must be to be believed against it."""

PLAIN = 0.25
"""Least share by which a picture of half the size tells which way the lines run; in between the whole one is asked."""

EMPTY = 0.0002
"""Share of ink below which a page has too little to stand on its head."""


@dataclass(frozen=True)
class Upright:
    """Whether a page with level lines stands on its head, why that is not certain ("" where it is), and its skew."""

    upside_down: bool
    doubt: str = ""
    skew: float = 0.0


def text_ink(ink: Pixels, dpi: float) -> NDArray[np.float32]:
    """Ink (0 to 1) reduced to 100 dpi, without rules, frames and large spots."""
    factor = MEASURE_DPI / dpi
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    binary = (small > 90).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(binary, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    longer, shorter = np.maximum(width, height), np.minimum(width, height)
    # A letter of 14 pt is 20 pixels high here; words grown together may be longer, rules and seals are longer still.
    # Pieces of broken rules are long and thin; specks are a few pixels.
    keep = (longer <= 60) & ~((longer > 12) & (longer > 4 * shorter)) & (stats[:, cv2.CC_STAT_AREA] >= 6)
    keep[0] = False
    if count < 2:
        return np.zeros(small.shape, np.float32)
    return np.where(keep[labels], small, 0).astype(np.float32) / 255.0


@dataclass(frozen=True)
class _Profiles:
    """Row profiles of a picture's ink at any shear, from sums of its columns (width + 1 x height)."""

    sums: NDArray[np.float64]

    @classmethod
    def of(cls, text: NDArray[np.float32]) -> _Profiles:
        """Sum the columns from left to right."""
        sums = np.zeros((text.shape[1] + 1, text.shape[0]))
        np.cumsum(text.T, axis=0, out=sums[1:])
        return cls(sums)

    def sharpness(self, angle: float) -> float:
        """How abruptly ink begins and ends from row to row when the page is sheared by this angle (degrees).

        Whole pixels at every angle, 0 too: interpolation would blur all angles but 0 and so favour 0.
        """
        width, height = self.sums.shape[0] - 1, self.sums.shape[1]
        slope = float(np.tan(np.radians(angle)))
        # Level after shearing: y' = y - slope * (x - middle); neighbouring columns move alike.
        moves = np.rint(slope * (np.arange(width) - width / 2)).astype(np.int_)
        edges = [0, *(np.flatnonzero(np.diff(moves)) + 1).tolist(), width]
        profile = np.zeros(height)
        for left, right in pairwise(edges):
            move = int(moves[left])
            part = self.sums[right] - self.sums[left]
            if move >= 0:
                profile[: height - move] += part[move:]
            else:
                profile[-move:] += part[:move]
        return float(np.square(np.diff(profile)).sum())


def skew_of(text: NDArray[np.float32]) -> float:
    """Angle (degrees, counter-clockwise turn that levels the lines) at which rows of text are sharpest."""
    if text.sum() < 200:
        return 0.0
    sharpness = lru_cache(maxsize=None)(_Profiles.of(text).sharpness)
    coarse = max(np.arange(-WIDEST_SKEW, WIDEST_SKEW + 0.1, 0.5).tolist(), key=sharpness)
    fine = max(np.arange(coarse - 0.5, coarse + 0.51, 0.1).tolist(), key=sharpness)
    finest = max(np.arange(fine - 0.08, fine + 0.09, 0.04).tolist(), key=sharpness)
    if sharpness(finest) < 1.02 * sharpness(0.0):
        return 0.0
    return round(float(finest), 2)


def find_axis(text: NDArray[np.float32]) -> Literal["horizontal", "vertical"]:
    """Whether lines of text run along the rows or along the columns of the picture."""
    if text.sum() < 200:
        return "horizontal"
    share = _along_columns(cv2.resize(text, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    if not PLAIN < share < 1 - PLAIN:
        share = _along_columns(text)
    return "vertical" if share > 0.5 else "horizontal"


def _along_columns(text: NDArray[np.float32]) -> float:
    """How sharp lines along the columns are, as a share of that and of how sharp lines along the rows are."""
    angles = np.arange(-3.0, 3.1, 0.5).tolist()
    rows = max(map(_Profiles.of(text).sharpness, angles)) / text.shape[1]
    columns = max(map(_Profiles.of(text.T).sharpness, angles)) / text.shape[0]
    return float(columns / max(rows + columns, 1e-9))


def ascent_ratio(text: NDArray[np.float32], angle: float) -> float:
    """Ink above the lines' core (the height of a lower-case x) over ink below it, on a page leaning by `angle`."""
    height, width = text.shape
    slope = float(np.tan(np.radians(angle)))
    matrix = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], dtype=np.float32)
    level = cv2.warpAffine(text, matrix, (width, height), flags=cv2.INTER_LINEAR)
    above = below = 0.0
    # Columns of a table hold lines at heights of their own: strips are looked at one by one.
    for strip in np.array_split(level, max(1, width // 200), axis=1):
        profile = strip.sum(axis=1)
        if profile.max() < 5:
            continue
        core = profile > 0.5 * np.percentile(profile[profile > 0.5], 90)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], core.astype(np.int8), [0]))))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if not 4 <= end - start <= 16:
                continue
            reach = round(0.6 * (end - start)) + 1
            above += float(profile[max(0, start - reach) : start].sum())
            below += float(profile[end : end + reach].sum())
    return (above + 1.0) / (below + 1.0)


@lru_cache(maxsize=1)
def _osd() -> Any:
    """Tesseract's orientation detector, or None where it is not installed."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        import tesserocr
    except ImportError:
        return None
    from pipeline.tessdata import tessdata_folder

    folder = tessdata_folder("osd")
    if folder is None:
        return None
    return tesserocr.PyTessBaseAPI(path=str(folder), lang="osd", psm=tesserocr.PSM.OSD_ONLY)


def _osd_upside_down(pixels: Pixels, dpi: float) -> tuple[bool, float] | None:
    """Tesseract's word on whether a page stands on its head, with its confidence, or None where it has none."""
    detector = _osd()
    if detector is None:
        return None
    from PIL import Image

    detector.SetImage(Image.fromarray(pixels))
    detector.SetSourceResolution(round(dpi))
    result = detector.DetectOrientationScript()
    detector.Clear()
    if not result or result["orient_deg"] not in (0, 180):
        return None
    return result["orient_deg"] == 180, float(result["orient_conf"])


def find_upright(text: NDArray[np.float32], pixels: Pixels, dpi: float) -> Upright:
    """Whether a page with level lines stands on its head: by the ink above and below, in doubt by Tesseract."""
    skew = skew_of(text)
    ratio = ascent_ratio(text, skew)
    if ratio > CLEAR or ratio < 1 / CLEAR:
        return Upright(ratio < 1, skew=skew)
    if text.mean() < EMPTY:
        return Upright(False, skew=skew)
    second = _osd_upside_down(pixels, dpi)
    # A page of cells has few letters in a line: 1.27 was measured where Tesseract was wrong at a confidence of 1.2.
    against = second is not None and second[0] != (ratio < 1) and not 1 / LEANS < ratio < LEANS
    if second is not None and second[1] > (SURE if against else 1.0):
        return Upright(second[0], skew=skew)
    return Upright(ratio < 0.95, f"ink above over ink below the letters is {ratio:.2f}", skew)
