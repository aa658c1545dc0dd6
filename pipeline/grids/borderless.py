"""Tables whose rules are missing or drawn in part, found among the words of a page by the white between columns."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from pipeline.grids.aligned import AlignedTable
from pipeline.grids.bands import labels_in
from pipeline.grids.gutters import (
    FEWEST_LINES,
    PARTED,
    Row,
    Stretch,
    find_stretches,
    type_size,
    word_gaps,
)
from pipeline.grids.table_words import is_group_name, is_header_text, is_shouted
from pipeline.transcript.layout import find_phrase
from pipeline.transcript.lines import words_to_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from models.page import Grid, GridCell, Line, Rule, Word
    from pipeline.grids.gutters import Gap

FURNITURE = 0.09
"""Share of the page's height at its top and bottom where a lone number is the page's."""
RIGHT = 0.42
"""Share of the width from which a signature begins."""
MOST_OVER, SHUT_IN = 9, 0.8
"""Lines of a header over others, and the share of the table's width that the rule above it covers."""
CLOSE = 1.5
"""Type sizes between a line and the table below it, or from the table's left side."""
RUN_TOGETHER = 3
"""Numbers in one cell from which it holds several rows."""
TITLE = 8
"""Type sizes that the last line of a title is wide: the header of one column is narrower."""
SAME_EDGE = 4.0
"""Points by which the edges of a header and of the grid below it differ at most."""
HIGHEST_HEAD = 3
"""Rows of a header, its column numbers included."""
_PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")


def find_borderless_grids(
    words: Sequence[Word], rules: Sequence[Rule], width: float, height: float
) -> tuple[tuple[Grid, ...], tuple[Word, ...]]:
    """Find the tables that stand among words without a full net of rules.

    Args:
        words: the words of an upright page outside ruled tables.
        rules: straight lines drawn on it outside ruled tables.
        width: the page's width in points.
        height: its height.

    Returns:
        The grids with their words, from top to bottom, and the words outside them.
    """
    grids: list[Grid] = []
    taken: set[int] = set()
    rows = page_rows(words_to_lines(words), width, height)
    for stretch in whole_stretches(rows, rules):
        grid = stretch_to_grid(stretch, [word for row in stretch.rows for word in row.line.words], rules)
        if grid is not None:
            grids.append(grid)
            taken |= {id(word) for cell in grid.cells for line in cell.lines for word in line.words}
    grids.sort(key=lambda grid: grid.box.y0)
    return tuple(grids), tuple(word for word in words if id(word) not in taken)


def head_words(grids: Sequence[Grid]) -> list[Word]:
    """Words of those ruled grids that may be read without their rules.

    What a grid of nothing but a header heads may stand below it; where names of groups break the rules between columns,
    many rows look like one.
    """
    return [word for grid in grids if _is_loose(grid, grids) for word in _words_of(grid)]


def settle_heads(grids: Sequence[Grid], free: Sequence[Word]) -> tuple[tuple[Grid, ...], tuple[Word, ...]]:
    """Ruled grids without those that went over to a borderless table, and the free words of none of them."""
    loose = {id(word) for word in free}
    kept = tuple(
        grid for grid in grids if not _is_loose(grid, grids) or all(id(word) in loose for word in _words_of(grid))
    )
    inside = {id(word) for word in head_words(kept)}
    return kept, tuple(word for word in free if id(word) not in inside)


def _is_loose(grid: Grid, grids: Sequence[Grid]) -> bool:
    if _is_head(grid):
        return not any(_stands_over(grid, other) for other in grids)
    return any(_is_run_together(grid, cell) for cell in grid.cells if not cell.column)


def _stands_over(head: Grid, grid: Grid) -> bool:
    """Whether a header stands over a ruled grid of its own columns: lines of a group between them part the two."""
    off = max(abs(head.box.x0 - grid.box.x0), abs(head.box.x1 - grid.box.x1))
    return grid.box.y0 >= head.box.y1 - SAME_EDGE and grid.columns == head.columns and off <= SAME_EDGE


def _is_run_together(grid: Grid, first: GridCell) -> bool:
    """Whether the numbers of several rows stand in one cell, and what they number beside it."""
    labels = labels_in([word for line in first.lines for word in line.words])
    rows = range(first.row, first.row + first.row_span)
    beside = [cell for cell in grid.cells if cell.column and cell.row in rows]
    return RUN_TOGETHER <= len(labels) <= max((len(cell.lines) for cell in beside), default=0)


def _is_head(grid: Grid) -> bool:
    named = sum(is_header_text(cell.text) for cell in grid.cells)
    return grid.rows <= HIGHEST_HEAD and 2 * named > len(grid.cells)


def _words_of(grid: Grid) -> list[Word]:
    return [word for cell in grid.cells for line in cell.lines for word in line.words]


def page_rows(
    lines: Sequence[Line], width: float, height: float, white: Callable[[Line], tuple[Gap, ...]] = word_gaps
) -> list[Row]:
    """The lines of a page with the white on their heights; what belongs to no table is a barrier."""
    return [Row(line, white(line), _is_barrier(line, width, height)) for line in lines]


