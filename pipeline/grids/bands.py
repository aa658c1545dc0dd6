"""Rows of a table without rules between them: by white between them, by the numbers in its first column."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.grids.gutters import type_size
from pipeline.grids.table_words import is_header_text, is_label
from pipeline.transcript.lines import words_to_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.page import Line, Word

MORE = 0.22
"""Type sizes of white beyond that between lines, at which a row ends."""
SAME_HEIGHT = 0.45
"""Type sizes by which words of one printed line may differ in height."""
USUAL, WIDEST = 1.15, 1.4
"""Type sizes from line to line: usually, and at most where it is not plain what the lines are."""


@dataclass(frozen=True)
class Band:
    """Words between two heights, in points."""

    y0: float
    y1: float
    words: tuple[Word, ...]


def find_bands(columns: Sequence[Sequence[Word]], edges: Sequence[float]) -> list[Band]:
    """Part the words of a table into rows.

    Args:
        columns: its words, column by column (those that run over several in the first of them).
        edges: heights at which a rule parts rows; white is looked for between them.
    """
    words = [word for column in columns for word in column]
    if not words:
        return []
    em = type_size(words)
    pitch = _pitch(columns, em)
    top, bottom = min(word.box.y0 for word in words), max(word.box.y1 for word in words)
    marks = [top - 1.0, *(edge for edge in edges if top < edge < bottom), bottom + 1.0]
    bands: list[Band] = []
    for y0, y1 in pairwise(marks):
        inside = [word for word in words if y0 <= word.box.center[1] < y1]
        if inside:
            bands += _by_white(inside, pitch - em + MORE * em, y0, y1)
    return bands


def _pitch(columns: Sequence[Sequence[Word]], em: float) -> float:
    """Distance between two lines of one cell: the small ones of all that follow each other in a column."""
    steps: list[float] = []
    for column in columns:
        lines = words_to_lines(column)
        steps += [b.box.center[1] - a.box.center[1] for a, b in pairwise(lines)]
    near = sorted(step for step in steps if 0.8 * em < step < 2.2 * em)
    pitch = near[min(len(near) // 10, 2)] if near else USUAL * em
    lines = words_to_lines(columns[0])
    longest = max(len(words_to_lines(column)) for column in columns)
    # Where most lines have a number of their own, the steps are those of rows.
    return USUAL * em if pitch > WIDEST * em and sum(is_label(line.text) for line in lines) > 0.6 * longest else pitch


def _by_white(words: Sequence[Word], least: float, y0: float, y1: float) -> list[Band]:
    """Cut words where white as high as `least` runs through all columns."""
    ordered = sorted(words, key=lambda word: word.box.y0)
    groups: list[list[Word]] = [[ordered[0]]]
    cuts: list[float] = []
    reach = ordered[0].box.y1
    for word in ordered[1:]:
        if word.box.y0 - reach >= least:
            cuts.append((word.box.y0 + reach) / 2)
            groups.append([])
        groups[-1].append(word)
        reach = max(reach, word.box.y1)
    marks = [y0, *cuts, y1]
    return [Band(a, b, tuple(group)) for (a, b), group in zip(pairwise(marks), groups, strict=True)]


def join_between(bands: Sequence[Band], edges: Sequence[float]) -> list[Band]:
    """Bands between the same two rules made one."""
    joined: list[Band] = []
    for band in bands:
        ruled = not joined or any(abs(edge - band.y0) < 0.5 for edge in edges)
        if ruled:
            joined.append(band)
        else:
            joined[-1] = Band(joined[-1].y0, band.y1, (*joined[-1].words, *band.words))
    return joined


def labels_in(words: Sequence[Word]) -> list[Line]:
    """Lines of a first column that number rows, or head them ("TT")."""
    lines = words_to_lines(words) if words else ()
    return [line for line in lines if is_label(line.text) or is_header_text(line.text)]


def part_by_numbers(bands: Sequence[Band], first: Callable[[Band], Sequence[Word]], em: float) -> list[Band]:
    """Part those bands in which several row numbers stand.

    Args:
        bands: rows as white tells them.
        first: the words of a band's first column.
        em: the type size in points.
    """
    labels = [labels_in(first(band)) for band in bands]
    high = _stand_high([(band, lines[0]) for band, lines in zip(bands, labels, strict=True) if len(lines) == 1], em)
    return [part for band, lines in zip(bands, labels, strict=True) for part in _part(band, lines, em, high)]


def _stand_high(numbered: Sequence[tuple[Band, Line]], em: float) -> bool:
    """Whether numbers stand beside the first line of their row, not beside its middle."""
    tall = [(band, label) for band, label in numbered if band.y1 - band.y0 > 2.5 * em]
    tops = [label.box.y0 - min(word.box.y0 for word in band.words) for band, label in tall]
    return not tops or median(tops) < 0.4 * em


def _part(band: Band, labels: Sequence[Line], em: float, high: bool) -> list[Band]:
    if len(labels) < 2:
        return [band]
    cuts = [_above(band, under, em) if high else _widest(band, above, under) for above, under in pairwise(labels)]
    return [
        Band(y0, y1, tuple(word for word in band.words if y0 <= word.box.center[1] < y1))
        for y0, y1 in pairwise((band.y0, *cuts, band.y1))
    ]


def _above(band: Band, label: Line, em: float) -> float:
    """Height right above the line on which a number stands."""
    middle = label.box.center[1]
    beside = [word for word in band.words if abs(word.box.center[1] - middle) < SAME_HEIGHT * em]
    return min(word.box.y0 for word in (*beside, *label.words)) - 0.5


def _widest(band: Band, above: Line, under: Line) -> float:
    """Height of the most white between two numbers, the middle where there is none."""
    y0, y1 = above.box.center[1], under.box.center[1]
    inner = sorted((word.box.y0, word.box.y1) for word in band.words if y0 <= word.box.center[1] <= y1)
    reach, best = inner[0][1], (0.0, (y0 + y1) / 2)
    for top, bottom in inner[1:]:
        best = max(best, (top - reach, (top + reach) / 2))
        reach = max(reach, bottom)
    return best[1]
