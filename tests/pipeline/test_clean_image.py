"""Cleaning: each step when a page needs it, and only then."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import ImageDraw

from models.page import PageImage
from pipeline.image.clean import clean_image, remove_red_ink
from pipeline.image.orientation import Upright
from tests.pipeline.drawn import HEIGHT, WIDTH, as_page, text_page


def turned(image: PageImage, quarters: int, degrees: float = 0.0) -> PageImage:
    """A page as a scanner may deliver it: turned clockwise by quarters, then leaning by degrees."""
    pixels = np.ascontiguousarray(np.rot90(image.pixels, -quarters))
    if degrees:
        height, width = pixels.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        pixels = cv2.warpAffine(pixels, matrix, (width, height), borderValue=252)
    return PageImage(number=1, pixels=np.asarray(pixels, dtype=np.uint8), dpi=image.dpi)


def test_clean_page_is_left_alone() -> None:
    page = as_page(text_page())
    clean = clean_image(page)
    assert clean.steps == ()
    assert np.array_equal(clean.pixels, page.pixels)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [0.0, 1.3, -2.2])
def test_turned_pages_come_upright(quarters: int, degrees: float) -> None:
    page = as_page(text_page())
    clean = clean_image(turned(page, quarters, degrees))
    assert clean.turn == (360 - 90 * quarters) % 360
    assert clean.skew == pytest.approx(-degrees, abs=0.12)
    assert not clean.doubts
    # Upright again: the ink lies where it lay.
    assert np.corrcoef(clean.pixels.ravel()[::7], page.pixels.ravel()[::7])[0, 1] > 0.75


def test_orientation_that_cannot_be_told_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.image.clean.find_upright", lambda *_: Upright(False, "no word of it"))
    assert [doubt.code for doubt in clean_image(as_page(text_page())).doubts] == ["orientation_unsure"]


def test_red_seal_goes_and_black_print_stays() -> None:
    picture = text_page(colour=True)
    before = np.array(picture.convert("L"))
    draw = ImageDraw.Draw(picture)
    draw.ellipse([500, 400, 800, 700], outline=(215, 35, 45), width=14)
    # Ink of a stamp is darker where it lies on black: print under the seal stays black.
    pixels = np.minimum(np.array(picture), before[:, :, None].repeat(3, axis=2))
    clean = remove_red_ink(PageImage(number=1, pixels=pixels, dpi=200))
    assert any("red ink" in step for step in clean.steps)
    paper = before > 200
    assert np.percentile(clean.pixels[paper], 0.5) > 150
    assert (clean.pixels[before < 60] < 120).mean() > 0.97


def test_colour_without_seal_only_turns_grey() -> None:
    clean = remove_red_ink(as_page(text_page(colour=True)))
    assert clean.pixels.ndim == 2
    assert clean.steps == ("grey",)


def test_copier_edges_and_punch_holes_go() -> None:
    picture = text_page()
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, 0, 60, HEIGHT], fill=0)
    for y in (700, 1600):
        draw.ellipse([95, y, 140, y + 45], fill=0)
    clean = clean_image(as_page(picture))
    assert {step.split(" off")[0] for step in clean.steps} == {"black edges", "punch holes"}
    assert clean.pixels[:, :160].min() > 150
    assert (clean.pixels < 100).sum() == pytest.approx((np.array(text_page()) < 100).sum(), rel=0.01)


def test_what_may_be_a_letters_dot_stays() -> None:
    page = np.array(text_page())
    generator = np.random.default_rng(3)
    dirty = page.copy()
    for y, x in zip(generator.integers(0, HEIGHT - 2, 1500), generator.integers(0, WIDTH - 2, 1500), strict=True):
        dirty[y : y + 2, x : x + 2] = 0
    clean = clean_image(PageImage(number=1, pixels=dirty, dpi=200))
    assert (clean.steps, clean.turn, clean.skew) == ((), 0, 0.0)
    assert (clean.pixels == dirty).all()


@pytest.mark.parametrize("fill", [0, 128, 255])
def test_pages_of_one_colour_pass(fill: int) -> None:
    page = PageImage(number=1, pixels=np.full((600, 400), fill, np.uint8), dpi=100)
    assert clean_image(page).turn == 0
