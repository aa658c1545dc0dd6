"""A plan before it is printed: blocks of text in reading order, and the facts that they state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from models.golden import GoldenPlan

Align = Literal["justify", "left", "centre", "right"]
GroupStyle = Literal["wide", "split", "outside"]
RuleStyle = Literal["full", "horizontal", "none", "outer", "dotted", "open", "columns"]


@dataclass(frozen=True)
class Piece:
    """A stretch of one style; `hand` is written by pen (its text is ink, no print)."""

    text: str
    bold: bool = False
    italic: bool = False
    hand: bool = False


@dataclass(frozen=True)
class Para:
    """A paragraph. `indent` is the first line's, in points; `before` the white above; `size` is added to the body's."""

    pieces: tuple[Piece, ...]
    align: Align = "justify"
    indent: float = 36.0
    before: float = 6.0
    size: float = 0.0
    keep: bool = False

    @property
    def text(self) -> str:
        """The printed characters."""
        return "".join(piece.text for piece in self.pieces if not piece.hand)


@dataclass(frozen=True)
class Letterhead:
    """Two columns at the top of page 1: lines of pieces; the last line of the motto and issuer is underlined."""

    left: tuple[tuple[Piece, ...], ...]
    right: tuple[tuple[Piece, ...], ...]
    issuer_lines: int
    signed_digitally: tuple[str, ...] = ()


@dataclass(frozen=True)
class Foot:
    """Recipients on the left, signature on the right; `seal` is the text of its ring (empty: no seal)."""

    recipients: tuple[str, ...]
    capacity: tuple[str, ...]
    name: str
    seal: str


@dataclass(frozen=True)
class NewPages:
    """A new page begins: turned or not, numbered anew or on."""

    landscape: bool = False
    renumber: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row as written. `merge` names columns whose cell goes on from the row above, `spans` how wide each cell is."""

    kind: Literal["header", "numbers", "group", "cell"]
    cells: tuple[str, ...]
    merge: tuple[int, ...] = ()
    spans: tuple[int, ...] = ()


@dataclass(frozen=True)
class TableBlock:
    """A table: its rows, the share of the width of each column, and how it is drawn."""

    rows: tuple[TableRow, ...]
    widths: tuple[float, ...]
    centred: tuple[int, ...] = (0,)
    repeat_header: bool = True
    group_style: GroupStyle = "wide"
    rules: RuleStyle = "full"
    size: float = -2.0
    split_rows: bool = True


@dataclass(frozen=True)
class Stroke:
    """A short drawn line below a title, in points."""

    width: float
    before: float = 3.0


Block = Para | Letterhead | Foot | NewPages | TableBlock | Stroke


@dataclass(frozen=True)
class Draft:
    """A plan ready for the printer. `forms` counts what was used (comparators, orders, schemes, styles).

    `target_forms` names the form of each target, in the order of `facts.targets`.
    """

    name: str
    kind: str
    blocks: tuple[Block, ...]
    facts: GoldenPlan
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    target_forms: tuple[str, ...] = ()
