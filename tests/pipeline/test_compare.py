from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.plan import PlanDocument
from pipeline.compare.findings import Finding, find_findings
from pipeline.compare.matrix import Comparison, compare
from pipeline.compare.places import districts, find_place, predecessors
from pipeline.compare.promises import read_promises
from pipeline.compare.yardstick import read_indicators
from pipeline.export.selection import Selection
from pipeline.queries import open_tables
from tests.pipeline.made_store import made_plan, made_store, target

PAYABLE = "procedures.payable_online"
SATISFIED = "procedures.satisfaction_procedures"
FILES = "digital.work_files_online"
STAFF = "organization.public_staff_cut"
ON_TIME = "procedures.on_time"


def compared(folder: Path, plans: Sequence[PlanDocument], selection: Selection | None = None) -> Comparison:
    with open_tables(made_store(folder, plans)) as tables:
        return compare(read_promises(tables, selection or Selection()), read_indicators())


def found(comparison: Comparison, kind: str) -> list[Finding]:
    return [finding for finding in find_findings(comparison) if finding.kind == kind]


def test_the_same_promise_stands_in_one_row_with_scopes_and_years_apart(tmp_path: Path) -> None:
    plans = [
        made_plan("Hòa Vang", [target(PAYABLE, "80"), target(FILES, "80", "=", scope="cấp huyện")], province="Đà Nẵng"),
        made_plan("Tuy Phong", [target(PAYABLE, "50", year=2022)], period=(2022, 2022)),
        made_plan(
            "Bút Sơn", [target(PAYABLE, "80"), target(FILES, "60", scope="cấp xã")], level="xã", province="Thanh Hóa"
        ),
    ]
    comparison = compared(tmp_path, plans)
    assert [(row.indicator.id, row.scope, len(row.cells)) for row in comparison.rows] == [
        (PAYABLE, "", 3), (FILES, "cấp huyện", 1), (FILES, "cấp xã", 1),
    ]  # fmt: skip
    groups = [(group.level, group.year, len(group.members)) for group in comparison.groups() if group.row.scope == ""]
    assert groups == [("huyện", 2022, 1), ("huyện", 2025, 1), ("xã", 2025, 1)]


# (indicator, value, further facts of the target, verdict, why)
VERDICTS: list[tuple[str, str, dict[str, Any], str, str]] = [
    (PAYABLE, "80", {}, "at", ""),
    (PAYABLE, "80", {"comparator": ">"}, "above", ""),
    (PAYABLE, "90", {}, "above", ""),
    (PAYABLE, "79.5", {}, "below", ""),
    (PAYABLE, "50", {"year": 2022}, "not_comparable", "other_year"),
    (PAYABLE, "85", {"year": 2022}, "above", ""),  # reaches the line of 2025 early
    (PAYABLE, "60", {"year": 2030}, "below", ""),  # still below it five years later
    (PAYABLE, "85", {"year": 2030}, "not_comparable", "other_year"),
    (PAYABLE, "80", {"year": None}, "not_comparable", "no_year"),
    (PAYABLE, "40", {"unit": "thủ tục"}, "not_comparable", "other_unit"),
    (PAYABLE, "20", {"change": "increase", "baseline": "so với năm 2021"}, "not_comparable", "other_change"),
    (PAYABLE, "80", {"comparator": "<="}, "not_comparable", "other_comparator"),
    (PAYABLE, "80", {"recurring": True}, "not_comparable", "recurring"),
    (SATISFIED, "95", {"year": 2030}, "at", ""),
    (SATISFIED, "92", {"year": 2030}, "below", ""),
    (FILES, "80", {"scope": "cấp huyện", "comparator": "="}, "at", ""),
    (FILES, "80", {"scope": "cấp xã"}, "above", ""),
    (FILES, "80", {}, "not_comparable", "other_scope"),
    (STAFF, "10", {"change": "decrease", "comparator": "=", "baseline": "so với năm 2021"}, "at", ""),
    (STAFF, "4", {"change": "decrease", "comparator": "="}, "not_comparable", "no_baseline"),
    (ON_TIME, "99", {}, "no_line", ""),
]


