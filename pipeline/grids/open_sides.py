"""Sides of a table at which no rule was found: told by the rules that stick out beyond the outermost one.

A table that goes on over a page break is left open there, and on a worn copy the rule at its top or bottom is lost. The
rules down go on all the same, as dots where they are worn. So does dirt on the copier's glass, but beyond both ends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.grids.drawn import Level, free_pieces
from pipeline.grids.rules import Stroke

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

OVERSHOOT = 0.35
"""Inches by which any two rules must stick out to show a table that is open on that side."""
LINE, ALIKE, FARTHEST = 0.13, 0.1, 3.0
"""Inches: how far both outer rules down go on at least where a row was left open (a line of text is 0.16 high); by how
much their ends may differ; how far is looked."""
WORN_AWAY, ON_LINE = 0.4, 0.03
"""Inches in which no rule down shows, at which a table ends; by which pieces of one rule lie off its line."""
NARROWEST = 2.5
"""Inches of a table of which a side may be lost: lines in a seal and in a signature go on as well."""
WINDOW, DOTS = 0.2, 0.3
"""Inches that are looked at together, and the share of their pieces free of letters that a worn rule inks."""


def open_sides(levels: list[Level], crossing: Sequence[Stroke], middle: float, dpi: float) -> list[Level]:
    """Add the sides of a table that is drawn open: where at least two crossing rules stick out, at their ends."""
    least = OVERSHOOT * dpi
    first, last = levels[0].at(middle), levels[-1].at(middle)
    starts = sorted(stroke.start for stroke in crossing if first - stroke.start > least)
    ends = sorted(stroke.end for stroke in crossing if stroke.end - last > least)
    added = list(levels)
    if len(starts) >= 2:
        added.insert(0, parallel(levels[0], starts[len(starts) // 2]))
    if len(ends) >= 2:
        added.append(parallel(levels[-1], ends[len(ends) // 2]))
    return added


def with_pieces(
    columns: Sequence[Level], down: Sequence[Stroke], rows: Sequence[Level], across: Sequence[Stroke], dpi: float
) -> list[Stroke]:
    """Each rule down with the pieces that wear left of it above and below a table's rules across.

    Where one is worn away others show that the table goes on; a rule across that is none of its own ends it.

    Args:
        columns: the table's rules down.
        down: all strokes down the page.
        rows: the table's rules across.
        across: all strokes across the page.
        dpi: dots per inch.
    """
    width = columns[-1].strokes[0].level - columns[0].strokes[0].level
    ends = [stroke.level for stroke in across if stroke.end - stroke.start > width / 2]
    first, last = rows[0].strokes[0].level, rows[-1].strokes[0].level
    top = max((y for y in ends if y < first - OVERSHOOT * dpi), default=-np.inf)
    foot = min((y for y in ends if y > last + OVERSHOOT * dpi), default=np.inf)
    lines = [
        [piece for piece in down if piece.solid and top < piece.start and piece.end < foot
         and abs(column.at((piece.start + piece.end) / 2) - piece.level) < ON_LINE * dpi]
        for column in columns
    ]  # fmt: skip
    low, high = first, last
    for piece in sorted((piece for line in lines for piece in line), key=lambda one: one.start):
        high = max(high, piece.end) if piece.start <= high + WORN_AWAY * dpi else high
    for piece in sorted((piece for line in lines for piece in line), key=lambda one: -one.end):
        low = min(low, piece.start) if piece.end >= low - WORN_AWAY * dpi else low
    kept = [[piece for piece in line if low <= piece.start and piece.end <= high] for line in lines]
    return [
        replace(line[0], start=min(piece.start for piece in line), end=max(piece.end for piece in line))
        for line in kept
        if line
    ]


def open_rows(rows: list[Level], columns: Sequence[Level], ink: Pixels, dpi: float) -> list[Level]:
    """Add the rows of a table above its first and below its last rule.

    They reach as far as both outer rules down go on, or as far as any goes on to a rule across of which dots are left.
    """
    added = list(rows)
    middle = rows[0].strokes[0].level
    if columns[-1].at(middle) - columns[0].at(middle) < NARROWEST * dpi:
        return added
    for side in (-1, 1):
        outer = rows[0] if side < 0 else rows[-1]
        reaches = [go_on(column, outer, side, ink, dpi) for column in columns]
        reach = min(reaches[0], reaches[-1])
        if reach < LINE * dpi or abs(reaches[0] - reaches[-1]) > ALIKE * dpi:
            reach = _to_dots(outer, side, max(reaches), columns, ink, dpi)
        if reach:
            end = parallel(outer, float(np.mean([stroke.level for stroke in outer.strokes])) + side * reach)
            added.insert(0, end) if side < 0 else added.append(end)
    return added


def _to_dots(outer: Level, side: int, reach: float, columns: Sequence[Level], ink: Pixels, dpi: float) -> float:
    """How far beyond a rule across the dots of another lie, over the table's whole width; 0 where none do."""
    low, high = round(max(LINE, reach / dpi - ALIKE) * dpi), round(reach + ALIKE * dpi)
    place = outer.strokes[0].level
    along = np.arange(max(0, round(columns[0].at(place))), min(ink.shape[1], round(columns[-1].at(place))))
    pieces = max(1, along.size // max(3, round(dpi / 50)))
    best = (0.0, 0)
    for beyond in range(low, high + 1):
        moved = Level(tuple(replace(s, level=s.level + side * beyond) for s in outer.strokes), outer.slope)
        on, free = free_pieces(moved, along, ink, dpi, pieces)
        best = max(best, (float((on & free).mean()), beyond))
    return float(best[1]) if best[0] >= DOTS else 0.0


def go_on(column: Level, row: Level, side: int, ink: Pixels, dpi: float) -> float:
    """How far a rule down goes on beyond a rule across, in pixels: above it (`side` -1) or below it (1)."""
    at = row.at(column.at(row.strokes[0].level))
    start = round(at) + side * round(dpi / 40)
    along = np.arange(start, start + side * round(FARTHEST * dpi), side)
    along = along[(along >= 0) & (along < ink.shape[0])]
    size = max(3, round(dpi / 50))
    if along.size < size:
        return 0.0
    pieces = along.size // size
    along = along[: pieces * size]
    on, free = free_pieces(column, along, ink.T, dpi, pieces)
    window = max(2, round(WINDOW * dpi / size))
    end = 0
    for low in range(0, pieces, window):
        clear = free[low : low + window]
        inked = (on & free)[low : low + window]
        if clear.sum() < window / 3 or inked.sum() < max(2, DOTS * clear.sum()):
            break
        end = low + int(np.flatnonzero(inked)[-1]) + 1
    return float(end * size + round(dpi / 40)) if end else 0.0


def parallel(level: Level, place: float) -> Level:
    """A line where no rule is drawn, as long and as slanting as a level."""
    reach = (level.strokes[0].start, level.strokes[0].end)
    return Level((Stroke(*reach, place, 0.0, solid=True),), level.slope)
