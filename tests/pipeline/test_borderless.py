"""Tables without rules, or with few: what is one, and what only has columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.page import Grid, GridCell, Rule
from models.source import Box
from pipeline.grids.borderless import find_borderless_grids, head_words, page_rows, stretch_to_grid, whole_stretches
from pipeline.grids.column_marks import column_marks
from pipeline.grids.gutters import white_between
from pipeline.grids.levels import runs_through_words
from pipeline.transcript.lines import words_to_lines
from tests.pipeline.placed_words import STEP, set_line, set_rows

if TYPE_CHECKING:
    from models.page import Line, Word
    from pipeline.grids.gutters import Gap

PAGE = (595.0, 842.0)
XS = [60.0, 92.0, 262.0, 352.0, 442.0, 540.0]
HEAD = ["TT", "Nội dung công việc", "Đơn vị chủ trì", "Phối hợp", "Thời gian"]
ROWS = [
    ["1", "Nạo vét kênh tưới của các thôn trước mùa khô, đắp lại bờ đã sạt", "Tổ thủy nông", "Các thôn", "Quý I/2024"],
    ["2", "Phát thẻ thư viện", "Văn phòng", "", "Tháng 9/2024"],
    ["3", "Kiểm kê cây xanh dọc đường liên xã và thay cây đã chết", "Tổ môi trường", "Hội phụ nữ xã", "30/11/2024"],
    ["4", "Mở lớp dạy bơi", "Đoàn thanh niên xã", "Trường học", "Quý II/2024"],
]


def texts(grid: Grid) -> list[list[str]]:
    """Cell texts row by row; a merged cell stands in its first place."""
    table = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        table[cell.row][cell.column] = cell.text
    return table


def find(words: list[Word], rules: tuple[Rule, ...] = ()) -> tuple[Grid, ...]:
    return find_borderless_grids(words, rules, *PAGE)[0]


# Centred rows without white between them are left out: nothing on the paper parts them.
PARTED = [(white, middle) for white in (0.0, 3.0, 6.0, 14.0) for middle in (False, True) if white or not middle]


@pytest.mark.parametrize(("white", "middle"), PARTED)
def test_rows_told_by_white_and_numbers(white: float, middle: bool) -> None:
    (grid,) = find(set_rows([HEAD, *ROWS], XS, 120.0, white=white, middle=middle)[0])
    assert texts(grid) == [HEAD, *ROWS]
    assert {(cell.row_span, cell.col_span) for cell in grid.cells} == {(1, 1)}
    assert [doubt.code for doubt in grid.doubts] == ["borderless_table", "rows_by_white"]


def test_lines_around_a_table_stay_outside() -> None:
    before = set_line("Các việc dưới đây do xã làm trong năm và báo cáo theo mẫu của phòng.", 60.0, 80.0)
    title = set_line("DANH MỤC VIỆC LÀM TRONG NĂM", 200.0, 100.0, bold=True)
    table, tops = set_rows([HEAD, *ROWS], XS, 120.0)
    after = set_line("Trong khi làm, nơi nào gặp khó khăn thì báo về văn phòng để cùng gỡ.", 60.0, tops[-1] + 6.0)
    (grid,), rest = find_borderless_grids([*before, *title, *table, *after], (), *PAGE)
    assert texts(grid) == [HEAD, *ROWS]
    assert [word.text for word in rest] == [word.text for word in (*before, *title, *after)]


def test_a_page_that_begins_in_the_middle_of_a_table() -> None:
    """No header, no rule, and the rest of a row from the page before."""
    rest = ["", "đến hết ngày quy định", "", "", ""]
    (grid,) = find(set_rows([rest, *ROWS], XS, 60.0)[0])
    assert texts(grid) == [rest, *ROWS]


def test_a_page_that_begins_with_the_name_of_a_group() -> None:
    group = ["II", "VIỆC CỦA CÁC THÔN VÀ CÁC HỘI TRONG HAI QUÝ ĐẦU NĂM CỦA XÃ", "", "", ""]
    words, tops = set_rows([group, *ROWS], [60.0, 92.0, 540.0, 541.0, 542.0, 543.0], 60.0)
    words = [word for word in words if word.box.y0 < tops[1]] + set_rows(ROWS, XS, tops[1])[0]
    (grid,) = find(words)
    assert texts(grid)[0][:2] == group[:2]
    assert texts(grid)[1:] == ROWS


def test_words_of_a_title_part_no_column() -> None:
    """The title ends in the white beside the table's second column, and would cut it in two."""
    title = set_line("TIẾN ĐỘ CÁC VIỆC CỦA XÃ", 226.0, 100.0, bold=True)
    rows = [[row[0], row[1][:20], *row[2:]] for row in ROWS]
    table, _ = set_rows([HEAD, *rows], XS, 118.0)
    (grid,), rest = find_borderless_grids([*title, *table], (), *PAGE)
    assert texts(grid) == [HEAD, *rows]
    assert [word.text for word in rest] == [word.text for word in title]


