"""The type size of a page, by the heights of its pieces of ink."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.image.marks import page_em

CASES = [
    # Plain print of 13.5 pt at 200 dpi: lower case, letters with stems and marks, specks.
    ({17: 500, 18: 300, 25: 150, 27: 200, 4: 90}, 13.5),
    # Blurred print of 11.5 pt: marks hang together with their letters, and more letters are high than low.
    ({16: 45, 18: 31, 21: 40, 22: 91, 23: 92, 26: 35, 5: 66}, 11.5),
    # A table of figures of 9 pt with a few words.
    ({15: 27, 16: 121, 17: 127, 18: 64, 19: 58, 11: 6, 22: 9, 23: 13}, 9.0),
    # The same figures among text of their size.
    ({11: 300, 12: 200, 16: 120, 17: 130, 18: 60}, 9.0),
    # The title of an annex in capitals of 13.5 pt, its table taken out: hooks and dots, capitals, capitals with marks.
    ({9: 14, 10: 17, 11: 6, 25: 30, 26: 25, 33: 8}, 13.5),
]


@pytest.mark.parametrize(("counts", "points"), CASES)
def test_type_size(counts: dict[int, int], points: float) -> None:
    heights = np.repeat(np.array(list(counts)), list(counts.values()))
    assert page_em(heights, 200.0) * 72 / 200 == pytest.approx(points, rel=0.1)
