"""Ink that looks like writing and that no line claimed: a page that hides some is doubted, not passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.source import Doubt
from pipeline.image.marks import X_HEIGHT, find_marks, is_writing, letter_chains, page_em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import Line, PageImage
    from pipeline.image.marks import Marks

LEAST = 0.004
"""Share of a page's letters from which it is doubted: eight letters of two thousand."""
SIDE, ABOVE, BELOW = 0.5, 0.45, 0.25
"""Em around the words of a line that are its own."""


def doubt_unread_ink(image: PageImage, lines: Sequence[Line]) -> tuple[Doubt, ...]:
    """Compare the page's letters with what was read.

    Args:
        image: the picture that was read, its rules erased.
        lines: all its lines, in points, those in cells too.

    Returns:
        A doubt `ink_unread` with the share of letters that no line claimed and the place of the longest row of them.
    """
    marks = find_marks(image, None)
    em = page_em(marks.height, image.dpi)
    letters = marks.only(
        (marks.height > 0.7 * X_HEIGHT * em)
        & (marks.height < 2 * em)
        & (marks.width > 0.1 * em)
        & (marks.width < 3 * em)
    )
    if not letters.x0.size:
        return ()
    rows = [
        chain
        for chain in letter_chains(letters.only(~_claimed(letters, lines, image, em)), em)
        if is_writing(chain, em)
    ]
    count = sum(int(row.x0.size) for row in rows)
    share = count / letters.x0.size
    if share < LEAST:
        return ()
    longest = max(rows, key=lambda row: int(row.x0.size))
    place = f"{longest.x0.min() / image.dpi:.1f} in from the left, {longest.y0.min() / image.dpi:.1f} in from the top"
    return (Doubt(code="ink_unread", detail=f"{share:.1%} of the letters ({count}), the most at {place}"),)


def _claimed(letters: Marks, lines: Sequence[Line], image: PageImage, em: float) -> NDArray[np.bool_]:
    """Which letters stand where words were read."""
    taken = np.zeros(image.pixels.shape[:2], bool)
    scale = image.dpi / 72.0
    for line in lines:
        for word in line.words:
            box = word.box
            x0, x1 = (max(0, round(x)) for x in (box.x0 * scale - SIDE * em, box.x1 * scale + SIDE * em))
            y0, y1 = (max(0, round(y)) for y in (box.y0 * scale - ABOVE * em, box.y1 * scale + BELOW * em))
            taken[y0:y1, x0:x1] = True
    return np.asarray(taken[(letters.y0 + letters.y1) // 2, (letters.x0 + letters.x1) // 2])
