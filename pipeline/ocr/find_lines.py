"""Find lines of text by the shape of their ink, on a page or in its cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.image.ink import ink_of
from pipeline.ocr.blocks import RULE_REST, SMALLEST_INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import PageImage
    from pipeline.ocr import PixelBox

    Pixels = NDArray[np.uint8]
    Ints = NDArray[np.int_]
    Floats = NDArray[np.float64]

X_HEIGHT = 0.45
"""Height of a lower-case x in em (Times)."""
SMALLEST_EM, USUAL_EM, LARGEST_EM = 0.10, 0.19, 0.25
"""Inches: 7, 13.5 and 18 pt."""
PEAK = 0.5
"""Letters of a height, as a share of those of the commonest one, that tell lower case."""
FIGURE_HEIGHT, HIGHER, FEWEST_HIGHER = 0.68, (1.25, 1.8), 0.15
"""Height of a figure in em; how much higher than an x letters with stems and marks are, and their least share."""
WORD_GAP = 1.7
"""Em; letters farther apart stand on lines of their own (columns of a head)."""
ON_BASELINE, STEEPEST = 0.13, 0.02
"""Em from the baseline at which a letter stands on it; slope that straightening leaves."""
ABOVE, BELOW = 0.95, 0.32
"""Em above and below the baseline that belong to a line."""


@dataclass(frozen=True)
class TextLine:
    """A line in pixels: the box of its ink, two points of its baseline, its type size, and its block's number."""

    box: tuple[float, float, float, float]
    baseline: tuple[float, float, float, float]
    em: float
    block: int

    def level(self, x: float) -> float:
        """Height of the baseline at a place."""
        x0, y0, x1, y1 = self.baseline
        return y0 + (y1 - y0) * (x - x0) / max(x1 - x0, 1.0)


@dataclass(frozen=True)
class Marks:
    """Connected pieces of ink: corners, size, and the block in which each stands (-1: in none)."""

    x0: Ints
    y0: Ints
    x1: Ints
    y1: Ints
    block: Ints

    @property
    def height(self) -> Ints:
        """Pixels from top to foot."""
        return self.y1 - self.y0

    @property
    def width(self) -> Ints:
        """Pixels from side to side."""
        return self.x1 - self.x0

    def only(self, which: NDArray[np.bool_]) -> Marks:
        """These of the marks."""
        return Marks(self.x0[which], self.y0[which], self.x1[which], self.y1[which], self.block[which])


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


def find_marks(image: PageImage, blocks: Sequence[PixelBox] | None) -> Marks:
    """The page's pieces of ink that may be signs of writing."""
    stats = ink_of(image.pixels).pieces.stats
    x, y, w, h, area = (stats[1:, k].astype(np.int_) for k in range(5))
    keep = (area >= SMALLEST_INK * image.dpi**2) & (h < 0.5 * image.dpi) & (w < 1.5 * image.dpi)
    # What is left of rules: long and thin.
    thin = RULE_REST * image.dpi
    keep &= ~(
        (np.minimum(w, h) <= thin) & (np.maximum(w, h) > 0.25 * image.dpi) & (np.maximum(w, h) > 8 * np.minimum(w, h))
    )
    marks = Marks(x[keep], y[keep], (x + w)[keep], (y + h)[keep], np.zeros(int(keep.sum()), np.int_))
    if blocks is None:
        return marks
    owner = np.full(marks.x0.size, -1)
    middle_x, middle_y = (marks.x0 + marks.x1) / 2, (marks.y0 + marks.y1) / 2
    for number, (x0, y0, x1, y1) in enumerate(blocks):
        inside = (middle_x > x0) & (middle_x < x1) & (middle_y > y0) & (middle_y < y1)
        at_side = ((marks.x0 <= x0 + 1) | (marks.x1 >= x1 - 1)) & (marks.width <= thin)
        at_end = ((marks.y0 <= y0 + 1) | (marks.y1 >= y1 - 1)) & (marks.height <= thin)
        owner[inside & ~at_side & ~at_end] = number
    return replace(marks, block=owner).only(owner >= 0)


def page_em(heights: Ints, dpi: float) -> float:
    """Type size of most of a page's text in pixels, by the commonest height of its lowest letters (a lower-case x).

    On blurred print marks hang together with their letters and as many are high as low. Where next to none is higher
    than the others, they are figures.
    """
    low, high = X_HEIGHT * SMALLEST_EM * dpi, 0.75 * LARGEST_EM * dpi
    likely = heights[(heights >= low) & (heights <= high)]
    if likely.size < 20:
        return USUAL_EM * dpi
    candidates = np.arange(low, X_HEIGHT * LARGEST_EM * dpi, 0.5)
    counts = np.array([int(((likely >= 0.9 * c) & (likely <= 1.1 * c)).sum()) for c in candidates])
    peaks = [k for k, count in enumerate(counts) if count == counts[max(0, k - 3) : k + 4].max()]
    lowest = float(candidates[next(k for k in peaks if counts[k] >= PEAK * counts.max())])
    level = heights[(heights >= 0.9 * lowest) & (heights <= 1.1 * lowest)]
    usual = float(np.median(level))
    higher = ((heights > HIGHER[0] * usual) & (heights < HIGHER[1] * usual)).sum()
    return lowest / (X_HEIGHT if higher > FEWEST_HIGHER * level.size else FIGURE_HEIGHT)


def _block_lines(marks: Marks, letters: NDArray[np.bool_], em: float, block: int, *, join_all: bool) -> list[TextLine]:
    """Lines of one block: letters whose bodies stand side by side, then the signs around them."""
    found = letter_chains(marks.only(letters), em)
    lines = [_fit(chain, em, block) for chain in found]
    lines = _join(lines, em, 1e9 if join_all else WORD_GAP * em)
    lines = [_with_signs(line, marks, em) for line in lines]
    lines += _lone_signs(marks, letters, lines, em, block)
    return _join(lines, em, 1e9 if join_all else WORD_GAP * em)


def letter_chains(letters: Marks, em: float) -> list[Marks]:
    """Letters gathered by smearing their bodies (the height of an x above their feet) along the row."""
    if not letters.x0.size:
        return []
    left, top = int(letters.x0.min()), int(letters.y0.min())
    body = max(3, round(X_HEIGHT * em))
    shape = (int(letters.y1.max()) - top + 2, int(letters.x1.max()) - left + 2)
    smear = np.zeros(shape, np.uint8)
    for x0, y0, x1, y1 in np.stack([letters.x0, letters.y0, letters.x1, letters.y1], axis=1).tolist():
        # The middle half of the body: neighbours that lean or hang still touch, lines above and below do not.
        foot = max(y1 - round(0.2 * body), y0 + 1)
        smear[max(y0, y1 - round(0.8 * body)) - top : foot - top + 1, x0 - left : x1 - left] = 255
    reach = round(WORD_GAP * em) | 1
    smear = np.asarray(cv2.morphologyEx(smear, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8)), dtype=np.uint8)
    _, labels = cv2.connectedComponents(smear, connectivity=8)
    owners = labels[
        np.clip(letters.y1 - round(0.4 * body) - top, 0, shape[0] - 1), (letters.x0 + letters.x1) // 2 - left
    ]
    return [letters.only(owners == owner) for owner in np.unique(owners) if owner > 0]


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
