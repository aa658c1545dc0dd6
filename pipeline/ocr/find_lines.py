"""Find lines of text by the shape of their ink, on a page or in its cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.image.marks import ON_BASELINE, WORD_GAP, X_HEIGHT, find_marks, letter_chains, page_em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import PageImage
    from pipeline.image.marks import Marks
    from pipeline.ocr import PixelBox

    Pixels = NDArray[np.uint8]
    Ints = NDArray[np.int_]
    Floats = NDArray[np.float64]

STEEPEST = 0.02
"""Slope that straightening leaves."""
ABOVE, BELOW = 0.95, 0.32
"""Em above and below the baseline that belong to a line."""
CUT = 0.86
"""Of the size told by the heights of letters, that at which the net reads best: blur, and faces with a great x-height,
tell too large a one. Over the longest lines of 34 pages (seven real scans, five plans on office paper and worn copies)
the net is unsure of 0.51 to 0.53 % of the characters from 0.84 to 0.88, of 0.61 % at 1, of 0.72 % at 0.76; on pages in
sans, condensed and hairline faces of a seventh to a half as many at 0.84 as at 1."""


@dataclass(frozen=True)
class TextLine:
    """A line in pixels: the box of its ink, two points of its baseline, its type size, and its block's number."""

    box: tuple[float, float, float, float]
    baseline: tuple[float, float, float, float]
    em: float
    block: int

    @property
    def cut_em(self) -> float:
        """The type size at which the line is cut for the net."""
        return CUT * self.em

    def level(self, x: float) -> float:
        """Height of the baseline at a place."""
        x0, y0, x1, y1 = self.baseline
        return y0 + (y1 - y0) * (x - x0) / max(x1 - x0, 1.0)


def find_lines(
    image: PageImage, blocks: Sequence[PixelBox] | None = None, em: float | None = None
) -> tuple[TextLine, ...]:
    """Find the lines of an upright, straightened grey page, from top to bottom in each block.

    Args:
        image: the page, its rules erased.
        blocks: cells that are read by themselves; None takes the page as one block, number 0.
        em: type size of most of the text in pixels; None measures it on the letters.
    """
    marks = find_marks(image, blocks)
    if not marks.x0.size:
        return ()
    em = page_em(marks.height, image.dpi) if em is None else em
    letters = (marks.height > 0.6 * X_HEIGHT * em) & (marks.height < 2.2 * em) & (marks.width < 6 * em)
    lines: list[TextLine] = []
    for block in np.unique(marks.block):
        mine = marks.only(marks.block == block)
        body = letters[marks.block == block]
        lines += _block_lines(mine, body, em, int(block), join_all=blocks is not None)
    return tuple(sorted(lines, key=lambda line: (line.block, (line.baseline[1] + line.baseline[3]) / 2, line.box[0])))


def _block_lines(marks: Marks, letters: NDArray[np.bool_], em: float, block: int, *, join_all: bool) -> list[TextLine]:
    """Lines of one block: letters whose bodies stand side by side, then the signs around them."""
    found = letter_chains(marks.only(letters), em)
    lines = [_fit(chain, em, block) for chain in found]
    lines = _join(lines, em, 1e9 if join_all else WORD_GAP * em)
    lines = [_with_signs(line, marks, em) for line in lines]
    lines += _lone_signs(marks, letters, lines, em, block)
    return _join(lines, em, 1e9 if join_all else WORD_GAP * em)


def _fit(chain: Marks, em: float, block: int) -> TextLine:
    """Fit a baseline through the feet of letters: most stand on it, some hang below."""
    middle = (chain.x0 + chain.x1) / 2
    feet = chain.y1.astype(np.float64)
    near = np.ones(feet.size, bool)
    slope = 0.0
    for _ in range(2):
        level = float(np.median((feet - slope * middle)[near]))
        near = np.abs(feet - slope * middle - level) < ON_BASELINE * em
        if not near.any():
            near[:] = True
        if near.sum() >= 4 and np.ptp(middle[near]) > 6 * em:
            slope = float(np.clip(np.polyfit(middle[near], feet[near], 1)[0], -STEEPEST, STEEPEST))
    level = float(np.median((feet - slope * middle)[near]))
    x0, x1 = float(chain.x0.min()), float(chain.x1.max())
    box = (x0, float(chain.y0.min()), x1, float(chain.y1.max()))
    size = _line_em(chain, level + slope * middle, em)
    return TextLine(box, (x0, level + slope * x0, x1, level + slope * x1), size, block)


