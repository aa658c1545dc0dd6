"""Which stretches of a table's lines are drawn, dots and gaps of worn rules counted in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.grids.rules import Stroke

MOST, LEAST = 0.8, 0.42
"""Share of a cell's side that must be inked: all along letters (text that runs across inks a third to a half of it),
and on paper free of letters."""
WORN, SEEN = 0.1, 0.75
"""The same on paper for a rule that a quarter of the cells (all but this share) show clearly: here a piece is lost, or
the copier left dots. Measured on worn copies: merged cells have none of it, worn rules 0.12 and more."""
HALFWAY = 0.15
"""Share of the pieces between cells that are drawn halfway, from which a page is a worn copy (a clean one has none)."""
FREE = 0.15
"""Share of a side that must be free of letters to tell by what is drawn there."""
BEFORE, BEHIND, STARTS = 0.015, 0.04, 0.15
"""Inches before and behind a line between two columns that hold no letters (Word leaves 0.08 on both sides, justified
text reaches into it; a space between words is 0.045 wide in all), and within which the text behind it begins."""
LETTER, PARTED = 0.06, 0.4
"""Inches: least height of writing on either side of a lost line between rows, and paper between both."""
CROSSED = 0.13
"""Share of a line's length with letters close on both sides, at which it is a streak through text and no rule."""
SUPPORT = 0.4
"""Share of the table's extent that dots alone must cover to be a rule: letters below letters look like one too."""


@dataclass(frozen=True)
class Level:
    """Rules on one level: a line between two rows (or columns)."""

    strokes: tuple[Stroke, ...]
    slope: float

    def at(self, position: float) -> float:
        """Where the line lies at a place along it: by the nearest of its rules."""
        nearest = min(self.strokes, key=lambda s: max(s.start - position, position - s.end, 0.0))
        inside = min(max(position, nearest.start), nearest.end)
        return nearest.at(inside) + self.slope * (position - inside)

    def places(self, along: NDArray[np.int_]) -> NDArray[np.int_]:
        """The pixel on which the line lies at each of some places along it."""
        starts, ends, levels, slopes = np.array([(s.start, s.end, s.level, s.slope) for s in self.strokes]).T
        positions = along.astype(np.float64)
        apart = np.maximum(np.maximum(starts[:, None] - positions, positions - ends[:, None]), 0.0)
        nearest = apart.argmin(axis=0)
        start, end = starts[nearest], ends[nearest]
        inside = np.minimum(np.maximum(positions, start), end)
        at = levels[nearest] + slopes[nearest] * (inside - (start + end) / 2)
        return np.asarray(np.rint(at + self.slope * (positions - inside)), dtype=np.int_)

    def real(self, extent: float) -> bool:
        """Whether a rule is drawn through somewhere, or dots lie along much of a table of this extent."""
        return any(s.solid for s in self.strokes) or sum(s.end - s.start for s in self.strokes) > SUPPORT * extent


def drawn_stretches(
    levels: Sequence[Level],
    crossing: Sequence[Level],
    middle: float,
    ink: NDArray[np.uint8],
    dpi: float,
    *,
    columns: bool = False,
) -> NDArray[np.bool_]:
    """Which stretches of the levels within a table, between neighbouring crossing levels, are drawn."""
    edge = max(3, round(dpi / 40))
    shares, free, text, parted = np.zeros((4, max(0, len(levels) - 2), len(crossing) - 1))
    for k, level in enumerate(levels[1:-1]):
        guess = level.at((crossing[0].at(middle) + crossing[-1].at(middle)) / 2)
        marks = [round(other.at(guess)) for other in crossing]
        for j, (start, end) in enumerate(pairwise(marks)):
            inner = np.arange(max(0, start + edge), min(ink.shape[1], end - edge))
            shares[k, j], free[k, j], text[k, j] = _inked(level, inner, ink, dpi)
            if columns:
                parted[k, j] = _parts_text(level, levels[k], inner, ink, dpi)
            else:
                parted[k, j] = _parts_lines(level, levels[k], levels[k + 2], inner, ink, dpi)
    if not shares.size:
        return np.zeros(shares.shape, bool)
    paper = np.where(np.quantile(shares, SEEN, axis=1, keepdims=True) < LEAST, LEAST, WORN)
    least = np.where(free < FREE, MOST, np.where(text > CROSSED, LEAST, paper))
    lost = np.broadcast_to(paper == WORN, shares.shape)
    drawn = np.asarray((shares >= least) | (lost & (parted > 0)))
    return _weighed_by_row(drawn, shares, text) if columns else drawn


