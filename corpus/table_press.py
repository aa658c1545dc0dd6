"""Tables on the press: ruled or not, rows and cells over pages, merged cells, group rows in three forms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.blocks import Para, Piece, TableBlock, TableRow
from corpus.sheets import PrintedCell, PrintedRule
from corpus.typeset import Token, break_lines, line_width, set_line, tokens_of

if TYPE_CHECKING:
    from corpus.press import Press

PAD_X, PAD_Y = 4.0, 3.0
DOT, DOT_GAP = 1.0, 2.4


@dataclass
class SetRow:
    """A row with its cells broken into lines; `spans` gives each cell's first column and width in columns."""

    source: TableRow
    index: int
    lines: list[list[list[Token]]]
    spans: list[tuple[int, int]]
    begun: bool = False

    def height(self, step: float) -> float:
        """Height of the whole row in points."""
        return max(1, *(len(cell) for cell in self.lines)) * step + 2 * PAD_Y


class TableSetter:
    """Sets one table; knows the column edges and draws what the style asks for."""

    def __init__(self, press: Press, block: TableBlock) -> None:
        self.press, self.block = press, block
        self.size = press.look.size + block.size
        self.step = self.size * 1.15
        self.number = press.tables
        wide = press.right - press.left
        self.edges = [press.left]
        for share in block.widths:
            self.edges.append(self.edges[-1] + share * wide)
        self.headers = [self.broken(row, i) for i, row in enumerate(block.rows) if row.kind in ("header", "numbers")]

    def broken(self, row: TableRow, index: int) -> SetRow:
        """Break the texts of a row to its columns."""
        columns = len(self.block.widths)
        spans = [(column, 1) for column in range(columns)]
        texts = list(row.cells)
        if row.spans:
            starts = [sum(row.spans[:place]) for place in range(len(row.spans))]
            spans = list(zip(starts, row.spans, strict=True))
        elif row.kind == "group":
            if self.block.group_style == "split":
                spans, texts = [(0, 1), (1, columns - 1)], [row.cells[0], row.cells[1]]
            else:
                spans, texts = [(0, columns)], [f"{row.cells[0]}. {row.cells[1]}" if row.cells[0] else row.cells[1]]
        bold = row.kind in ("header", "group")
        italic = row.kind == "numbers"
        lines = []
        for (column, span), text in zip(spans, texts, strict=True):
            width = self.edges[column + span] - self.edges[column] - 2 * PAD_X
            cell: list[list[Token]] = []
            for part in text.split("\n"):
                pieces = (Piece(part, bold=bold, italic=italic),)
                cell += break_lines(tokens_of(pieces, self.press.look.family), self.size, width)
            lines.append(cell)
        return SetRow(row, index, lines, spans)

    def new_sheet(self) -> None:
        """Go on overleaf, under the header where it is repeated."""
        self.press.new_sheet()
        if self.block.repeat_header:
            for place, header in enumerate(self.headers):
                below = self.headers[place + 1].source.merge if place + 1 < len(self.headers) else ()
                self.draw(header, header.height(self.step), header.source.merge, below)

    def draw(self, row: SetRow, height: float, merged_above: tuple[int, ...], merged_below: tuple[int, ...]) -> None:
        """Draw a row (or its piece that fits) and move down."""
        press, sheet, top = self.press, self.press.sheet, self.press.y
        for (column, span), cell in zip(row.spans, row.lines, strict=True):
            x0, x1 = self.edges[column], self.edges[column + span]
            centred = row.source.kind in ("header", "numbers") or (column in self.block.centred and span == 1)
            middle = centred and not row.begun
            y = top + PAD_Y + (max(0.0, (height - 2 * PAD_Y - len(cell) * self.step) / 2) if middle else 0.0)
            words = []
            for line in cell:
                natural = line_width(line, self.size)
                x = x0 + (x1 - x0 - natural) / 2 if centred else x0 + PAD_X
                set_line(sheet, line, x, y + self.size * 0.9, self.size)
                words += [token.text for token in line]
                y += self.step
            text = " ".join(words)
            if text:
                sheet.blocks.append(text)
            if column in merged_above:
                self._extend(column, top + height)
                continue
            sheet.cells.append(
                PrintedCell(self.number, row.index, column, span, 1, row.source.kind, text, x0, top, x1, top + height)
            )
        self._rules(row, top, height, merged_above, merged_below)
        press.y = top + height

    def _extend(self, column: int, low: float) -> None:
        cells = self.press.sheet.cells
        for place in range(len(cells) - 1, -1, -1):
            if cells[place].column == column and cells[place].table == self.number:
                cells[place] = replace(cells[place], row_span=cells[place].row_span + 1, y1=low)
                return

    def _rules(self, row: SetRow, top: float, height: float, above: tuple[int, ...], below: tuple[int, ...]) -> None:
        style, rules = self.block.rules, self.press.sheet.rules
        low, left, right = top + height, self.edges[0], self.edges[-1]
        heading = row.source.kind in ("header", "numbers")
        if style == "none" and not heading:
            return
        if style in ("full", "horizontal", "open") or heading or (style == "dotted" and row.source.kind == "group"):
            for y, open_columns in ((top, above), (low, below)):
                for column in range(len(self.edges) - 1):
                    if column not in open_columns:
                        rules.append(PrintedRule(self.edges[column], y, self.edges[column + 1], y))
        elif style == "dotted":
            self._dots(low, below)
        if style in ("full", "dotted"):
            for column, _ in row.spans:
                rules.append(PrintedRule(self.edges[column], top, self.edges[column], low))
            rules.append(PrintedRule(right, top, right, low))
        elif style in ("open", "columns"):
            for column, _ in row.spans[1:] if style == "open" else row.spans:
                rules.append(PrintedRule(self.edges[column], top, self.edges[column], low))
            if style == "columns":
                rules.append(PrintedRule(right, top, right, low))
        elif style == "outer":
            rules.append(PrintedRule(left, top, left, low))
            rules.append(PrintedRule(right, top, right, low))

    def _dots(self, y: float, open_columns: tuple[int, ...]) -> None:
        """Draw a dotted line under a row, but for the columns whose cell goes on."""
        for column in range(len(self.edges) - 1):
            x = self.edges[column] + DOT_GAP
            while column not in open_columns and x < self.edges[column + 1] - DOT_GAP:
                self.press.sheet.rules.append(PrintedRule(x, y, x + DOT, y))
                x += DOT + DOT_GAP

    def set_row(self, row: SetRow, above: tuple[int, ...], below: tuple[int, ...]) -> None:
        """Set a row, cut over the page at a line where the style allows it."""
        height = row.height(self.step)
        if self.press.room() >= height:
            self.draw(row, height, above, below)
            return
        fitting = int((self.press.room() - 2 * PAD_Y) // self.step)
        whole_page = (self.press.bottom - self.press.look.margins[0]) * 0.8
        may_cut = (self.block.split_rows and fitting >= 2 and not above and not below) or height > whole_page
        if row.source.kind == "group" or not may_cut or fitting < 1:
            self.new_sheet()
            self.set_row(row, (), below)
            return
        first = SetRow(row.source, row.index, [cell[:fitting] for cell in row.lines], row.spans, begun=True)
        rest = SetRow(row.source, row.index, [cell[fitting:] for cell in row.lines], row.spans, begun=True)
        self.draw(first, fitting * self.step + 2 * PAD_Y, above, ())
        self.new_sheet()
        self.set_row(rest, (), below)


def set_table(press: Press, block: TableBlock) -> None:
    """Set a table below what stands on the sheet."""
    press.y += 8.0
    setter = TableSetter(press, block)
    press.tables += 1
    rows = [setter.broken(row, index) for index, row in enumerate(block.rows)]
    for position, row in enumerate(rows):
        following = rows[position + 1] if position + 1 < len(rows) else None
        if row.source.kind == "group":
            # a group row never stands alone at the foot of a page
            need = row.height(setter.step) + (min(60.0, following.height(setter.step)) if following else 0.0)
            if press.room() < need:
                setter.new_sheet()
            if block.group_style == "outside":
                label, name = row.source.cells
                press.paragraph(Para((Piece(f"{label}. {name}" if label else name, bold=True),), "left", 18.0, 6.0))
                press.y += 5.0
                continue
        below = following.source.merge if following is not None else ()
        if below and not row.source.merge:
            _keep_band(setter, rows, position)
        setter.set_row(row, row.source.merge, below)
    press.y += 10.0


def _keep_band(setter: TableSetter, rows: list[SetRow], position: int) -> None:
    """Put rows that share a merged cell on one sheet where they fit on one."""
    need, index = rows[position].height(setter.step), position + 1
    while index < len(rows) and rows[index].source.merge:
        need += rows[index].height(setter.step)
        index += 1
    whole = setter.press.bottom - setter.press.look.margins[0]
    if setter.press.room() < need < whole * 0.8:
        setter.new_sheet()
