"""Which words are bold, by the thickness of their strokes: headings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.page import Line
from pipeline.image.ink import ink_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import PageImage, Word

FEWEST_LETTERS = 60
"""On a page with fewer letters the usual thickness cannot be told."""
BOLD = 1.15
"""Thickness over the page's usual one from which a word is bold. Measured for single words on simulated office scans:
plain words reach 1.07, bold ones begin at 1.12 (hundredth parts); on poor copies 1.15 parts 90 % from 1 %."""


def stroke_widths(lines: Sequence[Line], image: PageImage) -> list[NDArray[np.float64]]:
    """Mean thickness of each word's strokes, in pixels; 0 where a word has no ink."""
    ink = ink_of(image.pixels).mask
    depth = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    scale = image.dpi / 72.0
    height, width = ink.shape

    def mean(word: Word) -> float:
        x0, x1 = (min(max(round(x * scale), 0), width) for x in (word.box.x0, word.box.x1))
        y0, y1 = (min(max(round(y * scale), 0), height) for y in (word.box.y0, word.box.y1))
        place = depth[y0:y1, x0:x1]
        pixels = cv2.countNonZero(place) if place.size else 0
        # Over a stroke of width w the distance to the paper averages a quarter of w.
        return 4.0 * cv2.sumElems(place)[0] / pixels if pixels else 0.0

    return [np.array([mean(word) for word in line.words]) for line in lines]


def mark_bold(lines: Sequence[Line], image: PageImage) -> tuple[Line, ...]:
    """Set `bold` on words whose strokes are clearly thicker than most of the page's.

    Args:
        lines: lines of one page, in points.
        image: its picture.
    """
    widths = stroke_widths(lines, image)
    letters = [np.array([len(word.text) for word in line.words]) for line in lines]
    if sum(int(counts.sum()) for counts in letters) < FEWEST_LETTERS:
        return tuple(lines)
    usual = _weighted_median(np.concatenate(widths), np.concatenate(letters))
    return tuple(
        _marked(line, thickness / max(usual, 0.1), counts)
        for line, thickness, counts in zip(lines, widths, letters, strict=True)
    )


def _marked(line: Line, ratios: NDArray[np.float64], letters: NDArray[np.int_]) -> Line:
    """Judge each word with its neighbours: a comma or a thin digit says little by itself."""
    weights = letters.astype(np.float64)
    around = _with_neighbours(ratios * weights) / _with_neighbours(weights)
    words = [
        word.model_copy(update={"bold": True}) if mean > BOLD else word
        for word, mean in zip(line.words, around.tolist(), strict=True)
    ]
    return Line(words=tuple(words), box=line.box)


def _with_neighbours(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each value twice, with the one before it and the one behind it."""
    total = 2 * values
    total[1:] += values[:-1]
    total[:-1] += values[1:]
    return total


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.int_]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][int(np.searchsorted(reached, reached[-1] / 2))])
