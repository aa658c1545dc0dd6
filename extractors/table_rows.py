"""Rows while a table is being put together: cells that may be shared by rows and columns and grow over page breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from extractors.clean import one_line
from extractors.table_split import narrow_cell, place_cells
from models.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.table_split import Place
    from models.source import Box
    from models.table import CellKind
    from models.transcript import Block, CellText, Transcript, TranscriptGrid

# A line that ends so was cut inside a code, a range or an abbreviation ("63/2010/", "VP-"): nothing stood between.
CUT_CODE = re.compile(r"[^\s/]/$|[^\W\d_]-$|\d-$")
_LINE = 14.0
# Share of the table's width by which an edge may differ from page to page; rows, and share of them that hold text,
# from which a piece tells a column that others have not.
_SAME_EDGE, _FEWEST_ROWS, _FILLED = 0.03, 3, 0.5
BORDERLESS = "borderless"
"""Finder of tables whose columns were told by where words stand."""
_LONGEST_LABEL, _APART = 3, 0.8
"""Letters of a group's label, and white behind it in heights of them, from which it stands in a cell of its own."""
_ITEM = re.compile(r"(?:[-+•*]\s*|(?P<count>\d{1,2}[.)]|[a-zđ]\))\s+)(?=[^\W\d_])")
# Mean confidence of words below which a reader has seen a stain or a rule, not letters (tesseract: 0.2 to 0.3 there).
STAIN = 0.45


@dataclass(frozen=True)
class Part:
    """One page's share of a cell; `bottom` is where its text ends (y in points, the cell's top if it is empty)."""

    span: Span
    page: int
    box: Box
    bottom: float
    line: float = _LINE


@dataclass(eq=False)
class DraftCell:
    """A cell: compared by identity, because a merged cell is one object in all rows and columns it covers."""

    column: int
    col_span: int
    parts: list[Part]
    text: str
    bold: bool = False
    sure: float = 1.0
    parted: bool = False

    def append(self, other: DraftCell) -> None:
        """Let the text of a piece after the page break go on here."""
        self.parts += [part for part in other.parts if len(part.span)] or ([] if self.text else other.parts)
        alone = not self.text or not other.text or CUT_CODE.search(self.text)
        self.text = f"{self.text}{'' if alone else joint(self.text, other.text)}{other.text}"

    @property
    def filled(self) -> bool:
        """Whether anything stands in it."""
        return bool(self.text)

    @property
    def said(self) -> bool:
        """Whether something readable stands in it: more than marks, and no stain that was read as letters."""
        return self.sure >= STAIN and any(char.isalnum() for char in self.text)


@dataclass(eq=False)
class DraftRow:
    """A row: its cells by column (0-based; a merged cell stands under every column that it covers)."""

    page: int
    cells: dict[int, DraftCell] = field(default_factory=dict)
    kind: CellKind = "cell"

    def text(self, column: int | None) -> str:
        """Text in a column, empty where there is none."""
        cell = self.cells.get(column) if column is not None else None
        return cell.text if cell else ""

    def distinct(self) -> list[DraftCell]:
        """Its cells from left to right, each once."""
        return list(dict.fromkeys(self.cells[column] for column in sorted(self.cells)))

    def filled(self) -> list[DraftCell]:
        """Its cells that hold text."""
        return [cell for cell in self.distinct() if cell.filled]

    @property
    def bold(self) -> bool:
        """Whether all that stands in it is bold."""
        filled = self.filled()
        return bool(filled) and all(cell.bold for cell in filled)


def column_edges(grid: TranscriptGrid) -> list[float]:
    """Where columns begin and end, as shares of the grid's width (columns + 1 values)."""
    edges: list[float | None] = []
    for edge in range(grid.columns + 1):
        xs = [cell.box.x0 for cell in grid.cells if cell.column == edge]
        xs += [cell.box.x1 for cell in grid.cells if cell.column + cell.col_span == edge]
        edges.append((median(xs) - grid.box.x0) / max(grid.box.width, 1.0) if xs else None)
    known = [(n, x) for n, x in enumerate(edges) if x is not None]
    return [x if x is not None else _between(n, known) for n, x in enumerate(edges)]


