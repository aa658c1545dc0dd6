"""Cut blocks of text out of a page for engines that read one picture at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from models.page import Line, PageImage
from models.source import Box
from pipeline.image.marks import RULE_REST, SMALLEST_INK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.ocr import PixelBox

    Pixels = NDArray[np.uint8]

PADDING = 0.06
"""Inches of paper around a block's picture: engines miss letters at the very edge."""
ONE_LINE = 0.24
"""Inches; ink that is lower than this is one line of text."""


class BlockPicture(NamedTuple):
    """The picture of a block's ink, where its top left corner lies on the page (pixels), and whether it is one line."""

    image: PageImage
    left: int
    top: int
    one_line: bool


def text_ink(ink: Pixels, dpi: float) -> Pixels:
    """A block's ink (255) without specks and without what rules left at its sides."""
    if not ink.any():
        return ink
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = ink.shape
    thin = round(RULE_REST * dpi)
    x, y, w, h, area = (stats[:, k] for k in range(5))
    at_side = ((x <= 1) | (x + w >= width - 1)) & (w <= thin)
    at_end = ((y <= 1) | (y + h >= height - 1)) & (h <= thin)
    keep = (area >= SMALLEST_INK * dpi * dpi) & ~at_side & ~at_end
    keep[0] = False
    return np.where(keep[labels], 255, 0).astype(np.uint8)


def cut_block(image: PageImage, ink: Pixels, block: PixelBox, paper: int) -> BlockPicture | None:
    """Cut a block's text out of a page, with paper around it; None where the block is empty.

    Args:
        image: the page.
        ink: its ink (255).
        block: where the block lies.
        paper: the brightness of its paper.
    """
    x0, y0, x1, y1 = block
    part = text_ink(np.ascontiguousarray(ink[y0:y1, x0:x1]), image.dpi)
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not rows.size:
        return None
    margin = round(PADDING * image.dpi)
    top, bottom = max(y0, y0 + int(rows[0]) - margin), min(y1, y0 + int(rows[-1]) + 1 + margin)
    left, right = max(x0, x0 + int(columns[0]) - margin), min(x1, x0 + int(columns[-1]) + 1 + margin)
    edges = (margin, margin, margin, margin)
    pixels = cv2.copyMakeBorder(image.pixels[top:bottom, left:right], *edges, cv2.BORDER_CONSTANT, value=paper)
    picture = replace(image, pixels=np.asarray(pixels, dtype=np.uint8))
    return BlockPicture(picture, left - margin, top - margin, bool(rows[-1] - rows[0] < ONE_LINE * image.dpi))


def moved(line: Line, dx: float, dy: float) -> Line:
    """A line shifted by points: from its block's picture to its page."""

    def shift(box: Box) -> Box:
        return Box(
            x0=max(0.0, box.x0 + dx), y0=max(0.0, box.y0 + dy), x1=max(0.0, box.x1 + dx), y1=max(0.0, box.y1 + dy)
        )

    words = tuple(word.model_copy(update={"box": shift(word.box)}) for word in line.words)
    return Line(words=words, box=shift(line.box))
