"""A plan as typed rows of the consolidated tables, in the columns of the contract (docs/interface.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.columns import TABLES
from models.source import Absent, Box, Doubt, Found
from pipeline.geometry import box_to_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.plan import PlanDocument
    from models.record import DocumentRecord, QuarantineNote
    from models.table import Task
    from models.transcript import PageInfo

Cell = str | int | float | Decimal | date | bool | None
"""A value of a row: None where the paper states nothing."""
Row = tuple[Cell, ...]
"""Values in the order of `TABLES[table]`."""
UNREVIEWED: Mapping[str, str] = {}

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
WHOSE = ["province", "district", "unit_name", "unit_level", "period_start", "period_end"]
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
SECTION_FIELDS = ["path", "label", "heading", "level", "role"]
TASK_FIELDS = ["table", "row", "group_label", "group", "number", "task", "lead", "support", "output", "deadline_text"]
CELL_FIELDS = ["row", "column", "row_span", "col_span", "kind", "text"]
COMMITMENT_FIELDS = ["section_path", "kind", "subject", "scope", "year"]


def text_of(value: Any) -> str:
    """Write a value as the contract does: ISO dates, points in numbers, no thousands mark, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".") if value else "0"
    return str(value)


def doubts_text(doubts: Iterable[Doubt]) -> str:
    """Join doubts as one cell holds them."""
    return "; ".join(dict.fromkeys(" ".join(str(doubt).split()).replace("; ", ", ") for doubt in doubts))


def field_value(field: Found[Any] | Absent) -> Cell:
    """Value of a front-matter field; None where the paper does not state it or it cannot be read."""
    return field.value if isinstance(field, Found) else None


def _cell(value: Cell) -> Cell:
    """Hold text on one line, and nothing as None."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return value


class PlanRows:
    """The rows of one plan, table by table.

    Args:
        plan: What was read.
        version_of: Document that stands for the plan, empty for itself.
        reviews: What a person said of a target, by target_id; "unreviewed" for any other.
    """

    def __init__(self, plan: PlanDocument, version_of: str = "", reviews: Mapping[str, str] = UNREVIEWED) -> None:
        self._plan = plan
        self._version_of = version_of
        self._reviews = reviews
        self._pages: dict[int, PageInfo] = {page.number: page for page in plan.pages}

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of one table, in order of place on paper."""
        doc_id, file_name = self._plan.doc_id, self._plan.source.file_name
        columns = TABLES[table][2:]
        for cells in getattr(self, f"_{table}")():
            yield (doc_id, file_name, *(_cell(cells[name]) for name in columns))

    def _bbox(self, box: Box | None, page: int) -> str:
        if box is None or page not in self._pages:
            return "0,0,0,0"
        info = self._pages[page]
        paper = box_to_paper(box, info) if info.skew or info.turn else box
        return f"{paper.x0:.1f},{paper.y0:.1f},{paper.x1:.1f},{paper.y1:.1f}"

    def _documents(self) -> Iterator[dict[str, Cell]]:
        plan, front = self._plan, self._plan.front
        yield {
            **{name: field_value(getattr(front, name)) for name in DOCUMENT_FIELDS},
            "plan_id": plan.plan_id,
            "version_of": self._version_of,
            "sha256": plan.source.sha256,
            "status": plan.status,
            "pages": len(plan.pages) + len(plan.failures),
            "pages_ocr": sum(page.source == "ocr" for page in plan.pages),
            "confidence": plan.confidence,
            "doubts": doubts_text(plan.doubts),
        }

    def _consolidated(self) -> Iterator[dict[str, Cell]]:
        whose = {name: field_value(getattr(self._plan.front, name)) for name in WHOSE}
        for found in self._plan.targets:
            target, quantity = found.value, found.value.quantity
            yield {
                "plan_id": self._plan.plan_id,
                **whose,
                **{name: getattr(target, name) for name in TARGET_FIELDS},
                "value": quantity.value,
                "value_max": quantity.value_max,
                "unit": quantity.unit,
                "comparator": quantity.comparator,
                "change": quantity.change,
                "quote": found.quote,
                "page": found.page,
                "bbox": self._bbox(found.box, found.page),
                "confidence": found.confidence,
                "review": self._reviews.get(target.target_id, "unreviewed"),
                "doubts": doubts_text(found.doubts),
            }

    def _sections(self) -> Iterator[dict[str, Cell]]:
        for found in self._plan.sections:
            cells = {name: getattr(found.value, name) for name in SECTION_FIELDS}
            yield {**cells, "page": found.page, "confidence": found.confidence}

    def _tasks(self) -> Iterator[dict[str, Cell]]:
        for found in self._plan.tasks:
            task = found.value
            yield {
                **{name: getattr(task, name) for name in TASK_FIELDS},
                "deadline_date": _last_day(task),
                "deadline_kind": task.deadlines[0].kind if task.deadlines else None,
                "lead_agencies": "; ".join(task.lead_agencies),
                "support_agencies": "; ".join(task.support_agencies),
                "page": found.page,
                "page_end": task.page_end or found.page,
                "confidence": found.confidence,
                "doubts": doubts_text(found.doubts),
            }

    def _cells(self) -> Iterator[dict[str, Cell]]:
        for table in self._plan.tables:
            for cell in table.cells:
                yield {
                    **{name: getattr(cell, name) for name in CELL_FIELDS},
                    "table": table.number,
                    "page": cell.page,
                    "bbox": self._bbox(cell.box, cell.page),
                    "confidence": cell.confidence,
                }

    def _commitments(self) -> Iterator[dict[str, Cell]]:
        for found in self._plan.commitments:
            cells = {name: getattr(found.value, name) for name in COMMITMENT_FIELDS}
            yield {**cells, "quote": found.quote, "page": found.page, "confidence": found.confidence}

    def _legal_refs(self) -> Iterator[dict[str, Cell]]:
        for found in self._plan.legal_refs:
            ref = found.value
            yield {
                "symbol": ref.symbol,
                "type": ref.type,
                "date": ref.issued,
                "issuer": ref.issuer,
                "page": found.page,
                "quote": found.quote,
            }

    def _numbers(self) -> Iterator[dict[str, Cell]]:
        for found in self._plan.numbers:
            yield {
                "page": found.page,
                "bbox": self._bbox(found.box, found.page),
                "text": found.value.text,
                "kind": found.value.kind,
                "target_id": found.value.target_id,
                "readings": " / ".join(found.value.readings),
                "confidence": found.confidence,
                "doubts": doubts_text(found.doubts),
            }


def _last_day(task: Task) -> date | None:
    """The last day that any of a task's deadlines allows."""
    days = [deadline.last_day for deadline in task.deadlines if deadline.last_day]
    return max(days) if days else None


def quarantine_row(record: DocumentRecord, note: QuarantineNote | None) -> Row:
    """A document that could not be read: its row says why."""
    known: dict[str, Cell] = {
        "doc_id": record.doc_id,
        "file_name": record.source.file_name,
        "sha256": record.source.sha256,
        "status": "quarantined",
        "confidence": 0.0,
        "pages": 0,
        "pages_ocr": 0,
        "doubts": f"{note.code}: {note.reason_en}" if note else "quarantined",
    }
    return tuple(known.get(name) for name in TABLES["documents"])
