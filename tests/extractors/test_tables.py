"""Logical tables: pieces joined over pages, rows told apart, nothing lost in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.lexicon import Lexicon, load_lexicon
from extractors.table_columns import is_numbers_row, match_header
from extractors.table_groups import is_total_text
from extractors.tables import find_tables
from extractors.tasks import find_tasks
from models.source import Box, Doubt, Span
from models.transcript import PlacedWord
from tests.extractors.made_grids import LETTER, Made, made_tables

if TYPE_CHECKING:
    from models.table import Table
    from models.transcript import CellText, Transcript

WIDTHS = [40.0, 260.0, 130.0, 130.0, 110.0, 72.0]
HEAD = ["TT", "Nội dung thực hiện", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian hoàn thành"]
NUMBERS = ["1", "2", "3", "4", "5", "6"]
GROUP = ["I", "CÔNG TÁC CHỈ ĐẠO", "<", "<", "<", "<"]
ROW = ["1", "Lập danh mục việc cần làm của huyện Đồng Lâm", "Phòng Nội vụ", "Phòng Tư pháp", "Danh mục", "Quý I/2022"]
NEXT = ["2", "Mở hội thi tìm hiểu cho cán bộ trẻ", "Phòng Tư pháp", "Các cơ quan, đơn vị", "Báo cáo", "Thường xuyên"]


def rows_of(table: Table) -> list[tuple[str, list[str]]]:
    rows: dict[int, list[str]] = {}
    kinds: dict[int, str] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.text)
        kinds[cell.row] = cell.kind
    return [(kinds[row], rows[row]) for row in sorted(rows)]


def codes(table: Table) -> list[str]:
    return [doubt.code for doubt in table.doubts]


def check_laws(transcript: Transcript, tables: tuple[Table, ...]) -> None:
    """Spans lie in the text and no two cells hold the same characters."""
    taken: set[int] = set()
    for table in tables:
        for cell in table.cells:
            for span in cell.spans:
                letters = set(range(span.start, span.end))
                assert not letters & taken
                taken |= letters
                assert transcript.slice(span).split()[0] in cell.text


def test_one_page(lexicon: Lexicon) -> None:
    transcript = made_tables([Made([HEAD, NUMBERS, GROUP, ROW, NEXT], WIDTHS)])
    (table,) = find_tables(transcript, lexicon)
    assert table.roles == ("number", "task", "lead", "support", "output", "deadline")
    assert [kind for kind, _ in rows_of(table)] == ["header", "numbers", "group", "cell", "cell"]
    assert rows_of(table)[3][1] == ROW
    assert table.doubts == ()
    check_laws(transcript, (table,))


@pytest.mark.parametrize("repeat", [[HEAD], [HEAD, NUMBERS], [NUMBERS], []])
@pytest.mark.parametrize("shift", [0.0, 9.0])
def test_pieces_over_pages_are_one_table(repeat: list[list[str]], shift: float, lexicon: Lexicon) -> None:
    transcript = made_tables([Made([HEAD, NUMBERS, GROUP, ROW], WIDTHS)], [Made([*repeat, NEXT], WIDTHS, shift)])
    (table,) = find_tables(transcript, lexicon)
    assert (table.page, table.page_end) == (1, 2)
    assert [kind for kind, _ in rows_of(table)] == ["header", "numbers", "group", "cell", "cell"]
    assert rows_of(table)[4][1] == NEXT
    check_laws(transcript, (table,))


def test_a_repeated_header_read_badly_is_still_dropped_and_told(lexicon: Lexicon) -> None:
    bad = ["TT", "Noi dung thưc hiên", "Đơn vi chú tri", "Đon vị phôi hơp", "San phâm", "Thơi gian hoan thanh"]
    transcript = made_tables([Made([HEAD, ROW], WIDTHS)], [Made([bad, NEXT], WIDTHS)])
    (table,) = find_tables(transcript, lexicon)
    assert [kind for kind, _ in rows_of(table)] == ["header", "cell", "cell"]


def test_the_header_read_best_is_the_tables_and_a_lost_number_parts_no_table(lexicon: Lexicon) -> None:
    """As on page 17 of mang-yang poor: rules of the first header are lost, and the number of the last row too."""
    garbled = ["TT", "---*°° ,Ị 55 ,,,,_ Ị", "<", "<", "<", "<"]
    pages = [[Made([garbled, ROW, ["", *NEXT[1:]]], WIDTHS)], [Made([HEAD, ["3", *NEXT[1:]]], WIDTHS)]]
    (table,) = find_tables(made_tables(*pages, source="ocr"), lexicon)
    assert rows_of(table)[0] == ("header", HEAD)
    assert len(rows_of(table)) == 4
    assert "header_repeat_differs" in codes(table)


def test_repeated_column_numbers_that_are_read_badly_are_no_row(lexicon: Lexicon) -> None:
    garbled = ["1T", "2", "8.", "4", "s", "6"]
    pages = [[Made([HEAD, NUMBERS, ROW], WIDTHS)], [Made([HEAD, garbled, NEXT], WIDTHS)]]
    (table,) = find_tables(made_tables(*pages, source="ocr"), lexicon)
    assert [kind for kind, _ in rows_of(table)] == ["header", "numbers", "cell", "cell"]


CUT = [
    # A row without a task is the rest of the one above.
    (
        ["3", "Tập huấn cho cán bộ", "Phòng Nội vụ", "UBND cấp xã", "Kế hoạch;", "Quý I/2022"],
        ["", "", "", "", "- Báo cáo", ""],
    ),
    # The sentence goes on in lower case.
    (
        [
            "3",
            "Rà soát quy chế làm việc của các đơn vị sự",
            "Phòng Tài chính và",
            "UBND cấp xã",
            "Báo cáo",
            "Quý I/2022",
        ],
        ["", "nghiệp công lập", "Kế hoạch", "", "", ""],
    ),
]


@pytest.mark.parametrize(("above", "below"), CUT)
@pytest.mark.parametrize("repeat", [[HEAD], []])
def test_a_row_that_goes_on_over_the_break_is_one(
    above: list[str], below: list[str], repeat: list[list[str]], lexicon: Lexicon
) -> None:
    transcript = made_tables([Made([HEAD, ROW, above], WIDTHS)], [Made([*repeat, below, NEXT], WIDTHS)])
    (table,) = find_tables(transcript, lexicon)
    rows = rows_of(table)
    assert len(rows) == 4
    assert [" ".join(text.split()) for text in rows[2][1]] == [
        f"{a} {b}".strip() for a, b in zip(above, below, strict=True)
    ]
    check_laws(transcript, (table,))


LISTS = [
    ("- Sổ theo dõi\n- Biên bản", "- Sổ theo dõi\n- Biên bản"),
    ("1. Sổ theo dõi;\n2. Biên bản", "1. Sổ theo dõi;\n2. Biên bản"),
    ("Gồm:\n- Sổ\n- Biên bản", "Gồm:\n- Sổ\n- Biên bản"),
    # A dash inside a name is no item, nor is a day that a line begins with.
    ("Phòng Tài chính\n- Kế hoạch", "Phòng Tài chính - Kế hoạch"),
    ("Nộp trước ngày\n15. Trễ là lỗi", "Nộp trước ngày 15. Trễ là lỗi"),
]


@pytest.mark.parametrize(("printed", "kept"), LISTS)
def test_lists_inside_cells_stay_lists(printed: str, kept: str, lexicon: Lexicon) -> None:
    transcript = made_tables([Made([HEAD, [*ROW[:4], printed, ROW[5]], NEXT], WIDTHS)])
    assert rows_of(find_tables(transcript, lexicon)[0])[1][1][4] == kept


def test_a_code_cut_by_the_break_gets_no_space(lexicon: Lexicon) -> None:
    transcript = made_tables(
        [Made([HEAD, ["1", "Thi hành Nghị định số 63/2010/", "Phòng Nội vụ", "", "", ""]], WIDTHS)],
        [Made([["", "NĐ-CP của Chính phủ", "", "", "", ""], NEXT], WIDTHS)],
    )
    assert rows_of(find_tables(transcript, lexicon)[0])[1][1][1] == "Thi hành Nghị định số 63/2010/NĐ-CP của Chính phủ"


def test_a_row_without_number_but_with_its_own_task_stays_a_row(lexicon: Lexicon) -> None:
    own = ["", "Công bố kết quả trên trang của xã", "UBND cấp xã", "Phòng Nội vụ", "Bản tin", "Quý I/2022"]
    transcript = made_tables([Made([HEAD, ROW], WIDTHS)], [Made([HEAD, own, NEXT], WIDTHS)])
    (table,) = find_tables(transcript, lexicon)
    assert rows_of(table)[2][1] == own


GROUPS = [
    ["II", "CẢI CÁCH THỂ CHẾ", "<", "<", "<", "<"],
    ["II CẢI CÁCH THỂ CHẾ", "<", "<", "<", "<", "<"],
    ["II CẢI CÁCH THỂ CHẾ", "", "", "", "", ""],
    ["II", "Cải cách thể chế", "", "", "", ""],
    ["", "II. Cải cách thể chế", "", "", "", ""],
    ["B.", "Cải cách thể chế", "", "", "", ""],
    ["", "**Cải cách thể chế**", "", "", "", ""],
    ["", "CẢI CÁCH THỂ CHẾ", "", "", "", ""],
]


@pytest.mark.parametrize("group", GROUPS)
def test_groups_in_a_row(group: list[str], lexicon: Lexicon) -> None:
    (table,) = find_tables(made_tables([Made([HEAD, ROW, group, NEXT], WIDTHS)]), lexicon)
    assert [kind for kind, _ in rows_of(table)] == ["header", "cell", "group", "cell"]


NO_GROUPS = [
    ["", "Công bố kết quả trên trang của xã", "", "", "", ""],
    ["3", "Thu hút đầu tư vào cụm nghề", "", "", "", ""],
    ["Tổng cộng", "<", "<", "<", "<", "5"],
]


@pytest.mark.parametrize("row", NO_GROUPS)
def test_rows_that_are_no_groups(row: list[str], lexicon: Lexicon) -> None:
    (table,) = find_tables(made_tables([Made([HEAD, ROW, row, NEXT], WIDTHS)]), lexicon)
    assert [kind for kind, _ in rows_of(table)] == ["header", "cell", "cell", "cell"]


@pytest.mark.parametrize("break_page", [True, False])
def test_a_group_line_outside_the_grid(break_page: bool, lexicon: Lexicon) -> None:
    first, line, second = Made([HEAD, ROW], WIDTHS), "**III CẢI CÁCH THỦ TỤC**", Made([NEXT], WIDTHS)
    pages: list[list[Made | str]] = [[first], [line, second]] if break_page else [[first, line, second]]
    transcript = made_tables(*pages)
    (table,) = find_tables(transcript, lexicon)
    assert rows_of(table)[2] == ("group", ["III CẢI CÁCH THỦ TỤC"])
    check_laws(transcript, (table,))


def test_other_text_parts_tables(lexicon: Lexicon) -> None:
    transcript = made_tables(
        [Made([HEAD, ROW], WIDTHS), "Sau đây là phần việc của các xã trong huyện.", Made([HEAD, NEXT], WIDTHS)]
    )
    assert [table.number for table in find_tables(transcript, lexicon)] == [1, 2]


def test_another_header_begins_another_table(lexicon: Lexicon) -> None:
    sums = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2021", "Năm 2022", "Ghi chú"],
        ["1", "Số hồ sơ", "hồ sơ", "120", "150", ""],
    ]
    tables = find_tables(made_tables([Made([HEAD, ROW], WIDTHS)], [Made(sums, WIDTHS)]), lexicon)
    assert len(tables) == 2


def test_merged_cells_cover_their_rows(lexicon: Lexicon) -> None:
    transcript = made_tables([Made([HEAD, ROW, [*NEXT[:5], "^"], ["3", "Ba", "^", "", "", "^"]], WIDTHS)])
    (table,) = find_tables(transcript, lexicon)
    spans = {(cell.text, cell.row_span) for cell in table.cells if cell.row_span > 1}
    assert spans == {("Quý I/2022", 3), ("Phòng Tư pháp", 2)}


def test_a_merge_holds_on_over_the_break(lexicon: Lexicon) -> None:
    transcript = made_tables(
        [Made([HEAD, ROW, [*NEXT[:5], "^"]], WIDTHS)],
        [Made([["3", "Ba việc của xã", "UBND cấp xã", "", "", ""]], WIDTHS)],
    )
    (table,) = find_tables(transcript, lexicon)
    assert next(cell for cell in table.cells if cell.text == "Quý I/2022").row_span == 3
    assert "merged_over_break" in codes(table)


def test_a_header_of_two_rows(lexicon: Lexicon) -> None:
    head = [
        ["TT", "Nhiệm vụ", "Cơ quan thực hiện", "<", "Sản phẩm", "Thời hạn"],
        ["^", "^", "Chủ trì", "Phối hợp", "^", "^"],
    ]
    (table,) = find_tables(made_tables([Made([*head, NUMBERS, ROW, NEXT], WIDTHS)]), lexicon)
    assert table.roles == ("number", "task", "lead", "support", "output", "deadline")
    assert [kind for kind, _ in rows_of(table)] == ["header", "header", "numbers", "cell", "cell"]


def test_a_table_of_targets_comes_out_with_its_cells(lexicon: Lexicon) -> None:
    rows = [
        ["STT", "Tên chỉ số", "ĐVT", "2021", "2025"],
        ["1", "Hồ sơ trực tuyến", "%", "20", "80"],
        ["2", "Văn bản ký số", "%", "60", "100"],
    ]
    (table,) = find_tables(made_tables([Made(rows, [40, 300, 100, 100, 100])]), lexicon)
    assert [kind for kind, _ in rows_of(table)] == ["header", "cell", "cell"]
    assert "task" not in table.roles


APPENDICES = [
    ("^**PHỤ LỤC**", "Phụ lục"),
    ("^**PHỤ LỤC II**", "Phụ lục II"),
    ("^Phụ lục số 01", "Phụ lục 01"),
    ("^**PHỤ LỤC 2: DANH MỤC VIỆC CẦN LÀM**", "Phụ lục 2"),
    ("Phụ lục này nêu những việc mà các xã phải làm trong năm", ""),
    ("Danh mục kèm theo", ""),
]


@pytest.mark.parametrize(("line", "label"), APPENDICES)
def test_the_appendix(line: str, label: str, lexicon: Lexicon) -> None:
    (table,) = find_tables(made_tables([line, Made([HEAD, ROW], WIDTHS)]), lexicon)
    assert table.appendix == label


def test_a_lost_rule_merges_columns_and_is_told(lexicon: Lexicon) -> None:
    joined = ["2", "Mở hội thi", "Phòng Tư pháp Các cơ quan, đơn vị", "Báo cáo", "Thường xuyên"]
    widths = [40.0, 260.0, 260.0, 110.0, 72.0]
    transcript = made_tables([Made([HEAD, ROW, NEXT], WIDTHS)], [Made([joined], widths)])
    (table,) = find_tables(transcript, lexicon)
    assert "columns_differ" in codes(table)
    assert [cell.text for cell in table.cells if cell.row == 4 and cell.column == 5] == ["Báo cáo"]
    check_laws(transcript, (table,))


def test_a_column_that_one_page_alone_parts_is_one(lexicon: Lexicon) -> None:
    joined = [["TT", "Nội dung thực hiện", "Đơn vị chủ trì Đơn vị phối hợp", "Sản phẩm", "Thời gian hoàn thành"]]
    joined += [
        [str(n), "Mở hội thi", "Phòng Tư pháp Các cơ quan, đơn vị", "Báo cáo", "Thường xuyên"] for n in range(1, 5)
    ]
    whole = [[str(n), *NEXT[1:]] for n in range(5, 8)]
    widths = [40.0, 260.0, 260.0, 110.0, 72.0]
    transcript = made_tables([Made(joined, widths)], [Made(whole, WIDTHS)])
    (table,) = find_tables(transcript, lexicon)
    assert table.columns == 6
    assert [cell.text for cell in table.cells if cell.row == 7][2:4] == ["Phòng Tư pháp", "Các cơ quan, đơn vị"]


def test_the_numeral_of_a_group_behind_a_lost_rule(lexicon: Lexicon) -> None:
    group = ["II¦Việc của các thôn", *["<"] * 5]
    (table,) = find_tables(made_tables([Made([HEAD, ROW, group, NEXT], WIDTHS)], source="ocr"), lexicon)
    assert [cell.text for cell in table.cells if cell.kind == "group"] == ["II", "Việc của các thôn"]


# WILD: what stands right above the rest of a table on the next page: (text, share of the width, whether it is a name).
OVER = [
    ("Việc của các thôn", 0.4, True),
    ("2. Việc của các thôn", 0.4, True),
    ("2. Việc của các thôn", 0.9, False),
    ("Các xã làm theo mẫu dưới đây.", 0.4, False),
    ("Việc của các thôn", 0.9, False),
]


@pytest.mark.parametrize(("text", "share", "name"), OVER)
def test_a_name_without_a_label_right_above_a_grid(text: str, share: float, name: bool, lexicon: Lexicon) -> None:
    transcript = made_tables([Made([HEAD, ROW], WIDTHS)], [text, Made([NEXT], WIDTHS)])
    blocks = tuple(
        block.model_copy(update={"box": block.box.model_copy(update={"x1": 57.0 + share * 742.0})})
        if block.kind == "paragraph" else block for block in transcript.blocks
    )  # fmt: skip
    tables = find_tables(transcript.model_copy(update={"blocks": blocks}), lexicon)
    assert len(tables) == (1 if name else 2)
    if name:
        assert rows_of(tables[0])[2] == ("group", [text])


def test_a_rule_too_many_loses_no_text(lexicon: Lexicon) -> None:
    split = ["2", "Mở hội thi", "Phòng", "Tư pháp", "Các cơ quan", "Báo cáo", "Thường xuyên"]
    widths = [40.0, 260.0, 65.0, 65.0, 130.0, 110.0, 72.0]
    transcript = made_tables([Made([HEAD, ROW, NEXT], WIDTHS)], [Made([split], widths)])
    (table,) = find_tables(transcript, lexicon)
    assert [cell.text for cell in table.cells if cell.row == 4][2] == "Phòng Tư pháp"
    assert "columns_differ" in codes(table)


def test_what_does_not_add_up_is_told(lexicon: Lexicon) -> None:
    made = Made(
        [HEAD, ROW, ["2", "", "Phòng Nội vụ", "", "", "Quý I/2022"]], WIDTHS, doubts=(Doubt(code="weak_rules"),)
    )
    (table,) = find_tables(made_tables([made]), lexicon)
    assert codes(table) == ["weak_rules", "row_without_task"]


def test_columns_without_header_are_told_by_their_contents(lexicon: Lexicon) -> None:
    (table,) = find_tables(made_tables([Made([ROW, NEXT, ["3", *NEXT[1:]]], WIDTHS)]), lexicon)
    assert table.roles == ("number", "task", "lead", "support", "output", "deadline")
    assert "columns_by_content" in codes(table)


RUN_TOGETHER = [
    "2",
    "Mở hội thi tìm hiểu¦Phòng Tư pháp\ncho cán bộ trẻ",
    "<",
    "Các cơ quan, đơn vị",
    "Báo cáo",
    "Quý I/2022",
]


@pytest.mark.parametrize(("source", "lead"), [("ocr", "Phòng Tư pháp"), ("text_layer", "")])
def test_columns_that_a_lost_rule_ran_together_are_parted_on_scans_alone(
    source: str, lead: str, lexicon: Lexicon
) -> None:
    transcript = made_tables([Made([HEAD, ROW, RUN_TOGETHER, ["3", *NEXT[1:]]], WIDTHS)], source=source)
    (table,) = find_tables(transcript, lexicon)
    cells = {cell.column: cell.text for cell in table.cells if cell.row == 3}
    assert cells.get(3, "") == lead
    assert ("cells_parted" in codes(table)) == bool(lead)
    if lead:
        assert cells[2] == "Mở hội thi tìm hiểu cho cán bộ trẻ"


def test_rows_that_a_lost_rule_ran_together_are_parted(lexicon: Lexicon) -> None:
    tall = [
        "2",
        "Mở hội thi tìm hiểu pháp luật cho cán bộ trẻ của các xã trong huyện và thị trấn nữa",
        *NEXT[2:4],
        "",
        "",
    ]
    rows = [HEAD, tall, ["3", *NEXT[1:4], "", ""]]
    transcript = made_tables([Made(rows, WIDTHS)], source="ocr")
    grid = transcript.grids[0]
    # The rule between two outputs is lost: one cell over both rows holds a line at the top of each.
    upper, lower = (next(c for c in grid.cells if (c.row, c.column) == (row, 4)) for row in (1, 2))
    merged, words = _written_into(transcript, upper, lower, ("Danh mục việc", "Tờ trình"))
    cells = tuple(merged if c is upper else c for c in grid.cells if c is not lower)
    transcript = words.model_copy(update={"grids": (grid.model_copy(update={"cells": cells}),)})
    (table,) = find_tables(transcript, lexicon)
    assert [cell.text for cell in table.cells if cell.column == 5 and cell.row > 1] == ["Danh mục việc", "Tờ trình"]


def _written_into(
    transcript: Transcript, upper: CellText, lower: CellText, texts: tuple[str, str]
) -> tuple[CellText, Transcript]:
    """Write two texts at the end of the transcript, placed at the tops of two cells that have become one."""
    start, parts, words, starts = len(transcript.text), [], [], []
    for cell, text in zip((upper, lower), texts, strict=True):
        starts.append(start + sum(map(len, parts)))
        for k, word in enumerate(text.split()):
            at = start + sum(map(len, parts))
            x, y = cell.box.x0 + 2 + 40 * k, cell.box.y0 + 2
            box = Box(x0=x, y0=y, x1=x + 35, y1=y + 12)
            words.append(PlacedWord(start=at, end=at + len(word), page=1, box=box, size=12.0))
            parts.append(word + " ")
    text = "".join(parts).rstrip()
    merged = upper.model_copy(
        update={
            "row_span": 2, "span": Span(start=start, end=start + len(text)), "box": upper.box.union(lower.box),
            "line_starts": tuple(starts),
        }
    )  # fmt: skip
    changed = transcript.model_copy(update={"text": transcript.text + text, "words": (*transcript.words, *words)})
    return merged, changed


def test_a_title_over_merged_cells_is_not_parted(lexicon: Lexicon) -> None:
    group = ["II", "Cải cách thể chế của huyện và các xã, thị trấn trên địa bàn", "<", "<", "<", "<"]
    (table,) = find_tables(made_tables([Made([HEAD, ROW, group, NEXT], WIDTHS)], source="ocr"), lexicon)
    assert [cell.text for cell in table.cells if cell.row == 3] == group[:2]


def test_readable_headers_that_nobody_knows_leave_their_columns_alone(lexicon: Lexicon) -> None:
    rows = [
        ["STT", "Tên giống lúa", "Ngày xuống giống sớm", "Nơi nhận giống về trồng"],
        ["1", "Nếp cái hoa vàng của làng Đồng Lâm", "15", "- Trung tâm giống: 5"],
        ["2", "Tẻ thơm ruộng bậc thang bản Na Hang", "20", "- Trung tâm giống: 7"],
    ]
    (table,) = find_tables(made_tables([Made(rows, [40.0, 300.0, 100.0, 200.0])]), lexicon)
    assert table.roles == ("number", "other", "other", "other")


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["1", "2", "3", "4"], True),
        (["1", "2", "8.", "4", "Đ", "6"], True),
        (["(1)", "(2)", "(3)", "(4)=(2)+(3)"], True),
        (["A", "B", "1", "2", "3"], True),
        (["1", "2", "", "4", "5"], True),
        (["1", "Z", "3", "4", "5"], True),
        (["1", "2", "3", "4", "5", "-+ 6"], True),
        (["1", "Lập kế hoạch", "2"], False),
        (["1", "", "", ""], False),
        (["5", "8", "12", "40"], False),
        (["2021", "2022", "2023"], False),
    ],
)
def test_rows_of_column_numbers(texts: list[str], told: bool) -> None:
    assert is_numbers_row(texts) is told


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("STT", "number"),
        ("sốTT", "number"),
        ("Nội dung công việc", "task"),
        ("NHIỆM VỤ", "task"),
        ("Tiêu chí, việc phải làm", "task"),
        ("Những việc cần thực hiện", "task"),
        ("Tiêu chí", "other"),
        ("Cơ quan, đơn vị chủ trì thực hiện", "lead"),
        ("Đơn vị thực hiện/ phối hợp thực hiện", "support"),
        ("Dự kiến kết quả, sản phẩm", "output"),
        ("Sản phẩm/kết quả", "output"),
        ("Thời hạn hoàn thành", "deadline"),
        ("Thoi gian hoan thảnh", "deadline"),
        ("Đơn vị tính", "other"),
        ("Kinh phí thực hiện", "other"),
        ("Huyện Đồng Lâm", None),
    ],
)
def test_header_words(text: str, role: str | None, lexicon: Lexicon) -> None:
    match = match_header(text, lexicon)
    assert (match.role if match else None) == role


WORDS = [
    "",
    "",
    "I",
    "II",
    "1",
    "2",
    "3.",
    "Phòng Nội vụ",
    "Quý I/2022",
    "lập sổ",
    "Mở lớp học chữ cho dân bản.",
    "100%",
    "- Sổ",
    "A",
]
GRIDS = st.lists(
    st.lists(
        st.lists(st.sampled_from([*WORDS, "<", "^"]), min_size=4, max_size=4).map(lambda row: ["", *row]),
        min_size=1,
        max_size=5,
    ),
    min_size=1,
    max_size=3,
)


@settings(deadline=None, max_examples=60)
@given(GRIDS, st.sampled_from(["ocr", "text_layer"]))
@example([[["", "", "- Sổ", "- Sổ", "- Sổ"], ["", "", "", "", "I"]], [["", "", "", "- Sổ", "- Sổ"]]], "ocr")
@example([[["", "", "Phòng Nội vụ", "- Sổ", "- Sổ"], ["", "", "", "", "I"]], [["", "", "", "", "Phòng Nội vụ"]]], "ocr")
def test_whatever_stands_in_a_grid_stands_in_a_table(grids: list[list[list[str]]], source: str) -> None:
    """No word of any cell is lost, whatever the grid; tables are numbered, their cells keep to their columns."""
    grids = [_without_stray_merges(rows) for rows in grids]
    transcript = made_tables(*[[Made(rows, [40.0, 260.0, 130.0, 130.0, 110.0])] for rows in grids], source=source)
    tables = find_tables(transcript, load_lexicon())
    check_laws(transcript, tables)
    kept = {n for table in tables for cell in table.cells for span in cell.spans for n in range(span.start, span.end)}
    for grid in transcript.grids:
        for cell in grid.cells:
            words = transcript.words_in(cell.span) if len(cell.span) else ()
            assert all(word.start in kept for word in words) or _is_head(transcript, cell.row, grid.page, tables)
    for number, table in enumerate(tables, 1):
        assert table.number == number
        assert all(cell.column + cell.col_span - 1 <= table.columns for cell in table.cells)
    for found in find_tasks(tables, transcript, load_lexicon()):
        assert found.quote == " ".join(transcript.slice(span) for span in found.spans)


def _without_stray_merges(rows: list[list[str]]) -> list[list[str]]:
    """A merge needs a whole cell beside it: what a drawn grid cannot be is no grid."""
    clean = [["", *[text if text not in ("<", "^") else "" for text in row[1:]]] for row in rows]
    for n, row in enumerate(rows):
        if n and row.count("^") == 1 and "<" not in row and "<" not in rows[n - 1]:
            clean[n][row.index("^")] = "^"
        if row[2] == "<" and "^" not in row:
            clean[n][2] = "<"
    return clean


def _is_head(transcript: Transcript, row: int, page: int, tables: tuple[Table, ...]) -> bool:
    """Rows that may be left out: the numbers of columns, or the header, that stand a second time."""
    grid = transcript.grids[page - 1]
    cells = [cell for cell in grid.cells if cell.row == row]
    texts = [transcript.slice(cell.span) for cell in cells]
    header = {(cell.column, cell.text) for table in tables for cell in table.cells if cell.kind == "header"}
    repeats = all(not text or (cell.column + 1, text) in header for cell, text in zip(cells, texts, strict=True))
    return is_numbers_row(texts) or repeats


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Tổng cộng", True),
        ("TỔNG SỐ (I + II)", True),
        ("Cộng:", True),
        ("Cộng (1+2)", True),
        ("Tổng kinh phí thực hiện", True),
        ("Công khai số điện thoại trực", False),
        ("Công tác chỉ đạo, điều hành", False),
        ("Tổng hợp ý kiến của các thôn", False),
        ("Tổng kết cuối năm", False),
        ("Cộng đồng cùng giữ đường làng", False),
    ],
)
def test_rows_that_add_up(text: str, total: bool, lexicon: Lexicon) -> None:
    """Toneless, "Công khai" would be "Cộng", and its task would be lost."""
    assert is_total_text(text, lexicon) is total


def test_a_name_in_capitals_that_letters_parted_is_one(lexicon: Lexicon) -> None:
    """Letters on the place of a rule look like a piece of it: "II", "AN NINH VÀ", "TRẬT TỰ" over all the rest."""
    torn = ["II", "AN NINH XÓM VÀ", "TRẬT TỰ CHỢ", *["<"] * (len(HEAD) - 3)]
    (table,) = find_tables(made_tables([Made([HEAD, ROW, torn, NEXT], WIDTHS)]), lexicon)
    group = [(cell.column, cell.col_span, cell.text) for cell in table.cells if cell.kind == "group"]
    assert group == [(1, 1, "II"), (2, len(HEAD) - 1, "AN NINH XÓM VÀ TRẬT TỰ CHỢ")]


def _lone(number: str, task: str) -> str:
    """A line whose words stand in the columns of a grid of WIDTHS: letters are as wide as in a cell."""
    line, x = "", 10.0
    for column, text in enumerate([number, task, "Trạm thú y", "", "Báo cáo"]):
        left = sum(WIDTHS[:column]) + 2.0
        line += " " * max(0, round((left - x) / LETTER)) + text
        x = left + LETTER * len(text)
    return line


@pytest.mark.parametrize(
    ("number", "task", "held"),
    [("3", "Đếm lại đàn trâu", True), ("5", "Đếm lại đàn trâu", False), ("", "Đếm lại đàn trâu", False)],
)
def test_a_row_that_no_grid_holds_is_told_by_its_number(number: str, task: str, held: bool, lexicon: Lexicon) -> None:
    transcript = made_tables([Made([HEAD, ROW, NEXT], WIDTHS)], [_lone(number, task)])
    (table,) = find_tables(transcript, lexicon)
    assert ("row_outside_grid" in codes(table)) == held
    assert (max(cell.row for cell in table.cells) == 4) == held
    if held:
        texts = [cell.text for cell in table.cells if cell.row == 4 and cell.text]
        assert texts == ["3", "Đếm lại đàn trâu", "Trạm thú y", "Báo cáo"]


def test_prose_overleaf_is_no_row(lexicon: Lexicon) -> None:
    prose = "3. Các thôn căn cứ bảng trên đây mà làm, nơi nào chậm thì báo về văn phòng xã trước cuối tháng để cùng gỡ."
    (table,) = find_tables(made_tables([Made([HEAD, ROW, NEXT], WIDTHS)], [prose]), lexicon)
    assert "row_outside_grid" not in codes(table)


@pytest.mark.parametrize(("line", "source", "count"), [
    ("nam", "ocr", 1),
    ("nam", "text_layer", 2),
    ("Nam", "ocr", 2),
    ("nam nữ", "ocr", 2),
])  # fmt: skip
def test_a_short_word_by_itself_parts_no_table_on_a_scan(line: str, source: str, count: int, lexicon: Lexicon) -> None:
    """What a reader makes of print that shows through: no title is one small word that begins small."""
    pages = [Made([HEAD, ROW], WIDTHS), line], [Made([HEAD, NEXT], WIDTHS)]
    assert len(find_tables(made_tables(*map(list, pages), source=source), lexicon)) == count


@pytest.mark.parametrize(
    ("head", "told"), [("TT Tiêu chí", True), ("TT", False), ("Số TT", False), ("Tiêu chí", False)]
)
def test_a_number_and_a_name_in_one_column_are_doubted(head: str, told: bool, lexicon: Lexicon) -> None:
    rows = [
        [head, "Đơn vị tính", "Kế hoạch"],
        ["1 Sản lượng chè búp", "tấn", "70"],
        ["2 Diện tích trồng mới", "ha", "12"],
    ]
    (table,) = find_tables(made_tables([Made(rows, [300.0, 100.0, 100.0])], source="ocr"), lexicon)
    assert ("columns_run_together" in [doubt.code for doubt in table.doubts]) is told
