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
from pipeline.grids.column_marks import column_marks
from pipeline.grids.gutters import NARROWEST, PINCHED, type_size, white_between
from pipeline.grids.levels import runs_through_words
from pipeline.grids.ruled import painted, pixel_box
from pipeline.image.marks import find_marks
from pipeline.transcript.lines import words_to_line, words_to_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Grid, Line, PageImage, Word
    from pipeline.grids.gutters import Gap, Row, Stretch
    from pipeline.grids.ruled import RuledPage
    from pipeline.image.marks import Marks
    from pipeline.ocr import OcrEngine

REACH, THICK = 1 / 6, 0.05
"""Inches around a table within which its rules lie, and what of a rule's ink lies along its middle."""
SAME_LINE = 0.3
"""Share of a word's height within which another one over it is the same."""
EDGE = 0.04
"""Share of the sheet's width at its sides in which no table stands (margins are 0.07 and more)."""
HEAD, HEAD_ROWS = 0.4, 5
"""Share of the first page's height in which its head ends, and how many rows its columns seem to make at most."""
SURE, LETTERS, BESIDE, LINE = 0.9, 2, 0.2, 0.75
"""Confidence and letters of a word that counts though a second reading shows nothing there; by what share of the
narrower one's width, and of the lower one's height from middle to middle, two words stand on one place."""
OVERLAP = 0.25
"""Share of a line's height by which lines of one header reach into each other."""
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
    # What a copier draws along the sheet's sides is read as letters too, and is no column.
    words = [word for word in words if EDGE * width < word.box.center[0] < (1 - EDGE) * width]
    if not words:
        return image, tuple(grids), tuple(lines)
    marks = find_marks(image, None)
    marks = marks.only((marks.x0 * scale > EDGE * width) & (marks.x1 * scale < (1 - EDGE) * width))
    rows = page_rows(words_to_lines(words), width, height, lambda line: _white(line, marks, scale))
    loose: list[Grid] = []
    taken: set[int] = set()
    for stretch in whole_stretches(rows, ruled.rules):
        area = _area(stretch)
        clean = _without_rules(ruled, image, area, words)
        read = _read_columns(stretch, area, clean, engine)
        grid = stretch_to_grid(stretch, [*read, *_lost(stretch, read)], ruled.rules)
        if grid is not None and not _is_head_of_sheet(grid, grids, image.number, height):
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


def _is_head_of_sheet(grid: Grid, ruled: Sequence[Grid], page: int, height: float) -> bool:
    """Whether a few rows high on the first page are its head: the stamp of who received it beside type and title."""
    rows = len({cell.row for cell in grid.cells})
    drawn = any(one.box.y0 < grid.box.y1 and grid.box.y0 < one.box.y1 for one in ruled)
    return page == 1 and not drawn and grid.box.y1 < HEAD * height and rows <= HEAD_ROWS


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
    """Read a stretch column by column; lines that run across columns by themselves, parted where they leave white."""
    cuts = column_marks(stretch)
    left, right = area.x0 - 6.0, area.x1 + 6.0
    least = NARROWEST * type_size([word for row in stretch.rows for word in row.line.words])
    boxes: list[Box] = []
    top = area.y0 - 4.0
    for run in _crossing_runs(stretch, cuts):
        y0, y1 = (edge(getattr(row.line.box, end) for row in run) for edge, end in ((min, "y0"), (max, "y1")))
        boxes += _side_by_side([left, *cuts, right], top, y0 - 1.0)
        boxes += _side_by_side([left, *_open_cuts(run, cuts, least), right], y0 - 1.0, y1 + 1.0)
        top = y1 + 1.0
    boxes += _side_by_side([left, *cuts, right], top, area.y1 + 4.0)
    texts = engine.read(image, [pixel_box(box, image) for box in boxes])
    return _without_doubles([word for lines in texts for line in lines for word in line.words])


def _side_by_side(xs: Sequence[float], top: float, bottom: float) -> list[Box]:
    return [Box(x0=a, y0=top, x1=b, y1=bottom) for a, b in itertools.pairwise(xs) if bottom > top]


def _crossing_runs(stretch: Stretch, cuts: Sequence[float]) -> list[list[Row]]:
    """The lines that run across columns, each with those beside it half a line higher or lower (a header's)."""
    runs: list[list[int]] = []
    em = type_size([word for row in stretch.rows for word in row.line.words])
    for k, row in enumerate(stretch.rows):
        box = row.line.box
        if runs and runs[-1][-1] == k - 1:
            bottom = max(stretch.rows[n].line.box.y1 for n in runs[-1])
            if bottom - box.y0 > OVERLAP * box.height:
                runs[-1].append(k)
                continue
        # A header over several columns hides cuts that are white below it.
        if k in stretch.crossing or len(_open_cuts([row], cuts, PINCHED * em)) < len(cuts):
            runs.append([k])
    whole: list[list[int]] = []
    for run in runs:
        while run[0] and _reach_into(stretch.rows[run[0] - 1], [stretch.rows[n] for n in run]):
            run.insert(0, run[0] - 1)
        if whole and whole[-1][-1] >= run[0]:
            whole[-1] = sorted({*whole[-1], *run})
        else:
            whole.append(run)
    return [[stretch.rows[n] for n in run] for run in whole]


def _reach_into(row: Row, run: Sequence[Row]) -> bool:
    """Whether a line reaches down into the lines below it."""
    return row.line.box.y1 - min(other.line.box.y0 for other in run) > OVERLAP * row.line.box.height


def _open_cuts(run: Sequence[Row], cuts: Sequence[float], least: float) -> list[float]:
    """Those places between columns that all lines of a run leave white, `least` points wide."""
    return [x for x in cuts if all(any(a < x < b and b - a >= least for a, b in row.gaps) for row in run)]


def _without_doubles(words: Sequence[Word]) -> list[Word]:
    """Words without those that a second block read again: lines of a header stand half a line apart and overlap."""
    kept: list[Word] = []
    for word in sorted(words, key=lambda word: -word.confidence):
        x, y = word.box.center
        if not any(_over(other.box, x, y) and _over(word.box, *other.box.center) for other in kept):
            kept.append(word)
    order = {id(word): n for n, word in enumerate(words)}
    return sorted(kept, key=lambda word: order[id(word)])


def _lost(stretch: Stretch, read: Sequence[Word]) -> list[Word]:
    """Words that the page as a whole showed surely, and where the columns, read one by one, show nothing."""
    return [
        word
        for row in stretch.rows
        for word in row.line.words
        if word.confidence >= SURE and sum(map(str.isalpha, word.text)) >= LETTERS
        and not any(_meets(word.box, other.box) for other in read)
    ]  # fmt: skip


def _meets(a: Box, b: Box) -> bool:
    across = min(a.x1, b.x1) - max(a.x0, b.x0) > BESIDE * min(a.width, b.width)
    return across and abs(a.center[1] - b.center[1]) < LINE * min(a.height, b.height)


def _over(box: Box, x: float, y: float) -> bool:
    return box.x0 < x < box.x1 and abs(y - box.center[1]) < SAME_LINE * box.height
