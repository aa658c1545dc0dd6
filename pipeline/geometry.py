"""From a page as it is read (upright, straight) back to the page as it lies in the PDF."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.source import Box

if TYPE_CHECKING:
    from models.transcript import PageInfo


def box_to_paper(box: Box, page: PageInfo) -> Box:
    """Undo straightening and turning: points from the top left of the stored page, as a viewer shows it."""
    corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)]
    moved = [_unturn(*_unskew(x, y, page), page) for x, y in corners]
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return Box(x0=min(xs), y0=min(ys), x1=max(xs), y1=max(ys))


def _unskew(x: float, y: float, page: PageInfo) -> tuple[float, float]:
    """Turn a point back by the skew that was straightened, about the middle of the page."""
    angle = math.radians(page.skew)
    middle_x, middle_y = page.width / 2, page.height / 2
    dx, dy = x - middle_x, y - middle_y
    cos, sin = math.cos(angle), math.sin(angle)
    return middle_x + dx * cos - dy * sin, middle_y + dx * sin + dy * cos


def _unturn(x: float, y: float, page: PageInfo) -> tuple[float, float]:
    """Turn a point of the upright page back to the stored one (`turn` is clockwise, stored to upright)."""
    if page.turn == 90:
        return y, page.width - x
    if page.turn == 180:
        return page.width - x, page.height - y
    if page.turn == 270:
        return page.height - y, x
    return x, y
