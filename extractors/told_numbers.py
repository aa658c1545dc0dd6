"""Numbers of sentences that tell, describe or set a condition: what happened, how a thing is made up, who qualifies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.clauses import Clause
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch

_BEGIN = r"[\s\-+*•→.\d)]*"
_MEETS = r"(?:đạt|có|tỷ lệ|thu nhập|diện tích|doanh thu|rộng|dài|cao|sâu|dày|điểm|từ|quy mô|công suất)"


@dataclass(frozen=True)
class _Words:
    past: re.Pattern[str]
    happened: re.Pattern[str]
    kept: re.Pattern[str]
    composed: re.Pattern[str]
    team: re.Pattern[str]
    equipped: re.Pattern[str]
    capacity: re.Pattern[str]
    entitled: re.Pattern[str]
    promising: re.Pattern[str]
    ruling: re.Pattern[str]


def _newly(words: Iterable[str]) -> str:
    """Keep "mới" behind these from telling: it says that things are new ("nông thôn mới đạt …")."""
    return "".join(rf"(?!(?<={word} )mới )" for word in words)


_CARRIED_OUT = "".join(rf"(?!(?<={verb} )hiện )" for verb in ("thực", "phát", "thể", "xuất", "biểu"))
"""Behind these "hiện" is the end of a verb ("vốn thực hiện đạt …"), no "now"."""
_OF_ACT = "".join(rf"(?!(?<={verb} )kết quả đạt)" for verb in ("hóa", "trả", "khai", "nhận", "nhật", "gửi", "cấp"))
"""Behind these "kết quả" is what is done ("trả kết quả đạt 95%"), no outcome that is told."""


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    traps = lexicon.table("traps")

    def some(name: str) -> str:
        return rf"(?<!\w)(?:{alternatives(traps[name])})(?!\w)"

    return _Words(
        past=re.compile(
            rf"(?<!\w)(?<!chứng )(?<!so với ){_newly(traps['new_things'])}{_CARRIED_OUT}{_OF_ACT}"
            rf"(?:{alternatives(traps['past'])})(?!\w)"
            r"(?![^,;.]*(?<!\w)(?:phấn đấu|đảm bảo|bảo đảm|lên)(?!\w))[^,;.]{0,60}$"
        ),
        happened=re.compile(some("happened")),
        kept=re.compile(
            r"(?<!\w)(?:được khắc phục|được xử lý|được giải quyết|phải khắc phục|phải xử lý|không|chưa|giảm|kéo giảm"
            r"|kiềm chế|khống chế|hạn chế|ngăn chặn|tỷ lệ|số vụ)(?!\w)"
        ),
        composed=re.compile(rf"{some('composed')}[^;.%]*?(?<!\w)(?:gồm|bao gồm|gồm có|chia thành|có)\s"),
        team=re.compile(
            rf"{some('teams')}(?:\s+[^\W\d]+){{0,6}}?\s+(?:có|gồm|không quá|là)"
            r"(?:\s+(?:từ|ít nhất|tối thiểu|tối đa|không quá|khoảng))*\s*$"
        ),
        equipped=re.compile(rf"{some('equipped')}[^;.]*$"),
        capacity=re.compile(rf"(?<!\w)(?:có|với)\s+{some('capacities')}[^,;.\d]*$"),
        entitled=re.compile(rf"[^,;.]*?{some('entitled')}"),
        promising=re.compile(some("promising")),
        ruling=re.compile(
            rf"{_BEGIN}(?:theo\s+)?(?:{alternatives(traps['documents'])})\s[^;]*?{some('ruling')}[^,;]*$"
        ),
    )


_SPAN_PAST = re.compile(
    rf"{_BEGIN}(?:trong|qua|sau)\s+(?:(?:những|các)\s+)?(?:\d{{1,2}}|hai|ba|bốn|năm|mười)\s+(?:năm|tháng|nhiệm kỳ)"
    r"\s+(?:qua|vừa qua|gần đây)"
    rf"|{_BEGIN}qua\s+(?:công tác\s+)?(?:kiểm tra|rà soát|khảo sát|thanh tra|giám sát|đánh giá|thống kê)"
    r"[^,;.]{0,40}?\s(?:vừa qua|phát hiện|cho thấy)"
    rf"|{_BEGIN}(?:[^\W\d_]+\s+){{1,6}}?hiện\s+(?:nay\s+)?(?:đang\s+)?(?:có|còn)\s+"
    r"(?:(?:khoảng|trên|hơn)\s+)?(?=\d)"
    rf"|{_BEGIN}tình hình\s[^;.]{{2,40}}?(?:năm trước|năm qua|vừa qua)"
)
_RESULT_OF = re.compile(rf"{_BEGIN}kết quả\s[^,;.]{{2,30}}?\snăm\s+(20\d\d)\s+(?:đạt|là|cho thấy)")


def find_past_span(form: str, start: int, end: int, earliest: int | None) -> re.Match[str] | None:
    """Find the words that open a sentence by telling of years gone by or of what is: "trong 05 năm qua, …"."""
    result = _RESULT_OF.match(form, start, end)
    if result and earliest and int(result[1]) < earliest:
        return result
    return _SPAN_PAST.match(form, start, end)


_STATE = re.compile(
    r"[^,;.]{0,48}?(?<!\w)chưa\s+(?:có|hoàn thành|đạt|được|thực hiện|đủ|đảm bảo|bảo đảm|cập nhật)(?!\w)"
)
_STANDS = re.compile(rf"{_BEGIN}(?:(?:hiện|vẫn|hiện nay|toàn \w+)\s+)*(?:còn\s+)?(?:tới\s+)?")
"""What is left of a state: "Còn 3/14 xã chưa hoàn thành …"; "xóa 3 thôn chưa có điện" is an act."""


def is_told(passage: Passage, sentence: int, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a sentence tells of a number, describes with it or makes it a condition.

    Args:
        passage: where it stands.
        sentence: where its sentence begins.
        clause: the number's clause.
        lexicon: table `traps`.
    """
    words, form, quantity = _words(lexicon), passage.form, clause.quantity
    number = quantity.start
    before, front, behind = form[sentence:number], form[clause.start : number], form[quantity.end : clause.stop]
    if words.promising.search(before):
        return False
    tells = words.happened.search(front) and not words.kept.search(before)
    if tells or words.equipped.search(before) or words.capacity.search(front):
        return True
    if quantity.kind == "percent":
        return False
    counts = quantity.kind == "count"
    return bool(
        words.team.search(form[clause.lead : number])
        or (counts and (words.composed.search(before) or words.ruling.match(before)))
        or (quantity.bounded and _sets_condition(front, behind, words))
        or (counts and _STANDS.fullmatch(front) and _STATE.match(behind))
    )


