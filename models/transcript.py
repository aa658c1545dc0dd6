"""The text of a document as read, with a way back from every character to the paper."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Literal

from pydantic import Field

from models.page import READING_UNSURE, PageFailure, Reading
from models.source import Box, Doubt, Found, Frozen, Span, T

BlockKind = Literal["paragraph", "table_row", "left", "right"]
"""`left` and `right` are blocks of a two-column head or foot (issuer | quốc hiệu; nơi nhận | signature)."""


class PlacedWord(Frozen):
    """A word of the text with its place on the paper and how it was read."""

    start: int
    end: int
    page: int
    box: Box
    confidence: float = 1.0
    bold: bool = False
    italic: bool = False
    size: float = 0.0
    readings: tuple[Reading, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Block(Frozen):
    """A paragraph, one line of a two-column head or foot, or a table row; `span` excludes the line end.

    `x0`, `x1` bound its first line in points; `centred` is judged against the page's text column. `bold` and `italic`
    hold when most letters are. `grid`, `row` (0-based) tie a table row to `TranscriptGrid`.
    """

    kind: BlockKind
    span: Span
    page: int
    box: Box
    bold: bool = False
    italic: bool = False
    centred: bool = False
    size: float = 0.0
    grid: int = -1
    row: int = -1


class CellText(Frozen):
    """A cell's place in its grid and in the text (an empty cell has an empty span)."""

    row: int
    column: int
    row_span: int = 1
    col_span: int = 1
    span: Span
    box: Box
    line_starts: tuple[int, ...] = ()
    """Offsets where the cell's printed lines begin: lists inside a cell are found by them."""


class TranscriptGrid(Frozen):
    """A grid whose cells point into the text; pieces of one table over pages are still apart."""

    page: int
    box: Box
    rows: int
    columns: int
    cells: tuple[CellText, ...]
    finder: str
    doubts: tuple[Doubt, ...] = ()


class PageInfo(Frozen):
    """What a reader of facts may ask about a page."""

    number: int
    width: float
    height: float
    source: Literal["text_layer", "ocr", "none"]
    engine: str = ""
    turn: int = 0
    skew: float = 0.0
    doubts: tuple[Doubt, ...] = ()


class Transcript(Frozen):
    r"""All text of a document.

    A paragraph is a line (ends in "\n"), a table row a line with " | " between cells. A form feed parts pages: alone
    inside a paragraph that goes on over the page ("… \f…"), after the line end otherwise. So `text` counts exactly
    pages - 1 form feeds, and a fact's span may run over one. Never altered once made.
    """

    text: str
    words: tuple[PlacedWord, ...] = ()
    blocks: tuple[Block, ...] = ()
    grids: tuple[TranscriptGrid, ...] = ()
    pages: tuple[PageInfo, ...] = ()
    failures: tuple[PageFailure, ...] = ()
    furniture: tuple[Found[str], ...] = Field(default=(), description="page numbers, running heads, signing stamps")

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _breaks(self) -> list[int]:
        return [i for i, char in enumerate(self.text) if char == "\f"]

    @cached_property
    def unsure_pages(self) -> frozenset[int]:
        """Pages that are read unsurely throughout, or in a table."""
        return frozenset(page.number for page in self.pages for doubt in page.doubts if doubt.code == READING_UNSURE)

    def slice(self, span: Span) -> str:
        """Text of a span, as it stands."""
        return self.text[span.start : span.end]

    def page_at(self, offset: int) -> int:
        """1-based page of a character."""
        return bisect_right(self._breaks, offset) + 1

    def words_in(self, span: Span) -> tuple[PlacedWord, ...]:
        """Words that share at least a character with the span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        words = self.words[first : bisect_left(self._starts, span.end)]
        return words[1:] if words and words[0].end <= span.start else words

    def found(self, value: T, *spans: Span, confidence: float = 1.0, doubts: tuple[Doubt, ...] = ()) -> Found[T]:
        """Wrap a value with the quote, page and box of its spans.

        `confidence` is the extractor's own; how well the words were read is combined later (`pipeline.confidence`).
        """
        words = [word for span in spans for word in self.words_in(span)]
        page = words[0].page if words else (self.page_at(spans[0].start) if spans else 0)
        box = Box.around(word.box for word in words if word.page == page)
        quote = " ".join(self.slice(span) for span in spans)
        return Found(value=value, spans=spans, quote=quote, page=page, box=box, confidence=confidence, doubts=doubts)
