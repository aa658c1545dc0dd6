"""Physical grids to logical tables: pieces joined over pages, rows told apart, nothing dropped without a doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.appendix_labels import appendix_label
from extractors.lone_rows import find_lone_row
from extractors.row_joins import goes_on
from extractors.table_columns import heads_two_columns, holds_tasks, is_numbers_row, match_header, name_columns
from extractors.table_groups import mark_groups
from extractors.table_join import Run, find_runs, header_height, read_run, repeats_header, same_header
from extractors.table_rows import DraftCell, DraftRow, line_row, spread_texts, texts_of
from extractors.toneless import bare
from extractors.unruled_tables import settle_unruled
from models.source import Box, Doubt, Span
from models.table import Cell, ColumnRole, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

_UNSURE = 1.0
_SHORT_NUMBER = 3
_APPENDIX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|Phụ Lục)\b\s*(?:SỐ|Số|số)?\s*[:.]?\s*(?P<number>[IVXL]{1,5}|\d{1,2}|[A-H])?(?!\w)"
)


@dataclass
class _Draft:
    """A table in the making."""

    columns: int
    rows: list[DraftRow] = field(default_factory=list)
    roles: tuple[ColumnRole, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, code: str, detail: str) -> None:
        self.doubts.append(Doubt(code=code, detail=detail))

    def column(self, role: ColumnRole) -> int | None:
        return self.roles.index(role) if role in self.roles else None


def find_tables(transcript: Transcript, lexicon: Lexicon) -> tuple[Table, ...]:
    """Put the grids of a document together to tables as a reader understands them.

    The first header and the first row of column numbers stay, with their kinds; repetitions on later pages are left
    out. A row that goes on over a page break is one row, its cells with several spans. What does not add up is a doubt
    of the table.
    """
    return tuple(
        _build(number, run, transcript, lexicon) for number, run in enumerate(find_runs(transcript, lexicon), 1)
    )


def _build(number: int, run: Run, transcript: Transcript, lexicon: Lexicon) -> Table:
    pieces, columns, odd = read_run(transcript, run)
    draft = _Draft(columns)
    for page in odd:
        draft.doubt("columns_differ", f"page {page}: columns are not those of the table's other pages")
    header, bodies = _part_heads(draft, pieces, lexicon)
    headers = [_stack(header, column) for column in range(columns)]
    body = [row for piece in bodies for row in piece]
    # A title over the width says nothing of any column.
    several = [row for row in body if len(row.filled()) > 1]
    draft.roles, guessed = name_columns(headers, spread_texts(several, columns), lexicon)
    if guessed:
        draft.doubt("columns_by_content", f"columns told by what stands in them: {', '.join(draft.roles)}")
    at_number = draft.column("number")
    mark_groups(body, columns, 0 if at_number is None else at_number, draft.column("task"), lexicon)
    for index, piece in zip(run.grids, bodies, strict=True):
        _append_piece(draft, piece, [line_row(transcript, line, columns) for line in run.lines.get(index, [])], lexicon)
    lone = find_lone_row(transcript, transcript.grids[run.grids[-1]], draft.rows, draft.column("number"))
    if lone is not None:
        draft.rows.append(lone)
        draft.doubt("row_outside_grid", f"page {lone.page}: a row that no grid holds, told by its number and columns")
    draft.doubts += settle_unruled(draft.rows, draft.roles, [transcript.grids[index] for index in run.grids], lexicon)
    _check(draft, run, transcript, [" ".join(cells) for cells in headers], lexicon)
    return _finish(draft, number, run, transcript)


def _part_heads(
    draft: _Draft, pieces: Sequence[list[DraftRow]], lexicon: Lexicon
) -> tuple[list[DraftRow], list[list[DraftRow]]]:
    """Take headers and column numbers off the pieces; those read best go to the table, repetitions away.

    Returns:
        The header, and the bodies of all pieces.
    """
    heights = [header_height(piece, draft.columns, lexicon, by_form=n == 0) for n, piece in enumerate(pieces)]
    heads = [piece[:height] for piece, height in zip(pieces, heights, strict=True) if height]
    # Of a header and its repetitions the one that names most columns is the one that was read best.
    header = max(heads, key=lambda head: _count_roles(head, draft.columns, lexicon), default=[])
    numbers: list[DraftRow] = []
    bodies: list[list[DraftRow]] = []
    for piece, told in zip(pieces, heights, strict=True):
        height = told or (len(header) if header and repeats_header(header, piece[: len(header)]) else 0)
        if height and not same_header(header, piece[:height]):
            said = " | ".join(texts_of(piece[0], draft.columns))
            draft.doubt("header_repeat_differs", f"page {piece[0].page}: {said}")
        if height < len(piece) and (header or not bodies) and _numbers_columns(piece[height], draft.columns, numbers):
            numbers = numbers or [piece[height]]
            height += 1
        bodies.append(piece[height:])
    for row in header:
        row.kind = "header"
    for row in numbers:
        row.kind = "numbers"
    draft.rows = [*header, *numbers]
    return header, bodies


def _numbers_columns(row: DraftRow, columns: int, known: Sequence[DraftRow]) -> bool:
    """Whether a row numbers the columns; where another has done so already, badly read ones count too."""
    texts = texts_of(row, columns)
    short = [len(text) <= _SHORT_NUMBER for text in texts if text]
    return is_numbers_row(texts) or (bool(known) and all(short) and len(short) >= max(3, columns - 1))


def _count_roles(head: Sequence[DraftRow], columns: int, lexicon: Lexicon) -> int:
    texts = [" ".join(_stack(head, column)) for column in range(columns)]
    return len({match.role for text in texts if (match := match_header(text, lexicon)) is not None})


def _stack(rows: Sequence[DraftRow], column: int) -> list[str]:
    """Header texts over a column from top to bottom, a merged one once."""
    cells = dict.fromkeys(cell for row in rows if (cell := row.cells.get(column)) is not None and cell.filled)
    return [cell.text for cell in cells]


def _append_piece(draft: _Draft, piece: list[DraftRow], lines: list[DraftRow], lexicon: Lexicon) -> None:
    """Add a page's rows; the first may be the rest of the last."""
    above = draft.rows[-1] if draft.rows and not lines else None
    draft.rows += lines
    if above is not None and piece and above.kind == "cell" and piece[0].kind == "cell":
        first = piece[0]
        weight = goes_on(above, first, draft.column("number"), draft.column("task"), lexicon)
        if abs(weight) < _UNSURE:
            said = "joined to" if weight > 0 else "kept apart from"
            draft.doubt("row_join_unsure", f"page {first.page}: the first row was {said} the last of the page before")
        if weight > 0:
            _join_rows(above, first, piece)
            piece = piece[1:]
        else:
            _carry_merges(draft, above, piece)
    draft.rows += piece


