"""A page without its specks, to look for rules on: among many specks some lie in rows and look like a worn rule.

Nothing is read from it: a worn copy's dots, marks and thin strokes are specks too (docs/evaluation.md).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.image.dots import find_dotted
from pipeline.image.ink import ink_of, paper_of

if TYPE_CHECKING:
    from models.page import PageImage


def remove_specks(image: PageImage) -> PageImage:
    """Whiten specks that stand alone, where a page has more of them than a clean one; dots of a rule stay.

    Args:
        image: a grey page.
    """
    ink = ink_of(image.pixels)
    pieces = ink.pieces
    scale = image.dpi / 200.0
    most = max(2, round(4 * scale * scale))
    if pieces.count < 2:
        return image
    small = pieces.stats[:, cv2.CC_STAT_AREA] <= most
    small[0] = False
    if small.sum() < 0.05 * pieces.count:
        return image
    # A speck near a letter may be its broken stroke or its dot: only lone ones go.
    specks = pieces.painted(small)
    reach = max(3, round(5 * scale)) | 1
    near = cv2.dilate(cv2.subtract(ink.mask, specks), np.ones((reach, reach), np.uint8))
    lone = small.copy()
    lone[pieces.labels[cv2.bitwise_and(specks, near) > 0]] = False
    if lone.sum() < 0.03 * pieces.count:
        return image
    lone[pieces.labels[find_dotted(pieces, image.dpi) > 0]] = False
    out = image.pixels.copy()
    grown = cv2.dilate(pieces.painted(lone), np.ones((3, 3), np.uint8))
    np.putmask(out, cv2.subtract(grown, near) > 0, paper_of(out))
    return replace(image, pixels=out)
