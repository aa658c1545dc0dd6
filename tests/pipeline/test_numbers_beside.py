"""Row numbers left of a table whose left side was not found."""

from __future__ import annotations

import pytest

from models.page import Grid, GridCell
from models.source import Box
from pipeline.grids.numbers_beside import take_numbers_beside
from pipeline.transcript.lines import words_to_lines
from tests.pipeline.placed_words import set_line

ROWS = [("Sửa cống", "Tổ một"), ("Sơn cổng", "Tổ hai"), ("Kẻ vạch sân", "Tổ ba"), ("Trồng cây", "Tổ tư")]


def table(rows: list[tuple[str, str]]) -> Grid:
    cells = []
    for n, row in enumerate(rows):
        for column, text in enumerate(row):
            box = Box(x0=114.0 + 200 * column, y0=100.0 + 30 * n, x1=314.0 + 200 * column, y1=130.0 + 30 * n)
            lines = words_to_lines(set_line(text, box.x0 + 4, box.y0 + 8))
            cells.append(GridCell(row=n, column=column, box=box, lines=lines))
    whole = Box(x0=114.0, y0=100.0, x1=514.0, y1=100.0 + 30 * len(rows))
    return Grid(box=whole, rows=len(rows), columns=2, cells=tuple(cells), finder="ruled")


@pytest.mark.parametrize("labels", [("8", "9", "10", "11."), ("8", "9", "", "11"), ("TT", "1", "2", "3")])
def test_numbers_beside_the_rules_are_a_column(labels: tuple[str, ...]) -> None:
    words = [word for n, text in enumerate(labels) for word in set_line(text, 95.0, 108.0 + 30 * n)]
    title = words_to_lines(set_line("PHỤ LỤC", 250.0, 70.0))
    (grid,), rest = take_numbers_beside([table(ROWS)], [*title, *words_to_lines(words)])
    assert [[cell.text for cell in grid.cells if cell.row == n] for n in range(4)] == [
        [label, *row] for label, row in zip(labels, ROWS, strict=True)
    ]
    assert (grid.columns, grid.doubts[-1].code) == (3, "numbers_beside")
    assert rest == tuple(title)


NONE = [
    ("no numbers", ("a)", "xem", "b)", "c)")),
    ("too few", ("8", "", "", "9")),
    ("do not count on", ("40", "12", "7", "99")),
]


@pytest.mark.parametrize(("what", "labels"), NONE, ids=[what for what, _ in NONE])
def test_what_else_stands_beside_stays_outside(what: str, labels: tuple[str, ...]) -> None:
    lines = words_to_lines([word for n, text in enumerate(labels) for word in set_line(text, 80.0, 108.0 + 30 * n)])
    assert take_numbers_beside([table(ROWS)], lines) == ((table(ROWS),), lines)


def test_a_table_with_numbers_of_its_own_takes_none() -> None:
    numbered = table([(str(n), text) for n, (text, _) in enumerate(ROWS, 1)])
    lines = words_to_lines([word for n in range(4) for word in set_line(str(n + 1), 95.0, 108.0 + 30 * n)])
    assert take_numbers_beside([numbered], lines) == ((numbered,), lines)
