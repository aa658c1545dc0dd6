"""Ruled tables on pictures: rows, columns, merged cells, worn rules, and what is no table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.page import GridCell, PageImage
from pipeline.grids.cells import without_tables
from pipeline.grids.merged import merge_cells
from pipeline.grids.ruled import find_ruled_grids
from pipeline.image.clean import clean_image
from pipeline.image.specks import remove_specks
from tests.pipeline.drawn import (
    COLUMNS,
    HEIGHT,
    PARAGRAPH,
    ROW,
    TABLE,
    WIDTH,
    as_page,
    face,
    rule,
    sheet,
    table_page,
    text_page,
    write,
)

SCALE = 72 / 200


def shapes(image: Image.Image) -> list[tuple[int, int, int]]:
    """Rows, columns and cells of each grid found."""
    return [(grid.rows, grid.columns, len(grid.cells)) for grid in find_ruled_grids(as_page(image)).grids]


def test_plain_table() -> None:
    (grid,) = find_ruled_grids(as_page(table_page())).grids
    assert (grid.rows, grid.columns, len(grid.cells)) == (4, 4, 16)
    first = grid.cells[0].box
    assert (first.x0, first.y0) == pytest.approx((COLUMNS[0] * SCALE, 400 * SCALE), abs=1)
    assert (first.x1, first.y1) == pytest.approx((COLUMNS[1] * SCALE, (400 + ROW) * SCALE), abs=1)
    assert all(cell.row_span == cell.col_span == 1 for cell in grid.cells)


def test_group_row_is_merged() -> None:
    (grid,) = find_ruled_grids(as_page(table_page(group="NHÓM VIỆC THỨ NHẤT CỦA CÁC THÔN, BẢN"))).grids
    spans = {(cell.row, cell.column): (cell.row_span, cell.col_span) for cell in grid.cells}
    assert spans[1, 1] == (1, 3)
    assert (grid.rows, len(grid.cells)) == (5, 18)


def test_vertical_merge() -> None:
    image = table_page()
    draw = ImageDraw.Draw(image)
    # The rule between the last two cells of the last column goes.
    draw.rectangle([COLUMNS[3] + 3, 400 + 3 * ROW - 3, COLUMNS[4] - 3, 400 + 3 * ROW + 3], fill=252)
    (grid,) = find_ruled_grids(as_page(image)).grids
    assert {(c.row, c.column): c.row_span for c in grid.cells}[2, 3] == 2


def without(image: Image.Image, *boxes: tuple[int, int, int, int]) -> Image.Image:
    """The page with pieces of its rules lost."""
    draw = ImageDraw.Draw(image)
    for box in boxes:
        draw.rectangle(list(box), fill=252)
    return image


def beside(column: int, row: int) -> tuple[int, int, int, int]:
    """The piece of an upright rule before a column, in one row."""
    return COLUMNS[column] - 3, 400 + row * ROW + 4, COLUMNS[column] + 3, 400 + (row + 1) * ROW - 4


# WILD: pieces of rules that a copy lost, on a page of which most is drawn.
LOST = [
    (beside(1, 2),),  # between "2" and its text, which begins behind the cell's padding
    (beside(2, 1), beside(3, 3)),
]


@pytest.mark.parametrize("boxes", LOST)
def test_lost_pieces_of_rules_join_no_cells(boxes: tuple[tuple[int, int, int, int], ...]) -> None:
    assert shapes(without(table_page(), *boxes)) == [(4, 4, 16)]


def test_bent_cells_get_their_rules_back() -> None:
    below, right = np.ones((2, 3), bool), np.ones((3, 2), bool)
    below[0, 1] = right[0, 1] = False
    assert len(np.unique(merge_cells(3, 3, below, right))) == 9
    # What is open all along is one cell.
    right[:2, 1] = False
    assert len(np.unique(merge_cells(3, 3, below, right))) == 6


def test_two_numbers_far_apart_are_two_rows() -> None:
    image, draw = sheet()
    for y in (400, 600, 800, 1000):
        rule(draw, (150, y), (1500, y))
    for x in COLUMNS:
        rule(draw, (x, 400), (x, 1000))
    for k in range(3):
        write(draw, (str(k + 1),), x=180, y=450 + 200 * k)
        write(draw, PARAGRAPH[k][:20].split(",")[:1] * 2, x=270, y=450 + 200 * k)
    assert shapes(without(image, (154, 797, 246, 803))) == [(3, 4, 12)]


def test_letters_at_a_line_are_no_rule() -> None:
    # The stem of a capital stands where the column's rule would be; the rule is not drawn in this row.
    image = table_page(group="", gaps=8)
    image = without(image, *(beside(column, 2) for column in (2, 3)))
    draw = ImageDraw.Draw(image)
    draw.rectangle([COLUMNS[1] + 6, 400 + 2 * ROW + 6, COLUMNS[4] - 6, 400 + 3 * ROW - 6], fill=252)
    text = "NHÓM VIỆC THỨ HAI CỦA XÃ VÀ"
    draw.text((COLUMNS[1] + 14, 400 + 2 * ROW + 58), text, font=face(34, bold=True), fill=10, anchor="ls")
    draw.text((COLUMNS[2] - 2, 400 + 2 * ROW + 58), "LÀNG, XÃ", font=face(34, bold=True), fill=10, anchor="ls")
    (grid,) = find_ruled_grids(as_page(image)).grids
    (group,) = (cell for cell in grid.cells if (cell.row, cell.column) == (2, 1))
    assert group.box.x1 == pytest.approx(COLUMNS[-1] * SCALE, abs=1)


@pytest.mark.parametrize("place", [1, 2, 4])
@pytest.mark.parametrize("name", ["VIỆC CHUNG", "NHÓM VIỆC THỨ NHẤT CỦA CÁC THÔN, BẢN VÀ CÁC HỘI TRONG XÃ"])
def test_rules_down_that_leave_off_show_the_row_of_a_name(name: str, place: int) -> None:
    """No rule parts the rows; over the name of a group all rules down but the first leave off."""
    rows = [TABLE[0], *TABLE[1:], *TABLE[1:]]
    rows.insert(place, ("I", name))
    image, draw = sheet()
    for y in (400, 400 + ROW, 400 + ROW * len(rows)):
        rule(draw, (COLUMNS[0], y), (COLUMNS[-1], y))
    for r, row in enumerate(rows):
        for c, x in enumerate(COLUMNS):
            if len(row) > 2 or c in (0, 1, len(COLUMNS) - 1):
                rule(draw, (x, 400 + r * ROW), (x, 400 + (r + 1) * ROW))
        for c, text in enumerate(row):
            draw.text((COLUMNS[c] + 14, 400 + r * ROW + 58), text, font=face(34), fill=10, anchor="ls")
    (grid,) = find_ruled_grids(as_page(image)).grids
    (held,) = (cell for cell in grid.cells if cell.col_span == 3)
    top = (400 + place * ROW) * SCALE
    assert (held.box.y0, held.box.y1) == pytest.approx((top, top + ROW * SCALE), abs=3)


def test_the_tops_of_letters_part_no_cell() -> None:
    """Blur bridges the tops of small letters all through a cell: their stems go on below, under a rule is white."""
    image = table_page()
    draw = ImageDraw.Draw(image)
    y = 400 + 2 * ROW + 40
    for x in range(COLUMNS[1] + 4, COLUMNS[2] - 4, 12):
        draw.rectangle([x, y, x + 4, y + 14], fill=15)
    draw.line([(COLUMNS[1], y), (COLUMNS[2], y)], fill=15, width=3)
    found = find_ruled_grids(as_page(image))
    assert [(grid.rows, grid.columns, len(grid.cells)) for grid in found.grids] == [(4, 4, 16)]
    assert found.strokes is not None
    assert found.strokes[y, COLUMNS[1] + 30 : COLUMNS[2] - 30].max() == 0
    plain, low = table_page(), 400 + 3 * ROW - 8
    ImageDraw.Draw(plain).line([(COLUMNS[1], low), (COLUMNS[2], low)], fill=15, width=3)
    drawn = find_ruled_grids(as_page(plain)).strokes
    assert drawn is not None
    assert drawn[low, COLUMNS[1] + 30] == 255


def test_the_tops_of_letters_in_several_cells_part_none() -> None:
    """Lines of two cells stand on one level: what blur bridges in both is one stroke with gaps."""
    image = table_page()
    draw = ImageDraw.Draw(image)
    y = 400 + 2 * ROW + 40
    for left, right in ((COLUMNS[1], COLUMNS[1] + 340), (COLUMNS[3], COLUMNS[4])):
        for x in range(left + 4, right - 4, 12):
            draw.rectangle([x, y, x + 4, y + 14], fill=15)
        draw.line([(left, y), (right, y)], fill=15, width=3)
    assert shapes(image) == [(4, 4, 16)]


@pytest.mark.parametrize("low", [630, 619])
def test_stems_in_a_line_of_capitals_are_no_row(low: int) -> None:
    """Blur makes one stroke of a capital's stem and the marks over and under it; other letters stand close by."""
    image, draw = sheet()
    for n, x in enumerate(range(400, 1300, 20)):
        draw.rectangle([x, 608, x + 12, 630 if n % 2 else low], fill=15)
    for x in (400, 640, 880, 1120):
        draw.rectangle([x + 14, 600, x + 16, 638], fill=15)
    found = find_ruled_grids(as_page(image))
    assert found.grids == ()
    assert found.strokes is not None
    assert found.strokes[600:638, 654:657].max() == 0


