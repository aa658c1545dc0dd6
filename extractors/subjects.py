"""Subjects: the words that a number measures, whole, the shared part repeated where the sentence leaves it out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clauses import Clause, is_trailing
from extractors.clean import alternatives, comparison_form, one_line
from extractors.scopes import scope_words

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage

_YEAR = r"(?:19|20)\d\d"
_WHEN = (
    rf"(?:(?:phấn đấu\s+)?(?:đến|hết|trong|vào|cuối|trước|từ|qua|tính đến|và|lộ trình)\s+)*"
    rf"(?:các\s+)?(?:năm|giai đoạn|thời kỳ)\s*:?\s*{_YEAR}"
    rf"(?:\s*(?:-|đến|tới|,|và)\s*(?:hết\s*|cuối\s*)?(?:năm\s*)?{_YEAR})*"
)
_POINT = (
    rf"(?:(?:hoàn thành|xong)\s+)?"
    rf"(?:(?:ngay trong|trong|đến|hết|tới|vào|cuối|đầu|giữa|trước|từ|tính đến)\s+)+(?:hết\s+|cuối\s+|đầu\s+)?"
    rf"(?:quý\s*(?:[ivx]+|\d)(?:\s*(?:/|năm)\s*{_YEAR})?|tháng\s*\d{{1,2}}(?:\s*(?:/|năm)\s*{_YEAR})?"
    rf"|ngày\s*\d{{1,2}}\s+tháng\s+\d{{1,2}}(?:\s+năm\s+{_YEAR})?"
    rf"|(?:ngày\s*)?\d{{1,2}}/\d{{1,2}}(?:/{_YEAR})?|niên độ|\d+ tháng (?:đầu|cuối) năm(?:\s*{_YEAR})?)(?!\w)"
)
"""A point of time without a year of its own, or a part of a year: "hết quý III", "đến 30/9", "6 tháng đầu năm"."""
_CITED = (
    r"theo (?:nghị quyết|nghị định|quyết định|thông tư|luật|đề án|chương trình|kế hoạch|kết luận|chỉ thị|chiến lược)"
    r"(?!\w)[^,;:]{0,160},"
)
"""What a clause may cite before it comes to its things: "Theo Nghị quyết số …, hồ sơ công việc đạt …"."""
_YEAR_ENDS = r"(?:đến|hết|tới|vào|cuối)\s+(?:hết\s+|cuối\s+)?năm"
_RISES = (
    r"(?:nâng|tăng|giảm|rút|rút ngắn|hạ|đưa|thay đổi)?(?:\s*dần)?\s*(?<!\w)từ\s+(?:mức\s+)?[\d.,]+\s?"
    rf"(?:%|[^\W\d_]+(?:\s(?:đồng|làm việc))?)?(?:\s*\(?(?:năm\s*)?{_YEAR}\)?)?(?:\s*(?:nâng|tăng|giảm|rút))?"
    r"(?=\s*(?:lên|xuống|còn|$))"
)
"""Where a value begins that is reached: "nâng từ 6,1% lên …", "giảm từ 05 ngày làm việc xuống còn …"."""


@dataclass(frozen=True)
class _Words:
    leading: re.Pattern[str]
    closing: re.Pattern[str]
    verb: re.Pattern[str]
    level_end: re.Pattern[str]
    predicate: re.Pattern[str]
    tail: re.Pattern[str]
    elliptic: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    changes, clauses = lexicon.table("changes"), lexicon.table("clauses")
    comparators = lexicon.table("comparators")
    bounds = [word for words in comparators["before"].values() for word in words]
    each = alternatives(changes["each"])
    leads = alternatives([*changes["leads"], "lộ trình", "trong số", "tiếp tục"])
    return _Words(
        leading=re.compile(
            rf"^(?:[\s,;:.+*•→'\-)…]|{_CITED}|\(?\d{{1,2}}(?:\.\d{{1,2}})*[.)/](?=\s)|\(?[a-zđ]\)|{_WHEN}|{_POINT}|{_YEAR}(?:\s*:|$)|(?:đến|hết|cuối|trước)\s+{_YEAR}(?!\d)"
            rf"|{_YEAR_ENDS}(?=[\s,:]*$)|(?<!\w)(?:{each})(?!\w)|(?:{leads})(?!\w)(?<!duy trì)"
            rf"|(?:{alternatives(changes['baseline'])})(?!\w)[^,;]*,|về\s[^,;:]{{2,24}}:\s"
            rf"|(?:{alternatives(clauses['steering'])})\s+(?=(?:được\s+)?(?:{alternatives(clauses['measured'])})(?!\w)))+"
        ),
        closing=re.compile(
            rf"(?:[\s,;:(\-]|{_RISES}|(?<!\w){_POINT}|(?:(?<=tăng )"
            rf"|(?<=giảm )|(?<=đạt )|(?<=là ))bình quân"
            rf"|(?<!\w)(?<!trở )(?<!đồng(?= bằng) )(?<!chứng(?= chỉ) )(?<!địa(?= chỉ) )(?<!đã(?= có) )"
            rf"(?:{alternatives([*changes['closing'], *bounds])})"
            rf"(?!\w)|(?<!\w)(?:{each})(?!\w)|(?<!\w)(?<!vi )(?:"
            rf"{alternatives([*changes['increase'], *changes['decrease']])})"
            rf"(?!\w)|{_WHEN})+$"
        ),
        verb=re.compile(rf"(?<!\w)(?:{alternatives(clauses['verbs'])})(?!\w)"),
        level_end=re.compile(
            r"(?:(?<!\w)(?:đạt|chiếm|còn|lên|xuống|là|bằng|lên đến|lên tới|đạt được)"
            r"(?:\s+(?:tỷ lệ|mức|từ|khoảng|được|bình quân|đến|tới|tương ứng))*"
            r"|:)[\s(]*$"
        ),
        predicate=re.compile(rf"(?<!\w)(?:{alternatives(clauses['predicates'])})(?!\w)"),
        tail=re.compile(
            rf"(?:\s*(?:,\s*)?(?:{_WHEN}|(?:{each})|\((?:trừ|nếu|không|so với|năm"
            rf"|tăng|giảm)[^)]*\)|(?<!\()(?:nếu|trừ|không bao gồm|không kể)\s[^,;"
            rf"()]*|so (?:với|năm|cùng)\s"
            rf"(?!(?:{alternatives(changes['denominators'])})(?!\w))[^,;]*|[\s.,;:\-]))+$"
        ),
        elliptic=re.compile(r"\s*(?:của|ở|tại|thuộc|đối với)\s"),
    )  # fmt: skip


@lru_cache(maxsize=1024)
def trim_subject(text: str, lexicon: Lexicon) -> str:
    """Take off what belongs to no subject: bullets, labels, years, "phấn đấu", "đạt tối thiểu" at the ends."""
    words = _words(lexicon)
    form = comparison_form(text)
    start, end = 0, len(text)
    if match := words.leading.match(form):
        start = match.end()
    if match := words.tail.search(form, start):
        end = match.start()
    if match := words.closing.search(form[:end], start):
        end = match.start()
    cut = one_line(text[start:end])
    if cut.count("(") > cut.count(")"):
        cut = cut[: cut.rfind("(")].strip()
    return cut.strip(" ,;:.-")


def _front(passage: Passage, clause: Clause) -> tuple[int, int]:
    """The words before the quantity: up to the bracket where it stands in one."""
    end = clause.quantity.start
    if clause.size > 1 and clause.position:
        end = min(end, clause.stop)
    if clause.bracketed:
        depth = passage.form.rfind("(", clause.start, end)
        end = depth if depth >= 0 else end
    return clause.start, end


_AFTER = re.compile(r"^[\s\f]*trở (?:lên|xuống)", re.IGNORECASE)
_ELLIPTIC = re.compile(r"\s*(?:của|ở|tại|thuộc|đối với)\s")


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
    if changed:
        front = _without_change(front, lexicon)
    if clause.bracketed and quantity.kind == "percent" and (inside := _inside_bracket(passage, clause, lexicon)):
        return inside
    rest = _AFTER.sub("", passage.text[quantity.end : clause.end], count=1)
    elliptic = not front and not changed and _ELLIPTIC.match(comparison_form(rest))
    behind = "" if trailing and not elliptic else re.sub(r"^là\s+", "", trim_subject(rest, lexicon))
    compared = re.search(r"(?<!\w)bằng\s*$", passage.form[low : quantity.numbers[0][0]])
    if compared and _COMPARED.match(comparison_form(behind)):
        return front
    if behind and quantity.kind == "percent" and _AND.search(passage.form[low : first.quantity.start]):
        front = ""
    if quantity.kind == "count":
        if not behind and _names_things(front, front_form, quantity.unit, lexicon):
            return front
        behind = _UPWARD.sub("", _with_verb(behind, rest))
        counted = "" if comparison_form(front).endswith(" " + comparison_form(quantity.unit)) else quantity.unit
        return one_line(" ".join(part for part in (front, counted, behind) if part))
    if not behind:
        return front
    if not front or (changed and not trailing):
        return behind
    if words.level_end.search(front_form) and not re.search(r"tăng|giảm", front_form):
        return front
    return one_line(f"{front[verb_start(front, lexicon) :]} {behind}")


_UPWARD = re.compile(r"^trở (?:lên|xuống)\s*", re.IGNORECASE)
_OPENS_PREDICATE = re.compile(r"[\s\f]*(?:có|đạt)\s", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?:tổng\s+)?(?:số|đàn|lượng)(?:\s+lượng)?\s")


def _with_verb(behind: str, rest: str) -> str:
    """What counted things have or reach, with its verb: "06 quầy có thiết bị"."""
    if not behind or not (verb := _OPENS_PREDICATE.match(rest)):
        return behind
    word = verb.group().strip()
    return behind if behind.casefold().startswith(word.casefold()) else f"{word} {behind}"


def _names_things(front: str, front_form: str, unit: str, lexicon: Lexicon) -> bool:
    """Whether the words before a count already say what is counted: "Đàn trâu, bò 2.150 con", "Số lớp mở: 5 lớp"."""
    form = comparison_form(front)
    if not form:
        return False
    if _NUMBER_OF.match(form):
        return True
    return bool(_words(lexicon).level_end.search(front_form)) and comparison_form(unit) in form


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


@lru_cache(maxsize=8)
def _change_verb(lexicon: Lexicon) -> re.Pattern[str]:
    changes = lexicon.table("changes")
    return re.compile(
        rf"(?<!\w)(?:{alternatives([*changes['increase'], *changes['decrease']])})"
        rf"(?!\w)(?:\s*,\s*đơn giản hóa)?\s*(?!cường)"
    )


def _without_change(front: str, lexicon: Lexicon) -> str:
    """A subject behind its verb of change: "giảm chi trực tiếp" → "chi trực tiếp"."""
    verbs = list(_change_verb(lexicon).finditer(comparison_form(front)))
    kept = front[verbs[-1].end() :].strip() if verbs and verbs[-1].end() < len(front) else front
    return re.sub(r"\s+bình quân$", "", kept)


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


_LEVEL_LAST = re.compile(
    r"(?:(?<=: )|(?<=:)|(?<=\s))(?P<level>(?:các\s+)?(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã|sở))$"
)
"""A level's bare name at the end of a subject: "Mức độ hài lòng: huyện", "Hồ sơ đúng hạn huyện"."""


def swap_scope(shared: str, own: str, lexicon: Lexicon) -> str:
    """Repeat a shared subject with another level: "… của UBND huyện" with "UBND cấp xã" → "… của UBND cấp xã"."""
    form = comparison_form(shared)
    mentions = list(scope_words(lexicon).mention.finditer(form))
    own = one_line(own).strip(" ,:;()-")
    if not mentions:
        last = _LEVEL_LAST.search(form)
        return one_line(f"{shared[: last.start('level')] if last else shared} {own}")
    first, last = mentions[0], mentions[-1]
    kept = re.match(r"(?:của|tại|ở|thuộc|do|từ)\s+", first.group())
    preposition = (
        ""
        if re.match(r"(?:của|tại|ở|thuộc|do|từ)\s", comparison_form(own)) or not kept
        else shared[first.start() : first.start() + kept.end()]
    )
    return one_line(shared[: first.start()] + preposition + own + shared[last.end() :])


def is_scope_alone(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names levels and nothing else ("UBND cấp xã", "của cấp huyện")."""
    return bool(text.strip()) and bool(scope_words(lexicon).alone.fullmatch(comparison_form(text)))
