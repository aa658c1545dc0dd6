"""What the targets of one document say to each other: one promise told twice, two that differ, steps that fall back.

Targets are compared where they measure the same: one indicator (or, without one, the same words), level, unit and kind
of change. Findings become doubts; their numbers stand in the detail, their words are the review page's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from extractors.clean import comparison_form
from models.source import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.lexicon import Lexicon
    from models.plan import Quantity, Target
    from models.source import Found

_ALIKE = 85.0
"""Likeness of two subjects (of 100) from which on they are one, whatever parts they name."""
_PART = re.compile(
    r"(?<!\w)(?:lĩnh vực|đất đai|xây dựng|đầu tư|hộ tịch|môi trường|y tế|giáo dục|doanh nghiệp|vùng|đô thị|nông thôn"
    r"|lãnh đạo|nữ|trẻ em|mức độ 3|mức độ 4|trước hạn|cấp tỉnh|cấp huyện|cấp xã|nội bộ|liên thông|toàn trình)(?!\w)"
)
"""Words that make a subject a part of what its indicator counts."""


class _Line(NamedTuple):
    """A national target of an indicator."""

    year: int
    comparator: str
    value: Decimal
    level: str
    source: str


_TIMES = {"nghìn": "1000", "ngàn": "1000", "vạn": "10000", "triệu": "1000000"}
_MANY = re.compile(rf"({'|'.join(_TIMES)}) (.+)")


def canonical(quantity: Quantity, lexicon: Lexicon) -> Quantity:
    """Add value and unit as they are compared ("305,5 tỷ đồng" is 305500000000 đồng); the printed ones stay."""
    unit = comparison_form(quantity.unit)
    many = _MANY.fullmatch(unit)
    factor, base = lexicon.table("units")["canonical"].get(unit, (_TIMES[many[1]], many[2]) if many else ("1", unit))
    scale = Decimal(factor)
    top = None if quantity.value_max is None else quantity.value_max * scale
    return quantity.model_copy(
        update={"base_value": quantity.value * scale, "base_value_max": top, "base_unit": base}
    )  # fmt: skip


def relate_targets(targets: tuple[Found[Target], ...], lexicon: Lexicon) -> tuple[Found[Target], ...]:
    """Group the mentions of one promise and doubt those that do not go together.

    Args:
        targets: of one document, in the order of the paper, each with its `target_id`.
        lexicon: tables `units`, `indicators`.

    Returns:
        The same targets with canonical values, `promise_id`, `mentions` and further doubts.
    """
    values = [
        found.value.model_copy(update={"quantity": canonical(found.value.quantity, lexicon)}) for found in targets
    ]
    doubts: dict[int, list[Doubt]] = defaultdict(list)
    for one in _groups(values, with_year=True):
        _doubt_differences(values, one, doubts)
    for one in _groups(values, with_year=False):
        _doubt_falls(values, one, doubts, lexicon)
    for i, value in enumerate(values):
        if doubt := _national_doubt(value, lexicon):
            doubts[i].append(doubt)
    promises = _promises(values)
    times = {promise: promises.count(promise) for promise in set(promises)}
    return tuple(
        found.model_copy(
            update={
                "value": value.model_copy(update={"promise_id": promise, "mentions": times[promise]}),
                "doubts": tuple(dict.fromkeys((*found.doubts, *doubts[i]))),
            }
        )
        for i, (found, value, promise) in enumerate(zip(targets, values, promises, strict=True))
    )


def _thing(target: Target) -> str:
    return target.indicator_id or re.sub(r"\W+", " ", comparison_form(target.subject)).strip()


def _groups(values: list[Target], *, with_year: bool) -> list[list[int]]:
    """Places of targets that measure the same, by year or over the years."""
    same: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, target in enumerate(values):
        quantity = target.quantity
        year = target.year if with_year else None
        key = (_thing(target), target.scope, quantity.base_unit, quantity.change, target.baseline, year)
        same[key].append(i)
    return [places for places in same.values() if len(places) > 1]


def _alike(one: Target, other: Target) -> bool:
    """Whether two subjects of one indicator are one thing: neither is a part of it that the other does not name."""
    a, b = comparison_form(one.subject), comparison_form(other.subject)
    if fuzz.token_sort_ratio(a, b) >= _ALIKE:
        return True
    return one.quantity.base_unit == "%" and set(_PART.findall(a)) == set(_PART.findall(b))


def _said(target: Target) -> tuple[object, ...]:
    quantity = target.quantity
    return quantity.base_value, quantity.base_value_max, quantity.comparator


def _shown(target: Target) -> str:
    quantity = target.quantity
    sign = "" if quantity.comparator == "=" else f"{quantity.comparator} "
    top = f"–{quantity.value_max.normalize():f}" if quantity.value_max is not None else ""
    return f"{sign}{quantity.value.normalize():f}{top} {quantity.unit}"


def _promises(values: list[Target]) -> list[str]:
    """The first mention's id for each target: equal promises share it."""
    promises = [target.target_id for target in values]
    for places in _groups(values, with_year=True):
        for n, i in enumerate(places):
            for earlier in places[:n]:
                if _said(values[i]) == _said(values[earlier]) and _alike(values[i], values[earlier]):
                    promises[i] = promises[earlier]
                    break
    return promises