def test_rules_down_worn_to_pieces_reach_as_far_as_any() -> None:
    """No rules between rows: one side is worn away below, and a rule meets the header's foot alone, in pieces."""
    image, draw = sheet()
    foot = 400 + 9 * ROW
    rule(draw, (COLUMNS[0], 400), (COLUMNS[-1], 400))
    rule(draw, (COLUMNS[0], 400 + ROW), (COLUMNS[-1], 400 + ROW))
    pieces = {0: [(400, 800)], 1: [(400, foot)], 2: [(470, 800), (880, foot)], 3: [(400, 900), (960, foot)],
              4: [(400, 700), (760, foot)]}  # fmt: skip
    for column, stretches in pieces.items():
        for top, bottom in stretches:
            rule(draw, (COLUMNS[column], top), (COLUMNS[column], bottom))
    (grid,) = find_ruled_grids(as_page(image)).grids
    assert (grid.rows, grid.columns) == (2, 4)
    assert grid.box.y1 == pytest.approx(foot * SCALE, abs=2)


@pytest.mark.parametrize("under", [False, True])
def test_a_row_alone_between_rules_down_is_a_row(under: bool) -> None:
    """The end of a table on its last page: no rule over it, none or one under it."""
    image, draw = sheet()
    for x in COLUMNS:
        rule(draw, (x, 300), (x, 300 + ROW))
    if under:
        rule(draw, (COLUMNS[0], 300 + ROW), (COLUMNS[-1], 300 + ROW))
    for c, text in enumerate(TABLE[1]):
        draw.text((COLUMNS[c] + 14, 358), text, font=face(34), fill=10, anchor="ls")
    write(draw, PARAGRAPH[:2], y=600)
    assert shapes(image) == [(1, 4, 4)]


