"""Subjects: the words that a number measures, whole, the shared part repeated where the sentence leaves it out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clauses import Clause, is_trailing
from extractors.clean import alternatives, comparison_form, one_line, past_upward
from extractors.scopes import scope_words
from extractors.subject_counts import counted_subject
from extractors.subject_edges import AS_BEFORE, END_STATE, EVERYWHERE, RATE_NAME, STEERS, TOWARD
from extractors.subject_ends import JOINS, MEANS, each_year, may_close, may_trail
from extractors.subject_times import (
    CITED,
    OF_BODY,
    OF_FIELD,
    OPENING_SPAN,
    POINT,
    RISES,
    SPAN_ALONE,
    WHEN,
    YEAR,
    YEAR_ENDS,
)
from extractors.subject_wholes import is_total, with_whole

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage


@dataclass(frozen=True)
class _Words:
    leading: re.Pattern[str]
    joins: re.Pattern[str]
    closing: re.Pattern[str]
    verb: re.Pattern[str]
    level_end: re.Pattern[str]
    predicate: re.Pattern[str]
    tail: re.Pattern[str]
    elliptic: re.Pattern[str]
    measured: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    changes, clauses = lexicon.table("changes"), lexicon.table("clauses")
    comparators = lexicon.table("comparators")
    bounds = [word for words in comparators["before"].values() for word in words]
    each = alternatives(each_year(lexicon))
    leads = alternatives([*changes["leads"], "lộ trình", "trong số", "tiếp tục", "từng bước", "chú trọng"])
    return _Words(
        leading=re.compile(
            rf"^(?:[\s,;:.+*•→'\-)…]|[o\"]\s|{CITED}|\(?\d{{1,2}}(?:\.\d{{1,2}})*[.)/-](?=\s)|\(?[a-zđ]\)|{WHEN}|{POINT}"
            rf"|{OF_FIELD}"
            rf"|{YEAR}(?:\s*:|$)"
            rf"|(?:đến|hết|cuối|trước)\s+{YEAR}(?!\d)"
            rf"|{YEAR_ENDS}(?=[\s,:]*$)|{OPENING_SPAN}|(?<!\w)(?:{each})(?!\w)|(?:{leads})(?!\w)(?<!duy trì)"
            rf"|(?:{alternatives(changes['baseline'])})(?!\w)[^,;]*,|về\s[^,;:]{{2,24}}:\s"
            rf"|về\s[^,;:.\d]{{2,24}},\s(?=(?:{alternatives(clauses['measured'])})(?!\w))|{OF_BODY}"
            rf"|về (?!số lượng)(?=(?:{alternatives(clauses['measured'])})(?!\w))"
            r"|(?:(?:đẩy mạnh|triển khai|thực hiện|áp dụng|tăng cường|đồng bộ|quyết liệt)\s+)+(?:(?:các|nhiều)\s+)?"
            rf"(?:giải|biện) pháp\s+(?:để\s+|nhằm\s+)?(?=(?:{alternatives(clauses['steering'])})\s)"
            rf"|(?:{alternatives(clauses['steering'])})\s+(?=(?:được\s+)?(?:{alternatives(clauses['measured'])})(?!\w)))+"
        ),
        closing=re.compile(
            rf"(?:[\s,;:(\-]|{RISES}|(?<!\w){POINT}|(?<=[\w:,] )quý\s*(?:[ivx]+|\d)|(?<=: )\d+ tháng|(?:(?<=tăng )"
            rf"|(?<=giảm )|(?<=đạt )|(?<=là ))(?:{'|'.join(MEANS)})"
            rf"|(?<!\w)(?<!trở )(?<!đồng(?= bằng) )(?<!đầy(?= đủ) )(?<!giá trị tăng(?= thêm) )"
            rf"(?<!chứng(?= chỉ) )(?<!địa(?= chỉ) )(?<!đã(?= có) )"
            rf"(?<!đang(?= giữ) )(?<!có(?= bằng) )(?<!tải(?= xuống) )(?<!sớm(?= hơn) )"
            rf"(?<!nơi(?= thấp nhất) )(?<!nơi(?= cao nhất) )(?<!huy động(?= được) )(?<!thu hút(?= được) )"
            rf"(?:{alternatives([*changes['closing'], *bounds])})"
            rf"(?!\w)|(?<!\w)(?<!cây )(?:{each})(?!\w)|(?<!\w)(?<!vi )(?<!giá trị(?= tăng thêm) )(?:"
            rf"{alternatives([*changes['increase'], *changes['decrease']])})"
            rf"(?!\w)|{WHEN})+$"
        ),
        joins=re.compile(
            rf"(?:[\s,;:(\-]|(?<!\w){POINT}|{WHEN}|(?<!\w)(?:{alternatives(JOINS)}|{each})(?!\w))+$"
        ),
        verb=re.compile(rf"(?<!\w)(?:{alternatives(clauses['verbs'])})(?!\w)"),
        level_end=re.compile(
            r"(?:(?<!\w)(?:đạt|chiếm|còn|lên|xuống|là|bằng|lên đến|lên tới|đạt được)"
            r"(?:\s+(?:tỷ lệ|mức|từ|khoảng|được|bình quân|đến|tới|tương ứng))*"
            r"|:)[\s(]*$"
        ),
        predicate=re.compile(rf"(?<!\w)(?:{alternatives(clauses['predicates'])})(?!\w)"),
        tail=re.compile(
            rf"(?:\s*(?:,\s*)?(?:{WHEN}|(?:{each})|\((?:nếu|so với|năm"
            rf"|tăng|giảm)[^)]*\)|(?<!\()nếu\s[^,;()]*|(?:so (?:với|năm|cùng)"
            rf"|trên nền (?=năm|của|kết|cùng|mức|thực|bình|giai|quý)|lấy (?:kết quả )?năm)\s"
            rf"(?!(?:{alternatives(changes['denominators'])})(?!\w)(?! liệu))[^,;]*|[\s.,;:\-]))+$"
        ),
        elliptic=re.compile(r"\s*(?:của|ở|tại|thuộc|đối với)\s"),
        measured=re.compile(rf"(?:{alternatives(clauses['measured'])})(?!\w)"),
    )  # fmt: skip


@lru_cache(maxsize=1024)
def trim_subject(text: str, lexicon: Lexicon, behind: bool = False) -> str:
    """Take off what belongs to no subject: bullets, labels, years, "phấn đấu", "đạt tối thiểu" at the ends.

    Args:
        text: words before or behind a number.
        lexicon: the words.
        behind: whether they stand behind it: then no words of a bound close them.
    """
    words = _words(lexicon)
    form = comparison_form(text)
    start, end = 0, len(text)
    if match := words.leading.match(form):
        start = match.end()
    if may_trail(form, lexicon) and (match := words.tail.search(form, start)):
        end = match.start()
    ends = words.joins if behind else words.closing
    if may_close(form[:end], behind, lexicon) and (match := ends.search(form[:end], start)):
        end = match.start()
    if SPAN_ALONE.fullmatch(form[start:end].strip()):
        return ""
    cut = one_line(text[start:end])
    if cut.count("(") > cut.count(")"):
        cut = cut[: cut.rfind("(")].strip()
    if cut.endswith(")") and cut.count(")") > cut.count("("):
        cut = cut[:-1]
    return cut.strip(" ,;:.-").rstrip("/ .")


def _front(passage: Passage, clause: Clause) -> tuple[int, int]:
    """The words before the quantity: up to the bracket where it stands in one."""
    end = clause.quantity.start
    if clause.size > 1 and clause.position:
        end = min(end, clause.stop)
    if clause.bracketed:
        depth = passage.form.rfind("(", clause.start, end)
        end = depth if depth >= 0 else end
    return clause.start, end


_THINGS = frozenset({"lượt người", "lượt khách", "điểm", "giường bệnh", "giường", "bác sĩ", "bác sỹ"})
"""Measures that are things too: "200 lượt người được bồi dưỡng"."""
_ELLIPTIC = re.compile(r"\s*(?:của|ở|tại|thuộc|đối với)\s")


_REST_OF_LIST = re.compile(r"^(?:[\s,]|và\s|\d[\d.,]*\s?%)*")
_COMPARED = re.compile(r"(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|cùng kỳ|so với|mức|năm)(?!\w)")
_AND = re.compile(r"(?<!\w)và\s*$")


def subject_of(passage: Passage, clause: Clause, first: Clause, changed: bool, lexicon: Lexicon) -> str:
    """The clause's own subject, empty where the sentence leaves it out.

    Args:
        passage: where it stands.
        clause: the quantity's clause.
        first: the first clause of the same list of numbers (itself where there is no list).
        changed: whether the quantity is an amount of change: its verb is no part of the subject.
        lexicon: tables `clauses`, `changes`, `comparators`.
    """
    words = _words(lexicon)
    quantity = clause.quantity
    low, high = _front(passage, first)
    front_form = passage.form[low:high]
    trailing = is_trailing(passage.form, quantity.end, clause.end, lexicon) or clause.bracketed or clause.size > 1
    if quantity.kind == "count":
        trailing = clause.bracketed or not passage.form[quantity.end : clause.end].strip(" ,;.:)")
    front = trim_subject(passage.text[low:high], lexicon)
    if trailing and (toward := TOWARD.search(front)) and words.measured.match(comparison_form(front)):
        front = front[: toward.start()]
    if EVERYWHERE.fullmatch(comparison_form(front)) or (
        quantity.kind == "percent" and STEERS.fullmatch(comparison_form(front))
    ):
        front = ""
    if changed:
        front = _without_change(front, lexicon)
    elif END_STATE.search(passage.form[low : first.quantity.numbers[0][0]]) and (
        verb := _change_verb(lexicon).match(comparison_form(front))
    ):
        front = front[verb.end() :].strip() or front
    listed = _REST_OF_LIST.sub("", passage.text[first.quantity.end : clause.end]) if clause.size > 1 else ""
    if listed.strip(" ,;.)") and is_scope_alone(front, lexicon):
        return trim_subject(listed, lexicon, behind=True)
    if clause.bracketed and quantity.kind == "percent" and (inside := _inside_bracket(passage, clause, lexicon)):
        return inside
    rest = AS_BEFORE.sub("", past_upward(passage.text[quantity.end : clause.end]))
    elliptic = not front and not changed and _ELLIPTIC.match(comparison_form(rest))
    behind = "" if trailing and not elliptic else re.sub(r"^là\s+", "", trim_subject(rest, lexicon, behind=True))
    compared = re.search(
        r"(?<!\w)(?:bằng|(?<!và )(?<!hoặc )vượt(?:\s+[^\W\d]+){0,3})\s*$", passage.form[low : quantity.numbers[0][0]]
    )
    if compared and _COMPARED.match(comparison_form(behind)):
        return front
    if behind and quantity.kind == "percent" and _AND.search(passage.form[low : first.quantity.start]):
        front = ""
    if quantity.kind == "count":
        told = bool(words.level_end.search(front_form))
        return counted_subject(quantity.unit, front, front_form, behind, rest, told, lexicon)
    if quantity.unit in _THINGS and behind and not front and not trailing:
        return one_line(f"{quantity.unit} {behind}")
    if not behind:
        return front
    if not front or (changed and not trailing):
        return behind
    if words.level_end.search(front_form) and not re.search(r"tăng|giảm", front_form):
        return with_whole(front, behind, lexicon) if quantity.kind == "percent" else front
    if (
        quantity.kind == "percent"
        and is_total(behind)
        and (words.measured.match(comparison_form(front)) or not verb_start(front, lexicon))
        and not is_verb(front, lexicon)
    ):
        return with_whole(front, behind, lexicon)
    return one_line(f"{front[verb_start(front, lexicon) :]} {behind}")


_VERB_OF_TWO = 9
"""Characters that a verb may have before one of ours that is its second part ("triệt xóa")."""


_HALT = re.compile(r",|:(?!\d{4}(?!\d))")
"""Marks behind which a verb may stand; the colon of a standard's year ("ISO 9001:2015") is none."""


