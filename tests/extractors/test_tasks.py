"""Tasks: rows of task tables with their groups, bodies and deadlines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from extractors.table_labels import Label, mend_groups, mend_numbers
from extractors.tables import find_tables
from extractors.tasks import find_tasks
from models.plan import FrontMatter
from models.source import Absent, Doubt, Found
from pipeline.ocr.text_layer import read_text_layer
from pipeline.transcript.transcribe import transcribe
from tests.extractors.made_grids import Made, made_tables
from tests.extractors.test_tables import GROUP, HEAD, NEXT, NUMBERS, ROW, WIDTHS

if TYPE_CHECKING:
    from pathlib import Path

    from extractors.lexicon import Lexicon
    from models.table import Task
    from models.transcript import Transcript


def tasks_of(transcript: Transcript, lexicon: Lexicon) -> tuple[Found[Task], ...]:
    found = find_tasks(find_tables(transcript, lexicon), transcript, lexicon)
    for one in found:
        assert one.quote == " ".join(transcript.slice(span) for span in one.spans)
    return found


def test_a_task(lexicon: Lexicon) -> None:
    found = tasks_of(made_tables([Made([HEAD, NUMBERS, GROUP, ROW, NEXT], WIDTHS)]), lexicon)
    task = found[0].value
    assert (task.table, task.row, task.group_label, task.group, task.number) == (1, 1, "I", "CÔNG TÁC CHỈ ĐẠO", "1")
    assert (task.task, task.lead, task.support, task.output, task.deadline_text) == tuple(ROW[1:])
    assert (task.lead_agencies, task.support_agencies) == (("Phòng Nội vụ",), ("Phòng Tư pháp",))
    assert [(one.kind, one.last_day) for one in task.deadlines] == [("quarter", date(2022, 3, 31))]
    assert found[0].doubts == ()
    assert found[1].value.deadlines[0].kind == "recurring"


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "N.T", "Như trên", "//", "-//-", '"'])
def test_as_above_stands_for_the_cell_above(ditto: str, lexicon: Lexicon) -> None:
    rows = [
        HEAD,
        ROW,
        ["a", "Vẽ sơ đồ chỗ đậu xe", ditto, ditto, ditto, ditto],
        ["b", "Sơn lại cổng", ditto, "", "", ditto],
    ]
    first, second, third = tasks_of(made_tables([Made(rows, WIDTHS)]), lexicon)
    assert (second.value.lead, second.value.deadline_text) == (ditto, ditto)
    for one in (second, third):
        assert one.value.lead_agencies == first.value.lead_agencies
        assert [d.last_day for d in one.value.deadlines] == [date(2022, 3, 31)]
    assert (second.value.support_agencies, third.value.support_agencies) == (first.value.support_agencies, ())
    assert [doubt.code for doubt in second.doubts] == ["cell_as_above"] * 3


@pytest.mark.parametrize("text", ["Phòng NT", "Sở NNPTNT", "-", "12/2022", "Thực hiện như kế hoạch trên"])
def test_other_short_cells_stand_for_themselves(text: str, lexicon: Lexicon) -> None:
    rows = [HEAD, ROW, ["2", "Vẽ sơ đồ chỗ đậu xe", text, "", "", text]]
    assert "cell_as_above" not in [
        doubt.code for doubt in tasks_of(made_tables([Made(rows, WIDTHS)]), lexicon)[1].doubts
    ]


def test_columns_in_any_order(lexicon: Lexicon) -> None:
    order = [0, 5, 4, 1, 3, 2]
    rows = [[row[n] for n in order] for row in (HEAD, ROW, NEXT)]
    task = tasks_of(made_tables([Made(rows)]), lexicon)[0].value
    assert (task.task, task.lead, task.support, task.output, task.deadline_text) == tuple(ROW[1:])


def test_a_lone_body_is_the_lead(lexicon: Lexicon) -> None:
    head = ["TT", "Nhiệm vụ", "Cơ quan thực hiện", "Thời hạn"]
    task = tasks_of(
        made_tables([Made([head, ["1", "Kiểm tra bếp ăn trường học", "Phòng Y tế", "Quý I/2022"]])]), lexicon
    )[0]
    assert (task.value.lead, task.value.support) == ("Phòng Y tế", "")


def test_a_row_over_the_break_has_two_spans_and_two_pages(lexicon: Lexicon) -> None:
    above = ["3", "Rà soát quy chế làm việc của các", "Phòng Nội vụ", "", "Báo cáo", "Quý I/2022"]
    below = ["", "đơn vị trong huyện", "", "", "", ""]
    transcript = made_tables([Made([HEAD, ROW, above], WIDTHS)], [Made([HEAD, below, NEXT], WIDTHS)])
    found = tasks_of(transcript, lexicon)
    assert [one.value.row for one in found] == [1, 2, 3]
    assert found[1].value.task == "Rà soát quy chế làm việc của các đơn vị trong huyện"
    assert (found[1].page, found[1].value.page_end) == (1, 2)


def test_a_merged_deadline_goes_to_each_row(lexicon: Lexicon) -> None:
    rows = [HEAD, ROW, [*NEXT[:5], "^"], ["3", "Ba việc của xã", "UBND cấp xã", "", "", "^"]]
    assert {one.value.deadline_text for one in tasks_of(made_tables([Made(rows, WIDTHS)]), lexicon)} == {"Quý I/2022"}


def test_two_rows_of_one_number_and_a_blank_one_stay(lexicon: Lexicon) -> None:
    rows = [HEAD, ROW, NEXT, ["2", "Mở lớp học chữ", "", "", "", ""], ["", "Trao giải thi viết", "", "", "", ""]]
    assert [one.value.number for one in tasks_of(made_tables([Made(rows, WIDTHS)]), lexicon)] == ["1", "2", "2", ""]


def test_products_on_rows_of_their_own_go_to_their_task(lexicon: Lexicon) -> None:
    rows = [HEAD, ROW, ["^", "^", "^", "^", "Tờ trình", "Quý II/2022"], NEXT]
    found = tasks_of(made_tables([Made(rows, WIDTHS)]), lexicon)
    assert [one.value.output for one in found] == ["Danh mục Tờ trình", "Báo cáo"]
    assert found[0].doubts == ()


def test_a_row_without_task_goes_to_the_one_above_with_a_doubt(lexicon: Lexicon) -> None:
    rows = [HEAD, ROW, ["", "", "", "", "Tờ trình", ""], NEXT]
    found = tasks_of(made_tables([Made(rows, WIDTHS)]), lexicon)
    assert [one.value.output for one in found] == ["Danh mục Tờ trình", "Báo cáo"]
    assert [doubt.code for doubt in found[0].doubts] == ["row_without_task"]


def test_a_line_of_text_taken_for_a_rule_parts_no_task(lexicon: Lexicon) -> None:
    rows = [HEAD, [*ROW[:2], "", *ROW[3:]], ["^", "8", "Phòng Nội vụ", "", "", ""], NEXT]
    found = tasks_of(made_tables([Made(rows, WIDTHS)], source="ocr"), lexicon)
    assert [(one.value.task, one.value.lead) for one in found] == [(ROW[1], "Phòng Nội vụ"), (NEXT[1], "Phòng Tư pháp")]
    assert "row_without_task" in [doubt.code for doubt in found[0].doubts]


def test_the_deadline_that_decides_stands_first(lexicon: Lexicon) -> None:
    row = [*ROW[:5], "Thực hiện khi có Đề án; hoàn thành 31/12/2025"]
    task = tasks_of(made_tables([Made([HEAD, row, NEXT], WIDTHS)]), lexicon)[0].value
    assert [(one.kind, one.last_day) for one in task.deadlines] == [("date", date(2025, 12, 31)), ("on_event", None)]


def test_the_year_of_the_column_holds(lexicon: Lexicon) -> None:
    head = [*HEAD[:5], "Thời gian hoàn thành (năm 2023)"]
    task = tasks_of(made_tables([Made([head, [*ROW[:5], "Quý III"], NEXT], WIDTHS)]), lexicon)[0].value
    assert task.deadlines[0].last_day == date(2023, 9, 30)


DOUBTS = [("Phòng Nội vụ", "deadline_unread"), ("31/11/2022", "deadline_no_such_day")]


@pytest.mark.parametrize(("text", "code"), DOUBTS)
def test_a_deadline_not_understood_is_told(text: str, code: str, lexicon: Lexicon) -> None:
    found = tasks_of(made_tables([Made([HEAD, [*ROW[:5], text], NEXT], WIDTHS)]), lexicon)
    assert [doubt.code for doubt in found[0].doubts] == [code]
    assert found[0].value.deadline_text == text


NO_TASKS = [
    [
        ["STT", "Tên chỉ số", "ĐVT", "2021", "2025"],
        ["1", "Hồ sơ trực tuyến", "%", "20", "80"],
        ["2", "Ký số", "%", "60", "99"],
    ],
    [["TT", "Nội dung chi", "Đơn vị thực hiện", "Kinh phí"], ["1", "Mua máy quét", "Phòng Nội vụ", "25"]],
    [["Họ và tên", "Chức vụ", "Số điện thoại"], ["Trần A", "Trưởng ban", "0912"]],
]


@pytest.mark.parametrize("rows", NO_TASKS)
def test_tables_that_assign_nothing_hold_no_tasks(rows: list[list[str]], lexicon: Lexicon) -> None:
    transcript = made_tables([Made(rows, [40.0] + [600.0 / (len(rows[0]) - 1)] * (len(rows[0]) - 1))])
    assert find_tables(transcript, lexicon)
    assert tasks_of(transcript, lexicon) == ()


def test_a_sum_is_no_task(lexicon: Lexicon) -> None:
    rows = [HEAD, ROW, ["", "Tổng cộng", "", "", "5", ""]]
    assert len(tasks_of(made_tables([Made(rows, WIDTHS)]), lexicon)) == 1


def test_groups_inside_groups_have_a_path(lexicon: Lexicon) -> None:
    rows = [
        HEAD,
        ["A", "VIỆC CỦA HUYỆN", "<", "<", "<", "<"], ["I", "THỂ CHẾ", "<", "<", "<", "<"], ROW,
        ["II", "THỦ TỤC", "<", "<", "<", "<"], NEXT,
        ["B", "VIỆC CỦA XÃ", "<", "<", "<", "<"], ["1", *NEXT[1:]],
    ]  # fmt: skip
    found = tasks_of(made_tables([Made(rows, WIDTHS)]), lexicon)
    assert [one.value.group_label for one in found] == ["A/I", "A/II", "B"]


GROUP_LABELS = [
    ("I II III IV", "I II III IV"),
    ("I I III IV", "I II III IV"),
    ("I IH IlI 1V", "I II III IV"),
    ("I II I IV V", "I II III IV V"),
    ("lÍ H IH IV V VỊ VH", "I II III IV V VI VII"),
    ("I II III", "I II III"),
    # The first group's row is lost: the others keep what is printed.
    ("II III IV V", "II III IV V"),
    # Two groups that the author called V stay two groups V; a letter is no numeral.
    ("I II III IV V V VI", "I II III IV V V VI"),
    ("A B C", "A B C"),
]


@pytest.mark.parametrize(("read", "meant"), GROUP_LABELS)
def test_group_labels_of_scans_are_mended(read: str, meant: str) -> None:
    assert " ".join(label.text for label in mend_groups([Label(text, True) for text in read.split()])) == meant


def test_groups_within_groups_keep_their_figures() -> None:
    """ "1" under "I" is no stroke where "2" follows it."""
    read = ["I", "1", "2", "U", "1", "III", "1", "2", "3"]
    meant = ["I", "1", "2", "II", "1", "III", "1", "2", "3"]
    assert [label.text for label in mend_groups([Label(text, True) for text in read])] == meant


def test_group_labels_of_text_layers_are_left() -> None:
    assert [label.text for label in mend_groups([Label(text) for text in ("I", "I", "III")])] == ["I", "I", "III"]


ROW_NUMBERS = [
    # Where nothing was read nothing may stand.
    (["1", "", "3"], ["1", "", "3"]),
    (["1", "l", "3"], ["1", "2", "3"]),
    (["", "2", "3"], ["", "2", "3"]),
    (["1", "2", "&"], ["1", "2", "3"]),
    (["6", "1", "8"], ["6", "7", "8"]),
    (["5", "(1", "ÿ", "8:"], ["5", "6", "7", "8"]),
    # A number that fits nowhere is left as it was read.
    (["1", "2", "9"], ["1", "2", "9"]),
    # A blank that no number is missing for is the author's, and so are two of one number.
    (["1", "2", "3", "", "", "4"], ["1", "2", "3", "", "", "4"]),
    (["1", "2", ""], ["1", "2", ""]),
    (["5", "6", "6", "7"], ["5", "6", "6", "7"]),
]


@pytest.mark.parametrize(("read", "meant"), ROW_NUMBERS)
def test_row_numbers_of_scans_are_mended(read: list[str], meant: list[str]) -> None:
    first = 1 if read[0] in ("", "1") else int(read[0])
    assert [label.text for label in mend_numbers([Label(text, True) for text in read], first)] == meant
    assert [label.text for label in mend_numbers([Label(text) for text in read], first)] == read


@pytest.mark.parametrize("source", ["ocr", "text_layer"])
def test_mending_is_told(source: str, lexicon: Lexicon) -> None:
    rows = [HEAD, ROW, ["&", *NEXT[1:]], ["3", *NEXT[1:]], ["", *NEXT[1:]], ["5", *NEXT[1:]]]
    found = tasks_of(made_tables([Made(rows, WIDTHS)], source=source), lexicon)
    codes = [doubt.code for doubt in found[1].doubts]
    assert (found[1].value.number, codes) == (("2", ["number_mended"]) if source == "ocr" else ("&", []))
    codes = [doubt.code for doubt in found[3].doubts]
    assert (found[3].value.number, codes) == ("", ["number_unread"] if source == "ocr" else [])


PLANS = [("but-son-2021-2025", 11, 14, 23, 7), ("mang-yang-2019", 17, 27, 53, 9)]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "first", "last", "rows", "groups"), PLANS)
def test_all_rows_of_the_real_plans(
    name: str, first: int, last: int, rows: int, groups: int, shared: Path, lexicon: Lexicon
) -> None:
    pdf = shared / "scans" / f"{name}.digital.pdf"
    transcript = transcribe([read_text_layer(pdf, number) for number in range(first, last + 1)])
    found = tasks_of(transcript, lexicon)
    assert len(found) == rows
    assert len(dict.fromkeys(one.value.group_label for one in found)) == groups
    assert [one.value.row for one in found] == list(range(1, rows + 1))
    assert not [doubt for one in found for doubt in one.doubts]


def front(year: int, issued: date | None = None) -> FrontMatter:
    return FrontMatter(
        period_start=Found(value=year),
        period_end=Found(value=year),
        issue_date=Found(value=issued) if issued else Absent(),
    )


@pytest.mark.parametrize(
    ("text", "issued", "last", "doubts"),
    [
        ("Chậm nhất ngày 15/9", date(2022, 1, 20), date(2022, 9, 15), []),
        ("Trước 15/01", date(2022, 1, 20), None, ["deadline_year_unsure"]),
        ("Quý IV", None, date(2022, 12, 31), []),
    ],
)
def test_the_year_of_a_plan_of_one_year(
    text: str, issued: date | None, last: date | None, doubts: list[str], lexicon: Lexicon
) -> None:
    transcript = made_tables([Made([HEAD, [*ROW[:-1], text]], WIDTHS)])
    (task,) = find_tasks(find_tables(transcript, lexicon), transcript, lexicon, front(2022, issued))
    assert task.value.deadlines[0].last_day == last
    assert [doubt.code for doubt in task.doubts] == doubts
    (alone,) = find_tasks(find_tables(transcript, lexicon), transcript, lexicon)
    assert alone.value.deadlines[0].last_day is None


def test_blanks_hold_on_where_no_rule_parts_rows(lexicon: Lexicon) -> None:
    blank = [*NEXT[:-1], ""]
    third = ["3", *NEXT[1:]]
    doubt = Doubt(code="rows_by_white", detail="3 of 3 rows end at no rule")
    rows = [HEAD, ROW, blank, third]
    found = tasks_of(made_tables([Made(rows, WIDTHS, doubts=(doubt,))]), lexicon)
    assert found[1].value.deadline_text == found[0].value.deadline_text
    assert [doubt.code for doubt in found[1].doubts] == ["cell_from_above"]
    drawn = tasks_of(made_tables([Made(rows, WIDTHS)]), lexicon)
    assert (drawn[1].value.deadline_text, drawn[1].doubts) == ("", ())


def test_numbers_keep_the_nought_that_is_printed() -> None:
    read = [Label(text, True) for text in ("01", "O2", "03", "10")]
    assert [label.text for label in mend_numbers(read, 1)] == ["01", "02", "03", "10"]


def test_letters_of_groups() -> None:
    read = [Label(text, True) for text in ("A", "", "c", "D")]
    assert [label.text for label in mend_groups(read)] == ["A", "B", "C", "D"]


QUARTERS = ["Quý I", "Quý II", "Quý III", "Quý IV"]


@pytest.mark.parametrize(
    ("over", "under"),
    [
        (["Thời gian thực hiện", "<", "<", "<"], QUARTERS),
        (["Quý", "<", "<", "<"], ["1", "2", "3", "4"]),
        (QUARTERS, ["^", "^", "^", "^"]),
    ],
)
def test_crosses_under_times_are_deadlines(over: list[str], under: list[str], lexicon: Lexicon) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", *over],
        ["^", "^", "^", *under],
        ["1", "Nạo vét mương tưới", "Văn phòng xã", "x", "", "x", ""],
        ["2", "Sơn lại lan can cầu", "Hội phụ nữ", "", "X", "", ""],
        ["3", "Đếm lại đàn trâu", "Văn phòng xã", "", "", "", ""],
        ["4", "Vẽ lại bản đồ ao hồ", "Văn phòng xã", "x", "x", "x", "x"],
    ]
    transcript = made_tables([Made(rows)])
    found = find_tasks(find_tables(transcript, lexicon), transcript, lexicon, front(2022, date(2022, 1, 20)))
    assert [task.value.deadline_text for task in found] == ["Quý I; Quý III", "Quý II", "", "; ".join(QUARTERS)]
    assert [task.value.deadlines[0].last_day for task in found if task.value.deadlines] == [
        date(2022, 9, 30), date(2022, 6, 30), date(2022, 12, 31),
    ]  # fmt: skip


def test_columns_of_figures_by_year_are_no_crosses(lexicon: Lexicon) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "2021", "2022", "2023", "Thời gian"],
        ["1", "Nạo vét mương tưới", "Văn phòng xã", "5", "7", "9", "Quý II/2023"],
        ["2", "Sơn lại lan can cầu", "Hội phụ nữ", "12", "14", "20", "Quý III/2023"],
    ]
    transcript = made_tables([Made(rows)])
    found = find_tasks(find_tables(transcript, lexicon), transcript, lexicon)
    assert [task.value.deadline_text for task in found] == ["Quý II/2023", "Quý III/2023"]


@pytest.mark.parametrize("header", ["Sản phẩm, thời gian", "Kết quả và thời hạn hoàn thành", "Sản phẩm/Thời gian"])
@pytest.mark.parametrize(
    ("cell", "output", "deadline"),
    [
        ("Báo cáo; Quý II/2022", "Báo cáo", "Quý II/2022"),
        ("Sổ theo dõi nước, bảng giá - trước 30/11/2022", "Sổ theo dõi nước, bảng giá", "trước 30/11/2022"),
        ("Quý III/2022: Biên bản kiểm kê", "Biên bản kiểm kê", "Quý III/2022"),
        ("Bản đồ ao hồ", "Bản đồ ao hồ", ""),
        ("Thường xuyên", "Thường xuyên", "Thường xuyên"),
    ],
)
def test_a_product_with_its_time_in_one_cell(
    header: str, cell: str, output: str, deadline: str, lexicon: Lexicon
) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", header],
        ["1", "Nạo vét mương tưới", "Văn phòng xã", cell],
        ["2", "Sơn lại lan can cầu", "Hội phụ nữ", "Ảnh chụp; Tháng 4/2022"],
    ]
    transcript = made_tables([Made(rows)])
    found = find_tasks(find_tables(transcript, lexicon), transcript, lexicon)
    assert (found[0].value.output, found[0].value.deadline_text) == (output, deadline)
    assert [doubt.code for doubt in found[0].doubts] == (["product_and_time"] if output == deadline else [])
    assert (found[1].value.output, found[1].value.deadline_text) == ("Ảnh chụp", "Tháng 4/2022")