def test_a_short_title_over_the_middle_parts_no_column() -> None:
    """ "PHỤ LỤC" stands in the white right of the words of a wide column, above a title that runs across."""
    title = [*set_line("PHỤ LỤC", 220.0, 82.0), *set_line("TIẾN ĐỘ CÁC VIỆC CỦA XÃ", 180.0, 96.0, bold=True)]
    rows = [[row[0], row[1][:20], *row[2:]] for row in [*ROWS, *ROWS, ["9", "Sửa mái nhà kho đã dột", *ROWS[0][2:]]]]
    rows = [[str(n), *row[1:]] for n, row in enumerate(rows, 1)]
    table, _ = set_rows([HEAD, *rows], XS, 118.0)
    (grid,), rest = find_borderless_grids([*title, *table], (), *PAGE)
    assert texts(grid) == [HEAD, *rows]
    assert [word.text for word in rest] == [word.text for word in title]


def test_spaces_that_stand_under_each_other_part_no_column() -> None:
    """Short lines in a wide column, words of the same lengths: the white of each space goes through all rows."""
    tasks = ["Sửa cống bên chợ", "Thu biển của dân", "Xây kênh cho xóm"]
    rows = [[str(n), tasks[n % 3], *ROWS[0][2:]] for n in range(1, 7)]
    words, tops = set_rows([HEAD, *([row[0], "", *row[2:]] for row in rows)], XS, 120.0)
    for row, top in zip(rows, tops[1:], strict=False):
        words += set_line(row[1], XS[1] + 4.0, top + 3.0, space=4.5)
    (grid,) = find(words)
    assert texts(grid) == [HEAD, *rows]


def test_names_without_a_number_do_not_join_the_numbers_to_the_tasks() -> None:
    """Numbers stand beside the second line of their rows, where nothing but bodies stands: only names run over."""
    words = set_rows([HEAD], XS, 120.0)[0]
    rows = []
    for n in range(1, 10):
        y = 110.0 + 60.0 * n
        if n % 3 == 1:
            words += set_line(f"Việc của các thôn vùng {'đồi chè' if n > 3 else 'trồng lúa'}", XS[0] + 4.0, y - 22.0)
        words += set_line(ROWS[n % 4][1][:24], XS[1] + 4.0, y)
        words += [*set_line(str(n), XS[0] + 4.0, y + 14.0), *set_line("Hội phụ nữ", XS[2] + 4.0, y + 14.0)]
        words += [*set_line("Các thôn", XS[3] + 4.0, y + 14.0), *set_line("Quý I/2024", XS[4] + 4.0, y + 14.0)]
        rows.append([str(n), ROWS[n % 4][1][:24], "Hội phụ nữ", "Các thôn", "Quý I/2024"])
    (grid,) = find(words)
    assert [row for row in texts(grid) if row[2] == "Hội phụ nữ"] == rows


