"""Rows of task tables to tasks: who does what, with whom, what comes out, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from extractors.agencies import find_own_abbreviations, normalize_agencies
from extractors.dittos import is_ditto
from extractors.shared_columns import marked_times, names_product_and_time, part_product_and_time
from extractors.table_columns import holds_tasks
from extractors.table_groups import is_total_text, split_group
from extractors.table_labels import Label, count_known, label_style, mend_groups, mend_numbers
from extractors.table_rows import STAIN
from extractors.task_deadlines import period_of_column, period_of_plan, read_deadlines
from extractors.unruled_tables import STATED, UNRULED
from models.source import Doubt, Span
from models.table import Task

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.lexicon import Lexicon
    from extractors.task_deadlines import Period
    from models.plan import FrontMatter
    from models.source import Found
    from models.table import Cell, ColumnRole, Table
    from models.transcript import Transcript

_PER_DOUBT = 0.1
_STAIN_LETTERS = 2
_SUPPORT: ColumnRole = "support"
# A number that a lost rule ran together with its task ("19 - Phát triển …"): the task begins with a letter or a dash.
_RUN_TOGETHER = re.compile(r"\A\W*(?P<number>\d{1,3}|[^\W\d_](?=\s))\s?[.)]?\W*?\s(?=[-+]?\s?[^\W\d_])")


@dataclass
class _Group:
    """A group of rows: its label (mended), its text, the labels above it joined."""

    label: Label
    title: str
    path: str = ""


@dataclass
class _Row:
    """A task in the making: its cells by column role, one or more where the task's cell covers several rows."""

    number: Label
    group: _Group | None
    cells: dict[ColumnRole, list[Cell]] = field(default_factory=dict)
    stains: list[Cell] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    told: dict[ColumnRole, str] = field(default_factory=dict)
    """What a role's cells say where it is not their whole text."""
    meant: dict[ColumnRole, str] = field(default_factory=dict)
    """What "as above" in a role's cell stands for."""

    def meaning(self, role: ColumnRole) -> str:
        return self.meant.get(role, self.text(role))

    def text(self, role: ColumnRole) -> str:
        if role in self.told:
            return self.told[role]
        texts = [cell.text for cell in self.cells.get(role, []) if cell.text and cell not in self.stains]
        if role == "task" and texts and self.cells["task"] == self.cells.get("number"):
            texts[0] = _RUN_TOGETHER.sub("", texts[0], count=1)
        return " ".join(texts)


def find_tasks(
    tables: Sequence[Table], transcript: Transcript, lexicon: Lexicon, front: FrontMatter | None = None
) -> tuple[Found[Task], ...]:
    """Find the tasks of all tables that assign tasks.

    A row with a task of its own is one task, numbered or not (a blank number stays blank); a row without one carries
    more products or dates of the task above it and goes to it with a doubt. A merged cell's text goes to each row that
    it covers. Of several deadlines the one that decides stands first: the last dated one, else the first that names no
    calendar time without its year. In a plan of one year (`front`) that year completes a date without its own.
    """
    period = period_of_plan(front)
    own = find_own_abbreviations(transcript.text)
    scanned = {page.number for page in transcript.pages if page.source == "ocr"}
    found: list[Found[Task]] = []
    for table in tables:
        headers = _headers(table)
        if holds_tasks(table.roles, headers, lexicon):
            rows = _mend(*_rows(table, scanned, lexicon))
            _settle_shared(rows, table, headers, lexicon)
            _settle_dittos(rows, lexicon)
            for row in rows:
                _leave_stains(row, scanned)
            if any(doubt.code in UNRULED for doubt in table.doubts):
                _doubt_held(rows)
            of_table = period_of_column(table, headers, period)
            found += [_task(n, row, table, transcript, lexicon, own, of_table) for n, row in enumerate(rows, 1)]
    return tuple(found)