@pytest.mark.parametrize(("indicator", "value", "facts", "verdict", "why"), VERDICTS)
def test_a_promise_is_held_against_the_line_only_where_both_speak_of_one_thing(
    tmp_path: Path, indicator: str, value: str, facts: dict[str, Any], verdict: str, why: str
) -> None:
    given = {"comparator": ">=", **facts}
    comparison = compared(tmp_path, [made_plan("Tuy Phong", [target(indicator, value, **given)])])
    judged = next(iter(comparison.rows[0].cells.values()))[0]
    assert (judged.verdict.code, judged.verdict.why) == (verdict, why)


def test_a_plan_older_than_the_decree_is_told_from_one_that_knew_it(tmp_path: Path) -> None:
    comparison = compared(tmp_path, [made_plan("Tuy Phong", [target(PAYABLE, "50")], issued=date(2021, 2, 1))])
    verdict = next(iter(comparison.rows[0].cells.values()))[0].verdict
    assert (verdict.code, verdict.plan_older) == ("below", True)


def test_three_scans_of_one_plan_count_once(tmp_path: Path) -> None:
    plans = [made_plan("Tuy Phong", [target(PAYABLE, "50")], salt=salt) for salt in ("a", "b", "c")]
    comparison = compared(tmp_path, plans)
    assert len(comparison.plans) == 1
    assert comparison.targets == 1


def test_the_same_said_twice_is_one_promise_with_two_mentions(tmp_path: Path) -> None:
    plan = made_plan("Tuy Phong", [target(PAYABLE, "50"), target(PAYABLE, "50", section_path="III/2")])
    (cell,) = compared(tmp_path, [plan]).rows[0].cells.values()
    assert [judged.mentions for judged in cell] == [2]


def test_who_contradicts_himself(tmp_path: Path) -> None:
    plans = [
        made_plan("Tuy Phong", [target(ON_TIME, "98"), target(ON_TIME, "100", "=")]),
        made_plan("Bắc Bình", [target(ON_TIME, "98"), target(ON_TIME, "100", year=2023)]),  # a step is no contradiction
    ]
    (finding,) = found(compared(tmp_path, plans), "contradiction")
    assert {side.plan.place.label for side in finding.sides} == {"huyện Tuy Phong"}


def test_who_promises_less_than_last_year(tmp_path: Path) -> None:
    plans = [
        made_plan("Tuy Phong", [target(ON_TIME, "98", year=2022)], period=(2022, 2022), issued=date(2022, 1, 5)),
        made_plan("Tuy Phong", [target(ON_TIME, "95", year=2023)], period=(2023, 2023), issued=date(2023, 1, 5)),
        made_plan("Bắc Bình", [target(ON_TIME, "95", year=2022)], period=(2022, 2022), issued=date(2022, 1, 5)),
        made_plan("Bắc Bình", [target(ON_TIME, "98", year=2023)], period=(2023, 2023), issued=date(2023, 1, 5)),
    ]
    (finding,) = found(compared(tmp_path, plans), "retreat")
    assert [side.judged.promise.amount for side in finding.sides] == ["≥ 98%", "≥ 95%"]


def test_who_promises_least_and_how_far_apart_they_are(tmp_path: Path) -> None:
    names = {"Tuy Phong": "90", "Bắc Bình": "95", "Hàm Tân": "99"}
    plans = [made_plan(name, [target(ON_TIME, value)]) for name, value in names.items()]
    other_level = made_plan("Bút Sơn", [target(ON_TIME, "10")], level="xã", province="Thanh Hóa")
    comparison = compared(tmp_path, [*plans, other_level])
    (least,) = found(comparison, "least")
    assert [side.plan.place.label for side in least.sides] == ["huyện Tuy Phong"]
    (spread,) = found(comparison, "spread")
    assert (spread.width, spread.count) == (9, 3)
    (group,) = [group for group in comparison.groups() if group.level == "huyện"]
    assert str(group.middle) == "95.0"


