"""The tables read a plan.json as plain dictionaries: the same facts, held to the same types, as a PlanDocument."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from models.columns import TABLES
from models.plan import (
    Commitment,
    FrontMatter,
    LegalRef,
    NumberRead,
    PlanDocument,
    Quantity,
    Section,
    Target,
)
from models.source import Box, Doubt, Found, SourceDocument
from models.table import Cell, Deadline, Table, Task
from models.transcript import PageInfo
from pipeline.export import shown_plan
from pipeline.export.rows import PlanRows, text_of
from pipeline.export.shown_plan import read_shown, shown
from pipeline.export.tables import export
from pipeline.geometry import box_to_paper
from tests.pipeline.made_plan import made_plan as whole_plan
from tests.pipeline.made_store import made_plan, made_store, target

SHAPES: list[tuple[Any, type[BaseModel]]] = [
    (shown_plan.ShownDoubt, Doubt),
    (shown_plan.ShownBox, Box),
    (shown_plan.ShownFound, Found),
    (shown_plan.ShownField, Found),
    (shown_plan.ShownFront, FrontMatter),
    (shown_plan.ShownQuantity, Quantity),
    (shown_plan.ShownTarget, Target),
    (shown_plan.ShownSection, Section),
    (shown_plan.ShownCommitment, Commitment),
    (shown_plan.ShownDeadline, Deadline),
    (shown_plan.ShownTask, Task),
    (shown_plan.ShownCell, Cell),
    (shown_plan.ShownTable, Table),
    (shown_plan.ShownRef, LegalRef),
    (shown_plan.ShownNumber, NumberRead),
    (shown_plan.ShownPage, PageInfo),
    (shown_plan.ShownSource, SourceDocument),
    (shown_plan.ShownPlan, PlanDocument),
]


@pytest.mark.parametrize(("shape", "model"), SHAPES)
def test_every_field_is_one_of_the_plans_own(shape: Any, model: type[BaseModel]) -> None:
    assert set(shape.__annotations__) <= set(model.model_fields)
    if shape is not shown_plan.ShownPlan:
        return
    assert len(SHAPES) == sum(name.startswith("Shown") for name in dir(shown_plan))


def test_a_plan_on_the_disk_and_one_at_hand_show_the_same() -> None:
    plan = whole_plan()
    assert read_shown(plan.model_dump_json(indent=1).encode()) == shown(plan)


def change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """A change of one place of a plan.json, "a/0/b"."""

    def apply(held: Any) -> None:
        *above, last = (int(name) if name.isdigit() else name for name in path.split("/"))
        for name in above:
            held = held[name]
        held[last] = value

    return apply


REFUSED = [
    change("targets/0/value/quantity/value", "tám mươi"),
    change("targets/0/value/quantity/comparator", "≥"),
    change("targets/0/value/scope", "cấp thôn"),
    change("targets/0/value/year", "nay"),
    change("targets/0/confidence", 1.5),
    change("targets/0/box", [1, 2, 3, 4]),
    change("status", "done"),
    change("front/period_end/value", "2025-2026"),
    change("tables", None),
]


@pytest.mark.parametrize("disturb", REFUSED)
def test_what_a_plan_refuses_no_table_shows(disturb: Callable[[dict[str, Any]], None], tmp_path: Path) -> None:
    plan = made_plan("Tuy Phong", [target("a", "80")])
    store = made_store(tmp_path / "data", [plan])
    path = store.plans / plan.doc_id / "plan.json"
    held = json.loads(path.read_bytes())
    disturb(held)
    path.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(ValidationError):
        PlanDocument.model_validate_json(path.read_bytes())
    with pytest.raises(ValidationError):
        export(store, tmp_path / "out")
    assert not list((tmp_path / "out").glob("*.csv"))


def test_a_plan_of_an_older_program_is_read_as_it_would_be_today() -> None:
    """Fields that it did not know have their defaults."""
    plan = made_plan("Tuy Phong", [target("a", "80")])
    held = json.loads(plan.model_dump_json())
    del held["numbers"], held["targets"][0]["value"]["recurring"], held["targets"][0]["doubts"]
    assert read_shown(json.dumps(held).encode()) == shown(plan)


@pytest.mark.parametrize(("skew", "turn"), [(0.0, 0), (1.25, 0), (0.0, 90), (-0.7, 180), (0.3, 270)])
def test_boxes_lie_on_the_paper_as_it_was_scanned(skew: float, turn: int) -> None:
    plan = made_plan("Tuy Phong", [target("a", "80")])
    page = plan.pages[0].model_copy(update={"skew": skew, "turn": turn})
    (row,) = PlanRows(shown(plan.model_copy(update={"pages": (page,)}))).rows("consolidated")
    box = plan.targets[0].box
    assert box is not None
    paper = box_to_paper(box, page)
    told = f"{paper.x0:.1f},{paper.y0:.1f},{paper.x1:.1f},{paper.y1:.1f}"
    assert row[TABLES["consolidated"].index("bbox")] == told
    assert (told == "85.0,100.0,300.0,114.0") == (not skew and not turn)


def test_a_box_beside_the_paper_is_cut_at_its_edge() -> None:
    """Where a skewed scan was straightened, white beside it belongs to the page: no coordinate begins with a minus."""
    plan = made_plan("Tuy Phong", [target("a", "80")])
    found = plan.targets[0].model_copy(update={"box": Box(x0=0.0, y0=780.0, x1=65.0, y1=800.0)})
    page = plan.pages[0].model_copy(update={"skew": 1.25})
    assert found.box is not None
    assert box_to_paper(found.box, page).x0 < 0
    (row,) = PlanRows(shown(plan.model_copy(update={"pages": (page,), "targets": (found,)}))).rows("consolidated")
    assert row[TABLES["consolidated"].index("bbox")].startswith("0.0,")


def test_values_arrive_typed() -> None:
    (row,) = PlanRows(shown(made_plan("Tuy Phong", [target("a", "12.50")]))).rows("consolidated")
    held = dict(zip(TABLES["consolidated"], row, strict=True))
    assert (text_of(held["value"]), held["year"], held["recurring"]) == ("12.5", 2025, False)
    (row,) = PlanRows(shown(made_plan("Tuy Phong", issued=date(2021, 9, 1)))).rows("documents")
    assert row[TABLES["documents"].index("issue_date")] == date(2021, 9, 1)
