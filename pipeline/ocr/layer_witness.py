"""A second look at the numbers of a text layer under a scan: an OCR program's words may be true, and a digit not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.page import Line, Page, Word
from models.source import Doubt
from pipeline.ocr.second_reading import is_number, witness_numbers

if TYPE_CHECKING:
    from models.page import GridCell, PageImage
    from pipeline.ocr import OcrEngine

NAME = "text_layer"
LAYER_SURE = 0.9
"""Sureness of a number in such a layer before the second look: it does not tell its own."""


def witness_layer(page: Page, image: PageImage, witness: OcrEngine) -> Page:
    """Let an engine read the numbers of a scan's text layer from the picture.

    Args:
        page: the page as its layer has it.
        image: its picture in grey, not straightened: boxes must lie on the ink.
        witness: the reader of the picture.

    Returns:
        The page; numbers carry both readings and a confidence that counts both. A page whose text runs sideways is
        not looked at, and doubted instead.
    """
    if page.turn:
        doubt = Doubt(code="numbers_read_once", detail="the text layer of a turned scan")
        return page.model_copy(update={"doubts": (*page.doubts, doubt)})
    own = len(page.lines)
    lines = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]
    known = witness_numbers([_unsure(line) for line in lines], image, NAME, witness)
    waiting = iter(known[own:])

    def filled(cell: GridCell) -> GridCell:
        return cell.model_copy(update={"lines": tuple(next(waiting) for _ in cell.lines)})

    grids = tuple(grid.model_copy(update={"cells": tuple(map(filled, grid.cells))}) for grid in page.grids)
    return page.model_copy(update={"lines": known[:own], "grids": grids})


def _unsure(line: Line) -> Line:
    """The line, its numbers as sure as such layers are."""
    words: list[Word] = []
    for k, word in enumerate(line.words):
        number = is_number(word, line.words[k - 1] if k else None)
        words.append(word.model_copy(update={"confidence": LAYER_SURE}) if number else word)
    return Line(words=tuple(words), box=line.box)
