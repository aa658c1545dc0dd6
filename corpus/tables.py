"""Appendix tables of tasks: columns in any order, groups, merges, slips of numbering, targets in cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.blocks import GroupStyle, NewPages, Para, Piece, RuleStyle, TableBlock, TableRow
from corpus.clauses import AFTER_VERB, BEFORE_NOUN, Promise, draw_comparator, draw_value, print_percent
from corpus.deadlines import DeadlineTruth, draw_deadline
from corpus.pen import ROMAN, domain_of, golden_target
from corpus.prose import field_name
from corpus.vocabulary import open_to, own_words, read_phrases
from models.golden import GoldenSection, GoldenTask

if TYPE_CHECKING:
    from corpus.pen import Pen

_QUOTE = re.compile(r"\{q\}(.*?)\{/q\}")
WIDTHS = {
    "number": 0.06,
    "task": 0.32,
    "lead": 0.14,
    "support": 0.16,
    "output": 0.18,
    "deadline": 0.14,
    "note": 0.09,
    "start": 0.1,
}

GROUP_LABELS = {
    "roman": ROMAN,
    "letters": tuple("ABCDEGHKLM"),
    "arabic": tuple(str(number) for number in range(1, 13)),
    "none": ("",) * 12,
}
"""How groups are labelled."""
LETTERS = "abcdeghiklmnopq"
"""Row numbers of one group, where rows are lettered."""


@dataclass
class Row:
    """A task row before its columns are put in order."""

    number: str
    task: str
    lead: str
    support: str
    output: str
    deadline: DeadlineTruth
    merged: tuple[str, ...] = ()
    remark: str = ""
    start: str = ""


@dataclass
class Ledger:
    """What a table states, as it is written."""

    tasks: list[GoldenTask] = field(default_factory=list)
    groups: int = 0
    forms: dict[str, str] = field(default_factory=dict)


def draw_columns(pen: Pen, words: dict[str, Any]) -> list[str]:
    """Draw the roles of the columns in their order; without `support` the lead is a lone "Cơ quan thực hiện"."""
    if "columns" in words:
        return list(pen.rng.choice(words["columns"]))
    tail = pen.rng.choice(
        (
            ["lead", "support", "output", "deadline"],
            ["output", "lead", "support", "deadline"],
            ["lead", "support", "deadline", "output"],
            ["output", "lead", "deadline"],
            ["lead", "deadline", "output"],
            ["lead", "support", "deadline"],
        )
    )
    return ["number", "task", *tail]


def appendix(pen: Pen, label: str, index: int, rows: int) -> Ledger:
    """Write an appendix: its title, its table, the truth of both. `index` counts tables of the document from 1."""
    rng, words = pen.rng, read_phrases("tasks", pen.setting.split)
    landscape = rng.random() < 0.55
    pen.blocks.append(NewPages(landscape=landscape, renumber=rng.random() < 0.3))
    title = rng.choice(words["titles"]["lines"])
    ending = f"{pen.words['subject']} {pen.setting.period}".upper()
    pen.blocks.append(Para((Piece(label.upper(), bold=True),), "centre", 0.0, 0.0, keep=True))
    pen.blocks.append(Para((Piece(title, bold=True),), "centre", 0.0, 2.0, keep=True))
    pen.blocks.append(Para((Piece(ending, bold=True),), "centre", 0.0, 1.0, keep=True))
    if rng.random() < 0.6:
        note = f"(Kèm theo Kế hoạch {pen.words['subject']} {pen.setting.period} của UBND {pen.setting.unit})"
        note = pen.fill(rng.choice(words["notes"])) if "notes" in words else note
        pen.blocks.append(Para((Piece(note, italic=True),), "centre", 0.0, 1.0, keep=True))
    pen.sections.append(GoldenSection(path=label, heading=f"{title} {ending}", level=1, role="appendix"))
    columns = draw_columns(pen, words)
    ledger = Ledger()
    lines = _rows(pen, words, label, columns, rows, index, ledger)
    style: GroupStyle = rng.choice(("wide", "split", "outside"))
    rules: RuleStyle = rng.choices(("full", "horizontal", "outer", "none"), (78, 8, 7, 7))[0]
    rules = rules if open_to(pen.setting.split, rules) else "full"
    if "rules" in words:
        style, rules = rng.choice(words["group_styles"]), rng.choice(words["rules"])
    if (rules != "full" and style == "outside") or not open_to(pen.setting.split, style):
        style = "split"
    total = sum(WIDTHS[role] for role in columns)
    extra = 1.0 - total
    widths = tuple((WIDTHS[role] + (extra if role == "task" else 0.0)) for role in columns)
    repeat = rng.random() < 0.6
    pen.blocks.append(
        TableBlock(
            rows=tuple(_header(pen, words, columns, "support" not in columns) + lines),
            widths=widths,
            centred=tuple(
                i for i, role in enumerate(columns) if role in ("number", "lead", "support", "start", "deadline")
            ),
            repeat_header=repeat,
            group_style=style,
            rules=rules,
            split_rows=rng.random() < 0.75,
        )
    )
    ledger.forms = {
        "table_columns": " ".join(columns),
        "table_groups": style if ledger.groups else "no groups",
        "table_rules": rules,
        "table_page": "landscape" if landscape else "portrait",
        "table_header": "repeated" if repeat else "once",
    }
    return ledger


def _header(pen: Pen, words: dict[str, Any], columns: list[str], lone: bool) -> list[TableRow]:
    heads = words["headers"]
    texts = [pen.rng.choice(heads["lone"] if role == "lead" and lone else heads[role]) for role in columns]
    rows = [TableRow("header", tuple(texts))]
    at = columns.index("lead")
    if "spanning" in words and columns[at + 1 : at + 2] == ["support"] and pen.rng.random() < 0.6:
        above = [*texts[:at], pen.rng.choice(words["spanning"]), *texts[at + 2 :]]
        below = tuple(text if place in (at, at + 1) else "" for place, text in enumerate(texts))
        merged = tuple(place for place in range(len(columns)) if place not in (at, at + 1))
        spans = tuple(2 if place == at else 1 for place in range(len(above)))
        rows = [TableRow("header", tuple(above), spans=spans), TableRow("header", below, merged)]
    if pen.rng.random() < 0.35:
        rows.append(TableRow("numbers", tuple(str(number) for number in range(1, len(columns) + 1))))
    return rows


def _rows(
    pen: Pen, words: dict[str, Any], label: str, columns: list[str], count: int, index: int, ledger: Ledger
) -> list[TableRow]:
    rng = pen.rng
    grouped = rng.random() < 0.8
    running = rng.random() < 0.5
    fields = rng.sample(pen.words["field"], min(len(pen.words["field"]), max(1, count // 4))) if grouped else [None]
    lines: list[TableRow] = []
    groups_as = rng.choice(words["group_labels"]) if "group_labels" in words else "roman"
    numbers_as = rng.choice(words["row_numbers"]) if "row_numbers" in words else "plain"
    share = max(2, count // len(fields))
    if numbers_as in ("dotted", "compound"):
        groups_as, running = "arabic" if numbers_as == "dotted" else "roman", False
    if numbers_as == "letters" and (running or not grouped or share >= len(LETTERS)):
        numbers_as = "plain"
    number = 0
    for position, entry in enumerate(fields):
        group_label = ""
        if entry is not None:
            group_label = GROUP_LABELS[groups_as][position]
            name = field_name(pen, entry)
            name = name.upper() if rng.random() < 0.4 else name
            lines.append(TableRow("group", (group_label, name)))
            ledger.groups += 1
            number = number if running else 0
        block: list[Row] = []
        for _ in range(share):
            number += 0 if block and rng.random() < 0.04 else 1
            printed = "" if rng.random() < 0.04 else f"{number}{'.' if rng.random() < 0.03 else ''}"
            if printed and numbers_as != "plain":
                printed = _number_as(numbers_as, group_label, number)
            row = _task(pen, words, columns, printed)
            row.start = rng.choice(words["starts"]) if "start" in columns else ""
            row.remark = rng.choice(words["remarks"]) if "note" in columns else ""
            if block and rng.random() < 0.18:
                row.deadline, row.merged = block[-1].deadline, ("deadline",)
            if block and rng.random() < 0.08:
                row.lead, row.merged = block[-1].lead, (*row.merged, "lead")
            block.append(row)
        for row in block:
            _promise(pen, words, columns, (label, group_label, domain_of(entry, None) if entry else ""), row)
            _settle(columns, group_label, row, index, ledger)
            lines.append(_line(columns, row))
    return lines


def _number_as(style: str, group_label: str, number: int) -> str:
    """Write the number of a row: "1.2" and "II.1" with its group's label, a letter, or two digits."""
    if style in ("dotted", "compound") and group_label:
        return f"{group_label}.{number}"
    return LETTERS[number - 1] if style == "letters" else f"{number:02d}"


