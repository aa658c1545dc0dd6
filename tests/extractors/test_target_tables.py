"""Targets of tables of figures: the shapes that offices print, and the figures beside that promise nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from extractors.lexicon import load_lexicon
from extractors.outline import Outline
from extractors.tables import find_tables
from extractors.targets import find_targets
from models.plan import FrontMatter, Role, Section
from models.source import Found, Span
from tests.extractors.made_grids import Made, made_tables

if TYPE_CHECKING:
    from models.plan import Target

FRONT = FrontMatter(
    unit_level=Found[str](value="huyện"), period_start=Found[int](value=2025), period_end=Found[int](value=2025)
)


class Case(NamedTuple):
    """A table under a heading; what it promises: comparator with value, unit, year, words of the subject, scope."""

    name: str
    rows: list[list[str]]
    wanted: list[tuple[str, str, int | None, str, str]]
    heading: str = "Chỉ tiêu giao"
    role: Role = "targets"


def read(case: Case) -> tuple[Found[Target], ...]:
    """Targets of a plan for 2025 that has one table in one section."""
    transcript = made_tables([f"2. {case.heading}", Made(case.rows)])
    section = Section(
        path="I/2", label="2", heading=case.heading, level=2, role=case.role,
        span=Span(start=0, end=len(transcript.text)),
    )  # fmt: skip
    outline, lexicon = Outline(sections=(Found[Section](value=section),)), load_lexicon()
    return find_targets(transcript, outline, FRONT, find_tables(transcript, lexicon), (), lexicon)


def told(found: Found[Target]) -> tuple[str, str, int | None, str, str]:
    target, quantity = found.value, found.value.quantity
    top = f"-{quantity.value_max}" if quantity.value_max is not None else ""
    sign = "" if quantity.comparator == "=" else quantity.comparator
    return f"{sign}{quantity.value}{top}", quantity.unit, target.year, target.subject, target.scope


CASES = [
    Case("unit in its column, result before plan", [
        ["STT", "Chỉ số, chỉ số thành phần", "ĐVT", "Thực hiện 2024", "Chỉ tiêu 2025", "Theo dõi"],
        ["1", "Tổng điểm của huyện", "điểm", "82,10", "86,40", "Phòng Nội vụ"],
        ["2", "Công khai thủ tục", "điểm", "11,2", "≥ 12,75", "Văn phòng"],
        ["3", "Tiếp công dân", "điểm", "6", "từ 7,50 trở lên", "Thanh tra"],
        ["4", "Hồ sơ quá hạn", "hồ sơ", "93", "dưới 25", "Văn phòng"],
        ["5", "Thời gian chờ tới lượt", "phút", "38", "15 - 20", "Văn phòng"],
        ["6", "Đơn gửi vượt cấp", "đơn", "4", "0", "Thanh tra"],
    ], [
        ("86.40", "điểm", 2025, "Tổng điểm của huyện", "cấp huyện"), (">=12.75", "điểm", 2025, "Công khai thủ tục", ""),
        (">=7.50", "điểm", 2025, "Tiếp công dân", ""), ("<25", "hồ sơ", 2025, "Hồ sơ quá hạn", ""),
        ("15-20", "phút", 2025, "Thời gian chờ tới lượt", ""), ("0", "đơn", 2025, "Đơn gửi vượt cấp", ""),
    ]),
    Case("short forms and a comparison", [
        ["TT", "Chỉ tiêu", "ĐVT", "TH 2024", "Ước TH 2024", "KH 2025", "So với năm trước (%)", "Đơn vị thực hiện"],
        ["1", "Lớp tập huấn", "lớp", "3", "4", "6", "150", "Phòng Nội vụ"],
        ["2", "Cuộc kiểm tra", "cuộc", "8", "9", "12", "133", "Thanh tra"],
    ], [("6", "lớp", 2025, "Lớp tập huấn", ""), ("12", "cuộc", 2025, "Cuộc kiểm tra", "")]),
    Case("no column of units: in names, in cells, implied by the name", [
        ["TT", "Nội dung", "Năm 2024", "Năm 2025"],
        ["1", "Tỷ lệ giấy tờ được số hóa", "61", "85"],
        ["2", "Thiết bị được thay (máy)", "12", "20"],
        ["3", "Người hài lòng", "83%", "≥ 90%"],
        ["4", "Số lớp tập huấn", "2", "05"],
    ], [
        ("85", "%", 2025, "Tỷ lệ giấy tờ được số hóa", ""), ("20", "máy", 2025, "Thiết bị được thay (máy)", ""),
        (">=90", "%", 2025, "Người hài lòng", ""), ("5", "lớp tập huấn", 2025, "Số lớp tập huấn", ""),
    ]),
    Case("quarters below one head", [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện 2024", "Kế hoạch năm 2025", "<", "<"],
        ["^", "^", "^", "^", "Quý I", "Quý II", "Cả năm"],
        ["1", "Hồ sơ được số hóa", "%", "40", "50", "60", "80"],
        ["2", "Tin bài được đăng", "tin bài", "90", "25", "30", "120"],
    ], [
        ("50", "%", 2025, "Hồ sơ được số hóa", ""), ("60", "%", 2025, "Hồ sơ được số hóa", ""),
        ("80", "%", 2025, "Hồ sơ được số hóa", ""), ("25", "tin bài", 2025, "Tin bài được đăng", ""),
        ("30", "tin bài", 2025, "Tin bài được đăng", ""), ("120", "tin bài", 2025, "Tin bài được đăng", ""),
    ]),
    Case("communes by indicators, the unit in the header", [
        ["TT", "Xã, thị trấn", "Kết quả nộp qua mạng 2024 (%)", "Nộp qua mạng 2025 (%)",
         "Người được tập huấn 2025 (người)"],
        ["1", "Xã Bình Lâu", "31,5", "55", "1.250"],
        ["2", "Thị trấn Ngã Sáu", "48", "67,5", "400"],
        ["", "Tổng cộng", "", "", "1.650"],
    ], [
        ("55", "%", 2025, "Nộp qua mạng xã Bình Lâu", "cấp xã"),
        ("1250", "người", 2025, "Người được tập huấn xã Bình Lâu", "cấp xã"),
        ("67.5", "%", 2025, "Nộp qua mạng thị trấn Ngã Sáu", "cấp xã"),
        ("400", "người", 2025, "Người được tập huấn thị trấn Ngã Sáu", "cấp xã"),
        ("1650", "người", 2025, "Người được tập huấn", ""),
    ]),
    Case("communes by years, the indicator in the heading", [
        ["TT", "Phường, xã", "Thực hiện 2024", "Tháng 6/2025", "Năm 2025"],
        ["1", "Phường Cổ Bồng", "41", "50", "70"],
        ["2", "Xã Vạn Khê", "33,3", "45", "62,5"],
    ], [
        ("50", "%", 2025, "Tỷ lệ chứng thực điện tử phường Cổ Bồng", "cấp xã"),
        ("70", "%", 2025, "Tỷ lệ chứng thực điện tử phường Cổ Bồng", "cấp xã"),
        ("45", "%", 2025, "Tỷ lệ chứng thực điện tử xã Vạn Khê", "cấp xã"),
        ("62.5", "%", 2025, "Tỷ lệ chứng thực điện tử xã Vạn Khê", "cấp xã"),
    ], heading="TỶ LỆ CHỨNG THỰC ĐIỆN TỬ CỦA CÁC PHƯỜNG, XÃ NĂM 2025 (%)", role="appendix"),
    Case("two heads over communes", [
        ["TT", "Đơn vị", "Tỷ lệ trả đúng hẹn (%)", "<", "Số hồ sơ số hóa (hồ sơ)", "<"],
        ["^", "^", "TH 2024", "KH 2025", "TH 2024", "KH 2025"],
        ["1", "Xã Đông Mỹ", "91", "98", "120", "300"],
        ["2", "Xã Tây Mỹ", "88", "97", "90", "250"],
    ], [
        ("98", "%", 2025, "Tỷ lệ trả đúng hẹn xã Đông Mỹ", "cấp xã"),
        ("300", "hồ sơ", 2025, "Số hồ sơ số hóa xã Đông Mỹ", "cấp xã"),
        ("97", "%", 2025, "Tỷ lệ trả đúng hẹn xã Tây Mỹ", "cấp xã"),
        ("250", "hồ sơ", 2025, "Số hồ sơ số hóa xã Tây Mỹ", "cấp xã"),
    ], role="appendix"),
    Case("indicators by communes", [
        ["TT", "Chỉ tiêu", "ĐVT", "Xã Đông Mỹ", "Xã Tây Mỹ"],
        ["1", "Hồ sơ nộp qua mạng", "%", "60", "≥ 75"],
        ["2", "Buổi đối thoại", "buổi", "2", "4"],
    ], [
        ("60", "%", 2025, "Hồ sơ nộp qua mạng xã Đông Mỹ", "cấp xã"),
        (">=75", "%", 2025, "Hồ sơ nộp qua mạng xã Tây Mỹ", "cấp xã"),
        ("2", "buổi", 2025, "Buổi đối thoại xã Đông Mỹ", "cấp xã"),
        ("4", "buổi", 2025, "Buổi đối thoại xã Tây Mỹ", "cấp xã"),
    ]),
    Case("scores: the most that can be had is no promise", [
        ["TT", "Lĩnh vực", "Điểm tối đa", "Điểm đạt năm 2024", "Điểm phấn đấu năm 2025", "Cơ quan chủ trì"],
        ["1", "Cải cách thể chế", "10", "8,2", "9,1", "Phòng Tư pháp"],
        ["2", "Chính quyền số", "15", "11,4", "13", "Phòng Văn hóa"],
    ], [("9.1", "điểm", 2025, "Cải cách thể chế", ""), ("13", "điểm", 2025, "Chính quyền số", "")]),
    Case("rows without numbers, a group row, sub-rows", [
        ["Chỉ tiêu", "Đơn vị tính", "Mục tiêu đến 2025", "Mục tiêu đến 2030", "Trọng số"],
        ["**Kinh tế số**", "<", "<", "<", "<"],
        ["Hộ kinh doanh nhận chuyển khoản", "%", "60", "85", "2"],
        ["- Tại chợ", "%", "40", "Trên 70", "1"],
    ], [
        ("60", "%", 2025, "Hộ kinh doanh nhận chuyển khoản", ""),
        ("85", "%", 2030, "Hộ kinh doanh nhận chuyển khoản", ""),
        ("40", "%", 2025, "Hộ kinh doanh nhận chuyển khoản: Tại chợ", ""),
        (">70", "%", 2030, "Hộ kinh doanh nhận chuyển khoản: Tại chợ", ""),
    ]),
    Case("values with words", [
        ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch 2025"],
        ["1", "Biên chế giảm cộng dồn", "người", "14"],
        ["2", "Thủ tục được rút ngắn", "thủ tục", "tối thiểu 30"],
        ["3", "Thứ hạng", "bậc", "tăng 03 bậc"],
        ["4", "Xã đạt chuẩn", "xã", "15/15 xã"],
        ["5", "Cuộc họp thừa", "cuộc", "-"],
        ["6", "Người dân có tài khoản", "%", "Từ 40 đến 45"],
    ], [
        ("14", "người", 2025, "Biên chế giảm cộng dồn", ""), (">=30", "thủ tục", 2025, "Thủ tục được rút ngắn", ""),
        ("3", "bậc", 2025, "Thứ hạng", ""), ("15", "xã", 2025, "Xã đạt chuẩn", "cấp xã"),
        ("40-45", "%", 2025, "Người dân có tài khoản", ""),
    ]),
    Case("scores by field, a group with a score of its own, durations", [
        ["STT", "Lĩnh vực, tiêu chí", "Điểm chuẩn", "Kết quả 2024", "Chỉ tiêu 2025", "Tăng (+), giảm (-)"],
        ["I", "Điều hành", "10", "8,5", "9,5", "+1,0"],
        ["1", "Lập kế hoạch", "2", "1,5", "2", "+0,5"],
        ["2", "Chờ tới lượt (phút)", "1", "20", "dưới 15", "-5"],
    ], [
        ("9.5", "điểm", 2025, "Điều hành", ""), ("2", "điểm", 2025, "Lập kế hoạch", ""),
        ("<15", "phút", 2025, "Chờ tới lượt (phút)", ""),
    ]),
    Case("units told by their cells, groups labelled in one cell", [
        ["TT", "Chỉ tiêu chủ yếu", "Tính bằng", "Ước năm 2024", "Phấn đấu năm 2025"],
        ["I. Kinh tế", "<", "<", "<", "<"],
        ["1", "Doanh thu của chợ", "tỷ đồng", "12", "20"],
        ["II. Xã hội", "<", "<", "<", "<"],
        ["2", "Gian hàng trên mạng", "gian hàng", "30", "60 trở lên"],
    ], [("20", "tỷ đồng", 2025, "Doanh thu của chợ", ""), (">=60", "gian hàng", 2025, "Gian hàng trên mạng", "")]),
    Case("plan and result below each year, a comparison beside", [
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2024", "<", "Kế hoạch năm 2025", "<"],
        ["^", "^", "^", "Kế hoạch", "Ước thực hiện", "Số lượng", "% so TH 2024"],
        ["1", "Thu tại chợ", "triệu đồng", "400", "410", "450", "110"],
        ["2", "Chỗ ngồi chờ", "ghế", "20", "24", "40", "167"],
    ], [("450", "triệu đồng", 2025, "Thu tại chợ", ""), ("40", "ghế", 2025, "Chỗ ngồi chờ", "")]),
    Case("bodies without the word for their level, under Đơn vị", [
        ["TT", "Đơn vị", "Thực hiện 2024 (lớp)", "Kế hoạch 2025 (lớp)"],
        ["1", "Tân Hòa", "3", "5"], ["2", "Bàu Sen", "4", "6"],
    ], [
        ("5", "lớp", 2025, "Mở lớp tập huấn Tân Hòa", "cấp xã"),
        ("6", "lớp", 2025, "Mở lớp tập huấn Bàu Sen", "cấp xã"),
    ], heading="Giao chỉ tiêu mở lớp tập huấn cho các xã", role="appendix"),
    Case("hamlets with a number for a name, facts beside", [
        ["TT", "Thôn", "Số hộ", "Kế hoạch giảm (hộ)"],
        ["1", "Thôn 1", "120", "3"], ["2", "Thôn Hạ", "98", "2"],
    ], [("3", "hộ", 2025, "Giảm thôn 1", ""), ("2", "hộ", 2025, "Giảm thôn Hạ", "")], role="appendix"),
    Case("what a year begins with, what it takes off, a sum over bodies of a number", [
        ["TT", "Xã", "Hộ nghèo", "<", "Nhà xóa tạm (nhà)"],
        ["^", "^", "Đầu năm 2025 (hộ)", "Giảm trong năm (hộ)", "^"],
        ["1", "Xã Nà Pheo", "88", "16", "21"], ["", "Cộng 2 xã", "188", "40", "41"],
    ], [
        ("16", "hộ", 2025, "Hộ nghèo xã Nà Pheo", "cấp xã"), ("21", "nhà", 2025, "Nhà xóa tạm xã Nà Pheo", "cấp xã"),
        ("40", "hộ", 2025, "Hộ nghèo", ""), ("41", "nhà", 2025, "Nhà xóa tạm", ""),
    ], heading="Chỉ tiêu giao cho các xã năm 2025", role="appendix"),
    Case("a name that few use, who is to do it behind the figures", [
        ["TT", "Danh mục", "ĐVT", "Ước 2024", "Mức đạt năm 2025", "Đơn vị chủ trì"],
        ["1", "Hồ sơ nộp trực tuyến", "%", "72", "≥ 80", "Phòng Nội vụ"],
        ["2", "Xã đạt chuẩn", "xã", "9", "11", "Phòng Kinh tế"],
    ], [(">=80", "%", 2025, "Hồ sơ nộp trực tuyến", ""), ("11", "xã", 2025, "Xã đạt chuẩn", "cấp xã")]),
    Case("units in the names, beside who is to do it", [
        ["TT", "Nội dung", "Thực hiện 2024", "Số giao", "Cơ quan theo dõi"],
        ["1", "Hồ sơ nộp trực tuyến (%)", "72", "≥ 80", "Phòng Nội vụ"],
        ["2", "Lớp tập huấn (lớp)", "9", "11", "Phòng Nội vụ"],
    ], [
        (">=80", "%", 2025, "Hồ sơ nộp trực tuyến (%)", ""), ("11", "lớp", 2025, "Lớp tập huấn (lớp)", ""),
    ]),
    Case("columns that are bodies, and the whole", [
        ["Chỉ tiêu", "TP Vân Khê", "Huyện An Lạc", "Toàn tỉnh"],
        ["Hồ sơ nộp trực tuyến (%)", "88", "76", "80"],
    ], [
        ("88", "%", 2025, "Hồ sơ nộp trực tuyến (%) TP Vân Khê", "cấp huyện"),
        ("76", "%", 2025, "Hồ sơ nộp trực tuyến (%) huyện An Lạc", "cấp huyện"),
        ("80", "%", 2025, "Hồ sơ nộp trực tuyến (%)", ""),
    ]),
    Case("one share over several times, rows that are programmes, money beside", [
        ["Chương trình", "Kế hoạch vốn năm 2025 (triệu đồng)", "Tỷ lệ giải ngân (%)", "<", "<"],
        ["^", "^", "Thực hiện 2024", "Đến 30/9/2025", "Cả năm 2025"],
        ["1. Nông thôn mới", "18.750", "78,9", "70", "≥ 98"],
        ["2. Giảm nghèo", "41.200", "61,3", "65", "95"],
    ], [
        ("70", "%", 2025, "Tỷ lệ giải ngân Nông thôn mới", ""),
        (">=98", "%", 2025, "Tỷ lệ giải ngân Nông thôn mới", ""),
        ("65", "%", 2025, "Tỷ lệ giải ngân Giảm nghèo", ""), ("95", "%", 2025, "Tỷ lệ giải ngân Giảm nghèo", ""),
    ]),
    Case("one name over the rows of two levels", [
        ["TT", "Chỉ tiêu", "Cấp", "ĐVT", "KH 2025"],
        ["1", "Hồ sơ nộp qua mạng", "Cấp huyện", "%", "80"],
        ["^", "^", "Cấp xã", "%", "60"],
    ], [
        ("80", "%", 2025, "Hồ sơ nộp qua mạng cấp huyện", "cấp huyện"),
        ("60", "%", 2025, "Hồ sơ nộp qua mạng cấp xã", "cấp xã"),
    ]),
    Case("a title in capitals, its unit in a line of its own", [
        ["STT", "Địa phương", "Năm 2025", "Năm 2030"],
        ["1", "Huyện Sông Lim", "71", "90"], ["2", "Huyện Nà Pheo", "58", "85"],
    ], [
        ("71", "%", 2025, "Tỷ lệ người dân dùng VNeID huyện Sông Lim", "cấp huyện"),
        ("90", "%", 2030, "Tỷ lệ người dân dùng VNeID huyện Sông Lim", "cấp huyện"),
        ("58", "%", 2025, "Tỷ lệ người dân dùng VNeID huyện Nà Pheo", "cấp huyện"),
        ("85", "%", 2030, "Tỷ lệ người dân dùng VNeID huyện Nà Pheo", "cấp huyện"),
    ], heading="Tỷ lệ người dân dùng VNeID của các huyện", role="appendix"),
]  # fmt: skip

NONE = [
    Case("a budget", [
        ["TT", "Nội dung chi", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền"],
        ["1", "In tờ rơi", "tờ", "500", "2.000", "1.000.000"],
        ["2", "Thuê loa", "buổi", "4", "300.000", "1.200.000"],
    ], [], heading="Kinh phí thực hiện", role="budget"),
    Case("money by years", [
        ["TT", "Nội dung", "Năm 2025", "Năm 2026"],
        ["1", "Ngân sách huyện", "450", "500"],
        ["2", "Ngân sách tỉnh", "120", "90"],
    ], [], heading="Nhu cầu kinh phí (ĐVT: triệu đồng)", role="budget"),
    Case("results of last year", [
        ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch 2024", "Thực hiện 2024", "Tỷ lệ thực hiện (%)"],
        ["1", "Hồ sơ nộp qua mạng", "%", "50", "47", "94"],
        ["2", "Lớp tập huấn", "lớp", "3", "3", "100"],
    ], [], heading="Kết quả thực hiện năm 2024", role="other"),
    Case("facts about communes", [
        ["TT", "Xã", "Dân số (người)", "Diện tích (km2)", "Điện thoại"],
        ["1", "Xã Đông Mỹ", "8.120", "31,4", "0912 345 678"],
        ["2", "Xã Tây Mỹ", "6.455", "28", "0987 654 321"],
    ], [], heading="Thông tin về các xã", role="other"),
    Case("scores given, none promised", [
        ["TT", "Tiêu chí", "Điểm tối đa", "Trọng số", "Tự chấm"],
        ["1", "Thể chế", "10", "2", "8"],
        ["2", "Bộ máy", "12", "3", "9"],
    ], [], heading="Bảng chấm điểm", role="appendix"),
    Case("a list of documents", [
        ["TT", "Tên văn bản", "Số, ký hiệu", "Năm ban hành"],
        ["1", "Quy chế họp", "12", "2019"],
        ["2", "Quy chế tiếp dân", "7", "2021"],
    ], [], heading="Danh mục văn bản", role="appendix"),
]  # fmt: skip


@pytest.mark.parametrize("case", [*CASES, *NONE], ids=[case.name for case in (*CASES, *NONE)])
def test_a_table_gives_what_it_promises(case: Case) -> None:
    found = [told(target) for target in read(case)]
    wanted = [(f"{value}", unit, year, subject, scope) for value, unit, year, subject, scope in case.wanted]
    assert found == wanted


def test_a_header_that_a_scan_spoilt_promises_nothing_in_silence() -> None:
    rows = [
        ["TT", "Chỉ tiêu", "ĐVT", "Uoc thưc hiên 2025", "Kế hoạch 2025", "Kê hoach 2025"],
        ["1", "Chuyến lưu động", "chuyến", "7", "12", "15"],
        ["2", "Buổi đối thoại", "buổi", "1", "2", "4"],
    ]
    found = read(Case("", rows, []))
    assert [(str(t.value.quantity.value), [doubt.code for doubt in t.doubts]) for t in found] == [
        ("12", []), ("15", ["column_unclear"]), ("2", []), ("4", ["column_unclear"]),
    ]  # fmt: skip


def test_the_last_day_of_a_quarter_or_a_month_is_the_deadline() -> None:
    rows = [
        ["TT", "Chỉ tiêu", "ĐVT", "Quý I/2025", "Tháng 6/2025", "Cả năm 2025"],
        ["1", "Chuyến lưu động", "chuyến", "2", "5", "12"],
        ["2", "Buổi đối thoại", "buổi", "1", "2", "4"],
    ]
    days = [str(target.value.deadline) for target in read(Case("", rows, []))]
    assert days == ["2025-03-31", "2025-06-30", "2025-12-31"] * 2


def test_a_row_is_found_below_its_group_however_the_group_is_labelled() -> None:
    rows = [
        ["TT", "Chỉ tiêu", "ĐVT", "KH 2025"],
        ["I. Kinh tế", "<", "<", "<"],
        ["1", "Trồng rừng", "ha", "75,5"],
        ["II", "Xã hội", "", ""],
        ["1", "Lớp tập huấn", "lớp", "4"],
    ]
    assert [target.value.section_path for target in read(Case("", rows, []))] == ["I/2/I/1", "I/2/II/1"]
