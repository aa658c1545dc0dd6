from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

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
    Versions,
)
from models.review import Place
from models.source import Doubt, SourceDocument, Span
from models.table import Cell, Deadline, Table, Task
from models.transcript import PageInfo, Transcript
from pipeline.export.rows import text_of
from pipeline.export.selection import Selection
from pipeline.export.tables import FORMATS, export, guard
from pipeline.golden.deciding import add_fact
from pipeline.inbox import Waiting
from pipeline.store import Store
from tests.pipeline import made_store as made_stores
from tests.pipeline.made_store import BOX, made_plan, made_store, target
from tests.pipeline.reviews import Reviewer

DOUBTS = (Doubt(code="x", detail="a; b"), Doubt(code="y"))
NUMBER = NumberRead(text="305,50", kind="target", target_id="phu-la-2022-1.t001", readings=("305,50", "306,50"))
INJECTION = '=HYPERLINK("http://x";"y")'
found = partial(made_stores.found, confidence=0.93)


def plan_of(source: SourceDocument) -> PlanDocument:
    target = Target(
        target_id="phu-la-2022-1.t001",
        quantity=Quantity(value=Decimal("305.50"), unit="tỷ đồng", comparator=">"),
        subject=INJECTION,
        year=2022,
        section_path="II/1",
        section_role="targets",
    )
    cell = Cell(row=1, column=1, kind="cell", text="- Báo cáo", page=1, box=BOX)
    task = Task(
        table=1, row=1, number="1", task="Rà soát", lead="P. Tư pháp", lead_agencies=("Phòng Tư pháp",),
        deadlines=(Deadline(text="Quý II/2022", kind="quarter", last_day=date(2022, 6, 30)),),
    )  # fmt: skip
    section = Section(path="II", label="II", heading="MỤC TIÊU", level=1, role="targets", span=Span(start=0, end=5))
    return PlanDocument(
        doc_id="phu-la-2022-1",
        plan_id="phu-la-2022",
        source=source,
        status="read",
        versions=Versions(program="1", extractors="e", lexicon="l", engine="r"),
        front=FrontMatter(issue_date=found(date(2022, 2, 11)), unit_name=found("Phú La")),
        pages=(PageInfo(number=1, width=595, height=842, source="ocr"),),
        sections=(found(section),),
        targets=(found(target, "đạt trên\f305,50 tỷ đồng").model_copy(update={"doubts": DOUBTS}),),
        commitments=(found(Commitment(kind="rank", subject="Chỉ số")),),
        tables=(Table(number=1, page=1, page_end=1, columns=1, cells=(cell,)),),
        tasks=(found(task),),
        legal_refs=(found(LegalRef(symbol="76/NQ-CP", type="Nghị quyết", issued=date(2021, 7, 15))),),
        numbers=(found(NUMBER),),
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "data")
    (tmp_path / "kế hoạch.pdf").write_bytes(b"%PDF")
    record = made.admit(Waiting(tmp_path / "kế hoạch.pdf", "kế hoạch.pdf", named=True)).record
    made.commit(record, plan_of(record.source), Transcript(text="một trang\n"))
    return made


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_has_its_columns_and_facts(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "out")
    for name, columns in TABLES.items():
        assert list(table(tmp_path / "out", name)[0]) == list(columns), name
    row = table(tmp_path / "out", "consolidated")[0]
    assert (row["value"], row["unit"], row["comparator"], row["year"]) == ("305.5", "tỷ đồng", ">", "2022")
    assert row["quote"] == "đạt trên 305,50 tỷ đồng"
    assert row["doubts"] == "x: a, b; y"
    assert table(tmp_path / "out", "tasks")[0]["deadline_date"] == "2022-06-30"
    assert table(tmp_path / "out", "numbers")[0]["readings"] == "305,50 / 306,50"
    assert (tmp_path / "out" / "text" / "kế hoạch.txt").read_text(encoding="utf-8") == "một trang\n"


def test_the_bytes_are_what_spreadsheets_expect(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "a")
    export(store, tmp_path / "b")
    raw = (tmp_path / "a" / "documents.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    for name in TABLES:
        assert (tmp_path / "a" / f"{name}.csv").read_bytes() == (tmp_path / "b" / f"{name}.csv").read_bytes()


def test_excel_in_vietnam_gets_semicolons_and_decimal_commas(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "out", dialect="excel-vi")
    text = (tmp_path / "out" / "consolidated.csv").read_text(encoding="utf-8-sig")
    assert ";305,5;" in text
    assert ";0,93;" in text


@pytest.mark.parametrize("text", [INJECTION, "+1", "-1+2", "@SUM(A1)", "\tx"])
def test_no_text_cell_runs_as_a_formula(text: str) -> None:
    assert guard("subject", text) == "'" + text
    assert guard("value", "-5") == "-5"
    assert guard("comparator", "=") == "="


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("1600"), "1600"), (Decimal("2.50"), "2.5"), (Decimal("0.0"), "0"), (None, ""), (0.9, "0.9"), (1.0, "1"),
     (date(2022, 2, 1), "2022-02-01"), (" hai\n dòng ", "hai dòng"), (False, "false")],
)  # fmt: skip
def test_values_are_written_as_the_contract_types_them(value: object, written: str) -> None:
    assert text_of(value) == written


