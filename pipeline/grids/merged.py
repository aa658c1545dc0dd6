"""From drawn and missing rules to merged cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def merge_cells(rows: int, columns: int, below: NDArray[np.bool_], beside: NDArray[np.bool_]) -> NDArray[np.int_]:
    """Number the cells: elementary cells without a rule between them are one, always a rectangle.

    Cells that make none show that a piece of a rule was lost: it is put back where most of the rule beside is drawn.
    """
    below, beside = below.copy(), beside.copy()
    owners = _joined(rows, columns, below, beside)
    while any(_put_back(*box, below, beside) for box in _bent(owners)):
        owners = _joined(rows, columns, below, beside)
    while bent := _bent(owners):
        for r0, r1, c0, c1 in bent:
            for other in np.unique(owners[r0:r1, c0:c1]):
                owners[owners == other] = owners[r0, c0]
    return owners


def _joined(rows: int, columns: int, below: NDArray[np.bool_], beside: NDArray[np.bool_]) -> NDArray[np.int_]:
    """Number the cells by the rules alone."""
    owners = np.arange(rows * columns).reshape(rows, columns)
    for r in range(rows):
        for c in range(columns):
            if r + 1 < rows and not below[r, c]:
                owners[owners == owners[r + 1, c]] = owners[r, c]
            if c + 1 < columns and not beside[r, c]:
                owners[owners == owners[r, c + 1]] = owners[r, c]
    return owners


def _bent(owners: NDArray[np.int_]) -> list[tuple[int, int, int, int]]:
    """The frames (rows and columns, ends excluded) of cells that are no rectangles."""
    found = []
    for owner in np.unique(owners):
        where = np.argwhere(owners == owner)
        (r0, c0), (r1, c1) = where.min(axis=0), where.max(axis=0) + 1
        if len(where) < (r1 - r0) * (c1 - c0):
            found.append((int(r0), int(r1), int(c0), int(c1)))
    return found


def _put_back(r0: int, r1: int, c0: int, c1: int, below: NDArray[np.bool_], beside: NDArray[np.bool_]) -> bool:
    """Draw the rules within a frame of which half or more is drawn; whether any was lacking."""
    stretches = [below[r, c0:c1] for r in range(r0, r1 - 1)] + [beside[r0:r1, c] for c in range(c0, c1 - 1)]
    lacking = [stretch for stretch in stretches if 0.5 <= stretch.mean() < 1]
    for stretch in lacking:
        stretch[:] = True
    return bool(lacking)