def inner_edges(grid: TranscriptGrid) -> list[float]:
    """Where columns part, in points, without the grid's sides."""
    return [grid.box.x0 + edge * grid.box.width for edge in column_edges(grid)[1:-1]]


def _between(n: int, known: list[tuple[int, float]]) -> float:
    """An edge that no cell shows, evenly between those that are known."""
    low = max(((k, x) for k, x in known if k < n), default=(0, 0.0))
    high = min(((k, x) for k, x in known if k > n), default=(n + 1, 1.0))
    return low[1] + (high[1] - low[1]) * (n - low[0]) / max(high[0] - low[0], 1)


def map_columns(edges: Sequence[float], canon: Sequence[float]) -> list[tuple[int, int]]:
    """Map each column of a piece to the table's columns: the first that it covers and how many.

    A column covers those of which more than half lies inside it; where it covers none (a rule too many), the one that
    it overlaps most.
    """
    mapped = []
    for x0, x1 in pairwise(edges):
        shares = [max(0.0, min(x1, c1) - max(x0, c0)) / max(c1 - c0, 1e-6) for c0, c1 in pairwise(canon)]
        covered = [n for n, share in enumerate(shares) if share > 0.5]
        mapped.append((covered[0], len(covered)) if covered else (shares.index(max(shares)), 1))
    return mapped


def parts_columns(grid: TranscriptGrid, canon: Sequence[float]) -> bool:
    """Whether a piece parts columns of the others in two, and both hold text in most rows: theirs lost a rule."""
    edges = column_edges(grid)
    known = all(min(abs(edge - other) for other in edges) <= _SAME_EDGE for edge in canon)
    if grid.columns <= len(canon) - 1 or grid.rows < _FEWEST_ROWS or not known:
        return False
    firsts = [first for first, _ in map_columns(edges, canon)]
    halves = [n for n, first in enumerate(firsts) if firsts.count(first) > 1]
    filled = [
        sum(cell.column == n and cell.col_span == 1 and len(cell.span) > 0 for cell in grid.cells) for n in halves
    ]
    return bool(halves) and min(filled) > _FILLED * grid.rows


def read_rows(
    transcript: Transcript, grid: TranscriptGrid, mapped: Sequence[tuple[int, int]], edges: Sequence[float]
) -> list[DraftRow]:
    """Read one physical grid into rows of the table's columns.

    Args:
        transcript: the text.
        grid: one page's piece of the table.
        mapped: for each column of the piece, the table's column and how many it covers (`map_columns`).
        edges: the table's column edges as shares of the grid's width.
    """
    rows = [DraftRow(page=grid.page) for _ in range(grid.rows)]
    # Of a table without rules only those cells may be parted that hold two columns of its other pages.
    drawn = grid.finder != BORDERLESS or any(count > 1 for _, count in mapped)
    scanned = drawn and any(page.number == grid.page and page.source == "ocr" for page in transcript.pages)
    xs = {n: grid.box.x0 + edge * grid.box.width for n, edge in enumerate(edges)}
    places = place_cells(transcript, grid, [_in_table(cell, mapped) for cell in grid.cells], xs, scanned)
    if grid.finder == BORDERLESS:
        own = {(cell.row, mapped[cell.column]) for cell in grid.cells if cell.col_span == 1}
        places = [
            part
            for place in places
            for part in (narrow_cell(transcript, place, xs) if _is_widened(place, own) else [place])
        ]
    for place in places:
        cell = _draft(transcript, grid.page, place)
        for row in rows[place.row : place.row + place.row_span]:
            present = row.cells.get(place.column)
            if present is not None:
                # Two columns of the piece fall into one of the table: a rule too many, or a cell over another.
                if row is rows[place.row]:
                    present.append(cell)
                continue
            for column in range(place.column, place.column + place.col_span):
                row.cells.setdefault(column, cell)
    return [row for row in rows if row.cells]


