from __future__ import annotations

import pytest

from models.source import Box
from models.transcript import PageInfo
from pipeline.geometry import box_to_paper

# A mark 10 points wide at the top left of an upright A4 page, where it lies on the page as stored.
TURNED = [
    (0, 595.0, 842.0, (20, 30, 30, 35)),
    (90, 842.0, 595.0, (30, 812, 35, 822)),
    (180, 595.0, 842.0, (565, 807, 575, 812)),
    (270, 842.0, 595.0, (560, 20, 565, 30)),
]


@pytest.mark.parametrize(("turn", "width", "height", "expected"), TURNED)
def test_a_box_finds_its_way_back_to_the_stored_page(
    turn: int, width: float, height: float, expected: tuple[float, ...]
) -> None:
    page = PageInfo(number=1, width=width, height=height, source="ocr", turn=turn)
    box = box_to_paper(Box(x0=20, y0=30, x1=30, y1=35), page)
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(expected)