def test_a_few_upright_lines_are_no_row() -> None:
    image, draw = sheet()
    for n, x in enumerate(COLUMNS):
        rule(draw, (x, 300 + 40 * n), (x, 300 + 40 * n + ROW))
    for x in (900, 930, 960, 990):
        rule(draw, (x, 900), (x, 900 + ROW))
    assert shapes(image) == []


# A copier leaves dots of a rule: here 5 px in every 17 and in every 13 are gone.
@pytest.mark.parametrize("gaps", [12, 8])
def test_worn_rules(gaps: int) -> None:
    assert shapes(table_page(gaps=gaps)) == [(4, 4, 16)]


@pytest.mark.parametrize("degrees", [-2.0, 0.7, 1.6])
def test_leaning_table(degrees: float) -> None:
    leaning = table_page().rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=252)
    found = find_ruled_grids(clean_image(as_page(leaning)))
    assert [(grid.rows, grid.columns, len(grid.cells)) for grid in found.grids] == [(4, 4, 16)]


def test_two_tables_on_a_page_stay_apart() -> None:
    image = table_page()
    below = table_page(top=400).crop((0, 380, 1654, 790))
    image.paste(below, (0, 1300))
    assert shapes(image) == [(4, 4, 16), (4, 4, 16)]


def test_streak_of_the_glass_is_no_column() -> None:
    image = table_page()
    draw = ImageDraw.Draw(image)
    write(draw, PARAGRAPH, y=1100)
    draw.line([(560, 0), (560, 2338)], fill=0, width=2)
    found = find_ruled_grids(as_page(image))
    assert [(grid.rows, grid.columns, len(grid.cells)) for grid in found.grids] == [(4, 4, 16)]


def test_a_streak_of_dashes_is_no_column_and_goes() -> None:
    image = table_page()
    write(ImageDraw.Draw(image), PARAGRAPH, y=1100)
    dashed(image, 560)
    found = find_ruled_grids(as_page(image))
    assert [(grid.rows, grid.columns, len(grid.cells)) for grid in found.grids] == [(4, 4, 16)]
    assert found.image.pixels[1500:2300, 556:566].min() > 150


