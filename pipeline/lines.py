"""Gather words into lines."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from models.page import Line, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.source import Box

SAME_LINE = 0.5
"""Share of the lower word's height that must overlap for two words to stand on one line."""


def words_to_lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """Gather words into lines by the overlap of their heights, lines from top to bottom, words from left to right."""
    gathered: list[list[Word]] = []
    bands: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: (word.box.center[1], word.box.x0)):
        place = next((k for k in range(len(bands) - 1, max(-1, len(bands) - 4), -1) if _on(word.box, bands[k])), None)
        if place is None:
            gathered.append([word])
            bands.append((word.box.y0, word.box.y1))
        else:
            gathered[place].append(word)
            top, bottom = bands[place]
            # Only a taller word widens the band: a raised footnote mark must not pull in the line above.
            if word.box.height > bottom - top:
                bands[place] = (word.box.y0, word.box.y1)
    lines = [_line(members) for members in gathered]
    return tuple(sorted(lines, key=lambda line: (line.box.center[1], line.box.x0)))


def height_of(line: Line) -> float:
    """Height at which a line stands (middle of its words, points from the top): one tall blot must not move it."""
    return median(word.box.center[1] for word in line.words)


def _on(box: Box, band: tuple[float, float]) -> bool:
    """Whether a word shares its line with those that made the band."""
    overlap = min(box.y1, band[1]) - max(box.y0, band[0])
    return overlap >= SAME_LINE * min(box.height, band[1] - band[0])


def _line(members: list[Word]) -> Line:
    members.sort(key=lambda word: word.box.x0)
    box = members[0].box
    for word in members[1:]:
        box = box.union(word.box)
    return Line(words=tuple(members), box=box)
