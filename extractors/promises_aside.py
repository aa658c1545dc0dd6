"""Words that would promise and do not where they stand: they name, define, ask for, praise or report something."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.clean import alternatives

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.promise_words import Kind


class _Words(NamedTuple):
    praise: re.Pattern[str]
    aside: re.Pattern[str]
    outcome: re.Pattern[str]
    wish: re.Pattern[str]
    abstract: re.Pattern[str]
    body: str


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    table = lexicon.table("commitments")
    given = table["aside"]
    return _Words(
        praise=re.compile(rf"(?<!\w)(?:{alternatives(given['praise'])})(?!\w)"),
        aside=re.compile(rf"(?<!\w)(?:{alternatives(table['rank']['except_in'])})(?!\w)"),
        outcome=re.compile(
            rf"(?<!\w)(?:(?:được|phải|bị|thì|sẽ)\s+(?:{alternatives(given['outcomes'])})|là (?:tiêu chí|căn cứ"
            r"|cơ sở|điều kiện|một trong những (?:tiêu chí|căn cứ|điều kiện)))(?!\w)"
        ),
        wish=re.compile(rf"(?<!\w)(?:{alternatives(given['wishes'])})(?!\w)"),
        abstract=re.compile(
            rf"\s+(?:(?:các\s+|những\s+)?(?:{alternatives(given['abstract'])})|(?:{alternatives(given['single'])}))(?!\w)"
            r"|[^,;.]{2,40}\s(?:nêu|nói|kể) trên(?!\w)"
        ),
        body=alternatives(given["bodies"]),
    )


_PROMISING = re.compile(r"(?<!\w)(?:phấn đấu|đảm bảo|bảo đảm|nhằm|đưa|mục tiêu)(?!\w)")
_THEN = re.compile(r"(?:(?!(?<!\w)nếu(?!\w))[^;.])*?(?<!\w)thì(?!\w)")
_DENIED = re.compile(
    r"(?<!\w)(?:(?:không|chưa)(?:\s+(?:được|xét|công nhận|đề nghị)(?:\s+\w+)?)?|(?:mới|để) được(?:\s+\w+)?)\s*$"
)
"""A grade that is withheld or that one may earn is none to reach ("… thì không được xếp loại tốt")."""
_HEADS = re.compile(r"(?:do|vai trò|trách nhiệm|tính nêu gương)(?!\w)[^,;.]*$")
_HEADED = re.compile(r"\s+(?:cấp ủy|chính quyền|cơ quan(?! (?:hành chính )?(?:cấp|của|toàn))|tổ chức)(?!\w)")
_RISES = re.compile(
    r"(?:tăng|nâng|nâng cao|cải thiện|thăng)\s+(?:\w+\s+){0,2}?(?:thứ hạng|thứ bậc|hạng|bậc|vị trí|xếp hạng)"
)
_SERVES = re.compile(
    r"(?<!\w)(?:nhằm|để|góp phần|giải pháp|biện pháp|đề xuất|tham mưu|kế hoạch)(?!\w)(?![^,;.]*phấn đấu)"
)
"""What a task is for names no place to reach."""
_HEADING = ("đứng đầu", "dẫn đầu")
_ANY = "(?:đơn vị|cơ quan|tập thể|doanh nghiệp|cá nhân)"
_NO_CASE = re.compile(r"(?<!\w)không (?:có|để|còn)(?!\w)")


def stands_aside(kind: Kind, front: str, word: str, behind: str, lexicon: Lexicon) -> bool:
    """Whether words that would promise only name, define, ask for or praise something.

    Args:
        kind: what they would promise.
        front: the clause before them, in comparison form.
        word: the words.
        behind: the clause behind them.
        lexicon: table `commitments`.
    """
    words = _words(lexicon)
    since = max((match.end() for match in _PROMISING.finditer(front)), default=0)
    own = front[since:]
    if kind != "all" and (_THEN.match(behind) or _rewarded(own, behind, words)):
        return True
    if kind == "rank":
        serves = _RISES.match(word) and _SERVES.search(front[front.rfind(",") + 1 :])
        return bool(serves or _DENIED.search(front)) or _only_ranks(own, word, behind, words)
    near = own[own.rfind(",") + 1 :]
    if kind == "zero":
        asked = _MEASURE.search(near) or (_ADVICE.search(near) and _CONDUCT.match(word))
        return bool(words.praise.search(near) or asked)
    return _only_names(front, behind, words)


def _rewarded(own: str, behind: str, words: _Words) -> bool:
    """Whether the words tell apart those to whom something falls ("Xã không có đơn thư được biểu dương")."""
    body = re.search(
        rf"(?:^|[\s(])(?:{words.body})(?:\s+\w+){{0,2}}\s*$|(?:^|\s)(?:việc|người)(?:\s+\w+){{0,2}}\s*$", own
    )
    return bool(body and words.outcome.search(behind))


def _only_ranks(own: str, word: str, behind: str, words: _Words) -> bool:
    """Whether a rank says who is meant, or what ranking is, not which place to reach."""
    several = rf"(?:(?:những|các|một|từng|mỗi)\s+)?(?:{words.body})(?:\s+\w+){{0,2}}\s*$"
    given = re.search(rf"(?<!\w)(?:cho|thưởng|tặng|như|với|từ)\s+{several}", own)
    whose = word in _HEADING and re.search(
        rf"(?<!\w)(?:của|tại|ở)\s+(?:(?:những|các)\s+(?:{words.body})|{_ANY})\s*$", own
    )
    if given or whose or words.aside.search(own) or words.praise.search(own):
        return True
    if _NO_CASE.search(own[own.rfind(",") + 1 :]):
        return True
    if own.rstrip().endswith(" để") and word.startswith("xếp"):
        return True
    return word == "đứng đầu" and bool(_HEADS.search(own) or _HEADED.match(behind))


_ADVICE = re.compile(r"(?<!\w)(?:vận động|tuyên truyền|giáo dục|nhắc nhở|khuyến cáo|hướng dẫn)(?!\w)")
_CONDUCT = re.compile(r"không (?:vi phạm|nợ|sót|trễ|chậm)")
"""What people are talked into is their conduct, not the plan's."""
_MEASURE = re.compile(r"(?<!\w)(?:tiêu chí|tiêu chuẩn|điều kiện|căn cứ)(?!\w)[^,;.]*\slà\s*$")
_DEFINES = re.compile(
    r"^[\s\-+*•.\d)]*(?:[a-zđ]\)\s)?(?:đối tượng|phạm vi|thời kỳ|thời gian|địa điểm)(?!\w)[^:;.]{0,40}:"
    r"|(?:kế hoạch|quy chế|quy định|quyết định|hướng dẫn|bộ tiêu chí|bộ chỉ số)(?: này)? (?:được )?áp dụng(?!\w)"
)
_HAD = re.compile(r"[^;.]*?(?<!\w)đã(?!\w)")
_DUTY = re.compile(r"(?<!\w)(?<!đã )(?:phải|đều|được|sẽ|cần|ký|không)(?!\w)(?! đã)")
_URGED = re.compile(r"(?<!\w)(?:cần|phải|cần phải)\s*$")
"""Right before zeal these urge to it and name no duty of their own."""
_COUNTED_TO = re.compile(r"[^;.]*?(?<!\w)tính (?:đến|từ|tới)(?!\w)")
_REPORTS = re.compile(r"(?<!\w)(?:gửi (?:về|cho|đến|tới)|do|giao)(?!\w)[^;.]*(?<!\w)tổng hợp(?!\w)")
"""What is sent in to be summed up is the plan's own paper."""
_WISH_REACH = 60
"""Characters behind a whole within which its verb stands."""


def _only_names(front: str, behind: str, words: _Words) -> bool:
    """Whether a whole is defined, told as it is, or only wished well."""
    alone = not re.match(r"\s*\w", behind)
    if alone or _DEFINES.search(front) or (not front.strip() and _COUNTED_TO.match(behind)):
        return True
    if not re.search(r"\w", front) and _HAD.match(behind) and not _DUTY.search(behind):
        return True
    if _REPORTS.search(behind) or (words.abstract.match(behind) and not _DUTY.search(behind)):
        return True
    wished = words.wish.search(behind[:_WISH_REACH])
    return bool(wished and not _DUTY.search(_URGED.sub("", behind[: wished.start()])))
