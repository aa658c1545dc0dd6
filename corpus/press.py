"""The press: sets blocks on sheets in the layout of Nghị định 30/2020/NĐ-CP, with the variations of practice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus import fonts
from corpus.blocks import Foot, Letterhead, NewPages, Para, Piece, Stroke, TableBlock
from corpus.sheets import PrintedRule, SealPlace, Sheet
from corpus.typeset import Token, break_lines, line_width, set_line, set_spaced, spaced_width, tokens_of

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

    from corpus.blocks import Block

A4 = (595.28, 841.89)
MM = 72 / 25.4


@dataclass(frozen=True)
class Look:
    """How a document is set: face, size, leading, margins (top, bottom, left, right), alignment, page numbers."""

    family: str = fonts.DEFAULT
    size: float = 14.0
    leading: float = 1.18
    margins: tuple[float, float, float, float] = (56.0, 56.0, 85.0, 48.0)
    justified: bool = True
    numbers: str = "top"
    head_size: float = 13.0


def draw_look(rng: random.Random, split: str) -> Look:
    """Draw the setting of a document."""
    weights = fonts.WEIGHTS[split]
    family = rng.choices(list(weights), list(weights.values()))[0]
    sans = any(word in family for word in ("Sans", "Carlito", "Roboto", "Andika"))
    size = rng.choice((12.0, 12.5, 13.0)) if sans else rng.choice((13.0, 13.5, 14.0, 14.0))
    margins = (rng.uniform(20, 25) * MM, rng.uniform(20, 25) * MM, rng.uniform(28, 35) * MM, rng.uniform(15, 20) * MM)
    return Look(
        family=family,
        size=size,
        leading=rng.choice((1.12, 1.18, 1.18, 1.25, 1.35)),
        margins=margins,
        justified=rng.random() < 0.88,
        numbers=rng.choices(("top", "bottom", "right", "none"), (82, 8, 5, 5))[0],
        head_size=rng.choice((12.0, 13.0)) if not sans else 11.5,
    )


@dataclass
class Press:
    """Sets blocks one after the other; `y` is the top of what comes next."""

    look: Look
    sheets: list[Sheet] = field(default_factory=list)
    y: float = 0.0
    landscape: bool = False
    page_number: int = 0
    tables: int = 0

    @property
    def sheet(self) -> Sheet:
        """The sheet in the machine."""
        return self.sheets[-1]

    @property
    def left(self) -> float:
        """Left edge of the type area."""
        return self.look.margins[2] if not self.landscape else self.look.margins[0]

    @property
    def right(self) -> float:
        """Right edge of the type area."""
        return self.sheet.width - (self.look.margins[3] if not self.landscape else self.look.margins[1])

    @property
    def bottom(self) -> float:
        """Lower edge of the type area."""
        return self.sheet.height - (self.look.margins[1] if not self.landscape else self.look.margins[3])

    def new_sheet(self) -> None:
        """Put in a new sheet and print its number."""
        width, height = A4 if not self.landscape else (A4[1], A4[0])
        self.page_number += 1
        self.sheets.append(Sheet(width, height, first_of_document=not self.sheets))
        self.y = self.look.margins[0]
        if self.page_number > 1 and self.look.numbers != "none":
            self._print_number(str(self.page_number))

    def _print_number(self, text: str) -> None:
        look, sheet = self.look, self.sheet
        face_width = fonts.width(text, fonts.face(look.family, False, False), 13.0)
        x = (sheet.width - face_width) / 2 if look.numbers != "right" else self.right - face_width
        y = sheet.height - 30.0 if look.numbers == "bottom" else max(32.0, look.margins[0] - 18.0)
        set_spaced(sheet, (Piece(text),), look.family, x, y, 13.0)
        sheet.blocks.append(text)
        sheet.number = self.page_number

    def room(self) -> float:
        """Height left on the sheet."""
        return self.bottom - self.y

    def paragraph(self, para: Para) -> None:
        """Set a paragraph, over the page where it must."""
        look = self.look
        size = look.size + para.size
        step = size * look.leading
        width = self.right - self.left
        tokens = tokens_of(para.pieces, look.family)
        lines = break_lines(tokens, size, width, para.indent if para.align in ("justify", "left") else 0.0)
        self.y += para.before
        if self.room() < step * (min(3, len(lines) + 2) if para.keep else 1):
            self.new_sheet()
        started = self.sheet
        here: list[str] = []
        for index, line in enumerate(lines):
            lone_end = index == len(lines) - 2 and self.room() < 2 * step and len(lines) > 2
            if self.room() < step or lone_end:
                started.blocks.append(" ".join(here))
                self.new_sheet()
                started, here = self.sheet, []
            self._set(line, para, size, first=index == 0, last=index == len(lines) - 1)
            here += [token.text for token in line]
            self.y += step
        started.blocks.append(" ".join(word for word in here if word))

    def _set(self, line: Sequence[Token], para: Para, size: float, first: bool, last: bool) -> None:
        natural = line_width(line, size)
        width = self.right - self.left
        indent = para.indent if first and para.align in ("justify", "left") else 0.0
        x, stretch = self.left + indent, 0.0
        if para.align == "centre":
            x = self.left + (width - natural) / 2
        elif para.align == "right":
            x = self.right - natural
        elif para.align == "justify" and self.look.justified and not last and len(line) > 1:
            stretch = max(0.0, (width - indent - natural) / (len(line) - 1))
        set_line(self.sheet, line, x, self.y + size * 0.92, size, stretch)

    def letterhead(self, head: Letterhead) -> None:
        """Set the two columns of the letterhead with their underlines, the signing data above them on the right."""
        look, size = self.look, self.look.head_size
        if head.signed_digitally:
            self._corner(head.signed_digitally)
        width = self.right - self.left
        columns = ((head.left, self.left, width * 0.43), (head.right, self.left + width * 0.41, width * 0.59))
        top, lowest = self.y, self.y
        below: list[str] = []
        rows = max(len(head.left), len(head.right))
        for side, (lines, x, wide) in enumerate(columns):
            y, texts = top, []
            for index, pieces in enumerate(lines):
                moved = side == 1 and index == 2
                y = top + (rows - 1) * size * 1.25 if moved and rows > 3 else y
                fitted = min(size, size * (wide - 4) / max(spaced_width(pieces, look.family, size), 1.0))
                natural = spaced_width(pieces, look.family, fitted)
                start = x + (wide - natural) / 2
                set_spaced(self.sheet, pieces, look.family, start, y + size, fitted)
                texts.append("".join(piece.text for piece in pieces if not piece.hand))
                last = index == (head.issuer_lines - 1 if side == 0 else 1)
                if last:
                    share = 0.45 if side == 0 else 1.0
                    middle, half = start + natural / 2, natural * share / 2
                    self.sheet.rules.append(
                        PrintedRule(middle - half, y + size * 1.36, middle + half, y + size * 1.36, 0.7)
                    )
                y += size * (1.62 if last else 1.25)
            lowest = max(lowest, y)
            number = texts[head.issuer_lines :] if side == 0 else []
            self.sheet.blocks.append(" ".join(" ".join(texts[: len(texts) - len(number)]).split()))
            below += [" ".join(line.split()) for line in number]
        self.sheet.blocks += below
        self.y = lowest + 6

    def _corner(self, lines: Iterable[str]) -> None:
        y = 26.0
        texts = []
        for line in lines:
            pieces = (Piece(line),)
            x = self.right - spaced_width(pieces, self.look.family, 9.0)
            set_spaced(self.sheet, pieces, self.look.family, x, y, 9.0)
            texts.append(line)
            y += 11.0
        self.sheet.blocks.append(" ".join(texts))
        self.y = max(self.y, y + 6)

    def foot(self, foot: Foot) -> None:
        """Set recipients and signature side by side, on a new sheet where they do not fit."""
        look = self.look
        small, large = 11.0, look.head_size
        height = max(16.0 + len(foot.recipients) * small * 1.2, len(foot.capacity) * large * 1.3 + 105.0)
        self.y += 12.0
        if self.room() < height:
            self.new_sheet()
        top = self.y
        set_spaced(self.sheet, (Piece("Nơi nhận:", True, True),), look.family, self.left, top + 12, 12.0)
        y = top + 16.0
        for line in foot.recipients:
            y += small * 1.2
            set_spaced(self.sheet, (Piece(line),), look.family, self.left, y, small)
        self.sheet.blocks.append(" ".join(("Nơi nhận:", *foot.recipients)))
        width = self.right - self.left
        middle = self.left + width * 0.74
        y = top
        for line in foot.capacity:
            y += large * 1.25
            self._centred(Piece(line, bold=True), middle, y, large)
        name_y = y + 88.0
        self._centred(Piece(foot.name, bold=True), middle, name_y, large)
        self.sheet.seals.append(SealPlace(middle, (y + name_y) / 2, foot.seal))
        self.sheet.blocks.append(" ".join((*foot.capacity, foot.name)))
        self.y = top + height

    def _centred(self, piece: Piece, middle: float, y: float, size: float) -> None:
        natural = spaced_width((piece,), self.look.family, size)
        set_spaced(self.sheet, (piece,), self.look.family, middle - natural / 2, y, size)

    def stroke(self, stroke: Stroke) -> None:
        """Draw the short line below a title."""
        self.y += stroke.before
        middle = (self.left + self.right) / 2
        rule = PrintedRule(middle - stroke.width / 2, self.y, middle + stroke.width / 2, self.y, 0.7)
        self.sheet.rules.append(rule)
        self.y += 6.0

    def turn_over(self, block: NewPages) -> None:
        """Begin new pages, turned or numbered anew."""
        self.landscape = block.landscape
        self.page_number = 0 if block.renumber else self.page_number
        self.new_sheet()


def print_sheets(blocks: Iterable[Block], look: Look) -> list[Sheet]:
    """Set all blocks and return the printed sheets."""
    from corpus.table_press import set_table

    press = Press(look)
    press.new_sheet()
    for block in blocks:
        if isinstance(block, Para):
            press.paragraph(block)
        elif isinstance(block, Letterhead):
            press.letterhead(block)
        elif isinstance(block, Foot):
            press.foot(block)
        elif isinstance(block, Stroke):
            press.stroke(block)
        elif isinstance(block, NewPages):
            press.turn_over(block)
        elif isinstance(block, TableBlock):
            set_table(press, block)
    return press.sheets
