"""Tasks by lead agency and deadline: the sheet that an office works with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.columns import TABLES
from pipeline.export.dictionary import TASKS_BY_AGENCY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.export.rows import Cell, Row


def quarter_of(day: Cell) -> str | None:
    """Quarter of a day ("2022-Q2"), None for no day."""
    return f"{day.year}-Q{(day.month + 2) // 3}" if isinstance(day, date) else None


def lead_agencies(task: dict[str, Cell]) -> list[str]:
    """Agencies that lead a task: normalized where that was possible, else as printed, "" where none is named."""
    named = str(task["lead_agencies"] or task["lead"] or "")
    return named.split("; ") if task["lead_agencies"] else [named]


class AgencyTasks:
    """Gathers the tasks of all documents that stand for their plan (a second scan of a plan adds none)."""

    def __init__(self) -> None:
        self._rows: list[tuple[Cell, ...]] = []

    def add(self, documents: Sequence[Row], tasks: Sequence[Row]) -> None:
        """Add the tasks of one document."""
        for whose in (dict(zip(TABLES["documents"], row, strict=True)) for row in documents):
            if whose["version_of"]:
                return
            for row in tasks:
                task = {**whose, **dict(zip(TABLES["tasks"], row, strict=True))}
                due = {"due": quarter_of(task["deadline_date"])}
                for agency in lead_agencies(task):
                    held: dict[str, Cell] = {**task, **due, "agency": agency or None}
                    self._rows.append(tuple(held[name] for name in TASKS_BY_AGENCY))

    def sorted_rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield rows by agency, then by the day they are due (those without a day last), then by place."""
        names = {name: place for place, name in enumerate(TASKS_BY_AGENCY)}

        def order(row: tuple[Cell, ...]) -> tuple[str, ...]:
            keys = ("agency", "deadline_date", "province", "unit_name", "doc_id")
            held = [str(row[names[key]] or "\uffff") for key in keys]
            return (*held, f"{row[names['table']]:06d}", f"{row[names['row']]:06d}")

        yield from sorted(self._rows, key=order)