def _line_em(chain: Marks, levels: Floats, em: float) -> float:
    """A line's own type size, where its letters are clearly smaller or larger than the page's."""
    on = np.abs(chain.y1 - levels) < ON_BASELINE * em
    heights = (levels - chain.y0)[on]
    if heights.size < 6:
        return em
    lower = float(np.quantile(heights, 0.3)) / X_HEIGHT
    if lower < 0.88 * em:
        return max(lower, 0.6 * em)
    # Capitals are half as high again as lower case: of capitals only what goes beyond that is larger type.
    return em if lower < 1.7 * em else em * min(lower / (1.5 * em), 1.6)


def _join(lines: list[TextLine], em: float, gap: float) -> list[TextLine]:
    """Join pieces that follow each other on one baseline."""
    done: list[TextLine] = []
    for line in sorted(lines, key=lambda line: line.box[0]):
        for k, other in enumerate(done):
            if line.box[0] - other.box[2] > gap:
                continue
            longer, shorter = (
                (line, other) if line.box[2] - line.box[0] > other.box[2] - other.box[0] else (other, line)
            )
            meet = (shorter.box[0] + shorter.box[2]) / 2
            if abs(longer.level(meet) - shorter.level(meet)) < 0.35 * em:
                done[k] = _one(longer, shorter)
                break
        else:
            done.append(line)
    return done


def _one(longer: TextLine, shorter: TextLine) -> TextLine:
    box = (
        min(longer.box[0], shorter.box[0]),
        min(longer.box[1], shorter.box[1]),
        max(longer.box[2], shorter.box[2]),
        max(longer.box[3], shorter.box[3]),
    )
    wide = shorter.box[2] - shorter.box[0] > 0.3 * (longer.box[2] - longer.box[0])
    apart = shorter.box[0] > longer.box[2] or shorter.box[2] < longer.box[0]
    if wide and apart:
        first, last = sorted((longer, shorter), key=lambda line: line.box[0])
        y0, y1 = first.level(first.box[0]), last.level(last.box[2])
    else:
        y0, y1 = longer.level(box[0]), longer.level(box[2])
    return replace(longer, box=box, baseline=(box[0], y0, box[2], y1))


def _with_signs(line: TextLine, marks: Marks, em: float) -> TextLine:
    """Widen a line to the dashes, dots and marks that stand before, behind and over it."""
    middle_x, middle_y = (marks.x0 + marks.x1) / 2, (marks.y0 + marks.y1) / 2
    levels = line.level(0.0) + (line.level(1000.0) - line.level(0.0)) / 1000.0 * middle_x
    mine = (middle_y > levels - ABOVE * line.em) & (middle_y < levels + BELOW * line.em) & (marks.height < 1.6 * em)
    x0, x1 = line.box[0], line.box[2]
    for _ in range(4):
        near = mine & (marks.x1 > x0 - WORD_GAP * em) & (marks.x0 < x1 + WORD_GAP * em)
        if not near.any():
            return line
        left, right = min(x0, float(marks.x0[near].min())), max(x1, float(marks.x1[near].max()))
        if (left, right) == (x0, x1):
            break
        x0, x1 = left, right
    box = (x0, min(line.box[1], float(marks.y0[near].min())), x1, max(line.box[3], float(marks.y1[near].max())))
    return replace(line, box=box, baseline=(x0, line.level(x0), x1, line.level(x1)))


def _lone_signs(
    marks: Marks, letters: NDArray[np.bool_], lines: list[TextLine], em: float, block: int
) -> list[TextLine]:
    """Signs as low as a dash that stand on no line: a "-" alone in a cell."""
    found: list[TextLine] = []
    lefts, rights = (np.array([line.box[side] for line in lines]) for side in (0, 2))
    starts, levels, ends, last_levels = np.array([line.baseline for line in lines]).reshape(-1, 4).T
    sizes = np.array([line.em for line in lines])
    for k in np.flatnonzero(~letters & (marks.width > 0.2 * em) & (marks.width < 2 * em) & (marks.height < em)):
        x, y = (marks.x0[k] + marks.x1[k]) / 2, (marks.y0[k] + marks.y1[k]) / 2
        level_at = levels + (last_levels - levels) * (x - starts) / np.maximum(ends - starts, 1.0)
        beside = (lefts - 0.2 * em <= x) & (x <= rights + 0.2 * em)
        if (beside & (level_at - 1.2 * sizes < y) & (y < level_at + 0.5 * sizes)).any():
            continue
        level = float(y + 0.25 * em)
        box = (float(marks.x0[k]), float(marks.y0[k]), float(marks.x1[k]), float(marks.y1[k]))
        found.append(TextLine(box, (box[0], level, box[2], level), em, block))
    return found
