"""Rows between which no rule is drawn: told by the numbers and groups in the first column."""

from __future__ import annotations

import pytest

from models.page import Grid, GridCell
from models.source import Box
from pipeline.grids.unruled_rows import part_unruled_rows
from pipeline.transcript.lines import words_to_lines
from tests.pipeline.placed_words import set_line

XS, STEP = (60.0, 100.0, 320.0, 440.0), 16.0


def one_row(*rows: tuple[str, str, str]) -> Grid:
    """A grid whose only row holds several, a line of white apart."""
    cells = []
    for column in range(3):
        words = [
            word
            for n, row in enumerate(rows)
            if row[column]
            for word in set_line(row[column], XS[column] + 4, 100.0 + 1.7 * STEP * n)
        ]
        box = Box(x0=XS[column], y0=95.0, x1=XS[column + 1], y1=110.0 + 1.7 * STEP * len(rows))
        cells.append(GridCell(row=0, column=column, box=box, lines=words_to_lines(words)))
    box = Box(x0=XS[0], y0=95.0, x1=XS[-1], y1=110.0 + 1.7 * STEP * len(rows))
    return Grid(box=box, rows=1, columns=3, cells=tuple(cells), finder="ruled")


ROWS = ("Sửa bảng chỉ dẫn", "Phòng Nội vụ"), ("Mở sổ góp ý", "Văn phòng"), ("Họp với thôn", "Công an")
LABELS = [
    ("1", "2", "3"),
    ("I", "1", "2"),
    ("4", "II", "1"),
    ("01", "03", "04"),
    ("V", "1", "1"),
    ("1", "1.1", "1.2"),
    ("1.4", "2", "2.1"),
    ("II.4", "II.5", "II.6"),
    ("I.1", "1.2", "I.3"),
    ("A.1", "A.2", "A-3"),
]


@pytest.mark.parametrize("labels", LABELS)
def test_rows_are_parted(labels: tuple[str, str, str]) -> None:
    grid = part_unruled_rows(one_row(*((label, *row) for label, row in zip(labels, ROWS, strict=True))))
    assert [next(cell.text for cell in grid.cells if cell.row == n) for n in range(grid.rows)] == list(labels)
    assert [doubt.code for doubt in grid.doubts] == ["rows_by_numbers"]


@pytest.mark.parametrize("labels", [("7", "2020", "45"), ("1", "", ""), ("a", "bc", "d"), ("1.5", "7.2", "3.4")])
def test_other_first_cells_are_left(labels: tuple[str, str, str]) -> None:
    whole = one_row(*((label, *row) for label, row in zip(labels, ROWS, strict=True)))
    assert part_unruled_rows(whole) == whole


def test_a_number_over_compound_ones_is_a_group() -> None:
    rows = ("2", "Việc của thôn", ""), ("2.1", *ROWS[0]), ("2.2", *ROWS[1])
    grid = part_unruled_rows(one_row(*rows))
    assert [(cell.row, cell.col_span) for cell in grid.cells if cell.row < 2] == [(0, 1), (0, 2), *[(1, 1)] * 3]
