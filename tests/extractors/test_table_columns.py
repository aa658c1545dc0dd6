"""What the columns of a table hold: by the names of other offices, else by what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.table_columns import is_header_row, match_header, name_columns

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

NAMES = [
    ("Xong trước", "deadline"),
    ("Trước ngày", "deadline"),
    ("Chậm nhất", "deadline"),
    ("Tháng", "deadline"),
    ("Lịch triển khai", "deadline"),
    ("Kỳ báo cáo", "deadline"),
    ("Thời gian bắt đầu và kết thúc", "deadline"),
    ("Làm gì", "task"),
    ("Các nhiệm vụ", "task"),
    ("Việc phải xong", "task"),
    ("Đơn vị làm", "lead"),
    ("Công chức thực hiện", "lead"),
    ("Phải có gì", "output"),
    ("Từ ngày", "other"),
    ("Các cơ quan, đơn vị", None),
    # Cells of a body that begin like a name.
    ("Trước ngày 30/6/2025", None),
    ("Chậm nhất ngày 15/12/2025", None),
    ("Xong trước tháng 9", None),
]


@pytest.mark.parametrize(("text", "role"), NAMES)
def test_names_of_columns(text: str, role: str | None, lexicon: Lexicon) -> None:
    match = match_header(text, lexicon)
    assert (match.role if match else None) == role


@pytest.mark.parametrize("text", ["Chủ thể thực hiện", "Đơn vị triển khai", "Đơn vị báo cáo", "Tổ chức thực hiện"])
def test_the_tail_of_a_word_is_no_misread_name(text: str, lexicon: Lexicon) -> None:
    """ "Kỳ thực hiện" stands in "Chủ thể thực hiện" but for a letter."""
    match = match_header(text, lexicon)
    assert match is None or match.role == "lead"


def test_a_row_with_a_day_is_no_header(lexicon: Lexicon) -> None:
    assert not is_header_row(["4", "Soát công việc còn nợ của từng thôn", "Trước ngày 30/6/2025"], lexicon)


TASKS = ["Lập danh mục hồ sơ phải nộp", "Mở sổ trực tại bộ phận một cửa", "Đo thời gian chờ của dân", "Thay biển tên"]
TIMES = ["Trước 15/3/2025", "Quý II/2025", "Tháng 9/2025", "Hàng tháng"]
BODIES = ["Phòng Tư pháp", "Văn phòng UBND", "Trung tâm Văn hóa", "Phòng Nội vụ"]


def roles(headers: list[list[str]], columns: list[list[str]], lexicon: Lexicon) -> tuple[str, ...]:
    return name_columns(headers, [list(row) for row in zip(*columns, strict=True)], lexicon)[0]


def test_who_and_until_when_are_told_under_names_that_nobody_knows(lexicon: Lexicon) -> None:
    headers = [["TT"], ["Nhiệm vụ"], ["Sản phẩm"], ["Ngón tay trỏ vào"], ["Vạch cuối đường"]]
    columns = [list("1234"), TASKS, ["Sổ"] * 4, BODIES, TIMES]
    assert roles(headers, columns, lexicon) == ("number", "task", "output", "lead", "deadline")


def test_what_seldom_says_so_tells_nothing(lexicon: Lexicon) -> None:
    headers = [["TT"], ["Nhiệm vụ"], ["Sản phẩm"], ["Điều cần nhớ thêm"], ["Chỗ dựa ban đầu"]]
    columns = [list("1234"), TASKS, ["Sổ"] * 4, [BODIES[0], "Ít người", "Xa chợ", "Đường dốc"], ["Theo quy định"] * 4]
    assert roles(headers, columns, lexicon) == ("number", "task", "output", "other", "other")


def test_of_a_beginning_and_an_end_the_end_is_the_deadline(lexicon: Lexicon) -> None:
    headers = [["TT"], ["Nhiệm vụ"], ["Chủ trì"], ["Thời gian", "Từ"], ["Thời gian", "Đến"], ["Thời gian", "Ghi chú"]]
    columns = [list("1234"), TASKS, BODIES, ["01/02/2025"] * 4, ["30/6/2025"] * 4, [""] * 4]
    assert roles(headers, columns, lexicon) == ("number", "task", "lead", "other", "deadline", "other")


KNOWN = ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian hoàn thành"]
ROLES = ("number", "task", "lead", "support", "output", "deadline")
SPEAKING = [
    [
        "1",
        "Đo lại ranh giới các thửa vườn ven suối",
        "Địa chính - Nông nghiệp",
        "Trưởng thôn",
        "Sổ đo có chữ ký",
        "Tháng 4/2024",
    ],
    [
        "2",
        "Ban hành lịch lấy nước cho đồng trên",
        "Ban Quản lý thủy nông",
        "Hội Nông dân",
        "Lịch lấy nước",
        "Quý II/2024",
    ],
    [
        "3",
        "Tổ chức thi giữ vườn sạch giữa các khu",
        "Văn phòng - Thống kê",
        "",
        "Bảng điểm của các khu",
        "Trước 30/9/2024",
    ],
    [
        "4",
        "Sửa ba cống nhỏ ở cánh đồng dưới",
        "Tổ trưởng thủy nông",
        "Các thôn",
        "Biên bản bàn giao cống",
        "Quý III/2024",
    ],
]


@pytest.mark.parametrize("unknown", [*range(6), None])
def test_columns_under_words_that_nobody_knows_speak_for_themselves(unknown: int | None, lexicon: Lexicon) -> None:
    headers = [["Khung xanh trắng" if n == unknown or unknown is None else name] for n, name in enumerate(KNOWN)]
    roles, guessed = name_columns(headers, SPEAKING, lexicon)
    assert roles == ROLES
    assert guessed is (unknown != 0)


def test_a_column_that_is_mostly_empty_is_no_product(lexicon: Lexicon) -> None:
    rows = [[*row[:4], "xem lại" if row[0] == "1" else "", row[5]] for row in SPEAKING]
    headers = [["Khung xanh trắng" if n == 4 else name] for n, name in enumerate(KNOWN)]
    assert name_columns(headers, rows, lexicon)[0][4] == "other"


def test_a_header_that_its_cells_belie_yields_to_the_column_that_bears_it(lexicon: Lexicon) -> None:
    headers = [[name] for name in (*KNOWN[:4], "Phải hoàn thành", "Lúc nào")]
    assert name_columns(headers, SPEAKING, lexicon)[0] == ROLES
    headers = [[name] for name in (*KNOWN[:4], "Thời hạn", "Hoàn thành")]
    assert name_columns(headers, SPEAKING, lexicon)[0] == ROLES


def test_a_code_that_counts_the_rows_is_their_number(lexicon: Lexicon) -> None:
    headers = [[name] for name in ("Mã việc", *KNOWN[1:])]
    assert name_columns(headers, SPEAKING, lexicon)[0] == ROLES
    coded = [[f"HS-{row[0]}7", *row[1:]] for row in SPEAKING]
    assert name_columns(headers, coded, lexicon)[0][0] == "other"


def test_numbers_below_a_numeral_are_numbers(lexicon: Lexicon) -> None:
    headers = [[name] for name in ("Khung xanh trắng", *KNOWN[1:])]
    for labels in (["I.1", "I.2", "II.1", "II.2"], ["A-1", "A-2", "B-1", "B-2"]):
        rows = [[label, *row[1:]] for label, row in zip(labels, SPEAKING, strict=True)]
        assert name_columns(headers, rows, lexicon)[0] == ROLES
