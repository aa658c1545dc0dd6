"""What kind of number stands here: everything that grammar can tell before anyone asks for targets.

A token is one printed expression (a whole date, a whole symbol, a number with its separators). Tokens cover every run
of digits exactly once; those with kind "" may be quantities.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractors.clean import UPPER, alternatives, comparison_form
from extractors.numbers import NUMBER

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import NumberKind


class NumberToken(NamedTuple):
    """A printed number expression at `start`:`end` of its text; kind "" where it may be a quantity."""

    start: int
    end: int
    kind: NumberKind | Literal[""]


_DIGITS = re.compile(r"\d+")
_SYMBOL = re.compile(
    r"(?=[\dQUHKC])(?:"
    r"\d+[a-zA-Z]?(?:[ \f]?/[ \f]?\d{4})?[ \f]?/[ \f]?[A-ZĐƯ]{2,}(?:[ \f]?[-–/&][ \f]?[A-ZĐƯ][\wĐ]*|\d+)*"
    r"|\d+[ \f]?[-–][ \f]?[A-ZĐ]{2,}(?:[ \f]?[-–][ \f]?[A-ZĐ]{2,})?[ \f]?/[ \f]?[A-ZĐ][A-Za-zĐđƯư]+\d*"
    r"|(?<![\w/])(?:QH|UBTVQH|HĐND|KL|CV)\d+\b)"
)
_IN_SYMBOLS = ("/", "qh", "hđnd", "kl", "cv")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s|]+|[\w.-]+@[\w.-]+")
_IN_ADDRESSES = ("http", "www.", "@")
_CLOCK = r"(?<!\w)(?:(?:sáng|chiều|tối|trưa|đêm)\s*:?(?:\s+(?:bắt đầu|từ|lúc|vào lúc|trước|sau|đến))+|lúc)\s+"
"""The hour of a day stands behind these: "buổi sáng từ 8 giờ", "lúc 14 giờ"."""
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_WHOLE: tuple[tuple[NumberKind, str, tuple[str, ...]], ...] = (
    ("standard", r"(?:iso(?:\s*/\s*iec)?|i so|tcvn|qcvn|tcxdvn|tcxd|iec)\s*(?:iso\s*)?"
                 r"(\d[\d:. -]*\d(?:/[a-zđ]+)?|\d+)", ("iso", "i so", "tcvn", "qcvn", "tcxd", "iec")),
    ("standard", r"(?<!\d)(\d{4}\s*:\s*\d{4})(?!\d)", (":",)),
    ("phone", r"(?=[01])(?<![\d.,/])(0\d{2,4}[ .-]?\d{3}[ .-]?\d{3,4}|1[89]00[ .-]?\d{4,6})(?![\d/%])", ()),
    ("phone", r"(?:điện thoại|đt|fax|hotline|tổng đài|đường dây nóng|số máy)(?:\s+"
              r"(?!\d)\w+){0,3}\s*:?\s*(\d[\d .-]{1,}\d)",
              ("điện thoại", "đt", "fax", "hotline", "tổng đài", "đường dây nóng", "số máy")),
    ("date", rf"(?<![\d/.,])({_DAY}\s*[/.-]\s*{_MONTH}\s*[/.-]\s*{_YEAR})(?!\d)", ("19", "20")),
    ("date", r"(?<![\d/.,])(\d{1,2}/\d{1,2}/\d{4})(?!\d)", ("/",)),
    ("date", rf"(?<![\d/.,])({_MONTH}\s?[/-]\s?{_YEAR})(?![\d/])(?!\s*[-/]\s*[a-zđ])", ("19", "20")),
    ("date", r"(?<!mỗi )(?<!hàng )(?<!hằng )ngày\s*" + rf"({_DAY}\s*/\s*{_MONTH})(?![\d/])", ("ngày",)),
    ("date", rf"(?<![\d/.,])({_DAY}/{_MONTH})(?=\s+(?:hàng|hằng) năm)", ("/",)),
    ("other", r"(?<![\d/.,])(1\s*/\s*\d{1,3}(?:\.\d{3})+)", ("/",)),
    ("other", r"(?<!\d)(?<!đợt )(?<!kỳ )(?<!bước )(?<!nhóm )(?<!lần )(1\s*:\s*[1-9]\d*(?:\.\d{3})*)(?!\d|\s*%)",
              (":",)),
    ("other", r"(?=\d)(?<!\d)(\d{1,2}\s*(?:h|giờ)\s*[0-5]\d)(?!\d)", ()),
    ("other", rf"{_CLOCK}(\d{{1,2}})(?=\s*(?:h|giờ)(?!\w))", ("giờ", "h ")),
    ("other", rf"{_CLOCK}\d{{1,2}}\s*(?:h|giờ)\s*(?:\d\d)?\s*(?:-|đến)\s*(\d{{1,2}})(?=\s*(?:h|giờ)(?!\w))",
              ("giờ", "h ")),
    ("other", r"(?<!\w)(?:tỷ lệ|bản đồ|quy hoạch)\s+(1\s*/\s*[1-9]\d{2,4})(?![\d.,]*\d)", ("/",)),
    ("other", r"(?<![\d.,])(\d+)(?=\s*(?:kv|sao)(?!\w))", ("kv", "sao")),
    ("count", r"(?<!\w)(?:lúa|lúa nước|màu|đất|ruộng|trồng)\s+(0?[1-3])(?=\s+vụ(?!\w))", ("vụ",)),
    ("other", r"(?:trên|/)\s*(0?1)(?=\s+(?!tỷ|triệu|nghìn|ngàn|trăm|vạn(?! dân))[^\W\d_])", ("trên", "/")),
    ("other", r"(?<!\w)trên\s+((?:100|1\.000|10\.000|100\.000))(?=\s+(?:dân|người dân|trẻ|trẻ em|phụ nữ)(?!\w))",
     ("trên",)),
    ("other", r"(?:\d[^,;.\d]{0,40}\strên|/)\s*((?:100|1\.000|10\.000|100\.000))"
              r"(?=\s+(?:dân|người dân|trẻ|trẻ em|phụ nữ|lao động|bé|nữ)(?!\w))", ("trên", "/")),
    ("other", r"(?<=\d)\s?/\s?(100\.000|10\.000)(?!\d|[.,]\d)", ("/",)),
    ("count", r"(?<=\w )(?<!tất )cả\s+(\d{1,2})(?=\s+[^\W\d_])", ("cả",)),
    ("count", r"(?<!\w)cả\s+(\d{1,2})(?=\s+(?!(?:xã|phường|thị trấn|thôn|bản|buôn|khu phố|tổ dân phố|đơn vị|cơ quan"
              r"|trường|trạm|phòng|chợ|bộ phận)(?!\w))[^\W\d_])", ("cả",)),
    ("other", r"(?<!\d)(24\s*/\s*(?:7|24)|7\s*/\s*7|24h|24/7/365)(?!\d)", ("/", "24h")),
    ("other", r"(?:phiên bản|công nghiệp|cách mạng|cmcn|web|chính quyền|nông nghiệp"
              r"|version)\s*(?:lần thứ\s*)?(\d+\.\d{1,2})(?!\d|\s*%)",
              ("phiên bản", "công nghiệp", "cách mạng", "cmcn", "web", "chính quyền", "nông nghiệp", "version")),
)  # fmt: skip
_EACH: tuple[tuple[NumberKind, str, tuple[str, ...]], ...] = (
    ("date", r"(?<!mỗi )(?<!hàng )(?<!hằng )ngày\s*\d{1,2}(?:\s*tháng\s*\d{1,2})?"
             r"(?:\s*năm\s*\d{4})?(?![\d%])(?!\s*(?:%|hồ sơ|người|lượt))", ("ngày",)),
    ("date", r"(?<!mỗi )(?<!hàng )(?<!hằng )(?<!từng )(?:tháng|quý)\s*\d{1,2}"
             r"(?:\s*(?:,|và|-|đến)\s*\d{1,2}(?![\d%.,/]))*"
             rf"(?:\s*[/,]?\s*(?:năm\s*)?{_YEAR})?(?![\d%])(?!\s*%|\.\d{{3}})", ("tháng", "quý")),
    ("date", rf"(?:tháng|quý)\s*[ivx]+\s*[/-]\s*{_YEAR}", ("tháng", "quý")),
    ("year", rf"(?<![\d.,/]){_YEAR}\s*(?:-|đến|tới)\s*(?:năm\s*)?{_YEAR}(?![\d%])", ("19", "20")),
    ("year", rf"(?:năm|giai đoạn|nhiệm kỳ|niên độ|năm học|trước|sau|đến|hết|từ|khóa)\s*:?\s*{_YEAR}"
             rf"(?:\s*(?:,|và|-|/)\s*(?:năm\s*)?{_YEAR})*(?![\d%])", ("19", "20")),
    ("year", rf"(?<![\d.,]){_YEAR}(?![\d%]|[.,]\d|\s*%|/[a-z])", ("19", "20")),
)  # fmt: skip
_GLUED = re.compile(r"(?=\d)(?:(?<=[^\W\d_])\d+|(?<![\d.,])\d+(?:[.,]\d+)?(?=[gs](?![^\W_]))|(?<![\d.,/])\d+[a-zđ]\d+)")
_PARAGRAPH_LABEL = re.compile(
    r"^[\s\f]*(?:[-+*•*]\s*)?((?:\d{1,2}\.)+\d{0,2}|\d{1,2}(?=[.)](?!\d{3}(?!\d))|/\s))(?=[.)/\s]|[^\W\d_])(?!\s*%)"
)
_LIST_LABEL = re.compile(rf"(?<=[;.:,])[\s\f]+(\d{{1,2}})(?=[.)][\s\f]+[{UPPER}])")
_ALONE = re.compile(r"^[\s\f]*(\d{1,3}(?:\.\d{1,2})*)[.)]?[\s\f]*$")
_QUANTITY = re.compile(
    rf"(?=\d)(?:{NUMBER}(?:\s*%)?\s*-\s*{NUMBER}(?=\s*%)|(?<![/\d.,])\d{{1,3}}(?:\.\d{{3}})+\s?/\s?\d{{1,3}}(?:\.\d{{3}})+(?![/\d.])"
    rf"|(?<![/\d.,])\d{{1,3}},\d{{1,2}}\s?/\s?(?:5|10|100)(?![/\d.,])"
    rf"|(?<![/\d])\d+\s?/\s?\d+(?![/\d])|{NUMBER})"
)


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[tuple[NumberKind, re.Pattern[str], bool, tuple[str, ...]], ...]:
    """Rules in order of precedence: kind, pattern, whether its first group is one expression, marks.

    Where a text holds none of a rule's marks its pattern cannot stand there and need not be sought.
    """
    traps = lexicon.table("traps")
    units = lexicon.table("units")
    nouns = alternatives([*units["nouns"], *units["measures"], *units["money"], *traps["duration"]])
    more = (
        r"(?:\s*(?:,|và|hoặc|-|/|đến|&|\+)\s*(?:[1-9]\d{0,2}(?![\d%]|[.,]\d|\s*(?:%|phần trăm))"
        rf"(?!\s*(?:{nouns})(?!\w))|0[1-9](?=\s*(?:[,;.)]|$|(?:và|hoặc|của|ban hành|kèm theo)(?!\w)))(?![.,]\d)))*"
    )
    stop = r"(?![\d%]|[.,]\d|\s*(?:%|phần trăm))"
    counted = rf"{stop}(?!\s*(?:{nouns})(?!\w))"
    durations = alternatives(traps["duration"])
    return (
        *((kind, re.compile(pattern), True, marks) for kind, pattern, marks in _WHOLE),
        ("date", re.compile(rf"(?:trước|đến|hết|từ|vào|kể từ)\s+(?:ngày\s+)?({_DAY}/{_MONTH})(?![\d/]|\s*%)"
                            rf"(?!\s*(?:{nouns})(?!\w))"), True, ("/",)),
        ("label", re.compile(rf"(?<!\w)mức\s*(?:độ\s*(?:từ\s+|\(\s*)?|(?=[1-5]{counted}))[1-5](?!\d|\s*%|[.,]\d)"
                             r"(?:\s*(?:,|và|hoặc|-|/|đến|&|\+)\s*(?:mức độ\s*|mức\s*)?[1-5]"
                             r"(?!\d|\s*%|[.,]\d))*"), False, ("mức",)),
        *((kind, re.compile(pattern), False, marks) for kind, pattern, marks in _EACH),
        ("legal_symbol", re.compile(rf"(?<!\w)(?<!thiểu )(?:{alternatives(traps['cited_after'])})"
                                    rf"\s*:?\s*\d+{stop}{more}"), False, ()),
        ("legal_symbol", re.compile(r"(?<!\w)số\s*:?\s*\d+\s*(?:/\s*\d{4})?(?=\s*(?:/|ngày))"), False, ("số",)),
        ("label", re.compile(rf"(?<!\w)(?<!thiểu )(?<!danh )(?<!mỗi )(?:{alternatives(traps['named_after'])})"
                             rf"\s*:?\s*\d{{1,3}}(?:/\d+)?{stop}{more}"), False, ()),
        ("label", re.compile(r"(?<!\w)(?<!nông )(?<!trung )(?<!sơ )(?<!cao )(?<!cung )"
                             rf"(?:{alternatives(traps['named_before_noun'])})\s*\d{{1,3}}"
                             rf"{counted}{more}"), False, ()),
        ("count", re.compile(rf"(?=\d)(?<![\d.,/])\d+(?:\s*-\s*\d+)?\s*(?:\([^\W\d]+(?:\s[^\W\d]+)*\)\s*)?"
                             rf"(?:{durations})(?![^\W\d_]|\s?/\s?(?!lần)[^\W\d_])"), False, ()),
    )  # fmt: skip


@lru_cache(maxsize=8)
def _marks(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(mark for *_, marks in _patterns(lexicon) for mark in marks).union(_IN_SYMBOLS, _IN_ADDRESSES)


@lru_cache(maxsize=1024)
def _patterns_with(
    present: frozenset[str], lexicon: Lexicon
) -> tuple[tuple[tuple[NumberKind, re.Pattern[str]], ...], ...]:
    """Rules that may hold where these marks stand: those whose first group is one expression, then the others."""
    near = [rule for rule in _patterns(lexicon) if not rule[3] or not present.isdisjoint(rule[3])]
    return tuple(tuple((kind, pattern) for kind, pattern, one, _ in near if one is whole) for whole in (True, False))


_SPAN = (
    "mức", "ngưỡng", "phạm vi", "còn", "xuống", "giảm", "rút ngắn", "rút", "rút bớt", "bớt", "sớm hơn", "nhanh hơn",
    "giảm được", "rút ngắn được", "rút được", "bình quân", "trung bình", "từ", "thêm", "dự", "trong", "là", "về",
)  # fmt: skip


@lru_cache(maxsize=8)
def _service_time(lexicon: Lexicon) -> re.Pattern[str]:
    """What makes a duration a promise: a bound or a level right before it ("không quá 15 phút", "xuống còn 3 ngày")."""
    before = lexicon.table("comparators")["before"]
    words = alternatives([*before["<="], *before["<"], *before[">="], *before[">"], *_SPAN])
    return re.compile(rf"(?<!\w)(?:{words})\s*$")


@lru_cache(maxsize=8)
def _bound_behind(lexicon: Lexicon) -> re.Pattern[str]:
    """What makes a duration a promise from behind: "05 ngày làm việc trở xuống"."""
    after = lexicon.table("comparators")["after"]
    return re.compile(
        rf"(?:\s+làm việc)?\s*(?<!\w)(?:{alternatives(word for words in after.values() for word in words)})(?!\w)"
    )


_NOT_LONGER = re.compile(
    r"(?<!\w)(?:không (?:kéo dài )?quá|không kéo dài hơn|không vượt quá|không lâu hơn|không muộn hơn"
    r"|(?:chậm|muộn) nhất(?: là)? sau|tối đa)\s*$"
)
"""Before weeks and months too these bound how long something takes, not when it ends or how long it runs."""
_WEEKS_OR_MONTHS = re.compile(r"^[\d\s-]+(?:tuần|tháng)(?!\w)")
_HOURS_OR_DAYS = re.compile(r"^[\d\s-]+(?:ngày(?! tết| lễ| nghỉ| đầu| cuối| qua| liên| thứ)|giờ|phút|giây)(?!\w)")


_SECOND_LIMIT = re.compile(r"(?:không quá|tối đa)\s+\d+\s+(?:ngày|giờ|phút)[^;.\d]{0,60}(?:,|(?<!\w)và)\s*$")
_TERM = re.compile(r"(?:\s+làm việc)?\s+(?:đối với|cho|với)\s")
"""A second limit under one bound: "không quá 03 ngày đối với …, 07 ngày đối với …"."""
_NUMBER = re.compile(NUMBER)


class _Claims:
    """Digits already explained, so that each run is explained once."""

    def __init__(self, text: str) -> None:
        self.taken = bytearray(len(text))
        self.tokens: list[NumberToken] = []

    def claim(self, start: int, end: int, kind: NumberKind | Literal[""]) -> None:
        if end > start and 1 not in self.taken[start:end]:
            self.taken[start:end] = b"\x01" * (end - start)
            self.tokens.append(NumberToken(start, end, kind))

    def claim_each(self, form: str, start: int, end: int, kind: NumberKind) -> None:
        for number in _NUMBER.finditer(form[start:end]):
            self.claim(start + number.start(), start + number.end(), kind)


def _claim_labels(form: str, claims: _Claims) -> None:
    if match := _ALONE.match(form):
        claims.claim(*match.span(1), "label")
    elif match := _PARAGRAPH_LABEL.match(form):
        claims.claim(match.start(1), match.end(1) - (form[match.end(1) - 1] == "."), "label")


_BEFORE, _BEHIND = 64, 96
"""Characters around digits in which the words that explain them stand."""


def _windows(form: str) -> list[tuple[int, int]]:
    """Stretches around the digits of a text: most of a paragraph explains no number."""
    found: list[tuple[int, int]] = []
    for match in _DIGITS.finditer(form):
        start, end = max(0, match.start() - _BEFORE), match.end() + _BEHIND
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _promises_time(form: str, match: re.Match[str], service: re.Pattern[str], behind: re.Pattern[str]) -> bool:
    """Whether a duration is what is promised ("không quá 15 phút"), not how long something runs."""
    before, span = form[max(0, match.start() - 24) : match.start()], match.group() + form[match.end() :][:12]
    lasting = (behind.match(form, match.end()) or service.search(before)) and _HOURS_OR_DAYS.search(span)
    second = _SECOND_LIMIT.search(form, max(0, match.start() - 96), match.start())
    lasting = lasting or (second and _HOURS_OR_DAYS.search(span) and _TERM.match(form, match.end()))
    return bool(lasting or (_NOT_LONGER.search(before) and _WEEKS_OR_MONTHS.search(span)))


@lru_cache(maxsize=4096)
def classify_numbers(text: str, lexicon: Lexicon) -> tuple[NumberToken, ...]:
    """Tell the numbers of one paragraph or cell apart.

    Args:
        text: one paragraph or the text of one cell.
        lexicon: tables `traps`, `units`, `comparators`.

    Returns:
        Tokens in order of appearance; together they cover each run of digits once.
    """
    if not _DIGITS.search(text):
        return ()
    form = comparison_form(text)
    present = frozenset(mark for mark in _marks(lexicon) if mark in form)
    whole, each = _patterns_with(present, lexicon)
    claims = _Claims(text)
    for match in () if present.isdisjoint(_IN_ADDRESSES) else _ADDRESS.finditer(text):
        claims.claim_each(form, *match.span(), "other")
    for match in () if present.isdisjoint(_IN_SYMBOLS) else _SYMBOL.finditer(text):
        first = re.search(r"\d", match.group())
        claims.claim(match.start() + (first.start() if first else 0), match.end(), "legal_symbol")
    windows = _windows(form)
    for kind, pattern in whole:
        for start, end in windows:
            for match in pattern.finditer(form, start, end):
                claims.claim(*match.span(1), kind)
    _claim_labels(form, claims)
    for match in _LIST_LABEL.finditer(text):
        claims.claim(*match.span(1), "label")
    service, behind = _service_time(lexicon), _bound_behind(lexicon)
    for kind, pattern in each:
        for start, end in windows:
            for match in pattern.finditer(form, start, end):
                if kind != "count" or not _promises_time(form, match, service, behind):
                    claims.claim_each(form, *match.span(), kind)
    for match in _GLUED.finditer(form):
        claims.claim_each(form, *match.span(), "other")
    for match in _QUANTITY.finditer(form):
        if 1 not in claims.taken[match.start() : match.end()]:
            claims.claim(*match.span(), "")
        else:
            for number in _DIGITS.finditer(match.group()):
                claims.claim(match.start() + number.start(), match.start() + number.end(), "")
    for match in _DIGITS.finditer(form):
        for at in range(*match.span()) if 0 in claims.taken[match.start() : match.end()] else ():
            claims.claim(at, at + 1, "")
    return tuple(sorted(claims.tokens))
