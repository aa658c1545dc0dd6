"""Differences against golden: each as added, missing or changed, with its field, none where nothing differs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from models.golden import GoldenPlan
from models.plan import PlanDocument
from models.report import FactDiff
from pipeline.golden.diff import diff_plan
from tests.pipeline.made_plan import found, made_golden, made_plan, no_text, with_target, with_task


def diffs(plan: PlanDocument, golden: GoldenPlan | None = None) -> tuple[FactDiff, ...]:
    return diff_plan(plan, golden or made_golden(), no_text)


def test_no_difference_where_nothing_differs() -> None:
    assert diffs(made_plan()) == ()


CHANGES: list[tuple[Callable[[PlanDocument], PlanDocument], str, str, str, str]] = [
    (lambda p: with_target(p, 0, value=Decimal(96)), "targets", "value", "95", "96"),
    (lambda p: with_target(p, 0, comparator="="), "targets", "comparator", ">=", "="),
    (lambda p: with_target(p, 4, change="increase"), "targets", "change", "decrease", "increase"),
    (lambda p: with_target(p, 3, year=2025), "targets", "year", "", "2025"),
    (lambda p: with_target(p, 2, section_path="II"), "targets", "section_path", "II/2", "II"),
    (lambda p: with_task(p, 0, number="4"), "tasks", "number", "1", "4"),
    (lambda p: with_task(p, 1, output="Sổ"), "tasks", "output", "Báo cáo", "Sổ"),
    (
        lambda p: p.model_copy(update={"front": p.front.model_copy(update={"number": found("21/KH-UBND")})}),
        "document", "number", "12/KH-UBND", "21/KH-UBND",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("disturb", "family", "field", "expected", "actual"), CHANGES)
def test_a_changed_field_is_one_line(
    disturb: Callable[[PlanDocument], PlanDocument], family: str, field: str, expected: str, actual: str
) -> None:
    (diff,) = diffs(disturb(made_plan()))
    assert (diff.family, diff.kind, diff.field, diff.expected, diff.actual) == (
        family, "changed", field, expected, actual,
    )  # fmt: skip
    assert (diff.doc_id, diff.page) == ("made-1", 1)


@pytest.mark.parametrize("family", ["sections", "targets", "tasks", "legal_refs", "commitments"])
@pytest.mark.parametrize("index", [0, -1])
def test_a_lost_fact_is_missing(family: str, index: int) -> None:
    facts = list(getattr(made_plan(), family))
    del facts[index]
    (diff,) = diffs(made_plan(**{family: tuple(facts)}))
    assert (diff.family, diff.kind) == (family, "missing")


@pytest.mark.parametrize("family", ["sections", "targets", "tasks", "legal_refs", "commitments"])
def test_a_fact_that_golden_does_not_know_is_added(family: str) -> None:
    facts = list(getattr(made_golden(), family))
    del facts[0]
    (diff,) = diffs(made_plan(), made_golden(**{family: tuple(facts)}))
    assert (diff.family, diff.kind, diff.page) == (family, "added", 1)


def test_an_optional_fact_may_be_left() -> None:
    golden = made_golden()
    assert golden.targets is not None
    golden = made_golden(targets=(golden.targets[0].model_copy(update={"optional": True}), *golden.targets[1:]))
    plan = made_plan()
    assert diffs(plan.model_copy(update={"targets": plan.targets[1:]}), golden) == ()


def test_nothing_is_said_of_families_that_nobody_read() -> None:
    golden = made_golden(sections=None, targets=None, tasks=None, legal_refs=None, commitments=None, document={})
    assert diffs(made_plan(), golden) == ()


def test_the_same_promise_twice_is_two_and_keeps_its_order() -> None:
    """Two rows of one promise, the first with another number: that one is changed, none is missing."""
    plan, golden = made_plan(), made_golden()
    assert golden.targets is not None
    plan = plan.model_copy(update={"targets": (plan.targets[0], *plan.targets)})
    golden = made_golden(targets=(golden.targets[0], *golden.targets))
    assert diffs(plan, golden) == ()
    (diff,) = diffs(with_target(plan, 0, value=Decimal(98)), golden)
    assert (diff.kind, diff.field, diff.expected, diff.actual) == ("changed", "value", "95", "98")


def test_a_slip_of_the_reader_in_text_is_no_difference_but_a_digit_is() -> None:
    title = made_plan().front.model_copy(update={"title": found("Phát triễn chợ quê năm 2022")})
    assert len(diffs(made_plan(front=title))) == 1
    assert diffs(with_task(made_plan(), 0, task="Lập danh mục bến đò ngạng")) == ()


def test_increase_may_stand_where_golden_leaves_it() -> None:
    plan, golden = with_target(made_plan(), 2, change="increase"), made_golden()
    one = plan.targets[2].model_copy(update={"quote": "có thêm 12 xã đạt chuẩn vệ sinh môi trường"})
    plan = plan.model_copy(update={"targets": (*plan.targets[:2], one, *plan.targets[3:])})
    assert diffs(plan, golden) == ()
