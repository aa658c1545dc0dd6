"""Drawn tables: cells, merges, and what is no table."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.ocr.text_layer import read_text_layer
from tests.pipeline.pdfs import Sheet


def test_cells_take_their_text_out_of_the_lines(tmp_path: Path) -> None:
    pdf = (
        Sheet(tmp_path / "a.pdf")
        .text(85, 80, "Phụ lục nhiệm vụ")
        .grid([85, 125, 400, 530], [100, 125, 170])
        .text(90, 115, "TT")
        .text(130, 115, "Nội dung")
        .text(405, 115, "Hạn")
        .text(90, 140, "1")
        .text(130, 140, "Nạo vét kênh tưới")
        .text(130, 158, "nội đồng")
        .text(405, 140, "Quý III")
        .save()
    )
    page = read_text_layer(pdf, 1)
    (grid,) = page.grids
    assert (grid.rows, grid.columns) == (2, 3)
    assert [cell.text for cell in grid.cells] == ["TT", "Nội dung", "Hạn", "1", "Nạo vét kênh tưới nội đồng", "Quý III"]
    assert [line.text for line in grid.cells[4].lines] == ["Nạo vét kênh tưới", "nội đồng"]
    assert [line.text for line in page.lines] == ["Phụ lục nhiệm vụ"]


def test_merged_cells_keep_their_span(tmp_path: Path) -> None:
    pdf = (
        Sheet(tmp_path / "a.pdf")
        .grid([85, 125, 400, 530], [100, 125, 150, 175], skip={(1, 1)})
        .text(90, 140, "I")
        .text(130, 140, "CẤP NƯỚC SẠCH")
        .save()
    )
    (grid,) = read_text_layer(pdf, 1).grids
    wide = next(cell for cell in grid.cells if cell.text == "CẤP NƯỚC SẠCH")
    assert (wide.row, wide.column, wide.row_span, wide.col_span) == (1, 1, 1, 2)
    assert {cell.row_span for cell in grid.cells} == {1}


WILD_NO_TABLE = [
    # white boxes behind each line of shaded text (ke-hoach-3125-cchc-dak-nong.pdf, page 1)
    ("white boxes", lambda sheet: [sheet.box(84, 90 + 16 * k, 540, 106 + 16 * k, 1.0) for k in range(4)]),
    # a highlighter's marks
    ("pale boxes", lambda sheet: [sheet.box(84 + 40 * k, 90, 124 + 40 * k, 106, 0.85) for k in range(4)]),
    ("frame", lambda sheet: sheet.grid([84, 540], [90, 140])),
    ("frame of two rows", lambda sheet: sheet.grid([84, 540], [90, 115, 140])),
    ("underlines", lambda sheet: [sheet.line(100, 105, 180, 105), sheet.line(300, 105, 420, 105)]),
]


@pytest.mark.parametrize(("what", "draw"), WILD_NO_TABLE, ids=[name for name, _ in WILD_NO_TABLE])
def test_what_is_no_table(tmp_path: Path, what: str, draw) -> None:  # type: ignore[no-untyped-def]
    sheet = Sheet(tmp_path / "a.pdf")
    draw(sheet)
    page = read_text_layer(sheet.text(90, 102, "Xây mới 12 km đê biển").save(), 1)
    assert page.grids == ()
    assert [line.text for line in page.lines] == ["Xây mới 12 km đê biển"]


HEAD, ONE, TWO = ["TT", "Nội dung", "Hạn"], ["1", "Nạo vét kênh", "Quý III"], ["2", "Trồng cây", "Tháng 2/2024"]
XS, YS = [85.0, 125.0, 400.0, 530.0], [100.0, 125.0, 150.0, 175.0]


def write_rows(sheet: Sheet) -> Sheet:
    for row, y in zip((HEAD, ONE, TWO), YS, strict=False):
        for text, x in zip(row, XS, strict=False):
            sheet.text(x + 5, y + 17, text)
    return sheet


def dotted(sheet: Sheet) -> None:
    """Rules down drawn, rules across of dots that keep clear of them."""
    for x in XS:
        sheet.line(x, YS[0], x, YS[-1])
    for y in YS:
        for left, right in pairwise(XS):
            dots = int((right - left - 4) // 3.4)
            for k in range(dots):
                sheet.line(left + 2.4 + 3.4 * k, y, left + 3.4 + 3.4 * k, y)


def open_at_the_sides(sheet: Sheet) -> None:
    for y in YS:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        sheet.line(x, YS[0], x, YS[-1])


def without_rules_between_rows(sheet: Sheet) -> None:
    for y in (*YS[:2], YS[-1]):
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, YS[0], x, YS[-1])


def header_alone(sheet: Sheet) -> None:
    """A box around each name of a column, nothing below."""
    sheet.grid(XS, YS[:2])


def open_at_the_top(sheet: Sheet) -> None:
    """A page on which a table goes on: rules across stand below its rows alone."""
    for y in YS[1:]:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, YS[0], x, YS[-1])


def open_at_the_bottom(sheet: Sheet) -> None:
    for y in YS[:-1]:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, YS[0], x, YS[-1])


PARTLY_RULED = [
    dotted,
    open_at_the_top,
    open_at_the_bottom,
    open_at_the_sides,
    without_rules_between_rows,
    header_alone,
]


@pytest.mark.parametrize("draw", PARTLY_RULED, ids=lambda draw: draw.__name__)
def test_tables_whose_rules_are_drawn_in_part(tmp_path: Path, draw) -> None:  # type: ignore[no-untyped-def]
    sheet = Sheet(tmp_path / "a.pdf")
    draw(sheet)
    (grid,) = read_text_layer(write_rows(sheet).save(), 1).grids
    assert (grid.rows, grid.columns) == (3, 3)
    assert [cell.text for cell in sorted(grid.cells, key=lambda c: (c.row, c.column))] == [*HEAD, *ONE, *TWO]


def test_names_of_groups_part_columns_that_alone_are_ruled(tmp_path: Path) -> None:
    """A box around the header, rules down below it, left out beside the name of a group."""
    xs = [85.0, 125.0, 300.0, 420.0, 530.0]
    sheet = Sheet(tmp_path / "a.pdf").grid(xs, [100.0, 125.0])
    for x in xs:
        sheet.line(x, 125, x, 175)
        sheet.line(x, 200, x, 250)
    for x in (xs[0], xs[1], xs[-1]):
        sheet.line(x, 175, x, 200)
    rows = [
        ["TT", "Nội dung", "Ai làm", "Hạn"], ["1", "Nạo vét kênh", "Tổ một", "Quý I"],
        ["2", "Trồng cây", "Tổ hai", "Tháng 2"], ["II", "Việc của các thôn", "", ""],
        ["1", "Dọn cống", "Tổ ba", "Quý I"], ["2", "Sơn cổng", "Tổ tư", "Quý II"],
    ]  # fmt: skip
    for n, row in enumerate(rows):
        for text, x in zip(row, xs, strict=False):
            sheet.text(x + 5, 117 + 25 * n, text)
    (grid,) = read_text_layer(sheet.save(), 1).grids
    assert (grid.rows, grid.columns) == (6, 4)
    assert [cell.text for cell in grid.cells if cell.text] == [text for row in rows for text in row if text]
    assert next(cell for cell in grid.cells if cell.text == "Việc của các thôn").col_span == 3
