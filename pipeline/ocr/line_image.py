"""From a page to what the recogniser's net sees.

Cutting and straightening a line, and bringing it to the net's height and contrast.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

HEIGHT = 40  # px of the net's input
ABOVE_EM, BELOW_EM = 1.04, 0.30  # the strip of a line: from above stacked capitals' marks to below the descenders
SIDE_EM = 0.35  # paper kept at both ends
LEAST_WIDTH, MOST_WIDTH = 16, 6000  # px at the net's height
LEAST_CONTRAST = (
    48  # grey levels between ink and paper below which a strip is not stretched further: blank paper stays blank
)


def cut_strip(
    page: Grey, baseline: tuple[float, float, float, float], em: float, above: float = ABOVE_EM, below: float = BELOW_EM
) -> Grey:
    """Cuts the strip around a baseline (x0, y0, x1, y1 in px of the page) from x0 to x1 and straightens it.

    Columns are moved up or down, not turned: lines lean by a few degrees at most and letters keep their stems.
    Outside the page lies white paper.
    """
    x0, y0, x1, y1 = baseline
    width = max(1, round(x1 - x0))
    height = max(1, round((above + below) * em))
    top = y0 - above * em
    slope = (y1 - y0) / max(1.0, x1 - x0)
    if abs(y1 - y0) < 0.6:
        left, upper = round(x0), round(top + (y1 - y0) / 2)
        strip = np.full((height, width), 255, dtype=np.uint8)
        rows, columns = (
            slice(max(0, upper), min(page.shape[0], upper + height)),
            slice(max(0, left), min(page.shape[1], left + width)),
        )
        if rows.start < rows.stop and columns.start < columns.stop:
            strip[rows.start - upper : rows.stop - upper, columns.start - left : columns.stop - left] = page[
                rows, columns
            ]
        return strip
    move = np.array([[1.0, 0.0, x0], [slope, 1.0, top]], dtype=np.float64)
    cut = cv2.warpAffine(
        page,
        move,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
    return np.asarray(cut, dtype=np.uint8)


def cut_line(
    page: Grey,
    box: tuple[float, float, float, float],
    baseline: tuple[float, float, float, float] | None = None,
    em: float | None = None,
) -> Grey:
    """Cuts one line of a grey page as the net was trained to see it.

    `box` is (left, top, right, bottom) of the line's ink, `baseline` two points on its baseline (Tesseract's
    `Baseline()`), both in px of the page; `em` the type size in px (see `line_size`). Without a baseline or an em the
    box stands in: letters with marks and descenders fill about one em. The crop's x runs from `box` left less 0.35 em
    (`crop_left`), one px of the crop for one px of the page.
    """
    left, top, right, bottom = box
    size = em if em and em > 0 else max(4.0, 1.02 * (bottom - top))
    if baseline is None or abs(baseline[2] - baseline[0]) < 1:
        level = bottom - 0.21 * (bottom - top) if em is None else min(bottom, top + 0.95 * size)
        baseline = (left, level, right, level)
    x0, y0, x1, y1 = baseline
    slope = (y1 - y0) / (x1 - x0)
    start, stop = crop_left(left, size), right + SIDE_EM * size
    return cut_strip(page, (start, y0 + slope * (start - x0), stop, y0 + slope * (stop - x0)), size)


def crop_left(left: float, em: float) -> float:
    """The x on the page of a crop's first column."""
    return float(round(left - SIDE_EM * em))


def net_width(height: int, width: int) -> int:
    """Width of a crop at the net's height."""
    return int(min(MOST_WIDTH, max(LEAST_WIDTH, round(width * HEIGHT / max(1, height)))))


def net_input(crop: Grey) -> Grey:
    """The crop as the net sees it.

    40 × W, 0 for paper, 255 for ink, stretched between its 0.5th and 90th percentiles of grey.
    """
    if crop.size == 0:
        return np.zeros((HEIGHT, LEAST_WIDTH), dtype=np.uint8)
    height, width = crop.shape
    size = (net_width(height, width), HEIGHT)
    shrinks = height > HEIGHT
    image = (
        crop
        if (height, width) == size[::-1]
        else cv2.resize(crop, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    )
    shares = np.cumsum(cv2.calcHist([image], [0], None, [256], [0, 256]), dtype=np.float64) / image.size
    dark, light = int(np.searchsorted(shares, 0.005)), int(np.searchsorted(shares, 0.90))
    stretch = 255.0 / max(LEAST_CONTRAST, light - dark)
    table = np.clip((light - np.arange(256)) * stretch, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(np.asarray(image, dtype=np.uint8), table), dtype=np.uint8)
