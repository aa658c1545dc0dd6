"""Rows of a ruled table between which no rule is drawn: told by the numbers in its first column."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from models.source import Box, Doubt
from pipeline.grids.bands import Band, find_bands, labels_in, part_by_numbers
from pipeline.grids.gutters import type_size
from pipeline.grids.table_words import heads_rows, is_group_label, read_count, read_counts
from pipeline.transcript.lines import words_to_line, words_to_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Grid, GridCell, Line, Word

FEWEST_COLUMNS = 3
WIDEST_STEP, MOST_STEPS = 2, 0.75
"""By how much a number goes on (one between may be blank); share of those that do: one in four may be misread."""


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
            parts = [[_piece(cell, band, n + added + k) for cell in members] for k, band in enumerate(bands)]
            labels = [*(part[0].text for part in parts[1:]), ""]
            for part, below in zip(parts, labels, strict=True):
                cells += _with_name(part, below)
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
    if first is None or cells[first].column or len(cells) < FEWEST_COLUMNS or not _count_on(labels_in(columns[first])):
        return []
    words = [word for column in columns for word in column]
    inside = {id(word) for word in columns[first]}

    def first_of(band: Band) -> list[Word]:
        return [word for word in band.words if id(word) in inside]

    bands = part_by_numbers(find_bands(columns, []), first_of, type_size(words))
    return _with_rests(bands, [{id(word) for word in column} for column in columns], first)


def _with_name(pieces: list[GridCell], below: str) -> list[GridCell]:
    """Cells of a row; beside the label of a group its name holds all that is empty to its right.

    `below` is the label of the next row.
    """
    filled = [n for n, cell in enumerate(pieces) if cell.lines]
    named = filled[:2] == [0, 1] and heads_rows(pieces[0].text, below)
    torn = named and len(filled) == 3 and filled[2] == 2 and _abut(pieces[1], pieces[2])
    if not named or (len(filled) > 2 and not torn):
        return pieces
    name, rest = pieces[1], pieces[2:]
    words = [word for cell in pieces[1:] for line in cell.lines for word in line.words]
    box = name.box
    for cell in rest:
        box = box.union(cell.box)
    span = sum(cell.col_span for cell in pieces[1:])
    return [pieces[0], name.model_copy(update={"col_span": span, "box": box, "lines": words_to_lines(words)})]


def _abut(left: GridCell, right: GridCell) -> bool:
    """Whether the words of two cells are one line: hardly a space lies between them."""
    one, other = left.lines[-1].words[-1].box, right.lines[0].words[0].box
    return len(left.lines) == len(right.lines) == 1 and other.x0 - one.x1 < 0.5 * one.height


def _count_on(labels: Sequence[Line]) -> bool:
    """Whether labels number several rows: they count on, or begin anew below the name of a group."""
    counts = [count for line in labels if (count := read_counts(line.text))]
    groups = sum(is_group_label(line.text) for line in labels)
    if not counts or len(counts) + groups < 2:
        return False
    steps = [_goes_on(a, b) for a, b in itertools.pairwise(counts)]
    return sum(steps) >= MOST_STEPS * len(steps)


def _goes_on(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether one number may follow another: 2 or 3 after 1, 1.1 after 1, 2 after 1.4; or 1 anew."""
    shared = min(len(a), len(b)) - 1
    return (a[:shared] == b[:shared] and 0 <= b[shared] - a[shared] <= WIDEST_STEP) or b[-1] == 1


def _with_rests(bands: Sequence[Band], columns: Sequence[set[int]], first: int) -> list[Band]:
    """Put what stands in one column alone, without a number, back to the row above it.

    Where the numbers begin anew below it, it is the name of a group.
    """
    kept: list[Band] = []
    counts = [read_count(words_to_line([w for w in band.words if id(w) in columns[first]]).text)
              if any(id(w) in columns[first] for w in band.words) else None for band in bands]  # fmt: skip
    for n, band in enumerate(bands):
        filled = [n for n, column in enumerate(columns) if any(id(word) in column for word in band.words)]
        before = next((count for count in reversed(counts[:n]) if count is not None), 0)
        anew = n + 1 < len(bands) and counts[n + 1] == 1 and before >= 1
        if kept and len(filled) == 1 and filled[0] != first and not anew:
            kept[-1] = Band(kept[-1].y0, band.y1, (*kept[-1].words, *band.words))
        else:
            kept.append(band)
    return kept


def _piece(cell: GridCell, band: Band, row: int) -> GridCell:
    words = [word for line in cell.lines for word in line.words if band.y0 <= word.box.center[1] < band.y1]
    box = Box(x0=cell.box.x0, y0=band.y0, x1=cell.box.x1, y1=band.y1)
    return cell.model_copy(update={"row": row, "box": box, "lines": words_to_lines(words)})
