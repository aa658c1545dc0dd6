"""Rows of a ruled table between which no rule is drawn: told by the numbers in its first column."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from models.source import Box, Doubt
from pipeline.grids.bands import Band, find_bands, labels_in, part_by_numbers
from pipeline.grids.gutters import type_size
from pipeline.grids.table_words import read_count
from pipeline.transcript.lines import words_to_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Grid, GridCell, Word

FEWEST_COLUMNS = 3


def part_unruled_rows(grid: Grid) -> Grid:
    """Part the rows of a grid in whose first cell several numbers stand that count on.

    A row that a cell shares with another row is left as it is.
    """
    rows = {n: [cell for cell in grid.cells if cell.row == n] for n in range(grid.rows)}
    shared = {n for cell in grid.cells if cell.row_span > 1 for n in range(cell.row, cell.row + cell.row_span)}
    cells: list[GridCell] = []
    added = 0
    for n, members in rows.items():
        bands = _rows_in(members) if n not in shared and grid.columns >= FEWEST_COLUMNS else []
        if len(bands) > 1:
            cells += [_piece(cell, band, n + added + k) for k, band in enumerate(bands) for cell in members]
            added += len(bands) - 1
        else:
            cells += [cell.model_copy(update={"row": cell.row + added}) for cell in members]
    if not added:
        return grid
    doubt = Doubt(code="rows_by_numbers", detail=f"{added} rows more than rules, told by numbers and white")
    return grid.model_copy(update={"rows": grid.rows + added, "cells": tuple(cells), "doubts": (*grid.doubts, doubt)})


def _rows_in(cells: Sequence[GridCell]) -> list[Band]:
    """The rows that a drawn row holds; empty where its first cell numbers no more than one."""
    columns = [[word for line in cell.lines for word in line.words] for cell in cells]
    first = min(range(len(cells)), key=lambda k: cells[k].column, default=None)
    if first is None or cells[first].column or len(cells) < FEWEST_COLUMNS:
        return []
    counts = [count for line in labels_in(columns[first]) if (count := read_count(line.text)) is not None]
    if len(counts) < 2 or any(b - a != 1 for a, b in itertools.pairwise(counts)):
        return []
    words = [word for column in columns for word in column]
    inside = {id(word) for word in columns[first]}

    def first_of(band: Band) -> list[Word]:
        return [word for word in band.words if id(word) in inside]

    return part_by_numbers(find_bands(columns, []), first_of, type_size(words))


def _piece(cell: GridCell, band: Band, row: int) -> GridCell:
    words = [word for line in cell.lines for word in line.words if band.y0 <= word.box.center[1] < band.y1]
    box = Box(x0=cell.box.x0, y0=band.y0, x1=cell.box.x1, y1=band.y1)
    return cell.model_copy(update={"row": row, "box": box, "lines": words_to_lines(words)})