def verb_start(front: str, lexicon: Lexicon) -> int:
    """Where the verb begins that stands right before a number ("…, thực hiện số hóa 100% kết quả")."""
    begin = max((mark.end() for mark in _HALT.finditer(front)), default=0)
    begin += len(front[begin:]) - len(front[begin:].lstrip())
    verb = _words(lexicon).verb.search(comparison_form(front), begin)
    return verb.start() if verb and verb.start() - begin > _VERB_OF_TWO else begin


def is_verb(front: str, lexicon: Lexicon) -> bool:
    """Whether words before a number begin with a verb whose things follow it ("Kiểm tra …")."""
    return bool(_words(lexicon).verb.match(comparison_form(front)))


@lru_cache(maxsize=8)
def _change_verb(lexicon: Lexicon) -> re.Pattern[str]:
    changes = lexicon.table("changes")
    return re.compile(
        rf"(?<!\w)(?:{alternatives([*changes['increase'], *changes['decrease']])})"
        rf"(?!\w)(?:\s*,\s*đơn giản hóa)?\s*(?!cường)"
    )


_ON_AVERAGE = re.compile(r"(?:^|\s+)(?:bình quân|trung bình)$")


def _without_change(front: str, lexicon: Lexicon) -> str:
    """A subject behind its verb of change: "giảm chi trực tiếp" → "chi trực tiếp"."""
    verbs = list(_change_verb(lexicon).finditer(comparison_form(front)))
    kept = front[verbs[-1].end() :].strip() if verbs and verbs[-1].end() < len(front) else front
    if len(kept.split()) == 1 and RATE_NAME.match(comparison_form(front)):
        return front
    return _ON_AVERAGE.sub("", kept)


