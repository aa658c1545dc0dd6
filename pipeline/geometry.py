"""From a page as it is read (upright, straight) back to the page as it lies in the PDF."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.source import Box

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.transcript import PageInfo


Corners = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points."""


def box_to_paper(box: Box, page: PageInfo) -> Box:
    """Undo straightening and turning: points from the top left of the stored page, as a viewer shows it."""
    x0, y0, x1, y1 = paper_mapping(page)(box.x0, box.y0, box.x1, box.y1)
    return Box(x0=x0, y0=y0, x1=x1, y1=y1)


def paper_mapping(page: PageInfo) -> Callable[[float, float, float, float], Corners]:
    """Return what `box_to_paper` does to the corners of any box of a page: its angle is worked out once."""
    angle = math.radians(page.skew)
    cos, sin = math.cos(angle), math.sin(angle)
    middle_x, middle_y = page.width / 2, page.height / 2

    def to_paper(x0: float, y0: float, x1: float, y1: float) -> Corners:
        """Turn the corners back by the skew that was straightened, about the middle of the page; then unturn them."""
        left, right, top, bottom = x0 - middle_x, x1 - middle_x, y0 - middle_y, y1 - middle_y
        corners = [
            (middle_x + dx * cos - dy * sin, middle_y + dx * sin + dy * cos)
            for dx, dy in ((left, top), (right, top), (right, bottom), (left, bottom))
        ]
        if page.turn:
            corners = [_unturn(x, y, page) for x, y in corners]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    return to_paper


def _unturn(x: float, y: float, page: PageInfo) -> tuple[float, float]:
    """Turn a point of the upright page back to the stored one (`turn` is clockwise, stored to upright)."""
    if page.turn == 90:
        return y, page.width - x
    if page.turn == 180:
        return page.width - x, page.height - y
    if page.turn == 270:
        return page.height - y, x
    return x, y
