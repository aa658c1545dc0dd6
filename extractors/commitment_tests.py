"""Which numbers commit: a count or a sum is a target only where the document promises to reach it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives, comparison_form
from extractors.language import counted_nouns, is_noun, is_verb
from extractors.promise_brackets import opens_measure
from extractors.promised_counts import is_attribute, is_done_to, is_round, is_told_apart, promised
from extractors.told_numbers import has_done, was_reached

if TYPE_CHECKING:
    from extractors.clauses import Clause
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage

_ROLE_WEIGHT = {
    "targets": 2, "tasks": 1, "solutions": 1, "tasks_solutions": 1, "mixed": 1, "appendix": 1, "organization": 0,
    "purpose": 0, "requirements": 0, "purpose_requirements": 0, "budget": -3, "other": 0, "": 1, "preamble": -1,
}  # fmt: skip
_NEEDED = 2


@dataclass(frozen=True)
class _Words:
    described: frozenset[str]
    describing: re.Pattern[str]
    money: re.Pattern[str]
    share_after: re.Pattern[str]
    share_before: re.Pattern[str]
    deadline: re.Pattern[str]
    committing: re.Pattern[str]
    done: re.Pattern[str]
    making: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    traps, clauses = lexicon.table("traps"), lexicon.table("clauses")
    return _Words(
        described=frozenset(comparison_form(word) for word in traps["described"]),
        describing=re.compile(rf"(?<!\w)(?:{alternatives(traps['describing_before'])})\s*[\"'(]*\s*$"),
        money=re.compile(rf"(?<!\w)(?:{alternatives(traps['money_before'])})(?!\w)[^;.]{{0,40}}$"),
        share_after=re.compile(rf"\s*(?:tổng\s+)?(?:{alternatives(traps['share_after'])})(?!\w)"),
        share_before=re.compile(rf"(?<!\w)(?:{alternatives(traps['share_before'])})\s*"
                                rf"(?:tối đa|tối thiểu|không quá|đến)?\s*$"),
        deadline=re.compile(rf"(?<!\w)(?:{alternatives(traps['deadline_before'])})\s*$"),
        done=re.compile(rf"(?<!\w)đã\s+(?:được\s+)?(?:{alternatives(clauses['committing'])})(?!\w)[^,;.]{{0,40}}$"),
        making=re.compile(rf"(?<!\w)(?:{alternatives(clauses['making'])})\s*$"),
        committing=re.compile(rf"(?<!\w)(?:{alternatives(clauses['committing'])})(?!\w)"),
    )  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """How a quantity stands among its neighbours.

    `changed`: it is an amount of change. `timed`: its clause names a year or recurs. `bounded`: a comparator holds for
    it, its own or a neighbour's. `follows`: the number before it in its sentence is promised.
    """

    role: str
    changed: bool
    timed: bool
    bounded: bool
    follows: bool = False


def commits(passage: Passage, clause: Clause, standing: Standing, lexicon: Lexicon) -> bool:
    """Whether a quantity is promised, by its own words and by where it stands.

    Args:
        passage: where it stands.
        clause: the quantity's clause.
        standing: its section's role and its neighbours.
        lexicon: tables `traps`, `clauses`.
    """
    words, quantity, form = _words(lexicon), clause.quantity, passage.form
    front = form[clause.start : quantity.start]
    behind = form[quantity.end : clause.stop]
    told = was_reached(front, quantity, standing.role, lexicon) or (
        (words.done.search(front) or (quantity.kind != "percent" and has_done(front)))
        and quantity.comparator not in (">=", "<=")
    )
    if quantity.kind == "none" or (told and not (quantity.kind == "percent" and is_attribute(front))):
        return False
    if standing.role == "budget":
        return quantity.kind == "percent" and (standing.bounded or bool(_SPENT.search(front)))
    if standing.role == "preamble" and not (standing.bounded or standing.timed or _AIMS.search(form, clause.lead)):
        return False
    if quantity.kind == "percent":
        money = words.share_after.match(behind) and not (standing.bounded or _is_paid(front, behind))
        granted = words.share_before.search(front)
        paid_out = granted and granted.group().strip() == "chi trả" and _PAID.match(behind)
        spent = (granted and not paid_out) or money
        return standing.changed or not spent
    if standing.role == "appendix" and passage.source == "body" and not (standing.bounded or standing.changed):
        return False
    score = _ROLE_WEIGHT.get(standing.role, 0) + 2 * standing.bounded + 2 * standing.changed + standing.timed
    score += bool(
        words.committing.search(form, clause.lead, quantity.start)
        or _PASSIVE.search(behind)
        or is_done_to(front, lexicon)
        or _orders(passage, clause, lexicon)
    )
    score += bool(_ROLE_WEIGHT.get(standing.role, 0) == 0 and words.making.search(front))
    score += promised(front) if quantity.kind == "count" else 0
    score += bool(standing.role == "other" and _STRONG.search(form, clause.lead, quantity.start))
    score += bool(_REGULAR.search(front) or _RATE.search(quantity.unit)) + 2 * bool(_ALL_OF.fullmatch(front))
    score += 2 * bool(_WHOLE.search(front) or _is_output(passage))
    score += 2 * bool(quantity.kind == "count" and _REACHES.search(form, clause.lead, quantity.start))
    score += quantity.kind in ("money", "measure") and (clause.bracketed or opens_measure(front))
    score += standing.follows + 3 * (quantity.parsed.whole is not None) + (quantity.parsed.maximum is not None)
    return score - _against(passage, clause, standing, lexicon) >= _NEEDED


_PAYING = re.compile(
    r"(?<!\w)(?:giải ngân|thanh toán|quyết toán|chi trả|thu hồi|thu|nộp|tiết kiệm|phấn đấu|hoàn thành"
    r"|huy động)(?!\w)[^,;.]*$"
)
_PAID = re.compile(
    r"(?![^,;.]*(?<!\w)(?:do|từ)\s+(?:nguồn|ngân sách|quỹ))[^,;.]*(?<!\w)"
    r"(?:được|thu qua|thu bằng|nộp qua|nộp bằng|qua tài khoản|không dùng tiền mặt|giải ngân xong|công khai)(?!\w)"
)


def _is_paid(front: str, behind: str) -> bool:
    """Whether a share of money is to be spent or collected, not granted: "Giải ngân 100% vốn"."""
    return bool(_PAYING.search(front) or _PAID.match(behind))


_SPENT = re.compile(r"(?<!\w)(?:giải ngân|thanh toán vốn|quyết toán)(?!\w)[^;.]*(?<!\w)đạt\s*$")
"""How far the money of a plan is to be spent is promised, whatever part of the plan says so."""
_AIMS = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|bảo đảm|đảm bảo|sẽ|yêu cầu)(?!\w)")
_WHOLE = re.compile(r"(?<!\w)(?:tất cả|toàn bộ)\s+$")
"""All of a counted kind: "tất cả 16 phường, xã công khai …"."""
_REACHES = re.compile(
    r"(?<!\w)(?:thực hiện|cung cấp|triển khai|áp dụng|lắp|lắp đặt|cấp|trang bị|mở rộng|thí điểm|hoàn thành|bàn giao"
    r"|phủ|số hóa|tập huấn|khám|tiêm|hỗ trợ|kiểm tra|giám sát|thanh tra|khảo sát"
    r"|tiếp dân|đối thoại|làm việc|phát triển|chi trả|nhân rộng|xây dựng)(?!\w)[^;.:]{0,60}(?<!\w)(?:cho|đối với|tới"
    r"|đến|tại|ở)\s+$"
)
"""How far something is carried: "thực hiện mức độ 3 đối với 12 thủ tục", "lắp thiết bị cho 134 tàu"."""


def _is_output(passage: Passage) -> bool:
    """Whether a number stands in the column of what a task yields: there it is what is to be delivered."""
    table, cell = passage.table, passage.cell
    return bool(table and cell and cell.column <= len(table.roles) and table.roles[cell.column - 1] == "output")


def _against(passage: Passage, clause: Clause, standing: Standing, lexicon: Lexicon) -> int:
    """What speaks against a count, a sum or a measure: it describes, it is spent, its noun is no noun."""
    words, quantity, form = _words(lexicon), clause.quantity, passage.form
    front = form[clause.start : quantity.start]
    unit = comparison_form(quantity.unit)
    against = 0
    describes = unit in words.described or (
        quantity.kind == "count" and _first_described(form, quantity.end, unit, words)
    )
    told: object = (unit in ("lần", "đợt") and (standing.bounded or _TIMES.search(front))) or _OFTEN.match(
        form, quantity.end
    )
    told = told or is_round(front, unit, standing.follows or _is_output(passage))
    told = told or is_told_apart(front, unit)
    told = told or bool(_PIECES.match(f"{unit} {form[quantity.end : quantity.end + 16].strip()}"))
    if describes and quantity.parsed.value <= _FEW and not told:
        against += 3
    near = form[max(0, quantity.start - 40) : quantity.start]
    kept = standing.bounded or _acts_on(passage, clause) or _WHOLE.search(near)
    if words.describing.search(near) and not kept:
        against += 3
    if quantity.kind == "money" and words.money.search(front) and not standing.bounded:
        against += 3
    if quantity.kind == "count" and not _is_known_noun(unit, lexicon) and not is_told_apart(front, unit):
        listed = standing.follows and not front.strip(" ,")
        against += _unknown_noun(quantity.unit, standing.bounded or listed or bool(words.making.search(front)))
    if quantity.kind == "measure" and _EXTENT.search(front):
        against += 2
    if words.deadline.search(front) and _SPAN.match(unit):
        against += 3
    return against


def _unknown_noun(unit: str, promised: bool) -> int:
    """A word that the lexicon does not know counts for little: for nothing where it is no noun at all."""
    if _FUNCTION.match(comparison_form(unit)):
        return 3
    if promised:
        return 0
    return 1 if is_noun(unit) else 2


_BULLET = re.compile(
    r"(?:[\s\-+*•→–,;:.]|[a-zđ]\)\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|(?:và|đồng thời|mỗi \w+|hằng \w+|trong năm)\s)*"
)
_STATES = re.compile(
    r"(?:có|là|gồm|thuộc|theo|đã|đang|còn|hiện|được|bị|chiếm|bằng|căn cứ|so|tính|qua|nằm|ở|do|về|từ|đến)(?!\w)"
)
_NEAR, _FAR = 5, 9
"""Words that an order may have before the number of things that it is done to, and for."""
_REACHING = re.compile(r"(?<!\w)(?:cho|đối với|tới|đến|ra)$")


def _orders(passage: Passage, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a clause opens with a verb that orders something, its number soon behind ("Lắp 18 ki ốt")."""
    form, start = passage.form, clause.quantity.start
    begin = max(clause.start, form.rfind(",", clause.start, start) + 1)
    opening = _BULLET.match(form, begin, start)
    begin = opening.end() if opening else begin
    front = form[begin:start].strip()
    reach = _FAR if _REACHING.search(front) else _NEAR
    if not front or len(front.split()) > reach or _STATES.match(front):
        return False
    return bool(_words(lexicon).making.match(front)) or is_verb(front)


