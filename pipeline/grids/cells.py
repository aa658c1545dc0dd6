"""Read the cells of ruled tables, each by itself: a "1" alone in its cell is lost when a whole page is read at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.source import Doubt
from pipeline.image.ink import paper_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Grid, Line, PageImage, Word
    from models.source import Box
    from pipeline.grids.ruled import RuledPage
    from pipeline.ocr import OcrEngine


def without_tables(ruled: RuledPage) -> PageImage:
    """The page's picture with the insides of all cells painted with paper: what stands outside the tables."""
    if not ruled.grids:
        return ruled.image
    out = ruled.image.pixels.copy()
    paper = paper_of(out)
    for insides in ruled.insides:
        for x0, y0, x1, y1 in insides:
            out[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = paper
    return replace(ruled.image, pixels=out)


def read_cells(ruled: RuledPage, engine: OcrEngine) -> tuple[Grid, ...]:
    """Read every cell of a page's tables with an engine."""
    blocks = [inside for insides in ruled.insides for inside in insides]
    if not blocks:
        return ruled.grids
    texts = iter(engine.read(ruled.image, blocks))
    return tuple(
        grid.model_copy(update={"cells": tuple(cell.model_copy(update={"lines": next(texts)}) for cell in grid.cells)})
        for grid in ruled.grids
    )


def doubt_strays(grids: Sequence[Grid], lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Add a doubt to each table in whose area words stand that belong to none of its cells."""
    doubted = []
    for grid in grids:
        strays = [word for line in lines for word in line.words if _inside(word, grid.box)]
        if strays:
            detail = f"{len(strays)} words: " + " ".join(word.text for word in strays[:8])
            doubt = Doubt(code="text_outside_cells", detail=detail)
            doubted.append(grid.model_copy(update={"doubts": (*grid.doubts, doubt)}))
        else:
            doubted.append(grid)
    return tuple(doubted)


def _inside(word: Word, box: Box) -> bool:
    x, y = word.box.center
    return box.x0 < x < box.x1 and box.y0 < y < box.y1
