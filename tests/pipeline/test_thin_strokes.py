"""Strokes across weighed against upright ones: type that lost its thin strokes is told from type that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.fonts import font_path
from models.page import Line, PageImage, Word
from models.source import Box
from pipeline.ocr.thin_strokes import FEWEST, stroke_balance
from pipeline.ocr.unsure_pages import LOST

if TYPE_CHECKING:
    from numpy.typing import NDArray

TEXT = "phấn đấu tối thiểu 74,5% hồ sơ được giải quyết trong năm 2024 và 98% văn bản"
LINES = 6
POINTS = 14.0


def page(family: str, dpi: float, bold: bool = False) -> tuple[tuple[Line, ...], PageImage]:
    """Lines of text set in a face, with the places of their words."""
    scale = dpi / 72.0
    type_ = ImageFont.truetype(str(font_path(family, bold)), round(POINTS * scale))
    sheet = Image.new("L", (round(620 * scale), round(40 * (LINES + 1) * scale)), 250)
    pen = ImageDraw.Draw(sheet)
    lines = []
    for row in range(LINES):
        x, base = 20.0, 40.0 * (row + 1)
        words = []
        for text in TEXT.split():
            pen.text((x * scale, base * scale), text, font=type_, fill=20, anchor="ls")
            wide = type_.getlength(text) / scale
            box = Box(x0=x, y0=base - 0.76 * POINTS, x1=x + wide, y1=base + 0.22 * POINTS)
            words.append(Word(text=text, box=box, size=POINTS, bold=bold))
            x += wide + 4.0
        lines.append(Line(words=tuple(words), box=words[0].box))
    return tuple(lines), PageImage(number=1, pixels=np.array(sheet), dpi=dpi)


def without_hair(image: PageImage, reach: float) -> PageImage:
    """Strokes across lose so much of their height, in em, at head and foot together."""
    pixels = max(1, round(reach * POINTS * image.dpi / 72.0))
    worn = cv2.dilate(image.pixels, np.ones((pixels + 1, 1), np.uint8))
    return PageImage(number=1, pixels=np.asarray(worn, dtype=np.uint8), dpi=image.dpi)


def copied(image: PageImage) -> PageImage:
    """As a bitonal copier leaves it."""
    noise = np.random.default_rng(1).normal(0, 25, image.pixels.shape)
    soft = cv2.GaussianBlur(image.pixels, (0, 0), 0.8).astype(np.float64) + noise
    bits: NDArray[np.uint8] = np.where(soft < 150, 0, 255).astype(np.uint8)
    return PageImage(number=1, pixels=bits, dpi=image.dpi)


@pytest.mark.parametrize("family", ["Liberation Serif", "Liberation Sans", "DejaVu Serif"])
@pytest.mark.parametrize("dpi", [150.0, 200.0, 300.0])
def test_usual_faces_keep_their_thin_strokes(family: str, dpi: float) -> None:
    lines, image = page(family, dpi)
    for seen in (image, copied(image)):
        balance = stroke_balance(lines, seen)
        assert balance is not None
        assert balance > LOST


@pytest.mark.parametrize("dpi", [200.0, 300.0])
def test_lost_thin_strokes_are_told(dpi: float) -> None:
    lines, image = page("Liberation Serif", dpi)
    whole = stroke_balance(lines, image)
    worn = without_hair(image, 0.03)
    assert whole is not None
    for seen in (worn, copied(worn)):
        balance = stroke_balance(lines, seen)
        assert balance is not None
        assert balance < LOST < whole


def test_too_few_words_tell_nothing() -> None:
    lines, image = page("Liberation Serif", 200.0)
    words = lines[0].words
    assert len(words) < FEWEST
    assert stroke_balance(lines[:1], image) is None
    assert stroke_balance((), image) is None


def test_bold_words_and_engines_that_tell_no_size_do_not_count() -> None:
    lines, image = page("Liberation Serif", 200.0, bold=True)
    assert stroke_balance(lines, image) is None
    plain, image = page("Liberation Serif", 200.0)
    sizeless = [
        line.model_copy(update={"words": tuple(word.model_copy(update={"size": 0.0}) for word in line.words)})
        for line in plain
    ]
    assert stroke_balance(sizeless, image) is None


def test_blank_paper_under_words_tells_nothing() -> None:
    lines, image = page("Liberation Serif", 200.0)
    blank = PageImage(number=1, pixels=np.full_like(image.pixels, 250), dpi=200.0)
    assert stroke_balance(lines, blank) is None


def test_words_beside_the_picture_tell_nothing() -> None:
    lines, image = page("Liberation Serif", 200.0)
    narrow = PageImage(number=1, pixels=image.pixels[:20, :30], dpi=200.0)
    assert stroke_balance(lines, narrow) is None
