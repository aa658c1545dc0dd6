"""Tables that a program drew: rules are vectors, so cells are exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.page import Grid, GridCell, Word
from models.source import Box
from pipeline.lines import words_to_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "pdfplumber"
SAME_RULE = 3.0
"""Points within which two cell edges are one rule (a border 0.5 pt wide is drawn as two edges)."""
THICKEST_RULE = 3.0
"""Points: a filled box this thin is a rule (borders are often drawn so)."""
SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": SAME_RULE,
    "join_tolerance": SAME_RULE,
    "intersection_tolerance": SAME_RULE,
    # Dotted fill-in lines and underlines shorter than a letter are no rules.
    "edge_min_length": 6,
}


def find_vector_grids(page: Any, words: Sequence[Word]) -> tuple[tuple[Grid, ...], tuple[Word, ...]]:
    """Find the tables drawn on an upright pdfplumber page and put the words into their cells.

    Returns the grids from top to bottom and the words outside them. A frame of one cell is no table: its text stays
    outside. Merged cells keep their span; words between the rules of no cell stay outside the grid.
    """
    rest = list(words)
    grids = []
    tables = page.filter(_is_drawn).find_tables(table_settings=SETTINGS)
    for table in sorted(tables, key=lambda table: table.bbox[1]):
        boxes = [Box(x0=x0, y0=y0, x1=x1, y1=y1) for x0, y0, x1, y1 in dict.fromkeys(table.cells)]
        if len(boxes) < 2:
            continue
        inside = [[word for word in rest if _in(word, box)] for box in boxes]
        if not any(inside):
            continue
        taken = {id(word) for members in inside for word in members}
        rest = [word for word in rest if id(word) not in taken]
        grids.append(_grid(boxes, inside))
    return tuple(grids), tuple(rest)


def _is_drawn(thing: dict[str, Any]) -> bool:
    """Whether something can be a rule: a visible line, the outline of a box, or a box as thin as a line.

    Word lays a white box behind each line of shaded text: its edges show nothing.
    """
    if thing["object_type"] == "line":
        return not _is_white(thing.get("stroking_color"))
    if thing["object_type"] not in ("rect", "curve"):
        return False
    if thing.get("stroke") and not _is_white(thing.get("stroking_color")):
        return True
    thin = min(thing["x1"] - thing["x0"], thing["bottom"] - thing["top"]) <= THICKEST_RULE
    return bool(thing.get("fill")) and thin and not _is_white(thing.get("non_stroking_color"))


def _is_white(colour: Any) -> bool:
    """Whether a PDF colour (grey, RGB or CMYK; a number or a sequence of them) is white."""
    parts = tuple(colour) if isinstance(colour, list | tuple) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    return all(part <= 0.02 for part in parts) if len(parts) == 4 else all(part >= 0.98 for part in parts)


def _in(word: Word, box: Box) -> bool:
    x, y = word.box.center
    return box.x0 <= x < box.x1 and box.y0 <= y < box.y1


def _grid(boxes: list[Box], inside: list[list[Word]]) -> Grid:
    """Number rows and columns by the rules that the cells share."""
    xs = _rules([edge for box in boxes for edge in (box.x0, box.x1)])
    ys = _rules([edge for box in boxes for edge in (box.y0, box.y1)])
    cells = []
    for box, members in zip(boxes, inside, strict=True):
        row, column = _nearest(ys, box.y0), _nearest(xs, box.x0)
        cells.append(
            GridCell(
                row=row,
                column=column,
                row_span=max(1, _nearest(ys, box.y1) - row),
                col_span=max(1, _nearest(xs, box.x1) - column),
                box=box,
                lines=words_to_lines(members),
            )
        )
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(
        box=Box(x0=xs[0], y0=ys[0], x1=xs[-1], y1=ys[-1]),
        rows=len(ys) - 1,
        columns=len(xs) - 1,
        cells=tuple(cells),
        finder=NAME,
    )


def _rules(edges: list[float]) -> list[float]:
    """Fold edges that lie on one rule together, in order."""
    rules: list[float] = []
    for edge in sorted(edges):
        if not rules or edge - rules[-1] > SAME_RULE:
            rules.append(edge)
    return rules


def _nearest(rules: list[float], edge: float) -> int:
    return min(range(len(rules)), key=lambda k: abs(rules[k] - edge))
