"""Columns of a table of figures: its names, its units, and the columns in which values are promised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.clean import UPPER, comparison_form, one_line
from extractors.figure_cells import read_value
from extractors.figure_words import (
    change_of_name,
    figure_words,
    implied_unit,
    kind_of_words,
    last_day_of,
    printed_unit,
    thing_measured,
    whole_unit,
    years_of,
)
from extractors.scopes import levels_of_names
from extractors.target_places import NUMBERED

if TYPE_CHECKING:
    from datetime import date

    from extractors.figure_words import ColumnKind
    from extractors.lexicon import Lexicon
    from extractors.target_places import Place
    from models.plan import Change
    from models.table import Cell, Table

_MOST, _NEARLY_ALL = 0.5, 0.9
_NAMED_BODY = re.compile(r"(?:UBND |Ủy ban nhân dân )?(?:Xã|Phường|Thị trấn|Huyện|Quận|Thị xã|Thành phố|TP\.?|Thôn|Bản"
                         rf"|Ấp|Sở|Phòng|Ban|Công an|Tổ dân phố|Khu phố)\s+(?:[{UPPER}]|\d)")  # fmt: skip


_REACHED = re.compile(
    r"(?:(?:mức|số|tỷ lệ|kết quả)\s+)?(?:cần |phải )?đạt(?: được)?(?:\s+(?:vào|đến|trong|cuối|hết))*\s+năm\s"
)
"""What is reached in a year of the plan is promised: "Mức đạt năm 2025"."""


@dataclass(frozen=True)
class PlanColumn:
    """A column of promised values: its year and last day, and what its header adds to the name of the row.

    `thing`: the indicator where rows are bodies, or the share over several times that is taken of each row. `body`:
    the body, where columns are ("Xã Tân Lập"). `unit` is printed, `implied` follows from the words ("Điểm phấn đấu").
    `unclear`: the header has words that say neither that it is promised nor that it is done, and no line over the
    table says it. `change`: the header's lowest part says that the values are amounts of it ("Giảm trong năm").
    """

    column: int
    year: int | None = None
    last_day: date | None = None
    thing: str = ""
    body: str = ""
    unit: str = ""
    implied: str = ""
    header: str = ""
    unclear: bool = False
    change: Change = ""


@dataclass(frozen=True)
class FigureColumns:
    """Columns of one table; `bodies` says that its rows are bodies, `unit` is the column of units."""

    name: int
    plans: tuple[PlanColumn, ...]
    number: int | None = None
    unit: int | None = None
    bodies: bool = False
    caption_unit: str = ""


@dataclass
class _Sheet:
    """A table by columns: header texts from top to bottom, cells of its body."""

    headers: dict[int, list[str]] = field(default_factory=dict)
    body: dict[int, list[Cell]] = field(default_factory=dict)

    def header(self, column: int) -> str:
        return one_line(" ".join(self.headers.get(column, [])))

    def form(self, column: int) -> str:
        return comparison_form(self.header(column)).strip()

    def texts(self, column: int) -> list[str]:
        return [one_line(cell.text) for cell in self.body.get(column, []) if cell.text.strip()]


def _sheet(table: Table) -> _Sheet:
    sheet = _Sheet()
    for cell in table.cells:
        if cell.kind == "header" and cell.col_span < table.columns:
            for column in range(cell.column, cell.column + cell.col_span):
                parts = sheet.headers.setdefault(column, [])
                if cell.text.strip() and cell.text not in parts:
                    parts.append(cell.text)
        elif cell.kind == "cell" and cell.col_span == 1:
            sheet.body.setdefault(cell.column, []).append(cell)
    return sheet


def _share_of_values(sheet: _Sheet, column: int, lexicon: Lexicon) -> float:
    """Share of the filled cells of a column that are values; a dash stands for none."""
    texts = [text for text in sheet.texts(column) if text.strip(" -–x.…/")]
    values = (not NUMBERED.match(text) and read_value(text, lexicon) is not None for text in texts)
    return sum(values) / len(texts) if texts else 0.0


def _share_of_bodies(sheet: _Sheet, column: int) -> float:
    texts = sheet.texts(column)
    return sum(bool(_NAMED_BODY.match(text)) for text in texts) / len(texts) if texts else 0.0


def _share_of_units(sheet: _Sheet, column: int, lexicon: Lexicon) -> float:
    """Share of the filled cells that are units; a column of levels ("Huyện", "Xã") parts its rows."""
    texts = sheet.texts(column)
    if all(levels_of_names(comparison_form(text), lexicon) for text in texts):
        return 0.0
    return sum(bool(whole_unit(text, lexicon)) for text in texts) / len(texts)


def _is_wordy(sheet: _Sheet, column: int, lexicon: Lexicon) -> bool:
    """Whether a column holds words: names of bodies count, numbered ones too ("Thôn 3")."""
    return _share_of_bodies(sheet, column) >= _MOST or _share_of_values(sheet, column, lexicon) < _MOST


def _unit_column(sheet: _Sheet, number: int | None, lexicon: Lexicon) -> int | None:
    """The column of units; told by its header or by its cells.

    "Đơn vị" alone also heads a column of bodies, which then names the rows.
    """
    words = figure_words(lexicon)
    told = [c for c in sorted(sheet.headers) if words.unit.fullmatch(sheet.form(c)) and sheet.texts(c)]
    for column in told or [c for c in sorted(sheet.headers) if _share_of_units(sheet, c, lexicon) >= _NEARLY_ALL]:
        before = (c for c in sheet.headers if c < column and c != number)
        if _share_of_bodies(sheet, column) < _MOST and any(_is_wordy(sheet, c, lexicon) for c in before):
            return column
    return None


def _name_column(sheet: _Sheet, number: int | None, unit: int | None, lexicon: Lexicon) -> tuple[int, bool] | None:
    """The column that names the rows, and whether the rows are bodies; None where no header says so."""
    words = figure_words(lexicon)
    open_columns = [column for column in sorted(sheet.headers) if column not in (number, unit)]
    wordy = [c for c in open_columns if _is_wordy(sheet, c, lexicon)]
    for column in wordy:
        if words.name.match(sheet.form(column)):
            return column, False
    # Who is to do it stands behind the figures and names no row.
    figures = min((c for c in open_columns if c not in wordy), default=max(sheet.headers, default=0) + 1)
    for column in (c for c in wordy if c < figures or (wordy and c == wordy[0])):
        named = _share_of_bodies(sheet, column) >= _MOST
        told = bool(words.bodies.match(sheet.form(column))) and not words.aside.search(sheet.form(column))
        if named or (told and unit is None):
            return column, True
        if told:
            break
    return (wordy[0], False) if wordy and unit is not None and wordy[0] < unit else None


def _kind(sheet: _Sheet, column: int, lexicon: Lexicon) -> ColumnKind:
    """What a column is by its header: the lowest cell decides, those above where it is a time or names a thing."""
    verdict: ColumnKind = ""
    for text in reversed(sheet.headers.get(column, [])):
        kind = kind_of_words(comparison_form(text).strip(), lexicon)
        if kind not in ("", "time"):
            return kind
        verdict = verdict or kind
    return verdict


def _plan_column(sheet: _Sheet, column: int, bodies: bool, place: Place, lexicon: Lexicon) -> PlanColumn:
    form, header = sheet.form(column), sheet.header(column)
    parts = sheet.headers.get(column, [])
    years = next((named for text in reversed(parts) if (named := years_of(comparison_form(text)))), [])
    year = years[-1] if years else place.year
    units = [unit for text in reversed(parts) if (unit := printed_unit(text, lexicon))]
    change = change_of_name(comparison_form(thing_measured(parts[-1], lexicon)), lexicon) if bodies and parts else ""
    things = [thing for text in parts if (thing := thing_measured(text, lexicon))]
    things = things[:-1] if change and len(things) > 1 else things
    body = next((one_line(text) for text in reversed(parts) if _NAMED_BODY.match(one_line(text))), "")
    thing = " ".join([things[0], *(t[:1].lower() + t[1:] for t in things[1:])]) if bodies and things else ""
    if not bodies and len(parts) > 1 and (over := thing_measured(parts[0], lexicon)) and implied_unit(over, lexicon):
        thing = over
    implied = implied_unit(thing or (header if bodies else parts[-1] if parts else ""), lexicon)
    unclear = not bodies and not body and bool(years) and not _kind(sheet, column, lexicon) and bool(things)
    return PlanColumn(
        column, year, last_day_of(form, year), thing, "" if bodies else body, units[0] if units else "", implied,
        header, unclear, change,
    )  # fmt: skip


def find_columns(table: Table, place: Place, caption: str, lexicon: Lexicon) -> FigureColumns | None:
    """Find the columns of promised values; None for a table that promises none.

    A column promises by its words ("Kế hoạch 2025", "Phấn đấu"), by its year (not before the plan's first), or, where
    the lines over the table say that targets are shared out, by its figures.

    Args:
        table: a logical table.
        place: where it stands: the plan's years, whether its section tells of the past.
        caption: the section's heading and the lines right over the table.
        lexicon: tables `target_tables`, `comparators`, `units`.
    """
    words = figure_words(lexicon)
    sheet = _sheet(table)
    number = next((c for c in sorted(sheet.headers) if words.number.fullmatch(sheet.form(c))), None)
    unit = _unit_column(sheet, number, lexicon)
    named = _name_column(sheet, number, unit, lexicon)
    over = comparison_form(caption)
    if named is None or (unit is None and (words.money.search(over) or words.money.search(sheet.form(named[0])))):
        return None
    name, bodies = named
    if unit is None and _is_of_tasks(table) and not _names_units(sheet, name, lexicon):
        return None
    told: list[int] = []
    bare: list[int] = []
    for column in sorted(sheet.headers):
        if column in (number, unit) or column <= name:
            continue
        kind, years = _kind(sheet, column, lexicon), years_of(sheet.form(column))
        if (
            kind == "done"
            and years
            and place.earliest
            and min(years) >= place.earliest
            and _REACHED.match(sheet.form(column))
        ):
            kind = "plan"
        if kind in ("done", "aside") or (years and place.earliest and max(years) < place.earliest):
            continue
        if (place.past and not years) or _share_of_values(sheet, column, lexicon) < _MOST:
            continue
        if words.static.match(comparison_form(thing_measured(sheet.header(column), lexicon))):
            continue
        (told if kind in ("plan", "time") or years else bare).append(column)
    given = bool(words.shared_out.search(over)) and not words.reports.search(over) and not place.past
    if not told and not (given or place.role == "targets"):
        return None
    if not told and not bodies:
        named_bodies = [c for c in bare if _NAMED_BODY.match(sheet.headers[c][-1])]
        sums = [c for c in bare if words.totals.fullmatch(comparison_form(sheet.headers[c][-1]).strip())]
        bare = [c for c in bare if c in named_bodies or (c in sums and named_bodies)]
    shared = bare if told and bodies and given else []
    plans = [_plan_column(sheet, c, bodies, place, lexicon) for c in sorted([*(told or bare), *shared])]
    plans = [replace(plan, unclear=True) if plan.column in shared else plan for plan in plans]
    if not told and not given:
        plans = [replace(plan, unclear=not plan.body) for plan in plans]
    if any(words.scores.match(sheet.form(column)) for column in sheet.headers):
        plans = [replace(plan, implied=plan.implied or "điểm") for plan in plans]
    return FigureColumns(name, tuple(plans), number, unit, bodies, printed_unit(caption, lexicon)) if plans else None


def _is_of_tasks(table: Table) -> bool:
    """Whether a table lists tasks: their cells are read as sentences."""
    return "task" in table.roles and bool({"lead", "deadline"} & set(table.roles))


def _names_units(sheet: _Sheet, column: int, lexicon: Lexicon) -> bool:
    """Whether (nearly) all names of rows print their unit: "Hồ sơ nộp trực tuyến (%)"; tasks do not."""
    texts = sheet.texts(column)
    return bool(texts) and sum(bool(printed_unit(text, lexicon)) for text in texts) >= _NEARLY_ALL * len(texts)


def names_body(text: str) -> bool:
    """Whether a text is a body's name with the word for its kind ("Xã Tân Lập", "Thôn 3")."""
    return bool(_NAMED_BODY.match(text))


def level_of_body(text: str, header: str, lexicon: Lexicon) -> str:
    """Level of a body by its own name ("Xã Tân Lập"), else by the header of its column ("Phường, xã"); empty else."""
    text = re.sub(r"^TP\.?\s+", "Thành phố ", text)
    for words in (comparison_form(text), comparison_form(header)):
        levels = levels_of_names(words, lexicon)
        if levels:
            return levels[0] if len(set(levels)) == 1 or words != comparison_form(header) else ""
    return ""