def test_the_edges_of_letters_are_no_rule() -> None:
    """Small letters of one height along a line look like a worn rule; what is drawn below letters stays one."""
    words = set_line("nông nghiệp và", 100.0, 200.0)
    x0, x1, box = words[0].box.x0, words[-1].box.x1, words[0].box
    assert runs_through_words(Rule(x0=x0 + 4.0, x1=x1 - 2.0, y0=box.y0 + 1.0, y1=box.y0 + 1.0), words)
    assert not runs_through_words(Rule(x0=x0 - 60.0, x1=x1 + 60.0, y0=box.y0 + 1.0, y1=box.y0 + 1.0), words)
    assert not runs_through_words(Rule(x0=x0, x1=x1, y0=box.y1 - 0.5, y1=box.y1 - 0.5), words)


def test_rows_part_at_the_longest_of_the_rules_between_them() -> None:
    """What looks like a short rule right above a row takes nothing from the rule under the header."""
    words, tops = set_rows([HEAD, *ROWS], XS, 120.0, white=14.0)
    first = min(word.box.y0 for word in words if word.box.y0 >= tops[1])
    whole = [Rule(x0=XS[0], x1=XS[-1], y0=y, y1=y) for y in (118.0, first - 9.0)]
    short = Rule(x0=XS[1], x1=XS[2], y0=first - 3.0, y1=first - 3.0)
    (grid,) = find(words, (*whole, short))
    assert texts(grid) == [HEAD, *ROWS]


def test_the_rest_of_a_row_stays_whatever_gutters_show_without_it() -> None:
    rest = ["", "rồi báo cáo về văn phòng bằng văn bản", "", "", ""]
    rows = [rest, *([str(n), f"Việc {'a' * n} thôn", "Tổ một", "Các thôn", "Quý I"] for n in range(3, 8))]
    (grid,) = find(set_rows(rows, XS, 60.0)[0])
    assert texts(grid) == rows


def test_a_speck_between_columns_is_no_column() -> None:
    rows = [["TT", "Việc", "Ai làm", "Hạn"], *([str(n), "Sửa cống", "Tổ một", "Quý I"] for n in range(1, 7))]
    words, _ = set_rows(rows, [60.0, 92.0, 262.0, 352.0, 440.0], 120.0)
    lines = words_to_lines(words)

    def white(line: Line) -> tuple[Gap, ...]:
        speck = [(200.0, 202.0)] if line is lines[2] else []
        return white_between([*((word.box.x0, word.box.x1) for word in line.words), *speck])

    (stretch,) = whole_stretches(page_rows(lines, *PAGE, white), [])
    grid = stretch_to_grid(stretch, words, [])
    assert grid is not None
    assert texts(grid) == rows


def test_dirt_that_was_no_word_when_read_again_is_no_column() -> None:
    words, tops = set_rows([HEAD, *ROWS], XS, 120.0)
    (stretch,) = whole_stretches(page_rows(words_to_lines([*words, *set_line("J", 40.0, tops[1] + 3.0)]), *PAGE), [])
    grid = stretch_to_grid(stretch, words, [])
    assert grid is not None
    assert texts(grid) == [HEAD, *ROWS]


def test_a_word_wider_than_its_column_pinches_the_gutter() -> None:
    rows = [HEAD, *ROWS, ["5", "Kẻ lại vạch sân", "Tổ một", "15/06-15/07/2024", ""], ["6", *ROWS[0][1:]]]
    (grid,) = find(set_rows(rows, [*XS[:4], 445.0, 540.0], 120.0)[0])
    assert texts(grid) == rows


