"""Tasks by lead agency and deadline: the sheet that an office works with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from models.columns import TABLES
from pipeline.export.dictionary import TASKS_BY_AGENCY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.export.rows import Cell, Row


class AgencyTask(NamedTuple):
    """A row of the sheet, and the bytes that rows are ordered by."""

    order: bytes
    row: Row


def quarter_of(day: Cell) -> str | None:
    """Quarter of a day ("2022-Q2"), None for no day."""
    return f"{day.year}-Q{(day.month + 2) // 3}" if isinstance(day, date) else None


def lead_agencies(task: dict[str, Cell]) -> list[str]:
    """Agencies that lead a task: normalized where that was possible, else as printed, "" where none is named."""
    named = str(task["lead_agencies"] or task["lead"] or "")
    return named.split("; ") if task["lead_agencies"] else [named]


def tasks_by_agency(documents: Sequence[Row], tasks: Sequence[Row]) -> Iterator[AgencyTask]:
    """Yield the tasks of one document, once for each agency that leads one.

    A document that stands for no plan (a second scan) adds none.
    """
    for whose in (dict(zip(TABLES["documents"], row, strict=True)) for row in documents):
        if whose["version_of"]:
            return
        for row in tasks:
            task = {**whose, **dict(zip(TABLES["tasks"], row, strict=True))}
            due = {"due": quarter_of(task["deadline_date"])}
            for agency in lead_agencies(task):
                held: dict[str, Cell] = {**task, **due, "agency": agency or None}
                yield AgencyTask(_order(held), tuple(held[name] for name in TASKS_BY_AGENCY))


def _order(task: dict[str, Cell]) -> bytes:
    """Order by agency, then by the day a task is due (those without a day last), then by place."""
    keys = ("agency", "deadline_date", "province", "unit_name", "doc_id")
    held = [str(task[key] or "\uffff") for key in keys]
    return "\0".join((*held, f"{task['table']:06d}", f"{task['row']:06d}")).encode()