def _is_widened(place: Place, own: set[tuple[int, tuple[int, int]]]) -> bool:
    """Whether a cell of one column of its piece stands for several of the table's."""
    return place.col_span > 1 and (place.row, (place.column, place.col_span)) in own


def _in_table(cell: CellText, mapped: Sequence[tuple[int, int]]) -> CellText:
    """Give a cell the columns of the table for those of its piece."""
    last = min(cell.column + cell.col_span, len(mapped)) - 1
    first = mapped[min(cell.column, len(mapped) - 1)][0]
    end = max(sum(mapped[max(last, 0)]), first + 1)
    same = (first, end - first) == (cell.column, cell.col_span)
    return cell if same else cell.model_copy(update={"column": first, "col_span": end - first})


def _draft(transcript: Transcript, page: int, place: Place) -> DraftCell:
    words = [word for span in place.spans for word in transcript.words_in(span)]
    letters = sum(word.end - word.start for word in words)
    bold = sum(word.end - word.start for word in words if word.bold)
    line = median(word.box.height for word in words) if words else _LINE
    parts = [
        Part(span, page, place.box, max(word.box.y1 for word in transcript.words_in(span)), line)
        for span in place.spans
    ] or [Part(Span(start=0, end=0), page, place.box, place.box.y0, line)]
    return DraftCell(
        place.column,
        place.col_span,
        parts,
        _text(transcript, place),
        bold=bool(words) and 2 * bold > letters,
        sure=sum(word.confidence for word in words) / len(words) if words else 1.0,
        parted=place.parted,
    )


def _text(transcript: Transcript, place: Place) -> str:
    """Text of a cell: printed lines joined, items of a list on lines of their own."""
    text = ""
    for span in place.spans:
        starts = [span.start, *(start for start in place.line_starts if span.start < start < span.end), span.end]
        for start, end in pairwise(starts):
            # Between two printed lines the transcript has a space, or nothing where a code was cut.
            raw = transcript.text[start:end]
            line = one_line(raw)
            cut = start > span.start and not transcript.text[start - 1].isspace()
            text = f"{text}{'' if not text or cut else joint(text, line)}{line}"
    return text


def joint(before: str, line: str) -> str:
    """What stands between a text and its next line: a line end before an item of a list, else a space.

    A dash may also stand inside a name ("Tài chính ⏎ - Kế hoạch"): an item follows an item or the end of a sentence.
    """
    item = _ITEM.match(line)
    return (
        "\n"
        if item and (before[-1:] in ".;:" or (not item["count"] and _ITEM.match(before.rsplit("\n", 1)[-1])))
        else " "
    )


def line_row(transcript: Transcript, line: Block, columns: int) -> DraftRow:
    """Make a group row of a line that stands outside the grid; a label with white behind it has a cell of its own."""
    words = transcript.words_in(line.span)
    apart = len(words) > 1 and words[1].box.x0 - words[0].box.x1 > _APART * words[0].box.height
    starts = [line.span.start, words[1].start] if apart and words[0].end - words[0].start <= _LONGEST_LABEL else []
    spans = [Span(start=a, end=b) for a, b in pairwise([*starts, line.span.end])] if starts else [line.span]
    row = DraftRow(line.page, {}, "group")
    for n, span in enumerate(spans):
        part = Part(span, line.page, line.box, line.box.y1)
        width = 1 if n + 1 < len(spans) else columns - n
        cell = DraftCell(n, width, [part], " ".join(transcript.slice(span).split()), line.bold)
        row.cells.update(dict.fromkeys(range(n, n + width), cell))
    return row


def texts_of(row: DraftRow, columns: int) -> list[str]:
    """Cell texts column by column; a merged cell stands in its first column alone."""
    return [
        cell.text if (cell := row.cells.get(column)) is not None and cell.column == column else ""
        for column in range(columns)
    ]


def spread_texts(rows: Iterable[DraftRow], columns: int) -> list[list[str]]:
    """Cell texts row by row; a merged cell stands in every column and row that it covers."""
    return [[row.text(column) for column in range(columns)] for row in rows]
