"""What is ink on a grey picture, and the connected pieces that it falls into."""

from __future__ import annotations

import weakref
from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

DARKEST, LIGHTEST = 90.0, 200.0
"""Between these grey levels the threshold is looked for: a blank page has none of its own."""
REMEMBERED = 3
"""Pictures whose ink is kept: a page, and the page without its tables."""


class Pieces:
    """Connected pieces of ink: each pixel's piece (0 is paper) and OpenCV's statistics, a row a piece."""

    def __init__(self, ink: Pixels) -> None:
        """Find the pieces of ink (above 0), neighbours at corners counted in."""
        # Labels of 16 bits take a third of the time. Where they do not suffice a piece gets the number 0, and paper
        # grows: then all is told anew in 32 bits.
        _, self.labels, self.stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_16U)
        if self.stats[0, cv2.CC_STAT_AREA] != ink.size - cv2.countNonZero(ink):
            _, self.labels, self.stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)

    @property
    def count(self) -> int:
        """How many there are, paper counted in."""
        return len(self.stats)

    def painted(self, chosen: NDArray[np.bool_]) -> Pixels:
        """255 on the chosen pieces."""
        return np.asarray(np.take(np.where(chosen, 255, 0).astype(np.uint8), self.labels), dtype=np.uint8)


class Ink:
    """The ink of a grey picture: a mask (height x width, 255 on ink), and its pieces once somebody asks for them."""

    def __init__(self, grey: Pixels) -> None:
        """Find the ink of a picture (uint8)."""
        self.mask = ink_mask(grey)

    @cached_property
    def pieces(self) -> Pieces:
        """Its connected pieces."""
        return Pieces(self.mask)


def ink_mask(grey: Pixels) -> Pixels:
    """255 where there is ink: Otsu's threshold of the whole picture (height x width, uint8)."""
    if not grey.size:
        return np.zeros_like(grey)
    level, _ = cv2.threshold(grey[::2, ::2], 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    _, ink = cv2.threshold(grey, float(np.clip(level, DARKEST, LIGHTEST)), 255, cv2.THRESH_BINARY_INV)
    return np.asarray(ink, dtype=np.uint8)


def paper_of(grey: Pixels) -> int:
    """The paper's brightness."""
    return max(200, int(np.percentile(grey[::8, ::8], 75)))


_recent: deque[tuple[weakref.ref[Pixels], Ink]] = deque(maxlen=REMEMBERED)


def ink_of(grey: Pixels) -> Ink:
    """The ink of a picture, remembered while it is one of the last looked at: a picture is never changed in place."""
    for seen, ink in _recent:
        if seen() is grey:
            return ink
    ink = Ink(grey)
    _recent.append((weakref.ref(grey), ink))
    return ink
