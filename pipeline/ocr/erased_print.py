"""Numbers of which a figure or a comma may have gone with a streak or with red ink: no reader saw it.

Where a streak ran between two signs, nothing is lost; where its ink left a hole as wide as a sign, one may have stood
there. A line tells it above its feet, where a "1" is a stem alone, and at its feet, where a comma stands.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.source import Doubt
from pipeline.image.ink import ink_of
from pipeline.ocr.pen_ink import as_cleaned
from pipeline.ocr.second_reading import is_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from models.page import Line, PageImage, Word

    Pixels = NDArray[np.uint8]

RED_OFF, RED = "red ink off", 40
"""The step that takes red ink off, and by how much red ink is lighter in the red channel (`clean.remove_red_ink`)."""
STATED_MOST = 0.85
"""Confidence of such a number at most: below what is stated in silence (0.9)."""
BASELINE = 0.22
"""Em from the foot of a word's box to its baseline."""
BANDS = (((-0.4, 0.15), 0.24), ((-0.4, -0.08), 0.42))
"""Em around the baseline where what was erased is looked for, and of white inside a number that may have held a sign: a
comma (0.25 wide; signs leave 0.1 to 0.2 between them), and a "1" of which the serifs stayed (0.5)."""
LEAST = 0.12
"""Em of ink that must be gone one under another: a comma has 0.2."""
FIGURE = 0.3
"""Em by which a gap between words that held a figure is wider than the line's usual one: a figure is 0.5 wide."""
NEAR, AROUND, SIDE = 0.45, 1.3, 0.1
"""Em from a number's first or last sign to a streak that may have hidden one before or behind it; where is looked; by
which its box may be wrong. At a line's ends nothing tells but a mark that opens no number (".250")."""


def with_red_ink(image: PageImage, rendered: PageImage) -> PageImage:
    """The cleaned picture with the red ink that was taken off it among what was erased: a figure may be printed red.

    Args:
        image: a cleaned picture.
        rendered: the same page before it was cleaned.
    """
    if not any(step.startswith(RED_OFF) for step in image.steps):
        return image
    red, green, blue = cv2.split(rendered.pixels)
    mask = np.where(cv2.subtract(red, cv2.max(green, blue)) > RED, 255, 0).astype(np.uint8)
    lost = cv2.subtract(as_cleaned(mask, image, rendered), ink_of(image.pixels).mask)
    return replace(image, erased=lost if image.erased is None else cv2.bitwise_or(lost, image.erased))


def doubt_erased_print(lines: Sequence[Line], image: PageImage) -> tuple[Line, ...]:
    """Make the numbers unsure beside or in which a streak left a hole, with a doubt `print_erased`.

    Args:
        lines: lines of one page, in points.
        image: the picture that was read.
    """
    if image.erased is None:
        return tuple(lines)
    ink = ink_of(image.pixels).mask
    return tuple(
        line.model_copy(update={"words": tuple(_doubted(line, ink, image.erased, image.dpi / 72.0))}) for line in lines
    )


def _doubted(line: Line, ink: Pixels, erased: Pixels, scale: float) -> Iterator[Word]:
    gaps = [(b.box.x0 - a.box.x1) * scale for a, b in zip(line.words, line.words[1:], strict=False)]
    numbers = [is_number(word, line.words[k - 1] if k else None) for k, word in enumerate(line.words)]
    for k, word in enumerate(line.words):
        em = (word.size or word.box.height) * scale
        space = median(gaps) if gaps else 0.0
        # Between two numbers a comma alone may be gone; before a word a space is due.
        joins = [0 <= n < len(numbers) and numbers[n] for n in (k - 1, k + 1)]
        gap = [0.0 if joined else space + FIGURE * em for joined in joins]
        if numbers[k] and any(_is_holed(word, em, band, hole * em, gap, ink, erased, scale) for band, hole in BANDS):
            doubt = Doubt(code="print_erased", detail=word.text)
            update = {"confidence": min(word.confidence, STATED_MOST), "doubts": (*word.doubts, doubt)}
            word = word.model_copy(update=update)
        yield word


def _is_holed(
    word: Word,
    em: float,
    band: tuple[float, float],
    least: float,
    gap: Sequence[float],
    ink: Pixels,
    erased: Pixels,
    scale: float,
) -> bool:
    """Whether ink was erased in a hole of a number at least so wide, or of a `gap` before or behind it (pixels)."""
    y0, y1 = (max(0, round(word.box.y1 * scale + (edge - BASELINE) * em)) for edge in band)
    left, right = word.box.x0 * scale, word.box.x1 * scale
    x0, x1 = max(0, round(left - AROUND * em)), max(0, round(right + AROUND * em))
    gone = erased[y0:y1, x0:x1]
    if not gone.size or not gone.any():
        return False
    # A streak leans: what it left in a few columns lies one under another.
    stood = (cv2.dilate(gone, np.ones((1, 5), np.uint8)) > 0).sum(axis=0)
    printed = x0 + np.flatnonzero(ink[y0:y1, x0:x1].any(axis=0))
    for at in x0 + np.flatnonzero(stood >= LEAST * em):
        before, behind = printed[printed < at], printed[printed > at]
        if not before.size or not behind.size:
            opened = not before.size and behind.size and word.text[0] in ".,"
            if opened and behind[0] - at <= NEAR * em:
                return True
            continue
        hole = behind[0] - before[-1]
        if before[-1] < left - SIDE * em or behind[0] <= left + SIDE * em:
            wide = hole >= max(least, gap[0]) and 0 < behind[0] - at <= NEAR * em
        elif behind[0] > right + SIDE * em or before[-1] >= right - SIDE * em:
            wide = hole >= max(least, gap[1]) and 0 < at - before[-1] <= NEAR * em
        else:
            wide = hole >= least
        if wide:
            return True
    return False
