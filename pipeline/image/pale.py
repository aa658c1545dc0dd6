"""Print so pale that its ink is lighter than another page's paper: a worn drum, a hairline face, pencil.

A fixed threshold takes such a page for blank. It is told by its writing: marks of the size of letters, in rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.image.ink import paper_of
from pipeline.image.marks import find_marks, is_writing, letter_chains, page_em

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.page import PageImage

    Pixels = NDArray[np.uint8]

DARK_SHARE = 0.0006
"""Share of a page's pixels, half a line of letters, that are dark where print is."""
PALE = 110.0
"""Grey levels between paper and ink from which print needs no deepening."""
FAINTEST = 12.0
"""Grey levels below which nothing is told from the grain of paper."""
STROKE_SHARE = 0.985
"""Share of pixels that are lighter than most strokes of a page of text."""
INK, PAPER = 40.0, 245.0
"""Grey levels of ink and paper after deepening."""
DEEPENED = "pale print deepened"
FEWEST = 40
"""Letters in rows that make a page written."""


def deepen_pale_print(image: PageImage) -> PageImage:
    """Stretch a page whose print is pale so that its ink is as dark as usual; any other page stays as it is.

    Args:
        image: a grey picture, evenly lit.
    """
    sample = image.pixels[::2, ::2]
    if cv2.countNonZero((sample < paper_of(image.pixels) - PALE).view(np.uint8)) >= DARK_SHARE * sample.size:
        return image
    darkness = _darkness(image.pixels)
    strokes = float(np.quantile(darkness, STROKE_SHARE))
    if strokes < FAINTEST:
        return image
    stretched = np.clip(PAPER - darkness.astype(np.float32) * ((PAPER - INK) / strokes), 0, 255).astype(np.uint8)
    deeper = replace(image, pixels=stretched, steps=(*image.steps, f"{DEEPENED} ({strokes:.0f} levels)"))
    return deeper if written_letters(deeper) >= FEWEST else image


def is_pale_writing(image: PageImage) -> bool:
    """Whether a page that seems blank at a glance bears pale print, in grey or colour."""
    grey = image.pixels if image.pixels.ndim == 2 else cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    plain = replace(image, pixels=np.asarray(grey, dtype=np.uint8), steps=())
    return bool(deepen_pale_print(plain).steps)


def _darkness(grey: Pixels) -> Pixels:
    """By how much each pixel is darker than the paper around it, grain smoothed."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    small = cv2.resize(smooth, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)), 9)
    height, width = grey.shape
    return np.asarray(cv2.subtract(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), smooth))


def written_letters(image: PageImage) -> int:
    """Marks of the size of letters that stand in rows."""
    marks = find_marks(image, None)
    em = page_em(marks.height, image.dpi)
    letters = marks.only((marks.height > 0.3 * em) & (marks.height < 2 * em) & (marks.width < 3 * em))
    return sum(int(row.x0.size) for row in letter_chains(letters, em) if is_writing(row, em))
