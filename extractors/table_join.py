"""Which grids are pieces of one table, and which rows go on over the break between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from extractors.column_contents import words_of
from extractors.group_lines import is_group_line, join_wrapped, outside_lines
from extractors.table_columns import is_header_row, is_numbers_row, match_header
from extractors.table_rows import (
    BORDERLESS,
    column_edges,
    map_columns,
    parts_columns,
    read_rows,
    texts_of,
)
from extractors.unruled_tables import column_shift, edges_of, edges_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from extractors.table_rows import DraftRow
    from models.transcript import Block, Transcript, TranscriptGrid

# Shares of the table's width: 3 % of 740 points are 22 points; scans of one table differ by less than 10.
_EDGE_SLACK = 0.03
# Per cent of letters alike between a header and its repetition (OCR reads each anew).
_SAME_HEADER = 72.0
# The same where no word of the repetition is one of a header.
_REPEATED = 80.0
# The same for each of its cells.
_SAME_CELL = 60.0

_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?")
_FIGURE = re.compile(rf"(?!{_YEAR.pattern}$)(?:[\d.,\s%]+|[IVX]+\.?)")
_COUNT = re.compile(r"\d{1,3}(?=\W*$)")


@dataclass
class Run:
    """Grids of one table in reading order; `lines` are group lines outside them, before the grid of that index.

    `rows` are those of the last grid, `header` is the last header that a grid of the run has.
    """

    grids: list[int]
    lines: dict[int, list[Block]] = field(default_factory=dict)
    rows: list[DraftRow] = field(default_factory=list)
    header: list[DraftRow] = field(default_factory=list)


def header_height(rows: Sequence[DraftRow], columns: int, lexicon: Lexicon, by_form: bool = True) -> int:
    """Count the rows of the header at the top: those that its words tell, with their merged cells.

    `by_form` also takes a header whose words nobody knows, for what it looks like (the first piece of a table only).
    """
    first = 0
    if len(rows) > 1 and len(rows[0].distinct()) == 1 and columns > 1:
        # A title inside the frame stands over the header.
        first = 1
    if len(rows) <= first:
        return 0
    corner = match_header(rows[first].text(0), lexicon)
    # "TT" in the corner is a header even where a reader lost all the rest.
    told = is_header_row(texts_of(rows[first], columns), lexicon) or (corner is not None and corner.role == "number")
    if not told and not (by_form and _has_header_form(rows[first:], columns)):
        return 0
    height = first + 1
    while height < len(rows) and height < first + 3:
        if not _header_goes_on(rows[height - 1], rows[height], columns, lexicon):
            break
        height += 1
    return height


def _header_goes_on(above: DraftRow, row: DraftRow, columns: int, lexicon: Lexicon) -> bool:
    """Whether a row belongs to the header above it: a cell hangs down into it, or it divides a merged one."""
    if is_numbers_row(texts_of(row, columns)):
        return False
    hangs = any(cell in row.cells.values() for cell in above.distinct() if cell.filled)
    divided = [cell for cell in above.filled() if 1 < cell.col_span < columns]
    under = [cell for over in divided for column in range(over.column, over.column + over.col_span)
             if (cell := row.cells.get(column)) is not None]  # fmt: skip
    names = (cell.filled and (match_header(cell.text, lexicon) or _YEAR.fullmatch(cell.text)) for cell in under)
    return hangs or (bool(under) and all(names) and not row.text(0))


def _has_header_form(rows: Sequence[DraftRow], columns: int) -> bool:
    """Whether the first row looks like a header whose words the lexicon does not know (tables of targets, sums)."""
    top, body = rows[0], rows[1:]
    cells = top.filled()
    if not body or columns < 2 or sum(cell.col_span for cell in cells) < 0.6 * columns:
        return False
    if any(len(cell.text) > 60 or _FIGURE.fullmatch(cell.text) or cell.text.endswith((".", ";")) for cell in cells):
        return False
    if any(re.match(r"\d", cell.text) and not _YEAR.fullmatch(cell.text) for cell in cells):
        return False
    if any(is_numbers_row(texts_of(row, columns)) for row in body[:2]):
        return True
    figures = sum(any(_FIGURE.fullmatch(cell.text) for cell in row.filled() if cell.column) for row in body)
    return (top.bold and not all(row.bold for row in body)) or 2 * figures >= len(body)


def find_runs(transcript: Transcript, lexicon: Lexicon) -> list[Run]:
    """Tie together the grids that continue each other over pages or around lines that stand outside."""
    places = _grid_places(transcript)
    loose = [block for block in transcript.blocks if block.kind != "table_row"]
    runs: list[Run] = []
    for index in sorted(places, key=lambda k: places[k][0]):
        start, grid = places[index][0], transcript.grids[index]
        rows = read_rows(transcript, grid, [(n, 1) for n in range(grid.columns)], column_edges(grid))
        if runs:
            last = runs[-1].grids[-1]
            between = [b for b in loose if places[last][1] <= b.span.start < start]
            # A word inside a table's area that no cell took is doubted there; it parts no table.
            between = [b for b in between if not any(_in_area(b, transcript.grids[k]) for k in (last, index))]
            lines = outside_lines(transcript, between, grid, transcript.grids[last])
            head = rows[: header_height(rows, grid.columns, lexicon, by_form=False)]
            if lines is not None and _continues(transcript, runs[-1], index, rows, head, bool(lines), lexicon):
                runs[-1].grids.append(index)
                runs[-1].lines[index] = lines
                runs[-1].rows, runs[-1].header = rows, head or runs[-1].header
                continue
        runs.append(Run([index], rows=rows, header=rows[: header_height(rows, grid.columns, lexicon)]))
    for run in runs:
        first = run.grids[0]
        before = join_wrapped(transcript, [b for b in loose if b.span.start < places[first][0]][-2:])[-1:]
        if any(run.lines.values()) and before and is_group_line(transcript, before[0]):
            run.lines[first] = before
    return runs


def _in_area(block: Block, grid: TranscriptGrid) -> bool:
    x, y = block.box.center
    return block.page == grid.page and grid.box.x0 < x < grid.box.x1 and grid.box.y0 < y < grid.box.y1


def _grid_places(transcript: Transcript) -> dict[int, tuple[int, int]]:
    """Where each grid's rows begin and end in the text."""
    places: dict[int, tuple[int, int]] = {}
    for block in transcript.blocks:
        if block.kind == "table_row":
            start = min(places.get(block.grid, (block.span.start, 0))[0], block.span.start)
            places[block.grid] = (start, block.span.end)
    return places


