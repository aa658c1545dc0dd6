"""Numbers that a pen wrote into a printed line, told by the colour of their ink.

A form leaves number and day open, and a blue pen fills them in; a reader may take such digits for print and be sure of
them. On a colour scan their ink is coloured while the words beside them are black. What a pen wrote is never surely
read, however clear it looks (golden/GUIDELINES.md, issue_date).
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.page import Line
from pipeline.image.ink import ink_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import PageImage, Word

    Pixels = NDArray[np.uint8]

BLUER = 40
"""Steps by which blue ink is lighter in the blue channel than in the red one; print of a colour scan stays below 20."""
PEN, PRINT = 0.25, 0.2
"""Shares of coloured ink: of a pen's digits at least, and at most of the words beside them. On made office scans (28
first pages) digits in print have 0.00, those of a pen 0.38 to 0.98."""
SURE = 0.5
"""How sure a reader may be of a pen's digits."""
FEWEST_PIXELS = 20
"""Ink of a word that can be judged."""


def doubt_pen_ink(lines: Sequence[Line], image: PageImage, rendered: PageImage) -> tuple[Line, ...]:
    """Make the numbers unsure that stand in coloured ink on a black line.

    Args:
        lines: lines of one page, in points.
        image: its cleaned picture.
        rendered: the picture before it was cleaned; a grey one tells nothing.
    """
    if rendered.pixels.ndim == 2:
        return tuple(lines)
    coloured = as_cleaned(_blue(rendered.pixels), image, rendered)
    if not coloured.any():
        return tuple(lines)
    ink = ink_of(image.pixels).mask
    shares = [[_share(word, ink, coloured, image.dpi / 72.0) for word in line.words] for line in lines]
    usual = _printed(lines, shares)
    if usual is None or usual > PRINT:
        return tuple(lines)
    return tuple(_doubted(line, of_line, usual) for line, of_line in zip(lines, shares, strict=True))


def _printed(lines: Sequence[Line], shares: Sequence[Sequence[float]]) -> float | None:
    """Usual share of the words without digits; None where there are none."""
    found = [
        share
        for line, of_line in zip(lines, shares, strict=True)
        for word, share in zip(line.words, of_line, strict=True)
        if not _digits(word.text)
    ]
    return median(found) if found else None


def _blue(pixels: Pixels) -> Pixels:
    """255 on blue ink."""
    red, _, blue = cv2.split(pixels)
    return np.where(cv2.subtract(blue, red) >= BLUER, 255, 0).astype(np.uint8)


def as_cleaned(mask: Pixels, image: PageImage, rendered: PageImage) -> Pixels:
    """Turn and straighten a mask as its page was."""
    mask = np.ascontiguousarray(np.rot90(mask, -((image.turn - rendered.turn) % 360) // 90))
    height, width = image.pixels.shape[:2]
    if mask.shape != (height, width):
        mask = np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), image.skew - rendered.skew, 1.0)
    return np.asarray(cv2.warpAffine(mask, matrix, (width, height), flags=cv2.INTER_NEAREST), dtype=np.uint8)


def _doubted(line: Line, shares: Sequence[float], usual: float) -> Line:
    """Make a line's coloured numbers unsure; a line that is coloured throughout (a stamp) tells nothing."""
    beside = _printed([line], [shares])
    if (usual if beside is None else beside) > PRINT:
        return line
    words = tuple(
        word.model_copy(update={"confidence": min(word.confidence, SURE)}) if _is_penned(word.text, share) else word
        for word, share in zip(line.words, shares, strict=True)
    )
    return Line(words=words, box=line.box)


def _is_penned(text: str, share: float) -> bool:
    """Whether the digits of a word are coloured; its letters ("41/KH-UBND") may be print."""
    return _digits(text) > 0 and share >= PEN * _digits(text) / len(text)


def _digits(text: str) -> int:
    return sum(char.isdigit() for char in text)


def _share(word: Word, ink: Pixels, coloured: Pixels, scale: float) -> float:
    """Share of a word's ink that is coloured; 0 where it has too little ink."""
    x0, y0, x1, y1 = (max(round(edge * scale), 0) for edge in (word.box.x0, word.box.y0, word.box.x1, word.box.y1))
    place = ink[y0:y1, x0:x1]
    total = cv2.countNonZero(place) if place.size else 0
    if total < FEWEST_PIXELS:
        return 0.0
    return cv2.countNonZero(cv2.bitwise_and(place, coloured[y0:y1, x0:x1])) / total
