"""Subjects of counts: the act with the counted things and their verb; a mere counter behind them left out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives, comparison_form, one_line, past_upward

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

_OPENS_PREDICATE = re.compile(r"[\s\f]*(?:có|đạt)\s", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?:tổng\s+)?(?:số|đàn|lượng)(?:\s+lượng)?\s")
_COUNTERS = frozenset(
    {
        "người",
        "con",
        "lượt",
        "cuộc",
        "đợt",
        "lần",
        "buổi",
        "kỳ",
        "ca",
        "số",
        "cuốn",
        "chiếc",
        "tờ",
        "suất",
        "chuyến",
        "lượt đơn vị",
        "lượt ý kiến",
    }
)
"""Units that only say how it is counted: no things of their own."""
_FULL = 3
"""Syllables from which on what stands before a mere counter is a subject."""
_OVER = re.compile(r"(?:trong|mỗi|một|trên)\s+(?:cả\s+)?(?:năm|kỳ|giai đoạn)(?!\w)|/\w+")
_ALL = re.compile(r"(?:tất cả|tất|toàn bộ|cả)(?:\s+(?:các|cả))?$")


@lru_cache(maxsize=8)
def _joint(lexicon: Lexicon) -> re.Pattern[str]:
    """The verb between those who have and what is counted: "mỗi phòng có tối đa 02 cấp phó"."""
    bounds = [word for words in lexicon.table("comparators")["before"].values() for word in words]
    return re.compile(
        r"(?<!\w)(?P<verb>có|đạt|được)(?:\s+thêm)?"
        rf"(?:\s+(?:{alternatives(bounds)}|đủ|từ|khoảng|cả|bình quân|trung bình))*\s*$"
    )


_THE_NUMBER = re.compile(r"(?:tổng\s+)?số(?:\s+lượng)?\s+")
"""Before the things: "số lượng thủ tục" measures thủ tục."""


def counted_subject(
    unit: str, front: str, front_form: str, behind: str, rest: str, told: bool, lexicon: Lexicon
) -> str:
    """The subject of a count.

    Args:
        unit: the counted noun.
        front: trimmed words before the number.
        front_form: the same untrimmed, in comparison form.
        behind: trimmed words behind the noun.
        rest: the same untrimmed.
        told: whether a verb of reaching ("đạt", "là", a colon) stands right before the number.
        lexicon: the words.
    """
    counter = told and comparison_form(unit) in _COUNTERS
    if not behind and front and (counter or _names_things(front, told, unit)):
        return front
    front = "" if _ALL.fullmatch(comparison_form(front)) else front
    form, unit = comparison_form(front), unit.split("/")[0]
    number = _THE_NUMBER.match(form)
    if number and form.startswith(comparison_form(f"{unit} {behind}"), number.end()):
        return front
    behind = past_upward(_with_verb(behind, rest)).lstrip()
    verb = _joint(lexicon).search(front_form) if front else None
    joint = verb["verb"] if verb and not form.endswith(verb["verb"]) and not _NUMBER_OF.match(form) else ""
    mere = comparison_form(unit) in _COUNTERS and not joint
    if mere and len(form.split()) >= _FULL and (not behind or _OVER.match(comparison_form(behind))):
        return front
    counted = "" if form.endswith(" " + comparison_form(unit)) or (mere and unit == "lượt" and behind) else unit
    return one_line(" ".join(part for part in (front, joint, counted, behind) if part))


def _with_verb(behind: str, rest: str) -> str:
    """What counted things have or reach, with its verb: "06 quầy có thiết bị"."""
    if not behind or not (verb := _OPENS_PREDICATE.match(rest)):
        return behind
    word = verb.group().strip()
    return behind if behind.casefold().startswith(word.casefold()) else f"{word} {behind}"


def _names_things(front: str, told: bool, unit: str) -> bool:
    """Whether the words before a count already say what is counted: "Đàn trâu, bò 2.150 con", "Số lớp mở: 5 lớp"."""
    form = comparison_form(front)
    return bool(form) and (bool(_NUMBER_OF.match(form)) or (told and comparison_form(unit) in form))
