"""Tables of indicators: a row an indicator, its unit in a column, its plan in one column or one for each year."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives, comparison_form, one_line
from extractors.domains import domain_of_subject
from extractors.indicators import domain_of_indicator, link_indicator
from extractors.numbers import NUMBER, ParsedNumber, parse_number
from extractors.roles import domain_of
from extractors.scopes import find_levels, find_scope
from models.plan import Quantity, Target
from models.source import Doubt, Span

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.target_places import Place
    from models.plan import Comparator, Domain, Scope
    from models.source import Found
    from models.table import Cell, Table
    from models.transcript import Transcript

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ROMAN = re.compile(r"[IVXL]+[.)]?|[A-Z][.)]?")


@dataclass(frozen=True)
class _Columns:
    """Columns of one table: where the name and the unit stand, and each plan column with its year."""

    name: int
    unit: int
    plans: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True)
class _Words:
    name: re.Pattern[str]
    unit: re.Pattern[str]
    plan: re.Pattern[str]
    done: re.Pattern[str]
    before: tuple[tuple[Comparator, re.Pattern[str]], ...]
    after: tuple[tuple[Comparator, re.Pattern[str]], ...]


@dataclass
class _Row:
    """What stands over a row: its group and the last indicator that sub-rows belong to."""

    group: str = ""
    domain: Domain = ""
    parent: str = ""
    cells: dict[int, Cell] = field(default_factory=dict)


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    table, comparators = lexicon.table("target_tables"), lexicon.table("comparators")
    return _Words(
        name=re.compile(rf"(?:{alternatives(table['name'])})(?!\w)"),
        unit=re.compile(rf"(?:{alternatives(table['unit'])})(?:\s*\(.*\))?"),
        plan=re.compile(rf"(?<!\w)(?:{alternatives(table['plan'])})(?!\w)"),
        done=re.compile(rf"(?<!\w)(?:{alternatives(table['done'])})(?!\w)"),
        before=tuple(
            (sign, re.compile(rf"(?:{alternatives(words)})\s*(?:từ|là)?"))
            for sign, words in comparators["before"].items()
        ),
        after=tuple((sign, re.compile(alternatives(words))) for sign, words in comparators["after"].items()),
    )


def _headers(table: Table) -> dict[int, str]:
    """Header text of each column, the parts of several header rows joined."""
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.kind == "header":
            for column in range(cell.column, cell.column + cell.col_span):
                texts.setdefault(column, []).append(cell.text)
    return {column: comparison_form(" ".join(dict.fromkeys(parts))).strip() for column, parts in texts.items()}


def _columns(table: Table, lexicon: Lexicon) -> _Columns | None:
    words = _words(lexicon)
    headers = _headers(table)
    units = [column for column, text in headers.items() if words.unit.fullmatch(text)]
    names = [column for column, text in headers.items() if words.name.match(text)]
    if not names or not units:
        return None
    plans: list[tuple[int, int | None]] = []
    for column, text in sorted(headers.items()):
        if column in (names[0], units[0]) or words.done.search(text) or column < names[0]:
            continue
        years = [int(year) for year in _YEAR.findall(text)]
        if years or words.plan.search(text):
            plans.append((column, years[-1] if years else None))
    return _Columns(names[0], units[0], tuple(plans)) if plans else None


def is_target_table(table: Table, lexicon: Lexicon) -> bool:
    """Whether a table lists indicators with their units and planned values."""
    return _columns(table, lexicon) is not None


_VALUE = re.compile(
    rf"(?P<before>[^\d]*?)(?P<number>{NUMBER}(?:\s*%?\s*-\s*{NUMBER})?)\s*(?P<unit>%?)(?P<after>[^\d]*)"
)


def _read_value(
    text: str, lexicon: Lexicon
) -> tuple[Comparator, ParsedNumber, tuple[int, int], tuple[Doubt, ...]] | None:
    """Comparator, number and its place in a cell ("≥ 98", "Từ 90 trở lên"); None where the cell is no value."""
    words = _words(lexicon)
    form = comparison_form(text)
    match = _VALUE.fullmatch(form.rstrip())
    if not match or not (parsed := parse_number(match["number"])):
        return None
    doubts = list(parsed.doubts)
    comparator: Comparator = "="
    before, after = match["before"].strip(" :"), match["after"].strip(" .")
    for sign, pattern in words.before:
        if pattern.fullmatch(before):
            comparator = sign
            break
    else:
        if before and before not in ("đạt", "từ", "khoảng", "tăng", "giảm", "còn", "-", "+"):
            doubts.append(Doubt(code="comparator_unclear", detail=before[:20]))
    for sign, pattern in words.after:
        if pattern.fullmatch(after):
            comparator = sign
    if len(after) > 24 or len(before) > 24:
        return None
    return comparator, parsed, match.span("number"), tuple(doubts)


def _rows(table: Table) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        if cell.kind in ("cell", "group"):
            rows.setdefault(cell.row, {})[cell.column] = cell
    return rows


def find_table_targets(transcript: Transcript, table: Table, place: Place, lexicon: Lexicon) -> list[Found[Target]]:
    """Read the planned values of a table of indicators, a row for each value.

    Args:
        transcript: the document's text.
        table: a table for which `is_target_table` holds.
        place: the place of the table: its path where it stands in no appendix, year, level.
        lexicon: tables `target_tables`, `comparators`, `indicators`.
    """
    columns = _columns(table, lexicon)
    if columns is None:
        return []
    found: list[Found[Target]] = []
    state = _Row()
    for _, cells in sorted(_rows(table).items()):
        state.cells = cells
        name = cells.get(columns.name)
        label = next((cell.text.strip() for column, cell in sorted(cells.items()) if column < columns.name), "")
        group = next((cell for cell in cells.values() if cell.kind == "group"), None)
        values = [cells[column] for column, _ in columns.plans if column in cells and cells[column].text.strip()]
        if group is not None or (_ROMAN.fullmatch(label) and not values):
            state.group = label.rstrip(".)") if _ROMAN.fullmatch(label) else ""
            heading = " ".join(cell.text for cell in cells.values() if cell.text.strip() != label)
            state.domain, state.parent = domain_of(heading, "", lexicon), ""
            continue
        if name is not None and name.text.strip():
            found.extend(_row_targets(transcript, table, columns, state, label, place, lexicon))
    return found


def _scope(subject: str, unit: str, place: Place, lexicon: Lexicon) -> Scope:
    """Level of the bodies that the unit counts ("xã"), else the one that the subject names."""
    if levels := find_levels("các " + comparison_form(unit), lexicon):
        return "" if place.level == "xã" else levels[0]
    return find_scope(comparison_form(subject), place.level, lexicon)


def _row_targets(
    transcript: Transcript, table: Table, columns: _Columns, state: _Row, label: str, place: Place, lexicon: Lexicon
) -> list[Found[Target]]:
    cells = state.cells
    printed = one_line(cells[columns.name].text)
    subject = printed.strip("-+*• .;:")
    if printed[:1] in "-+*•" and state.parent:
        subject = f"{state.parent}: {subject}"
    else:
        state.parent = subject
    unit_cell = cells.get(columns.unit)
    unit = one_line(unit_cell.text) if unit_cell else ""
    number = label.rstrip(".)")
    head = table.appendix or place.path
    path = "/".join(part for part in (head, state.group, number if number.strip("-+ ") else "") if part)
    found: list[Found[Target]] = []
    for column, year in columns.plans:
        cell = cells.get(column)
        if cell is None or len(cell.spans) != 1:
            continue
        value = _read_value(cell.text, lexicon)
        if value is None or not (unit or "%" in cell.text):
            continue
        comparator, parsed, (start, end), doubts = value
        quantity = Quantity(
            value=parsed.value,
            value_max=parsed.maximum,
            unit=unit or "%",
            comparator=comparator,
            text=cell.text[start:end],
        )
        link = link_indicator(subject, quantity, state.domain or place.domain, lexicon)
        offset = cell.spans[0].start
        target = Target(
            quantity=quantity,
            subject=subject,
            scope=_scope(subject, unit, place, lexicon),
            year=year or place.year,
            deadline=date(due, 12, 31) if (due := year or place.year) else None,
            section_path=path,
            section_role="appendix" if table.appendix else place.role,
            domain=state.domain
            or place.domain
            or (domain_of_indicator(link[0], lexicon) if link else domain_of_subject(subject, lexicon)),
            indicator_id=link[0] if link else "",
            indicator_name=link[1] if link else "",
            link_confidence=link[2] if link else 0.0,
            source="table",
            number_spans=(Span(start=offset + start, end=offset + end),),
        )
        spans = (*cells[columns.name].spans, *cell.spans)
        confidence = 0.95 - 0.2 * len(doubts)
        found.append(transcript.found(target, *spans, confidence=max(0.05, round(confidence, 3)), doubts=doubts))
    return found
