"""Headings over what was reached, whose numbers promise nothing, beside those that only name a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.clean import comparison_form
from extractors.past_headings import is_past_heading

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

PAST = [
    "KẾT QUẢ CCHC NĂM 2018", "ĐIỂM LẠI NĂM QUA", "Công tác cải cách hành chính năm 2018", "NHÌN LẠI 2016-2018",
    "TỔNG KẾT NĂM 2018", "BỐI CẢNH", "Những kết quả bước đầu", "Những khó khăn", "NHỮNG VIỆC LÀM ĐƯỢC", "Thuận lợi",
    "Tồn tại", "Một số việc đã làm", "Các tồn tại và nguyên nhân", "PHẦN I: Năm 2018",
]  # fmt: skip
AHEAD = [
    "MỤC TIÊU NĂM 2019", "NHIỆM VỤ NĂM 2019", "Mục tiêu so với năm 2018", "Thực hiện Nghị quyết năm 2017 của tỉnh",
    "Cải cách hành chính giai đoạn 2018-2020", "Tháo gỡ khó khăn cho doanh nghiệp", "Xử lý tồn đọng từ năm 2017",
    "Phương hướng khắc phục", "Phát huy thuận lợi, vượt qua thử thách", "Triển khai Đề án năm 2016",
]  # fmt: skip


@pytest.mark.parametrize("heading", PAST)
def test_looks_back(heading: str, lexicon: Lexicon) -> None:
    assert is_past_heading(comparison_form(heading), lexicon, 2019)


@pytest.mark.parametrize("heading", AHEAD)
def test_looks_ahead(heading: str, lexicon: Lexicon) -> None:
    assert not is_past_heading(comparison_form(heading), lexicon, 2019)
