"""Tables as made plans print them and as they were read, in one form for scoring."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus.blocks import TableBlock
    from models.table import Table


@dataclass(frozen=True)
class Box:
    """A cell of a logical table: place and extent, counted from 0, and its text."""

    row: int
    column: int
    row_span: int
    col_span: int
    text: str


def printed_table(block: TableBlock) -> list[Box]:
    """The logical table that a block prints."""
    columns = len(block.widths)
    cells: list[Box] = []
    for n, row in enumerate(block.rows):
        texts = list(row.cells)
        spans = list(row.spans) or [1] * len(texts)
        if row.kind == "group":
            split = block.group_style == "split"
            texts = texts if split else [f"{texts[0]}. {texts[1]}" if texts[0] else texts[1]]
            spans = [1, columns - 1] if split else [columns]
        column = 0
        for text, span in zip(texts, spans, strict=True):
            over = next((k for k, cell in enumerate(cells) if cell.column == column and cell.row + cell.row_span == n
                         and column in row.merge), None)  # fmt: skip
            if over is not None:
                cells[over] = replace(cells[over], row_span=cells[over].row_span + 1)
                if text:
                    cells[over] = replace(cells[over], text=f"{cells[over].text} {text}".strip())
            else:
                cells.append(Box(n, column, 1, span, " ".join(text.split())))
            column += span
    return cells


def table_boxes(table: Table) -> list[Box]:
    """The logical table that was read."""
    return [
        Box(cell.row - 1, cell.column - 1, cell.row_span, cell.col_span, " ".join(cell.text.split()))
        for cell in table.cells
    ]


def to_html(cells: Sequence[Box]) -> str:
    """A table as HTML, places in no cell as empty cells."""
    rows = 1 + max((cell.row for cell in cells), default=0)
    columns = max((cell.column + cell.col_span for cell in cells), default=1)
    held = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.col_span)
    }
    starts = {(cell.row, cell.column): cell for cell in cells}
    lines = []
    for row in range(rows):
        line = ""
        for column in range(columns):
            cell = starts.get((row, column))
            if cell is not None:
                line += f'<td rowspan="{cell.row_span}" colspan="{cell.col_span}">{html.escape(cell.text)}</td>'
            elif (row, column) not in held:
                line += '<td rowspan="1" colspan="1"></td>'
        lines.append(f"<tr>{line}</tr>")
    return f"<html><body><table>{''.join(lines)}</table></body></html>"


def rows_of(cells: Sequence[Box]) -> list[dict[int, str]]:
    """Texts by column, row by row; a merged cell stands in the first row and column that it covers."""
    rows: list[dict[int, str]] = [{} for _ in range(1 + max((cell.row for cell in cells), default=-1))]
    for cell in cells:
        if cell.text:
            rows[cell.row][cell.column] = cell.text
    return rows


def broken_rows(layout: Path) -> list[list[tuple[int, int]]]:
    """For each table the rows on both sides of each page break that runs through it (equal: a row was cut)."""
    pages = json.loads(layout.read_text(encoding="utf-8"))["pages"]
    breaks: dict[int, list[tuple[int, int]]] = {}
    for above, under in pairwise(pages):
        for table in {cell[0] for cell in above["cells"]} & {cell[0] for cell in under["cells"]}:
            last = max(cell[1] for cell in above["cells"] if cell[0] == table)
            first = [cell[1] for cell in under["cells"] if cell[0] == table and cell[5] in ("cell", "group")]
            if first:
                breaks.setdefault(table, []).append((last, min(first)))
    tables = {cell[0] for page in pages for cell in page["cells"]}
    return [breaks.get(table, []) for table in sorted(tables)]
