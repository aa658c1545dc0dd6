"""A second opinion on a drawn table: camelot looks at the same page, and a shape that it sees otherwise is a doubt.

camelot's lattice parser finds rules in the rendered page, ours reads the drawing commands: they fail differently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.source import Box, Doubt
from pipeline.grids.aligned import FINDER as BORDERLESS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.page import Grid, Page

RESOLUTION = 150
"""Dots an inch: rules of half a point are still two pixels wide."""
LINE_SCALE = 40
SAME_PLACE = 0.5


def with_second_opinion(page: Page, pdf_path: Path) -> Page:
    """Return the page, its grids doubted where camelot sees other rows or columns or no table at all."""
    if page.turn or all(grid.finder == BORDERLESS for grid in page.grids):
        return page
    try:
        seen = _camelot_shapes(pdf_path, page)
    except (ValueError, TypeError, KeyError, IndexError, OSError, ArithmeticError) as fault:
        doubt = Doubt(code="second_opinion_failed", detail=f"camelot: {type(fault).__name__}: {fault}"[:200])
        return page.model_copy(update={"doubts": (*page.doubts, doubt)})
    return page.model_copy(update={"grids": tuple(_judge(grid, seen) for grid in page.grids)})


def _camelot_shapes(pdf_path: Path, page: Page) -> list[tuple[Box, int, int]]:
    import camelot  # pandas comes with it: loaded for pages with tables alone

    options = {"flavor": "lattice", "line_scale": LINE_SCALE, "resolution": RESOLUTION, "suppress_stdout": True}
    tables = camelot.read_pdf(str(pdf_path), pages=str(page.number), **options)
    shapes = []
    for table in tables:
        x0, y0, x1, y1 = table._bbox  # no public name; points from the bottom left
        rows, columns = table.shape
        shapes.append((Box(x0=x0, y0=page.height - y1, x1=x1, y1=page.height - y0), int(rows), int(columns)))
    return shapes


def _judge(grid: Grid, seen: Sequence[tuple[Box, int, int]]) -> Grid:
    if grid.finder == BORDERLESS:
        # It looks for rules alone.
        return grid
    over = [(rows, columns) for box, rows, columns in seen if _shared(grid.box, box) > SAME_PLACE]
    if (grid.rows, grid.columns) in over:
        return grid
    theirs = ", ".join(f"{rows}x{columns}" for rows, columns in over) or "no table"
    doubt = Doubt(code="grid_shapes_differ", detail=f"{grid.rows}x{grid.columns} here, {theirs} by camelot")
    return grid.model_copy(update={"doubts": (*grid.doubts, doubt)})


def _shared(one: Box, other: Box) -> float:
    """Share of the smaller box that lies in the other."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    smaller = min(one.width * one.height, other.width * other.height)
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0
