"""One workbook for an office: a sheet a table, typed, with a frozen filtered header; tasks by agency; a legend.

Written as ECMA-376 parts directly: a workbook of 700 plans holds four million cells, which the libraries for it take a
minute to write (docs/decisions/0005.md). Cells leave out their optional references; text is inline, never a formula.
"""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from models.columns import TABLES
from pipeline.export.agency_tasks import tasks_by_agency
from pipeline.export.dictionary import TASKS_PRINTED, Column, columns_of, legend_rows
from pipeline.export.part_file import PartFile
from pipeline.export.rows import text_of
from pipeline.export.workbook_parts import (
    LEGEND_WIDTHS,
    PACKAGE_RELATIONS,
    STYLES,
    Sheet,
    content_types,
    workbook_relations,
    workbook_xml,
    xml_text,
)
from pipeline.export.zip_parts import Sum, ZipParts, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.export.rows import Cell, Row

NAME = "kehoach.xlsx"
MAX_ROWS = 1_048_576
"""Rows of a sheet, its header included (Excel's limit)."""
MAX_BYTES = 1 << 31
"""Of a sheet, before it goes on in another (a part of a zip holds four gigabytes)."""
TOGETHER = 2_000
"""Rows of the sheet by agency that are deflated as one piece."""
EPOCH = date(1899, 12, 30).toordinal()
PLAIN, HEADER, TEXT, DAY, QUOTED, WRAPPED, TOP, TOP_DAY, TOP_QUOTED = range(9)
"""Cell styles, in the order of `STYLES`."""
IN_WRAPPED_ROW = {PLAIN: TOP, TEXT: WRAPPED, DAY: TOP_DAY, QUOTED: TOP_QUOTED}
FORMULA = tuple("=+-@\t\r")
FULL = 1.1
"""Letters of running text in the room of one digit, by which widths are measured."""
LINE, MOST_LINES = 15, 27
"""Points of a line of text, and lines of a row (409 points are Excel's limit)."""


def cell_xml(cell: Cell, style: int = TEXT) -> str:
    """Write one cell: text as text whatever it begins with, numbers, dates and yes/no as such."""
    if cell is None:
        return "<c/>"
    if style == WRAPPED:
        return _wrapped_cell_xml(cell)
    if isinstance(cell, str):
        return _text_xml(cell, style)
    if isinstance(cell, bool):
        return f'<c t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, date):
        return f'<c s="{DAY}"><v>{cell.toordinal() - EPOCH}</v></c>'
    if isinstance(cell, int | float | Decimal):
        return f"<c><v>{text_of(cell)}</v></c>"
    raise TypeError(f"no cell holds a {type(cell).__name__}")


def _wrapped_cell_xml(cell: Cell) -> str:
    """Write a cell of a wrapped row: everything stands at its top."""
    plain = cell_xml(cell).replace("<c><v>", f'<c s="{PLAIN}"><v>', 1)
    style = plain[len('<c s="') : plain.index('"', len('<c s="'))]
    return plain.replace(style, str(IN_WRAPPED_ROW.get(int(style), style)), 1) if style.isdigit() else plain


def rows_xml(rows: Iterable[Sequence[Cell]], style: int = TEXT) -> bytes:
    """Write rows of a sheet."""
    return "".join(f"<row>{''.join(cell_xml(cell, style) for cell in row)}</row>" for row in rows).encode()


def _column_xml(column: Column, cells: Sequence[Cell]) -> list[str]:
    """Write the cells of a column as `cell_xml` does."""
    if column.type == "text":
        return ["<c/>" if cell is None else _text_xml(str(cell), TEXT) for cell in cells]
    if column.type == "int":
        return ["<c/>" if cell is None else f"<c><v>{cell}</v></c>" for cell in cells]
    return [cell_xml(cell) for cell in cells]


def _text_xml(text: str, style: int) -> str:
    shown = QUOTED if text.startswith(FORMULA) else style
    return f'<c s="{shown}" t="inlineStr"><is><t xml:space="preserve">{xml_text(text)}</t></is></c>'


def wrapped_row_xml(row: Sequence[Cell], widths: Sequence[int]) -> bytes:
    """Write a row whose text is wrapped, as high as its longest cell needs (programs do not measure it themselves)."""
    lines = max(math.ceil(len(text_of(cell)) / (width * FULL)) for cell, width in zip(row, widths, strict=True))
    cells = "".join(cell_xml(cell, WRAPPED) for cell in row)
    return f'<row ht="{LINE * min(max(lines, 1), MOST_LINES)}" customHeight="1">{cells}</row>'.encode()


class WorkbookFormat:
    """All tables in one file."""

    name = "xlsx"

    def render(self, table: str, rows: Sequence[Row]) -> bytes:
        """Write rows of a table's sheet, a column at a time: a cell of a known type needs no look at what it is."""
        columns = zip(columns_of(table), zip(*rows, strict=True), strict=True)
        cells = zip(*(_column_xml(column, held) for column, held in columns), strict=True)
        return packed("".join([f"<row>{''.join(row)}</row>" for row in cells]).encode())

    def writer(self, folder: Path, note: str = "") -> WorkbookWriter:
        """Begin the workbook; its legend says what it was narrowed to."""
        return WorkbookWriter(folder, note)


