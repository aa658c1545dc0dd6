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
    lines = [words_to_line(members) for members in gathered]
    return tuple(sorted(lines, key=lambda line: (line.box.center[1], line.box.x0)))


def height_of(line: Line) -> float:
    """Height at which a line stands (middle of its words, points from the top): one tall blot must not move it."""
    return median(word.box.center[1] for word in line.words)


def _on(box: Box, band: tuple[float, float]) -> bool:
    """Whether a word shares its line with those that made the band."""
    overlap = min(box.y1, band[1]) - max(box.y0, band[0])
    return overlap >= SAME_LINE * min(box.height, band[1] - band[0])


def words_to_line(members: Sequence[Word]) -> Line:
    """Make one line of words, from left to right."""
    ordered = sorted(members, key=lambda word: word.box.x0)
    box = ordered[0].box
    for word in ordered[1:]:
        box = box.union(word.box)
    return Line(words=tuple(ordered), box=box)


def merge_rows(lines: Sequence[Line]) -> list[Line]:
    """Join lines that stand on one height: an engine may cut a line at a wide gap."""
    rows: list[list[Word]] = []
    bands: list[tuple[float, float]] = []
    for line in sorted((line for line in lines if line.words), key=height_of):
        top, bottom = _band(line)
        if rows:
            overlap = min(bottom, bands[-1][1]) - max(top, bands[-1][0])
            if overlap > 0.55 * min(bottom - top, bands[-1][1] - bands[-1][0]) and _beside(line, rows[-1]):
                rows[-1].extend(line.words)
                bands[-1] = (min(top, bands[-1][0]), max(bottom, bands[-1][1]))
                continue
        rows.append(list(line.words))
        bands.append((top, bottom))
    return [words_to_line(words) for words in rows]


def _beside(line: Line, words: Sequence[Word]) -> bool:
    """Whether the line lies left or right of the words, not over them."""
    x0, x1 = min(word.box.x0 for word in words), max(word.box.x1 for word in words)
    shared = min(line.box.x1, x1) - max(line.box.x0, x0)
    if shared <= 0.2 * min(line.box.width, x1 - x0):
        return True
    # A column may lie in the gap of a line that holds the outer two.
    return all(min(line.box.x1, w.box.x1) - max(line.box.x0, w.box.x0) <= 0.3 * w.box.width for w in words)


def _band(line: Line) -> tuple[float, float]:
    """Top and bottom of a line by the middle of its words' heights: one tall blot must not widen it."""
    return median(word.box.y0 for word in line.words), median(word.box.y1 for word in line.words)
