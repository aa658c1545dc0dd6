"""Doubts of sections and citations, which have no column of their own: told with the document and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.plan import FrontMatter, NumberRead, Versions
from models.source import Absent, Box, Doubt, Found, SourceDocument
from pipeline.assemble import assemble
from pipeline.fact_doubts import doubted_numbers
from tests.sheets import set_sheet

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import PlanDocument

SHEET = """**ỦY BAN NHÂN DÂN** || **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**HUYỆN PHÚ LA** || **Độc lập - Tự do - Hạnh phúc**
Số: 41/KH-UBND || Phú La, ngày 09 tháng 3 năm 2021

^KẾ HOẠCH
^Nuôi ong lấy mật năm 2021

Thực hiện Nghị quyết số 39-/NQ/TW về việc nuôi ong, công việc trong năm như sau:
**I. MỤC TIÊU**
- Thêm bốn mươi đàn ong, mỗi đàn một tổ, mỗi tổ một vườn, mỗi vườn một người trông nom cẩn thận.
**II. NHIỆM VỤ**
- Mỗi thôn chọn lấy một vườn tốt để làm nơi học nghề cho bà con trong thôn và các thôn lân cận.
**IV. TỔ CHỨC THỰC HIỆN**
Các thôn làm theo Kế hoạch này, có gì vướng mắc thì báo lại để cùng nhau bàn bạc và tìm cách gỡ./.

Nơi nhận: || **CHỦ TỊCH**
- Như trên; || **Lê Thị Hoa**
"""


def _plan(lexicon: Lexicon) -> PlanDocument:
    versions = Versions(program="0", extractors="0", lexicon="0", engine="0")
    return assemble(set_sheet(SHEET), SourceDocument(sha256="0" * 64, file_name="a.pdf", size=1), lexicon, versions)


def test_the_document_tells_them(lexicon: Lexicon) -> None:
    told = {str(doubt) for doubt in _plan(lexicon).doubts}
    assert {"label_skips: section IV: IV", "symbol_mended: citation, page 1: 39-/NQ/TW → 39-NQ/TW"} <= told


def test_so_do_the_numbers_that_they_touch(lexicon: Lexicon) -> None:
    doubted = {
        number.value.text: {doubt.code for doubt in number.doubts} for number in _plan(lexicon).numbers if number.doubts
    }
    assert doubted == {"IV": {"label_skips"}, "39": {"symbol_mended"}}


def test_numbers_of_the_head_that_a_pen_filled_in_are_doubted() -> None:
    unreadable = (
        Doubt(code="number_unreadable", detail="đ8/CT-UBND"),
        Doubt(code="date_unreadable", detail="ngày 27 th"),
    )
    front = FrontMatter(
        number=Absent(why="unreadable", page=1, doubts=unreadable[:1]),
        issue_date=Absent(why="unreadable", page=1, doubts=unreadable[1:]),
    )
    box = Box(x0=0, y0=0, x1=9, y1=9)
    numbers = [
        Found[NumberRead](value=NumberRead(text=text, kind="other"), page=page, box=box)
        for text, page in [("8 /CT-UBND", 1), ("27", 1), ("8", 1), ("27", 1), ("27", 2), ("288", 1)]
    ]
    doubted = doubted_numbers(numbers, front, (), ())
    assert [tuple(doubt.code for doubt in number.doubts) for number in doubted] == [
        ("number_unreadable",),
        ("date_unreadable",),
        *[()] * 4,
    ]
