"""How large is the type of a line? Measured on its ink: Tesseract's row heights are a third too large on many pages.

The x-height is where the ink of a straightened line thins out above its baseline; a Times-like face has 0.448 em of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.ocr.line_image import cut_strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

X_HEIGHT, CAP_HEIGHT = 0.46, 0.675  # in em: of Times and its kin, blurred as scans are
LEAST_X_HEIGHT = 3  # px
LEAST_FALL = 0.02  # share of a row's columns
LOWER_FALL = 0.5  # of the steepest fall
LONG_EM = 8.0  # a line this long tells the page's usual size

Box = tuple[float, float, float, float]


def measured_em(page: NDArray[np.uint8], box: Box, baseline: Box) -> float | None:
    """The type size in px of one line, taken for lower case; None where there is too little ink to tell.

    `box` is (left, top, right, bottom) of the line's ink, `baseline` two points on its baseline, both in px.
    """
    left, top, right, bottom = box
    x0, y0, x1, y1 = baseline
    slope = (y1 - y0) / (x1 - x0) if abs(x1 - x0) >= 1 else 0.0
    height = max(2.0 * LEAST_X_HEIGHT, (bottom - top) - abs(slope) * (right - left))
    level = (left, y0 + slope * (left - x0), right, y0 + slope * (right - x0))
    strip = cut_strip(page, level, height, above=1.15, below=0.0)
    dark, light = np.percentile(strip, (2, 90))
    if light - dark < 24:
        return None
    profile = (strip < (dark + light) / 2).mean(axis=1)[::-1]  # from the baseline up
    sums = np.concatenate([[0.0], np.cumsum(profile)])
    talls = range(LEAST_X_HEIGHT, int(len(profile) / 1.3))
    falls = np.array([fall_of_ink(sums, tall) for tall in talls])
    if not len(falls) or falls.max() < LEAST_FALL:
        return None
    # Tall letters end in a fall of their own, often the steeper one: the x-height is the lower of the two.
    best = int(falls.argmax())
    lower = [k for k in range(1, best) if falls[k] >= max(falls[k - 1], falls[k + 1], LOWER_FALL * falls[best])]
    near = [k for k in lower if 0.55 < talls[k] / talls[best] < 0.85]
    chosen = max(near, key=lambda k: falls[k]) if near else best
    return crossing(profile, talls[chosen]) / X_HEIGHT


def fall_of_ink(sums: NDArray[np.float64], tall: int) -> float:
    """Mean ink of the `tall` rows over the baseline less that of the rows above; `sums` run over rows."""
    reach = max(2, round(0.3 * tall))
    above = float(sums[min(len(sums) - 1, tall + reach)] - sums[tall]) / reach
    return float(sums[tall]) / tall - above


def crossing(profile: NDArray[np.float64], row: int) -> float:
    """Where the ink falls through the mean of both sides of a row, in fractions of a px."""
    below, over = float(profile[max(0, row - 1)]), float(profile[min(len(profile) - 1, row)])
    middle = float(profile[max(0, row - 3) : row].mean() + profile[row : row + 3].mean()) / 2
    if below <= over:
        return float(row)
    return row - 0.5 + min(1.0, max(0.0, (below - middle) / (below - over)))


def usual_em(page: NDArray[np.uint8], lines: Sequence[tuple[Box, Box]]) -> float | None:
    """The median type size of a page's long lines, (box, baseline) each; None where no line is long."""
    sizes = [(measured_em(page, box, baseline), box) for box, baseline in lines]
    long = [size for size, box in sizes if size and box[2] - box[0] > LONG_EM * size]
    return float(np.median(long)) if long else None


def line_em(page: NDArray[np.uint8], box: Box, baseline: Box, usual: float | None) -> float:
    """The type size in px of a line on a page whose usual size is `usual`.

    A line of capitals or digits shows its cap height for its x-height; for a size that cannot be, the usual one stands.
    """
    size = measured_em(page, box, baseline)
    if usual is None:
        return size or 0.95 * (box[3] - box[1])
    if size is None:
        return usual
    ratio = size / usual
    if 0.62 < ratio < 1.28:
        return size
    capitals = ratio * X_HEIGHT / CAP_HEIGHT
    return size * X_HEIGHT / CAP_HEIGHT if 0.8 < capitals < 1.35 else usual