@pytest.mark.shared
def test_the_contract_checker_holds(store: Store, tmp_path: Path, shared: Path) -> None:
    export(store, tmp_path / "out")
    checker = shared / "tools" / "check_export.py"
    done = subprocess.run([sys.executable, checker, tmp_path / "out"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("text", ["1/2", "1.1", "02", "3-4", "80%", "30/12/2024", "12E5"])
def test_excel_in_vietnam_makes_no_dates_and_numbers_of_text(text: str) -> None:
    assert guard("label", text, figures=True) == "'" + text
    assert guard("bbox", "85.0,100.0,300.0,114.0", figures=True) == "85.0,100.0,300.0,114.0"
    assert guard("heading", "1. Mục tiêu", figures=True) == "1. Mục tiêu"


FORMULAS = [INJECTION, "+84", "@SUM(A1)", "-1+2"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_plan_arrives_as_text_in_every_format(tmp_path: Path, formula: str) -> None:
    plans = [made_plan("Tuy Phong", [target("a", "80", "=", subject=formula)])]
    export(made_store(tmp_path / "data", plans), tmp_path / "out", formats=FORMATS)
    assert table(tmp_path / "out", "consolidated")[0]["comparator"] == "="
    assert table(tmp_path / "out", "consolidated")[0]["subject"] == "'" + formula
    plan = json.loads((tmp_path / "out" / "plans.jsonl").read_text(encoding="utf-8"))
    assert plan["targets"][0]["value"]["subject"] == formula


SELECTIONS = [
    (Selection(), 3, 4),
    (Selection(provinces=("bình thuận",)), 2, 3),
    (Selection(year=2022), 2, 3),
    (Selection(indicators=("a",)), 3, 2),
    (Selection(min_confidence=0.95), 3, 1),  # what a person accepted is sure
    (Selection(accepted_only=True), 3, 1),
]


@pytest.mark.parametrize(("selection", "documents", "targets"), SELECTIONS)
def test_an_export_holds_what_was_asked_for(tmp_path: Path, selection: Selection, documents: int, targets: int) -> None:
    plans = [
        made_plan("Tuy Phong", [target("a", "80"), target("b", "90")]),
        made_plan("Bắc Bình", [target("a", "70")], period=(2019, 2019)),
        made_plan("Hoằng Hóa", [target("c", "60")], province="", period=(2022, None)),
    ]
    lan = Reviewer(tmp_path / "golden", plans[0])
    lan.say("target", 0)
    done = export(made_store(tmp_path / "data", plans), tmp_path / "out", selection=selection, reviews=lan.log)
    assert (done.rows["documents"], done.rows["consolidated"]) == (documents, targets)
    assert done.unjudged == (1 if selection.provinces else 0)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert package.get("filters", {}) == selection.as_text()


def test_an_export_holds_what_a_person_said(tmp_path: Path) -> None:
    """Corrected values, the quote as read, the state of each target; an added one is a row, a rejected one says so."""
    plan = made_plan("Tuy Phong", [target("a", "80"), target("b", "90"), target("c", "70")])
    store = made_store(tmp_path / "data", [plan])
    lan = Reviewer(tmp_path / "golden", plan)
    lan.say("target", 0, "corrected", value="85", subject="hồ sơ nộp trên mạng")
    lan.say("target", 1, "rejected")
    wanted = {"value": "5", "unit": "xã", "subject": "xã có đường nhựa"}
    lan.log.record(add_fact(plan, "target", wanted, Place(page=1, box=BOX), quote="05 xã có đường nhựa", who="Lan"))
    field = next(fact for fact in lan.look().of("field") if fact.key == "unit_name")
    lan.log.record(lan.line(field, "corrected", value="Tuy Phước"), field.revision)
    export(store, tmp_path / "out", reviews=lan.log)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "consolidated.csv").read_bytes().decode("utf-8-sig"))))
    told = [(row["value"], row["subject"], row["quote"], row["review"]) for row in rows]
    assert told == [
        ("85", "hồ sơ nộp trên mạng", "a 80%", "corrected"),
        ("90", "b", "b 90%", "rejected"),
        ("70", "c", "c 70%", "unreviewed"),
        ("5", "xã có đường nhựa", "05 xã có đường nhựa", "corrected"),
    ]
    assert {row["unit_name"] for row in rows} == {"Tuy Phước"}
    assert len({row["target_id"] for row in rows}) == 4


def test_several_processes_write_the_same_bytes_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.export.rendering.ALONE", 0)
    monkeypatch.setattr("pipeline.export.rendering.BATCH", 3)
    store = made_store(tmp_path / "data", [made_plan(f"Xã {n}", [target("a", str(n))], level="xã") for n in range(10)])
    for name, workers in (("one", 1), ("two", 2)):
        export(store, tmp_path / name, formats=FORMATS, workers=workers)
    for path in (tmp_path / "one").iterdir():
        assert path.is_dir() or path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_an_export_that_fails_leaves_the_older_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(store, tmp_path / "out", formats=FORMATS)
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    monkeypatch.setattr("pipeline.export.rendering.PlanRows.rows", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(store, tmp_path / "out", formats=FORMATS)
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()} == before
