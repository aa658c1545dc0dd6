"""Tables as offices draw them, printed by the maker's press, read again and held against what was printed."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bench.table_truth import Box, printed_table, table_boxes
from corpus.blocks import NewPages, Para, Piece, TableBlock, TableRow
from corpus.pdf import write_pdf
from corpus.press import Look, print_sheets
from extractors.tables import find_tables
from extractors.tasks import find_tasks
from pipeline.read_page import ReadSettings, read_page
from pipeline.transcript.transcribe import transcribe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus.blocks import Block, RuleStyle
    from extractors.lexicon import Lexicon
    from models.table import Table
    from models.transcript import Transcript

WIDTHS = (0.06, 0.34, 0.15, 0.15, 0.15, 0.15)
HEAD = TableRow(
    "header", ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian hoàn thành")
)
TASKS = (
    "Rà soát giá thuê kè đá còn chồng chéo, trình sửa đổi", "Công khai bản đồ ao hồ tại nơi tiếp dân của từng xã",
    "Lắp bảng tra cứu và máy lấy số cho chợ đầu mối", "Mở lớp học soạn thư cho người trông coi thư viện mới",
    "Kiểm tra đột xuất giờ mở cửa của các trạm bơm", "Lập sổ theo dõi thuyền chở quá tải và thư xin lỗi",
    "Nâng cấp đường dây cho các xóm chưa có đèn", "Tổng kết mô hình thuyền sách lưu động và nhân rộng",
    "Hỏi ý kiến người mua sau khi nhận cây giống", "Sắp xếp lại các vườn ươm theo phương án đã duyệt",
    "Chụp lại sổ ghi nước lũ các năm trước của xã", "Chấm điểm thi đua theo số cây còn sống",
)  # fmt: skip
LEADS = ("Phòng Nội vụ", "Phòng Tư pháp", "Văn phòng HĐND và UBND", "Phòng Tài chính - Kế hoạch", "UBND các xã")
TIMES = ("Quý II/2023", "Thường xuyên", "Trước 30/11/2023", "Tháng 6/2023", "Quý IV/2023")
OUTPUTS = ("Báo cáo", "Quyết định của UBND huyện", "Kế hoạch", "Hội nghị", "Bảng điểm")


def paragraph(text: str, bold: bool = False) -> Para:
    return Para((Piece(text, bold=bold),), "centre" if bold else "justify")


def task(n: int, number: str | None = None, merge: tuple[int, ...] = (), note: bool = False) -> TableRow:
    texts = [number or str(n + 1), TASKS[n % 12], LEADS[n % 5], LEADS[(n + 2) % 5], OUTPUTS[n % 5], TIMES[n % 5]]
    texts = ["" if column in merge else text for column, text in enumerate(texts)]
    return TableRow("cell", (*texts, "Việc mới" if n < 6 else "") if note else tuple(texts), merge)


def table(
    rows: Sequence[TableRow], rules: RuleStyle, widths: tuple[float, ...] = WIDTHS, wide: bool = True
) -> TableBlock:
    return TableBlock(tuple(rows), widths, (0, 2, 3, 5), group_style="wide" if wide else "split", rules=rules)


def read(folder: Path, blocks: Sequence[Block], lexicon: Lexicon) -> tuple[Transcript, tuple[Table, ...]]:
    """Print blocks, and find the tables on the pages."""
    sheets = print_sheets(blocks, Look(size=13.0))
    path = folder / "printed.pdf"
    path.write_bytes(write_pdf(sheets, random.Random(1)))
    transcript = transcribe([read_page(path, n, ReadSettings()) for n in range(1, len(sheets) + 1)])
    return transcript, find_tables(transcript, lexicon)


def filled(cells: Sequence[Box]) -> list[tuple[int, int, int, int, str]]:
    return sorted((one.row, one.column, one.row_span, one.col_span, one.text) for one in cells if one.text)


BEFORE = [paragraph("BIỂU PHÂN CÔNG VIỆC CỦA HUYỆN", bold=True), paragraph("Các phòng làm những việc dưới đây.")]
GROUPS = [
    TableRow("group", ("", name)) for name in ("Lĩnh vực sông hồ", "VIỆC CỦA CÁC XÓM", "Lĩnh vực trồng cây, giữ rừng")
]
COUNTED = [TableRow("group", (str(n), group.cells[1])) for n, group in enumerate(GROUPS, 1)]
NOTED = TableRow("header", (*HEAD.cells, "Ghi chú"))


def grouped(groups: Sequence[TableRow], note: bool = False) -> list[TableRow]:
    """Twelve rows that are numbered through, four in each group."""
    head = NOTED if note else HEAD
    return [head, *(row for k, group in enumerate(groups) for row in
                    (group, *(task(n, f"{n + 1:02d}", note=note) for n in range(4 * k, 4 * k + 4))))]  # fmt: skip


UNRULED = {
    "names of groups without a number": table(grouped(GROUPS), "none", (0.06, 0.5, 0.11, 0.11, 0.11, 0.11)),
    "groups that count beside the rows": table(grouped(COUNTED), "none", wide=False),
    "a column that ends on the first page": table(
        grouped(COUNTED, note=True), "none", (0.06, 0.28, 0.14, 0.14, 0.14, 0.13, 0.11), wide=False
    ),
    "cells that hold on": table(
        [HEAD, *(task(n, merge=(2, 5) if n % 4 == 2 else ()) for n in range(12))], "none"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNRULED)
def test_a_table_without_rules_over_two_pages(name: str, tmp_path: Path, lexicon: Lexicon) -> None:
    block = UNRULED[name]
    lines = [paragraph("Việc nào chậm thì báo về văn phòng để cùng gỡ.") for _ in range(8)]
    transcript, (found,) = read(tmp_path, [*BEFORE, NewPages(landscape=True), *lines, block], lexicon)
    assert found.page_end == found.page + 1
    assert filled(table_boxes(found)) == filled(printed_table(block))
    tasks = find_tasks([found], transcript, lexicon)
    assert len(tasks) == 12
    held = [n for n, one in enumerate(tasks) if any(doubt.code == "cell_from_above" for doubt in one.doubts)]
    assert held == ([2, 6, 10] if name == "cells that hold on" else [])


SPANNING = [
    TableRow(
        "header", ("TT", "Nội dung công việc", "Trách nhiệm", "Sản phẩm", "Thời gian hoàn thành"), (), (1, 1, 2, 1, 1)
    ),
    TableRow("header", ("", "", "Chủ trì", "Phối hợp", "", ""), (0, 1, 4, 5)),
]
DOTTED = [row for k, group in enumerate(COUNTED, 1) for row in (group, *(task(n, f"{k}.{n + 1}") for n in range(4)))]


@pytest.mark.parametrize("lines", range(4, 18))
def test_a_page_may_end_anywhere_in_a_table_without_rules(lines: int, tmp_path: Path, lexicon: Lexicon) -> None:
    """The name of a group may stand at a page's foot, its rows overleaf; "3.1" counts on below no header."""
    block = replace(table([*SPANNING, *DOTTED], "none", wide=False), repeat_header=False)
    before = [paragraph("Việc nào chậm thì báo về văn phòng để cùng gỡ.") for _ in range(lines)]
    _, (found,) = read(tmp_path, [*BEFORE, *before, block], lexicon)
    assert filled(table_boxes(found)) == filled(printed_table(block))
