"""Numbers of what is given: what a place has, what a sentence starts from, what is there and only used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.quantities import QuantityMatch

_YEAR = r"(?:19|20)\d\d"
_FROM_YEAR = re.compile(rf"\s*(?:của|trong|ở|vào|cuối|hồi)?\s*(?:cuối\s+)?năm\s+({_YEAR})\s*,")
"""Where a sentence starts from: "Từ mức 82,3 điểm của năm 2023, chỉ số phải đạt …"."""
_FROM = re.compile(r"(?<!\w)từ\s+(?:mức\s+|con số\s+)?$")
_HAD = re.compile(r"[^,;.%\d]{0,30}?(?<!\w)(?:hiện có|hiện nay|đang có|đã có|sẵn có)(?!\w)")
_BY_MEANS = re.compile(r"(?<!\w)(?:qua|trên|từ|của|ở|bằng|thông qua|dựa trên|nhờ)\s+(?:hệ thống\s+)?$")
"""Before things that are there and only used: "tuyên truyền qua 186 cụm loa hiện có"."""
_GIVEN = re.compile(
    r"(?:[\s\-+*•→.\d)]|[a-zđ]\)\s)*(?:với|trên địa bàn có|toàn (?:tỉnh|huyện|xã) (?:hiện )?có)\s"
    r"(?:(?!(?<!\w)(?:mục tiêu|chỉ tiêu|phấn đấu|tỷ lệ|mức|yêu cầu|quyết tâm|lộ trình)(?!\w))[^,;:%])*$"
)
_GOES_ON = re.compile(r"[^,;:.%]{0,40},\s*(?:\w+\s+){0,3}?(?:phấn đấu|cần|phải|sẽ|bảo đảm|đảm bảo|đặt mục tiêu)(?!\w)")
"""What a place has opens a sentence that then promises: "Với dân số 96.400 người, huyện phấn đấu …"."""

_CITED_AIM = re.compile(
    r"(?:căn cứ|thực hiện|theo|triển khai)\s[^;]*?"
    r"(?:nghị quyết|chương trình|quyết định|chiến lược|đề án|kế hoạch|chỉ thị|công văn)\s+"
    r"(?:[^\W\d]+\s+){0,4}số\s[^;]*?(?:,\s*trong đó|,\s*với|đã)\s+(?:đã\s+|có\s+)?"
    r"(?:(?:đặt|đặt ra|đề ra|xác định)\s+(?:mục tiêu|chỉ tiêu)|yêu cầu|đề nghị|giao)(?!\w)[^;]*$"
)
"""What a document that is cited set itself: "căn cứ Chương trình số …, trong đó đặt mục tiêu đến năm 2025 có …"."""


def is_given(form: str, sentence: int, quantity: QuantityMatch, earliest: int | None) -> bool:
    """Whether a number is what a promise starts from or works with, and promises nothing itself.

    Args:
        form: comparison form of the passage.
        sentence: where its sentence begins.
        quantity: the number.
        earliest: first year of the plan (None: unknown).
    """
    before, behind = form[sentence : quantity.numbers[0][0]], form[quantity.end :]
    year = _FROM_YEAR.match(behind)
    if year and earliest and int(year[1]) < earliest and _FROM.search(before):
        return True
    if _CITED_AIM.search(before):
        return True
    if quantity.kind == "percent":
        return False
    used = quantity.kind == "count" and _BY_MEANS.search(before) and _HAD.match(behind)
    return bool(used or (_GIVEN.match(before) and _GOES_ON.match(behind)))
