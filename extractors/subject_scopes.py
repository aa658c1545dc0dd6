"""The scope that a subject itself states: the level that its head names, or whose things they are at its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.scopes import (
    OFFICES_OF,
    PEOPLE,
    counts_people,
    find_levels,
    head_of,
    is_mixed,
    levels_of_names,
    scope_words,
)

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Scope, UnitLevel

_ON = r"(?:trên|qua|cổng|hệ thống|phần mềm|về|với|từ|đến|cho|giữa|theo|tại|ở|của)"
_OWNER = re.compile(
    rf"(?:(?!(?:{_ON}|công nhận|đánh giá|xếp|phê duyệt)(?!\w))[^\W\d]+\s+)*"
    r"(?:tại|ở|của|do|đối với|thuộc(?: thẩm quyền)?(?: giải quyết)?(?: của)?)\s+"
    r"(?P<level>(?:ubnd\s+)?(?:các\s+)?(?:cơ quan\s+|đơn vị\s+)?cấp (?:tỉnh|huyện|xã)"
    r"|(?:ubnd (?:các )?|các )(?:xã|phường|thị trấn)(?:\s*,\s*(?:xã|phường|thị trấn))*"
    r"|các sở\s*,\s*(?:ban\s*,\s*)?ngành(?: tỉnh)?|khối cơ quan (?:tỉnh|huyện))"
    r"(?:\s+(?:quản lý|giải quyết|tiếp nhận|thụ lý|xử lý|ban hành|phụ trách|cung cấp))?"
    r"(?:\s+(?:trên tổng|so với|được|đều|phải|đi qua|đạt|có|dùng|cài|lập)(?!\w).*)?"
)
"""Whose things they are, named behind what happens to them: "hồ sơ nộp trực tuyến tại cấp xã trên tổng số hồ sơ"."""


_PLACED = re.compile(
    r"(?<!\w)ở\s+(?P<level>(?:hai |ba |các )?(?:(?:xã|phường)\s*,\s*(?:phường\s*,\s*)?thị trấn"
    r"|xã|phường|thành phố|thị xã|huyện)(?: đảo| miền núi)?)$"
)
_IN_OFFICES = re.compile(r"(?<!\w)(?:ở|tại|của)\s+(?:các\s+)?phòng(?:\s*,\s*ban)?(?:\s+chuyên môn)?$")
_OF_OFFICES = re.compile(
    r"(?<!\w)(?:của|công chức|cán bộ|văn bản|hồ sơ|lãnh đạo|trưởng)\s+(?:các\s+)?phòng(?:\s*,\s*ban)? chuyên môn(?!\w)"
)
"""In the departments of a district, last in a subject: "văn bản điện tử ở các phòng, ban"."""
"""Where the things are, last in a subject and without a name: "hồ sơ công việc trên mạng ở phường".

"ở thị trấn" speaks of where people live, beside "ở nông thôn".
"""


_OF_BODY = re.compile(
    r"(?:(?:các|tất cả|toàn bộ|khối|những|mỗi|từng)\s+)*(?:bộ phận (?:một cửa|tiếp nhận và trả kết quả)|chính quyền"
    r"|đơn vị"
    r"|cơ quan(?: hành chính)?(?: nhà nước)?|khối)\s+(?:(?:của|thuộc|ở|tại)\s+)?"
)
"""What belongs to a body and tells nothing else: "Bộ phận Một cửa cấp xã"."""


def level_of_bodies(words: str, level: UnitLevel, lexicon: Lexicon) -> Scope:
    """Level of words in comparison form that name bodies of one level and nothing else; empty where they do not."""
    words = words.strip(" ,:;.()")
    if level in OFFICES_OF and OFFICES_OF[level].fullmatch(words):
        return "cấp huyện" if level == "huyện" else "cấp tỉnh"
    body = _OF_BODY.match(words)
    rest = words[body.end() :] if body else words
    if not rest or rest.startswith("toàn ") or not scope_words(lexicon).alone.fullmatch(rest):
        return ""
    levels = set(levels_of_names(rest, lexicon))
    return levels.pop() if len(levels) == 1 else ""


_LAST = re.compile(
    r"\s(?P<at>tại|ở|của|thuộc|đối với|từ)\s+(?P<whose>(?=(?:các\s+)?(?:cấp|ubnd|ủy ban|bộ phận|cơ quan|khối|phòng"
    r"|đơn vị|chính quyền"
    r"|xã)(?!\w))(?:[^,;()]|,\s*(?=xã|phường|thị trấn|ban|ngành)){4,60})$"
)
_SYSTEM = re.compile(
    r"(?<!\w)(?:cổng|trang|hệ thống|phần mềm|nền tảng|kho|cơ sở dữ liệu|trục|đài|mạng|ứng dụng"
    r"|hài lòng)(?!\w)[^,;]{0,40}$"
)
"""Whose a system is makes no scope: "trên Cổng … của UBND huyện"."""


_CITED = re.compile(
    r"(?<!\w)(?:theo|quy định|nêu|ghi|ban hành|công nhận|đánh giá|xếp|trình|phê duyệt|chương trình|kế hoạch|chỉ thị"
    r"|quyết định|nghị quyết|yêu cầu|hướng dẫn|chỉ đạo|phong trào|cuộc thi)(?!\w)[^,;]{0,60}$"
)
"""Who rules on the things, not whose they are: "được công nhận ở cấp tỉnh"."""


def _owner_last(subject: str, level: UnitLevel, lexicon: Lexicon) -> Scope:
    """Level of the bodies named last: "hồ sơ được số hóa tại Bộ phận Một cửa cấp xã"."""
    last = _LAST.search(subject)
    if last is None or counts_people(subject):
        return ""
    before = subject[: last.start()]
    if _CITED.search(before) or (last["at"] in ("của", "từ") and _SYSTEM.search(before)):
        return ""
    return level_of_bodies(last["whose"], level, lexicon)


def find_scope(subject: str, level: UnitLevel, lexicon: Lexicon) -> Scope:
    """Scope of a subject in comparison form: the one level that its head names.

    Args:
        subject: the words that the number measures, in comparison form.
        level: level of the body whose plan it is: a commune's own things have no scope.
        lexicon: table `scopes`.
    """
    head = head_of(subject, lexicon)
    if PEOPLE.match(head):
        return ""
    levels = set(find_levels(head, lexicon))
    named = None if levels else _OWNER.fullmatch(subject[len(head) :])
    if named and not (named["level"].startswith("các ") and counts_people(subject)):
        levels = set(find_levels(named["level"], lexicon))
    if not levels and (placed := _PLACED.search(subject)):
        levels = set(levels_of_names(placed["level"], lexicon))
    if not levels and level == "huyện" and (_IN_OFFICES.search(subject) or _OF_OFFICES.search(subject)):
        return "cấp huyện"
    if not levels and (owner := _owner_last(subject, level, lexicon)):
        levels = {owner}
    if len(levels) != 1 or is_mixed(head, lexicon):
        return ""
    scope = levels.pop()
    return "" if level == "xã" and scope == "cấp xã" else scope