def agency_pieces(documents: Sequence[Row], tasks: Sequence[Row]) -> list[tuple[bytes, bytes]]:
    """Write the tasks of one document as rows of the sheet by agency, each after the bytes that rows are ordered by."""
    widths = [column.width for column in columns_of("tasks_by_agency")]
    return [(task.order, wrapped_row_xml(task.row, widths)) for task in tasks_by_agency(documents, tasks)]


class _GrowingSheet:
    """A sheet's rows beside the workbook until it is closed."""

    def __init__(self, folder: Path, name: str, columns: Sequence[Column]) -> None:
        self.name = name
        self.columns = columns
        self.rows = 1
        self.sum = Sum()
        self.body = PartFile(folder / f".{name}.rows")

    def add(self, piece: bytes, rows: int) -> None:
        """Keep deflated rows."""
        added, blocks = unpacked(piece)
        self.sum = self.sum.then(added)
        self.body.write(blocks)
        self.rows += rows

    def sheet(self) -> Sheet:
        widths = tuple(column.width for column in self.columns)
        printed = TASKS_PRINTED if self.name == "tasks_by_agency" else 0
        return Sheet(name=self.name, widths=widths, rows=self.rows, filtered=True, printed=printed)

    def write(self, package: ZipParts, name: str, sheet: Sheet) -> None:
        """Put the sheet into the workbook: its frame around the rows."""
        header = rows_xml([[column.name for column in self.columns]], HEADER)
        before, first = unpacked(packed(sheet.head() + header))
        after, last = unpacked(packed(sheet.tail()))
        self.body.file.seek(0)
        rows = iter(partial(self.body.file.read, 1 << 20), b"")
        package.add(name, before.then(self.sum).then(after), chain([first], rows, [last]))


class WorkbookWriter:
    """Collects the rows of every sheet, then zips them."""

    def __init__(self, folder: Path, note: str) -> None:
        self._folder = folder
        self._note = note
        self._sheets = {table: [_GrowingSheet(folder, table, columns_of(table))] for table in TABLES}
        self._agency_tasks = PartFile(folder / ".agency_tasks.rows")
        self._agency_order: list[tuple[bytes, int, int]] = []
        self._workbook = PartFile(folder / NAME)

    def add_tasks(self, pieces: Sequence[tuple[bytes, bytes]]) -> None:
        """Keep rows for the sheet by agency on the disk; only their order is held in memory."""
        for order, row in pieces:
            self._agency_order.append((order, self._agency_tasks.file.tell(), len(row)))
            self._agency_tasks.write(row)

    def append(self, table: str, piece: bytes, rows: int) -> None:
        """Add rows to a table's sheet; a full sheet goes on in a second one."""
        sheets = self._sheets[table]
        if sheets[-1].rows + rows > MAX_ROWS or sheets[-1].sum.size > MAX_BYTES:
            sheets.append(_GrowingSheet(self._folder, f"{table} ({len(sheets) + 1})", columns_of(table)))
        sheets[-1].add(piece, rows)

    def close(self) -> tuple[Path, ...]:
        """Zip the parts and put the workbook into its place."""
        self._append_agency_tasks()
        growing = [sheet for sheets in self._sheets.values() for sheet in sheets]
        legend = Sheet(name="legend", widths=LEGEND_WIDTHS, rows=0, filtered=False)
        sheets = [*(sheet.sheet() for sheet in growing), legend]
        package = ZipParts(self._workbook.file)
        package.add_content("[Content_Types].xml", content_types(len(sheets)))
        package.add_content("_rels/.rels", PACKAGE_RELATIONS)
        package.add_content("xl/workbook.xml", workbook_xml(sheets))
        package.add_content("xl/_rels/workbook.xml.rels", workbook_relations(len(sheets)))
        package.add_content("xl/styles.xml", STYLES)
        for number, (part, sheet) in enumerate(zip(growing, sheets, strict=False), 1):
            part.write(package, f"xl/worksheets/sheet{number}.xml", sheet)
        body = b"".join(wrapped_row_xml(row, LEGEND_WIDTHS) for row in self._legend())
        package.add_content(f"xl/worksheets/sheet{len(sheets)}.xml", legend.head() + body + legend.tail())
        package.close()
        self.discard_rows()
        self._workbook.commit()
        return (self._workbook.path,)

    def _append_agency_tasks(self) -> None:
        """Make the sheet by agency of the rows that wait for it, in their order."""
        name = "tasks_by_agency"
        self._sheets[name] = [_GrowingSheet(self._folder, name, columns_of(name))]
        in_order = sorted(self._agency_order)
        for first in range(0, len(in_order), TOGETHER):
            rows = []
            for _, start, length in in_order[first : first + TOGETHER]:
                self._agency_tasks.file.seek(start)
                rows.append(self._agency_tasks.file.read(length))
            self.append(name, packed(b"".join(rows)), len(rows))

    def _legend(self) -> Iterable[Sequence[Cell]]:
        if self._note:
            yield ("Lọc / filter", self._note, None, None, None, None)
        yield from ([text or None for text in row] for row in legend_rows())

    def discard_rows(self) -> None:
        """Forget the rows beside the workbook."""
        self._agency_tasks.discard()
        for sheets in self._sheets.values():
            for sheet in sheets:
                sheet.body.discard()

    def discard(self) -> None:
        """Leave nothing behind."""
        self.discard_rows()
        self._workbook.discard()
