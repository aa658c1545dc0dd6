"""Turn read pages into the one text of a document, with a way back from every character to the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Literal

from models.page import Page, PageFailure
from models.source import Box, Found, Span
from models.transcript import Block, BlockKind, CellText, PageInfo, PlacedWord, Transcript, TranscriptGrid
from pipeline.dirt import clean_line
from pipeline.furniture import find_furniture
from pipeline.paragraphs import Column, Paragraph, goes_on_over_page, join_lines, measure_column
from pipeline.reading_order import Zone, read_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Grid, GridCell, Line, Word

WRAPPED_CODE = re.compile(r"[A-ZĐ\d][-/]")
"""How a line of a cell ends when a narrow column broke a code in two ("NĐ-" + "CP", "IV/" + "2021")."""


@dataclass
class _Writer:
    """The text so far and all that points into it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    words: list[PlacedWord] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    grids: list[TranscriptGrid] = field(default_factory=list)

    def put(self, text: str) -> int:
        """Append text; returns where it begins."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start

    def put_word(self, word: Word, page: int) -> None:
        """Append a word with its place."""
        start = self.put(word.text)
        self.words.append(
            PlacedWord(
                start=start, end=self.length, page=page, box=word.box, confidence=word.confidence, bold=word.bold,
                italic=word.italic, size=word.size, readings=word.readings,
            )
        )  # fmt: skip

    def put_lines(self, lines: Sequence[Line], page: int, narrow: bool) -> tuple[int, ...]:
        """Append lines as one run of words; returns where each begins.

        Lines are joined by a space, those of a `narrow` column by nothing where a code was broken.
        """
        starts: list[int] = []
        for line in lines:
            for k, word in enumerate(line.words):
                broken = narrow and k == 0 and starts and WRAPPED_CODE.fullmatch(self.parts[-1][-2:])
                if (k or starts) and not broken:
                    self.put(" ")
                if k == 0:
                    starts.append(self.length)
                self.put_word(word, page)
        return tuple(starts)


@dataclass(frozen=True)
class _Piece:
    """A paragraph, a line of a column, a grid or a page break, in reading order; lines by page."""

    kind: BlockKind | Literal["grid", "break"]
    segments: tuple[tuple[int, tuple[Line, ...]], ...] = ()
    centred: bool = False
    paragraph: Paragraph | None = None
    column: Column | None = None
    grid: Grid | None = None


def transcribe(pages: Sequence[Page | PageFailure]) -> Transcript:
    r"""Write the text of a document from its pages, in their order.

    Reading order is a person's: heads and feet column by column, tables row by row. Page numbers, running heads and
    signing stamps go to `furniture`. Hard wraps are joined by a space; a code that a table's narrow column
    broke ("NĐ-" + "CP") is whole again. A failed page leaves an empty page between its form feeds.
    """
    read = [page for page in pages if isinstance(page, Page)]
    furniture = find_furniture(read)
    writer = _Writer()
    pieces, dirt = _pieces(pages, furniture)
    for piece in _join_over_pages(pieces):
        _write_piece(writer, piece)
    return Transcript(
        text="".join(writer.parts),
        words=tuple(writer.words),
        blocks=tuple(writer.blocks),
        grids=tuple(writer.grids),
        pages=tuple(_info(page) for page in read),
        failures=tuple(page for page in pages if isinstance(page, PageFailure)),
        furniture=tuple(
            Found(value=page.lines[k].text, page=page.number, box=page.lines[k].box)
            for page in read
            for k in sorted(furniture.get(page.number, ()))
        )
        + tuple(Found(value=word.text, page=number, box=word.box) for number, word in dirt),
    )


def _info(page: Page) -> PageInfo:
    return PageInfo(
        number=page.number, width=page.width, height=page.height, source=page.source, engine=page.engine,
        turn=page.turn, skew=page.skew, doubts=page.doubts,
    )  # fmt: skip


def _pieces(
    pages: Sequence[Page | PageFailure], furniture: dict[int, set[int]]
) -> tuple[list[_Piece], list[tuple[int, Word]]]:
    """All pieces of the document in reading order, page breaks between pages, and the dirt (page, word) left out."""
    zones: dict[int, tuple[Zone, ...]] = {}
    for page in pages:
        if isinstance(page, Page):
            marks = furniture.get(page.number, set())
            zones[page.number] = read_order(page, [line for k, line in enumerate(page.lines) if k not in marks])
    columns = _measure(pages, zones)
    pieces: list[_Piece] = []
    dirt: list[tuple[int, Word]] = []
    for k, page in enumerate(pages):
        if k:
            pieces.append(_Piece("break"))
        if isinstance(page, Page):
            for zone in zones[page.number]:
                column = columns[page.number]
                if page.source == "ocr":
                    zone, taken = _clean_zone(zone, column)
                    dirt += [(page.number, word) for word in taken]
                pieces += _zone_pieces(page, zone, column)
    return pieces, dirt


def _clean_zone(zone: Zone, column: Column | None) -> tuple[Zone, list[Word]]:
    """The zone without dirt at the ends of its lines, and the dirt; cells have rules for edges, not dirt."""
    kept: list[Line] = []
    dirt: list[Word] = []
    for line in zone.lines:
        clean, taken = clean_line(line, column if zone.kind == "body" else None)
        dirt += taken
        if clean is not None:
            kept.append(clean)
    return Zone(zone.kind, tuple(kept), zone.grid), dirt


def _measure(pages: Sequence[Page | PageFailure], zones: dict[int, tuple[Zone, ...]]) -> dict[int, Column | None]:
    """The text column of each page; a page with too little text takes the middle one of its document."""
    body = {
        number: [line for zone in zoned if zone.kind == "body" for line in zone.lines]
        for number, zoned in zones.items()
    }
    own = {number: measure_column(lines) for number, lines in body.items()}
    columns: dict[int, Column | None] = {}
    for page in pages:
        if not isinstance(page, Page):
            continue
        others = [
            column
            for other in pages
            if isinstance(other, Page) and abs(other.width - page.width) < 0.1 * page.width
            if (column := own[other.number]) is not None
        ]
        others.sort(key=lambda column: column.left)
        typical = others[len(others) // 2] if others else None
        columns[page.number] = own[page.number] or typical or _whole_width(page, body[page.number])
    return columns


def _whole_width(page: Page, lines: Sequence[Line]) -> Column | None:
    """The column of a document of a few lines: as far as they and the tables reach, even on both sides of the sheet."""
    if not lines:
        return None
    boxes = [line.box for line in lines] + [grid.box for grid in page.grids]
    margin = min(min(box.x0 for box in boxes), page.width - max(box.x1 for box in boxes))
    em = median(word.size or word.box.height * 1.1 for line in lines for word in line.words)
    return Column(margin, 0.0, page.width - margin, 0.0, em, 1.3 * em)


def _zone_pieces(page: Page, zone: Zone, column: Column | None) -> list[_Piece]:
    if zone.kind == "grid":
        return [_Piece("grid", segments=((page.number, ()),), grid=page.grids[zone.grid])]
    if zone.kind != "body":
        return [_Piece(zone.kind, segments=((page.number, (line,)),)) for line in zone.lines]
    return [
        _Piece("paragraph", ((page.number, paragraph.lines),), paragraph.centred, paragraph, column)
        for paragraph in join_lines(zone.lines, column)
    ]


def _join_over_pages(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Join a page's last paragraph to the next page's first where the text goes on."""
    joined: list[_Piece] = []
    for piece in pieces:
        if len(joined) > 1 and joined[-1].kind == "break" and _goes_on(joined[-2], piece):
            joined.pop()
            last = joined.pop()
            piece = _Piece("paragraph", last.segments + piece.segments, last.centred, piece.paragraph, piece.column)
        joined.append(piece)
    return joined


