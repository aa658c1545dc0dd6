"""From rules to rows, columns and merged cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.grids.drawn import CROSSED, Level, crossed_share, drawn_stretches
from pipeline.grids.merged import merge_cells
from pipeline.grids.open_sides import NARROWEST as WIDE
from pipeline.grids.open_sides import OVERSHOOT, go_on, open_rows, open_sides, with_pieces
from pipeline.grids.row_gaps import gap_levels
from pipeline.grids.streaks import TOUCH, has_sisters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.grids.rules import Stroke, Strokes

# Inches.
CLOSEST = 0.05
"""Rules nearer to each other than this are one rule."""
MOSTLY_GAPS = 0.4
"""Share of a rule that is inked: of worn ones 0.8 and more were, of letters' feet in one line 0.25 and less."""
LONG = 2.0
"""Inches of the pieces of a rule down that meets one rule across alone, for it is worn."""
NARROWEST, LOWEST, CLOSE = 0.8, 0.2, 0.3
"""Inches of a whole table, and of its columns in the mean: strokes of large letters and of a seal cross too."""


@dataclass(frozen=True)
class Slot:
    """A cell: its place in the grid and its corners in pixels."""

    row: int
    column: int
    row_span: int
    col_span: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Lattice:
    """A table's rows, columns and cells."""

    rows: int
    columns: int
    slots: tuple[Slot, ...]


def find_lattices(across: Strokes, down: Strokes, ink: NDArray[np.uint8], dpi: float) -> tuple[Lattice, ...]:
    """Find the tables that rules across and rules down make together on a page's ink."""
    groups = _groups(list(across.strokes), list(down.strokes), TOUCH * dpi)
    found = []
    for rows_of, columns_of in groups:
        inside = [column for column in columns_of if has_sisters(column, columns_of, ink.shape[0], dpi)
                  or not _sticks_out(column, down.strokes, rows_of, ink, dpi)]  # fmt: skip
        # Dotted rules across may end short of the side, which begins and ends with the other rules down.
        wide = max(row.end for row in rows_of) - min(row.start for row in rows_of) >= WIDE * dpi
        inside += [side for side in down.strokes if wide and side.solid and side not in columns_of
                   and has_sisters(side, [*inside, side], ink.shape[0], dpi)]  # fmt: skip
        lattice = _lattice(rows_of, inside, across, down, ink, dpi)
        if lattice is not None and len(lattice.slots) >= 3 and not _is_of_letters(lattice, dpi):
            found.append(lattice)
    return tuple(sorted(found, key=lambda lattice: lattice.slots[0].y0))


def _is_of_letters(lattice: Lattice, dpi: float) -> bool:
    """Whether a lattice is as small as a few letters, or as close as the strokes of a seal."""
    width = max(slot.x1 for slot in lattice.slots) - min(slot.x0 for slot in lattice.slots)
    height = max(slot.y1 for slot in lattice.slots) - min(slot.y0 for slot in lattice.slots)
    return width < max(NARROWEST, CLOSE * lattice.columns) * dpi or height < LOWEST * dpi


def _sticks_out(
    column: Stroke, all_columns: Sequence[Stroke], rows: Sequence[Stroke], ink: NDArray[np.uint8], dpi: float
) -> bool:
    """Whether a line goes on far above and below its table: a streak that happens to cross no letters there."""
    least = OVERSHOOT * dpi
    middle = (column.start + column.end) / 2
    family = [other for other in all_columns if abs(other.at(middle) - column.level) < least / 10]
    top, bottom = min(rows, key=lambda row: row.level), max(rows, key=lambda row: row.level)
    if min(s.start for s in family) < top.level - least and max(s.end for s in family) > bottom.level + least:
        return True
    line = Level((column,), column.slope)
    return all(go_on(line, Level((row,), row.slope), side, ink, dpi) > least for row, side in ((top, -1), (bottom, 1)))


def _meet(row: Stroke, column: Stroke, touch: float) -> bool:
    x, y = column.at(row.level), row.at(column.level)
    return row.start - touch <= x <= row.end + touch and column.start - touch <= y <= column.end + touch


def _meets_two(column: Stroke, columns: Sequence[Stroke], rows: Sequence[Stroke], touch: float) -> bool:
    """Whether a rule down meets two rules across, or one, and other pieces on its line meet more or make it long."""
    met = sum(_meet(row, column, touch) for row in rows)
    if met != 1:
        return met > 1
    line = [other for other in columns if other.solid and abs(other.at(_middle(column)) - column.level) < touch / 4]
    long = sum(other.end - other.start for other in line) >= LONG / TOUCH * touch
    return column.solid and (long or sum(any(_meet(row, other, touch) for row in rows) for other in line) > 1)


def _middle(stroke: Stroke) -> float:
    return (stroke.start + stroke.end) / 2


