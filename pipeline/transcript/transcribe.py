"""Turn read pages into the one text of a document, with a way back from every character to the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from models.page import Page, PageFailure
from models.source import Doubt, Found
from models.transcript import BlockKind, PageInfo, Transcript
from pipeline.transcript.beside_title import part_stamps
from pipeline.transcript.column import measure_columns
from pipeline.transcript.dirt import clean_line
from pipeline.transcript.furniture import find_furniture, is_garble
from pipeline.transcript.paragraphs import goes_on_over_page, join_lines
from pipeline.transcript.reading_order import Zone, read_order
from pipeline.transcript.text_writer import TextWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.page import Grid, Line, Word
    from pipeline.transcript.column import Column
    from pipeline.transcript.paragraphs import Paragraph

STAINED = 0.5
"""Confidence at most of what stands where dirt does: specks look like a 1, a 7, an 8."""


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
    writer = TextWriter()
    pieces, dirt = _pieces(pages, furniture)
    for piece in _join_over_pages(pieces):
        _write_piece(writer, piece)
    return Transcript(
        text=writer.text,
        words=tuple(writer.words),
        blocks=tuple(writer.blocks),
        grids=tuple(writer.grids),
        pages=tuple(_info(page) for page in read),
        failures=tuple(page for page in pages if isinstance(page, PageFailure)),
        furniture=tuple(_furniture_of(read, furniture))
        + tuple(_mark(number, (word,), dirty=True) for number, word in dirt),
    )


def _furniture_of(pages: Sequence[Page], furniture: dict[int, set[int]]) -> Iterator[Found[str]]:
    """What is no text of the pages, then what digital signatures show over them."""
    for page in pages:
        for k in sorted(furniture.get(page.number, ())):
            words = page.lines[k].words
            dirty = page.source == "ocr" and bool(words) and is_garble(page.lines[k])
            yield _mark(page.number, words, dirty=dirty)
    for page in pages:
        for line in page.stamps:
            yield _mark(page.number, line.words)


def _mark(page: int, words: Sequence[Word], *, dirty: bool = False) -> Found[str]:
    """Words that stand outside the text, as sure as the least sure of those with digits."""
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    sure = min((word.confidence for word in words if re.search(r"\d", word.text)), default=1.0)
    value = " ".join(word.text for word in words)
    if not dirty:
        return Found(value=value, page=page, box=box, confidence=sure)
    doubt = Doubt(code="taken_for_dirt")
    return Found(value=value, page=page, box=box, confidence=min(sure, STAINED), doubts=(doubt,))


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
    body = {
        number: tuple(line for zone in zoned if zone.kind == "body" for line in zone.lines)
        for number, zoned in zones.items()
    }
    columns = measure_columns([page for page in pages if isinstance(page, Page)], body)
    pieces: list[_Piece] = []
    dirt: list[tuple[int, Word]] = []
    for k, page in enumerate(pages):
        if k:
            pieces.append(_Piece("break"))
        if isinstance(page, Page):
            for zone in zones[page.number]:
                column = columns[page.number]
                if page.source == "ocr":
                    zone, taken = _clean_zone(zone, column, page.width)
                    dirt += [(page.number, word) for word in taken]
                pieces += _zone_pieces(page, zone, column)
    return pieces, dirt


def _clean_zone(zone: Zone, column: Column | None, width: float) -> tuple[Zone, list[Word]]:
    """The zone without dirt at the ends of its lines, and the dirt; cells have rules for edges, not dirt."""
    kept: list[Line] = []
    lines, dirt = part_stamps(zone.lines, width) if zone.kind == "body" else (list(zone.lines), [])
    for line in lines:
        clean, taken = clean_line(line, column if zone.kind == "body" else None)
        dirt += taken
        if clean is not None:
            kept.append(clean)
    return Zone(zone.kind, tuple(kept), zone.grid), dirt


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


def _write_piece(writer: TextWriter, piece: _Piece) -> None:
    if piece.kind == "break":
        writer.break_page()
    elif piece.kind != "grid":
        writer.write_paragraph(piece.kind, piece.segments, piece.centred)
    elif piece.grid is not None:
        writer.write_grid(piece.grid, piece.segments[0][0])
