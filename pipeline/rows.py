"""A plan as rows of the consolidated tables: text exactly as the contract types it (docs/interface.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.source import Absent, Box, Doubt, Found
from pipeline.geometry import box_to_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.plan import PlanDocument
    from models.record import DocumentRecord, QuarantineNote
    from models.table import Task
    from models.transcript import PageInfo

Row = dict[str, str]


def text_of(value: Any) -> str:
    """Write a value as the contract does: ISO dates, points in numbers, no thousands mark, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".") if value else "0"
    return " ".join(str(value).split())


def field_text(field: Found[Any] | Absent) -> str:
    """Text of a front-matter field; empty where the paper does not state it or it cannot be read."""
    return text_of(field.value) if isinstance(field, Found) else ""


def doubts_text(doubts: Iterable[Doubt]) -> str:
    """Join doubts as one cell holds them."""
    return "; ".join(dict.fromkeys(" ".join(str(doubt).split()).replace("; ", ", ") for doubt in doubts))


class PlanRows:
    """The rows of one plan, table by table."""

    def __init__(self, plan: PlanDocument, version_of: str = "") -> None:
        self._plan = plan
        self._version_of = version_of
        self._pages: dict[int, PageInfo] = {page.number: page for page in plan.pages}
        self._key: Row = {"doc_id": plan.doc_id, "file_name": plan.source.file_name}

    def _row(self, **cells: Any) -> Row:
        return {**self._key, **{name: text_of(value) for name, value in cells.items()}}

    def _bbox(self, box: Box | None, page: int) -> str:
        if box is None or page not in self._pages:
            return "0,0,0,0"
        paper = box_to_paper(box, self._pages[page])
        return ",".join(f"{edge:.1f}" for edge in (paper.x0, paper.y0, paper.x1, paper.y1))

    def documents(self) -> Iterator[Row]:
        """One row: the document."""
        plan, front = self._plan, self._plan.front
        fields = {name: field_text(getattr(front, name)) for name in DOCUMENT_FIELDS}
        yield self._row(
            plan_id=plan.plan_id,
            version_of=self._version_of,
            sha256=plan.source.sha256,
            status=plan.status,
            pages=len(plan.pages) + len(plan.failures),
            pages_ocr=sum(page.source == "ocr" for page in plan.pages),
            confidence=plan.confidence,
            doubts=doubts_text(plan.doubts),
            **fields,
        )

    def consolidated(self) -> Iterator[Row]:
        """One row a numeric target."""
        front = self._plan.front
        whose = {
            name: field_text(getattr(front, name))
            for name in ("province", "district", "unit_name", "unit_level", "period_start", "period_end")
        }
        for found in self._plan.targets:
            target, quantity = found.value, found.value.quantity
            yield self._row(
                plan_id=self._plan.plan_id,
                **whose,
                **{name: getattr(target, name) for name in TARGET_FIELDS},
                value=quantity.value,
                value_max=quantity.value_max,
                unit=quantity.unit,
                comparator=quantity.comparator,
                change=quantity.change,
                quote=found.quote,
                page=found.page,
                bbox=self._bbox(found.box, found.page),
                confidence=found.confidence,
                review="unreviewed",
                doubts=doubts_text(found.doubts),
            )

    def sections(self) -> Iterator[Row]:
        """One row a headed section."""
        for found in self._plan.sections:
            section = found.value
            cells = {name: getattr(section, name) for name in ("path", "label", "heading", "level", "role")}
            yield self._row(**cells, page=found.page, confidence=found.confidence)

    def tasks(self) -> Iterator[Row]:
        """One row a task of an appendix table."""
        for found in self._plan.tasks:
            task = found.value
            yield self._row(
                **{name: getattr(task, name) for name in TASK_FIELDS},
                deadline_date=_last_day(task),
                deadline_kind=task.deadlines[0].kind if task.deadlines else "",
                lead_agencies="; ".join(task.lead_agencies),
                support_agencies="; ".join(task.support_agencies),
                page=found.page,
                page_end=task.page_end or found.page,
                confidence=found.confidence,
                doubts=doubts_text(found.doubts),
            )

    def cells(self) -> Iterator[Row]:
        """One row a cell of any table."""
        for table in self._plan.tables:
            for cell in table.cells:
                shape = {
                    name: getattr(cell, name) for name in ("row", "column", "row_span", "col_span", "kind", "text")
                }
                yield self._row(
                    table=table.number,
                    page=cell.page,
                    **shape,
                    bbox=self._bbox(cell.box, cell.page),
                    confidence=cell.confidence,
                )

    def commitments(self) -> Iterator[Row]:
        """One row a promise without a number."""
        for found in self._plan.commitments:
            cells = {name: getattr(found.value, name) for name in ("section_path", "kind", "subject", "scope", "year")}
            yield self._row(**cells, quote=found.quote, page=found.page, confidence=found.confidence)

    def legal_refs(self) -> Iterator[Row]:
        """One row a distinct cited document."""
        for found in self._plan.legal_refs:
            ref = found.value
            yield self._row(
                symbol=ref.symbol, type=ref.type, date=ref.issued, issuer=ref.issuer, page=found.page, quote=found.quote
            )

    def numbers(self) -> Iterator[Row]:
        """One row a run of digits or a Roman label."""
        for found in self._plan.numbers:
            yield self._row(
                page=found.page,
                bbox=self._bbox(found.box, found.page),
                text=found.value.text,
                kind=found.value.kind,
                target_id=found.value.target_id,
                readings=" / ".join(found.value.readings),
                confidence=found.confidence,
                doubts=doubts_text(found.doubts),
            )


DOCUMENT_FIELDS = [
    "doc_type",
    "number",
    "wrapper_type",
    "wrapper_number",
    "issue_date",
    "issue_place",
    "issuer",
    "unit_name",
    "unit_level",
    "district",
    "province",
    "title",
    "period_start",
    "period_end",
    "signer_name",
    "signer_title",
]
TARGET_FIELDS = [
    "target_id",
    "section_path",
    "section_role",
    "domain",
    "indicator_id",
    "indicator_name",
    "subject",
    "scope",
    "year",
    "baseline",
    "recurring",
    "source",
]
TASK_FIELDS = ["table", "row", "group_label", "group", "number", "task", "lead", "support", "output", "deadline_text"]


def _last_day(task: Task) -> date | None:
    """The last day that any of a task's deadlines allows."""
    days = [deadline.last_day for deadline in task.deadlines if deadline.last_day]
    return max(days) if days else None


def quarantine_row(record: DocumentRecord, note: QuarantineNote | None) -> Row:
    """A document that could not be read: its row says why."""
    reason = f"{note.code}: {note.reason_en}" if note else "quarantined"
    return {
        "doc_id": record.doc_id,
        "file_name": record.source.file_name,
        "sha256": record.source.sha256,
        "status": "quarantined",
        "confidence": "0",
        "pages": "0",
        "pages_ocr": "0",
        "doubts": reason,
    }
