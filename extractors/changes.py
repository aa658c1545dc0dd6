"""Changes: whether a value is an amount of increase or decrease, and against what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clauses import Clause, is_trailing
from extractors.clean import alternatives, one_line
from extractors.differences import find_difference

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch
    from models.plan import Change


_YEAR = r"(?:19|20)\d\d"


_YEARLY = re.compile(r"^[^/].*(?:năm|niên)")


@dataclass(frozen=True)
class _Words:
    verb: re.Pattern[str]
    masked: re.Pattern[str]
    level: re.Pattern[str]
    beside: re.Pattern[str]
    baseline: re.Pattern[str]
    exceeding: re.Pattern[str]
    opening: re.Pattern[str]
    """Further verbs of change that open a clause: an order where it names its base."""
    each: re.Pattern[str]
    condition: re.Pattern[str]
    adjacent: re.Pattern[str]
    """Verbs that tell a change only right before its amount; "thêm" only against a base."""


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    table, comparators = lexicon.table("changes"), lexicon.table("comparators")
    bounds = [word for words in comparators["before"].values() for word in words]
    near = alternatives(
        [
            *comparators["between"]["words"],
            *comparators["approximate"]["words"],
            *table["each"],
            *bounds,
            "đơn giản hóa",
            "dần",
            "đều",
            "đều đặn",
            "liên tục",
            "qua từng năm",
            "và",
            "ít nhất",
            "bình quân",
            "trung bình",
            "đúng",
            "tròn",
            "nốt",
        ]
    )
    conditions = alternatives(table["conditions"])
    verbs = alternatives([*table["increase"], *table["decrease"], *table["less"], *table["more"]])
    return _Words(
        verb=re.compile(rf"(?<!\w)(?:(?P<increase>{alternatives(table['increase'])})|(?P<decrease>{alternatives(table['decrease'])}))(?!\w)"),
        masked=re.compile(rf"(?<!\w)(?:{alternatives(table['masked'])})(?!\w)"),
        level=re.compile(rf"(?<!\w)(?:{alternatives(table['level'])})(?!\w)"),
        beside=re.compile(rf"(?:[\s,:(]|(?<!\w)(?:{near})(?!\w)|năm\s+\d{{4}})*"),
        baseline=re.compile(
            rf"(?<!\w)(?:{alternatives(table['baseline'])})(?!\w)"
            rf"(?!\s+(?:{alternatives(table['denominators'])})(?!\w)(?![^,;.()%]*(?:{_YEAR}|cùng kỳ|kế hoạch)))"
            rf"(?:(?!(?<!mặt)(?<!cấp)\s(?:{alternatives(table['level'])}|là|chiếm|bằng|không|phải|từ\s+\d|\d[\d.,]*\s?%|"
            rf"khoảng|(?:bình quân|trung bình)(?=\s+\d[\d.,]*\s?%)|"
            rf"{verbs}|{alternatives(bounds)})(?!\w))"
            r"[^,;.():])*"
        ),
        exceeding=re.compile(r"(?<!\w)vượt\s+(?!quá|mức\b|trên\b)(?P<base>(?:chỉ tiêu"
                             r"|kế hoạch|dự toán|mục tiêu|định mức|số)[^,;.%\d]*?)\s*(?=(?:từ"
                             r"|ít nhất|tối thiểu|trên|hơn|khoảng|là)?\s*$)"),
        opening=re.compile(
            rf"{_LEADS.pattern}(?:(?P<increase>{alternatives(table['more'])})"
            rf"|(?P<decrease>{alternatives(table['less'])}))(?!\w)"
        ),
        each=re.compile(
            rf"(?<!\w)(?<!cây )(?:{alternatives(word for word in table['each'] if _YEARLY.search(word))})(?!\w)"
        ),
        adjacent=re.compile(
            rf"(?<!\w)(?P<verb>(?P<less>{alternatives(table['less'])})|(?P<more>{alternatives(table['more'])})"
            rf"|(?<!giảm )(?<!ngắn )(?<!bớt )(?<!cắt )thêm|có thêm)"
            rf"(?:[\s:(]|(?<!\w)(?:{near})(?!\w))*$"
        ),
        condition=re.compile(rf"\((?P<inside>(?:{conditions})(?!\w)[^)]*)\)|(?<!\w)"
                             rf"(?P<after>(?:(?<!loại )(?<!khấu )(?<!giảm )trừ|ngoại trừ|không bao gồm|không kể"
                             rf"|không tính)"
                             rf"(?!\w)[^,;.()]*)"),
    )  # fmt: skip


_RAISED_BY = re.compile(
    r"(?<!\w)(?:nâng|tăng)\s[^,;:]*(?<!có )(?<!\w)thêm(?:\s+(?:ít nhất|tối thiểu|trên|khoảng))*\s*$"
)
"""A verb of raising and the amount put on: "nâng diện tích tưới thêm 150 ha"."""
_ASSIGNED = re.compile(
    r"\s*(?:so với\s+)?(?P<base>(?:dự toán|chỉ tiêu|kế hoạch)\s+(?:được\s+)?(?:\w+\s+){0,3}?(?:giao|đề ra))(?!\w)"
)
_GOAL = re.compile(
    r"\s*(?:so với\s+)?(?P<base>(?:dự toán|kế hoạch|chỉ tiêu|cùng kỳ)(?:\s+(?:năm|đầu năm|cả năm))?)\s*(?=[,;.)]|$)"
)
"""What an amount equals a share of: "thu đạt 236 tỷ đồng, bằng 115% dự toán"."""
_TIMES_YEAR = re.compile(r"\s*(?:so với\s+)?(?P<year>năm\s+(?:19|20)\d\d(?!\d)|đầu năm|năm trước|đầu kỳ|cùng kỳ)(?!\w)")
_FROM = re.compile(r"(?<!\w)từ\s+[\d.,]+\s?(?:%|\w+)(?=\s+(?:lên|xuống|còn))")


@dataclass(frozen=True, slots=True)
class ChangeFound:
    """Kind of change, its baseline as printed, and where words of exceeding begin ("vượt chỉ tiêu … 5%"; -1: none)."""

    change: Change = ""
    baseline: str = ""
    exceeds: int = -1


def find_change(passage: Passage, clause: Clause, first: Clause, lexicon: Lexicon) -> ChangeFound:
    """Tell whether a clause's value is an amount of change.

    Args:
        passage: where it stands.
        clause: the quantity's clause.
        first: the first clause of its list of numbers.
        lexicon: table `changes`.
    """
    words, form, start = _words(lexicon), passage.form, clause.start
    baseline = _baseline_of(passage, clause, words)
    if difference := find_difference(form, start, first.quantity.numbers[0][0], bool(baseline), lexicon):
        against = one_line(passage.text[max(0, difference.base_start) : max(0, difference.base_end)])
        return ChangeFound(difference.change, against or baseline, difference.start)
    if match := words.exceeding.search(form[start : first.quantity.start]):
        base = passage.text[start + match.start("base") : start + match.end("base")]
        return ChangeFound("", base.strip(), start + match.start())
    if _exceeds(form, clause, first, baseline) or _is_raised(form, clause):
        return ChangeFound("increase", baseline)
    told = words.baseline.sub(" ", form[start : first.quantity.numbers[0][0]])
    if clause.quantity.kind != "count" and (right := words.adjacent.search(told)):
        front = form[start : first.quantity.start]
        added = baseline and not any(verb["decrease"] for verb in words.verb.finditer(front))
        reached = words.level.search(right.group()[len(right["verb"]) :])
        if not reached and (right["more"] or right["less"] or added):
            return ChangeFound("decrease" if right["less"] else "increase", baseline)
    return ChangeFound(_change_by_verb(passage, clause, first, baseline, lexicon), baseline)


def _printed(passage: Passage, match: re.Match[str], group: int | str = 0) -> str:
    return passage.text[match.start(group) : match.end(group)].replace("\f", " ").strip()


def _baseline_of(passage: Passage, clause: Clause, words: _Words) -> str:
    """Against what a clause measures its value, as printed; "" where it does not say."""
    form, start, quantity = passage.form, clause.start, clause.quantity
    if match := words.baseline.search(form, start, clause.stop):
        return _printed(passage, match).strip(" -")
    if match := _FROM.search(form, start, quantity.numbers[0][0]):
        return _printed(passage, match)
    before = form[start : quantity.numbers[0][0]]
    if _MEASURED.search(before) and (match := _ASSIGNED.match(form, quantity.end, clause.stop)):
        return _printed(passage, match, "base")
    if _EQUAL.search(before) and (match := _GOAL.match(form, quantity.end, clause.stop)):
        return _printed(passage, match, "base")
    if quantity.unit == "lần" and (match := _TIMES_YEAR.match(form, quantity.end)):
        return match["year"].strip()
    return ""


_MEASURED = re.compile(r"(?<!\w)(?:bằng|(?<!và )(?<!hoặc )vượt(?:\s+[^\W\d]+){0,3}|đạt)\s*$")
_EQUAL = re.compile(r"(?<!\w)bằng\s*$")
_EXCEEDING = re.compile(r"(?<!\w)(?<!và )(?<!hoặc )(?<!không )vượt\s*$")
_AIM = re.compile(r"\s*(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)")


def _exceeds(form: str, clause: Clause, first: Clause, baseline: str) -> bool:
    """Whether a value is what lies beyond a plan or a state: "vượt 5% kế hoạch"."""
    if not _EXCEEDING.search(form[clause.start : first.quantity.numbers[0][0]]):
        return False
    named = baseline or _AIM.match(form[clause.quantity.end : clause.stop])
    return bool(named) and not _FALLS.search(form[clause.start : first.quantity.start])


def _is_raised(form: str, clause: Clause) -> bool:
    """Whether places in a ranking are won, or an amount is put on."""
    quantity = clause.quantity
    climbs = re.search(r"(?<!\w)lên\s*$", form[clause.start : quantity.start])
    ranked = quantity.unit in ("bậc", "hạng", "thứ hạng") and climbs
    return bool(ranked or _RAISED_BY.search(form[clause.start : quantity.numbers[0][0]]))


def _change_by_verb(passage: Passage, clause: Clause, first: Clause, baseline: str, lexicon: Lexicon) -> Change:
    """The change that the last verb before a value tells, where the value is its amount."""
    words, form, start = _words(lexicon), passage.form, clause.start
    front = form[start : first.quantity.start]
    hidden = [m.span() for m in words.masked.finditer(front)]
    verbs = [m for m in words.verb.finditer(front) if not any(a <= m.start() and m.end() <= b for a, b in hidden)]
    if not verbs and baseline and (opening := words.opening.match(front)):
        verbs = [opening]
    if not verbs:
        return ""
    last = verbs[-1]
    between = form[start + last.end() : first.quantity.numbers[0][0]]
    unbased = words.baseline.sub(" ", between)
    ordered = baseline and _LEADS.fullmatch(front[: last.start()])
    if not (ordered and _AT_RATE.search(between)) and words.level.search(_NO_LEVEL.sub(" ", unbased)):
        return ""
    kind: Change = "increase" if last["increase"] else "decrease"
    if ordered and not _NEW_MEASURE.search(unbased):
        return kind
    if words.beside.fullmatch(between):
        return "" if _SHARE_OF.match(front) and _DONE_TO.search(front[: last.start()]) else kind
    if _tells_which(front[: last.start()], unbased, words) or (
        clause.quantity.kind == "count" and _TAKEN.match(between)
    ):
        return ""
    trailing = is_trailing(form, clause.quantity.end, clause.end, lexicon) or clause.bracketed
    plain = not _PARTED.search(between)
    aside = clause.bracketed and ";" not in between and verbs[0].start() < _NEAR
    return kind if trailing and (plain or aside) else ""


_PARTED = re.compile(r"[,;]|(?<!\w)(?:được|phấn đấu|đảm bảo|bảo đảm)(?!\w)")
_NEAR = 30
"""Characters of a clause within which its verb still orders what stands in brackets behind it."""
_FALLS = re.compile(r"(?<!\w)(?:giảm|cắt|bớt|rút ngắn|hạ)(?!\w)(?! nghèo| thiểu)[^;%]*$")
_NO_LEVEL = re.compile(
    r"(?<!\w)(?:so với|đến năm|đến hết|tới năm)[^,;]*|đến(?=\s+(?:năm|cuối|hết))|(?:chưa|không) (?:đến|tới)(?!\w)"
)
"""Times and bounds that hold a word of reaching ("chưa đến 15%")."""
_LEADS = re.compile(
    r"(?:[\s\-+*•→,;:.(]|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|(?<!\w)(?:lộ trình|phấn đấu|tiếp tục|thực hiện"
    r"|bảo đảm|đảm bảo|(?:(?:đặt|đề|đưa|xác định)(?: ra)? )?mục tiêu"
    r"|tập trung|đẩy mạnh|trong đó|riêng"
    r"|mỗi năm|hằng năm|hàng năm|bình quân|trung bình|đến|hết|cuối|trong|từ|năm|giai đoạn|và|rà soát|đơn giản hóa|để"
    r"|nhằm"
    r"|20\d\d|quý [ivx]+)(?!\w))*"
)
_NEW_MEASURE = re.compile(
    r";|,\s*(?:và\s+)?(?:tỷ lệ|tỷ trọng|mức|tổng|số|chỉ số|đạt|bảo đảm|đảm bảo|phấn đấu|có)(?!\w)"
)
"""Behind an order something else is measured: "giảm chi phí hội nghị, tỷ lệ họp trực tuyến 60%"."""
_AT_RATE = re.compile(
    r"^(?!.*(?<!\w)(?:đạt|còn|xuống|lên|đến|tới)(?!\w)).*(?<!\w)(?:ở|với|theo) (?:mức|tỷ lệ)(?:\s+(?:là|bằng))?\s*"
    r"(?:(?:tối thiểu|ít nhất|không dưới|trên|từ|chí ít|thấp nhất|khoảng|hơn|không ít hơn|không thấp hơn)\s*)?$"
)
"""How much an order changes: "Giảm chi phí hội nghị so với năm 2023 ở mức 15%"."""
_SHARE_OF = re.compile(r"[\s\-+*•→,;:.]*(?:(?:nâng|đưa|bảo đảm|phấn đấu|duy trì|cải thiện)\s+)?tỷ lệ\s")
_DONE_TO = re.compile(r"(?<!\w)(?:được|đơn giản hóa,)\s*$")


def _tells_which(before: str, between: str, words: _Words) -> bool:
    """Whether a verb of change only says which things are counted: "Tỷ lệ thủ tục được rút ngắn thời gian: 40%".

    It does where words stand before it and others between it and the number; a clause that opens with it is an order
    ("Rút ngắn thời gian xử lý tối thiểu 10%").
    """
    listed = before.rstrip().endswith((",", " và")) and not re.search(r"(?<!\w)(?:được|tỷ lệ|số)(?!\w)", before)
    return not (listed or _LEADS.fullmatch(before)) and not words.beside.fullmatch(between)


_TAKEN = re.compile(r"\s*(?:bớt\s+)?(?:thời gian|thời hạn|chi phí|giấy tờ|thành phần hồ sơ|quy trình)(?!\w)")
"""What is cut is their time, not their number: "rút ngắn thời gian giải quyết 20 thủ tục"."""


def find_condition(passage: Passage, clause: Clause, lexicon: Lexicon) -> str:
    """Condition or exclusion of a clause, as printed ("trừ văn bản mật"), empty where none stands."""
    found = []
    for match in _words(lexicon).condition.finditer(passage.form, clause.start, clause.stop):
        name = "inside" if match["inside"] else "after"
        found.append(passage.text[match.start(name) : match.end(name)].replace("\f", " ").strip())
    return "; ".join(found)


def is_each(form: str, start: int, quantity: QuantityMatch, end: int, lexicon: Lexicon) -> bool:
    """Whether a quantity recurs ("mỗi năm", "/năm")."""
    return quantity.each or bool(_words(lexicon).each.search(form, start, end))