def _weighed_by_row(
    drawn: NDArray[np.bool_], shares: NDArray[np.float64], text: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which pieces of lines between columns are drawn, on a worn copy told by the others of their row.

    The name of a group reaches to the table's end: left of a piece that is drawn, cells of two columns are one only
    where text runs across; where none is drawn further right, dots are no piece.
    """
    if ((shares > WORN / 2) & (shares < MOST)).mean() < HALFWAY:
        return drawn
    behind = np.zeros(drawn.shape, bool)
    behind[:-1] = np.logical_or.accumulate(drawn[::-1], axis=0)[::-1][1:]
    behind[-1] = drawn[-1]
    lost = behind & (text <= CROSSED) & (shares >= LEAST).any(axis=1, keepdims=True)
    return np.asarray((drawn & ((shares >= LEAST) | behind)) | lost)


def _parts_text(level: Level, left: Level, inner: NDArray[np.int_], ink: NDArray[np.uint8], dpi: float) -> bool:
    """Whether a line between two columns parts text though nothing is left of it: paper on both sides, text behind."""
    if not inner.size:
        return False
    lines = level.places(inner)
    pieces = max(1, inner.size // max(3, round(dpi / 50)))
    near, far, text = round(BEFORE * dpi), round(BEHIND * dpi), round(STARTS * dpi)
    # Dots on the line itself are its own.
    beside = _hits(ink, inner, lines, -near, -2, pieces) | _hits(ink, inner, lines, 2, far, pieces)
    clear = beside.mean() < CROSSED / 2
    width = int(lines[0]) - round(left.at(float(inner[0]))) - max(3, round(dpi / 40))
    before = _hits(ink, inner, lines, -max(width, near), -near, pieces).mean() > CROSSED
    # A speck is lower than a letter.
    behind = _hits(ink, inner, lines, far, text, pieces).sum() * inner.size / pieces > LETTER * dpi
    return bool(clear and before and behind)


def _parts_lines(
    level: Level, above: Level, under: Level, inner: NDArray[np.int_], ink: NDArray[np.uint8], dpi: float
) -> bool:
    """Whether a line between two rows parts text though nothing is left of it: far more paper than between lines."""
    if not inner.size:
        return False
    middle = float(inner[inner.size // 2])
    edge = max(3, round(dpi / 40))
    top, line, bottom = (max(0, round(other.at(middle))) for other in (above, level, under))
    before, behind = (
        np.flatnonzero((ink[start + edge : max(end - edge, start + edge), inner] > 0).sum(axis=1) >= dpi / 100)
        for start, end in ((top, line), (line, bottom))
    )
    if min(before.size, behind.size) < LETTER * dpi:
        return False
    return bool(line + edge + behind[0] - (top + edge + before[-1]) > PARTED * dpi)


def _inked(level: Level, inner: NDArray[np.int_], ink: NDArray[np.uint8], dpi: float) -> tuple[float, float, float]:
    """How much of a stretch is inked on the line itself; it may lie a pixel or two beside the fit.

    Returns the share of its short pieces that hold ink, told by those free of letters where there are enough (stems of
    letters beside a line look like a piece of it); the share of free pieces; and the share between letters.
    """
    if not inner.size:
        return 1.0, 1.0, 0.0
    lines = level.places(inner)
    pieces = max(1, inner.size // max(3, round(dpi / 50)))
    left, right = _beside(inner, lines, ink, dpi, pieces)
    free = ~(left | right)
    told = free if free.mean() >= FREE else np.ones(free.size, bool)
    widest = round(dpi / 66)
    on = _in_pieces(_inked_beside(ink, inner, lines, -widest - 1, widest + 1), pieces)
    near = on[:-2] | on[1:-1] | on[2:]
    return float(near[:, told].mean(axis=1).max()), float(free.mean()), float((left & right).mean())


def free_pieces(
    level: Level, along: NDArray[np.int_], ink: NDArray[np.uint8], dpi: float, pieces: int, beside: int = 2
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pieces of a line hold ink on the line itself (`beside` pixels wide), and which have no letters by it."""
    lines = level.places(along)
    left, right = _beside(along, lines, ink, dpi, pieces)
    return _hits(ink, along, lines, -beside, beside, pieces), ~(left | right)


def _beside(
    along: NDArray[np.int_], lines: NDArray[np.int_], ink: NDArray[np.uint8], dpi: float, pieces: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pieces of a line have letters close by on either side."""
    near, far = round(dpi / 50), round(dpi / 22)
    return _hits(ink, along, lines, -far, -near, pieces), _hits(ink, along, lines, near, far, pieces)


def _hits(
    ink: NDArray[np.uint8], along: NDArray[np.int_], lines: NDArray[np.int_], low: int, high: int, pieces: int
) -> NDArray[np.bool_]:
    """Which of the pieces of a stretch hold ink between `low` and `high` pixels beside the line."""
    return _in_pieces(np.asarray(_inked_beside(ink, along, lines, low, high).any(axis=0)), pieces)


def _inked_beside(
    ink: NDArray[np.uint8], along: NDArray[np.int_], lines: NDArray[np.int_], low: int, high: int
) -> NDArray[np.bool_]:
    """Where there is ink on and beside a line: a row for each distance from `low` to `high` pixels."""
    rows = lines + np.arange(low, high + 1)[:, None]
    return np.asarray(ink[np.minimum(np.maximum(rows, 0), ink.shape[0] - 1), along] > 0)


def _in_pieces(hits: NDArray[np.bool_], pieces: int) -> NDArray[np.bool_]:
    """Which of so many pieces of nearly one length hold a hit; hits are parted along their last axis."""
    size, longer = divmod(hits.shape[-1], pieces)
    starts = np.concatenate([np.arange(longer) * (size + 1), longer * (size + 1) + np.arange(pieces - longer) * size])
    return np.asarray(np.logical_or.reduceat(hits, starts, axis=-1))


def crossed_share(level: Level, along: NDArray[np.int_], ink: NDArray[np.uint8], dpi: float) -> float:
    """Share of a stretch of a line that has letters close on both sides."""
    if not along.size:
        return 0.0
    lines = level.places(along)
    left, right = _beside(along, lines, ink, dpi, max(1, along.size // max(3, round(dpi / 50))))
    return float((left & right).mean())