_SPAN = re.compile(r"(?:năm|tháng|ngày|giờ|phút|tuần|quý|giây|buổi)(?!\w)")
_EXTENT = re.compile(r"(?<!chiều )(?<!\w)(?:dài|rộng|cao|sâu)\s*$")
_FUNCTION = re.compile(
    r"(?:đang|của|các|những|này|đó|cũng|vẫn|đều|lại|ra|vào|được|bị|là|có|và|theo|cách|chuyển|tỉnh|quốc gia"
    r"|trung ương)(?!\w)"
)
_FEW = 30
"""Up to so many things are described by a count ("7 nội dung"); beyond, a count of them is work to do."""
_PIECES = re.compile(r"bộ (?:máy|bàn|ghế|thiết bị|loa|camera|màn hình)(?!\w)")
"""Sets of things that are bought, not sets of papers that are asked for."""
_REGULAR = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng|từng) (?:ngày|tuần|tháng|quý)(?!\w)[^,;.]{0,20}$")
_RATE = re.compile(r"/\s?(?:ngày|tuần|tháng|quý|kỳ)$")
_ALL_OF = re.compile(r"[\s\-+*•–.]*cả\s*")
"""All the bodies of a kind, at the head of what they do: "Cả 19 xã dùng phần mềm"."""
_OFTEN = re.compile(
    r"\s*(?:(?:trong|một|mỗi|/)\s?(?:năm|quý|tháng|kỳ)(?!\w)(?!\s*\d)|[^,;.\d]{0,24}(?<!\w)còn lại(?!\w))"
)
"""Behind a count: how often, or that these are the last of their kind; then it does not describe."""
_ACTS_ON = re.compile(
    r"(?<!\w)(?:đạt|phủ|phủ sóng|lắp|lắp đặt|trang bị|bố trí|cấp|làm|xây dựng|hoàn thành|mở|thành lập|kết nối) đủ\s*$"
    r"|^[\s\-+*•–.]*cả\s*$"
    r"|(?<!\w)(?:chuyển đổi|luân chuyển|điều động|hoán đổi|thay đổi|bố trí lại)\s+vị trí(?:\s+(?:công tác|việc làm))?"
    r"(?:\s+(?:của|cho|đối với))?\s*$"
)
"""Before a count these do not describe it: all are meant, or something is done to each."""
_HOW_FAR = re.compile(r"(?<!\w)đối với\s*$")
_OPENS_WITH_IT = re.compile(r"[\s\-+*•–.]*(?:[a-zđ]\)|\d+[.)])?\s*(?:riêng\s+)?đối với\s*$")


