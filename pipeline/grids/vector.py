"""Tables that a program drew: rules are vectors, so cells are exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.page import Grid, GridCell, Word
from models.source import Box
from pipeline.transcript.lines import words_to_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "pdfplumber"
SAME_RULE = 3.0
"""Points within which two cell edges are one rule (a border 0.5 pt wide is drawn as two edges)."""
FAINTEST_RULE = 0.05
"""Ink of the palest grey in which tables are ruled; white lines separate nothing that a reader sees."""
DARK = 0.5
"""Ink from which a filled box is a rule, not a shading or a highlighter's mark."""
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

    Returns the grids from top to bottom and the words outside them. A frame of one column is no table: its text stays
    outside. Merged cells keep their span; words between the rules of no cell stay outside the grid.
    """
    left, top = page.bbox[0], page.bbox[1]
    rest = list(words)
    grids = []
    tables = page.filter(_is_drawn).find_tables(table_settings=SETTINGS)
    for table in sorted(tables, key=lambda table: table.bbox[1]):
        boxes = [
            Box(x0=x0 - left, y0=y0 - top, x1=x1 - left, y1=y1 - top) for x0, y0, x1, y1 in dict.fromkeys(table.cells)
        ]
        if len(_rules([box.x0 for box in boxes])) < 2:
            continue
        inside = [[word for word in rest if _in(word, box)] for box in boxes]
        if not any(inside):
            continue
        taken = {id(word) for members in inside for word in members}
        rest = [word for word in rest if id(word) not in taken]
        grids.append(_grid(boxes, inside))
    return tuple(grids), tuple(rest)


def _is_drawn(thing: dict[str, Any]) -> bool:
    """Whether something can be a rule: a visible line, the outline of a box, or a box filled with ink.

    Printers fill a border as a thin or clipped box of the rule's colour. The pale boxes that Word lays behind shaded or
    marked text are no rules.
    """
    if thing["object_type"] == "line":
        return _ink(thing.get("stroking_color")) > FAINTEST_RULE
    if thing["object_type"] not in ("rect", "curve"):
        return False
    if thing.get("stroke") and _ink(thing.get("stroking_color")) > FAINTEST_RULE:
        return True
    return bool(thing.get("fill")) and _ink(thing.get("non_stroking_color")) > DARK


def _ink(colour: Any) -> float:
    """How dark a PDF colour is, 0 (white) to 1 (black): grey, RGB or CMYK, a number or a sequence of them.

    A pattern or a colour space of its own counts as black, as does no colour at all (PDF's default).
    """
    parts = tuple(colour) if isinstance(colour, list | tuple) else (colour,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return 1.0
    if len(parts) == 4:
        return float(min(1.0, max(parts[:3]) + parts[3]))
    return float(1.0 - sum(parts) / len(parts))


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
