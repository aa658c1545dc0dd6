"""Words of scanned headings whose marks their neighbours contradict."""

from __future__ import annotations

import pytest

from models.plan import Section
from models.source import Span
from pipeline.odd_marks import OddMarks
from tests.sheets import set_sheet

SHEET = """^KẾ HOẠCH
^{title}

Việc nuôi ong được tiến hành trong năm, mỗi thôn tự chọn lấy nơi đặt tổ; tổ Đối tương của thôn Đoài lo phấn hoa.
Mỗi tổ Đối tương có ba người, tổ Đối tương nào thiếu thì thôn cử thêm./.
"""
HEADINGS = [
    ("Hình thưc tuyên truyền", "Hình thức tuyên truyền", ["thưc → thức"]),
    ("NHIỆM VỤ CỤ THỂ NHÀM DUY TRÌ ĐÀN ONG", "NHIỆM VỤ CỤ THỂ NHẰM DUY TRÌ ĐÀN ONG", ["NHÀM → NHẰM"]),
    ("Công tác quản ly nhà nước", "Công tác quản lý nhà nước", ["ly → lý"]),
    ("Công tác quản lí nhà nước", "Công tác quản lí nhà nước", []),  # a habit
    ("BIÊU GIAO VIỆC", "BIÊU GIAO VIỆC", []),  # likely, but not sure
    ("Sở Công Thương chủ trì", "Sở Công Thương chủ trì", []),
    ("Nội dung công viêc của xã Tương Dương", "Nội dung công việc của xã Tương Dương", ["viêc → việc"]),  # a name stays
    ("TỔ CHỨC THỰC HIỆN TẠI XÃ ĐỐI TƯƠNG", "TỔ CHỨC THỰC HIỆN TẠI XÃ ĐỐI TƯƠNG", []),
    ("Tổ Đối tương nuôi ong", "Tổ Đối tương nuôi ong", []),  # the document's own words
]


@pytest.mark.parametrize(("read", "meant", "doubts"), HEADINGS)
def test_a_mark_that_the_language_contradicts_is_mended_on_a_scan(read: str, meant: str, doubts: list[str]) -> None:
    for ocr in (True, False):
        transcript = set_sheet(SHEET.format(title=read), ocr)
        span = transcript.blocks[1].span
        marks = OddMarks(transcript)
        title = marks.mend_title(transcript.found(read, span))
        section = Section(path="I", label="I", heading=read, level=1, role="tasks", span=Span(start=0, end=9))
        heading = marks.mend_heading(transcript.found(section, span))
        assert title.value == heading.value.heading == (meant if ocr else read)
        for found in (title, heading):
            assert [doubt.detail for doubt in found.doubts] == (doubts if ocr else [])
