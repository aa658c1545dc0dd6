"""An amount alone in brackets behind what it measures: "Doanh thu du lịch trên địa bàn (120 tỷ đồng)" promises it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch

_MEASURE = re.compile(
    r"(?:[\s\-+*•→–,;:.]|[a-zđ]\)\s|\d{1,2}(?:\.\d{1,2})*[.)]\s"
    r"|(?:(?:đến|trong|hết|cuối)\s+)*(?:năm\s+)?20\d\d(?!\d)"
    r"|(?:phấn đấu|bảo đảm|đảm bảo|chỉ tiêu|mục tiêu|và|về)(?!\w))*"
    r"(?:tổng|giá trị|doanh thu|doanh số|thu|số thu|vốn|khoản|mức|kim ngạch|sản lượng|năng suất|diện tích"
    r"|chiều dài|thu nhập|lợi nhuận|đàn|thời gian|thời hạn)(?!\w)"
    r"(?!\s+(?:hồi|mức đầu tư|kinh phí|dự toán|hỗ trợ|đối ứng)\s)"
)
"""Words that open a measure. A place or a thing with its size in brackets ("Cụm công nghiệp … (60 ha)") is none."""
_YEAR_LAST = re.compile(r"(?<!\w)(?:năm|cùng kỳ)\s*(?P<year>20\d\d|trước|ngoái)?\s*$")
_TOLD = re.compile(r"(?<!\w)(?:đã|so với|gấp|bằng|hiện nay|hiện có|vừa qua|dự toán được giao)(?!\w)")


def opens_measure(front: str) -> bool:
    """Whether the words before an amount name a measure that is reached ("Tổng thu cân đối ngân sách: …")."""
    return bool(_MEASURE.match(_STEERED.sub("", front, count=1))) and not _TOLD.search(front)


_STEERED = re.compile(
    r"^[\s\-+*•→–,;:.]*(?:nâng dần|nâng|đưa|tăng|hạ|giữ vững|giữ|duy trì|đẩy|kéo|rút ngắn|giảm|cải thiện)\s+"
)


def is_promised_alone(passage: Passage, quantities: Sequence[QuantityMatch], index: int, earliest: int | None) -> bool:
    """Whether an amount in brackets is all that its clause promises.

    It closes a clause that opens with a measure and has no number outside such brackets; the year before it, if any,
    is one of the plan.

    Args:
        passage: where it stands.
        quantities: those of its sentence that may promise, in order.
        index: the amount's place among them.
        earliest: first year of the plan (None: unknown).
    """
    here, form = quantities[index], passage.form
    if here.kind not in ("money", "measure"):
        return False
    previous = quantities[index - 1].end if index else 0
    following = quantities[index + 1].start if index + 1 < len(quantities) else len(form)
    opened, close = form.rfind("(", 0, here.start), form.find(")", here.end)
    begin = max(form.rfind(mark, 0, opened) for mark in (";", ". ", "\n")) + 1
    if begin < previous:
        if not re.fullmatch(r"\s*\),", form[previous : form.find(",", previous) + 1]):
            return False
        begin = form.find(",", previous) + 1
    if close < 0 or not re.match(r"\s*(?:[;.]|$|,(?=.*\())", form[close + 1 : following + 1], re.DOTALL):
        return False
    front = form[begin:opened]
    year = _YEAR_LAST.search(front)
    if year and not (earliest and (year["year"] or "").isdigit() and int(year["year"]) >= earliest):
        return False
    return bool(_MEASURE.match(front)) and not _TOLD.search(front)
