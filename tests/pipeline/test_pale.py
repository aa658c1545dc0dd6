"""Print so pale that a page seems blank."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from pipeline.image.clean import clean_image
from pipeline.image.pale import DEEPENED, is_pale_writing
from pipeline.ocr import EngineUnavailable
from pipeline.read_page import ReadSettings, choose_engine, read_page
from pipeline.triage import triage_page
from tests.pipeline.drawn import as_page, sheet, text_page, write
from tests.pipeline.test_read_page import as_pdf


def faded(image: Image.Image, share: float, grain: float = 3.0) -> Image.Image:
    """The page with so much of its contrast left, on paper with grain."""
    darkness = 255.0 - np.asarray(image, dtype=np.float64)
    noise = np.random.default_rng(1).normal(243, grain, darkness.shape)
    return Image.fromarray(np.clip(noise - share * darkness, 0, 255).astype(np.uint8))


PAGES = [
    # page, whether its pale marks are taken for print
    (lambda: faded(text_page(), 0.15), True),
    (lambda: faded(text_page(), 0.35), True),
    (lambda: text_page(), False),
    (lambda: faded(text_page(), 0.8), False),
    (lambda: faded(sheet()[0], 0.5), False),
    (lambda: faded(sheet()[0], 0.5, grain=9.0), False),
]


@pytest.mark.parametrize(("page", "pale"), PAGES)
def test_pale_print_alone_is_deepened(page: object, pale: bool) -> None:
    image = as_page(page())  # type: ignore[operator]
    assert is_pale_writing(image) is pale
    assert any(step.startswith(DEEPENED) for step in clean_image(image).steps) is pale


def test_some_print_on_a_page_that_shows_its_front_is_left_alone() -> None:
    image, draw = sheet()
    write(draw, ("Trang này chỉ có hai dòng chữ của người lập biểu,", "và con dấu nằm ở trang sau."), y=400)
    front = np.asarray(faded(ImageOps.mirror(text_page()), 0.1), dtype=np.uint8)
    assert not is_pale_writing(as_page(Image.fromarray(np.minimum(front, np.asarray(image)))))


@pytest.fixture
def settings() -> ReadSettings:
    try:
        choose_engine("kehoach")
    except EngineUnavailable as reason:
        pytest.skip(str(reason))
    return ReadSettings(engine="kehoach")


def test_a_pale_page_is_read_though_it_seems_blank(tmp_path: Path, settings: ReadSettings) -> None:
    pdf = as_pdf(tmp_path / "pale.pdf", faded(text_page(), 0.15))
    assert triage_page(pdf, 1).verdict == "blank"
    page = read_page(pdf, 1, settings)
    assert (page.source, page.doubts) == ("ocr", ())
    assert sum(line.text.count("87,5%") for line in page.lines) == 5


def test_what_shows_through_the_paper_is_no_text(tmp_path: Path, settings: ReadSettings) -> None:
    page = read_page(as_pdf(tmp_path / "back.pdf", faded(ImageOps.mirror(text_page()), 0.15)), 1, settings)
    assert (page.source, page.lines) == ("none", ())
    assert [doubt.code for doubt in page.doubts] == ["ink_unread"]