def is_elliptic(behind: str) -> bool:
    """Whether what follows a number leaves out the noun ("95% của cấp xã")."""
    return bool(re.match(r"\s*(?:của|ở|tại|thuộc)\s", comparison_form(behind)))


def _inside_bracket(passage: Passage, clause: Clause, lexicon: Lexicon) -> str:
    """What a number in brackets counts there itself: "(tối thiểu 30% số đơn vị trực thuộc)"."""
    close = passage.form.find(")", clause.quantity.end, clause.stop + 1)
    if close < 0 or is_trailing(passage.form, clause.quantity.end, close, lexicon):
        return ""
    return trim_subject(passage.text[clause.quantity.end : close], lexicon)


def noun_of(subject: str, lexicon: Lexicon) -> str:
    """The things of a subject without whose they are: "hồ sơ đất đai của UBND huyện" → "hồ sơ đất đai"."""
    form = comparison_form(subject)
    owner = scope_words(lexicon).mention.search(form)
    end = owner.start() if owner else len(form)
    preposition = re.search(r"\s(?:của|ở|tại|thuộc|do)\s*$|\s(?:của|ở|tại(?! chỗ| nhà)|thuộc)\s", form[: end + 1])
    end = min(end, preposition.start()) if preposition else end
    things = subject[:end].strip()
    return things if owner or preposition else split_predicate(subject, lexicon)[0]


def things_of(subject: str, lexicon: Lexicon) -> str:
    """The things of a subject with whose they are, without what happens to them."""
    return split_predicate(subject, lexicon)[0] or subject


def split_predicate(subject: str, lexicon: Lexicon) -> tuple[str, str]:
    """Part a subject into the things and what happens to them."""
    form = comparison_form(subject)
    match = _words(lexicon).predicate.search(form, min(len(form), 3))
    if not match:
        return subject, ""
    return subject[: match.start()].strip(), subject[match.start() :].strip()


def is_scope_alone(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names levels and nothing else ("UBND cấp xã", "của cấp huyện")."""
    return bool(text.strip()) and bool(scope_words(lexicon).alone.fullmatch(comparison_form(text)))