def test_numbers_that_a_reader_lost_are_a_column_by_their_ink() -> None:
    words, tops = set_rows([HEAD[1:], *(row[1:] for row in ROWS)], XS[1:], 120.0)
    words += set_line(",", 64.0, tops[1])
    lines = words_to_lines(words)
    first = [word.box.y0 for word in words if word.text in ("Nạo", "Phát", "Kiểm", "Mở")]

    def white(line: Line) -> tuple[Gap, ...]:
        number = [(64.0, 69.0)] if any(abs(line.box.y0 - y) < 1 for y in first) else []
        return white_between([*((word.box.x0, word.box.x1) for word in line.words), *number])

    (stretch,) = whole_stretches(page_rows(lines, *PAGE, white), [])
    assert [round(x, -1) for x in column_marks(stretch)] == [80, 260, 350, 430]


def test_a_stain_below_the_last_rule_is_no_row() -> None:
    words, tops = set_rows([HEAD, *ROWS], XS, 120.0)
    rules = tuple(Rule(x0=58.0, x1=540.0, y0=y - 2.0, y1=y - 2.0) for y in tops)
    (grid,), rest = find_borderless_grids([*words, *set_line("oan", 300.0, tops[-1] + 8.0)], rules, *PAGE)
    assert texts(grid) == [HEAD, *ROWS]
    assert [word.text for word in rest] == ["oan"]


def test_two_rows_between_rules_are_the_rest_of_a_table() -> None:
    words, tops = set_rows([row[1:] for row in (ROWS[0], ROWS[2])], XS[1:], 60.0)
    rules = tuple(Rule(x0=90.0, x1=540.0, y0=y - 2.0, y1=y - 2.0) for y in tops)
    (grid,) = find(words, rules)
    assert texts(grid) == [row[1:] for row in (ROWS[0], ROWS[2])]
    assert not find(words, rules[:2])


def test_the_name_of_a_group_in_the_second_column_moves_no_gutter() -> None:
    """Its numeral was lost: it stands where tasks do, and runs into the next column."""
    above, tops = set_rows([HEAD, *ROWS[:2]], XS, 120.0)
    line = set_line("Việc của các thôn và của các hội phụ nữ", 92.0, tops[-1])
    below, _ = set_rows(ROWS[2:], XS, tops[-1] + STEP + 6.0)
    (grid,) = find([*above, *line, *below])
    assert grid.columns == 5
    assert "Việc của các thôn và của các hội phụ nữ" in [row[1] or row[0] for row in texts(grid)]


GROUPS = [
    ("over the width", ["II. VIỆC CỦA CÁC THÔN VÀ CỦA CÁC HỘI TRÊN ĐỊA BÀN XÃ TRONG HAI QUÝ ĐẦU NĂM"], 0),
    ("short", ["II. Việc của thôn"], 0),
    ("numeral in a cell of its own", ["II", "Việc của thôn", "", "", ""], 1),
]


@pytest.mark.parametrize(("what", "group", "column"), GROUPS, ids=[name for name, _, _ in GROUPS])
def test_names_of_groups_are_one_cell(what: str, group: list[str], column: int) -> None:
    (grid,) = find(set_rows([HEAD, *ROWS[:2], group, *ROWS[2:]], XS, 120.0)[0])
    named = next(cell for cell in grid.cells if cell.row == 3 and cell.column == column)
    assert (named.text, named.col_span) == (group[column], 5 - column)
    assert texts(grid)[4:] == ROWS[2:]


def test_a_number_over_compound_ones_is_a_group() -> None:
    rows = [HEAD, ["1", "Việc của thôn", "", "", ""], ["1.1", *ROWS[0][1:]], ["1.2", *ROWS[1][1:]], ["2", *ROWS[2][1:]]]
    (grid,) = find(set_rows(rows, XS, 120.0)[0])
    assert texts(grid) == rows
    assert [cell.col_span for cell in grid.cells if cell.row == 1] == [1, 4]


def across(y: float, *stretches: tuple[float, float]) -> tuple[Rule, ...]:
    return tuple(Rule(x0=x0, y0=y, x1=x1, y1=y) for x0, x1 in stretches)


