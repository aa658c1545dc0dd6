"""Row numbers left of a ruled table whose side was not found: a column that its rules leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.page import GridCell
from models.source import Box, Doubt
from pipeline.grids.table_words import counts_on, is_header_text, is_label, read_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Grid, Line

REACH = 45.0
"""Points left of a table's rules within which its numbers stand."""
FEWEST, SHARE = 3, 0.6
"""Numbers, and share of the rows that have one, from which they are a column."""
MARGIN = 3.0


def take_numbers_beside(grids: Sequence[Grid], lines: Sequence[Line]) -> tuple[tuple[Grid, ...], tuple[Line, ...]]:
    """Give each table the numbers of its rows that stand left of its rules; returns all tables and the other lines."""
    out: list[Grid] = []
    taken: set[int] = set()
    for grid in grids:
        tops = [
            min((cell.box.y0 for cell in grid.cells if cell.row == n), default=grid.box.y1) for n in range(grid.rows)
        ]
        beside = [line for line in lines if _is_beside(line, grid)]
        rows = [sum(top <= line.box.center[1] for top in tops) - 1 for line in beside]
        if _are_numbers(beside, rows, grid):
            out.append(_with_column(grid, dict(zip(rows, beside, strict=True)), tops))
            taken |= {id(line) for line in beside}
        else:
            out.append(grid)
    return tuple(out), tuple(line for line in lines if id(line) not in taken)


def _is_beside(line: Line, grid: Grid) -> bool:
    near = grid.box.x0 - REACH < line.box.x0 and line.box.center[0] < grid.box.x0
    return near and grid.box.y0 < line.box.center[1] < grid.box.y1


def _are_numbers(beside: Sequence[Line], rows: Sequence[int], grid: Grid) -> bool:
    """Whether lines beside a table number its rows: one a row, counting on, and no such column inside."""
    if len(beside) < max(FEWEST, SHARE * grid.rows) or len(set(rows)) < len(rows):
        return False
    if not all(is_label(line.text) or is_header_text(line.text) for line in beside):
        return False
    counts = [count for line in beside if (count := read_counts(line.text))]
    first = [cell.text for cell in grid.cells if cell.column == 0 and cell.text]
    return counts_on(counts) >= max(1, len(counts) - 2) and 2 * sum(map(is_label, first)) < len(first)


def _with_column(grid: Grid, numbers: dict[int, Line], tops: Sequence[float]) -> Grid:
    left = min(line.box.x0 for line in numbers.values()) - MARGIN
    ends = [*tops[1:], grid.box.y1]
    first = [
        GridCell(
            row=n,
            column=0,
            box=Box(x0=left, y0=top, x1=grid.box.x0, y1=max(top, end)),
            lines=(numbers[n],) if n in numbers else (),
        )
        for n, (top, end) in enumerate(zip(tops, ends, strict=True))
    ]
    moved = [cell.model_copy(update={"column": cell.column + 1}) for cell in grid.cells]
    cells = sorted([*first, *moved], key=lambda cell: (cell.row, cell.column))
    doubt = Doubt(code="numbers_beside", detail=f"{len(numbers)} numbers left of the rules were taken for a column")
    return grid.model_copy(
        update={
            "box": grid.box.model_copy(update={"x0": left}),
            "columns": grid.columns + 1,
            "cells": tuple(cells),
            "doubts": (*grid.doubts, doubt),
        }
    )