def _continues(
    transcript: Transcript,
    run: Run,
    index: int,
    rows: Sequence[DraftRow],
    head: Sequence[DraftRow],
    has_lines: bool,
    lexicon: Lexicon,
) -> bool:
    """Whether a grid (its rows, its header) goes on where a run of others ended: by its columns and by its header."""
    a, b = transcript.grids[run.grids[-1]], transcript.grids[index]
    lost = {failure.number for failure in transcript.failures}
    if any(page not in lost for page in range(a.page + 1, b.page)):
        return False
    fits = _same_columns(transcript, a, b)
    if not head:
        return fits or (a.columns == b.columns and _counts_on(run.rows, rows))
    if not run.header:
        # The table began without a header, or its own is lost.
        return fits and a.page != b.page and _counts_on(run.rows, rows[len(head) :])
    again = same_header(run.header, head) or same_header(run.header[:1], rows[:1])
    # A header that nobody can read is no other header.
    unread = not is_header_row(texts_of(run.header[-1], a.columns), lexicon) and fits and _counts_on(run.rows, rows)
    return (again or unread) and (has_lines or a.page != b.page)


def _same_columns(transcript: Transcript, a: TranscriptGrid, b: TranscriptGrid) -> bool:
    """Whether the columns of one piece are those of the other, or some of them (a rule lost)."""
    if BORDERLESS in (a.finder, b.finder):
        return column_shift(transcript, a, b) is not None
    fewer, more = sorted((column_edges(a), column_edges(b)), key=len)
    if len(fewer) < 3:
        return len(more) == len(fewer) or len(b.cells) <= 2
    hit = sum(min(abs(edge - other) for other in more) <= _EDGE_SLACK for edge in fewer)
    return hit == len(fewer) and len(more) - len(fewer) <= max(1, len(more) // 3)


def same_header(a: Sequence[DraftRow], b: Sequence[DraftRow], least: float = _SAME_HEADER) -> bool:
    """Whether a header is the other one's repetition, as OCR reads it (`least` per cent of letters alike)."""
    one, other = (words_of(" ".join(cell.text for row in rows for cell in row.filled())) for rows in (a, b))
    return fuzz.ratio(one, other) >= least


def repeats_header(header: Sequence[DraftRow], rows: Sequence[DraftRow]) -> bool:
    """Whether rows in words that no header is known by repeat this one, each cell in its own column."""
    in_place = all(
        fuzz.ratio(words_of(above.text(cell.column)), words_of(cell.text)) >= _SAME_CELL
        for above, row in zip(header, rows, strict=False)
        for cell in row.filled()
    )
    return in_place and same_header(header, rows, _REPEATED)


def _counts_on(before: Sequence[DraftRow], after: Sequence[DraftRow]) -> bool:
    """Whether the numbers in the first column go on, rows without a number (or with a lost one) between them."""
    last = [(n, int(m[0])) for n, row in enumerate(before) if (m := _COUNT.match(row.text(0)))]
    first = [(n, int(m[0])) for n, row in enumerate(after) if (m := _COUNT.match(row.text(0)))]
    if not last or not first:
        return False
    between = len(before) - 1 - last[-1][0] + first[0][0]
    return 1 <= first[0][1] - last[-1][1] <= 1 + between


def read_run(transcript: Transcript, run: Run) -> tuple[list[list[DraftRow]], int, list[int]]:
    """Read a run's pieces into rows of common columns.

    Returns:
        Rows piece by piece, the number of columns (that of most rows), and the pages whose columns differ.
    """
    grids = [transcript.grids[index] for index in run.grids]
    votes: dict[int, int] = {}
    for grid in grids:
        votes[grid.columns] = votes.get(grid.columns, 0) + grid.rows
    columns = max(votes, key=lambda count: (votes[count], count))
    canon = column_edges(next(grid for grid in grids if grid.columns == columns))
    columns = max([columns, *(grid.columns for grid in grids if parts_columns(grid, canon))])
    first = next(grid for grid in grids if grid.columns == columns)
    canon = column_edges(first)
    pieces, odd = [], []
    for grid in grids:
        same = grid.columns == columns
        mapped = [(n, 1) for n in range(columns)] if same else map_columns(edges_on(transcript, grid, first), canon)
        pieces.append(
            read_rows(transcript, grid, mapped, column_edges(grid) if same else edges_of(transcript, first, grid))
        )
        odd += [] if same else [grid.page]
    return pieces, columns, odd
