"""Tables without a full net of rules on a scan: found by the white of the page, read again column by column.

A reader that sees the page as a whole runs the lines of neighbouring columns together where their cells stand half a
line apart. White is looked for in the ink itself, and the columns that it shows are read one by one.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.source import Box
from pipeline.grids.borderless import head_words, page_rows, settle_heads, stretch_to_grid, whole_stretches
from pipeline.grids.gutters import column_marks, white_between
from pipeline.grids.levels import runs_through_words
from pipeline.grids.ruled import painted, pixel_box
from pipeline.image.marks import find_marks
from pipeline.transcript.lines import words_to_line, words_to_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Grid, Line, PageImage, Word
    from pipeline.grids.gutters import Gap, Stretch
    from pipeline.grids.ruled import RuledPage
    from pipeline.image.marks import Marks
    from pipeline.ocr import OcrEngine

REACH, THICK = 1 / 6, 0.05
"""Inches around a table within which its rules lie, and what of a rule's ink lies along its middle."""
SAME_LINE = 0.3
"""Share of a word's height within which another one over it is the same."""
BODY = (0.3, 0.9)
"""Share of a line's height, from its top, in which its letters stand."""


def read_loose_tables(
    ruled: RuledPage, grids: Sequence[Grid], lines: Sequence[Line], engine: OcrEngine
) -> tuple[PageImage, tuple[Grid, ...], tuple[Line, ...]]:
    """Find the tables among the lines that stand outside ruled ones, and read their columns.

    Args:
        ruled: the page, the rules of its ruled tables erased.
        grids: its ruled tables, read.
        lines: the lines outside them.
        engine: what reads the columns.

    Returns:
        The page without the rules of all tables, all tables from top to bottom, and the lines outside them.
    """
    image = ruled.image
    scale = 72.0 / image.dpi
    height, width = (side * scale for side in image.pixels.shape[:2])
    words = [*(word for line in lines for word in line.words), *head_words(grids)]
    if not words:
        return image, tuple(grids), tuple(lines)
    marks = find_marks(image, None)
    rows = page_rows(words_to_lines(words), width, height, lambda line: _white(line, marks, scale))
    loose: list[Grid] = []
    taken: set[int] = set()
    for stretch in whole_stretches(rows, ruled.rules):
        area = _area(stretch)
        clean = _without_rules(ruled, image, area, words)
        grid = stretch_to_grid(stretch, _read_columns(stretch, area, clean, engine), ruled.rules)
        if grid is not None:
            image = clean
            loose.append(grid)
            taken |= {
                id(word)
                for row in stretch.rows
                for word in row.line.words
                if grid.box.y0 <= word.box.center[1] < grid.box.y1
            }
    if not loose:
        return image, tuple(grids), tuple(lines)
    kept, free = settle_heads(grids, [word for word in words if id(word) not in taken])
    left = {id(word) for word in free}
    outside = [[word for word in line.words if id(word) in left] for line in lines]
    together = sorted((*kept, *loose), key=lambda grid: grid.box.y0)
    return image, tuple(together), tuple(words_to_line(members) for members in outside if members)


def _white(line: Line, marks: Marks, scale: float) -> tuple[Gap, ...]:
    """The white of the page's ink on the height of a line."""
    y0, y1 = (line.box.y0 + share * line.box.height for share in BODY)
    on = (marks.y0 * scale < y1) & (marks.y1 * scale > y0)
    return white_between([(x0 * scale, x1 * scale) for x0, x1 in zip(marks.x0[on], marks.x1[on], strict=True)])


def _area(stretch: Stretch) -> Box:
    box = stretch.rows[0].line.box
    for row in stretch.rows[1:]:
        box = box.union(row.line.box)
    return box


def _without_rules(ruled: RuledPage, image: PageImage, area: Box, words: Sequence[Word]) -> PageImage:
    """The page's picture without the rules in and around an area; letters that look like one stay."""
    if ruled.strokes is None:
        return image
    reach, scale = REACH * 72.0, image.dpi / 72.0
    near = Box(x0=area.x0 - reach, y0=area.y0 - reach, x1=area.x1 + reach, y1=area.y1 + reach)
    inside = np.zeros_like(ruled.strokes)
    for rule in ruled.rules:
        x, y = (rule.x0 + rule.x1) / 2, (rule.y0 + rule.y1) / 2
        if near.x0 < x < near.x1 and near.y0 < y < near.y1 and not runs_through_words(rule, words):
            ends = [(round(a * scale), round(b * scale)) for a, b in ((rule.x0, rule.y0), (rule.x1, rule.y1))]
            cv2.line(inside, ends[0], ends[1], 255, thickness=round(THICK * image.dpi))
    return replace(image, pixels=painted(image, cv2.bitwise_and(ruled.strokes, inside)))


def _read_columns(stretch: Stretch, area: Box, image: PageImage, engine: OcrEngine) -> list[Word]:
    """Read a stretch column by column; lines that run across the columns by themselves."""
    cuts = column_marks(stretch)
    xs = [area.x0 - 6.0, *cuts, area.x1 + 6.0]
    boxes: list[Box] = []
    top = area.y0 - 4.0
    for k, row in enumerate(stretch.rows):
        last = k + 1 == len(stretch.rows)
        if k in stretch.crossing or last:
            bottom = row.line.box.y0 - 1.0 if k in stretch.crossing else area.y1 + 4.0
            boxes += [Box(x0=a, y0=top, x1=b, y1=bottom) for a, b in itertools.pairwise(xs) if bottom > top]
        if k in stretch.crossing:
            top = row.line.box.y1 + 1.0
            boxes.append(Box(x0=xs[0], y0=row.line.box.y0 - 1.0, x1=xs[-1], y1=top))
    texts = engine.read(image, [pixel_box(box, image) for box in boxes])
    return _without_doubles([word for lines in texts for line in lines for word in line.words])


def _without_doubles(words: Sequence[Word]) -> list[Word]:
    """Words without those that a second block read again: lines of a header stand half a line apart and overlap."""
    kept: list[Word] = []
    for word in sorted(words, key=lambda word: -word.confidence):
        x, y = word.box.center
        if not any(_over(other.box, x, y) and _over(word.box, *other.box.center) for other in kept):
            kept.append(word)
    order = {id(word): n for n, word in enumerate(words)}
    return sorted(kept, key=lambda word: order[id(word)])


def _over(box: Box, x: float, y: float) -> bool:
    return box.x0 < x < box.x1 and abs(y - box.center[1]) < SAME_LINE * box.height