def _acts_on(passage: Passage, clause: Clause) -> bool:
    """Whether a count that seems described is what an act reaches ("luân chuyển … đối với 35 người").

    "đối với 12 thủ tục" behind another number only says what that number is measured on.
    """
    form, start = passage.form, clause.quantity.start
    front = form[clause.start : start]
    if _ACTS_ON.search(front) or _OFTEN.match(form, clause.quantity.end):
        return True
    if not _HOW_FAR.search(front) or _OPENS_WITH_IT.fullmatch(front):
        return False
    sentence = max(form.rfind(mark, 0, start) for mark in (";", ". ")) + 1
    return not re.search(r"\d\s*(?:%|phần trăm)", form[sentence:start])


_STRONG = re.compile(
    r"(?<!\w)(?:phấn đấu|hoàn thành|đạt|thành lập|xây dựng mới|trồng mới|việc làm|kết nạp|công nhận)(?!\w)"
)
_TIMES = re.compile(r"(?<!\w)(?:gấp|tăng|giảm|bằng|xuống|còn)\s+(?:gấp\s+)?(?:hơn\s+)?$")
_PASSIVE = re.compile(r"^[^,;.]*?(?<!\w)(?:được|có|đạt|tham gia|hoàn thành)(?!\w)")
"""What becomes of counted things: "15 thôn được sáp nhập"."""


_ISSUES = "số"


@lru_cache(maxsize=4096)
def _is_known_noun(unit: str, lexicon: Lexicon) -> bool:
    nouns = counted_nouns(lexicon)
    unit = re.sub(r"^(?:nghìn|ngàn|vạn|triệu|số) ", "", unit)
    return unit == _ISSUES or any(
        unit == noun or unit.startswith((f"{noun} ", f"{noun},", f"{noun}/")) for noun in nouns
    )


def _first_described(form: str, end: int, unit: str, words: _Words) -> bool:
    following = form[end : end + 24].strip()
    return any(f"{unit} {following}".startswith(word + " ") for word in words.described if " " in word)
