"""Write the text of a document with all that points into it: words, blocks, grids."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Literal

from models.source import Box, Span
from models.transcript import Block, BlockKind, CellText, PlacedWord, TranscriptGrid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Grid, GridCell, Line, Word

WRAPPED_CODE = re.compile(r"[A-ZĐ\d][-/]")
"""How a line of a cell ends when a narrow column broke a code in two ("NĐ-" + "CP", "IV/" + "2021")."""


@dataclass
class TextWriter:
    """The text so far and all that points into it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    words: list[PlacedWord] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    grids: list[TranscriptGrid] = field(default_factory=list)

    def _put(self, text: str) -> int:
        """Append text; returns where it begins."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start

    def _put_word(self, word: Word, page: int) -> None:
        """Append a word with its place."""
        start = self._put(word.text)
        self.words.append(
            PlacedWord(
                start=start, end=self.length, page=page, box=word.box, confidence=word.confidence, bold=word.bold,
                italic=word.italic, size=word.size, readings=word.readings,
                doubts=word.doubts,
            )
        )  # fmt: skip

    def _put_lines(self, lines: Sequence[Line], page: int, narrow: bool) -> tuple[int, ...]:
        """Append lines as one run of words; returns where each begins.

        Lines are joined by a space, those of a `narrow` column by nothing where a code was broken.
        """
        starts: list[int] = []
        for line in lines:
            for k, word in enumerate(line.words):
                broken = narrow and k == 0 and starts and WRAPPED_CODE.fullmatch(self.parts[-1][-2:])
                if (k or starts) and not broken:
                    self._put(" ")
                if k == 0:
                    starts.append(self.length)
                self._put_word(word, page)
        return tuple(starts)

    def write_paragraph(self, kind: BlockKind, segments: Sequence[tuple[int, Sequence[Line]]], centred: bool) -> None:
        """Append a paragraph as one line; `segments` are its lines by page, a form feed parts them."""
        start = self.length
        for k, (page, lines) in enumerate(segments):
            if k:
                self._put("\f")
            self._put_lines(lines, page, narrow=False)
        page, lines = segments[0]
        words = [word for line in lines for word in line.words]
        self.blocks.append(
            Block(
                kind=kind, span=Span(start=start, end=self.length), page=page,
                box=_union([line.box for line in lines]), bold=_most(words, "bold"), italic=_most(words, "italic"),
                centred=centred, size=median(word.size for word in words),
            )
        )  # fmt: skip
        self._put("\n")

    def break_page(self) -> None:
        """Begin the next page."""
        self._put("\f")

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self.parts)

    def write_grid(self, grid: Grid, page: int) -> None:
        """Write a grid row by row; a cell merged over rows stands in its first one, one merged over columns once."""
        index = len(self.grids)
        cells: list[CellText] = []
        for row in range(grid.rows):
            start = self.length
            crossing = sorted((c for c in grid.cells if c.row <= row < c.row + c.row_span), key=lambda c: c.column)
            for k, cell in enumerate(crossing):
                if k:
                    self._put(" | ")
                if cell.row == row:
                    cells.append(self._write_cell(cell, page))
            if not crossing:
                continue
            boxes = [cell.box for cell in crossing if cell.row == row] or [cell.box for cell in crossing]
            words = [word for cell in crossing if cell.row == row for line in cell.lines for word in line.words]
            self.blocks.append(
                Block(
                    kind="table_row", span=Span(start=start, end=self.length), page=page, box=_union(boxes),
                    bold=bool(words) and _most(words, "bold"), italic=bool(words) and _most(words, "italic"),
                    size=median(word.size for word in words) if words else 0.0, grid=index, row=row,
                )
            )  # fmt: skip
            self._put("\n")
        self.grids.append(
            TranscriptGrid(
                page=page, box=grid.box, rows=grid.rows, columns=grid.columns, cells=tuple(cells), finder=grid.finder,
                doubts=grid.doubts,
            )
        )  # fmt: skip

    def _write_cell(self, cell: GridCell, page: int) -> CellText:
        start = self.length
        line_starts = self._put_lines([line for line in cell.lines if line.words], page, narrow=True)
        return CellText(
            row=cell.row, column=cell.column, row_span=cell.row_span, col_span=cell.col_span,
            span=Span(start=start, end=self.length), box=cell.box, line_starts=line_starts,
        )  # fmt: skip


def _most(words: Sequence[Word], style: Literal["bold", "italic"]) -> bool:
    """Whether most letters are set so."""
    return 2 * sum(len(word.text) for word in words if getattr(word, style)) > sum(len(word.text) for word in words)


def _union(boxes: Sequence[Box]) -> Box:
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    return box
