"""Numbers that print no unit of their own: what they count is told by the list they stand in or by the words before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.clean import comparison_form, one_line
from extractors.language import counted_nouns
from extractors.quantities import find_quantities

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch

_INDEX = re.compile(
    r"(?<!\w)(?:chỉ số|điểm số|điểm (?:hài lòng|đánh giá|trung bình)"
    r"|hệ số|index|dti|hdi|sipas|papi|pci)(?!\w)[^,;.]*(?:đạt|trên|từ|là|:|thiểu|lên)\s*$"
)


_SHIFT = re.compile(r"\s*(?:xuống|lên)(?:\s+còn)?\s*")


_NUMBER_OF = re.compile(
    r"(?<!\w)số\s+(?:lượng\s+)?(?P<noun>[^\d,;.:()]{2,30}?)\s+(?:từ(?:\s+[\d.]+)?|lên|xuống|còn|đạt|là|tăng|giảm|khoảng"
    r"|\s)+$"
)


_NUMBER_TOLD = re.compile(
    r"(?:^|[\s(])số\s+(?:lượng\s+)?(?P<noun>(?!liệu|hóa|hoá)[^\d;.:()]{2,60}?)"
    r"(?:\s+(?:trong năm|cả năm|trong kỳ|năm 20\d\d))?\s*:\s*$"
)
"""Before the colon of what is counted: "Số thôn, tổ dân phố sắp xếp trong năm: 09"."""


_RATE_TOLD = re.compile(
    r"(?<!\w)số\s+(?P<rate>[^\W\d_]+(?:\s[^\W\d_]+){0,2}\s?/\s?(?:vạn|nghìn|ngàn) dân)\s*(?::|đạt|là)\s*$"
)
"""Before a number whose rate its label says: "Số bác sĩ/vạn dân: 9,5"."""


def _noun_told(front: str, lexicon: Lexicon) -> str:
    told = _NUMBER_TOLD.search(front)
    found = find_quantities(f"5 {told['noun']}", lexicon) if told else ()
    return found[0].unit if found and found[0].kind == "count" and found[0].start == 0 else ""


def _noun_before(passage: Passage, quantity: QuantityMatch, before: QuantityMatch | None, lexicon: Lexicon) -> str:
    """What a bare number counts: "số thành viên từ 27 lên 50", "buôn văn hóa 9/11", "16/19 tiêu chí; … 18/19"."""
    start = quantity.numbers[0][0]
    nouns = counted_nouns(lexicon)
    if match := _NUMBER_OF.search(passage.form[:start]):
        noun = match["noun"]
        known = any(noun == one or noun.startswith(one + " ") for one in nouns)
        return passage.text[match.start("noun") : match.end("noun")] if known else ""
    whole = quantity.parsed.whole
    if whole is None:
        return ""
    if before and before.kind == "count" and before.parsed.whole == whole:
        return before.unit
    front = re.split(r"[,;.:(]\s*", passage.form[:start])[-1].strip()
    known = any(front == noun or front.startswith(noun + " ") for noun in nouns)
    return (
        passage.text[start - len(passage.form[:start]) + passage.form[:start].rindex(front) : start].strip()
        if (front and known and len(front.split()) <= _SHORT_NAME)
        else ""
    )


def _noun_behind(passage: Passage, quantity: QuantityMatch, following: QuantityMatch | None) -> str:
    """What a bare fraction of a list counts: "xã A đạt 19/19, xã B đạt ít nhất 16/19 tiêu chí"."""
    if following is None or following.kind != "count" or quantity.parsed.whole is None:
        return ""
    alike = following.parsed.whole == quantity.parsed.whole
    return following.unit if alike and ";" not in passage.form[quantity.end : following.start] else ""


_MEMBER = re.compile(r"\s*[,;]\s*(?:cây|lúa|ngô|rau|đàn|đất|rừng|nuôi|trồng)\s[^,;.:\d]{2,40}?")
_PARTED = re.compile(r"\s*[,;]")


def _is_member(
    passage: Passage, before: QuantityMatch | None, quantity: QuantityMatch, following: QuantityMatch | None
) -> bool:
    """Whether a bare number stands between two of one unit in a list: "lúa 1.200 ha, cây tinh bột 500, mía 370 ha"."""
    if quantity.kind != "none" or not before or not following or not before.kind == following.kind == "measure":
        return False
    start, end = quantity.numbers[0][0], quantity.numbers[-1][1]
    parted = _MEMBER.fullmatch(passage.form, before.end, start) and _PARTED.match(passage.form, end)
    return before.unit == following.unit and bool(parted)


_STEP = re.compile(r"[^,;.:()\d]{0,40}\((?:riêng\s+|trong đó\s+)?năm\s+20\d\d\s*(?::|là|đạt)?\s*")
"""From a count to its part of one year: "12.000 điểm chấp nhận mã QR (năm 2024: 7.000)"."""
_SHORT_NAME = 4
"""Words that a counted thing's name may have before its fraction."""


def with_units(passage: Passage, quantities: list[QuantityMatch], lexicon: Lexicon) -> list[QuantityMatch]:
    """Give bare numbers their unit: that of the list they open ("20, 15%"), points where an index is measured."""
    done: list[QuantityMatch] = []
    following: QuantityMatch | None = None
    for at, quantity in reversed(list(enumerate(quantities))):
        front = passage.form[: quantity.numbers[0][0]]
        if (
            quantity.kind == "none"
            and following
            and re.fullmatch(r"\s*(?:,|và)\s*", passage.form[quantity.end : following.start])
        ) or (quantity.kind == "none" and following and _SHIFT.fullmatch(passage.form[quantity.end : following.start])):
            quantity = replace(quantity, kind=following.kind, unit=following.unit)
        elif quantity.kind == "none" and _INDEX.search(front[-80:]):
            quantity = replace(quantity, kind="measure", unit="điểm")
        elif (
            quantity.kind == "none"
            and at
            and _STEP.fullmatch(passage.form, quantities[at - 1].end, quantity.numbers[0][0])
        ):
            quantity = replace(quantity, kind=quantities[at - 1].kind, unit=quantities[at - 1].unit)
        elif _is_member(passage, quantities[at - 1] if at else None, quantity, following):
            quantity = replace(quantity, kind="measure", unit=quantities[at - 1].unit)
        elif quantity.kind == "none" and (
            noun := _noun_behind(passage, quantity, following)
            or _noun_told(front, lexicon)
            or _noun_before(passage, quantity, quantities[at - 1] if at else None, lexicon)
        ):
            quantity = replace(quantity, kind="count", unit=one_line(noun))
        elif quantity.kind == "none" and (rate := _RATE_TOLD.search(front)):
            unit = re.sub(r"\s*/\s*", "/", passage.text[rate.start("rate") : rate.end("rate")])
            quantity = replace(quantity, kind="measure", unit=unit)
        elif quantity.unit == "tuổi" and "tuổi thọ" not in front:
            quantity = replace(quantity, kind="none")
        done.append(quantity)
        following = quantity
    return done[::-1]


def is_stray(passage: Passage, quantity: QuantityMatch, lexicon: Lexicon) -> bool:
    """Whether a lone digit before a word that is no counted noun is a misread letter ("1 THC" for "TTHC")."""
    start, end = quantity.numbers[0]
    known = comparison_form(quantity.unit) in counted_nouns(lexicon)
    return quantity.kind == "count" and end - start == 1 and not known and not quantity.bounded
