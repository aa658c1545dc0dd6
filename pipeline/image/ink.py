"""What is ink on a grey picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DARKEST, LIGHTEST = 90.0, 200.0
"""Between these grey levels the threshold is looked for: a blank page has none of its own."""


def ink_mask(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """255 where there is ink: Otsu's threshold of the whole picture (height x width, uint8)."""
    if not grey.size:
        return np.zeros_like(grey)
    level, _ = cv2.threshold(grey[::2, ::2], 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    _, ink = cv2.threshold(grey, float(np.clip(level, DARKEST, LIGHTEST)), 255, cv2.THRESH_BINARY_INV)
    return np.asarray(ink, dtype=np.uint8)
