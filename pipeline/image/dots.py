"""Dots that follow each other on one level: rules that are printed as dots, or of which a copier left dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.image.ink import Pieces

LARGEST_DOT, DOT_GAP, SHORTEST_DOTTED = 0.03, 0.07, 0.35
"""Inches: a dot's side, the white between two, and the least length of a rule of dots."""


def find_dotted(pieces: Pieces, dpi: float) -> NDArray[np.uint8]:
    """Rows of specks of one size, close to each other (255, the white between them too)."""
    wide, high = pieces.stats[:, cv2.CC_STAT_WIDTH], pieces.stats[:, cv2.CC_STAT_HEIGHT]
    small = (wide <= LARGEST_DOT * dpi) & (high <= LARGEST_DOT * dpi)
    small[0] = False
    dots = cv2.dilate(pieces.painted(small), np.ones((3, 1), np.uint8))
    rows = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, round(DOT_GAP * dpi) | 1), np.uint8))
    least = np.ones((1, round(SHORTEST_DOTTED * dpi)), np.uint8)
    return np.asarray(cv2.morphologyEx(rows, cv2.MORPH_OPEN, least), dtype=np.uint8)
