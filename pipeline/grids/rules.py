"""Find drawn straight lines on the picture of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.image.ink import Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

# Inches. A capital of 20 pt is 0.19 in high and no stroke of print is longer; a row of a table is at least 0.2 in.
SHORTEST_ACROSS, SHORTEST_DOWN = 0.30, 0.18
BRIDGED, BRIDGED_ACROSS = 0.4, 20.0
"""Pieces of a broken rule this far apart belong together if they lie on one line: any, and solid ones across the page.
Down the page another table with the same columns may follow; beside a table stands nothing."""

THICKEST = 0.06
WORN_WINDOW = 0.45
"""Inches of a row that are judged together."""


@dataclass(frozen=True)
class Stroke:
    """A straight rule in pixels, seen along its own direction: from `start` to `end`, across at `at(position)`.

    `solid` holds where some stretch of it is drawn through, not dotted.
    """

    start: float
    end: float
    level: float
    slope: float
    solid: bool

    def at(self, position: float) -> float:
        """Where the rule lies across its direction, at a place along it."""
        return self.level + self.slope * (position - (self.start + self.end) / 2)


@dataclass(frozen=True)
class Strokes:
    """All rules along one direction; `mask` is 255 on their ink and a pixel beside it."""

    strokes: tuple[Stroke, ...]
    mask: Pixels


def find_strokes(ink: Pixels, dpi: float, *, across: bool, dotted: Pixels | None = None) -> Strokes:
    """Find rules along the rows (`across`) or along the columns of a page's ink (255 on ink).

    `dotted` is the ink of rules made of dots.
    """
    turned = ink if across else cv2.transpose(ink)
    length = round((SHORTEST_ACROSS if across else SHORTEST_DOWN) * dpi)
    gap = max(3, round(dpi / 60)) | 1
    closed = cv2.morphologyEx(turned, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    # A rule that leans or waves leaves a row of pixels after a while: three rows together hold it longer.
    thick = cv2.dilate(closed, np.ones((3, 1), np.uint8))
    solid = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    mask = cv2.bitwise_or(solid, _worn(turned, dpi))
    mask = mask if dotted is None else cv2.bitwise_or(mask, dotted)
    pieces = _pieces(mask, solid, round(THICKEST * dpi), round(WORN_WINDOW * dpi))
    strokes = _bridge(pieces, BRIDGED * dpi, (BRIDGED_ACROSS if across else BRIDGED) * dpi, max(2.0, dpi / 60))
    return Strokes(tuple(strokes), mask if across else cv2.transpose(mask))


def _worn(ink: Pixels, dpi: float) -> Pixels:
    """Rules of which a copier left dots: a row inked for half of its length, with hardly any ink beside it.

    Rows through letters are inked as densely, but have the letters' other rows above or below them.
    """
    near, far = max(2, round(dpi / 66)), max(5, round(dpi / 28))
    window = (round(WORN_WINDOW * dpi), 1)
    share = cv2.blur(cv2.dilate(ink, np.ones((3, 1), np.uint8)), window)
    dense = cv2.threshold(share, 128, 255, cv2.THRESH_BINARY)[1]
    rows = np.flatnonzero(cv2.reduce(dense, 1, cv2.REDUCE_MAX))
    mask = np.zeros_like(ink)
    if not rows.size:
        return mask
    beside = cv2.dilate(ink, np.ones((far - near + 1, 1), np.uint8))
    shift = (near + far) // 2
    above, under = (cv2.blur(_rows_of(beside, rows + side), window) for side in (-shift, shift))
    clear = cv2.subtract(share[rows], cv2.max(above, under))
    mask[rows] = cv2.bitwise_and(dense[rows], cv2.threshold(clear, 90, 255, cv2.THRESH_BINARY)[1])
    return mask


def _rows_of(ink: Pixels, rows: NDArray[np.int_]) -> Pixels:
    """Some rows of a picture; beyond its edges lies paper."""
    found = ink[np.clip(rows, 0, len(ink) - 1)]
    found[(rows < 0) | (rows >= len(ink))] = 0
    return found


def _pieces(mask: Pixels, solid: Pixels, thickest: int, window: int) -> list[Stroke]:
    """Connected stretches of a mask of rows, each with a line fitted through it."""
    if not cv2.countNonZero(mask):
        return []
    whole = Pieces(mask)
    _, _, widths, heights, areas = whole.stats[1:].T
    likely = (areas / widths <= 2.5 * thickest) & (heights <= widths / 4)
    found = []
    for k in np.flatnonzero(likely) + 1:
        x, y, w, h, _ = (int(value) for value in whole.stats[k])
        block = whole.labels[y : y + h, x : x + w] == k
        columns = block.sum(axis=0)
        rows = np.arange(h, dtype=np.float64)[:, None]
        centres = (block * rows).sum(axis=0) / np.maximum(columns, 1)
        positions = np.arange(w, dtype=np.float64) - (w - 1) / 2
        slope = float((positions * (centres - centres.mean())).sum() / max((positions**2).sum(), 1.0))
        drawn = bool((solid[y : y + h, x : x + w][block] > 0).any())
        # At a dotted rule's end the window looks out over paper and gives up too early.
        more = 0 if drawn or w < 2 * window else window / 4
        found.append(Stroke(x - more, x + w - 1 + more, y + float(centres.mean()), slope, drawn))
    return found


def _bridge(pieces: list[Stroke], gap: float, solid_gap: float, drift: float) -> list[Stroke]:
    """Join pieces that go on in one line after a gap."""
    done: list[Stroke] = []
    for piece in sorted(pieces, key=lambda stroke: stroke.start):
        for k, other in enumerate(done):
            if piece.start - other.end > (solid_gap if piece.solid and other.solid else gap):
                continue
            # The longer piece says how the line leans.
            longer, shorter = (piece, other) if piece.end - piece.start > other.end - other.start else (other, piece)
            if abs(longer.at((shorter.start + shorter.end) / 2) - shorter.level) <= drift:
                done[k] = _joined(other, piece)
                break
        else:
            done.append(piece)
    return done


def _joined(first: Stroke, second: Stroke) -> Stroke:
    """One stroke along both, its slope from end to end where they are far apart."""
    start, end = min(first.start, second.start), max(first.end, second.end)
    middles = [((s.start + s.end) / 2, s.level, s.end - s.start) for s in (first, second)]
    total = sum(weight for _, _, weight in middles)
    (xa, ya, wa), (xb, yb, wb) = middles
    if abs(xb - xa) > 0.25 * (end - start):
        slope = (yb - ya) / (xb - xa)
    else:
        slope = (first.slope * wa + second.slope * wb) / total
    x, y = (xa * wa + xb * wb) / total, (ya * wa + yb * wb) / total
    return Stroke(start, end, y + slope * ((start + end) / 2 - x), slope, first.solid or second.solid)
