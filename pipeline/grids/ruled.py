"""Tables drawn with rules on a scanned page: their grid, with merged cells, and the page without the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.page import Grid, GridCell, Rule
from models.source import Box
from pipeline.grids.lattice import Lattice, find_lattices
from pipeline.grids.letter_edges import without_letter_edges, without_letter_stems
from pipeline.grids.lone_rows import find_lone_rows
from pipeline.grids.rule_dots import without_rests
from pipeline.grids.rules import find_strokes
from pipeline.grids.streaks import part_streaks, without_streaks
from pipeline.image.dots import find_dotted
from pipeline.image.ink import ink_of, paper_of
from pipeline.image.specks import remove_specks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import PageImage
    from pipeline.grids.rules import Stroke, Strokes

    Pixels = NDArray[np.uint8]
    PixelBox = tuple[int, int, int, int]

FINDER = "ruled"
OPEN = 0.4
"""Inches of a rule across that are not drawn because the cell goes on below; wear leaves less out."""


@dataclass(frozen=True)
class RuledPage:
    """Grids with empty cells (points), the cells' insides in pixels, and the page's picture without their rules.

    `rules` are the straight lines that belong to none of the grids (points), `strokes` their ink (255 on it).
    """

    grids: tuple[Grid, ...]
    insides: tuple[tuple[PixelBox, ...], ...]
    image: PageImage
    rules: tuple[Rule, ...] = ()
    strokes: Pixels | None = None


def find_ruled_grids(image: PageImage) -> RuledPage:
    """Find ruled tables on an upright, straightened page.

    Args:
        image: a clean grey page.

    Returns:
        For each grid, `insides` holds a cell's (x0, y0, x1, y1) in pixels in the order of `Grid.cells`.
    """
    clear = remove_specks(image)
    ink = ink_of(clear.pixels).mask
    down = find_strokes(ink, image.dpi, across=False)
    down, streaks = part_streaks(without_letter_stems(down, ink, image.dpi), ink, image.dpi)
    if streaks:
        image, clear = (without_streaks(picture, ink, streaks) for picture in (image, clear))
        ink = ink_of(clear.pixels).mask
    across = find_strokes(ink, image.dpi, across=True, dotted=find_dotted(ink_of(clear.pixels).pieces, image.dpi))
    across = without_letter_edges(across, ink, image.dpi)
    # A frame of one column is no table: its text is the page's.
    lattices = [lattice for lattice in find_lattices(across, down, ink, image.dpi) if lattice.columns > 1]
    lattices += find_lone_rows(down, lattices, ink.shape[1], image.dpi)
    lattices.sort(key=lambda lattice: lattice.slots[0].y0)
    grids = tuple(_grid(lattice, 72.0 / image.dpi) for lattice in lattices)
    rules = _rules(across, down, grids, image.dpi)
    strokes = cv2.bitwise_or(across.mask, down.mask)
    image = without_rests(image, rules)
    if not lattices:
        return RuledPage((), (), image, rules, strokes)
    insides = tuple(tuple(pixel_box(cell.box, image) for cell in grid.cells) for grid in grids)
    erased = _erase(image, cv2.bitwise_and(strokes, ink_of(image.pixels).mask), lattices)
    steps = (*image.steps, f"rules off ({len(lattices)} tables)")
    return RuledPage(grids, insides, replace(image, pixels=erased, steps=steps), rules, strokes)


def _grid(lattice: Lattice, scale: float) -> Grid:
    cells = tuple(
        GridCell(
            row=slot.row,
            column=slot.column,
            row_span=slot.row_span,
            col_span=slot.col_span,
            box=_box(slot.x0, slot.y0, slot.x1, slot.y1, scale),
        )
        for slot in lattice.slots
    )
    box = cells[0].box
    for cell in cells[1:]:
        box = box.union(cell.box)
    return Grid(box=box, rows=lattice.rows, columns=lattice.columns, cells=cells, finder=FINDER)


def _box(x0: float, y0: float, x1: float, y1: float, scale: float) -> Box:
    return Box(x0=x0 * scale, y0=y0 * scale, x1=max(x1, x0) * scale, y1=max(y1, y0) * scale)


def _rules(across: Strokes, down: Strokes, grids: Sequence[Grid], dpi: float) -> tuple[Rule, ...]:
    """The rules outside all grids, in points; one across is given piece by piece where cells are open below."""
    scale = 72.0 / dpi
    lying = [Rule(x0=start * scale, x1=end * scale, y0=s.at(start) * scale, y1=s.at(end) * scale)
             for s in across.strokes for start, end in _drawn_pieces(s, across.mask, dpi)]  # fmt: skip
    upright = [Rule(y0=max(0.0, s.start) * scale, y1=s.end * scale, x0=s.at(s.start) * scale, x1=s.at(s.end) * scale)
               for s in down.strokes]  # fmt: skip
    return tuple(rule for rule in (*lying, *upright) if not any(_within(rule, grid.box) for grid in grids))


def _drawn_pieces(stroke: Stroke, mask: Pixels, dpi: float) -> list[tuple[int, int]]:
    """Where a rule across is inked, in pixels; gaps of wear are left out of account."""
    start, end = max(0, round(stroke.start)), min(mask.shape[1], round(stroke.end))
    along = np.arange(start, end)
    if not along.size:
        return []
    rows = np.rint(stroke.level + stroke.slope * (along - (stroke.start + stroke.end) / 2)).astype(np.int_)
    reach = max(2, round(dpi / 80))
    near = np.clip(rows + np.arange(-reach, reach + 1)[:, None], 0, mask.shape[0] - 1)
    inked = (mask[near, along] > 0).any(axis=0)
    places = along[inked]
    if not places.size:
        return [(start, end)]
    cuts = np.flatnonzero(np.diff(places) > OPEN * dpi)
    starts, ends = [places[0], *places[cuts + 1]], [*places[cuts], places[-1]]
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]


def _within(rule: Rule, box: Box) -> bool:
    x, y = (rule.x0 + rule.x1) / 2, (rule.y0 + rule.y1) / 2
    return box.x0 - 3 <= x <= box.x1 + 3 and box.y0 - 3 <= y <= box.y1 + 3


def pixel_box(box: Box, image: PageImage) -> PixelBox:
    """A cell's inside in pixels, clear of its rules' middle lines."""
    height, width = image.pixels.shape[:2]
    scale = image.dpi / 72.0
    x0, y0 = max(0, round(box.x0 * scale) + 1), max(0, round(box.y0 * scale) + 1)
    return x0, y0, max(x0 + 1, min(width, round(box.x1 * scale))), max(y0 + 1, min(height, round(box.y1 * scale)))


def _erase(image: PageImage, strokes: Pixels, lattices: Sequence[Lattice]) -> Pixels:
    """Paint the rules of the lattices with paper; `strokes` is 255 on the ink of all rules."""
    reach = round(image.dpi / 20)
    area = np.zeros_like(strokes)
    for lattice in lattices:
        for slot in lattice.slots:
            corners = (round(slot.x0), round(slot.y0)), (round(slot.x1), round(slot.y1))
            cv2.rectangle(area, *corners, 255, thickness=2 * reach)
    return painted(image, cv2.bitwise_and(strokes, area))


def painted(image: PageImage, strokes: Pixels) -> Pixels:
    """The page's picture, some strokes painted with paper."""
    out = image.pixels.copy()
    np.putmask(out, cv2.dilate(strokes, np.ones((3, 3), np.uint8)) > 0, paper_of(out))
    return out
