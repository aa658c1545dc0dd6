"""What a scan may have made of a comparator's sign or of a longer number, right before the number of a target.

In faces that the reader does not know "≥ 21%" reads "2 21%" and "(> 70%)" reads "(6 70%)"; a label that touches its
item ("20. 09/11 xã") leaves "20.09/11"; the hair stroke of "40/44 thôn" or "2021-2025" is lost to a space. The number
then stands, what it is bounded by or part of is doubtful.
"""

from __future__ import annotations

import re

from models.source import Doubt

_STRAY = re.compile(r"(?:^|(?P<word>[^\W\d_]+)\s+|[(:]\s?)(?P<sign>\d|[@&€©®#?£¥»«])\s?$")
_TORN = re.compile(r"\d[./,]$")
_BARE = re.compile(r"\d{1,4}")
_BEHIND = re.compile(r"(?:^|(?P<word>[^\W\d_]+)\s+|[(:,;]\s?|\d\s)(?P<number>\d{1,4})\s$")
_AHEAD = re.compile(r"\s\d{1,4}(?![\d.,/%-])")
_WORD = re.compile(r"([^\W\d_]+)\s+$")
_COUNTED = frozenset({
    "năm", "quý", "tháng", "ngày", "tuần", "kỳ", "đợt", "lần", "bước", "giai", "đoạn", "độ", "cấp", "loại", "nhóm",
    "hạng", "số", "điều", "khoản", "điểm", "mục", "bảng", "chương", "phần", "nghị", "định", "thông", "tư", "vùng",
    "khu", "và", "từ", "đến", "đạt", "là", "còn", "lên", "được", "có",
})  # fmt: skip
"""Words after which a single figure is a number of its own."""
_CALENDAR = {"ngày": 31, "tháng": 12, "quý": 4, "năm": 0}
"""Words before a number of the calendar, and the most that it can be; a year is told by its form."""
_QUARTER = re.compile(r"(?<!\w)qu[ýí]\s+[IVX1-4]{1,3}\s$", re.IGNORECASE)
"""A quarter right before a number: between it and its year stands a stroke, or a word."""
_FIRST = re.compile(r"(?<!\w)qu[ýí]\s+$", re.IGNORECASE)
_FIGURES = re.compile(r"(?<!\w)qu[ýí]\s+[234](?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOSED = frozenset({"năm", "quý", "tháng", "độ"})
"""Words that a number closes: another may follow ("trong năm 2025 05 xã …")."""


def joint_doubts(text: str, start: int, end: int) -> tuple[Doubt, ...]:
    """Doubts of a bare number on a scanned page in which, or beside which, a stroke may be lost.

    It stands side by side with another, or is no day, month, quarter or year where one must stand ("ngày 251").

    Args:
        text: the paragraph or cell.
        start: where the number begins in it.
        end: where it ends.
    """
    number = text[start:end]
    if beyond := _beyond_calendar(text[:start], number):
        return (Doubt(code="no_such_date", detail=beyond),)
    if not _BARE.fullmatch(number):
        return ()
    if behind := _number_behind(text[:start]):
        return (Doubt(code="joint_lost", detail=f"{behind} {number}"),)
    quarter = _QUARTER.search(text[:start])
    if quarter and _YEAR.fullmatch(number):
        return (Doubt(code="joint_lost", detail=f"{quarter.group()}{number}"),)
    ahead, word = _AHEAD.match(text, end), _WORD.search(text[:start])
    if ahead and not _closes(word and word[1]):
        return (Doubt(code="joint_lost", detail=f"{number}{ahead.group()}"),)
    return ()


def may_be_first_quarter(before: str, number: str, document: str) -> bool:
    """Whether a 1 on a scan may be the Roman I of a first quarter: the document writes no quarter in figures.

    Args:
        before: the text before the number.
        number: the number as read, "1/2022".
        document: the whole text.
    """
    first = number.partition("/")[0] == "1" and _FIRST.search(before)
    return bool(first) and not _FIGURES.search(document)


def _beyond_calendar(before: str, number: str) -> str:
    """A word of the calendar with a number that it cannot have: "25/11" without its stroke; empty where it can."""
    word = _WORD.search(before)
    name = word[1].lower() if word else ""
    if not number.isdigit() or name not in _CALENDAR:
        return ""
    most = _CALENDAR[name]
    possible = int(number) <= most if most else len(number) < 3 or _YEAR.fullmatch(number)
    return "" if possible else f"{name} {number}"


def sign_doubts(before: str) -> tuple[Doubt, ...]:
    """Doubts of a number on a scanned page by the text before it, in its comparison form."""
    if torn := _TORN.search(before):
        return (Doubt(code="number_torn", detail=f"{torn.group()}…"),)
    behind = _number_behind(before)
    if len(behind) > 1:  # a single figure is rather a sign misread
        return (Doubt(code="joint_lost", detail=f"{behind} …"),)
    stray = _STRAY.search(before)
    if stray and (stray["word"] or "") not in _COUNTED:
        return (Doubt(code="comparator_unclear", detail=stray["sign"]),)
    return ()


def _number_behind(before: str) -> str:
    """The bare number that ends a text, to which the next may have belonged; empty where a word closes it."""
    match = _BEHIND.search(before)
    return match["number"] if match and not _closes(match["word"]) else ""


def _closes(word: str | None) -> bool:
    return (word or "").lower() in _CLOSED
