"""Scopes that the opening words state: where ("Ở cấp xã, …"), who does it ("Các sở …"), whose list ("Cấp xã: …")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.listed_scopes import only
from extractors.scopes import OFFICES_OF, counts_people, find_levels, levels_of_names
from extractors.subject_scopes import level_of_bodies
from extractors.subject_times import POINT, WHEN, YEAR_ENDS
from extractors.subjects import is_scope_alone

if TYPE_CHECKING:
    from extractors.clauses import Clause
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from models.plan import Scope, UnitLevel

_LABEL = r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|\(?[a-zđ]\))(?=\s)"
_BEFORE = re.compile(
    rf"(?:[\s\f\-+*•→,;:.“\"]|{_LABEL}|{WHEN}|{POINT}|{YEAR_ENDS}(?!\w)"
    r"|(?<!\w)(?:hằng năm|hàng năm|mỗi năm|phấn đấu|bảo đảm|đảm bảo|trong đó|yêu cầu|giao|và|còn)(?!\w))*"
)
"""What may stand before the words that open a sentence."""
_LEVEL = r"(?:thành phố|thị trấn|thị xã|phường|huyện|quận|tỉnh|xã)"
_LEVELS = rf"{_LEVEL}(?:\s*(?:,|và|,\s*và)\s*{_LEVEL})*(?!\w)"
_WHERE = re.compile(
    r"(?:riêng\s+)?(?:(?:đối với|tại|ở|với|trong|riêng|về phía)\s+)(?P<whose>"
    rf"(?:(?!\s(?:phấn đấu|tối thiểu|ít nhất|tỷ lệ|phải|mỗi|trên|dưới|không)\s)[^,;:.\d()]"
    rf"|,\s*(?:và\s+)?(?={_LEVEL}(?!\w)|ban(?!\w)"
    r"|ngành(?!\w)|đơn vị(?!\w)|phòng(?!\w))){2,90}?)"
    rf"(?=\s*(?:,(?!\s*(?:và\s+)?(?:{_LEVEL}|ban|ngành|đơn vị|phòng)(?!\w))|:)"
    r"|\s(?:phấn đấu|tối thiểu|ít nhất|tỷ lệ|phải|có|mỗi|số|đạt|trên|dưới|không|bảo đảm|đảm bảo"
    r"|bình quân)\s|\s*\d)"
)
"""Where something holds: "Tại Bộ phận Một cửa các xã, phường, tỷ lệ này …"."""
_GENERIC = re.compile(
    rf"(?:(?:tất cả|toàn bộ|toàn thể|khối|mỗi|từng|các|cả)\s+)*(?P<body>(?:cơ quan\s+|đơn vị\s+"
    rf"|địa phương\s+)?(?:(?:ubnd"
    rf"|ủy ban nhân dân|hđnd)"
    rf"(?:\s*,\s*(?:ubnd|ủy ban nhân dân))?\s+)?(?:(?:các|mỗi|từng|cấp|tất cả)\s+){{1,2}}{_LEVELS}"
    rf"|(?:ubnd|ủy ban nhân dân)\s+{_LEVEL}(?:\s*(?:,|và)\s*{_LEVEL})+(?!\w)"
    r"|(?:mỗi|từng|các)\s+sở(?:\s*,\s*(?:ban|ngành))*(?!\w))"
    r"(?!\s*(?:,|và|cùng|phối hợp|với|\d|giao|đề ra|đạt chuẩn|chuẩn))\s+(?P<verb>\w+\s\w+)"
)
"""Bodies of one level that do it, not one named alone: "UBND các xã, thị trấn tiếp nhận …", "Mỗi sở …"."""
_OWN = re.compile(
    rf"(?P<body>(?:ubnd|ủy ban nhân dân)\s+(?:cấp\s+)?{_LEVEL})\s+(?:phải\s+)?(?:bố trí|dành|chi|trích|cân đối"
    rf"|duy trì|giữ"
    r"|bảo đảm|đảm bảo|phấn đấu|hoàn thành|thực hiện|xử lý|giải quyết|tiếp nhận|số hóa|ký số|trả|lập|phát hành|gửi|có"
    r")(?!\w)"
)
"""One body whose own affairs a share is: "UBND huyện xử lý 95% văn bản"."""
_STEERS = re.compile(
    r"(?:chỉ đạo|hướng dẫn|tuyên truyền|vận động|phối hợp|kiểm tra|đôn đốc|khuyến khích|hỗ trợ|theo dõi|giám sát"
    r"|tham mưu"
    r"|đề nghị|rà soát|đánh giá|thẩm định|đầu tư|trang bị)(?!\w)"
)
"""Done to others' things."""
_OFFICE = re.compile(
    r"(?:trong đó\s+)?(?:các phòng (?:khác|còn lại)\s+)?mỗi phòng(?:\s+chuyên môn)?\s*(?:là\s+|có\s+)?"
)
"""Each department of a district right before its number: "các phòng còn lại mỗi phòng 02 thủ tục"."""
_BODY_FIRST = re.compile(
    r"(?P<body>(?:[^:;.,\d()]|,\s*(?=xã|phường|thị trấn|ban|ngành)){3,70}?)\s+"
    r"(?:phấn đấu|có|phải|cần|bảo đảm|đảm bảo|đạt)\s"
)
_ALONE = frozenset({"huyện", "tỉnh", "thành phố", "thị xã", "ubnd huyện", "ubnd tỉnh", "ubnd thành phố", "ubnd thị xã"})
"""One body that acts counts things of others: "UBND huyện có 5 tổ kiểm tra"."""
_OWNED = re.compile(r"(?P<head>[^:;.\d]{2,60}?)\s*:\s(?![^.]*[.;]\s[^.;:]*(?<!\w)(?:huyện|tỉnh)(?!\w))")
"""Bodies that head a list: "Cấp xã: hồ sơ số hóa 75%, hồ sơ thanh toán 40%"."""


