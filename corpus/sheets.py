"""Printed sheets: words, rules and ink at their places in points from the top left, and the text of their blocks."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PrintedWord:
    """A word on its baseline `y`; `x1` is its right edge."""

    text: str
    x: float
    y: float
    x1: float
    face: str
    size: float


@dataclass(frozen=True)
class PrintedRule:
    """A drawn line."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float = 0.5


@dataclass(frozen=True)
class PrintedCell:
    """A cell's piece on a sheet; row and column count from 0 in the logical table."""

    table: int
    row: int
    column: int
    col_span: int
    row_span: int
    kind: str
    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Handwriting:
    """Digits by pen, on the baseline at `x`, `y`."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class SealPlace:
    """Where the seal and the signature go: middle of the signature's white space."""

    x: float
    y: float
    ring: str


@dataclass
class Sheet:
    """One printed page."""

    width: float
    height: float
    words: list[PrintedWord] = field(default_factory=list)
    rules: list[PrintedRule] = field(default_factory=list)
    cells: list[PrintedCell] = field(default_factory=list)
    hands: list[Handwriting] = field(default_factory=list)
    seals: list[SealPlace] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    number: int | None = None
    first_of_document: bool = False


@dataclass(frozen=True)
class ScannedPage:
    """A packed picture of a page: JPEG (grey or colour), or 1-bit CCITT group 4. `turn`: clockwise, as it is stored."""

    data: bytes
    width: int
    height: int
    bits: int
    grey: bool
    points_wide: float
    points_high: float
    turn: int = 0
