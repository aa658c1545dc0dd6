"""What one page shows: its picture, its words, its ruled lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from models.source import Box, Doubt, Frozen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


SURE = 0.95
"""What is read with at least this confidence is stated without a doubt, also where a second reader differs."""

READING_UNSURE = "reading_unsure"
"""Doubt of a page whose words are read unsurely throughout: its numbers are not stated in confidence."""


class Reading(Frozen):
    """What one reader saw in a place."""

    reader: str
    text: str
    confidence: float = Field(ge=0.0, le=1.0)


class Word(Frozen):
    """A run of characters between spaces; `readings` holds every reader's text where more than one looked.

    `looks` holds what the first reader saw in other cuts of the same ink, where it was asked again. `doubts` say what
    the picture tells against a word that every reader may read alike.
    """

    text: str
    box: Box
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    bold: bool = False
    italic: bool = False
    size: float = 0.0
    readings: tuple[Reading, ...] = ()
    looks: tuple[Reading, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Line(Frozen):
    """Words on one baseline, left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word.text for word in self.words)


class Rule(Frozen):
    """A drawn straight line, in points; horizontal or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs along the lines of text."""
        return abs(self.x1 - self.x0) >= abs(self.y1 - self.y0)


class GridCell(Frozen):
    """A cell of a physical grid: rows and columns count from 0; `lines` are its lines of text from top to bottom."""

    row: int
    column: int
    row_span: int = 1
    col_span: int = 1
    box: Box
    lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The lines joined by single spaces."""
        return " ".join(line.text for line in self.lines if line.words)


class Grid(Frozen):
    """One table, or one page's piece of a table, as drawn on the paper."""

    box: Box
    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    finder: str
    doubts: tuple[Doubt, ...] = ()


class Page(Frozen):
    """One page, read. Geometry is that of the page turned upright and straightened.

    `turn` (degrees clockwise that bring the stored page upright) and `skew` (degrees, then straightened) lead back to
    the paper. `lines` hold all text outside `grids`. `stamps` are what digital signatures show over the page as stored.
    `steps` says what was done to the picture before reading.
    """

    number: int = Field(ge=1)
    width: float
    height: float
    source: Literal["text_layer", "ocr", "none"]
    engine: str = ""
    turn: Literal[0, 90, 180, 270] = 0
    skew: float = 0.0
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    stamps: tuple[Line, ...] = ()
    steps: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class PageFailure(Frozen):
    """A page that could not be read: the document goes on as PARTIAL without it."""

    number: int = Field(ge=1)
    reason: Literal["timeout", "memory", "crash", "damaged"]
    detail: str = ""


@dataclass(frozen=True)
class PageImage:
    """The picture of one page: grey or RGB pixels (height x width [x 3], uint8), resolution in dots an inch.

    `erased` (height x width, uint8) is 255 where ink was taken off that may have been print; None where none was.
    """

    number: int
    pixels: NDArray[np.uint8]
    dpi: float
    turn: Literal[0, 90, 180, 270] = 0
    skew: float = 0.0
    steps: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    erased: NDArray[np.uint8] | None = None
