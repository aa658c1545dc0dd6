"""A plan as typed rows of the consolidated tables, in the columns of the contract (docs/interface.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from models.columns import TABLES
from models.transcript import PageInfo
from pipeline.geometry import paper_mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from models.record import DocumentRecord, QuarantineNote
    from pipeline.export.shown_plan import ShownBox, ShownDoubt, ShownPlan

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


def doubts_text(doubts: Sequence[ShownDoubt]) -> str | None:
    """Join doubts as one cell holds them; None where there are none."""
    if not doubts:
        return None
    told = (f"{doubt['code']}: {doubt['detail']}" if doubt["detail"] else doubt["code"] for doubt in doubts)
    return "; ".join(dict.fromkeys(" ".join(text.split()).replace("; ", ", ") for text in told))


def one_line(value: Cell) -> Cell:
    """Hold text on one line, and nothing as None."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return value


def _lines(held: Mapping[str, Any], names: Iterable[str]) -> dict[str, Cell]:
    return {name: one_line(held[name]) for name in names}


class PlanRows:
    """The rows of one plan, table by table.

    Args:
        plan: What was read, as it is shown.
        version_of: Document that stands for the plan, empty for itself.
        reviews: What a person said of a target, by target_id; "unreviewed" for any other.
    """

    def __init__(self, plan: ShownPlan, version_of: str = "", reviews: Mapping[str, str] = UNREVIEWED) -> None:
        self._plan = plan
        self._version_of = version_of
        self._reviews = reviews
        self._pages = {page["number"] for page in plan["pages"]}
        moved = (page for page in plan["pages"] if page["skew"] or page["turn"])
        self._moved = {page["number"]: paper_mapping(PageInfo.model_validate(page)) for page in moved}

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of one table, in order of place on paper."""
        whose = (self._plan["doc_id"], self._plan["source"]["file_name"])
        in_order = itemgetter(*TABLES[table][2:])
        for cells in getattr(self, f"_{table}")():
            yield whose + in_order(cells)

    def _bbox(self, box: ShownBox | None, page: int) -> str:
        if box is None or page not in self._pages:
            return "0,0,0,0"
        x0, y0, x1, y1 = box["x0"], box["y0"], box["x1"], box["y1"]
        if page in self._moved:
            # A margin of the straightened page may lie beside the paper.
            x0, y0, x1, y1 = (max(0.0, edge) for edge in self._moved[page](x0, y0, x1, y1))
        return f"{x0:.1f},{y0:.1f},{x1:.1f},{y1:.1f}"

    def _documents(self) -> Iterator[dict[str, Cell]]:
        plan = self._plan
        yield {
            **self._front(DOCUMENT_FIELDS),
            "plan_id": one_line(plan["plan_id"]),
            "version_of": self._version_of or None,
            "sha256": plan["source"]["sha256"],
            "status": plan["status"],
            "pages": len(plan["pages"]) + len(plan["failures"]),
            "pages_ocr": sum(page["source"] == "ocr" for page in plan["pages"]),
            "confidence": plan["confidence"],
            "doubts": doubts_text(plan["doubts"]),
        }

    def _front(self, names: Iterable[str]) -> dict[str, Cell]:
        """Values of the front matter; None where the paper does not state one or it cannot be read."""
        front: Mapping[str, Any] = self._plan["front"]
        return {name: one_line(front[name].get("value")) for name in names}

    def _consolidated(self) -> Iterator[dict[str, Cell]]:
        whose = {"plan_id": one_line(self._plan["plan_id"]), **self._front(WHOSE)}
        for found in self._plan["targets"]:
            target, quantity = found["value"], found["value"]["quantity"]
            yield {
                **whose,
                **_lines(target, TARGET_FIELDS),
                "value": quantity["value"],
                "value_max": quantity["value_max"],
                "unit": one_line(quantity["unit"]),
                "comparator": quantity["comparator"],
                "change": quantity["change"] or None,
                "quote": one_line(found["quote"]),
                "page": found["page"],
                "bbox": self._bbox(found["box"], found["page"]),
                "confidence": found["confidence"],
                "review": self._reviews.get(target["target_id"], "unreviewed"),
                "doubts": doubts_text(found["doubts"]),
            }

    def _sections(self) -> Iterator[dict[str, Cell]]:
        for found in self._plan["sections"]:
            cells = _lines(found["value"], SECTION_FIELDS)
            yield {**cells, "page": found["page"], "confidence": found["confidence"]}

    def _tasks(self) -> Iterator[dict[str, Cell]]:
        for found in self._plan["tasks"]:
            task = found["value"]
            deadlines = task["deadlines"]
            yield {
                **_lines(task, TASK_FIELDS),
                "deadline_date": max((day for line in deadlines if (day := line["last_day"])), default=None),
                "deadline_kind": deadlines[0]["kind"] if deadlines else None,
                "lead_agencies": one_line("; ".join(task["lead_agencies"])),
                "support_agencies": one_line("; ".join(task["support_agencies"])),
                "page": found["page"],
                "page_end": task["page_end"] or found["page"],
                "confidence": found["confidence"],
                "doubts": doubts_text(found["doubts"]),
            }

    def _cells(self) -> Iterator[dict[str, Cell]]:
        for table in self._plan["tables"]:
            for cell in table["cells"]:
                yield {
                    **_lines(cell, CELL_FIELDS),
                    "table": table["number"],
                    "page": cell["page"],
                    "bbox": self._bbox(cell["box"], cell["page"]),
                    "confidence": cell["confidence"],
                }

    def _commitments(self) -> Iterator[dict[str, Cell]]:
        for found in self._plan["commitments"]:
            cells = _lines(found["value"], COMMITMENT_FIELDS)
            yield {
                **cells,
                "quote": one_line(found["quote"]),
                "page": found["page"],
                "confidence": found["confidence"],
            }

    def _legal_refs(self) -> Iterator[dict[str, Cell]]:
        for found in self._plan["legal_refs"]:
            ref = found["value"]
            yield {
                "symbol": one_line(ref["symbol"]),
                "type": one_line(ref["type"]),
                "date": ref["issued"],
                "issuer": one_line(ref["issuer"]),
                "page": found["page"],
                "quote": one_line(found["quote"]),
            }

    def _numbers(self) -> Iterator[dict[str, Cell]]:
        for found in self._plan["numbers"]:
            number = found["value"]
            yield {
                "page": found["page"],
                "bbox": self._bbox(found["box"], found["page"]),
                "text": one_line(number["text"]),
                "kind": number["kind"],
                "target_id": number["target_id"] or None,
                "readings": one_line(" / ".join(number["readings"])),
                "confidence": found["confidence"],
                "doubts": doubts_text(found["doubts"]),
            }


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
