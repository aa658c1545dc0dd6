"""How likely a spelling is over some frames of the net, all ways to write it there together (CTC, Graves 2006)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Chances = NDArray[np.float64]
    Classes = NDArray[np.int64]

BLANK = 0
LEAST = 1e-290
"""Chance below which doubles no longer tell one from another."""


def log_chances(frames: Chances, spellings: Classes, lengths: Classes) -> Chances:
    """Reckon spellings over the same frames.

    Args:
        frames: frames × classes, the chance of each class in each frame.
        spellings: spellings × longest, classes of their characters, filled up with blanks.
        lengths: characters of each spelling, 1 at least.

    Returns:
        The logarithm of each spelling's chance.
    """
    count, longest = spellings.shape
    states = np.zeros((count, 2 * longest + 1), dtype=np.int64)
    states[:, 1::2] = spellings
    # A blank may be left out between characters that differ.
    leaps = np.zeros((count, 2 * longest + 1))
    leaps[:, 3::2] = spellings[:, 1:] != spellings[:, :-1]
    emitted = frames[:, states]
    reached = np.zeros((count, 2 * longest + 1))
    reached[:, :2] = emitted[0, :, :2]
    for chances in emitted[1:]:
        following = reached.copy()
        following[:, 1:] += reached[:, :-1]
        following[:, 2:] += leaps[:, 2:] * reached[:, :-2]
        reached = following * chances
    rows, ends = np.arange(count), 2 * lengths
    return np.asarray(np.log(reached[rows, ends] + reached[rows, ends - 1] + LEAST))
