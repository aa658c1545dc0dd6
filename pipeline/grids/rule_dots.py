"""What is left of rules across that belong to no net of rules: dots and dashes that a reader takes for marks.

On worn copies a line between two rows is read as "- - -", and its dots part or close the white between columns.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from pipeline.grids.drawn import Level, free_pieces
from pipeline.grids.rules import Stroke
from pipeline.image.ink import ink_of, paper_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import PageImage, Rule

    Pixels = NDArray[np.uint8]

FEWEST, LONGEST, ALONG = 2, 2.5, 0.6
"""Rules across that are a table's: so many, this many inches long at least, and so much of each beside another."""
DRAWN, CLEAR = 0.3, 0.7
"""Share of a rule that is inked where no letters are by it, and that share of all that is inked on it."""
REACH = 0.03
"""Inches above and below a rule within which all of a piece of ink must lie to be a rest of it."""


def without_rests(image: PageImage, rules: Sequence[Rule]) -> PageImage:
    """Whiten what lies on the rules across of a table that has no net of them; letters that touch one stay.

    Args:
        image: a grey page.
        rules: the straight lines outside its ruled tables, in points.
    """
    lines = [line for line in _joined([rule for rule in rules if rule.horizontal]) if line.length >= LONGEST * 72.0]
    family = [line for line in lines if sum(_beside(line, other) for other in lines) >= FEWEST]
    ink = ink_of(image.pixels)
    family = [line for line in family if _is_drawn(line, ink.mask, image.dpi)]
    if len(family) < FEWEST:
        return image
    pieces = ink.pieces
    scale = 72.0 / image.dpi
    x, y, w, h = (pieces.stats[:, k] * scale for k in range(4))
    reach = REACH * 72.0
    rest = np.zeros(pieces.count, bool)
    for line in family:
        level = line.at(x + w / 2)
        beside = [other for other in family if _beside(line, other)]
        x0, x1 = min(other.x0 for other in beside), max(other.x1 for other in beside)
        along = (x + w > x0 - reach) & (x < x1 + reach)
        rest |= along & (y >= level - reach) & (y + h <= level + reach)
    rest[0] = False
    out = image.pixels.copy()
    np.putmask(out, cv2.dilate(pieces.painted(rest), np.ones((3, 3), np.uint8)) > 0, paper_of(out))
    return replace(image, pixels=out, steps=(*image.steps, f"rests of rules off ({len(family)})"))


class _Line(NamedTuple):
    """A rule across with its gaps, in points."""

    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def length(self) -> float:
        return self.x1 - self.x0

    def at(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Its height at some places."""
        return self.y0 + (self.y1 - self.y0) * (x - self.x0) / max(self.length, 1.0)


def _joined(rules: Sequence[Rule]) -> list[_Line]:
    """Pieces on one height as one."""
    lines: list[_Line] = []
    for rule in sorted(rules, key=lambda rule: rule.x0):
        middle = np.array([(rule.x0 + rule.x1) / 2])
        for k, line in enumerate(lines):
            if abs(float(line.at(middle)[0]) - (rule.y0 + rule.y1) / 2) < REACH * 72.0:
                lines[k] = line._replace(x1=rule.x1, y1=rule.y1) if rule.x1 > line.x1 else line
                break
        else:
            lines.append(_Line(rule.x0, rule.x1, rule.y0, rule.y1))
    return lines


def _is_drawn(line: _Line, ink: Pixels, dpi: float) -> bool:
    """Whether a line is a rule: most of what is inked on it has no letters by it.

    Feet and heads of letters look like a worn rule, and dots on them are full stops.
    """
    scale = dpi / 72.0
    along = np.arange(max(0, round(line.x0 * scale)), min(ink.shape[1], round(line.x1 * scale)))
    size = max(3, round(dpi / 50))
    if along.size < size:
        return False
    slope = (line.y1 - line.y0) / max(line.length, 1.0)
    stroke = Stroke(line.x0 * scale, line.x1 * scale, (line.y0 + line.y1) / 2 * scale, slope, solid=False)
    on, free = free_pieces(Level((stroke,), slope), along, ink, dpi, along.size // size)
    return bool((on & free).mean() >= DRAWN and (on & free).sum() >= CLEAR * on.sum())


def _beside(line: _Line, other: _Line) -> bool:
    return min(line.x1, other.x1) - max(line.x0, other.x0) >= ALONG * max(line.length, other.length)