def _groups(rows: list[Stroke], columns: list[Stroke], touch: float) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Rules that hang together; one that meets fewer than two others (an underline) is none of a table."""
    drawn = columns
    while True:
        kept_rows = [row for row in rows if sum(_meet(row, column, touch) for column in columns) >= 2]
        kept_columns = [column for column in columns if _meets_two(column, drawn, kept_rows, touch)]
        if len(kept_rows) == len(rows) and len(kept_columns) == len(columns):
            break
        rows, columns = kept_rows, kept_columns
    groups: list[tuple[list[Stroke], list[Stroke]]] = []
    waiting = list(rows)
    free = list(columns)
    while waiting:
        members, sides, edge = [], [], [waiting.pop()]
        while edge:
            members += edge
            fresh = [column for column in free if any(_meet(row, column, touch) for row in edge)]
            free = [column for column in free if column not in fresh]
            sides += fresh
            edge = [row for row in waiting if any(_meet(row, column, touch) for column in fresh)]
            waiting = [row for row in waiting if row not in edge]
        groups.append((members, sides))
    return groups


def _levels(strokes: list[Stroke], middle: float, closest: float) -> list[Level]:
    """Gather rules into levels, in order, seen from the middle of the table."""
    lengths = np.array([stroke.end - stroke.start for stroke in strokes])
    slope = float(np.average([stroke.slope for stroke in strokes], weights=lengths + 1.0))

    def level(stroke: Stroke) -> float:
        centre = (stroke.start + stroke.end) / 2
        return stroke.level + slope * (middle - centre)

    gathered: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=level):
        if gathered and level(stroke) - np.mean([level(other) for other in gathered[-1]]) <= closest:
            gathered[-1].append(stroke)
        else:
            gathered.append([stroke])
    return [Level(tuple(members), slope) for members in gathered]


def _inked_share(level: Level, mask: NDArray[np.uint8]) -> float:
    """Share of a level that its rules ink: feet of letters in one line, bridged, look like a rule of gaps."""
    along = np.concatenate([np.arange(max(0, round(s.start)), round(s.end)) for s in level.strokes])
    along = along[along < mask.shape[1]]
    if not along.size:
        return 0.0
    lines = level.places(along)
    inked = np.zeros(along.size, bool)
    for side in range(-2, 3):
        inked |= mask[np.clip(lines + side, 0, mask.shape[0] - 1), along] > 0
    return float(inked.mean())


def _lattice(
    rows: list[Stroke], columns: list[Stroke], across: Strokes, down: Strokes, ink: NDArray[np.uint8], dpi: float
) -> Lattice | None:
    if len(rows) < 2 or len(columns) < 2:
        return None
    left, right = min(row.start for row in rows), max(row.end for row in rows)
    top, bottom = min(column.start for column in columns), max(column.end for column in columns)
    x, y, width, height = (left + right) / 2, (top + bottom) / 2, right - left, bottom - top
    row_levels = [
        level
        for level in _levels(rows, x, CLOSEST * dpi)
        if level.real(width) and _inked_share(level, across.mask) > MOSTLY_GAPS
    ]
    whole = np.arange(max(0, round(top)), min(ink.shape[0], round(bottom)))
    column_levels = [
        level
        for level in _levels(columns, y, CLOSEST * dpi)
        if level.real(height)
        and (
            any(has_sisters(stroke, columns, ink.shape[0], dpi) for stroke in level.strokes)
            or crossed_share(level, whole, ink.T, dpi) < CROSSED
            # Names of groups run across a rule of which wear left pieces in other rows.
            or all(crossed_share(level, _along(stroke, ink), ink.T, dpi) < CROSSED for stroke in level.strokes)
        )
    ]
    if len(row_levels) < 2 or len(column_levels) < 2:
        return None
    column_levels = open_sides(column_levels, rows, y, dpi)
    whole_columns = with_pieces(column_levels, down.strokes, row_levels, across.strokes, dpi)
    row_levels = open_rows(open_sides(row_levels, whole_columns, x, dpi), column_levels, ink, dpi)
    row_levels, added, names = gap_levels(row_levels, column_levels, ink, dpi)
    row_count, column_count = len(row_levels) - 1, len(column_levels) - 1
    # below[r, c]: a rule is drawn under the elementary cell (r, c); beside[r, c]: one is drawn to its right.
    below = drawn_stretches(row_levels, column_levels, y, ink, dpi)
    below[[place - 1 for place in added]] = True
    beside = drawn_stretches(column_levels, row_levels, x, ink.T, dpi, columns=True).T
    beside[names, 1:] = False
    owners = merge_cells(row_count, column_count, below, beside)
    return _slots(owners, row_levels, column_levels)


def _along(stroke: Stroke, ink: NDArray[np.uint8]) -> NDArray[np.int_]:
    """The rows of pixels over which an upright stroke goes."""
    return np.arange(max(0, round(stroke.start)), min(ink.shape[0], round(stroke.end)))


def _slots(owners: NDArray[np.int_], rows: list[Level], columns: list[Level]) -> Lattice:
    """Cells in reading order; lines between rows or columns at which no cell ends are dropped."""
    row_ends = sorted({int(np.argwhere(owners == o)[:, 0].max()) + 1 for o in np.unique(owners)})
    column_ends = sorted({int(np.argwhere(owners == o)[:, 1].max()) + 1 for o in np.unique(owners)})
    row_marks, column_marks = [0, *row_ends], [0, *column_ends]
    slots = []
    for owner in np.unique(owners):
        where = np.argwhere(owners == owner)
        (r0, c0), (r1, c1) = where.min(axis=0), where.max(axis=0) + 1
        centre_y = (rows[r0].strokes[0].level + rows[r1].strokes[0].level) / 2
        x0, x1 = columns[c0].at(centre_y), columns[c1].at(centre_y)
        y0, y1 = rows[r0].at((x0 + x1) / 2), rows[r1].at((x0 + x1) / 2)
        row = sum(mark <= r0 for mark in row_marks) - 1
        column = sum(mark <= c0 for mark in column_marks) - 1
        row_span = sum(r0 < mark <= r1 for mark in row_marks)
        col_span = sum(c0 < mark <= c1 for mark in column_marks)
        slots.append(Slot(row, column, row_span, col_span, x0, y0, x1, y1))
    slots.sort(key=lambda slot: (slot.row, slot.column))
    return Lattice(len(row_marks) - 1, len(column_marks) - 1, tuple(slots))
