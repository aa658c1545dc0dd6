"""CSV for every program and for Excel in Vietnam: UTF-8 with BOM, CRLF, header always (RFC 4180, docs/interface.md)."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from models.columns import NUMERIC, TABLES
from pipeline.export.dictionary import columns_of
from pipeline.export.part_file import PartFile
from pipeline.export.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.export.dictionary import Column
    from pipeline.export.rows import Cell, Row

Dialect = Literal["rfc", "excel-vi"]
BOM = b"\xef\xbb\xbf"
FORMULA = tuple("=+-@\t\r")
LOOKS_LIKE_FIGURES = re.compile(r"\(?\d[\d\s.,/:%()-]*|\d+[eE]\d+")
"""Text that a spreadsheet would turn into a number or a date: "1/2", "1.1", "02", "80%"."""
CLOSED = frozenset(["comparator"])
"""Columns of a closed list whose words begin like formulas: ">=", "=" and the like stand as they are."""
PLACES = frozenset(["bbox"])
"""Figures that no spreadsheet takes for a number: four of them, joined by commas."""


def guard(name: str, text: str, figures: bool = False) -> str:
    """Keep a spreadsheet from running a text cell as a formula (CWE-1236).

    Args:
        name: The column.
        text: The cell.
        figures: Whether to keep it from making numbers and dates of text as well.
    """
    if name in NUMERIC or name in CLOSED:
        return text
    if text.startswith(FORMULA) or (figures and name not in PLACES and LOOKS_LIKE_FIGURES.fullmatch(text)):
        return "'" + text
    return text


def _column(column: Column, cells: Sequence[Cell]) -> Sequence[object]:
    """Prepare a column for the csv writer, which writes whole numbers, ISO dates and nothing as the contract does."""
    if column.type in ("number", "bool"):
        return [_number_text(cell) for cell in cells]
    if column.type != "text" or column.name in CLOSED:
        return cells
    return ["'" + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in cells]


@lru_cache(1 << 14, typed=True)
def _number_text(cell: Cell) -> str:
    return text_of(cell)


def _local_cell(name: str, cell: Cell) -> str:
    if isinstance(cell, str):
        return guard(name, cell, figures=True)
    return text_of(cell).replace(".", ",") if name in NUMERIC else text_of(cell)


class CsvFormat:
    """A file a table; `excel-vi` with semicolons and decimal commas."""

    name = "csv"

    def __init__(self, dialect: Dialect = "rfc") -> None:
        self.dialect = dialect

    def render(self, table: str, rows: Sequence[Row]) -> bytes:
        """Write rows as lines."""
        if self.dialect == "rfc":
            by_column = zip(columns_of(table), zip(*rows, strict=True), strict=True)
            return self._lines(zip(*(_column(column, cells) for column, cells in by_column), strict=True))
        names = TABLES[table]
        return self._lines([_local_cell(name, cell) for name, cell in zip(names, row, strict=True)] for row in rows)

    def _lines(self, lines: Iterable[Sequence[object]]) -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";" if self.dialect == "excel-vi" else ",", lineterminator="\r\n").writerows(lines)
        return out.getvalue().encode()

    def table_bytes(self, lines: Iterable[Sequence[str]]) -> bytes:
        """Write a table of text that is none of the contract's, its first line the header."""
        return BOM + self._lines([[guard("", cell) for cell in line] for line in lines])

    def writer(self, folder: Path, note: str = "") -> CsvWriter:
        """Begin a file for each table, with its header."""
        return CsvWriter(folder, {table: BOM + self._lines([columns]) for table, columns in TABLES.items()})


class CsvWriter:
    """CSV files that grow together."""

    def __init__(self, folder: Path, headers: dict[str, bytes]) -> None:
        self._files = {table: PartFile(folder / f"{table}.csv") for table in headers}
        for table, header in headers.items():
            self._files[table].write(header)

    def append(self, table: str, piece: bytes, rows: int) -> None:
        """Add lines to a table."""
        self._files[table].write(piece)

    def close(self) -> tuple[Path, ...]:
        """Put the files into their places."""
        for file in self._files.values():
            file.commit()
        return tuple(file.path for file in self._files.values())

    def discard(self) -> None:
        """Leave nothing behind."""
        for file in self._files.values():
            file.discard()
