from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from models.page import Grid, Page
from models.source import Box
from pipeline.grids.second_opinion import with_second_opinion

COLUMNS, ROWS = [60, 120, 320, 520], [100, 130, 160, 190, 220]


def ruled_page(path: Path) -> Path:
    """A page with one drawn table of four rows and three columns."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for x in COLUMNS:
        canvas.line(x, 842 - ROWS[0], x, 842 - ROWS[-1])
    for y in ROWS:
        canvas.line(COLUMNS[0], 842 - y, COLUMNS[-1], 842 - y)
    for y in ROWS[:-1]:
        for x in COLUMNS[:-1]:
            canvas.drawString(x + 8, 842 - y - 20, "chữ"[:2])
    canvas.save()
    return path


def page_with(rows: int, columns: int) -> Page:
    box = Box(x0=COLUMNS[0], y0=ROWS[0], x1=COLUMNS[-1], y1=ROWS[-1])
    grid = Grid(box=box, rows=rows, columns=columns, cells=(), finder="test")
    return Page(number=1, width=595, height=842, source="text_layer", grids=(grid,))


def test_the_same_shape_is_no_doubt(tmp_path: Path) -> None:
    assert with_second_opinion(page_with(4, 3), ruled_page(tmp_path / "t.pdf")).grids[0].doubts == ()


def test_another_shape_is_a_doubt_that_names_both(tmp_path: Path) -> None:
    (doubt,) = with_second_opinion(page_with(4, 2), ruled_page(tmp_path / "t.pdf")).grids[0].doubts
    assert str(doubt) == "grid_shapes_differ: 4x2 here, 4x3 by camelot"


def test_a_page_without_tables_costs_nothing(tmp_path: Path) -> None:
    page = Page(number=1, width=595, height=842, source="text_layer")
    assert with_second_opinion(page, tmp_path / "never-opened.pdf") is page