def _goes_on(last: _Piece, first: _Piece) -> bool:
    if last.paragraph is None or first.paragraph is None:
        return False
    return goes_on_over_page(last.paragraph, first.paragraph, last.column, first.column)


def _write_piece(writer: _Writer, piece: _Piece) -> None:
    if piece.kind == "break":
        writer.put("\f")
    elif piece.kind == "grid":
        if piece.grid is not None:
            _write_grid(writer, piece.grid, piece.segments[0][0])
    else:
        start = writer.length
        for k, (page, lines) in enumerate(piece.segments):
            if k:
                writer.put("\f")
            writer.put_lines(lines, page, narrow=False)
        page, lines = piece.segments[0]
        words = [word for line in lines for word in line.words]
        writer.blocks.append(
            Block(
                kind=piece.kind, span=Span(start=start, end=writer.length), page=page,
                box=_union([line.box for line in lines]), bold=_most(words, "bold"), italic=_most(words, "italic"),
                centred=piece.centred, size=median(word.size for word in words),
            )
        )  # fmt: skip
        writer.put("\n")


def _most(words: Sequence[Word], style: Literal["bold", "italic"]) -> bool:
    """Whether most letters are set so."""
    return 2 * sum(len(word.text) for word in words if getattr(word, style)) > sum(len(word.text) for word in words)


def _union(boxes: Sequence[Box]) -> Box:
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    return box


def _write_grid(writer: _Writer, grid: Grid, page: int) -> None:
    """Write a grid row by row; a cell merged over rows stands in its first one, one merged over columns once."""
    index = len(writer.grids)
    cells: list[CellText] = []
    for row in range(grid.rows):
        start = writer.length
        crossing = sorted((c for c in grid.cells if c.row <= row < c.row + c.row_span), key=lambda c: c.column)
        for k, cell in enumerate(crossing):
            if k:
                writer.put(" | ")
            if cell.row == row:
                cells.append(_write_cell(writer, cell, page))
        if not crossing:
            continue
        boxes = [cell.box for cell in crossing if cell.row == row] or [cell.box for cell in crossing]
        words = [word for cell in crossing if cell.row == row for line in cell.lines for word in line.words]
        writer.blocks.append(
            Block(
                kind="table_row", span=Span(start=start, end=writer.length), page=page, box=_union(boxes),
                bold=bool(words) and _most(words, "bold"), italic=bool(words) and _most(words, "italic"),
                size=median(word.size for word in words) if words else 0.0, grid=index, row=row,
            )
        )  # fmt: skip
        writer.put("\n")
    writer.grids.append(
        TranscriptGrid(
            page=page, box=grid.box, rows=grid.rows, columns=grid.columns, cells=tuple(cells), finder=grid.finder,
            doubts=grid.doubts,
        )
    )  # fmt: skip


def _write_cell(writer: _Writer, cell: GridCell, page: int) -> CellText:
    start = writer.length
    line_starts = writer.put_lines([line for line in cell.lines if line.words], page, narrow=True)
    return CellText(
        row=cell.row, column=cell.column, row_span=cell.row_span, col_span=cell.col_span,
        span=Span(start=start, end=writer.length), box=cell.box, line_starts=line_starts,
    )  # fmt: skip
