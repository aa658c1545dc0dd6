"""Tables as a reader understands them: joined over pages, rows told from headers and groups."""

from __future__ import annotations

from datetime import date
from typing import Literal

from models.source import Box, Doubt, Found, Frozen, Span

CellKind = Literal["header", "numbers", "group", "cell"]
ColumnRole = Literal["number", "task", "lead", "support", "output", "deadline", "other"]
DeadlineKind = Literal["date", "quarter", "month", "year", "recurring", "on_event", "open"]


class Cell(Frozen):
    """A cell of a logical table; rows and columns count from 1. Pieces over a page break are several spans."""

    row: int
    column: int
    row_span: int = 1
    col_span: int = 1
    kind: CellKind
    text: str
    spans: tuple[Span, ...] = ()
    page: int
    box: Box
    confidence: float = 1.0


class Table(Frozen):
    """A logical table: `number` counts from 1 in the document; `roles` names the columns it understood."""

    number: int
    page: int
    page_end: int
    appendix: str = ""
    columns: int
    roles: tuple[ColumnRole, ...] = ()
    cells: tuple[Cell, ...]
    doubts: tuple[Doubt, ...] = ()


class Deadline(Frozen):
    """When a task must be done: as printed, its kind, and the last day that it allows."""

    text: str
    kind: DeadlineKind
    last_day: date | None = None


class Task(Frozen):
    """One numbered row of an appendix table of tasks (group rows are not counted)."""

    table: int
    row: int
    group_label: str = ""
    group: str = ""
    number: str = ""
    task: str
    lead: str = ""
    support: str = ""
    output: str = ""
    deadline_text: str = ""
    deadlines: tuple[Deadline, ...] = ()
    lead_agencies: tuple[str, ...] = ()
    support_agencies: tuple[str, ...] = ()
    page_end: int = 0


FoundTask = Found[Task]