def test_a_selection_narrows_plans_and_facts(tmp_path: Path) -> None:
    plans = [
        made_plan("Tuy Phong", [target(PAYABLE, "50"), target(ON_TIME, "99")]),
        made_plan("Hoằng Hóa", [target(PAYABLE, "80")], province="Thanh Hóa"),
    ]
    comparison = compared(tmp_path, plans, Selection(provinces=("binh thuan",), indicators=(PAYABLE,)))
    assert [(row.indicator.id, len(row.cells)) for row in comparison.rows] == [(PAYABLE, 1)]
    today = compared(tmp_path, [], Selection(provinces=("Lâm Đồng",)))
    assert [plan.place.province for plan in today.plans] == ["Bình Thuận"]


PLACES = [
    # province, district, unit, level, issuer, issued -> label, province, who knows it, province today, note
    (("Bình Thuận", "Tuy Phong", "Tuy Phong", "huyện", "", None),
     ("huyện Tuy Phong", "Bình Thuận", "paper", "Lâm Đồng", "")),
    (("", "Tuy Phong", "Tuy Phong", "huyện", "", None), ("huyện Tuy Phong", "Bình Thuận", "gazetteer", "Lâm Đồng", "")),
    (("Thanh Hóa", "Hoằng Hóa", "Bút Sơn", "xã", "Ủy ban nhân dân thị trấn Bút Sơn", None),
     ("thị trấn Bút Sơn", "Thanh Hóa", "paper", "Thanh Hóa", "")),
    (("", "Châu Thành", "Châu Thành", "huyện", "", None), ("Châu Thành", "", "", "", "ambiguous")),
    (("Hà Tĩnh", "Kỳ Anh", "Kỳ Anh", "huyện", "UBND thị xã Kỳ Anh", None),
     ("thị xã Kỳ Anh", "Hà Tĩnh", "paper", "Hà Tĩnh", "")),
    (("TP. Hồ Chí Minh", "Củ Chi", "Củ Chi", "huyện", "", None),
     ("huyện Củ Chi", "TP. Hồ Chí Minh", "paper", "Hồ Chí Minh", "")),
    (("", "Không Có", "Không Có", "huyện", "", None), ("Không Có", "", "", "", "unknown")),
    (("Lâm Đồng", "", "Liên Hương", "xã", "UBND xã Liên Hương", date(2026, 1, 5)),
     ("xã Liên Hương", "Lâm Đồng", "paper", "Lâm Đồng", "")),
]  # fmt: skip


@pytest.mark.parametrize(("named", "place"), PLACES)
def test_a_place_is_known_as_the_paper_names_it_then_and_today(named: Any, place: tuple[str, ...]) -> None:
    got = find_place(*named)
    assert (got.label, got.province, got.province_from, got.province_now, got.note) == place


def test_a_district_becomes_several_communes_and_a_commune_may_come_from_several() -> None:
    tuy_phong = next(district for district in districts() if district.label == "huyện Tuy Phong")
    assert [commune.name for commune in tuy_phong.communes] == [
        "xã Liên Hương",
        "xã Phan Rí Cửa",
        "xã Tuy Phong",
        "xã Vĩnh Hảo",
    ]
    communes = list(predecessors())
    assert len({(province, name) for province, name, _ in communes}) == 3321
    assert len({province for province, _, _ in communes}) == 34
    assert all(district.communes for district in districts())
    shared = {(d.province_now, c.name) for d in districts() for c in d.communes if c.shared and not d.via}
    several = {(province, name) for province, name, was in communes if len(was) > 1}
    assert shared <= several
