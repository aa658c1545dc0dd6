"""Words set on a page by hand, for tests of what stands where."""

from __future__ import annotations

from models.page import Word
from models.source import Box

EM, STEP, LETTER, SPACE = 12.0, 13.8, 5.6, 3.0


def word_at(text: str, x: float, y: float, *, bold: bool = False) -> Word:
    """A word with its top left corner at x, y (points)."""
    box = Box(x0=x, y0=y, x1=x + LETTER * len(text), y1=y + EM)
    return Word(text=text, box=box, bold=bold, size=EM)


def set_line(text: str, x: float, y: float, *, bold: bool = False, space: float = SPACE) -> list[Word]:
    """The words of a line, one after the other."""
    words = []
    for part in text.split():
        words.append(word_at(part, x, y, bold=bold))
        x = words[-1].box.x1 + space
    return words


def wrap(text: str, width: float) -> list[str]:
    """Lines of a text in a column."""
    lines: list[str] = []
    for part in text.split():
        longer = f"{lines[-1]} {part}" if lines else part
        if lines and LETTER * len(longer.replace(" ", "")) + SPACE * longer.count(" ") <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def set_rows(
    rows: list[list[str]], xs: list[float], y: float, *, white: float = 6.0, middle: bool = False
) -> tuple[list[Word], list[float]]:
    """Set a table without rules; a row of one text runs over its width.

    Args:
        rows: texts row by row.
        xs: where columns begin, and where the last ends.
        y: top of the first row.
        white: points between two rows beyond the white between lines.
        middle: whether short cells stand beside the middle of their row, not at its top.

    Returns:
        The words, and the heights of the rows' upper edges and of the table's lower one.
    """
    words: list[Word] = []
    tops = [y]
    for row in rows:
        cells = [wrap(text, b - a - 8.0) for text, a, b in zip(row, xs, xs[1:], strict=False)]
        cells = [wrap(row[0], xs[-1] - xs[0])] if len(row) == 1 else cells
        height = max(len(cell) for cell in cells) * STEP
        for cell, x in zip(cells, xs, strict=False):
            shift = (height - len(cell) * STEP) / 2 if middle else 0.0
            for k, line in enumerate(cell):
                words += set_line(line, x + 4.0, y + white / 2 + shift + k * STEP)
        y += height + white
        tops.append(y)
    return words, tops
