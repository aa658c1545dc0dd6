"""The normal form of a subject's words: what only tells, cites or adds is left out (golden/GUIDELINES.md, subject).

Pure steps from words to words; each leaves alone what it does not know.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives, comparison_form, one_line

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

_TOLD = re.compile(
    r"\s*\((?:hiện|ước|dự kiến|năm\s+(?:19|20)\d\d|kết quả|tương đương|khoảng|[\d.,]+\s"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\w+ mươi|\w+ trăm)(?:\s+\w+){0,4}\))[^()]*\)?"
)
"""A bracket that tells what is or says a number again: "(hiện bình quân 84 phút)", "(48,7 ha)", "(bốn mươi hai)"."""
_HOW_MANY = re.compile(
    r"(?<!\w)(?P<of>(?:của|đối với|cho|tại|ở|trong|trên địa bàn)\s+)(?:cả\s+|toàn bộ\s+)?\d{1,3}(?:\.\d{3})*\s+"
    r"(?=[^\W\d])(?!(?:năm|tháng|ngày|tuần|giờ|phút|tuổi|lần|sao|điểm|km|m|ha|tỷ|triệu|nghìn|đồng|quý|kỳ|cấp)(?!\w))"
)
"""How many there are of whose things a share measures: "thời gian giải quyết của 36 thủ tục"."""
_SYMBOL = r"\d[\w./-]*[/-][\w./-]*[\w]"
_ACT = r"(?:nghị quyết|nghị định|quyết định|thông tư|luật|đề án|kế hoạch|kết luận|chỉ thị|chương trình|công văn)"
_OF_BODY = (
    r"(?:\s+của\s+(?:chính phủ|thủ tướng chính phủ|quốc hội|bộ|ubnd|ủy ban|hội đồng|tỉnh ủy|ban|hđnd)(?:[^,;:()]*$)?)?"
)
_CITED = re.compile(
    rf"\s*,?\s*(?:theo|tại|quy định tại)\s+(?:chuẩn\s+(?:tại\s+)?|quy định tại\s+)?{_ACT}\s+(?:liên tịch\s+)?"
    rf"(?:số\s+)?{_SYMBOL}(?:\s+ngày\s+\d+[/-]\d+[/-]\d+|\s+ngày\s+\d+\s+tháng\s+\d+\s+năm\s+\d+)?{_OF_BODY}"
    rf"(?:\s*(?:,|và)\s*{_ACT}\s+(?:số\s+)?{_SYMBOL}(?:\s+ngày\s+\d+[/-]\d+[/-]\d+)?{_OF_BODY})*"
)
"""A document that a subject cites: it is no part of what is counted."""
_CITED_ASIDE = re.compile(rf"\s*\((?:theo|tại|căn cứ|thực hiện)\s[^()]*?{_SYMBOL}[^()]*\)")
_LIGHT = re.compile(
    r"^(?:(?:đẩy mạnh|tăng cường|tiếp tục|tập trung|chủ động|làm tốt|tổ chức tốt|phấn đấu)\s+)*"
    r"(?:(?:tổ chức|triển khai|thực hiện|tiến hành|đẩy mạnh|tăng cường|tiếp tục|làm tốt)\s+)*"
    r"(?:thực hiện|triển khai|tổ chức|tiến hành)\s+(?:việc\s+)?(?P<verb>\w+\s+\w+)"
)


_FIELD = re.compile(
    r"\s+(?:trong\s+(?:nội bộ|trao đổi|quá trình|giải quyết|khi|hoạt động)"
    r"|vào\s+(?:công tác|hoạt động|quản lý))\s+[^,;()]+(?:,[^;()]*)?$"
)
"""The field in which something is used, last in its clause: "ứng dụng tốt phần mềm dùng chung trong trao đổi …"."""
_DOES = re.compile(r"(?<!\w)(?:được|ứng dụng|áp dụng|sử dụng|có|thực hiện|dùng)(?!\w)")
_BY_RULE = re.compile(r"\s+theo (?:đúng )?(?:quy định|kế hoạch đề ra|kế hoạch)$")


def _without_field(text: str) -> str:
    """Cut off the field of use, where what is done stands before it and nothing more behind it."""
    form = comparison_form(text)
    field = _FIELD.search(form)
    if field is None or not _DOES.search(form, 0, field.start()) or _DOES.search(form, field.start()):
        return text
    return text[: field.start()]


def normal_form(subject: str, counted: bool, lexicon: Lexicon) -> str:
    """Bring the words of a subject into their normal form.

    Args:
        subject: its words, whole.
        counted: whether things are counted (no share, no measure).
        lexicon: table `clauses`: verbs, what only adds to a clause.
    """
    text = _without(_TOLD, subject)
    text = _without(_CITED, _without(_CITED_ASIDE, text))
    text = _without_how_many(text)
    text = _before_afterthought(text, lexicon)
    text = _without_field(_without(_BY_RULE, text))
    text = _without_light_verb(text, lexicon)
    text = _without_colon(without_time(text))
    text = one_line(text).strip(" ,;:-")
    return text or subject


def _without(pattern: re.Pattern[str], text: str) -> str:
    """A text without what a pattern finds in its comparison form, from its end on so that offsets hold."""
    for found in reversed(list(pattern.finditer(comparison_form(text)))):
        text = text[: found.start()] + text[found.end() :]
    return text


def _without_how_many(text: str) -> str:
    for found in reversed(list(_HOW_MANY.finditer(comparison_form(text)))):
        text = text[: found.end("of")] + text[found.end() :]
    return text


@lru_cache(maxsize=8)
def _afterthought(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf",\s*(?:{alternatives(lexicon.table('clauses')['afterthoughts'])})(?!\w)")


def _before_afterthought(text: str, lexicon: Lexicon) -> str:
    """Cut off what a comma adds: "Rà soát văn bản về đất đai, trình bãi bỏ …"."""
    form = comparison_form(text)
    for found in _afterthought(lexicon).finditer(form, min(len(form), 8)):
        if form.count("(", 0, found.start()) == form.count(")", 0, found.start()):
            return text[: found.start()]
    return text


@lru_cache(maxsize=8)
def _verb(lexicon: Lexicon) -> re.Pattern[str]:
    clauses = lexicon.table("clauses")
    verbs = {*clauses["verbs"], *clauses["committing"], *clauses["making"]} - {"tổ chức", "thực hiện", "triển khai"}
    return re.compile(rf"(?:{alternatives(sorted(verbs))})(?!\w)")


def _without_light_verb(text: str, lexicon: Lexicon) -> str:
    """Leave out verbs that only lead to the act: "Thực hiện số hóa kết quả", "Đẩy mạnh thực hiện việc duy trì"."""
    form = comparison_form(text)
    light = _LIGHT.match(form)
    if light is None or not _verb(lexicon).match(form, light.start("verb")):
        return text
    return text[light.start("verb") :]


_COLON = re.compile(r"\s*:\s+(?=\S)")


_TIME = re.compile(
    r"\s+(?:năm|(?:đến|vào|trong|hết|tới|giai đoạn)\s+(?:hết\s+|cuối\s+)?(?:năm)?)\s*20\d\d(?:\s?-\s?20\d\d)?(?=:\s)"
)


def without_time(text: str) -> str:
    """A subject without the time right before its colon: "Cơ cấu kinh tế đến năm 2025: dịch vụ"."""
    return _without(_TIME, text)


def _without_colon(text: str) -> str:
    """Join what a colon parts: "Tiêm vắc xin gia súc: lở mồm long móng"."""
    return _COLON.sub(" ", text)
