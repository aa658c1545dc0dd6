"""Tasks by agency and by deadline, and what falls due this quarter."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.export.agency_tasks import lead_agencies, quarter_of

if TYPE_CHECKING:
    from datetime import date

    from pipeline.queries import Tables

AGENCIES = 15
"""Agencies that have their own line."""
LISTED = 40
"""Tasks of this quarter that are listed."""
NEXT = 3
"""Quarters ahead that have their own column."""
TASKS = """
SELECT t.task, t.lead, t.lead_agencies, t.output, t.deadline_text, t.deadline_date, t.file_name, t.doc_id, t.page
FROM tasks t JOIN plans p USING (doc_id) ORDER BY t.deadline_date NULLS LAST, t.file_name, t."table", t."row"
"""


class DueTask(NamedTuple):
    """A task of this quarter."""

    task: str
    agencies: str
    output: str
    deadline: str
    day: str
    doc_id: str
    page: int


class TaskBoard(NamedTuple):
    """Counts by agency (most first; the last line gathers the others) and column, and this quarter's tasks."""

    quarter: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]
    others: int
    total: tuple[int, ...]
    due: tuple[DueTask, ...]
    due_count: int


def make_task_board(tables: Tables, doc_ids: set[str], today: date) -> TaskBoard:
    """Count the tasks of some plans; a task counts once for each agency that leads it.

    Args:
        tables: All tables.
        doc_ids: The plans that are meant.
        today: Tells this quarter.
    """
    answer = tables.query(TASKS)
    quarters = _quarters(today)
    columns = ("past", *quarters, "later", "no_day")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    due: list[DueTask] = []
    for row in answer.rows:
        task = dict(zip(answer.columns, row, strict=True))
        if task["doc_id"] not in doc_ids:
            continue
        agencies = lead_agencies(task)
        column = _column(task["deadline_date"], quarters)
        total[column] += 1
        for agency in agencies:
            counts[agency][column] += 1
        if column == quarters[0]:
            due.append(_due(task, agencies))
    ranked = sorted(counts, key=lambda agency: (-counts[agency].total(), agency))
    lines = [(agency, tuple(counts[agency][column] for column in columns)) for agency in ranked[:AGENCIES]]
    rest = ranked[AGENCIES:]
    if rest:
        lines.append(("", tuple(sum(counts[agency][column] for agency in rest) for column in columns)))
    return TaskBoard(
        quarters[0],
        columns,
        tuple(lines),
        len(rest),
        tuple(total[column] for column in columns),
        tuple(due[:LISTED]),
        len(due),
    )


def _quarters(today: date) -> tuple[str, ...]:
    """This quarter and the next ones."""
    first = today.year * 4 + (today.month - 1) // 3
    return tuple(f"{number // 4}-Q{number % 4 + 1}" for number in range(first, first + NEXT + 1))


def _column(day: date | None, quarters: tuple[str, ...]) -> str:
    quarter = quarter_of(day)
    if quarter is None:
        return "no_day"
    if quarter in quarters:
        return quarter
    return "past" if quarter < quarters[0] else "later"


def _due(task: dict[str, Any], agencies: list[str]) -> DueTask:
    return DueTask(
        task["task"] or "",
        "; ".join(agencies),
        task["output"] or "",
        task["deadline_text"] or "",
        task["deadline_date"].isoformat(),
        task["doc_id"],
        task["page"],
    )
