"""Numbers of an OCR layer are held against the picture over which it lies."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.triage_pages import sheets_of
from corpus import scanner
from corpus.pdf import write_pdf
from models.page import READING_UNSURE, SURE
from pipeline.ocr import EngineUnavailable
from pipeline.ocr.unsure_pages import STATED_MOST
from pipeline.read_page import ReadSettings, choose_engine, read_page
from pipeline.triage import triage_page

TURNED = str.maketrans("0123456789", "1357924680")


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str], int]:
    return layered(tmp_path_factory.mktemp("layer") / "a.pdf")


def layered(path: Path, worn: int = 1) -> tuple[Path, set[str], int]:
    """A scan with a layer in which each fourth number is another; the false ones, and how many numbers are true.

    `worn`: pixels of which strokes across keep none.
    """
    try:
        choose_engine("kehoach")
    except EngineUnavailable as reason:
        pytest.skip(str(reason))
    rng = random.Random(5)
    sheet = next(sheet for plan in range(9) for sheet in sheets_of(plan) if _numbers(sheet.words) > 12)
    recipe = replace(scanner.draw_recipe(rng, "clean"), dpi=200)
    (picture,) = scanner.rasterise(write_pdf([sheet], rng), [0], recipe.dpi)
    picture = np.asarray(cv2.dilate(picture, np.ones((worn, 1), np.uint8)), dtype=np.uint8)
    page = scanner.scan_page(picture, picture, sheet, recipe, "layer")
    words, false, seen = [], set(), 0
    for word in sheet.words:
        text = word.text
        if any(char.isdigit() for char in text):
            seen += 1
            if seen % 4 == 0:
                text = text.translate(TURNED)
                false.add(text)
        words.append(replace(word, text=text))
    path.write_bytes(write_pdf([page], rng, hidden={0: words}))
    return path, false, seen - seen // 4


def _numbers(words: list) -> int:  # type: ignore[type-arg]
    return sum(any(char.isdigit() for char in word.text) for word in words)


def test_false_numbers_are_doubted_and_true_ones_are_not(scan: tuple[Path, set[str], int]) -> None:
    path, false, true = scan
    assert triage_page(path, 1).reason == "good_ocr_layer"
    page = read_page(path, 1, ReadSettings(engine="kehoach"))
    assert page.source == "text_layer"
    lines = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]
    numbers = [word for line in lines for word in line.words if word.readings and any(c.isdigit() for c in word.text)]
    differing = [word for word in numbers if len({reading.text for reading in word.readings}) > 1]
    assert len(false) >= 3
    assert {word.readings[0].text for word in differing} >= {text.strip(".,;:()") for text in false}
    assert all(word.confidence < SURE for word in differing)
    sure = [word for word in numbers if word.confidence >= SURE]
    assert len(sure) >= 0.9 * true


def test_a_layer_over_a_scan_without_its_thin_strokes_states_no_number(tmp_path: Path) -> None:
    path, _, _ = layered(tmp_path / "worn.pdf", worn=3)
    assert triage_page(path, 1).reason == "good_ocr_layer"
    page = read_page(path, 1, ReadSettings(engine="kehoach"))
    lines = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]
    numbers = [word for line in lines for word in line.words if any(c.isdigit() for c in word.text)]
    assert [doubt.code for doubt in page.doubts] == [READING_UNSURE]
    assert numbers
    assert all(word.confidence <= STATED_MOST for word in numbers)