def _task(pen: Pen, words: dict[str, Any], columns: list[str], number: str) -> Row:
    rng = pen.rng
    entry = min(words["row"], key=lambda item: (pen.used[item["task"]], rng.random()))
    pen.used[entry["task"]] += 1
    agencies = pen.agencies
    others = pen.common["agencies"][f"others_{pen.setting.agencies_key}"]
    lead = rng.choice(agencies)
    if rng.random() < 0.12:
        lead = f"{lead}; {rng.choice(others)}"
    support = rng.choice((others[0], others[1], f"{others[1]}; {others[0]}", rng.choice(agencies), ""))
    return Row(
        number,
        pen.fill(entry["task"]) + rng.choice(("", "", ".", ";")),
        lead,
        support,
        rng.choice(entry["output"]),
        draw_deadline(rng, pen.setting),
    )


def _promise(pen: Pen, words: dict[str, Any], columns: list[str], place: tuple[str, str, str], row: Row) -> None:
    """Now and then let the row's output promise a number; `place`: appendix, group and the group's field."""
    if "output" not in columns or row.merged or pen.rng.random() > 0.16:
        return
    entry = pen.rng.choice(words["target_row"])
    ind = {"low": 40, "high": 100, "kind": "percent"}
    value = draw_value(pen.rng, ind)
    comparator = draw_comparator(pen.rng, ind, value)
    after = "{n}" in entry["output"]
    own = own_words("patterns", pen.setting.split).get("words")
    banks = (own["amount"], own["before"]) if own else (AFTER_VERB, BEFORE_NOUN)
    wording = pen.rng.choice(banks[0 if after else 1][comparator])
    printed = wording.format(n=print_percent(pen.rng, value))
    marked = entry["output"]
    marked = marked.replace("đạt {n}", printed) if after else marked.replace("{N}", printed[0].upper() + printed[1:])
    match = _QUOTE.search(marked)
    if match is None:
        raise ValueError(f"a target row without a marked quote: {entry}")
    row.task, row.output = entry["task"], _QUOTE.sub(lambda found: found[1], marked)
    promise = Promise(value, "%", comparator, entry["subject"], match[1])
    path = "/".join(part for part in (*place[:2], row.number.rstrip(".")) if part)
    year = row.deadline.year or pen.setting.end
    pen.targets.append(golden_target(promise, path, place[2], year, source="table"))
    pen.forms.append(("table_cell", wording, 1))


def _settle(columns: list[str], group: str, row: Row, index: int, ledger: Ledger) -> None:
    ledger.tasks.append(
        GoldenTask(
            table=index,
            row=len(ledger.tasks) + 1,
            group_label=group,
            number=row.number,
            task=row.task,
            lead=row.lead,
            support=row.support if "support" in columns else "",
            output=row.output.replace("\n", " ") if "output" in columns else "",
            deadline=row.deadline.text,
            deadline_kind=row.deadline.kind,
            deadline_date=row.deadline.last_day,
        )
    )


def _line(columns: list[str], row: Row) -> TableRow:
    texts = {
        "number": row.number,
        "task": row.task,
        "lead": row.lead,
        "support": row.support,
        "output": row.output,
        "deadline": row.deadline.text,
        "note": row.remark,
        "start": row.start,
    }
    texts |= dict.fromkeys(row.merged, "")
    merge = tuple(columns.index(role) for role in row.merged)
    return TableRow("cell", tuple(texts[role] for role in columns), merge)
