"""A board as plain tables of text: the terminal, docs/scoreboard.md and the HTML page show the same ones."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.scores.forms import explain_gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.report import Calibration, Column, Evaluation
    from pipeline.scores.history import Move, Turn

CHECKED = (0.0, 0.05, 0.1, 0.2)
"""Shares of facts checked that the board tells."""
MOST_FORMS = 14
"""Forms of a dimension that are told; rarer ones are left out."""
GAP_DIMENSIONS = (
    "comparator", "unit", "order", "source", "depth of path", "kind of document", "profile", "table: rules",
    "table: groups", "table: page",
)  # fmt: skip
"""Forms by which a gap is taken apart: of targets, and of rows of tasks."""
GAP_SCORES = (
    "document.facts", "fields", "sections.path_heading", "targets.value_unit", "targets.comparator", "targets.all",
    "tasks.rows", "tasks.cells", "tables.cells", "legal_refs", "commitments",
)  # fmt: skip


class BoardTable(NamedTuple):
    """A titled table: header and rows of text, the first column names the row."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@cache
def _names() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


def name_of(key: str, lang: str, **filled: str) -> str:
    """Name a score or a part of the board in Vietnamese or English."""
    if key not in _names():
        return key
    return _names()[key][0 if lang == "vi" else 1].format(**filled)


def board_tables(evaluation: Evaluation, lang: str) -> tuple[BoardTable, ...]:
    """All tables of a board but those that compare it with another."""
    columns = evaluation.columns
    header = tuple(column.name for column in columns)
    size = tuple(f"{column.documents}, {column.pages}" for column in columns)
    first = (name_of("head.documents", lang), *size)
    tables = [
        BoardTable(name_of("title.facts", lang), ("", *header), (first, *_fact_rows(columns, lang))),
        BoardTable(name_of("title.reading", lang), ("", *header), tuple(_measure_rows(columns, lang))),
        BoardTable(name_of("title.faults", lang), ("", *header), tuple(_fault_rows(columns, lang))),
        _confidence_table(columns, lang),
        BoardTable(name_of("title.forms", lang), (name_of("head.form", lang), *header), tuple(_form_rows(columns))),
        *_gap_tables(columns, lang),
    ]
    return tuple(table for table in tables if table.rows)


def _fact_rows(columns: Sequence[Column], lang: str) -> Iterator[tuple[str, ...]]:
    by_column = [{tally.name: tally for tally in column.tallies} for column in columns]
    names = dict.fromkeys(name for held in by_column for name in held)
    single = [name for name in names if name.startswith("fields.") and name not in ("fields.letters", "fields.soft")]
    for name in sorted(names, key=lambda name: (_rank(name), list(names).index(name))):
        cells = []
        for column, held in zip(columns, by_column, strict=True):
            tally = held.get(name)
            if tally is None or not (tally.found or tally.expected):
                cells.append("")
                continue
            macro = f" ⌀{column.macro[name]:.3f}" if name in column.macro and column.documents > 1 else ""
            cells.append(f"{tally.f1:.3f} ({tally.right}/{tally.found}/{tally.expected}){macro}")
        shown = f"· {name.removeprefix('fields.')}" if name in single else name_of(name, lang)
        yield (shown, *cells)


_ORDER = ("document.", "fields", "sections", "targets", "tasks", "tables", "legal_refs", "commitments", "numbers")


def _rank(name: str) -> tuple[int, bool]:
    place = next((place for place, start in enumerate(_ORDER) if name.startswith(start)), len(_ORDER))
    return place, name.startswith("fields.") and name not in ("fields.letters", "fields.soft")


def _measure_rows(columns: Sequence[Column], lang: str) -> Iterator[tuple[str, ...]]:
    by_column = [{one.name: one for one in column.measures} for column in columns]
    for name in dict.fromkeys(name for held in by_column for name in held):
        cells = []
        for held in by_column:
            one = held.get(name)
            digits = f"{one.value:.3f}" if one and name.startswith("tables.") else f"{one.value:.2%}" if one else ""
            cells.append(f"{digits} ({one.count})" if one else "")
        yield (name_of(name, lang), *cells)


def _fault_rows(columns: Sequence[Column], lang: str) -> Iterator[tuple[str, ...]]:
    """Name the fields that are wrong, family by family, those that are wrong most often first."""
    for family in dict.fromkeys(family for column in columns for family in column.faults):
        yield (f"{name_of(f'family.{family}', lang)}:", *("" for _ in columns))
        counts = [column.faults.get(family, {}) for column in columns]
        fields = {field: sum(count.get(field, 0) for count in counts) for count in counts for field in count}
        for field in sorted(fields, key=lambda field: (-fields[field], field)):
            shown = name_of(f"fault.{field}", lang).removeprefix("fault.")
            yield (f"· {shown}", *(str(count[field]) if field in count else "" for count in counts))


def _confidence_table(columns: Sequence[Column], lang: str) -> BoardTable:
    header = ("", name_of("head.count", lang), name_of("head.wrong", lang), "ECE", *(f"{k:.0%}" for k in CHECKED))
    rows = [
        (f"{name_of(f'family.{one.family}', lang)}, {column.name}", *_confidence_cells(one))
        for column in columns
        for one in column.calibrations
    ]
    return BoardTable(name_of("title.confidence", lang), header, tuple(rows))


def _confidence_cells(one: Calibration) -> tuple[str, ...]:
    left = {point.checked: point.risk for point in one.curve}
    return (str(one.count), str(one.wrong), f"{one.ece:.3f}", *(f"{left[share]:.2%}" for share in CHECKED))