def _doubt_differences(values: list[Target], places: list[int], doubts: dict[int, list[Doubt]]) -> None:
    """The same promise with two numbers, in two places of the text or in text and appendix.

    Where a place tells it step by step ("quý I 60%, quý II 75%"), only the same step of the other place differs.
    """
    steps: dict[str, set[object]] = defaultdict(set)
    for i in places:
        steps[values[i].section_path].add(values[i].deadline)
    for n, i in enumerate(places):
        for j in places[:n]:
            one, other = values[i], values[j]
            apart = one.section_path != other.section_path or one.source != other.source
            told_by_steps = len(steps[one.section_path]) > 1 or len(steps[other.section_path]) > 1
            if told_by_steps and one.deadline != other.deadline:
                continue
            if not apart or one.recurring or other.recurring or _said(one) == _said(other) or not _alike(one, other):
                continue
            code = "appendix_differs" if one.source != other.source else "promise_differs"
            told = f"{_shown(other)} ({other.section_path}) / {_shown(one)} ({one.section_path})"
            doubts[i].append(Doubt(code=code, detail=told))
            doubts[j].append(Doubt(code=code, detail=told))


_LEFT = re.compile(r"(?<!\w)còn lại$")
"""What is left of things that are cut grows fewer by promise."""


def _doubt_falls(
    values: list[Target], places: list[int], doubts: dict[int, list[Doubt]], lexicon: Lexicon
) -> None:  # fmt: skip
    """A later year that promises less than an earlier one."""
    dated = sorted((i for i in places if values[i].year), key=lambda i: (values[i].year or 0, i))
    for before, after in pairwise(dated):
        one, other = values[before], values[after]
        if one.year == other.year or one.quantity.change or not one.indicator_id or not _alike(one, other):
            continue
        if _LEFT.search(comparison_form(other.subject)):
            continue
        first, then = one.quantity.base_value, other.quantity.base_value
        if first is None or then is None:
            continue
        worse = then > first if _goes_down(one.indicator_id, lexicon) else then < first
        if worse:
            told = f"{_shown(one)} ({one.year}) / {_shown(other)} ({other.year})"
            doubts[after].append(Doubt(code="falls_over_years", detail=told))


@lru_cache(maxsize=8)
def _taxonomy(lexicon: Lexicon) -> dict[str, tuple[bool, tuple[_Line, ...]]]:
    """Whether less is better, and the national targets, of each indicator."""
    found = {}
    for entry in lexicon.table("indicators")["indicator"]:
        lines = tuple(
            _Line(line["year"], line["comparator"], Decimal(line["value"]), line.get("level", ""), line["source"])
            for line in entry.get("national", ())
            if line.get("unit", "%") == "%"
        )
        found[entry["id"]] = (entry["direction"] == "down", lines)
    return found


def _goes_down(indicator_id: str, lexicon: Lexicon) -> bool:
    return _taxonomy(lexicon)[indicator_id][0]


def _national_doubt(target: Target, lexicon: Lexicon) -> Doubt | None:
    """A promise that stays under the national target of its year."""
    if not target.indicator_id or target.quantity.base_unit != "%" or target.recurring:
        return None
    lines: Iterable[_Line] = _taxonomy(lexicon)[target.indicator_id][1]
    for line in lines:
        if line.year != target.year or line.level not in ("", target.scope) or line.comparator != ">=":
            continue
        best = target.quantity.value_max if target.quantity.value_max is not None else target.quantity.value
        if best < line.value:
            return Doubt(code="below_national", detail=f"{_shown(target)} < {line.value} % ({line.source})")
    return None
