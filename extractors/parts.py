"""Bare figures that say the parts of a sum and share its noun: "2.400 lao động: quý I 500, quý II 700 …"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.clean import comparison_form, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch
    from extractors.target_drafts import Draft

_LABEL = r"(?:[^,;.:()\d]|(?<!\d)\d{1,2}(?=\s+(?:tháng|năm|tuần|tuổi)(?!\w)))"
_NAMED = (
    r"(?:(?:chia ra|bao gồm|gồm|trong đó|trong số đó|cụ thể|cụ thể là|phân ra|chia theo \w+)\s*:?\s*(?:có\s+|là\s+)?)"
)
_OPENING = re.compile(
    rf"(?P<of>[^,;.:()\d]{{0,60}}?|[^;.:()\d]{{0,60}}?(?=\s*\())(?:\s*[,;(]\s*(?P<named>{_NAMED})|\s*(?P<mark>[:(,])\s*)(?P<label>{_LABEL}{{2,40}}?)\s*"
)
"""From a sum to its first part: "…, gồm trung cấp", "… (quý I"."""
_NEXT = re.compile(rf"\s*(?:[,;]\s*(?:và\s+|còn\s+)?|và\s+)(?P<label>{_LABEL}{{2,40}}?)\s*")
_ALONE = re.compile(r"\s*(?:$|[,;.)]|và(?!\w))")
_MORE = re.compile(r"(?:[^,;.:()\d]|(?<=mức độ )[1-5]){0,60},\s*(?:tăng|giảm)(?:\s+(?:thêm|được|bớt))?\s*")
_THAN = re.compile(r"\s*so với(?!\w)")
"""An amount of change of the things before it: "64 thủ tục …, tăng 12 so với năm 2022"."""
_NUMBERED = re.compile(
    r"(?<!\w)(?:tổ|khu|khu phố|khu vực|thôn|xóm|bản|ấp|khóm|(?<!thiểu )số|lớp|khối|nhóm|hạng|loại|bậc|mức|mức độ|đợt"
    r"|(?<!trung )(?<!sơ )(?<!cao )cấp|kỳ|khóa|lần|tuyến|đường|quốc lộ|tỉnh lộ|cụm|điểm|phường|quận|bước|phần|mục"
    r"|điều|khoản|chương|phụ lục|mẫu|biểu|lô|tầng|phòng|tổ dân phố|(?<!\d )(?:năm|tháng|ngày|tuổi|tuần)|từ|đến|trên"
    r"|dưới|khoảng|hơn|gần|thứ)$"
)
"""Words whose number is a name ("tổ 4", "Trường số 1"), or a bound: these count no part."""


def share_noun(passage: Passage, quantities: Sequence[QuantityMatch]) -> list[QuantityMatch]:
    """Give the bare parts of a sum its unit: parts that a word or a bracket opens, none beyond what the sum allows.

    Behind a bare colon or bracket the parts must make up the sum; behind "gồm", "trong đó" and the like they may leave
    some of it unsaid.

    Args:
        passage: where they stand.
        quantities: those of a sentence, in order.
    """
    done = list(quantities)
    for i, total in enumerate(done):
        if total.kind not in ("count", "measure") or total.parsed.maximum is not None or total.parsed.whole is not None:
            continue
        opening = None
        if i + 1 < len(done) and done[i + 1].kind == "none":
            if _MORE.fullmatch(passage.form, total.end, done[i + 1].numbers[0][0]) and _THAN.match(
                passage.form, done[i + 1].numbers[-1][1]
            ):
                done[i + 1] = replace(done[i + 1], kind=total.kind, unit=total.unit)
                continue
            opening = _OPENING.fullmatch(passage.form, total.end, done[i + 1].numbers[0][0])
        if opening is None:
            continue
        parts = _parts(passage, done, i + 1, opening)
        together = sum(part.parsed.value for part in parts)
        whole = total.parsed.value
        if parts and (together == whole or (opening["named"] and together < whole)):
            for at, part in enumerate(parts, i + 1):
                done[at] = replace(part, kind=total.kind, unit=total.unit, part=True)
    return done


def _parts(
    passage: Passage, quantities: Sequence[QuantityMatch], first: int, opening: re.Match[str]
) -> list[QuantityMatch]:
    """The bare figures of one enumeration, from `first` on; none where one of them is part of a name."""
    found: list[QuantityMatch] = []
    label: re.Match[str] | None = opening
    for at in range(first, len(quantities)):
        here = quantities[at]
        if here.kind != "none" or here.bounded or here.parsed.maximum is not None:
            break
        if found:
            label = _NEXT.fullmatch(passage.form, found[-1].numbers[-1][1], here.numbers[0][0])
        if label is None or not _ALONE.match(passage.form, here.numbers[-1][1]):
            break
        if _NUMBERED.search(label["label"].rstrip()):
            return []
        found.append(here)
    return found


_LEADS = re.compile(rf"[\s,;:.(]*(?:(?:và|còn(?! lại))\s+)?{_NAMED}?\s*", re.IGNORECASE)


def part_of_sum(before: Draft, draft: Draft, passage: Passage) -> Draft | None:
    """A bare part of a sum: the sum's subject with what parts it, and the sum's change; None where it is no part."""
    if not draft.clause.quantity.part:
        return None
    total = before.total or before.subject
    said = passage.text[draft.clause.start : draft.clause.quantity.numbers[0][0]]
    label = said[_LEADS.match(said).end() :].strip(" ,;:(\f")  # type: ignore[union-attr]
    subject = one_line(f"{total} {label}")
    return replace(draft, subject=subject, own=label, total=total, change=before.change, inherited=True)


def part_in_bracket(before: Draft, draft: Draft, passage: Passage) -> Draft | None:
    """A part that a bracket counts by the sum's noun: "04 đợt kiểm tra (02 đợt tại các xã)"; None where it is none."""
    here, last = draft.clause.quantity, before.clause.quantity
    unit, form = comparison_form(here.unit), passage.form
    opened = form.rfind("(", 0, here.start)
    alike = here.kind == last.kind == "count" and unit == comparison_form(last.unit)
    if not alike or opened < form.rfind(")", 0, here.start) or not form.startswith(unit, here.end - len(unit)):
        return None
    rest = passage.text[here.end : draft.clause.end].strip(" ,;.)\f")
    if (not before.total and last.start > opened) or not rest:
        return None
    total = before.total or before.subject
    subject = one_line(f"{total} {rest}")
    return replace(draft, subject=subject, own=rest, total=total, change=before.change, inherited=True)