def _settle_shared(rows: Sequence[_Row], table: Table, headers: Sequence[str], lexicon: Lexicon) -> None:
    """Read times that head columns of crosses, and cells that hold a product with its time."""
    times = marked_times(table)
    at = table.roles.index("deadline") if "deadline" in table.roles else None
    shared = "output" not in table.roles and at is not None and names_product_and_time(headers[at], lexicon)
    for row in rows:
        covered = {cell.row for cell in row.cells["task"]}
        marked = [cell for cell in table.cells if cell.column - 1 in times and cell.text and cell.row in covered]
        if times:
            row.cells["deadline"] = marked
            row.told["deadline"] = "; ".join(times[cell.column - 1] for cell in marked)
        elif shared and (text := row.text("deadline")):
            row.told["output"], row.told["deadline"] = part_product_and_time(text, lexicon)
            if row.told["output"] == row.told["deadline"]:
                row.doubts.append(Doubt(code="product_and_time", detail=f"“{text[:60]}” stands for both"))


def _headers(table: Table) -> list[str]:
    """Header text over each column."""
    headers = [""] * table.columns
    for cell in table.cells:
        if cell.kind == "header":
            for column in range(cell.column - 1, min(cell.column - 1 + cell.col_span, table.columns)):
                headers[column] = f"{headers[column]} {cell.text}".strip()
    return headers


def _rows(table: Table, scanned: set[int], lexicon: Lexicon) -> tuple[list[_Row], list[_Group]]:
    """Gather the cells of each task, merged cells in every row that they cover, and all groups in their order."""
    by_row: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column - 1, cell.column - 1 + cell.col_span):
                by_row.setdefault(row, {})[column] = cell
    at = {role: table.roles.index(role) for role in table.roles if role != "other"}
    rows: list[_Row] = []
    groups: list[_Group] = []
    for number in sorted(by_row):
        cells = by_row[number]
        distinct = list(dict.fromkeys(cells[column] for column in sorted(cells)))
        kind = distinct[0].kind
        if kind == "group":
            name = split_group([cell.text for cell in distinct if cell.text])
            groups.append(_Group(Label(name.label, distinct[0].page in scanned), name.title))
        group = groups[-1] if groups else None
        task = cells.get(at["task"])
        if kind != "cell" or (task is not None and is_total_text(task.text, lexicon)):
            continue
        shown: dict[ColumnRole, Cell] = {role: cells[column] for role, column in at.items() if column in cells}
        same_task = bool(rows) and task is not None and task in rows[-1].cells.get("task", [])
        if rows and rows[-1].group is group and (same_task or _goes_to_above(shown, rows[-1])):
            _add(rows[-1], shown, told=not same_task)
        elif task is not None and task.text:
            cells_of: dict[ColumnRole, list[Cell]] = {role: [cell] for role, cell in shown.items()}
            rows.append(_Row(Label(_printed_number(shown), task.page in scanned), group, cells_of))
    return rows, groups


def _doubt_held(rows: Sequence[_Row]) -> None:
    """Doubt who does it and until when where it stands in a row above: no rule shows how far down the cell reaches."""
    for above, row in pairwise(rows):
        for role in STATED:
            if row.text(role) and row.cells[role] == above.cells.get(role):
                detail = f"{role}: blank, as if “{above.text(role)[:40]}” above held on"
                row.doubts.append(Doubt(code="cell_from_above", detail=detail))


def _settle_dittos(rows: Sequence[_Row], lexicon: Lexicon) -> None:
    """Read "nt" and marks of repetition as what stands in the row above; the cell itself stays as printed."""
    for above, row in pairwise(rows):
        for role in (*STATED, _SUPPORT):
            if is_ditto(row.text(role), lexicon):
                row.meant[role] = above.meaning(role)
                detail = f"{role}: “{row.text(role)}” read as “{above.meaning(role)[:40]}” above"
                row.doubts.append(Doubt(code="cell_as_above", detail=detail))


def _leave_stains(row: _Row, scanned: set[int]) -> None:
    """Leave out what a reader made of a stain in an empty cell; the cell keeps it, the doubt tells it."""
    for role, cells in row.cells.items():
        for cell in cells if role not in row.meant else []:
            readable = cell.confidence >= STAIN and any(char.isalnum() for char in cell.text)
            if cell.text and cell.page in scanned and not readable and role not in ("number", "task"):
                row.stains.append(cell)
                row.doubts.append(Doubt(code="cell_unreadable", detail=f"{role}: “{cell.text[:40]}” was left out"))


