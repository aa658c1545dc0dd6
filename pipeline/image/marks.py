"""The marks on a page, pieces of ink that may be signs of writing: their size of type, the rows in which they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.image.ink import ink_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import PageImage

    Ints = NDArray[np.int_]

X_HEIGHT = 0.45
"""Height of a lower-case x in em (Times)."""
SMALLEST_EM, USUAL_EM, LARGEST_EM = 0.10, 0.19, 0.25
"""Inches: 7, 13.5 and 18 pt."""
PEAK = 0.5
"""Letters of a height, as a share of those of the commonest one, that tell lower case."""
FIGURE_HEIGHT, HIGHER, FEWEST_HIGHER = 0.68, (1.25, 1.8), 0.15
"""Height of a figure in em; how much higher than an x letters with stems and marks are, and their least share."""
MOST_FAR_HIGHER = 0.5
"""Share of pieces that may be higher still than letters with marks."""
WORD_GAP = 1.7
"""Em; letters farther apart stand on lines of their own (columns of a head)."""
ON_BASELINE = 0.13
"""Em from the baseline at which a letter stands on it."""
SMALLEST_INK = 0.0002
"""Square inches; less is a speck. A full stop of 12 pt has 0.0005."""
RULE_REST = 0.03
"""Inches; ink at a block's side that is thinner than this is what a rule left."""
FEWEST, STANDING = 4, 0.6
"""Letters in a row that are writing, and their share that stands on one level: no seal's ring, no torn edge."""


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


def find_marks(image: PageImage, blocks: Sequence[tuple[int, int, int, int]] | None) -> Marks:
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
    than the others, they are figures. Where most are far higher, the lowest are hooks and dots over capitals: a page
    that has titles alone beside its table.
    """
    low, high = X_HEIGHT * SMALLEST_EM * dpi, 0.75 * LARGEST_EM * dpi
    likely = heights[(heights >= low) & (heights <= high)]
    if likely.size < 20:
        return USUAL_EM * dpi
    candidates = np.arange(low, X_HEIGHT * LARGEST_EM * dpi, 0.5)
    counts = np.array([int(((likely >= 0.9 * c) & (likely <= 1.1 * c)).sum()) for c in candidates])
    peaks = [k for k, count in enumerate(counts) if count == counts[max(0, k - 3) : k + 4].max()]
    lowest = float(candidates[next(k for k in peaks if counts[k] >= PEAK * counts.max())])
    far_higher = likely[likely > HIGHER[1] * lowest]
    if far_higher.size > MOST_FAR_HIGHER * likely.size:
        return float(np.median(far_higher)) / FIGURE_HEIGHT
    level = heights[(heights >= 0.9 * lowest) & (heights <= 1.1 * lowest)]
    usual = float(np.median(level))
    higher = ((heights > HIGHER[0] * usual) & (heights < HIGHER[1] * usual)).sum()
    return lowest / (X_HEIGHT if higher > FEWEST_HIGHER * level.size else FIGURE_HEIGHT)


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


def is_writing(chain: Marks, em: float) -> bool:
    """Whether a row of marks is likely letters: enough of them, most on one level."""
    if chain.x0.size < FEWEST:
        return False
    middle = (chain.x0 + chain.x1) / 2
    slope, level = np.polyfit(middle, chain.y1, 1) if np.ptp(middle) > 6 * em else (0.0, float(np.median(chain.y1)))
    away = np.abs(chain.y1 - level - slope * middle)
    return bool((away < ON_BASELINE * em).mean() >= STANDING)
