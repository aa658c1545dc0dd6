"""Counts that their own words promise: so many for each body, over the year, by a time, or the full number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

_BODY = (
    r"(?:ubnd\s+)?(?:các\s+)?(?:xã|phường|thị trấn|huyện|thị xã|thành phố|thôn|bản|buôn|ấp|khóm|xóm|khu phố|khu|tổ"
    r"|hội|đoàn|chi bộ|chi hội|chi đoàn|cơ quan|đơn vị|phòng|ban|ngành|sở|địa phương|trường|trạm|cụm"
    r"|cán bộ|công chức|viên chức|đảng viên|doanh nghiệp|hợp tác xã|tập thể|cá nhân|nơi)"
)
_EACH_BODY = re.compile(rf"(?:[\s\-+*•→–,;:]|\d+[.)]|[a-zđ]\)|và\s)*(?:mỗi|từng)\s+{_BODY}(?!\w)")
_SPAN = r"(?:năm|quý|tháng|kỳ|nhiệm kỳ|giai đoạn|khóa)(?!\w)"
_OVER = re.compile(rf"(?<!\w)(?:cả|toàn)\s+{_SPAN}\s*(?::|(?:có|đạt|là|đủ|được)(?!\w))?\s*$")
_BY = re.compile(
    rf"(?<!\w)(?:đến|tới|hết|trước|chậm nhất)\s+(?:hết\s+|cuối\s+|giữa\s+|là\s+)*{_SPAN}[^,;.]{{0,20}}?\s*,?\s*"
    r"(?:phải\s+|sẽ\s+|toàn \w+\s+)?(?:có|đạt|được|hoàn thành|xong)\s*$"
)
_RISEN = re.compile(r"(?<!\w)từ\s+[\d.,]+(?:\s+[^\d,;.]{1,30})?\s+(?:tăng\s+|nâng\s+)?(?:lên|thành)(?:\s+thành)?\s*$")
_EVERY = re.compile(r"(?<!\w)(?:mỗi|một|hằng|hàng|từng)\s+(?:năm|quý|tháng|tuần|kỳ)(?!\w)")


def promised(front: str) -> int:
    """Weight of the words before a count that promise it, in comparison form; 0 where none do."""
    return sum(bool(found) for found in (_EACH_BODY.match(front), _OVER.search(front), _BY.search(front)))


_WEAK = frozenset({"có", "mới", "làm", "lập", "đạt", "phấn đấu", "thực hiện", "công bố", "trình"})
"""Verbs that also tell what is: "huyện có 12 xã"."""


@lru_cache(maxsize=8)
def _acting(lexicon: Lexicon) -> re.Pattern[str]:
    verbs = [word for word in lexicon.table("clauses")["making"] if word not in _WEAK]
    return re.compile(rf"(?<!đã )(?<!mới )(?<!\w)(?:{alternatives(verbs)})(?: thêm| mới| đủ| được)?\s*$")


def is_done_to(front: str, lexicon: Lexicon) -> bool:
    """Whether a verb right before a count says what somebody does: "Công an huyện cấp 300 tài khoản"."""
    return bool(_acting(lexicon).search(front))


_SHARE_OF = re.compile(
    r"[\s\-+*•→]*(?:(?:phấn đấu|bảo đảm|đảm bảo|nâng|đưa)\s+)?(?:tỷ lệ|tỷ trọng)\s"
    r"(?:(?!đến nay|hiện nay|hiện tại|năm 20)[^,;.])*?\sđã\s+(?!đạt|lên|tăng|giảm|chiếm)[^,;.]*"
    r"\s(?:đạt|chiếm|là|lên)\s*$"
)
_DONE_TO_THEM = re.compile(
    r"(?:(?!đến nay|hiện nay|hiện tại|năm 20)[^,;.])*?[^\W\d]\s+đã\s+(?!đạt|được\s+\d)[^,;.]*?\s(?:được|phải)\s+[^\W\d]"
    r"[^,;.]*\s(?:đạt|chiếm|là)\s*$"
)


def is_attribute(front: str) -> bool:
    """Whether "đã" only says which things a share counts: "tỷ lệ thôn đã có nhà văn hóa đạt …"."""
    return bool(_SHARE_OF.match(front) or _DONE_TO_THEM.match(front))


def is_told_apart(front: str, unit: str) -> bool:
    """Whether a count that else describes is promised: "mỗi năm họp 02 lần", "mở rộng từ 03 lên 08 lĩnh vực"."""
    return bool(_RISEN.search(front) or (unit == "lần" and _EVERY.search(front)))


_HELD = re.compile(
    r"(?<!\w)(?:tổ chức|tiến hành|thực hiện|triển khai|phát động|mở|ra quân|ít nhất|thêm|kiểm tra|thanh tra|giám sát"
    r"|khảo sát|diễn tập|đối thoại)\s+$"
)


def is_round(front: str, unit: str, due: bool) -> bool:
    """Whether rounds of an act are promised ("tổ chức 04 đợt kiểm tra"), by their verb or by where they stand."""
    return unit.split()[:1] == ["đợt"] and bool(due or _HELD.search(front))
