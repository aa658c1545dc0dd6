"""What a scan may have made of a comparator's sign or of a longer number, right before the number of a target.

In faces that the reader does not know "≥ 21%" reads "2 21%" and "(> 70%)" reads "(6 70%)"; a label that touches its
item ("20. 09/11 xã") leaves "20.09/11". The number then stands, what it is bounded by or part of is doubtful.
"""

from __future__ import annotations

import re

from models.source import Doubt

_STRAY = re.compile(r"(?:^|(?P<word>[^\W\d_]+)\s+|[(:]\s?)(?P<sign>\d|[@&€©®#?£¥»«])\s?$")
_COUNTED = frozenset({
    "năm", "quý", "tháng", "ngày", "tuần", "kỳ", "đợt", "lần", "bước", "giai", "đoạn", "độ", "cấp", "loại", "nhóm",
    "hạng", "số", "điều", "khoản", "điểm", "mục", "bảng", "chương", "phần", "nghị", "định", "thông", "tư", "vùng",
    "khu", "và", "từ", "đến", "đạt", "là", "còn", "lên", "được", "có",
})  # fmt: skip
"""Words after which a single figure is a number of its own."""
_TORN = re.compile(r"\d[./,]$")


def sign_doubts(before: str) -> tuple[Doubt, ...]:
    """Doubts of a number on a scanned page by the text before it, in its comparison form."""
    if torn := _TORN.search(before):
        return (Doubt(code="number_torn", detail=f"{torn.group()}…"),)
    stray = _STRAY.search(before)
    if stray and (stray["word"] or "") not in _COUNTED:
        return (Doubt(code="comparator_unclear", detail=stray["sign"]),)
    return ()
