"""Tables as read against tables as printed: TEDS and GriTS by the published packages, and cells row by row.

TEDS: Zhong et al., "Image-based table recognition", ECCV 2020 (package table-recognition-metric). GriTS: Smock et al.,
"GriTS: grid table similarity metric", ICDAR 2023 (package grits-metric). Both are the extra `scores`; without them the
cell score alone is given.
"""

from __future__ import annotations

import html
import importlib.util
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz

from models.report import Measure, Tally
from pipeline.golden.fact_matching import SOFT, likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.plan import PlanDocument

SAME_TABLE = 40.0
"""Share of letters alike (in percent) from which two tables are one."""
MOST_CELLS = 420
"""Cells up to which a table is held against another by tree edits and grids: both cost the square of them."""
ABSENT = "TEDS and GriTS are left out: install the extra `scores` (grits-metric, table-recognition-metric)"


class GridCell(NamedTuple):
    """A cell of a logical table; rows and columns count from 0."""

    row: int
    column: int
    row_span: int
    col_span: int
    group: bool
    text: str


Grid = tuple[GridCell, ...]


class TableScores(NamedTuple):
    """Scores of a document's tables; `teds` … hold one value a true table (0 where none was read for it)."""

    tallies: tuple[Tally, ...]
    teds: tuple[float, ...] = ()
    teds_structure: tuple[float, ...] = ()
    grits_content: tuple[float, ...] = ()
    grits_topology: tuple[float, ...] = ()


def packages_present() -> bool:
    """Whether the published scores can be had."""
    return all(importlib.util.find_spec(name) for name in ("grits", "table_recognition_metric"))


def true_tables(layout: dict[str, Any]) -> tuple[Grid, ...]:
    """Join the pieces of cells over pages to logical tables; headers printed again on a page count once."""
    pieces: dict[int, dict[tuple[int, int], list[Any]]] = defaultdict(dict)
    for page in layout["pages"]:
        for table, row, column, row_span, col_span, kind, text, *_ in page["cells"]:
            cell = pieces[table].get((row, column))
            if cell is None:
                pieces[table][row, column] = [row_span, col_span, kind, text]
            elif kind not in ("header", "numbers"):
                cell[3] = f"{cell[3]} {text}".strip()
    return tuple(
        _renumbered(
            GridCell(row, column, spans[0], spans[1], spans[2] == "group", spans[3])
            for (row, column), spans in sorted(cells.items())
        )
        for _, cells in sorted(pieces.items())
    )


def read_tables(plan: PlanDocument) -> tuple[Grid, ...]:
    """The logical tables of a plan as read."""
    return tuple(
        _renumbered(
            GridCell(cell.row - 1, cell.column - 1, cell.row_span, cell.col_span, cell.kind == "group", cell.text)
            for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column))
        )
        for table in plan.tables
    )


def _renumbered(cells: Any) -> Grid:
    """Count rows without gaps: rows printed outside the grid have none in it."""
    held = list(cells)
    place = {row: index for index, row in enumerate(sorted({cell.row for cell in held}))}
    return tuple(cell._replace(row=place[cell.row]) for cell in held)


def score_tables(plan: PlanDocument, layout: dict[str, Any]) -> TableScores:
    """Score the tables of a plan against those printed.

    Tables are paired by their words. Group rows that stand outside the printed grid are no rows of it.
    """
    true, read = true_tables(layout), list(read_tables(plan))
    pairs: list[tuple[Grid, Grid | None]] = []
    for grid in true:
        mate = max(read, key=lambda other: _alike(grid, other), default=None)
        if mate is None or _alike(grid, mate) < SAME_TABLE:
            pairs.append((grid, None))
            continue
        read.remove(mate)
        pairs.append((grid, mate if any(cell.group for cell in grid) else _without_groups(mate)))
    paired = sum(mate is not None for _, mate in pairs)
    tallies = (
        Tally(name="tables", right=paired, found=paired + len(read), expected=len(true)),
        *_cell_tallies(pairs, read),
    )
    if not true or not packages_present():
        return TableScores(tallies)
    return TableScores(tallies, *zip(*(_published(grid, mate) for grid, mate in pairs), strict=True))


