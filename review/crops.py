"""The paper around a fact, cut out by a view box over the page's picture: no picture of its own has to be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from models.source import Box
    from models.transcript import PageInfo

MARGIN_X, MARGIN_Y = 14.0, 7.0
"""Points of paper around the words of a fact."""
NARROWEST = 300.0
"""Points that a crop is wide at least: a word alone would be shown larger than it was printed in the picture."""
TALLEST = 130.0
LENS_MARGIN_X, LENS_MARGIN_Y = 16.0, 4.0


class Rect(NamedTuple):
    """A frame inside a crop, in points of the page."""

    x: float
    y: float
    width: float
    height: float


class Crop(NamedTuple):
    """A cut of a page in points, with the picture that it is cut from."""

    image: str
    page_width: float
    page_height: float
    x: float
    y: float
    width: float
    height: float
    label: str
    boxes: tuple[Rect, ...] = ()

    @property
    def pixel_width(self) -> int:
        """Width on the screen before styles; keeps the shape."""
        return round(self.width * 2)

    @property
    def pixel_height(self) -> int:
        """Height on the screen before styles."""
        return round(self.height * 2)


def page_address(doc_id: str, info: PageInfo, size: str = "page") -> str:
    """Address of a page's picture; changes when the page was read otherwise, so a browser may keep it for ever."""
    return f"/doc/{doc_id}/page/{info.number}/{size}.jpg?as={info.turn}{info.skew:+.2f}"


def crop_of(doc_id: str, info: PageInfo, box: Box, label: str) -> Crop:
    """Cut the lines of a fact out, with a little paper around them and a frame."""
    width = min(info.width, max(box.width + 2 * MARGIN_X, NARROWEST))
    x = min(max(0.0, box.x0 - MARGIN_X), info.width - width)
    y = max(0.0, box.y0 - MARGIN_Y)
    height = min(info.height - y, min(box.height, TALLEST) + 2 * MARGIN_Y)
    frame = _rect(box.x0 - 2, box.y0 - 1, box.width + 4, box.height + 2)
    return _crop(doc_id, info, _rect(x, y, width, height), label, (frame,))


def lens_of(doc_id: str, info: PageInfo, box: Box, label: str) -> Crop:
    """Cut the digits of a fact out, to be shown several times as large."""
    x, y = max(0.0, box.x0 - LENS_MARGIN_X), max(0.0, box.y0 - LENS_MARGIN_Y)
    width = min(info.width - x, box.width + 2 * LENS_MARGIN_X)
    return _crop(doc_id, info, _rect(x, y, width, min(box.height, 24.0) + 2 * LENS_MARGIN_Y), label)


def _crop(doc_id: str, info: PageInfo, cut: Rect, label: str, boxes: tuple[Rect, ...] = ()) -> Crop:
    return Crop(
        page_address(doc_id, info), round(info.width, 2), round(info.height, 2), cut.x, cut.y, cut.width, cut.height,
        label, boxes,
    )  # fmt: skip


def _rect(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(round(x, 1), round(y, 1), round(width, 1), round(height, 1))
