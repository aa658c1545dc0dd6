"""Rows of a table without rules between its rows, told by where the rules down leave off: the name of a group."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from pipeline.grids.open_sides import parallel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.grids.drawn import Level

    Pixels = NDArray[np.uint8]

LOWEST, HIGHEST = 0.12, 0.6
"""Inches: how high the name of a group is, of one line or a few."""
RIM = 0.04
"""Inches at both ends of a gap that are not looked at: a page lies somewhat crooked."""
DRAWN, GONE, LETTERS = 0.7, 0.1, 0.75
"""Share of a rule's pixels that are inked: of one that goes on, of one that leaves off, and at most where letters run
across its place."""
CLEAR = 0.06
"""Share of a height that the rules down ink."""


def gap_levels(
    rows: Sequence[Level], columns: Sequence[Level], ink: Pixels, dpi: float
) -> tuple[list[Level], list[int], list[int]]:
    """Add the edges of rows over which the rules down leave off, all but those at the table's sides.

    The rule beside the numbers may go on.

    Returns:
        The levels of all rows, the places of those among them that are added, and the rows between (counted from 0).
    """
    levels: list[Level] = []
    added: list[int] = []
    names: list[int] = []
    for above, under in pairwise(rows):
        levels.append(above)
        for gap in _gaps(above, under, columns, ink, dpi) if len(columns) > 3 else ():
            for n, place in enumerate(gap):
                if place is not None:
                    added.append(len(levels))
                    levels.append(parallel(above, place))
                if not n:
                    names.append(len(levels) - 1)
    return [*levels, rows[-1]], added, names


def _gaps(
    above: Level, under: Level, columns: Sequence[Level], ink: Pixels, dpi: float
) -> list[tuple[int | None, int | None]]:
    """Where between two rules across the last inner rule down leaves off and begins again, and the others with it.

    A gap that begins or ends at one of the two has no place of its own there.
    """
    middle = (columns[0].strokes[0].level + columns[-1].strokes[0].level) / 2
    top, bottom = max(0, round(above.at(middle))), min(ink.shape[0], round(under.at(middle)))
    rim = round(RIM * dpi)
    along = np.arange(top + rim, bottom - rim)
    if along.size < 2 * LOWEST * dpi:
        return []
    inked = [_inked(column, along, ink) for column in columns]
    found: list[tuple[int | None, int | None]] = []
    for start, end in _runs(~inked[-2]):
        first, last = start <= rim, end >= along.size - rim
        if (first and last) or not LOWEST * dpi <= end - start + (first + last) * rim <= HIGHEST * dpi:
            continue
        inside = slice(start if first else start + rim, end if last else end - rim)
        shares = [float(column[inside].mean()) for column in inked]
        beyond = [part.mean() for part, out in ((inked[-2][max(0, start - 2 * rim) : start], first),
                                                (inked[-2][end : end + 2 * rim], last)) if not out]  # fmt: skip
        goes_on = min(shares[0], shares[-1], *map(float, beyond)) >= DRAWN
        gone = all(
            share <= GONE or (share < LETTERS and _crossed(column, along[inside], ink, dpi))
            for column, share in zip(columns[2:-1], shares[2:-1], strict=True)
        )
        edges = (None if first else int(along[start]), None if last else int(along[end - 1] + 1))
        if goes_on and gone and all(edge is None or _is_clear(edge, columns, ink) for edge in edges):
            found.append(edges)
    return found


def _crossed(column: Level, along: NDArray[np.int_], ink: Pixels, dpi: float) -> bool:
    """Whether letters stand close on both sides of the place of a rule down: what is inked there is theirs."""
    near, far = round(dpi / 50), round(dpi / 12)
    xs = column.places(along)
    sides = (xs + np.arange(*reach)[:, None] for reach in ((-far, -near), (near, far)))
    return all(bool((ink[along, np.clip(side, 0, ink.shape[1] - 1)] > 0).any()) for side in sides)


def _is_clear(y: int, columns: Sequence[Level], ink: Pixels) -> bool:
    """Whether hardly anything but rules stands on a height: no edge of a row runs through its letters."""
    line = ink[min(y, ink.shape[0] - 1), max(0, round(columns[0].at(y))) : round(columns[-1].at(y))]
    return line.size > 0 and float((line > 0).mean()) <= CLEAR


def _inked(column: Level, along: NDArray[np.int_], ink: Pixels) -> NDArray[np.bool_]:
    """Where along a rule down there is ink on it; it may lie two pixels beside the fit."""
    xs = np.clip(column.places(along) + np.arange(-2, 3)[:, None], 0, ink.shape[1] - 1)
    return np.asarray((ink[along, xs] > 0).any(axis=0))


def _runs(held: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches (first, behind the last) over which something holds; gaps of three pixels part none."""
    places = np.flatnonzero(held)
    if not places.size:
        return []
    cuts = np.flatnonzero(np.diff(places) > 3)
    starts, ends = [places[0], *places[cuts + 1]], [*places[cuts], places[-1]]
    return [(int(a), int(b) + 1) for a, b in zip(starts, ends, strict=True)]