def _form_rows(columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    for dimension in dict.fromkeys(name for column in columns for name in column.forms):
        counts: dict[str, int] = {}
        for column in columns:
            for form, tally in column.forms.get(dimension, {}).items():
                counts[form] = counts.get(form, 0) + tally.expected
        if len(counts) < 2:
            continue
        yield (f"{dimension}:", *("" for _ in columns))
        for form in sorted(counts, key=lambda form: -counts[form])[:MOST_FORMS]:
            tallies = [column.forms.get(dimension, {}).get(form) for column in columns]
            yield (f"· {form}", *(f"{one.recall:.3f} ({one.expected})" if one else "" for one in tallies))


def _gap_tables(columns: Sequence[Column], lang: str) -> Iterator[BoardTable]:
    """Explain the gap between each sealed column and the open one beside it, dimension by dimension."""
    for other in (column for column in columns if column.sealed):
        one = _open_partner(columns, other)
        if one is None:
            continue
        yield _gap_overview(one, other, lang)
        for dimension in GAP_DIMENSIONS:
            if len(one.forms.get(dimension, {}).keys() | other.forms.get(dimension, {}).keys()) > 1:
                yield _gap_table(one, other, dimension, lang)


def _gap_overview(one: Column, other: Column, lang: str) -> BoardTable:
    """F1 of both columns side by side, widest gap first."""
    scores = [{tally.name: tally.f1 for tally in side.tallies if tally.expected} for side in (one, other)]
    gaps = sorted(
        ((scores[0][name] - scores[1][name], name) for name in GAP_SCORES if name in scores[0] and name in scores[1]),
        reverse=True,
    )
    rows = tuple(
        (name_of(f"bar.{name}", lang), f"{scores[0][name]:.3f}", f"{scores[1][name]:.3f}", _points(gap))
        for gap, name in gaps
    )
    title = name_of("title.gaps", lang, one=one.name, other=other.name)
    return BoardTable(title, ("F1", one.name, other.name, name_of("head.points", lang)), rows)


def _open_partner(columns: Sequence[Column], sealed: Column) -> Column | None:
    """The open column of the same hands ("plans" beside "plans, sealed"), else that of the maker's plans."""
    opened = [column for column in columns if not column.sealed]
    named = [column for column in opened if sealed.name == f"{column.name}, sealed"]
    made = [column for column in opened if "order" in column.forms and "order" in sealed.forms]
    return next(iter(named or made), None)


def _gap_table(one: Column, other: Column, dimension: str, lang: str) -> BoardTable:
    gaps = explain_gap(one.forms.get(dimension, {}), other.forms.get(dimension, {}))
    whole = sum(gap.mix + gap.own for gap in gaps)
    what = name_of("gap.rows" if dimension.startswith("table:") else "gap.targets", lang)
    title = name_of("title.gap", lang, one=one.name, other=other.name, gap=_points(whole), what=what)
    share, recall = name_of("head.share", lang), name_of("head.recall", lang)
    header = (
        dimension, f"{share} {one.name}", f"{share} {other.name}", f"{recall} {one.name}", f"{recall} {other.name}",
        name_of("head.mix", lang), name_of("head.own", lang),
    )  # fmt: skip
    rows = tuple(
        (
            gap.form, *(f"{share:.1%}" for share in gap.share),
            *(f"{value:.3f}" if share else "" for share, value in zip(gap.share, gap.recall, strict=True)),
            _points(gap.mix), _points(gap.own),
        )
        for gap in gaps[:MOST_FORMS]
    )  # fmt: skip
    return BoardTable(title, header, rows)


def _points(share: float) -> str:
    """Write a difference of shares in points, nothing as +0.0."""
    return f"{round(100 * share, 1) + 0.0:+.1f}"


def document_table(evaluation: Evaluation, lang: str) -> BoardTable:
    """Scores of each open document, the worst first."""
    rows = []
    for stem, tallies in evaluation.documents.items():
        named = {tally.name: tally.f1 for tally in tallies if tally.found or tally.expected}
        shown = (f"{named[name]:.3f}" if name in named else "" for name in GAP_SCORES)
        rows.append((named.get("document.facts", 1.0), (stem, *shown)))
    header = ("", *(name_of(f"bar.{name}", lang) for name in GAP_SCORES))
    return BoardTable(name_of("title.documents", lang), header, tuple(row for _, row in sorted(rows)))


def change_tables(moves: Sequence[Move], turns: Sequence[Turn], lang: str) -> tuple[BoardTable, ...]:
    """Tables of what moved since a recorded run: scores, and single facts of open documents."""
    moved = tuple(
        ("+" if one.better else "−", one.column, one.name, f"{one.before:.4f}", f"{one.after:.4f}") for one in moves
    )
    turned = tuple(
        ("+" if one.gained else "−", one.stem, f"{one.family} {one.key}", one.field, one.told[:90])
        for one in sorted(turns, key=lambda turn: turn.gained)
    )
    tables = (
        BoardTable(name_of("title.moves", lang), ("", "", "", "", ""), moved),
        BoardTable(name_of("title.turns", lang), ("", "", "", "", ""), turned),
    )
    return tuple(table for table in tables if table.rows)


def to_markdown(evaluation: Evaluation, lang: str, day: str) -> str:
    """Write a board as Markdown, with the day and the signature that it was made with."""
    parts = [f"{day}. {evaluation.signature}\n"]
    parts += [f"*{note}*\n" for note in evaluation.notes]
    for table in board_tables(evaluation, lang):
        lines = [f"### {table.title}\n", _line(table.header), _line(["---", *["---:"] * (len(table.header) - 1)])]
        lines += [_line(row) for row in table.rows]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
