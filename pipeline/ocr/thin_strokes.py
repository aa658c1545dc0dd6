"""How much of a page's thin strokes is left on the picture: bars, hyphens and the tops of round figures.

Latin type is thin across and thick upright. In a face of hair strokes, or on a print that lost them, a 7 keeps its stem
and loses its bar; both readers then see the same wrong figure and are sure of it. The picture itself tells it, whoever
reads: strokes across are weighed against upright ones at the size at which lines are read (docs/evaluation.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.image.ink import paper_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import Line, PageImage, Word

    Pixels = NDArray[np.uint8]

EM = 32.0
"""Pixels an em at which strokes are weighed: those of a strip for the net (40 for 1.27 em)."""
THIN = 5
"""Pixels of that size below which a stroke is thin: 0.16 em, stems of a regular weight have 0.08 to 0.10."""
NEAR = (0.8, 1.25)
"""Words of this many times the usual size are weighed: no head lines, no footnotes."""
OVER, UNDER = 0.50, 0.08
"""Em above and below the baseline that are weighed: lower case without its marks."""
BELOW_BASE = 0.22
"""Em from a word's baseline to the foot of its box, as our reader draws it."""
FAINT_INK, FAINT_EDGE = 20, 13
"""Levels of 255 below which darkness, and its change from pixel to pixel, are the grain of paper."""
BLUR = 0.6
"""Pixels of blur before edges are weighed: ragged ones of bitonal copies else count most."""
DARKEST = 0.97
"""Share of pixels that are lighter than ink at its full."""
FEWEST = 30
"""Words that tell it."""


def stroke_balance(lines: Sequence[Line], image: PageImage) -> float | None:
    """Weigh a page's strokes across against its upright ones.

    Args:
        lines: lines of one page, in points, bold words marked; those of its tables too.
        image: the picture that was read.

    Returns:
        The mean of two ratios, across over upright: of the ink of thin strokes, and of the edges. Times, Charis,
        condensed and sans faces lie at 0.41 to 0.66 on office paper and worn copies alike, faces of hair strokes at
        0.27 to 0.42.
        None where too few words tell.
    """
    words = [word for line in lines for word in line.words if _tells(word)]
    if len(words) < FEWEST:
        return None
    printed, left, top = _around(words, image)
    if not printed.size:
        return None
    em = float(np.median([word.size for word in words])) * image.dpi / 72.0
    scale = EM / em
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    grey = cv2.resize(printed, None, fx=scale, fy=scale, interpolation=way)
    dark = cv2.subtract(np.full_like(grey, paper_of(image.pixels)), grey)
    zone = _zone(words, image.dpi / 72.0 * scale, (left * scale, top * scale), dark.shape)
    full = float(np.quantile(dark[zone > 0], DARKEST)) if cv2.countNonZero(zone) else 0.0
    if full <= FAINT_INK:
        return None
    dark = np.asarray(cv2.convertScaleAbs(dark, alpha=255.0 / full), dtype=np.uint8)
    across, upright = (_thin_ink(dark, shape, zone) for shape in ((THIN, 1), (1, THIN)))
    soft = np.asarray(cv2.GaussianBlur(dark, (0, 0), BLUR), dtype=np.uint8)
    edges_across = _sum_over(cv2.absdiff(soft[1:], soft[:-1]), FAINT_EDGE, zone[:-1])
    edges_upright = _sum_over(cv2.absdiff(soft[:, 1:], soft[:, :-1]), FAINT_EDGE, zone[:, :-1])
    if not upright or not edges_upright:
        return None
    return (across / upright + edges_across / edges_upright) / 2


def _tells(word: Word) -> bool:
    return word.size > 0 and not word.bold and any(char.isalnum() for char in word.text)


def _around(words: Sequence[Word], image: PageImage) -> tuple[Pixels, int, int]:
    """The part of a picture that holds the words, and where its left and top lie on the page, in pixels."""
    scale = image.dpi / 72.0
    left, top = (max(0, int(min(ends) * scale)) for ends in zip(*((w.box.x0, w.box.y0) for w in words), strict=True))
    right, foot = (int(max(ends) * scale) + 1 for ends in zip(*((w.box.x1, w.box.y1) for w in words), strict=True))
    return image.pixels[top:foot, left:right], left, top


def _zone(words: Sequence[Word], scale: float, corner: tuple[float, float], shape: tuple[int, ...]) -> Pixels:
    """1 on the lower case of words of the usual size; `scale` in pixels a point, `corner` the picture's, in pixels."""
    zone = np.zeros(shape, np.uint8)
    usual = float(np.median([word.size for word in words]))
    for word in words:
        if not NEAR[0] < word.size / usual < NEAR[1]:
            continue
        base = word.box.y1 - BELOW_BASE * word.size
        top, foot = ((y * scale - corner[1]) for y in (base - OVER * word.size, base + UNDER * word.size))
        left, right = (int(x * scale - corner[0]) for x in (word.box.x0, word.box.x1))
        zone[max(0, int(top)) : max(0, int(foot)), max(0, left) : right + 1] = 1
    return zone


def _thin_ink(dark: Pixels, shape: tuple[int, int], zone: Pixels) -> float:
    """Ink of strokes that are thinner than an upright or level bar of this shape (height, width)."""
    thin = cv2.subtract(dark, cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8)))
    return _sum_over(thin, FAINT_INK, zone)


def _sum_over(values: NDArray[np.generic], least: int, zone: Pixels) -> float:
    _, kept = cv2.threshold(np.asarray(values, dtype=np.uint8), least, 0, cv2.THRESH_TOZERO)
    return float(cv2.sumElems(cv2.multiply(kept, zone))[0])
