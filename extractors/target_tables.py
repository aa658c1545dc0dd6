"""Targets of tables of figures: a row an indicator or a body, a column a year or an indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.clean import comparison_form, one_line
from extractors.domains import domain_of_subject
from extractors.figure_cells import read_value
from extractors.figure_columns import FigureColumns, find_columns, level_of_body, names_body
from extractors.figure_words import change_of_name, figure_words, implied_unit, printed_unit, thing_measured
from extractors.indicators import domain_of_indicator, link_indicator
from extractors.roles import domain_of
from extractors.scopes import find_levels
from extractors.subject_scopes import find_scope
from extractors.target_places import NUMBERED
from models.plan import Quantity, Target
from models.source import Doubt, Span

if TYPE_CHECKING:
    from extractors.figure_columns import PlanColumn
    from extractors.lexicon import Lexicon
    from extractors.target_places import Place
    from models.plan import Domain, Scope
    from models.source import Found
    from models.table import Cell, Table
    from models.transcript import Transcript

_ROMAN = re.compile(r"[IVXL]+[.)]?|[A-ZĐ][.)]?")
_LABELLED = re.compile(r"(?P<label>[IVXL]+|[A-HĐ])[.)]\s")
_SUB = re.compile(r"\s*(?:[-+*•]|trong đó\s*:?|[a-zđ]\)|\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.?(?=\s))", re.IGNORECASE)
_LINES_OVER = 3
_FURTHEST = 400
"""Lines and characters over a table in which its caption is looked for."""


@dataclass
class _State:
    """What stands over a row: its group, and the indicator that sub-rows belong to."""

    group: str = ""
    domain: Domain = ""
    parent: str = ""


@dataclass(frozen=True)
class _Sheet:
    """A table with what its rows share."""

    transcript: Transcript
    table: Table
    columns: FigureColumns
    place: Place
    thing: str
    header: str
    lexicon: Lexicon


def _caption(transcript: Transcript, table: Table, place: Place) -> tuple[str, ...]:
    """The heading of the table's section and the lines right over it, those in brackets only for their unit."""
    start = min((span.start for cell in table.cells for span in cell.spans), default=0)
    lines = [
        line
        for block in transcript.blocks
        if block.kind != "table_row" and start - _FURTHEST < block.span.start < start
        for line in [one_line(transcript.slice(block.span))]
        if line and not re.match(r"\(?(?:ban hành )?kèm theo", comparison_form(line))
    ]
    near = [line for line in lines[-_LINES_OVER:] if len(line) < 160 and not line.endswith((";", "."))]
    return tuple(dict.fromkeys(part for part in (place.title, *near) if part))


def find_table_targets(
    transcript: Transcript, table: Table, place: Place, lexicon: Lexicon
) -> list[Found[Target]] | None:
    """Read the values that a table of figures promises, a row for each value; None where it is no such table.

    Args:
        transcript: the document's text.
        table: a logical table.
        place: the place of the table: its path where it stands in no appendix, its heading, year, level.
        lexicon: tables `target_tables`, `comparators`, `indicators`.
    """
    caption = _caption(transcript, table, place)
    columns = find_columns(table, place, "\n".join(caption), lexicon)
    if columns is None:
        return None
    header = one_line(" ".join(c.text for c in table.cells if c.kind == "header" and c.column == columns.name))
    thing = next((line for line in caption if _names_thing(line, lexicon)), place.title)
    if not level_of_body("", header, lexicon) and (shared := _OF_BODIES.search(comparison_form(thing))):
        header = shared["bodies"]
    sheet = _Sheet(transcript, table, columns, place, _thing_of_title(thing, lexicon), header, lexicon)
    found: list[Found[Target]] = []
    state = _State()
    for cells in _rows(table):
        name = cells.get(columns.name)
        label = _label(cells, columns)
        filled = [plan for plan in columns.plans if plan.column in cells and cells[plan.column].text.strip()]
        group = any(cell.kind == "group" for cell in cells.values())
        if group or (_ROMAN.fullmatch(label) and not filled):
            state = _group(cells, label, lexicon)
        elif name is not None and name.text.strip():
            found.extend(_row_targets(sheet, cells, state, label))
    return found