_OF_KIND = re.compile(
    r"(?:cơ sở|nhà|hộ|doanh nghiệp|công trình|chợ|kho|trường|tàu|xe|dự án|khu|đơn vị|tổ chức|cá nhân)"
    r"(?:\s+[^\W\d]+){0,4}\s+(?:có|với)\s+(?:tổng\s+)?"
    r"(?:diện tích|quy mô|công suất|chiều cao|chiều dài|doanh thu|tải trọng|vốn|số)[^,;:.]*$"
)
_MUST = re.compile(r"[^,;:.%]{0,30}?(?<!\w)(?:phải|bắt buộc|có trách nhiệm)(?!\w)")
"""Who is bound by a duty, by size: "Cơ sở có diện tích trên 300 m2 phải lắp …"."""
_CONDITION = re.compile(rf"(?<!\w){_MEETS}\s*$")


def _sets_condition(front: str, behind: str, words: _Words) -> bool:
    """Whether who or what meets a bound is granted something: "Hộ có thu nhập dưới 1,5 triệu đồng được xem xét …"."""
    must = _OF_KIND.search(front) and _MUST.match(behind)
    return bool(must or (_CONDITION.search(front.rstrip()) and words.entitled.match(behind)))


_DONE = re.compile(
    r"(?<!\w)đã\s+(?!đăng ký|đề ra|ban hành|được (?:giao|phê duyệt|duyệt|cấp)|phê duyệt|ký|giao|đặt ra|xác định)"
)
_ON = re.compile(
    r"\s*[^\W\d_]*(?:\s[^\W\d_]+){0,6}?\s*,\s*(?:và\s+)?(?:đạt|bằng|tương đương|tăng|giảm|chiếm|vượt|nâng)(?!\w)"
)


def tells_on(form: str, told: Clause, last: int, clause: Clause) -> bool:
    """Whether a clause only goes on from one that tells: "đã trồng 320 ha, đạt 106% kế hoạch, tăng 12% …".

    Args:
        form: comparison form of the passage.
        told: the clause that tells.
        last: end of the number before, which is told too.
        clause: the clause in question.
    """
    gap = form[last : clause.quantity.start]
    return bool(_DONE.search(form, told.start, told.quantity.start) and _ON.match(gap))


_REACHED_SO = re.compile(r"(?<!\w)đạt được(?:\s+(?:từ|mức|tỷ lệ))*\s*$")
_REACHED_BEFORE = re.compile(
    r"(?<!\w)(?:(?:kết quả|đã|mới|chỉ)\s+đạt được|vừa qua|năm qua|năm trước|đến nay|hiện nay)(?!\w)"
)


def was_reached(front: str, quantity: QuantityMatch, role: str, lexicon: Lexicon) -> bool:
    """Whether the words before a number say that it was reached before: "hiện nay đạt", "mới đạt", "đạt được".

    "đạt được" promises before a bound ("phải đạt được ít nhất 85%") and for a share among targets, if no word beside
    it looks back.

    Args:
        front: the clause in comparison form, up to the number.
        quantity: the number.
        role: of the section.
        lexicon: table `traps`.
    """
    if _words(lexicon).past.search(front) is None:
        return False
    so = _REACHED_SO.search(front) and not _REACHED_BEFORE.search(front)
    return not (so and (quantity.bounded or (role == "targets" and quantity.kind == "percent")))


_HAS_DONE = re.compile(r"[^\d(]*(?<!\w)đã(?:\s[^\W\d_]+){1,3}\s*")


def has_done(front: str) -> bool:
    """Whether the words right before an amount say that it was reached: "các xã đã cấp 1.150 giấy chứng nhận"."""
    return bool(_HAS_DONE.fullmatch(front))
