"""Rules across that are none: the tops or feet of a line of letters, bridged by blur, from which their stems go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.grids.rules import Strokes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.grids.rules import Stroke

    Pixels = NDArray[np.uint8]

LONGEST = 3.5
"""Inches of a line of letters in one cell: longer strokes are rules, whatever touches them."""
NEAR, FAR, STEMS = 0.015, 0.04, 0.15
"""Inches beside a stroke over which stems go on, and share of its length that they ink: of false rules on office scans
0.24 and more was, of rules in tables less than 0.05."""


def without_letter_edges(across: Strokes, ink: Pixels, dpi: float) -> Strokes:
    """Leave out the strokes that are edges of letters, and their ink."""
    false = [stroke for stroke in across.strokes if _is_letters(stroke, ink, dpi)]
    if not false:
        return across
    mask = across.mask.copy()
    reach = max(2, round(dpi / 80))
    for stroke in false:
        along = _along(stroke, ink)
        lines = _lines(stroke, along) + np.arange(-reach, reach + 1)[:, None]
        mask[np.clip(lines, 0, mask.shape[0] - 1), along] = 0
    return Strokes(tuple(stroke for stroke in across.strokes if stroke not in false), mask)


def _is_letters(stroke: Stroke, ink: Pixels, dpi: float) -> bool:
    along = _along(stroke, ink)
    if not along.size or stroke.end - stroke.start > LONGEST * dpi:
        return False
    lines = _lines(stroke, along)
    beyond = np.arange(round(NEAR * dpi), round(FAR * dpi) + 1)[:, None]
    sides = (np.clip(lines + side * beyond, 0, ink.shape[0] - 1) for side in (-1, 1))
    return any(float((ink[side, along] > 0).all(axis=0).mean()) >= STEMS for side in sides)


def _along(stroke: Stroke, ink: Pixels) -> NDArray[np.int_]:
    return np.arange(max(0, round(stroke.start)), min(ink.shape[1], round(stroke.end)))


def _lines(stroke: Stroke, along: NDArray[np.int_]) -> NDArray[np.int_]:
    """The row of pixels on which a stroke lies, place by place."""
    middle = (stroke.start + stroke.end) / 2
    return np.asarray(np.rint(stroke.level + stroke.slope * (along - middle)), dtype=np.int_)
