"""Read a page at the type size at which the net reads it best.

The size is told by the heights of letters. Where blur glues letters to each other, or dirt is most of what lies on a
page, that size is wrong, lines are cut too low or too high, and the net shows it: it is unsure of nearly everything.
Then other sizes are tried, the one measured on the ink of whole lines first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.ocr.find_lines import find_lines
from pipeline.ocr.line_image import cut_line
from pipeline.ocr.line_size import measured_em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import PageImage
    from pipeline.ocr import PixelBox
    from pipeline.ocr.find_lines import TextLine
    from pipeline.ocr.recogniser import LineReading, LineRecogniser

    Read = tuple[tuple[TextLine, ...], list[LineReading]]

UNSURE = 0.93
"""Mean confidence of characters below which a page may have been cut at a wrong size; worn copies lie above."""
SIZES = (0.72, 1.35)
"""Other sizes tried, as shares of the one told by heights."""
ALIKE = 0.08
"""Sizes nearer to each other than this share are one."""
GAIN = 0.05
"""What another size must gain in mean confidence to be believed."""
LONGEST = 12
"""Lines on which a size is measured and tried."""


def read_at_size(net: LineRecogniser, image: PageImage, blocks: Sequence[PixelBox] | None) -> Read:
    """Find the lines of a page or of its cells and read them, at another type size where that is read better."""
    lines = find_lines(image, blocks)
    readings = _read(net, image, lines)
    sure = _sureness(readings)
    if not lines or sure >= UNSURE:
        return lines, readings
    best, least = None, _sureness([readings[lines.index(line)] for line in _longest(lines)]) + GAIN
    for em in _other_sizes(image, lines):
        found = _longest(find_lines(image, blocks, em))
        tried = _sureness(_read(net, image, found))
        if tried > least:
            best, least = em, tried
    if best is None:
        return lines, readings
    lines = find_lines(image, blocks, best)
    return lines, _read(net, image, lines)


def _read(net: LineRecogniser, image: PageImage, lines: Sequence[TextLine]) -> list[LineReading]:
    return net.read([cut_line(image.pixels, line.box, line.baseline, line.cut_em) for line in lines])


def _sureness(readings: Sequence[LineReading]) -> float:
    """Mean confidence of all characters; nothing read is nothing sure."""
    chances = [chance for reading in readings for chance in reading.char_confidences]
    return float(np.mean(chances)) if chances else 0.0


def _longest(lines: Sequence[TextLine]) -> list[TextLine]:
    return sorted(lines, key=lambda line: line.box[0] - line.box[2])[:LONGEST]


def _other_sizes(image: PageImage, lines: Sequence[TextLine]) -> list[float]:
    """Sizes worth trying, in pixels: as measured on the ink of the longest lines, then a good deal smaller, larger."""
    told = float(np.median([line.em for line in lines]))
    measured = [measured_em(image.pixels, line.box, line.baseline) for line in _longest(lines)]
    sizes = [float(np.median([size for size in measured if size]))] if any(measured) else []
    for size in (told * share for share in SIZES):
        if all(abs(size / other - 1) > ALIKE for other in sizes):
            sizes.append(size)
    return [size for size in sizes if abs(size / told - 1) > ALIKE]
