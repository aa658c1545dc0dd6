"""Stores of small made plans, for tests of export, comparison and report."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.plan import FrontMatter, PlanDocument, Quantity, Target, Versions
from models.record import DocumentRecord
from models.source import Box, Found, SourceDocument, Span
from models.table import Deadline, Task
from models.transcript import PageInfo, Transcript
from pipeline.identity import slug
from pipeline.store import Store

BOX = Box(x0=85, y0=100, x1=300, y1=114)
PDF = b"%PDF-1.4 not a real one %%EOF"


def found(value: Any, quote: str = "trích", confidence: float = 0.9) -> Found[Any]:
    return Found(value=value, spans=(Span(start=0, end=5),), quote=quote, page=1, box=BOX, confidence=confidence)


def target(indicator: str, value: str, comparator: str = ">=", **facts: Any) -> Target:
    """A target; `unit`, `change` and `value_max` go to its quantity."""
    amount = {name: facts.pop(name) for name in ("unit", "change", "value_max") if name in facts}
    quantity = Quantity(value=Decimal(value), comparator=comparator, **{"unit": "%", **amount})  # type: ignore[arg-type]
    given = {
        "subject": indicator or "việc khác",
        "year": 2025,
        "section_path": "II/1",
        "section_role": "targets",
        **facts,
    }
    return Target(quantity=quantity, indicator_id=indicator, indicator_name=indicator, **given)


def made_plan(
    unit: str,
    targets: Sequence[Target] = (),
    *,
    province: str = "Bình Thuận",
    level: str = "huyện",
    period: tuple[int, int | None] = (2021, 2025),
    issued: date | None = date(2021, 9, 1),
    issuer: str = "",
    tasks: Sequence[Task] = (),
    salt: str = "",
) -> PlanDocument:
    name = f"{unit} {period[0]} {salt}".strip()
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    doc_id = f"doc-{sha256[:8]}"
    facts: dict[str, Any] = {"unit_name": unit, "unit_level": level, "period_start": period[0], "issuer": issuer}
    facts |= {"province": province, "period_end": period[1], "issue_date": issued}
    facts["district"] = unit if level == "huyện" else ""
    numbered = [
        found(one.model_copy(update={"target_id": f"{doc_id}.t{number:03d}"}), f"{one.subject} {one.quantity.value}%")
        for number, one in enumerate(targets, 1)
    ]
    return PlanDocument(
        doc_id=doc_id,
        plan_id=slug(f"plan {unit} {period[0]}"),
        source=SourceDocument(sha256=sha256, file_name=f"{name}.pdf", size=len(PDF)),
        status="read",
        versions=Versions(program="1", extractors="e", lexicon="l", engine="r"),
        front=FrontMatter(**{key: found(value) for key, value in facts.items() if value}),
        pages=(PageInfo(number=1, width=595, height=842, source="ocr"),),
        targets=tuple(numbered),
        tasks=tuple(found(task) for task in tasks),
    )


def made_task(row: int, agency: str, due: date | None) -> Task:
    deadlines = (Deadline(text="hạn", kind="date", last_day=due),) if due else ()
    return Task(table=1, row=row, task=f"Việc {row}", lead=agency, lead_agencies=(agency,), deadlines=deadlines)


def made_store(folder: Path, plans: Sequence[PlanDocument], pdf: bytes = PDF) -> Store:
    """Write plans as if they had just been read, in the order given."""
    store = Store(folder)
    for number, plan in enumerate(plans):
        sha256 = plan.source.sha256
        store.original(sha256).parent.mkdir(parents=True, exist_ok=True)
        store.original(sha256).write_bytes(pdf)
        record = DocumentRecord(
            source=plan.source, names=(plan.source.file_name,), archived=f"2026-01-{number + 1:02d}"
        )
        store.commit(record, plan, Transcript(text="một trang\n"))
    return store
