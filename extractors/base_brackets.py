"""What was before, aside of a promise: "đạt 90% (năm 2021: 75%)", ", hiện 35 phút, được rút xuống 20 phút"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch


class BaseBrackets(NamedTuple):
    """Starts of the quantities that only tell what was, and by the start of a promise what stands in its aside."""

    told: frozenset[int]
    of: dict[int, str]


_YEAR = r"(?:19|20)\d\d"
_STATE = re.compile(
    r"\s*(?:(?:thời điểm|tại|vào|số liệu|mức|kết quả|thực hiện|ước|tính đến|đến|đầu|giữa|cuối|hết|của|riêng)\s+)*"
    r"(?:(?:năm|giai đoạn|niên độ|nhiệm kỳ|quý\s*[ivx\d]+\s*[/,]?(?:\s*năm)?|tháng\s*\d{1,2}\s*[/,]?(?:\s*năm)?)\s*"
    rf"(?:(?P<year>{_YEAR})(?:\s*-\s*(?P<last>{_YEAR}))?|trước|ngoái)"
    rf"|(?:năm học|niên khóa)\s*{_YEAR}\s*-\s*(?P<school>{_YEAR})"
    r"|cùng kỳ(?:\s+năm\s+(?:trước|ngoái))?|kỳ trước|đầu kỳ|đầu năm"
    r"|hiện nay|hiện tại|hiện|trước đây|trước đó|lúc đầu|ban đầu)"
    r"(?:\s*(?::|=|(?:là|đạt|chiếm|còn|có|mới|chỉ|đã|được|làm được|thực hiện được|bình quân|trung bình|tương ứng"
    r"|lần lượt|theo thứ tự|khoảng|gần|trên|dưới|hơn|ở|mức|tỷ lệ)(?!\w)))*\s*"
)
"""From the bracket to its number: when it was, and words that only lead in to the number."""
_ON = re.compile(r"\s*(?:(?:,|;|/|và)\s*)+(?:(?:cấp|ở|của)\s+)*(?:(?:tỉnh|huyện|xã|phường|thị trấn)\s*:?\s*)?")
"""Between the numbers of one bracket: "(năm trước là 77% và 48%)", "(năm 2021: huyện 60%, xã 35%)"."""


_ASIDE = re.compile(
    r",\s*(?P<said>(?:(?:qua|theo|tính theo)\s[^,;.\d()]{2,30}?\s)?"
    rf"(?:(?:năm|cuối năm|đầu năm)\s*(?P<year>{_YEAR})|hiện nay|hiện tại|hiện|trước đây)"
    r"(?!\w)[^,;.\d()]{0,30}?)\s*$"
)
"""Behind a measure: when it was so, up to the number that was reached."""
_MOVED = re.compile(
    r"\s*,\s*(?:(?:phấn đấu|cần|phải|sẽ|được)\s+)*"
    r"(?:kéo|giảm|rút|hạ|cắt|nâng|tăng|đưa)(?:\s+(?:giảm|ngắn|bớt|dần))*\s+(?:xuống|còn|lên|về)(?!\w)[^,;.\d()]{0,30}"
)
"""From what was to what shall be: ", được kéo xuống không quá"."""


def _asides(passage: Passage, quantities: Sequence[QuantityMatch], earliest: int | None) -> dict[int, tuple[int, str]]:
    """Starts of what was told between commas, each with the promise that it leads to and its words."""
    found: dict[int, tuple[int, str]] = {}
    for here, following in pairwise(quantities):
        number = here.numbers[0][0]
        match = _ASIDE.search(passage.form, max(0, number - 90), number)
        later = match and match["year"] and (earliest is None or int(match["year"]) >= earliest)
        if match and not later and _MOVED.fullmatch(passage.form, here.end, following.numbers[0][0]):
            found[here.start] = following.start, one_line(passage.text[match.start("said") : here.end])
    return found


def find_base_brackets(passage: Passage, quantities: Sequence[QuantityMatch], earliest: int | None) -> BaseBrackets:
    """Find the numbers in brackets or between commas that say what was reached before, and whose baselines they are.

    Args:
        passage: where they stand.
        quantities: those of a sentence, in order, with bare numbers.
        earliest: first year of the plan: a bracket with a year from then on may promise (None: unknown).
    """
    told: list[QuantityMatch] = []
    of: dict[int, str] = {}
    promised: list[QuantityMatch] = []
    i = 0
    while i < len(quantities):
        opened = passage.form.rfind("(", 0, quantities[i].numbers[0][0])
        group = _group(passage, quantities, i, opened, earliest) if opened >= 0 else []
        if not group:
            promised.append(quantities[i])
            i += 1
            continue
        told += group
        i += len(group)
        close = passage.form.find(")", group[-1].end)
        text = one_line(passage.text[opened + 1 : close]) if close >= 0 else ""
        for one in promised[-len(group) :]:
            if ";" not in passage.form[one.end : opened]:
                of[one.start] = text
    for one in promised:
        if one.start not in of and (text := _plain_bracket(passage, one, earliest)):
            of[one.start] = text
    asides = _asides(passage, promised, earliest)
    of |= dict(asides.values())
    return BaseBrackets(frozenset(one.start for one in told) | asides.keys(), of)


_BRACKET = re.compile(r"[^,;.()\d]{0,40}\((?P<inside>[^()]*)\)")


def _plain_bracket(passage: Passage, promise: QuantityMatch, earliest: int | None) -> str:
    """What a bracket behind a promise tells in a number that is no quantity elsewhere: "(hiện nay 32 phút)"."""
    match = _BRACKET.match(passage.form, promise.end)
    first = re.search(r"\d(?!\d{3}(?!\d))", match["inside"]) if match else None
    state = _STATE.fullmatch(match["inside"][: first.start()]) if match and first else None
    if not match or not state or (state["year"] and (earliest is None or int(state["year"]) >= earliest)):
        return ""
    return one_line(passage.text[match.start("inside") : match.end("inside")])


def _group(
    passage: Passage, quantities: Sequence[QuantityMatch], first: int, opened: int, earliest: int | None
) -> list[QuantityMatch]:
    """The numbers of one bracket that tell what was, from `first` on; none where it does not."""
    match = _STATE.fullmatch(passage.form, opened + 1, quantities[first].numbers[0][0])
    if not match:
        return []
    year = match["last"] or match["year"] or match["school"]
    if year and (earliest is None or int(year) >= earliest):
        return []
    group = [quantities[first]]
    for following in quantities[first + 1 :]:
        if not _ON.fullmatch(passage.form, group[-1].end, following.numbers[0][0]):
            break
        group.append(following)
    return group


def without_aside(subject: str, base: str) -> str:
    """A subject without what it was: "Thời gian chờ, hiện bình quân 35 phút" → "Thời gian chờ"."""
    if not base:
        return subject
    was = _WAS.search(subject)
    subject = subject[: was.start()] if was and base.startswith(was["was"]) else subject
    return one_line(subject.replace(f", {base}", "", 1)).strip(" ,")


_WAS = re.compile(r"\s+(?P<was>từ\s+(?:mức\s+)?\d[\d.,]*\s?%?)$")
"""From where a share falls: "giảm tỷ lệ hộ nghèo từ 7,2% năm 2022, xuống còn 3%"."""
