"""Thin signs in a copier's streak: kept where they are thicker than it, else what they stood in is doubted."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.lexicon import load_lexicon
from models.page import Page, PageImage, Word
from models.plan import Versions
from models.source import SourceDocument
from pipeline.assemble import assemble
from pipeline.ocr import EngineUnavailable, OcrEngine
from pipeline.ocr.erased_print import STATED_MOST
from pipeline.read_page import choose_engine, choose_witness, read_scan
from pipeline.transcript.transcribe import transcribe
from tests.pipeline.drawn import HEIGHT, PARAGRAPH, as_page, face, sheet

X, Y = 200, 640
AREA = "Giao trồng mới 1.250 ha rừng và 215 ha cây"
DOT = "Giao trồng mới 2.150 ha rừng và 215 ha cây"
SHARE = "Giao trồng mới 87,5 ha rừng và 215 ha cây"
LABEL = "1. Trồng mới rừng đạt 30 ha"


def streaked(text: str, at: int, streak: str, worn: bool, size: int, aside: int) -> PageImage:
    """A page of text whose streak runs through the sign `at` of a line, `aside` pixels off its middle."""
    image, draw = sheet()
    font = face(size)
    for block in range(5):
        for k, line in enumerate(PARAGRAPH):
            draw.text((X, 320 + 380 * block + 52 * k), line, font=font, fill=10, anchor="ls")
    draw.text((X, Y), text, font=font, fill=10, anchor="ls")
    if worn:  # a pixel off every stroke
        image = Image.fromarray(cv2.dilate(np.array(image), np.ones((2, 2), np.uint8)))
    middle = round(X + font.getlength(text[:at]) + font.getlength(text[at]) / 2) + aside
    pen = ImageDraw.Draw(image)
    step, dash, width = {"whole": (100, 100, 2), "dashes": (110, 65, 3)}[streak]
    for y in range(0, HEIGHT, step):
        pen.line([(middle, y), (middle, y + dash)], fill=10, width=width)
    return as_page(image)


def readers() -> tuple[OcrEngine, OcrEngine | None]:
    """The reader of the package and its witness."""
    try:
        engine, _ = choose_engine("kehoach")
    except EngineUnavailable as reason:
        pytest.skip(str(reason))
    return engine, choose_witness(engine.name)


@cache
def page_of(text: str, at: int, streak: str, worn: bool, size: int = 38, aside: int = 0) -> Page:
    """The page, read by the real readers."""
    page = read_scan(streaked(text, at, streak, worn, size, aside), *readers())
    assert any(step.startswith("streaks off") for step in page.steps)
    return page


def words_of(page: Page) -> tuple[Word, ...]:
    """The words of the line at `Y`."""
    return min(page.lines, key=lambda line: abs(line.box.y1 * 200 / 72 - Y - 8)).words


# A 1, a comma and a label that a streak runs through, thicker than it: (line, sign, streak, worn).
@pytest.mark.parametrize(
    ("text", "at", "streak", "worn"),
    [(AREA, 15, "whole", True), (LABEL, 0, "whole", True), (SHARE, 17, "whole", False)],
)
def test_a_sign_thicker_than_its_streak_stays(text: str, at: int, streak: str, worn: bool) -> None:
    assert " ".join(word.text for word in words_of(page_of(text, at, streak, worn))) == text


# As thick as the streak: nothing tells them apart, and what is left reads as another number.
@pytest.mark.parametrize(
    ("text", "at", "streak", "worn"),
    [(AREA, 15, "dashes", True), (SHARE, 17, "dashes", True), (SHARE, 17, "whole", True), (DOT, 17, "dashes", True)],
)
def test_a_number_that_lost_a_sign_with_a_streak_is_doubted(text: str, at: int, streak: str, worn: bool) -> None:
    numbers = [word for word in words_of(page_of(text, at, streak, worn)) if any(map(str.isdigit, word.text))]
    *beside, clear = numbers
    for word in beside:
        assert [doubt.code for doubt in word.doubts] == ["print_erased"]
        assert word.confidence <= STATED_MOST
    assert (clear.text, clear.doubts) == ("215", ())
    assert clear.confidence > 0.9


def test_a_streak_between_signs_doubts_nothing() -> None:
    page = page_of(AREA, 12, "whole", False)
    words = [word for line in page.lines for word in line.words]
    assert words
    assert not [word.text for word in words if word.doubts]


def test_the_number_of_the_plan_says_so() -> None:
    page = page_of(AREA, 15, "dashes", True)
    source = SourceDocument(sha256="0" * 64, file_name="a.pdf", size=1)
    versions = Versions(program="", extractors="", lexicon="", engine="")
    plan = assemble(transcribe([page]), source, load_lexicon(), versions)
    (lost,) = (found for found in plan.numbers if "250" in found.value.text)
    assert "print_erased" in {doubt.code for doubt in lost.doubts}
    assert lost.confidence <= STATED_MOST


# A figure printed red in a black number goes with the red of a seal: (before it, red, behind it).
@pytest.mark.parametrize(("before", "red", "behind"), [("", "1", ".250"), ("1.2", "5", "0"), ("1.25", "0", "")])
def test_a_number_with_a_red_figure_beside_a_seal_is_doubted(before: str, red: str, behind: str) -> None:
    image, draw = sheet(colour=True)
    for block in range(5):
        for k, line in enumerate(PARAGRAPH):
            draw.text((X, 320 + 380 * block + 52 * k), line, font=face(), fill=(10, 10, 10), anchor="ls")
    draw.ellipse([1100, 1100, 1400, 1400], outline=(215, 35, 45), width=14)
    x = float(X)
    for text, colour in (("Giao trồng mới " + before, 10), (red, 200), (behind + " ha rừng và 215 ha", 10)):
        draw.text((x, Y), text, font=face(), fill=(colour, min(colour, 30), min(colour, 30)), anchor="ls")
        x += face().getlength(text)
    page = read_scan(as_page(image), *readers())
    *parts, clear = (word for word in words_of(page) if any(map(str.isdigit, word.text)))
    assert parts
    assert all([doubt.code for doubt in word.doubts] == ["print_erased"] for word in parts)
    assert not clear.doubts