def whole_stretches(rows: Sequence[Row], rules: Sequence[Rule]) -> Iterator[Stretch]:
    """The stretches of a page with the lines above them that are theirs, the longest first; none shares a line."""
    used: set[int] = set()
    stretches = find_stretches(rows)
    while titles := {id(row) for stretch in stretches for row in _titles(stretch, rules)}:
        # Words of a title part gutters by chance: what stands below it is looked at anew.
        rows = [replace(row, barrier=True) if id(row) in titles else row for row in rows]
        stretches = find_stretches(rows)
    for found in sorted(stretches, key=lambda stretch: -len(stretch.rows)):
        if not any(id(row) in used for row in found.rows):
            stretch = _with_lines_above(found, rows, rules, used)
            used |= {id(row) for row in stretch.rows}
            yield stretch


def _titles(stretch: Stretch, rules: Sequence[Rule]) -> tuple[Row, ...]:
    """The lines of a title at the top of a stretch, whose words part its gutters by chance.

    A title is set in capitals, in one piece, and stands over the middle; what lies below a rule is none.
    """
    x0 = min(row.line.box.x0 for row in stretch.rows)
    x1 = max(row.line.box.x1 for row in stretch.rows)
    em = type_size([word for row in stretch.rows for word in row.line.words])
    over = list(takewhile(lambda row: _is_title(row.line, x0, em), stretch.rows[:-FEWEST_LINES]))
    while over and over[-1].line.box.width < TITLE * em:
        over.pop()
    lowest = over[-1].line.box.y0 if over else 0.0
    drawn = [rule for rule in rules if rule.horizontal and rule.y0 < lowest]
    return () if any(min(rule.x1, x1) - max(rule.x0, x0) > SHUT_IN * (x1 - x0) for rule in drawn) else tuple(over)


def _is_title(line: Line, x0: float, em: float) -> bool:
    whole = all(b.box.x0 - a.box.x1 < em for a, b in pairwise(line.words))
    capitals = line.text.isupper() or is_shouted(line.text) or line.text.casefold().startswith("phụ lục")
    return whole and line.box.x0 > x0 + CLOSE * em and capitals


def _with_lines_above(stretch: Stretch, rows: Sequence[Row], rules: Sequence[Rule], used: set[int]) -> Stretch:
    """The stretch with the lines right above it that hide its gutters and belong to it all the same.

    Names over several columns of the header, which a rule shuts in, or the name of a group at the top of a page.
    """
    first = top = next(k for k, row in enumerate(rows) if row is stretch.rows[0])
    x0, x1 = _sides(stretch, rules)
    for k in range(first - 1, max(first - 1 - MOST_OVER, -1), -1):
        line, box, under = rows[k].line, rows[k].line.box, rows[k + 1].line.box
        em = box.height
        outside = box.x0 < x0 - em or box.x1 > x1 + em or under.y0 - box.y1 > PARTED * em
        if rows[k].barrier or outside or id(rows[k]) in used:
            break
        over = [rule for rule in rules if rule.horizontal and 0 <= box.y0 - rule.y0 < em]
        shut_in = sum(min(rule.x1, x1) - max(rule.x0, x0) for rule in over) > SHUT_IN * (x1 - x0)
        at_left = box.x0 < x0 + CLOSE * em and under.y0 - box.y1 < CLOSE * em
        if shut_in or (at_left and is_group_name(line.text)):
            top = k
    added = tuple(rows[top:first])
    crossing = frozenset(range(len(added))) | {n + len(added) for n in stretch.crossing}
    return Stretch((*added, *stretch.rows), crossing, stretch.gutters) if added else stretch


def _sides(stretch: Stretch, rules: Sequence[Rule]) -> Gap:
    """Left and right side of a stretch: those of its words, and of the rules around it that go over nearly all of it.

    Names in a header may stand further out than what its columns hold.
    """
    x0 = min(row.line.box.x0 for row in stretch.rows)
    x1 = max(row.line.box.x1 for row in stretch.rows)
    top, bottom, em = stretch.rows[0].line.box.y0, stretch.rows[-1].line.box.y1, stretch.rows[0].line.box.height
    whole = [
        rule for rule in rules
        if rule.horizontal and top - 2 * MOST_OVER * em < rule.y0 < bottom + em
        and min(rule.x1, x1) - max(rule.x0, x0) > SHUT_IN * (x1 - x0)
    ]  # fmt: skip
    return min([x0, *(rule.x0 for rule in whole)]), max([x1, *(rule.x1 for rule in whole)])


def stretch_to_grid(stretch: Stretch, words: Sequence[Word], rules: Sequence[Rule]) -> Grid | None:
    """The table that a stretch of lines is, with `words` in its cells; None where too little speaks for one."""
    return AlignedTable(stretch, words, rules).grid() if words else None


def _is_barrier(line: Line, width: float, height: float) -> bool:
    """Whether a line belongs to no table: the page's number, a letterhead, a list of receivers, a signature."""
    y = line.box.center[1]
    if _PAGE_NUMBER.fullmatch(line.text) and not FURNITURE * height < y < (1 - FURNITURE) * height:
        return True
    if find_phrase(line.words, "foot", "left") == 0 or find_phrase(line.words, "head", "right") is not None:
        return True
    at = find_phrase(line.words, "foot", "right") if line.box.x0 > RIGHT * width else None
    # A capacity is set in capitals; "Thủ trưởng các phòng" in a cell is a body.
    return at in (0, 1) and _is_upper(line.words[at : at + 2])


def _is_upper(words: Sequence[Word]) -> bool:
    letters = [char for word in words for char in word.text if char.isalpha()]
    return 2 * sum(char.isupper() for char in letters) > len(letters)
