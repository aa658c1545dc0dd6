"""A plan and its golden that agree in every fact, to be disturbed one fact at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from models.golden import (
    GoldenCommitment,
    GoldenField,
    GoldenLegalRef,
    GoldenPlan,
    GoldenSection,
    GoldenTarget,
    GoldenTask,
    TextRef,
)
from models.plan import Commitment, FrontMatter, LegalRef, PlanDocument, Quantity, Section, Target, Versions
from models.source import Box, Found, SourceDocument, Span
from models.table import Cell, Deadline, Table, Task

T = TypeVar("T")
SHA = "0" * 64


def found(value: T, quote: str = "", page: int = 1) -> Found[T]:
    return Found(value=value, quote=quote, page=page)


def no_text(ref: TextRef) -> str | None:
    """No text file is at hand."""
    return None


PROMISES = [
    ("95", "%", ">=", "", "II/1", 2025, "hồ sơ một cửa được trả đúng hẹn", ""),
    ("100", "%", "=", "", "II/1", 2025, "thôn có nhà văn hóa mở cửa hằng tuần", ""),
    ("12", "xã", ">", "", "II/2", 2024, "xã đạt chuẩn vệ sinh môi trường", ""),
    ("4.5", "tỷ đồng", "<=", "", "III", None, "chi hội họp trong một năm", ""),
    ("10", "%", ">=", "decrease", "III", 2025, "cuộc họp giấy tờ của phòng ban", "so với năm 2020"),
]
TARGETS: list[dict[str, Any]] = [
    dict(zip(("value", "unit", "comparator", "change", "path", "year", "subject", "baseline"), one, strict=True))
    for one in PROMISES
]
TASKS = [
    ("I", "1", "Lập danh mục bến đò ngang", "Phòng Kinh tế", "Danh mục", "Quý I/2022", "quarter", date(2022, 3, 31)),
    ("I", "2", "Khơi thông mương tiêu vùng trũng", "UBND cấp xã", "Báo cáo", "Thường xuyên", "recurring", None),
    ("II", "1", "Tu sửa cầu treo suối Đá", "Phòng Kinh tế", "Biên bản", "30/6/2023", "date", date(2023, 6, 30)),
]


def made_plan(**changes: Any) -> PlanDocument:
    """Make the plan; `changes` replace whole fields of it."""
    targets = tuple(
        found(
            Target(
                quantity=Quantity(
                    value=Decimal(t["value"]), unit=t["unit"], comparator=t["comparator"], change=t["change"]
                ),
                subject=t["subject"],
                section_path=t["path"],
                year=t["year"],
                baseline=t["baseline"],
            ),
            quote=f"{t['value']} {t['unit']} {t['subject']}",
        )
        for t in TARGETS
    )
    tasks = tuple(
        found(
            Task(
                table=1, row=n, group_label=group, number=number, task=task, lead=lead, output=output,
                deadline_text=text,
                deadlines=(Deadline(text=text, kind=kind, last_day=day),),
            ),
            quote=task,
        )
        for n, (group, number, task, lead, output, text, kind, day) in enumerate(TASKS, 1)
    )  # fmt: skip
    box = Box(x0=0, y0=0, x1=1, y1=1)
    groups = [Cell(row=row, column=1, kind="group", text=str(row), page=1, box=box) for row in (1, 4)]
    fields: dict[str, Any] = {
        "doc_id": "made-1",
        "plan_id": "made",
        "source": SourceDocument(sha256=SHA, file_name="made.pdf", size=1),
        "status": "read",
        "versions": Versions(program="1", extractors="1", lexicon="1", engine="none"),
        "front": FrontMatter(
            number=found("12/KH-UBND"), issue_date=found(date(2022, 1, 5)), title=found("Phát triển chợ quê năm 2022"),
            period_start=found(2022),
        ),
        "sections": tuple(
            found(Section(path=path, label=path, heading=heading, level=level, role=role, span=Span(start=0, end=1)))
            for path, heading, level, role in SECTIONS
        ),
        "targets": targets,
        "tasks": tasks,
        "tables": (Table(number=1, page=1, page_end=1, columns=6, cells=tuple(groups)),),
        "legal_refs": (
            found(LegalRef(symbol="15/NQ-HĐND", issued=date(2013, 6, 1))),
            found(LegalRef(symbol="15/NQ-HĐND", issued=date(2021, 7, 1))),
            found(LegalRef(symbol="9/QĐ-UBND")),
        ),
        "commitments": (
            found(Commitment(section_path="II", kind="zero", subject="đò chở quá tải"), "không để đò chở quá tải"),
        ),
    }  # fmt: skip
    return PlanDocument(**{**fields, **changes})


SECTIONS = [
    ("I", "MỤC ĐÍCH", 1, "purpose"),
    ("II", "CHỈ TIÊU", 1, "targets"),
    ("II/1", "Chợ phiên", 2, "targets"),
    ("III", "TỔ CHỨC THỰC HIỆN", 1, "organization"),
]


def made_golden(**changes: Any) -> GoldenPlan:
    """Make its golden; `changes` replace whole fields of it."""
    fields: dict[str, Any] = {
        "plan_id": "made",
        "title": "made",
        "origin": "made",
        "read_from": SHA,
        "document": {
            "number": GoldenField(value="12/KH-UBND"),
            "issue_date": GoldenField(value="2022-01-05"),
            "title": GoldenField(value="Phát triển chợ quê năm 2022"),
            "period_start": GoldenField(value="2022"),
            "period_end": GoldenField(state="not_stated"),
        },
        "sections": tuple(
            GoldenSection(path=path, heading=heading, level=level, role=role)
            for path, heading, level, role in SECTIONS
        ),
        "targets": tuple(
            GoldenTarget(
                value=Decimal(t["value"]), unit=t["unit"], comparator=t["comparator"], change=t["change"],
                subject=t["subject"], quote=f"{t['value']} {t['unit']} {t['subject']}", section_path=t["path"],
                year=t["year"], baseline=t["baseline"],
            )
            for t in TARGETS
        ),
        "tasks": tuple(
            GoldenTask(
                row=n, group_label=group, number=number, task=task, lead=lead, output=output, deadline=text,
                deadline_kind=kind, deadline_date=day,
            )
            for n, (group, number, task, lead, output, text, kind, day) in enumerate(TASKS, 1)
        ),
        "groups": 2,
        "legal_refs": (
            GoldenLegalRef(symbol="15/NQ-HĐND", issued=date(2013, 6, 1)),
            GoldenLegalRef(symbol="15/NQ-HĐND", issued=date(2021, 7, 1)),
            GoldenLegalRef(symbol="9/QĐ-UBND"),
        ),
        "commitments": (GoldenCommitment(kind="zero", quote="không để đò chở quá tải", section_path="II"),),
    }  # fmt: skip
    return GoldenPlan(**{**fields, **changes})


def with_target(plan: PlanDocument, index: int, **changes: Any) -> PlanDocument:
    """Change one target (fields of its quantity included) in a plan."""
    one = plan.targets[index]
    quantity = {key: value for key, value in changes.items() if key in Quantity.model_fields}
    rest = {key: value for key, value in changes.items() if key not in quantity}
    value = one.value.model_copy(update={"quantity": one.value.quantity.model_copy(update=quantity), **rest})
    targets = list(plan.targets)
    targets[index] = one.model_copy(update={"value": value})
    return plan.model_copy(update={"targets": tuple(targets)})


def with_task(plan: PlanDocument, index: int, **changes: Any) -> PlanDocument:
    """Change one task in a plan."""
    tasks = list(plan.tasks)
    tasks[index] = tasks[index].model_copy(update={"value": tasks[index].value.model_copy(update=changes)})
    return plan.model_copy(update={"tasks": tuple(tasks)})
