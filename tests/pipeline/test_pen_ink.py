"""A blue pen's digits on a printed line: never surely read, whatever readers say."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from models.page import Line, PageImage, Word
from models.source import Box
from pipeline.image.clean import remove_red_ink, straighten
from pipeline.ocr.pen_ink import SURE, doubt_pen_ink

BLACK, BLUE, GREY_BLUE = (35, 35, 35), (60, 75, 190), (95, 100, 115)
HEIGHT, WIDTH, DPI = 900, 1200, 200.0


def _page(colours: list[tuple[str, tuple[int, int, int]]], rows: int = 12) -> tuple[PageImage, list[Line]]:
    """Print the words of one line in their colours, and black rows below it."""
    pixels = np.full((HEIGHT, WIDTH, 3), 252, np.uint8)
    lines = []
    for row, words in enumerate([colours, *[[("cac thon nuoi ong", BLACK)]] * rows]):
        x, y, placed = 80, 80 + 60 * row, []
        for text, colour in words:
            (width, _), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 1.0, 2)
            cv2.putText(pixels, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, colour, 2, cv2.LINE_AA)
            edges = (edge * 72 / DPI for edge in (x - 2, y - 26, x + width + 2, y + 8))
            placed.append(Word(text=text, box=Box(**dict(zip(("x0", "y0", "x1", "y1"), edges, strict=True)))))
            x += width + 25
        lines.append(Line(words=tuple(placed), box=placed[0].box.union(placed[-1].box)))
    return PageImage(number=1, pixels=pixels, dpi=DPI), lines


CASES = [  # words of a line with their ink; which are doubted
    ([("ngay", BLACK), ("12", BLUE), ("thang", BLACK), ("02", BLACK), ("nam", BLACK), ("2021", BLACK)], ["12"]),
    ([("ngay", BLACK), ("12", BLACK), ("thang", BLACK), ("02", BLACK)], []),
    ([("So:200/KH-UBND", BLUE)], ["So:200/KH-UBND"]),
    ([("CONG", BLUE), ("VAN", BLUE), ("49", BLUE)], []),  # a stamp: its print is as blue
    ([("ngay", BLACK), ("12", GREY_BLUE)], []),  # what a camera makes of black
]


@pytest.mark.parametrize(("words", "doubted"), CASES)
def test_what_a_pen_wrote_is_unsure(words: list[tuple[str, tuple[int, int, int]]], doubted: list[str]) -> None:
    rendered, lines = _page(words)
    cleaned = replace(rendered, pixels=cv2.cvtColor(rendered.pixels, cv2.COLOR_RGB2GRAY))
    found = doubt_pen_ink(lines, cleaned, rendered)
    assert [word.text for line in found for word in line.words if word.confidence <= SURE] == doubted


def test_a_grey_picture_tells_nothing() -> None:
    rendered, lines = _page(CASES[0][0])
    grey = replace(rendered, pixels=cv2.cvtColor(rendered.pixels, cv2.COLOR_RGB2GRAY))
    assert doubt_pen_ink(lines, grey, grey) == tuple(lines)


@pytest.mark.parametrize("angle", [-1.5, 1.5])
@pytest.mark.parametrize("quarters", [0, 1, 2])
def test_the_colour_is_looked_for_where_the_word_stands_on_the_cleaned_page(angle: float, quarters: int) -> None:
    straight, lines = _page(CASES[0][0])
    matrix = cv2.getRotationMatrix2D(((WIDTH - 1) / 2, (HEIGHT - 1) / 2), -angle, 1.0)
    skewed = cv2.warpAffine(straight.pixels, matrix, (WIDTH, HEIGHT), borderValue=(252, 252, 252))
    rendered = replace(straight, pixels=np.ascontiguousarray(np.rot90(skewed, quarters)))
    upright = replace(rendered, pixels=skewed, turn=90 * quarters)
    found = doubt_pen_ink(lines, straighten(remove_red_ink(upright), angle), rendered)
    assert [word.text for line in found for word in line.words if word.confidence <= SURE] == ["12"]
