"""Indicators beside units as a coloured table: indicators down for a few plans, plans down for many."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

from pipeline.phrasebook import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.compare.matrix import Comparison, Judged, Row
    from pipeline.compare.promises import Plan
    from pipeline.report.evidence import Evidence
    from pipeline.report.words import Words

FEW_PLANS = 8
"""Plans that fit side by side on a page."""
MOST_COLUMNS = 36
"""Promises that fit side by side on a page laid across."""
SHEET, FIRST_SHEET = 32, 24
"""Lines on a sheet of A4 laid across, and on the first, which holds the heading too."""
HEAD = 46
"""Letters of a column's head."""
MARKS = {"above": "▲", "at": "●", "below": "▼", "not_comparable": "◇", "no_line": ""}
CLASSES = {"above": "a", "at": "e", "below": "b", "not_comparable": "x", "no_line": "n"}


class Cell(NamedTuple):
    """What one table cell shows: kind of colour, figure, year where it needs saying, number of its evidence."""

    kind: str
    text: str
    year: str = ""
    number: int = -1
    mark: str = ""
    more: int = 0


class Line(NamedTuple):
    """A line of a map: its name, the smaller print under it, its national lines, its cells."""

    label: str
    note: str
    national: str
    cells: tuple[Cell, ...]


class Block(NamedTuple):
    """A map: heading (a field, or a level), heads of its columns, its lines by the sheet of paper they go on."""

    heading: str
    heads: tuple[tuple[str, str], ...]
    sheets: tuple[tuple[Line, ...], ...]


class HeatMap(NamedTuple):
    """All blocks; `across` where plans are the columns; promises that were left out for being too rare."""

    across: bool
    blocks: tuple[Block, ...]
    left_out: int


EMPTY = Cell("", "")


def make_heat_map(comparison: Comparison, evidence: Evidence, words: Words, today_places: bool = False) -> HeatMap:
    """Lay the comparison out for reading; a plan that states none of it has no line (the quality box counts them)."""
    spoken = {doc_id for row in comparison.rows for doc_id in row.cells}
    comparison = comparison._replace(plans=tuple(plan for plan in comparison.plans if plan.doc_id in spoken))
    if len(comparison.plans) <= FEW_PLANS:
        return _indicators_down(comparison, evidence, words, today_places)
    return _plans_down(comparison, evidence, words, today_places)


def row_name(row: Row, words: Words) -> tuple[str, str]:
    """Name of a row, and its scope, unit and direction where they tell it from others."""
    unit = "" if row.unit == "%" else row.unit
    turn = words.named("change", row.change) if row.change else ""
    return row.indicator.name(words.lang), " · ".join(part for part in (row.scope, unit, turn) if part)


def national_text(row: Row, words: Words) -> str:
    """The national lines that hold for a row: "≥ 80% (2025)"."""
    lines = [line for line in row.indicator.national if line.scope in ("", row.scope) and line.unit == row.unit]
    return " · ".join(f"{SIGNS[line.comparator]}{words.figure(line.value)}{line.unit} ({line.year})" for line in lines)


def _cell(held: Sequence[Judged], plan: Plan, evidence: Evidence, words: Words, bare: bool) -> Cell:
    """Show what is promised for the last year; several years or values are told by their number."""
    if not held:
        return EMPTY
    last = max(held, key=lambda judged: (judged.promise.year or 0, -judged.promise.page))
    promise, code = last.promise, last.verdict.code
    same_year = [judged for judged in held if judged.promise.year == promise.year]
    values = list(dict.fromkeys(_figure(judged, words, bare) for judged in same_year))
    year = str(promise.year) if promise.year and promise.year != plan.period_end else ""
    text = ("/" if bare else " / ").join(values[:3])
    return Cell(CLASSES[code], text, year, evidence.number(last), MARKS[code], len(held) - len(same_year))


def _figure(judged: Judged, words: Words, bare: bool) -> str:
    alone = bare and judged.promise.unit == "%"
    return words.figure(judged.promise.value) if alone else words.amount(judged.promise)


def _indicators_down(comparison: Comparison, evidence: Evidence, words: Words, today_places: bool) -> HeatMap:
    plans = comparison.plans
    heads = tuple((plan.place.label or plan.file_name, _told(plan, words, today_places)) for plan in plans)
    by_field: dict[str, list[Line]] = defaultdict(list)
    for row in comparison.rows:
        label, note = row_name(row, words)
        cells = tuple(_cell(row.cells.get(plan.doc_id, ()), plan, evidence, words, bare=False) for plan in plans)
        by_field[row.indicator.field].append(Line(label, note, national_text(row, words), cells))
    blocks = tuple(Block(words(f"field_{field}"), heads, (tuple(lines),)) for field, lines in by_field.items())
    return HeatMap(True, blocks, 0)


def _home(plan: Plan, today_places: bool) -> str:
    return plan.place.province_now if today_places else plan.place.province


def _told(plan: Plan, words: Words, today_places: bool) -> str:
    parts = (words(f"level_{plan.place.level}"), _home(plan, today_places), words.period(plan))
    return " · ".join(part for part in parts if part)


def _plans_down(comparison: Comparison, evidence: Evidence, words: Words, today_places: bool) -> HeatMap:
    """A line a plan, by level, province and unit; columns in the order of the taxonomy, the rarest left out."""
    often = Counter({row.key: len(row.cells) for row in comparison.rows})
    chosen = {key for key, _ in often.most_common(MOST_COLUMNS)}
    columns = [row for row in comparison.rows if row.key in chosen]
    heads = tuple((shorten(row_name(row, words)[0], HEAD, placeholder="…"), _head_note(row, words)) for row in columns)
    by_level: dict[str, list[Plan]] = defaultdict(list)
    for plan in comparison.plans:
        by_level[plan.place.level].append(plan)
    blocks = []
    for level, plans in by_level.items():
        plans.sort(key=lambda plan: (_home(plan, today_places), plan.place.label, plan.period))
        periods = {plan.period for plan in plans}
        lines = tuple(
            Line(
                plan.place.label or plan.file_name,
                " · ".join(
                    part for part in (_home(plan, today_places), words.period(plan) if len(periods) > 1 else "") if part
                ),
                "",
                tuple(_cell(row.cells.get(plan.doc_id, ()), plan, evidence, words, bare=True) for row in columns),
            )
            for plan in plans
        )
        heading = words(f"level_{level}") + (f" {periods.pop()}" if len(periods) == 1 else "")
        blocks.append(Block(heading, heads, _sheets(lines)))
    return HeatMap(False, tuple(blocks), len(comparison.rows) - len(columns))


def _sheets(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Cut lines into sheets of paper; a browser lays out only the sheets that are looked at."""
    cuts = [0, *range(FIRST_SHEET, len(lines), SHEET), len(lines)]
    return tuple(tuple(lines[start:end]) for start, end in pairwise(cuts) if start < end)


def _head_note(row: Row, words: Words) -> str:
    national = national_text(row, words).partition(" · ")[0].replace("≥ ", "≥")
    return " · ".join(part for part in (row_name(row, words)[1], national) if part)