def test_a_figure_where_a_streak_runs_stays() -> None:
    image, draw = sheet()
    write(draw, PARAGRAPH, y=1500)
    dashed(image, 560)
    draw.rectangle([540, 1090, 580, 1230], fill=252)
    draw.line([(560, 1150), (560, 1174)], fill=10, width=3)
    draw.line([(553, 1174), (567, 1174)], fill=10, width=2)
    found = find_ruled_grids(as_page(image))
    assert "streaks off (1)" in found.image.steps
    assert (found.image.pixels[1150:1175, 560] < 100).all()


def dashed(image: Image.Image, x: int) -> None:
    """Draw a streak of dashes over the whole page."""
    for y in range(0, HEIGHT, 110):
        ImageDraw.Draw(image).line([(x, y), (x, y + 65)], fill=0, width=2)


# A row that goes on over the page break is open there: (rules down begin, text, rows found).
@pytest.mark.parametrize(("begin", "rows"), [(340, 5), (386, 4)])
def test_a_row_open_at_the_top_of_a_page(begin: int, rows: int) -> None:
    image = table_page().crop((0, 300, WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    for x in COLUMNS:
        rule(draw, (x, begin - 300), (x, 100))
    if rows == 5:
        draw.text((COLUMNS[1] + 14, 92), "của xã", font=face(34), fill=10, anchor="ls")
    assert shapes(image) == [(rows, 4, 4 * rows)]


def test_the_last_row_whose_rule_is_worn_to_dots() -> None:
    image = table_page()
    draw = ImageDraw.Draw(image)
    bottom = 400 + 4 * ROW
    draw.rectangle([COLUMNS[0] - 3, bottom - 3, COLUMNS[-1] + 3, bottom + 3], fill=252)
    for x in range(COLUMNS[0], COLUMNS[-1], 9):
        draw.line([(x, bottom), (x + 2, bottom)], fill=20, width=2)
    assert shapes(image) == [(4, 4, 16)]


def test_a_side_that_dotted_rules_do_not_reach() -> None:
    image = table_page()
    draw = ImageDraw.Draw(image)
    for y in range(400, 401 + 4 * ROW, ROW):
        draw.rectangle([COLUMNS[0] + 3, y - 3, COLUMNS[1] - 34, y + 3], fill=252)
        for x in range(COLUMNS[0] + 4, COLUMNS[1] - 34, 12):
            draw.line([(x, y), (x + 5, y)], fill=20, width=2)
    assert shapes(image) == [(4, 4, 16)]


def test_rests_of_rules_across_go_and_letters_stay() -> None:
    image, draw = sheet()
    for y in (400, 500, 600):
        for x in range(200, 1400, 30):
            draw.line([(x, y), (x + 18, y)], fill=20, width=2)
        draw.text((210, y + 60), "Sửa mẫu đơn. Tổ giúp việc", font=face(34), fill=10, anchor="ls")
    found = find_ruled_grids(as_page(image))
    assert not found.grids
    assert all(found.image.pixels[y - 4 : y + 5, 200:1400].min() > 150 for y in (400, 500, 600))
    changed = found.image.pixels != np.array(image)
    assert not changed[410:490].any()


def test_full_stops_on_the_feet_of_letters_stay() -> None:
    image, draw = sheet()
    for k in range(6):
        draw.text((200, 400 + 60 * k), "nnnmmmnn. 1.600 nnmm. 2.450 nnnm. 3.700 nnmmnn. 9.100", font=face(34), fill=10)
    assert (find_ruled_grids(as_page(image)).image.pixels == np.array(image)).all()


# Underlines, a frame around one text, and letters that stand in a column are no tables.
def test_no_tables() -> None:
    assert shapes(text_page()) == []
    image, draw = sheet()
    for k in range(30):
        draw.text((300, 300 + 40 * k), "l l l l", fill=0)
    rule(draw, (300, 500), (900, 500))
    draw.rectangle([300, 1800, 700, 1950], outline=0, width=3)
    assert shapes(image) == []


def test_rules_are_erased_and_text_stays() -> None:
    image = table_page()
    found = find_ruled_grids(as_page(image))
    draw = ImageDraw.Draw(image)
    rows = range(400, 401 + 4 * ROW, ROW)
    assert all(found.image.pixels[y, COLUMNS[0] + 10 : COLUMNS[-1] - 10].min() > 150 for y in rows)
    # The text alone has as much ink as the page without its rules.
    for y in rows:
        draw.line([(COLUMNS[0], y), (COLUMNS[-1], y)], fill=252, width=5)
    for x in COLUMNS:
        draw.line([(x, 400), (x, 400 + 4 * ROW)], fill=252, width=5)
    assert (found.image.pixels < 128).sum() == pytest.approx((np.array(image) < 128).sum(), rel=0.03)


def test_page_without_its_tables_keeps_the_rest() -> None:
    page = without_tables(find_ruled_grids(as_page(table_page())))
    assert page.pixels[400 : 400 + 4 * ROW, COLUMNS[0] : COLUMNS[-1]].min() > 150
    assert page.pixels[180:300].min() < 100


@pytest.mark.parametrize("size", [(1, 1), (5, 400), (300, 3)])
def test_tiny_pictures_pass(size: tuple[int, int]) -> None:
    page = PageImage(number=1, pixels=np.zeros(size, np.uint8), dpi=200)
    assert find_ruled_grids(page).grids == ()


def test_narrow_columns_of_small_print_are_no_streaks() -> None:
    image, draw = sheet()
    xs = [200 + 90 * k for k in range(9)]
    for y in range(400, 1201, 50):
        rule(draw, (xs[0], y), (xs[-1], y))
    for x in xs:
        rule(draw, (x, 400), (x, 1200))
    for row in range(16):
        for x in xs[:-1]:
            draw.text((x + 6, 404 + 50 * row), "58.150", font=face(26), fill=20)
    assert shapes(image) == [(16, 8, 128)]


def test_a_rule_is_given_piece_by_piece_where_a_cell_goes_on() -> None:
    image, draw = sheet()
    for y in (400, 500, 600):
        rule(draw, (200, y), (900, y))
        rule(draw, (1100, y), (1400, y))
    found = find_ruled_grids(as_page(image))
    pieces = sorted((round(one.x0 * 200 / 72, -1), round(one.x1 * 200 / 72, -1)) for one in found.rules)
    assert pieces == [(200, 900)] * 3 + [(1100, 1400)] * 3


def test_strokes_of_large_letters_are_no_table() -> None:
    image, draw = sheet()
    write(draw, PARAGRAPH)
    # "HHH" in blunt strokes, as a worn copy of bold capitals shows them.
    for x in (300, 330, 360, 390):
        rule(draw, (x, 700), (x, 745))
    for y in (700, 722, 745):
        rule(draw, (300, y), (390, y))
    assert find_ruled_grids(clean_image(as_page(image))).grids == ()


def test_strokes_as_close_as_those_of_a_seal_are_no_table() -> None:
    image, draw = sheet()
    write(draw, PARAGRAPH)
    for x in range(900, 1150, 42):
        rule(draw, (x, 700), (x, 900))
    for y in range(700, 901, 33):
        rule(draw, (900, y), (1110, y))
    assert find_ruled_grids(clean_image(as_page(image))).grids == ()


def test_specks_make_no_rules_and_stay_for_the_reader() -> None:
    clean = as_page(table_page(group="Việc chung của cả xã"))
    dirty = clean.pixels.copy()
    generator = np.random.default_rng(3)
    for y, x in zip(generator.integers(0, HEIGHT - 2, 3000), generator.integers(0, WIDTH - 2, 3000), strict=True):
        dirty[y : y + 2, x : x + 2] = 0
    (grid,) = find_ruled_grids(clean).grids
    found = find_ruled_grids(replace(clean, pixels=dirty))
    assert [_place(cell) for cell in found.grids[0].cells] == [_place(cell) for cell in grid.cells]
    outside = slice(1400, HEIGHT)
    assert (found.image.pixels[outside] == dirty[outside]).all()


def _place(cell: GridCell) -> tuple[int, int, int, int]:
    return cell.row, cell.column, cell.row_span, cell.col_span


def test_dots_of_a_rule_are_no_specks() -> None:
    image = text_page()
    draw = ImageDraw.Draw(image)
    rng = np.random.default_rng(3)
    for x, y in zip(rng.integers(0, WIDTH, 900), rng.integers(0, HEIGHT, 900), strict=True):
        draw.point((int(x), int(y)), 60)
    for x in range(200, 1400, 10):
        draw.rectangle([x, 2000, x + 1, 2001], fill=60)
    page = remove_specks(as_page(image))
    dots = sum(int(page.pixels[1999:2004, x - 1 : x + 4].min() < 120) for x in range(200, 1400, 10))
    assert dots > 110
    assert np.count_nonzero(page.pixels != np.array(image)) > 500
