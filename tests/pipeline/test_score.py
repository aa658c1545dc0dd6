"""Scores: a deliberate fault moves exactly the score that it should, and no other."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.golden import GoldenPlan, TextRef
from models.plan import PlanDocument
from models.report import Tally
from models.source import Absent
from models.table import Deadline
from pipeline.golden.score import add_tallies, score_plan
from tests.pipeline.made_plan import SHA, found, made_golden, made_plan, no_text, with_target, with_task

Disturb = Callable[[PlanDocument], PlanDocument]


def scores(plan: PlanDocument, golden: GoldenPlan | None = None) -> dict[str, Tally]:
    return {one.name: one for one in score_plan(plan, golden or made_golden(), no_text)}


def moved(plan: PlanDocument, golden: GoldenPlan | None = None) -> set[str]:
    """Names of the tallies that the plan changes against the undisturbed one."""
    before, after = scores(made_plan()), scores(plan, golden)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_a_plan_that_agrees_is_right_everywhere() -> None:
    for tally in scores(made_plan()).values():
        assert tally.f1 == 1.0, tally
        assert tally.right == tally.found == tally.expected or tally.name == "fields.period_end"


FACTS = {"document.facts"}
WHOLE = FACTS | {"document.faultless_targets"}
VALUE = {"targets.value_unit", "targets.comparator", "targets.scope_year", "targets.all"}
SUBJECT = {"targets.subject", "targets.subject_letters", "targets.subject_soft"}
CELLS = {"tasks.cells", "tasks.cells_letters", "tasks.cells_soft"}
FIELDS = {"fields", "fields.letters", "fields.soft"}
HEADING = {"sections.path_heading", "sections.path_heading_letters", "sections.path_heading_soft"}
SECTIONS = {"sections.path", "sections.role"} | HEADING


def dropped(family: str) -> Disturb:
    """Lose the last fact of a family."""
    return lambda plan: plan.model_copy(update={family: getattr(plan, family)[:-1]})


def front(**fields: object) -> Disturb:
    """Change the front matter."""
    return lambda plan: plan.model_copy(update={"front": plan.front.model_copy(update=fields)})


def without_a_group(plan: PlanDocument) -> PlanDocument:
    table = plan.tables[0]
    return plan.model_copy(update={"tables": (table.model_copy(update={"cells": table.cells[1:]}),)})


SOFT = {"targets.subject_soft", "tasks.cells_soft", "fields.soft"}
UNDATED = (Deadline(text="Quý I/2022", kind="quarter"),)
FAULTS: list[tuple[str, Disturb, set[str]]] = [
    ("digit", lambda p: with_target(p, 0, value=Decimal(96)), VALUE | WHOLE),
    ("unit", lambda p: with_target(p, 2, unit="thôn"), VALUE | WHOLE),
    ("comparator", lambda p: with_target(p, 0, comparator="="), VALUE - {"targets.value_unit"} | WHOLE),
    ("change", lambda p: with_target(p, 4, change=""), VALUE - {"targets.value_unit"} | WHOLE),
    ("scope", lambda p: with_target(p, 0, scope="cấp xã"), {"targets.scope_year", "targets.all"} | FACTS),
    ("year", lambda p: with_target(p, 0, year=2024), {"targets.scope_year", "targets.all"} | FACTS),
    ("path", lambda p: with_target(p, 0, section_path="II/3"), {"targets.all"} | FACTS),
    ("baseline", lambda p: with_target(p, 4, baseline=""), {"targets.all"} | FACTS),
    ("subject cut", lambda p: with_target(p, 0, subject="hồ sơ một cửa được trả"), SUBJECT),
    ("subject slip", lambda p: with_target(p, 0, subject="hồ sơ một cữa được trả đúng hẹn"), SUBJECT - SOFT),
    ("subject marks", lambda p: with_target(p, 0, subject="Hồ sơ một cửa được trả, đúng hẹn"), {"targets.subject"}),
    ("target lost", dropped("targets"), VALUE | SUBJECT | WHOLE),
    ("row lost", dropped("tasks"), {"tasks.rows", "tasks.number", "tasks.deadline"} | CELLS | FACTS),
    ("cell slip", lambda p: with_task(p, 2, task="Tu sửa cầu treo suối Đạ"), (CELLS | FACTS) - SOFT),
    ("cell lost", lambda p: with_task(p, 0, lead=""), CELLS | FACTS),
    ("number", lambda p: with_task(p, 0, number="7"), {"tasks.number"}),
    ("deadline", lambda p: with_task(p, 0, deadlines=UNDATED), {"tasks.deadline"}),
    ("section lost", dropped("sections"), SECTIONS | FACTS),
    ("citation lost", dropped("legal_refs"), {"legal_refs", "legal_refs.symbol"} | FACTS),
    ("promise lost", dropped("commitments"), {"commitments"} | FACTS),
    ("group lost", without_a_group, {"tasks.groups"}),
    ("field wrong", front(number=found("13/KH-UBND")), (FIELDS | FACTS | {"fields.number"}) - SOFT),
    ("field lost", front(title=Absent()), FIELDS | FACTS | {"fields.title"}),
    ("field invented", front(period_end=found(2030)), FIELDS | FACTS | {"fields.period_end"}),
]


@pytest.mark.parametrize(("name", "disturb", "expected"), FAULTS, ids=[name for name, _, _ in FAULTS])
def test_a_fault_moves_its_own_score_alone(name: str, disturb: Disturb, expected: set[str]) -> None:
    plan = disturb(made_plan())
    assert moved(plan) == expected
    for key in expected:
        before, after = scores(made_plan())[key], scores(plan)[key]
        assert after.right < before.right or after.f1 < before.f1


@given(st.integers(0, 4), st.decimals(min_value=0, max_value=999, places=1))
def test_any_other_number_is_wrong_and_counted_once(index: int, value: Decimal) -> None:
    plan = with_target(made_plan(), index, value=value)
    tally = scores(plan)["targets.value_unit"]
    same = value == made_plan().targets[index].value.quantity.value
    assert (tally.right, tally.found, tally.expected) == (5 if same else 4, 5, 5)


@given(st.permutations(range(5)))
def test_order_does_not_matter_where_facts_say_what_they_are(order: list[int]) -> None:
    plan = made_plan()
    plan = plan.model_copy(update={"targets": tuple(plan.targets[n] for n in order)})
    assert scores(plan)["targets.all"].f1 == 1.0


def test_an_invented_target_costs_precision_alone() -> None:
    plan = made_plan()
    value = plan.targets[0].value.model_copy(update={"subject": "cây bàng già cỗi bị đốn", "section_path": "IV"})
    extra = found(value, "95 % cây bàng già cỗi bị đốn")
    tally = scores(plan.model_copy(update={"targets": (*plan.targets, extra)}))["targets.value_unit"]
    assert (tally.recall, tally.precision) == (1.0, 5 / 6)


@pytest.mark.parametrize("read", [True, False])
def test_an_optional_target_neither_helps_nor_hurts(read: bool) -> None:
    golden = made_golden()
    assert golden.targets is not None
    optional = golden.targets[0].model_copy(update={"optional": True})
    golden = made_golden(targets=(optional, *golden.targets[1:]))
    plan = made_plan()
    plan = plan if read else plan.model_copy(update={"targets": plan.targets[1:]})
    tally = scores(plan, golden)["targets.all"]
    assert (tally.right, tally.found, tally.expected) == (4, 4, 4)


@pytest.mark.parametrize("family", ["sections", "targets", "tasks", "legal_refs", "commitments"])
def test_a_family_that_nobody_read_is_not_scored(family: str) -> None:
    names = scores(made_plan(), made_golden(**{family: None}))
    assert not [name for name in names if name.startswith(family)]


def test_an_unjudged_kind_of_deadline_is_not_scored() -> None:
    golden = made_golden()
    assert golden.tasks is not None
    unjudged = golden.tasks[0].model_copy(update={"deadline_kind": "", "deadline_date": None})
    tally = scores(made_plan(), made_golden(tasks=(unjudged, *golden.tasks[1:])))["tasks.deadline"]
    assert (tally.right, tally.expected) == (2, 2)


def test_a_unit_may_be_the_beginning_of_the_other() -> None:
    assert moved(with_target(made_plan(), 2, unit="xã miền núi")) == set()


def test_texts_out_of_reach_are_not_scored() -> None:
    ref = TextRef(sha256=SHA, start=0, end=9)
    golden = made_golden()
    assert golden.targets is not None
    assert golden.tasks is not None
    golden = made_golden(
        targets=tuple(one.model_copy(update={"subject": ref, "quote": ref}) for one in golden.targets),
        tasks=tuple(
            one.model_copy(update=dict.fromkeys(("task", "lead", "output", "deadline"), ref)) for one in golden.tasks
        ),
    )
    tallies = scores(made_plan(), golden)
    assert tallies["targets.all"].f1 == 1.0
    assert tallies["tasks.rows"].right == 3
    # Only the cells that golden states plainly (here: an empty support) are held against the paper.
    assert tallies["tasks.cells"].expected == 3
    assert tallies["targets.subject"].expected == 0


def test_printed_numbers() -> None:
    golden = GoldenPlan(
        plan_id="x", title="", origin="read", read_from=SHA, numbers=((1, "12"), (1, "12"), (1, "7.352"), (2, "16/CT"))
    )
    (tally,) = score_plan(made_plan(), golden, no_text, {1: "112 và 12, 7.352 đồng", 2: "Số 16/CT"})
    assert (tally.right, tally.expected) == (3, 4)
    assert score_plan(made_plan(), golden, no_text) == ()


def test_tallies_add_up_by_name() -> None:
    total = {one.name: one for one in add_tallies([tuple(scores(made_plan()).values())] * 3)}
    assert total["targets.all"].expected == 15
