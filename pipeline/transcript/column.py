"""Measure the text column of a page: against its edges a line is short, full, indented or centred."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.transcript.lines import height_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Line, Page

FULL = 3.0
"""Letter heights from the widest line's end within which a line is full."""
OUTDENT = 4.5
"""The deepest first-line indent in letter heights."""


@dataclass(frozen=True)
class Column:
    """The text column of a page: x of its left edge at height 0 and its slope, the same on the right, in points."""

    left: float
    left_slope: float
    right: float
    right_slope: float
    em: float
    pitch: float

    def at(self, y: float) -> tuple[float, float]:
        """Left and right edge at a height."""
        return self.left + self.left_slope * y, self.right + self.right_slope * y


def measure_columns(pages: Sequence[Page], body: dict[int, tuple[Line, ...]]) -> dict[int, Column | None]:
    """Measure the text column of each page by the lines of its body, by page number.

    A page with too little text takes the middle one of its document's pages of the same width.
    """
    own = {number: measure_column(lines) for number, lines in body.items()}
    columns: dict[int, Column | None] = {}
    for page in pages:
        others = [
            column
            for other in pages
            if abs(other.width - page.width) < 0.1 * page.width
            if (column := own[other.number]) is not None
        ]
        others.sort(key=lambda column: column.left)
        typical = others[len(others) // 2] if others else None
        columns[page.number] = own[page.number] or typical or _whole_width(page, body[page.number])
    return columns


def _whole_width(page: Page, lines: Sequence[Line]) -> Column | None:
    """The column of a document of a few lines: as far as they and the tables reach, even on both sides of the sheet."""
    if not lines:
        return None
    boxes = [line.box for line in lines] + [grid.box for grid in page.grids]
    margin = min(min(box.x0 for box in boxes), page.width - max(box.x1 for box in boxes))
    em = median(word.size or word.box.height * 1.1 for line in lines for word in line.words)
    return Column(margin, 0.0, page.width - margin, 0.0, em, 1.3 * em)


def measure_column(lines: Sequence[Line]) -> Column | None:
    """Measure a text column by its long lines; None where there are too few."""
    words = [word for line in lines for word in line.words]
    if not words:
        return None
    em = median(word.size if word.size else word.box.height * 1.1 for word in words)
    widest = max(line.box.width for line in lines)
    long = [line for line in lines if line.box.width > 0.75 * widest and line.box.width > 18 * em]
    if len(long) < 3:
        return None
    left = _wrapped_edge(lines, em, _common_edge([line.box.x0 for line in long], em, leftmost=True))
    right = _common_edge([line.box.x1 for line in long], em, leftmost=False)
    left_edge = _edge([(height_of(line), line.box.x0) for line in long if abs(line.box.x0 - left) < em], left)
    right_edge = _edge([(height_of(line), line.box.x1) for line in long if abs(line.box.x1 - right) < em], right)
    steps = [height_of(b) - height_of(a) for a, b in pairwise(lines)]
    steps = [step for step in steps if 0.7 * em < step < 3 * em]
    pitch = _low(steps) if steps else 1.3 * em
    return Column(*left_edge, *right_edge, em=em, pitch=pitch)


def _wrapped_edge(lines: Sequence[Line], em: float, left: float) -> float:
    """Where wrapped lines begin, if that is left of the edge that the long lines share.

    On a page of paragraphs of one line most long lines are indented, and their indent looks like the edge.
    """
    right = max(line.box.x1 for line in lines)
    wrapped = [
        line.box.x0
        for above, line in pairwise(lines)
        if line.text[:1].islower() and right - above.box.x1 < FULL * em and 0.8 * em < left - line.box.x0 < OUTDENT * em
    ]
    return median(wrapped) if len(wrapped) > 1 else left


def _common_edge(ends: Sequence[float], em: float, leftmost: bool) -> float:
    """Where the lines begin or end: the edge most of them share, past the dirt that clings to some.

    On the left, first-line indents make an edge too, so the leftmost that a quarter of the lines share is taken. On the
    right a ragged text shares none: then all but the longest eighth end before it.
    """
    ordered = sorted(ends)
    shared = {end: sum(abs(other - end) < 0.5 * em for other in ordered) for end in ordered}
    often = [end for end in ordered if shared[end] >= 0.25 * len(ordered)]
    if leftmost:
        at = often[0] if often else ordered[len(ordered) // 8]
    elif max(shared.values()) >= 0.4 * len(ordered):
        at = max(ordered, key=lambda end: (shared[end], end))
    else:
        return ordered[len(ordered) - 1 - len(ordered) // 8]
    return median(end for end in ordered if abs(end - at) < 0.5 * em)


def _low(values: Sequence[float]) -> float:
    """The lower quartile: steps inside paragraphs, not those between them."""
    ordered = sorted(values)
    return ordered[len(ordered) // 4]


def _edge(points: Sequence[tuple[float, float]], x: float) -> tuple[float, float]:
    """Fit x = a + b * y through the ends of lines (a scan may be left a little skew); upright with few points."""
    if len(points) < 8:
        return x, 0.0
    ys, xs = [p[0] for p in points], [p[1] for p in points]
    y_mean, x_mean = sum(ys) / len(ys), sum(xs) / len(xs)
    spread = sum((y - y_mean) ** 2 for y in ys)
    if spread < 1e4:
        return x, 0.0
    slope = sum((y - y_mean) * (v - x_mean) for y, v in points) / spread
    slope = max(-0.02, min(0.02, slope))
    return x_mean - slope * y_mean, slope
