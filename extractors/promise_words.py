"""Words that promise without a number, compiled: a place in a ranking, a zero to keep, the whole of a kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from extractors.clean import alternatives

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

Kind = Literal["rank", "zero", "all"]


@lru_cache(maxsize=8)
def promise_patterns(lexicon: Lexicon) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """What each kind of promise is known by, over comparison forms.

    Args:
        lexicon: table `commitments`.
    """
    table = lexicon.table("commitments")

    def pattern(kind: str, also: str) -> re.Pattern[str]:
        words = alternatives(table[kind]["words"])
        barred = "".join(rf"(?<!{re.escape(word)} )" for word in table[kind]["except_before"])
        after = table[kind].get("except_after")
        behind = rf"(?!\s+(?:{alternatives(after)})(?!\w))" if after else ""
        return re.compile(rf"(?<!\w){barred}(?:(?:{words})(?!\w){behind}{also})(?!\w)")

    return (
        ("rank", pattern("rank", _places(lexicon))),
        ("zero", pattern("zero", _no_cases(lexicon))),
        ("all", pattern("all", _wholes(lexicon))),
    )


def _places(lexicon: Lexicon) -> str:
    """Ranks that say how many stand ahead, that keep off the tail, or that compare with an earlier place."""
    table = lexicon.table("commitments")["rank"]
    bodies = alternatives(table["ranked"])
    ahead = rf"(?<!người )(?<!cán bộ )(?:{alternatives(table['ahead'])})"
    better = (
        r"(?:cao hơn|tốt hơn|tăng(?= so với)|(?:được\s+)?(?:giữ vững|duy trì|cải thiện)|từ\s+[^,;.]{2,20}?\strở lên)"
    )
    return (
        rf"|(?:{alternatives(table['among'])})\s+\d+\s+[^,;.]{{2,40}}?\s{ahead}"
        rf"|trong\s+\d+\s+(?:{bodies})(?!\w)[^,;.]{{0,30}}?\s{ahead}"
        rf"|(?:một trong|trong số) (?:những|các|số)\s+(?:{bodies})(?!\w)[^,;.]{{0,60}}?\s(?:đi đầu|{ahead})"
        r"|(?:cải thiện|nâng cao|nâng|giữ vững|giữ|duy trì|tăng)\s+(?:(?:rõ rệt|mạnh|đáng kể|một bước|nhanh|dần)\s+)?"
        r"(?:vị trí|thứ hạng|thứ bậc|xếp hạng)(?!\s+(?:việc làm|công tác))"
        r"|(?:đứng|trong|vào|thuộc|lọt|giữ)\s+(?:tốp|top)\s+\d+"
        r"|không (?:nằm|đứng|xếp|thuộc|rơi)(?!\w)[^,;.]{0,30}?\scuối(?: bảng)?"
        r"|(?:lên|đạt|giữ|xếp|đứng|ở)\s+(?:thứ )?hạng\s+(?:\d+|nhất|nhì|ba|tư|năm)"
        r"|(?:xếp|đạt|đánh giá)\s+(?:loại|mức)\s+(?:từ\s+)?(?:khá|tốt|giỏi|xuất sắc)"
        rf"|(?:thứ hạng|xếp hạng)(?:\s+[^,;.]{{2,40}}?)?\s{better}"
    )


def _no_cases(lexicon: Lexicon) -> str:
    """No case of a kind: "không có …", "không còn …", "không … nào"."""
    table = lexicon.table("commitments")["zero"]
    none_of, lapsed = alternatives(table["none_of"]), alternatives(table["lapsed"])
    return (
        rf"|không có(?!\w)(?=[^;.]{{0,140}}?(?<!\w)(?:{none_of}))|không còn(?!\w)(?!\s+(?:{lapsed})(?!\w))"
        r"|không(?:\s+có)?(?:\s+một)?\s+(?!(?:vì|phân biệt|kể|quá|phải)(?!\w))[^;.]{2,40}?\snào(?!\w)(?=\s+\w)"
        rf"|không ai|không bị(?!\w)(?=[^,;.]{{0,40}}?(?<!\w)(?:{none_of}))"
        rf"|không làm\s+(?:{alternatives(table['spoilt'])})"
    )


def _wholes(lexicon: Lexicon) -> str:
    """Each of a kind: "mọi … đều", "các … đều", "đối với mọi …", "tại tất cả các …"."""
    table = lexicon.table("commitments")["all"]
    alike = r"đều(?!\s+(?:thuộc|là|nhằm|do|nằm|có thể|liên quan)(?!\w))"
    return (
        r"|mọi\s+[^;.]{3,80}?(?<!không)(?<!chưa)\s(?:đều|phải|được)"
        rf"|(?:các|mỗi|từng)\s+[^,;.]{{2,60}}?(?:,\s\w+(?:\s\w+)?)?\s{alike}"
        rf"|(?:đối với|cho|với|ở|tại)\s+mọi(?=\s+(?:{alternatives(table['cases'])})(?!\w))"
        rf"|(?:tại|ở|đến|tới)\s+(?:tất cả|toàn bộ)(?=\s+(?:các\s+)?(?:{alternatives(table['places'])})(?!\w))"
    )
