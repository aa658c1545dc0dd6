"""Targets of one document beside each other: mentions, contradictions, steps that fall, the national line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractors.lexicon import load_lexicon
from extractors.target_relations import canonical, relate_targets
from models.plan import Comparator, Quantity, Target
from models.source import Found

LATE = [(3, "2", 2024), (4, "1", 2025)]
PLEASED = "hài lòng về giải quyết TTHC"
ON_TIME = "hồ sơ TTHC được giải quyết đúng hạn"


def target(
    n: int, value: str, path: str = "II", *, comparator: Comparator = ">=", subject: str = ON_TIME, year: int = 2025,
    indicator: str = "procedures.on_time", source: str = "body",
    deadline: date | None = None,
) -> Found[Target]:  # fmt: skip
    quantity = Quantity(value=Decimal(value), unit="%", comparator=comparator)
    return Found[Target](
        value=Target(
            target_id=f"t{n}", quantity=quantity, subject=subject, year=year, section_path=path,
            indicator_id=indicator, source=source, deadline=deadline,  # type: ignore[arg-type]
        )
    )  # fmt: skip


def related(*targets: Found[Target]) -> tuple[Found[Target], ...]:
    return relate_targets(targets, load_lexicon())


def codes(found: Found[Target]) -> list[str]:
    return [doubt.code for doubt in found.doubts]


@pytest.mark.parametrize(
    ("value", "unit", "base", "base_unit"),
    [
        ("305.5", "tỷ đồng", "305500000000", "đồng"),
        ("890450", "triệu đồng", "890450000000", "đồng"),
        ("2", "nghìn tấn", "2000", "tấn"),
        ("62.5", "tạ/ha", "6.25", "tấn/ha"),
        ("98", "%", "98", "%"),
        ("5", "xã, thị trấn", "5", "xã, thị trấn"),
    ],
)
def test_canonical_units_stand_beside_the_printed(value: str, unit: str, base: str, base_unit: str) -> None:
    quantity = canonical(Quantity(value=Decimal(value), unit=unit), load_lexicon())
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert (quantity.base_value, quantity.base_unit) == (Decimal(base), base_unit)


def test_one_promise_with_two_mentions() -> None:
    first, other, again = related(
        target(1, "98"), target(2, "90", subject="số hóa", indicator=""), target(3, "98", "III")
    )
    assert (first.value.promise_id, again.value.promise_id, other.value.promise_id) == ("t1", "t1", "t2")
    assert (first.value.mentions, again.value.mentions, other.value.mentions) == (2, 2, 1)
    assert not codes(first)


def test_two_numbers_for_one_promise_are_doubted_on_both() -> None:
    first, second = related(target(1, "98"), target(2, "100", "III/2", comparator="="))
    assert codes(first) == codes(second) == ["promise_differs"]
    assert first.doubts[0].detail == ">= 98 % (II) / 100 % (III/2)"


def test_the_appendix_that_says_otherwise() -> None:
    first, second = related(target(1, "98"), target(2, "95", "Phụ lục/I/1", source="table"))
    assert codes(first) == codes(second) == ["appendix_differs"]


def test_quarters_are_held_against_their_own_quarter() -> None:
    days = (date(2025, 3, 31), date(2025, 6, 30))
    text = [
        target(n, value, comparator="=", deadline=day) for n, value, day in zip((1, 2), ("60", "75"), days, strict=True)
    ]
    same = [
        target(n, value, "Phụ lục/A/1", comparator="=", source="table", deadline=day)
        for n, value, day in zip((3, 4), ("60", "70"), days, strict=True)
    ]
    found = related(*text, *same)
    assert [codes(one) for one in found] == [[], ["appendix_differs"], [], ["appendix_differs"]]


def test_what_is_left_grows_fewer() -> None:
    found = related(
        target(1, "50", subject="đơn vị còn lại", year=2024, comparator="="),
        target(2, "46", subject="đơn vị còn lại", year=2025, comparator="="),
    )
    assert not any(codes(one) for one in found)


def test_parts_and_steps_are_no_contradiction() -> None:
    part = target(2, "90", "III", subject="hồ sơ lĩnh vực đất đai, xây dựng, môi trường của các xã vùng cao đúng hạn")
    step = target(3, "99", "III", year=2030)
    assert not any(codes(found) for found in related(target(1, "98"), part, step))


def test_a_later_year_that_promises_less() -> None:
    first, second = related(target(1, "98", year=2024), target(2, "95", year=2025))
    assert (codes(first), codes(second)) == ([], ["falls_over_years"])
    late = [
        target(3, "2", year=2024, indicator="procedures.late"),
        target(4, "1", year=2025, indicator="procedures.late"),
    ]
    assert not any(codes(found) for found in related(*late))


def test_below_the_national_target_of_its_year() -> None:
    def said(value: str, year: int = 2025) -> list[str]:
        (found,) = related(target(1, value, subject=PLEASED, indicator="procedures.satisfaction_procedures", year=year))
        return codes(found)

    assert (said("70"), said("92"), said("70", 2022)) == (["below_national"], [], [])
