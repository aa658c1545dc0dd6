"""A row by itself between rules down: the end of a table on its last page, with no rule across over it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.grids.lattice import Lattice, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.grids.rules import Stroke, Strokes

ALIKE = 0.1
"""Inches by which the ends of the rules of one row may differ."""
FEWEST, NARROWEST, CLOSE = 4, 2.5, 0.25
"""Rules of a row, and inches of its width and of each column."""
EDGE = 0.04
"""Share of the sheet's width at its sides in which copiers draw lines."""


def find_lone_rows(down: Strokes, known: Sequence[Lattice], width: int, dpi: float) -> list[Lattice]:
    """Find rows of one cell a column between solid rules down that begin and end together, outside known tables."""
    free = [
        stroke for stroke in down.strokes
        if stroke.solid and EDGE * width < stroke.level < (1 - EDGE) * width
        and not any(_touches(stroke, lattice) for lattice in known)
    ]  # fmt: skip
    found = []
    while free:
        first = free[0]
        together = [s for s in free if max(abs(s.start - first.start), abs(s.end - first.end)) <= ALIKE * dpi]
        free = [stroke for stroke in free if stroke not in together]
        xs = sorted(together, key=lambda stroke: stroke.level)
        close = any(b.level - a.level < CLOSE * dpi for a, b in pairwise(xs))
        if len(xs) >= FEWEST and not close and xs[-1].level - xs[0].level >= NARROWEST * dpi:
            found.append(_row(xs))
    return found


def _touches(stroke: Stroke, lattice: Lattice) -> bool:
    top, bottom = min(slot.y0 for slot in lattice.slots), max(slot.y1 for slot in lattice.slots)
    left, right = min(slot.x0 for slot in lattice.slots), max(slot.x1 for slot in lattice.slots)
    return stroke.start < bottom and top < stroke.end and left - 1 <= stroke.level <= right + 1


def _row(xs: Sequence[Stroke]) -> Lattice:
    top, bottom = min(stroke.start for stroke in xs), max(stroke.end for stroke in xs)
    middle = (top + bottom) / 2
    slots = tuple(Slot(0, n, 1, 1, a.at(middle), top, b.at(middle), bottom) for n, (a, b) in enumerate(pairwise(xs)))
    return Lattice(1, len(slots), slots)
