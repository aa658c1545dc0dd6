"""Columns that do not state one thing a cell: crosses under times, and a product together with its time."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.column_contents import words_of
from extractors.deadlines import states_time
from extractors.labels import roman
from extractors.table_columns import match_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from models.table import Table

_FEWEST, _MOSTLY, _LONGEST_MARK = 3, 0.8, 2
"""Columns of times, share of their filled cells that hold a cross or a tick, and letters of one."""
_UNITS = {"quy": "Quý", "thang": "Tháng", "nam": "Năm"}
_PARTS = re.compile(r"\s*[;\n]\s*|:\s+|\s+[-–]\s+|,\s+|\.\s+|\s*(?=\()")


def marked_times(table: Table) -> dict[int, str]:
    """Columns (from 0) in which crosses tell when: the time that heads each ("Quý II", "Tháng 4"); empty for others.

    Their times follow each other, under one cell that names their unit or each with its own.
    """
    heads = _stacks(table)
    times = {column: time for column, stack in heads.items() if (time := _time_of(stack))}
    cells = [
        cell.text.strip() for cell in table.cells if cell.kind == "cell" and cell.column - 1 in times and cell.text
    ]
    marks = [text for text in cells if len(text) <= _LONGEST_MARK and not text.isdigit()]
    columns = sorted(times)
    beside = columns == list(range(columns[0], columns[0] + len(columns))) if columns else False
    return times if beside and len(columns) >= _FEWEST and cells and len(marks) >= _MOSTLY * len(cells) else {}


def _stacks(table: Table) -> dict[int, list[str]]:
    """Header texts over each column (from 0), from top to bottom."""
    heads: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda cell: cell.row):
        if cell.kind == "header" and cell.text:
            for column in range(cell.column - 1, cell.column - 1 + cell.col_span):
                heads.setdefault(column, []).append(cell.text)
    return heads


def _time_of(stack: Sequence[str]) -> str:
    """The quarter, month or year that heads a column, "" for other words."""
    low = words_of(stack[-1])
    match = re.fullmatch(r"(?:(?P<unit>quy|thang|nam|[qt](?=\d)) ?)?(?P<count>\d{1,4}|[ivx]{1,4})", low)
    if match is None:
        return ""
    above = next((unit for unit in _UNITS if f" {unit} " in f" {words_of(' '.join(stack[:-1]))} "), "")
    unit = {"q": "quy", "t": "thang"}.get(match["unit"] or "", match["unit"] or above)
    count = int(match["count"]) if match["count"].isdigit() else (roman(match["count"].upper()) or 0)
    if unit == "quy" and 1 <= count <= 4:
        return f"{_UNITS[unit]} {('I', 'II', 'III', 'IV')[count - 1]}"
    if unit == "thang" and 1 <= count <= 12:
        return f"{_UNITS[unit]} {count}"
    return f"{_UNITS['nam']} {count}" if unit in ("nam", "") and 2000 <= count < 2100 else ""


def names_product_and_time(header: str, lexicon: Lexicon) -> bool:
    """Whether a header promises what comes out and until when in one cell ("Sản phẩm, thời gian")."""
    parts = [part for part in re.split(r"[,;/&]|\bvà\b|-", header) if part.strip()]
    roles = [match.role for part in parts if (match := match_header(part.strip(), lexicon)) is not None]
    return sorted(roles) == ["deadline", "output"]


def part_product_and_time(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """Part a cell into what comes out and until when: the pieces at its end, or at its beginning, that name a time.

    Where no piece of its own does, the whole cell is both.
    """
    cuts = [0, *(match.end() for match in _PARTS.finditer(text)), len(text)]
    pieces = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
    timed = [states_time(text[a:b], lexicon) for a, b in pieces]
    if all(timed) or not any(timed):
        return (text, text) if any(timed) else (text, "")
    if timed[-1]:
        first = len(timed) - next(n for n, told in enumerate(reversed(timed)) if not told)
        product, time = text[: pieces[first][0]], text[pieces[first][0] :]
    elif timed[0]:
        last = next(n for n, told in enumerate(timed) if not told)
        product, time = text[pieces[last][0] :], text[: pieces[last][0]]
    else:
        return text, text
    return product.strip(" \n,;:.–-("), time.strip(" \n,;:–-()")