def _printed_number(shown: Mapping[ColumnRole, Cell]) -> str:
    """Number of a row as printed; where it ran together with the task, what stands before the task's first letter."""
    if "number" not in shown:
        return ""
    if shown["number"] is shown["task"]:
        lead = _RUN_TOGETHER.match(shown["task"].text)
        return lead["number"] if lead else ""
    return shown["number"].text.strip(" .)(")


def _goes_to_above(shown: Mapping[ColumnRole, Cell], above: _Row) -> bool:
    """Whether a row has something, but neither a number nor a task of its own."""
    number, task = shown.get("number"), shown.get("task")
    shared = number is not None and number in above.cells.get("number", [])
    if number is not None and number.text and not shared:
        return False
    # Beside a number that holds on, a letter or two are a stain (a line of text was taken for a rule).
    letters = sum(char.isalpha() for char in task.text) if task is not None else 0
    if letters > (_STAIN_LETTERS if shared else 0) or (task is not None and task.text and not shared):
        return False
    return any(cell.text for role, cell in shown.items() if role not in ("number", "task"))


def _add(row: _Row, shown: Mapping[ColumnRole, Cell], told: bool) -> None:
    for role, cell in shown.items():
        if cell not in row.cells.setdefault(role, []) and not (told and role in ("number", "task")):
            row.cells[role].append(cell)
    if told:
        row.doubts.append(
            Doubt(code="row_without_task", detail="a row without number and task was added to the task above")
        )


def _mend(rows: list[_Row], groups: Sequence[_Group]) -> list[_Row]:
    """Mend lost labels and numbers, and give each group its path."""
    stack: list[tuple[str, str]] = []
    for group, label in zip(groups, mend_groups([group.label for group in groups]), strict=True):
        group.label = label
        style = label_style(label.text)
        styles = [one for one, _ in stack]
        stack = stack[: styles.index(style)] if style in styles else stack
        stack.append((style, label.text))
        group.path = "/".join(text for _, text in stack if text)
    parts = [list(members) for _, members in groupby(rows, key=lambda row: id(row.group))]
    for part in parts if _begin_anew(parts) else [rows]:
        for row, number in zip(part, mend_numbers([row.number for row in part], 1), strict=True):
            row.number = number
    return rows


def _begin_anew(parts: Sequence[Sequence[_Row]]) -> bool:
    """Whether numbers begin anew in each group: the reading that more of them fit."""
    anew = sum(count_known([row.number for row in part], 1) for part in parts)
    return anew > count_known([row.number for part in parts for row in part], 1)


def _task(
    n: int, row: _Row, table: Table, transcript: Transcript, lexicon: Lexicon, own: Mapping[str, str], period: Period
) -> Found[Task]:
    doubts = list(row.doubts)
    if row.number.mended and not row.number.text:
        doubts.append(Doubt(code="number_unread", detail="no number was read where its neighbours leave one out"))
    elif row.number.mended:
        doubts.append(Doubt(code="number_mended", detail=f"row number {row.number.text} told by its neighbours"))
    if row.group and row.group.label.mended:
        doubts.append(Doubt(code="group_label_mended", detail=f"group {row.group.label.text} told by its neighbours"))
    deadlines, unsure = read_deadlines(row.meaning("deadline"), period, lexicon)
    doubts += unsure
    spans = sorted({(span.start, span.end) for cells in row.cells.values() for cell in cells for span in cell.spans})
    value = Task(
        table=table.number,
        row=n,
        group_label=row.group.path if row.group else "",
        group=row.group.title if row.group else "",
        number=row.number.text,
        task=row.text("task"),
        lead=row.text("lead"),
        support=row.text("support"),
        output=row.text("output"),
        deadline_text=row.text("deadline"),
        deadlines=deadlines,
        lead_agencies=normalize_agencies(row.meaning("lead"), lexicon, own),
        support_agencies=normalize_agencies(row.meaning("support"), lexicon, own),
        page_end=max((transcript.page_at(start) for start, _ in spans), default=table.page_end),
    )
    return transcript.found(
        value,
        *(Span(start=start, end=end) for start, end in spans),
        confidence=max(0.5, round(1.0 - _PER_DOUBT * len(doubts), 2)),
        doubts=tuple(doubts),
    )