def _group(cells: dict[int, Cell], label: str, lexicon: Lexicon) -> _State:
    texts = dict.fromkeys(one_line(cell.text) for cell in cells.values())
    heading = " ".join(text for text in texts if text != label)
    if match := _LABELLED.match(heading or label):
        label = match["label"]
    return _State(label.rstrip(".)") if _ROMAN.fullmatch(label) else "", domain_of(heading or label, "", lexicon))


def _rows(table: Table) -> list[dict[int, Cell]]:
    """Rows below the header from top to bottom; a merged cell stands in each row it covers."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        if cell.kind in ("cell", "group"):
            for row in range(cell.row, cell.row + cell.row_span):
                rows.setdefault(row, {})[cell.column] = cell
    return [rows[row] for row in sorted(rows)]


def _label(cells: dict[int, Cell], columns: FigureColumns) -> str:
    """The printed number of a row."""
    if columns.number is not None:
        return cells[columns.number].text.strip() if columns.number in cells else ""
    first = min(cells)
    text = cells[first].text.strip() if first < columns.name else ""
    return text if re.fullmatch(r"[IVXLivxl\d.]{1,8}[.)]?|[A-Za-zđĐ][.)]?", text) else ""


_OF_BODIES = re.compile(
    r"\s*(?:của|cho|tại|ở|đối với|giao|theo|từng|phân theo)?\s*(?:ubnd\s+)?(?:các|từng)\s+"
    r"(?P<bodies>(?:cơ quan|đơn vị|địa phương|xã|phường|thị trấn|huyện|thành phố|thị xã|quận|sở|phòng|thôn|bản)"
    r"(?:\s*,\s*(?:xã|phường|thị trấn|huyện|thành phố|thị xã|quận))*).*"
)
_SHORT_FORMS = re.compile(r"(?<!\w)(?:[bcdđghklmnpqrstvx]{2,6}|ubnd|hđnd|sipas|papi|par index|ocop|vneid)(?!\w)")


def _thing_of_title(title: str, lexicon: Lexicon) -> str:
    """What a title measures ("TỶ LỆ … CỦA CÁC XÃ NĂM 2025 (%)" → "Tỷ lệ …")."""
    if title.isupper():
        title = _SHORT_FORMS.sub(lambda match: match.group().upper(), title.lower())
    thing = thing_measured(title, lexicon)
    match = _OF_BODIES.search(comparison_form(thing))
    return thing[: match.start()] if match and match.start() else thing


def _names_thing(title: str, lexicon: Lexicon) -> bool:
    """Whether a line over the table says what it measures: with its unit, or by a word that has one ("Tỷ lệ …")."""
    thing = thing_measured(title, lexicon)
    return bool(thing and (implied_unit(thing, lexicon) or printed_unit(title, lexicon)))


def _scope(subject: str, unit: str, body: str, sheet: _Sheet) -> Scope:
    """Level of the bodies that the unit counts ("xã") or that the row names, else the one that the subject names."""
    level, lexicon = sheet.place.level, sheet.lexicon
    if body and (named := level_of_body(body, sheet.header, lexicon)):
        return "" if level == "xã" and named == "cấp xã" else named  # type: ignore[return-value]
    if levels := find_levels("các " + comparison_form(unit), lexicon):
        return "" if level == "xã" else levels[0]
    return find_scope(comparison_form(subject), level, lexicon)


def _part(sheet: _Sheet, cells: dict[int, Cell]) -> str:
    """What parts a row from the others under one merged name ("Cấp xã"): the words behind it, before the figures."""
    columns = sheet.columns
    between = range(columns.name + 1, columns.plans[0].column)
    texts = (one_line(cells[column].text) for column in between if column in cells and column != columns.unit)
    return next((text for text in texts if text and not re.search(r"\d", text)), "")


def _row_targets(sheet: _Sheet, cells: dict[int, Cell], state: _State, label: str) -> list[Found[Target]]:
    columns = sheet.columns
    printed = one_line(cells[columns.name].text)
    if not label and (numbered := NUMBERED.match(printed)):
        label, printed = numbered["number"], printed[numbered.end() :]
    name = printed.strip("-+*• .;:")
    if _SUB.match(printed) and state.parent and not columns.bodies:
        name = f"{state.parent}: {name}"
    else:
        state.parent = name
    part = _part(sheet, cells) if cells[columns.name].row_span > 1 else ""
    if part:
        name = f"{name} {part[:1].lower()}{part[1:]}"
    unit = one_line(cells[columns.unit].text) if columns.unit in cells else ""
    number = label.rstrip(".)")
    head = sheet.table.appendix or sheet.place.path
    path = "/".join(part for part in (head, state.group, number if number.strip("-+ ") else "") if part)
    targets = (_target(sheet, cells, plan, name, part, unit, path, state.domain) for plan in columns.plans)
    return [target for target in targets if target is not None]


def _named(sheet: _Sheet, plan: PlanColumn, name: str) -> tuple[str, str]:
    """Subject of a value, and the body that it is shared out to."""
    body = name if sheet.columns.bodies else plan.body
    thing = (plan.thing or sheet.thing) if sheet.columns.bodies else one_line(f"{plan.thing} {name}")
    if not body:
        return thing, ""
    if figure_words(sheet.lexicon).totals.fullmatch(comparison_form(body)):
        return (thing, "") if thing else (body, "")
    told = body[:1].lower() + body[1:] if thing and names_body(body) and not body.startswith("TP") else body
    return one_line(f"{thing} {told}"), body


def _target(
    sheet: _Sheet,
    cells: dict[int, Cell],
    plan: PlanColumn,
    name: str,
    part: str,
    row_unit: str,
    path: str,
    domain: Domain,
) -> Found[Target] | None:
    lexicon, place, cell = sheet.lexicon, sheet.place, cells.get(plan.column)
    if cell is None or len(cell.spans) != 1 or (value := read_value(cell.text, lexicon)) is None:
        return None
    subject, body = _named(sheet, plan, name)
    doubts = list(value.doubts)
    if plan.unclear:
        doubts.append(Doubt(code="column_unclear", detail=plan.header[:60]))
    unit = plan.unit or row_unit or value.unit or printed_unit(name, lexicon) or sheet.columns.caption_unit
    if not unit:
        unit = implied_unit(name, lexicon) or plan.implied or implied_unit(subject, lexicon)
        if unit != "%" and comparison_form(unit) not in comparison_form(f"{name} {plan.header}"):
            doubts.append(Doubt(code="unit_implied", detail=unit))
    if not unit:
        return None
    quantity = Quantity(
        value=value.parsed.value, value_max=value.parsed.maximum, unit=unit, comparator=value.comparator,
        change=value.change or change_of_name(name, lexicon) or plan.change, text=cell.text[value.start : value.end],
    )  # fmt: skip
    field = domain or place.domain
    # The share of one body is no promise of the plan's own, to be held against those of other plans.
    link = None if body else link_indicator(subject, quantity, field, lexicon)
    offset = cell.spans[0].start
    target = Target(
        quantity=quantity,
        subject=subject,
        scope=_scope(subject, unit, body or part, sheet),
        year=plan.year,
        deadline=plan.last_day,
        section_path=path,
        section_role="appendix" if sheet.table.appendix else place.role,
        domain=field or (domain_of_indicator(link[0], lexicon) if link else domain_of_subject(subject, lexicon)),
        indicator_id=link[0] if link else "",
        indicator_name=link[1] if link else "",
        link_confidence=link[2] if link else 0.0,
        source="table",
        number_spans=(Span(start=offset + value.start, end=offset + value.end),),
    )
    named = cells[sheet.columns.name].spans
    confidence = max(0.05, round(0.95 - 0.2 * len(doubts), 3))
    return sheet.transcript.found(target, *named, *cell.spans, confidence=confidence, doubts=tuple(doubts))
