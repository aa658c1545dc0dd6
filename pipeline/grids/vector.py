"""Tables that a program drew: rules are vectors, so cells are exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdfplumber.table import merge_edges
from pdfplumber.utils import filter_edges

from models.page import Grid, GridCell, Rule, Word
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
SHORTEST_DOT = 0.3
"""Points; rules may be made of dots."""
CORNER = 6.0
"""Points by which a rule across may end before the rule down that it meets (dots leave a gap there)."""
DOTTED_GAP = 7.5
"""Points between the dots on both sides of a rule down, where a dotted rule crosses it."""
FEWEST_ENDS = 3
"""Rules down that end at one height from which an edge is seen there; one fewer where others go on."""
SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": SAME_RULE,
    "join_x_tolerance": DOTTED_GAP,
    "join_y_tolerance": SAME_RULE,
    "intersection_x_tolerance": CORNER,
    "intersection_y_tolerance": SAME_RULE,
    # Dotted fill-in lines and underlines shorter than a letter are no rules.
    "edge_min_length": 6,
    "edge_min_length_prefilter": SHORTEST_DOT,
}


def find_vector_grids(page: Any, words: Sequence[Word]) -> tuple[tuple[Grid, ...], tuple[Word, ...]]:
    """Find the tables drawn on an upright pdfplumber page and put the words into their cells.

    Returns the grids from top to bottom and the words outside them. A frame of one column is no table: its text stays
    outside. Merged cells keep their span; words between the rules of no cell stay outside the grid.
    """
    left, top = page.bbox[0], page.bbox[1]
    rest = list(words)
    grids = []
    sides, ends = open_edges(find_vector_rules(page))
    drawn = {
        "explicit_vertical_lines": [_line(page, rule) for rule in sides],
        "explicit_horizontal_lines": [_line(page, rule) for rule in ends],
    }
    tables = page.filter(_is_drawn).find_tables(table_settings={**SETTINGS, **drawn})
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


def open_edges(rules: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Sides of tables that are drawn open; and rows' edges that only the ends of the rules down show."""
    sides = _open_sides(rules)
    return sides, _open_ends([*rules, *sides])


def _open_ends(rules: Sequence[Rule]) -> list[Rule]:
    """Edges across where rules down end together and none is drawn: tops and bottoms, names of groups over columns."""
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    found: list[Rule] = []
    sure = False
    for y in _rules([end for rule in down for end in (rule.y0, rule.y1)]):
        met = [rule for rule in down if rule.y0 <= y + SAME_RULE and rule.y1 >= y - SAME_RULE]
        ending = [rule for rule in met if min(abs(rule.y0 - y), abs(rule.y1 - y)) <= SAME_RULE]
        x0, x1 = min(rule.x0 for rule in met), max(rule.x0 for rule in met)
        goes_on = len(met) > len(ending)
        drawn = any(abs(rule.y0 - y) <= CORNER and rule.x0 < x1 and rule.x1 > x0 for rule in across)
        if drawn or len(ending) < FEWEST_ENDS - goes_on:
            continue
        crossed = sum(any(_crosses(rule, other) for other in ending) for rule in across)
        sure = sure or goes_on or crossed > 1
        found.append(Rule(x0=x0, y0=y, x1=x1, y1=y))
    return found if sure else []


def _open_sides(rules: Sequence[Rule]) -> list[Rule]:
    """Left and right sides of tables where rules across end together beyond the rules down."""
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    sides = []
    for ends in ([rule.x0 for rule in across], [rule.x1 for rule in across]):
        for x in _rules(ends):
            members = [rule for rule, end in zip(across, ends, strict=True) if abs(end - x) <= SAME_RULE]
            top, bottom = min(rule.y0 for rule in members), max(rule.y0 for rule in members)
            inside = [rule for rule in down if rule.y0 < bottom and rule.y1 > top]
            crossed = sum(
                any(_crosses(rule, other) for rule in members) and top - SAME_RULE <= other.y0 for other in inside
            )
            if len(members) > 2 and crossed > 1 and not any(abs(rule.x0 - x) <= CORNER for rule in inside):
                sides.append(Rule(x0=x, y0=top, x1=x, y1=bottom))
    return sides


def _crosses(across: Rule, down: Rule) -> bool:
    return (
        across.x0 - CORNER <= down.x0 <= across.x1 + CORNER and down.y0 - SAME_RULE <= across.y0 <= down.y1 + SAME_RULE
    )


def _line(page: Any, rule: Rule) -> dict[str, Any]:
    """A rule as pdfplumber knows it."""
    left, above = page.bbox[0], page.bbox[1]
    return {
        "object_type": "line", "x0": rule.x0 + left, "x1": rule.x1 + left, "top": rule.y0 + above,
        "bottom": rule.y1 + above, "height": rule.y1 - rule.y0, "width": rule.x1 - rule.x0,
        "orientation": "h" if rule.horizontal else "v",
    }  # fmt: skip


def find_vector_rules(page: Any) -> tuple[Rule, ...]:
    """The straight lines drawn on an upright pdfplumber page, dots joined to the line that they make."""
    left, top = page.bbox[0], page.bbox[1]
    edges = merge_edges(
        [edge for edge in page.filter(_is_drawn).edges if edge["orientation"] in ("h", "v")],
        snap_x_tolerance=SAME_RULE, snap_y_tolerance=SAME_RULE, join_x_tolerance=DOTTED_GAP, join_y_tolerance=SAME_RULE,
    )  # fmt: skip
    return tuple(
        Rule(x0=edge["x0"] - left, y0=edge["top"] - top, x1=edge["x1"] - left, y1=edge["bottom"] - top)
        for edge in filter_edges(edges, min_length=SETTINGS["edge_min_length"])
    )


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
