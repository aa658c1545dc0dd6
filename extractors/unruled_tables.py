"""What tables without rules leave to their words to tell: columns, names of groups, cells that hold on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.table_groups import is_total
from extractors.table_rows import BORDERLESS, column_edges, inner_edges
from models.source import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from extractors.table_rows import DraftRow
    from models.table import ColumnRole
    from models.transcript import Transcript, TranscriptGrid

UNRULED = ("rows_by_white", "rows_by_numbers")
"""Doubts of tables between whose rows no rule shows how far a cell reaches."""
STATED: tuple[ColumnRole, ...] = ("lead", "deadline")
"""Columns that nearly every row of a table of tasks fills."""
# Points: how far a page may lie beside the one before on the glass, and a column's edge beside that of the other page.
_FARTHEST, _BESIDE = 30.0, 8.0
_TOUCH = 1.5
"""Points by which a word may reach over a column's edge."""
_MOST_STATED = 0.6
"""Share of the rows that state something in a column, from which a blank one is no statement."""


def column_shift(transcript: Transcript, a: TranscriptGrid, b: TranscriptGrid) -> float | None:
    """How far the columns of `b` lie right of those of `a` where one of them is without rules; None for other columns.

    The sides of such a table are those of its words and tell nothing, its edges lie anywhere in the white between two
    columns; a column that is empty on one page is not seen.
    """
    fewer, more = sorted((a, b), key=lambda grid: grid.columns)
    at, to = inner_edges(fewer), inner_edges(more)
    if len(at) < 2 or len(to) - len(at) > max(1, len(to) // 3):
        return None
    white = _white_at(transcript, more)
    sign = 1.0 if fewer is a else -1.0
    shifts = sorted({0.0, *(x - edge for edge in at for x in to if abs(x - edge) <= _FARTHEST)}, key=abs)
    for shift in shifts:
        if all(_fits(edge + shift, to, white) for edge in at) and _in_order([edge + shift for edge in at], to):
            return sign * shift
    return None


def _fits(edge: float, others: Sequence[float], white: Sequence[tuple[float, float]]) -> bool:
    """Whether an edge is one of the others, or lies with it in the white between the same two columns."""
    return any(
        abs(edge - other) <= _BESIDE or low <= edge <= high for other, (low, high) in zip(others, white, strict=True)
    )


def _in_order(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether no two edges are nearest to the same one of the others."""
    nearest = [min(range(len(others)), key=lambda n: abs(others[n] - edge)) for edge in edges]
    return all(a < b for a, b in pairwise(nearest))


def _white_at(transcript: Transcript, grid: TranscriptGrid) -> list[tuple[float, float]]:
    """For each inner edge of a grid the white around it, in points: what no word of a cell of one column holds."""
    edges = inner_edges(grid)
    sides = [(grid.box.x0, grid.box.x1)] * len(edges)
    for cell in grid.cells:
        if cell.col_span > 1:
            continue
        for word in transcript.words_in(cell.span) if len(cell.span) else ():
            if cell.column:
                low, high = sides[cell.column - 1]
                sides[cell.column - 1] = (low, min(high, word.box.x0))
            if cell.column < len(edges):
                low, high = sides[cell.column]
                sides[cell.column] = (max(low, word.box.x1), high)
    return [(min(low, edge), max(high, edge)) for (low, high), edge in zip(sides, edges, strict=True)]


def edges_on(transcript: Transcript, grid: TranscriptGrid, first: TranscriptGrid) -> list[float]:
    """Edges of a piece as shares of its own width; of one without rules as shares of the first piece's."""
    shift = column_shift(transcript, first, grid) if BORDERLESS in (grid.finder, first.finder) else None
    if shift is None:
        return column_edges(grid)
    inner = [(x - shift - first.box.x0) / max(first.box.width, 1.0) for x in inner_edges(grid)]
    return [min(0.0, *inner), *inner, max(1.0, *inner)]


def edges_of(transcript: Transcript, first: TranscriptGrid, grid: TranscriptGrid) -> list[float]:
    """Edges of a table's first piece as shares of another piece's width, where they lie on that one's page."""
    shift = column_shift(transcript, first, grid) if BORDERLESS in (grid.finder, first.finder) else None
    edges = column_edges(first)
    if shift is None:
        return edges
    places = [first.box.x0 + edge * first.box.width + shift for edge in edges]
    return [(x - grid.box.x0) / max(grid.box.width, 1.0) for x in places]


def settle_unruled(
    rows: Sequence[DraftRow], roles: Sequence[ColumnRole], grids: Sequence[TranscriptGrid], lexicon: Lexicon
) -> list[Doubt]:
    """Give names of groups, and cells that hold on, the place that no rule shows; returns what is to be doubted.

    Args:
        rows: the rows of a table, those of ruled pages too.
        roles: what its columns hold.
        grids: its pieces.
        lexicon: the words of rows that add up.
    """
    free = {grid.page for grid in grids if grid.finder == BORDERLESS}
    _spread_names([row for row in rows if row.page in free], len(roles))
    pages = {grid.page for grid in grids if any(doubt.code in UNRULED for doubt in grid.doubts)}
    return _hold_on([row for row in rows if row.page in pages], roles, lexicon)


def _spread_names(rows: Sequence[DraftRow], columns: int) -> None:
    """Let the name of a group hold what is empty to its right: no rule ends its cell."""
    for row in rows:
        filled = row.filled() if row.kind == "group" else []
        if filled:
            last = filled[-1]
            last.col_span = columns - last.column
            row.cells.update(dict.fromkeys(range(last.column, columns), last))


def _hold_on(rows: Sequence[DraftRow], roles: Sequence[ColumnRole], lexicon: Lexicon) -> list[Doubt]:
    """Let a cell hold on for the rows below it that leave its column blank, where nearly every row states something."""
    task = roles.index("task") if "task" in roles else None
    body = [row for row in rows if row.kind == "cell" and row.text(task) and not is_total(row, lexicon)]
    doubts = []
    for column in [roles.index(role) for role in STATED if role in roles]:
        if sum(bool(row.text(column)) for row in body) < _MOST_STATED * len(body):
            continue
        held = 0
        for above, row in pairwise(rows):
            over, under = above.cells.get(column), row.cells.get(column)
            told = over is not None and over.col_span == 1 and over.said and above in body
            blank = under is None or (not under.filled and under.col_span == 1)
            if over is not None and told and blank and row in body:
                row.cells[column] = over
                held += 1
        if held:
            detail = f"column {column + 1}: {held} blank cells read as if what stands above held on"
            doubts.append(Doubt(code="cells_held_on", detail=detail))
    return doubts
