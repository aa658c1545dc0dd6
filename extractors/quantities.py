"""Quantities: a comparator, a number and its unit, wherever they stand around one another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from extractors.clean import comparison_form
from extractors.language import counted_nouns, find_counted_noun
from extractors.number_kinds import NumberToken, classify_numbers
from extractors.numbers import ParsedNumber, parse_number
from extractors.toneless import bare
from models.source import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.lexicon import Lexicon
    from models.plan import Comparator

UnitKind = Literal["percent", "money", "measure", "count", "none"]


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """A quantity in a text. `start`:`end` spans comparator, number and unit; `numbers` the digits.

    `bounded` says that a comparator of its own stands there; `each` that it recurs ("/năm").
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
    doubts: tuple[Doubt, ...] = ()


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of these words in comparison form, longest first, blanks of any width."""
    forms = sorted({comparison_form(word) for word in words}, key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)


@dataclass(frozen=True)
class _Rules:
    before: tuple[tuple[Comparator, re.Pattern[str]], ...]
    after: tuple[tuple[Comparator, re.Pattern[str]], ...]
    bare_from: re.Pattern[str]
    approximate: re.Pattern[str]
    units: tuple[tuple[UnitKind, re.Pattern[str]], ...]
    rise: re.Pattern[str]
    no_noun: re.Pattern[str]
    grade: re.Pattern[str]
    misread: tuple[tuple[Comparator, re.Pattern[str]], ...]
    chains: tuple[tuple[frozenset[str], re.Pattern[str]], ...]


_PER = r"(?:\s?/\s?(?:\d+\s?)?[^\W\d_]+(?:\s(?:dân|giao dịch|đêm|lao động))?)*"


@lru_cache(maxsize=8)
def _rules(lexicon: Lexicon) -> _Rules:
    comparators = lexicon.table("comparators")
    units, clauses = lexicon.table("units"), lexicon.table("clauses")
    between = alternatives(comparators["between"]["words"])
    gap = rf"(?:[\s:(]|(?<!\w)(?:{between})(?!\w))*"
    return _Rules(
        before=tuple(
            (sign, re.compile(rf"(?<!\w)({alternatives(words)}){gap}$"))
            for sign, words in comparators["before"].items()
        ),
        after=tuple(
            (sign, re.compile(rf"^[^,;.()\d]{{0,60}}?(?:\([^)]*\)[^,;.()\d]{{0,20}}?)?"
                              rf"(?<!\w)({alternatives(words)})(?!\w)"))
            for sign, words in comparators["after"].items()
        ),
        misread=tuple(
            (sign, re.compile(rf"(?<!\w)(?:{bare(alternatives(word for word in words if ' ' in word))}){bare(gap)}$"))
            for sign, words in comparators["before"].items()
        ),
        bare_from=re.compile(r"(?<!\w)(từ)[\s:(]*$"),
        approximate=re.compile(rf"(?<!\w)(?:{alternatives(comparators['approximate']['words'])}){gap}$"),
        units=(
            ("percent", re.compile(rf"\s*(?:{alternatives(units['percent'])})(?!\w)(?:\s?/\s?(?:năm|tháng|quý))?")),
            ("money", re.compile(rf"\s*(?:{alternatives(units['money'])})(?!\w){_PER}")),
            ("measure", re.compile(rf"\s*(?:{alternatives(units['measures'])})(?!\w){_PER}")),
        ),
        rise=re.compile(r"^\s*%?(?:[^,;.%\d]|(?:19|20)\d\d){0,40}?(?<!\w)(?:lên|xuống|tăng lên|giảm còn)(?!\w)"),
        chains=tuple(
            (
                frozenset(words),
                re.compile(
                    rf"(?:\s*(?:,|/|và)\s*(?:{alternatives(words)})(?!\w)(?! hành| chỉ đạo| quản lý))+"
                ),
            )
            for words in units["chains"]
        ),
        grade=re.compile(rf"(?<!\w)(?:{alternatives(comparators['grades']['words'])})(?!\w)"),
        no_noun=re.compile(rf"(?:{alternatives([*clauses['trailers'], *clauses['predicates']])})(?!\w)"),
    )  # fmt: skip


_DOUBLED = re.compile(r"([aeiouy])\1")
"""Vowels that a reader saw twice ("tối thiểếu")."""
_RANGE_GAP = re.compile(r"\s*%?\s*(?:đến|tới|-)\s*")
_UNIT_NAMES = {"phần trăm": "%", "%/năm": "%", "điểm phần trăm": "điểm %"}
_PER_SPAN = re.compile(r"\s?/\s?(?:tháng|quý|tuần|ngày|xã|phường|thôn|đơn vị|người)(?!\w)")
_YEARLY = re.compile(r"(?:^[^/]*|%|\s)/\s?năm")
"""A rate of its own ("4.000 lao động/năm"), not a part of a measure ("triệu đồng/người/năm")."""


def _is_rate(kind: UnitKind, unit: str, behind: str) -> bool:
    """Whether it recurs each year ("lao động/năm"); a sum a year ("triệu đồng/năm") is one sum."""
    return kind != "money" and bool(_YEARLY.match(unit) or re.match(r"\s?/\s?năm", behind))


def _rate_end(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """End of a unit whose last word begins a longer counted noun: "phút/chuyên" of "phút/chuyên mục"."""
    last = re.search(r"/\s?(?=[^\W\d_]+$)", text[start:end])
    if not last or not (noun := find_counted_noun(text[start + last.end() :][:48].replace("\f", " "), lexicon)):
        return end
    named = text[start + last.end() + noun[0] : start + last.end() + noun[1]]
    known = comparison_form(named) in counted_nouns(lexicon)
    return max(end, start + last.end() + noun[1]) if known and not noun[0] else end


def _unit(text: str, form: str, token: NumberToken, lexicon: Lexicon) -> tuple[UnitKind, int, str]:
    """Unit kind, where the unit ends, and its name."""
    rest = form[token.end : token.end + 64]
    best: tuple[UnitKind, int] = ("none", 0)
    for kind, pattern in _rules(lexicon).units:
        if (match := pattern.match(rest)) and match.end() > best[1]:
            best = (kind, match.end())
    if best[0] != "none":
        end = _rate_end(text, token.end, token.end + best[1], lexicon)
        return best[0], end, re.sub(r"\s*/\s*", "/", re.sub(r"[\s\f]+", " ", text[token.end : end])).strip()
    plain = re.match(r"\s+(?:số\s+|cái\s+|các\s+)?(?=[^\W\d_])", rest)
    if plain is None or _rules(lexicon).no_noun.match(rest, plain.end()):
        issue = _ISSUES.match(rest)
        return ("count", token.end + issue.end(), "số") if issue else ("none", token.end, "")
    at = token.end + plain.end()
    if noun := find_counted_noun(text[at : at + 48].replace("\f", " "), lexicon):
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


_WITHIN = re.compile(r"(?<!\w)trong\s*$")
_DURATION = re.compile(r"\s*(?:ngày|giờ|phút|giây)(?!\w)")


def _counts_up(between: str, lexicon: Lexicon) -> bool:
    """Whether "trở lên" behind a noun bounds the share before it ("95% dân số trở lên"), not a grade of the noun."""
    return len(between.split()) <= 4 and not _rules(lexicon).grade.search(between) and "," not in between


_ISSUES = re.compile(r"\s+số(?=\s+(?:trong|mỗi|một|/|hằng|hàng)\s)")
"""Issues of a programme: "24 số trong năm"."""
_NONE_BEYOND = re.compile(r"(?<!\w)không (?:có|còn|để)\s+(?:[^\W\d]+\s+){1,4}$")
_OTHER_SIDE: dict[str, Comparator] = {"<": ">=", ">": "<="}
"""What holds for all where none is beyond a bound: "không có xã dưới 60 điểm" is at least 60."""


def _comparator(
    form: str, start: int, number_end: int, unit_end: int, floor: int, ceiling: int, lexicon: Lexicon
) -> tuple[Comparator, int, int, bool]:
    """Comparator with the start and end of the quantity that it widens, and whether one stands there."""
    rules = _rules(lexicon)
    before, after = form[max(floor, start - 60) : start], form[unit_end:ceiling]
    found: list[tuple[int, Comparator]] = []
    for sign, pattern in rules.before:
        match = pattern.search(before)
        if match and (match[1] != "quá" or form[number_end:unit_end].strip().startswith("%")):
            found.append((match.start(1), sign))
    if found:
        at, sign = min(found)
        if _NONE_BEYOND.search(before[:at]):
            sign = _OTHER_SIDE.get(sign, sign)
        return sign, start - len(before) + at, unit_end, True
    for sign, pattern in rules.after:
        match = pattern.match(after)
        near = match is not None and not re.search(r"\w", re.sub(r"\([^)]*\)", "", after[: match.start(1)]))
        if match and (
            near
            or _counts_up(after[: match.start(1)], lexicon)
            or not form[number_end:unit_end].strip().startswith("%")
        ):
            return sign, start, unit_end + match.end() if near else unit_end, True
    collapsed = _DOUBLED.sub(r"\1", bare(before))
    for sign, pattern in rules.misread:
        if pattern.search(collapsed):
            return sign, start, unit_end, True
    if _WITHIN.search(before) and _DURATION.match(form, number_end):
        return "<=", start, unit_end, True
    if (match := rules.bare_from.search(before)) and not rules.rise.match(form[number_end:ceiling]):
        return ">=", start - len(before) + match.start(1), unit_end, True
    return "=", start, unit_end, False


def _join_ranges(form: str, tokens: list[NumberToken]) -> list[tuple[NumberToken, ...]]:
    """Pair "từ 55% đến 65%" and "5 - 7%" into one quantity."""
    groups: list[tuple[NumberToken, ...]] = []
    for token in tokens:
        if groups and len(groups[-1]) == 1:
            first = groups[-1][0]
            gap = form[first.end : token.start]
            opened = re.search(r"(?<!\w)từ\s*$", form[max(0, first.start - 6) : first.start])
            if _RANGE_GAP.fullmatch(gap) and (
                opened or "-" in gap or re.match(r"\s*(?:%|phần trăm|tỷ|triệu)", form[token.end :])
            ):
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
    groups = _join_ranges(form, open_tokens)
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
        bound: tuple[Comparator, int, int, bool] = ("=", start, unit_end, False)
        if parsed.maximum is None:
            bound = _comparator(form, start, number_end, unit_end, floor, ceiling, lexicon)
        sign, first, last, bounded = bound
        if _rules(lexicon).approximate.search(form[max(floor, start - 40) : start]):
            doubts.append(Doubt(code="approximate", detail="the text says about"))
        found.append(
            QuantityMatch(
                start=first, end=last, numbers=tuple((token.start, token.end) for token in group), parsed=parsed,
                unit=_UNIT_NAMES.get(unit, unit), kind=kind, comparator=sign,
                bounded=bounded, each=_is_rate(kind, unit, form[unit_end:]), doubts=tuple(doubts),
            )
        )  # fmt: skip
    return tuple(found)