def _join_rows(above: DraftRow, row: DraftRow, piece: Sequence[DraftRow]) -> None:
    for cell in row.distinct():
        kept = above.cells.get(cell.column)
        if kept is None:
            kept = cell
        else:
            kept.append(cell)
        for sharer in (above, *piece):
            for column in [c for c, shared in sharer.cells.items() if shared is cell]:
                sharer.cells[column] = kept
        above.cells.setdefault(cell.column, kept)


def _carry_merges(draft: _Draft, above: DraftRow, piece: Sequence[DraftRow]) -> None:
    """Let a merged cell above the break cover the empty one that continues it below."""
    for cell in piece[0].distinct():
        over = above.cells.get(cell.column)
        if (
            cell.filled
            or over is None
            or not over.filled
            or cell.column in (draft.column("number"), draft.column("task"))
        ):
            continue
        rows_over = sum(over in row.cells.values() for row in draft.rows)
        rows_under = sum(cell in row.cells.values() for row in piece)
        if rows_over > 1 or rows_under > 1:
            draft.doubt("merged_over_break", f"page {piece[0].page}: “{over.text[:40]}” holds on over the page break")
            for row in piece:
                for column in [c for c, shared in row.cells.items() if shared is cell]:
                    row.cells[column] = over


def _check(draft: _Draft, run: Run, transcript: Transcript, headers: Sequence[str], lexicon: Lexicon) -> None:
    """Doubt what does not add up: cells over or beside the grid, rows without a task, text in no cell."""
    for index in run.grids:
        grid = transcript.grids[index]
        draft.doubts += [Doubt(code=doubt.code, detail=f"page {grid.page}: {doubt.detail}") for doubt in grid.doubts]
        places = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.col_span)
        ]
        if len(places) != len(set(places)):
            draft.doubt("cells_overlap", f"page {grid.page}: {len(places) - len(set(places))} places held twice")
        if len(set(places)) < grid.rows * grid.columns:
            missing = grid.rows * grid.columns - len(set(places))
            draft.doubt("cells_missing", f"page {grid.page}: {missing} places in no cell")
        lost = [
            word.start
            for block in transcript.blocks
            if block.kind != "table_row" and block.page == grid.page and _touches(block.box, grid.box)
            for word in transcript.words_in(block.span)
            if word.page == grid.page and _inside(word.box, grid.box)
        ]
        if lost:
            draft.doubt("text_outside_cells", f"page {grid.page}: {len(lost)} words inside the table stand in no cell")
    parted = [cell.parts[0].page for row in draft.rows for cell in row.distinct() if cell.parted]
    for page in sorted(set(parted)):
        draft.doubt("cells_parted", f"page {page}: {parted.count(page)} cells that a lost rule had run together")
    if headers and draft.column("number") is None and heads_two_columns(headers[0], lexicon):
        draft.doubt("columns_run_together", f"page {transcript.grids[run.grids[0]].page}: “{headers[0][:60]}”")
    if holds_tasks(draft.roles, headers, lexicon):
        task = draft.column("task")
        for row in draft.rows:
            if row.kind == "cell" and row.filled() and not row.text(task):
                draft.doubt("row_without_task", f"page {row.page}: {' | '.join(c.text for c in row.filled())[:80]}")


