"""Rules that are none: tops or feet of a line of letters, bridged by blur, and stems of capitals with their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.grids.rules import Strokes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.grids.rules import Stroke

    Pixels = NDArray[np.uint8]

LONGEST = 3.5
"""Inches of ink in a line of letters: strokes with more of it are rules, whatever touches them."""
NEAR, FAR, STEMS = 0.015, 0.04, 0.15
"""Inches beside a stroke over which stems go on, and share of its length that they ink: of false rules on office scans
0.24 and more was, of rules in tables less than 0.05."""

STEM, CLOSE, BESIDE, LEAST = 0.3, 0.05, 0.8, 0.15
"""Inches of a stem with the marks over and under it at most, and beside it within which the next letters stand; shares
of its length along which they do, of both sides together and of either: of stems on office scans 0.94 and 0.24 or more,
of rules in tables 0.08 and 0.04."""


def without_letter_edges(across: Strokes, ink: Pixels, dpi: float) -> Strokes:
    """Leave out the strokes that are edges of letters, and their ink."""
    false = [stroke for stroke in across.strokes if _is_letters(stroke, ink, across.mask, dpi)]
    return _without(across, false, ink, dpi)


def without_letter_stems(down: Strokes, ink: Pixels, dpi: float) -> Strokes:
    """Leave out the strokes down that are stems of letters, other letters close on both sides, and their ink."""
    turned = ink.T
    false = [stroke for stroke in down.strokes if _is_stem(stroke, turned, dpi)]
    kept = _without(Strokes(down.strokes, down.mask.T), false, turned, dpi)
    return Strokes(kept.strokes, kept.mask.T)


def _without(strokes: Strokes, false: Sequence[Stroke], ink: Pixels, dpi: float) -> Strokes:
    if not false:
        return strokes
    mask = strokes.mask.copy()
    reach = max(2, round(dpi / 80))
    for stroke in false:
        along = _along(stroke, ink)
        lines = _lines(stroke, along) + np.arange(-reach, reach + 1)[:, None]
        mask[np.clip(lines, 0, mask.shape[0] - 1), along] = 0
    return Strokes(tuple(stroke for stroke in strokes.strokes if stroke not in false), mask)


def _is_stem(stroke: Stroke, ink: Pixels, dpi: float) -> bool:
    along = _along(stroke, ink)
    if not along.size or stroke.end - stroke.start > STEM * dpi:
        return False
    lines = _lines(stroke, along)
    beyond = np.arange(round(NEAR * dpi), round(CLOSE * dpi) + 1)[:, None]
    sides = (np.clip(lines + side * beyond, 0, ink.shape[0] - 1) for side in (-1, 1))
    shares = [float((ink[side, along] > 0).any(axis=0).mean()) for side in sides]
    return min(shares) >= LEAST and sum(shares) >= BESIDE


def _is_letters(stroke: Stroke, ink: Pixels, mask: Pixels, dpi: float) -> bool:
    along = _along(stroke, ink)
    lines = _lines(stroke, along)
    on = np.clip(lines + np.arange(-2, 3)[:, None], 0, mask.shape[0] - 1)
    # Lines of several cells stand on one level, and their pieces are one stroke with gaps.
    if not along.size or (mask[on, along] > 0).any(axis=0).sum() > LONGEST * dpi:
        return False
    beyond = np.arange(round(NEAR * dpi), round(FAR * dpi) + 1)[:, None]
    sides = (np.clip(lines + side * beyond, 0, ink.shape[0] - 1) for side in (-1, 1))
    return any(float((ink[side, along] > 0).all(axis=0).mean()) >= STEMS for side in sides)


def _along(stroke: Stroke, ink: Pixels) -> NDArray[np.int_]:
    return np.arange(max(0, round(stroke.start)), min(ink.shape[1], round(stroke.end)))


def _lines(stroke: Stroke, along: NDArray[np.int_]) -> NDArray[np.int_]:
    """The row of pixels on which a stroke lies, place by place."""
    middle = (stroke.start + stroke.end) / 2
    return np.asarray(np.rint(stroke.level + stroke.slope * (along - middle)), dtype=np.int_)
