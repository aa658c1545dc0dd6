"""Writing that no line claimed."""

from __future__ import annotations

from PIL import ImageDraw

from models.page import Line, Word
from models.source import Box
from pipeline.ocr.find_lines import find_lines
from pipeline.ocr.unread_ink import doubt_unread_ink
from tests.pipeline.drawn import as_page, sheet, text_page

SCALE = 72 / 200


def lines_of(page: object, skip: tuple[int, ...] = ()) -> list[Line]:
    """What an engine would give for the page: one word a line, some lines left out."""
    found = []
    for k, line in enumerate(find_lines(page)):  # type: ignore[arg-type]
        if k not in skip:
            x0, y0, x1, y1 = (value * SCALE for value in line.box)
            box = Box(x0=x0, y0=y0, x1=x1, y1=y1)
            found.append(Line(words=(Word(text="x", box=box),), box=box))
    return found


def test_all_read_no_doubt() -> None:
    page = as_page(text_page())
    assert doubt_unread_ink(page, lines_of(page)) == ()


def test_line_left_out_is_doubted_with_its_place() -> None:
    page = as_page(text_page())
    (doubt,) = doubt_unread_ink(page, lines_of(page, skip=(3,)))
    assert doubt.code == "ink_unread"
    assert "1.9 in from the top" in doubt.detail or "2.0 in from the top" in doubt.detail


def test_rings_and_specks_are_no_writing() -> None:
    image = text_page()
    draw = ImageDraw.Draw(image)
    draw.ellipse([1200, 1900, 1500, 2200], outline=0, width=4)
    for k in range(60):
        draw.rectangle([100 + 23 * k, 2250 + 13 * (k % 3), 103 + 23 * k, 2253 + 13 * (k % 3)], fill=0)
    page = as_page(image)
    assert doubt_unread_ink(page, [*lines_of(as_page(text_page()))]) == ()


def test_blank_page() -> None:
    assert doubt_unread_ink(as_page(sheet()[0]), []) == ()