def _touches(box: Box, area: Box) -> bool:
    return box.x0 < area.x1 and area.x0 < box.x1 and box.y0 < area.y1 and area.y0 < box.y1


def _inside(box: Box, area: Box) -> bool:
    x, y = box.center
    return area.x0 < x < area.x1 and area.y0 < y < area.y1


def _finish(draft: _Draft, number: int, run: Run, transcript: Transcript) -> Table:
    covered: dict[DraftCell, list[int]] = {}
    for n, row in enumerate(draft.rows, 1):
        for cell in row.distinct():
            covered.setdefault(cell, []).append(n)
    cells = [_cell(cell, rows, draft.rows[rows[0] - 1], transcript) for cell, rows in covered.items()]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    grids = [transcript.grids[index] for index in run.grids]
    return Table(
        number=number,
        page=grids[0].page,
        page_end=grids[-1].page,
        appendix=_appendix(transcript, run),
        columns=draft.columns,
        roles=draft.roles,
        cells=tuple(cells),
        doubts=tuple(dict.fromkeys(draft.doubts)),
    )


def _cell(cell: DraftCell, rows: Sequence[int], row: DraftRow, transcript: Transcript) -> Cell:
    first = cell.parts[0]
    box = first.box
    for part in cell.parts[1:]:
        box = box.union(part.box) if part.page == first.page else box
    words = [word for part in cell.parts if len(part.span) for word in transcript.words_in(part.span)]
    return Cell(
        row=rows[0],
        column=cell.column + 1,
        row_span=rows[-1] - rows[0] + 1,
        col_span=cell.col_span,
        kind=row.kind,
        text=cell.text,
        spans=tuple(part.span for part in cell.parts if len(part.span)),
        page=first.page,
        box=box,
        confidence=round(sum(word.confidence for word in words) / len(words), 4) if words else 1.0,
    )


def _appendix(transcript: Transcript, run: Run) -> str:
    """Label of the appendix in which a table stands ("Phụ lục", "Phụ lục II"), empty in the body of the plan."""
    start = min((block.span.start for block in transcript.blocks if block.grid == run.grids[0]), default=0)
    label = ""
    for block in transcript.blocks:
        if block.span.start >= start:
            break
        text = transcript.slice(block.span)
        match = _APPENDIX.match(text) if block.kind == "paragraph" else None
        if match is None:
            continue
        rest = text[match.end() :].strip(" :.-–")
        if not rest or block.centred or block.bold or rest.upper() == rest or bare(rest).startswith("(kem theo"):
            stop = match.end("number") if match["number"] else match.end()
            label, _ = appendix_label(transcript, Span(start=block.span.start, end=block.span.start + stop))
    return label
