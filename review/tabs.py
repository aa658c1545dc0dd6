"""The lists of a document: what to look at first, each family of facts, tables, differences, history."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from models.review import Family
from review.cards import Row, moment
from review.lines import GLYPHS, Line, card_address, fact_line, name_of, page_line, told

if TYPE_CHECKING:
    from models.review import Decision, ReviewedFact
    from models.table import Table
    from review.desk import Opened
    from review.words import Words

FAMILIES: tuple[Family, ...] = get_args(Family)
TABS = (
    "queue", "target", "field", "section", "task", "cell", "legal_ref", "commitment", "number", "diff", "history",
)  # fmt: skip


class Tab(NamedTuple):
    """A tab with how many there are (of the first one: how many are still open)."""

    name: str
    size: int | None


def tabs_of(opened: Opened) -> list[Tab]:
    """Tabs of a document; empty families are left out."""
    counts: dict[str, int | None] = {
        "queue": len(opened.asked),
        "cell": len(opened.read.tables),
        "diff": len(opened.diffs) if opened.golden else None,
        "history": sum(line.verdict != "undone" for line in opened.decisions),
    }
    found = []
    for name in TABS:
        count = counts[name] if name in counts else sum(fact.family == name for fact in opened.reviewed.facts)
        if count or name in ("queue", "target", "field", "diff", "history"):
            found.append(Tab(name, count))
    return found


def queue_lines(opened: Opened, words: Words) -> list[Line]:
    """What to look at, heaviest first; what concerns a page and cannot be settled behind it."""
    asked = [fact_line(opened.doc_id, look.fact, words, look.told(words)) for look in opened.looks if look.fact]
    return asked + [page_line(opened.doc_id, look, words) for look in opened.looks if look.fact is None]


def family_lines(opened: Opened, family: str, words: Words) -> list[Line]:
    """Facts of one family in the order of the paper."""
    return [fact_line(opened.doc_id, fact, words) for fact in opened.reviewed.facts if fact.family == family]


def grids_of(opened: Opened, words: Words) -> list[dict[str, Any]]:
    """Tables as tables: rows of cells, each with its line."""
    cells = [fact for fact in opened.reviewed.facts if fact.family == "cell"]
    by_table = {number: list(held) for number, held in groupby(cells, key=lambda fact: int(fact.fields["table"]))}
    return [_grid(opened, table, by_table.get(table.number, []), words) for table in opened.read.tables]


def _grid(opened: Opened, table: Table, facts: list[ReviewedFact], words: Words) -> dict[str, Any]:
    rows: dict[int, list[dict[str, Any]]] = {}
    for cell, fact in zip(table.cells, facts, strict=False):
        rows.setdefault(cell.row, []).append(
            {
                "tag": "th" if cell.kind in ("header", "numbers") else "td",
                "kind": cell.kind,
                "row_span": cell.row_span,
                "col_span": cell.col_span,
                "text": fact.fields["text"],
                "line": fact_line(opened.doc_id, fact, words),
                "column": cell.column,
            }
        )
    title = words("doc.table_pages", number=table.number, first=table.page, last=table.page_end)
    if table.page == table.page_end:
        title = f"{words('doc.table', number=table.number)}, {words('doc.page', number=table.page)}"
    ordered = [sorted(rows[row], key=lambda cell: cell["column"]) for row in sorted(rows)]
    return {"title": title, "rows": ordered}


def history_lines(opened: Opened, words: Words) -> list[dict[str, Any]]:
    """Every word said of a plan, latest first."""
    undone = {line.undoes for line in opened.decisions if line.verdict == "undone"}
    counting = [line for line in opened.decisions if line.verdict != "undone"]
    return [_history_line(opened, line, line.id in undone, words) for line in reversed(counting)]


def _history_line(opened: Opened, line: Decision, undone: bool, words: Words) -> dict[str, Any]:
    name = name_of(line.family, line.key)
    lead, text, _ = told(line.family, line.fields, words) if len(line.fields) > 1 else ("", line.key, "")
    box = line.place.box if line.place else None
    changes = (
        []
        if line.verdict == "added"
        else [
            Row(
                words.named("field", field),
                words.value(line.family, field, now),
                words.value(line.family, field, was),
            )
            for field, (was, now) in line.changes.items()
        ]
    )
    return {
        "row": f"h{line.id}", "id": line.id, "fact": name, "card": card_address(opened.doc_id, name),
        "page": line.place.page if line.place else "",
        "box": "" if box is None else f"{box.x0:.1f},{box.y0:.1f},{box.x1:.1f},{box.y1:.1f}",
        "mark": line.verdict, "glyph": GLYPHS.get(line.verdict, "○"),
        "verdict": words(f"verdict.{line.verdict}"), "text": f"{lead} {text}".strip(), "changes": changes,
        "who": line.who, "when": moment(line.when), "undone": undone, "undoable": not undone,
        "undo": f"/doc/{opened.doc_id}/undo",
    }  # fmt: skip


def next_open(lines: list[Line], after: str) -> Line | None:
    """The next line that waits for a word, from the one after `after` on and round."""
    names = [line.name for line in lines]
    start = names.index(after) + 1 if after in names else 0
    order = lines[start:] + lines[:start]
    return next((line for line in order if line.mark in ("unreviewed", "doubtful", "conflict")), None)


def open_by_page(opened: Opened) -> dict[int, int]:
    """How many facts to look at stand on each page."""
    counts: dict[int, int] = {}
    for look in opened.asked:
        counts[look.page] = counts.get(look.page, 0) + 1
    return counts