def test_rules_between_rows_tell_merged_cells() -> None:
    rows = [HEAD, *ROWS[:3], [*ROWS[3][:4], ""]]
    words, tops = set_rows(rows, XS, 120.0)
    rules = [rule for y in (*tops[:4], tops[5]) for rule in across(y, (60.0, 540.0))]
    rules += across(tops[4], (60.0, 442.0))
    (grid,) = find(words, tuple(rules))
    assert texts(grid) == rows
    assert {(cell.row, cell.row_span) for cell in grid.cells if cell.column == 4} == {(0, 1), (1, 1), (2, 1), (3, 2)}


def test_rules_that_end_short_of_the_numbers_merge_none() -> None:
    words, tops = set_rows([HEAD, *ROWS], XS, 120.0)
    rules = [rule for y in tops for rule in across(y, (92.0, 540.0))]
    (grid,) = find(words, tuple(rules))
    assert texts(grid) == [HEAD, *ROWS]


def test_rows_between_rules_are_not_parted_by_white() -> None:
    """A cell of two paragraphs, the second without a number."""
    words, tops = set_rows([HEAD, *ROWS[:3]], XS, 120.0)
    more = set_line("Thay biển chỉ đường", 96.0, tops[-1] + 8.0) + set_line("Tháng 5/2024", 446.0, tops[-1] + 8.0)
    rules = [rule for y in (*tops[:4], tops[-1] + 30.0) for rule in across(y, (60.0, 540.0))]
    (grid,) = find([*words, *more], tuple(rules))
    assert [row[0] for row in texts(grid)] == ["TT", "1", "2", "3"]
    assert texts(grid)[3][1].endswith("Thay biển chỉ đường")


def test_a_header_over_two_columns() -> None:
    words, tops = set_rows([["", "", "Cơ quan làm việc này", "", ""], HEAD, *ROWS], XS, 120.0)
    lifted = [word for word in words if word.box.y0 > tops[1]]
    over = set_line("Cơ quan thực hiện trong năm", 290.0, 123.0)
    rules = (*across(120.0, (60.0, 540.0)), *across(tops[1], (262.0, 442.0)), *across(tops[2], (60.0, 540.0)))
    (grid,) = find([*over, *lifted], rules)
    cell = next(cell for cell in grid.cells if cell.text.startswith("Cơ quan thực hiện"))
    assert (cell.column, cell.col_span) == (2, 2)
    assert texts(grid)[-4:] == ROWS


def justified(text: str, y: float, x0: float = 60.0, x1: float = 540.0) -> list[Word]:
    """A line whose spaces are stretched to both edges."""
    natural = set_line(text, x0, y, space=0.0)
    space = (x1 - natural[-1].box.x1) / max(len(natural) - 1, 1)
    return set_line(text, x0, y, space=space)


PROSE = [
    "Ủy ban nhân dân xã giao các thôn rà lại số hộ còn dùng nước giếng khơi và bể chứa,",
    "ghi vào sổ của thôn rồi gửi về văn phòng trước ngày 15 của tháng đầu quý để gộp lại;",
    "nơi nào nước có mùi thì báo ngay cho trạm y tế để lấy mẫu đi thử, không chờ đến kỳ",
    "báo cáo sau. Trạm y tế xã cử 02 người đi cùng tổ của thôn, mang theo bộ thử nhanh,",
    "trả lời cho dân trong 03 ngày kể từ khi lấy mẫu và dán kết quả ở nhà văn hóa thôn.",
]


