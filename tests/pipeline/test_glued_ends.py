"""Letters at a line's end that hang together with a seal's ring."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from pipeline.ocr import ENGINES, EngineUnavailable
from pipeline.ocr.glued_ends import _surer
from pipeline.ocr.recogniser import LineReading
from pipeline.scores.reading import bare
from tests.pipeline.drawn import PARAGRAPH, as_page, face, sheet, write


def reading(text: str, *chances: float) -> LineReading:
    places = tuple((10.0 * k, 10.0 * k + 9) for k in range(len(text)))
    return LineReading(text, 0.9, (*chances, *[1.0] * (len(text) - len(chances))), places)


def under_a_seal(name: str, x: int, overlap: int) -> Image.Image:
    """Text, and a name in bold; the ring of a seal reaches down into its first letter."""
    image, draw = sheet()
    write(draw, PARAGRAPH, y=300)
    write(draw, PARAGRAPH, y=600)
    draw.text((x, 1200), name, font=face(bold=True), fill=10, anchor="ls")
    foot = 1200 - 25 + overlap
    draw.ellipse((x - 130, foot - 280, x + 150, foot), outline=10, width=4)
    return image


def read(image: Image.Image) -> list[str]:
    try:
        engine = ENGINES["kehoach"]()
    except EngineUnavailable as reason:
        pytest.skip(str(reason))
    (lines,) = engine.read(as_page(image))
    return [line.text for line in lines]


@pytest.mark.parametrize(("name", "overlap"), [("Trần Ngọc Cảnh", 2), ("Đinh Văn Phú", 2), ("Huỳnh Bá Lộc", 4)])
def test_first_letter_under_a_ring_is_read(name: str, overlap: int) -> None:
    # The ring may look like another tone: letters are held against each other without their marks.
    assert bare(name) in [bare(line) for line in read(under_a_seal(name, 900, overlap))]


def test_a_rule_beside_a_line_is_no_letter() -> None:
    image, draw = sheet()
    write(draw, PARAGRAPH, y=300)
    plain = read(image)
    ImageDraw.Draw(image).line((192, 220, 192, 900), fill=10, width=3)
    assert read(image) == plain


SURER = [
    # plain, longer, at the start, stands
    (reading("rần Ngọc", 0.9), reading("Trần Ngọc", 0.95), True, True),
    (reading("ỊỦ TỊCH", 0.8), reading("HỦ TỊCH", 1.0), True, True),
    # The ring crosses the word, and took a mark with it.
    (reading("rân Ngọc", 0.9), reading("Trần Ngọc", 0.9), True, True),
    # Less sure with more ink: a ring, no letter.
    (reading("Thanh", 0.99), reading("CThanh", 0.5), True, False),
    # A syllable gives way to a syllable alone.
    (reading("anh Lê", 0.6), reading("xxanh Lê", 0.9), True, False),
    # What stands beside the line is no part of it, and figures are not made of rings.
    (reading("Lê Anh"), reading("( Lê Anh"), True, False),
    (reading("đạt 9"), reading("đạt 90"), False, False),
    (reading("năm 2022"), reading("năm 20221"), False, False),
    (reading("Nguyễn Văn A", 1.0), reading("Nguyễn Văn Ai", 1.0), False, False),
]


@pytest.mark.parametrize(("plain", "longer", "at_start", "stands"), SURER)
def test_which_reading_stands(plain: LineReading, longer: LineReading, at_start: bool, stands: bool) -> None:
    assert _surer(plain, longer, at_start) is stands