def _part(form: str, number: int) -> int:
    """Where the part of a paragraph begins in which a number stands: behind the last semicolon or full stop."""
    stop = max((m.end() for m in re.finditer(r";\s|[^\W\d_]{2}\.\s+(?=\w)", form[:number])), default=0)
    return stop


def scope_of_opening(
    passage: Passage, clause: Clause, first: Clause, subject: str, level: UnitLevel, lexicon: Lexicon
) -> Scope:
    """Scope that the opening words of a number's part give it; empty where they name none or others are named too.

    Args:
        passage: where the number stands.
        clause: its clause.
        first: the first clause of its list of numbers.
        subject: what it measures: people and businesses have no scope, wherever they are.
        level: level of the body whose plan it is.
        lexicon: table `scopes`.
    """
    form, number = passage.form, first.quantity.start
    begin = _part(form, number)
    begin = max(begin, clause.start if _OFFICE.fullmatch(form[clause.start : number].strip(" ,;")) else 0)
    begin = _BEFORE.match(form, begin, number).end()  # type: ignore[union-attr]
    percent = clause.quantity.kind == "percent"
    if counts_people(subject):
        return ""
    end, scope = _stated(form, begin, number, percent, level, lexicon)
    for at in (begin, clause.start) if not scope else ():
        if communes := _COMMUNES_ACT.match(form, _BEFORE.match(form, at, number).end(), number):  # type: ignore[union-attr]
            end, scope = communes.end(), "cấp xã"
    if not scope:
        return ""
    others = set(find_levels(form[max(clause.start, end) : clause.stop], lexicon)) - {scope}
    return "" if others else scope


def scope_of_lead(form: str, level: UnitLevel, lexicon: Lexicon) -> Scope:
    """Scope that a lead or heading gives to what stands below it: "a) Đối với cấp huyện:"; empty where it gives none.

    Args:
        form: comparison form of the lead.
        level: level of the body whose plan it is.
        lexicon: table `scopes`.
    """
    begin = _BEFORE.match(form).end()  # type: ignore[union-attr]
    return _stated(form, begin, len(form), False, level, lexicon)[1]


def _stated(form: str, begin: int, number: int, percent: bool, level: UnitLevel, lexicon: Lexicon) -> tuple[int, Scope]:
    """Where the opening ends, and the level that it names; ("" for none)."""
    if level == "huyện" and _OFFICE.fullmatch(form, begin, number):
        return number, "cấp huyện"
    if where := _WHERE.match(form, begin, number):
        return where.end(), level_of_bodies(where["whose"], level, lexicon) or _level_in(where["whose"], level, lexicon)
    if (head := _OWNED.match(form, begin, number)) and (scope := level_of_bodies(head["head"], level, lexicon)):
        return head.end(), scope
    first = _BODY_FIRST.match(form, begin, number)
    acts = first and (percent or first["body"] not in _ALONE)
    if first and acts and (scope := level_of_bodies(first["body"], level, lexicon)):
        return first.end("body"), scope
    if (bodies := _GENERIC.match(form, begin)) and not _STEERS.match(bodies["verb"]) and bodies.start("verb") <= number:
        return bodies.end("body"), _level_in(bodies["body"], level, lexicon)
    offices = OFFICES_OF[level].match(form, begin, number) if level in OFFICES_OF else None
    if offices and not _STEERS.match(form, offices.end() + 1):
        return offices.end(), "cấp huyện" if level == "huyện" else "cấp tỉnh"
    if percent and (own := _OWN.match(form, begin, number)):
        return own.end("body"), only(levels_of_names(own["body"], lexicon))
    return begin, ""


_COMMUNES_ACT = re.compile(
    r"(?:không (?:để|còn|có)\s+)?(?:(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|những|số)\s+)?"
    r"(?:xã|phường|thị trấn)(?:\s*,\s*(?:xã|phường|thị trấn))*\s+(?:nào|tự|phải|có\s[^,;.]*\sphải)(?!\w)"
)
"""Communes that act or are none beyond a bound: "xã tự giám sát …", "không để xã nào dưới 50% …"."""
_COMMUNES = re.compile(r"(?:(?:các|những)\s+)?(?:xã|phường|thị trấn)(?!\w)")


def _level_in(words: str, level: UnitLevel, lexicon: Lexicon) -> Scope:
    """The one level that words name, offices of the plan's own level included."""
    if "toàn " in words:
        return ""
    named = find_levels(words, lexicon) or (levels_of_names(words, lexicon) if is_scope_alone(words, lexicon) else ())
    if named:
        return only(named)
    if _COMMUNES.match(words):
        return "cấp xã"
    if level in OFFICES_OF and OFFICES_OF[level].match(words):
        return "cấp huyện" if level == "huyện" else "cấp tỉnh"
    return ""
