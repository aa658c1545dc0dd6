"""Transcripts with grids made from lists of rows, for tests of tables."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from models.source import Box, Doubt, Span
from models.transcript import Block, CellText, PageInfo, PlacedWord, Transcript, TranscriptGrid

LEFT, MERGED_LEFT, MERGED_UP = 57.0, "<", "^"
LINE, LETTER = 14.0, 5.5


@dataclass
class Made:
    """A grid to be drawn. A cell "<" is merged with the one to its left, "^" with the one above; **…** is bold.
    In a merged cell "¦" goes on where the next column begins, in each line: two cells that a lost rule ran together.

    `widths` in points; `shift` moves the grid as a crooked scan would.
    """

    rows: list[list[str]]
    widths: list[float] | None = None
    shift: float = 0.0
    doubts: tuple[Doubt, ...] = ()


@dataclass
class _Sheet:
    out: list[str] = field(default_factory=list)
    length: int = 0
    words: list[PlacedWord] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    grids: list[TranscriptGrid] = field(default_factory=list)
    page: int = 1
    y: float = 57.0

    def put(self, text: str) -> int:
        start = self.length
        self.out.append(text)
        self.length += len(text)
        return start


def made_tables(*pages: list[Made | str], source: str = "text_layer") -> Transcript:
    """Make a transcript of pages, each a list of paragraphs and grids (wrapped into their columns, line by line)."""
    sheet = _Sheet()
    for number, page in enumerate(pages, 1):
        if number > 1:
            sheet.put("\f")
        sheet.page, sheet.y = number, 57.0
        for part in page:
            if isinstance(part, str):
                _paragraph(sheet, part)
            else:
                _grid(sheet, part)
    return Transcript(
        text="".join(sheet.out),
        words=tuple(sheet.words),
        blocks=tuple(sheet.blocks),
        grids=tuple(sheet.grids),
        pages=tuple(
            PageInfo(number=n, width=842.0, height=595.0, source=source)  # type: ignore[arg-type]
            for n in range(1, len(pages) + 1)
        ),
    )


def _words(
    sheet: _Sheet, lines: list[str], x: float, y: float, bold: bool, stops: list[float] | None = None
) -> tuple[Span, tuple[int, ...], float]:
    start, starts = sheet.length, []
    for n, line in enumerate(lines):
        if n:
            sheet.put(" ")
        starts.append(sheet.length)
        for stop, half in enumerate(line.split("¦")):
            if stop:
                sheet.put(" ")
            begin, left = sheet.length, (stops or [x])[stop]
            for k, word in enumerate(half.split(" ")):
                if k:
                    sheet.put(" ")
                if not word:
                    continue
                at = sheet.put(word)
                x0 = left + LETTER * (at - begin)
                box = Box(x0=x0, y0=y + LINE * n, x1=x0 + LETTER * len(word), y1=y + LINE * n + 12)
                sheet.words.append(
                    PlacedWord(start=at, end=sheet.length, page=sheet.page, box=box, bold=bold, size=12.0)
                )
    return Span(start=start, end=sheet.length), tuple(starts), y + LINE * len(lines)


def _paragraph(sheet: _Sheet, text: str) -> None:
    centred, bold = text.startswith("^"), "**" in text
    span, _, bottom = _words(sheet, [text.strip("^*")], LEFT + 10, sheet.y, bold)
    box = Box(x0=LEFT, y0=sheet.y, x1=799.0, y1=bottom)
    sheet.blocks.append(
        Block(kind="paragraph", span=span, page=sheet.page, box=box, bold=bold, centred=centred, size=12.0)
    )
    sheet.put("\n")
    sheet.y = bottom + 6


def _grid(sheet: _Sheet, made: Made) -> None:
    columns = max(map(len, made.rows))
    widths = made.widths or [40.0] + [700.0 / max(columns - 1, 1)] * (columns - 1)
    xs = [LEFT + made.shift + sum(widths[:n]) for n in range(columns + 1)]
    top, index, cells = sheet.y, len(sheet.grids), []
    for r, row in enumerate(made.rows):
        row_start, height, shown, draft = sheet.length, 1, 0, []
        for c, text in enumerate(row):
            if text == MERGED_LEFT:
                continue
            if shown:
                sheet.put(" | ")
            shown += 1
            if text == MERGED_UP:
                continue
            span_c = 1 + next((k for k, t in enumerate(row[c + 1 :]) if t != MERGED_LEFT), len(row) - c - 1)
            below = [made.rows[k][c] if c < len(made.rows[k]) else "" for k in range(r + 1, len(made.rows))]
            span_r = 1 + next((k for k, t in enumerate(below) if t != MERGED_UP), len(below))
            width = xs[c + span_c] - xs[c]
            lines = (
                [
                    part
                    for hard in text.strip("*").split("\n")
                    for part in textwrap.wrap(hard, max(4, int(width / LETTER)), break_long_words=False) or [""]
                ]
                if text.strip("*")
                else []
            )
            stops = [edge + 2 for edge in xs[c:-1]]
            span, starts, _ = _words(sheet, lines, xs[c] + 2, sheet.y + 2, "**" in text, stops)
            height = max(height, len(lines) if span_r == 1 else 1)
            draft.append((c, span_r, span_c, span, starts))
        bottom = sheet.y + LINE * height + 6
        for c, span_r, span_c, span, starts in draft:
            box = Box(x0=xs[c], y0=sheet.y, x1=xs[c + span_c], y1=bottom)
            cells.append(
                CellText(row=r, column=c, row_span=span_r, col_span=span_c, span=span, box=box, line_starts=starts)
            )
        sheet.blocks.append(
            Block(
                kind="table_row", span=Span(start=row_start, end=sheet.length), page=sheet.page,
                box=Box(x0=xs[0], y0=sheet.y, x1=xs[-1], y1=bottom), grid=index, row=r,
            )
        )  # fmt: skip
        sheet.put("\n")
        sheet.y = bottom
    sheet.grids.append(
        TranscriptGrid(
            page=sheet.page, box=Box(x0=xs[0], y0=top, x1=xs[-1], y1=sheet.y), rows=len(made.rows), columns=columns,
            cells=tuple(cells), finder="made", doubts=made.doubts,
        )
    )  # fmt: skip
    sheet.y += 8