def letterhead() -> list[Word]:
    left = ["ỦY BAN NHÂN DÂN", "XÃ THƯỢNG LÂM", "Số: 12/KH-UBND"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Thượng Lâm, ngày 5 tháng 3 năm 2024"]
    both = zip(left, right, strict=True)
    return [word for k, pair in enumerate(both)
            for word in set_line(pair[0], 70.0, 60.0 + 16 * k) + set_line(pair[1], 300.0, 60.0 + 16 * k)]  # fmt: skip


def foot() -> list[Word]:
    left = ["Nơi nhận:", "- Như trên;", "- Các thôn;", "- Lưu: VT.", ""]
    right = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Trần Văn Mẫu"]
    return [word for k, (a, b) in enumerate(zip(left, right, strict=True))
            for word in set_line(a, 60.0, 500.0 + 14 * k) + set_line(b, 340.0, 500.0 + 14 * k)]  # fmt: skip


def three_signatures() -> list[Word]:
    rows = [["NGƯỜI LẬP", "KẾ TOÁN", "CHỦ TỊCH"], ["", "", ""], ["Lê Thị Hoa", "Võ Văn Nam", "Trần Văn Mẫu"]]
    return set_rows(rows, [60.0, 220.0, 380.0, 540.0], 600.0)[0]


def numbered_list() -> list[Word]:
    words: list[Word] = []
    for k in range(9):
        y = 100.0 + 2 * k * STEP
        words += set_line(f"{k + 1}.", 70.0, y)
        words += justified(PROSE[k % 5], y, 92.0) + justified(PROSE[(k + 2) % 5], y + STEP, 92.0)
    return words


def contents() -> list[Word]:
    lines = [(f"{k + 1}. Việc của thôn", str(3 + k), 100.0 + k * STEP) for k in range(12)]
    return [word for line, page, y in lines for word in set_line(line, 60.0, y) + set_line(page, 530.0, y)]


TRAPS = [
    ("letterhead", letterhead()),
    ("foot", foot()),
    ("letterhead, prose and foot", [*letterhead(), *foot()]
     + [word for k, line in enumerate(PROSE) for word in justified(line, 140.0 + k * STEP)]),
    ("justified prose", [word for k in range(30) for word in justified(PROSE[k % 5], 100.0 + k * STEP)]),
    ("one line set over and over", [word for k in range(8) for word in justified(PROSE[1], 100.0 + k * STEP)]),
    ("three signatures", three_signatures()),
    ("numbered list", numbered_list()),
    ("contents", contents()),
]  # fmt: skip


@pytest.mark.parametrize(("what", "words"), TRAPS, ids=[name for name, _ in TRAPS])
def test_what_only_has_columns_is_no_table(what: str, words: list[Word]) -> None:
    grids, rest = find_borderless_grids(words, (), *PAGE)
    assert grids == ()
    assert len(rest) == len(words)


def test_columns_in_which_nothing_is_read_make_no_table() -> None:
    """On a page that leans, what looked like words may read as dirt: the page failed for want of a type size."""
    rows = [["1", "Đường", "20"], ["2", "Trường", "30"], ["3", "Chợ", "40"], ["4", "Cầu", "50"]]
    words, _ = set_rows(rows, [70.0, 120.0, 300.0, 500.0], 100.0)
    (stretch,) = whole_stretches(page_rows(words_to_lines(words), 595.0, 842.0), [])
    assert stretch_to_grid(stretch, [], []) is None


def ruled(texts_of_rows: list[list[str]], y0: float, x1: float = 540.0) -> Grid:
    """A ruled grid of five columns, rows 20 pt high."""
    cells = []
    for n, row in enumerate(texts_of_rows):
        top = y0 + 20 * n
        for k, text in enumerate(row):
            lines = tuple(words_to_lines(set_line(text, XS[k], top)))
            cells.append(GridCell(row=n, column=k, lines=lines, box=Box(x0=XS[k], y0=top, x1=XS[k + 1], y1=top + 20)))
    box = Box(x0=XS[0], y0=y0, x1=x1, y1=y0 + 20 * len(texts_of_rows))
    return Grid(box=box, rows=len(texts_of_rows), columns=5, cells=tuple(cells), finder="test")


def test_a_header_over_a_ruled_grid_of_its_columns_stays_ruled() -> None:
    head, body = ruled([HEAD], 100.0), ruled(ROWS[:2], 140.0)
    assert head_words([head])
    assert not head_words([head, body])
    assert head_words([head, ruled(ROWS[:2], 140.0, x1=500.0)])