_AND = re.compile(r"[^,;.:()]*(?<!\w)năm 20\d\d\s*,?\s*và\s*")
_OWN_YEAR = re.compile(r"\s*(?:(?:vào|trong|đến|hết|cuối)\s+)*năm 20\d\d(?!\d)")


_EACH_YEAR = re.compile(
    r"[^,;.:()]*[,(]\s*(?:(?:trong đó|tức|tức là|tương đương|bình quân|trung bình)\s+)*"
    r"(?:mỗi|hằng|hàng)\s+(?:năm|quý|tháng)\s*"
)
"""From a sum to its share of each year: "5.000 lao động, bình quân mỗi năm 1.000 lao động"."""


def same_act_again(before: Draft, draft: Draft, passage: Passage) -> Draft | None:
    """What is done again in another year: "03 lớp tin học … trong năm 2024 và 04 lớp trong năm 2025"; else None."""
    here, last = draft.clause.quantity, before.clause.quantity
    unit = comparison_form(here.unit)
    if here.kind != "count" or last.kind != "count" or unit != comparison_form(last.unit):
        return None
    if comparison_form(draft.subject) not in ("", unit) or not before.subject:
        return None
    yearly = _EACH_YEAR.fullmatch(passage.form, last.end, here.start)
    if yearly and not passage.form[here.end : draft.clause.stop].strip(" ,;.)"):
        return replace(draft, subject=before.subject, change=before.change, inherited=True)
    dated = _AND.fullmatch(passage.form, last.end, here.start) and _OWN_YEAR.match(passage.form, here.end)
    return replace(draft, subject=before.subject, change=before.change, inherited=True) if dated else None
