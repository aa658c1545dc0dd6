"""Units that numbers share: in a series ("năm 2022 có 12 thôn, năm 2023 là 20") and of a whole ("8 trong 12 phòng")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch

_LEADS = (
    r"(?:\s*(?::|(?:là|có|đạt|được|lên|tăng lên|tăng thêm|thêm|giảm còn|còn|xuống còn|phải đạt|phấn đấu|đủ|khoảng"
    r"|tối thiểu|ít nhất|không dưới|trên|dưới|hơn|tối đa|không quá|từ)(?!\w)))*\s*"
)
_STEP = (
    r"(?:(?:đến|tới|hết|cuối|đầu|sang|trong|vào|riêng|của)\s+)*"
    r"(?:(?:hết\s+|cuối\s+)?năm\s*20\d\d|quý\s*(?:[ivx]+|\d)(?!\w)|tháng\s*\d{1,2}|\d{1,2} tháng(?: đầu năm| cuối năm)?"
    r"|cả năm|đợt\s*(?:[ivx]+|\d+|một|hai|ba)(?!\w)|giai đoạn\s*20\d\d\s*-\s*20\d\d|năm (?:sau|tiếp theo|cuối|đầu)"
    r"|(?:ở\s+|của\s+|cấp\s+|ubnd\s+|các\s+)*(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã)(?!\w))"
)
_TOTAL = r"(?:nâng|đưa|tăng|giảm|rút)\s+tổng(?:\s+số)?(?:\s+[^\d,;.:()]{2,40}?)?\s+(?:lên|xuống|còn|thành|đạt|là)"
_SHIFT = r"(?:lên|xuống|còn|thành|tăng lên|giảm còn|xuống còn|lên thành)"
_GAP = re.compile(
    rf"\s*(?:\([^)]*\)\s*)?(?:[,;]\s*(?:và\s+|còn\s+|đồng thời\s+)?|và\s+)(?:{_STEP}|{_TOTAL})(?!\w){_LEADS}"
    rf"|\s*{_SHIFT}\s*"
)
_ALONE = re.compile(r"\s*(?:$|[,;.)(]|và(?!\w))")


_OF = re.compile(r"\s*(?:trong|trên|trong số|trong tổng số|trên tổng số|của)\s+(?:cả\s+|toàn bộ\s+|số\s+|tổng số\s+)?")
_WHOLE_FIRST = re.compile(r"[\s\-+*•→]*(?:trong|trong số|trong tổng số|trên tổng số)\s+(?:cả\s+)?")


def join_wholes(passage: Passage, quantities: Sequence[QuantityMatch]) -> list[QuantityMatch]:
    """Take "8 trong 12 phòng" as 8 of 12, and leave out a whole that only opens a sentence ("Trong 14 xã, 9 xã …")."""
    done: list[QuantityMatch] = []
    for i, quantity in enumerate(quantities):
        before = done[-1] if done else None
        counted = quantity.kind == "count" or quantity.unit == "điểm"
        if before and counted and _OF.fullmatch(passage.form, before.end, quantity.numbers[0][0]):
            unit = before.kind == "none" or before.unit.casefold() == quantity.unit.casefold()
            small = before.parsed.maximum is None and before.parsed.value <= quantity.parsed.value
            if unit and small and before.parsed.whole is None:
                parsed = replace(before.parsed, whole=quantity.parsed.value)
                done[-1] = replace(before, parsed=parsed, kind="count", unit=quantity.unit, end=quantity.end)
                continue
        opened = not i and quantity.kind == "count" and _WHOLE_FIRST.fullmatch(passage.form, 0, quantity.start)
        if opened and passage.form[quantity.end : quantity.end + 1] == "," and len(quantities) > 1:
            continue
        done.append(quantity)
    return done


def continue_series(passage: Passage, quantities: Iterable[QuantityMatch]) -> list[QuantityMatch]:
    """Give bare numbers of a series the unit of the number before them; percentages print their own sign."""
    done: list[QuantityMatch] = []
    last: QuantityMatch | None = None
    for quantity in quantities:
        bare = quantity.kind == "none" and last is not None and last.kind not in ("none", "percent")
        if bare and last and _goes_on(passage.form, last, quantity):
            quantity = replace(quantity, kind=last.kind, unit=last.unit)
        done.append(quantity)
        last = quantity if quantity.kind != "none" else last
    return done


def _goes_on(form: str, last: QuantityMatch, quantity: QuantityMatch) -> bool:
    between = form[last.end : quantity.numbers[0][0]]
    tail = re.match(r"[^,;.\d(]{0,60}?(?=[,;(]|\s(?:và|lên|xuống|còn|thành)\s)", between)
    gaps = (between, between[tail.end() :] if tail else between)
    return any(_GAP.fullmatch(gap) for gap in gaps) and bool(_ALONE.match(form, quantity.numbers[-1][1]))
