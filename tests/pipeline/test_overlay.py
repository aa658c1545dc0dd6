"""A person's word over a reading: it stands whatever is read now, and what disagrees is shown."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from models.plan import PlanDocument
from models.review import Family, Place
from models.source import Box
from pipeline.golden.deciding import add_fact
from pipeline.golden.fact_edit import NotAValue, parse_field
from pipeline.golden.fact_view import facts_of
from tests.pipeline.made_plan import made_plan, with_target, with_task
from tests.pipeline.reviews import Reviewer


@pytest.fixture
def lan(tmp_path: Path) -> Reviewer:
    plan = made_plan()
    for index in range(len(plan.targets)):
        plan = with_target(plan, index, target_id=f"made-1.t{index + 1:03d}")
    return Reviewer(tmp_path, plan)


def test_a_plan_without_decisions_stays_as_it_is(lan: Reviewer) -> None:
    seen = lan.look()
    assert seen.plan == lan.plan
    assert {fact.state for fact in seen.facts} == {"unreviewed"}
    assert len({(fact.family, fact.key) for fact in seen.facts}) == len(seen.facts)


def test_corrections_come_into_the_plan_and_the_quote_stays(lan: Reviewer) -> None:
    lan.say("target", 0, "corrected", value="96,5", comparator="=", subject="hồ sơ được trả đúng hẹn")
    lan.say("task", 0, "corrected", deadline_kind="date", deadline_date="15/4/2022")
    lan.say("section", 1, "corrected", role="tasks")
    number = next(fact for fact in lan.look().of("field") if fact.key == "number")
    lan.log.record(lan.line(number, "corrected", value="21/KH-UBND"), number.revision)
    plan = lan.look().plan
    target = plan.targets[0].value
    assert (target.quantity.value, target.quantity.comparator) == (Decimal("96.5"), "=")
    assert target.subject == "hồ sơ được trả đúng hẹn"
    assert plan.targets[0].quote == lan.plan.targets[0].quote
    assert plan.tasks[0].value.deadlines[0].last_day is not None
    assert plan.tasks[0].value.deadlines[0].last_day.isoformat() == "2022-04-15"
    assert plan.sections[1].value.role == "tasks"
    assert getattr(plan.front.number, "value", "") == "21/KH-UBND"
    assert lan.look().states[target.target_id] == "corrected"


def test_a_rejected_target_stays_with_its_state_and_other_rejected_facts_go(lan: Reviewer) -> None:
    lan.say("target", 1, "rejected")
    lan.say("commitment", 0, "rejected")
    seen = lan.look()
    assert len(seen.plan.targets) == len(lan.plan.targets)
    assert [fact.state for fact in seen.of("target")][1] == "rejected"
    assert seen.plan.commitments == ()


def test_an_added_target_stands_among_the_others_in_the_order_of_the_paper(lan: Reviewer) -> None:
    place = Place(page=1, box=Box(x0=90, y0=300, x1=200, y1=312))
    wanted = {"value": "30", "unit": "%", "comparator": ">=", "subject": "thôn có đường bê tông", "section_path": "II"}
    lan.log.record(add_fact(lan.plan, "target", wanted, place, quote="ít nhất 30% thôn …", who="Lan"))
    seen = lan.look()
    last = seen.plan.targets[-1]
    assert (last.value.subject, last.quote, last.page, last.box) == (
        "thôn có đường bê tông", "ít nhất 30% thôn …", 1, place.box,
    )  # fmt: skip
    assert seen.states[last.value.target_id] == "corrected"
    assert seen.conflicts == ()
    added = seen.of("target")[-1]
    lan.log.record(lan.line(added, "rejected"), added.revision)
    assert lan.look().plan.targets == lan.plan.targets


REREADINGS: list[tuple[str, Callable[[PlanDocument], PlanDocument], dict[str, tuple[str, str]]]] = [
    ("another row above", lambda p: p.model_copy(update={"targets": (p.targets[3], *p.targets)}), {}),
    ("another order", lambda p: p.model_copy(update={"targets": tuple(reversed(p.targets))}), {}),
    ("another path", lambda p: with_target(p, 0, section_path="II/7"), {"section_path": ("II/1", "II/7")}),
    ("a letter lost", lambda p: with_target(p, 0, subject="hồ sơ một cửa đưc trả đúng hẹn"), {}),
    ("another number", lambda p: with_target(p, 0, value=Decimal(35)), {"value": ("96", "35")}),
    ("the right number", lambda p: with_target(p, 0, value=Decimal(96)), {}),
    ("another comparator", lambda p: with_target(p, 0, comparator=">"), {"comparator": (">=", ">")}),
]


@pytest.mark.parametrize(("_what", "reread", "conflict"), REREADINGS, ids=[case[0] for case in REREADINGS])
def test_a_correction_survives_another_reading(
    lan: Reviewer, _what: str, reread: Callable[[PlanDocument], PlanDocument], conflict: dict[str, tuple[str, str]]
) -> None:
    lan.say("target", 0, "corrected", value="96")
    seen = lan.look(reread(lan.plan))
    (fact,) = [fact for fact in seen.of("target") if fact.decision]
    assert (fact.fields["value"], fact.fields["comparator"], fact.state) == ("96", ">=", "corrected")
    assert [one.fields for one in fact.conflicts] == ([conflict] if conflict else [])
    told = [doubt.code for doubt in seen.plan.targets[fact.index].doubts]
    assert told == (["review_conflict"] if conflict else [])


def test_what_is_read_no_more_stands_and_says_so(lan: Reviewer) -> None:
    lan.say("target", 0, "corrected", value="96")
    seen = lan.look(lan.plan.model_copy(update={"targets": lan.plan.targets[1:]}))
    (fact,) = [fact for fact in seen.of("target") if fact.decision]
    assert (fact.index, [one.kind for one in fact.conflicts]) == (-1, ["not_read"])
    assert any(one.value.quantity.value == 96 for one in seen.plan.targets)


def test_a_promise_beside_it_is_never_taken_for_the_one_that_is_lost(lan: Reviewer) -> None:
    """Two numbers of one sentence, for two levels; the second alone is read again."""
    plan = lan.plan
    for index, (value, scope) in enumerate([("80", "cấp huyện"), ("60", "cấp xã")]):
        plan = with_target(
            plan, index, value=Decimal(value), subject="hồ sơ công việc xử lý trên mạng", scope=scope, year=2025,
            unit="%", comparator=">=", section_path="II/1",
        )  # fmt: skip
    quote = "cấp huyện 80%, cấp xã 60% hồ sơ công việc xử lý trên mạng"
    targets = tuple(one.model_copy(update={"quote": quote}) for one in plan.targets[:2])
    lan.plan = plan.model_copy(update={"targets": targets})
    lan.say("target", 0)
    seen = lan.look(lan.plan.model_copy(update={"targets": targets[1:]}))
    assert sorted((fact.fields["value"], fact.state, fact.index) for fact in seen.of("target")) == [
        ("60", "unreviewed", 0),
        ("80", "accepted", -1),
    ]


def test_a_true_fact_is_not_rejected_with_the_false_one_beside_it(lan: Reviewer) -> None:
    false = with_target(lan.plan, 0, scope="cấp xã").targets[0]
    true = lan.plan.targets[0]
    lan.plan = lan.plan.model_copy(update={"targets": (true, false)})
    lan.say("target", 1, "rejected")
    seen = lan.look(lan.plan.model_copy(update={"targets": (true,)}))
    assert [fact.state for fact in seen.of("target")] == ["unreviewed"]


@pytest.mark.parametrize("family", ["target", "section", "task", "legal_ref", "commitment", "field"])
def test_every_family_keeps_a_yes_over_a_reading_that_says_the_same(lan: Reviewer, family: Family) -> None:
    lan.say(family, 0)
    seen = lan.look(made_plan(doc_id="made-2"))
    assert [fact.state for fact in seen.of(family)].count("accepted") == 1
    assert seen.conflicts == ()


def test_rows_may_move_without_a_conflict(lan: Reviewer) -> None:
    lan.say("task", 1)
    moved = with_task(lan.plan, 1, row=7)
    assert [(fact.state, fact.conflicts, fact.fields["row"]) for fact in lan.look(moved).of("task")][1] == (
        "accepted", (), "7",
    )  # fmt: skip


def test_a_doubtful_fact_is_unreviewed_and_doubted(lan: Reviewer) -> None:
    lan.say("target", 0, "doubtful")
    seen = lan.look()
    assert (seen.of("target")[0].state, seen.of("target")[0].doubtful) == ("unreviewed", True)
    assert [doubt.code for doubt in seen.plan.targets[0].doubts] == ["person_doubts"]


TYPED = [
    ("target", "value", "95,5", "95.5"),
    ("target", "value", "1.600,5", "1600.5"),
    ("target", "value", "80 %", "80"),
    ("target", "value", "95.5", "95.5"),
    ("target", "year", "2025", "2025"),
    ("target", "year", "", ""),
    ("task", "deadline_date", "30/6/2022", "2022-06-30"),
    ("section", "role", "tasks", "tasks"),
]
REFUSED = [
    ("target", "value", "1.600"),
    ("target", "value", ""),
    ("target", "value", "nan"),
    ("target", "value", "tám mươi"),
    ("target", "comparator", "≥"),
    ("target", "year", "năm 2025"),
    ("target", "quote", "khác"),
    ("target", "indicator_id", "khong.co"),
    ("task", "deadline_date", "31/6/2022"),
    ("section", "role", "khác"),
]


@pytest.mark.parametrize(("family", "field", "text", "plain"), TYPED)
def test_values_are_taken_as_officials_type_them(family: Family, field: str, text: str, plain: str) -> None:
    assert parse_field(family, field, text) == plain


@pytest.mark.parametrize(("family", "field", "text"), REFUSED)
def test_what_is_no_value_is_refused(family: Family, field: str, text: str) -> None:
    with pytest.raises(NotAValue) as told:
        parse_field(family, field, text)
    assert told.value.vi
    assert told.value.en


def test_keys_say_what_the_fact_says() -> None:
    keys = {fact.family: fact.key for fact in reversed(facts_of(made_plan()))}
    assert keys["target"] == "II/1:>=95%:ho-so-mot-cua-duoc-tra-dung-hen"
    assert keys["task"] == "t1:I/1:lap-danh-muc-ben-do-ngang"
    assert keys["legal_ref"] == "15/NQ-HĐND:2013-06-01"
