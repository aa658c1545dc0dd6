"""What is asked first, what may be promised of the rest, and that the sample keeps it honest."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from models.plan import NumberRead, PlanDocument
from models.review import QueueItem
from models.source import Absent, Doubt, Found, Span
from models.table import Cell, Table
from models.transcript import PageInfo
from pipeline.golden.audit import draw, was_wrong
from pipeline.golden.beta import upper_bound
from pipeline.golden.error_rates import CurvePoint, ErrorRates, Observed, fit_rates, isotonic, rates_to_toml, read_rates
from pipeline.golden.overlay import apply
from pipeline.golden.promise import promise
from pipeline.golden.queue import document_queue, review_queue
from tests.pipeline.made_plan import made_plan, with_target, with_task
from tests.pipeline.made_store import made_store
from tests.pipeline.reviews import Reviewer

DOUBT = Doubt(code="readings_differ", detail="95 / 96")
RATES = fit_rates(
    [Observed(family, 1.0, (), False) for family in ("task", "section", "commitment", "legal_ref") for _ in range(50)]
    + [Observed("target", 0.99, (), False)] * 200
    + [Observed("target", 0.99, ("readings_differ",), n < 5) for n in range(10)]
    + [Observed("field", 0.99, (), False)] * 100
    + [Observed("field", 0.9, ("name_unsure",), n < 5) for n in range(10)]
)


def plan_with(**changes: object) -> PlanDocument:
    plan = made_plan(**changes)
    for index in range(len(plan.targets)):
        plan = with_target(plan, index, target_id=f"t{index}", year=2025)
    return plan


def asked(plan: PlanDocument, rates: ErrorRates = RATES) -> tuple[QueueItem, ...]:
    return document_queue(apply(plan, ()), rates)


def doubted(plan: PlanDocument, index: int) -> PlanDocument:
    targets = list(plan.targets)
    targets[index] = targets[index].model_copy(update={"doubts": (DOUBT,)})
    return plan.model_copy(update={"targets": tuple(targets)})


def test_a_figure_in_the_comparison_comes_before_one_outside_it_and_before_a_name() -> None:
    plan = with_target(doubted(doubted(plan_with(), 0), 1), 1, indicator_id="x.y")
    signer = Found(value="Lê Thị Mẫu", page=1, doubts=(Doubt(code="name_unsure"),))
    plan = plan.model_copy(update={"front": plan.front.model_copy(update={"signer_name": signer})})
    order = [item.key.split(":")[0] for item in asked(plan) if item.reason in ("readings_differ", "doubt")]
    keys = [item.key for item in asked(plan) if item.reason in ("readings_differ", "doubt")]
    assert keys[0].startswith("II/1:100%")
    assert keys[1].startswith("II/1:>=95%")
    assert keys[2] == "signer_name"
    assert len(order) == 3


def number(text: str, kind: str, at: int) -> Found[NumberRead]:
    return Found(value=NumberRead(text=text, kind=kind), spans=(Span(start=at, end=at + 2),), quote=text, page=1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "asks"),
    [
        ("35%", "other", True),
        ("1.200", "money", True),
        ("3", "count", True),
        ("2025", "year", False),
        ("II", "label", False),
    ],
)
def test_a_number_that_looks_like_a_target_and_is_none_is_asked_for(text: str, kind: str, asks: bool) -> None:
    plan = plan_with()
    here = {"span": Span(start=0, end=50), "role": "targets"}
    values = [one.value.model_copy(update=here) for one in plan.sections]
    sections = tuple(one.model_copy(update={"value": value}) for one, value in zip(plan.sections, values, strict=True))
    plan = plan.model_copy(update={"sections": sections, "numbers": (number(text, kind, 10),)})
    assert any(item.reason == "number_unclaimed" for item in asked(plan)) == asks


def test_what_every_plan_states_is_asked_for_where_it_was_not_found() -> None:
    plan = plan_with()
    plan = plan.model_copy(update={"front": plan.front.model_copy(update={"title": Absent(why="not_found")})})
    assert "title" in {item.key for item in asked(plan) if item.reason == "not_found"}


def test_a_table_without_tasks_and_a_row_too_few_are_asked_for() -> None:
    plan = plan_with()
    box = plan.tables[0].cells[0].box
    cells = tuple(
        Cell(row=row, column=column, kind="cell", text="ô", page=2, box=box)
        for row in range(1, 5)
        for column in (1, 2, 3)
    )
    table = Table(number=2, page=2, page_end=2, columns=3, cells=cells)
    plan = with_task(plan.model_copy(update={"tables": (*plan.tables, table)}), 1, number="4")
    reasons = {(item.family, item.reason, item.page) for item in asked(plan)}
    assert ("task", "not_found", 2) in reasons
    assert ("task", "inconsistent", 1) in reasons


@pytest.mark.parametrize(("claimed", "told"), [(0, "4 ô số"), (1, "1 ô ở cột chỉ tiêu"), (2, "")])
def test_a_table_of_figures_that_gives_too_few_targets_is_asked_for_once(claimed: int, told: str) -> None:
    plan = plan_with()
    box = plan.tables[0].cells[0].box
    cells = [
        Cell(row=row, column=column, kind="cell", text=text, page=2, box=box, spans=(Span(start=at, end=at + 2),))
        for row, texts in ((1, ("Xã A", "2019", "61", "70")), (2, ("Xã B", "2020", "58", "68")))
        for column, text in enumerate(texts, 1)
        for at in [9000 + 100 * row + 10 * column]
    ]
    table = Table(number=2, page=2, page_end=2, columns=4, roles=("other",) * 4, cells=tuple(cells))
    plan = plan.model_copy(update={"tables": (*plan.tables, table)})
    for index in range(claimed):
        plan = with_target(plan, index, number_spans=cells[4 * index + 3].spans)
    asks = [item.message_vi for item in asked(plan) if item.page == 2 and not item.key and "Bảng 2" in item.message_vi]
    assert len(asks) == bool(told)
    assert told in "".join(asks)


def test_the_same_promise_with_two_numbers_is_asked_for_on_both_sides() -> None:
    plan = plan_with()
    for index, value in ((0, 95), (1, 98)):
        plan = with_target(plan, index, indicator_id="x.y", value=Decimal(value), unit="%", baseline="")
    assert sum(item.reason == "inconsistent" for item in asked(plan)) == 2


def test_what_is_settled_is_asked_no_more_unless_it_conflicts(tmp_path: Path) -> None:
    plan = doubted(plan_with(), 0)
    lan = Reviewer(tmp_path, plan)
    lan.say("target", 0, "corrected", value="96")
    left = document_queue(lan.look(), RATES)
    assert not any(item.reason == "readings_differ" for item in left)
    again = document_queue(lan.look(with_target(plan, 0, comparator="<")), RATES)
    assert [item.reason for item in again if item.key == lan.fact("target", 0).key] == ["conflict"]


def test_the_sample_stays_the_same_while_people_work_and_widens_where_it_finds_errors(tmp_path: Path) -> None:
    plan = plan_with()
    lan = Reviewer(tmp_path, plan)
    first = next(one for one in draw(lan.look(), ()) if one.family == "target").first
    assert len(first) == 2
    lan.log.record(lan.line(first[0]), first[0].revision)
    now = next(one for one in draw(lan.look(), ()) if one.family == "target")
    assert [fact.key for fact in now.first] == [fact.key for fact in first]
    assert len(now.all) == 2
    lan.log.record(lan.line(first[1], "corrected", value="7"), first[1].revision)
    wider = next(one for one in draw(lan.look(), ()) if one.family == "target")
    assert len(wider.all) == len(plan.targets)


def test_the_promise_worsens_when_the_sample_finds_errors(tmp_path: Path) -> None:
    plan = plan_with()
    lan = Reviewer(tmp_path, plan)
    before = promise([lan.look()], RATES)
    assert before.facts == before.settled + before.to_review + before.rest
    assert 0 <= before.error <= before.error_high <= 1
    for fact in next(one for one in draw(lan.look(), ()) if one.family == "target").first:
        lan.log.record(lan.line(fact, "rejected"), fact.revision)
    after = promise([lan.look()], RATES)
    assert (after.audited, after.audited_wrong) == (2, 2)
    assert after.error_high > before.error_high


def test_a_sample_without_errors_narrows_the_promise(tmp_path: Path) -> None:
    lan = Reviewer(tmp_path, plan_with())
    before = promise([lan.look()], RATES)
    for one in draw(lan.look(), ()):
        for fact in one.first:
            lan.log.record(lan.line(fact), fact.revision)
    assert promise([lan.look()], RATES).error_high < before.error_high


def test_the_queue_of_a_store_is_in_order_and_names_its_documents(tmp_path: Path) -> None:
    plans = [doubted(plan_with(doc_id=f"made-{n}", plan_id=f"made-{n}"), n) for n in (0, 1)]
    sources = [plan.source.model_copy(update={"sha256": str(n) * 64}) for n, plan in enumerate(plans)]
    plans = [plan.model_copy(update={"source": one}) for plan, one in zip(plans, sources, strict=True)]
    items = review_queue(made_store(tmp_path / "data", plans), tmp_path / "golden")
    assert [item.weight for item in items] == sorted((item.weight for item in items), reverse=True)
    assert {item.doc_id for item in items} == {"made-0", "made-1"}


@pytest.mark.parametrize(
    ("wrong", "seen", "bound"), [(0, 30, 0.0950), (0, 60, 0.0487), (1, 60, 0.0767), (5, 100, 0.1023), (3, 3, 1.0)]
)
def test_the_bound_is_that_of_clopper_and_pearson(wrong: int, seen: int, bound: float) -> None:
    """Values of the one-sided 95 % bound from published tables."""
    assert upper_bound(wrong, seen) == pytest.approx(bound, abs=2e-4)


def test_a_surer_fact_is_never_called_likelier_wrong() -> None:
    facts = [(0.5, 0)] * 3 + [(0.5, 1)] + [(0.7, 1)] * 2 + [(0.9, 0)] * 9 + [(0.99, 1), (0.99, 0)]
    points = [CurvePoint(confidence=confidence, wrong=wrong, seen=1) for confidence, wrong in facts]
    shares = [point.wrong / point.seen for point in isotonic(points)]
    assert shares == sorted(shares, reverse=True)
    assert sum(point.seen for point in isotonic(points)) == len(facts)


def test_rates_come_back_from_their_file(tmp_path: Path) -> None:
    (tmp_path / "rates.toml").write_text(rates_to_toml(RATES, "made"), encoding="utf-8")
    assert read_rates(tmp_path / "rates.toml") == RATES


def test_an_unreviewed_plan_asks_for_its_sample() -> None:
    families = {item.family for item in asked(plan_with()) if item.reason == "audit"}
    assert families == {"target", "task", "field", "section", "commitment", "legal_ref"}


def test_a_plan_with_hardly_any_headings_and_an_appendix_without_a_table_are_asked_for() -> None:
    pages = tuple(PageInfo(number=n, width=595, height=842, source="ocr") for n in range(1, 9))
    heads = plan_with().sections[:2]
    appendix = heads[1].model_copy(update={"value": heads[1].value.model_copy(update={"role": "appendix"}), "page": 7})
    plan = plan_with(pages=pages, sections=(heads[0], appendix), tables=(), tasks=())
    places = {(item.family, item.page) for item in asked(plan) if item.reason == "not_found" and not item.key}
    assert places == {("section", 1), ("task", 7)}
    assert not any(item.family == "section" and not item.key for item in asked(plan_with(pages=pages[:2])))


def test_a_sampled_fact_is_wrong_by_what_this_scan_reads(tmp_path: Path) -> None:
    """A correction made on one scan: on another that reads the number right, the fact is none of its errors."""
    plan = plan_with()
    lan = Reviewer(tmp_path, plan)
    lan.say("target", 0, "corrected", value="96")
    assert was_wrong(lan.fact("target", 0))
    right = lan.look(with_target(plan, 0, value=Decimal(96))).of("target")[0]
    assert (right.state, was_wrong(right)) == ("corrected", False)
