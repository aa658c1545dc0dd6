"""Quantities: a comparator, a number and its unit, wherever they stand around one another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from extractors.bounds import NO_BOUND, find_bound
from extractors.clean import alternatives, comparison_form
from extractors.language import counted_nouns, find_counted_noun
from extractors.number_kinds import NumberToken, classify_numbers
from extractors.numbers import ParsedNumber, parse_number
from models.source import Doubt

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Comparator

UnitKind = Literal["percent", "money", "measure", "count", "none"]


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """A quantity in a text. `start`:`end` spans comparator, number and unit; `numbers` the digits.

    `bounded` says that a comparator of its own stands there; `each` that it recurs ("/năm"); `part` that it
    is a bare figure, part of the sum before it, whose unit it shares.
    """

    start: int
    end: int
    numbers: tuple[tuple[int, int], ...]
    parsed: ParsedNumber
    unit: str
    kind: UnitKind
    comparator: Comparator = "="
    bounded: bool = False
    each: bool = False
    part: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class _Rules:
    approximate: re.Pattern[str]
    units: tuple[tuple[UnitKind, re.Pattern[str]], ...]
    no_noun: re.Pattern[str]
    chains: tuple[tuple[frozenset[str], re.Pattern[str]], ...]


_PER = r"(?:\s?/\s?(?:\d[\d.]*\s?)?[^\W\d_]+(?:\s(?:dân|giao dịch|đêm|lao động))?)*"


_SHORT_MONEY = r"(?:triệu|nghìn|ngàn|tr)(?=\s?/\s?(?:ha|người|đầu người|lao động|hộ|năm|tháng)(?!\w))"
"""Money without its currency, a rate of something: "230 triệu/ha/năm"."""
_PER_MANY = (
    r"\s?/\s?(?:100\.000|10\.000|1\.000)(?:\s(?:trẻ đẻ sống|trẻ em|trẻ|dân|người dân|người|phụ nữ|lao động)(?!\w))?"
)
"""Rates of rare things: "42/100.000 trẻ đẻ sống"."""
_CLOSE = re.compile(r"(?=(?:con|người|hộ|xã|thôn|cây|lớp|trường|vụ|cuộc|lượt|mô hình|sản phẩm|tiêu chí)(?!\w))")
"""Nouns that typists write close to their number: "8.000con"."""


@lru_cache(maxsize=8)
def _rules(lexicon: Lexicon) -> _Rules:
    comparators = lexicon.table("comparators")
    units, clauses = lexicon.table("units"), lexicon.table("clauses")
    gap = rf"(?:[\s:(]|(?<!\w)(?:{alternatives(comparators['between']['words'])})(?!\w))*"
    return _Rules(
        approximate=re.compile(rf"(?<!\w)(?:{alternatives(comparators['approximate']['words'])}){gap}$"),
        units=(
            ("percent", re.compile(rf"\s*(?:{alternatives(units['percent'])})(?!\w)(?:\s?/\s?(?:năm|tháng|quý))?")),
            ("money", re.compile(rf"\s*(?:(?:{alternatives(units['money'])})(?!\w)|{_SHORT_MONEY}){_PER}")),
            ("measure", re.compile(rf"\s*(?:{alternatives(units['measures'])})(?!\w){_PER}|{_PER_MANY}")),
        ),
        chains=tuple(
            (
                frozenset(words),
                re.compile(
                    rf"(?:\s*(?:,|/|và)\s*(?:{alternatives(words)})(?!\w)(?! hành| chỉ đạo| quản lý))+"
                ),
            )
            for words in units["chains"]
        ),
        no_noun=re.compile(rf"(?:{alternatives([*clauses['trailers'], *clauses['predicates']])})(?!\w)"),
    )  # fmt: skip


_RANGE_GAP = re.compile(r"\s*%?\s*(?:(?:đến|tới|-)\s*|(?:đến|tới)\s+(?:dưới|không quá|tối đa|gần|khoảng)\s+)")
_UNIT_NAMES = {
    "phần trăm": "%", "%/năm": "%", "%0": "‰", "%o": "‰", "tỷ.đ": "tỷ đồng", "tỷ đ": "tỷ đồng",
    "tr.đ": "triệu đồng", "triệu.đ": "triệu đồng", "trđ": "triệu đồng",
}  # fmt: skip
_PER_SPAN = re.compile(
    r"(?:\s?/\s?(?:\d[\d.]*\s?(?=dân|người|trẻ|hộ|lao động))?(?:dân|người dân|trẻ em|trẻ|lao động|năm|tháng|quý|tuần"
    r"|ngày|xã|phường|thôn|đơn vị|người|lớp|hồ sơ|hộ|phụ nữ|bà mẹ|cặp vợ chồng|học sinh|giáo viên|trường)(?!\w))+"
)
_YEARLY = re.compile(r"(?:^[^/]*|%|\s)/\s?năm")
"""A rate of its own ("4.000 lao động/năm"), not a part of a measure ("triệu đồng/người/năm")."""


def _is_rate(kind: UnitKind, unit: str, behind: str) -> bool:
    """Whether it recurs each year ("lao động/năm"); a sum a year ("triệu đồng/năm") is one sum."""
    return kind != "money" and bool(_YEARLY.match(unit) or re.match(r"(?:\s[^\W\d_]+){0,3}\s?/\s?năm", behind))


def _rate_end(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """End of a unit whose last word begins a longer counted noun: "phút/chuyên" of "phút/chuyên mục"."""
    last = re.search(r"/\s?(?=[^\W\d_]+$)", text[start:end])
    if not last or not (noun := find_counted_noun(text[start + last.end() :][:48].replace("\f", " "), lexicon)):
        return end
    named = text[start + last.end() + noun[0] : start + last.end() + noun[1]]
    known = comparison_form(named) in counted_nouns(lexicon)
    return max(end, start + last.end() + noun[1]) if known and not noun[0] else end


_SPELT = re.compile(
    r"\s*\((?:(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|linh|lẻ"
    r"|rưỡi"
    r"|phẩy)(?!\w)\s*)+\)"
)
"""A number said again in words: "30 (ba mươi) thủ tục"."""
_MANY = re.compile(r"\s+(?:nghìn|ngàn|vạn|triệu)\s+(?=[^\W\d_])")


def _many(text: str, form: str, end: int, lexicon: Lexicon) -> tuple[UnitKind, int, str] | None:
    """Unit of things counted by thousands or millions ("1,2 triệu trang"); None where no known noun follows."""
    if not (many := _MANY.match(form, end)):
        return None
    noun = find_counted_noun(text[many.end() : many.end() + 48].replace("\f", " "), lexicon)
    if not noun or noun[0] or form[many.end() : many.end() + noun[1]] not in counted_nouns(lexicon):
        return None
    stop = many.end() + noun[1]
    return "count", stop, re.sub(r"[\s\f]+", " ", text[end:stop]).strip()


def _unit(text: str, form: str, token: NumberToken, lexicon: Lexicon) -> tuple[UnitKind, int, str]:
    """Unit kind, where the unit ends, and its name."""
    if spelt := _SPELT.match(form, token.end):
        token = NumberToken(token.start, spelt.end(), token.kind)
    rest = form[token.end : token.end + 64]
    best: tuple[UnitKind, int] = ("none", 0)
    for kind, pattern in _rules(lexicon).units:
        if (match := pattern.match(rest)) and match.end() > best[1]:
            best = (kind, match.end())
    if best[0] != "none":
        end = _rate_end(text, token.end, token.end + best[1], lexicon)
        return best[0], end, re.sub(r"\s*/\s*", "/", re.sub(r"[\s\f]+", " ", text[token.end : end])).strip()
    if many := _many(text, form, token.end, lexicon):
        return many
    if issue := _ISSUES_OF.match(rest):
        return (
            "count",
            token.end + issue.end(),
            re.sub(r"[\s\f]+", " ", text[token.end : token.end + issue.end()]).strip(),
        )
    plain = re.match(r"\s+(?:số\s+|cái\s+|các\s+)?(?=[^\W\d_])", rest) or _CLOSE.match(rest)
    if plain is None:
        return "none", token.end, ""
    at = token.end + plain.end()
    noun = find_counted_noun(text[at : at + 48].replace("\f", " "), lexicon)
    if _rules(lexicon).no_noun.match(rest, plain.end()) and not (
        noun and form[at + noun[0] : at + noun[1]] in counted_nouns(lexicon)
    ):
        issue = _ISSUES.match(rest)
        return ("count", token.end + issue.end(), "số") if issue else ("none", token.end, "")
    if noun:
        end = at + noun[1]
        for words, more in _rules(lexicon).chains:
            if form[at + noun[0] : end] in words and (chain := more.match(form, end)):
                end = chain.end()
        if rate := _PER_SPAN.match(form, end):
            end = rate.end()
        name = text[at + noun[0] : end]
        return "count", end, re.sub(r"[\s\f]+", " ", name)
    return "none", token.end, ""


def unit_kind_at(text: str, offset: int, lexicon: Lexicon) -> UnitKind:
    """Kind of the unit that stands right behind a number which ends at `offset`."""
    return _unit(text, comparison_form(text), NumberToken(offset, offset, ""), lexicon)[0]


_OPENS_RANGE = re.compile(r"(?<!\w)(?:từ|khoảng|giữa|từ khoảng|khoảng từ|trong khoảng từ|từ mức|giữa mức)\s*$")
_LONGEST_UNIT = 40
_JOINS_RANGE = re.compile(r"(?:đến|tới|-|và|mức)\s*\Z")
_AFTER_UNIT = re.compile(r"\s*(?:đến|tới|-|và|đến mức|tới mức)\s*")


def _spans_units(text: str, form: str, first: NumberToken, second: NumberToken, lexicon: Lexicon) -> bool:
    """Whether two numbers with one unit each bound a range: "từ 48 km đến 51 km", "99 tỷ đồng - 149 tỷ đồng"."""
    if not _JOINS_RANGE.search(form, first.end, second.start):
        return False
    kind, end, unit = _unit(text, form, first, lexicon)
    if kind == "none" or not (gap := _AFTER_UNIT.fullmatch(form, end, second.start)):
        return False
    opened = _OPENS_RANGE.search(form, max(0, first.start - 16), first.start)
    closed = "và" not in gap.group() or (opened is not None and opened.group().startswith("giữa"))
    if not closed or not (opened or "-" in gap.group()):
        return False
    other = _unit(text, form, second, lexicon)
    return other[0] == kind and comparison_form(other[2]) == comparison_form(unit)


_SMALL = 10
_OF_ALL = re.compile(r"\s*(?:tổng\s+)?(?:số|thời gian|dân số|diện tích|quỹ|kinh phí|nguồn)(?!\w)")
"""Behind a small fraction: a part of the whole ("1/3 số cuộc họp"), where "12/15 xã" counts."""
_SIMPLE = re.compile(r"(?:1\s?/\s?[2-5]|2\s?/\s?[35]|3\s?/\s?[45]|4\s?/\s?5)")
_CROWD = re.compile(
    r"\s*(?:hộ|người|dân|nhân dân|lao động|học sinh|trẻ|hội viên|đoàn viên|đảng viên|khách|hồ sơ)(?!\w)"
)
"""Of these there are never so few as five."""


def _is_share(form: str, start: int, end: int, parsed: ParsedNumber, bounded: bool) -> bool:
    """Whether a fraction may be a part of a whole, not some of so many: "giảm 2/3 hộ nghèo", "trên 2/3 thôn"."""
    if parsed.whole is None or not parsed.value < parsed.whole <= _SMALL:
        return False
    simple = _SIMPLE.fullmatch(form, start, end)
    return bool(_OF_ALL.match(form, end) or (simple and (bounded or _CROWD.match(form, end))))


_ISSUES = re.compile(r"\s+số(?=\s+(?:trong|mỗi|một|/|hằng|hàng)\s)")
"""Issues of a programme: "24 số trong năm"."""
_ISSUES_OF = re.compile(r"\s+số (?:chuyên mục|chuyên trang|bản tin|tạp chí|đặc san)(?!\w)")


def _join_ranges(text: str, form: str, tokens: list[NumberToken], lexicon: Lexicon) -> list[tuple[NumberToken, ...]]:
    """Pair "từ 55% đến 65%", "5 - 7%" and "từ 48 km đến 51 km" into one quantity."""
    groups: list[tuple[NumberToken, ...]] = []
    for token in tokens:
        if groups and len(groups[-1]) == 1:
            first = groups[-1][0]
            gap = form[first.end : token.start]
            opened = _OPENS_RANGE.search(form, max(0, first.start - 16), first.start)
            if (
                _RANGE_GAP.fullmatch(gap)
                and (opened or "-" in gap or re.match(r"\s*(?:%|phần trăm|tỷ|triệu)", form[token.end :]))
            ) or (len(gap) < _LONGEST_UNIT and _spans_units(text, form, first, token, lexicon)):
                groups[-1] = (first, token)
                continue
        groups.append((token,))
    return groups


def _parse(text: str, form: str, group: tuple[NumberToken, ...]) -> ParsedNumber | None:
    first = parse_number(form[group[0].start : group[0].end])
    if first is None or len(group) == 1:
        return first
    second = parse_number(form[group[1].start : group[1].end])
    if second is None:
        return first
    return replace(first, maximum=second.value, doubts=(*first.doubts, *second.doubts))


def find_quantities(text: str, lexicon: Lexicon) -> tuple[QuantityMatch, ...]:
    """Find every number of one paragraph or cell that may be a quantity.

    Args:
        text: one paragraph or the text of one cell.
        lexicon: tables `comparators`, `units`, `traps`.

    Returns:
        Quantities in order; labels, dates, years, citations, standards and periods are none.
    """
    open_tokens = [token for token in classify_numbers(text, lexicon) if not token.kind]
    if not open_tokens:
        return ()
    form = comparison_form(text)
    groups = _join_ranges(text, form, open_tokens, lexicon)
    found: list[QuantityMatch] = []
    for i, group in enumerate(groups):
        parsed = _parse(text, form, group)
        if parsed is None:
            continue
        start, number_end = group[0].start, group[-1].end
        kind, unit_end, unit = _unit(text, form, group[-1], lexicon)
        floor = groups[i - 1][-1].end if i else 0
        ceiling = groups[i + 1][0].start if i + 1 < len(groups) else len(form)
        doubts = list(parsed.doubts)
        bound = NO_BOUND
        if parsed.maximum is None:
            unit_text = form[number_end:unit_end].strip()
            bound = find_bound(form[max(floor, start - 60) : start], form[number_end:ceiling], unit_text, lexicon)
        if _is_share(form, start, number_end, parsed, bound.stated):
            doubts.append(Doubt(code="fraction_of_whole", detail=form[start:number_end].strip()))
        if _rules(lexicon).approximate.search(form[max(floor, start - 40) : start]):
            doubts.append(Doubt(code="approximate", detail="the text says about"))
        found.append(
            QuantityMatch(
                start=start - bound.before, end=unit_end + bound.after,
                numbers=tuple((token.start, token.end) for token in group), parsed=parsed,
                unit=_UNIT_NAMES.get(unit, unit), kind=kind, comparator=bound.sign, bounded=bound.stated,
                each=_is_rate(kind, unit, form[unit_end:]), doubts=tuple(doubts),
            )
        )  # fmt: skip
    return tuple(found)
