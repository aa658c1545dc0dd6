"""Recurring numbers: which recur with the one before them, which with the words that open their sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.clauses import Clause
    from extractors.quantities import QuantityMatch

_AMONG = re.compile(r"[\s,]*(?:trong đó|trong số đó|trong số này)(?!\w)")
_APART = re.compile(r"[\s,;(]*riêng(?!\w)")
"""Some of the things before it: "hằng năm giảm 1%; riêng xã nghèo giảm 3%"."""
_OWN_YEAR = re.compile(r"[^,;.]*(?<!\w)năm 20\d\d(?!\d)")


def recurs_along(form: str, last: QuantityMatch | None, clause: Clause) -> bool:
    """Whether a number recurs with the one before it: "mỗi năm mở 6 lớp, trong đó 2 lớp …", "… 12% … và 8% của cấp xã".

    Args:
        form: comparison form of the passage.
        last: the recurring number before it.
        clause: its clause.
    """
    quantity = clause.quantity
    if quantity.kind != "percent" and _AMONG.match(form, clause.start):
        return True
    if last is None or last.kind != quantity.kind:
        return False
    if _APART.match(form, clause.lead) and not re.search(r"\.\s|(?<!\w)năm 20\d\d", form[last.end : clause.stop]):
        return True
    gap = form[last.end : quantity.start]
    joined = re.search(r"(?<!\w)và\s*$", gap) and not re.search(r"[,;.]|(?<!\w)năm(?!\w)", gap)
    return bool(joined) and not _OWN_YEAR.match(form, quantity.end, clause.stop)


_OPENS_EACH = re.compile(
    r"(?:(?:hằng|hàng) năm|thường niên|năm nào(?: cũng)?|trong (?:từng|mỗi) năm|ở từng năm|từng năm)(?!\w)"
)
_DAY_OF = (
    r"(?:(?:đến|trước|vào|hết)\s+(?:ngày\s+)?\d{1,2}/\d{1,2}\s+"
    r"|(?:đến|trước|vào|hết|cuối)\s+(?:cuối\s+|hết\s+)?(?:tháng \d{1,2}\s+|quý [ivx]+\s+)?)"
)
"""A day or month of each year: "Đến ngày 20/11 hằng năm, …"."""


def opens_each(form: str, start: int, end: int, first: int) -> bool:
    """Whether a sentence of one breath opens with "hằng năm", "năm nào cũng": it holds for all its numbers."""
    match = _OPENS_EACH.search(form, start, first)
    opening = (
        re.fullmatch(rf"[\s\-+*•.\d()]*(?:phấn đấu\s+)?{_DAY_OF}?", form[start : match.start()]) if match else None
    )
    return bool(opening) and ";" not in form[start:end]