def _alike(one: Grid, other: Grid) -> float:
    return fuzz.ratio(" ".join(cell.text for cell in one), " ".join(cell.text for cell in other))


def _without_groups(grid: Grid) -> Grid:
    return _renumbered(cell for cell in grid if not cell.group)


def _rows(grid: Grid) -> list[dict[int, str]]:
    rows: list[dict[int, str]] = [{} for _ in range(max((cell.row for cell in grid), default=-1) + 1)]
    for cell in grid:
        rows[cell.row][cell.column] = cell.text
    return rows


def _cell_tallies(pairs: Sequence[tuple[Grid, Grid | None]], extra: Sequence[Grid]) -> tuple[Tally, Tally]:
    """Count cells that stand in their column of their row: exactly as printed, and nearly so."""
    right = near = found = expected = 0
    for grid, mate in pairs:
        true, read = _rows(grid), _rows(mate or ())
        expected += sum(map(len, true))
        found += sum(map(len, read))
        for i, j in _aligned(true, read):
            for column, text in true[i].items():
                if column in read[j]:
                    like = likeness(text, read[j][column])
                    right += like == 1.0
                    near += like >= SOFT
    found += sum(map(len, extra))
    return (
        Tally(name="tables.cells", right=right, found=found, expected=expected),
        Tally(name="tables.cells_soft", right=near, found=found, expected=expected),
    )


def _aligned(true: Sequence[dict[int, str]], read: Sequence[dict[int, str]]) -> list[tuple[int, int]]:
    """Align rows in order so that most letters agree (Needleman and Wunsch)."""
    texts = [[" ".join(row.values()) for row in rows] for rows in (true, read)]
    gain = [[fuzz.ratio(one, other) * max(len(one), 1) for other in texts[1]] for one in texts[0]]
    best = [[0.0] * (len(read) + 1) for _ in range(len(true) + 1)]
    for i in range(len(true) - 1, -1, -1):
        for j in range(len(read) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], gain[i][j] + best[i + 1][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(true) and j < len(read):
        if best[i][j] == gain[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _as_html(grid: Grid) -> str:
    lines: dict[int, list[str]] = defaultdict(list)
    for cell in grid:
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.col_span}"' if cell.col_span > 1 else ""
        lines[cell.row].append(f"<td{spans}>{html.escape(cell.text)}</td>")
    rows = "".join(f"<tr>{''.join(cells)}</tr>" for _, cells in sorted(lines.items()))
    return f"<html><body><table>{rows}</table></body></html>"


def _published(grid: Grid, mate: Grid | None) -> tuple[float, float, float, float]:
    """TEDS with text and of structure alone, GriTS of content and of topology; 0 where no table was read."""
    if mate is None or not mate:
        return 0.0, 0.0, 0.0, 0.0
    from grits import grits_con, grits_top, html_to_grids
    from table_recognition_metric import TEDS

    true, read = (_as_html(_cut(one)) for one in (grid, mate))
    grids = html_to_grids(true), html_to_grids(read)
    return (
        float(TEDS()(read, true)),
        float(TEDS(structure_only=True)(read, true)),
        float(grits_con(grids[0]["con"], grids[1]["con"])[0]),
        float(grits_top(grids[0]["top"], grids[1]["top"])[0]),
    )


def _cut(grid: Grid) -> Grid:
    """Keep the first rows of a very long table, so that the scores end in reasonable time."""
    wide = max(cell.column for cell in grid) + 1
    return tuple(cell for cell in grid if cell.row < max(1, MOST_CELLS // wide))


def table_measures(scores: Sequence[TableScores]) -> tuple[Measure, ...]:
    """Mean of the published scores over all true tables."""
    named = {
        "tables.teds": "teds",
        "tables.teds_structure": "teds_structure",
        "tables.grits_content": "grits_content",
        "tables.grits_topology": "grits_topology",
    }
    measures = []
    for name, field in named.items():
        values = [value for one in scores for value in getattr(one, field)]
        if values:
            measures.append(Measure(name=name, value=round(sum(values) / len(values), 5), count=len(values)))
    return tuple(measures)
